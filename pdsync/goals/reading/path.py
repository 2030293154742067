"""The best way through a Doc: which reading each line gets, so that together they make the best sense.

Each line has several readings, each with a worth of its own. What a reading is worth here depends on what came before
(`moves`): a label of a section that the goal has already means a new goal, which costs something; a label in its turn
gains something; text after a label that has no answer yet gains something. The path with the highest sum is found by
dynamic programming over the few states that a reader can be in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from pdsync.goals.document import made
from pdsync.goals.reading.moves import MOVES, Slot, State, moves_in_zone
from pdsync.goals.reading.segments import Candidate, Role, Segment

START: Final = State(Slot.OUT)
WIDEST: Final = 24
"""So many states at most are followed at a time."""
TOO_FAR: Final = 10.0
"""A state so far behind the best is given up."""


class Step(NamedTuple):
    """A line as it was read: its reading, the states before and after, whether a goal begins, the sum up to here."""

    segment: Segment
    candidate: Candidate
    before: State
    state: State
    begins: bool
    score: float


IDLE: Final = frozenset({Role.REMARK, Role.FORM, Role.STRUCK})
"""Readings that lead nowhere: outside of examples, the state after them is the one before."""

Back = tuple[float, State, Candidate, bool]
"""How a state is best reached: the sum, the state before, the reading of the line, whether a goal begins."""


def best_path(segments: Sequence[Segment]) -> list[Step]:
    """The reading of every segment on the path that makes the best sense of all."""
    scores: dict[State, float] = {START: 0.0}
    backs: list[dict[State, Back]] = []
    for segment in segments:
        back = _reached(scores, segment)
        scores = _followed(back)
        backs.append(back)
    if not backs:
        return []
    state = max(scores, key=scores.__getitem__)
    found: list[Step] = []
    for segment, back in zip(reversed(segments), reversed(backs), strict=True):
        score, before, candidate, begins = back[state]
        found.append(made(Step, (segment, candidate, before, state, begins, score)))
        state = before
    return found[::-1]


def _reached(scores: dict[State, float], segment: Segment) -> dict[State, Back]:
    """The states after a segment, and how each is best reached."""
    only = segment.candidates[0] if len(segment.candidates) == 1 else None
    if only is not None and only.role in IDLE and all(state.zone is None for state in scores):
        return {state: (score + only.worth, state, only, False) for state, score in scores.items()}
    back: dict[State, Back] = {}
    line = segment.line
    for candidate in segment.candidates:
        rule = MOVES[candidate.role]
        for state, score in scores.items():
            zone = state.zone
            moves = rule(state, line, candidate) if zone is None else moves_in_zone(state, zone, line, candidate)
            for after, worth, begins in moves:
                known = back.get(after)
                if known is None or score + worth > known[0]:
                    back[after] = (score + worth, state, candidate, begins)
    return back


def _followed(back: dict[State, Back]) -> dict[State, float]:
    """The states worth following, with their sums."""
    kept = {state: one[0] for state, one in back.items()}
    least = max(kept.values()) - TOO_FAR
    if min(kept.values()) < least:
        kept = {state: score for state, score in kept.items() if score >= least}
    if len(kept) > WIDEST:
        kept = dict(sorted(kept.items(), key=lambda one: one[1], reverse=True)[:WIDEST])
    return kept
