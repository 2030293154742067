"""What makes a bare copy a student's own: its marks, its words, and whom it is shared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pdsync.goals.template import fill, filled_in
from pdsync.sync.closed import left
from pdsync.sync.found import FOR, MENTOR
from pdsync.sync.handout.prints import filled, fingerprint
from pdsync.sync.handout.steps import Fill, Original, Share, Step
from pdsync.sync.handout.view import TEXT, TITLE, digest, fits, same
from pdsync.sync.ports import COHORT, STUDENT

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.handout.view import View
    from pdsync.sync.ports import File


def marks(student: Student, cohort: Cohort, name: str) -> Mapping[str, str]:
    """The marks of a student's Doc of that name."""
    every = {
        COHORT: cohort.key,
        STUDENT: student.key,
        FOR: student.email,
        MENTOR: mentor(student, cohort),
        TITLE: digest(name),
    }
    return {mark: value for mark, value in every.items() if value and fits(mark, value)}


def mentor(student: Student, cohort: Cohort) -> str:
    """The address of the mentor who is to see the Doc, "" if there is none."""
    return student.mentor_email if cohort.sharing.mentors is not None else ""


def given_steps(student: Student, original: Original, view: View, file: File | None = None) -> Iterator[Step]:
    """The steps that make a bare copy the student's: filled in, shared with them last, then with the mentor."""
    if original.fields:
        yield Fill(words_for(student, original, view.cohort))
    yield share_with_student(student, view, file)
    yield from share_with_mentor(student, view, file)


def words_for(student: Student, original: Original, cohort: Cohort) -> dict[str, str]:
    """What to put in the place of each {{field}}."""
    words, _ = fill(original.fields.values(), student, cohort)
    return {text: words.get(name, text) for text, name in original.fields.items()}


def share_with_student(student: Student, view: View, file: File | None) -> Share:
    """The student let in; into a Doc that is closed, with no more than what it is closed to."""
    sharing = view.cohort.sharing
    role = left(sharing.student, file) if file else sharing.student
    message = filled_in(sharing.message, student, view.cohort) if sharing.notify else ""
    return Share(student.email, role, mail=sharing.notify, message=message)


def share_with_mentor(student: Student, view: View, file: File | None) -> Iterator[Share]:
    """The mentor let in, unless there is none, or they see every Doc as staff."""
    role, address = view.cohort.sharing.mentors, mentor(student, view.cohort)
    staff = (*(member.email for member in view.cohort.sharing.staff), view.account)
    if role is not None and address and not any(same(address, one) for one in staff):
        least = view.cohort.closing.mentors
        yield Share(address, left(role, file, least) if file and least else role, mentor=True)


def text_mark(student: Student, original: Original, cohort: Cohort) -> Mapping[str, str]:
    """The mark that tells what will stand in the student's Doc."""
    if not original.words:
        return {}
    return {TEXT: fingerprint(filled(original.words, words_for(student, original, cohort)))}
