"""What one walk over an answer finds: the times it mentions, and the cues around them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from pdsync.goals.dates.phrases import Cue
from pdsync.goals.dates.points import Point
from pdsync.goals.dates.prepositions import Lead


@dataclass(frozen=True, slots=True)
class Mark:
    """A cue and where it stands, in tokens."""

    cue: Cue
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A time that the answer mentions: its point, the preposition before it, and the tokens of both."""

    point: Point
    lead: Lead
    at: int
    core: int
    stop: int
    sentence: int


@dataclass(slots=True)
class Findings:
    """All that one walk found; `ends`: the tokens that close a sentence."""

    mentions: list[Mention] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def sentence_start(self, i: int) -> int:
        """The first token of the sentence that token i lies in."""
        place = bisect_right(self.ends, i - 1)
        return self.ends[place - 1] + 1 if place else 0

    def sentence_stop(self, i: int) -> int:
        """The token that closes the sentence of token i."""
        place = bisect_right(self.ends, i - 1)
        return self.ends[place] if place < len(self.ends) else 1 << 30
