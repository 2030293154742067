"""Days, lists and quotations as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

SHORT = 60


def in_words(day: date) -> str:
    """A day as people say it.

    >>> in_words(date(2026, 11, 23))
    'Monday 23 November 2026'
    """
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def until(day: date) -> str:
    """Until when something is granted.

    >>> until(date(2026, 12, 4)), until(date.max)
    ('until Friday 4 December 2026', 'until further notice')
    """
    return "until further notice" if day == date.max else f"until {in_words(day)}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words in a row.

    >>> listed(["Specific", "Relevant", "Timebound"])
    'Specific, Relevant and Timebound'
    """
    *others, final = words
    return f"{', '.join(others)} {last} {final}" if others else final


def quoted(text: str) -> str:
    """The beginning of somebody's words in quotation marks, on one line."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= SHORT else f"“{line[: SHORT - 1].rstrip()}…”"
