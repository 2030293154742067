"""Weekdays: alone, with their date, in a week, before or after something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Day

from pdsync.goals.calendar import NextWeekday, SameWeekday, shifted
from pdsync.goals.dates.amounts import amount_at, number_at, ordinal_at
from pdsync.goals.dates.days import day_of, month_start
from pdsync.goals.dates.monthly import COMPANY, day_month_at, day_number_at, month_at
from pdsync.goals.dates.noise import clock_at
from pdsync.goals.dates.numeric import numeric_at
from pdsync.goals.dates.points import Grain, Point, Sort, on
from pdsync.goals.dates.said import suffix
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.weeks import WEEK_STARTS, modified_week, modifier_at, nth_week_at, week_at
from pdsync.goals.dates.words import (
    BEHIND,
    COMING,
    DAY_NAMES,
    DAY_PARTS,
    DOUBTFUL,
    FUNCTION,
    MODIFIERS,
    MONTHS,
    THIS,
    WEEK_WORDS,
    WEEKDAYS,
    words,
)

JOINERS = words("or and / & + - to")


def weekday_at(s: Scene, i: int) -> Point | None:
    """A weekday, alone or with a day number, a date or a week: Friday, Monday the 27th, Fri of W5, Friday week."""
    k = s.k
    weekday = WEEKDAYS[k.t[i]]
    at = after_weekday(s, i)
    dated = dated_weekday(s, weekday, at)
    if dated:
        return dated
    if k.t[i] in DOUBTFUL and not _is_weekday(s, i):
        return None
    if k.t[at] in JOINERS and k.t[at + 1] in WEEKDAYS:
        pair = _pair(s, weekday, at)
        if pair:
            return pair
    week = _week_of_weekday(s, at)
    if week:
        return in_week(s, week, weekday)
    if k.t[at] in WEEK_WORDS and k.t[at + 1] not in ("of", "before", "after"):
        day = shifted(coming(s, weekday), 7)
        return on(day, at + 1, f"{DAY_NAMES[weekday]} week", Sort.WEEKDAY, trust=0.85, others=(shifted(day, -7),))
    if k.t[at] == "fortnight":
        return on(shifted(coming(s, weekday), 14), at + 1, f"{DAY_NAMES[weekday]} fortnight", Sort.WEEKDAY, trust=0.85)
    if k.t[at : at + 2] == ["after", "next"]:
        day = shifted(s.calendar.weekday_of(shifted(s.written, 7), weekday), 7)
        return on(day, at + 2, f"the {DAY_NAMES[weekday]} after next", Sort.WEEKDAY, trust=0.8)
    ahead = _weeks_ahead(s, weekday, at)
    if ahead:
        return ahead
    day = coming(s, weekday)
    return on(day, at, DAY_NAMES[weekday], Sort.WEEKDAY, trust=0.95)


def _weeks_ahead(s: Scene, weekday: int, at: int) -> Point | None:
    """“Friday in two weeks”, “the Friday two weeks from now”: that day of the week so far ahead."""
    k = s.k
    amount = amount_at(k, at + (k.t[at] == "in"))
    if amount is None or amount.unit != "week" or amount.vague or amount.least is not None:
        return None
    stop = amount.stop
    if k.t[stop] in ("from", "after") and k.t[stop + 1] in ("now", "today"):
        stop += 2
    elif k.t[stop] in ("out", "away", "hence", "time"):
        stop += 1
    elif k.t[at] != "in":
        return None
    day = s.calendar.weekday_of(shifted(s.written, round(7 * amount.count)), weekday)
    name = f"{DAY_NAMES[weekday]} in {round(amount.count)} weeks"
    return on(day, stop, name, Sort.WEEKDAY, trust=0.75, others=(shifted(day, 7), shifted(day, -7)))


def after_weekday(s: Scene, i: int) -> int:
    """The token after a weekday and its full stop, and after the time of day it goes with."""
    k = s.k
    at = i + 1
    if k.t[at] == "." and len(k.t[i]) <= 5 and not s.k.ends_sentence(at):
        at += 1
    while k.t[at] in DAY_PARTS:
        at += 1
    return clock_at(s, at + (k.t[at] in ("at", "@", "by"))) or at


def _is_weekday(s: Scene, i: int) -> bool:
    k = s.k
    before, after = k.t[i - 1], k.t[i + 1]
    return (
        (i == 0 and not (after.isalpha() and after not in FUNCTION))
        or before in COMPANY
        or before in WEEKDAYS
        or after in WEEKDAYS
        or (before in JOINERS and k.t[i - 2] in WEEKDAYS)
        or (after in JOINERS and k.t[i + 2] in WEEKDAYS)
        or before in DAY_PARTS
        or before in ("\n", "(", ",", "coming", "eod", "@")
        or after in DAY_PARTS
        or k.t[i] == "mon"
        or k.named_inside(i)
    )


def dated_weekday(s: Scene, weekday: int, at: int) -> Point | None:
    """A weekday that says its date: the day number decides, but a disagreement is doubtful."""
    k = s.k
    while k.t[at] in (",", "(", "the", "-", "on", "."):
        if k.t[at] == "." and k.ends_sentence(at):
            return None
        at += 1
    number = ordinal_at(k, at)
    n = k.n[at]
    point = numeric_at(s, at) or (month_at(s, at) if k.t[at] in MONTHS else None)
    if point is None and (n is not None or (number and number[0] > 0)):
        point = day_month_at(s, at) or _numbered_day(s, weekday, at)
    if point is None or point.lost or point.grain is not Grain.DAY:
        return None
    stop = point.stop + (k.t[point.stop] == ")" and "(" in k.t[at - 2 : at])
    point = point.upto(stop)
    if point.day.weekday() == weekday:
        return replace(point, label=f"{DAY_NAMES[weekday]} {point.label}")
    near = min((shifted(point.day, d) for d in range(-3, 4)), key=lambda day: (day.weekday() != weekday, day))
    label = f"{point.label}, though that is a {DAY_NAMES[point.day.weekday()]},"
    return replace(point, trust=0.5, others=(near,), label=label)


def _numbered_day(s: Scene, weekday: int, at: int) -> Point | None:
    """“Monday the 27th”, “Fri 18”: the first such number ahead."""
    k = s.k
    point = day_number_at(s, at)
    if point:
        return point
    n = k.n[at]
    plain = n is not None and 1 <= n <= 31 and len(k.t[at]) <= 2 and k.t[at + 1] not in ("am", "pm", "x", "/", "-", ".")
    if not plain or k.t[at + 1] == ":" or (k.t[at - 1] not in WEEKDAYS and k.t[at - 1] != "the"):
        return None
    for ahead in range(3):
        start = month_start(s.written.year, s.written.month + ahead)
        day = day_of(start.year, start.month, n or 0)
        if day and day >= s.written and day.weekday() == weekday:
            return on(day, at + 1, f"the {n}{suffix(n or 0)}", Sort.ABSOLUTE, trust=0.93)
    return None


def _pair(s: Scene, weekday: int, at: int) -> Point | None:
    """“Thurs or Fri of W5”: the later of two weekdays, both of the week that is named, if one is."""
    second = weekday_at(s, at + 1)
    if second is None or second.lost:
        return None
    other = WEEKDAYS[s.k.t[at + 1]]
    if second.sort is Sort.WEEK:
        first = s.calendar.weekday_of(second.day, weekday)
    else:
        first = coming(s, weekday)
        if s.k.t[at] in ("-", "to") and second.day < first:
            second = replace(second, first=shifted(second.day, 7), last=shifted(second.day, 7))
    late, early = max(first, second.day), min(first, second.day)
    label = f"the later of {DAY_NAMES[weekday]} and {DAY_NAMES[other]}"
    return on(late, second.stop, label, second.sort, trust=min(0.85, second.trust), others=(early,))


def _week_of_weekday(s: Scene, at: int) -> Point | None:
    """The week after a weekday: "of week 4", "next week", ", W5"."""
    k = s.k
    while k.t[at] in ("of", "in", "during", ",", "-", "on", "the", "("):
        at += 1
    point = week_at(s, at) if k.t[at] in WEEK_STARTS else None
    if point is None and k.t[at] in MODIFIERS - BEHIND:
        word, step = modifier_at(k, at)
        point = modified_week(s, word, step) if k.t[step] in WEEK_WORDS else None
    if point is None:
        point = nth_week_at(s, at)
    if point is None and k.t[at] in ("that", "same") and k.t[at + 1] in WEEK_WORDS:
        return None
    return point if point and point.grain is Grain.WEEK and not point.past else None


def in_week(s: Scene, week: Point, weekday: int) -> Point:
    """A weekday of a week."""
    if week.lost:
        return week
    day = s.calendar.weekday_of(week.first, weekday)
    label = f"{DAY_NAMES[weekday]} of {week.label}"
    point = on(day, week.stop, label, Sort.WEEK, trust=min(week.trust, _inside(s, day)))
    return replace(point, start=week.start)


def _inside(s: Scene, day: Day) -> float:
    """Less trust in a weekday that lies behind the module's end."""
    return 0.97 if day <= s.calendar.module.end or day > shifted(s.calendar.module.end, 7) else 0.6


def coming(s: Scene, weekday: int) -> Day:
    """The first such weekday after the day of writing."""
    ahead = (weekday - s.written.weekday()) % 7
    if not ahead and s.calendar.same_weekday is SameWeekday.NEXT_WEEK:
        ahead = 7
    return shifted(s.written, ahead)


def this_weekday(s: Scene, word: str, at: int) -> Point:
    """“next Friday”, “the coming Friday”, “this Friday”; `at`: the token of the weekday."""
    k, calendar = s.k, s.calendar
    weekday = WEEKDAYS[k.t[at]]
    name = DAY_NAMES[weekday]
    stop = after_weekday(s, at)
    dated = dated_weekday(s, weekday, stop)
    if dated:
        return dated
    ahead = coming(s, weekday)
    if word in THIS:
        day = calendar.weekday_of(s.written, weekday)
        if day < s.written:
            return on(ahead, stop, f"the coming {name}", Sort.WEEKDAY, trust=0.6, others=(day,))
        return on(day, stop, f"this {name}", Sort.WEEKDAY, trust=0.95)
    if word in COMING:
        return on(ahead, stop, f"the coming {name}", Sort.WEEKDAY, trust=0.95)
    later = calendar.weekday_of(shifted(s.written, 7), weekday)
    if calendar.next_weekday is NextWeekday.COMING:
        ahead, later = later, ahead
    trust = 0.95 if later == ahead else 0.75
    return on(later, stop, f"next {name}", Sort.WEEKDAY, trust=trust, others=(ahead,))


def weekdays_ahead(s: Scene, i: int) -> Point | None:
    """“two Fridays from now”, “in two Mondays”."""
    k = s.k
    number = number_at(k, i)
    if number is None or not 1 <= number[0] <= 20:
        return None
    noun = k.t[number[1]]
    single = noun[:-1] if noun.endswith("s") else ""
    if single not in WEEKDAYS:
        return None
    day = shifted(coming(s, WEEKDAYS[single]), 7 * (int(number[0]) - 1))
    stop = number[1] + 1
    after = k.t[stop] in ("from", "after") and k.t[stop + 1] in ("now", "today")
    said = k.t[i - 1] in ("in", "within", "next")
    return (
        on(
            day,
            stop + 2 * after,
            f"{DAY_NAMES[WEEKDAYS[single]]} no. {int(number[0])} from now",
            Sort.WEEKDAY,
            trust=0.9,
        )
        if after or said
        else None
    )


def week_and_day_at(s: Scene, i: int) -> Point | None:
    """A numbered week, and a day of it where one follows: week 4, W4D5, week 4 Friday."""
    week = week_at(s, i)
    return day_of_week(s, week) if week else None


SPECIFYING = words(", - ( on the probably say likely maybe possibly so like specifically by around")
"""Between a week and the day of it that is meant."""


def day_of_week(s: Scene, week: Point) -> Point:
    """A day after a week: "week 4 Friday", "W4D5", "week 2, day 3"."""
    k = s.k
    at = week.stop
    if week.lost:
        return week
    while k.t[at] in SPECIFYING and at < week.stop + 4:
        at += 1
    if k.t[week.stop] in ("by", "the"):
        at = week.stop
    letter = k.t[at] in ("day", "d") and (k.n[at + 1] is not None or number_at(k, at + 1))
    if letter:
        number = number_at(k, at + 1)
        if number and 1 <= number[0] <= 7:
            day = shifted(s.calendar.weekday_of(week.first, 0), int(number[0]) - 1)
            return on(day, number[1], f"day {int(number[0])} of {week.label}", Sort.WEEK, trust=0.95)
    if k.t[at] in WEEKDAYS:
        after = at + 1
        dated = dated_weekday(s, WEEKDAYS[k.t[at]], after)
        if dated is None and (at == week.stop or k.t[week.stop] != "," or k.t[after] not in WEEK_STARTS):
            return in_week(s, week.upto(after), WEEKDAYS[k.t[at]])
    return week
