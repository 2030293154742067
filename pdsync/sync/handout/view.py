"""What is known when a handout is worked out: Drive's listing, the templates, who counts as whom."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from pdsync.sync.found import FOR, MENTOR, Found, given
from pdsync.sync.ports import COHORT, KIND, STUDENT

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.handout.steps import Original
    from pdsync.sync.ports import File, Grant

TITLE = "pdsync-title"
"""The mark that tells the name that pdsync gave a Doc, as a digest: a name can be longer than a mark may be."""
RUN = "pdsync-run"
"""The mark that tells which run made a file: the machine, and a word of the run's own."""
VERSION = "pdsync-template"
"""The mark with the builtin template's version; copies inherit it."""
TEXT = "pdsync-text"
"""The mark that tells the words that a Doc was handed out with, as a digest: another one, and somebody wrote in it."""
RECALL = "pdsync-recall"
"""The mark of a Doc that is being taken back: no handout touches it, and the next recall finishes."""
MARKS = (COHORT, STUDENT, KIND, FOR, MENTOR, TITLE, RUN, VERSION, TEXT, RECALL)
"""Every mark that a file of a cohort may bear."""
MARK_BYTES = 124
"""Drive takes so many bytes for a property's name and value together."""

LEASE = timedelta(minutes=15)
"""A file that was made longer ago than this by a run on another machine was left behind by it."""
AT_WORK = timedelta(hours=1)
"""A copy that was changed later than this after it was made may hold somebody's work."""
AT_ONCE = timedelta(minutes=2)
"""Two files of one run this close together came of one request that was delivered twice."""

RANKS: Mapping[str, int] = MappingProxyType(
    {"reader": 1, "commenter": 2, "writer": 3, "fileOrganizer": 4, "organizer": 5, "owner": 6}
)


def digest(name: str) -> str:
    """What the mark tells of a Doc's name."""
    return hashlib.sha256(" ".join(name.split()).encode()).hexdigest()[:16]


def fits(mark: str, value: str) -> bool:
    """Whether Drive takes the mark with that value."""
    return len(f"{mark}{value}".encode()) <= MARK_BYTES


def same(one: str, other: str) -> bool:
    """Whether two addresses are one."""
    return one.casefold() == other.casefold()


@dataclass(frozen=True, slots=True)
class View:
    """What is known. `keys`: the whole roster's. `originals`: by what a roster line asks for, or why it cannot be had.

    `folder`: the id that Docs are made in, "" if it is still to be made; `folder_grants`: who may see it.
    `run`: this run's own word, once it has begun; `machine`: this machine's, if this run has it for itself.
    `now` None: not known. `patient`: whether Docs that another run may be at are left to it. `force`: that a key has
    another name and another address at once is meant.
    """

    cohort: Cohort
    found: Found
    keys: frozenset[str]
    originals: Mapping[str, Original | str]
    folder: str = ""
    folder_grants: tuple[Grant, ...] = ()
    account: str = ""
    run: str = ""
    machine: str = ""
    now: datetime | None = None
    patient: bool = True
    force: bool = False

    @property
    def folders(self) -> frozenset[str]:
        """The ids of every folder that the cohort's Docs may lie in."""
        ids = {file.id for file in self.found.of_kind("folder")} | {self.folder, self.cohort.folder_id}
        return frozenset(ids - {""})

    @property
    def orphans(self) -> tuple[File, ...]:
        """The Docs of keys that are not on the roster."""
        every = (docs[0] for key, docs in self.found.docs.items() if key not in self.keys)
        return tuple(file for file in every if not file.trashed)

    def at_work(self, file: File) -> bool:
        """Whether another run may be at the file just now."""
        run = file.marks.get(RUN, "")
        if not run or run == self.run or not self.patient:
            return False
        if self.machine and run.startswith(f"{self.machine}."):
            return False  # whoever runs on this machine has its lock, so that one is over
        return self.now is None or self.now - file.created < LEASE

    def staffs(self, grant: Grant) -> bool:
        """Whether a grant is the owner's, comes with the folder, or is a member of staff's."""
        if grant.role == "owner" or any(grant.id == one.id for one in self.folder_grants):
            return True
        return any(same(grant.email, member.email) for member in self.cohort.sharing.staff)

    def given(self, file: File) -> bool:
        """Whether the Doc was given to its student already, whatever address Google lists them under."""
        return given(file) or bool(strangers(self, file, (file.marks.get(MENTOR, ""),)))

    def disposable(self, file: File, others: tuple[File, ...]) -> bool:
        """Whether a file is a second one that pdsync itself made, and that nobody was given or worked in."""
        if not file.mine or file.trashed or file.grants is None or self.given(file) or self.at_work(file):
            return False
        if not all(self.staffs(grant) for grant in file.grants):
            return False
        if RUN not in file.marks or file.modified - file.created > AT_WORK:
            return False
        return not any(_by_hand(file, other) for other in others)


def _by_hand(file: File, other: File) -> bool:
    """Whether the file is a copy that somebody made of the other one: copies bear the marks of what they copy."""
    if file.id == other.id or file.marks[RUN] != other.marks.get(RUN):
        return False
    return file.name != other.name or abs(file.created - other.created) > AT_ONCE


def let_in(file: File, email: str, *, role: str = "reader") -> bool:
    """Whether the file's grants let the address in, with the role or a higher one."""
    least = RANKS.get(role, 1)
    return any(same(grant.email, email) and RANKS.get(grant.role, 0) >= least for grant in file.grants or ())


def grant_of(file: File, email: str) -> Grant | None:
    """The grant that the address has in its own right, None if there is none."""
    found = (one for one in file.grants or () if one.email and same(one.email, email) and one.role != "owner")
    return next(found, None)


def strangers(view: View, file: File, known: tuple[str, ...]) -> list[Grant]:
    """Grants of people who are not staff and whose address is none of those known.

    Google may list somebody under another address of theirs than the one that a Doc was shared with.
    """
    return [
        grant
        for grant in file.grants or ()
        if grant.kind == "user" and not view.staffs(grant) and not any(same(grant.email, one) for one in known)
    ]


def shared_for(file: File) -> str:
    """The address that the Doc was made for or last shared with, "" if it bears no such mark."""
    return file.marks.get(FOR, "")


def alias(view: View, file: File, student: Student) -> str:
    """The other address under which the student seems to be let in, "" if their own is listed or nobody is."""
    if let_in(file, student.email) or not same(shared_for(file), student.email):
        return ""
    known = (file.marks.get(MENTOR, ""), student.mentor_email)
    return next((grant.email for grant in strangers(view, file, known)), "")


def wanted(template: str) -> str:
    """What a roster's `template` cell asks for: a Doc's id, `builtin`, or "" for the cohort's own.

    >>> wanted("https://docs.google.com/document/d/1abcDEF_9/edit")
    '1abcDEF_9'
    """
    text = template.strip()
    if text.casefold() == "builtin":
        return "builtin"
    before, mark, rest = text.partition("/d/")
    return rest.split("/")[0].split("?")[0].split("#")[0] if mark else before
