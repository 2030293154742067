"""createNamedRange, deleteNamedRange and replaceNamedRangeContent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pdsync.sandbox.docs.draft import Draft, Invalid, request
from pdsync.sandbox.docs.model import NOTHING, Fields, Tab, units
from pdsync.sandbox.docs.text import cleaned, put_text, replace_range, take_out

LONGEST_NAME = 256


@request("createNamedRange")
def create_named_range(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Give a range a name; names need not be unique."""
    name = body.get("name", "")
    if not 1 <= units(name) <= LONGEST_NAME:
        raise Invalid("The name must be at least 1 character and no more than 256 characters.")
    place, start, end = draft.range(body)
    span: dict[str, Any] = {"startIndex": start, "endIndex": end} if start else {"endIndex": end}
    if place[1]:
        span["segmentId"] = place[1]
    made = {"namedRangeId": draft.kix(), "name": name, "ranges": [span]}
    named = draft.tab(place[0]).fields.get("namedRanges", NOTHING)
    group = {"name": name, "namedRanges": [*named.get(name, {}).get("namedRanges", ()), made]}
    draft.put_fields(place[0], namedRanges={**named, name: group})
    return {"namedRangeId": made["namedRangeId"]}


@request("deleteNamedRange")
def delete_named_range(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Take away a named range by id, or all of a name; the text stays."""
    if bool(body.get("name")) == bool(body.get("namedRangeId")):
        raise Invalid("Either the name or the ID of the named range must be set.")
    tabs = draft.tabs(body.get("tabsCriteria"))
    chosen = _chosen(body.get("name"), body.get("namedRangeId"))
    if body.get("namedRangeId") and not any(_found(tab, chosen) for tab in tabs):
        raise Invalid(f"The named range with ID {body['namedRangeId']} was not found.")
    for tab in tabs:
        _forget(draft, tab, chosen)
    return {}


@request("replaceNamedRangeContent")
def replace_named_range_content(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Put text in the place of a named range's first range; its other ranges are deleted."""
    if bool(body.get("namedRangeName")) == bool(body.get("namedRangeId")):
        raise Invalid("Either the name or the ID of the named range must be set.")
    chosen = _chosen(body.get("namedRangeName"), body.get("namedRangeId"))
    tabs = draft.tabs(body.get("tabsCriteria"))
    if body.get("namedRangeId") and not any(_found(tab, chosen) for tab in tabs):
        raise Invalid(f"The named range with ID {body['namedRangeId']} was not found.")
    for tab in tabs:
        for id in [each["namedRangeId"] for each in _found(tab, chosen)]:
            _replace_one(draft, tab.id, id, cleaned(body.get("text", "")))
    return {}


def _replace_one(draft: Draft, tab_id: str, id: str, text: str) -> None:
    """Ranges are looked up afresh each time: what is replaced moves the others."""
    while (found := _found(draft.tab(tab_id), _chosen(None, id))) and len(found[0]["ranges"]) > 1:
        place, start, end = _where(draft, tab_id, found[0]["ranges"][-1])
        take_out(draft, place, start, end)
    if found:
        place, start, end = _where(draft, tab_id, found[0]["ranges"][0])
        if end == draft.segment(place).width:
            end -= 1
        if start == end:
            put_text(draft, place, start, text)
        else:
            replace_range(draft, place, start, end, text)


def _where(draft: Draft, tab_id: str, span: Fields) -> tuple[tuple[str, str], int, int]:
    return (tab_id, span.get("segmentId", "")), span.get("startIndex", 0), span["endIndex"]


def _chosen(name: str | None, id: str | None) -> Callable[[Fields], bool]:
    return lambda each: each["name"] == name if name else each["namedRangeId"] == id


def _found(tab: Tab, chosen: Callable[[Fields], bool]) -> list[Fields]:
    groups = tab.fields.get("namedRanges", NOTHING).values()
    return [each for group in groups for each in group["namedRanges"] if chosen(each)]


def _forget(draft: Draft, tab: Tab, chosen: Callable[[Fields], bool]) -> None:
    kept = {}
    for name, group in tab.fields.get("namedRanges", NOTHING).items():
        if rest := [each for each in group["namedRanges"] if not chosen(each)]:
            kept[name] = {**group, "namedRanges": rest}
    draft.put_fields(tab.id, namedRanges=kept or None)
