"""What reading a Timebound answer gives: a day or the want of one, the words it rests on, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day
from enum import StrEnum


class DueKind(StrEnum):
    """What a Timebound answer says: a day, no time at all, no end, or a time that is no single day."""

    DATE = "date"
    NONE = "none"
    ONGOING = "ongoing"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the answer: characters `start` up to `end` of it, and the `text` between."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Due:
    """A due date as read from an answer.

    `date`: set for kind DATE alone; `words`: what it rests on, None if on nothing; `confidence`: 0 to 1, how often a
    reading like this one is right; `alternatives`: other days a careful reader could hold; `why`: a sentence for staff;
    `unknown_milestone`: an event that the answer names and the calendar lacks, or "".
    """

    kind: DueKind
    date: Day | None = None
    words: Words | None = None
    confidence: float = 1.0
    alternatives: tuple[Day, ...] = ()
    why: str = ""
    unknown_milestone: str = ""
