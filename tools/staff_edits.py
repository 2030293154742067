"""Hundreds of edits by staff between syncs, through the Sheets API: whether every cell of theirs stays as it was.

`python -m tools.staff_edits` makes 500 of them; `--edits`, `--seed`, `--students` and `--between` change that.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from random import Random
from typing import Any

import requests

from pdsync.goals.merge import KEY
from pdsync.goals.sheet import GOALS_TAB, STUDENTS_TAB, goals_table, students_table
from pdsync.goals.sheet_staff import STAFF
from tools.classroom import Classroom
from tools.school import STAFF as A_COLLEAGUE
from tools.school import opened

Json = dict[str, Any]
TABS = (STUDENTS_TAB, GOALS_TAB)
OWN: Mapping[int, frozenset[str]] = {
    table.id: frozenset({KEY, *(column.title for column in table.columns if not column.staff)})
    for table in (students_table(()), goals_table(()))
}
"""The headings of pdsync's own columns, by tab."""
THEIRS = tuple(column.title for column in STAFF)
LOOK = "userEnteredValue,userEnteredFormat.backgroundColorStyle,note"


@dataclass(frozen=True, slots=True)
class Page:
    """A tab as staff see it: its id, its grid's size, its cells with their looks, and the row of its headings."""

    id: int
    size: tuple[int, int]
    cells: Sequence[Sequence[Json]]
    head: int

    def text(self, row: int, column: int) -> Any:
        """What was entered in a cell, None for nothing."""
        return next(iter(self.cell(row, column).get("userEnteredValue", {}).values()), None)

    def cell(self, row: int, column: int) -> Json:
        """A cell with its looks."""
        line = self.cells[row] if row < len(self.cells) else ()
        return line[column] if column < len(line) else {}

    def headings(self) -> list[Any]:
        """The headings, from the left."""
        return [self.text(self.head, column) for column in range(self.size[1])]

    def keys(self) -> dict[int, str]:
        """The key of each row that has one."""
        place = self.headings().index(KEY)
        found = {row: self.text(row, place) for row in range(len(self.cells)) if row != self.head}
        return {row: key for row, key in found.items() if key}

    def theirs(self) -> Iterator[tuple[str, str, str]]:
        """Every cell of staff's with something in it: the key of its row, its column, all of it.

        A cell in a row or column without a key or heading is named by what stands in it alone.
        """
        keys, headings = self.keys(), self.headings()
        for row, line in enumerate(self.cells):
            for column, cell in enumerate(line):
                heading = headings[column]
                ours = heading in OWN[self.id] and (row in keys or row == self.head)
                blank = not any(cell.get("userEnteredFormat", {}).values()) and cell.keys() <= {"userEnteredFormat"}
                if not blank and not ours and not (row == self.head and heading in THEIRS):
                    named = str(heading) if row != self.head else ""
                    yield keys.get(row, ""), named, json.dumps(cell, sort_keys=True)


@dataclass(slots=True)
class Hands:
    """Staff at the Sheet: each method is an edit that people make; it gives the requests for it."""

    chance: Random
    words: Iterator[int] = field(default_factory=count)

    def word(self) -> str:
        """A text that nobody wrote before, now and then one that looks like a formula or a date."""
        return f"{self.chance.choice(('note', '=1+1 is', '12/4 or', '«', 'ok:'))} {next(self.words)}"

    def row(self, page: Page) -> int:
        """A row that has a key."""
        return self.chance.choice(list(page.keys()) or [page.head + 1])

    def type_in_their_columns(self, page: Page) -> list[Json]:
        """Text in a staff column, or in one of their own."""
        free = [column for column, title in enumerate(page.headings()) if title and title not in OWN[page.id]]
        return [_enter(page.id, self.row(page), self.chance.choice(free), self.word())] if free else []

    def insert_a_column(self, page: Page) -> list[Json]:
        """A column of their own with a heading and a few words."""
        at = self.chance.randrange(page.size[1])
        made = [_enter(page.id, self.row(page), at, self.word()) for _ in range(3)]
        return [_insert(page.id, "COLUMNS", at), _enter(page.id, page.head, at, f"Mine {next(self.words)}"), *made]

    def insert_rows(self, page: Page) -> list[Json]:
        """An empty row, or one with words beside pdsync's columns."""
        at = self.chance.randint(1, min(page.size[0], len(page.cells)))
        inside = page.head < at
        free = [column for column, title in enumerate(page.headings()) if title is None or title not in OWN[page.id]]
        words = [_enter(page.id, at, self.chance.choice(free), self.word())] if free and inside else []
        return [_insert(page.id, "ROWS", at), *words]

    def sort(self, page: Page) -> list[Json]:
        """The rows below the headings, by any column, either way."""
        span = {"sheetId": page.id, "startRowIndex": page.head + 1, "endRowIndex": page.size[0]}
        order = self.chance.choice(("ASCENDING", "DESCENDING"))
        by = {"dimensionIndex": self.chance.randrange(page.size[1]), "sortOrder": order}
        return [{"sortRange": {"range": span, "sortSpecs": [by]}}]

    def delete_a_row(self, page: Page) -> list[Json]:
        """A student's or a goal's row, with all that stands in it."""
        at = self.row(page)
        return [{"deleteDimension": {"range": _span(page.id, "ROWS", at)}}] if at < page.size[0] else []

    def move_a_column(self, page: Page) -> list[Json]:
        """A column, to anywhere."""
        at, to = self.chance.randrange(page.size[1]), self.chance.randint(0, page.size[1])
        if at <= to <= at + 1:
            return []
        return [{"moveDimension": {"source": _span(page.id, "COLUMNS", at), "destinationIndex": to}}]

    def move_a_row(self, page: Page) -> list[Json]:
        """A row, to anywhere below the headings."""
        at, to = self.row(page), self.chance.randint(page.head + 1, len(page.cells))
        if at <= to <= at + 1:
            return []
        return [{"moveDimension": {"source": _span(page.id, "ROWS", at), "destinationIndex": to}}]

    def hide(self, page: Page) -> list[Json]:
        """A row or a column."""
        dimension, at = self.chance.choice((("ROWS", self.row(page)), ("COLUMNS", self.chance.randrange(page.size[1]))))
        span = _span(page.id, dimension, at)
        look = {"properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
        return [{"updateDimensionProperties": {"range": span, **look}}]

    def filter(self, page: Page) -> list[Json]:
        """A filter over everything."""
        span = {"sheetId": page.id, "startRowIndex": page.head, "endRowIndex": len(page.cells)}
        return [{"setBasicFilter": {"filter": {"range": span}}}]

    def colour(self, page: Page) -> list[Json]:
        """A cell's ground."""
        shade = {"rgbColor": {"red": round(self.chance.random(), 2), "green": 0.5}}
        cell = {"userEnteredFormat": {"backgroundColorStyle": shade}}
        span = _cell_at(page.id, self.row(page), self.chance.randrange(page.size[1]))
        return [{"repeatCell": {"range": span, "cell": cell, "fields": "userEnteredFormat.backgroundColorStyle"}}]

    def note(self, page: Page) -> list[Json]:
        """A note on a cell."""
        span = _cell_at(page.id, self.row(page), self.chance.randrange(page.size[1]))
        return [{"repeatCell": {"range": span, "cell": {"note": self.word()}, "fields": "note"}}]

    def rename(self, page: Page) -> list[Json]:
        """The tab."""
        about = {"sheetId": page.id, "title": f"Ours {next(self.words)}"}
        return [{"updateSheetProperties": {"properties": about, "fields": "title"}}]

    def spoil(self, page: Page) -> list[Json]:
        """One of pdsync's own cells, which it puts right."""
        ours = [column for column, title in enumerate(page.headings()) if title in OWN[page.id] - {KEY}]
        return [_enter(page.id, self.row(page), self.chance.choice(ours), self.word())]


KINDS: tuple[Callable[[Hands, Page], list[Json]], ...] = (
    Hands.type_in_their_columns,
    Hands.type_in_their_columns,
    Hands.type_in_their_columns,
    Hands.insert_a_column,
    Hands.insert_rows,
    Hands.sort,
    Hands.sort,
    Hands.delete_a_row,
    Hands.move_a_column,
    Hands.move_a_row,
    Hands.hide,
    Hands.filter,
    Hands.colour,
    Hands.note,
    Hands.rename,
    Hands.spoil,
)


def _enter(tab: int, row: int, column: int, text: str) -> Json:
    rows = [{"values": [{"userEnteredValue": {"stringValue": text}}]}]
    start = {"sheetId": tab, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"rows": rows, "fields": "userEnteredValue", "start": start}}


def _span(tab: int, dimension: str, at: int) -> Json:
    return {"sheetId": tab, "dimension": dimension, "startIndex": at, "endIndex": at + 1}


def _insert(tab: int, dimension: str, at: int) -> Json:
    return {"insertDimension": {"range": _span(tab, dimension, at), "inheritFromBefore": False}}


def _cell_at(tab: int, row: int, column: int) -> Json:
    return {
        "sheetId": tab,
        "startRowIndex": row,
        "endRowIndex": row + 1,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }


def pages(room: Classroom) -> list[Page]:
    """The tabs that staff work in, as they stand."""
    fields = f"sheets(properties(sheetId,gridProperties),data.rowData.values({LOOK}))"
    answer = requests.get(
        f"{room.school.box.url}/v4/spreadsheets/{room.sheet.id}",
        params={"fields": fields},
        headers={"Authorization": f"Bearer {room.school.box.token(A_COLLEAGUE)}"},
        timeout=30,
    )
    return [_page(sheet) for sheet in answer.json()["sheets"] if sheet["properties"]["sheetId"] in TABS]


def _page(sheet: Json) -> Page:
    grid = sheet["properties"]["gridProperties"]
    cells = [row.get("values", []) for row in sheet["data"][0].get("rowData", [])]
    entered = [[next(iter(cell.get("userEnteredValue", {}).values()), None) for cell in line] for line in cells]
    head = next(row for row, line in enumerate(entered) if KEY in line)
    return Page(sheet["properties"]["sheetId"], (grid["rowCount"], grid["columnCount"]), cells, head)


def staffs(found: Sequence[Page]) -> list[tuple[int, str, str, str]]:
    """Every cell of staff's in these tabs, whatever row or column it has come to stand in."""
    return sorted((page.id, *cell) for page in found for cell in page.theirs())


def told(cells: Sequence[object]) -> str:
    """A short word that differs if any cell does."""
    return sha256(repr(cells).encode()).hexdigest()[:16]


@dataclass(slots=True)
class Tried:
    """What came of it: how many edits and syncs, and what was not as it had been."""

    edits: int = 0
    syncs: int = 0
    cells: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    before: str = ""
    after: str = ""


def tried(room: Classroom, *, edits: int, between: int, seed: int) -> Iterator[Tried]:
    """Edits by staff, with a sync after every few of them; what has come of it so far, after each sync."""
    chance = Random(seed)
    hands, sofar = Hands(chance), Tried()
    while sofar.edits < edits:
        for _ in range(min(between, edits - sofar.edits)):
            kind = chance.choice(KINDS)
            if changes := kind(hands, chance.choice(pages(room))):
                room.edit(*changes)
            sofar.edits += 1
            sofar.kinds[kind.__name__] += 1
        _something_happens(room, chance, sofar.syncs)
        _sync(room, sofar)
        yield sofar


def _something_happens(room: Classroom, chance: Random, number: int) -> None:
    """A student writes, or a day passes: so that the sync has something to write."""
    if number % 3:
        student = chance.choice(room.school.students)
        room.write(
            student.key, chance.choice((0, 1)), **{chance.choice(("specific", "relevant")): f"More of it {number}"}
        )
    else:
        room.tomorrow()


def _sync(room: Classroom, sofar: Tried) -> None:
    before = staffs(pages(room))
    done = room.sync()
    after = staffs(pages(room))
    sofar.syncs += 1
    sofar.cells += done.cells
    sofar.before, sofar.after = told(before), told(after)
    sofar.wrong += [f"sync {sofar.syncs}: lost {cell}" for cell in before if cell not in after]
    sofar.wrong += [f"sync {sofar.syncs}: made {cell}" for cell in after if cell not in before]
    if (again := room.sync()).cells:
        sofar.wrong.append(f"sync {sofar.syncs}: the next one wrote {again.cells} cells")
    keys = {key for page in pages(room) if page.id == STUDENTS_TAB for key in page.keys().values()}
    if missing := {student.key for student in room.school.students} - keys:
        sofar.wrong.append(f"sync {sofar.syncs}: no row for {missing}")


def main() -> int:
    """Go through it and say how it went; 1 if a cell of staff's was not as it had been."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--between", type=int, default=5, help="edits between two syncs")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    with opened(asked.students) as school:
        room = Classroom(school)
        for student in school.students[::2]:
            room.write_in_full(student.key)
        room.sync()
        sofar = Tried()
        for sofar in tried(room, edits=asked.edits, between=asked.between, seed=asked.seed):
            print(f"{sofar.edits:4} edits  staff's cells before the sync {sofar.before}  after {sofar.after}")  # noqa: T201
            if sofar.wrong:
                break
    print(f"{sofar.edits} edits by staff, {sofar.syncs} syncs, {sofar.cells} cells written by pdsync")  # noqa: T201
    print(", ".join(f"{kind.replace('_', ' ')} {number}" for kind, number in sofar.kinds.most_common()))  # noqa: T201
    print("\n".join(sofar.wrong) or "Every cell of staff's is as it was, beside its student.")  # noqa: T201
    return 1 if sofar.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
