"""When a sync stops rather than go on: what it would lose if this were a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pdsync.errors import SafetyStop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.goals.sheet_state import State
    from pdsync.sync.collect import Collected

FEW = 3
"""Fewer students or Docs than this may go at once without a question."""

NOBODY = "there is nobody on the roster."
FORCE = "look into it first; if it is meant: pdsync sync --force"


def stop_for_roster(cohort: Cohort, students: Sequence[Student], state: State) -> None:
    """Raise SafetyStop if the roster cannot be the one that the Sheet was made with."""
    raise_first(_of_roster(cohort, students, state))


def stop_for_students(students: Sequence[Student]) -> None:
    """Raise SafetyStop if there is nobody on the roster."""
    raise_first(iter(() if students else (NOBODY,)))


def stop_for_docs(collected: Collected) -> None:
    """Raise SafetyStop if most Docs that could be read the last time cannot be now."""
    raise_first(_of_docs(collected))


def raise_first(reasons: Iterator[str]) -> None:
    """Raise SafetyStop with the first reason, if there is one."""
    for reason in reasons:
        raise SafetyStop(f"Stopped, and nothing was written: {reason}", hint=FORCE)


def _of_roster(cohort: Cohort, students: Sequence[Student], state: State) -> Iterator[str]:
    known = state.enrolled()
    if state.stamp.cohort and state.stamp.cohort != cohort.key:
        yield f"the Sheet is the one of the cohort “{state.stamp.cohort}”, and the config’s is “{cohort.key}”."
    if not students:
        yield NOBODY
    staying = known & {student.key for student in students}
    if len(known) - len(staying) >= FEW and len(staying) * 2 < len(known):
        yield f"of the {len(known)} students in the Sheet only {len(staying)} are on the roster still."


def _of_docs(collected: Collected) -> Iterator[str]:
    readable = [one for one in collected.subjects if one.before and one.before.doc and not one.before.lost]
    gone = [one for one in readable if one.failed or one.now.lost]
    if len(gone) >= FEW and len(gone) * 2 > len(readable):
        failed = next((one.failed for one in gone if one.failed), "they are in the bin, moved, or out of reach")
        yield f"{len(gone)} of {len(readable)} Docs cannot be read any more ({failed})."
