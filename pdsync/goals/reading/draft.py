"""A goal while it is put together, and the pieces of its answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pdsync.goals.document import Place
from pdsync.goals.model import Section


@dataclass(slots=True)
class Piece:
    """A line of an answer."""

    text: str
    place: Place
    rule: str
    suggested: bool = False
    dates: tuple[date, ...] = ()


@dataclass(slots=True)
class Draft:
    """A goal while it is put together."""

    place: Place
    way: str = ""
    number: int | None = None
    title: Piece | None = None
    named: Piece | None = None
    status: Piece | None = None
    answers: dict[Section, list[Piece]] = field(default_factory=dict)
    labels: set[Section] = field(default_factory=set)
    also: dict[Section, tuple[Section, ...]] = field(default_factory=dict)
    intro: list[Piece] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    has_notes: bool = False
    unread: list[tuple[Section, Place]] = field(default_factory=list)
    by_label: bool = False
