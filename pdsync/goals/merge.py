"""The cohort Sheet's nouns: what stands in a Sheet, what a tab shall hold, and the edits that lie between.

Rows are found by a key column, columns by their heading; a cell that is not pdsync's own is never written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pdsync.goals.sheet_looks import PLAIN, Looks

KEY = "pdsync key"
"""The heading of the hidden column that says whose row it is."""

DAY_ZERO = date(1899, 12, 30)
"""The day that Sheets counts its days from."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that staff made calculate, and what it comes to; never pdsync's own."""

    text: str
    value: str | float | bool | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address. A cell that holds the words already is left alone, unless the address is `new`.

    A text with a link on it, not a formula: so the words stay text whatever they begin with, and no part of it reads
    otherwise in another locale.
    """

    words: str
    address: str
    new: bool = False


Cell = str | float | bool | Formula | None
Value = str | float | bool | Link | None


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab as it stands: its grid's size and its cells, row by row from the top, short rows cut off.

    `used`: so many rows from the top are taken, whether `cells` shows them or not. `level`: of the looks that it was
    given.
    """

    id: int
    title: str
    rows: int
    columns: int
    cells: tuple[tuple[Cell, ...], ...] = ()
    hidden: bool = False
    used: int = 0
    level: int = 0

    def at(self, row: int, column: int) -> Cell:
        """A cell's content; None where nothing stands."""
        line = self.cells[row] if row < len(self.cells) else ()
        return line[column] if column < len(line) else None


TURNSTILE = "_pdsync turn"
"""The title of the hidden tab whose id is the turn that was taken last: to take one is to put another in its place."""


@dataclass(frozen=True, slots=True)
class Book:
    """A Sheet as it stands; `zone`: the time zone that its clock goes by, in which it counts moments.

    `locale`: how dates and numbers are written in it, e.g. `en_GB`; "" if that is not known.
    """

    tabs: tuple[Tab, ...]
    title: str = ""
    zone: str = "UTC"
    locale: str = ""

    def tab(self, tab_id: int) -> Tab | None:
        """The tab with that id: staff may have given it another name."""
        return next((tab for tab in self.tabs if tab.id == tab_id), None)


class Shows(StrEnum):
    """How a column's cells are shown."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a tab. `staff`: staff write in it and pdsync only reads it; `width` in pixels, 0 hides it.

    `choices`: what is offered in its cells, with `hint` beside. `since`: the level of looks that it came with.
    """

    title: str
    shows: Shows = Shows.TEXT
    staff: bool = False
    width: int = 120
    wraps: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""
    since: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """What a tab shall hold. A row is its key and a value for every column that is not the staff's, in order.

    `gone`: what to write, by heading, beside keys that are wanted no more; None leaves them as they are. `about`: of
    which keys the table speaks, None: of all. `room`: a new tab has that many rows at least.
    """

    id: int
    title: str
    columns: tuple[Column, ...]
    rows: Mapping[str, tuple[Value, ...]]
    gone: Mapping[str, Value] | None = None
    about: Callable[[str], bool] | None = None
    hidden: bool = False
    index: int = 0
    room: int = 0
    looks: Looks = PLAIN

    @property
    def headings(self) -> tuple[str, ...]:
        """The key column's heading and every other's, in the order of a new tab."""
        return (KEY, *(column.title for column in self.columns))


@dataclass(frozen=True, slots=True)
class AddTab:
    """Make a tab and give it its looks: this happens once, so what staff restyle stays.

    Its headings will stand in row 0, in the order of `table.headings`, and its rows below in the order of `table.rows`.
    """

    table: Table
    title: str
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Furnish:
    """Give a tab that an earlier pdsync made, with looks of that `level`, what has come since.

    `heading`: the row of its headings, `places`: the column of each.
    """

    table: Table
    level: int
    heading: int
    places: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Localise:
    """Let dates and numbers be written in the Sheet as they are in that place, e.g. `de_CH`."""

    locale: str


@dataclass(frozen=True, slots=True)
class Grow:
    """Make a tab's grid at least that large."""

    tab: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Dress:
    """Let the cells from `row` (from 0) down show numbers as their columns do; `places`: where each column stands.

    Sent for columns that are put back and for rows that are added to a tab; nothing is touched but the number format
    and the choices that a column offers.
    """

    tab: int
    row: int
    places: tuple[tuple[int, Column], ...]


@dataclass(frozen=True, slots=True)
class InsertRow:
    """An empty row above everything."""

    tab: int


@dataclass(frozen=True, slots=True)
class Put:
    """Write a block of cells, its upper left corner at row and column (from 0)."""

    tab: int
    row: int
    column: int
    values: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Footing:
    """What edits below everything else rest on: a tab's first row, and that nothing stands from row `free` (from 0) on.

    `heading` is () where the tab is to be empty altogether.
    """

    tab: str
    heading: tuple[Cell, ...] = ()
    free: int = 0


@dataclass(frozen=True, slots=True)
class DropRows:
    """Take so many rows away from `row` (from 0) down, with whatever stands in them: what is below moves up."""

    tab: int
    row: int
    count: int


@dataclass(frozen=True, slots=True)
class DropTab:
    """Remove a tab."""

    tab: int


@dataclass(frozen=True, slots=True)
class Turn:
    """Pass the turnstile: the edits beside it only happen if nobody has passed since `seen` (None: nobody ever has).

    Both are ids of the tab called TURNSTILE: `seen` goes and `now` comes, hidden, or nothing happens at all.
    """

    seen: int | None
    now: int


Edit = AddTab | Furnish | Localise | Grow | Dress | InsertRow | Put | DropRows | DropTab | Turn


def serial(day: date) -> float:
    """A day as Sheets counts it.

    >>> serial(date(2026, 11, 24))
    46350.0
    """
    return float((day - DAY_ZERO).days)


def day_of(number: float) -> date | None:
    """The day that a number stands for in Sheets; None if it cannot be one.

    >>> day_of(46350.75)
    datetime.date(2026, 11, 24)
    """
    try:
        return DAY_ZERO + timedelta(days=int(number))
    except (OverflowError, ValueError):
        return None


def plain(value: Value) -> str | float | bool | None:
    """The value as a cell comes to hold it: of a link, its words."""
    return value.words if isinstance(value, Link) else value


def same(cell: Cell, value: Value) -> bool:
    """Whether a cell holds that value already; nothing and empty text are the same.

    Sheets may take an apostrophe before a text for its own sign that this is text, and not keep it.
    """
    if type(cell) is str and type(value) is str and cell and value:  # most of them
        return cell == value or cell == value.removeprefix("'")
    if isinstance(value, Link):
        return not value.new and same(cell, value.words)
    if cell in (None, "") or value in (None, ""):
        return cell in (None, "") and value in (None, "")
    if isinstance(cell, bool) or isinstance(value, bool):
        return cell is value
    if isinstance(cell, float | int) and isinstance(value, float | int):
        return abs(cell - value) < 1e-9
    if isinstance(cell, str) and isinstance(value, str):
        return cell in (value, value.removeprefix("'"))
    return False
