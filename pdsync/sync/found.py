"""What Drive lists of a cohort, sorted out: its folder, Sheet and template, and each student's Docs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pdsync.sync.ports import KIND, STUDENT, File, FileKind

FOR = "pdsync-for"
"""The mark with the address that a student's Doc was made for, or was last shared with by pdsync."""
MENTOR = "pdsync-mentor"
"""The mark with the mentor's address that pdsync shared a Doc with."""


@dataclass(frozen=True, slots=True)
class Found:
    """A cohort's files. `folder`, `sheet`, `template`: the oldest that is not in the bin, None if there is none.

    A folder with students' Docs in it goes before one without, a Sheet or template in the folder before one outside.

    `docs`: by student key. Those not in the bin come first, of these the ones that were given to somebody, then the
    oldest: the first is the student's Doc. `all`: every file, as it was listed.
    """

    folder: File | None
    sheet: File | None
    template: File | None
    docs: Mapping[str, tuple[File, ...]]
    all: tuple[File, ...]
    shared: tuple[File, ...] = field(repr=False)
    """Those that are no student's."""

    @property
    def inherited(self) -> frozenset[str]:
        """The ids of the grants that come with the folder."""
        return _ids(self.folder)

    def of_kind(self, what: str) -> tuple[File, ...]:
        """Every file marked as the cohort's `folder`, `sheet` or `template`, those in the bin last, oldest first."""
        every = (file for file in self.shared if _is(file, what))
        return tuple(sorted(every, key=lambda file: (file.trashed, file.created, file.id)))


KINDS = {"folder": FileKind.FOLDER, "sheet": FileKind.SHEET, "template": FileKind.DOC}


def found(files: Iterable[File]) -> Found:
    """The cohort's files, sorted out. Files of other kinds than their marks say are nobody's."""
    files = tuple(files)
    shared = tuple(file for file in files if KIND in file.marks)
    docs: dict[str, list[File]] = defaultdict(list)
    for file in files:
        if (key := file.marks.get(STUDENT)) and file.kind is FileKind.DOC:
            docs[key].append(file)
    used = {parent for some in docs.values() for file in some if not file.trashed for parent in file.parents}
    folder = _first(shared, "folder", lambda file: file.id in used)
    home = folder.id if folder else ""
    sheet, template = (_first(shared, what, lambda file: home in file.parents) for what in ("sheet", "template"))
    inherited = _ids(folder)
    ordered = {key: tuple(sorted(some, key=lambda file: _rank(file, inherited))) for key, some in docs.items()}
    return Found(folder, sheet, template, MappingProxyType(ordered), files, shared)


def given(file: File, inherited: frozenset[str] = frozenset()) -> bool:
    """Whether somebody has the Doc already: the student was let in, or somebody else typed in this account's Doc.

    Also when its grants are not for this account to see: then somebody gave it to this account. With the ids of the
    grants that come with the folder, any other grant counts as the student's: Google may list an account under another
    address than the one that was shared with.
    """
    if (file.mine and file.touched) or (file.grants is None and not file.mine):
        return True
    address, mentor = (file.marks.get(mark, "").casefold() for mark in (FOR, MENTOR))
    others = [grant for grant in file.grants or () if grant.role != "owner" and grant.kind == "user"]
    if any(address and grant.email.casefold() == address for grant in others):
        return True
    return bool(inherited) and any(grant.id not in inherited and grant.email.casefold() != mentor for grant in others)


def _ids(folder: File | None) -> frozenset[str]:
    return frozenset(grant.id for grant in (folder.grants if folder else None) or ())


def _rank(file: File, inherited: frozenset[str]) -> tuple[object, ...]:
    """Sorts one student's Docs: not in the bin, given to somebody, oldest; the same for whoever looks."""
    return (file.trashed, not given(file, inherited), file.created, file.id)


def _is(file: File, what: str) -> bool:
    return file.marks.get(KIND) == what and file.kind is KINDS[what]


def _first(files: Iterable[File], what: str, better: Callable[[File], bool]) -> File | None:
    """The oldest that is not in the bin, better ones before others."""
    live = (file for file in files if _is(file, what) and not file.trashed)
    return min(live, key=lambda file: (not better(file), file.created, file.id), default=None)
