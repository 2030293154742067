"""One walk over an answer: what is no time claims its words first, then times, then cues."""

from __future__ import annotations

from pdsync.goals.dates.cues import cues_at
from pdsync.goals.dates.findings import Findings, Mark
from pdsync.goals.dates.mentions import mention_at
from pdsync.goals.dates.noise import clock_at, noise_at
from pdsync.goals.dates.phrases import Cue
from pdsync.goals.dates.recurring import recurring_at
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import words

MOST_MENTIONS = 200
"""An answer that mentions more times than this is no answer to one question; the rest is passed over."""


ADVERBS = words("always constantly continually regularly consistently frequently continuously")
TELLING = words("i have i've has he she they had was were they're people who as not isn't")
"""Behind one of these such an adverb tells of a character, not of a time."""


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
            stop = mention_at(s, found, i, floor)
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
        found.marks.append(Mark(Cue.NOISE, i, noise))
        return noise
    clock = clock_at(s, i)
    if clock:
        s.clocks[clock] = i
        found.marks.append(Mark(Cue.CLOCK, i, clock))
        return clock
    stop = next((stop for cue, stop in cues_at(s.k, i) if cue is Cue.NOISE), None)
    if stop:
        found.marks.append(Mark(Cue.NOISE, i, stop))
    return stop


def _cues(s: Scene, found: Findings, i: int) -> int:
    """The cues at token i; phrases of one word are passed over one by one, so that none hides another."""
    for cue, stop in cues_at(s.k, i):
        if cue is not Cue.ONGOING or not _of_character(s, i):
            found.marks.append(Mark(cue, i, stop))
    return i + 1


def _of_character(s: Scene, i: int) -> bool:
    """Whether an adverb only tells what somebody is like: "I have always been shy", "I constantly forget"."""
    return s.k.t[i] in ADVERBS and s.k.t[i - 1] in TELLING
