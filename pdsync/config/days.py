"""Days as people and spreadsheets write them: every day that a text can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAY = re.compile(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\.?,?\s+", re.IGNORECASE)
ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d\d.*)?")
NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?: \d{1,2}:\d\d.*)?")
DAY_MONTH = re.compile(r"(\d{1,2})[\s.-]+([a-z]{3,9})\.?[\s,-]+(\d{4}|\d\d)", re.IGNORECASE)
MONTH_DAY = re.compile(r"([a-z]{3,9})\.?[\s-]+(\d{1,2})[\s,-]+(\d{4}|\d\d)", re.IGNORECASE)
SERIAL = re.compile(r"[345]\d{4}")
DAY_ZERO = date(1899, 12, 30)
"""The day that spreadsheets count from."""


def meant(text: str, *, like: str = "") -> tuple[date, ...]:
    """Every day that a text can mean, the American reading of 3/4/2026 first; none if it is no day.

    `like`: another text of the same writer's, which may show in which order they write day and month.

    >>> [day.isoformat() for day in meant("3/4/2026")]
    ['2026-03-04', '2026-04-03']
    >>> [day.isoformat() for day in meant("Mon, 23-Nov-26")]
    ['2026-11-23']
    >>> [day.isoformat() for day in meant("1/3/2027", like="12/21/2026")]
    ['2027-01-03']
    """
    days = tuple(dict.fromkeys(_readings(_plain(text))))
    if len(days) > 1 and (order := _month_first(like)) is not None:
        return days[:1] if order else days[1:]
    return days


def _plain(text: str) -> str:
    return ORDINAL.sub("", WEEKDAY.sub("", " ".join(text.split())))


def _month_first(text: str) -> bool | None:
    """Whether the writer puts the month first; None if this text does not show it."""
    found, days = NUMBERS.fullmatch(_plain(text)), meant(text)
    if not found or len(days) != 1 or int(found[1]) == int(found[3]):
        return None
    return days[0].month == int(found[1])


def _readings(plain: str) -> Iterator[date]:
    if found := YEAR_FIRST.fullmatch(plain):
        yield from _day(found[1], found[2], found[3])
    elif found := NUMBERS.fullmatch(plain):
        if found[2] != ".":  # with full stops the day comes first everywhere
            yield from _day(found[4], found[1], found[3])
        yield from _day(found[4], found[3], found[1])
    elif found := DAY_MONTH.fullmatch(plain):
        yield from _named(found[3], found[2], found[1])
    elif found := MONTH_DAY.fullmatch(plain):
        yield from _named(found[3], found[1], found[2])
    elif SERIAL.fullmatch(plain):
        yield DAY_ZERO + timedelta(days=int(plain))


def _named(year: str, month: str, day: str) -> Iterator[date]:
    if month[:3].casefold() in MONTHS:
        yield from _day(year, str(MONTHS.index(month[:3].casefold()) + 1), day)


def _day(year: str, month: str, day: str) -> Iterator[date]:
    whole = int(year) + (2000 if len(year) == 2 else 0)
    try:
        yield date(whole, int(month), int(day))
    except ValueError:
        return
