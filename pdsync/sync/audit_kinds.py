"""The nouns of an audit: what is found, how grave it is, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pdsync.goals.cohort import Role
    from pdsync.sync.ports import File, Grant


class Mark(StrEnum):
    """How grave a finding is."""

    OK = "ok"
    LOOK = "look"
    BROKEN = "broken"


RANKS = MappingProxyType({Mark.OK: 0, Mark.LOOK: 1, Mark.BROKEN: 2})
"""The marks by how grave they are."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: how grave it is, what it means, and an example of its words."""

    name: str
    mark: Mark
    meaning: str
    example: str


KINDS = (
    Kind("link-shared", Mark.BROKEN, "Anyone with the link can open it.", "anyone with the link can open it (reader)"),
    Kind(
        "domain-shared",
        Mark.BROKEN,
        "Everybody at a school or firm can open it.",
        "everybody at school.example can open it (reader)",
    ),
    Kind(
        "students-see",
        Mark.BROKEN,
        "A student can open what only staff should see: the Sheet, the template or the folder with every Doc.",
        "zoe@students.example is a student and can open the folder",
    ),
    Kind(
        "outsider",
        Mark.LOOK,
        "An address that is neither the student's, staff's nor the mentor's can open it.",
        "friend@mail.example can open it (writer)",
    ),
    Kind(
        "no-access",
        Mark.BROKEN,
        "A student cannot open their own Doc, or has none.",
        "zoe@students.example cannot open it",
    ),
    Kind(
        "staff-lack",
        Mark.LOOK,
        "A member of staff or a mentor in the config or roster cannot open it.",
        "careers@school.example cannot open the folder",
    ),
    Kind(
        "other-role",
        Mark.LOOK,
        "A student or mentor may do more, or less, than the config says, or than a closing left them.",
        "zoe@students.example is reader, and should be writer",
    ),
    Kind("other-address", Mark.LOOK, "The student is let in as somebody else.", "is let in as sam@mail.example"),
    Kind(
        "old-address",
        Mark.LOOK,
        "An address that the roster no longer has can still open it.",
        "zoe@old.example can still open it",
    ),
    Kind("in-bin", Mark.BROKEN, "It lies in Drive's bin.", "is in the bin"),
    Kind("moved", Mark.LOOK, "It lies outside the cohort's folder.", "lies outside the cohort's folder"),
    Kind(
        "copy",
        Mark.LOOK,
        "A copy of a student's Doc, where they may go on working unseen.",
        "“Copy of Zoë – SMART goals – 2611” is a copy",
    ),
    Kind(
        "owner",
        Mark.LOOK,
        "It belongs to another account than pdsync's, and goes when that one goes.",
        "belongs to zoe@students.example",
    ),
    Kind(
        "left",
        Mark.LOOK,
        "Somebody who withdrew or left the roster can still open their Doc.",
        "is withdrawn, and jordan@students.example can open it (writer)",
    ),
    Kind(
        "passed-on",
        Mark.OK,
        "Whoever may write in it may let others in: Google's usual setting.",
        "students can let others into 38 Docs",
    ),
    Kind("unseen", Mark.LOOK, "This account may not see who can open it.", "this account may not see who can open it"),
)
"""Every kind of finding, in the order in which they are shown. The docs' list is made from it."""

MARKS: Mapping[str, Mark] = MappingProxyType({kind.name: kind.mark for kind in KINDS})
ORDER: Mapping[str, int] = MappingProxyType({kind.name: place for place, kind in enumerate(KINDS)})


# ---- what would mend it


@dataclass(frozen=True, slots=True)
class Recover:
    """Take it out of the bin."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """Move it back into the cohort's folder."""

    folder: str
    out_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EndAccess:
    """Take a grant away."""

    grant: Grant


@dataclass(frozen=True, slots=True)
class LetIn:
    """Give somebody the grant that they should have, without a mail."""

    email: str
    role: Role


@dataclass(frozen=True, slots=True)
class Change:
    """Give whoever has a grant the role that they should have."""

    grant: Grant
    role: Role


@dataclass(frozen=True, slots=True)
class KeepIn:
    """Let nobody but the owner let others in."""


Fix = Recover | PutBack | EndAccess | LetIn | Change | KeepIn


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `about`: a student's key, or folder, template, sheet or docs; `name`: what to call it.

    `who`: the address that it is about, or ""; `fix`: what would mend each of the files, None if only a person can,
    and then `next` may say how; `asked`: the fix is only made if it was asked for by that word.
    """

    kind: str
    about: str
    name: str
    words: str
    who: str = ""
    files: tuple[File, ...] = ()
    fix: Fix | None = None
    next: str = ""
    asked: str = ""

    @property
    def mark(self) -> Mark:
        """How grave it is."""
        return MARKS[self.kind]

    @property
    def link(self) -> str:
        """The file's address, "" if it is about several or none."""
        return self.files[0].link if len(self.files) == 1 else ""


WITHDRAWN, RESHARING = "withdrawn", "resharing"
ALSO = (WITHDRAWN, RESHARING)
"""What is mended only if it is asked for: these may well be as the school wants them."""


def said(fix: Fix) -> str:
    """A fix as an order."""
    match fix:
        case Recover():
            return "take it out of the bin"
        case PutBack():
            return "move it back into the cohort's folder"
        case EndAccess(grant):
            return f"end the access of {holder(grant)} ({grant.role})"
        case LetIn(email, role):
            return f"let {email} in as {role.value}, without a mail"
        case Change(grant, role):
            return f"make {holder(grant)} {role.value} instead of {grant.role}"
        case KeepIn():
            return "let nobody but the owner let others in"


def carried_out(fix: Fix) -> str:
    """A fix that was made."""
    match fix:
        case Recover():
            return "taken out of the bin"
        case PutBack():
            return "moved back into the cohort's folder"
        case EndAccess(grant):
            return f"access of {holder(grant)} ({grant.role}) ended"
        case LetIn(email, role):
            return f"{email} let in as {role.value}, without a mail"
        case Change(grant, role):
            return f"{holder(grant)} made {role.value} instead of {grant.role}"
        case KeepIn():
            return "nobody but the owner lets others in now"


def undone(fix: Fix) -> str:
    """How somebody takes a fix back."""
    match fix:
        case Recover():
            return "put it into the bin again"
        case PutBack():
            return "move it in Drive"
        case EndAccess(grant):
            return f"share it with {holder(grant)} as {grant.role} in Drive"
        case LetIn(email, _):
            return f"take {email} out in Drive's Share dialog"
        case Change(grant, _):
            return f"make {holder(grant)} {grant.role} in Drive's Share dialog"
        case KeepIn():
            return "Share dialog, settings: editors can share"


def holder(grant: Grant) -> str:
    """Who holds a grant, in words."""
    if grant.kind == "anyone":
        return "anyone with the link"
    if grant.kind == "domain":
        return f"everybody at {grant.domain or 'the domain'}"
    return grant.email or "an account that is gone"
