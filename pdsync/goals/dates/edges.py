"""The start, the middle and the end of a stretch of days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Day
from typing import Final

from pdsync.goals.calendar import shifted
from pdsync.goals.dates.ahead import this_period
from pdsync.goals.dates.amounts import amount_at
from pdsync.goals.dates.named import module_at, program_point
from pdsync.goals.dates.names import TERM_WORDS, Named
from pdsync.goals.dates.points import Edge, Grain, Point, Sort, missing, on
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.weeks import module_point, sprint_point, this_week, weekend_of
from pdsync.goals.dates.words import MIDDLE_NOUNS, START_NOUNS, WEEK_WORDS, words


def edge_of(s: Scene, point: Point, edge: Edge) -> Point:
    """The start, middle or end of a point."""
    if point.lost or point.past:
        return point
    if edge is Edge.END:
        return replace(point, first=point.day, last=point.day, due=None, grain=Grain.DAY, edge=edge)
    if edge is Edge.START:
        day = point.first
        label = point.label if point.grain is Grain.DAY else f"the start of {point.label}"
        return replace(point, first=day, last=day, due=None, grain=Grain.DAY, edge=edge, label=label, others=())
    middle, trust = _middle(s, point)
    if middle is None:
        return missing(f"the middle of {point.label} may be any of several days", point.stop, point.sort)
    label = f"the middle of {point.label}"
    return replace(
        point, first=middle, last=middle, due=None, grain=Grain.DAY, edge=edge, label=label, others=(), trust=trust
    )


def _middle(s: Scene, point: Point) -> tuple[Day | None, float]:
    length = (point.last - point.first).days
    if point.grain is Grain.WEEK:
        return s.calendar.weekday_of(point.first, 2), 0.93
    if point.grain is Grain.MONTH and length <= 31:
        return point.first.replace(day=15), 0.93
    if point.grain is Grain.MODULE:
        middle = s.names.middle
        return (middle, 0.8) if middle and point.first <= middle <= point.last else (None, 0)
    if point.grain is Grain.DAY:
        return point.day, point.trust
    return shifted(point.first, length // 2), 0.5


def past_of(s: Scene, i: int) -> int:
    """The token after "of the", "of", "-of-the-", "through"."""
    k = s.k
    while k.t[i] in ("of", "the", "-", "my", "our", "in", "through", "point", "to", "a") and k.t[i]:
        i += 1
    return i


SCHOOL: Final = words("school calendar working work class training current")
CLASSES: Final = words("class classes school")
SPANS: Final = {"month": "month", "mo": "month", "year": "year", "yr": "year", "quarter": "quarter"}


def unit_period(s: Scene, i: int) -> Point | None:
    """“week”, “month”, “year”, “module”, “program” after “end of the”: those of the day of writing."""
    k = s.k
    if k.t[i] in SCHOOL and (k.t[i + 1] in WEEK_WORDS or k.t[i + 1] in SPANS):
        if k.t[i + 1] == "year" and k.t[i] not in ("calendar", "current"):
            said = "end of the school year"
            return missing("the school year is not on the calendar", i + 2, Sort.PERIOD, unknown=said)
        i += 1
    word, stop = k.t[i], i + 1
    if word in WEEK_WORDS:
        return this_week(s, stop)
    if word == "weekend":
        return weekend_of(s, s.written, stop, "this weekend")
    if word in SPANS:
        return this_period(s, SPANS[word], stop, ahead=False)
    if word == "sprint":
        return sprint_point(s, stop)
    return _school_period(s, i)


def _school_period(s: Scene, i: int) -> Point | None:
    """“module”, “program”, “term”, and “class” in “the last day of class”."""
    k = s.k
    word, stop = k.t[i], i + 1
    named = s.names.at(k, i)
    if named and named[0].kind is Named.PROGRAM:
        return program_point(s, named[1])
    if named and named[0].kind is Named.MODULE_WORD:
        return module_at(s, i, named[1]) or module_point(s, s.calendar.module, named[1])
    term = word in TERM_WORDS and k.n[stop] is None
    of_class = word in CLASSES and k.t[i - 1] in ("of", "last") and k.t[i - 2] in ("day", "last")
    return module_point(s, s.calendar.module, stop) if term or of_class else None


def period_at(s: Scene, i: int, depth: int) -> Point | None:
    """The stretch of days named at token i, also a bare "week" or "module": that of the day of writing."""
    amount = amount_at(s.k, i)
    if amount and s.names.at(s.k, amount.stop):
        i = amount.stop
    point = s.point_at(i, depth + 1)
    if point and point.sort is not Sort.LENGTH:
        return point
    return unit_period(s, i) or point


def edge_at(s: Scene, i: int, depth: int) -> Point | None:
    """“end of week 4”, “start of mod 3”, “middle of March”, “end April”."""
    k = s.k
    word, at = k.t[i], i + 1
    edge = Edge.START if word in START_NOUNS else Edge.MIDDLE if word in MIDDLE_NOUNS else Edge.END
    way = k.t[at] in ("way", "-") and edge is Edge.MIDDLE
    at += 1 + (k.t[at + 1] == "way") if way else 0
    of = past_of(s, at)
    said = (
        k.t[i - 1] in ("i", "we")
        and word in ("start", "begin")
        and k.t[i - 2] in ("time", "before", "when", "until", "once")
    )
    linked = of > at and (edge is Edge.MIDDLE or "of" in k.t[at:of] or "-" in k.t[at:of])
    joined = linked or said or way or word in ("mid", "halfway", "midway") or (edge is Edge.END and word == "end")
    if not joined:
        return None
    if word in ("half", "halfway", "midway") and "through" not in k.t[at:of] and k.t[at] not in ("of", "in", "into"):
        return None
    point = period_at(s, of, depth)
    if point is None or (point.grain is Grain.DAY and point.edge is None and of == at and word == "end"):
        return None
    if point.verb and point.lost:
        return None
    return edge_of(s, point, edge)


def mid_at(s: Scene, i: int, depth: int) -> Point | None:
    """“mid-March”, “mid week 3”, “midweek”."""
    k = s.k
    if (
        k.t[i] == "midweek"
        or (k.t[i + 1] == "week" and k.n[i + 2] is None)
        or (k.t[i + 1 : i + 3] == ["-", "week"] and k.n[i + 3] is None)
    ):
        at = i + 1 if k.t[i] == "midweek" else i + 2 + (k.t[i + 1] == "-")
        ahead = k.t[at] in ("next", "of") and k.t[at + 1] in ("week", "next")
        wednesday = s.calendar.weekday_of(shifted(s.written, 7) if ahead else s.written, 2)
        day = wednesday if wednesday >= s.written else shifted(wednesday, 7)
        return on(day, at + 2 * ahead, "midweek", Sort.WEEKDAY, trust=0.7)
    return edge_at(s, i, depth)


def early_late_at(s: Scene, i: int, depth: int) -> Point | None:
    """“early March” is the 10th, “late March” its last day."""
    k = s.k
    at = i + 1
    while k.t[at] in ("in", "-", "on", "part", "of", "the", "half"):
        at += 1
    if k.t[at] in ("this", "next") and k.t[at + 1] == "day":
        return None
    point = period_at(s, at, depth) if k.t[at] not in ("day", "year") or k.t[at - 1] in ("the", "in") else None
    if point is None or point.lost or point.past or point.grain is Grain.DAY or point.sort is Sort.LENGTH:
        return point if point and point.grain is Grain.DAY and not point.past else None
    if k.t[i] == "late" or k.t[i] == "later" or k.t[i] == "latter":
        return edge_of(s, point, Edge.END)
    label = f"early {point.label}"
    if point.grain is Grain.MONTH:
        day, trust = point.first.replace(day=10), 0.9 if (point.last - point.first).days <= 31 else 0.3
        return on(day, point.stop, label, Sort.PERIOD, trust=trust)
    day = shifted(s.calendar.weekday_of(point.first, 0), 1) if point.grain is Grain.WEEK else point.first
    return on(day, point.stop, label, point.sort, trust=0.5, others=(point.first, shifted(day, 1)))


def unit_edge_at(s: Scene, i: int, depth: int) -> Point | None:
    """“month end”, “year-end”, “week's end”."""
    k = s.k
    at = i + 1 + (k.t[i + 1] == "-")
    if k.t[at] != "end" or k.t[at + 1] == "of":
        return None
    period = unit_period(s, i)
    return None if period is None else edge_of(s, period.upto(at + 1), Edge.END)
