"""Writing to a Doc that others have changed since it was read: a late writer's indices, moved to where they are now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pdsync.sandbox.docs.content import Change, Content, Place

FOREVER = 1 << 60
NO_INDICES = ("addDocumentTab", "updateDocumentTabProperties")


@dataclass(frozen=True, slots=True)
class Shared:
    """A stretch that the writer and the Doc both have: where it starts in each, and how long it is."""

    theirs: int
    here: int
    length: int


class Bridge:
    """Leads from the indices a late writer counts in to those of the Doc as it is.

    `since`: what others did after the writer read the Doc.
    """

    def __init__(self, content: Content, since: Iterable[Change]) -> None:
        self.content = content
        self.shared: dict[Place, list[Shared]] = {}
        for change in since:
            runs = self._runs(change.place)
            self.shared[change.place] = _edited(runs, change, both=False)

    def _runs(self, place: Place) -> list[Shared]:
        return self.shared.get(place, [Shared(0, 0, FOREVER)])

    def index(self, place: Place, theirs: int) -> int:
        """Where the writer's index is now; one in text that is gone moves to what follows."""
        for run in self._runs(place):
            if theirs < run.theirs + run.length:
                return run.here + max(theirs - run.theirs, 0)
        return theirs

    def did(self, change: Change) -> None:
        """The writer's own change was carried out, in the Doc's indices."""
        self.shared[change.place] = _edited(self._runs(change.place), change, both=True)

    def request(self, request: dict[str, Any]) -> dict[str, Any]:
        """A request with every index in it moved."""
        return {kind: body if kind in NO_INDICES else self._moved(body) for kind, body in request.items()}

    def _moved(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._moved(each) for each in value]
        if not isinstance(value, dict):
            return value
        result = {name: self._moved(inner) for name, inner in value.items()}
        if "index" in result:
            result["index"] = self.index(self._place(value), value["index"])
        if "endIndex" in result:
            place = self._place(value)
            result["startIndex"] = self.index(place, value.get("startIndex", 0))
            result["endIndex"] = max(self.index(place, value["endIndex"] - 1) + 1, result["startIndex"])
            if self._gone(place, value):
                result["endIndex"] = result["startIndex"]
        return result

    def _place(self, value: dict[str, Any]) -> Place:
        return value.get("tabId") or self.content.tabs[0].id, value.get("segmentId") or ""

    def _gone(self, place: Place, span: dict[str, Any]) -> bool:
        start, end = span.get("startIndex", 0), span["endIndex"]
        return all(run.theirs + run.length <= start or run.theirs >= end for run in self._runs(place))


def vanished(request: Any) -> bool:
    """Whether a moved request is about a range of which nothing is left."""
    body = next((inner for inner in request.values() if isinstance(inner, dict)), {})
    span = body.get("range") or {}
    return "endIndex" in span and span["endIndex"] <= span.get("startIndex", 0)


def _edited(runs: list[Shared], change: Change, *, both: bool) -> list[Shared]:
    """The stretches after a change to the Doc; `both`: the writer's Doc has it too."""
    result: list[Shared] = []
    lost = 0
    placed = not (both and change.inserted)
    for run in runs:
        for piece, kept in _cut(run, change.at, change.at + change.removed):
            after = piece.here >= change.at + (0 if kept else 1)
            if not kept:
                lost += piece.length
                continue
            if not after:
                result.append(piece)
                continue
            if not placed:
                result.append(Shared(piece.theirs - lost if both else piece.theirs, change.at, change.inserted))
                placed = True
            ours = piece.theirs + (change.inserted - lost if both else 0)
            result.append(Shared(ours, piece.here - change.removed + change.inserted, piece.length))
    return result


def _cut(run: Shared, start: int, end: int) -> Iterable[tuple[Shared, bool]]:
    """The parts of a stretch before, in and after [start, end), and whether they are kept."""
    first, last = run.here, run.here + run.length
    for low, high, kept in ((first, min(last, start), True), (max(first, start), min(last, end), False)):
        if low < high:
            yield Shared(run.theirs + low - first, low, high - low), kept
    low = max(first, end)
    if low < last:
        yield Shared(run.theirs + low - first, low, last - low), True
