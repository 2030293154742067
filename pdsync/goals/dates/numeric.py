"""Dates in numbers: 12/18, 18.12.2026, 2026-12-18, 12/2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Day

from pdsync.goals.calendar import shifted
from pdsync.goals.dates.dated import exact, exact_day, month_day, month_point
from pdsync.goals.dates.days import full_year
from pdsync.goals.dates.points import Grain, Point, Sort, missing
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.scores import is_score
from pdsync.goals.dates.words import UNITS, words

YEARS = range(1990, 2100)


DATE_BEFORE = words("""
    got get earn score scored rate rated confidence rating grade least page chapter version v least section $
""")


DATE_BEFORE = words("by on before until till due from to through for deadline date wc week of starting after")


def numeric_at(s: Scene, i: int) -> Point | None:
    """A date in numbers: 12/18, 18.12., 12/18/26, 2026-12-18, 12/2026."""
    k = s.k
    if k.t[i + 1 : i + 3] == ["-", "w"]:
        return _iso_week(s, i)
    if k.n[i] is None or k.t[i + 1] not in ("/", "-", ".") or k.n[i + 2] is None:
        return None
    if not (k.glued[i + 1] and k.glued[i + 2]) and not (i == 0 and k.size <= 3):
        return None
    mark, first, second = k.t[i + 1], k.n[i] or 0, k.n[i + 2] or 0
    three = k.t[i + 3] == mark and k.glued[i + 3] and k.glued[i + 4] and k.n[i + 4] is not None
    if three:
        return _three(s, i, first, second)
    if len(k.t[i]) == 4 and first in YEARS:
        return month_point(s, second, i + 3, first) if 1 <= second <= 12 else None
    if len(k.t[i + 2]) == 4 and second in YEARS:
        return month_point(s, first, i + 3, second) if 1 <= first <= 12 else None
    if len(k.t[i]) > 2 or len(k.t[i + 2]) > 2 or not _is_date(s, i, mark, first, second):
        return None
    stop = i + 3 + (k.t[i + 3] == "." and mark == "." and k.glued[i + 3])
    day, month = _ordered(s, first, second)
    point = month_day(s, month, day, stop)
    against = (first > 12) is not s.calendar.day_first and first != second and max(first, second) > 12
    doubtful = against and k.t[i - 1] == "(" and not point.lost
    return replace(point, trust=0.6) if doubtful else point


def _iso_week(s: Scene, i: int) -> Point | None:
    """2027-W09, and 2027-W09-5: a week of the year by ISO 8601."""
    k = s.k
    year, week = k.n[i], k.n[i + 3]
    if year not in YEARS or week is None or not 1 <= week <= 53:
        return None
    dated = k.t[i + 4] == "-" and k.glued[i + 5] and k.n[i + 5] in range(1, 8)
    try:
        monday = Day.fromisocalendar(year or 1, week, 1)
    except ValueError:
        return missing(f"{year} has no week {week}", i + 4, Sort.ABSOLUTE)
    if dated:
        return exact_day(s, shifted(monday, (k.n[i + 5] or 1) - 1), i + 6)
    return Point(
        monday,
        shifted(monday, 6),
        i + 4,
        f"week {week} of {year}",
        Sort.ABSOLUTE,
        Grain.WEEK,
        s.calendar.last_school_day(monday),
        0.9,
    )


def _is_date(s: Scene, i: int, mark: str, first: int, second: int) -> bool:
    """Whether two joined numbers are a date at all, and no fraction, score, range or decimal."""
    k = s.k
    before, after = k.t[i - 1], k.t[i + 3]
    if (first, second) == (24, 7) or not first or not second or is_score(s, i, first, second):
        return False
    if (
        after in ("%", "/", "x")
        or (after in UNITS and mark != "/")
        or (k.glued[i] and before not in ("(", "-", "~", ":", ",", "@", "\n", ">"))
    ):
        return False
    if (first > 12 and second > 12) or max(first, second) > 31:
        return False
    if mark == "/":
        return True
    closed = after == "" or after in ".,;)!\n" or (mark == "." and k.t[i + 3] == ".")
    if mark == "." and (before == "week" or (not s.calendar.day_first and before in ("to", "of", "for", "from"))):
        return False
    if mark == ".":
        return (closed and (before in DATE_BEFORE or i == 0 or k.t[i + 3] == ".")) or (
            before in DATE_BEFORE and second > 9
        )
    return (i == 0 and closed) or (before in DATE_BEFORE and max(first, second) > 12)


def _ordered(s: Scene, first: int, second: int) -> tuple[int, int]:
    """Day and month, in the cohort's order unless only the other one is possible."""
    if s.calendar.day_first:
        return (first, second) if second <= 12 else (second, first)
    return (second, first) if first <= 12 else (first, second)


def _three(s: Scene, i: int, first: int, second: int) -> Point | None:
    k = s.k
    third, stop = k.n[i + 4] or 0, i + 5
    if len(k.t[i]) == 4:
        year, month, day = first, second, third
    elif len(k.t[i + 4]) in (2, 4):
        day, month = _ordered(s, first, second)
        year = full_year(third)
    else:
        return None
    if year not in YEARS or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return exact(s, year, month, day, stop)
