"""What is said of an answer once its due date is chosen, or where it has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day

from pdsync.goals.dates.around import Role
from pdsync.goals.dates.conditions import clause_for_a_time
from pdsync.goals.dates.due import Due, DueKind, Words
from pdsync.goals.dates.findings import Findings, Mark, Mention
from pdsync.goals.dates.phrases import Cue
from pdsync.goals.dates.pointers import pointer_at
from pdsync.goals.dates.prepositions import Prep, Reading
from pdsync.goals.dates.said import explained
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import words

MOST_OTHERS = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention with its role and the day it comes to (None: it names a time from which no day follows)."""

    mention: Mention
    role: Role
    reading: Reading | None

    @property
    def day(self) -> Day:
        """The day it comes to."""
        return self.reading.day if self.reading else Day.min


def dated(s: Scene, candidates: list[Candidate], chosen: Candidate, clear: float) -> Due:
    """The due date of an answer; `clear`: how clear the choice among its times was, from 0 to 1."""
    assert chosen.reading
    reading = chosen.reading
    rivals = [
        c for c in candidates if c.reading and c is not chosen and c.role in (Role.GOAL, Role.DONE, Role.DEADLINE)
    ]
    others = dict.fromkeys((*reading.others, *(c.day for c in rivals)))
    others.pop(reading.day, None)
    lost = next((c for c in candidates if c.mention.point.unknown and c.role is not Role.WORD), None)
    explicit = chosen.role is Role.DEADLINE
    if lost is not None and not explicit and lost.role in (Role.GOAL, Role.DONE, Role.DEADLINE):
        clear *= 0.8
    why = f"{reading.label} = {explained(reading.day, s.written)}"
    if rivals and any(c.day != reading.day for c in rivals):
        why += "; the answer names other days as well"
    return Due(
        DueKind.DATE,
        reading.day,
        _words(s, chosen.mention.at, chosen.mention.stop),
        round(reading.trust * clear, 2),
        tuple(others)[:MOST_OTHERS],
        _sentence(why),
        lost.mention.point.unknown if lost else "",
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _words(s: Scene, at: int, stop: int) -> Words:
    start, end = s.k.start[at], s.k.end[max(stop - 1, at)]
    return Words(start, end, s.text[start:end])


def undated(s: Scene, found: Findings, candidates: list[Candidate]) -> Due:
    """An answer without a due date: no end, no single day, or no time at all."""
    lost = [c for c in candidates if c.role in (Role.GOAL, Role.DONE, Role.DEADLINE) and c.mention.point.lost]
    again = _first(found, Cue.RECURRING, Cue.ONGOING)
    if lost:
        return _ambiguous_point(s, lost[-1])
    until = next((m for m in found.marks if m.cue is Cue.CONDITION and _holds(s, found, m)), None)
    if until and (s.k.t[until.start] == "until" or again is None):
        return _ambiguous(
            s, until.start, _to_end(s, found, until.start), "it depends on something the calendar does not know"
        )
    if again:
        why = (
            "it goes on without an end" if again.cue is Cue.ONGOING else "it comes again and again, and no end is named"
        )
        return Due(DueKind.ONGOING, words=_words(s, again.start, again.stop), confidence=0.93, why=_sentence(why))
    kept = _kept_up(s, found, candidates)
    if kept is not None:
        return Due(DueKind.ONGOING, words=_words(s, kept, kept + 1), confidence=0.85, why="It is to be kept up")
    held = [
        c
        for c in candidates
        if c.role in (Role.REFUSED, Role.START) or (c.role is Role.CHECK_IN and c.mention.point.lost)
    ]
    if held:
        why = "only a start or a day it is not due is named"
        held_point = held[0].mention
        return _ambiguous(s, held_point.at, held_point.stop, why, unknown=held_point.point.unknown)
    return _hinted(s, found) or _kept_going(s) or _by_the_clock(s, found) or NO_TIME


NO_TIME = Due(DueKind.NONE, confidence=0.93, why="The answer names no time")


def _hinted(s: Scene, found: Findings) -> Due | None:
    """A time that is only hinted at: "soon", "see goal 1", "when I feel ready"."""
    vague = _first(found, Cue.POINTER, Cue.VAGUE)
    if vague:
        why = "it points to another answer" if vague.cue is Cue.POINTER else "no day follows from these words"
        return _ambiguous(s, vague.start, vague.stop, why)
    pointer = pointer_at(s, found)
    if pointer is not None:
        return _ambiguous(s, pointer, _to_end(s, found, pointer), "it points to another answer")
    when = clause_for_a_time(s, found)
    if when is None:
        return None
    return _ambiguous(s, when, _to_end(s, found, when), "it depends on something the calendar does not know")


def _kept_going(s: Scene) -> Due | None:
    """“I'll keep practicing”."""
    t = s.k.t
    at = next((i for i in range(6) if t[i] in KEEPING), None)
    if at is None or not all(word in OPENERS for word in t[:at]):
        return None
    goes_on = t[at + 1].endswith("ing") or t[at + 1] in ("to", "on", "", ".", "!")
    return (
        Due(DueKind.ONGOING, words=_words(s, at, at + 1), confidence=0.8, why="It is to be kept up")
        if goes_on
        else None
    )


def _by_the_clock(s: Scene, found: Findings) -> Due | None:
    """A time of day and nothing more: "by 5pm"."""
    clock = _first(found, Cue.CLOCK)
    if clock is None or s.k.size > 8:
        return None
    if s.k.n[clock.start] is not None and s.k.t[clock.start - 1] not in ("by", "before", "until"):
        return None
    day = explained(s.written, s.written)
    return Due(DueKind.DATE, s.written, _words(s, clock.start, clock.stop), 0.6, (), f"The end of the day = {day}")


def _kept_up(s: Scene, found: Findings, candidates: list[Candidate]) -> int | None:
    """Where "keep" stands in "I'll keep doing this after graduation"."""
    for after in (c.mention for c in candidates if c.role is Role.START and c.mention.lead.prep is Prep.AFTER):
        for i in range(found.sentence_start(after.core), after.at):
            if s.k.t[i] in KEEPING and after.lead.word in ("after", "past", "beyond"):
                return i
    return None


OPENERS = words("i i'll i'm will to just plan want am going gonna need : - timebound time bound we we'll intend")
KEEPING = words("keep keeping continue continuing continues carry")


def _first(found: Findings, *cues: Cue) -> Mark | None:
    for cue in cues:
        mark = next((mark for mark in found.marks if mark.cue is cue), None)
        if mark:
            return mark
    return None


def _holds(s: Scene, found: Findings, mark: Mark) -> bool:
    """Whether a condition is one: not the beginning of a time that is known."""
    return not any(m.at <= mark.start < m.stop for m in found.mentions)


def _to_end(s: Scene, found: Findings, i: int) -> int:
    return min(found.sentence_stop(i), s.k.size)


def _ambiguous_point(s: Scene, candidate: Candidate) -> Due:
    point = candidate.mention.point
    return _ambiguous(
        s, candidate.mention.at, candidate.mention.stop, point.lost, others=point.others, unknown=point.unknown
    )


def _ambiguous(s: Scene, at: int, stop: int, why: str, *, others: tuple[Day, ...] = (), unknown: str = "") -> Due:
    return Due(DueKind.AMBIGUOUS, None, _words(s, at, stop), 0.9, others, _sentence(why), unknown)
