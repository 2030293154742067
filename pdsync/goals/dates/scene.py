"""All that a reading looks at: the answer's tokens, the day it was written, the calendar, its names, the grammar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date as Day

from pdsync.goals.calendar import Calendar
from pdsync.goals.dates.names import Names
from pdsync.goals.dates.points import Point
from pdsync.goals.dates.tokens import Tokens

Parser = Callable[["Scene", int, int], Point | None]
"""Reads a time that begins at a token; the last number says how deep the grammar is in itself."""


@dataclass(slots=True)
class Scene:
    """`clocks`: where times of day end, and where they begin ("EOD", "5 pm"); they do not move a day.

    `grammar` reads the time at a token, so that a parser can read the times within its own.
    """

    text: str
    k: Tokens
    written: Day
    calendar: Calendar
    names: Names
    grammar: Parser
    clocks: dict[int, int] = field(default_factory=dict)

    def point_at(self, i: int, depth: int = 0) -> Point | None:
        """The time that is named from token i on, as long as it goes; None if none is."""
        return self.grammar(self, i, depth)
