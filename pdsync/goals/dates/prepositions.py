"""What a preposition makes of a point: the table preposition × grain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day
from enum import Enum, auto
from typing import Final

from pdsync.goals.calendar import Before, ByPeriod, shifted
from pdsync.goals.dates.points import Edge, Grain, Point, Sort
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import DAY_EVENTS, words


class Prep(Enum):
    """How a preposition looks at a point."""

    BARE = auto()
    ON = auto()
    FOR = auto()
    BY = auto()
    BEFORE = auto()
    UNTIL = auto()
    LATEST = auto()
    AFTER = auto()


@dataclass(frozen=True, slots=True)
class Lead:
    """The preposition before a point: its kind and word, the token it starts at, and whether "not" stands before it."""

    prep: Prep
    word: str
    at: int
    negated: bool = False


ONE_WORD: dict[str, Prep] = {
    **dict.fromkeys(
        ["on", "in", "at", "during", "within", "throughout", "over", "@", "of", "come", "around", "upon"], Prep.ON
    ),
    **dict.fromkeys(("for",), Prep.FOR),
    **dict.fromkeys(("by", "against"), Prep.BY),
    **dict.fromkeys(("before", "bef", "<"), Prep.BEFORE),
    **dict.fromkeys(("until", "through", "to", "upto"), Prep.UNTIL),
    **dict.fromkeys(
        [
            "after",
            "following",
            "since",
            "from",
            "starting",
            "start",
            "beginning",
            "begin",
            "commencing",
            "past",
            "post",
            "once",
        ],
        Prep.AFTER,
    ),
    "when": Prep.ON,
    "into": Prep.BY,
}
FILLERS = words("""
    the a an my our your this that about around roughly approximately approx ~ sometime maybe probably hopefully
    likely i we cohort get reach hit it is be very early ideally possibly say or perhaps latest absolute somewhere
    time's ( : preferably - am are
""")


DAY_EVENT_PREPS = words("before after by at in")
INFINITIVES = words("say be get reach hit")
"""Behind one of these "to" is no preposition: "I'd love to say tomorrow"."""


def lead_of(s: Scene, i: int, floor: int) -> Lead:
    """The preposition of the point at token i, looked for backwards down to `floor`."""
    k = s.k
    j, timed = i - 1, False
    for _ in range(7):
        if j < floor:
            return Lead(Prep.BARE, "", i)
        word = k.t[j]
        if j + 1 in s.clocks:
            j, timed = s.clocks[j + 1] - 1, True
        elif word in DAY_EVENTS and j > floor and k.t[j - 1] in DAY_EVENT_PREPS | FILLERS:
            j, timed = j - 1, True
        elif word in FILLERS or (word in ONE_WORD and _fills(k.t, j, floor)):
            j -= 1
        else:
            return _lead(s, j, floor, timed=timed) if _leads(k.t, j) else Lead(Prep.BARE, "", i)
    return Lead(Prep.BARE, "", i)


def _leads(t: list[str], j: int) -> bool:
    """Whether token j is, or closes, a preposition."""
    word = t[j]
    if word == "to" and t[j + 1] in INFINITIVES:
        return False
    closes = (word == "as" and t[j - 1] == "long") or (word == "time" and t[j - 1] in ("the", "by"))
    return word in ONE_WORD or word == "than" or closes


def _fills(t: list[str], j: int, floor: int) -> bool:
    """Whether a preposition only belongs to the one before it: "by around", "of" in "in the course of"."""
    around = t[j] == "around" and j > floor and t[j - 1] in ONE_WORD
    return around or (t[j] == "of" and t[j - 1] in ("time", "course"))


TWO_WORDS: Final[Mapping[tuple[str, str], tuple[Prep, str]]] = {
    **dict.fromkeys((("prior", "to"), ("ahead", "of")), (Prep.BEFORE, "before")),
    **dict.fromkeys((("time", "for"), ("ready", "for"), ("prepared", "for")), (Prep.BY, "in time for")),
    **dict.fromkeys(
        (("rest", "of"), ("remainder", "of"), ("up", "to"), ("up", "until"), ("course", "of"), ("all", "of")),
        (Prep.UNTIL, "through"),
    ),
    ("as", "of"): (Prep.AFTER, "as of"),
    ("or", "before"): (Prep.LATEST, "by"),
}


def _lead(s: Scene, j: int, floor: int, *, timed: bool) -> Lead:
    """The preposition whose last word is token j; `timed`: a time of day stands between it and its point."""
    t = s.k.t
    word, before = t[j], t[j - 1] if j > floor else ""
    if word == "than":
        return _than(t, j)
    if word == "as":
        return Lead(Prep.UNTIL, "as long as", max(j - 2, floor))
    if word == "time":
        return Lead(Prep.ON, "by the time", max(j - 1 - (before == "the"), floor))
    if (before, word) in TWO_WORDS:
        prep, said = TWO_WORDS[before, word]
        return Lead(prep, said, j - 1 - (before == "or" and t[j - 2] in ("on", "by", "at")))
    if (before, word) == ("/", "before") and t[j - 2] in ("on", "by", "at"):
        return Lead(Prep.LATEST, "by", j - 2)
    negated = before in ("not", "no", "never")
    at = j - negated
    if timed and word in ("before", "after", "at"):
        return Lead(Prep.BY, "by", at, negated)
    if negated and word in ("before", "until"):
        return Lead(Prep.AFTER, f"not {word}", at)
    return Lead(ONE_WORD[word], word, at, negated)


def _than(t: list[str], j: int) -> Lead:
    refused = t[j - 2] in ("no", "not")
    if t[j - 1] in ("less", "fewer") or (t[j - 1] in ("more", "longer") and refused):
        return Lead(Prep.UNTIL, "within", j - 1 - refused)
    if t[j - 1] in ("later", "longer") and refused:
        return Lead(Prep.LATEST, "no later than", j - 2)
    if t[j - 1] in ("earlier", "sooner", "before"):
        return Lead(Prep.AFTER if refused else Prep.BEFORE, "no sooner than" if refused else "before", j - 1 - refused)
    return Lead(Prep.AFTER, "later than", j - 1)


@dataclass(frozen=True, slots=True)
class Reading:
    """The day that a preposition and a point come to, how sure that is, and the other days."""

    day: Day
    trust: float
    others: tuple[Day, ...]
    label: str


PERIODS = frozenset({Grain.MONTH, Grain.MODULE, Grain.BREAK})


def read(s: Scene, lead: Lead, point: Point) -> Reading:
    """The due day of a point under its preposition.

    | | day | week | weekend | month, module, break |
    |---|---|---|---|---|
    | on, in, for, until, bare | the day | its Friday | its Sunday | its last day |
    | by | the day | its Friday | the Friday before | its first day |
    | before | the day before | the day before its Monday | the Friday before | the day before its first |
    """
    if lead.prep is Prep.BY:
        return _by(s, point)
    if lead.prep is Prep.BEFORE:
        return _before(s, point)
    others, trust, label = point.others, point.trust, point.label
    if lead.prep is Prep.LATEST and point.grain in PERIODS:
        return Reading(point.day, 0.6, (*others, point.first), f"the end of {label}")
    if point.grain is Grain.WEEK:
        label = f"{_last_weekday(s, point)} of {label}" if point.due == point.day else label
    elif point.grain in PERIODS:
        label = f"the last day of {label}"
    elif point.grain is Grain.WEEKEND:
        label = f"Sunday of {label}"
    return Reading(point.day, trust, others, label)


def _last_weekday(s: Scene, point: Point) -> str:
    from pdsync.goals.dates.words import DAY_NAMES

    return DAY_NAMES[point.day.weekday()]


def _by(s: Scene, point: Point) -> Reading:
    if point.grain is Grain.WEEKEND:
        friday = s.calendar.last_school_day(point.first)
        return Reading(friday, min(point.trust, 0.85), (*point.others, point.last), f"the Friday before {point.label}")
    if point.grain in PERIODS:
        first, last = point.first, point.day
        if s.calendar.by_period is ByPeriod.END or (first <= s.written <= last):
            return Reading(last, 0.6, (first, *point.others), f"the end of {point.label}")
        return Reading(first, min(point.trust, 0.7), (last, *point.others), f"{point.label} starts")
    if point.grain is Grain.WEEK:
        first = point.first
        label = f"{_last_weekday(s, point)} of {point.label}" if point.due == point.day else point.label
        numbered = point.trust > 0.9
        return Reading(point.day, point.trust if not numbered else 0.85, (*point.others, first), label)
    return Reading(point.day, point.trust, point.others, point.label)


def _before(s: Scene, point: Point) -> Reading:
    if point.edge is Edge.END and point.sort is not Sort.ABSOLUTE:
        return Reading(point.day, min(point.trust, 0.93), point.others, f"the end of {point.label}")
    first = point.first
    if s.calendar.before is Before.INCLUSIVE:
        return Reading(first, min(point.trust, 0.85), (shifted(first, -1), *point.others), point.label)
    day = shifted(first, -1)
    others = [first, *point.others]
    if point.grain is Grain.WEEKEND:
        day = s.calendar.last_school_day(day)
    elif day.weekday() == 6 and first.weekday() == 0:
        others.append(s.calendar.last_school_day(day))
    return Reading(day, min(point.trust, 0.85), tuple(others), f"the day before {point.label}")
