"""A Sheet in memory for tests: it makes pdsync's edits, and lets staff do to it what they do."""

from dataclasses import replace

from pdsync.goals.merge import (
    KEY,
    AddTab,
    Column,
    Dress,
    DropTab,
    Furnish,
    Grow,
    InsertRow,
    Localise,
    Put,
    Shows,
    Tab,
    Table,
    Turn,
    plain,
)


def after(book, edits):
    """The book once the edits are made; a cell outside of a tab's grid is an error, as it is in Sheets."""
    for edit in edits:
        book = _made(book, edit)
    return book


def _made(book, edit):
    match edit:
        case AddTab():
            assert book.tab(edit.table.id) is None
            assert edit.title not in {tab.title for tab in book.tabs}
            made = Tab(edit.table.id, edit.title, edit.rows, edit.columns, level=edit.table.looks.level)
            return replace(book, tabs=(*book.tabs, made))
        case Furnish(table):
            return _with(book, table.id, lambda one: replace(one, level=table.looks.level))
        case DropTab(tab):
            return replace(book, tabs=tuple(one for one in book.tabs if one.id != tab))
        case Grow(tab, rows, columns):
            return _with(
                book, tab, lambda one: replace(one, rows=max(one.rows, rows), columns=max(one.columns, columns))
            )
        case InsertRow(tab):
            return _with(book, tab, lambda one: replace(one, rows=one.rows + 1, cells=((), *one.cells)))
        case Put():
            return _with(book, edit.tab, lambda one: _put(one, edit))
        case Dress() | Localise() | Turn():
            return book
    raise AssertionError(edit)


def _with(book, tab_id, change):
    assert book.tab(tab_id) is not None
    return replace(book, tabs=tuple(change(tab) if tab.id == tab_id else tab for tab in book.tabs))


def _put(tab, put):
    assert put.row + len(put.values) <= tab.rows, "outside of the grid"
    grid = {(row, column): tab.at(row, column) for row in range(tab.rows) for column in range(tab.columns)}
    for down, line in enumerate(put.values):
        assert put.column + len(line) <= tab.columns, "outside of the grid"
        for right, value in enumerate(line):
            grid[put.row + down, put.column + right] = plain(value)
    return gridded(tab, grid)


def gridded(tab, grid):
    """The tab with those cells, short rows cut off as Sheets answers them."""
    lines = []
    for row in range(tab.rows):
        line = [grid.get((row, column)) for column in range(tab.columns)]
        while line and line[-1] in (None, ""):
            line.pop()
        lines.append(tuple(line))
    while lines and not lines[-1]:
        lines.pop()
    return replace(tab, cells=tuple(lines))


COLUMNS = (
    Column("Student"),
    Column("Due", Shows.DATE),
    Column("Flags"),
    Column("Excused until", Shows.DATE, staff=True),
    Column("Notes", staff=True),
)


def table(rows, **more):
    """A table of three columns of pdsync's and two of staff's."""
    return Table(71, "Students", COLUMNS, rows, **more)


def cells(tab):
    """A tab's cells without its empty lines, for people to compare."""
    return [list(line) for line in tab.cells if line]


def tab_of(*lines, rows=40, columns=12, id=71, title="Students"):
    """A tab in which those lines stand."""
    return Tab(id, title, rows, columns, tuple(tuple(line) for line in lines))


HEADINGS = [KEY, *(column.title for column in COLUMNS)]
