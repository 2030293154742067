"""Pictures: none can be fetched here, so inserting one is refused as Google refuses an address it cannot reach."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pdsync.sandbox.docs.draft import Draft, Invalid, request
from pdsync.sandbox.docs.model import FOOTNOTE, NOTHING, Paragraph
from pdsync.sandbox.docs.pieces import each_paragraph

UNREACHABLE = (
    "There was a problem retrieving the image. The provided image should be publicly accessible, "
    "within size limit, and in supported formats."
)
LONGEST_URI = 2048


@request("insertInlineImage")
def insert_inline_image(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Refused: the sandbox reaches no other machine, so there is no picture to put in."""
    place, _ = draft.insertion(body)
    if draft.segment(place).kind == FOOTNOTE:
        raise Invalid("Inline images cannot be inserted inside a footnote.")
    _refuse(body.get("uri", ""))
    return {}


@request("replaceImage")
def replace_image(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Refused like the insertion; an image that is not there is named first."""
    tab = draft.tab(body.get("tabId"))
    id = body.get("imageObjectId", "")
    if id not in {**tab.fields.get("inlineObjects", NOTHING), **tab.fields.get("positionedObjects", NOTHING)}:
        raise Invalid(f"Image with ID {id} was not found.")
    _refuse(body.get("uri", ""))
    return {}


def _refuse(uri: str) -> None:
    if not uri or len(uri) > LONGEST_URI:
        raise Invalid("The image URI must be specified, and at most 2 kB in length.")
    raise Invalid(UNREACHABLE)


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
