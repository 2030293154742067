"""What is wanted of a tab held against what stands there, and only the difference.

Rows are found by a key column, columns by their heading; a cell that is not pdsync's own is never written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from types import MappingProxyType

from pdsync.goals.merge import (
    KEY,
    TURNSTILE,
    AddTab,
    Book,
    Cell,
    Column,
    Dress,
    DropRows,
    DropTab,
    Edit,
    Footing,
    Furnish,
    Grow,
    InsertRow,
    Localise,
    Put,
    Shows,
    Tab,
    Table,
    Turn,
    Value,
    same,
)
from pdsync.goals.sheet_places import Places, filled, placed, places_in
from pdsync.goals.words import listed

SPARE = 50
"""So many empty rows a tab gets below what is written."""

NOBODY: Mapping[str, Mapping[str, Cell]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Merged:
    """What to do to a tab: nothing if it holds the table already.

    `repairs`: sentences about what was amiss; `cells`: how many cells come to hold something else.
    """

    edits: tuple[Edit, ...] = ()
    repairs: tuple[str, ...] = ()
    cells: int = 0


def merged(book: Book, table: Table) -> Merged:
    """What makes the tab hold the table: nothing at all if it does already."""
    tab = book.tab(table.id)
    return _new_tab(book, table) if tab is None else _Merge(tab, table).result()


def staff_of(book: Book, table: Table) -> Mapping[str, Mapping[str, Cell]]:
    """What staff wrote in their columns of a tab, by key and heading."""
    tab = book.tab(table.id)
    places = places_in(tab, table) if tab is not None else None
    if tab is None or places is None:
        return NOBODY
    titles = [column.title for column in table.columns if column.staff and column.title in places.columns]
    return {
        key: {title: tab.at(row, places.columns[title]) for title in titles}
        for key, row in places.keys.items()
        if titles
    }


def rows_of(book: Book, table: Table) -> Mapping[str, Mapping[str, Cell]]:
    """What stands in a tab's columns of pdsync's own, by key and heading."""
    tab = book.tab(table.id)
    places = places_in(tab, table) if tab is not None else None
    if tab is None or places is None:
        return NOBODY
    titles = [column.title for column in table.columns if not column.staff and column.title in places.columns]
    return {key: {title: tab.at(row, places.columns[title]) for title in titles} for key, row in places.keys.items()}


def turn(book: Book, now: int) -> Turn:
    """The turn to take so that nobody writes between the reading of the book and the edits beside it."""
    return Turn(next((tab.id for tab in book.tabs if tab.title == TURNSTILE), None), now)


def _new_tab(book: Book, table: Table) -> Merged:
    taken = {tab.title.casefold() for tab in book.tabs}
    title, number = table.title, 1
    while title.casefold() in taken:
        number += 1
        title = f"{table.title} {number}"
    rows = max(len(table.rows), table.room) + SPARE
    blank = Tab(table.id, title, rows=rows, columns=len(table.headings) + table.looks.aside, level=table.looks.level)
    made = AddTab(table, title, blank.rows, blank.columns)
    inner = _Merge(blank, table).result()
    return Merged((made, *inner.edits), cells=inner.cells)


def continued(book: Book, edits: Iterable[Edit]) -> Book | None:
    """The book after those edits, as far as it takes to add further rows; None: it has to be read again for that."""
    tabs = {tab.id: tab for tab in book.tabs}
    for edit in edits:
        match edit:
            case AddTab(table, title, rows, columns):
                head = (tuple(table.headings),)
                tabs[table.id] = Tab(table.id, title, rows, columns, head, table.hidden, level=table.looks.level)
            case Furnish(table):
                tabs[table.id] = replace(tabs[table.id], level=table.looks.level)
            case Grow(tab, rows, columns):
                tabs[tab] = replace(tabs[tab], rows=max(rows, tabs[tab].rows), columns=max(columns, tabs[tab].columns))
            case Put(tab, row, _, values):
                tabs[tab] = replace(tabs[tab], used=max(tabs[tab].used, row + len(values)))
            case InsertRow() | DropRows():
                return None
            case Dress() | DropTab() | Localise() | Turn():
                pass
    return replace(book, tabs=tuple(tabs.values()))


def footings(book: Book, edits: Iterable[Edit]) -> tuple[Footing, ...] | None:
    """What to look at, so that edits which only add rows may be made to a Sheet that was read a while ago.

    None: they change rows that staff may have sorted since, so the Sheet has to be read again.
    """
    found: dict[str, Footing] = {}
    for edit in edits:
        tab = book.tab(edit.tab) if isinstance(edit, Put | DropTab | InsertRow) else None
        match edit:
            case InsertRow() | DropRows():
                return None
            case Put(_, row) if tab is not None:
                if not tab.used or row < tab.used:
                    return None
                found[tab.title] = Footing(tab.title, tab.cells[0], tab.used)
            case DropTab() if tab is not None:
                found[tab.title] = Footing(tab.title)
    return tuple(found.values())


@dataclass(slots=True)
class _Merge:
    tab: Tab
    table: Table
    repairs: list[str] = field(default_factory=list)
    first: list[Edit] = field(default_factory=list)
    dressed: dict[int, Column] = field(default_factory=dict)
    writes: dict[tuple[int, int], Value] = field(default_factory=dict)
    added: list[Put] = field(default_factory=list)
    cells: int = 0

    def result(self) -> Merged:
        places = places_in(self.tab, self.table) or self._with_headings()
        self._head(places)
        self._fill(places)
        edits = [*self.first, *self._grown(places), *blocks(self.tab.id, self.writes), *self.added]
        edits += self._furnished(places)
        return Merged(tuple(edits), tuple(self.repairs), self.cells)

    def _with_headings(self) -> Places:
        """The headings' row is gone: a new one is put above everything, and every row moves down by one."""
        self.first.append(InsertRow(self.tab.id))
        self.repairs.append(f"The headings of “{self.tab.title}” were missing and are made anew.")
        tab = self.tab
        self.tab = replace(tab, rows=tab.rows + 1, cells=((), *tab.cells))
        return placed(self.tab, self.table, 0)

    def _head(self, places: Places) -> None:
        """Give every column a place and its heading; a new one stands to the right of everything."""
        width = max((filled(line) for line in self.tab.cells), default=0)
        known = bool(places.columns)
        lost: list[str] = []
        come: list[str] = []
        for title, column in zip(self.table.headings, (None, *self.table.columns), strict=True):
            if title not in places.columns:
                places.columns[title] = width
                width += 1
                if column is not None and known:
                    self.dressed[places.columns[title]] = column
            place = (places.heading, places.columns[title])
            if self.tab.at(*place) != title:
                self._set(*place, title)
                (come if column is not None and column.since > self.tab.level else lost).append(title)
        if known and not self.first:
            self._tell("headings were missing and are put back", lost)
            self._tell("there are new columns, to the right", come)

    def _tell(self, what: str, titles: Sequence[str]) -> None:
        if titles:
            words = listed([f"“{title}”" for title in titles])
            self.repairs.append(f"In “{self.tab.title}” {what}: {words}.")

    def _furnished(self, places: Places) -> Iterator[Edit]:
        """What came with later looks than those that the tab was given."""
        if self.tab.level < self.table.looks.level:
            standing = tuple((title, places.columns[title]) for title in self.table.headings)
            yield Furnish(self.table, self.tab.level, places.heading, standing)

    def _fill(self, places: Places) -> None:
        own = [column.title for column in self.table.columns if not column.staff]
        columns = [places.columns[title] for title in own]
        next_row = max(max((row + 1 for row, line in enumerate(self.tab.cells) if filled(line)), default=0), 1)
        next_row = max(next_row, places.heading + 1, self.tab.used)
        new: list[tuple[Value, ...]] = []
        for key, values in self.table.rows.items():
            row = places.keys.get(key)
            if row is None:
                new.append((key, *values))
                continue
            self._set(row, places.columns[KEY], key)
            line = self.tab.cells[row] if row < len(self.tab.cells) else ()
            for column, value in zip(columns, values, strict=True):
                if type(value) is not str or column >= len(line) or line[column] != value:
                    self._set(row, column, value)
        self._add(next_row, (places.columns[KEY], *columns), new)
        for key in places.keys.keys() - self.table.rows.keys() if self.table.gone is not None else ():
            if self.table.about is None or self.table.about(key):
                for title, value in (self.table.gone or {}).items():
                    self._set(places.keys[key], places.columns[title], value)

    def _add(self, row: int, columns: Sequence[int], lines: Sequence[Sequence[Value]]) -> None:
        """New rows, in which nothing stands yet; their empty cells are written too, so that they are few blocks."""
        self.cells += sum(value not in (None, "") for line in lines for value in line)
        ordered = sorted(range(len(columns)), key=columns.__getitem__)
        for _, neighbours in groupby(enumerate(ordered), key=lambda one: columns[one[1]] - one[0]) if lines else ():
            places = [place for _, place in neighbours]
            values = tuple(tuple(line[place] for place in places) for line in lines)
            self.added.append(Put(self.tab.id, row, columns[places[0]], values))

    def _set(self, row: int, column: int, value: Value) -> None:
        if not same(self.tab.at(row, column), value):
            self.writes[row, column] = value
            self.cells += 1

    def _grown(self, places: Places) -> Iterator[Edit]:
        ends = [(row + 1, column + 1) for row, column in self.writes]
        ends += [(put.row + len(put.values), put.column + len(put.values[0])) for put in self.added]
        rows = max((row for row, _ in ends), default=0)
        columns = max((column for _, column in ends), default=0)
        if rows > self.tab.rows or columns > self.tab.columns:
            room = rows + SPARE if rows > self.tab.rows else self.tab.rows
            yield Grow(self.tab.id, room, max(columns, self.tab.columns))
        if wanting := _counted(self.dressed.items()):
            yield Dress(self.tab.id, places.heading + 1, wanting)
        every = _counted((places.columns[column.title], column) for column in self.table.columns)
        if rows > self.tab.rows and every:
            yield Dress(self.tab.id, self.tab.rows, every)


def _counted(places: Iterable[tuple[int, Column]]) -> tuple[tuple[int, Column], ...]:
    """The columns that show anything but text or offer choices, from the left."""
    special = (one for one in places if one[1].shows is not Shows.TEXT or one[1].choices)
    return tuple(sorted(special, key=lambda one: one[0]))


def blocks(tab: int, writes: Mapping[tuple[int, int], Value]) -> Iterator[Put]:
    """The cells as blocks: neighbours in a row together, and rows of one shape below each other together."""
    begun: dict[tuple[int, int], tuple[int, list[tuple[Value, ...]]]] = {}
    for row, column, values in _runs(writes):
        shape = (column, len(values))
        top, lines = begun.get(shape, (row, []))
        if top + len(lines) != row:
            yield Put(tab, top, column, tuple(lines))
            top, lines = row, []
        lines.append(values)
        begun[shape] = (top, lines)
    for (column, _), (top, lines) in begun.items():
        yield Put(tab, top, column, tuple(lines))


def _runs(writes: Mapping[tuple[int, int], Value]) -> Iterator[tuple[int, int, tuple[Value, ...]]]:
    """Row, first column and values of every run of neighbours in a row, from the top."""
    begun: tuple[int, int] | None = None
    values: list[Value] = []
    for row, column in sorted(writes):
        if begun is not None and (row, column) != (begun[0], begun[1] + len(values)):
            yield *begun, tuple(values)
            begun = None
        if begun is None:
            begun, values = (row, column), []
        values.append(writes[row, column])
    if begun is not None:
        yield *begun, tuple(values)
