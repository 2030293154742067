"""What staff grant in the Sheet: excuses and extensions, beside a student or a goal, however they write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pdsync.goals.merge import KEY, Book, Cell
from pdsync.goals.model import FOREVER, Case, StaffColumns
from pdsync.goals.sheet import GOALS_TAB, STUDENTS_TAB, Shown, names_of, students_table
from pdsync.goals.sheet_merge import staff_of
from pdsync.goals.sheet_staff import EXTENDED, day_first, day_in, staff_columns
from pdsync.goals.words import in_words, listed

if TYPE_CHECKING:
    from pdsync.goals.calendar import Calendar
    from pdsync.goals.model import Student

ENDLESS = frozenset(
    {
        "until further notice",
        "further notice",
        "till further notice",
        "ufn",
        "indefinitely",
        "indefinite",
        "open",
        "open end",
        "open ended",
        "no end",
        "no end date",
        "ongoing",
        "tbd",
        "tbc",
        "tba",
    }
)
"""What staff write when they grant something and do not know for how long."""

NOTHING = frozenset({"-", "–", "—", "no", "none", "n/a", "na", "nil", "not excused", "no extension"})
"""What staff write when they grant nothing."""

BARE = re.compile(
    r"(?:until|till|to|by)?\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?\.?)(?!\d)"
)
"""A date in digits, with whatever behind it."""
COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")

BEFORE, AFTER = timedelta(days=28), timedelta(days=120)
"""A day that lies further before the module or after it is asked about: the year may be a slip."""


def granted(book: Book, students: Sequence[Student], calendar: Calendar, *, today: date) -> Mapping[str, StaffColumns]:
    """What staff wrote beside each student and their goals, by student key."""
    if book.tab(STUDENTS_TAB) is None:
        return {}
    names = names_of(students)
    sketch = students_table(Shown(names[student.key], Case(student), (), ()) for student in students)
    calendar = replace(calendar, day_first=day_first(book.locale, otherwise=calendar.day_first))

    def read(text: str) -> date | str | None:
        return staff_day(text, calendar, today=today)

    def doubt(day: date) -> str:
        return unlikely(day, calendar)

    found = {key: staff_columns(cells, read, doubt) for key, cells in staff_of(book, sketch).items()}
    for key, number, cell in _beside_goals(book):
        before = found.get(key, StaffColumns())
        faults: list[str] = []
        day = day_in(EXTENDED, cell, read, faults, doubt)
        told = (*before.faults, *(f"{fault} (in the tab Goals)" for fault in faults))
        goals = {**before.goals, number: day} if day else before.goals
        found[key] = replace(before, goals=goals, faults=told)
    return found


def _beside_goals(book: Book) -> Iterator[tuple[str, int, Cell]]:
    """What stands under “Extended to” beside goals: the student's key, the goal's own number, the cell."""
    tab = book.tab(GOALS_TAB)
    heading = next((line for line in (tab.cells if tab else ()) if KEY in line and EXTENDED in line), None)
    if tab is None or heading is None:
        return
    keys, days = heading.index(KEY), heading.index(EXTENDED)
    for row, line in enumerate(tab.cells):
        cell, key = tab.at(row, days), tab.at(row, keys)
        student, slash, number = key.rpartition("/") if isinstance(key, str) else ("", "", "")
        if line is not heading and cell not in (None, "") and slash and number.isdecimal():
            yield student, int(number), cell


def staff_day(text: str, calendar: Calendar, *, today: date) -> date | str | None:
    """The day that staff wrote; FOREVER for no end; a sentence's end about what it may mean; None for what is no day.

    A day that would be another one when it is read later ("Friday") is not taken, but offered as it is read today.
    """
    plain = " ".join(re.sub(r"[\s.!-]+", " ", text.casefold()).split())
    if plain in ENDLESS:
        return FOREVER
    if text.strip().casefold() in NOTHING:
        return ""
    found = _days(text, calendar, today)
    if isinstance(found, date | str):
        return found
    digits = BARE.match(text.strip().casefold()) or COMPACT.match(text.strip())
    if digits is None:
        return None
    bare = "-".join(digits.groups()) if digits.re is COMPACT else digits[1]
    return _days(bare, calendar, today) if bare != text else None


def _days(text: str, calendar: Calendar, today: date) -> date | str | None:
    from pdsync.goals.dates import read_due

    start = calendar.module.start
    readings = [read_due(text, written=start + timedelta(days=shift), calendar=calendar).date for shift in (0, 9)]
    if readings[0] is not None and readings[0] == readings[1]:
        return readings[0]
    now = read_due(text, written=today, calendar=calendar)
    if now.date is not None:
        return f"is another day each week; write the day itself, e.g. {now.date.isoformat()} for {in_words(now.date)}"
    if now.alternatives:
        return f"may mean {listed([in_words(day) for day in now.alternatives], 'or')}; write it like 2026-12-18"
    return None


def unlikely(day: date, calendar: Calendar) -> str:
    """Why a day may be a slip, as a sentence's end; "" if nothing speaks for it."""
    if day == FOREVER:
        return ""
    if day < calendar.module.start - BEFORE:
        return f"is {in_words(day)}, long before the module; is the year right?"
    if day > calendar.module.end + AFTER:
        return f"is {in_words(day)}, long after the module; is that meant?"
    return ""
