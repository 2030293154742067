"""The handout carried out: students side by side, each one's own steps in order, sharing last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from pdsync.errors import PdsyncError
from pdsync.sync.found import found
from pdsync.sync.handout.acts import Acts, Work
from pdsync.sync.handout.decide import visit
from pdsync.sync.handout.ground import prepared
from pdsync.sync.handout.looking import look
from pdsync.sync.handout.planning import Plan, asked, plan
from pdsync.sync.handout.steps import Adopt, Clear, Copy, Done, Fill, LetStaffIn, Wait
from pdsync.sync.ports import STUDENT, silent

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.found import Found
    from pdsync.sync.handout.view import View
    from pdsync.sync.ports import Google, Progress

POLLS = (1.0, 2.0, 4.0, 5.0)
"""Seconds between looks at what another handout is doing; the last for every further one."""
STILL = 90.0
"""Another handout that has done nothing for so many seconds is over: the quota of a minute is the longest wait."""

NOT_SEEN = "the Doc was made, but Drive does not list it yet, so it is not shared yet; run it again in a few minutes"
NOT_CLEAR = "Google's answer was lost and no Doc is to be seen; run it again in a few minutes, nothing is made twice"


def hand_out(
    cohort: Cohort,
    students: Sequence[Student],
    google: Google,
    *,
    only: Sequence[str] = (),
    now: datetime | None = None,
    progress: Progress = silent,
    force: bool = False,
) -> Done:
    """Plan and carry out, while no other handout to the cohort runs on this machine. `force`: swaps are meant."""
    with google.alone(f"handout-{cohort.key}"):
        planned = plan(cohort, students, google, only=only, now=now, alone=True, force=force)
        return carry_out(planned, google, progress=progress)


def carry_out(plan: Plan, google: Google, *, progress: Progress = silent) -> Done:
    """Do what the plan says; who has what in the end. What fails for one student does not stop the others."""
    return _Handout(plan, google, progress).done()


class _Handout:
    """One run. Students whose Docs are made wait for a second look at Drive before anything is shared.

    That look is what makes two handouts at once as good as one: of two Docs for a student both runs see the same one
    as the student's, and the one that made the other puts it away while nobody has been given it.
    """

    def __init__(self, plan: Plan, google: Google, progress: Progress) -> None:
        self.plan, self.google, self._progress = plan, google, progress
        self.run = f"{google.machine or 'elsewhere'}.{google.name}.{int(google.clock() * 1000)}"
        self.works = [Work(visit) for visit in plan.visits]
        self.view: View = plan.view
        self.acts = Acts(google, plan.cohort)
        self._fills: dict[str, Future[bool]] = {}
        self._finished = 0
        self._total = sum(map(_acts, self.works))

    def done(self) -> Done:
        """Everything, and then who has what."""
        if any(work.visit.steps for work in self.works) or self.plan.preparations:
            self.view = prepared(self.plan, self.google, self.run)
            with _desks(self.google.workers) as (drive, docs):
                self._all(drive, docs)
        rows = tuple(work.row(self.view) for work in self.works)
        return Done(rows, tuple(self.acts.problems), self.plan.notes, self.acts.stopped)

    def _all(self, drive: ThreadPoolExecutor, docs: ThreadPoolExecutor) -> None:
        aside = drive.submit(self._preparations)
        new = [work for work in self.works if work.visit.new]
        busy = [work for work in self.works if work.visit.steps and not work.visit.new]
        self._begin(drive, docs, new, busy)
        if new:
            self._look_again(new)
        waiting = self._give([*new, *busy], drive, docs)
        if waiting:
            self._watch(waiting, drive, docs)
        aside.result()

    def _begin(
        self, drive: ThreadPoolExecutor, docs: ThreadPoolExecutor, new: Sequence[Work], busy: Sequence[Work]
    ) -> None:
        """Copies made side by side, and each filled in as soon as it is there."""
        copies = {drive.submit(self.acts.copy, work, self.view, self.run): work for work in new}
        for work in busy:
            self._fill(work, docs)
        for future in as_completed(copies):
            future.result()
            self._tell()
            self._fill(copies[future], docs)

    def _fill(self, work: Work, docs: ThreadPoolExecutor) -> Future[bool] | None:
        """The filling in of the work's Doc, begun once; None if there is nothing to be filled in."""
        words = next((step.words for step in work.visit.steps if isinstance(step, Fill)), None)
        if words is None or work.file is None or any(isinstance(step, Wait) for step in work.visit.steps):
            return None
        if work.file.id not in self._fills:
            self._fills[work.file.id] = docs.submit(self.acts.fill, work, words)
        return self._fills[work.file.id]

    def _look_again(self, new: Sequence[Work]) -> None:
        """What is to be done for the students whose Docs were made, now that they are seen beside others' Docs."""
        made = [work.file.id for work in new if work.file]
        unsure = [work.student.key for work in new if work.unclear]
        if not made and not unsure:
            return
        try:
            listed = look(self.google, self.plan.cohort, self.run, made=made, unsure=unsure, what=STUDENT)
            listed = asked(listed, {work.student.key for work in new}, self.google, run=self.run)
        except PdsyncError as error:
            self.acts.stop(error)
            return
        self.view = replace(self.view, found=listed)
        for work in new:
            if work.file or work.unclear:
                self._decide_again(work)

    def _decide_again(self, work: Work) -> None:
        after = visit(work.student, self.view)
        if any(isinstance(step, Copy) for step in after.steps) or (work.file and not self._listed(work)):
            work.problems.append(NOT_SEEN if work.file else NOT_CLEAR)
            work.visit = replace(work.visit, steps=())
            return
        if work.unclear:
            work.unclear = False
            work.did.append("made")
        elif after.file and work.file and after.file.id != work.file.id:
            work.did = []
        work.visit = replace(after, steps=tuple(step for step in after.steps if not isinstance(step, Adopt)))
        work.file = after.file

    def _listed(self, work: Work) -> bool:
        docs = self.view.found.docs.get(work.student.key, ())
        return work.file is not None and any(file.id == work.file.id for file in docs)

    def _give(self, works: Sequence[Work], drive: ThreadPoolExecutor, docs: ThreadPoolExecutor) -> list[Work]:
        """Everything but copying: those with nothing to fill in at once, the others as they are filled in.

        The works that are left to another handout are returned.
        """
        waiting = [work for work in works if any(isinstance(step, Wait) for step in work.visit.steps)]
        filling: dict[Future[bool], Work] = {}
        giving: set[Future[None]] = set()
        for work in works:
            if work in waiting:
                continue
            if (future := self._fill(work, docs)) is not None:
                filling[future] = work
            else:
                giving.add(drive.submit(self.acts.give, work, self.view))
        for filled in as_completed(filling):
            self._tell()
            if filled.result():
                giving.add(drive.submit(self.acts.give, filling[filled], self.view))
        for given in as_completed(giving):
            given.result()
            self._tell()
        return waiting

    def _tell(self, what: str = "") -> None:
        """Report how far the run is, in acts: a copy, a filling in, a giving."""
        self._finished += not what
        self._progress(min(self._finished, self._total), self._total, what)

    def _watch(self, waiting: list[Work], drive: ThreadPoolExecutor, docs: ThreadPoolExecutor) -> None:
        """Look how the other handout gets on; when it stands still, see to its students."""
        quiet, before, looks = 0.0, None, 0
        while waiting and not self.acts.stopped:
            self._tell("another handout is at work; waiting for it")
            pause = POLLS[min(looks, len(POLLS) - 1)]
            self.google.sleep(pause)
            quiet, looks = quiet + pause, looks + 1
            try:
                listed = found(self.google.drive.marked(self.plan.cohort.key))
                listed = asked(listed, {work.student.key for work in waiting}, self.google, run=self.run)
            except PdsyncError as error:
                self.acts.stop(error)
                return
            state = frozenset((file.id, file.version) for file in listed.all)
            if state != before:
                quiet, before = 0.0, state
            self._see_to(waiting, listed, patient=quiet < STILL)
            waiting = self._give(waiting, drive, docs)

    def _see_to(self, works: Sequence[Work], listed: Found, *, patient: bool) -> None:
        self.view = replace(self.view, found=listed, patient=patient)
        for work in works:
            work.visit = visit(work.student, self.view)
            work.file = work.visit.file
            if not work.visit.steps and not work.visit.problems:
                work.did = ["handed out by another run"]

    def _preparations(self) -> None:
        """Staff let in, and leftovers put away; one after the other, for they concern one folder."""
        for one in self.plan.preparations:
            match one:
                case LetStaffIn(email, role):
                    self.acts.let_staff_in(self.view, email, role)
                case Clear(file):
                    self.acts.clear(file)


def _acts(work: Work) -> int:
    """How many acts a work is, as far as can be told before."""
    steps = work.visit.steps
    return sum(isinstance(step, Copy | Fill) for step in steps) + bool(steps)


@contextmanager
def _desks(workers: int) -> Iterator[tuple[ThreadPoolExecutor, ThreadPoolExecutor]]:
    """Places to work side by side, for Drive and for Docs apart: who waits for Docs' quota holds nobody else up."""
    drive, docs = ThreadPoolExecutor(workers), ThreadPoolExecutor(workers)
    try:
        yield drive, docs
    except BaseException:
        for desk in (drive, docs):
            desk.shutdown(wait=True, cancel_futures=True)
        raise
    for desk in (drive, docs):
        desk.shutdown()
