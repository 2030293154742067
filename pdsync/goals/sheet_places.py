"""Where things stand in a tab that staff have sorted, moved and renamed: headings, columns, the rows of keys."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pdsync.goals.merge import KEY, Cell, Tab, Table, Value, plain, same

MOST = 0.6
"""So much of what is wanted has to stand in a column, or in a row, for it to be known without its heading or key."""

RARE = 3
"""A value that stands in more rows than this says less of whose row it is."""


@dataclass(slots=True)
class Places:
    """The headings' row, the column of each heading found, the row of each key found."""

    heading: int
    columns: dict[str, int] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)


def places_in(tab: Tab, table: Table) -> Places | None:
    """Where the table's things stand in the tab; None if it has cells but no row of headings."""
    heading = _heading_row(tab, table)
    if heading is None:
        return None if any(filled(line) for line in tab.cells) else Places(0)
    return placed(tab, table, heading)


def placed(tab: Tab, table: Table, heading: int) -> Places:
    """Where the table's things stand in a tab whose headings' row is known."""
    places = Places(heading, _by_heading(tab, table, heading))
    if KEY not in places.columns and (column := _key_column(tab, table, places)) is not None:
        places.columns[KEY] = column
    if KEY in places.columns:
        places.keys = dict(_keys_in(tab, heading, places.columns[KEY]))
    places.keys |= _by_cells(tab, table, places)
    for title, column in _by_content(tab, table, places):
        places.columns[title] = column
    for title, column in _by_neighbours(tab, table, places):
        places.columns[title] = column
    return places


def filled(line: Sequence[Cell]) -> int:
    """How many cells a row has up to its last one that holds something."""
    return max((place + 1 for place, cell in enumerate(line) if cell not in (None, "")), default=0)


def _heading_row(tab: Tab, table: Table) -> int | None:
    """The row with the most headings, if it has the key's or at least two."""
    known = set(table.headings)
    best, most = None, 0
    for row, line in enumerate(tab.cells):
        found = {cell for cell in line if isinstance(cell, str) and cell in known}
        if len(found) > most and (KEY in found or len(found) > 1):
            best, most = row, len(found)
    return best


def _by_heading(tab: Tab, table: Table, heading: int) -> dict[str, int]:
    known = set(table.headings)
    columns: dict[str, int] = {}
    for place, cell in enumerate(tab.cells[heading] if heading < len(tab.cells) else ()):
        if isinstance(cell, str) and cell in known:
            columns.setdefault(cell, place)
    return columns


def _key_column(tab: Tab, table: Table, places: Places) -> int | None:
    """The column without a heading in which most of the wanted keys stand."""
    found = Counter(
        place
        for line in tab.cells
        for place, cell in enumerate(line)
        if isinstance(cell, str) and cell in table.rows and _bare(tab, places, place)
    )
    if not found:
        return None
    column, hits = found.most_common(1)[0]
    return column if hits >= MOST * len(table.rows) else None


def _bare(tab: Tab, places: Places, column: int) -> bool:
    """Whether a column has no heading, and is nobody's yet."""
    return tab.at(places.heading, column) in (None, "") and column not in places.columns.values()


def _keys_in(tab: Tab, heading: int, column: int) -> Iterator[tuple[str, int]]:
    """Each key and its row; of a row that staff copied, the first."""
    seen: set[str] = set()
    for row in range(len(tab.cells)):
        cell = tab.at(row, column)
        key = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else cell
        if row != heading and isinstance(key, str) and key and key not in seen:
            seen.add(key)
            yield key, row


def _own(table: Table) -> list[str]:
    return [column.title for column in table.columns if not column.staff]


def _by_cells(tab: Tab, table: Table, places: Places) -> dict[str, int]:
    """Rows whose key is gone, known by the rest of their cells."""
    lost = [key for key in table.rows if key not in places.keys]
    taken = {places.heading, *places.keys.values()}
    free = [row for row in range(len(tab.cells)) if row not in taken and filled(tab.cells[row])]
    if not lost or not free:
        return {}
    columns = [(number, places.columns[title]) for number, title in enumerate(_own(table)) if title in places.columns]
    standing: dict[tuple[int, Value], list[int]] = defaultdict(list)
    for row in free:
        for number, column in columns:
            cell = tab.at(row, column)
            if isinstance(cell, str | float) and cell != "":
                standing[number, cell].append(row)
    found: dict[str, int] = {}
    for key in lost:
        likeliest = _likeliest([plain(value) for value in table.rows[key]], columns, standing)
        if likeliest is not None and likeliest not in taken:
            found[key] = likeliest
            taken.add(likeliest)
    return found


def _likeliest(
    values: Sequence[Value], columns: Sequence[tuple[int, int]], standing: Mapping[tuple[int, Value], list[int]]
) -> int | None:
    """The row that holds most of the values, if it holds enough of them and no other holds as many."""
    votes: dict[int, float] = defaultdict(float)
    asked = 0
    for number, _ in columns:
        if values[number] in (None, ""):
            continue
        asked += 1
        rows = standing.get((number, values[number]), [])
        for row in rows:
            votes[row] += 1.01 if len(rows) <= RARE else 1  # a rare value breaks ties
    best = sorted(votes.items(), key=lambda vote: vote[1], reverse=True)[:2]
    if not best or best[0][1] < max(2, MOST * asked) or (len(best) > 1 and best[1][1] == best[0][1]):
        return None
    return best[0][0]


def _by_content(tab: Tab, table: Table, places: Places) -> Iterator[tuple[str, int]]:
    """Columns whose heading is gone or changed, known by what stands in them."""
    own = _own(table)
    taken = set(places.columns.values())
    width = max((len(line) for line in tab.cells), default=0)
    for number, title in enumerate(own):
        if title in places.columns:
            continue
        wanted = {places.keys[key]: plain(row[number]) for key, row in table.rows.items() if key in places.keys}
        wanted = {row: value for row, value in wanted.items() if value not in (None, "")}
        hits = {
            column: sum(same(tab.at(row, column), value) for row, value in wanted.items())
            for column in range(width)
            if column not in taken
        }
        column = max(hits, key=lambda place: hits[place], default=None)
        if column is not None and wanted and hits[column] >= MOST * len(wanted):
            taken.add(column)
            yield title, column


def _by_neighbours(tab: Tab, table: Table, places: Places) -> Iterator[tuple[str, int]]:
    """Staff's columns whose heading is empty, known by standing where they were made, beside a column that is known."""
    titles = table.headings
    known = dict(places.columns)
    for column in table.columns:
        if not column.staff or column.title in known:
            continue
        place = titles.index(column.title)
        before = known.get(titles[place - 1])
        after = known.get(titles[place + 1]) if place + 1 < len(titles) else None
        expected = before + 1 if before is not None else None
        if expected is None or expected in known.values() or (after is not None and after != expected + 1):
            continue
        width = max((len(line) for line in tab.cells), default=0)
        if expected < width and tab.at(places.heading, expected) in (None, ""):
            known[column.title] = expected
            yield column.title, expected
