"""How a Timebound answer is read: its words against the calendar, and a date chip before any words."""

from __future__ import annotations

from datetime import date

from pdsync.goals.calendar import Calendar
from pdsync.goals.dates.choose import choose
from pdsync.goals.dates.due import Due, DueKind
from pdsync.goals.dates.grammar import point_at
from pdsync.goals.dates.names import names_of
from pdsync.goals.dates.said import explained
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.spelling import mended
from pdsync.goals.dates.tokens import Tokens


def due_in(text: str, *, written: date, calendar: Calendar, chips: tuple[date, ...]) -> Due:
    """The due date in an answer; a date chip in it wins."""
    names = names_of(calendar)
    tokens = Tokens(text, lambda word: mended(word, names.spellings))
    due = choose(Scene(text, tokens, written, calendar, names, point_at))
    return _chipped(due, chips, written) if chips else due


def _chipped(due: Due, chips: tuple[date, ...], written: date) -> Due:
    """A chip's date: the one that the words come to as well, else the last to come."""
    agreed = due.date in chips
    day = due.date if agreed and due.date else max(chips)
    others = tuple(chip for chip in dict.fromkeys(chips) if chip != day)
    why = f"The answer holds a date chip = {explained(day, written)}"
    return Due(DueKind.DATE, day, due.words if agreed else None, 0.98 if not others or agreed else 0.85, others, why)
