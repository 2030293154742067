"""The docs say what the code says."""

import pytest

from tools import pages, pages_errors, pages_examples, pages_flags, pages_links, pages_text


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


def test_every_link_leads_somewhere_and_every_page_is_linked():
    texts = pages_text.texts()
    assert list(map(str, (*pages_links.problems(texts), *pages_links.lonely(texts)))) == []


def test_every_example_on_a_page_and_in_a_commands_help_would_work():
    found = (*pages_examples.problems(pages_text.texts()), *pages_examples.help_problems())
    assert list(map(str, found)) == []


def test_against_every_failure_and_every_flag_something_helps():
    assert pages_errors.problems() == []
    assert pages_flags.problems() == []
    assert len(pages_errors.sayings()) > 50


PAGE = """\
# Some *words*, `code` & more
[there](README.md#exit-codes) ![](docs/images/demo.svg) `[no](link.md)` <a href="http://plain.example/x">x</a>
```sh
cd x && pdsync flags --fail-on overdu   # no such kind
pdsync handuot; pdsync sync --quiet
```
`pdsync open --prnit` and `pdsync read` and `--nothing` and `flags: {stael: false}`
```yaml
cohort: "2611"
sharing: {notfy: true}
```
```json
{"a": 1,}
```
"""


def test_a_page_is_taken_apart():
    assert "some-words-code--more" in pages_text.anchors(PAGE)
    assert [target for _, _, target in pages_text.links(PAGE)] == [
        "README.md#exit-codes",
        "docs/images/demo.svg",
        "http://plain.example/x",
    ]
    assert [(code.lang, code.line) for code in pages_text.codes(PAGE)][:3] == [("sh", 4), ("yaml", 9), ("json", 13)]


@pytest.mark.parametrize(
    "words",
    [
        "overdu is no kind",
        "no command handuot",
        "--prnit",
        "no command has an option --nothing",
        "stael",
        "notfy",
        "JSON",
    ],
)
def test_an_example_that_would_not_work_is_told(words):
    faults = [one.words for one in pages_examples.problems({pages.ROOT / "page.md": PAGE})]
    assert sum(words in fault for fault in faults) == 1
    assert len(faults) == 7


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("nowhere.md", "is not there"),
        ("readme.md", "is not there"),
        ("README.md#nothing", "has no heading"),
        ("../../etc/passwd", "leads out"),
        ("http://plain.example/x", "is not https"),
        ("https://nohost", "has no host"),
        ("docs/images/demo.svg", "no words"),
        ("README.md#exit-codes", ""),
        ("https://docs.python.org/3/", ""),
        ("#exit-codes", ""),
    ],
)
def test_a_link_that_leads_nowhere_is_told(target, words):
    readme = pages.ROOT / "README.md"
    texts = {readme: f"# Exit codes\n[{'' if words == 'no words' else 'x'}]({target})\n"}
    told = [str(one) for one in pages_links.problems(texts)]
    assert [words in one for one in told] == ([True] if words else [])


def test_a_page_that_no_other_links_to_is_told():
    texts = {pages.ROOT / "README.md": "[x](a.md)", pages.ROOT / "a.md": "", pages.ROOT / "b.md": "[x](b.md)"}
    assert [str(one) for one in pages_links.lonely(texts)] == ["b.md, line 1: no page links here"]
