"""The nouns: cohort, student, goal, reading, entry, flag. Frozen, and knowing nothing of Google."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from pdsync.goals.document import Place

if TYPE_CHECKING:
    from pdsync.goals.dates import Due

NOTHING: Mapping[str, str] = MappingProxyType({})
NO_DAYS: Mapping[int, date] = MappingProxyType({})

FOREVER = date.max
"""Until when something is granted that staff gave no end."""


class Section(StrEnum):
    """The five prompts of a SMART goal, in the template's order."""

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    ACHIEVABLE = "achievable"
    RELEVANT = "relevant"
    TIMEBOUND = "timebound"


class StatusClass(StrEnum):
    """What a goal's status words amount to."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    BLOCKED = "blocked"
    NOT_MET = "not_met"
    DROPPED = "dropped"


class Standing(StrEnum):
    """A student's standing in the cohort, from the roster's `status` column (empty = active)."""

    ACTIVE = "active"
    EXCUSED = "excused"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"


class Override(StrEnum):
    """What staff may choose in the Sheet in place of the roster's standing; `done`: the goals count as reached."""

    ACTIVE = "active"
    EXCUSED = "excused"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Student:
    """One row of the roster. `key` is the identity: never the name, the e-mail or the Doc's title."""

    key: str
    name: str
    email: str
    preferred_name: str = ""
    mentor_email: str = ""
    group: str = ""
    standing: Standing = Standing.ACTIVE
    template: str = ""
    fields: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    line: int = 0

    @property
    def called(self) -> str:
        """The name to use everywhere: the preferred one, else the name."""
        return self.preferred_name or self.name


@dataclass(frozen=True, slots=True)
class Answer:
    """The student's own words, lines joined by a newline, and what they rest on.

    `places`: where each line stands; `rule`: the reading rule that found it; `suggested`: it exists only as a pending
    suggestion; `dates`: the dates of date chips inside it, in order.
    """

    text: str
    places: tuple[Place, ...] = ()
    rule: str = ""
    suggested: bool = False
    dates: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal as it stands in a Doc. A section without an answer is absent from `answers`."""

    title: Answer | None
    answers: Mapping[Section, Answer]
    status: Answer | None = None
    status_class: StatusClass | None = None
    unlabelled: Answer | None = None
    placeholders: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a Doc that could not be understood, and where."""

    what: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a Doc says: its goals in order, and what could not be understood."""

    goals: tuple[Goal, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalDoc:
    """One student's Doc as Drive lists it. Times are UTC-aware.

    `outside`: it lies outside the cohort's folder; `closed`: its student may no longer write in it.
    """

    id: str
    student: str
    name: str
    version: str
    modified: datetime
    created: datetime
    trashed: bool = False
    parents: tuple[str, ...] = ()
    link: str = ""
    shared_with: tuple[str, ...] = ()
    link_shared: bool = False
    outside: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A goal as the cohort Sheet and the flags see it: plain text and its due date.

    `number`: from 1, in the Doc's order; `answers`: only sections with an answer; `placeholders`: sections answered
    with "TBD" and the like; `due` None: there is no Timebound answer; `written`: the day its Timebound text was first
    seen, against which a relative date was read; `link`: to the goal's place in the Doc.
    """

    number: int
    title: str
    answers: Mapping[Section, str]
    placeholders: tuple[Section, ...] = ()
    unlabelled: str = ""
    status: str = ""
    status_class: StatusClass | None = None
    due: Due | None = None
    written: date | None = None
    notes: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class StaffColumns:
    """What staff wrote beside a student in the cohort Sheet; `faults`: cells that hold what cannot be understood.

    A day is FOREVER where they gave no end. `override`: what they chose in place of the roster's standing, None if
    nothing; `granted_by`: who granted it; `goals`: extensions of single goals, by the followed goal's number.
    """

    excused_until: date | None = None
    extended_to: date | None = None
    notes: str = ""
    faults: tuple[str, ...] = ()
    override: Override | None = None
    granted_by: str = ""
    goals: Mapping[int, date] = field(default_factory=lambda: NO_DAYS)


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of one student: roster row, Doc, goals, what could not be read, and what staff wrote.

    `others`: further Docs marked as this student's; `lost`: why a Doc known before cannot be reached (a sentence's
    end, e.g. "it is in the bin"), or ""; `edited`: the last day on which the student's words changed, None if never;
    `extended`: until when single goals are extended, by the goal's place in the Doc.
    """

    student: Student
    doc: GoalDoc | None = None
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    others: tuple[GoalDoc, ...] = ()
    lost: str = ""
    edited: date | None = None
    staff: StaffColumns = StaffColumns()
    extended: Mapping[int, date] = field(default_factory=lambda: NO_DAYS)

    @property
    def standing(self) -> Standing:
        """The student's standing: what staff chose in the Sheet, else the roster's."""
        chosen = self.staff.override
        return self.student.standing if chosen in (None, Override.DONE) else Standing(chosen)

    @property
    def settled(self) -> bool:
        """Whether staff say that the goals are reached, whatever stands in the Doc."""
        return self.staff.override is Override.DONE


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a member of staff should look at: `kind` as in the docs' table, `reason` a neutral sentence."""

    kind: str
    student: str
    reason: str
    goal: int | None = None
    link: str = ""
