"""The nouns of a handout: what there is to do for the cohort and for each student, and who has what in the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from pdsync.errors import PdsyncError
from pdsync.goals.cohort import Role
from pdsync.goals.model import Student

if TYPE_CHECKING:
    from pdsync.sync.ports import File, Grant


@dataclass(frozen=True, slots=True)
class Original:
    """A template to copy. `id` "": the builtin one, still to be made; `written`: its text stands in it.

    `fields`: each {{field}} as it stands in the text, and its name; `notes`: what staff should know about it;
    `words`: its lines, as `prints.words_of` gives them.
    """

    id: str = ""
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    written: bool = True
    notes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MakeFolder:
    """Make the cohort's folder."""

    name: str


@dataclass(frozen=True, slots=True)
class MakeTemplate:
    """Make the builtin template, or (with an id) write it into the empty Doc that was made for it."""

    name: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class LetStaffIn:
    """Let a member of staff see the folder, and with it every Doc."""

    email: str
    role: Role


@dataclass(frozen=True, slots=True)
class Clear:
    """Put a second folder or template that a broken-off run made into the bin."""

    file: File


Preparation = MakeFolder | MakeTemplate | LetStaffIn | Clear


@dataclass(frozen=True, slots=True)
class Copy:
    """Copy the template: name, folder and marks in one call. `template` "": the builtin one, still to be made."""

    template: str
    name: str
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Adopt:
    """Take the Doc that a broken-off run made and gave to nobody."""

    file: File


@dataclass(frozen=True, slots=True)
class Fill:
    """Put the student's words in the places of the {{fields}}."""

    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Share:
    """Let the student, or with `mentor` the mentor, into the Doc."""

    email: str
    role: Role
    mail: bool = False
    message: str = ""
    mentor: bool = False


@dataclass(frozen=True, slots=True)
class Unshare:
    """Take away the grant of an address that the Doc was shared with before."""

    email: str
    grant: Grant


@dataclass(frozen=True, slots=True)
class Mark:
    """Set marks; with `name`, rename the Doc."""

    marks: Mapping[str, str]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Discard:
    """Put pdsync's own second Doc, which nobody was given, into the bin."""

    file: File


@dataclass(frozen=True, slots=True)
class Wait:
    """Another handout may be at this Doc just now: leave it to that one, and see to it if nothing comes of it."""

    file: File


Step = Copy | Adopt | Fill | Share | Unshare | Mark | Discard | Wait


@dataclass(frozen=True, slots=True)
class Visit:
    """What there is to do for one student: the Doc there is, the steps in order, what staff should know.

    `problems`: why the student is without a Doc, or without it being shared; `notes`: the rest.
    """

    student: Student
    file: File | None = None
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    gone: bool = False

    @property
    def new(self) -> bool:
        """Whether a Doc is made."""
        return any(isinstance(step, Copy) for step in self.steps)


@dataclass(frozen=True, slots=True)
class Row:
    """Who has what: `shared` is the address let in, "" if the student is not; `done` says what was done, in words."""

    student: Student
    shared: str = ""
    done: str = ""
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a handout. `problems`: of the cohort as a whole; `stopped`: why the run could not go on."""

    rows: tuple[Row, ...]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    stopped: PdsyncError | None = field(default=None, compare=False)

    @property
    def whole(self) -> bool:
        """Whether everybody has what they should."""
        return not (self.stopped or self.problems or any(row.problems for row in self.rows))

    def __str__(self) -> str:
        """What it came to, in one line."""
        lacking = sum(bool(row.problems) for row in self.rows)
        shared = sum(bool(row.shared) for row in self.rows)
        words = f"{shared} of {len(self.rows)} students have a goal Doc that is shared with them"
        return f"{words}; {lacking} need a look. It is safe to run again." if lacking else f"{words}."
