"""The plan of a recall: for each student the Docs to be taken back, or why they stay; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from pdsync.errors import GoogleError, UsageError
from pdsync.sync.found import Found, found
from pdsync.sync.handout.acts import for_all
from pdsync.sync.handout.planning import asked, folder_of
from pdsync.sync.handout.view import RECALL, View
from pdsync.sync.keys import did_you_mean, folded
from pdsync.sync.ports import silent
from pdsync.sync.recall_looking import Look, Looker
from pdsync.sync.recall_wording import worded

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.ports import File, Google, Grant, Progress

FEW = 3
"""So many students may have begun before taking back everybody's Doc looks like a mistake."""
TOO_LATE = "In {begun} of {all} Docs somebody has begun to write, so this is no handout that nobody has touched yet."
UNREAD = "it could not be looked at ({error}), so it stays as it is"


@dataclass(frozen=True, slots=True)
class Take:
    """One student's Docs, those in the bin too, and why they stay; `student` None: nobody on the roster has the key.

    `looks`: what was seen in each Doc, by its id. A student's Docs are taken back all or none.
    """

    key: str
    student: Student | None
    files: tuple[File, ...]
    looks: Mapping[str, Look]

    @property
    def called(self) -> str:
        """The student's name, the key of one who is not on the roster."""
        return self.student.called if self.student else self.key

    @property
    def refusals(self) -> tuple[str, ...]:
        """Why the Docs stay."""
        whys = ((file, self.looks[file.id].why) for file in self.files)
        return tuple(f"{why}: {file.link}" if file.link else why for file, why in whys if why)

    @property
    def begun(self) -> bool:
        """Whether somebody has begun to write in one of the Docs."""
        return any(look.begun for look in self.looks.values())

    @property
    def half(self) -> tuple[File, ...]:
        """The Docs that a recall which was broken off was taking back."""
        return tuple(file for file in self.files if RECALL in file.marks)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a recall would do; `str` is for people. `everybody`: nobody was named, so all Docs are meant."""

    cohort: Cohort
    view: View
    takes: tuple[Take, ...]
    everybody: bool = False

    def __str__(self) -> str:
        return worded(self)

    @property
    def wanted(self) -> tuple[Take, ...]:
        """Those whose Docs are taken back."""
        return tuple(take for take in self.takes if take.files and not take.refusals)

    @property
    def to_do(self) -> tuple[Take, ...]:
        """Those for whom there is anything to do: Docs taken back, or access given back that a recall took."""
        return tuple(take for take in self.takes if take.half or (take.files and not take.refusals))

    @property
    def too_late(self) -> str:
        """Why nothing is to be done for anybody, "" if it may."""
        having = [take for take in self.takes if take.files]
        begun = sum(take.begun for take in having)
        if self.everybody and begun >= FEW and begun * 2 > len(having):
            return TOO_LATE.format(begun=begun, all=len(having))
        return ""

    def ended(self, file: File) -> tuple[Grant, ...]:
        """The grants of a Doc that end: everybody's but the owner's, and staff's, which come with the folder."""
        return tuple(grant for grant in file.grants or () if not self.view.staffs(grant))


def plan(
    cohort: Cohort,
    students: Sequence[Student],
    google: Google,
    *,
    keys: Sequence[str] = (),
    now: datetime | None = None,
    progress: Progress = silent,
) -> Plan:
    """What there is to take back from these students, from everybody if none is named.

    UsageError for a key that neither the roster nor a Doc has.
    """
    listed = found(google.drive.marked(cohort.key))
    by_key = {student.key: student for student in students}
    chosen = _chosen(keys, by_key, listed)
    folder, grants = folder_of(cohort, listed, google)
    listed = asked(listed, set(chosen), google)
    view = View(
        cohort,
        listed,
        frozenset(by_key),
        {},
        folder,
        grants,
        account=google.account,
        machine=google.machine,
        now=now,
    )
    looker = Looker(view, google)
    with ThreadPoolExecutor(google.workers) as desks:
        takes = []
        for take in desks.map(lambda key: _take(key, by_key.get(key), looker), chosen):
            takes.append(take)
            progress(len(takes), len(chosen), "")
    return Plan(cohort, view, tuple(takes), everybody=not keys)


def _take(key: str, student: Student | None, looker: Looker) -> Take:
    files = looker.view.found.docs.get(key, ())
    return Take(key, student, files, MappingProxyType({file.id: looked(looker, file, student) for file in files}))


def looked(looker: Looker, file: File, student: Student | None) -> Look:
    """What is seen in the Doc; one that cannot be looked at stays."""
    try:
        return looker.look(file, student)
    except GoogleError as error:
        if for_all(error):
            raise
        return Look(UNREAD.format(error=str(error).rstrip(".")))


def _chosen(keys: Sequence[str], students: Mapping[str, Student], listed: Found) -> tuple[str, ...]:
    """The keys as the roster or the Docs have them, in the roster's order."""
    every = list(dict.fromkeys([*students, *sorted(listed.docs)]))
    if not keys:
        return tuple(key for key in every if key in listed.docs)
    by_word = {folded(key): key for key in every}
    for key in keys:
        if folded(key) not in by_word:
            raise UsageError(
                f"Neither the roster nor a Doc has the key “{key}”.{did_you_mean(key, by_word)}",
                hint="pdsync recall --all --dry-run lists every key",
            )
    meant = {by_word[folded(key)] for key in keys}
    return tuple(key for key in every if key in meant)
