"""Weeks, weekdays, weekends and days beside something: the week of X, the Friday after X, the day before X."""

from __future__ import annotations

from dataclasses import replace

from pdsync.goals.calendar import shifted
from pdsync.goals.dates.ahead import today_at
from pdsync.goals.dates.amounts import number_at
from pdsync.goals.dates.days import nth_weekday
from pdsync.goals.dates.edges import past_of, unit_edge_at
from pdsync.goals.dates.lengths import AFTERS, BEFORES
from pdsync.goals.dates.points import Grain, Point, Sort, on
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.weekdays import after_weekday, in_week, week_and_day_at, weekday_at
from pdsync.goals.dates.weeks import calendar_week, this_week, weekend_of
from pdsync.goals.dates.words import DAY_NAMES, WEEK_WORDS, WEEKDAYS


def week_or_beside(s: Scene, i: int, depth: int) -> Point | None:
    """“week 4”, “week of 12/14”, “w/e 18 Dec”, “the week before X”, “the week”."""
    k = s.k
    point = week_and_day_at(s, i)
    if point:
        return point
    if k.t[i] not in WEEK_WORDS:
        return None
    word, at = k.t[i + 1], i + 2
    if word == "after" and (k.t[at] == "next" or (not k.t[at].isalnum() and k.t[i - 1] == "the")):
        return this_week(s, at + (k.t[at] == "next"), ahead=2)
    if k.t[i + 1 : i + 4] == ["leading", "up", "to"]:
        return _week_beside(s, i, i + 4, depth, sign=-1)
    if word == "back" and k.t[at] in ("after", "from"):
        return _week_beside(s, i, at + 1, depth, sign=1)
    if word in ("commencing", "beginning", "starting", "of", "ending", "that", "containing"):
        return _week_of(s, at, depth, ending=word == "ending")
    if word in BEFORES or word in AFTERS:
        return _week_beside(s, i, at, depth, sign=-1 if word in BEFORES else 1)
    before = k.t[i - 1]
    if (
        before == "the"
        and k.t[i - 2] in ("in", "within", "during", "over", "by", "before", "of", "throughout", "through")
    ) or before in ("school", "all"):
        return this_week(s, i + 1)
    return unit_edge_at(s, i, depth)


def _week_of(s: Scene, at: int, depth: int, *, ending: bool) -> Point | None:
    while s.k.t[at] in ("the", "on", "my", "our", "of", "with", "has", "starts", "begins"):
        if s.names.at(s.k, at):
            break
        at += 1
    point = s.point_at(at, depth + 1)
    if point is None or point.lost or point.past or point.grain is Grain.MONTH:
        return point if point and point.lost else None
    if ending:
        return replace(point, label=f"the week ending {point.label}")
    return calendar_week(s, point.first, point.stop, f"the week of {point.label}")


def _week_beside(s: Scene, i: int, at: int, depth: int, *, sign: int) -> Point | None:
    k = s.k
    while k.t[at] in ("the", "my", "our", "i", "we", "to", "of") and not s.names.at(k, at):
        at += 1
    base = s.point_at(at, depth + 1)
    if base is None or base.lost or base.past:
        return base if base and base.lost else None
    day = shifted(base.first, -7) if sign < 0 else shifted(base.last, 7)
    where = "before" if sign < 0 else "after"
    return calendar_week(s, day, base.stop, f"the week {where} {base.label}")


def slashed_week_at(s: Scene, i: int, depth: int) -> Point | None:
    """w/c 14 Dec, w/e 18 Dec, wc, "wk of"."""
    k = s.k
    if k.t[i] == "wc":
        return _week_of(s, i + 1, depth, ending=False)
    if k.t[i] == "w" and k.t[i + 1] == "/" and k.t[i + 2] in ("c", "e", "b", "o"):
        return _week_of(s, i + 3, depth, ending=k.t[i + 2] == "e")
    return week_or_beside(s, i, depth)


def weekday_or_beside(s: Scene, i: int, depth: int) -> Point | None:
    """A weekday, also one that is named beside or inside something: "the Friday after X", "Friday of demo week"."""
    k = s.k
    weekday = WEEKDAYS[k.t[i]]
    at = after_weekday(s, i)
    word = k.t[at]
    point = weekday_at(s, i)
    bare = point is None or point.stop <= at
    back = _back_from(s, at, depth) if bare else None
    if back is not None:
        return _beside(s, weekday, "after", back) or point
    if not bare or word not in ("before", "after", "following", "preceding", "of", "during", "in", "from"):
        return point
    step = at + 1
    while k.t[step] in ("the", "my", "our", "we", "i", "on") and not s.names.at(k, step):
        step += 1
    base = s.point_at(step, depth + 1)
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


def _back_from(s: Scene, at: int, depth: int) -> Point | None:
    """The break of which is said that it is over on that weekday: "the Monday we come back from intermission"."""
    t = s.k.t
    if t[at] not in ("we", "when", "that", "i"):
        return None
    for step in range(at + 1, at + 6):
        if t[step] in ("back", "return") and t[step + 1] in ("from", "after"):
            base = s.point_at(step + 2 + (t[step + 2] == "the"), depth + 1)
            return base if base and base.grain is Grain.BREAK else None
    return None


def _beside(s: Scene, weekday: int, word: str, base: Point) -> Point | None:
    name = DAY_NAMES[weekday]
    if word in ("before", "preceding"):
        back = (base.first.weekday() - weekday) % 7 or 7
        return on(shifted(base.first, -back), base.stop, f"the {name} before {base.label}", Sort.WEEK, trust=0.93)
    if word in ("after", "following", "from"):
        ahead = (weekday - base.last.weekday()) % 7 or 7
        return on(shifted(base.last, ahead), base.stop, f"the {name} after {base.label}", Sort.WEEK, trust=0.93)
    if base.grain is Grain.WEEK:
        return in_week(s, base, weekday)
    if (base.last - base.first).days <= 10:
        day = nth_weekday(base.first, base.last, weekday, 1)
        return on(day, base.stop, f"{name} of {base.label}", Sort.WEEK, trust=0.9) if day else None
    return None


def eve_at(s: Scene, i: int, depth: int) -> Point | None:
    """“the eve of demo day”."""
    base = s.point_at(past_of(s, i + 1), depth + 1) if s.k.t[i + 1] == "of" else None
    if base is None or base.lost or base.past:
        return None
    return on(shifted(base.first, -1), base.stop, f"the eve of {base.label}", Sort.WEEK, trust=0.9)


def _numbered_day(s: Scene, i: int, depth: int) -> Point | None:
    """“day 3 of week 3”."""
    number = number_at(s.k, i + 1)
    if number is None or s.k.t[number[1]] != "of" or not 1 <= number[0] <= 7:
        return None
    week = s.point_at(past_of(s, number[1]), depth + 1)
    if week is None or week.lost or week.grain is not Grain.WEEK:
        return week
    day = shifted(s.calendar.weekday_of(week.first, 0), int(number[0]) - 1)
    return on(day, week.stop, f"day {int(number[0])} of {week.label}", Sort.WEEK, trust=0.95)


def day_beside_at(s: Scene, i: int, depth: int) -> Point | None:
    """“the day before graduation”, “the day after X”, “the day of X”, “the day X starts”."""
    k = s.k
    today = today_at(s, i)
    if today:
        return today
    numbered = _numbered_day(s, i, depth)
    if numbered:
        return numbered
    word, at = k.t[i + 1], i + 2
    if word not in ("before", "after", "of", "following", "preceding", "that"):
        return None
    while k.t[at] in ("the", "my", "our", "we", "i", "of") and not s.names.at(k, at):
        at += 1
    base = s.point_at(at, depth + 1)
    if base is None or base.lost or base.past:
        return base if base and base.lost else None
    if word in ("of", "that"):
        return base if base.grain is Grain.DAY else None
    day = shifted(base.first, -1) if word in ("before", "preceding") else shifted(base.last, 1)
    sort = Sort.WEEK if base.sort is Sort.NAMED else base.sort
    return on(day, base.stop, f"the day {word} {base.label}", sort, trust=0.93)


def weekend_at(s: Scene, i: int, depth: int) -> Point | None:
    """“the weekend”, “the weekend before X”."""
    k = s.k
    word, at = k.t[i + 1], i + 2
    if word in ("before", "after", "of", "following"):
        while k.t[at] in ("the", "my", "our") and not s.names.at(k, at):
            at += 1
        base = s.point_at(at, depth + 1)
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
            return weekend_of(s, day, base.stop, f"the weekend {word} {base.label}", trust=0.88)
        if base and base.lost:
            return base
    if k.t[i - 1] in ("a", "every", "each", "on") or (k.t[i - 1] == "long" and k.t[i - 2] not in ("the", "this")):
        return None
    return weekend_of(s, s.written, i + 1, "the weekend")
