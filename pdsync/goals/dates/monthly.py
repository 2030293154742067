"""Months, days of a month, quarters and years: 18 December 2026, the 15th, March, Q2, 2027."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Day

from pdsync.goals.dates.amounts import ordinal_at
from pdsync.goals.dates.dated import exact, impossible, month_day, month_point, quarter_point
from pdsync.goals.dates.days import day_of, month_start, next_numbered
from pdsync.goals.dates.numeric import DATE_BEFORE, YEARS
from pdsync.goals.dates.points import Grain, Point, Sort, on
from pdsync.goals.dates.said import suffix
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import DOUBTFUL, MONTHS, SUFFIXES, UNITS, WEEKDAYS, words

COMPANY = words("""
    by in of until till through before after early late mid during since from this next last sometime around end
    start beginning middle throughout on every due to come maybe probably about over til for
""")


CLOSE_COMPANY = words("by in of until till through before after mid late early during since end til")
"""Behind one of these "may" and "march" are months, whatever follows."""

CLOSERS = words("""
    . , ; ! ? ) ( - : + / > or and but so then at by for if when because since i i'll we eod cob latest is to
    with through thru until till before after in works just each maybe hopefully probably of this
    as my it it's that that's we we'll they you he she would will should hopefully ideally if unless although though
    while instead rather lol tbh fs imo haha pls please lmao ngl k ok okay thanks sharp yay though tho
""")


def year_at(s: Scene, i: int) -> tuple[int, int] | None:
    """A year after a month or day: 2026, '26, (2026)."""
    k = s.k
    at = i + (k.t[i] in (",", "of", "-", "/", "."))
    n = k.n[at]
    if n is not None and len(k.t[at]) == 4 and n in YEARS and not (k.t[at + 1] in ("/", "-") and k.glued[at + 1]):
        return n, at + 1
    apostrophe = n is not None and len(k.t[at]) == 2 and s.text[k.start[at] - 1 : k.start[at]] in ("'", "’", "‘")
    return (2000 + (n or 0), at + 1) if apostrophe else None


def _day_number(s: Scene, i: int) -> tuple[int, int] | None:
    """A day of the month: 18, 18th, eighteenth."""
    k = s.k
    ordinal = ordinal_at(k, i)
    if ordinal is not None and 1 <= ordinal[0] <= 31:
        return ordinal
    n = k.n[i]
    if n is None or not 1 <= n <= 31 or len(k.t[i]) > 2:
        return None
    after = k.t[i + 1]
    if (
        (after == ":" and k.glued[i + 1] and k.glued[i + 2] and k.n[i + 2] is not None)
        or after in ("am", "pm", "x", "%")
        or (after in UNITS and not _elided(s, i))
    ):
        return None
    return n, i + 1


def _elided(s: Scene, i: int) -> bool:
    return s.k.t[i + 1] in ("week", "weekend") and s.k.t[i - 1] in MONTHS


def month_at(s: Scene, i: int) -> Point | None:
    """A month, with or without a day and a year: December, Dec. 18th, March 2027, Jan 5-9."""
    k = s.k
    month = MONTHS[k.t[i]]
    at = i + 1 + (k.t[i + 1] in (".", "-") and (k.n[i + 2] is not None or k.t[i + 2] in MONTHS))
    at += k.t[at] == "the"
    day = _day_number(s, at)
    if day is not None and not (len(k.t[at]) == 2 and year_at(s, at)):
        return _with_year(s, month, _range_end(s, day))
    year = year_at(s, i + 1)
    if year:
        return month_point(s, month, year[1], year[0])
    if k.t[i] in DOUBTFUL and not _is_month(s, i):
        return None
    return month_point(s, month, i + 1, None)


def _range_end(s: Scene, day: tuple[int, int]) -> tuple[int, int]:
    """The end of "5-9" or "5th to 9th", as a day number and the token after it."""
    k = s.k
    at = day[1]
    if k.t[at] in ("-", "to", "or", "through", "thru", "and", "/", "&"):
        end = _day_number(s, at + 1 + (k.t[at + 1] == "the"))
        joined = end and not (k.t[end[1]] in ("/", "-") and k.glued[end[1]]) and k.t[end[1]] not in MONTHS
        if end and joined and end[0] > day[0] and k.t[end[1]] != "of":
            return end
    return day


def _with_year(s: Scene, month: int, day: tuple[int, int]) -> Point:
    number, stop = day
    year = year_at(s, stop)
    if year:
        return exact(s, year[0], month, number, year[1])
    return month_day(s, month, number, stop)


def _is_month(s: Scene, i: int) -> bool:
    """Whether "may" or "march" is the month: with company that speaks of time, or alone."""
    k = s.k
    before = i - 1 - (k.t[i - 1] == "-")
    if i > 0 and k.t[before] in CLOSE_COMPANY:
        return True
    if k.t[i - 1] in ("i'll", "i", "to", "will", "we", "may", "we'll") and i > 0:
        return False
    if k.t[i + 1] in ("be", "not", "also", "take", "need", "have", "even", "still", "change", "vary", "i", "we"):
        return False
    alone = k.size <= 3 and i == k.size - 1 - (k.t[k.size - 1] in ".!?")
    spoken_of = i > 0 and (
        k.t[before] in COMPANY or (k.t[before] in MONTHS and k.t[before] not in DOUBTFUL) or k.named_inside(i)
    )
    return alone or spoken_of or (k.t[i - 2] in MONTHS and k.t[i - 1] in ("or", "and", "/"))


def day_month_at(s: Scene, i: int) -> Point | None:
    """A day before its month: 18 December, 18th of Dec. 2026, 5-9 January."""
    k = s.k
    day = _day_number(s, i)
    if day is None:
        return None
    day = _range_end(s, day)
    at = day[1]
    for _ in range(3):
        at += k.t[at] in ("of", "-", ".", ",", "day", "the") or (k.t[at] == "/" and k.glued[at + 1])
    month = MONTHS.get(k.t[at])
    if month is None:
        return None
    if k.t[at - 1] in (".", ",") and k.t[i + 1] not in SUFFIXES and k.t[at - 1] == ",":
        return None
    if k.t[at - 1] == "-" and not k.glued[at] and k.n[at + 1] is not None and len(k.t[at + 1]) <= 2:
        return None
    at += 1 + (k.t[at + 1] == "." and k.n[at + 2] is not None)
    return _with_year(s, month, (day[0], at))


def day_number_at(s: Scene, i: int) -> Point | None:
    """A day of the month alone: the 15th, 28th, "the 3rd of next month"."""
    k = s.k
    day = ordinal_at(k, i)
    if day is None:
        alone = i == 1 and k.t[i + 1] in ("", ".", "!")
        said = k.t[i - 1] == "the" and (k.t[i - 2] in DATE_BEFORE or alone)
        plain = k.n[i] is not None and said and _closes(s, i + 1)
        day = (k.n[i] or 0, i + 1) if plain else None
    if day is None or not 1 <= day[0] <= 31:
        return None
    start, end = i, _range_end(s, day)
    number, stop = end
    of = _of_month(s, stop)
    if of:
        return of_month(s, number, of)
    spelt = k.n[start] is None
    if (spelt and not (k.t[i - 1] == "the" and _closes(s, stop))) or not (spelt or _closes(s, stop)):
        return None
    if spelt and number <= 3 and k.t[i - 2] not in ("by", "on", "until", "before"):
        return None
    found = next_numbered(number, s.written)
    if found is None:
        return None
    point = on(found, stop, f"the {number}{suffix(number)}", Sort.ABSOLUTE, trust=0.95)
    return replace(point, bare_number=True)


def of_month(s: Scene, number: int, of: tuple[int | None, int]) -> Point | None:
    """The day of that number in this month, the next, or the first month that will do."""
    ahead, stop = of
    if ahead is None:
        found = next_numbered(number, s.written)
    else:
        start = month_start(s.written.year, s.written.month + ahead)
        found = day_of(start.year, start.month, number)
        if found is None:
            return impossible(start.year, start.month, number, stop)
    return None if found is None else on(found, stop, f"the {number}{suffix(number)}", Sort.ABSOLUTE, trust=0.93)


def _of_month(s: Scene, i: int) -> tuple[int | None, int] | None:
    t = s.k.t
    at = i + (t[i] in ("of", "in"))
    if t[at] in ("this", "the", "next", "each", "every", "following", "coming") and t[at + 1] in ("month", "mo"):
        if t[at] in ("each", "every"):
            return None
        return {"this": 0, "next": 1, "following": 1, "coming": 1}.get(t[at]), at + 2
    return None


def _closes(s: Scene, i: int) -> bool:
    """Whether the words end here, or go on with something that is no noun the ordinal would belong to."""
    word = s.k.t[i]
    if word == "-" and s.k.t[i + 1] in UNITS:
        return False
    if s.k.capital[i] and not s.names.at(s.k, i):
        return True
    return word == "" or word in CLOSERS or word in WEEKDAYS or word == "\n"


def year_number_at(s: Scene, i: int) -> Point | None:
    """A year alone, where the words before it speak of time."""
    k = s.k
    n = k.n[i]
    if n is None or len(k.t[i]) != 4 or n not in range(2015, 2100):
        return None
    if (
        i != 0
        and k.t[i - 1] not in COMPANY
        and k.t[i - 1] not in ("year", "summer", "spring", "fall", "winter", "autumn")
    ):
        return None
    if k.glued[i + 1] and k.t[i + 1] not in (".", ",", ")", "!", "?", ";"):
        return None
    if k.t[i - 2 : i] == ["class", "of"]:
        return None
    return Point(Day(n, 1, 1), Day(n, 12, 31), i + 1, str(n), Sort.PERIOD, Grain.MONTH, trust=0.9)


def quarter_at(s: Scene, i: int) -> Point | None:
    """A calendar quarter: Q2, Q2 2027."""
    k = s.k
    n = k.n[i + 1]
    if n is None or not 1 <= n <= 4 or not k.glued[i + 1]:
        return None
    year = year_at(s, i + 2)
    return quarter_point(s, n, year[1] if year else i + 2, year[0] if year else None)
