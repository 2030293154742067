"""The best way through a Doc: which reading each line gets, so that together they make the best sense.

Each line has several readings, each with a worth. What a reading is worth *here* depends on what came before: a label
of a section that the goal has already means a new goal, which costs something; a label in its turn gains something;
text after a label that has no answer yet gains something. The path with the highest sum is found by dynamic
programming over the few states that a reader can be in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import Final, NamedTuple

from pdsync.goals.model import Section
from pdsync.goals.reading.candidates import Candidate, Role, Segment
from pdsync.goals.reading.lexicon import ORDER
from pdsync.goals.reading.lines import Line, Look

NEW_GOAL_BY_LABEL: Final = -4.6
"""A section's label comes again: another goal begins without a heading."""
NEW_GOAL_BY_SPECIFIC: Final = -2.0
FIRST_GOAL_BY_LABEL: Final = -1.0
FIRST_GOAL_BY_SPECIFIC: Final = -0.5
RESUMED: Final = -0.8
"""A goal goes on after a heading of something else."""
SAME_SECTION_AGAIN: Final = -2.0
"""A second label for the section that was just answered: "Achievable", then "Realistic"."""
IN_TURN: Final = 0.5
OUT_OF_TURN: Final = -0.5
UNDER_A_HEADING: Final = 1.0
ANSWERS_A_LABEL: Final = 1.5
ANSWERS_A_STATUS: Final = 0.5
IN_AN_ANSWER: Final[Mapping[Look, float]] = {Look.HEADING: -2.5, Look.BOLD: -0.3}
"""A line that stands out is hardly one more line of an answer."""
SPELT_OUT: Final = 2.5
BARE_STATUS_TOO_SOON: Final = -2.5
"""A line of status words in the middle of a goal's sections is more likely an answer."""
ASIDE_IN_AN_ANSWER: Final = -1.0
SECOND_TITLE: Final = -1.0
WITHIN_AN_EXAMPLE: Final = -0.2
WIDEST: Final = 24
"""So many states at most are followed at a time."""
TOO_FAR: Final = 10.0
"""A state so far behind the best is given up."""


class Slot(IntEnum):
    """Where the reader is."""

    OUT = 0
    HEAD = 1
    SECTION = 2
    STATUS = 3
    NOTES = 4
    ASKED = 5
    ASIDE = 6


class Zone(NamedTuple):
    """Examples or earlier goals: everything in it is nobody's answer.

    `rank`: of its heading; `worth`: what leaving it without a heading costs; `fresh`: nothing stands in it yet;
    `holds`: goals' headings of its own rank are in it; `number`: the last goal's number in it.
    """

    rank: int
    worth: float
    fresh: bool = True
    holds: bool = False
    number: int = 0


class State(NamedTuple):
    """What the reader knows at a line: where it is, which sections the goal has, whether the last has no text yet."""

    slot: Slot
    section: int = -1
    seen: int = 0
    fresh: bool = False
    zone: Zone | None = None


class Move(NamedTuple):
    """A step: the state after a line, what it adds, and whether a goal begins with it."""

    state: State
    worth: float
    begins: bool = False


class Step(NamedTuple):
    """A line as it was read: the segment, its reading, the state after it, whether a goal begins, the runner-up."""

    segment: Segment
    candidate: Candidate
    before: State
    state: State
    begins: bool
    score: float


START: Final = State(Slot.OUT)
_PLACES: Final[Mapping[Section, int]] = {section: place for place, section in enumerate(ORDER)}


def _text(state: State, line: Line, candidate: Candidate) -> Iterator[Move]:
    slot, worth = state.slot, candidate.worth
    if slot is Slot.SECTION:
        if state.fresh:
            yield Move(State(slot, state.section, state.seen), worth + ANSWERS_A_LABEL)
        else:
            yield Move(state, worth + IN_AN_ANSWER.get(line.look, 0.0))
    elif slot is Slot.STATUS:
        yield Move(State(slot, state.section, state.seen), worth + (ANSWERS_A_STATUS if state.fresh else 0.0))
    elif state.zone is not None:
        yield Move(state._replace(zone=state.zone._replace(fresh=False)) if state.zone.fresh else state, worth)
    else:
        yield Move(state, worth + (0.0 if slot is Slot.OUT else IN_AN_ANSWER.get(line.look, 0.0)))


def _label(state: State, line: Line, candidate: Candidate) -> Iterator[Move]:
    place = _PLACES[candidate.section] if candidate.section else 0
    bit, worth = 1 << place, candidate.worth
    fresh = State(Slot.SECTION, place, bit, not candidate.answer)
    alone = FIRST_GOAL_BY_SPECIFIC if place == 0 else FIRST_GOAL_BY_LABEL
    if state.zone is not None:
        yield Move(state._replace(zone=state.zone._replace(fresh=False)), worth + WITHIN_AN_EXAMPLE)
        yield Move(fresh, worth - state.zone.worth + alone, True)
    elif state.slot is Slot.OUT:
        yield Move(fresh, worth + alone, True)
        if state.seen and not state.seen & bit:
            yield Move(fresh._replace(seen=state.seen | bit), worth + RESUMED)
    elif state.slot is Slot.SECTION and state.section == place:
        again = 0.0 if state.fresh else SAME_SECTION_AGAIN
        yield Move(state._replace(fresh=state.fresh and fresh.fresh), worth + again)
        yield Move(fresh, worth + (NEW_GOAL_BY_SPECIFIC if place == 0 else NEW_GOAL_BY_LABEL), True)
    elif state.seen & bit:
        yield Move(fresh, worth + (NEW_GOAL_BY_SPECIFIC if place == 0 else NEW_GOAL_BY_LABEL), True)
    else:
        turn = UNDER_A_HEADING if state.slot is Slot.HEAD else _turn(state, place)
        yield Move(State(Slot.SECTION, place, state.seen | bit, fresh.fresh), worth + turn)


def _turn(state: State, place: int) -> float:
    if state.slot is not Slot.SECTION:
        return 0.0
    if place < state.section:
        return OUT_OF_TURN
    return IN_TURN if place == state.section + 1 else 0.0


def _head(state: State, line: Line, candidate: Candidate) -> Iterator[Move]:
    begun = Move(State(Slot.HEAD, fresh=True), candidate.worth, True)
    if state.zone is None:
        yield begun
    else:
        yield from _head_in_zone(state, state.zone, line, candidate, begun)


def _head_in_zone(state: State, zone: Zone, line: Line, candidate: Candidate, begun: Move) -> Iterator[Move]:
    """A goal's heading among examples or earlier goals: one more of them, or the end of them."""
    number = (candidate.head.number if candidate.head else None) or 0
    rank = line.rank
    inside = zone._replace(fresh=False, number=number or zone.number, holds=zone.holds or rank == zone.rank)
    stays = Move(state._replace(zone=inside), candidate.worth + WITHIN_AN_EXAMPLE)
    again = bool(number) and number <= zone.number
    if again or rank < zone.rank or (rank == zone.rank and not zone.fresh and not zone.holds):
        yield begun
    else:
        yield stays
        yield begun._replace(worth=begun.worth - zone.worth)


def _named(state: State, line: Line, candidate: Candidate) -> Iterator[Move]:
    span = candidate.span or (0, 0)
    empty = span[0] >= span[1]
    if state.zone is not None:
        begun = Move(State(Slot.HEAD, fresh=empty), candidate.worth, True)
        yield from _head_in_zone(state, state.zone, line, candidate, begun)
    elif state.slot is Slot.HEAD and state.fresh:
        yield Move(State(Slot.HEAD, fresh=empty), candidate.worth + 1.0)
    else:
        yield Move(State(Slot.HEAD, fresh=empty), candidate.worth + SECOND_TITLE, True)


def _status(state: State, line: Line, candidate: Candidate) -> Iterator[Move]:
    span = candidate.span or (0, 0)
    if state.zone is not None or state.slot is Slot.OUT:
        yield Move(state, candidate.worth)
        return
    empty = span[0] >= span[1]
    worth = candidate.worth
    if state.slot is Slot.HEAD and not empty:
        yield Move(state, worth)
        return
    if candidate.worth < SPELT_OUT and state.slot is Slot.SECTION and (state.fresh or state.section < len(ORDER) - 1):
        worth += BARE_STATUS_TOO_SOON
    yield Move(State(Slot.STATUS, state.section, state.seen, empty), worth)


def _notes(state: State, line: Line, candidate: Candidate) -> Iterator[Move]:
    if state.zone is not None or state.slot is Slot.OUT:
        yield Move(state, candidate.worth)
    else:
        yield Move(State(Slot.NOTES, state.section, state.seen), candidate.worth)


def _unchanged(state: State, line: Line, candidate: Candidate) -> Iterator[Move]:
    yield Move(state, candidate.worth)


def _question(state: State, line: Line, candidate: Candidate) -> Iterator[Move]:
    if state.zone is not None:
        yield Move(state, candidate.worth)
    else:
        yield Move(State(Slot.ASKED, state.section, state.seen), candidate.worth)


def _aside(state: State, line: Line, candidate: Candidate) -> Iterator[Move]:
    if state.zone is not None and line.rank > state.zone.rank:
        yield Move(state, candidate.worth)
    else:
        plain = state.slot is Slot.SECTION and line.look is Look.PLAIN and not line.gap
        yield Move(State(Slot.OUT, -1, state.seen), candidate.worth + (ASIDE_IN_AN_ANSWER if plain else 0.0))


def _example(state: State, line: Line, candidate: Candidate) -> Iterator[Move]:
    worth = 1.0 if line.look is Look.PLAIN and line.text[-1:] == ":" and "s" in line.text[-3:] else 6.0
    yield Move(State(Slot.ASIDE, zone=Zone(line.rank, worth)), candidate.worth)


def _old(state: State, line: Line, candidate: Candidate) -> Iterator[Move]:
    yield Move(State(Slot.ASIDE, zone=Zone(line.rank, 12.0)), candidate.worth)


MOVES: Final[Mapping[Role, Callable[[State, Line, Candidate], Iterator[Move]]]] = {
    Role.TEXT: _text,
    Role.LABEL: _label,
    Role.HEAD: _head,
    Role.NAMED: _named,
    Role.STATUS: _status,
    Role.NOTES: _notes,
    Role.REMARK: _unchanged,
    Role.FORM: _unchanged,
    Role.QUESTION: _question,
    Role.ASIDE: _aside,
    Role.EXAMPLE: _example,
    Role.OLD: _old,
    Role.STRUCK: _unchanged,
}

Back = tuple[float, "State | None", Candidate, bool]


def best_path(segments: Sequence[Segment]) -> list[Step]:
    """The reading of every segment on the path that makes the best sense of all."""
    scores: dict[State, float] = {START: 0.0}
    backs: list[dict[State, Back]] = []
    for segment in segments:
        scores, back = _step(scores, segment)
        backs.append(back)
    if not backs:
        return []
    state = max(scores, key=scores.__getitem__)
    found: list[Step] = []
    for segment, back in zip(reversed(segments), reversed(backs), strict=True):
        score, before, candidate, begins = back[state]
        before = before or START
        found.append(Step(segment, candidate, before, state, begins, score))
        state = before
    return found[::-1]


def _step(scores: dict[State, float], segment: Segment) -> tuple[dict[State, float], dict[State, Back]]:
    """The states after a segment with their scores, and how each is best reached."""
    back: dict[State, Back] = {}
    line = segment.line
    for candidate in segment.candidates:
        move = MOVES[candidate.role]
        for state, score in scores.items():
            for after, worth, begins in move(state, line, candidate):
                total = score + worth
                known = back.get(after)
                if known is None or total > known[0]:
                    back[after] = (total, state, candidate, begins)
    best = max(one[0] for one in back.values())
    kept = {state: one[0] for state, one in back.items() if one[0] >= best - TOO_FAR}
    if len(kept) > WIDEST:
        top = sorted(kept, key=kept.__getitem__, reverse=True)[:WIDEST]
        kept = {state: kept[state] for state in top}
    return kept, back
