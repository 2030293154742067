"""Times told from the day of writing: tomorrow, this month, next module, EOW."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Day

from pdsync.goals.calendar import shifted
from pdsync.goals.dates.dated import quarter_point
from pdsync.goals.dates.days import month_end, month_start
from pdsync.goals.dates.monthly import month_at
from pdsync.goals.dates.points import Edge, Grain, Point, Sort, missing, on
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.weekdays import day_of_week, this_weekday, week_and_day_at
from pdsync.goals.dates.weeks import (
    WEEK_STARTS,
    modified_week,
    modifier_at,
    module_point,
    numbered_week,
    sprint_point,
    this_week,
    weekend_of,
)
from pdsync.goals.dates.words import (
    BEHIND,
    COMING,
    DAY_PARTS,
    MODIFIERS,
    MONTH_NAMES,
    MONTHS,
    NEXT,
    THIS,
    WEEK_WORDS,
    WEEKDAYS,
)


def modified_at(s: Scene, i: int) -> Point | None:
    """What "this", "next", "coming", "following" or "last" stands before."""
    k = s.k
    word, at = modifier_at(k, i)
    noun = k.t[at]
    if word not in MODIFIERS:
        return None
    if word in BEHIND:
        return _behind(s, i, at)
    if noun in WEEKDAYS:
        return this_weekday(s, word, at)
    if noun in ("weeks", "wks", "months", "days", "years") and word not in THIS:
        return missing("no number of days or weeks is named", at + 1, Sort.LENGTH)
    if noun in WEEK_WORDS:
        return day_of_week(s, modified_week(s, word, at))
    return _modified_unit(s, word, at)


def _modified_unit(s: Scene, word: str, at: int) -> Point | None:
    noun = s.k.t[at]
    if noun == "weekend":
        return _this_weekend(s, word, at + 1)
    if noun in ("month", "mo", "year", "yr", "quarter"):
        return this_period(s, noun, at + 1, ahead=word in NEXT)
    if noun in MONTHS:
        return month_at(s, at)
    if noun in ("morning", "afternoon", "arvo", "evening") and word in THIS:
        return on(s.written, at + 1, "today", Sort.TODAY, trust=0.93)
    if noun == "sprint":
        return sprint_point(s, at + 1, ahead=word not in THIS)
    return _this_named(s, word, at)


def _behind(s: Scene, i: int, at: int) -> Point | None:
    noun = s.k.t[at]
    if noun in WEEKDAYS or noun in WEEK_WORDS or noun in ("weekend", "month", "year", "quarter", "night"):
        return Point(Day.min, Day.min, at + 1, f"last {noun}", Sort.TODAY, past=True)
    named = s.names.at(s.k, at)
    if named and named[0].label == "module":
        return Point(Day.min, Day.min, named[1], "last module", Sort.TODAY, past=True)
    return None


def _this_weekend(s: Scene, word: str, stop: int) -> Point:
    this = weekend_of(s, s.written, stop, "this weekend")
    if word in THIS | COMING:
        return this
    later = weekend_of(s, shifted(s.written, 7), stop, "next weekend", trust=0.7, others=(this.day,))
    return later


def this_period(s: Scene, noun: str, stop: int, *, ahead: bool) -> Point:
    """The month, quarter or year of the day of writing, or the next."""
    day = s.written
    if noun in ("month", "mo"):
        first = month_start(day.year, day.month + ahead)
        label = MONTH_NAMES[first.month - 1]
        return Point(first, month_end(first.year, first.month), stop, label, Sort.PERIOD, Grain.MONTH, trust=0.93)
    if noun == "quarter":
        count = day.year * 4 + (day.month - 1) // 3 + ahead
        return quarter_point(s, count % 4 + 1, stop, count // 4)
    year = min(day.year + ahead, 9999)
    return Point(Day(year, 1, 1), Day(year, 12, 31), stop, str(year), Sort.PERIOD, Grain.MONTH, trust=0.93)


def _this_named(s: Scene, word: str, at: int) -> Point | None:
    """“next mod”, “this module”, “next intermission”."""
    found = s.names.at(s.k, at)
    if found is None:
        return None
    name, stop = found
    if name.label != "module":
        return None
    if word in THIS:
        return module_point(s, s.calendar.module, stop)
    module = s.calendar.next_module()
    if module is None:
        return missing("the calendar knows no next module", stop, Sort.PERIOD)
    return module_point(s, module, stop, label="the next module")


def today_at(s: Scene, i: int) -> Point | None:
    """today, tonight, tomorrow, the day after tomorrow."""
    k = s.k
    word = k.t[i]
    if word == "day":
        if k.t[i + 1 : i + 3] != ["after", "tomorrow"]:
            return None
        return on(shifted(s.written, 2), i + 3, "the day after tomorrow", Sort.TODAY)
    ahead = word == "tomorrow"
    stop = i + 1
    while k.t[stop] in DAY_PARTS:
        stop += 1
    return on(shifted(s.written, int(ahead)), stop, word, Sort.TODAY)


def shorthand_at(s: Scene, i: int) -> Point | None:
    """EOW, EOW3, EOY, EOQ; EOM may be the month or the module, and is asked about unless it names one."""
    k = s.k
    word, stop = k.t[i], i + 1
    of = stop + (k.t[stop] in ("of", "the", "in"))
    if word == "eow":
        n = k.n[of]
        if n is not None and n <= 60 and len(k.t[of]) <= 2 and not (k.t[of + 1] in ("/", ":") and k.glued[of + 1]):
            return numbered_week(s, n, of + 1)
        if k.t[of] in WEEK_STARTS:
            return week_and_day_at(s, of)
        if k.t[of] == "next":
            return this_week(s, of + 1 + (k.t[of + 1] in WEEK_WORDS), ahead=1)
        return this_week(s, stop)
    if word == "eom":
        month = month_at(s, of) if k.t[of] in MONTHS else None
        return month or missing("EOM may be the month or the module", stop, Sort.PERIOD, others=_two_ends(s))
    noun = {"eoy": "year", "eoq": "quarter"}[word]
    return replace(this_period(s, noun, stop, ahead=False), edge=Edge.END)


def _two_ends(s: Scene) -> tuple[Day, ...]:
    return (month_end(s.written.year, s.written.month), s.calendar.module.end)
