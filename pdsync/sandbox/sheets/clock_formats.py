"""Patterns of dates and times: `d/m/yyyy h:mm am/pm`, `[h]:mm:ss`."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from pdsync.sandbox.sheets.locales import DAYS, MONTHS
from pdsync.sandbox.sheets.serials import MILLISECONDS, moment_of

TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|\[(h+|m+|s+)\]|(am/pm|a/p)|(y+|m+|d+|h+|s+)|(?<=s)\.(0+)|(.)', re.DOTALL | re.IGNORECASE
)
LITERAL = re.compile(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]|General', re.IGNORECASE)
Token = tuple[str, str]


@lru_cache(maxsize=512)
def is_clock(section: str) -> bool:
    """Whether the pattern shows a date or a time.

    >>> is_clock("yyyy-mm-dd"), is_clock('0.0 "days"'), is_clock("[h]:mm"), is_clock("0.00E+00")
    (True, False, True, False)
    """
    bare = LITERAL.sub("", section)
    return bool(re.search(r"[ymdhs]", bare, re.IGNORECASE)) and not re.search(r"[#?@]", bare)


@lru_cache(maxsize=512)
def _tokens(section: str) -> tuple[Token, ...]:
    """Kind and text of each piece: text, elapsed, half, field, part; months and minutes told apart."""
    found: list[Token] = []
    for match in TOKEN.finditer(LITERAL.sub(lambda each: each[0] if each[0][0] in '"\\' else "", section)):
        text, escaped, elapsed, half, field, part, other = match.groups()
        if elapsed or half or field or part:
            kind = "elapsed" if elapsed else "half" if half else "field" if field else "part"
            found.append((kind, (elapsed or half or field or part).lower()))
        else:
            found.append(("text", text or escaped or other or ""))
    fields = [index for index, (kind, _) in enumerate(found) if kind in ("field", "elapsed")]
    for place, index in enumerate(fields):
        before = found[fields[place - 1]][1][0] if place else ""
        after = found[fields[place + 1]][1][0] if place + 1 < len(fields) else ""
        if found[index][1][0] == "m" and len(found[index][1]) <= 2 and (before == "h" or after == "s"):
            found[index] = (found[index][0], found[index][1].replace("m", "n"))
    return tuple(found)


def shown(section: str, serial: float) -> str:
    """That number as a date or time.

    >>> shown("yyyy-mm-dd", 43831), shown("h:mm am/pm", 0.5625), shown("[h]:mm", 1.25)
    ('2020-01-01', '1:30 PM', '30:00')
    """
    tokens = _tokens(section)
    parts = next((len(text) for kind, text in tokens if kind == "part"), 0)
    finest = "s" if any("s" in text for kind, text in tokens if kind in ("field", "elapsed")) else "n"
    step = (10 ** (3 - min(parts, 3))) if finest == "s" else 1
    moment = moment_of(serial)
    if moment is None:
        return "#NUM!"
    day, milliseconds = moment
    milliseconds -= milliseconds % step
    halves = any(kind == "half" for kind, _ in tokens)
    total = round(serial * MILLISECONDS)
    return "".join(_piece(kind, text, day, milliseconds, total, halves) for kind, text in tokens)


def _piece(kind: str, text: str, day: date, milliseconds: int, total: int, halves: bool) -> str:
    if kind == "text":
        return text
    if kind == "half":
        half = "PM" if milliseconds >= MILLISECONDS // 2 else "AM"
        return half if text == "am/pm" else half[0]
    if kind == "part":
        return "." + f"{milliseconds % 1000:03d}"[: len(text)].ljust(len(text), "0")
    if kind == "elapsed":
        unit = {"h": 3_600_000, "n": 60_000, "m": 60_000, "s": 1000}[text[0]]
        return ("-" if total < 0 else "") + f"{abs(total) // unit:0{len(text)}d}"
    return _time(text, milliseconds, halves) if text[0] in "hns" else _date(text, day)


def _time(text: str, milliseconds: int, halves: bool) -> str:
    hour = milliseconds // 3_600_000
    if halves:
        hour = (hour + 11) % 12 + 1
    number = {"h": hour, "n": milliseconds // 60_000 % 60, "s": milliseconds // 1000 % 60}[text[0]]
    return f"{number:02d}" if len(text) > 1 else str(number)


def _date(text: str, day: date) -> str:
    if text[0] == "y":
        return f"{day.year % 100:02d}" if len(text) <= 2 else f"{day.year:04d}"
    number = day.month if text[0] == "m" else day.day
    name = MONTHS[day.month - 1] if text[0] == "m" else DAYS[day.weekday()]
    forms = {1: str(number), 2: f"{number:02d}", 3: name[:3], 4: name, 5: name[0]}
    return forms.get(len(text), name)
