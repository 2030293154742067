"""Who can see what, held against who should: pure, from one look at Drive to findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pdsync.goals.cohort import Role
from pdsync.sync.audit_copies import copies
from pdsync.sync.audit_kinds import RESHARING, EndAccess, Finding, KeepIn, LetIn, holder
from pdsync.sync.audit_sight import Sight, is_staff, of_file, outsider, people
from pdsync.sync.audit_students import Look, of_left
from pdsync.sync.closed import left
from pdsync.sync.handout.view import let_in, same

if TYPE_CHECKING:
    from pdsync.sync.handout.view import View
    from pdsync.sync.ports import File, Grant

STAFFS = {"folder": "the folder", "template": "the template", "sheet": "the Sheet"}
"""What only staff should see, by the mark of its kind."""


def findings(sight: Sight) -> tuple[Finding, ...]:
    """Everything there is to say, the staff's files first, then the students in the roster's order."""
    return tuple(_findings(sight))


def _findings(sight: Sight) -> Iterator[Finding]:
    view = sight.view
    yield from _of_staffs(sight, view)
    for student in sight.students:
        yield from Look(sight, view, student).findings()
    keys = {student.key for student in sight.students}
    for key, docs in sight.found.docs.items():
        if key not in keys:
            for file in docs:
                yield from of_left(sight, view, key, file)
    yield from copies(sight)
    yield from _passed_on(sight)


# ---- what is staff's


def _of_staffs(sight: Sight, view: View) -> Iterator[Finding]:
    folder = sight.folder
    files = [(what, file) for what in ("template", "sheet") for file in _staffs_own(sight, what)]
    if folder is not None:
        files.insert(0, ("folder", folder))
        yield from _lacking(sight, folder)
    for what, file in files:
        yield from of_file(sight, view, file, what, STAFFS[what])
        for grant in people(file):
            if not is_staff(sight, grant.email) and (what == "folder" or not view.staffs(grant)):
                yield from _no_staff(sight, what, file, grant)


def _staffs_own(sight: Sight, what: str) -> tuple[File, ...]:
    """The files of a kind; those in the bin only if there is no other."""
    every = sight.found.of_kind(what)
    return tuple(file for file in every if not file.trashed) or every[:1]


def _no_staff(sight: Sight, what: str, file: File, grant: Grant) -> Iterator[Finding]:
    """Somebody who is let into what only staff should see. Members of a whole shared drive are the school's affair."""
    name = STAFFS[what]
    student = next((one for one in sight.students if same(one.email, grant.email)), None)
    if student is not None:
        words = f"{grant.email} is a student ({student.called}) and can open {name}"
        if grant.id in sight.members:
            hint = "they are a member of the whole shared drive: end that there"
            yield Finding("students-see", what, name, words, grant.email, (file,), next=hint)
        else:
            yield Finding("students-see", what, name, words, grant.email, (file,), EndAccess(grant))
        return
    if what != "folder":
        yield outsider(what, name, file, grant)
    if what != "folder" or grant.id in sight.members:
        return
    words = f"{holder(grant)} can open it ({grant.role}), and with it every Doc"
    hint = "if that is meant, name them as staff in the config, under sharing; if not, take them out in Drive"
    yield Finding("outsider", what, name, words, grant.email, (file,), next=hint)


def _lacking(sight: Sight, folder: File) -> Iterator[Finding]:
    for member in sight.cohort.sharing.staff:
        if let_in(folder, member.email) or same(member.email, sight.account) or same(member.email, sight.owner):
            continue
        words, fix = f"{member.email} cannot open the folder", LetIn(member.email, member.role)
        maybe = next((grant.email for grant in people(folder) if not is_staff(sight, grant.email)), "")
        if maybe:  # Google may list somebody under another address of theirs
            hint = f"if {maybe} is another address of theirs, all is well; else let them in in Drive"
            yield Finding("staff-lack", "folder", STAFFS["folder"], words, member.email, (folder,), next=hint)
        else:
            yield Finding("staff-lack", "folder", STAFFS["folder"], words, member.email, (folder,), fix)


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
        yield Finding("passed-on", "", "the Docs", words, files=files, fix=KeepIn(), asked=RESHARING)
