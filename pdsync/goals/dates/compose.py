"""Points made of points: ends and middles, two weeks before X, the Friday after X, the week of X, from X to Y."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date as Day

from pdsync.goals.calendar import shifted
from pdsync.goals.dates import absolute, relative
from pdsync.goals.dates.amounts import Amount, amount_at, number_at, ordinal_at
from pdsync.goals.dates.names import Name, Named
from pdsync.goals.dates.points import Edge, Grain, Point, Sort, missing, month_end, month_start, nth_weekday, on
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import (
    BEGINS,
    DAY_NAMES,
    END_NOUNS,
    ENDS,
    FUNCTION,
    HOURS,
    MIDDLE_NOUNS,
    MONTH_NAMES,
    MONTHS,
    NUMBERS,
    ORDINALS,
    SEASONS,
    START_NOUNS,
    WEEK_WORDS,
    WEEKDAYS,
    words,
)

DEEPEST = 6
BEFORES = words("before preceding prior ahead")
AFTERS = words("after following from past since into")
DAYLIKE = (Grain.DAY, Grain.WEEKEND, Grain.BREAK)
Parser = Callable[[Scene, int, int], Point | None]


def point_at(s: Scene, i: int, depth: int = 0) -> Point | None:
    """The time that is named from token i on, as long as it goes; None if none is."""
    if depth > DEEPEST:
        return None
    point = _plain(s, i, depth)
    return None if point is None else _extended(s, point, depth)


def _plain(s: Scene, i: int, depth: int) -> Point | None:
    k = s.k
    named = s.names.at(k, i)
    if named:
        point = _named(s, i, *named)
        if point:
            return point
    for parser in PARSERS.get(k.t[i], NUMERIC if k.n[i] is not None else ()):
        point = parser(s, i, depth)
        if point:
            return point
    return None


# -- names ------------------------------------------------------------------------------------------------------------


def _named(s: Scene, i: int, name: Name, stop: int) -> Point | None:
    k = s.k
    match name.kind:
        case Named.MILESTONE:
            point = on(name.first, stop, name.label, Sort.NAMED, trust=0.96)
            edge = Edge.END if name.closing else None
            return _week_of_name(s, replace(point, work=name.work, verb=name.verb, edge=edge))
        case Named.BREAK:
            point = Point(name.first, name.last, stop, name.label, Sort.NAMED, Grain.BREAK, trust=0.95)
            return _week_of_name(s, point)
        case Named.HOLIDAY:
            return _holiday(s, i, name, stop)
        case Named.UNKNOWN:
            why = f"“{name.label}” is not on the calendar"
            point = missing(why, stop, Sort.NAMED, unknown=name.label)
            return replace(point, work=name.work, verb=name.verb)
        case Named.MODULE:
            return Point(name.first, name.last, stop, name.label, Sort.PERIOD, Grain.MODULE, trust=0.95)
        case Named.PROGRAM:
            return _program(s, stop) if k.t[i - 1] in ("the", "this", "my", "our", "of", "entire", "whole") else None
        case Named.MODULE_WORD:
            return _module(s, i, stop)
    return None


def _week_of_name(s: Scene, point: Point) -> Point:
    """ "demo day week" and "finals week" are the week that the day lies in."""
    word = s.k.t[point.stop]
    if word == "week" and s.k.t[point.stop + 1] not in ("before", "after"):
        return _calendar_week(s, point.first, point.stop + 1, f"the week of {point.label}")
    if word == "weekend":
        return relative.weekend_of(s, point.first, point.stop + 1, f"{point.label} weekend", trust=0.9)
    return point


def _calendar_week(s: Scene, day: Day, stop: int, label: str) -> Point:
    start = s.calendar.first_day(day)
    due = s.calendar.last_school_day(day)
    return Point(start, shifted(start, 6), stop, label, Sort.WEEK, Grain.WEEK, due=due, trust=0.93)


def _holiday(s: Scene, i: int, name: Name, stop: int) -> Point | None:
    k = s.k
    pause = s.names.pause_called(name.label)
    over = k.t[i - 1] in ("over", "during", "throughout", "all") or k.t[i - 2] in ("over", "during")
    if pause and (over or name.label.startswith("Easter")):
        return Point(*pause, stop, f"{name.label} break", Sort.NAMED, Grain.BREAK, trust=0.9)
    if name.year_of is None:
        return None
    year, after = absolute._year_at(s, stop) or (None, stop)
    if year is not None:
        return on(name.year_of(year), after, name.label, Sort.NAMED, trust=0.95)
    day = name.year_of(s.written.year)
    if day < s.written and (s.written.year < 9999):
        ahead = name.year_of(s.written.year + 1)
        late = (s.written - day).days <= 14 and (ahead - s.written).days > 300 and (day.month, day.day) != (12, 31)
        day = day if late else ahead
    point = on(day, stop, name.label, Sort.NAMED, trust=0.95)
    if k.t[stop] == "weekend":
        sunday = shifted(day, 6 - day.weekday()) if day.weekday() else day
        return Point(
            shifted(sunday, -1), sunday, stop + 1, f"{name.label} weekend", Sort.WEEK, Grain.WEEKEND, trust=0.85
        )
    if k.t[stop] in ("break", "vacation", "recess", "holidays", "hols", "holiday"):
        if pause:
            return Point(*pause, stop + 1, f"{name.label} break", Sort.NAMED, Grain.BREAK, trust=0.93)
        said = f"{name.label} {k.t[stop]}".lower()
        return missing(f"“{said}” is not on the calendar", stop + 1, Sort.NAMED, unknown=said)
    return _week_of_name(s, point)


def _program(s: Scene, stop: int) -> Point:
    modules = (*s.calendar.modules, s.calendar.module)
    end = s.names.graduation
    last = end or max(module.end for module in modules)
    first = min(min(module.start for module in modules), last)
    trust = 0.96 if end else 0.6
    return Point(first, last, stop, "the program", Sort.PERIOD, Grain.MODULE, trust=trust)


def _module(s: Scene, i: int, stop: int) -> Point | None:
    """ "mod 3", or "the module" where the words before it speak of time."""
    k, calendar = s.k, s.calendar
    at = stop + (k.t[stop] in ("#", "-"))
    number = number_at(k, at)
    if number and number[0] == int(number[0]) and k.t[number[1]] not in ("%", "/", "hours", "weeks", "days"):
        week = _week_in_module(s, int(number[0]), number[1])
        if week:
            return week
        module = calendar.module_numbered(int(number[0]))
        if module is None:
            return missing(f"the calendar has no module {int(number[0])}", number[1], Sort.PERIOD)
        return relative.module_point(s, module, number[1], label=f"module {module.number}")
    before, further = k.t[i - 1], k.t[i - 2]
    spoken = before in ("the", "this", "my", "our", "current", "entire", "whole") and further in PERIOD_BEFORE
    begun = k.t[stop] in ENDS | BEGINS or k.t[stop : stop + 2] == ["is", "over"]
    if spoken or before in ("of", "during", "throughout") or begun:
        return relative.module_point(s, calendar.module, stop)
    return None


PERIOD_BEFORE = words(
    "of during throughout in over for within by until till before through after end rest remainder when once entire into"
)


def _week_in_module(s: Scene, module: int, at: int) -> Point | None:
    """ "mod 2 week 3", "M2W3"."""
    k = s.k
    step = at + (k.t[at] in (",", "-"))
    if k.t[step] in relative.WEEK_STARTS and s.calendar.module_numbered(module):
        return relative.week_at(s, step, s.calendar.module_numbered(module))
    return None


def _short_module(s: Scene, i: int, depth: int) -> Point | None:
    """M3, M2W3."""
    k = s.k
    n = k.n[i + 1]
    if n is None or not k.glued[i + 1] or len(k.t[i + 1]) > 1:
        return None
    week = _week_in_module(s, n, i + 2)
    module = s.calendar.module_numbered(n)
    if week or module is None or k.glued[i + 2] and k.t[i + 2].isalpha():
        return week
    return relative.module_point(s, module, i + 2, label=f"module {n}")


# -- edges ------------------------------------------------------------------------------------------------------------


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
    day, trust = _middle(s, point)
    if day is None:
        return missing(f"the middle of {point.label} may be any of several days", point.stop, point.sort)
    label = f"the middle of {point.label}"
    return replace(
        point, first=day, last=day, due=None, grain=Grain.DAY, edge=edge, label=label, others=(), trust=trust
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


def _of(s: Scene, i: int) -> int:
    """The token after "of the", "of", "-of-the-", "through"."""
    k = s.k
    while k.t[i] in ("of", "the", "-", "my", "our", "in", "through", "point", "to", "a") and k.t[i]:
        i += 1
    return i


def _unit_period(s: Scene, i: int) -> Point | None:
    """ "week", "month", "year", "module", "program" after "end of the": those of the day of writing."""
    k = s.k
    word, stop = k.t[i], i + 1
    if word in ("school", "calendar", "working", "work", "class", "training", "current") and k.t[i + 1] in (
        *WEEK_WORDS,
        "month",
        "year",
    ):
        if k.t[i + 1] == "year" and word not in ("calendar", "current"):
            return missing(
                "the school year is not on the calendar", i + 2, Sort.PERIOD, unknown="end of the school year"
            )
        word, stop = k.t[i + 1], i + 2
    if word in WEEK_WORDS:
        return relative.this_week(s, stop)
    if word == "weekend":
        return relative.weekend_of(s, s.written, stop, "this weekend")
    if word in ("month", "mo", "year", "yr", "quarter"):
        return relative._this_period(s, {"mo": "month", "yr": "year"}.get(word, word), stop, ahead=False)
    if word == "sprint":
        return relative.sprint_point(s, stop)
    named = s.names.at(k, i)
    if named and named[0].kind is Named.PROGRAM:
        return _program(s, named[1])
    if named and named[0].kind is Named.MODULE_WORD:
        return _module(s, i, named[1]) or relative.module_point(s, s.calendar.module, named[1])
    if word in ("term", "phase", "semester", "inning", "trimester") and k.n[stop] is None:
        return relative.module_point(s, s.calendar.module, stop)
    if word in ("class", "classes", "school") and k.t[i - 1] in ("of", "last"):
        return relative.module_point(s, s.calendar.module, stop) if k.t[i - 2] in ("day", "last") else None
    return None


def _period_at(s: Scene, i: int, depth: int) -> Point | None:
    point = point_at(s, i, depth + 1)
    if point and point.sort is not Sort.LENGTH:
        return point
    return _unit_period(s, i) or point


def _edge(s: Scene, i: int, depth: int) -> Point | None:
    """ "end of week 4", "start of mod 3", "middle of March", "end April"."""
    k = s.k
    word, at = k.t[i], i + 1
    edge = Edge.START if word in START_NOUNS else Edge.MIDDLE if word in MIDDLE_NOUNS else Edge.END
    way = k.t[at] in ("way", "-") and edge is Edge.MIDDLE
    at += 1 + (k.t[at + 1] == "way") if way else 0
    of = _of(s, at)
    joined = of > at or way or word in ("mid", "halfway", "midway") or edge is Edge.END and word == "end"
    if not joined:
        return None
    if word in ("half", "halfway", "midway") and "through" not in k.t[at:of] and k.t[at] not in ("of", "in", "into"):
        return None
    point = _period_at(s, of, depth)
    if point is None or (point.grain is Grain.DAY and point.edge is None and of == at and word == "end"):
        return None
    if point.verb and point.lost:
        return None
    return edge_of(s, point, edge)


def _mid(s: Scene, i: int, depth: int) -> Point | None:
    """ "mid-March", "mid week 3", "midweek"."""
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
    return _edge(s, i, depth)


def _early_late(s: Scene, i: int, depth: int) -> Point | None:
    """ "early March" is the 10th, "late March" its last day."""
    k = s.k
    at = i + 1
    while k.t[at] in ("in", "-", "on", "part", "of", "the", "half"):
        at += 1
    if k.t[at] in ("this", "next") and k.t[at + 1] == "day":
        return None
    point = _period_at(s, at, depth) if k.t[at] not in ("day", "year") or k.t[at - 1] in ("the", "in") else None
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


def _unit_edge(s: Scene, i: int, depth: int) -> Point | None:
    """ "month end", "year-end", "week's end"."""
    k = s.k
    at = i + 1 + (k.t[i + 1] == "-")
    if k.t[at] != "end" or k.t[at + 1] == "of":
        return None
    period = _unit_period(s, i)
    return None if period is None else edge_of(s, period.upto(at + 1), Edge.END)


# -- the nth of something ---------------------------------------------------------------------------------------------


def _nth(s: Scene, i: int, depth: int) -> Point | None:
    """ "first week of November", "last Friday of the module", "the 2nd Monday in March", "last day of mod 3"."""
    k = s.k
    nth = ordinal_at(k, i)
    if nth is None or nth[0] > 31:
        return None
    number, at = nth
    if k.t[at : at + 2] == ["to", "last"]:
        return relative.nth_week_at(s, i)
    at += k.t[at] in ("full", "school", "class", "whole")
    amount = amount_at(k, at) if number in (1, -1) else None
    if amount and not amount.vague and amount.count > 1:
        return _nth_amount(s, number, amount, depth)
    noun = k.t[at]
    within = _within(s, at + 1, depth)
    if noun in WEEK_WORDS or noun == "wk":
        return _nth_week(s, i, number, within) or relative.nth_week_at(s, i)
    if noun in WEEKDAYS and within:
        return _nth_weekday(s, number, WEEKDAYS[noun], within)
    if noun in ("day", "school", "class") and within:
        return _nth_day(s, number, within)
    if noun == "weekend" and within:
        return _nth_weekend(s, number, within)
    if noun == "half" and within:
        return _half(s, number, within)
    if noun == "quarter" and number in (1, 2, 3, 4, -1):
        return absolute.quarter_point(s, 4 if number == -1 else number, at + 1)
    if noun == "sprint" and number > 0:
        return relative.sprint_point(s, at + 1, number=number)
    if noun in ("third", "part") and within and number == -1:
        return edge_of(s, within, Edge.END)
    return _nth_module(s, number, at)


def _within(s: Scene, at: int, depth: int) -> Point | None:
    k = s.k
    if k.t[at] not in ("of", "in", "during", "before"):
        return None
    of = _of(s, at + (k.t[at] in ("during", "before")))
    if k.t[of] in ("class", "classes", "school", "instruction") and k.n[of + 1] is None:
        return relative.module_point(s, s.calendar.module, of + 1)
    point = _period_at(s, of, depth)
    if point and k.t[at] == "before" and not point.lost:
        return replace(point, first=shifted(point.first, -400), last=shifted(point.first, -1), grain=Grain.MODULE)
    return point


def _nth_week(s: Scene, i: int, number: int, within: Point | None) -> Point | None:
    if within is None or within.lost or within.past:
        return within
    if within.grain is Grain.MODULE:
        return relative.nth_week_at(s, i)
    if within.grain is Grain.DAY and within.edge is None:
        return None
    last = number == -1 or number >= 5
    if within.grain is Grain.MONTH and (within.last - within.first).days <= 31:
        day = within.last if last else shifted(within.first, 7 * number - 1)
        name = "last" if last else f"{number}{absolute.suffix(number)}"
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
    return _calendar_week(s, day, within.stop, f"that week of {within.label}")


def _nth_weekday(s: Scene, number: int, weekday: int, within: Point) -> Point | None:
    if within.lost or within.past:
        return within
    day = nth_weekday(within.first, within.last, weekday, number)
    if day is None:
        return missing(f"{within.label} has no such {DAY_NAMES[weekday]}", within.stop, Sort.WEEKDAY)
    name = "last" if number == -1 else f"{number}{absolute.suffix(number)}"
    return on(day, within.stop, f"the {name} {DAY_NAMES[weekday]} of {within.label}", Sort.WEEK, trust=0.93)


def _nth_day(s: Scene, number: int, within: Point) -> Point | None:
    if within.lost or within.past or within.grain is Grain.DAY:
        return within
    if number == -1:
        return edge_of(s, within, Edge.END)
    if number == 1:
        return edge_of(s, within, Edge.START)
    return on(
        shifted(within.first, number - 1), within.stop, f"day {number} of {within.label}", within.sort, trust=0.85
    )


def _nth_weekend(s: Scene, number: int, within: Point) -> Point | None:
    if within.lost or within.past:
        return within
    saturday = nth_weekday(within.first, within.last, 5, number)
    return (
        relative.weekend_of(s, saturday, within.stop, f"that weekend of {within.label}", trust=0.85)
        if saturday
        else None
    )


def _half(s: Scene, number: int, within: Point) -> Point | None:
    if within.lost or within.past or number not in (1, 2, -1):
        return within
    return edge_of(s, within, Edge.MIDDLE if number == 1 else Edge.END)


def _nth_module(s: Scene, number: int, at: int) -> Point | None:
    named = s.names.at(s.k, at)
    if named is None or named[0].kind is not Named.MODULE_WORD or number < 1:
        return None
    module = s.calendar.module_numbered(number)
    return relative.module_point(s, module, named[1], label=f"module {number}") if module else None


def _nth_amount(s: Scene, number: int, amount: Amount, depth: int) -> Point | None:
    """ "the last two weeks of the module", "the first 3 weeks"."""
    within = _within(s, amount.stop, depth)
    if number == -1:
        if within:
            return edge_of(s, within, Edge.END)
        return Point(Day.min, Day.min, amount.stop, "the past", Sort.LENGTH, past=True)
    start = within.first if within and not within.lost else s.calendar.module.start
    due = amount.from_(start, s.calendar)
    if due is None or (within is None and s.k.t[amount.stop - 1] not in WEEK_WORDS):
        return None
    due = s.calendar.last_school_day(shifted(due, -7)) if amount.unit == "week" else shifted(due, -1)
    return on(due, within.stop if within else amount.stop, "the first weeks", Sort.WEEK, trust=0.7)


# -- lengths ----------------------------------------------------------------------------------------------------------


def _length(s: Scene, i: int, depth: int) -> Point | None:
    """A length of time, from today or from what it names: "in 2 weeks", "3 days before X", "a week from Friday"."""
    k = s.k
    at = i
    if k.t[at] == "the" and k.t[at + 1] not in ("next", "couple", "coming", "following"):
        return None
    while k.t[at] in ("the", "next", "coming", "following", "another", "upcoming", "about", "around"):
        at += 1
    amount = amount_at(k, at)
    if amount is None and k.t[at - 1] in ("next", "coming") and k.t[at] in ("few", "several", "couple"):
        amount = amount_at(k, at)
    if amount is None:
        return _weekdays_ahead(s, at)
    if k.t[amount.stop] in ("ago", "back", "old", "behind"):
        return Point(Day.min, Day.min, amount.stop + 1, "the past", Sort.LENGTH, past=True)
    anchored = _anchored(s, amount, depth)
    if anchored:
        return anchored
    if amount.vague:
        return missing("no number of days or weeks is named", amount.stop, Sort.LENGTH)
    if amount.is_work and (amount.count < 24 or k.t[i - 1] not in ("in", "within", "next", "the")):
        return None
    return _from_today(s, amount)


def _from_today(s: Scene, amount: Amount) -> Point:
    k = s.k
    stop = amount.stop
    if k.t[stop] == "'" or k.t[stop] in ("time", "later", "hence", "out", "on"):
        stop += k.t[stop] in ("time", "later", "hence")
    day = amount.from_(s.written, s.calendar)
    if day is None:
        return missing("the calendar has no sprints", stop, Sort.LENGTH)
    others = amount.least_from(s.written, s.calendar)
    if amount.unit == "sprint":
        others = (s.calendar.last_school_day(day),)
    label = f"{_said(s, amount)} after {absolute.spoken(s.written, s.written)}"
    trust = 0.94 if not others else 0.85
    return on(day, stop, label, Sort.LENGTH, trust=trust, others=others)


def _said(s: Scene, amount: Amount) -> str:
    count = int(amount.count) if amount.count == int(amount.count) else round(amount.count, 1)
    return f"{count} {amount.unit}{'' if count == 1 else 's'}"


def _anchored(s: Scene, amount: Amount, depth: int) -> Point | None:
    """A length counted from a point: after, before, from, into, on."""
    k = s.k
    at = amount.stop
    word = k.t[at]
    at += word == "or" and k.t[at + 1] == "so" and 2
    word, sign = k.t[at], 1
    if word in ("out", "away") and k.t[at + 1] == "from":
        at, word = at + 1, "from"
    if word in BEFORES:
        sign = -1
        at += k.t[at + 1] in ("to", "of")
    elif word == "in" and k.t[at + 1 : at + 3] == ["advance", "of"]:
        sign, at = -1, at + 2
    elif word == "of" and k.t[at - 1] and _dist(s, amount):
        sign = 1
    elif word == "on" or word in WEEKDAYS:
        if not (word == "on" and k.t[at + 1] in WEEKDAYS or word in WEEKDAYS and amount.unit == "week"):
            return None
        at -= word in WEEKDAYS
    elif word not in AFTERS:
        return None
    step = at + 1
    while (
        k.t[step] in ("the", "my", "our", "i", "we", "this", "that", "when")
        and k.t[step + 1]
        and not s.names.at(k, step)
    ):
        step += 1
    if k.t[step] in ("now", "then", "writing") or k.t[step : step + 2] == ["the", "date"]:
        now = _from_today(s, amount)
        return now.upto(step + 1) if not amount.vague else missing("no number is named", step + 1, Sort.LENGTH)
    base = point_at(s, step, depth + 1)
    if base is None or base.past:
        return None
    return _counted(s, amount, base, sign, into=word == "into")


def _dist(s: Scene, amount: Amount) -> bool:
    return s.k.t[amount.stop - 3 : amount.stop - 2] == ["within"]


def _counted(s: Scene, amount: Amount, base: Point, sign: int, *, into: bool) -> Point:
    if base.lost:
        return base
    if amount.vague:
        return missing(f"no number of days is named before or after {base.label}", base.stop, Sort.LENGTH)
    anchor = base.first if sign < 0 or into else base.day
    if base.grain is Grain.WEEK and base.edge is None:
        anchor = base.day
    day = amount.from_(anchor, s.calendar, sign)
    if day is None:
        return missing("the calendar has no sprints", base.stop, Sort.LENGTH)
    where = "before" if sign < 0 else "after"
    others = amount.least_from(anchor, s.calendar, sign)
    trust = min(0.93 if base.grain is Grain.DAY else 0.7, base.trust)
    label = f"{_said(s, amount)} {where} {base.label}"
    return on(day, base.stop, label, Sort.LENGTH if base.sort is Sort.TODAY else base.sort, trust=trust, others=others)


def _weekdays_ahead(s: Scene, i: int) -> Point | None:
    """ "two Fridays from now", "in two Mondays"."""
    k = s.k
    number = number_at(k, i)
    if number is None or not 1 <= number[0] <= 20:
        return None
    noun = k.t[number[1]]
    single = noun[:-1] if noun.endswith("s") else ""
    if single not in WEEKDAYS:
        return None
    day = shifted(relative.coming(s, WEEKDAYS[single]), 7 * (int(number[0]) - 1))
    stop = number[1] + 1
    after = k.t[stop] in ("from", "after") and k.t[stop + 1] in ("now", "today")
    said = k.t[i - 1] in ("in", "within")
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


# -- week of, after, before -------------------------------------------------------------------------------------------


def _week(s: Scene, i: int, depth: int) -> Point | None:
    """ "week 4", "week of 12/14", "w/e 18 Dec", "the week before X", "the week"."""
    k = s.k
    point = relative.week_at(s, i)
    if point:
        return point
    if k.t[i] not in WEEK_WORDS:
        return None
    word, at = k.t[i + 1], i + 2
    if word == "after" and k.t[at] == "next":
        return relative.this_week(s, at + 1, ahead=2)
    if word in ("commencing", "beginning", "starting", "of", "ending", "that", "containing"):
        return _week_of(s, at, depth, ending=word == "ending")
    if word in BEFORES or word in AFTERS:
        return _week_beside(s, i, at, depth, sign=-1 if word in BEFORES else 1)
    before = k.t[i - 1]
    if (
        before == "the"
        and k.t[i - 2] in ("in", "within", "during", "over", "by", "before", "of", "throughout", "through")
        or before in ("school", "all")
    ):
        return relative.this_week(s, i + 1)
    return _unit_edge(s, i, depth)


def _week_of(s: Scene, at: int, depth: int, *, ending: bool) -> Point | None:
    while s.k.t[at] in ("the", "on", "my", "our", "of", "with", "has"):
        if s.names.at(s.k, at):
            break
        at += 1
    point = point_at(s, at, depth + 1)
    if point is None or point.lost or point.past or point.grain is Grain.MONTH:
        return point if point and point.lost else None
    if ending:
        return replace(point, label=f"the week ending {point.label}")
    return _calendar_week(s, point.first, point.stop, f"the week of {point.label}")


def _week_beside(s: Scene, i: int, at: int, depth: int, *, sign: int) -> Point | None:
    k = s.k
    while k.t[at] in ("the", "my", "our", "i", "we", "to", "of") and not s.names.at(k, at):
        at += 1
    base = point_at(s, at, depth + 1)
    if base is None or base.lost or base.past:
        return base if base and base.lost else None
    day = shifted(base.first, -7) if sign < 0 else shifted(base.last, 7)
    where = "before" if sign < 0 else "after"
    return _calendar_week(s, day, base.stop, f"the week {where} {base.label}")


def _slashed_week(s: Scene, i: int, depth: int) -> Point | None:
    """w/c 14 Dec, w/e 18 Dec, wc, "wk of"."""
    k = s.k
    if k.t[i] == "wc":
        return _week_of(s, i + 1, depth, ending=False)
    if k.t[i] == "w" and k.t[i + 1] == "/" and k.t[i + 2] in ("c", "e", "b", "o"):
        return _week_of(s, i + 3, depth, ending=k.t[i + 2] == "e")
    return _week(s, i, depth)


def _weekday(s: Scene, i: int, depth: int) -> Point | None:
    """A weekday, also one that is named beside or inside something: "the Friday after X", "Friday of demo week"."""
    k = s.k
    weekday = WEEKDAYS[k.t[i]]
    at = relative._after_weekday(s, i)
    word = k.t[at]
    point = relative.weekday_at(s, i)
    bare = point is None or point.stop <= at
    if not bare or word not in ("before", "after", "following", "preceding", "of", "during", "in", "from"):
        return point
    step = at + 1
    while k.t[step] in ("the", "my", "our", "we", "i", "on") and not s.names.at(k, step):
        step += 1
    base = point_at(s, step, depth + 1)
    if (
        base is None
        or base.past
        or base.sort is Sort.TODAY
        or (word in ("of", "in", "during") and base.grain is Grain.DAY)
    ):
        return point
    if base.lost:
        return base if word in ("before", "after", "following") else point
    return _beside(s, weekday, word, base) or point


def _beside(s: Scene, weekday: int, word: str, base: Point) -> Point | None:
    name = DAY_NAMES[weekday]
    if word in ("before", "preceding"):
        back = (base.first.weekday() - weekday) % 7 or 7
        return on(shifted(base.first, -back), base.stop, f"the {name} before {base.label}", Sort.WEEK, trust=0.93)
    if word in ("after", "following", "from"):
        ahead = (weekday - base.last.weekday()) % 7 or 7
        return on(shifted(base.last, ahead), base.stop, f"the {name} after {base.label}", Sort.WEEK, trust=0.93)
    if base.grain is Grain.WEEK:
        return relative.in_week(s, base, weekday)
    if (base.last - base.first).days <= 10:
        day = nth_weekday(base.first, base.last, weekday, 1)
        return on(day, base.stop, f"{name} of {base.label}", Sort.WEEK, trust=0.9) if day else None
    return None


def _day_beside(s: Scene, i: int, depth: int) -> Point | None:
    """ "the day before graduation", "the day after X", "the day of X", "the day X starts"."""
    k = s.k
    today = relative.today_at(s, i)
    if today:
        return today
    word, at = k.t[i + 1], i + 2
    if word not in ("before", "after", "of", "following", "preceding", "that"):
        return None
    while k.t[at] in ("the", "my", "our", "we", "i", "of") and not s.names.at(k, at):
        at += 1
    base = point_at(s, at, depth + 1)
    if base is None or base.lost or base.past:
        return base if base and base.lost else None
    if word in ("of", "that"):
        return base if base.grain is Grain.DAY else None
    day = shifted(base.first, -1) if word in ("before", "preceding") else shifted(base.last, 1)
    return on(day, base.stop, f"the day {word} {base.label}", base.sort, trust=0.93)


def _weekend(s: Scene, i: int, depth: int) -> Point | None:
    k = s.k
    word, at = k.t[i + 1], i + 2
    if word in ("before", "after", "of", "following"):
        while k.t[at] in ("the", "my", "our") and not s.names.at(k, at):
            at += 1
        base = point_at(s, at, depth + 1)
        if base and not base.lost and not base.past:
            if word == "before":
                day = (
                    shifted(base.first, -1 - base.first.weekday())
                    if base.first.weekday() < 5
                    else shifted(base.first, -7)
                )
            elif word == "of":
                day = base.first
            else:
                day = base.last if base.last.weekday() < 5 else shifted(base.last, 7)
            return relative.weekend_of(s, day, base.stop, f"the weekend {word} {base.label}", trust=0.88)
        if base and base.lost:
            return base
    if k.t[i - 1] in ("a", "every", "each", "on", "long"):
        return None
    return relative.weekend_of(s, s.written, i + 1, "the weekend")


def _season(s: Scene, i: int, depth: int) -> Point | None:
    k = s.k
    at = i + 1
    if k.t[at] in ("break", "vacation", "holidays", "holiday", "recess", "hols"):
        said = f"{k.t[i]} {k.t[at]}"
        return missing(f"“{said}” is not on the calendar", at + 1, Sort.NAMED, unknown=said)
    year = k.n[at] is not None and len(k.t[at]) == 4
    time = k.t[i - 1] in absolute.COMPANY or k.t[i - 1] in ("the", "this", "next") and k.t[i - 2] in absolute.COMPANY
    if not (time or year or (k.size <= 3 and k.t[at] in ("", ".", "!"))):
        return None
    return missing(f"{k.t[i]} is no single day", at + year, Sort.PERIOD)


# -- after a point ----------------------------------------------------------------------------------------------------


def _extended(s: Scene, point: Point, depth: int) -> Point:
    """A point with what follows it: "mod 3 starts", "week 4 is over", "… to March 5"."""
    k = s.k
    at = point.stop
    word = k.t[at]
    if not word or point.past:
        return point
    if point.edge is None and (point.grain is not Grain.DAY or point.lost):
        verb = at + (word in ("is", "has", "officially", "actually", "will", "are", "be"))
        if k.t[verb] in BEGINS and not (k.t[verb] == "start" and k.t[verb + 1] in ("with", "by")):
            return edge_of(s, point, Edge.START).upto(verb + 1 + (k.t[verb + 1] in ("off", "up", "around")))
        if k.t[verb] in ENDS and k.t[verb + 1] not in ("of", "week", "to"):
            return edge_of(s, point, Edge.END).upto(verb + 1)
    if word in ("-", "to", "through", "thru", "until", "till") and not point.lost:
        return _range(s, point, at + 1, depth)
    return point


def _range(s: Scene, point: Point, at: int, depth: int) -> Point:
    k = s.k
    while k.t[at] in ("the", "end", "of") and not s.names.at(k, at):
        at += 1
    if k.t[at - 1] == "-" and (k.start[at] - k.end[at - 1] > 1 and "\n" in s.text[k.end[at - 1] : k.start[at]]):
        return point
    until = point_at(s, at, depth + 1)
    if until is None or until.past or (until.sort is Sort.LENGTH):
        return point
    if until.lost:
        return until
    ahead = until
    if until.day < point.first and until.sort is Sort.WEEKDAY:
        weeks = -((until.day - point.first).days // 7) * 7
        ahead = replace(until, first=shifted(until.first, weeks), last=shifted(until.last, weeks), due=None)
    if k.t[point.stop] == "-" and not _alike(point, ahead):
        return point
    return replace(ahead, start=point.first, trust=min(point.trust, ahead.trust, 0.93))


def _alike(first: Point, second: Point) -> bool:
    return second.day >= first.day and (
        first.sort is second.sort or Sort.ABSOLUTE in (first.sort, second.sort) and first.grain is second.grain
    )


# -- the table of parsers ---------------------------------------------------------------------------------------------


def _flat(parser: Callable[[Scene, int], Point | None]) -> Parser:
    def parse(s: Scene, i: int, depth: int) -> Point | None:
        return parser(s, i)

    return parse


def _last_modified(s: Scene, i: int, depth: int) -> Point | None:
    return _nth(s, i, depth) or relative.modified_at(s, i)


def _next_modified(s: Scene, i: int, depth: int) -> Point | None:
    return (
        _length(s, i, depth)
        if amount_at(s.k, i + 1) and s.k.t[i + 1] not in WEEK_WORDS
        else relative.modified_at(s, i) or _named_ahead(s, i, depth)
    )


def _named_ahead(s: Scene, i: int, depth: int) -> Point | None:
    """ "next intermission", "this Halloween": the name itself."""
    named = s.names.at(s.k, i + 1)
    return point_at(s, i + 1, depth + 1) if named and named[0].kind not in (Named.PROGRAM, Named.MODULE_WORD) else None


NUMERIC: tuple[Parser, ...] = (
    _flat(absolute.numeric_at),
    _flat(absolute.day_month_at),
    _nth,
    _length,
    _flat(absolute.day_number_at),
    _flat(absolute.year_number_at),
)
_ORDINAL: tuple[Parser, ...] = (_flat(absolute.day_month_at), _nth, _flat(absolute.day_number_at))
_NUMBER: tuple[Parser, ...] = (*_ORDINAL, _length)
PARSERS: dict[str, tuple[Parser, ...]] = {
    **dict.fromkeys(NUMBERS, _NUMBER),
    **dict.fromkeys(ORDINALS, _ORDINAL),
    **dict.fromkeys(MONTHS, (_flat(absolute.month_at),)),
    **dict.fromkeys(WEEKDAYS, (_weekday,)),
    **dict.fromkeys(WEEK_WORDS | {"wc", "w"}, (_slashed_week,)),
    **dict.fromkeys(("this", "current", "coming", "upcoming"), (_next_modified,)),
    **dict.fromkeys(("next", "following"), (_next_modified,)),
    **dict.fromkeys(("past", "previous", "prior"), (_flat(relative.modified_at),)),
    **dict.fromkeys(("last", "final"), (_last_modified,)),
    **dict.fromkeys(START_NOUNS | END_NOUNS | MIDDLE_NOUNS, (_edge,)),
    **dict.fromkeys(("early", "late", "later", "latter", "earlier"), (_early_late,)),
    **dict.fromkeys(
        ("a", "an", "couple", "few", "several", "some", "many", "multiple", "another", "half"), (_length, _edge)
    ),
    **dict.fromkeys(("today", "tonight", "tomorrow"), (_flat(relative.today_at),)),
    **dict.fromkeys(("eow", "eom", "eoy", "eoq"), (_flat(relative.shorthand_at),)),
    **dict.fromkeys(SEASONS, (_season,)),
    **dict.fromkeys(("month", "year", "mo", "yr"), (_unit_edge,)),
    "half": (_edge, _length),
    "mid": (_mid,),
    "midweek": (_mid,),
    "day": (_day_beside,),
    "weekend": (_weekend,),
    "q": (_flat(absolute.quarter_at),),
    "m": (_short_module,),
    "sprint": (lambda s, i, depth: _sprint(s, i),),
}


def _sprint(s: Scene, i: int) -> Point | None:
    number = number_at(s.k, i + 1 + (s.k.t[i + 1] == "#"))
    return relative.sprint_point(s, number[1], number=int(number[0])) if number else None


UNUSED = (FUNCTION, HOURS, MONTH_NAMES, month_end, month_start, DAYLIKE)
