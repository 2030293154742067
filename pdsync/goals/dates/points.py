"""A point: a day or a stretch of days that words name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date as Day
from enum import Enum, auto


class Grain(Enum):
    """How long a stretch the words name."""

    DAY = auto()
    WEEK = auto()
    WEEKEND = auto()
    MONTH = auto()
    MODULE = auto()
    BREAK = auto()


class Edge(Enum):
    """The part of a stretch that the words point at."""

    START = auto()
    MIDDLE = auto()
    END = auto()


class Sort(Enum):
    """How the words name it: by number, weekday, week, name, period, length of time, or from today."""

    ABSOLUTE = auto()
    WEEKDAY = auto()
    WEEK = auto()
    NAMED = auto()
    PERIOD = auto()
    LENGTH = auto()
    TODAY = auto()


@dataclass(frozen=True, slots=True)
class Point:
    """What words name, up to token `stop`.

    `due`: the day that closes it, where that is not simply `last` (a week's Friday); `trust`: how sure the reading is;
    `others`: further days it may mean; `edge`: the words named a start or an end; `lost`: why no day follows, or "";
    `unknown`: an event the calendar lacks; `past`: the words speak of what lies behind; `work`: a named day that is
    also a thing to work on ("final project"); `verb`: a named day said as a verb ("graduate"); `start`: where a range
    begins; `free`: no year is written, so that the last such day may be meant; `bare_number`: nothing but
    a day's number is said ("the 15th"); `counted`: so far from something else ("two weeks before graduation").
    """

    first: Day
    last: Day
    stop: int
    label: str
    sort: Sort
    grain: Grain = Grain.DAY
    due: Day | None = None
    trust: float = 0.97
    others: tuple[Day, ...] = ()
    edge: Edge | None = None
    lost: str = ""
    unknown: str = ""
    past: bool = False
    work: bool = False
    verb: bool = False
    start: Day | None = None
    free: bool = False
    bare_number: bool = False
    counted: bool = False

    @property
    def day(self) -> Day:
        """The last day on which it is still that time."""
        return self.due or self.last

    def upto(self, stop: int) -> Point:
        """The same, ending at another token."""
        return replace(self, stop=stop)


def on(day: Day, stop: int, label: str, sort: Sort, *, trust: float = 0.97, others: tuple[Day, ...] = ()) -> Point:
    """A point of a single day."""
    return Point(day, day, stop, label, sort, trust=trust, others=tuple(d for d in others if d != day))


def missing(why: str, stop: int, sort: Sort, *, others: tuple[Day, ...] = (), unknown: str = "") -> Point:
    """A point that names a time from which no day follows."""
    return Point(Day.min, Day.min, stop, why, sort, lost=why, others=others, unknown=unknown)
