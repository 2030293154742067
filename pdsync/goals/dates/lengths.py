"""Lengths of time, from today or from something else: in 2 weeks, 3 days before X."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Day

from pdsync.goals.dates.amounts import Amount, amount_at, unit_at
from pdsync.goals.dates.edges import past_of
from pdsync.goals.dates.points import Grain, Point, Sort, missing, on
from pdsync.goals.dates.said import spoken
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.tokens import Tokens
from pdsync.goals.dates.weekdays import weekdays_ahead
from pdsync.goals.dates.words import DAY_EVENTS, FUNCTION, WEEKDAYS, words

BEFORES = words("before preceding prior ahead")


AFTERS = words("after following from past since into")
BETWEEN = words("the my our i we this that when")
SPOKEN_OF = words("is that's it's only just are still over almost nearly")
PARTLY = words("of done complete finished through there way full")
PASTS = words("ago back old behind")
AWAY = words("off away out")
INSIDE = words("within in over during for throughout")


def next_length_at(s: Scene, i: int) -> Point | None:
    """“within the next month”, “over the next week”: so long from today, not the month or week that comes next."""
    k = s.k
    inside = k.t[i - 2] in INSIDE if k.t[i - 1] == "the" else k.t[i - 1] == "within"
    unit = unit_at(k, i + 1) if inside and not k.t[i + 1].endswith("s") else None
    return _from_today(s, Amount(unit[1], unit[0], unit[2])) if unit and unit[1] >= 1 else None


def length_at(s: Scene, i: int, depth: int) -> Point | None:
    """A length of time, from today or from what it names: "in 2 weeks", "3 days before X", "a week from Friday"."""
    k = s.k
    at = i
    if k.t[at] == "the" and k.t[at + 1] not in ("next", "couple", "coming", "following"):
        return None
    while k.t[at] in ("the", "next", "coming", "following", "another", "upcoming", "about", "around"):
        at += 1
    amount = amount_at(k, at) or _another(k, at)
    if amount is None:
        return weekdays_ahead(s, at)
    if _some_day(k, at) or _describes(s, amount) or k.t[amount.stop : amount.stop + 3] == ["at", "a", "time"]:
        return None
    if k.t[amount.stop] in PASTS or (k.t[amount.stop] in AWAY and k.t[i - 1] in SPOKEN_OF):
        return Point(Day.min, Day.min, amount.stop + 1, "the past or a distance", Sort.LENGTH, past=True)
    anchored = _anchored(s, amount, depth)
    if anchored:
        return anchored
    if amount.vague:
        return missing("no number of days or weeks is named", amount.stop, Sort.LENGTH)
    if amount.is_work and (amount.count < 24 or k.t[i - 1] not in ("in", "within", "next", "the")):
        return None
    return _from_today(s, amount)


def _another(k: Tokens, i: int) -> Amount | None:
    """“another week”."""
    unit = unit_at(k, i) if k.t[i - 1] == "another" else None
    return Amount(unit[1], unit[0], unit[2]) if unit else None


def _some_day(k: Tokens, i: int) -> bool:
    """“one day”, that is some day, but not “in one day”."""
    counted = k.t[i - 1] in ("in", "within", "for", "take", "takes", "only") or k.t[i + 2] in AFTERS | BEFORES
    return k.t[i : i + 2] == ["one", "day"] and not counted


def _describes(s: Scene, amount: Amount) -> bool:
    """Whether a length only says how long something is: "a 6-week module", "a two-day workshop"."""
    k = s.k
    single = not k.t[amount.stop - 1].endswith("s")
    if k.t[amount.stop - 1] in ("quarter", "quarters") and k.t[amount.stop] in PARTLY:
        return True
    if single and k.t[amount.stop] in ("anniversary", "mark", "anniv"):
        return True
    hyphen = single and (
        "-" in k.t[amount.stop - 2 : amount.stop] or (amount.count > 1 and k.n[amount.stop - 2] is not None)
    )
    return hyphen and k.t[amount.stop].isalpha() and k.t[amount.stop] not in FUNCTION


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
    label = f"{_said(s, amount)} after {spoken(s.written, s.written)}"
    trust = 0.94 if not others else 0.85
    if amount.unit == "weekend" or amount.count != int(amount.count):
        trust = 0.7
    return on(day, stop, label, Sort.LENGTH, trust=trust, others=others)


def _said(s: Scene, amount: Amount) -> str:
    count = int(amount.count) if amount.count == int(amount.count) else round(amount.count, 1)
    return f"{count} {amount.unit}{'' if count == 1 else 's'}"


def _anchored(s: Scene, amount: Amount, depth: int) -> Point | None:
    """A length counted from a point: after, before, from, into, on."""
    k = s.k
    at = amount.stop + 2 * (k.t[amount.stop : amount.stop + 2] == ["or", "so"])
    if k.t[at] == "of":
        return _of_a_period(s, amount, at, depth)
    sign, step = _direction(s, amount, at)
    if not sign:
        return None
    while k.t[step] in BETWEEN and k.t[step + 1] and not s.names.at(k, step):
        step += 1
    if k.t[step] in ("now", "then", "writing") or k.t[step : step + 2] == ["the", "date"]:
        now = _from_today(s, amount)
        return (
            replace(now.upto(step + 1), counted=True)
            if not amount.vague
            else missing("no number is named", step + 1, Sort.LENGTH)
        )
    base = s.point_at(step, depth + 1)
    if base and base.sort is Sort.TODAY and not base.past and not amount.vague:
        return replace(_counted(s, amount, base, sign, into=False), counted=True)
    if base is None and not amount.is_work and _something(s, at, step):
        return missing("it is counted from something the calendar does not know", step, Sort.LENGTH)
    if base is None or base.past:
        return None
    return _counted(s, amount, base, sign, into=k.t[at] == "into")


def _something(s: Scene, at: int, step: int) -> bool:
    """Whether a length is counted from something: "a week after my interview", but not "two weeks after school"."""
    t = s.k.t
    if t[at] == "before" and not {"finish", "finished", "done", "complete"}.isdisjoint(t[step : step + 4]):
        return False
    counted = t[at] in ("before", "after", "following", "from", "past", "prior") and t[step].isalpha()
    return counted and t[step] not in DAY_EVENTS and t[step] not in ("which", "and", "so", "but", "there", "here")


def _direction(s: Scene, amount: Amount, at: int) -> tuple[int, int]:
    """Whether a length counts forwards (1), backwards (-1) or not at all (0), and the token after the word for it."""
    k = s.k
    word = k.t[at]
    if word in ("out", "away") and k.t[at + 1] == "from":
        return (1 if k.t[at + 2] in ("now", "today", "here") else -1), at + 2
    if word in BEFORES:
        return -1, at + 1 + (k.t[at + 1] in ("to", "of"))
    if k.t[at : at + 3] == ["in", "advance", "of"]:
        return -1, at + 3
    if word in AFTERS or (word == "on" and k.t[at + 1] in WEEKDAYS):
        return 1, at + 1
    if word in ("this", "coming") and k.t[at + 1] in WEEKDAYS and amount.unit == "week":
        return 1, at
    return (1, at) if word in WEEKDAYS and amount.unit == "week" else (0, at)


def _of_a_period(s: Scene, amount: Amount, at: int, depth: int) -> Point | None:
    """“Within 2 weeks of graduation” counts from it; “the 6 weeks of the mod” are the mod."""
    step = past_of(s, at)
    base = s.point_at(step, depth + 1)
    within = "within" in s.k.t[max(amount.stop - 5, 0) : amount.stop]
    if base is None and within and s.k.t[step].isalpha() and not amount.is_work:
        if s.k.t[step] in ("today", "now", "writing"):
            return _from_today(s, amount)
        return missing("it is counted from something the calendar does not know", step, Sort.LENGTH)
    if base is None or base.past:
        return None
    if base.grain is Grain.DAY or within:
        return _counted(s, amount, base, 1, into=False)
    return base


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
    sort = {Sort.TODAY: Sort.LENGTH, Sort.NAMED: Sort.WEEK}.get(base.sort, base.sort)
    return replace(on(day, base.stop, label, sort, trust=trust, others=others), counted=True)
