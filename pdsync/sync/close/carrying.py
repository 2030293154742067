"""The closing carried out: students side by side; each Doc is looked at anew before and after it is touched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from pdsync.errors import NotFound, PdsyncError
from pdsync.goals.model import StaffColumns
from pdsync.sync.close.decide import FROM_ABOVE, closing, opening
from pdsync.sync.close.files import Shelf
from pdsync.sync.close.planning import Plan, plan
from pdsync.sync.close.register import registered
from pdsync.sync.close.steps import Done, Let, Mark, Step, Unmark, Visit
from pdsync.sync.handout.acts import NOT_BEGUN, SHARING_LIMIT, for_all
from pdsync.sync.handout.planning import grants_of
from pdsync.sync.ports import silent
from pdsync.sync.side_by_side import side_by_side

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.close.files import Save
    from pdsync.sync.close.steps import Terms
    from pdsync.sync.ports import File, Google, Progress

ROUNDS = 4
"""So often at most a Doc is looked at: somebody may be let in while it is being closed."""
DID = {False: "closed", True: "opened again"}
ELSEWHERE = "a folder that the Doc lies in"
PAUSE = 2.0
"""Seconds after which a role that was lowered is looked at once more."""
STILL_MOVING = "who may do what kept changing meanwhile; run it again"


def close(
    cohort: Cohort,
    students: Sequence[Student],
    google: Google,
    terms: Terms,
    *,
    save: Save | None = None,
    progress: Progress = silent,
) -> Done:
    """Close the cohort's Docs, or with `terms.thaw` open them again, and set down how everybody stands.

    First every Doc is closed, then it is read: so what is set down is what stays. Safe to run again at any time. While
    it runs no handout to the cohort runs on this machine.
    """
    with google.alone(f"handout-{cohort.key}"):
        planned = plan(cohort, students, google, terms)
        shelf = Shelf.opened(save, cohort.key) if save else None
        works = _Closing(planned, google, progress).done()
        return registered(planned, works.values(), google, shelf=shelf, progress=progress)


@dataclass(slots=True)
class Work:
    """One student's part of the run: how their Docs stand now, what was done, what went wrong."""

    visit: Visit
    did: str = ""
    problems: list[str] = field(default_factory=list)
    stopped: PdsyncError | None = None


class _Closing:
    """One run over every student who is to be seen to."""

    def __init__(self, plan: Plan, google: Google, progress: Progress) -> None:
        self._plan, self._google, self._progress = plan, google, progress
        self._stopped: PdsyncError | None = None

    def done(self) -> Mapping[str, Work]:
        """What came of everybody, by student key."""
        works = {visit.student.key: Work(visit) for visit in self._plan.visits}
        busy = [work for work in works.values() if work.visit.steps]
        self._progress(0, len(busy), "")
        for number, _ in enumerate(side_by_side(self._see_to, busy, workers=self._google.workers), start=1):
            self._progress(number, len(busy), "")
        return works

    def _see_to(self, work: Work) -> None:
        """Act and look again, until there is nothing left to do."""
        lowered: set[tuple[str, str]] = set()
        for number in range(ROUNDS):
            if not self._tried(work, lambda: self._look(work, lowered)):
                return
            if not work.visit.steps:
                work.did = DID[self._plan.terms.thaw] if number else ""
                return
            for step in work.visit.steps:
                if not self._tried(work, self._act(step)):
                    return
                if isinstance(step, Let):
                    lowered.add((step.file.id, step.grant.id))
        work.problems.append(STILL_MOVING)

    def _look(self, work: Work, lowered: Collection[tuple[str, str]]) -> None:
        """What there is to do now that the student's Docs are asked for themselves: a list of Drive's may lag."""
        self._look_now(work)
        if not self._plan.terms.thaw and _stuck_in(work.visit, lowered):
            self._google.sleep(PAUSE)
            self._look_now(work)
            work.visit = _without(_stuck_in(work.visit, lowered), work.visit)

    def _look_now(self, work: Work) -> None:
        docs = tuple(filter(None, map(self._now, work.visit.docs)))
        now = again(self._plan, work.visit, docs)
        work.visit = replace(now, notes=tuple(dict.fromkeys((*work.visit.notes, *now.notes))))

    def _now(self, file: File) -> File | None:
        now = self._google.drive.file(file.id)
        return replace(now, grants=grants_of(now, self._google)) if now else None

    def _act(self, step: Step) -> Callable[[], None]:
        def act() -> None:
            drive = self._google.drive
            match step:
                case Mark(file, marks):
                    drive.mark(file.id, marks)
                case Let(file, grant, role):
                    with suppress(NotFound):  # they lost their access altogether at this moment
                        drive.let(file.id, grant.id, role)
                case Unmark(file, marks):
                    drive.unmark(file.id, marks)

        return act

    def _tried(self, work: Work, act: Callable[[], None]) -> bool:
        """Whether it went well; what would meet everybody stops the run."""
        if self._stopped:
            if NOT_BEGUN not in work.problems:
                work.problems.append(NOT_BEGUN)
            return False
        try:
            act()
        except PdsyncError as error:
            if for_all(error) or getattr(error, "reason", "") == SHARING_LIMIT:
                self._stopped = work.stopped = self._stopped or error
            work.problems.append(str(error))
            return False
        return True


def _stuck_in(visit: Visit, lowered: Collection[tuple[str, str]]) -> tuple[Let, ...]:
    """The roles that were lowered in the Doc and are as high as before, if nothing else is to be done."""
    lets = tuple(step for step in visit.steps if isinstance(step, Let))
    return lets if all((let.file.id, let.grant.id) in lowered for let in lets) else ()


def _without(stuck: Sequence[Let], visit: Visit) -> Visit:
    """The visit with what comes from a folder above, and cannot be lowered in the Doc, as its problems."""
    if not stuck:
        return visit
    words = (FROM_ABOVE.format(who=let.who, where=ELSEWHERE) for let in stuck)
    return replace(visit, steps=(), problems=(*visit.problems, *words))


def again(plan: Plan, visit: Visit, docs: tuple[File, ...]) -> Visit:
    """The visit worked out anew from the student's Docs as they are now."""
    every = MappingProxyType({**plan.view.found.docs, visit.student.key: docs})
    view = replace(plan.view, found=replace(plan.view.found, docs=every))
    if plan.terms.thaw:
        return opening(visit.student, view, plan.terms, away=visit.away)
    return closing(visit.student, view, plan.terms, StaffColumns(), away=visit.away)
