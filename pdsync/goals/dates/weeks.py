"""Weeks by their number, this week and the next, weekends and sprints."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Day

from pdsync.goals.calendar import Module, shifted
from pdsync.goals.dates.amounts import hedge_at, number_at, ordinal_at, to_last_at
from pdsync.goals.dates.points import Grain, Point, Sort, missing
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.tokens import Tokens
from pdsync.goals.dates.words import COMING, NEXT, THIS, UNITS, WEEK_WORDS, YEAR_WEEKS, words

WEEK_STARTS = WEEK_WORDS | YEAR_WEEKS | {"w"}


def week_at(s: Scene, i: int, module: Module | None = None) -> Point | None:
    """A numbered week: week 4, wk. 4, W4, weeks 3-5, week #4, week 3 of mod 2."""
    numbered = _week_number(s, i)
    if numbered is None:
        return None
    least, number, stop = numbered
    if s.k.t[i] in YEAR_WEEKS or s.k.t[i - 1] in ("calendar", "iso") or s.k.t[stop : stop + 3] == ["of", "the", "year"]:
        stop += 3 * (s.k.t[stop : stop + 3] == ["of", "the", "year"])
        return missing(f"week {number} of the year is no week of the module", stop, Sort.WEEK)
    inside = _module_after(s, stop)
    if inside:
        module, stop = inside
    elif module is None:
        module = _module_before(s, i)
    return numbered_week(s, number, stop, module, least)


def _week_number(s: Scene, i: int) -> tuple[int | None, int, int] | None:
    """The number of a week, the earlier one where there are two, and the token after."""
    k = s.k
    at = i + 1
    if k.t[i] == "w":
        if not k.glued[at] or k.n[at] is None:
            return None
    else:
        while k.t[at] in (".", "#", "-", "no", "number", "num", "nr") and at < i + 4:
            at += 1
    first = number_at(k, at)
    if first is None or first[0] != int(first[0]) or (len(k.t[at]) > 3 and k.n[at] is not None):
        return None
    if k.t[at] in ("one",) and k.t[i] == "weeks":
        return None
    least, last, at = None, int(first[0]), first[1]
    if k.t[at] == "/" and k.n[at + 1] is not None and k.t[at + 2] == "/":
        return None
    while k.t[at] in WEEK_JOINERS and (more := _one_more(s, i, at, last)):
        least, last, at = (last if least is None else least), *more
    return least, last, at


WEEK_JOINERS = words("- to or and / & , through thru + until (")
NO_WEEKS = words("/ : days weeks hours % pm")


def _one_more(s: Scene, i: int, at: int, last: int) -> tuple[int, int] | None:
    """A further week number after the joiner at a token, with the token after it: "3-4", "3, maybe 4"."""
    k = s.k
    step = at + 1
    hedged = hedge_at(k, at)
    if k.t[at] == "(" and not hedged:
        return None
    step = hedged or step + (k.t[step] in ("and", "or") and k.t[at] == ",")
    step += k.t[step] in WEEK_STARTS
    step += k.t[step] in (".", "#")
    more = number_at(k, step)
    if more is None or not last < more[0] == int(more[0]) or (k.n[step] is not None and len(k.t[step]) > 2):
        return None
    plural = k.t[i] in ("weeks", "wks") or k.t[step - 1] in WEEK_STARTS or k.t[i - 1] == "between"
    plural = plural or bool(hedged) or (k.t[at] == "," and _at_the_latest(k, step))
    listed = k.t[at] in (",", "and", "&") and not plural and k.t[step + 1] not in ("", ".", ",", "\n", ")", "!")
    if listed or k.t[more[1]] in NO_WEEKS:
        return None
    return int(more[0]), more[1] + (bool(hedged) and k.t[more[1]] == ")")


def _at_the_latest(k: Tokens, i: int) -> bool:
    """“week 3, 4 at the latest”."""
    return k.t[i + 1 : i + 4] in (["at", "the", "latest"], ["at", "most", ""], ["at", "most", "."]) or k.t[i + 1] in (
        "latest",
        "tops",
        "max",
    )


def numbered_week(s: Scene, number: int, stop: int, module: Module | None = None, least: int | None = None) -> Point:
    """Week `number` of a module as a point; `least`: the earlier week of a range."""
    calendar = s.calendar
    start, friday = calendar.week_start(number, module), calendar.friday_of(number, module)
    of = f" of module {module.number}" if module and module != calendar.module else ""
    if start is None or friday is None:
        return missing(f"the module has no week {number}", stop, Sort.WEEK)
    others: tuple[Day, ...] = ()
    trust, begun = 0.97, None
    if least is not None:
        early = calendar.friday_of(least, module)
        others = (early,) if early else ()
        begun = calendar.week_start(least, module)
        trust = 0.93
    return Point(
        start,
        shifted(start, 6),
        stop,
        f"week {number}{of}",
        Sort.WEEK,
        Grain.WEEK,
        due=friday,
        others=others,
        trust=trust,
        start=begun,
    )


def _module_after(s: Scene, at: int) -> tuple[Module, int] | None:
    """The module after a week: "of mod 2", ", module 3"."""
    k = s.k
    if k.t[at] not in ("of", "in", ",", "("):
        return None
    step = at + 1
    while k.t[step] in ("the", "this", "my", "our", "current"):
        step += 1
    ahead = k.t[step] in ("next", "following")
    step += ahead
    named = s.names.at(k, step)
    if named is None or (named[0].label != "module" and named[0].first == Day.min):
        return None
    name, stop = named
    if name.label != "module":
        return (s.names.module_at(name.first), stop) if name.kind.name == "MODULE" else None
    if ahead:
        module = s.calendar.next_module()
        return (module, stop) if module else None
    number = number_at(k, stop + (k.t[stop] == "#"))
    if number is None:
        return (s.calendar.module, stop) if k.t[at] != "," else None
    found = s.calendar.module_numbered(int(number[0]))
    return (found, number[1]) if found else None


def _module_before(s: Scene, i: int) -> Module | None:
    """The module right before a week: "mod 2 week 3", "M2W3"."""
    k = s.k
    at = i - 1 - (k.t[i - 1] in (",", "-", "'"))
    n = k.n[at] if at >= 1 else None
    word = k.t[at - 1] if at >= 1 else ""
    named = n is not None and (
        (word == "m" and k.glued[at]) or any(name.label == "module" for name in s.names.by_first.get(word, ()))
    )
    return s.calendar.module_numbered(n) if named and n is not None else None


def nth_week_at(s: Scene, i: int) -> Point | None:
    """The nth week of the module: "4th week", "the third week of mod 2", "second to last week"."""
    k = s.k
    nth = ordinal_at(k, i)
    if nth is None:
        return None
    number, at = nth
    back = -number if number < 0 else 0
    counted = to_last_at(k, at)
    if counted:
        back, at = number, counted
    if back and k.t[at] in WEEK_WORDS and k.n[at + 1] is not None:
        return None
    school = k.t[at] in ("full", "school", "class", "module", "mod", "inning")
    at += school
    if k.t[at] not in ("week", "wk"):
        return None
    inside = _module_after(s, at + 1)
    module, stop = inside or (None, at + 1)
    if back:
        number = s.calendar.weeks_in(module) - back + 1
        article = back > 1 or k.t[i - 1] in ("the", "our", "my", "of") or k.t[i] == "final" or inside
        if not article:
            return None
    return numbered_week(s, number, stop, module)


def this_week(s: Scene, stop: int, *, ahead: int = 0) -> Point:
    """The week of the day of writing (the next one when its school days are over), or one so many weeks ahead."""
    start = s.calendar.first_day(s.written)
    late = s.calendar.last_school_day(s.written) < s.written
    plain = s.calendar.last_school_day(shifted(start, 7 * ahead))
    start = shifted(start, 7 * (ahead + late))
    due = s.calendar.last_school_day(start)
    others = (plain,) if late and ahead > 0 else ()
    label = "this week" if not ahead else "next week" if ahead == 1 else "the week after next"
    trust = 0.6 if others else 0.95
    return Point(start, shifted(start, 6), stop, label, Sort.WEEK, Grain.WEEK, due=due, others=others, trust=trust)


def modifier_at(k: Tokens, i: int) -> tuple[str, int]:
    """What "this", "this coming" or "next school" amounts to, and the token of what it stands before."""
    word, at = k.t[i], i + 1
    if word in THIS and k.t[at] in COMING | NEXT:
        word, at = "coming", at + 1
    elif word in NEXT and k.t[at] in COMING:
        at += 1
    return word, at + (k.t[at] in ("school", "calendar", "full", "working", "class"))


def modified_week(s: Scene, word: str, at: int) -> Point:
    """The week that "this", "coming" or "next" stands before; `at`: the token of "week"."""
    if word in THIS and s.k.t[at + 1 : at + 3] == ["or", "next"] and s.k.t[at + 3] not in UNITS:
        week = this_week(s, at + 3, ahead=1)
        week = replace(week, others=(this_week(s, at).day,), trust=0.85)
    elif word in THIS:
        week = this_week(s, at + 1)
    elif word in COMING:
        over = s.calendar.last_school_day(s.written) < s.written
        week = this_week(s, at + 1, ahead=0 if over else 1)
        week = replace(week, trust=0.7, others=() if over else (this_week(s, at).day,))
    else:
        week = this_week(s, at + 1, ahead=1)
    return week


def calendar_week(s: Scene, day: Day, stop: int, label: str) -> Point:
    """The calendar week that a day lies in."""
    start = s.calendar.first_day(day)
    due = s.calendar.last_school_day(day)
    return Point(start, shifted(start, 6), stop, label, Sort.WEEK, Grain.WEEK, due=due, trust=0.93)


def weekend_of(
    s: Scene, day: Day, stop: int, label: str, *, trust: float = 0.93, others: tuple[Day, ...] = ()
) -> Point:
    """The Saturday and Sunday that follow a day's Monday."""
    saturday = shifted(day, 5 - day.weekday())
    return Point(saturday, shifted(saturday, 1), stop, label, Sort.WEEK, Grain.WEEKEND, trust=trust, others=others)


def sprint_point(s: Scene, stop: int, *, number: int | None = None, ahead: int = 0) -> Point:
    """Sprint `number`, or the one of the day of writing (or so many later)."""
    calendar = s.calendar
    weeks = calendar.sprint_weeks
    if not weeks:
        return missing("the calendar has no sprints", stop, Sort.WEEK)
    if number is None:
        week = calendar.week_of(s.written)
        if week is None:
            return missing("the day of writing lies in no sprint", stop, Sort.WEEK)
        number = (week + weeks - 1) // weeks + ahead
    start, due = calendar.week_start((number - 1) * weeks + 1), calendar.friday_of(number * weeks)
    if start is None or due is None or number < 1:
        return missing(f"the module has no sprint {number}", stop, Sort.WEEK)
    return Point(start, due, stop, f"sprint {number}", Sort.WEEK, Grain.WEEK, due=due, trust=0.9)


def module_point(s: Scene, module: Module, stop: int, *, label: str = "") -> Point:
    """A module as a point."""
    label = label or ("the module" if module == s.calendar.module else f"module {module.number}")
    return Point(module.start, module.end, stop, label, Sort.PERIOD, Grain.MODULE, trust=0.96)
