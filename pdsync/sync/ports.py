"""What the verbs need of Google, in pdsync's own nouns: files with marks, grants, Docs as blocks, Sheets as cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pdsync.goals.document import Block
    from pdsync.goals.merge import Book, Edit, Footing
    from pdsync.goals.template import Template

COHORT = "pdsync-cohort"
STUDENT = "pdsync-student"
KIND = "pdsync-kind"
"""The marks: Drive properties that everything of a cohort carries."""


class FileKind(StrEnum):
    """What a file is."""

    DOC = "doc"
    SHEET = "sheet"
    FOLDER = "folder"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Grant:
    """Who may do what with a file. `kind`: user, group, domain or anyone; `email` empty for the last two.

    `domain`: the one that a domain's grant is for, where it was asked for.
    """

    id: str
    role: str
    kind: str = "user"
    email: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file as Drive lists it. Times are UTC-aware; `grants` None: this listing does not say.

    `mine`: the account that asks owns it; `touched`: somebody else was the last to change it.
    """

    id: str
    name: str
    kind: FileKind
    marks: Mapping[str, str]
    version: str
    modified: datetime
    created: datetime
    trashed: bool = False
    parents: tuple[str, ...] = ()
    link: str = ""
    grants: tuple[Grant, ...] | None = ()
    mine: bool = True
    touched: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """A file, and what only an audit asks of it.

    `owner`: whose it is, "" if a shared drive's or not to be seen; `passed_on`: whoever may write may let others in.
    """

    file: File
    owner: str = ""
    passed_on: bool = False


@dataclass(frozen=True, slots=True)
class Invitation:
    """A grant to be made. `mail`: Google writes to the address, with `message` in it."""

    email: str
    role: str
    mail: bool = False
    message: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """What came of an invitation: whether the mail could be sent as well."""

    mailed: bool = True


class Drive(Protocol):
    """Files, their marks and who may see them."""

    def marked(self, cohort: str, *, kind: str = "") -> tuple[File, ...]:
        """Every file marked as the cohort's, those in the bin too; with `kind` only those marked as that."""

    def watched(self, cohort: str) -> tuple[Watched, ...]:
        """Every file marked as the cohort's, those in the bin too, as an audit looks at them."""

    def beside(self, folder: str, *, named: str = "") -> tuple[Watched, ...]:
        """Whatever lies in a folder, and with `named` every Doc in whose name those words stand; none in the bin."""

    def file(self, file_id: str) -> File | None:
        """One file by its id, at once; None if it is gone or not shared with this account."""

    def create(self, kind: FileKind, *, name: str, marks: Mapping[str, str], folder: str = "") -> File:
        """A new, empty file. Raises Unclear when it is not known whether it was made."""

    def copy(self, source: str, *, name: str, marks: Mapping[str, str], folder: str) -> File:
        """A copy of a Doc. Raises Unclear when it is not known whether it was made."""

    def mark(self, file_id: str, marks: Mapping[str, str], *, name: str = "") -> None:
        """Set marks, and leave the others; with `name`, give the file another name in the same breath."""

    def discard(self, file_id: str, marks: Sequence[str]) -> None:
        """Put a file into the bin and take its marks away, so that nobody mistakes it for a student's."""

    def recover(self, file_id: str) -> None:
        """Take a file out of the bin."""

    def move(self, file_id: str, *, into: str, out_of: Sequence[str] = ()) -> None:
        """Put a file into a folder; "" means the top of the account's My Drive, or of the shared drive."""

    def unmark(self, file_id: str, marks: Sequence[str]) -> None:
        """Take marks away; the file itself stays as it is."""

    def keep_in(self, file_id: str) -> None:
        """Let nobody but the owner let others in."""

    def grants(self, file_id: str) -> tuple[Grant, ...]:
        """Who may do what with a file, at once."""

    def share(self, file_id: str, invitation: Invitation) -> Shared:
        """Let somebody in. Raises Unclear when it is not known whether it happened."""

    def unshare(self, file_id: str, grant_id: str) -> None:
        """Take a grant away; one that is gone already is fine."""

    def let(self, file_id: str, grant_id: str, role: str) -> None:
        """Give whoever has a grant another role; nobody is mailed. NotFound if the grant is gone."""

    def revision(self, file_id: str) -> str:
        """The id of the last version that Drive keeps of a Doc, "" if it tells none."""

    def export(self, file_id: str, kind: str) -> bytes:
        """A Doc in another form (a MIME type), as Google makes it; at most 10 MB."""

    def others_wrote(self, file_id: str) -> bool:
        """Whether somebody else than this account made one of the versions that Drive keeps of a Doc."""

    def others_commented(self, file_id: str) -> bool:
        """Whether a comment or a reply of somebody else stands in a Doc."""


@dataclass(frozen=True, slots=True)
class Page:
    """A Doc as it was read: its blocks, and the revision that they are."""

    blocks: tuple[Block, ...]
    revision: str = ""


class Docs(Protocol):
    """What stands in Docs."""

    def read(self, doc_id: str, *, indices: bool = True) -> Page:
        """A Doc's blocks; without `indices` their places have no range."""

    def fill(self, doc_id: str, words: Mapping[str, str]) -> None:
        """Put a text in the place of each word (`{{name}}`) wherever it stands. Doing it twice is doing it once."""

    def write(self, doc_id: str, template: Template) -> None:
        """Write the template into an empty Doc; one that holds text already is left alone."""


class Sheets(Protocol):
    """What stands in Sheets."""

    def read(self, sheet_id: str) -> Book:
        """A Sheet's tabs and cells."""

    def stands(self, sheet_id: str, footings: Sequence[Footing]) -> bool:
        """Whether the Sheet still is as edits that only add rows found it; only those places are read."""

    def write(self, sheet_id: str, edits: Sequence[Edit]) -> None:
        """Make all the edits, or none. Raises Conflict when somebody else wrote in between."""

    def values(self, sheet_id: str, tab: str = "") -> list[list[str]]:
        """The cells of a tab (the first, if none is named) as they are shown."""


def _asleep(seconds: float) -> None:
    import time

    time.sleep(seconds)


def _monotonic() -> float:
    import time

    return time.monotonic()


def unguarded(word: str) -> AbstractContextManager[bool]:
    """No lock at all."""
    return nullcontext(False)


def unknown(cohort: str) -> str:
    """No hunch at all."""
    return ""


def forgotten(cohort: str, sheet: str) -> None:
    """Nothing is kept."""


@dataclass(frozen=True, slots=True)
class Google:
    """The ports of one account, and what time is for whoever waits.

    `workers`: how many calls of one API may be under way at once; `name`: a word that tells this process from any
    other; `machine`: one that tells this machine from any other, "" if it has none. `alone(word)`: a context in which
    no other process of this machine is for the same word; it waits until that is so, and gives whether it had to.
    `sheet_before(cohort)`: the id of the Sheet that was the cohort's when this machine last saw it, "" if it never did;
    it saves a round trip and is never trusted. `keep_sheet(cohort, sheet)` is what it knows that by.
    """

    drive: Drive
    docs: Docs
    sheets: Sheets
    workers: int = 16
    account: str = ""
    name: str = ""
    sleep: Callable[[float], None] = field(default=_asleep)
    clock: Callable[[], float] = field(default=_monotonic)
    machine: str = ""
    alone: Callable[[str], AbstractContextManager[bool]] = field(default=unguarded)
    sheet_before: Callable[[str], str] = field(default=unknown)
    keep_sheet: Callable[[str, str], None] = field(default=forgotten)


Progress = Callable[[int, int, str], None]


def silent(done: int, total: int, what: str = "") -> None:
    """Progress that nobody looks at."""
