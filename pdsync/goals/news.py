"""What is new since the last sync: flags that it did not know of, and Docs that could not be read this time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pdsync.goals.changes import mark

if TYPE_CHECKING:
    from pdsync.goals.changes import Followed, Memory
    from pdsync.goals.model import Flag


@dataclass(frozen=True, slots=True)
class Failure:
    """A student's Doc that could not be read, and why. `again`: the last sync could not read it either."""

    student: str
    why: str
    again: bool = False


def new_flags(before: Memory | None, goals: Sequence[Followed], flags: Sequence[Flag]) -> Iterator[Flag]:
    """The flags that the last sync did not know of, each once; all of them if nothing was known of the student."""
    known = set(before.flags) if before else set()
    for flag in flags:
        if (name := mark(flag, goals)) not in known:
            known.add(name)
            yield flag


def failed(student: str, why: str, before: Memory | None) -> Failure:
    """That a Doc could not be read: of one that could not be read before either, no version is remembered."""
    return Failure(student, why, again=bool(before and before.doc and not before.version))
