"""Due dates as students write them: a small grammar over the cohort's calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pdsync.goals.dates.due import Due, DueKind, Words

if TYPE_CHECKING:
    from pdsync.goals.calendar import Calendar

__all__ = ["Due", "DueKind", "Words", "read_due"]


def read_due(text: str, *, written: date, calendar: Calendar, chips: tuple[date, ...] = ()) -> Due:
    """Read the due date out of a Timebound answer; a date chip in it wins.

    >>> from pdsync.goals.calendar import Calendar
    >>> module = Calendar.from_mapping({"module": {"start": "2026-11-23", "end": "2027-01-15"}})
    >>> read_due("by the end of week 4", written=date(2026, 11, 23), calendar=module).date
    datetime.date(2026, 12, 18)
    """
    from pdsync.goals.dates.answer import due_in  # the grammar is only loaded where there is something to read

    return due_in(text, written=written, calendar=calendar, chips=chips)
