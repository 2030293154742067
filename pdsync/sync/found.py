"""What Drive lists of a cohort, sorted out: its folder, Sheet and template, and each student's Docs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pdsync.sync.ports import KIND, STUDENT, File, FileKind

FOR = "pdsync-for"
"""The mark with the address that a student's Doc was made for, or was last shared with by pdsync."""


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

    def of_kind(self, what: str) -> tuple[File, ...]:
        """Every file marked as the cohort's `folder`, `sheet` or `template`, those in the bin last, oldest first."""
        return tuple(sorted((file for file in self.all if _is(file, what)), key=rank))


KINDS = {"folder": FileKind.FOLDER, "sheet": FileKind.SHEET, "template": FileKind.DOC}


def found(files: Iterable[File]) -> Found:
    """The cohort's files, sorted out. Files of other kinds than their marks say are nobody's."""
    files = tuple(files)
    docs: dict[str, list[File]] = defaultdict(list)
    for file in files:
        if (key := file.marks.get(STUDENT)) and file.kind is FileKind.DOC:
            docs[key].append(file)
    used = {parent for some in docs.values() for file in some if not file.trashed for parent in file.parents}
    folder = _first(files, "folder", lambda file: file.id in used)
    home = folder.id if folder else ""
    sheet, template = (_first(files, what, lambda file: home in file.parents) for what in ("sheet", "template"))
    ordered = {key: tuple(sorted(some, key=rank)) for key, some in docs.items()}
    return Found(folder, sheet, template, MappingProxyType(ordered), files)


def given(file: File) -> bool:
    """Whether somebody has the Doc already: the student was let in, or somebody else typed in this account's Doc.

    Also when its grants are not for this account to see: then somebody gave it to this account.
    """
    if (file.mine and file.touched) or (file.grants is None and not file.mine):
        return True
    address = file.marks.get(FOR, "").casefold()
    return bool(address) and any(grant.email.casefold() == address for grant in file.grants or ())


def rank(file: File) -> tuple[object, ...]:
    """Sorts files of one sort: not in the bin, students' Docs given to somebody, oldest; the same for whoever looks."""
    return (file.trashed, not (STUDENT in file.marks and given(file)), file.created, file.id)


def _is(file: File, what: str) -> bool:
    return file.marks.get(KIND) == what and file.kind is KINDS[what]


def _first(files: Iterable[File], what: str, better: Callable[[File], bool]) -> File | None:
    """The oldest that is not in the bin, better ones before others."""
    live = (file for file in files if _is(file, what) and not file.trashed)
    return min(live, key=lambda file: (not better(file), file.created, file.id), default=None)
