"""Days as staff would say them."""

from __future__ import annotations

from datetime import date as Day

from pdsync.goals.dates.words import DAY_NAMES, MONTH_NAMES


def spoken(day: Day, written: Day) -> str:
    """A day as staff would say it, with the year where it is not that of writing."""
    said = f"{day.day} {MONTH_NAMES[day.month - 1]}"
    return said if day.year == written.year else f"{said} {day.year}"


def suffix(number: int) -> str:
    """The letters that follow an ordinal's digits."""
    return "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def explained(day: Day, written: Day) -> str:
    """A day with its weekday, for a sentence to staff."""
    return f"{DAY_NAMES[day.weekday()]} {spoken(day, written)}"
