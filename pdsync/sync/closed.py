"""The marks of a closed Doc: since when it is closed, what its student may still do, and what everybody might before.

They lie on the Doc itself, so that any machine can open it again exactly as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from pdsync.goals.cohort import Role

if TYPE_CHECKING:
    from pdsync.sync.ports import File

CLOSED = "pdsync-closed"
"""The mark with the role that the student was left, the one they had before, and the moment."""
WAS = "pdsync-was"
"""The mark with the grants as they were before, as far as they fit; the rest in `pdsync-was-2` and so on."""

ROLES: Mapping[str, str] = MappingProxyType({"r": "reader", "c": "commenter", "w": "writer", "f": "fileOrganizer"})
LETTERS = {role: letter for letter, role in ROLES.items()}
NOBODY: Mapping[str, str] = MappingProxyType({})
NO_ROLE = "-"
MARK_BYTES = 124
"""Drive takes so many bytes for a property's name and value together."""
STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Closed:
    """How a Doc was closed. `before`: the student's role before, "" if they had none; `was`: roles by grant id."""

    role: str
    before: str
    since: datetime
    was: Mapping[str, str] = field(default_factory=lambda: NOBODY)

    @property
    def stamp(self) -> str:
        """The moment as text, in UTC."""
        return f"{self.since.astimezone(UTC):{STAMP}}"


def closed(file: File) -> Closed | None:
    """How the Doc was closed, None if it is open.

    A mark that makes no sense (somebody wrote it by hand) still says that the Doc is closed; nothing is known before.
    """
    mark = file.marks.get(CLOSED)
    if mark is None:
        return None
    words = [*mark.split(), "", "", ""]
    role = words[0] if words[0] in LETTERS else "commenter"
    before = words[1] if words[1] in LETTERS else ""
    return Closed(role, before, _moment(words[2]), MappingProxyType(dict(_grants(file.marks))))


def left(role: Role, file: File, to: Role | None = None) -> Role:
    """What is left of a role in that Doc: all of it in an open one, in a closed one no more than it is closed to.

    `to`: what it is closed to for these people, if not what it is for the student.
    """
    one = closed(file)
    return min(role, to or Role(one.role), key=[*Role].index) if one else role


def marks_of(one: Closed) -> dict[str, str]:
    """The marks that tell it."""
    marks = {CLOSED: f"{one.role} {one.before or NO_ROLE} {one.stamp}"}
    packed: list[list[str]] = [[]]
    for grant, role in sorted(one.was.items()):
        word = LETTERS[role] + grant
        if packed[-1] and len(" ".join([_name(len(packed)), *packed[-1], word]).encode()) > MARK_BYTES:
            packed.append([])
        packed[-1].append(word)
    return marks | {_name(number): " ".join(words) for number, words in enumerate(packed, start=1) if words}


def marks_in(marks: Iterable[str]) -> tuple[str, ...]:
    """Those of the marks that speak of closing."""
    return tuple(mark for mark in marks if mark in (CLOSED, WAS) or mark.startswith(f"{WAS}-"))


def _name(number: int) -> str:
    return WAS if number == 1 else f"{WAS}-{number}"


def _grants(marks: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for mark in marks_in(marks):
        for word in marks[mark].split() if mark != CLOSED else ():
            if word[0] in ROLES and word[1:]:
                yield word[1:], ROLES[word[0]]


def _moment(stamp: str) -> datetime:
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)
