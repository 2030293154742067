"""The nth of something: the last Friday of the module, the first week of March."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date as Day
from typing import Final

from pdsync.goals.calendar import shifted
from pdsync.goals.dates.amounts import Amount, amount_at, ordinal_at, to_last_at
from pdsync.goals.dates.dated import quarter_point
from pdsync.goals.dates.days import nth_weekday
from pdsync.goals.dates.edges import edge_of, past_of, period_at
from pdsync.goals.dates.names import Named
from pdsync.goals.dates.points import Edge, Grain, Point, Sort, missing, on
from pdsync.goals.dates.said import suffix
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.weeks import calendar_week, module_point, nth_week_at, sprint_point, weekend_of
from pdsync.goals.dates.words import DAY_NAMES, WEEK_WORDS, WEEKDAYS


def nth_at(s: Scene, i: int, depth: int) -> Point | None:
    """“first week of November”, “last Friday of the module”, “the 2nd Monday in March”, “last day of mod 3”."""
    k = s.k
    nth = ordinal_at(k, i)
    if nth is None or nth[0] > 31:
        return None
    number, at = nth
    back = to_last_at(k, at)
    if back or number == -2:
        if k.t[back or at] in WEEK_WORDS:
            return nth_week_at(s, i)
        number, at = -abs(number), back or at
    at += k.t[at] in ("full", "school", "class", "whole")
    amount = amount_at(k, at) if number in (1, -1) else None
    if amount and not amount.vague and amount.count > 1:
        return _nth_amount(s, number, amount, depth)
    noun = k.t[at]
    if noun in WEEK_WORDS | set(WEEKDAYS) and k.t[at + 1] in ("back", "after", "following"):
        return _nth_after(s, number, at, depth)
    within = _within(s, at + 1, depth)
    if noun in WEEK_WORDS:
        return _nth_week(s, i, number, within) or nth_week_at(s, i)
    if noun in WEEKDAYS and within is None:
        if k.t[i] == "final":
            return _nth_weekday(s, -1, WEEKDAYS[noun], module_point(s, s.calendar.module, at + 1))
        return _nth_weekday_of_nothing(s, number, at)
    if within is not None and noun in INSIDE:
        return INSIDE[noun](s, number, WEEKDAYS.get(noun, 0), within)
    return _nth_period(s, number, at)


def _nth_after(s: Scene, number: int, at: int, depth: int) -> Point | None:
    """“the first week back”, “the second Friday after X”."""
    point, weeks = s.point_at(at, depth + 1), max(number - 1, 0)
    if point is None or point.lost or not weeks:
        return point
    return replace(point, first=shifted(point.first, 7 * weeks), last=shifted(point.last, 7 * weeks))


def _nth_weekday_of_nothing(s: Scene, number: int, at: int) -> Point | None:
    """“the third Wednesday”, of no month that is named."""
    if not 1 < number <= 5 or s.k.t[at + 1] in ("from", "after", "before"):
        return None
    name = f"{number}{suffix(number)} {DAY_NAMES[WEEKDAYS[s.k.t[at]]]}"
    return missing(f"no month is named for the {name}", at + 1, Sort.WEEKDAY)


def _nth_period(s: Scene, number: int, at: int) -> Point | None:
    """“the first quarter”, “the second sprint”, “the third module”."""
    noun = s.k.t[at]
    if noun == "quarter" and number in (1, 2, 3, 4, -1):
        return quarter_point(s, 4 if number == -1 else number, at + 1)
    if noun == "sprint" and number > 0:
        return sprint_point(s, at + 1, number=number)
    return _nth_module(s, number, at)


def _within(s: Scene, at: int, depth: int) -> Point | None:
    k = s.k
    if k.t[at] not in ("of", "in", "during", "before"):
        return None
    of = past_of(s, at + (k.t[at] in ("during", "before")))
    if k.t[of] in ("class", "classes", "school", "instruction") and k.n[of + 1] is None:
        return module_point(s, s.calendar.module, of + 1)
    point = period_at(s, of, depth)
    if point and k.t[at] == "before" and not point.lost:
        return replace(point, first=shifted(point.first, -400), last=shifted(point.first, -1), grain=Grain.MODULE)
    return point


def _nth_week(s: Scene, i: int, number: int, within: Point | None) -> Point | None:
    if within is None or within.lost or within.past:
        return within
    if within.grain is Grain.MODULE:
        return nth_week_at(s, i)
    if within.grain is Grain.DAY and within.edge is None:
        return None
    last = number == -1 or number >= 5
    if within.grain is Grain.MONTH and (within.last - within.first).days <= 31:
        day = within.last if last else shifted(within.first, 7 * number - 1)
        name = "last" if last else f"{number}{suffix(number)}"
        start = shifted(day, -6)
        others = tuple({shifted(within.first, 7 * (number - 1)), shifted(day, 1)}) if not last else ()
        return Point(
            start,
            day,
            within.stop,
            f"the {name} week of {within.label}",
            Sort.PERIOD,
            Grain.WEEK,
            others=others,
            trust=0.85,
        )
    day = within.last if number == -1 else shifted(within.first, 7 * (number - 1))
    return calendar_week(s, day, within.stop, f"that week of {within.label}")


def _nth_weekday(s: Scene, number: int, weekday: int, within: Point) -> Point | None:
    if within.lost or within.past:
        return within
    day = nth_weekday(within.first, within.last, weekday, number)
    if day is None:
        return missing(f"{within.label} has no such {DAY_NAMES[weekday]}", within.stop, Sort.WEEKDAY)
    name = "last" if number == -1 else f"{number}{suffix(number)}"
    return on(day, within.stop, f"the {name} {DAY_NAMES[weekday]} of {within.label}", Sort.WEEK, trust=0.93)


def _nth_day(s: Scene, number: int, weekday: int, within: Point) -> Point | None:
    if within.lost or within.past or within.grain is Grain.DAY:
        return within
    if number == -1:
        return edge_of(s, within, Edge.END)
    if number == 1:
        return edge_of(s, within, Edge.START)
    day = shifted(within.first, number - 1) if number > 0 else shifted(within.last, number + 1)
    name = f"day {number}" if number > 0 else f"the last day but {-number - 1}"
    return on(day, within.stop, f"{name} of {within.label}", within.sort, trust=0.85)


def _nth_weekend(s: Scene, number: int, weekday: int, within: Point) -> Point | None:
    if within.lost or within.past:
        return within
    saturday = nth_weekday(within.first, within.last, 5, number)
    return weekend_of(s, saturday, within.stop, f"that weekend of {within.label}", trust=0.85) if saturday else None


def _half(s: Scene, number: int, weekday: int, within: Point) -> Point | None:
    if within.lost or within.past or number not in (1, 2, -1):
        return within
    return edge_of(s, within, Edge.MIDDLE if number == 1 else Edge.END)


def _last_part(s: Scene, number: int, weekday: int, within: Point) -> Point | None:
    return edge_of(s, within, Edge.END) if number == -1 else None


INSIDE: Final[Mapping[str, Callable[[Scene, int, int, Point], Point | None]]] = {
    **dict.fromkeys(WEEKDAYS, _nth_weekday),
    **dict.fromkeys(("day", "school", "class"), _nth_day),
    **dict.fromkeys(("third", "part"), _last_part),
    "weekend": _nth_weekend,
    "half": _half,
}
"""What may be counted within something longer; each gets the scene, the number, the weekday and the longer time."""


def _nth_module(s: Scene, number: int, at: int) -> Point | None:
    named = s.names.at(s.k, at)
    if named is None or named[0].kind is not Named.MODULE_WORD or number < 1:
        return None
    module = s.calendar.module_numbered(number)
    return module_point(s, module, named[1], label=f"module {number}") if module else None


def _nth_amount(s: Scene, number: int, amount: Amount, depth: int) -> Point | None:
    """“the last two weeks of the module”, “the first 3 weeks”."""
    within = _within(s, amount.stop, depth)
    if number == -1:
        if within or s.k.t[amount.stop - 3 : amount.stop].count("final"):
            return edge_of(s, within or module_point(s, s.calendar.module, amount.stop), Edge.END)
        return Point(Day.min, Day.min, amount.stop, "the past", Sort.LENGTH, past=True)
    start = within.first if within and not within.lost else s.calendar.module.start
    due = amount.from_(start, s.calendar)
    if due is None or (within is None and s.k.t[amount.stop - 1] not in WEEK_WORDS):
        return None
    due = s.calendar.last_school_day(shifted(due, -7)) if amount.unit == "week" else shifted(due, -1)
    return on(due, within.stop if within else amount.stop, "the first weeks", Sort.WEEK, trust=0.7)
