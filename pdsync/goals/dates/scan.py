"""One walk over an answer: the times it mentions, and the cues around them, in order."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from pdsync.goals.dates.cues import cues_at
from pdsync.goals.dates.events import event_at
from pdsync.goals.dates.noise import clock_at, noise_at
from pdsync.goals.dates.phrases import Cue
from pdsync.goals.dates.points import Point, Sort, missing
from pdsync.goals.dates.prepositions import Lead, Prep, lead_of
from pdsync.goals.dates.recurring import recurring_at
from pdsync.goals.dates.scene import Scene

MOST_MENTIONS = 200
"""An answer that mentions more times than this is no answer to one question; the rest is passed over."""


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


def scan(s: Scene) -> Findings:
    """The mentions and cues of an answer, found in one walk."""
    found = Findings()
    k = s.k
    i = floor = 0
    while i < k.size:
        if k.ends_sentence(i):
            found.ends.append(i)
            i += 1
            floor = i
            continue
        stop = _claimed(s, found, i)
        if stop is None and len(found.mentions) < MOST_MENTIONS:
            stop = _mention(s, found, i, floor)
            floor = stop or floor
        if stop is None:
            stop = _cues(s, found, i)
        i = stop
    return found


def _claimed(s: Scene, found: Findings, i: int) -> int | None:
    """What is no date claims its words first."""
    again = recurring_at(s, i)
    if again:
        found.marks.append(Mark(Cue.RECURRING, i, again))
        return again
    noise = noise_at(s, i)
    if noise:
        return noise
    clock = clock_at(s, i)
    if clock:
        s.clocks[clock] = i
        found.marks.append(Mark(Cue.CLOCK, i, clock))
        return clock
    return next((stop for cue, stop in cues_at(s.k, i) if cue is Cue.NOISE), None)


def _mention(s: Scene, found: Findings, i: int, floor: int) -> int | None:
    point = s.point_at(i)
    if point is None:
        event = event_at(s, i)
        if event is None:
            return None
        said, stop = event
        word = s.k.t[i]
        ahead = s.point_at(stop) if s.k.t[stop] not in ("", "on", "in", "by") else None
        if ahead is not None and not ahead.lost:
            return None
        lead = Lead(Prep.AFTER if word in ("after", "following") else Prep.UNTIL, word, i)
        point = missing(f"“{said}” is not on the calendar", stop, Sort.NAMED, unknown=said)
        found.mentions.append(Mention(point, lead, i, i, stop, len(found.ends)))
        return stop
    lead = _shared(s, found, i) or lead_of(s, i, floor)
    found.mentions.append(Mention(point, lead, lead.at, i, point.stop, len(found.ends)))
    return point.stop


def _shared(s: Scene, found: Findings, i: int) -> Lead | None:
    """The preposition that a time shares with the one before it: "by Friday or Saturday", "before A and B"."""
    if not found.mentions or s.k.t[i - 1] not in ("or", "and", "&"):
        return None
    last = found.mentions[-1]
    joined = last.stop in (i - 1, i - 2) and all(mark in (",", "or", "and", "&") for mark in s.k.t[last.stop : i])
    return Lead(last.lead.prep, last.lead.word, i, last.lead.negated) if joined else None


def _cues(s: Scene, found: Findings, i: int) -> int:
    """The cues at token i; phrases of one word are passed over one by one, so that none hides another."""
    for cue, stop in cues_at(s.k, i):
        found.marks.append(Mark(cue, i, stop))
    return i + 1
