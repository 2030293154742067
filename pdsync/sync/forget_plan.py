"""What forgetting a student comes to: what goes from the Sheet, what becomes of the Docs, and what remains where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pdsync.goals.merge import Book
from pdsync.goals.sheet_forget import Person, Traces, known, names_in, traces
from pdsync.goals.words import listed
from pdsync.sync.audit_kinds import holder
from pdsync.sync.found import FOR, MENTOR, Found, found
from pdsync.sync.handout.view import View, same
from pdsync.sync.keys import did_you_mean, folded
from pdsync.sync.ports import STUDENT, File, Grant

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.sync.ports import Google


class Fate(StrEnum):
    """What becomes of a Doc: the student keeps it, it stays with the school, or it goes into the bin."""

    KEEP = "keep"
    END = "end"
    BIN = "bin"


@dataclass(frozen=True, slots=True)
class DocPlan:
    """What becomes of one Doc. `ends`: the grants that are taken away; `stays`: who can open it after that.

    `out_of`: the folders that it is taken out of; `unseen`: this account may not see who can open it.
    """

    file: File
    fate: Fate
    ends: tuple[Grant, ...] = ()
    stays: tuple[str, ...] = ()
    out_of: tuple[str, ...] = ()
    unseen: bool = False

    @property
    def theirs(self) -> bool:
        """Whether it belongs to another account."""
        return not self.file.mine

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of pdsync's on it."""
        return tuple(mark for mark in self.file.marks if mark.startswith("pdsync-"))


@dataclass(frozen=True, slots=True)
class One:
    """What there is of one student: who they are in the Sheet, and what becomes of each of their Docs."""

    person: Person
    docs: tuple[DocPlan, ...]
    called: str = ""

    @property
    def title(self) -> str:
        """The key, and the name behind it."""
        return f"{self.person.key} ({self.called})" if self.called else self.person.key


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done; `str` is for people.

    `unknown`: keys of which nothing is left, or never was; `others`: all keys that there are; `sheets`: other Sheets of
    the cohort's, which are not looked into.
    """

    cohort: Cohort
    people: tuple[One, ...]
    sheet: File | None
    traces: Traces
    book: Book
    unknown: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    sheets: tuple[File, ...] = ()

    @property
    def to_do(self) -> bool:
        """Whether there is anything to forget."""
        return bool(self.traces.any or any(one.docs for one in self.people))

    def __str__(self) -> str:
        return "\n".join(_lines(self))


def planned(cohort: Cohort, google: Google, keys: Sequence[str], fate: Fate) -> Plan:
    """What there is of these students, and what is to become of it. Nothing is written."""
    listed_files = found(google.drive.marked(cohort.key))
    book = google.sheets.read(listed_files.sheet.id) if listed_files.sheet else Book(())
    every = {file.marks[STUDENT] for file in listed_files.all if STUDENT in file.marks} | known(book)
    meant = {key: _meant(key, every) for key in dict.fromkeys(keys)}
    people = tuple(_one(cohort, google, listed_files, book, key, fate) for key in meant.values() if key)
    unknown = tuple(key for key, one in meant.items() if not one)
    theirs = traces(book, [one.person for one in people])
    sheet = listed_files.sheet
    sheets = tuple(file for file in listed_files.of_kind("sheet") if sheet is None or file.id != sheet.id)
    return Plan(cohort, people, sheet, theirs, book, unknown, tuple(sorted(every)), sheets)


def _meant(key: str, every: set[str]) -> str:
    """The key as it was written, "" if nobody has it."""
    if key in every:
        return key
    alike = [one for one in every if folded(one) == folded(key)]
    return alike[0] if len(alike) == 1 else ""


def _one(cohort: Cohort, google: Google, listed_files: Found, book: Book, key: str, fate: Fate) -> One:
    from pdsync.sync.handout.planning import grants_of

    files = [file for file in listed_files.all if file.marks.get(STUDENT) == key]
    names = names_in(book, key)
    words = {value for file in files for value in (file.id, file.name, file.marks.get(FOR, "")) if value}
    shown = listed_files.folder.grants or () if listed_files.folder else ()
    folder = listed_files.folder.id if listed_files.folder else cohort.folder_id
    view = View(cohort, listed_files, frozenset(), {}, folder, shown, account=google.account)
    docs = tuple(doc_plan(file, grants_of(file, google), view, fate) for file in files)
    called = min(names, key=len, default="") or next((file.name for file in files), "")
    return One(Person(key, names, frozenset(words)), docs, called)


def doc_plan(file: File, grants: Sequence[Grant] | None, view: View, fate: Fate) -> DocPlan:
    """What becomes of a Doc: with `keep` only the mentor loses access, else everybody who was let in singly."""
    mentor = file.marks.get(MENTOR, "")
    single = [grant for grant in grants or () if not view.staffs(grant)]
    ends = single if fate is not Fate.KEEP else [one for one in single if mentor and same(one.email, mentor)]
    out_of = tuple(file.parents) if fate is Fate.KEEP and view.folders & set(file.parents) and file.mine else ()
    inherited = {grant.id for grant in view.folder_grants} if out_of else set()
    stays = [holder(one) for one in grants or () if one not in ends and one.id not in inherited and one.role != "owner"]
    if view.cohort.google.shared_drive:
        stays.append("the members of the shared drive")
    return DocPlan(file, fate, tuple(ends), tuple(stays), out_of, unseen=grants is None)


# ---- in words


def _lines(plan: Plan) -> Iterator[str]:
    yield f"{plan.cohort.name}: what would be forgotten. Nothing has been done yet."
    for one in plan.people:
        yield f"  {one.title}"
        yield from (f"    {doc_words(doc)}" for doc in one.docs)
    yield f"  In the Sheet: {rows_words(plan.book, plan.traces)}"
    yield from (f"  {one}" for one in unknown_words(plan))


def rows_words(book: Book, theirs: Traces) -> str:
    """What goes from the Sheet."""
    parts = []
    for tab in book.tabs:
        if rows := theirs.rows.get(tab.id):
            parts.append(f"{len(rows)} {'row' if len(rows) == 1 else 'rows'} of “{tab.title}”")
    if theirs.lines:
        parts.append(f"{len(theirs.lines)} {'line' if len(theirs.lines) == 1 else 'lines'} of the Overview")
    return f"{listed(parts)}, with what staff wrote in them" if parts else "nothing is theirs"


def doc_words(doc: DocPlan) -> str:
    """What becomes of a Doc."""
    name = f"“{doc.file.name}”"
    ends = f"; access ends for {listed([holder(one) for one in doc.ends])}" if doc.ends else ""
    if doc.fate is Fate.BIN and not doc.file.trashed:
        return f"{name} goes into the bin{ends}; pdsync's marks are taken off"
    if doc.file.trashed:
        return f"{name} stays in the bin{ends}; pdsync's marks are taken off"
    if doc.fate is Fate.END:
        return f"{name} stays where it is{ends}; pdsync's marks are taken off"
    stays = f"stays open to {listed(list(doc.stays))}" if doc.stays else "is open to nobody else"
    moved = " and leaves the cohort's folder, where staff see it" if doc.out_of else ""
    return f"{name} {stays}{moved}{ends}; pdsync's marks are taken off"


def unknown_words(plan: Plan) -> Iterator[str]:
    """A sentence about every key of which there is nothing."""
    known = {folded(key): key for key in plan.others}
    for key in plan.unknown:
        yield f"Nothing of {key} is in the Sheet, and no Doc bears that key.{did_you_mean(key, known)}"
