"""What an audit saw, and what may be amiss with any file of it: links, whole domains, the bin, its place, its owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pdsync.sync.audit_kinds import EndAccess, Finding, PutBack, Recover, holder
from pdsync.sync.found import Found
from pdsync.sync.handout.view import View, same
from pdsync.sync.ports import File, Grant

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.ports import Watched


@dataclass(frozen=True, slots=True)
class Sight:
    """What an audit saw. `folder`: the one that the Docs should lie in, None if there is none or it is out of reach.

    `beside`: what lies in the folder or bears the Docs' name, with and without marks; `known`: the keys of students
    whose Docs the last sync saw shared with them; `members`: the ids of the grants of the whole shared drive.
    """

    cohort: Cohort
    students: Sequence[Student]
    found: Found
    folder: File | None
    watched: Mapping[str, Watched]
    beside: Sequence[Watched] = ()
    known: frozenset[str] = frozenset()
    account: str = ""
    members: frozenset[str] = frozenset()

    @property
    def view(self) -> View:
        """The same, as a handout looks at it."""
        keys = frozenset(student.key for student in self.students)
        folder = self.folder.id if self.folder else ""
        shown = self.folder.grants or () if self.folder else ()
        return View(self.cohort, self.found, keys, {}, folder, shown, account=self.account)

    @property
    def owner(self) -> str:
        """The account that the cohort's files should belong to: the folder's, if that can be told."""
        watched = self.watched.get(self.folder.id) if self.folder else None
        return (watched.owner if watched else "") or self.account


def is_staff(sight: Sight, address: str) -> bool:
    """Whether an address is a member of staff's, or the owner's."""
    staff = (*(member.email for member in sight.cohort.sharing.staff), sight.account, sight.owner)
    return any(same(address, one) for one in staff)


def outsider(about: str, name: str, file: File, grant: Grant) -> Finding:
    """Somebody who is let in and is none of those who should be."""
    words = f"{holder(grant)} can open it ({grant.role})"
    return Finding("outsider", about, name, words, grant.email, (file,), EndAccess(grant))


def of_file(sight: Sight, view: View, file: File, about: str, name: str) -> Iterator[Finding]:
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
        if about == "folder" or not _with_folder(sight, file):
            yield Finding("in-bin", about, name, "is in the bin", files=(file,), fix=Recover() if file.mine else None)
    elif about != "folder" and sight.folder and _outside(file, view):
        fix = PutBack(sight.folder.id, file.parents) if file.mine else None
        yield Finding("moved", about, name, "lies outside the cohort's folder", files=(file,), fix=fix)
    watched = sight.watched.get(file.id)
    if watched and watched.owner and not same(watched.owner, sight.owner):
        yield Finding("owner", about, name, f"belongs to {watched.owner}", watched.owner, (file,))


def _with_folder(sight: Sight, file: File) -> bool:
    """Whether a file is in the bin because the folder is: it comes back with it."""
    return bool(sight.folder and sight.folder.trashed and sight.folder.id in file.parents)


def _outside(file: File, view: View) -> bool:
    """Whether a file lies anywhere else than in a folder of the cohort's."""
    return bool(file.parents) and view.folders.isdisjoint(file.parents)


def people(file: File) -> Iterator[Grant]:
    """The grants of people and groups that do not own the file."""
    return (grant for grant in file.grants or () if grant.kind in ("user", "group") and grant.role != "owner")
