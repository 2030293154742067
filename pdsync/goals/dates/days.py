"""The arithmetic of days: months, working days, years, Easter."""

from __future__ import annotations

from calendar import monthrange
from datetime import date as Day

from pdsync.goals.calendar import shifted

PAST_REACH = 14


FAR = 300


def day_of(year: int, month: int, day: int) -> Day | None:
    """That day, None if there is none."""
    if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return Day(year, month, day)
    return None


def month_end(year: int, month: int) -> Day:
    """The last day of a month, whose number may run over."""
    year, month = min(max(year + (month - 1) // 12, 1), 9999), (month - 1) % 12 + 1
    return Day(year, month, monthrange(year, month)[1])


def month_start(year: int, month: int) -> Day:
    """The first day of a month, whose number may run over."""
    return month_end(year, month).replace(day=1)


def later_by_months(day: Day, months: int) -> Day:
    """The same day of a later (or earlier) month, or that month's last."""
    end = month_end(day.year, day.month + months)
    return end.replace(day=min(day.day, end.day))


def later_by_workdays(day: Day, count: int) -> Day:
    """So many days later, weekends not counted."""
    step = 1 if count > 0 else -1
    weeks, left = divmod(abs(count), 5)
    day = shifted(day, 7 * weeks * step)
    while left:
        day = shifted(day, step)
        left -= day.weekday() < 5
    return day


def full_year(number: int) -> int:
    """A written year in four digits."""
    return number + 2000 if number < 100 else number


def yearless(month: int, day: int, written: Day) -> tuple[Day | None, bool]:
    """The day meant by a month and day without a year, and whether it is the one just past.

    The first on or after `written`; but if that is more than 300 days off and the last one at most 14 days back, that
    one, for an answer is often copied after it was written. 31 December always lies ahead. None: no such day.
    """
    ahead = next((d for d in _years(month, day, written.year, 1) if d >= written), None)
    if ahead is None or (ahead - written).days > 366:
        return None, False
    if (month, day) == (12, 31) or (ahead - written).days <= FAR:
        return ahead, False
    back = next((d for d in _years(month, day, written.year, -1) if d < written), None)
    if back is not None and (written - back).days <= PAST_REACH:
        return back, True
    return ahead, False


def _years(month: int, day: int, year: int, step: int) -> list[Day]:
    """That day in the next (or last) years that have it: 29 February waits for a leap year only if one is near."""
    span = 2 if (month, day) != (2, 29) else 4
    days = (day_of(year + step * ahead, month, day) for ahead in range(span))
    return [found for found in days if found is not None]


def next_numbered(day: int, after: Day) -> Day | None:
    """The first day with that number in its month on or after a day."""
    for ahead in range(4):
        start = month_start(after.year, after.month + ahead)
        found = day_of(start.year, start.month, day)
        if found is not None and found >= after:
            return found
    return None


def easter(year: int) -> Day:
    """Easter Sunday, by the rule of Meeus, Jones and Butcher."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + weekday - 7 * ((a + 11 * h + 22 * weekday) // 451) + 114, 31)
    return Day(year, month, day + 1)


def nth_weekday(start: Day, end: Day, weekday: int, nth: int) -> Day | None:
    """The nth (from 1; -1 the last) such weekday from `start` to `end`."""
    if nth > 0:
        day = shifted(start, (weekday - start.weekday()) % 7 + 7 * (nth - 1))
    else:
        day = shifted(end, -((end.weekday() - weekday) % 7) + 7 * (nth + 1))
    return day if start <= day <= end else None
