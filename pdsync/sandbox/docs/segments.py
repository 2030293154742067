"""Headers, footers and footnotes: made, taken away, and counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pdsync.sandbox.docs.blank import PLAIN_PARAGRAPH, plain, points
from pdsync.sandbox.docs.draft import Draft, Invalid, request
from pdsync.sandbox.docs.model import (
    FOOTER,
    FOOTNOTE,
    HEADER,
    NOTHING,
    Block,
    Fields,
    Paragraph,
    Piece,
    SectionBreak,
    Segment,
    Tab,
    paragraphs,
    run,
)
from pdsync.sandbox.docs.pieces import find
from pdsync.sandbox.docs.text import put_pieces

USES = ("default", "firstPage", "evenPage")
FOOTNOTE_PARAGRAPH: Fields = {**PLAIN_PARAGRAPH, "lineSpacing": 100}
FOOTNOTE_RUN: Fields = {"textStyle": {"fontSize": points(10)}}


@request("createHeader")
def create_header(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Make the default header of the Doc or of a section; its id."""
    return {"headerId": _create(draft, body, HEADER)}


@request("createFooter")
def create_footer(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Make the default footer of the Doc or of a section; its id."""
    return {"footerId": _create(draft, body, FOOTER)}


def _create(draft: Draft, body: dict[str, Any], kind: str) -> str:
    if body.get("type", "HEADER_FOOTER_TYPE_UNSPECIFIED") != "DEFAULT":
        raise Invalid(f"The {kind} type must be specified.")
    location = body.get("sectionBreakLocation") or {}
    place = draft.place(location)
    if place[1]:
        raise Invalid("The segment ID must be empty.")
    tab, made = draft.tab(place[0]), draft.kix()
    name = f"default{kind.capitalize()}Id"
    index = location.get("index", 0)
    if index:
        blocks = draft.segment(place).blocks
        number, offset = find(blocks, index)
        section = blocks[number] if number < len(blocks) else None
        if offset or not isinstance(section, SectionBreak):
            raise Invalid("The section break location must be the start index of a section break.")
        _vacant(section.fields.get("sectionStyle", NOTHING), name, kind)
        style = {**section.fields.get("sectionStyle", NOTHING), name: made}
        changed = replace(section, fields={**section.fields, "sectionStyle": style})
        draft.put(place, (*blocks[:number], changed, *blocks[number + 1 :]))
    else:
        style = dict(tab.fields.get("documentStyle", NOTHING))
        _vacant(style, name, kind)
        draft.put_fields(tab.id, documentStyle={**style, name: made})
    segment = Segment(kind, made, (plain(),), {f"{kind}Id": made})
    draft.content = draft.content.with_segment((tab.id, made), segment)
    return made


def _vacant(style: Fields, name: str, kind: str) -> None:
    if style.get(name):
        raise Invalid(f"Default {kind} already exists.")


@request("deleteHeader")
def delete_header(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Take a header away, and what refers to it."""
    return _delete(draft, body, HEADER)


@request("deleteFooter")
def delete_footer(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Take a footer away, and what refers to it."""
    return _delete(draft, body, FOOTER)


def _delete(draft: Draft, body: dict[str, Any], kind: str) -> dict[str, Any]:
    tab, id = draft.tab(body.get("tabId")), body.get(f"{kind}Id", "")
    segment = tab.segments.get(id)
    if segment is None or segment.kind != kind:
        raise Invalid(f"Segment with ID {id} was not found.")
    draft.content = draft.content.with_segment((tab.id, id), None)
    draft.put_fields(tab.id, documentStyle=_without_id(tab.fields.get("documentStyle", NOTHING), id))
    blocks = draft.segment((tab.id, "")).blocks
    draft.put((tab.id, ""), tuple(_unlinked(block, id) for block in blocks))
    return {}


def _without_id(style: Fields, id: str) -> dict[str, Any]:
    return {name: value for name, value in style.items() if value != id}


def _unlinked(block: Block, id: str) -> Block:
    if not isinstance(block, SectionBreak):
        return block
    style = _without_id(block.fields.get("sectionStyle", NOTHING), id)
    return replace(block, fields={**block.fields, "sectionStyle": style})


@request("createFootnote")
def create_footnote(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Put a footnote's mark into the body, and make the footnote: a space and a newline."""
    place, index = draft.insertion(body)
    if place[1]:
        raise Invalid("Footnotes can only be inserted in the body of the document.")
    made = draft.kix()
    put_pieces(draft, place, index, lambda fields: (Piece("footnoteReference", {**fields, "footnoteId": made}),))
    note = Paragraph((run(" \n", FOOTNOTE_RUN),), {"paragraphStyle": FOOTNOTE_PARAGRAPH})
    segment = Segment(FOOTNOTE, made, (note,), {"footnoteId": made})
    draft.content = draft.content.with_segment((place[0], made), segment)
    return {"footnoteId": made}


def marks(tab: Tab) -> list[str]:
    """The ids of the footnotes whose marks stand in the body, in order."""
    return [
        piece.fields.get("footnoteId", "")
        for _, paragraph in paragraphs(tab.segments[""].blocks)
        for piece in paragraph.pieces
        if piece.kind == "footnoteReference"
    ]


def objects(tab: Tab) -> set[str]:
    """The ids of the pictures that stand in the tab's text."""
    return {
        piece.fields.get("inlineObjectId", "")
        for segment in tab.segments.values()
        for _, paragraph in paragraphs(segment.blocks)
        for piece in paragraph.pieces
        if piece.kind == "inlineObjectElement"
    }
