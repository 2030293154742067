"""The cohort Sheet's tabs as tables: each column is one line, so that heading and cell cannot fall out of step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from pdsync.goals.changes import KINDS, Change, Followed, digest
from pdsync.goals.flags import CLOSED, SURE
from pdsync.goals.merge import Cell, Colour, Column, Formula, Rule, Shows, Table, Value, day_of, serial
from pdsync.goals.model import Case, Flag, Section, StaffColumns, StatusClass, Student

Row = TypeVar("Row")

OVERVIEW_TAB, STUDENTS_TAB, GOALS_TAB, CHANGES_TAB = 26_110_001, 26_110_002, 26_110_003, 26_110_004

GONE = "no longer there"
"""What stands beside a student who left the roster and a goal that left the Doc."""

LONGEST = 40_000
"""A cell holds 50,000 characters; a text longer than this is cut, and says so."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the Sheet shows of one student.

    `expected`: so many goals are asked for; `note`: a sentence about the reading, e.g. that it is an earlier one.
    """

    name: str
    case: Case
    goals: tuple[Followed, ...]
    flags: tuple[Flag, ...]
    expected: int = 2
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShownGoal:
    """What the Sheet shows of one goal."""

    student: Shown
    goal: Followed

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags of this goal alone."""
        return tuple(flag for flag in self.student.flags if flag.goal == self.goal.entry.number)


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

EXCUSED, EXTENDED, NOTES = "Excused until", "Extended to", "Notes"
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
    Written(Column("Group", width=90), lambda one: one.case.student.group),
    Written(Column("Doc", width=120), lambda one: one.case.doc.link if one.case.doc else None),
    Written(Column("Standing", width=110), lambda one: one.case.student.standing.value),
    Written(Column("Goals", width=60), lambda one: f"{len(one.goals)} of {one.expected}"),
    Written(Column("Status", width=150, wraps=True), lambda one: _statuses(one.goals)),
    Written(Column("Next due", Shows.DATE, width=100), lambda one: _day(next_due(one.goals))),
    Written(Column("Flags", width=380, wraps=True), lambda one: in_lines(one.flags, one.note, one.case.staff.faults)),
    Written(Column("Last edit", Shows.DATE, width=100), lambda one: _day(one.case.edited)),
)
STAFF = (
    Column(EXCUSED, Shows.DATE, staff=True, width=110),
    Column(EXTENDED, Shows.DATE, staff=True, width=110),
    Column(NOTES, staff=True, width=260, wraps=True),
)


def students_table(shown: Iterable[Shown], *, about: Callable[[str], bool] | None = None) -> Table:
    """The Students tab: a row for everybody on the roster; who left it keeps theirs, marked.

    `about`: of which students the table speaks; None: of all.
    """
    rows = {one.case.student.key: _cells(STUDENTS, one) for one in shown}
    rules = (
        Rule("Flags", f"{_says('was due on')}+{_says('cannot be read')}+{_says('has no goal Doc')}>0", Colour.RED),
        Rule("Flags", "LEN({Flags})>0", Colour.AMBER),
        Rule("Student", f'{{Standing}}="{GONE}"', Colour.GREY),
    )
    columns = (*(one.column for one in STUDENTS), *STAFF)
    gone = {"Standing": GONE, "Flags": None}
    return Table(STUDENTS_TAB, "Students", columns, rows, gone=gone, about=about, index=1, rules=rules)


def _says(words: str) -> str:
    """A formula that is 1 where the flags say that."""
    return f'COUNTIF({{Flags}},"*{words}*")'


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
    Written(Column("Title", width=180, wraps=True), lambda one: one.goal.entry.title),
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
    Written(Column("In the Doc", width=120), lambda one: one.goal.entry.link),
)


def goals_table(shown: Iterable[Shown], *, about: Callable[[str], bool] | None = None) -> Table:
    """The Goals tab: a row a goal, which stays that goal's when the student moves or rewrites it.

    `about`: of which students the table speaks; None: of all.
    """
    rows = {
        f"{one.case.student.key}/{goal.id}": _cells(GOALS, ShownGoal(one, goal)) for one in shown for goal in one.goals
    }
    rules = (
        Rule("Flags", f"{_says('was due on')}>0", Colour.RED),
        Rule("How sure", '{How sure}="please check"', Colour.AMBER),
        Rule("Student", f'{{Flags}}="{GONE}"', Colour.GREY),
    )
    columns = tuple(one.column for one in GOALS)
    whose = None if about is None else lambda key: about(key.rpartition("/")[0])
    return Table(GOALS_TAB, "Goals", columns, rows, gone={"Flags": GONE}, about=whose, index=2, rules=rules)


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
    Written(Column("In the Doc", width=120), lambda one: one[1].link),
)
GOOD_NEWS = ("completed", "complete", "started", "doc-back")


def changes_table(changes: Iterable[Change], names: Mapping[str, str], day: date) -> Table:
    """The Changes tab's new rows; the ones that stand there stay."""
    rows = {
        "/".join((f"{day:%Y%m%d}", one.student, one.kind, str(one.goal), digest((one.words,))[:6])): _cells(
            CHANGES, (day, one, names.get(one.student, one.student))
        )
        for one in changes
    }
    good = [f'{{What}}="{KINDS[kind]}"' for kind in GOOD_NEWS]
    rules = (
        Rule("What", f"OR({','.join(good)})", Colour.GREEN),
        Rule("What", f'OR({{What}}="{KINDS["overdue"]}",{{What}}="{KINDS["doc-lost"]}")', Colour.RED),
    )
    columns = tuple(one.column for one in CHANGES)
    return Table(CHANGES_TAB, "Changes", columns, rows, index=3, rules=rules)


# ---- cells


def _cells(columns: Sequence[Written[Row]], row: Row) -> tuple[Value, ...]:
    values = (one.value(row) for one in columns)
    return tuple(cut(value) if isinstance(value, str) else value for value in values)


def _day(day: date | None) -> Value:
    return serial(day) if day else None


def cut(text: str) -> str:
    """A text short enough for a cell."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… (cut here; the rest is in the Doc)"


# ---- what staff wrote

EARLIEST = serial(date(2000, 1, 1))
"""A number below this is none that staff mean as a date."""


def staff_columns(cells: Mapping[str, Cell], read: Callable[[str], date | None]) -> StaffColumns:
    """What staff wrote beside a student. `read` reads a day out of a text, None if it names none."""
    faults: list[str] = []
    days = [_staff_day(title, cells.get(title), read, faults) for title in (EXCUSED, EXTENDED)]
    notes = cells.get(NOTES)
    return StaffColumns(days[0], days[1], notes if isinstance(notes, str) else "", tuple(faults))


def _staff_day(title: str, cell: Cell, read: Callable[[str], date | None], faults: list[str]) -> date | None:
    value = cell.value if isinstance(cell, Formula) else cell
    day = None
    if isinstance(value, float | int) and not isinstance(value, bool) and value >= EARLIEST:
        day = day_of(value)
    elif isinstance(value, str) and value.strip():
        day = read(value)
    written = cell.text if isinstance(cell, Formula) else cell
    if day is None and written not in (None, "") and str(written).strip():
        faults.append(f"“{written}” in {title} is no date; write it like 2026-12-18")
    return day
