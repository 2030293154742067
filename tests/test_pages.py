"""The docs say what the code says."""

import pytest

from tools import pages


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: page.name)
def test_the_page_says_what_the_code_says(page):
    text = page.read_text(encoding="utf-8")
    assert pages.made(text) == text, "try: python -m tools.pages --write"


def test_every_part_that_is_made_from_the_code_stands_on_a_page():
    used = {
        name
        for page in pages.PAGES
        for name in pages.PART.findall(page.read_text(encoding="utf-8"))
        for name in name[1:2]
    }
    assert used == set(pages.PARTS)


def test_every_library_says_what_it_is_for():
    import tomllib

    project = tomllib.loads((pages.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert pages.dependencies().count("\n") == len(project["dependencies"]) + 2
