"""What was typed into a form becomes requests of docs.documents.batchUpdate, or a clash with somebody else's edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pdsync.sandbox.web.document.differences import splices
from pdsync.sandbox.web.document.page import tab_of
from pdsync.sandbox.web.document.stretches import (
    Stretch,
    changed,
    paragraph_at,
    segment_content,
    shown,
    stretches,
    unchanged,
    words_of,
)

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """What a form says: the paragraph that the person saw, and what it is to read, stretch by stretch."""

    tab: str
    segment: str
    index: int
    mark: str
    revision: str
    typed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """Requests for the Doc as it is now, and where the paragraph begins in it."""

    requests: list[dict[str, Any]]
    index: int


@dataclass(frozen=True, slots=True)
class Clash:
    """The paragraph is not what the person saw: where it stands and how it reads now, if that is known."""

    index: int | None = None
    now_reads: str = ""


def rewritten(document: Json, written: Written) -> Edit | Clash:
    """What makes the paragraph read as typed. Other people's edits elsewhere in the Doc do not matter."""
    content = segment_content(tab_of(document, written.tab)["documentTab"], written.segment)
    index: int | None = written.index
    if document.get("revisionId") != written.revision:
        index = unchanged(content, written.mark)
    paragraph = None if index is None else paragraph_at(content, index)
    if index is None or paragraph is None:
        return clash(content, written.mark)
    held = stretches(paragraph, index)
    if len(held) != len(written.typed):
        return clash(content, written.mark)
    pairs = reversed(list(zip(held, written.typed, strict=True)))
    place = _place(written)
    return Edit([request for stretch, typed in pairs for request in _requests(stretch, typed, place)], index)


def clash(content: Sequence[Json], mark: str) -> Clash:
    """Where the paragraph with that mark probably is, and what it says now."""
    index = changed(content, mark)
    paragraph = None if index is None else paragraph_at(content, index)
    return Clash() if paragraph is None else Clash(index, words_of(paragraph))


def _place(written: Written) -> dict[str, str]:
    return {"tabId": written.tab, **({"segmentId": written.segment} if written.segment else {})}


def _requests(stretch: Stretch, typed: str, place: Mapping[str, str]) -> list[dict[str, Any]]:
    """From the stretch's end to its start. What replaces text comes behind it first, and so takes over its style.

    A field shows a line break inside the paragraph like any other: those that were there stay what they are, and a new
    one ends a paragraph.
    """
    found: list[dict[str, Any]] = []
    for splice in splices(shown(stretch.text), typed):
        start, end = stretch.start + splice.at, stretch.start + splice.at + splice.removed
        if splice.inserted:
            found.append({"insertText": {"location": {**place, "index": end}, "text": splice.inserted}})
        if splice.removed:
            found.append({"deleteContentRange": {"range": {**place, "startIndex": start, "endIndex": end}}})
    return found
