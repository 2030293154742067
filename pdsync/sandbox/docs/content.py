"""A whole Doc: its tabs, its revision, its comment threads, and what of its past a late writer needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pdsync.sandbox.docs.model import Fields, Segment, Tab, all_tabs

MIME_TYPE = "application/vnd.google-apps.document"
Place = tuple[str, str]
"""A tab's id and a segment's id ("" is the body)."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit did to a segment's indices: at `at`, `removed` units went and `inserted` came."""

    place: Place
    at: int
    removed: int
    inserted: int

    def moved(self, index: int, *, sticky: bool) -> int:
        """Where that index is afterwards; `sticky`: text inserted exactly there pushes it on."""
        if index < self.at or (index == self.at and not (sticky and not self.removed)):
            return index
        if index < self.at + self.removed:
            return self.at
        return index - self.removed + self.inserted


@dataclass(frozen=True, slots=True)
class Content:
    """A Doc, frozen. `rendered` remembers answers made from it; they are not part of it."""

    tabs: tuple[Tab, ...]
    revision: str = ""
    fields: Fields = field(default_factory=dict)
    comments: tuple[Fields, ...] = ()
    suggestions: tuple[Fields, ...] = ()
    history: tuple[tuple[str, tuple[Change, ...]], ...] = ()
    rendered: dict[Any, dict[str, Any]] = field(default_factory=dict, compare=False, repr=False)

    def to_json(self) -> Any:
        """The whole Doc as plain JSON values, without indices."""
        from pdsync.sandbox.docs.codec import stored

        return stored(self)

    def tab(self, tab_id: str) -> Tab | None:
        """The tab with that id, at any depth; "" is the first."""
        if not tab_id:
            return self.tabs[0]
        return next((tab for tab in all_tabs(self.tabs) if tab.id == tab_id), None)

    def segment(self, place: Place) -> Segment | None:
        """The segment there."""
        tab = self.tab(place[0])
        return None if tab is None else tab.segments.get(place[1])

    def with_tab(self, tab_id: str, change: Callable[[Tab], Tab]) -> Content:
        """The same Doc with that tab changed."""
        return self.with_tabs(_map_tab(self.tabs, tab_id or self.tabs[0].id, change))

    def with_tabs(self, tabs: tuple[Tab, ...]) -> Content:
        """The same Doc with these tabs."""
        return replace(self, tabs=tabs, rendered={})

    def with_segment(self, place: Place, segment: Segment | None) -> Content:
        """The same Doc with that segment put in place, or taken away."""

        def change(tab: Tab) -> Tab:
            segments: Mapping[str, Segment] = (
                {**tab.segments, place[1]: segment}
                if segment
                else {id: other for id, other in tab.segments.items() if id != place[1]}
            )
            return replace(tab, segments=segments)

        return self.with_tab(place[0], change)


def _map_tab(tabs: tuple[Tab, ...], tab_id: str, change: Callable[[Tab], Tab]) -> tuple[Tab, ...]:
    return tuple(
        change(tab)
        if tab.id == tab_id
        else replace(tab, children=_map_tab(tab.children, tab_id, change))
        if tab.children
        else tab
        for tab in tabs
    )
