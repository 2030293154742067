"""What a time may be doing in an answer, and what stands around it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum, auto

from pdsync.goals.dates.findings import Findings, Mark
from pdsync.goals.dates.phrases import Cue
from pdsync.goals.dates.prepositions import Prep
from pdsync.goals.dates.scene import Scene


class Role(Enum):
    """What a time is doing in an answer."""

    DEADLINE = auto()
    DONE = auto()
    GOAL = auto()
    START = auto()
    CHECK_IN = auto()
    REASON = auto()
    REFUSED = auto()
    OVERTAKEN = auto()
    PAST = auto()
    WORD = auto()


CLOSING = frozenset({Prep.BY, Prep.BEFORE, Prep.UNTIL, Prep.LATEST})


@dataclass(frozen=True, slots=True)
class Around:
    """The cues before a mention (back to the last, or the sentence's start) and after it (to the next, or the end)."""

    left: tuple[Mark, ...]
    right: tuple[Mark, ...]
    start: int
    stop: int

    def before(self, *cues: Cue) -> Mark | None:
        """The last such cue before the mention."""
        return next((mark for mark in reversed(self.left) if mark.cue in cues), None)

    def after(self, *cues: Cue) -> Mark | None:
        """The first such cue after the mention."""
        return next((mark for mark in self.right if mark.cue in cues), None)


def all_around(s: Scene, found: Findings) -> list[Around]:
    """What stands around every mention, in their order."""
    mentions, marks = found.mentions, found.marks
    starts = [mark.start for mark in marks]
    result = []
    for number, mention in enumerate(mentions):
        start, stop = found.sentence_start(mention.core), min(found.sentence_stop(mention.core), s.k.size)
        if number and mentions[number - 1].stop > start:
            start = mentions[number - 1].stop
        if number + 1 < len(mentions) and mentions[number + 1].at < stop:
            stop = max(mentions[number + 1].at, mention.stop)
        left = marks[bisect_left(starts, start) : bisect_left(starts, mention.core)]
        right = marks[bisect_left(starts, mention.stop) : bisect_left(starts, stop)]
        result.append(Around(tuple(left), tuple(right), start, stop))
    return result


def between(s: Scene, start: int, stop: int, stops: set[str]) -> bool:
    """Whether one of these tokens stands from `start` up to `stop`."""
    return any(word in stops for word in s.k.t[start:stop])
