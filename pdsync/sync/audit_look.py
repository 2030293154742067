"""Who can see what, held against who should: pure, from one look at Drive to findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pdsync.goals.cohort import Role
from pdsync.goals.model import Standing
from pdsync.sync.audit_kinds import (
    RESHARING,
    WITHDRAWN,
    EndAccess,
    Finding,
    KeepIn,
    LetIn,
    PutBack,
    Recover,
    holder,
)
from pdsync.sync.closed import left
from pdsync.sync.found import MENTOR, Found, given
from pdsync.sync.handout.decide import AWAY
from pdsync.sync.handout.view import View, alias, let_in, same, shared_for
from pdsync.sync.ports import COHORT, KIND, STUDENT, File, FileKind, Grant

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.ports import Watched

STAFFS = {"folder": "the folder", "template": "the template", "sheet": "the Sheet"}
"""What only staff should see, by the mark of its kind."""
HANDOUT = "pdsync handout"


@dataclass(frozen=True, slots=True)
class Sight:
    """What an audit saw. `folder`: the one that the Docs should lie in, None if there is none or it is out of reach.

    `beside`: what lies in the folder or bears the Docs' name, with and without marks; `known`: the keys of students
    whose Docs the last sync saw shared with them.
    """

    cohort: Cohort
    students: Sequence[Student]
    found: Found
    folder: File | None
    watched: Mapping[str, Watched]
    beside: Sequence[Watched] = ()
    known: frozenset[str] = frozenset()
    account: str = ""

    @property
    def view(self) -> View:
        """The same, as a handout looks at it."""
        keys = frozenset(student.key for student in self.students)
        folder = self.folder.id if self.folder else ""
        shown = self.folder.grants or () if self.folder else ()
        return View(self.cohort, self.found, keys, {}, folder, shown, account=self.account)


def findings(sight: Sight) -> tuple[Finding, ...]:
    """Everything there is to say, the staff's files first, then the students in the roster's order."""
    return tuple(_findings(sight))


def _findings(sight: Sight) -> Iterator[Finding]:
    view = sight.view
    yield from _of_staffs(sight, view)
    for student in sight.students:
        yield from _Look(sight, view, student).findings()
    keys = {student.key for student in sight.students}
    for key, docs in sight.found.docs.items():
        if key not in keys:
            for file in docs:
                yield from _of_left(sight, view, key, file)
    yield from _copies(sight, view)
    yield from _passed_on(sight)


# ---- what is staff's


def _of_staffs(sight: Sight, view: View) -> Iterator[Finding]:
    folder = sight.folder
    files = [(what, file) for what in ("template", "sheet") for file in sight.found.of_kind(what) if not file.trashed]
    if folder is not None:
        files.insert(0, ("folder", folder))
        yield from _lacking(sight, folder)
    for what, file in files:
        yield from _of_file(sight, view, file, what, STAFFS[what])
        for grant in _people(file):
            if not _is_staff(sight, grant.email) and (what == "folder" or not view.staffs(grant)):
                yield _no_staff(sight, what, file, grant)


def _is_staff(sight: Sight, address: str) -> bool:
    staff = (*(member.email for member in sight.cohort.sharing.staff), sight.account)
    return any(same(address, one) for one in staff)


def _no_staff(sight: Sight, what: str, file: File, grant: Grant) -> Finding:
    """Somebody who is let into what only staff should see."""
    name = STAFFS[what]
    student = next((one for one in sight.students if same(one.email, grant.email)), None)
    if student is not None:
        words = f"{grant.email} is a student ({student.called}) and can open {name}"
        return Finding("students-see", what, name, words, grant.email, (file,), EndAccess(grant))
    if what != "folder":
        return _outsider(what, name, file, grant)
    words = f"{holder(grant)} can open it ({grant.role}), and with it every Doc"
    hint = "if that is meant, name them under sharing: staff: in the config; if not, take them out in Drive"
    return Finding("outsider", what, name, words, grant.email, (file,), next=hint)


def _lacking(sight: Sight, folder: File) -> Iterator[Finding]:
    for member in sight.cohort.sharing.staff:
        if not let_in(folder, member.email) and not same(member.email, sight.account):
            words, fix = f"{member.email} cannot open the folder", LetIn(member.email, member.role)
            yield Finding("staff-lack", "folder", STAFFS["folder"], words, member.email, (folder,), fix)


def _outsider(about: str, name: str, file: File, grant: Grant) -> Finding:
    words = f"{holder(grant)} can open it ({grant.role})"
    return Finding("outsider", about, name, words, grant.email, (file,), EndAccess(grant))


# ---- any file


def _of_file(sight: Sight, view: View, file: File, about: str, name: str) -> Iterator[Finding]:
    """What may be amiss with any file: links, whole domains, the bin, its place, its owner."""
    if file.grants is None:
        yield Finding("unseen", about, name, "this account may not see who can open it", files=(file,))
    inherited = frozenset() if about == "folder" else frozenset(grant.id for grant in view.folder_grants)
    for grant in file.grants or ():
        if grant.kind in ("anyone", "domain") and grant.id not in inherited:
            kind = "link-shared" if grant.kind == "anyone" else "domain-shared"
            words = f"{holder(grant)} can open it ({grant.role})"
            yield Finding(kind, about, name, words, "", (file,), EndAccess(grant))
    if file.trashed:
        yield Finding("in-bin", about, name, "is in the bin", files=(file,), fix=Recover() if file.mine else None)
    elif about != "folder" and sight.folder and _outside(file, view):
        fix = PutBack(sight.folder.id, file.parents) if file.mine else None
        yield Finding("moved", about, name, "lies outside the cohort's folder", files=(file,), fix=fix)
    watched = sight.watched.get(file.id)
    if watched and not file.mine and watched.owner and not same(watched.owner, sight.account):
        yield Finding("owner", about, name, f"belongs to {watched.owner}", watched.owner, (file,))


def _outside(file: File, view: View) -> bool:
    """Whether a file lies anywhere else than in a folder of the cohort's."""
    return bool(file.parents) and view.folders.isdisjoint(file.parents)


def _people(file: File) -> Iterator[Grant]:
    """The grants of people and groups that do not own the file."""
    return (grant for grant in file.grants or () if grant.kind in ("user", "group") and grant.role != "owner")


# ---- a student's Doc


@dataclass(frozen=True, slots=True)
class _Look:
    """One student's Docs, looked at."""

    sight: Sight
    view: View
    student: Student

    def findings(self) -> Iterator[Finding]:
        docs = self.sight.found.docs.get(self.student.key, ())
        away = self.student.standing in AWAY
        if not docs:
            if not away:
                yield self._finding("no-access", "has no goal Doc yet", next=HANDOUT)
            return
        file = docs[0]
        yield from _of_file(self.sight, self.view, file, self.student.key, self.student.called)
        if file.grants is not None:
            yield from self._away(file) if away else self._access(file)
            yield from self._others(file, away=away)

    def _finding(self, kind: str, words: str, file: File | None = None, who: str = "", **more: object) -> Finding:
        files = (file,) if file else ()
        return Finding(kind, self.student.key, self.student.called, words, who, files, **more)  # type: ignore[arg-type]

    def _away(self, file: File) -> Iterator[Finding]:
        """Somebody who withdrew can open the Doc; who is deferred is to come back to it."""
        for grant in _people(file) if self.student.standing is Standing.WITHDRAWN else ():
            if any(same(grant.email, one) for one in (self.student.email, shared_for(file))):
                words = f"is withdrawn, and {grant.email} can open the Doc ({grant.role})"
                yield self._finding("left", words, file, grant.email, fix=EndAccess(grant), asked=WITHDRAWN)

    def _access(self, file: File) -> Iterator[Finding]:
        student, sharing = self.student, self.sight.cohort.sharing
        other = alias(self.view, file, student)
        if other:
            words = f"is let in as {other}, which should be another address of {student.email}’s"
            yield self._finding("other-address", words, file, other)
        elif not let_in(file, student.email):
            fix = LetIn(student.email, left(sharing.student, file)) if self._had_it(file) else None
            words = f"{student.email} cannot open the Doc"
            yield self._finding("no-access", words, file, student.email, fix=fix, next="" if fix else HANDOUT)
        mentor = student.mentor_email if sharing.mentors is not None else ""
        if mentor and not let_in(file, mentor) and not _is_staff(self.sight, mentor):
            fix = LetIn(mentor, left(sharing.mentors or Role.COMMENTER, file))
            yield self._finding("staff-lack", f"the mentor {mentor} cannot open the Doc", file, mentor, fix=fix)

    def _had_it(self, file: File) -> bool:
        """Whether the Doc was this address's before: only then a grant without a mail is enough."""
        if not same(shared_for(file), self.student.email) or file.trashed:
            return False
        return given(file) or self.student.key in self.sight.known

    def _others(self, file: File, *, away: bool) -> Iterator[Finding]:
        """Everybody else who is let in."""
        student, before = self.student, (shared_for(file), file.marks.get(MENTOR, ""))
        expected = [student.email, student.mentor_email, *(before if away else ())]
        if not away and (other := alias(self.view, file, student)):
            expected.append(other)
        for grant in _people(file):
            if self.view.staffs(grant) or any(same(grant.email, one) for one in expected):
                continue
            if any(same(grant.email, one) for one in before):
                words = f"{grant.email} can still open it ({grant.role}), and is not in the roster any more"
                yield self._finding("old-address", words, file, grant.email, next=HANDOUT)
            else:
                yield _outsider(student.key, student.called, file, grant)


def _of_left(sight: Sight, view: View, key: str, file: File) -> Iterator[Finding]:
    """A Doc of somebody who is not on the roster any more."""
    if file.trashed:
        return
    name = file.name
    yield from (one for one in _of_file(sight, view, file, key, name) if one.kind != "moved")
    hers = (shared_for(file), file.marks.get(MENTOR, ""))
    for grant in _people(file):
        if view.staffs(grant):
            continue
        if any(same(grant.email, one) for one in hers):
            words = f"is not on the roster any more, and {grant.email} can open the Doc ({grant.role})"
            yield Finding("left", key, name, words, grant.email, (file,), EndAccess(grant), asked=WITHDRAWN)
        else:
            yield _outsider(key, name, file, grant)


# ---- copies


COPY_OF = re.compile(r"^(?:Copy of|Kopie von|Copie de|Copia de|Cópia de)\s+", re.IGNORECASE)


def _copies(sight: Sight, view: View) -> Iterator[Finding]:
    """Docs beside the students' own: with the same marks, which every copy bears, or with the same name."""
    first = {key: docs[0] for key, docs in sight.found.docs.items() if docs}
    ours = {file.id for file in first.values()}
    titles = {_title(file.name): (key, file) for key, file in first.items()}
    names = {student.key: student.called for student in sight.students}
    seen = {file.id: file for docs in sight.found.docs.values() for file in docs[1:] if not file.trashed}
    seen |= {one.file.id: one.file for one in sight.beside if one.file.kind is FileKind.DOC}
    for file in seen.values():
        marked = file.marks.get(STUDENT, "")
        key, original = (marked, first[marked]) if marked in first else titles.get(_title(file.name), ("", None))
        elsewhere = file.marks.get(COHORT, sight.cohort.key) != sight.cohort.key
        if file.id in ours or original is None or KIND in file.marks or elsewhere:
            continue
        watched = sight.watched.get(file.id) or next(one for one in sight.beside if one.file.id == file.id)
        whose = f", owned by {watched.owner}" if watched.owner and not same(watched.owner, sight.account) else ""
        newer = ", and was changed later than the Doc itself" if file.modified > original.modified else ""
        words = f"“{file.name}” is a copy of the Doc{whose}{newer}: they may be working there"
        yield Finding("copy", key, names.get(key, original.name), words, watched.owner if whose else "", (file,))


def _title(name: str) -> str:
    """A name without what Google puts before a copy's."""
    plain = " ".join(name.split())
    while found := COPY_OF.match(plain):
        plain = plain[found.end() :]
    return plain.casefold()


# ---- sharing on


def _writes(file: File) -> bool:
    """Whether anybody but staff may write in it."""
    return left(Role.WRITER, file) is Role.WRITER


def _passed_on(sight: Sight) -> Iterator[Finding]:
    """Docs whose students may let others in: Google's usual setting, so it is one finding, not forty."""
    if sight.cohort.sharing.student is not Role.WRITER:
        return
    firsts = (docs[0] for student in sight.students if (docs := sight.found.docs.get(student.key)))
    watched = (
        (file, sight.watched.get(file.id)) for file in firsts if file.mine and not file.trashed and _writes(file)
    )
    files = tuple(file for file, one in watched if one and one.passed_on)
    if files:
        words = f"students can let others into {len(files)} {'Doc' if len(files) == 1 else 'Docs'}"
        yield Finding("passed-on", "docs", "the Docs", words, files=files, fix=KeepIn(), asked=RESHARING)
