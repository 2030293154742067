"""What points into the text from outside it: named ranges and the anchors of comments, and how they follow edits."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox.docs.content import Change
from pdsync.sandbox.docs.model import Fields, Tab


def shifted(tab: Tab, *, change: Change) -> Tab:
    """The tab with its named ranges and anchors where they are after that change; emptied ones are gone."""
    fields: dict[str, Any] = {}
    if named := tab.fields.get("namedRanges"):
        fields["namedRanges"] = _shift_named(named, change) or None
    if anchors := tab.fields.get("commentAnchors"):
        fields["commentAnchors"] = {
            id: _shift_holder(anchor, change) or anchor | {"ranges": []} for id, anchor in anchors.items()
        }
    return tab.with_fields(**fields) if fields else tab


def _shift_named(named: Fields, change: Change) -> dict[str, Any]:
    result = {}
    for name, group in named.items():
        if kept := [moved for each in group["namedRanges"] if (moved := _shift_holder(each, change))]:
            result[name] = {**group, "namedRanges": kept}
    return result


def _shift_holder(holder: Fields, change: Change) -> dict[str, Any] | None:
    ranges = [moved for each in holder.get("ranges", ()) if (moved := _shift_range(each, change))]
    return {**holder, "ranges": ranges} if ranges else None


def _shift_range(range: Fields, change: Change) -> Fields | None:
    if range.get("segmentId", "") != change.place[1]:
        return range
    start = change.moved(range.get("startIndex", 0), sticky=True)
    end = change.moved(range.get("endIndex", 0), sticky=False)
    if start >= end:
        return None
    moved = {**range, "startIndex": start, "endIndex": end}
    return moved if start else {name: value for name, value in moved.items() if name != "startIndex"}
