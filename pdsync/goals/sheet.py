"""The cohort Sheet's tabs as tables: each column is one line, so that heading and cell cannot fall out of step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from pdsync.goals.changes import KINDS, Change, Followed, Memory, digest
from pdsync.goals.flags import CLOSED, SURE
from pdsync.goals.merge import Column, Link, Shows, Table, Value, serial
from pdsync.goals.model import Case, Entry, Flag, Section, Standing, StatusClass, Student
from pdsync.goals.sheet_staff import GOALS_STAFF, STAFF
from pdsync.goals.sheet_tab_looks import CHANGES_LOOKS, GOALS_LOOKS, GONE, STUDENTS_LOOKS
from pdsync.goals.sheet_where import PLACES
from pdsync.goals.words import until

Row = TypeVar("Row")

OVERVIEW_TAB, STUDENTS_TAB, GOALS_TAB, CHANGES_TAB = 26_110_001, 26_110_002, 26_110_003, 26_110_004
WEEKS_TAB = 26_110_006

LONGEST = 40_000
"""A cell holds 50,000 characters; a text longer than this is cut, and says so."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the Sheet shows of one student.

    `expected`: so many goals are asked for; `note`: a sentence about the reading, e.g. that it is an earlier one;
    `where`: one of PLACES; `more_time`: an extension lasts; `before`: what the last sync knew, and so where the links
    in the Sheet lead.
    """

    name: str
    case: Case
    goals: tuple[Followed, ...]
    flags: tuple[Flag, ...]
    expected: int = 2
    note: str = ""
    where: str = ""
    more_time: bool = False
    before: Memory | None = None

    def doc_link(self, words: str) -> Link | None:
        """A link to the Doc."""
        doc = self.case.doc
        if doc is None or not doc.link:
            return None
        return Link(words, doc.link, new=self.before is None or self.before.doc != doc.id)

    def goal_link(self, words: str, entry: Entry) -> Link | None:
        """A link to the goal's place in the Doc, as near as a heading stands above it."""
        stood = {goal.entry.link for goal in self.before.goals} if self.before else ()
        return Link(words, entry.link, new=entry.link not in stood) if entry.link else None


@dataclass(frozen=True, slots=True)
class ShownGoal:
    """What the Sheet shows of one goal."""

    student: Shown
    goal: Followed

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags of this goal alone."""
        return tuple(flag for flag in self.student.flags if flag.goal == self.goal.entry.number)

    @property
    def link(self) -> Link | None:
        """A link to the goal's place in the Doc."""
        return self.student.goal_link(f"Open goal {self.goal.entry.number}", self.goal.entry)


@dataclass(frozen=True, slots=True)
class Written(Generic[Row]):
    """A column and what pdsync writes in it."""

    column: Column
    value: Callable[[Row], Value]


def names_of(students: Iterable[Student]) -> Mapping[str, str]:
    """What to call each student, by key; two who are called alike are told apart by their keys."""
    students = tuple(students)
    alike = Counter(student.called.casefold() for student in students)
    return {
        student.key: f"{student.called} ({student.key})" if alike[student.called.casefold()] > 1 else student.called
        for student in students
    }


# ---- Students

STATUS_WORDS: Mapping[StatusClass | None, str] = {
    StatusClass.DONE: "done",
    StatusClass.IN_PROGRESS: "in progress",
    StatusClass.NOT_STARTED: "not started",
    StatusClass.BLOCKED: "blocked",
    StatusClass.NOT_MET: "not met",
    StatusClass.DROPPED: "dropped",
    None: "no status",
}

STUDENTS: tuple[Written[Shown], ...] = (
    Written(Column("Student", width=170), lambda one: one.name),
    Written(Column("Group", width=80), lambda one: one.case.student.group),
    Written(Column("Doc", width=105), lambda one: one.doc_link("Open the Doc")),
    Written(Column("Standing", width=95, wraps=True), lambda one: _standing(one)),
    Written(Column("Where", width=140, since=1), lambda one: str(PLACES[one.where]) if one.where else None),
    Written(Column("Goals", width=60), lambda one: f"{len(one.goals)} of {one.expected}"),
    Written(Column("Status", width=130, wraps=True), lambda one: _statuses(one.goals)),
    Written(Column("Next due", Shows.DATE, width=100), lambda one: _day(next_due(one.goals))),
    Written(Column("Flags", width=340, wraps=True), lambda one: in_lines(one.flags, one.note, one.case.staff.faults)),
    Written(Column("Last edit", Shows.DATE, width=100), lambda one: _day(one.case.edited)),
)


def students_table(shown: Iterable[Shown], *, about: Callable[[str], bool] | None = None) -> Table:
    """The Students tab: a row for everybody on the roster; who left it keeps theirs, marked.

    `about`: of which students the table speaks; None: of all.
    """
    rows = {one.case.student.key: _cells(STUDENTS, one) for one in shown}
    columns = (*(one.column for one in STUDENTS), *STAFF)
    gone = {"Standing": GONE, "Where": None, "Flags": None}
    return Table(STUDENTS_TAB, "Students", columns, rows, gone=gone, about=about, index=1, looks=STUDENTS_LOOKS)


def _standing(one: Shown) -> str:
    """The student's standing, whether it is the roster's or was chosen here, until when it lasts and who granted it."""
    case, staff = one.case, one.case.staff
    by = f", granted by {staff.granted_by}" if staff.granted_by else ""
    if case.standing is Standing.ACTIVE and one.where == "away" and staff.excused_until:
        return cut(f"excused {until(staff.excused_until)}{by}")
    if case.standing is Standing.ACTIVE and one.more_time and staff.extended_to:
        return cut(f"active, more time {until(staff.extended_to)}{by}")
    chosen = case.standing is not case.student.standing
    if case.standing is Standing.EXCUSED:
        return cut(f"excused{' (set here)' if chosen else ''}{by}")
    return f"{case.standing.value} (set here)" if chosen else case.standing.value


def _statuses(goals: Sequence[Followed]) -> str:
    return ", ".join(STATUS_WORDS[goal.entry.status_class] for goal in goals)


def next_due(goals: Iterable[Followed]) -> date | None:
    """The first due date of the goals that are still open."""
    open_goals = (goal.entry for goal in goals if goal.entry.status_class not in CLOSED)
    return min((entry.due.date for entry in open_goals if entry.due and entry.due.date), default=None)


def in_lines(flags: Iterable[Flag], *more: str | Iterable[str]) -> str:
    """The flags' reasons below each other, and other sentences."""
    lines = [flag.reason for flag in flags]
    for words in more:
        lines += [words] if isinstance(words, str) else words
    return "\n".join(line for line in lines if line)


# ---- Goals

GOALS: tuple[Written[ShownGoal], ...] = (
    Written(Column("Student", width=170), lambda one: one.student.name),
    Written(Column("Goal", Shows.NUMBER, width=50), lambda one: float(one.goal.entry.number)),
    Written(Column("In the Doc", width=110), lambda one: one.link),
    Written(Column("Title", width=130, wraps=True), lambda one: one.goal.entry.title),
    *(
        Written(
            Column(section.capitalize(), width=220, wraps=True),
            lambda one, section=section: one.goal.entry.answers.get(section),  # type: ignore[misc]
        )
        for section in Section
    ),
    Written(Column("Without a prompt", width=160, wraps=True), lambda one: one.goal.entry.unlabelled),
    Written(Column("Status", width=130), lambda one: one.goal.entry.status),
    Written(Column("Due", Shows.DATE, width=100), lambda one: _day(_due_of(one))),
    Written(Column("How sure", width=100), lambda one: _how_sure(one)),
    Written(Column("Read from", width=140), lambda one: _words_of(one)),
    Written(Column("Progress notes", width=220, wraps=True), lambda one: "\n".join(one.goal.entry.notes)),
    Written(Column("Flags", width=300, wraps=True), lambda one: in_lines(one.flags)),
)


def goals_table(shown: Iterable[Shown], *, about: Callable[[str], bool] | None = None, room: int = 0) -> Table:
    """The Goals tab: a row a goal, which stays that goal's when the student moves or rewrites it.

    `about`: of which students the table speaks; None: of all. `room`: so many goals are expected in all.
    """
    rows = {
        f"{one.case.student.key}/{goal.id}": _cells(GOALS, ShownGoal(one, goal)) for one in shown for goal in one.goals
    }
    columns = (*(one.column for one in GOALS), *GOALS_STAFF)
    whose = None if about is None else lambda key: about(key.rpartition("/")[0])
    gone = {"Flags": GONE}
    return Table(GOALS_TAB, "Goals", columns, rows, gone=gone, about=whose, index=2, room=room, looks=GOALS_LOOKS)


def _due_of(one: ShownGoal) -> date | None:
    return one.goal.entry.due.date if one.goal.entry.due else None


def _how_sure(one: ShownGoal) -> str:
    due = one.goal.entry.due
    if due is None or Section.TIMEBOUND in one.goal.entry.placeholders:
        return ""
    words = {"none": "no day", "ongoing": "no end", "ambiguous": "please check"}
    return words.get(due.kind, "sure" if due.confidence >= SURE else "please check")


def _words_of(one: ShownGoal) -> str:
    due = one.goal.entry.due
    return due.words.text if due and due.words else ""


# ---- Changes

CHANGES: tuple[Written[tuple[date, Change, str]], ...] = (
    Written(Column("Date", Shows.DATE, width=100), lambda one: serial(one[0])),
    Written(Column("Student", width=170), lambda one: one[2]),
    Written(Column("What", width=160), lambda one: KINDS[one[1].kind]),
    Written(Column("In words", width=420, wraps=True), lambda one: one[1].words),
    Written(Column("In the Doc", width=120), lambda one: Link("Open the Doc", one[1].link) if one[1].link else None),
)


def changes_table(changes: Iterable[Change], names: Mapping[str, str], day: date) -> Table:
    """The Changes tab's new rows; the ones that stand there stay."""
    rows = {
        "/".join((f"{day:%Y%m%d}", one.student, one.kind, str(one.goal), digest((one.words,))[:6])): _cells(
            CHANGES, (day, one, names.get(one.student, one.student))
        )
        for one in changes
    }
    columns = tuple(one.column for one in CHANGES)
    return Table(CHANGES_TAB, "Changes", columns, rows, index=3, looks=CHANGES_LOOKS)


# ---- cells


def _cells(columns: Sequence[Written[Row]], row: Row) -> tuple[Value, ...]:
    values = (one.value(row) for one in columns)
    return tuple(cut(value) if isinstance(value, str) else value for value in values)


def _day(day: date | None) -> Value:
    return serial(day) if day else None


def cut(text: str) -> str:
    """A text short enough for a cell."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… (cut here; the rest is in the Doc)"
