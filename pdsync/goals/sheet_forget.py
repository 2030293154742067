"""What a Sheet holds of a student: the rows that are theirs, the lines that name them, where else they are named."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pdsync.goals.merge import KEY, Book, Cell, DropRows, Edit, Formula, Grow, Tab, Table
from pdsync.goals.sheet import changes_table, goals_table, students_table
from pdsync.goals.sheet_merge import blocks
from pdsync.goals.sheet_overview import Tally, overview_table
from pdsync.goals.sheet_places import filled, places_in
from pdsync.goals.sheet_state import COHORT_ROW, state_table

Whose = Callable[[str], str]

CHANGE = re.compile(r"\d{8}/(?P<key>.*)/[^/]*/[^/]*/[^/]*", re.DOTALL)
"""The key of a row of Changes: the day, the student, the kind, the goal, a digest. A student's key may hold a slash."""


def _of_change(key: str) -> str:
    found = CHANGE.fullmatch(key)
    return found["key"] if found else ""


TABS: tuple[tuple[Table, Whose], ...] = (
    (students_table(()), lambda key: key),
    (goals_table(()), lambda key: key.rpartition("/")[0]),
    (changes_table((), {}, date.min), _of_change),
    (state_table({}), lambda key: key),
)
"""The tabs with rows of students, and whose a row is by its key."""

OVERVIEW = overview_table(Tally(), synced=0.0)
NEEDING = "need "
"""The keys of the Overview's lines that name students begin so."""

SHORTEST = 3
"""A name or key shorter than this is only looked for as a whole cell."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to forget: the key, the names that they go by, and other words that are theirs alone (addresses, ids)."""

    key: str
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Traces:
    """What a book holds of one or more people.

    `rows`: by tab, the rows that are theirs; `lines`: the Overview's rows that name them; `elsewhere`: where else they
    stand, in words; `blind`: tabs whose rows cannot be told, because their key column is gone.
    """

    rows: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    lines: tuple[int, ...] = ()
    elsewhere: tuple[str, ...] = ()
    blind: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything is to be taken out."""
        return bool(self.lines or any(self.rows.values()))


def known(book: Book) -> frozenset[str]:
    """The keys of everybody who has a row."""
    found = (page.whose(key) for page in _pages(book) for _, key in page.keyed())
    return frozenset(found) - {"", COHORT_ROW}


def names_in(book: Book, key: str) -> frozenset[str]:
    """What the Sheet calls a student: what stands under “Student” in their rows, without the key behind it."""
    found = set()
    for page in _pages(book):
        if page.name is not None:
            for row in page.rows({key}):
                name = _text(page.tab.at(row, page.name))
                found |= {name, name.removesuffix(f" ({key})")}
    return frozenset(found - {""})


def traces(book: Book, people: Iterable[Person]) -> Traces:
    """What a book holds of these people."""
    people = tuple(people)
    keys = {one.key for one in people}
    pages = tuple(_pages(book))
    rows = {page.tab.id: tuple(page.rows(keys)) for page in pages}
    blind = tuple(page.tab.title for page in pages if page.column is None and any(map(filled, page.tab.cells[1:])))
    lines = tuple(_lines(book, people))
    return Traces(rows, lines, tuple(_elsewhere(book, people, rows, lines)), blind)


@dataclass(frozen=True, slots=True)
class _Page:
    """A tab with rows of students: where its headings, the keys and the names stand, and whose a row is by its key."""

    tab: Tab
    whose: Whose
    heading: int
    column: int | None
    name: int | None

    def keyed(self) -> Iterator[tuple[int, str]]:
        """Every row with its key, copies that staff made of it, too."""
        if self.column is None:
            return
        for row in range(len(self.tab.cells)):
            if row != self.heading and (key := _text(self.tab.at(row, self.column))):
                yield row, key

    def rows(self, keys: Collection[str]) -> Iterator[int]:
        """The rows of those students."""
        return (row for row, key in self.keyed() if self.whose(key) in keys)


def _pages(book: Book) -> Iterator[_Page]:
    """The tabs with rows of students: those of the table, and any other in which pdsync's keys stand."""
    tables = {table.id: (table, whose) for table, whose in TABS}
    for tab in book.tabs:
        if tab.id in tables:
            table, whose = tables[tab.id]
            if (places := places_in(tab, table)) is not None:
                yield _Page(tab, whose, places.heading, places.columns.get(KEY), places.columns.get("Student"))
        elif tab.id != OVERVIEW.id and (found := _heading(tab)) is not None:
            yield _Page(tab, _itself, *found, tab.cells[found[0]].index("Student"))


def _itself(key: str) -> str:
    return key


def _heading(tab: Tab) -> tuple[int, int] | None:
    """The row of a tab's headings and the column of its keys, if it is a tab about students."""
    lines = enumerate(tab.cells)
    return next(((row, line.index(KEY)) for row, line in lines if KEY in line and "Student" in line), None)


def _text(cell: Cell) -> str:
    """A cell as text: staff's spreadsheet may have made a number of a key."""
    if isinstance(cell, Formula):
        return cell.text
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    return cell if isinstance(cell, str) else ""


def _lines(book: Book, people: Iterable[Person]) -> Iterator[int]:
    """The Overview's rows that name one of them."""
    tab = book.tab(OVERVIEW.id)
    places = places_in(tab, OVERVIEW) if tab is not None else None
    if tab is None or places is None:
        return
    people = tuple(people)
    for key, row in places.keys.items():
        if key.startswith(NEEDING) and any(_names(one, _text(cell)) for one in people for cell in tab.cells[row]):
            yield row


def _names(person: Person, text: str) -> bool:
    """Whether a cell's text speaks of the person."""
    folded = text.casefold()
    if not folded:
        return False
    for word in (*person.names, *person.words):
        plain = word.casefold()
        if folded == plain or (len(plain) >= SHORTEST and _within(plain, folded)):
            return True
    return folded == person.key.casefold() or (len(person.key) > SHORTEST and _within(person.key.casefold(), folded))


def _within(word: str, text: str) -> bool:
    """Whether a word stands in a text, not as a part of a longer one."""
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
        if not (before.isalnum() and word[0].isalnum()) and not (after.isalnum() and word[-1].isalnum()):
            return True
        at = text.find(word, at + 1)
    return False


def _elsewhere(
    book: Book, people: Sequence[Person], dropped: Mapping[int, Sequence[int]], lines: Sequence[int]
) -> Iterator[str]:
    """Where else somebody is named, once their rows are gone: other people's rows, tabs of the staff's own."""
    taken = {(tab, row) for tab, some in dropped.items() for row in some} | {(OVERVIEW.id, row) for row in lines}
    names = {page.tab.id: page.name for page in _pages(book)}
    for tab in book.tabs:
        if tab.hidden and tab.title.startswith("_pdsync"):
            continue  # what stands there of others is what their own Docs say
        for row, line in enumerate(tab.cells):
            cells = (cell for column, cell in enumerate(line) if column != names.get(tab.id))
            if (tab.id, row) not in taken and any(_names(one, _text(cell)) for cell in cells for one in people):
                above = sum(gone < row for gone in dropped.get(tab.id, ()))
                yield f"“{tab.title}”, row {row + 1 - above}"


def forgetting(book: Book, found: Traces) -> tuple[Edit, ...]:
    """The edits that take the rows out and empty the lines."""
    return tuple(_edits(book, found))


def _edits(book: Book, found: Traces) -> Iterator[Edit]:
    tab = book.tab(OVERVIEW.id)
    places = places_in(tab, OVERVIEW) if tab is not None and found.lines else None
    if tab is not None and places is not None:
        columns = [places.columns[column.title] for column in OVERVIEW.columns if column.title in places.columns]
        yield from blocks(tab.id, {(row, column): None for row in found.lines for column in columns})
    for tab_id, rows in found.rows.items():
        tab = book.tab(tab_id)
        if tab is None or not rows:
            continue
        if len(rows) >= tab.rows - 1:  # Google keeps one row below the frozen ones
            yield Grow(tab.id, tab.rows + 1, tab.columns)
        yield from (DropRows(tab.id, first, count) for first, count in _runs(rows))


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First row and length of every run of neighbours, from the bottom, so that the ones above keep their places."""
    run: list[int] = []
    for row in sorted(set(rows), reverse=True):
        if run and row != run[-1] - 1:
            yield run[-1], len(run)
            run = []
        run.append(row)
    if run:
        yield run[-1], len(run)
