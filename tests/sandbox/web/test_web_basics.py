"""What makes a page usable for everybody: names, headings, landmarks, labels, and colours with enough contrast."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import cohort_sheet
import goal_doc
import pytest
from goal_doc import READER, STUDENT, TEACHER

from pdsync.sandbox import web
from pdsync.sandbox.users import account
from pdsync.sandbox.web.spreadsheet.drawings import INK
from pdsync.sandbox.web.spreadsheet.plots import COLOURS

CSS = (Path(web.__file__).parent / "static" / "page.css").read_text(encoding="utf-8")
PALETTE = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", CSS))

TEXT = [
    ("ink", "paper"), ("ink", "ground"), ("muted", "paper"), ("muted", "ground"), ("link", "paper"), ("link", "ground"),
    ("accent", "paper"), ("on-accent", "accent"), ("ink", "chip"), ("ink", "marked"), ("inserted", "paper"),
    ("deleted", "paper"), ("alarm", "alarm-ground"), ("good", "good-ground"), ("alarm", "paper"), ("muted", "alarm-ground"),
]  # fmt: skip
"""Text and what it stands on."""
SHAPES = [
    ("edge", "paper"),
    ("edge", "ground"),
    ("focus", "paper"),
    ("focus", "ground"),
    ("focus", "chip"),
    ("accent", "paper"),
]
"""Borders of fields, the ring of the focus, a ticked box: what has to be seen."""


def luminance(colour):
    shares = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21():
    assert round(contrast("#000000", "#ffffff")) == 21


@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(text, ground):
    assert contrast(PALETTE[text], PALETTE[ground]) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_seen(shape, ground):
    assert contrast(PALETTE[shape], PALETTE[ground]) >= 3


@pytest.mark.parametrize("colour", COLOURS)
def test_a_charts_colours_can_be_seen(colour):
    assert contrast(colour, "#ffffff") >= 3


def test_a_charts_words_can_be_read():
    assert contrast(INK, "#ffffff") >= 4.5


def test_every_colour_of_the_style_sheet_is_one_of_the_palette():
    rest = re.sub(r":root \{.*?\n\}", "", CSS, flags=re.DOTALL)
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", rest)) <= {"#000"}
    assert set(re.findall(r"var\(--([a-z-]+)\)", rest)) <= set(PALETTE)


def test_the_focus_is_seen_and_nothing_hides_it():
    assert ":focus-visible { outline: 3px solid var(--focus)" in CSS
    assert re.findall(r"outline: (?:none|0)", CSS) == ["outline: none"], "only for main, which a link leads to"


@pytest.fixture
def pages(sandbox, visit):
    """The pages, as those see them who may write and who may only read."""

    def make(workspace):
        doc, sheet = goal_doc.made(workspace), cohort_sheet.made(workspace)
        user = account(workspace.store, TEACHER)
        comment = {"range": {"startIndex": 1, "endIndex": 6}, "content": "Whose?"}
        goal_doc.batch(workspace, user, doc, [{"insertComment": comment}])
        request = {"insertText": {"location": {"index": 1}, "text": "Our "}}
        goal_doc.batch(workspace, user, doc, [request], writeControl={"writeMode": "SUGGEST"})
        goal_doc.share(workspace, doc, STUDENT, "writer")
        goal_doc.share(workspace, doc, READER, "reader")
        return doc, sheet

    doc, sheet = sandbox.do(make)
    found = []
    for email in (TEACHER, STUDENT, READER):
        browser = visit(email)
        paths = ["/", "/outbox", "/journal", f"/document/d/{doc}/edit", f"/spreadsheets/d/{sheet}/edit"]
        paths += [f"/document/d/{doc}/edit?edit=:1", f"/document/d/{doc}/edit?said=saved"]
        paths += [f"/spreadsheets/d/{sheet}/edit?cell={name}" for name in ("B3", "F3", "A7", "XYZ99999")]
        for path in paths:
            browser.open(path)
            found.append((f"{email} {path}", browser.page))
    return found


def test_every_page_has_a_language_a_title_one_first_heading_and_its_landmarks(pages):
    for name, page in pages:
        assert page.one("html").attributes["lang"] == "en", name
        assert page.one("title").text.endswith(" · Sandbox"), name
        assert "width=device-width" in page.one("meta", name="viewport").attributes["content"], name
        assert page.one("h1").text, name
        for landmark in ("header", "main", "footer"):
            assert page.one("body").one(landmark), name
        assert page.all("a")[0].attributes["href"] == "#main", name
        assert page.one("main").attributes["id"] == "main", name


def test_headings_follow_the_first_one(pages):
    for name, page in pages:
        levels = [int(node.name[1]) for node in page.walk() if re.fullmatch("h[1-6]", node.name)]
        assert levels[0] == 1, name
        assert all(after - before <= 1 for before, after in pairwise(levels)), (name, levels)


def test_ids_are_given_once_and_everything_that_names_one_finds_it(pages):
    for name, page in pages:
        ids = Counter(node.attributes["id"] for node in page.walk() if "id" in node.attributes)
        assert not [id for id, count in ids.items() if count > 1], name
        for node in page.walk():
            for key in ("for", "form", "aria-describedby", "aria-labelledby"):
                assert node.attributes.get(key, "main") in ids, (name, node.name, key)
            if node.attributes.get("href", "").startswith("#"):
                assert node.attributes["href"][1:] in ids, (name, node.attributes["href"])


def test_every_field_has_a_label_and_every_button_and_link_a_name(pages):
    for name, page in pages:
        labelled = {label.attributes.get("for") for label in page.all("label")}
        for node in page.walk():
            hidden = node.attributes.get("type") == "hidden"
            if node.name in ("input", "select", "textarea") and not hidden:
                assert node.attributes.get("aria-label") or node.attributes.get("id") in labelled, (name, node)
            if node.name in ("a", "button", "summary", "figcaption"):
                assert node.text.strip() or node.attributes.get("aria-label"), (name, node)
            if node.attributes.get("role") in ("img", "region", "group"):
                assert node.attributes.get("aria-label"), (name, node)


def test_landmarks_of_one_kind_have_names(pages):
    for name, page in pages:
        for kind in ("nav", "section", "aside"):
            names = [node.attributes.get("aria-label") for node in page.all(kind)]
            assert all(names) and len(set(names)) == len(names), (name, kind, names)


def test_tables_have_heads(pages):
    for name, page in pages:
        for table in page.all("table", "list") + page.all("table", "grid"):
            assert [node for node in table.all("th") if node.attributes.get("scope")], name


def test_what_scrolls_sideways_can_be_reached_by_keyboard(pages):
    for name, page in pages:
        for node in page.all(None, "scroller"):
            folded = node.all("table", "list") and not node.attributes.get("role")
            assert folded or node.attributes.get("tabindex") == "0", name


def test_notices_are_announced(pages):
    told = {role for _, page in pages for node in page.all(None, "notice") for role in [node.attributes["role"]]}
    assert told == {"alert", "status"}
