"""USER_ENTERED: what Sheets makes of a text that somebody types into a cell."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from pdsync.sandbox.sheets.locales import MONTHS, Locale
from pdsync.sandbox.sheets.model import Formula, Scalar
from pdsync.sandbox.sheets.serials import serial_of_date
from pdsync.sandbox.sheets.tokens import canonical

Json = dict[str, Any]
CURRENCIES = "$€£¥"
ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
MONTH = "|".join([name[:3] for name in MONTHS] + list(MONTHS))
NAMED_FIRST = re.compile(rf"({MONTH})\.? (\d{{1,2}})(?:, ?(\d{{4}})| (\d{{4}}))?", re.IGNORECASE)
DAY_FIRST = re.compile(rf"(\d{{1,2}})([ -])({MONTH})(?:\2(\d{{4}}))?", re.IGNORECASE)
TIME = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d)(\.\d{1,3})?)?(?: ?([ap]m))?", re.IGNORECASE)
HOUR = re.compile(r"(1[0-2]|[1-9]) ?([ap]m)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entered:
    """What goes into the cell, and the number format that comes with it."""

    value: Scalar
    format: Json | None = None


def entered(text: str, locale: Locale, today: date) -> Entered:
    """What a typed text becomes.

    >>> entered("50%", Locale(), date(2026, 1, 1))
    Entered(value=0.5, format={'type': 'PERCENT', 'pattern': '0%'})
    >>> entered("'7e30", Locale(), date(2026, 1, 1)).value
    '7e30'
    """
    if text.startswith("'"):
        return Entered(text[1:])
    if text.startswith("=") and len(text) > 1:
        return Entered(Formula(canonical(text)))
    bare = text.strip()
    if bare.upper() in ("TRUE", "FALSE"):
        return Entered(bare.upper() == "TRUE")
    return number(bare, locale) or moment(bare, locale, today) or Entered(text)


def number(text: str, locale: Locale) -> Entered | None:
    """The number, percentage, amount of money or power of ten that the text is, or None."""
    group, decimal = re.escape(locale.group), re.escape(locale.decimal)
    spaced = f"[{group}\\s]" if locale.group.isspace() else group
    whole = rf"\d{{1,3}}(?:{spaced}\d{{3}})+|\d+"
    pattern = (
        rf"(?P<open>\()?(?P<sign>[+-]?)\s?(?P<money>[{CURRENCIES}]?)\s?(?P<sign2>[+-]?)"
        rf"(?P<number>(?P<whole>{whole})?(?:{decimal}(?P<part>\d*))?)(?P<power>[eE][+-]?\d{{1,3}})?\s?"
        rf"(?P<after>[%€]?)(?P<close>\))?"
    )
    match = re.fullmatch(pattern, text)
    if not match or not (match["whole"] or match["part"]) or bool(match["open"]) != bool(match["close"]):
        return None
    if (match["sign"] and match["sign2"]) or (match["money"] and match["after"]):
        return None
    size = float(f"{re.sub(r'[^0-9]', '', match['whole'] or '0')}.{match['part'] or '0'}{match['power'] or ''}")
    if math.isinf(size):
        return None
    negative = "-" in (match["sign"], match["sign2"]) or match["open"]
    return _formatted(-size if negative else size, match, locale)


def _formatted(size: float, match: re.Match[str], locale: Locale) -> Entered:
    grouped = bool(re.search(r"\D", match["whole"] or ""))
    digits = ("#,##0" if grouped else "0") + (".00" if match["part"] else "")
    if match["after"] == "%":
        return Entered(_plain(round(size / 100, 15)), {"type": "PERCENT", "pattern": digits + "%"})
    money = match["money"] or match["after"]
    if money:
        pattern = f'"{money}"#,##0' + (".00" if match["part"] else "")
        return Entered(_plain(size), {"type": "CURRENCY", "pattern": pattern})
    if match["power"]:
        return Entered(_plain(size), {"type": "SCIENTIFIC", "pattern": "0.00E+00"})
    if grouped:
        return Entered(_plain(size), {"type": "NUMBER", "pattern": digits})
    return Entered(_plain(size))


def _plain(size: float) -> float:
    return int(size) if size == int(size) and abs(size) < 1e15 else size


def moment(text: str, locale: Locale, today: date) -> Entered | None:
    """The date, the time or both that the text is, or None."""
    if clock := _time(text):
        return Entered(clock[0], {"type": "TIME", "pattern": clock[1]})
    if day := _day(text, locale, today):
        return Entered(serial_of_date(day[0]), {"type": "DATE", "pattern": day[1]})
    first, _, rest = text.partition(" ") if ISO.match(text) or NUMBERS.match(text) else text.rpartition(" ")
    for head, tail in ((first, rest), _last_two(text)):
        day, clock = _day(head.rstrip(","), locale, today), _time(tail)
        if day and clock and clock[0] < 1:
            return Entered(serial_of_date(day[0]) + clock[0], {"type": "DATE_TIME", "pattern": f"{day[1]} {clock[1]}"})
    return None


def _last_two(text: str) -> tuple[str, str]:
    words = text.rsplit(" ", 2)
    return (words[0], " ".join(words[1:])) if len(words) == 3 else ("", "")


def _time(text: str) -> tuple[float, str] | None:
    if match := HOUR.fullmatch(text):
        return (int(match[1]) % 12 + (12 if match[2].lower() == "pm" else 0)) / 24, "h am/pm"
    match = TIME.fullmatch(text)
    if not match:
        return None
    hour, half = int(match[1]), (match[5] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    seconds = hour * 3600 + int(match[2]) * 60 + float((match[3] or "0") + (match[4] or ""))
    pattern = ("[h]" if hour > 23 else "hh" if len(match[1]) == 2 and not half else "h") + ":mm"
    pattern += (":ss" if match[3] else "") + (".000" if match[4] else "") + (" am/pm" if half else "")
    return seconds / 86400, pattern


def _day(text: str, locale: Locale, today: date) -> tuple[date, str] | None:
    if match := ISO.fullmatch(text):
        mark = match[2]
        pattern = f"yyyy{mark}{'m' * len(match[3])}{mark}{'d' * len(match[4])}"
        return _valid(int(match[1]), int(match[3]), int(match[4]), pattern)
    if match := NUMBERS.fullmatch(text):
        return _numeric(match, locale, today)
    if match := NAMED_FIRST.fullmatch(text):
        year = match[3] or match[4]
        name = "mmm" if len(match[1]) == 3 else "mmmm"
        pattern = f"{name} d" + (", yyyy" if match[3] else " yyyy" if match[4] else "")
        return _valid(int(year or today.year), _month(match[1]), int(match[2]), pattern)
    if match := DAY_FIRST.fullmatch(text):
        name = "mmm" if len(match[3]) == 3 else "mmmm"
        pattern = f"d{match[2]}{name}" + (f"{match[2]}yyyy" if match[4] else "")
        return _valid(int(match[4] or today.year), _month(match[3]), int(match[1]), pattern)
    return None


def _numeric(match: re.Match[str], locale: Locale, today: date) -> tuple[date, str] | None:
    mark, year = match[2], match[4]
    if mark == "." and locale.decimal == ".":
        return None
    day_first = locale.order == "dmy"
    day, month = (match[1], match[3]) if day_first else (match[3], match[1])
    full = int(year or today.year)
    if year and len(year) == 2:
        full += 2000 if full < 30 else 1900
    first, second = (_places("d", day), _places("m", month))[:: 1 if day_first else -1]
    pattern = f"{first}{mark}{second}" + (mark + "y" * len(year) if year else "")
    return _valid(full, int(month), int(day), pattern)


def _places(letter: str, digits: str) -> str:
    return letter * (2 if digits.startswith("0") else 1)


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())


def _valid(year: int, month: int, day: int, pattern: str) -> tuple[date, str] | None:
    try:
        return date(year, month, day), pattern
    except ValueError:
        return None
