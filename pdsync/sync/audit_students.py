"""A student's Doc, audited: whether they can open it, who else can, and who can still after they left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pdsync.goals.cohort import Role
from pdsync.goals.model import Standing
from pdsync.sync.audit_kinds import WITHDRAWN, Change, EndAccess, Finding, LetIn
from pdsync.sync.audit_sight import Sight, is_staff, of_file, outsider, people
from pdsync.sync.closed import left
from pdsync.sync.found import MENTOR, given
from pdsync.sync.handout.decide import AWAY
from pdsync.sync.handout.view import View, alias, grant_of, let_in, same, shared_for, strangers

if TYPE_CHECKING:
    from pdsync.goals.model import Student
    from pdsync.sync.ports import File

HANDOUT = "pdsync handout"


@dataclass(frozen=True, slots=True)
class Look:
    """One student's Docs, looked at."""

    sight: Sight
    view: View
    student: Student

    def findings(self) -> Iterator[Finding]:
        """What there is to say of the student."""
        docs = self.sight.found.docs.get(self.student.key, ())
        away = self.student.standing in AWAY
        if not docs:
            if not away:
                yield self._finding("no-access", "has no goal Doc yet", next=HANDOUT)
            return
        file = docs[0]
        yield from of_file(self.sight, self.view, file, self.student.key, self.student.called)
        if file.grants is not None:
            yield from self._away(file) if away else self._access(file)
            yield from self._others(file, away=away)

    def _finding(self, kind: str, words: str, file: File | None = None, who: str = "", **more: object) -> Finding:
        files = (file,) if file else ()
        return Finding(kind, self.student.key, self.student.called, words, who, files, **more)  # type: ignore[arg-type]

    def _away(self, file: File) -> Iterator[Finding]:
        """Somebody who withdrew can open the Doc; who is deferred is to come back to it."""
        for grant in people(file) if self.student.standing is Standing.WITHDRAWN else ():
            if any(same(grant.email, one) for one in (self.student.email, shared_for(file))):
                words = f"is withdrawn, and {grant.email} can open the Doc ({grant.role})"
                yield self._finding("left", words, file, grant.email, fix=EndAccess(grant), asked=WITHDRAWN)

    def _access(self, file: File) -> Iterator[Finding]:
        student, sharing = self.student, self.sight.cohort.sharing
        other, also = self._aliases(file)
        for address, of in ((other, student.email), (also, student.mentor_email)):
            if address:
                words = f"is it {of} who is let in as {address}? Google may list people under another address"
                yield self._finding("other-address", words, file, address)
        if not other and not let_in(file, student.email):
            fix = LetIn(student.email, left(sharing.student, file)) if self._had_it(file) else None
            words = f"{student.email} cannot open the Doc"
            yield self._finding("no-access", words, file, student.email, fix=fix, next="" if fix else HANDOUT)
        mentor = student.mentor_email if sharing.mentors is not None else ""
        if mentor and not also and not let_in(file, mentor) and not is_staff(self.sight, mentor):
            fix = LetIn(mentor, self._mentors(file) or Role.COMMENTER)
            yield self._finding("staff-lack", f"the mentor {mentor} cannot open the Doc", file, mentor, fix=fix)

        for address, role in ((student.email, left(sharing.student, file)), (mentor, self._mentors(file))):
            if address and role and not is_staff(self.sight, address):
                yield from self._role(file, address, role)

    def _mentors(self, file: File) -> Role | None:
        """What a mentor should be able to do; a closing leaves them what the config says, or what they had."""
        role, least = self.sight.cohort.sharing.mentors, self.sight.cohort.closing.mentors
        return left(role, file, least) if role and least else role

    def _role(self, file: File, address: str, role: Role) -> Iterator[Finding]:
        """Somebody may do more, or less, than they should."""
        grant = grant_of(file, address)
        if grant and not self.view.staffs(grant) and grant.role != role:
            words = f"{address} is {grant.role}, and should be {role.value}"
            yield self._finding("other-role", words, file, address, fix=Change(grant, role))

    def _aliases(self, file: File) -> tuple[str, str]:
        """Under which other addresses student and mentor seem to be let in, "" where they are not."""
        student, mentor = self.student, self.student.mentor_email
        other = alias(self.view, file, student)
        if not mentor or let_in(file, mentor) or not same(file.marks.get(MENTOR, ""), mentor):
            return other, ""
        known = (student.email, shared_for(file), other)
        return other, next((grant.email for grant in strangers(self.view, file, known)), "")

    def _had_it(self, file: File) -> bool:
        """Whether the Doc was this address's before: only then a grant without a mail is enough."""
        if not same(shared_for(file), self.student.email) or file.trashed:
            return False
        return given(file) or self.student.key in self.sight.known

    def _others(self, file: File, *, away: bool) -> Iterator[Finding]:
        """Everybody else who is let in."""
        student, before = self.student, (shared_for(file), file.marks.get(MENTOR, ""))
        expected = [student.email, student.mentor_email, *(before if away else ())]
        expected += [address for address in (() if away else self._aliases(file)) if address]
        unlisted = not let_in(file, student.email) and same(shared_for(file), student.email)
        for grant in people(file):
            if self.view.staffs(grant) or any(same(grant.email, one) for one in expected):
                continue
            if any(same(grant.email, one) for one in before):
                words = f"{grant.email} can still open it ({grant.role}), and is not in the roster any more"
                yield self._finding("old-address", words, file, grant.email, next=HANDOUT)
            elif unlisted and not away:  # it may be the student, under another address: nobody is put out then
                yield replace(outsider(student.key, student.called, file, grant), fix=None)
            else:
                yield outsider(student.key, student.called, file, grant)


def of_left(sight: Sight, view: View, key: str, file: File) -> Iterator[Finding]:
    """A Doc of somebody who is not on the roster any more."""
    if file.trashed:
        return
    name = file.name
    yield from (one for one in of_file(sight, view, file, key, name) if one.kind != "moved")
    hers = (shared_for(file), file.marks.get(MENTOR, ""))
    for grant in people(file):
        if view.staffs(grant):
            continue
        if any(same(grant.email, one) for one in hers):
            words = f"is not on the roster any more, and {grant.email} can open the Doc ({grant.role})"
            yield Finding("left", key, name, words, grant.email, (file,), EndAccess(grant), asked=WITHDRAWN)
        else:
            yield outsider(key, name, file, grant)
