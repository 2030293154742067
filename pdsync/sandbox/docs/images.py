"""Pictures: none can be fetched here, so what an address holds is taken on trust."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from pdsync.sandbox.docs.blank import points
from pdsync.sandbox.docs.draft import Draft, Invalid, request
from pdsync.sandbox.docs.model import FOOTNOTE, NOTHING, Fields, Paragraph, Piece, Tab
from pdsync.sandbox.docs.pieces import each_paragraph
from pdsync.sandbox.docs.text import put_pieces

UNREACHABLE = (
    "There was a problem retrieving the image. The provided image should be publicly accessible, "
    "within size limit, and in supported formats."
)
LONGEST_URI = 2048
LOCAL = re.compile(r"127\..*|10\..*|192\.168\..*|.*\.(local|internal|invalid|test)")
"""Hosts that Google cannot reach."""


NAMED_SIZE = re.compile(r"(?<!\d)(\d{1,4})x(\d{1,4})(?!\d)")
"""Many an address tells how large its picture is: logo_272x92dp.png."""
MARGIN = 9
POINTS_A_PIXEL = 0.75
WIDEST = 468.0
"""Points between the margins of a new Doc; no picture comes out wider."""


@request("insertInlineImage")
def insert_inline_image(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Put a picture into a paragraph; the id of its object.

    The sandbox fetches nothing. It takes the proportions from the address, where that names them, or else from the
    size that is asked for; without either it does not play the request.
    """
    place, index = draft.insertion(body)
    if draft.segment(place).kind == FOOTNOTE:
        raise Invalid("Inline images cannot be inserted inside a footnote.")
    uri = _checked(body.get("uri", ""))
    embedded = {
        "imageProperties": {"contentUri": _content(draft), "sourceUri": uri, "cropProperties": {}},
        "embeddedObjectBorder": {
            "color": {"color": {"rgbColor": {}}},
            "width": {"unit": "PT"},
            "dashStyle": "SOLID",
            "propertyState": "NOT_RENDERED",
        },
        "size": _size(uri, body.get("objectSize") or {}),
        **{f"margin{side}": points(MARGIN) for side in ("Top", "Bottom", "Right", "Left")},
    }
    id = draft.kix()
    made = {"objectId": id, "inlineObjectProperties": {"embeddedObject": embedded}}
    put_pieces(draft, place, index, lambda fields: (Piece("inlineObjectElement", {**fields, "inlineObjectId": id}),))
    draft.put_fields(place[0], inlineObjects={**draft.tab(place[0]).fields.get("inlineObjects", NOTHING), id: made})
    return {"objectId": id}


@request("replaceImage")
def replace_image(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Put another picture into the room of one that is there."""
    tab = draft.tab(body.get("tabId"))
    id = body.get("imageObjectId", "")
    kind, held = _object(tab, id)
    uri = _checked(body.get("uri", ""))
    name = "inlineObjectProperties" if kind == "inlineObjects" else "positionedObjectProperties"
    old = held.get(name, NOTHING).get("embeddedObject", NOTHING)
    image = {"contentUri": _content(draft), "sourceUri": uri, "cropProperties": {}}
    embedded = {**old, "imageProperties": {**old.get("imageProperties", NOTHING), **image}}
    made = {**held, name: {**held.get(name, NOTHING), "embeddedObject": embedded}}
    draft.put_fields(tab.id, **{kind: {**tab.fields[kind], id: made}})
    return {}


def _object(tab: Tab, id: str) -> tuple[str, Fields]:
    for kind in ("inlineObjects", "positionedObjects"):
        if id in tab.fields.get(kind, NOTHING):
            return kind, tab.fields[kind][id]
    raise Invalid(f"Image with ID {id} was not found.")


def _checked(uri: str) -> str:
    """The address, if a picture that anybody can fetch might be there."""
    if not uri or len(uri) > LONGEST_URI:
        raise Invalid("The image URI must be specified, and at most 2 kB in length.")
    try:
        place = urlsplit(uri)
    except ValueError:
        raise Invalid(UNREACHABLE) from None
    public = place.scheme in ("http", "https") and "." in (place.hostname or "")
    if not public or LOCAL.fullmatch(place.hostname or "") or place.path.endswith(".svg"):
        raise Invalid(UNREACHABLE)
    return uri


def _content(draft: Draft) -> str:
    """An address as Google's picture server has them; nobody can fetch it."""
    return f"https://lh7-rt.googleusercontent.com/docsz/{draft.new_id()}{draft.new_id()}?key={draft.new_id()}"


def _size(uri: str, wanted: Fields) -> dict[str, Any]:
    """The picture's size: as large as goes into the room that is asked for."""
    width, height = (float((wanted.get(side) or NOTHING).get("magnitude", 0)) for side in ("width", "height"))
    if not (named := NAMED_SIZE.search(uri)) or "0" in named.groups():
        if not width or not height:
            raise NotImplementedError("a picture whose size neither its address nor objectSize tells")
        return {"height": points(_whole(height)), "width": points(_whole(width))}
    across, down = (int(each) for each in named.groups())
    if not width and not height:
        width = min(across * POINTS_A_PIXEL, WIDEST)
    if height and (not width or height * across <= width * down):
        return {"height": points(_whole(height)), "width": points(_whole(height * (across / down)))}
    return {"height": points(_whole(width * (down / across))), "width": points(_whole(width))}


def _whole(number: float) -> float:
    """The number, as an integer if it is one."""
    return int(number) if number == int(number) else number


@request("deletePositionedObject")
def delete_positioned_object(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Take a positioned picture out of its paragraph and out of the tab."""
    tab, id = draft.tab(body.get("tabId")), body.get("objectId", "")
    positioned = tab.fields.get("positionedObjects", NOTHING)
    if id not in positioned:
        raise Invalid(f"Positioned object with ID {id} was not found.")

    def change(paragraph: Paragraph, first: int, last: int) -> Paragraph:
        ids = paragraph.fields.get("positionedObjectIds", [])
        if id not in ids:
            return paragraph
        return paragraph.with_fields(positionedObjectIds=[each for each in ids if each != id] or None)

    for name, segment in tab.segments.items():
        blocks = each_paragraph(segment.blocks, 0, segment.width, change)
        draft.content = draft.content.with_segment((tab.id, name), replace(segment, blocks=blocks))
    draft.put_fields(tab.id, positionedObjects={each: one for each, one in positioned.items() if each != id} or None)
    return {}
