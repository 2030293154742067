"""Points by their names: milestones, breaks, holidays, modules, the program."""

from __future__ import annotations

from dataclasses import replace

from pdsync.goals.calendar import Module, shifted
from pdsync.goals.dates.amounts import number_at
from pdsync.goals.dates.monthly import year_at
from pdsync.goals.dates.names import Name, Named
from pdsync.goals.dates.points import Edge, Grain, Point, Sort, missing, on
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.weekdays import day_of_week
from pdsync.goals.dates.weeks import WEEK_STARTS, calendar_week, module_point, week_at, weekend_of
from pdsync.goals.dates.words import BEGINS, END_NOUNS, ENDS, FUNCTION, MONTHS, WEEKDAYS, words


def named_at(s: Scene, i: int, name: Name, stop: int) -> Point | None:
    """The point of a name that stands from token i up to `stop`."""
    match name.kind:
        case Named.MILESTONE:
            point = on(name.first, stop, name.label, Sort.NAMED, trust=0.96)
            edge = Edge.END if name.closing else None
            return week_of_name(s, replace(point, work=name.work, verb=name.verb, edge=edge))
        case Named.BREAK:
            if name.words == ("break",) and not _is_pause(s, i):
                return None
            point = Point(name.first, name.last, stop, name.label, Sort.NAMED, Grain.BREAK, trust=0.95)
            return week_of_name(s, point)
        case Named.HOLIDAY:
            return _holiday(s, i, name, stop)
        case Named.UNKNOWN:
            why = f"“{name.label}” is not on the calendar"
            personal = s.k.t[i - 1] == "my" and "birthday" in name.label
            stop += s.k.t[stop] in ("week", "weekend") and s.k.t[stop + 1] not in ("before", "after")
            point = missing(why, stop, Sort.NAMED, unknown="" if personal else name.label)
            return replace(point, work=name.work, verb=name.verb)
        case Named.MODULE:
            point = Point(name.first, name.last, stop, name.label, Sort.PERIOD, Grain.MODULE, trust=0.95)
            return _week_of_module(s, s.names.module_at(name.first), stop) or point
        case Named.PROGRAM:
            return program_point(s, stop) if _is_program(s, i, stop) else None
        case Named.MODULE_WORD:
            return module_at(s, i, stop)
    return None


def unknown_day_at(s: Scene, i: int) -> Point | None:
    """“Canada Day”, “All Hallows' Eve”: a day with a name of its own that the calendar lacks."""
    k = s.k
    if not k.capital[i] or k.t[i] in NO_NAMES or not k.t[i].isalpha() or k.t[i] in WEEKDAYS or k.t[i] in MONTHS:
        return None
    at = i + 1
    while k.capital[at] and k.t[at].isalpha() and at < i + 3 and k.t[at] not in NAMED_DAYS:
        at += 1
    if k.t[at] not in NAMED_DAYS or not k.capital[at] or s.names.at(k, at):
        return None
    if k.n[at + 1] is not None or k.t[at + 1] in ("to", "in", "by", "after"):
        return None
    said = " ".join(k.t[i : at + 1])
    stop = at + 1 + (k.t[at + 1] in ("week", "weekend"))
    return missing(f"“{said}” is not on the calendar", stop, Sort.NAMED, unknown=said)


NAMED_DAYS = words("day eve")
NO_NAMES = words("""
    the a an every each one some any this that first last next final day all same my our your good bad great new busy
    by on before until due end start christmas full half whole per second third rest school work
""")


def _is_pause(s: Scene, i: int) -> bool:
    """Whether a bare "break" is the calendar's one, and not "take a break" or "break it down"."""
    t = s.k.t
    said = t[i - 1] in ("during", "over", "on", "by", "before", "after", "of", "until", "through", "into", "this")
    return said and (not t[i + 1].isalpha() or t[i + 1] in FUNCTION or t[i + 1] in BEGINS | ENDS)


def _is_program(s: Scene, i: int, stop: int) -> bool:
    """Whether the program is spoken of, and not "of course" or "over the course of the mod"."""
    k = s.k
    if k.t[i] == "course" and (k.t[stop] == "of" or (k.t[i - 1] == "of" and k.t[i - 2] not in END_NOUNS)):
        return False
    return _in_time(s, i) or (i <= 1 and k.t[stop] == "")


def _in_time(s: Scene, i: int) -> bool:
    """Whether what stands before a module or a program speaks of time: "during the", "for the whole", "of my"."""
    t = s.k.t
    before = i - 1
    while before > 0 and t[before] in ("the", "this", "my", "our", "current", "entire", "whole", "full"):
        before -= 1
    long = t[before - 1 : before + 1] == ["long", "as"]
    return long or t[before] in PERIOD_BEFORE or "whole" in t[before:i] or "entire" in t[before:i]


def week_of_name(s: Scene, point: Point) -> Point:
    """“demo day week” and “finals week” are the week that the day lies in."""
    word = s.k.t[point.stop]
    if word == "week" and point.grain is Grain.BREAK:
        return point.upto(point.stop + 1)
    if word == "week" and s.k.t[point.stop + 1] not in ("before", "after"):
        return calendar_week(s, point.first, point.stop + 1, f"the week of {point.label}")
    if word == "weekend":
        return weekend_of(s, point.first, point.stop + 1, f"{point.label} weekend", trust=0.9)
    return point


def _holiday(s: Scene, i: int, name: Name, stop: int) -> Point | None:
    k = s.k
    pause = s.names.pause_called(name.label)
    over = k.t[i - 1] in ("over", "during", "throughout", "all") or k.t[i - 2] in ("over", "during")
    if pause and (over or name.label == "Easter Sunday"):
        return Point(*pause, stop, f"{name.label} break", Sort.NAMED, Grain.BREAK, trust=0.9)
    if name.year_of is None:
        return None
    year, after = year_at(s, stop) or (None, stop)
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
    return week_of_name(s, point)


def program_point(s: Scene, stop: int) -> Point:
    """The whole program, which ends with graduation or with the last module that the calendar knows."""
    modules = (*s.calendar.modules, s.calendar.module)
    end = s.names.graduation
    last = end or max(module.end for module in modules)
    first = min(min(module.start for module in modules), last)
    trust = 0.96 if end else 0.6
    return Point(first, last, stop, "the program", Sort.PERIOD, Grain.MODULE, trust=trust)


def module_at(s: Scene, i: int, stop: int) -> Point | None:
    """“mod 3”, or “the module” where the words before it speak of time."""
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
        return module_point(s, module, number[1], label=f"module {module.number}")
    if k.t[i - 1] in ("entire", "whole", "full", "all") and k.t[stop] in (
        "",
        ".",
        ",",
        "!",
        ")",
        "\n",
        "long",
        "through",
    ):
        return module_point(s, calendar.module, stop + (k.t[stop] == "long"))
    begun = k.t[stop] in ENDS | BEGINS or k.t[stop : stop + 2] == ["is", "over"]
    if (
        begun
        or (k.t[i - 1] != "of" and k.t[i - 1] not in PERIOD_BEFORE and _in_time(s, i))
        or k.t[i - 1] in ("of", "during", "throughout")
    ):
        return module_point(s, calendar.module, stop)
    return None


PERIOD_BEFORE = words("""
    of during throughout in over for within by until till before through after end rest remainder when once
    entire into
""")


def _week_in_module(s: Scene, module: int, at: int) -> Point | None:
    """“mod 2 week 3”, “M2W3”."""
    found = s.calendar.module_numbered(module)
    return _week_of_module(s, found, at) if found else None


def _week_of_module(s: Scene, module: Module, at: int) -> Point | None:
    """A week, and perhaps its day, that stands behind its module."""
    step = at + (s.k.t[at] in (",", "-"))
    week = week_at(s, step, module) if s.k.t[step] in WEEK_STARTS else None
    return day_of_week(s, week) if week else None


def short_module_at(s: Scene, i: int, depth: int) -> Point | None:
    """M3, M2W3."""
    k = s.k
    n = k.n[i + 1]
    if n is None or not k.glued[i + 1] or len(k.t[i + 1]) > 1:
        return None
    week = _week_in_module(s, n, i + 2)
    module = s.calendar.module_numbered(n)
    if week or module is None or (k.glued[i + 2] and k.t[i + 2].isalpha()):
        return week
    return module_point(s, module, i + 2, label=f"module {n}")
