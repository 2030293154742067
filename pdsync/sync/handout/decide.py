"""The handout worked out: from the roster, Drive's listing and the settings to steps. Nothing is asked or written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pdsync.errors import SafetyStop
from pdsync.goals.model import Standing
from pdsync.goals.template import BUILTIN, filled_in
from pdsync.sync.found import FOR, MENTOR, given
from pdsync.sync.handout.giving import given_steps, marks, mentor, share_with_mentor, share_with_student, text_mark
from pdsync.sync.handout.steps import (
    Adopt,
    Clear,
    Copy,
    Discard,
    LetStaffIn,
    MakeFolder,
    MakeTemplate,
    Mark,
    Original,
    Preparation,
    Step,
    Unshare,
    Visit,
    Wait,
)
from pdsync.sync.handout.view import (
    RECALL,
    TITLE,
    alias,
    digest,
    fits,
    grant_of,
    let_in,
    same,
    shared_for,
    strangers,
    wanted,
)
from pdsync.sync.identity import another_person
from pdsync.sync.ports import STUDENT

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.found import Found
    from pdsync.sync.handout.view import View
    from pdsync.sync.ports import File

AWAY = (Standing.WITHDRAWN, Standing.DEFERRED)
"""Students who get no new Doc; the one they have stays as it is."""

TAKEN_BACK = "the Doc is being taken back, and that is not finished; finish it with: pdsync recall {key}"


def needy(students: Iterable[Student], found: Found) -> tuple[Student, ...]:
    """The students who may need a copy, or have one filled in: for them a template has to be looked at."""
    here = [student for student in students if student.standing not in AWAY]
    return tuple(student for student in here if not _settled(found.docs.get(student.key, ()), found))


def _settled(docs: Sequence[File], found: Found) -> bool:
    """Whether the Docs that are not in the bin were all given to somebody."""
    live = [file for file in docs if not file.trashed]
    return bool(docs) and all(given(file, found.inherited) for file in live)


def preparations(view: View, visits: Sequence[Visit]) -> tuple[Preparation, ...]:
    """What has to be there before the first copy is made, and who of the staff is to be let in."""
    return tuple(_preparations(view, visits))


def _preparations(view: View, visits: Sequence[Visit]) -> Iterator[Preparation]:
    new = any(visit.new for visit in visits)
    if not view.folder and new:
        yield MakeFolder(view.cohort.folder_name)
    if new:
        yield from _template(view)
    if view.folder or new:
        for member in view.cohort.sharing.staff:
            if not any(same(grant.email, member.email) for grant in view.folder_grants):
                if same(member.email, view.account):
                    continue
                yield LetStaffIn(member.email, member.role)
    yield from (Clear(file) for file in leftovers(view))


def _template(view: View) -> Iterator[Preparation]:
    for original in view.originals.values():
        if isinstance(original, Original) and not original.written:
            yield MakeTemplate(BUILTIN.name, original.id)
            return


def leftovers(view: View) -> Iterator[File]:
    """Second folders and templates that a broken-off run made: its own, empty, and seen by nobody else."""
    used = {parent for file in view.found.all for parent in file.parents}
    for what, first in (("folder", view.found.folder), ("template", view.found.template)):
        every = view.found.of_kind(what)
        for file in every:
            if first and file.id != first.id and file.id not in used and view.disposable(file, every):
                yield file


def check_folder(cohort: Cohort, found: Found) -> None:
    """SafetyStop when the cohort's folder lies in the bin, and students' Docs with it."""
    if found.folder or cohort.folder_id:
        return
    binned = {file.id: file for file in found.of_kind("folder")}
    lost = [file for docs in found.docs.values() for file in docs if file.trashed and set(file.parents) & set(binned)]
    if lost:
        folder = binned[next(parent for parent in lost[0].parents if parent in binned)]
        raise SafetyStop(
            f"The folder “{folder.name}” is in Drive's bin, and with it {len(lost)} goal Docs. "
            f"Nothing was done; take it out of the bin first: {folder.link}",
            hint="pdsync handout --dry-run",
        )


def visit(student: Student, view: View) -> Visit:
    """What there is to do for one student."""
    docs = view.found.docs.get(student.key, ())
    live = tuple(file for file in docs if not file.trashed)
    if half := next((file for file in docs if RECALL in file.marks), None):
        return Visit(student, half, problems=(TAKEN_BACK.format(key=student.key),))
    if student.standing in AWAY:
        word = student.standing.value
        note = f"is {word} and keeps the Doc" if live else f"is {word} and gets no Doc"
        return Visit(student, live[0] if live else None, notes=(note,), gone=True)
    if live and (problem := _another_person(student, live[0], view)):
        return Visit(student, live[0], problems=(problem,))
    if live:
        return _kept(student, live, view)
    if docs:
        problem = f"the Doc is in Drive's bin; take it out ({docs[0].link}), or delete it for good to get a new one"
        return Visit(student, docs[0], problems=(problem,))
    return _new(student, view)


def _another_person(student: Student, file: File, view: View) -> str:
    """Why the Doc may be somebody else's than the student's, "" if nothing speaks for it or it is meant."""
    if view.force or student.called.casefold() in file.name.casefold():
        return ""
    name = digest(filled_in(view.cohort.doc_title, student, view.cohort))
    return another_person(student, file.marks, file.marks.get(TITLE, ""), name)


def _new(student: Student, view: View) -> Visit:
    if other := _under_another_key(student, view):
        key = other.marks[STUDENT]
        problem = (
            f"a Doc was made for {student.email} already, under the key {key}, which is not on the roster: "
            f"put that key back (keys must never change), or put {other.link} into the bin"
        )
        return Visit(student, problems=(problem,))
    original = view.originals[wanted(student.template)]
    if isinstance(original, str):
        return Visit(student, problems=(original,))
    name = filled_in(view.cohort.doc_title, student, view.cohort)
    every = {**marks(student, view.cohort, name), **text_mark(student, original, view.cohort)}
    return Visit(student, steps=(Copy(original.id, name, every), *given_steps(student, original, view)))


def _under_another_key(student: Student, view: View) -> File | None:
    """A Doc made for the student's address under a key that nobody on the roster has."""
    return next((file for file in view.orphans if same(shared_for(file), student.email)), None)


@dataclass(frozen=True, slots=True)
class _Doc:
    """A student's Doc, looked at."""

    student: Student
    file: File
    view: View

    def steps(self) -> Iterator[Step]:
        """What has to be done to a Doc that was given to somebody already."""
        student, file, view = self.student, self.file, self.view
        if file.grants is None:
            return
        new_marks: dict[str, str] = {}
        unknown = strangers(view, file, (student.email, shared_for(file), mentor(student, view.cohort), self.mentored))
        if not let_in(file, student.email):
            if same(shared_for(file), student.email) and unknown:
                unknown.pop(0)  # let in under another address of theirs
            else:
                yield share_with_student(student, view, file)
        yield from self._moved(shared_for(file), student.email, FOR, new_marks)
        for share in share_with_mentor(student, view, file):
            if not let_in(file, share.email):
                if same(self.mentored, share.email) and unknown:
                    unknown.pop(0)
                else:
                    yield share
        yield from self._moved(self.mentored, mentor(student, view.cohort), MENTOR, new_marks)
        name = self._new_name(new_marks)
        if new_marks:
            yield Mark(new_marks, name)

    @property
    def mentored(self) -> str:
        """The mentor's address that the Doc was shared with."""
        return self.file.marks.get(MENTOR, "")

    def _moved(self, before: str, now: str, mark: str, new_marks: dict[str, str]) -> Iterator[Unshare]:
        """An address that pdsync shared with before loses its grant, unless it needs one for another reason."""
        if same(before, now):
            return
        if fits(mark, now):
            new_marks[mark] = now
        entitled = (self.student.email, mentor(self.student, self.view.cohort))
        grant = grant_of(self.file, before) if before else None
        if grant and not self.view.staffs(grant) and not any(same(before, one) for one in entitled):
            yield Unshare(before, grant)

    def _new_name(self, new_marks: dict[str, str]) -> str:
        """The name to give, "" to leave it; a name that somebody else gave the Doc stays."""
        name = filled_in(self.view.cohort.doc_title, self.student, self.view.cohort)
        before = self.file.marks.get(TITLE, "")
        if not before or before == digest(name) or digest(self.file.name) != before:
            return ""
        new_marks[TITLE] = digest(name)
        return name

    def notes(self) -> Iterator[str]:
        """What staff should know."""
        if self.file.grants is None:
            yield "this account cannot see who has the Doc, so nothing was changed"
        shared_as = alias(self.view, self.file, self.student)
        if shared_as:
            yield f"is let in as {shared_as}"
        if self.file.parents and not set(self.file.parents) & self.view.folders:
            yield "the Doc was moved out of the cohort's folder"


def _kept(student: Student, live: tuple[File, ...], view: View) -> Visit:
    """A student who has a Doc already, or one that a run left without giving it to them."""
    first, others = live[0], live[1:]
    doc = _Doc(student, first, view)
    notes = [*doc.notes()]
    steps: list[Step] = []
    if view.given(first) or let_in(first, student.email) or first.grants is None:
        steps += doc.steps()
    elif view.at_work(first):
        return Visit(student, first, (Wait(first),))
    else:
        original = view.originals[wanted(student.template)]
        if isinstance(original, str):
            return Visit(student, first, problems=(original,))
        steps += [Adopt(first), *given_steps(student, original, view, first)]
        steps += [step for step in doc.steps() if isinstance(step, Mark | Unshare)]
    for other in others:
        if view.disposable(other, live):
            steps.append(Discard(other))
        elif not view.at_work(other):
            notes.append(f"a second Doc is marked as this student's and was left alone: {other.link}")
    return Visit(student, first, tuple(steps), tuple(notes))


def left_over(students: Sequence[Student], found: Found) -> tuple[str, ...]:
    """A sentence for each Doc of somebody who is not on the roster any more."""
    keys = {student.key for student in students}
    gone = {key: docs[0] for key, docs in found.docs.items() if key not in keys and not docs[0].trashed}
    return tuple(
        f"{key} is not on the roster any more and keeps the Doc “{file.name}” ({file.link})"
        for key, file in sorted(gone.items())
    )
