"""The cohort Sheet as a shared instrument: what is wanted held against what stands there, and only the difference.

Rows are found by a key column, columns by their heading; a cell that is not pdsync's own is never written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

KEY = "pdsync key"
"""The heading of the hidden column that says whose row it is."""

DAY_ZERO = date(1899, 12, 30)
"""The day that Sheets counts its days from."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that staff made calculate; never pdsync's own."""

    text: str


Cell = str | float | bool | Formula | None
Value = str | float | bool | None


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab as it stands: its grid's size and its cells, row by row from the top, short rows cut off."""

    id: int
    title: str
    rows: int
    columns: int
    cells: tuple[tuple[Cell, ...], ...] = ()
    hidden: bool = False

    def at(self, row: int, column: int) -> Cell:
        """A cell's content; None where nothing stands."""
        line = self.cells[row] if row < len(self.cells) else ()
        return line[column] if column < len(line) else None


TURNSTILE = "_pdsync turn"
"""The title of the hidden tab whose id is the turn that was taken last: to take one is to put another in its place."""


@dataclass(frozen=True, slots=True)
class Book:
    """A Sheet as it stands; `zone`: the time zone that its clock goes by, in which it counts moments."""

    tabs: tuple[Tab, ...]
    title: str = ""
    zone: str = "UTC"

    def tab(self, tab_id: int) -> Tab | None:
        """The tab with that id: staff may have given it another name."""
        return next((tab for tab in self.tabs if tab.id == tab_id), None)


class Shows(StrEnum):
    """How a column's cells are shown."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"


class Colour(StrEnum):
    """What a cell's ground is coloured with; words always stand beside it."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a tab. `staff`: staff write in it and pdsync only reads it; `width` in pixels, 0 hides it."""

    title: str
    shows: Shows = Shows.TEXT
    staff: bool = False
    width: int = 120
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A column's cells take a colour by themselves while a formula is true.

    `when`: a formula without its `=`, in which `{Heading}` stands for the cell of that column in the same row, e.g.
    `NOW()-{Number}>1.5`; `{pdsync key}` is the row's key.
    """

    column: str
    when: str
    colour: Colour


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart to the right of a new tab's columns: the cells of `labels` and `values` from key `first` to `last`."""

    title: str
    labels: str
    values: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Table:
    """What a tab shall hold. A row is its key and a value for every column that is not the staff's, in order.

    `gone`: what to write, by heading, beside keys that are wanted no more; None leaves them as they are. `rules` and
    `chart` are part of a new tab's looks.
    """

    id: int
    title: str
    columns: tuple[Column, ...]
    rows: Mapping[str, tuple[Value, ...]]
    gone: Mapping[str, Value] | None = None
    hidden: bool = False
    index: int = 0
    rules: tuple[Rule, ...] = ()
    chart: Chart | None = None

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
class Grow:
    """Make a tab's grid at least that large."""

    tab: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Dress:
    """Let the cells from `row` (from 0) down show numbers as their columns do; `places`: each column by where it stands.

    Sent for columns that are put back and for rows that are added to a tab; nothing but the number format is touched.
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


Edit = AddTab | Grow | Dress | InsertRow | Put | DropTab | Turn


@dataclass(frozen=True, slots=True)
class Merged:
    """What to do to a tab; `staff`: by key and heading, what staff wrote; `repairs`: sentences about what was amiss."""

    edits: tuple[Edit, ...] = ()
    staff: Mapping[str, Mapping[str, Cell]] = field(default_factory=lambda: MappingProxyType({}))
    repairs: tuple[str, ...] = ()
    shown: int = 0


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


def merged(book: Book, table: Table) -> Merged:
    """What makes the tab hold the table: nothing at all if it does already."""
    tab = book.tab(table.id)
    if tab is None:
        return _new_tab(book, table)
    return _Merge(tab, table).result()


def staff_of(book: Book, table: Table) -> Mapping[str, Mapping[str, Cell]]:
    """What staff wrote in their columns of a tab, by key and heading; the table's rows do not matter."""
    tab = book.tab(table.id)
    return MappingProxyType({}) if tab is None else _Merge(tab, table).staff()


def _new_tab(book: Book, table: Table) -> Merged:
    taken = {tab.title.casefold() for tab in book.tabs}
    title, number = table.title, 1
    while title.casefold() in taken:
        number += 1
        title = f"{table.title} {number}"
    width = len(table.headings)
    blank = Tab(table.id, title, rows=len(table.rows) + 50, columns=width)
    inner = _Merge(blank, table).result()
    made = AddTab(table, title, blank.rows, blank.columns)
    said = (f"The tab “{title}” was missing and is made anew.",) if any(tab.id != 0 for tab in book.tabs) else ()
    return Merged((made, *inner.edits), inner.staff, said)


@dataclass(slots=True)
class _Places:
    """Where things stand in a tab: the heading row, the column of each heading, the row of each key."""

    heading: int
    columns: dict[str, int]
    keys: dict[str, int]


class _Merge:
    def __init__(self, tab: Tab, table: Table) -> None:
        self.tab, self.table = tab, table
        self.own = [column.title for column in table.columns if not column.staff]
        self.repairs: list[str] = []
        self.first: list[Edit] = []
        self.writes: dict[tuple[int, int], Value] = {}

    def result(self) -> Merged:
        places = self._found()
        staff = self._staff(places)
        self._head(places)
        self._fill(places)
        edits = [*self.first, *self._grown(), *_blocks(self.tab.id, self.writes)]
        return Merged(tuple(edits), staff, tuple(self.repairs))

    def staff(self) -> Mapping[str, Mapping[str, Cell]]:
        return self._staff(self._found())

    def _found(self) -> _Places:
        heading = _heading_row(self.tab, self.table)
        if heading is not None:
            columns = _columns_at(self.tab, heading, self.table)
        elif not any(_filled(line) for line in self.tab.cells):
            return _Places(0, {}, {})
        else:
            heading, columns = self._insert_heading()
        key = columns.get(KEY)
        if key is None and (key := _key_column(self.tab, self.table)) is not None:
            columns[KEY] = key
        keys = _keys_in(self.tab, heading, key) if key is not None else {}
        missing = [title for title in self.own if title not in columns]
        if missing and keys:
            columns |= _guessed(self.tab, self.table, keys, missing, taken=set(columns.values()))
        return _Places(heading, columns, keys)

    def _insert_heading(self) -> tuple[int, dict[str, int]]:
        """The heading row is gone: a new one is put above everything, and every row moves down by one."""
        self.first.append(InsertRow(self.tab.id))
        self.repairs.append(f"The heading row of “{self.tab.title}” was missing and is made anew.")
        moved = ((), *self.tab.cells)
        self.tab = Tab(self.tab.id, self.tab.title, self.tab.rows + 1, self.tab.columns, moved, self.tab.hidden)
        return 0, {}

    def _staff(self, places: _Places) -> Mapping[str, Mapping[str, Cell]]:
        titles = [column.title for column in self.table.columns if column.staff and column.title in places.columns]
        if not titles:
            return MappingProxyType({})
        return MappingProxyType(
            {
                key: MappingProxyType({title: self.tab.at(row, places.columns[title]) for title in titles})
                for key, row in places.keys.items()
            }
        )

    def _head(self, places: _Places) -> None:
        """Give every column a place and its heading; a new one stands to the right of everything."""
        width = max((_filled(line) for line in self.tab.cells), default=0)
        known = bool(places.columns)
        lost = []
        for title in self.table.headings:
            if title not in places.columns:
                places.columns[title] = width
                width += 1
                lost.append(title)
            place = (places.heading, places.columns[title])
            if self.tab.at(*place) != title:
                self.writes[place] = title
                if known and title not in lost:
                    lost.append(title)
        if known and lost:
            words = ", ".join(f"“{title}”" for title in lost)
            self.repairs.append(f"Headings of “{self.tab.title}” were missing and are put back: {words}.")

    def _fill(self, places: _Places) -> None:
        next_row = max(_last_row(self.tab), places.heading) + 1
        for key, values in self.table.rows.items():
            row = places.keys.get(key)
            if row is None:
                row, next_row = next_row, next_row + 1
                self._set(row, places.columns[KEY], key)
            for title, value in zip(self.own, values, strict=True):
                self._set(row, places.columns[title], value)
        for key in places.keys.keys() - self.table.rows.keys() if self.table.gone is not None else ():
            for title, value in (self.table.gone or {}).items():
                self._set(places.keys[key], places.columns[title], value)

    def _set(self, row: int, column: int, value: Value) -> None:
        if not same(self.tab.at(row, column), value):
            self.writes[row, column] = value

    def _grown(self) -> Iterator[Edit]:
        rows = max((row + 1 for row, _ in self.writes), default=0)
        columns = max((column + 1 for _, column in self.writes), default=0)
        if rows > self.tab.rows or columns > self.tab.columns:
            room = rows + 50 if rows > self.tab.rows else self.tab.rows
            yield Grow(self.tab.id, room, max(columns, self.tab.columns))


def same(cell: Cell, value: Value) -> bool:
    """Whether a cell holds that value already; nothing and empty text are the same."""
    if cell in (None, "") or value in (None, ""):
        return cell in (None, "") and value in (None, "")
    if isinstance(cell, bool) or isinstance(value, bool):
        return cell is value
    if isinstance(cell, float | int) and isinstance(value, float | int):
        return abs(cell - value) < 1e-9
    return type(cell) is type(value) and cell == value


def _filled(line: Sequence[Cell]) -> int:
    """How many cells a row has up to its last one that holds something."""
    return max((place + 1 for place, cell in enumerate(line) if cell not in (None, "")), default=0)


def _last_row(tab: Tab) -> int:
    return max((row for row, line in enumerate(tab.cells) if _filled(line)), default=-1)


def _heading_row(tab: Tab, table: Table) -> int | None:
    """The row that holds the headings: the one with the most of them, and with the key's or at least two."""
    known = set(table.headings)
    best, most = None, 0
    for row, line in enumerate(tab.cells):
        found = {cell for cell in line if isinstance(cell, str) and cell in known}
        if len(found) > most and (KEY in found or len(found) > 1):
            best, most = row, len(found)
    return best


def _columns_at(tab: Tab, heading: int, table: Table) -> dict[str, int]:
    known = set(table.headings)
    columns: dict[str, int] = {}
    for place, cell in enumerate(tab.cells[heading]):
        if isinstance(cell, str) and cell in known:
            columns.setdefault(cell, place)
    return columns


def _key_column(tab: Tab, table: Table) -> int | None:
    """The column in which most of the wanted keys stand, when its heading is gone."""
    found = Counter(
        place for line in tab.cells for place, cell in enumerate(line) if isinstance(cell, str) and cell in table.rows
    )
    return found.most_common(1)[0][0] if found else None


def _keys_in(tab: Tab, heading: int, column: int) -> dict[str, int]:
    """The row of each key; of a row that staff copied, the first."""
    keys: dict[str, int] = {}
    for row in range(heading + 1, len(tab.cells)):
        cell = tab.at(row, column)
        if isinstance(cell, float) and cell.is_integer():
            cell = str(int(cell))
        if isinstance(cell, str) and cell:
            keys.setdefault(cell, row)
    return keys


def _guessed(
    tab: Tab, table: Table, keys: Mapping[str, int], titles: Iterable[str], *, taken: set[int]
) -> dict[str, int]:
    """Columns whose heading is gone, known by what stands in them: most cells of a column as they should be."""
    own = [column.title for column in table.columns if not column.staff]
    width = max((len(line) for line in tab.cells), default=0)
    found: dict[str, int] = {}
    for title in titles:
        place = own.index(title)
        wanted = {keys[key]: values[place] for key, values in table.rows.items() if key in keys and values[place]}
        for column in range(width):
            if column in taken or not wanted:
                continue
            hits = sum(same(tab.at(row, column), value) for row, value in wanted.items())
            if hits * 10 >= len(wanted) * 6:
                found[title] = column
                taken.add(column)
                break
    return found


def _blocks(tab: int, writes: Mapping[tuple[int, int], Value]) -> Iterator[Put]:
    """The cells as blocks: neighbours in a row together, and rows of one shape below each other together."""
    runs: dict[tuple[int, int], list[Value]] = {}
    for row, column in sorted(writes):
        start = next(
            (begin for begin in (column - 1,) if (row, begin) in writes),
            None,
        )
        if start is not None and (run := _run_ending(runs, row, column)) is not None:
            runs[run].append(writes[row, column])
        else:
            runs[row, column] = [writes[row, column]]
    blocks: dict[tuple[int, int], list[tuple[Value, ...]]] = {}
    open_blocks: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, column), values in runs.items():
        shape = (column, len(values))
        begun = open_blocks.get(shape)
        if begun is not None and begun[0] + len(blocks[begun]) == row:
            blocks[begun].append(tuple(values))
        else:
            blocks[row, column] = [tuple(values)]
            open_blocks[shape] = (row, column)
    for (row, column), lines in blocks.items():
        yield Put(tab, row, column, tuple(lines))


def _run_ending(runs: Mapping[tuple[int, int], list[Value]], row: int, column: int) -> tuple[int, int] | None:
    """The run of that row that ends just before the column; cells come in order, so it is the last one begun."""
    last = next(reversed(runs), None)
    if last is not None and last[0] == row and last[1] + len(runs[last]) == column:  # type: ignore[call-overload]
        return last
    return None
