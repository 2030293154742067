"""Numbers, ordinals and lengths of time as students write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day

from pdsync.goals.calendar import Calendar, shifted
from pdsync.goals.dates.days import later_by_months, later_by_workdays
from pdsync.goals.dates.tokens import Tokens
from pdsync.goals.dates.words import (
    DAYS,
    FEW,
    HOURS,
    LAST,
    MONTHS_LONG,
    NUMBERS,
    ORDINALS,
    SPRINTS,
    SUFFIXES,
    TENS,
    UNITS,
    WEEKENDS,
    WEEKS,
    WORKDAYS,
    WORKING,
    YEARS,
    words,
)

MOST = 10_000
BETWEEN = words("- ish full more whole solid short good additional extra consecutive calendar long straight other") | {
    "+"
}
SHORT_UNITS = {"w": "weeks", "d": "days", "h": "hours", "wk": "weeks", "m": "minutes"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A length of time: `count` of a `unit`, `least` where a range was said; `vague`: no number was said."""

    count: float
    unit: str
    stop: int
    least: float | None = None
    vague: bool = False
    plus: tuple[float, str] | None = None

    @property
    def is_work(self) -> bool:
        """Whether it is a length of work (hours, minutes) rather than a stretch of days."""
        return self.unit == HOURS

    def from_(self, day: Day, calendar: Calendar, sign: int = 1) -> Day | None:
        """The day so much later (or earlier) than another; None where the calendar lacks the unit."""
        moved = _moved(day, self.count * sign, self.unit, calendar)
        if moved is not None and self.plus is not None:
            moved = _moved(moved, self.plus[0] * sign, self.plus[1], calendar)
        return moved

    def least_from(self, day: Day, calendar: Calendar, sign: int = 1) -> tuple[Day, ...]:
        """The day by the shorter end of a range, if one was said."""
        moved = None if self.least is None else _moved(day, self.least * sign, self.unit, calendar)
        return () if moved is None else (moved,)


def _moved(day: Day, count: float, unit: str, calendar: Calendar) -> Day | None:
    count = max(-MOST, min(MOST, count))
    if unit == SPRINTS:
        return shifted(day, round(7 * count * calendar.sprint_weeks)) if calendar.sprint_weeks else None
    if unit in (MONTHS_LONG, YEARS):
        months = count * (12 if unit == YEARS else 1)
        day = later_by_months(day, int(months))
        return shifted(day, round((months - int(months)) * 30))
    if unit == WORKDAYS:
        return later_by_workdays(day, round(count))
    if unit == HOURS:
        return shifted(day, int(count // 24) if count > 0 else 0)
    return shifted(day, round(count * (7 if unit in (WEEKS, WEEKENDS) else 1)))


def number_at(k: Tokens, i: int) -> tuple[float, int] | None:
    """A cardinal number: 3, 1.5, three, twenty-one."""
    n = k.n[i]
    if n is not None:
        if k.t[i + 1] == "." and k.glued[i + 1] and k.glued[i + 2] and k.n[i + 2] is not None and len(k.t[i + 2]) == 1:
            return n + (k.n[i + 2] or 0) / 10, i + 3
        return n, i + 1
    word = k.t[i]
    if word in TENS or word in ("forty", "fifty"):
        rest = i + 1 + (k.t[i + 1] == "-")
        ones = NUMBERS.get(k.t[rest], 0)
        return (NUMBERS[word] + ones, rest + 1) if 1 <= ones <= 9 else (NUMBERS[word], i + 1)
    return (NUMBERS[word], i + 1) if word in NUMBERS else None


def ordinal_at(k: Tokens, i: int) -> tuple[int, int] | None:
    """An ordinal: 3rd, third, twenty-first; the last is -1."""
    word, n = k.t[i], k.n[i]
    if n is not None:
        suffixed = k.t[i + 1] in SUFFIXES and (k.glued[i + 1] or k.t[i + 1] == "th")
        return (n, i + 2) if suffixed else None
    if word in TENS:
        rest = i + 1 + (k.t[i + 1] == "-")
        ones = ORDINALS.get(k.t[rest], 0)
        return (TENS[word] + ones, rest + 1) if 1 <= ones <= 9 else None
    if word in ORDINALS:
        return ORDINALS[word], i + 1
    if word == "penultimate":
        return -2, i + 1
    return (-1, i + 1) if word in LAST else None


def to_last_at(k: Tokens, i: int) -> int | None:
    """The token after "to last" or "-to-last", as in "second to last"; None if that does not stand there."""
    for phrase in (["to", "last"], ["-", "to", "-", "last"], ["to", "the", "last"]):
        if k.t[i : i + len(phrase)] == phrase:
            return i + len(phrase)
    return None


HEDGES = words("maybe possibly perhaps probably or realistically potentially")


def hedge_at(k: Tokens, at: int) -> int | None:
    """The token after ", maybe", "(possibly", "or maybe" between two numbers; None if that does not stand there."""
    step = at + (k.t[at] in (",", "(", "or", "-", "/"))
    if step == at or k.t[step] not in HEDGES:
        return None
    step += 1
    return step + (k.t[step] in HEDGES or k.t[step] in ("even", "to"))


def unit_at(k: Tokens, i: int, *, glued: bool = False) -> tuple[str, float, int] | None:
    """A unit of time: its kind, its size in that kind, and the token after it."""
    word = k.t[i]
    if glued and k.glued[i] and word in SHORT_UNITS:
        word = SHORT_UNITS[word]
    if word in WORKING and k.t[i + 1] in ("day", "days"):
        return WORKDAYS, 1, i + 2
    if word in ("school", "calendar", "class", "cohort") and k.t[i + 1] in UNITS:
        i, word = i + 1, k.t[i + 1]
    if word not in UNITS:
        return None
    kind, size = UNITS[word]
    return kind, size, i + 1


def amount_at(k: Tokens, i: int) -> Amount | None:
    """A length of time: "two weeks", "6-8 weeks", "a couple of days", "a month and a half", "a few weeks"."""
    return _vague_at(k, i) or _half_at(k, i) or _counted_at(k, i)


def _vague_at(k: Tokens, i: int) -> Amount | None:
    at = i + (k.t[i] in ("a", "the"))
    if k.t[at] not in FEW:
        return None
    at += 1
    while k.t[at] in BETWEEN or k.t[at] in ("of", "short", "the"):
        at += 1
    unit = unit_at(k, at)
    return Amount(0, unit[0], unit[2], vague=True) if unit and unit[0] != HOURS else None


def _half_at(k: Tokens, i: int) -> Amount | None:
    if k.t[i] != "half":
        return None
    at = i + 1 + (k.t[i + 1] in ("a", "an"))
    unit = unit_at(k, at)
    return Amount(unit[1] / 2, unit[0], unit[2]) if unit else None


def _counted_at(k: Tokens, i: int) -> Amount | None:
    found = _count_at(k, i)
    if found is None:
        return None
    least, count, at = found
    glued = at > i and k.n[at - 1] is not None
    steps = 0
    while k.t[at] in BETWEEN and steps < 3:
        at, steps = at + 1, steps + 1
    unit = unit_at(k, at, glued=glued and not steps)
    if unit is None:
        return None
    kind, size, stop = unit
    if (
        count == 1
        and least is None
        and k.t[stop] == "or"
        and k.t[stop + 1] in ("two", "2")
        and k.t[stop + 2] not in UNITS
    ):
        least, count, stop = 1, 2, stop + 2
    later = number_at(k, hedge) if (hedge := hedge_at(k, stop)) else None
    if later and least is None and later[0] > count and later[0] <= 4 * count and not k.t[later[1]].isalpha():
        least, count, stop = count, later[0], later[1] + (k.t[later[1]] == ")")
    if k.t[stop : stop + 3] == ["and", "a", "half"]:
        count, stop = count + 0.5, stop + 3
    amount = Amount(count * size, kind, stop, None if least is None else least * size)
    return _with_more(k, amount)


def _with_more(k: Tokens, amount: Amount) -> Amount:
    """“1 month and 2 weeks” is one length."""
    if k.t[amount.stop] not in ("and", ",", "plus") or (
        k.n[amount.stop + 1] is None and k.t[amount.stop + 1] not in NUMBERS
    ):
        return amount
    more = number_at(k, amount.stop + 1)
    unit = unit_at(k, more[1]) if more else None
    smaller = {YEARS: (MONTHS_LONG, WEEKS), MONTHS_LONG: (WEEKS, DAYS), WEEKS: (DAYS,)}.get(amount.unit, ())
    if more is None or unit is None or unit[0] not in smaller:
        return amount
    return Amount(amount.count, amount.unit, unit[2], amount.least, plus=(more[0] * unit[1], unit[0]))


def _count_at(k: Tokens, i: int) -> tuple[float | None, float, int] | None:
    """How many: the least where a range was said, the count, and the token after it."""
    t = k.t
    article = t[i] in ("a", "an", "the")
    at = i + article
    if t[at] == "couple":
        at += 1
        while t[at] in ("of", "more"):
            at += 1
        return None, 2, at
    if article:
        return (None, 1, at) if t[i] != "the" and t[at] not in NUMBERS and k.n[at] is None else None
    first = number_at(k, i)
    if first is None:
        return None
    count, at = first
    if t[at : at + 3] == ["and", "a", "half"]:
        return None, count + 0.5, at + 3
    if t[at] in ("-", "to", "or", "/"):
        second = number_at(k, at + 1)
        if second and second[0] > count:
            return count, second[0], second[1]
    if t[at] == "(" and k.n[at + 1] is not None and t[at + 2] == ")":
        at += 3
    return None, count, at
