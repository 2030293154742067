"""Contents of files: empty ones, copies, and text turned into Docs and Sheets and back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pdsync.sandbox.docs import blank as docs_blank
from pdsync.sandbox.docs.content import Content as Doc
from pdsync.sandbox.docs.handlers import new_revision
from pdsync.sandbox.docs.model import Tab, all_tabs, paragraphs
from pdsync.sandbox.drive.files import DOC
from pdsync.sandbox.sheets import blank as sheets_blank
from pdsync.sandbox.sheets.model import Book

if TYPE_CHECKING:
    from pdsync.sandbox.store import Content


def empty(mime_type: str) -> Content:
    """A new Doc or Sheet."""
    if mime_type == DOC:
        return replace(docs_blank.blank(), revision=new_revision())
    return sheets_blank.blank()


def copied(content: Content, *, comments: bool) -> Content:
    """The content of a copy: a new revision without a past; of the comments the open ones, or none."""
    if not isinstance(content, Doc):
        return content
    kept = tuple(each for each in content.comments if comments and each.get("status", "OPEN") == "OPEN")
    anchors = {each.get("anchorId") for each in kept}
    tabs = tuple(_anchored(tab, anchors) for tab in content.tabs)
    return replace(content, tabs=tabs, revision=new_revision(), history=(), comments=kept, rendered={})


def _anchored(tab: Tab, anchors: set[Any]) -> Tab:
    children = tuple(_anchored(each, anchors) for each in tab.children)
    fields = tab.fields
    if "commentAnchors" in fields:
        left = {id: each for id, each in fields["commentAnchors"].items() if id in anchors}
        fields = {name: each for name, each in fields.items() if name != "commentAnchors"}
        fields = {**fields, "commentAnchors": left} if left else fields
    return replace(tab, children=children, fields=fields)


def plain_words(content: Content) -> str:
    """All text of a Doc or Sheet, to be searched."""
    if isinstance(content, Doc):
        return "\n".join(
            paragraph.text
            for tab in all_tabs(content.tabs)
            for segment in tab.segments.values()
            for _, paragraph in paragraphs(segment.blocks)
        )
    assert isinstance(content, Book)
    return "\n".join(
        str(cell.value)
        for sheet in content.sheets
        for _, _, cell in sheet.cells(sheet.whole)
        if isinstance(cell.value, str)
    )


def succeeding(before: Content, after: Content) -> Content:
    """What a Doc or Sheet becomes when a file is uploaded over it: its comments stay with it."""
    if isinstance(before, Doc) and isinstance(after, Doc):
        return replace(after, comments=before.comments, revision=new_revision(), rendered={})
    return after
