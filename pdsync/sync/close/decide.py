"""The closing worked out: who is left which role in which Doc, and who gets theirs back. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pdsync.goals.sheet_staff import EXCUSED, EXTENDED
from pdsync.goals.words import until as until_when
from pdsync.sync.close.steps import Let, Mark, Step, Terms, Unmark, Visit
from pdsync.sync.closed import Closed, closed, marks_in, marks_of
from pdsync.sync.found import MENTOR
from pdsync.sync.handout.view import RANKS, fits, grant_of, same, shared_for
from pdsync.sync.keys import folded

if TYPE_CHECKING:
    from pdsync.goals.model import StaffColumns, Student
    from pdsync.sync.handout.view import View
    from pdsync.sync.ports import File, Grant

UNSEEN = "this account cannot see who has the Doc, so nothing was changed"
IN_BIN = "the Doc is in Drive's bin and was left as it is; take it out, and run it again"
FROM_ABOVE = "{who} may still do more than read, through {where}; end that there"
OWNS = "the Doc belongs to {who}, and only its owner can close it"
AWAY = "is not on the roster any more"
TOO_MANY = "so many people have the Doc that it does not hold what each may do; end some of that access first"


def closing(student: Student, view: View, terms: Terms, staff: StaffColumns, *, away: bool = False) -> Visit:
    """What there is to do so that a student may no longer write in their Docs."""
    docs, notes = _live(student, view), [AWAY] if away else []
    if reason := _stays_open(student, terms, staff):
        if any(closed(file) for file in docs):
            notes.append(f"is closed already, though {reason}; to open it: pdsync thaw {student.key}")
        return Visit(student, docs, open=reason, away=away, problems=_unread(staff), notes=tuple(notes))
    problems = tuple(_without_doc(student, view)) if not docs else ()
    steps: list[Step] = []
    for file in docs:
        doc = _Doc(student, file, view, terms)
        steps += doc.closing_steps()
        problems += tuple(doc.problems())
    return Visit(student, docs, tuple(steps), away=away, problems=problems, notes=tuple(notes))


def opening(student: Student, view: View, terms: Terms, *, away: bool = False) -> Visit:
    """What there is to do so that everybody may do with a student's Docs what they might before."""
    docs = _live(student, view)
    steps: list[Step] = []
    problems: list[str] = []
    notes: list[str] = []
    for file in docs:
        if (was := closed(file)) is None:
            continue
        if file.grants is None:
            problems.append(UNSEEN)
            continue
        steps += _Doc(student, file, view, terms).opening_steps(was)
        notes += _not_back(file, was)
    return Visit(student, docs, tuple(steps), away=away, problems=tuple(problems), notes=tuple(notes))


def _live(student: Student, view: View) -> tuple[File, ...]:
    return tuple(file for file in view.found.docs.get(student.key, ()) if not file.trashed)


def _stays_open(student: Student, terms: Terms, staff: StaffColumns) -> str:
    if folded(student.key) in map(folded, terms.spared):
        return "is excepted by --except"
    by = f", granted by {staff.granted_by}" if staff.granted_by else ""
    extended = max((*staff.goals.values(), staff.extended_to or date.min))
    for until, what in ((extended, "has an extension"), (staff.excused_until, "is excused")):
        if until is not None and terms.today <= until:
            return f"{what} {until_when(until)}{by}"
    return "what staff wrote beside them cannot be read as a day" if _unread(staff) else ""


def _unread(staff: StaffColumns) -> tuple[str, ...]:
    """What staff wrote as a day until which there is time, and that is none: who wrote it meant somebody to have time.

    Nothing if there is such a day besides.
    """
    if staff.extended_to or staff.excused_until or staff.goals:
        return ()
    return tuple(fault for fault in staff.faults if EXCUSED in fault or EXTENDED in fault)


def _without_doc(student: Student, view: View) -> Iterator[str]:
    if view.found.docs.get(student.key):
        yield IN_BIN


def _not_back(file: File, was: Closed) -> Iterator[str]:
    gone = was.was.keys() - {grant.id for grant in file.grants or ()}
    if gone:
        whose = "the access of one person" if len(gone) == 1 else f"the access of {len(gone)} people"
        yield f"{whose} was ended since and does not come back by this"


def role_in(student: Student, file: File, view: View, terms: Terms) -> str:
    """The role that the student has in the Doc, "" if none or not to be seen."""
    own = _Doc(student, file, view, terms).own()
    return own.role if own else ""


@dataclass(frozen=True, slots=True)
class _Doc:
    """One of a student's Docs, looked at."""

    student: Student
    file: File
    view: View
    terms: Terms

    def closing_steps(self) -> Iterator[Step]:
        """Set down who might do what, then lower it. Nothing for a Doc that is closed as it should be."""
        if self.file.grants is None:
            return
        known = closed(self.file)
        lets = [*self._lowered()]
        if known and not lets:
            return
        marks = marks_of(self._set_down(known, lets))
        if all(fits(mark, value) for mark, value in marks.items()) and len(marks) <= MOST_MARKS:
            yield Mark(self.file, marks)
            yield from lets

    def _set_down(self, known: Closed | None, lets: list[Let]) -> Closed:
        """What the Doc's marks are to say: of a Doc that is closed once more, what was so before the first time."""
        was = {let.grant.id: let.grant.role for let in lets} | (dict(known.was) if known else {})
        own = self.own()
        before = own.role if own else ""
        role = self.terms.student.value
        if known:
            before, role = known.before or before, min(known.role, role, key=RANKS.__getitem__)
        return Closed(role, before, self.terms.now, was)

    def _lowered(self) -> Iterator[Let]:
        for grant in self.file.grants or ():
            role = self._leaves(grant)
            if role and RANKS.get(grant.role, 0) > max(RANKS[role], self._from_above(grant)):
                yield Let(self.file, grant, role, self._who(grant))

    def _leaves(self, grant: Grant) -> str:
        """The role that somebody is left, "" for the one they have."""
        if grant.role == "owner" or self._of_staff(grant):
            return ""
        if grant.email and any(same(grant.email, one) for one in self._mentors):
            return self.terms.mentors.value if self.terms.mentors else ""
        return self.terms.student.value

    def _of_staff(self, grant: Grant) -> bool:
        """Whether it is a member of staff's: named in the config, or let into the folder and not the student."""
        staff = (*(member.email for member in self.view.cohort.sharing.staff), self.view.account)
        if grant.email and any(same(grant.email, one) for one in staff):
            return True
        return bool(self._from_above(grant)) and grant.kind in ("user", "group") and not self._is_student(grant)

    def _from_above(self, grant: Grant) -> int:
        """The rank of the role that comes with the folder or the shared drive, 0 for none."""
        return max((RANKS.get(one.role, 0) for one in self.view.folder_grants if one.id == grant.id), default=0)

    def _is_student(self, grant: Grant) -> bool:
        return any(grant.email and same(grant.email, one) for one in (self.student.email, shared_for(self.file)))

    @property
    def _mentors(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.student.mentor_email, self.file.marks.get(MENTOR, ""))))

    def own(self) -> Grant | None:
        """The student's own grant: under their address, else under another one that Google lists them by."""
        for address in filter(None, (self.student.email, shared_for(self.file))):
            if found := grant_of(self.file, address):
                return found
        others = (one for one in self.file.grants or () if one.kind == "user" and self._leaves(one))
        return next((one for one in others if not any(same(one.email, mentor) for mentor in self._mentors)), None)

    def _who(self, grant: Grant) -> str:
        if grant.kind == "anyone":
            return "everybody with the link"
        if grant.kind == "domain":
            return "everybody in a whole domain"
        return grant.email

    def problems(self) -> Iterator[str]:
        """Why the Doc cannot be closed, or not for everybody."""
        if self.file.grants is None:
            yield UNSEEN
            return
        for grant in self.file.grants:
            if grant.role == "owner" and self._is_student(grant) and not self._of_staff(grant):
                yield OWNS.format(who=grant.email)
            role = self._leaves(grant)
            if role and self._from_above(grant) > RANKS[role]:
                where = "the shared drive" if self.view.cohort.google.shared_drive else "the folder"
                yield FROM_ABOVE.format(who=self._who(grant), where=where)
        lets = [*self._lowered()]
        if lets and len(marks_of(self._set_down(closed(self.file), lets))) > MOST_MARKS:
            yield TOO_MANY

    def opening_steps(self, was: Closed) -> Iterator[Step]:
        """Give everybody their role back, then take the marks away."""
        for grant in self.file.grants or ():
            role = was.was.get(grant.id) or self._due(grant, was)
            if RANKS.get(role, 0) > RANKS.get(grant.role, 0):
                yield Let(self.file, grant, role, self._who(grant))
        yield Unmark(self.file, marks_in(self.file.marks))

    def _due(self, grant: Grant, was: Closed) -> str:
        """The role of somebody who was let in after the Doc was closed: a student or mentor with a new address."""
        if grant.email and same(grant.email, self.student.email) and grant.role == was.role:
            return was.before
        if any(same(grant.email, one) for one in self._mentors) and self.view.cohort.sharing.mentors:
            return self.view.cohort.sharing.mentors.value
        return ""


MOST_MARKS = 12
"""Drive keeps thirty public properties a file, of which pdsync uses eight for other things."""
