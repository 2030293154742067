"""What a reading of a line is worth after what came before, and where it leads: the rules of a Doc's order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from pdsync.goals.model import Section
from pdsync.goals.reading.label import PROMPT
from pdsync.goals.reading.lexicon import ORDER
from pdsync.goals.reading.lines import Line, Look
from pdsync.goals.reading.segments import Candidate, Role

NEW_GOAL_BY_LABEL: Final = -4.6
"""A section's label comes again: another goal begins without a heading."""
NEW_GOAL_BY_SPECIFIC: Final = -2.0
FIRST_GOAL_BY_LABEL: Final = -1.0
FIRST_GOAL_BY_SPECIFIC: Final = -0.5
FIRST_GOAL_BY_AN_EVERYDAY_WORD: Final = -2.0
"""Above all goals "Date: 11/24" is hardly an answer."""
RESUMED: Final = -0.8
"""A goal goes on after a heading of something else."""
SAME_SECTION_AGAIN: Final = -2.0
"""A second label for the section that was just answered: "Achievable", then "Realistic"."""
A_SYNONYM_BELOW_ITS_LABEL: Final = -7.0
"""Right below a label, "Deadline: Friday" is more likely the answer than one more label."""
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
INSTRUCTION_IN_AN_ANSWER: Final = -2.5
FIELD_IN_AN_ANSWER: Final = -3.0
"""How a goal can be achieved is told in the same words: support, resources, obstacles."""
FIELD_BEFORE_THE_LAST: Final = -1.5
TITLE_UNDER_ITS_HEADING: Final = 1.0
SECOND_TITLE: Final = -1.0
TITLE_IN_AN_ANSWER: Final = -3.0
"""Before all five sections are there, "Goal: 8 a day" right below an answer is more likely one of its lines."""
GOAL_WITHOUT_ITS_BEGINNING: Final = -1.0
"""The first label below a new title is one of the later sections."""
LOOKS_BACK: Final = -3.0
"""After goals with labels, "My second goal is …" outside of them sums up."""
LIST_OF_EXAMPLES: Final = 1.0
WHOLE_EXAMPLE: Final = 6.0
EARLIER_GOALS: Final = 12.0
"""What it costs to take something below such a heading for the student's goal all the same."""
LABEL_IN_A_LIST: Final = -1.0
"""Below "Examples:" stands a list of a few words, not a goal with its sections."""


class Slot(IntEnum):
    """Where the reader is: outside any goal, below a goal's heading, in a section, and so on."""

    OUT = 0
    HEAD = 1
    SECTION = 2
    STATUS = 3
    NOTES = 4
    ASKED = 5


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
    """What the reader knows at a line.

    `section`: the place of the section it is in; `seen`: a bit for each section whose label the goal has; `fresh`:
    the label, the title or the status has no text yet; `zone`: it is among examples or earlier goals.
    """

    slot: Slot
    section: int = -1
    seen: int = 0
    fresh: bool = False
    zone: Zone | None = None


Move = tuple[State, float, bool]
"""A step: the state after a line, what it adds, and whether a goal begins with it."""

Moves = Iterable[Move]
Rule = Callable[[State, Line, Candidate], Moves]
_PLACES = {section: place for place, section in enumerate(ORDER)}


@lru_cache(maxsize=1024)
def _at(slot: Slot, section: int = -1, seen: int = 0, fresh: bool = False) -> State:
    """The state outside of examples: there are few, so each is made once."""
    return State(slot, section, seen, fresh)


def _text(state: State, line: Line, candidate: Candidate) -> Moves:
    slot, worth = state.slot, candidate.worth
    if state.fresh and slot in (Slot.SECTION, Slot.STATUS):
        gain = ANSWERS_A_LABEL if slot is Slot.SECTION else ANSWERS_A_STATUS
        return ((_at(slot, state.section, state.seen), worth + gain, False),)
    return ((state, worth + (0.0 if slot is Slot.OUT else IN_AN_ANSWER.get(line.look, 0.0)), False),)


def _label(state: State, line: Line, candidate: Candidate) -> Moves:
    place = _PLACES[candidate.section] if candidate.section else 0
    bit, worth, fresh = 1 << place, candidate.worth, not candidate.answer
    bits = _bits(place, candidate)
    if state.slot is Slot.OUT:
        first = _first(place, candidate)
        if not state.seen or state.seen & bit:
            return (first,)
        return (first, (_at(Slot.SECTION, place, state.seen | bits, fresh), worth + RESUMED, False))
    found: list[Move] = []
    if state.slot is Slot.SECTION and state.section == place:
        if state.fresh and candidate.label and candidate.label.is_loose:
            worth += A_SYNONYM_BELOW_ITS_LABEL
        printed = candidate.label is not None and candidate.label.way == PROMPT
        again = 0.0 if state.fresh or printed else SAME_SECTION_AGAIN
        after = _at(state.slot, state.section, state.seen, (state.fresh or printed) and fresh)
        found.append((after, worth + again, False))
        if printed:
            return found
    if state.seen & bit:
        again = NEW_GOAL_BY_SPECIFIC if place == 0 else NEW_GOAL_BY_LABEL
        found.append((_at(Slot.SECTION, place, bits, fresh), worth + again, True))
    else:
        found.append((_at(Slot.SECTION, place, state.seen | bits, fresh), worth + _turn(state, place), False))
    return found


def _bits(place: int, candidate: Candidate) -> int:
    """A bit for each section that a label stands for."""
    also = candidate.label.also if candidate.label is not None else ()
    return 1 << place | sum(1 << _PLACES[one] for one in also)


def _first(place: int, candidate: Candidate) -> Move:
    """A goal that begins with a label."""
    cost = FIRST_GOAL_BY_SPECIFIC if place == 0 else FIRST_GOAL_BY_LABEL
    if candidate.label is not None and candidate.label.is_everyday:
        cost += FIRST_GOAL_BY_AN_EVERYDAY_WORD
    return _at(Slot.SECTION, place, _bits(place, candidate), not candidate.answer), candidate.worth + cost, True


def _turn(state: State, place: int) -> float:
    if state.slot is Slot.HEAD:
        return UNDER_A_HEADING + (GOAL_WITHOUT_ITS_BEGINNING if place > 1 else 0.0)
    if state.slot is not Slot.SECTION:
        return 0.0
    if place < state.section:
        return OUT_OF_TURN
    return IN_TURN if place == state.section + 1 else 0.0


def _head(state: State, line: Line, candidate: Candidate) -> Moves:
    sums_up = state.slot is Slot.OUT and state.seen and candidate.head is not None and candidate.head.body is not None
    return ((_at(Slot.HEAD, fresh=True), candidate.worth + (LOOKS_BACK if sums_up else 0.0), True),)


def _named(state: State, line: Line, candidate: Candidate) -> Moves:
    after = _at(Slot.HEAD, fresh=_is_empty(candidate))
    if state.slot is Slot.HEAD and state.fresh:
        return ((after, candidate.worth + TITLE_UNDER_ITS_HEADING, False),)
    inside = state.slot is Slot.SECTION and line.look is Look.PLAIN and not line.gap and not line.item
    amid = inside and state.seen & 1 and state.seen.bit_count() < len(ORDER)
    return ((after, candidate.worth + SECOND_TITLE + (TITLE_IN_AN_ANSWER if amid else 0.0), True),)


def _status(state: State, line: Line, candidate: Candidate) -> Moves:
    worth, empty = candidate.worth, _is_empty(candidate)
    if state.slot is Slot.OUT or (state.slot is Slot.HEAD and not empty):
        return ((state, worth, False),)
    if worth < SPELT_OUT and state.slot is Slot.SECTION and (state.fresh or state.section < len(ORDER) - 1):
        worth += BARE_STATUS_TOO_SOON
    return ((_at(Slot.STATUS, state.section, state.seen, empty), worth, False),)


def _is_empty(candidate: Candidate) -> bool:
    return candidate.span is None or candidate.span[0] >= candidate.span[1]


def _notes(state: State, line: Line, candidate: Candidate) -> Moves:
    after = state if state.slot is Slot.OUT else _at(Slot.NOTES, state.section, state.seen)
    return ((after, candidate.worth, False),)


def _unchanged(state: State, line: Line, candidate: Candidate) -> Moves:
    return ((state, candidate.worth, False),)


def _instruction(state: State, line: Line, candidate: Candidate) -> Moves:
    outside = state.slot in (Slot.OUT, Slot.HEAD)
    return ((state, candidate.worth + (0.0 if outside else INSTRUCTION_IN_AN_ANSWER), False),)


def _question(state: State, line: Line, candidate: Candidate) -> Moves:
    return ((_at(Slot.ASKED, state.section, state.seen), candidate.worth, False),)


def _field(state: State, line: Line, candidate: Candidate) -> Moves:
    cost = 0.0
    if state.slot is Slot.SECTION and (state.fresh or state.section < len(ORDER) - 1):
        how = ORDER[state.section] is Section.ACHIEVABLE or state.fresh
        cost = FIELD_IN_AN_ANSWER if how else FIELD_BEFORE_THE_LAST
    return ((_at(Slot.ASKED, state.section, state.seen), candidate.worth + cost, False),)


def _aside(state: State, line: Line, candidate: Candidate) -> Moves:
    amid = state.slot is Slot.SECTION and line.look is Look.PLAIN and not line.gap
    return ((_at(Slot.OUT, -1, state.seen), candidate.worth + (ASIDE_IN_AN_ANSWER if amid else 0.0), False),)


def _example(state: State, line: Line, candidate: Candidate) -> Moves:
    several = line.look is Look.PLAIN and line.plain.rstrip(" :").endswith("s")
    zone = Zone(line.rank, LIST_OF_EXAMPLES if several else WHOLE_EXAMPLE)
    return ((State(Slot.OUT, zone=zone), candidate.worth, False),)


def _old(state: State, line: Line, candidate: Candidate) -> Moves:
    return ((State(Slot.OUT, zone=Zone(line.rank, EARLIER_GOALS)), candidate.worth, False),)


MOVES: Final[Mapping[Role, Rule]] = {
    Role.TEXT: _text,
    Role.LABEL: _label,
    Role.HEAD: _head,
    Role.NAMED: _named,
    Role.STATUS: _status,
    Role.NOTES: _notes,
    Role.REMARK: _unchanged,
    Role.FORM: _unchanged,
    Role.INSTRUCTION: _instruction,
    Role.QUESTION: _question,
    Role.FIELD: _field,
    Role.ASIDE: _aside,
    Role.EXAMPLE: _example,
    Role.OLD: _old,
    Role.STRUCK: _unchanged,
}
"""Every state that a reading of a line may lead to, from one that is not among examples."""


# ---- among examples and earlier goals


def moves_in_zone(state: State, zone: Zone, line: Line, candidate: Candidate) -> Iterator[Move]:
    """The same moves from a state in a zone, which is kept; and the ways out of it."""
    outside = state._replace(zone=None)
    inner, stays, cost = zone._replace(fresh=False), True, 0.0
    match candidate.role:
        case Role.EXAMPLE | Role.OLD:
            yield from MOVES[candidate.role](outside, line, candidate)
            return
        case Role.ASIDE if line.rank <= zone.rank:
            yield _at(Slot.OUT), candidate.worth, False
            return
        case Role.HEAD | Role.NAMED:
            number = (candidate.head.number if candidate.head else None) or 0
            holds = zone.holds or line.rank == zone.rank
            stays = not _ends(zone, line.rank, number)
            inner = inner._replace(number=number or zone.number, holds=holds)
            leaving = zone.worth if stays else 0.0
            yield _at(Slot.HEAD, fresh=_is_empty(candidate)), candidate.worth - leaving, True
        case Role.LABEL:
            after, worth, begins = _first(_PLACES[candidate.section] if candidate.section else 0, candidate)
            yield after, worth - zone.worth, begins
            cost = LABEL_IN_A_LIST if zone.worth <= LIST_OF_EXAMPLES else 0.0
        case _:
            pass
    if stays:
        for after, worth, _ in MOVES[candidate.role](outside, line, candidate):
            yield after._replace(zone=inner), worth + cost, False


def _ends(zone: Zone, rank: int, number: int) -> bool:
    """Whether a goal's heading ends a zone: a higher one, the next of its own rank, or one that counts anew."""
    if number and number <= zone.number:
        return True
    return rank < zone.rank or (rank == zone.rank and not zone.fresh and not zone.holds)
