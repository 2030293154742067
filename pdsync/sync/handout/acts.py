"""The single acts of a handout, each tried for one student, and what came of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pdsync.errors import GoogleError, NotSignedIn, PdsyncError, QuotaSpent, Unclear, Unreachable
from pdsync.sync.handout.steps import Copy, Discard, Mark, Original, Row, Share, Unshare, Visit
from pdsync.sync.handout.view import MARKS, RUN, alias, let_in, same, wanted
from pdsync.sync.ports import Invitation, Shared

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort, Role
    from pdsync.goals.model import Student
    from pdsync.sync.handout.steps import Step
    from pdsync.sync.handout.view import View
    from pdsync.sync.ports import File, Google

SHARING_LIMIT = "sharingRateLimitExceeded"
FOR_ALL = frozenset(
    {
        "storageQuotaExceeded",
        "domainPolicy",
        "dailyLimitExceeded",
        "insufficientPermissions",
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "SERVICE_DISABLED",
        "accessNotConfigured",
    }
)
"""Google's reasons that would meet every other student, too."""
NOT_BEGUN = "not done: the run was stopped before; run it again"
SHARE_UNCLEAR = "it is not clear whether the Doc was shared with {email}; run it again in a few minutes"
GRANT_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between looks whether a grant is there whose answer was lost."""


@dataclass(slots=True, eq=False)
class Work:
    """One student's part of the run: what is to be done, the Doc, and what came of it so far."""

    visit: Visit
    file: File | None = None
    did: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    shared: str = ""
    unclear: bool = False

    def __post_init__(self) -> None:
        self.file = self.visit.file

    @property
    def student(self) -> Student:
        """Whose part it is."""
        return self.visit.student

    def row(self, view: View) -> Row:
        """Who has what in the end."""
        file = self.file
        shared = self.shared or (_known_address(view, file, self.student) if file and not file.trashed else "")
        problems = (*self.visit.problems, *self.problems)
        done = ", ".join(self.did) or ("nothing to do" if not problems else "")
        notes = (*self.visit.notes, *self.notes)
        return Row(self.student, shared, done, problems, notes, file.link if file else "")


def _known_address(view: View, file: File, student: Student) -> str:
    """The address under which the student is let in, "" if they are not."""
    return student.email if let_in(file, student.email) else alias(view, file, student)


class Acts:
    """What is done to Google for one student at a time; failures are kept with the student.

    `stopped`: the failure that would meet everybody; after it nothing more is begun. `problems`: of the cohort.
    """

    def __init__(self, google: Google, cohort: Cohort) -> None:
        self.google, self.cohort = google, cohort
        self.stopped: PdsyncError | None = None
        self.problems: list[str] = []
        self._limited = ""

    def stop(self, error: PdsyncError) -> None:
        """Begin nothing more."""
        self.stopped = self.stopped or error

    def copy(self, work: Work, view: View, run: str) -> None:
        """Make the student's copy. A lost answer leaves the work unclear; it is never made again in this run."""
        step = next(one for one in work.visit.steps if isinstance(one, Copy))
        original = view.originals[wanted(work.student.template)]
        assert isinstance(original, Original)

        def made() -> None:
            try:
                work.file = self.google.drive.copy(
                    step.template or original.id,
                    name=step.name,
                    marks={**step.marks, RUN: run},
                    folder=view.folder,
                )
                work.did.append("made")
            except Unclear:
                work.unclear = True

        self._tried(work, made)

    def fill(self, work: Work, words: Mapping[str, str]) -> bool:
        """Put the student's words into the Doc; whether it was done."""
        assert work.file is not None
        file_id = work.file.id

        def filled() -> None:
            self.google.docs.fill(file_id, words)
            work.did.append("filled in")

        return self._tried(work, filled)

    def give(self, work: Work, view: View) -> None:
        """Every step after the Doc is made and filled in; the first that fails ends them."""
        for step in work.visit.steps:
            if not self._tried(work, self._act(work, step, view)):
                return

    def _act(self, work: Work, step: Step, view: View) -> Callable[[], None]:
        def act() -> None:
            drive, file = self.google.drive, work.file
            match step:
                case Share() if file:
                    self._share(work, file, step, view)
                case Unshare(email, grant) if file:
                    drive.unshare(file.id, grant.id)
                    work.did.append(f"access of {email} ended")
                case Mark(marks, name) if file:
                    drive.mark(file.id, marks, name=name)
                    work.did.append(f"renamed to “{name}”" if name else "remembered")
                case Discard(second):
                    drive.discard(second.id, MARKS)
                    work.did.append("a second, unused Doc put into the bin")
                case _:
                    pass

        return act

    def _share(self, work: Work, file: File, step: Share, view: View) -> None:
        if let_in(file, step.email, role=step.role.value) or self._let_in_by_now(file, step, view):
            self._shared(work, step, "")
            return
        if self._limited:
            raise QuotaSpent(self._limited, reason=SHARING_LIMIT)
        try:
            answer = self._invited(
                file.id, Invitation(step.email, step.role.value, mail=step.mail, message=step.message)
            )
        except GoogleError as error:
            if error.reason == SHARING_LIMIT:
                self._limited = f"not shared yet: {error}"
                raise QuotaSpent(self._limited, reason=SHARING_LIMIT) from error
            raise type(error)(
                f"not shared with {step.email}: {error}", hint=error.hint, status=error.status, reason=error.reason
            ) from error
        if step.mail and not answer.mailed:
            work.notes.append(f"shared with {step.email}, but Google could not send the mail; tell them yourself")
        self._shared(work, step, " and mailed" if step.mail and answer.mailed else "")

    def _let_in_by_now(self, file: File, step: Share, view: View) -> bool:
        """Whether a Doc that an earlier run made was shared since Drive was listed: by what that run sent last.

        A run that was killed may have been at it, and its call may have arrived after the listing.
        """
        if file.marks.get(RUN) == view.run or not step.mail:
            return False
        grants = self.google.drive.grants(file.id)
        return any(same(grant.email, step.email) and grant.role == step.role.value for grant in grants)

    def _shared(self, work: Work, step: Share, mailed: str) -> None:
        if step.mentor:
            work.did.append("shared with the mentor")
        else:
            work.shared = step.email
            work.did.append(f"shared{mailed}")

    def _invited(self, file_id: str, invitation: Invitation) -> Shared:
        """Share once. When the answer is lost, the grants tell whether it happened; it is not sent again."""
        try:
            return self.google.drive.share(file_id, invitation)
        except Unclear as error:
            for pause in (*GRANT_PAUSES, 0.0):
                if any(same(grant.email, invitation.email) for grant in self.google.drive.grants(file_id)):
                    return Shared()
                if pause:
                    self.google.sleep(pause)
            raise Unclear(SHARE_UNCLEAR.format(email=invitation.email)) from error

    def let_staff_in(self, view: View, email: str, role: Role) -> None:
        """Let a member of staff see the folder, unless they do; a failure is the cohort's problem."""
        if self.stopped or any(same(grant.email, email) for grant in view.folder_grants):
            return
        try:
            self._invited(view.folder, Invitation(email, role.value))
        except PdsyncError as error:
            if for_all(error):
                self.stop(error)
            self.problems.append(f"The folder is not shared with {email}: {error}")

    def clear(self, file: File) -> None:
        """Put a leftover of a broken-off run away; if that fails, the next run will."""
        try:
            self.google.drive.discard(file.id, MARKS)
        except PdsyncError as error:
            self.problems.append(f"A second, unused {file.kind.value} could not be put into the bin: {error}")

    def _tried(self, work: Work, act: Callable[[], None]) -> bool:
        """Whether it went well; what went wrong is the student's problem, and stops the run if it would meet all."""
        if self.stopped:
            if NOT_BEGUN not in work.problems:
                work.problems.append(NOT_BEGUN)
            return False
        try:
            act()
        except PdsyncError as error:
            if for_all(error):
                self.stop(error)
            work.problems.append(str(error))
            return False
        return True


def for_all(error: PdsyncError) -> bool:
    """Whether every other student would meet the same failure."""
    if isinstance(error, NotSignedIn | Unreachable):
        return True
    if not isinstance(error, GoogleError) or error.reason == SHARING_LIMIT:
        return False
    return isinstance(error, QuotaSpent) or error.reason in FOR_ALL
