"""Where a student is with the goals: one word for each, with a shape beside it, the same in every tab and chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pdsync.goals.model import Standing, StatusClass

if TYPE_CHECKING:
    from pdsync.goals.sheet import Shown

UNWRITTEN = frozenset({"missing-goal", "incomplete", "unreadable"})
"""Flags of a student who has not written everything that is asked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a student can be: neutral words, a shape that is told apart without colour, and its colour in charts."""

    shape: str
    words: str
    shade: str

    def __str__(self) -> str:
        return f"{self.shape} {self.words}"


PLACES: Mapping[str, Place] = {
    "no-doc": Place("□", "No Doc to read", "#d55e00"),
    "not-started": Place("○", "Not started", "#e69f00"),
    "writing": Place("◔", "Writing", "#f0e442"),
    "written": Place("◕", "Written in full", "#56b4e9"),
    "done": Place("●", "All goals done", "#009e73"),
    "away": Place("–", "Excused or away", "#999999"),
}
"""Each student is in exactly one place. The shades are Okabe and Ito's."""


def place_of(one: Shown, today: date) -> str:
    """Where a student is, one of PLACES."""
    case = one.case
    if case.standing is not Standing.ACTIVE or (case.staff.excused_until or date.min) >= today:
        return "away"
    if case.settled:
        return "done"
    if case.doc is None or case.doc.trashed or case.lost:
        return "no-doc"
    classes = {goal.entry.status_class for goal in one.goals}
    if not classes:
        return "writing" if case.problems else "not-started"
    if classes == {StatusClass.DONE} and len(one.goals) >= one.expected:
        return "done"
    return "writing" if any(flag.kind in UNWRITTEN for flag in one.flags) else "written"
