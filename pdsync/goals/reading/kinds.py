"""The kinds of lines that are neither a label, nor a goal's heading, nor an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto


class Kind(IntEnum):
    """What such a line may be."""

    STATUS = auto()
    NOTES = auto()
    REMARK = auto()
    FORM = auto()
    INSTRUCTION = auto()
    QUESTION = auto()
    FIELD = auto()
    ASIDE = auto()
    EXAMPLE = auto()
    OLD = auto()


@dataclass(frozen=True, slots=True)
class Aside:
    """A possible aside: its kind, what speaks for it, and where its content begins (for a status, a note)."""

    kind: Kind
    worth: float
    way: str
    content: int = 0
