"""All that a reading looks at: the answer's tokens, the day it was written, the calendar and its names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Day

from pdsync.goals.calendar import Calendar
from pdsync.goals.dates.names import Names
from pdsync.goals.dates.tokens import Tokens


@dataclass(slots=True)
class Scene:
    """`clocks`: where times of day end, and where they begin ("EOD", "5 pm"); they do not move a day."""

    text: str
    k: Tokens
    written: Day
    calendar: Calendar
    names: Names
    clocks: dict[int, int] = field(default_factory=dict)
