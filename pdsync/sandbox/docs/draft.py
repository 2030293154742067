"""A Doc while a batch is applied to it: what a request reads, changes and is refused by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from pdsync.sandbox.docs.anchors import shifted
from pdsync.sandbox.docs.content import Change, Content, Place
from pdsync.sandbox.docs.model import Block, Segment, Tab, all_tabs

OUTSIDE = (
    "The insertion index must be inside the bounds of an existing paragraph. "
    "You can still create new paragraphs by inserting newlines."
)
NO_SEGMENT = (
    "Segment with ID {} was not found. If a segment ID is provided, it must be a header, footer or footnote ID. "
    "Use an empty segment ID to reference the body."
)
IN_BODY_ONLY = "may only be inserted in the body of the document."


class Invalid(Exception):
    """A request that cannot be carried out, in Google's words; the batch adds its number and kind."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who is writing."""

    email: str
    name: str
    id: str


@dataclass(slots=True)
class Draft:
    """A Doc that is being changed by one batch. Thrown away when a request is refused, so nothing half-done stays.

    `new_id`: a fresh id of 12 letters and digits; `suggestion`: the id under which edits are only suggested, or "".
    """

    content: Content
    new_id: Callable[[], str]
    now: datetime
    author: Author = field(default_factory=lambda: Author("", "", ""))
    suggestion: str = ""
    changes: list[Change] = field(default_factory=list)

    def tab(self, tab_id: str | None) -> Tab:
        """The tab with that id, or the first."""
        found = self.content.tab(tab_id or "")
        if found is None:
            raise Invalid(f"Tab with ID {tab_id} was not found.")
        return found

    def tabs(self, criteria: dict[str, Any] | None) -> list[Tab]:
        """The tabs that a TabsCriteria names; all without one."""
        wanted = (criteria or {}).get("tabIds")
        return [self.tab(tab_id) for tab_id in wanted] if wanted else list(all_tabs(self.content.tabs))

    def place(self, location: dict[str, Any]) -> Place:
        """Which segment a Location, an EndOfSegmentLocation or a Range means."""
        tab = self.tab(location.get("tabId"))
        segment_id = location.get("segmentId") or ""
        if segment_id not in tab.segments:
            raise Invalid(NO_SEGMENT.format(segment_id))
        return tab.id, segment_id

    def segment(self, place: Place) -> Segment:
        """The segment there."""
        found = self.content.segment(place)
        if found is None:
            raise Invalid(NO_SEGMENT.format(place[1]))
        return found

    def insertion(self, request: dict[str, Any]) -> tuple[Place, int]:
        """Where a request wants to insert: `location`, or before the newline at the end of a segment."""
        match request.get("location"), request.get("endOfSegmentLocation"):
            case None, None:
                raise Invalid("No insertion location set.")
            case None, end:
                place = self.place(end or {})
                return place, self.segment(place).width - 1
            case location, None:
                place = self.place(location or {})
                return place, self.index(place, (location or {}).get("index", 0))
        raise Invalid("Only one insertion location may be set.")

    def index(self, place: Place, index: int) -> int:
        """The index, if it lies in the segment."""
        width = self.segment(place).width
        if index >= width:
            raise Invalid(f"Index {index} must be less than the end index of the referenced segment, {width}.")
        if index < 0:
            raise Invalid(f"Index {index} must be greater than or equal to 0.")
        return index

    def range(self, request: dict[str, Any], *, to_end: bool = True) -> tuple[Place, int, int]:
        """A request's range; `to_end`: it may reach the segment's end."""
        wanted = request.get("range") or {}
        if "startIndex" not in wanted and "endIndex" not in wanted:
            raise Invalid("Invalid range: must contain a start and end index")
        place = self.place(wanted)
        start, end = wanted.get("startIndex", 0), wanted.get("endIndex", 0)
        width = self.segment(place).width
        self.index(place, start)
        if end > width:
            raise Invalid(f"Index {end} must be less than the end index of the referenced segment, {width}.")
        if end < start:
            raise Invalid("Invalid range: end index cannot be less than start index")
        if end == start:
            raise Invalid("The range should not be empty.")
        return place, start, end

    def put(self, place: Place, blocks: tuple[Block, ...], *changes: Change) -> None:
        """Replace a segment's blocks; named ranges and anchors follow the changes."""
        segment = replace(self.segment(place), blocks=blocks)
        self.content = self.content.with_segment(place, segment)
        for change in changes:
            if change.removed or change.inserted:
                self.changes.append(change)
                self.content = self.content.with_tab(place[0], partial(shifted, change=change))

    def put_fields(self, tab_id: str, **fields: Any) -> None:
        """Replace fields of a tab's documentTab."""
        self.content = self.content.with_tab(tab_id, lambda tab: tab.with_fields(**fields))

    def kix(self) -> str:
        """A fresh id as objects have them."""
        return f"kix.{self.new_id()}"

    def heading_id(self) -> str:
        """A fresh id as headings have them."""
        return f"h.{self.new_id()}"


Handler = Callable[[Draft, dict[str, Any]], dict[str, Any]]
KINDS: dict[str, Handler] = {}
SUGGESTS: set[str] = set()
NEVER_SUGGESTED = frozenset({
    "addDocumentTab", "createNamedRange", "deleteFooter", "deleteHeader", "deleteNamedRange", "deleteTab",
    "updateDocumentTabProperties", "updateTableColumnProperties",
})  # fmt: skip
"""The kinds that Google itself refuses to suggest."""


def request(kind: str, *, suggests: bool = False) -> Callable[[Handler], Handler]:
    """File what carries out a kind of request. `suggests`: it can also only suggest."""

    def register(handler: Handler) -> Handler:
        KINDS[kind] = handler
        if suggests:
            SUGGESTS.add(kind)
        return handler

    return register


def each_place(tabs: list[Tab]) -> Iterator[Place]:
    """Every segment of those tabs."""
    for tab in tabs:
        for segment_id in tab.segments:
            yield tab.id, segment_id
