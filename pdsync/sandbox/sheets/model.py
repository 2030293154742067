"""The nouns of a Sheet: cells, rows, sheets, and the book that holds them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from pdsync.sandbox.sheets.a1 import Area, Box

Json = dict[str, Any]
MIME_TYPE = "application/vnd.google-apps.spreadsheet"
MAX_CELLS = 10_000_000
MAX_TEXT = 50_000
ROWS, COLUMNS = "ROWS", "COLUMNS"


class Formula(str):
    """A cell's formula, with its equals sign."""

    __slots__ = ()


Scalar = str | float | bool
"""What a person or a program put in a cell; a Formula is a text of its own kind."""


class Cell(NamedTuple):
    """One cell as it was entered; what it shows is worked out when it is read."""

    value: Scalar | None = None
    format: Json | None = None
    note: str = ""
    validation: Json | None = None
    runs: list[Json] | None = None
    chips: list[Json] | None = None


EMPTY = Cell()


class Row:
    """The cells of one row up to the last one that holds something; never changed in place."""

    __slots__ = ("_formulas", "_text", "cells")

    def __init__(self, cells: tuple[Cell | None, ...] = ()) -> None:
        self.cells = cells
        self._text: str | None = None
        self._formulas: bool | None = None

    def __getitem__(self, column: int) -> Cell:
        return (self.cells[column] if column < len(self.cells) else None) or EMPTY

    def __bool__(self) -> bool:
        return bool(self.cells)

    def with_cells(self, changes: Mapping[int, Cell]) -> Row:
        """The row with these cells in their columns."""
        if not changes:
            return self
        cells: list[Cell | None] = list(self.cells)
        cells.extend([None] * (max(changes) + 1 - len(cells)))
        for column, cell in changes.items():
            cells[column] = None if cell == EMPTY else cell
        return row_of(cells)

    @property
    def has_formulas(self) -> bool:
        """Whether a cell of it holds a formula."""
        if self._formulas is None:
            self._formulas = any(cell is not None and type(cell.value) is Formula for cell in self.cells)
        return self._formulas

    @property
    def text(self) -> str:
        """The row as JSON text, made once."""
        if self._text is None:
            stored = [_stored(cell) for cell in self.cells]
            self._text = json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
        return self._text


def row_of(cells: list[Cell | None]) -> Row:
    """A row of these cells, less the empty ones at its end."""
    while cells and cells[-1] is None:
        cells.pop()
    return Row(tuple(cells)) if cells else NO_ROW


NO_ROW = Row()


def _stored(cell: Cell | None) -> Any:
    if cell is None:
        return None
    if type(cell.value) is Formula:
        return {"=": str(cell.value), **_extras(cell)}
    if cell.value is not None and cell[1:] == EMPTY[1:]:
        return cell.value
    return {**({} if cell.value is None else {"v": cell.value}), **_extras(cell)}


def _extras(cell: Cell) -> Json:
    return {name: value for name, value in zip(cell._fields[1:], cell[1:], strict=True) if value}


def _restored(stored: Any) -> Cell | None:
    if stored is None:
        return None
    if not isinstance(stored, dict):
        return Cell(stored)
    extras = {name: value for name, value in stored.items() if name not in ("=", "v")}
    value = Formula(stored["="]) if "=" in stored else stored.get("v")
    return Cell(value, **extras)


THINGS = (
    "merges", "filterViews", "basicFilter", "protectedRanges", "conditionalFormats", "charts", "bandedRanges",
    "tables", "rowGroups", "columnGroups", "slicers",
)  # fmt: skip
"""What lies over a sheet's cells, by Google's names; each a list of JSON objects that are never changed in place."""


@dataclass(slots=True)
class Sheet:
    """One tab. Whoever edits it edits a copy: `copy`, then `put` and plain assignment."""

    id: int
    title: str
    row_count: int = 1000
    column_count: int = 26
    rows: list[Row] = field(default_factory=list)
    properties: Json = field(default_factory=dict)
    grid: Json = field(default_factory=dict)
    row_sizes: dict[int, Json] = field(default_factory=dict)
    column_sizes: dict[int, Json] = field(default_factory=dict)
    things: dict[str, list[Json]] = field(default_factory=dict)

    def copy(self) -> Sheet:
        """A sheet that can be edited without changing this one."""
        return replace(
            self,
            rows=list(self.rows),
            properties=dict(self.properties),
            grid=dict(self.grid),
            row_sizes=dict(self.row_sizes),
            column_sizes=dict(self.column_sizes),
            things=dict(self.things),
        )

    def row(self, index: int) -> Row:
        """That row; one that was never written is empty."""
        return self.rows[index] if index < len(self.rows) else NO_ROW

    def cell(self, row: int, column: int) -> Cell:
        """That cell; one that was never written is empty."""
        return self.row(row)[column]

    def put(self, row: int, changes: Mapping[int, Cell]) -> None:
        """Set cells of one row, by column."""
        if changes:
            self.set_row(row, self.row(row).with_cells(changes))

    def set_row(self, index: int, row: Row) -> None:
        """Set a whole row."""
        if index >= len(self.rows):
            self.rows.extend([NO_ROW] * (index + 1 - len(self.rows)))
        self.rows[index] = row

    def overlay(self, name: str) -> list[Json]:
        """What lies over the cells, of one sort: a list not to be changed in place."""
        return self.things.get(name, [])

    @property
    def whole(self) -> Box:
        """The rectangle of all its cells."""
        return Box(0, self.row_count, 0, self.column_count)

    def box(self, area: Area) -> Box:
        """The rectangle that the area covers here."""
        return area.within(self.row_count, self.column_count)

    def sizes(self, dimension: str) -> dict[int, Json]:
        """What is set for single rows or columns: sizes and whether they are hidden."""
        return self.row_sizes if dimension == ROWS else self.column_sizes

    def count(self, dimension: str) -> int:
        """How many rows or columns it has."""
        return self.row_count if dimension == ROWS else self.column_count

    def cells(self, box: Box) -> Iterator[tuple[int, int, Cell]]:
        """The cells in the rectangle that hold something, with row and column."""
        for row in range(box.top, min(box.bottom, len(self.rows))):
            cells = self.rows[row].cells
            for column in range(box.left, min(box.right, len(cells))):
                cell = cells[column]
                if cell is not None:
                    yield row, column, cell

    def to_json(self) -> Json:
        """The sheet as plain JSON values; its rows as one text, so that unchanged ones need no work."""
        return {
            "id": self.id, "title": self.title, "size": [self.row_count, self.column_count],
            "rows": "[" + ",".join([row.text for row in self.rows]) + "]",
            "properties": self.properties, "grid": self.grid, "row_sizes": self.row_sizes,
            "column_sizes": self.column_sizes, "things": self.things,
        }  # fmt: skip


@dataclass(slots=True)
class Book:
    """A whole spreadsheet but for its title, which is the Drive file's name."""

    sheets: list[Sheet]
    properties: Json
    named_ranges: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out from it, forgotten with it."""

    def copy(self) -> Book:
        """A book whose list of sheets can be changed without changing this one; the sheets are the same."""
        return Book(list(self.sheets), dict(self.properties), list(self.named_ranges), list(self.metadata))

    def sheet(self, sheet_id: int) -> Sheet | None:
        """The sheet with that id."""
        return next((sheet for sheet in self.sheets if sheet.id == sheet_id), None)

    def titled(self, title: str) -> Sheet | None:
        """The sheet with that title, in any case."""
        wanted = title.casefold()
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == wanted), None)

    def first(self) -> Sheet:
        """The first sheet that is not hidden."""
        return next((sheet for sheet in self.sheets if not sheet.properties.get("hidden")), self.sheets[0])

    def to_json(self) -> Json:
        """The book as plain JSON values."""
        return {
            "sheets": [sheet.to_json() for sheet in self.sheets],
            "properties": self.properties,
            "named_ranges": self.named_ranges,
            "metadata": self.metadata,
        }


def restore(stored: Any) -> Book:
    """The book that was stored."""
    return Book(
        [_sheet(each) for each in stored["sheets"]], stored["properties"], stored["named_ranges"], stored["metadata"]
    )


def _sheet(stored: Json) -> Sheet:
    return Sheet(
        stored["id"],
        stored["title"],
        stored["size"][0],
        stored["size"][1],
        rows=[Row(tuple(_restored(cell) for cell in row)) for row in json.loads(stored["rows"])],
        properties=stored["properties"],
        grid=stored["grid"],
        row_sizes={int(index): size for index, size in stored["row_sizes"].items()},
        column_sizes={int(index): size for index, size in stored["column_sizes"].items()},
        things=stored["things"],
    )
