"""The Closing tab: how each student's Doc was closed, and what stood in it then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pdsync.goals.changes import Followed
from pdsync.goals.flags import CLOSED as CLOSED_GOAL
from pdsync.goals.flags import SURE
from pdsync.goals.merge import Book, Cell, Column, Shows, Table, Value
from pdsync.goals.model import Entry, Section, StatusClass
from pdsync.goals.sheet import Written, cut
from pdsync.goals.sheet_looks import LEVEL, Colour, Condition, Looks, Rule, Sees
from pdsync.goals.sheet_merge import rows_of
from pdsync.goals.sheet_staff import NOTES

CLOSING_TAB = 26_110_011
CLOSED, PART, OPEN, AGAIN, NO_DOC = "closed", "closed in part", "open", "open again", "no Doc"
"""What a Doc's state is called. In part: somebody may still write who should not."""


@dataclass(frozen=True, slots=True)
class Counts:
    """A Doc's goals in numbers. `complete`: every section that is asked for has an answer."""

    goals: int = 0
    complete: int = 0
    done: int = 0
    overdue: int = 0

    def __str__(self) -> str:
        words = f"{self.goals} {'goal' if self.goals == 1 else 'goals'}, {self.complete} complete, {self.done} done"
        return f"{words}, {self.overdue} overdue" if self.overdue else words


@dataclass(frozen=True, slots=True)
class Record:
    """A student's row. Moments are as the Sheet counts them; what is not known is empty.

    `before`, `now`: the student's role; `since`: when it was closed; `changed`: when the Doc was changed last before
    that; `version`: Drive's id of what stood in it; `digest`: the SHA-256 of its text; `stamp`: `since` as it stands
    in the Doc's marks, whatever the Sheet's time zone is.
    """

    name: str
    link: str = ""
    state: str = OPEN
    before: str = ""
    now: str = ""
    since: float | None = None
    changed: float | None = None
    version: str = ""
    digest: str = ""
    stamp: str = ""
    counts: Counts | None = None
    remark: str = ""


COLUMNS: tuple[Written[Record], ...] = (
    Written(Column("Student", width=170), lambda one: one.name),
    Written(Column("Doc", width=120), lambda one: one.link),
    Written(Column("State", width=100), lambda one: one.state),
    Written(Column("Could", width=90), lambda one: one.before),
    Written(Column("Can", width=90), lambda one: one.now),
    Written(Column("Closed at", Shows.MOMENT, width=150), lambda one: one.since),
    Written(Column("Last changed at", Shows.MOMENT, width=150), lambda one: one.changed),
    Written(Column("Goals", Shows.NUMBER, width=60), lambda one: _count(one, "goals")),
    Written(Column("Complete", Shows.NUMBER, width=80), lambda one: _count(one, "complete")),
    Written(Column("Done", Shows.NUMBER, width=60), lambda one: _count(one, "done")),
    Written(Column("Overdue", Shows.NUMBER, width=70), lambda one: _count(one, "overdue")),
    Written(Column("To know", width=300, wraps=True), lambda one: one.remark),
    Written(Column("Drive's version", width=90), lambda one: one.version),
    Written(Column("Digest", width=120), lambda one: one.digest),
    Written(Column("Closed at, in UTC", width=140), lambda one: one.stamp),
)
LOOKS = Looks(
    rules=(
        Rule("State", Condition(Sees.IS, CLOSED), Colour.GREEN),
        Rule("State", Condition(Sees.IS, PART), Colour.RED),
        Rule("State", Condition(Sees.IS, OPEN), Colour.AMBER),
        Rule("State", Condition(Sees.IS, AGAIN), Colour.AMBER),
        Rule("State", Condition(Sees.IS, NO_DOC), Colour.GREY),
    ),
    guarded=True,
    level=LEVEL,
)


def _count(one: Record, what: str) -> Value:
    return None if one.counts is None else float(getattr(one.counts, what))


def closing_table(records: Mapping[str, Record]) -> Table:
    """The Closing tab with these students' rows; the rows of others stay as they are."""
    rows = {key: tuple(_cell(one.value(record)) for one in COLUMNS) for key, record in records.items()}
    columns = (*(one.column for one in COLUMNS), Column(NOTES, staff=True, width=260, wraps=True))
    return Table(CLOSING_TAB, "Closing", columns, rows, index=4, looks=LOOKS)


def _cell(value: Value) -> Value:
    return cut(value) if isinstance(value, str) else value


def records_in(book: Book) -> Mapping[str, Record]:
    """What the Closing tab says, by student key; cells that make no sense are as if they were empty."""
    return {key: _record(cells) for key, cells in rows_of(book, closing_table({})).items()}


def _record(cells: Mapping[str, Cell]) -> Record:
    text = {title: cell for title, cell in cells.items() if isinstance(cell, str)}
    number = {title: cell for title, cell in cells.items() if isinstance(cell, float)}
    counts = None
    if "Goals" in number:
        counts = Counts(*(int(number.get(title, 0.0)) for title in ("Goals", "Complete", "Done", "Overdue")))
    return Record(
        text.get("Student", ""),
        text.get("Doc", ""),
        text.get("State", ""),
        text.get("Could", ""),
        text.get("Can", ""),
        number.get("Closed at"),
        number.get("Last changed at"),
        text.get("Drive's version", ""),
        text.get("Digest", ""),
        text.get("Closed at, in UTC", ""),
        counts,
        text.get("To know", ""),
    )


def counted(goals: Sequence[Followed], sections: Iterable[Section], today: date) -> Counts:
    """A Doc's goals in numbers, as they stand on that day."""
    sections = tuple(sections)
    entries = [goal.entry for goal in goals]
    return Counts(
        len(entries),
        sum(all(one in entry.answers and one not in entry.placeholders for one in sections) for entry in entries),
        sum(entry.status_class is StatusClass.DONE for entry in entries),
        sum(_overdue(entry, today) for entry in entries),
    )


def _overdue(entry: Entry, today: date) -> bool:
    due = entry.due
    surely = due is not None and due.date is not None and due.confidence >= SURE and due.date < today
    return surely and entry.status_class not in CLOSED_GOAL
