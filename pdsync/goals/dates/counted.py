"""Times counted from the time before them: "two days before that", "a week earlier", "the Friday before"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pdsync.goals.calendar import shifted
from pdsync.goals.dates.amounts import Amount, amount_at
from pdsync.goals.dates.around import CLOSING
from pdsync.goals.dates.findings import Findings, Mention
from pdsync.goals.dates.points import Grain, Point, Sort, missing, on
from pdsync.goals.dates.prepositions import Lead, Prep
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.weeks import calendar_week, weekend_of
from pdsync.goals.dates.words import DAY_NAMES, WEEK_WORDS, WEEKDAYS, words

EARLIER: Final = words("before beforehand earlier early prior ahead sooner preceding")
LATER: Final = words("after afterwards later thereafter following")
POINTING: Final = words("that it then those them this")
GOES_ON: Final = words("and so but because as which to for when i if since or just at in is")
"""What may follow "the day before" without being what it is before; the rest of them needs a longer look."""
EQUATING: Final = words("is are on the ( : - = falls in at")
NIGHTS: Final = words("day night evening morning afternoon")


@dataclass(frozen=True, slots=True)
class _Step:
    """How far a time lies from the one before it: `sign` 1 or -1, or 0; `pointed`: "that" was said."""

    sign: int
    stop: int
    pointed: bool


def counted_from_the_last(s: Scene, found: Findings, i: int) -> Mention | None:
    """The time at token i that is counted from the one before it, which it replaces; None if there is none such."""
    if s.k.t[i] == "next":
        return _and_next(s, found, i)
    if s.k.t[i] == "before":
        return _before_that(s, found, i)
    amount = _amount(s, i)
    at = amount.stop if amount else i + 1
    noun = s.k.t[i]
    if amount is None and noun not in NIGHTS and noun not in WEEKDAYS and noun not in WEEK_WORDS and noun != "weekend":
        return None
    step = _step(s, at)
    if step is None or (amount is not None and amount.is_work) or s.k.t[i - 1] in ("not", "no"):
        return None
    last = found.mentions[-1] if found.mentions else None
    if last is None or last.point.past:
        return _of_nothing(s, found, i, step) if step.pointed else None
    if last.point.lost:
        point = last.point.upto(step.stop)
    else:
        told = _beside(s, i, amount, step, last.point)
        if told is None:
            return None
        point = told
    _drop(s, found)
    return Mention(point, Lead(Prep.BARE, "", i), i, i, step.stop, len(found.ends))


def _before_that(s: Scene, found: Findings, i: int) -> Mention | None:
    """“The demo is on 3/5 and I want it finished before that”: the day before, unless that is itself a deadline."""
    t = s.k.t
    if t[i + 1] not in ("that", "then", "it") or t[i + 2].isalnum() or not found.mentions:
        return None
    last = found.mentions[-1]
    if last.point.lost or last.point.past or last.lead.prep in CLOSING or last.point.start is not None:
        return None
    _drop(s, found)
    label = f"the day before {last.point.label}"
    point = on(shifted(last.point.first, -1), i + 2, label, Sort.WEEK, trust=0.75, others=(last.point.first,))
    return Mention(point, Lead(Prep.BARE, "", i), i, i, i + 2, len(found.ends))


def _and_next(s: Scene, found: Findings, i: int) -> Mention | None:
    """“not this Friday but next”, “this Saturday and the next”: a week after the time before it."""
    t = s.k.t
    joiner = t[i - 2] if t[i - 1] == "the" else t[i - 1]
    if joiner not in ("and", "but", "or") or t[i + 1].isalnum() or not found.mentions:
        return None
    last = found.mentions[-1]
    if (
        last.point.lost
        or last.point.sort not in (Sort.WEEKDAY, Sort.WEEK)
        or (last.point.last - last.point.first).days > 6
    ):
        return None
    found.mentions.pop()
    point = on(shifted(last.point.day, 7), i + 1, f"a week after {last.point.label}", Sort.WEEK, trust=0.75)
    return Mention(point, Lead(Prep.BARE, "", i), i, i, i + 1, len(found.ends))


def _drop(s: Scene, found: Findings) -> None:
    """Take away the time that is counted from, and what it was said to be: "Demo day is 3/11, so the Friday before"."""
    gone = found.mentions.pop()
    while found.mentions:
        last = found.mentions[-1]
        if not last.stop <= gone.core or not all(word in EQUATING for word in s.k.t[last.stop : gone.core]):
            return
        gone = found.mentions.pop()


def _of_nothing(s: Scene, found: Findings, i: int, step: _Step) -> Mention:
    point = missing("it is counted from something that is not named here", step.stop, Sort.LENGTH)
    return Mention(point, Lead(Prep.BARE, "", i), i, i, step.stop, len(found.ends))


def _amount(s: Scene, i: int) -> Amount | None:
    """A length at token i, also "the week" and "a day or so"."""
    amount = amount_at(s.k, i)
    if amount and s.k.t[amount.stop : amount.stop + 2] == ["or", "so"]:
        return Amount(amount.count, amount.unit, amount.stop + 2, amount.least, amount.vague)
    return amount


def _step(s: Scene, at: int) -> _Step | None:
    """What follows a length or a weekday: "before", "earlier than that", "ahead of it", "prior to that"."""
    t = s.k.t
    at += t[at] == "in" and t[at + 1] == "advance"
    word = "ahead" if t[at] == "advance" else t[at]
    sign = -1 if word in EARLIER else 1 if word in LATER else 0
    if not sign:
        return None
    step = at + 1
    linked = step + (t[step] in ("than", "to", "of"))
    if t[linked] in POINTING and not t[linked + 1].isalpha():
        return _Step(sign, linked + 1, pointed=True)
    if t[linked] in POINTING and t[linked + 1] in GOES_ON | {"will"}:
        return _Step(sign, linked + 1, pointed=True)
    if t[step : step + 2] == ["of", "time"]:
        return _Step(sign, step + 2, pointed=False)
    closed = not t[step].isalnum() or (t[step] in GOES_ON - {"i", "when", "the", "to", "at", "in"})
    return _Step(sign, step, pointed=False) if closed else None


def _beside(s: Scene, i: int, amount: Amount | None, step: _Step, last: Point) -> Point | None:
    """The point that lies so far before or after the last."""
    k = s.k
    where = "before" if step.sign < 0 else "after"
    base = last.first if step.sign < 0 else last.day
    noun = k.t[i]
    if amount is not None:
        if amount.vague:
            return missing(f"no number of days is named {where} {last.label}", step.stop, Sort.LENGTH)
        if last.grain is Grain.WEEK and amount.unit == "week":
            base = last.day
        day = amount.from_(base, s.calendar, step.sign)
        if day is None:
            return missing("the calendar has no sprints", step.stop, Sort.LENGTH)
        label = f"{k.t[i]} {amount.unit} {where} {last.label}".replace("a ", "1 ", 1)
        return on(day, step.stop, label, Sort.WEEK, trust=0.85, others=(last.day,))
    if noun in WEEKDAYS:
        apart = (WEEKDAYS[noun] - base.weekday()) % 7 if step.sign > 0 else (base.weekday() - WEEKDAYS[noun]) % 7
        day = shifted(base, step.sign * (apart or 7))
        return on(day, step.stop, f"the {DAY_NAMES[WEEKDAYS[noun]]} {where} {last.label}", Sort.WEEK, trust=0.85)
    if noun in WEEK_WORDS:
        week = calendar_week(s, shifted(base, 7 * step.sign), step.stop, f"the week {where} {last.label}")
        return week if k.t[i - 1] in ("the", "a") else None
    if noun == "weekend":
        return weekend_of(s, shifted(base, 7 * min(step.sign, 0)), step.stop, f"the weekend {where} {last.label}")
    return on(shifted(base, step.sign), step.stop, f"the {noun} {where} {last.label}", Sort.WEEK, trust=0.85)
