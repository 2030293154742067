"""Points of a day, a month or a quarter, with the year found where none is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Day

from pdsync.goals.calendar import shifted
from pdsync.goals.dates.days import day_of, month_end, month_start, yearless
from pdsync.goals.dates.points import Grain, Point, Sort, missing, on
from pdsync.goals.dates.said import spoken
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import MONTH_NAMES


def exact(s: Scene, year: int, month: int, day: int, stop: int) -> Point:
    """A day whose year is written, if there is such a day."""
    found = day_of(year, month, day)
    if found is None:
        return impossible(year, month, day, stop)
    return exact_day(s, found, stop)


def exact_day(s: Scene, day: Day, stop: int) -> Point:
    """A day whose year is written."""
    return on(day, stop, spoken(day, s.written), Sort.ABSOLUTE, trust=0.98)


def impossible(year: int, month: int, day: int, stop: int) -> Point:
    """A day that no month has: no due date, but its neighbours are."""
    near: tuple[Day, ...] = ()
    if 1 <= month <= 12:
        end = month_end(year, month)
        near = (end, shifted(end, 1))
    return missing(f"{MONTH_NAMES[(month - 1) % 12]} has no day {day}", stop, Sort.ABSOLUTE, others=near)


def month_day(s: Scene, month: int, day: int, stop: int, *, weekday: int | None = None) -> Point:
    """A month and a day without a year."""
    found, just_past = yearless(month, day, s.written)
    if found is None:
        year = s.written.year + (month < s.written.month)
        return impossible(year, month, day, stop)
    trust = 0.9 if just_past else 0.97
    return replace(on(found, stop, spoken(found, s.written), Sort.ABSOLUTE, trust=trust), free=True)


def month_point(s: Scene, month: int, stop: int, year: int | None, *, trust: float = 0.93) -> Point:
    """A month as a point; without a year the first that ends on or after the day of writing, or one just past."""
    free = year is None
    if year is None:
        year = s.written.year + (month < s.written.month)
        last = month_end(s.written.year, month)
        if last < s.written and (s.written - last).days <= 14:
            year = s.written.year
            trust = 0.6
    else:
        trust = 0.95
    label = MONTH_NAMES[month - 1] + (f" {year}" if year != s.written.year else "")
    return Point(
        month_start(year, month), month_end(year, month), stop, label, Sort.PERIOD, Grain.MONTH, trust=trust, free=free
    )


def quarter_point(s: Scene, number: int, stop: int, year: int | None = None) -> Point:
    """A calendar quarter; without a year the first that ends on or after the day of writing."""
    if year is None:
        year = s.written.year + (month_end(s.written.year, 3 * number) < s.written)
    first, last = month_start(year, 3 * number - 2), month_end(year, 3 * number)
    return Point(first, last, stop, f"Q{number} {year}", Sort.PERIOD, Grain.MONTH, trust=0.9)
