"""What a behaviour of the sandbox rests on; each room has a table of its own."""

from __future__ import annotations

from dataclasses import dataclass

RECORDED, DOCUMENTED, ASSUMED = "recorded", "documented", "assumed"
"""The real service was seen to do it; Google says so; our best guess."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A method, a kind of request or a trait, what it rests on, and a note."""

    what: str
    evidence: str
    note: str
