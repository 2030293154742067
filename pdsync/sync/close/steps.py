"""The nouns of a closing: what is meant by it, what there is to do for each student, and how everybody stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from pdsync.goals.cohort import Role
from pdsync.goals.model import Student

if TYPE_CHECKING:
    from pdsync.errors import PdsyncError
    from pdsync.sync.ports import File, Grant


@dataclass(frozen=True, slots=True)
class Terms:
    """How the cohort is to be closed, or with `thaw` opened again.

    `student`, `mentors`: the role that they are left, None: the one they have; `spared`: keys of students who stay
    open; `only`: keys of those whom it is about, empty for everybody; `today`: the cohort's day, `now`: the moment.
    """

    student: Role
    mentors: Role | None
    today: date
    now: datetime
    spared: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    thaw: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Set down on the Doc how it is closed, before anybody's role changes."""

    file: File
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Let:
    """Give whoever has the grant that role."""

    file: File
    grant: Grant
    role: str
    who: str


@dataclass(frozen=True, slots=True)
class Unmark:
    """Take the marks of closing away, after everybody has their role back."""

    file: File
    marks: tuple[str, ...]


Step = Mark | Let | Unmark


@dataclass(frozen=True, slots=True)
class Visit:
    """What there is to do for one student. `docs`: theirs, the first is the one that is read.

    `open`: why the student's Doc stays open, "" if it does not; `away`: not on the roster any more.
    """

    student: Student
    docs: tuple[File, ...] = ()
    steps: tuple[Step, ...] = ()
    open: str = ""
    away: bool = False
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """How a student stands in the end. `before`, `now`: what they could do with the Doc and what they can.

    `goals`: how many are written, complete, done and overdue, in words; `saved`: the file that their Doc was saved in.
    """

    student: Student
    state: str
    before: str = ""
    now: str = ""
    goals: str = ""
    done: str = ""
    saved: str = ""
    link: str = ""
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it. `stopped`: why the run could not go on; `sheet`: the cohort Sheet's address.

    `problems`: of the files that were to be saved; `thaw`: Docs were to be opened again.
    """

    rows: tuple[Row, ...]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sheet: str = ""
    thaw: bool = False
    stopped: PdsyncError | None = field(default=None, compare=False)

    @property
    def whole(self) -> bool:
        """Whether everything was done for everybody."""
        return not (self.stopped or self.problems or any(row.problems for row in self.rows))

    def __str__(self) -> str:
        """What it came to, in one line."""
        meant = ("open", "open again") if self.thaw else ("closed",)
        there = sum(row.state in meant for row in self.rows)
        lacking = sum(bool(row.problems) for row in self.rows)
        words = f"{there} of {len(self.rows)} students' Docs {'are' if len(self.rows) != 1 else 'is'} {meant[0]}"
        need = "needs" if lacking == 1 else "need"
        return f"{words}; {lacking} {need} a look. It is safe to run again." if lacking else f"{words}."
