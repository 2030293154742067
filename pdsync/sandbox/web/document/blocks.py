"""What a Doc's page is made of from top to bottom: headings, paragraphs, lists, tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pdsync.sandbox.docs.bullets import is_checklist
from pdsync.sandbox.web.document.forms import paragraph_form, pen
from pdsync.sandbox.web.document.lists import Item, marker, nested
from pdsync.sandbox.web.document.paper import Paper
from pdsync.sandbox.web.document.runs import inline
from pdsync.sandbox.web.document.stretches import words_of
from pdsync.sandbox.web.document.styles import cell_css, named_css, paragraph_css, points
from pdsync.sandbox.web.looks import classes
from pdsync.sandbox.web.markup import Html, joined, tag, unheard

Json = Mapping[str, Any]
NONE: Json = {}
HEADINGS = {"TITLE": 2, **{f"HEADING_{level}": level + 1 for level in range(1, 7)}}
"""By named style: the level of its heading on the page, whose one h1 is the Doc's name."""


def blocks(paper: Paper, content: Sequence[Json]) -> Html:
    """A list of structural elements."""
    parts: list[Html] = []
    items: list[Item] = []
    for block in content:
        paragraph = block.get("paragraph")
        if paragraph is not None and "bullet" in paragraph:
            items.append(_item(paper, paragraph, block.get("startIndex", 0)))
            continue
        parts += nested(items)
        items = []
        parts.append(_block(paper, block))
    return joined(parts, nested(items))


def _block(paper: Paper, block: Json) -> Html:
    if "paragraph" in block:
        return paragraph_html(paper, block["paragraph"], block.get("startIndex", 0))
    if "table" in block:
        return table(paper, block["table"])
    if "tableOfContents" in block:
        return _contents(paper, block["tableOfContents"])
    return joined()


def _contents(paper: Paper, held: Json) -> Html:
    """A table of contents; it follows the headings, so nobody writes in it."""
    only_read = replace(paper, sight=replace(paper.sight, write=False))
    inside = blocks(only_read, held.get("content") or ())
    return tag("nav", inside, class_="contents", aria_label="Table of contents")


def paragraph_html(paper: Paper, paragraph: Json, index: int) -> Html:
    """A paragraph or a heading, or the form in which it is being edited."""
    style: Json = paragraph.get("paragraphStyle") or NONE
    name = style.get("namedStyleType", "NORMAL_TEXT")
    css = {**named_css(paper.named_style(name)), **_given(paragraph_css(style))}
    look = paper.looks.name(css)
    if paper.is_typing(index):
        return tag("div", paragraph_form(paper, paragraph, index), class_=look)
    inside, level = body(paper, paragraph, index), HEADINGS.get(name)
    common: dict[str, Any] = {
        "id": anchor(paper, index),
        "class_": classes("para", look),
        "dir": "rtl" if style.get("direction") == "RIGHT_TO_LEFT" else None,
    }
    target = tag("span", id=f"heading={style['headingId']}") if style.get("headingId") else None
    if level is None:
        return tag("p", target, inside, **common)
    if level > 6:
        return tag("div", target, inside, role="heading", aria_level=level, **common)
    # An empty heading would be announced as one.
    return tag(f"h{level}" if words_of(paragraph).strip() else "p", target, inside, **common)


def anchor(paper: Paper, index: int) -> str:
    """The name under which a paragraph can be led to."""
    return f"p-{paper.segment}-{index}"


def body(paper: Paper, paragraph: Json, index: int) -> Html:
    """The inside of a paragraph, and for who may write the way to edit it."""
    words = words_of(paragraph).strip()
    inside = joined(inline(paper, paragraph, index), pen(paper, words, index))
    paper.before = words or paper.before
    return inside


def _given(css: Mapping[str, str | None]) -> dict[str, str | None]:
    return {name: value for name, value in css.items() if value is not None}


def _item(paper: Paper, paragraph: Json, index: int) -> Item:
    bullet, lists = paragraph["bullet"], paper.tab.get("lists") or NONE
    shown, ordered = marker(lists, bullet, paper.counts)
    style: Json = paragraph.get("paragraphStyle") or NONE
    css = {**named_css(paper.named_style(style.get("namedStyleType", ""))), **_given(paragraph_css(style, listed=True))}
    look = paper.looks.name(css)
    checks = is_checklist(lists, bullet)
    if paper.is_typing(index):
        inside = tag("div", paragraph_form(paper, paragraph, index), class_=look)
    else:
        box = _box(paper, paragraph, index) if checks else None
        ticked = checks and (paper.segment, index) in paper.sight.ticked
        names = classes("para", look, "ticked" if ticked else None)
        inside = tag("div", box, body(paper, paragraph, index), id=anchor(paper, index), class_=names)
    return Item(bullet.get("nestingLevel", 0), bullet.get("listId", ""), shown, ordered, inside)


def _box(paper: Paper, paragraph: Json, index: int) -> Html:
    """The box of a checklist item: a button that ticks it, or only a picture of it."""
    ticked = (paper.segment, index) in paper.sight.ticked
    words = words_of(paragraph).strip() or "empty item"
    if not paper.sight.write:
        said = "ticked: " if ticked else "not ticked: "
        return joined(tag("span", "☑" if ticked else "☐", class_="box", aria_hidden="true"), unheard(said))
    return tag(
        "button",
        class_="box",
        role="checkbox",
        aria_checked="true" if ticked else "false",
        aria_label=words,
        form="tick",
        name="box",
        value=f"{paper.segment}:{index}:{'off' if ticked else 'on'}",
    )


def table(paper: Paper, held: Json) -> Html:
    """A table in a box of its own that scrolls sideways where it is too wide."""
    covered: set[tuple[int, int]] = set()
    rows = [_row(paper, row, number, covered) for number, row in enumerate(held.get("tableRows") or ())]
    columns: Sequence[Json] = (held.get("tableStyle") or NONE).get("tableColumnProperties") or ()
    widths = [tag("col", class_=_width(paper, column)) for column in columns]
    inside = tag("table", tag("colgroup", widths), tag("tbody", rows))
    return tag("div", inside, class_="scroller", role="region", aria_label="Table", tabindex="0")


def _width(paper: Paper, column: Json) -> str | None:
    width = points(column.get("width")) if column.get("widthType") == "FIXED_WIDTH" else 0
    return paper.looks.name({"width": f"{min(width, 2000):.1f}pt"}) if width else None


def _row(paper: Paper, row: Json, number: int, covered: set[tuple[int, int]]) -> Html:
    heads = bool((row.get("tableRowStyle") or NONE).get("tableHeader"))
    cells = []
    for column, cell in enumerate(row.get("tableCells") or ()):
        if (number, column) in covered:
            continue
        style: Json = cell.get("tableCellStyle") or NONE
        height, width = style.get("rowSpan") or 1, style.get("columnSpan") or 1
        covered |= {(number + down, column + right) for down in range(height) for right in range(width)}
        spans = {"rowspan": height if height > 1 else None, "colspan": width if width > 1 else None}
        names = classes(paper.looks.name(cell_css(style)), _suggested(cell))
        inside = blocks(paper, cell.get("content") or ())
        if heads:
            cells.append(tag("th", inside, scope="col", class_=names, **spans))
        else:
            cells.append(tag("td", inside, class_=names, **spans))
    return tag("tr", cells, class_=_suggested(row))


def _suggested(held: Json) -> str | None:
    if held.get("suggestedInsertionIds"):
        return "inserted"
    return "deleted" if held.get("suggestedDeletionIds") else None
