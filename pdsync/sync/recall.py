"""The recall: a handout taken back, Doc by Doc, as long as nobody has written in it.

For each student: the Docs are marked, so that no handout touches them; everybody's access ends; each Doc is looked at
once more, now that nobody can write in it; and only then it goes into the bin and its marks go, both in one call. So a
recall that dies on the way leaves a Doc that is still the student's, or one that they do not see; only the last call
makes room for another one. If the second look finds a word of somebody's, access is given back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pdsync.errors import GoogleError, PdsyncError, SafetyStop
from pdsync.sync.closed import left
from pdsync.sync.found import FOR, MENTOR, found
from pdsync.sync.handout.acts import for_all
from pdsync.sync.handout.looking import PAUSES
from pdsync.sync.handout.view import MARKS, RECALL, let_in
from pdsync.sync.ports import STUDENT, Invitation, silent
from pdsync.sync.recall_looking import Looker
from pdsync.sync.recall_plan import Plan, Take, looked, plan

if TYPE_CHECKING:
    from pdsync.sync.ports import File, Google, Grant, Progress

__all__ = ["Done", "Plan", "Row", "carry_out", "plan"]

OURS = "pdsync-"
ROUNDS = 3
"""So often at most access turns out to have been given again while it was being ended."""
ENOUGH = 5
"""So many pauses Drive's listing is waited for."""
AFRESH = "another handout let somebody in again; run it again in a few minutes"
STAYS = "Nothing was taken back: too many of the Docs have been written in."
NOT_BEGUN = "not done: the run was stopped before; run it again"
GIVEN_BACK = "access was given back"
NOT_GIVEN_BACK = "access could not be given back to {email} ({error}); pdsync handout lets them in again"
LAGGING = "Drive still lists a Doc that was taken back; wait a few minutes before you hand out again."


@dataclass(frozen=True, slots=True)
class Row:
    """What came of it for one student: `taken` says that the Docs are gone, `done` in words what was done."""

    key: str
    called: str
    taken: bool = False
    done: str = ""
    problems: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a recall. `stopped`: why the run could not go on."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    stopped: PdsyncError | None = field(default=None, compare=False)

    @property
    def whole(self) -> bool:
        """Whether everything was taken back that there was."""
        return not self.stopped and not any(row.problems for row in self.rows)

    def __str__(self) -> str:
        taken = sum(row.taken for row in self.rows)
        kept = sum(bool(row.problems) for row in self.rows)
        words = f"Taken back from {taken} of {len(self.rows)} students"
        return f"{words}; {kept} need a look. It is safe to run again." if kept else f"{words}."


def carry_out(plan: Plan, google: Google, *, progress: Progress = silent) -> Done:
    """Do what the plan says, while no handout to the cohort runs on this machine.

    Raises SafetyStop when everybody's Docs are meant and most of them have been written in.
    """
    if plan.too_late:
        raise SafetyStop(STAYS, hint="name the students whose Docs are meant: pdsync recall KEY")
    with google.alone(f"handout-{plan.cohort.key}"):
        return _Recall(plan, google, progress).done()


class _Recall:
    """One run."""

    def __init__(self, plan: Plan, google: Google, progress: Progress) -> None:
        self.plan, self.google, self._progress = plan, google, progress
        self.run = f"{google.machine or 'elsewhere'}.{google.name}.{int(google.clock() * 1000)}"
        self.looker = Looker(plan.view, google)
        self.stopped: PdsyncError | None = None

    def done(self) -> Done:
        """Everything, students side by side, and what came of it."""
        takes = self.plan.to_do
        rows: dict[str, Row] = {}
        with ThreadPoolExecutor(self.google.workers) as desks:
            futures = {desks.submit(self._row, take): take for take in takes}
            for number, future in enumerate(as_completed(futures), start=1):
                rows[futures[future].key] = future.result()
                self._progress(number, len(takes), "")
        every = tuple(rows.get(take.key) or _left(take) for take in self.plan.takes)
        return Done(every, tuple(self._lagging(every)), self.stopped)

    def _row(self, take: Take) -> Row:
        if self.stopped:
            return replace(_left(take), problems=(*take.refusals, NOT_BEGUN))
        try:
            return self._kept(take) if take.refusals else self._taken(take)
        except PdsyncError as error:
            if for_all(error):
                self.stopped = self.stopped or error
            return replace(_left(take), problems=(*take.refusals, str(error)))

    def _kept(self, take: Take) -> Row:
        """A student whose Docs stay, though an earlier recall had begun with them: they are let in again."""
        problems = self._as_before([(file, ()) for file in take.half])
        return replace(_left(take), done="" if problems else GIVEN_BACK, problems=(*take.refusals, *problems))

    def _taken(self, take: Take) -> Row:
        """Take the Docs back; if somebody wrote in one after all, or Google refuses, all is as it was before."""
        shut: list[tuple[File, list[Grant]]] = [(file, []) for file in take.files]
        gone = False
        try:
            if whys := [why for file, ended in shut for why in self._shut(file, ended, take)]:
                back = self._as_before(shut)
                return replace(_left(take), done="" if back else GIVEN_BACK, problems=(*whys, *back))
            for file, _ in shut:
                self.google.drive.discard(file.id, _marks(file))
                gone = True
        except GoogleError as error:
            if gone or for_all(error):
                raise  # the next recall goes on from here
            return replace(_left(take), problems=(str(error), *self._as_before(shut)))
        what = "the Doc" if len(shut) == 1 else f"{len(shut)} Docs"
        ends = ", ".join(sorted({_who(grant) for _, ended in shut for grant in ended}))
        done = f"{what} put into the bin" + (f", access of {ends} ended" if ends else "")
        return Row(take.key, take.called, taken=True, done=done)

    def _shut(self, file: File, ended: list[Grant], take: Take) -> Iterator[str]:
        """End everybody's access but staff's, and let no handout touch the Doc; why it must stay after all.

        `ended` gets the grants that were ended.
        """
        drive = self.google.drive
        drive.mark(file.id, {RECALL: self.run})
        for _ in range(ROUNDS):
            grants = self.plan.ended(replace(file, grants=drive.grants(file.id)))
            if not grants:
                yield from self._second_look(file, take)
                return
            for grant in grants:
                self._unshare(file, grant)
                ended.append(grant)
        yield AFRESH

    def _unshare(self, file: File, grant: Grant) -> None:
        try:
            self.google.drive.unshare(file.id, grant.id)
        except GoogleError as error:
            raise type(error)(
                f"access of {_who(grant)} could not be ended: {error}",
                hint=error.hint,
                status=error.status,
                reason=error.reason,
            ) from error

    def _as_before(self, shut: Sequence[tuple[File, Sequence[Grant]]]) -> list[str]:
        return [problem for file, ended in shut for problem in self._give_back(file, ended)]

    def _second_look(self, file: File, take: Take) -> Iterator[str]:
        """Why the Doc must stay, now that nobody can write in it any more."""
        now = self.google.drive.file(file.id)
        if now is None or (now.trashed and STUDENT not in now.marks):
            return  # another recall was quicker, or it was deleted for good
        if why := looked(self.looker, replace(now, grants=file.grants), take.student).why:
            yield f"{why}: {file.link}" if file.link else why

    def _give_back(self, file: File, ended: Sequence[Grant]) -> list[str]:
        """Let those in again who were, without a mail; why it could not be done."""
        now = replace(file, grants=self.google.drive.grants(file.id))
        problems = []
        for email, role in {**self._meant(file), **{one.email: one.role for one in ended if one.email}}.items():
            try:
                if not let_in(now, email, role=role):
                    self.google.drive.share(file.id, Invitation(email, role))
            except GoogleError as error:
                problems.append(NOT_GIVEN_BACK.format(email=email, error=str(error).rstrip(".")))
        self.google.drive.unmark(file.id, (RECALL,))
        return problems

    def _meant(self, file: File) -> dict[str, str]:
        """Whose access an earlier recall, which was broken off, may have ended: those that the Doc's marks name."""
        if RECALL not in file.marks:
            return {}
        cohort = self.plan.cohort
        mentors = cohort.sharing.mentors
        roles = {
            FOR: left(cohort.sharing.student, file),
            MENTOR: left(mentors, file, cohort.closing.mentors) if mentors and cohort.closing.mentors else mentors,
        }
        return {file.marks[one]: role.value for one, role in roles.items() if role and file.marks.get(one)}

    def _lagging(self, rows: tuple[Row, ...]) -> Iterator[str]:
        """A note if Drive's listing goes on showing what was taken back: a handout would go by it."""
        gone = {file.id for take, row in zip(self.plan.takes, rows, strict=True) if row.taken for file in take.files}
        if not gone or self.stopped:
            return
        try:
            for pause in PAUSES[:ENOUGH]:
                if not gone & {file.id for file in found(self.google.drive.marked(self.plan.cohort.key)).all}:
                    return
                self.google.sleep(pause)
        except GoogleError:
            return
        yield LAGGING


def _marks(file: File) -> tuple[str, ...]:
    """Every mark that pdsync gave the Doc, those of a closing too."""
    return (*MARKS, *(mark for mark in file.marks if mark.startswith(OURS) and mark not in MARKS))


def _who(grant: Grant) -> str:
    return grant.email or "whoever has the link"


def _left(take: Take) -> Row:
    """A student of whom nothing was taken."""
    link = next((file.link for file in take.files), "")
    return Row(take.key, take.called, done="" if take.files else "has no Doc", problems=take.refusals, link=link)
