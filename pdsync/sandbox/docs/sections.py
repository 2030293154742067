"""Breaks, sections and the page: page and section breaks, section, document and named styles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pdsync.sandbox.docs.blank import DOCUMENT_STYLE, SECTION_STYLE
from pdsync.sandbox.docs.content import Change, Place
from pdsync.sandbox.docs.draft import Draft, Invalid, request
from pdsync.sandbox.docs.effective import canonical
from pdsync.sandbox.docs.masks import INNER, Mask
from pdsync.sandbox.docs.model import NOTHING, Fields, Piece, SectionBreak, Tab, run
from pdsync.sandbox.docs.pieces import join
from pdsync.sandbox.docs.styles import PARAGRAPH_STYLE, TEXT_STYLE
from pdsync.sandbox.docs.text import fresh_heading, neighbour, opened, whole_index

MARGINS = ("marginBottom", "marginFooter", "marginHeader", "marginLeft", "marginRight", "marginTop")
SECTION = (
    "columnProperties", "columnSeparatorStyle", "contentDirection", "flipPageOrientation", *MARGINS,
    "pageNumberStart", "useFirstPageHeaderFooter",
)  # fmt: skip
DOCUMENT = (
    "background", "documentFormat", "flipPageOrientation", *MARGINS, "pageNumberStart", "pageSize",
    "useEvenPageHeaderFooter", "useFirstPageHeaderFooter",
)  # fmt: skip
MOST_COLUMNS = 3
IN_THE_BODY = "This element can only be inserted in the body of the document."


def in_body(draft: Draft, body: dict[str, Any]) -> tuple[Place, int]:
    """Where a request inserts, which must be in a paragraph of the body itself."""
    place, index = draft.insertion(body)
    if place[1]:
        raise Invalid(IN_THE_BODY)
    index = whole_index(draft.segment(place).blocks, index)
    opened(draft.segment(place).blocks, index)
    return place, index


@request("insertPageBreak")
def insert_page_break(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Put a page break and a newline into a paragraph of the body."""
    place, index = in_body(draft, body)
    blocks = draft.segment(place).blocks
    number, paragraph, left, right = opened(blocks, index)
    fields = neighbour(left, right)
    ended = join(left, (Piece("pageBreak", fields),), (run("\n", fields),))
    first = replace(fresh_heading(paragraph, draft), pieces=ended)
    after = (*blocks[:number], first, replace(paragraph, pieces=right), *blocks[number + 1 :])
    draft.put(place, after, Change(place, index, 0, 2))
    return {}


@request("insertSectionBreak")
def insert_section_break(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Put a newline and the start of a section into a paragraph of the body."""
    kind = body.get("sectionType", "SECTION_TYPE_UNSPECIFIED")
    if kind == "SECTION_TYPE_UNSPECIFIED":
        raise Invalid("A section type must be specified.")
    place, index = in_body(draft, body)
    blocks = draft.segment(place).blocks
    number, paragraph, left, right = opened(blocks, index)
    ended = join(left, (run("\n", neighbour(left, right)),))
    first = replace(fresh_heading(paragraph, draft), pieces=ended)
    style = {**SECTION_STYLE, "sectionType": kind}
    rest = (SectionBreak({"sectionStyle": style}), replace(paragraph, pieces=right), *blocks[number + 1 :])
    draft.put(place, (*blocks[:number], first, *rest), Change(place, index, 0, 2))
    return {}


@request("updateSectionStyle")
def update_section_style(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Style the sections that a range of the body overlaps."""
    place, start, end = draft.range(body)
    if place[1]:
        raise Invalid("The segment ID must be empty.")
    new = canonical(body.get("sectionStyle") or {})
    mask = Mask(body.get("fields", ""), SECTION)
    for name in mask.names:
        if name not in new:
            raise Invalid(f"A value must be set for {name}.")
    if len(new.get("columnProperties", ())) > MOST_COLUMNS:
        raise Invalid(f"A section can have no more than {MOST_COLUMNS} columns.")
    blocks = list(draft.segment(place).blocks)
    for number in _sections(blocks, start, end):
        section = blocks[number]
        style = mask.apply(section.fields.get("sectionStyle", NOTHING), new)
        blocks[number] = replace(section, fields={**section.fields, "sectionStyle": style})
    draft.put(place, tuple(blocks))
    if "marginHeader" in mask or "marginFooter" in mask:
        _style_document(draft, draft.tab(place[0]), {"useCustomHeaderFooterMargins": True})
    return {}


def _sections(blocks: list[Any], start: int, end: int) -> list[int]:
    """The numbers of the section breaks whose sections overlap the range."""
    found: list[int] = []
    at = 0
    for number, block in enumerate(blocks):
        if isinstance(block, SectionBreak):
            if at >= end:
                break
            if at <= start:
                found.clear()
            found.append(number)
        at += block.width
    return found


def _style_document(draft: Draft, tab: Tab, changes: Fields) -> None:
    draft.put_fields(tab.id, documentStyle={**tab.fields.get("documentStyle", NOTHING), **changes})


@request("updateDocumentStyle")
def update_document_style(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Style a tab's pages; a margin set here is taken away from the sections."""
    tab = draft.tab(body.get("tabId"))
    new = canonical(body.get("documentStyle") or {})
    mask = Mask(body.get("fields", ""), DOCUMENT)
    if "background" in mask and "background" in new and not new["background"].get("color", {}).get("color"):
        raise Invalid("Documents cannot have a transparent background color.")
    style = mask.apply(tab.fields.get("documentStyle", NOTHING), new, DOCUMENT_STYLE)
    if "marginHeader" in mask or "marginFooter" in mask:
        style["useCustomHeaderFooterMargins"] = True
    draft.put_fields(tab.id, documentStyle={name: value for name, value in style.items() if value is not False})
    sides = [name for name in MARGINS if name in mask and name not in ("marginHeader", "marginFooter")]
    if sides:
        place = (tab.id, "")
        draft.put(place, tuple(_bare(block, sides) for block in draft.segment(place).blocks))
    return {}


def _bare(block: Any, names: list[str]) -> Any:
    if not isinstance(block, SectionBreak):
        return block
    style = {name: value for name, value in block.fields.get("sectionStyle", NOTHING).items() if name not in names}
    return replace(block, fields={**block.fields, "sectionStyle": style})


@request("updateNamedStyle")
def update_named_style(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Change what a named style of a tab looks like."""
    tab = draft.tab(body.get("tabId"))
    new = canonical(body.get("namedStyle") or {})
    name = new.get("namedStyleType", "NAMED_STYLE_TYPE_UNSPECIFIED")
    known = ("namedStyleType", "textStyle", "paragraphStyle")
    mask = Mask(body.get("fields", ""), known, INNER | set(TEXT_STYLE) | set(PARAGRAPH_STYLE))
    if "namedStyleType" not in mask or name == "NAMED_STYLE_TYPE_UNSPECIFIED":
        raise Invalid("The named style type must be specified.")
    styles = list(tab.fields.get("namedStyles", NOTHING).get("styles", ()))
    for number, style in enumerate(styles):
        if style.get("namedStyleType") == name:
            empty: Fields = {"textStyle": {}, "paragraphStyle": {}}
            styles[number] = mask.apply(style, new, empty)
    draft.put_fields(tab.id, namedStyles={"styles": styles})
    return {}
