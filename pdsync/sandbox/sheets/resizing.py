"""Rows and columns: inserting, deleting, moving, adding at the end, and what is set for each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.sheets import measuring, shifting
from pdsync.sandbox.sheets.a1 import area_of
from pdsync.sandbox.sheets.draft import Draft, kind, tidied
from pdsync.sandbox.sheets.masks import Invalid, Mask
from pdsync.sandbox.sheets.model import COLUMNS, EMPTY, NO_ROW, ROWS, Cell, Row, Sheet, row_of
from pdsync.sandbox.sheets.showing import formatted

Json = dict[str, Any]
SIZE = ("hiddenByUser", "pixelSize", "developerMetadata")
BAD_RANGE = "The range of rows or columns is empty or lies outside the sheet."
NONE_LEFT = {
    ROWS: "You can't delete all the rows on the sheet.", COLUMNS: "You can't delete all the columns on the sheet.",
}  # fmt: skip

NONE_MOVING = {ROWS: "You can't delete all non-frozen rows.", COLUMNS: "You can't delete all non-frozen columns."}
FROZEN = {ROWS: "frozenRowCount", COLUMNS: "frozenColumnCount"}


def span(draft: Draft, json: Json | None, *, longer: bool = False) -> tuple[Sheet, str, int, int]:
    """Sheet, dimension, start and end of a DimensionRange. `longer`: it may begin where the sheet ends."""
    wanted = json or {}
    sheet = draft.sheet(wanted.get("sheetId", 0))
    dimension = wanted.get("dimension")
    if dimension not in (ROWS, COLUMNS):
        raise Invalid("A dimension must be specified: ROWS or COLUMNS.")
    count = sheet.count(dimension)
    start, end = wanted.get("startIndex", 0), wanted.get("endIndex", count)
    if start < 0 or end <= start or start > count or (not longer and end > count) or (not longer and start == count):
        raise Invalid(BAD_RANGE)
    return sheet, dimension, start, end


def resize(draft: Draft, sheet: Sheet, dimension: str, count: int) -> None:
    """That many rows or columns: added or taken away at the end."""
    if count < 1:
        raise Invalid("A sheet must have at least one row and one column.")
    now = sheet.count(dimension)
    if count < now:
        delete(draft, sheet, dimension, count, now)
    else:
        _set_count(sheet, dimension, count)
        draft.check_size()


def _set_count(sheet: Sheet, dimension: str, count: int) -> None:
    if dimension == ROWS:
        sheet.row_count = count
    else:
        sheet.column_count = count


@kind("appendDimension")
def append_dimension(draft: Draft, body: Json) -> None:
    """Rows or columns at the end."""
    sheet = draft.sheet(body.get("sheetId", 0))
    dimension, length = body.get("dimension", ROWS), body.get("length") or 0
    if length < 1:
        raise Invalid("length must be at least 1.")
    resize(draft, sheet, dimension, sheet.count(dimension) + length)


@kind("insertDimension")
def insert_dimension(draft: Draft, body: Json) -> None:
    """Empty rows or columns; everything behind moves."""
    before = bool(body.get("inheritFromBefore"))
    _check_start(draft, body.get("range") or {}, before=before)
    sheet, dimension, start, end = span(draft, body.get("range"), longer=True)
    if before and start == 0:
        raise Invalid("inheritFromBefore cannot be true when inserting at index 0.")
    insert(draft, sheet, dimension, start, end - start, like=start - 1 if before else start)


def _check_start(draft: Draft, wanted: Json, *, before: bool) -> None:
    sheet = draft.sheet(wanted.get("sheetId", 0))
    size, start = sheet.count(wanted.get("dimension") or ROWS), wanted.get("startIndex", 0)
    if start > size:
        raise Invalid(f"range.startIndex is larger than current grid size ({size})")
    if start == size and not before:
        raise Invalid(f"range.startIndex must be less than the grid size ({size}) if inheritFromBefore is false.")


def insert(draft: Draft, sheet: Sheet, dimension: str, at: int, count: int, *, like: int) -> None:
    """Put rows or columns in, with the looks and sizes of the one that they are like."""
    model = {name: each for name, each in sheet.sizes(dimension).get(like, {}).items() if name == "pixelSize"}
    looks = _looks(sheet, dimension, like)
    if dimension == ROWS:
        if at < len(sheet.rows) or looks:
            sheet.rows.extend([NO_ROW] * (at - len(sheet.rows)))
            sheet.rows[at:at] = [looks] * count
    else:
        sheet.rows = [_widened(row, at, count, like) for row in sheet.rows]
    _set_count(sheet, dimension, sheet.count(dimension) + count)
    _resized(sheet, dimension, lambda index: index + count if index >= at else index)
    if model:
        sheet.sizes(dimension).update({index: model for index in range(at, at + count)})
    draft.check_size()
    follow(draft, sheet, dimension, shifting.Inserted(at, count))


def _looks(sheet: Sheet, dimension: str, like: int) -> Row:
    """A row with the looks of another and nothing in it."""
    if dimension != ROWS:
        return NO_ROW
    return row_of([cell and _bare(cell) for cell in sheet.row(like).cells])


def _bare(cell: Cell) -> Cell | None:
    bare = Cell(format=cell.format, validation=cell.validation)
    return None if bare == EMPTY else bare


def _widened(row: Row, at: int, count: int, like: int) -> Row:
    model = row[like]
    bare = None if model is EMPTY else _bare(model)
    if at >= len(row.cells) and bare is None:
        return row
    cells = [*row.cells, *[None] * (at - len(row.cells))]
    return row_of([*cells[:at], *[bare] * count, *cells[at:]])


@kind("deleteDimension")
def delete_dimension(draft: Draft, body: Json) -> None:
    """Rows or columns go, with all that is in them."""
    sheet, dimension, start, end = span(draft, body.get("range"))
    delete(draft, sheet, dimension, start, end)


def delete(draft: Draft, sheet: Sheet, dimension: str, start: int, end: int) -> None:
    """Take rows or columns out."""
    if end - start >= sheet.count(dimension):
        raise Invalid(NONE_LEFT[dimension])
    frozen = sheet.grid.get(FROZEN[dimension], 0)
    if 0 < frozen <= start and end - start == sheet.count(dimension) - frozen:
        raise Invalid(NONE_MOVING[dimension])
    draft.guard_rows(sheet, dimension, start, end)
    if dimension == ROWS:
        del sheet.rows[start:end]
    else:
        sheet.rows = [
            row_of([*row.cells[:start], *row.cells[end:]]) if start < len(row.cells) else row for row in sheet.rows
        ]
    _set_count(sheet, dimension, sheet.count(dimension) - (end - start))
    for index in range(start, end):
        sheet.sizes(dimension).pop(index, None)
    _resized(sheet, dimension, lambda index: index - (end - start) if index >= end else index)
    if frozen:
        sheet.grid[FROZEN[dimension]] = max(frozen - max(0, min(frozen, end) - start), 0)
        sheet.grid = tidied(sheet.grid)
    follow(draft, sheet, dimension, shifting.Deleted(start, end))


@kind("moveDimension")
def move_dimension(draft: Draft, body: Json) -> None:
    """Rows or columns go before another index, counted before the move."""
    sheet, dimension, start, end = span(draft, body.get("source"))
    to = body.get("destinationIndex", 0)
    if not 0 <= to <= sheet.count(dimension) or start < to < end:
        raise Invalid("destinationIndex lies outside the sheet or inside what is moved.")
    draft.guard_rows(sheet, dimension, start, end)
    change = shifting.Moved(start, end, to)
    if dimension == ROWS:
        sheet.rows.extend([NO_ROW] * (max(end, to) - len(sheet.rows)))
        sheet.rows = _spliced(sheet.rows, change)
    else:
        sheet.rows = [_moved(row, change) for row in sheet.rows]
    _resized(sheet, dimension, lambda index: (change.interval(index, index + 1) or (index, 0))[0] or 0)
    follow(draft, sheet, dimension, change)


def _spliced(things: list[Any], change: shifting.Moved) -> list[Any]:
    rest = [*things[: change.start], *things[change.end :]]
    return [*rest[: change.target], *things[change.start : change.end], *rest[change.target :]]


def _moved(row: Row, change: shifting.Moved) -> Row:
    cells = [*row.cells, *[None] * (max(change.end, change.to) - len(row.cells))]
    return row_of(_spliced(cells, change))


def _resized(sheet: Sheet, dimension: str, move: Callable[[int], int]) -> None:
    sizes = {move(index): size for index, size in sheet.sizes(dimension).items()}
    if dimension == ROWS:
        sheet.row_sizes = sizes
    else:
        sheet.column_sizes = sizes


def follow(draft: Draft, sheet: Sheet, dimension: str, change: shifting.Change) -> None:
    """Let everything that names cells of the sheet follow its rows or columns."""
    shift = shifting.Shift(sheet.id, dimension, change)
    shifting.apply(draft, sheet.id, shift.area, shift)
    if merges := sheet.overlay("merges"):
        sheet.things["merges"] = [merge for merge in merges if not _one(sheet, merge)]


def _one(sheet: Sheet, merge: Json) -> bool:
    box = sheet.box(area_of(merge))
    return box.height == box.width == 1


def _check_grid(elsewhere: Json | None) -> None:
    if elsewhere is not None:
        raise refusals.not_played("sheets of a data source")


@kind("updateDimensionProperties")
def update_dimension_properties(draft: Draft, body: Json) -> None:
    """Sizes of rows or columns, and whether they are hidden."""
    _check_grid(body.get("dataSourceSheetRange"))
    sheet, dimension, start, end = span(draft, body.get("range"))
    mask = Mask(body.get("fields"), SIZE)
    wanted = tidied(body.get("properties") or {})
    for index in range(start, end):
        set_size(sheet, dimension, index, mask.apply(sheet.sizes(dimension).get(index, {}), wanted))


def set_size(sheet: Sheet, dimension: str, index: int, size: Json) -> None:
    """What is set for one row or column; nothing, if it is as usual."""
    if size:
        sheet.sizes(dimension)[index] = size
    else:
        sheet.sizes(dimension).pop(index, None)


@kind("autoResizeDimensions")
def auto_resize_dimensions(draft: Draft, body: Json) -> None:
    """Columns as wide as their longest line; rows as high as their most lines. The measures are estimates."""
    _check_grid(body.get("dataSourceSheetDimensions"))
    sheet, dimension, start, end = span(draft, body.get("dimensions"))
    measured = measuring.height if dimension == ROWS else measuring.width
    largest: dict[int, int] = {}
    for row, column, cell in sheet.cells(sheet.whole):
        index = row if dimension == ROWS else column
        if start <= index < end and cell.value is not None:
            text = formatted(draft.calculator, sheet, row, column)
            largest[index] = max(largest.get(index, 0), measured(text))
    for index, size in largest.items():
        set_size(sheet, dimension, index, {**sheet.sizes(dimension).get(index, {}), "pixelSize": size})
