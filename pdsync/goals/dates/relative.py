"""Points named from the day of writing and from the calendar: Friday, next week, week 4, this month, module 3, tomorrow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Day

from pdsync.goals.calendar import Module, NextWeekday, SameWeekday, shifted
from pdsync.goals.dates.absolute import (
    COMPANY,
    day_month_at,
    day_number_at,
    month_at,
    numeric_at,
    quarter_point,
    spoken,
    suffix,
)
from pdsync.goals.dates.amounts import number_at, ordinal_at
from pdsync.goals.dates.points import Edge, Grain, Point, Sort, day_of, missing, month_end, month_start, on
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import DAY_NAMES, DAY_PARTS, DOUBTFUL, MONTH_NAMES, MONTHS, WEEK_WORDS, WEEKDAYS, words

JOINERS = words("or and / & + - to")
NIGHTS = DAY_PARTS | words("am pm eod at")


# -- weekdays ---------------------------------------------------------------------------------------------------------


def weekday_at(s: Scene, i: int) -> Point | None:
    """A weekday, alone or with a day number, a date or a week: Friday, Monday the 27th, Fri of W5, Friday week."""
    k = s.k
    weekday = WEEKDAYS[k.t[i]]
    at = _after_weekday(s, i)
    dated = _dated_weekday(s, weekday, at)
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
    day = coming(s, weekday)
    return on(day, at, DAY_NAMES[weekday], Sort.WEEKDAY, trust=0.95)


def _after_weekday(s: Scene, i: int) -> int:
    """The token after a weekday and its full stop, and after the time of day it goes with."""
    k = s.k
    at = i + 1
    if k.t[at] == "." and len(k.t[i]) <= 5 and not s.k.ends_sentence(at):
        at += 1
    while k.t[at] in DAY_PARTS:
        at += 1
    if k.t[at] == "at" and k.n[at + 1] is not None:
        at += 2 + (k.t[at + 2] in ("am", "pm"))
    return at


def _is_weekday(s: Scene, i: int) -> bool:
    k = s.k
    before, after = k.t[i - 1], k.t[i + 1]
    return (
        i == 0
        or before in COMPANY
        or before in WEEKDAYS
        or after in WEEKDAYS
        or (before in JOINERS and k.t[i - 2] in WEEKDAYS)
        or (after in JOINERS and k.t[i + 2] in WEEKDAYS)
        or before in DAY_PARTS
        or before in ("\n", "(", ",", "coming", "eod", "@")
        or after in DAY_PARTS
        or s.k.t[i] in ("mon",)
    )


def _dated_weekday(s: Scene, weekday: int, at: int) -> Point | None:
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
    """ "Monday the 27th", "Fri 18": the first such number ahead."""
    k = s.k
    point = day_number_at(s, at)
    if point:
        return point
    n = k.n[at]
    plain = n is not None and 1 <= n <= 31 and len(k.t[at]) <= 2 and k.t[at + 1] not in ("am", "pm", "x", "/", "-", ".")
    if not plain or k.t[at + 1] == ":" or k.t[at - 1] not in WEEKDAYS and k.t[at - 1] != "the":
        return None
    for ahead in range(3):
        start = month_start(s.written.year, s.written.month + ahead)
        day = day_of(start.year, start.month, n or 0)
        if day and day >= s.written and day.weekday() == weekday:
            return on(day, at + 1, f"the {n}{suffix(n or 0)}", Sort.ABSOLUTE, trust=0.93)
    return None


def _pair(s: Scene, weekday: int, at: int) -> Point | None:
    """ "Thurs or Fri of W5": the later of two weekdays, both of the week that is named, if one is."""
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
    if point is None and k.t[at] in MODIFIERS and k.t[at + 1] in WEEK_WORDS:
        point = modified_at(s, at)
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
    return on(
        day, week.stop, f"{DAY_NAMES[weekday]} of {week.label}", Sort.WEEK, trust=min(week.trust, _inside(s, day))
    )


def _inside(s: Scene, day: Day) -> float:
    """Less trust in a weekday that lies behind the module's end."""
    return 0.97 if day <= s.calendar.module.end or day > shifted(s.calendar.module.end, 7) else 0.6


def coming(s: Scene, weekday: int) -> Day:
    """The first such weekday after the day of writing."""
    ahead = (weekday - s.written.weekday()) % 7
    if not ahead and s.calendar.same_weekday is SameWeekday.NEXT_WEEK:
        ahead = 7
    return shifted(s.written, ahead)


# -- weeks ------------------------------------------------------------------------------------------------------------

WEEK_STARTS = WEEK_WORDS | {"w"}


def week_at(s: Scene, i: int, module: Module | None = None) -> Point | None:
    """A numbered week: week 4, wk. 4, W4D5, weeks 3-5, week #4, week 3 of mod 2."""
    numbered = _week_number(s, i)
    if numbered is None:
        return None
    least, number, stop = numbered
    inside = _module_after(s, stop)
    if inside:
        module, stop = inside
    elif module is None:
        module = _module_before(s, i)
    point = numbered_week(s, number, stop, module, least)
    return _day_of_week(s, point)


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
    if first is None or first[0] != int(first[0]) or len(k.t[at]) > 3 and k.n[at] is not None:
        return None
    if k.t[at] in ("one",) and k.t[i] == "weeks":
        return None
    least, last, at = None, int(first[0]), first[1]
    if k.t[at] == "/" and k.n[at + 1] is not None and k.t[at + 2] == "/":
        return None
    while k.t[at] in ("-", "to", "or", "and", "/", "&", ",", "through", "thru", "+", "until"):
        step = at + 1
        step += k.t[step] in ("and", "or") and k.t[at] == ","
        step += k.t[step] in WEEK_STARTS
        step += k.t[step] in (".", "#")
        more = number_at(k, step)
        listed = k.t[at] in (",", "and", "&") and k.t[i] not in ("weeks", "wks") and k.t[step - 1] not in WEEK_STARTS
        if more is None or more[0] <= last or listed or k.t[more[1]] in ("/", ":", "days", "weeks", "hours", "%", "pm"):
            break
        if more[0] != int(more[0]) or k.n[step] is not None and len(k.t[step]) > 2:
            break
        least, last, at = (last if least is None else least), int(more[0]), more[1]
    return least, last, at


def numbered_week(s: Scene, number: int, stop: int, module: Module | None = None, least: int | None = None) -> Point:
    """Week `number` of a module as a point; `least`: the earlier week of a range."""
    calendar = s.calendar
    start, friday = calendar.week_start(number, module), calendar.friday_of(number, module)
    of = f" of module {module.number}" if module and module != calendar.module else ""
    if start is None or friday is None:
        return missing(f"the module has no week {number}", stop, Sort.WEEK)
    others: tuple[Day, ...] = ()
    trust = 0.97
    if least is not None:
        early = calendar.friday_of(least, module)
        others = (early,) if early else ()
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
    )


def _day_of_week(s: Scene, week: Point) -> Point:
    """A day after a week: "week 4 Friday", "W4D5", "week 2, day 3"."""
    k = s.k
    at = week.stop
    if week.lost:
        return week
    while k.t[at] in (",", "-", "(", "on") and at < week.stop + 2:
        at += 1
    letter = k.t[at] in ("day", "d") and (k.n[at + 1] is not None or number_at(k, at + 1))
    if letter:
        number = number_at(k, at + 1)
        if number and 1 <= number[0] <= 7:
            day = shifted(s.calendar.weekday_of(week.first, 0), int(number[0]) - 1)
            return on(day, number[1], f"day {int(number[0])} of {week.label}", Sort.WEEK, trust=0.95)
    if k.t[at] in WEEKDAYS:
        after = at + 1
        dated = _dated_weekday(s, WEEKDAYS[k.t[at]], after)
        if dated is None and (at == week.stop or k.t[week.stop] != "," or k.t[after] not in WEEK_STARTS):
            return in_week(s, week.upto(after), WEEKDAYS[k.t[at]])
    return week


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
    if named is None or named[0].label != "module" and named[0].first == Day.min:
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
    back = 1 if number == -1 else 0
    if k.t[at : at + 2] == ["to", "last"] or k.t[at : at + 3] == ["-", "to", "-"]:
        back, at = number, at + (2 if k.t[at] == "to" else 4)
    school = k.t[at] in ("full", "school", "class", "module", "mod", "inning")
    at += school
    if k.t[at] not in ("week", "wk"):
        return None
    inside = _module_after(s, at + 1)
    module, stop = inside or (None, at + 1)
    if back:
        number = s.calendar.weeks_in(module) - back + 1
        article = k.t[i - 1] in ("the", "our", "my", "of") or k.t[i] == "final" or inside
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


def weekend_of(
    s: Scene, day: Day, stop: int, label: str, *, trust: float = 0.93, others: tuple[Day, ...] = ()
) -> Point:
    """The Saturday and Sunday that follow a day's Monday."""
    saturday = shifted(day, 5 - day.weekday())
    return Point(saturday, shifted(saturday, 1), stop, label, Sort.WEEK, Grain.WEEKEND, trust=trust, others=others)


# -- this, next, last -------------------------------------------------------------------------------------------------

THIS = words("this current")
COMING = words("coming upcoming")
NEXT = words("next following")
BEHIND = words("last past previous prior")
MODIFIERS = THIS | COMING | NEXT | BEHIND


def modified_at(s: Scene, i: int) -> Point | None:
    """What "this", "next", "coming", "following" or "last" stands before."""
    k = s.k
    word, at = k.t[i], i + 1
    if word in THIS and k.t[at] in COMING | NEXT:
        word, at = "coming", at + 1
    elif word in NEXT and k.t[at] in COMING:
        at += 1
    if k.t[at] in ("school", "calendar", "full", "working", "class"):
        at += 1
    noun = k.t[at]
    if word in BEHIND:
        return _behind(s, i, at)
    if noun in WEEKDAYS:
        return _this_weekday(s, word, at)
    if noun in WEEK_WORDS:
        return _this_week(s, word, at)
    if noun == "weekend":
        return _this_weekend(s, word, at + 1)
    if noun in ("month", "mo", "year", "yr", "quarter"):
        return _this_period(s, noun, at + 1, ahead=word in NEXT)
    if noun in MONTHS:
        return month_at(s, at)
    if noun in ("morning", "afternoon", "evening") and word in THIS:
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


def _this_weekday(s: Scene, word: str, at: int) -> Point:
    k, calendar = s.k, s.calendar
    weekday = WEEKDAYS[k.t[at]]
    name = DAY_NAMES[weekday]
    stop = _after_weekday(s, at)
    dated = _dated_weekday(s, weekday, stop)
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


def _this_week(s: Scene, word: str, at: int) -> Point:
    if word in THIS:
        week = this_week(s, at + 1)
    elif word in COMING:
        week = this_week(s, at + 1, ahead=1)
        week = replace(week, trust=0.7, others=(this_week(s, at).day,))
    else:
        week = this_week(s, at + 1, ahead=1)
    return _day_of_week(s, week)


def _this_weekend(s: Scene, word: str, stop: int) -> Point:
    this = weekend_of(s, s.written, stop, "this weekend")
    if word in THIS | COMING:
        return this
    later = weekend_of(s, shifted(s.written, 7), stop, "next weekend", trust=0.7, others=(this.day,))
    return later


def _this_period(s: Scene, noun: str, stop: int, *, ahead: bool) -> Point:
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
    """ "next mod", "this module", "next intermission"."""
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


def module_point(s: Scene, module: Module, stop: int, *, label: str = "") -> Point:
    """A module as a point."""
    label = label or ("the module" if module == s.calendar.module else f"module {module.number}")
    return Point(module.start, module.end, stop, label, Sort.PERIOD, Grain.MODULE, trust=0.96)


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


# -- days by name -----------------------------------------------------------------------------------------------------


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
            return week_at(s, of)
        if k.t[of] == "next":
            return this_week(s, of + 1 + (k.t[of + 1] in WEEK_WORDS), ahead=1)
        return this_week(s, stop)
    if word == "eom":
        month = month_at(s, of) if k.t[of] in MONTHS else None
        return month or missing("EOM may be the month or the module", stop, Sort.PERIOD, others=_two_ends(s))
    noun = {"eoy": "year", "eoq": "quarter"}[word]
    return replace(_this_period(s, noun, stop, ahead=False), edge=Edge.END)


def _two_ends(s: Scene) -> tuple[Day, ...]:
    return (month_end(s.written.year, s.written.month), s.calendar.module.end)


def explained(day: Day, written: Day) -> str:
    """A day with its weekday, for a sentence to staff."""
    return f"{DAY_NAMES[day.weekday()]} {spoken(day, written)}"
