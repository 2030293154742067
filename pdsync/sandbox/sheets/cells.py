"""Requests that write cells: updateCells, repeatCell, appendCells, updateBorders, setDataValidation."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox.sheets.a1 import Box, area_of
from pdsync.sandbox.sheets.appending import grow
from pdsync.sandbox.sheets.celldata import border, cell_mask, written
from pdsync.sandbox.sheets.draft import Draft, kind, tidied
from pdsync.sandbox.sheets.filters import hidden_rows
from pdsync.sandbox.sheets.masks import Invalid, Mask
from pdsync.sandbox.sheets.model import Cell, Row, Sheet
from pdsync.sandbox.sheets.sorting import followed
from pdsync.sandbox.sheets.tables import typed

Json = dict[str, Any]
SIDES = ("top", "bottom", "left", "right")


@kind("updateCells")
def update_cells(draft: Draft, body: Json) -> None:
    """Rows of CellData from a corner on, or into a range, of which the rest is emptied in the named fields."""
    rows = _rows(body)
    mask = cell_mask(body.get("fields"))
    if body.get("range") is not None:
        sheet, box = draft.guarded(body["range"])
        _check(rows, box)
    else:
        start = body.get("start")
        if start is None:
            raise Invalid("Must specify either start or range.")
        sheet = draft.sheet(start.get("sheetId", 0))
        top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
        box = Box(top, top + len(rows), left, left + max((len(row) for row in rows), default=0))
        if box.bottom > sheet.row_count or box.right > sheet.column_count:
            raise _outside(sheet, box)
        draft.guard(sheet, box)
    _write(sheet, box, rows, mask, fill=body.get("range") is not None)


def _rows(body: Json) -> list[list[Json]]:
    return [[cell or {} for cell in (row or {}).get("values") or []] for row in body.get("rows") or []]


def _outside(sheet: Sheet, box: Box) -> Invalid:
    if box.right > sheet.column_count:
        return _beyond("column", sheet.column_count)
    return _beyond("row", sheet.row_count)


def _beyond(what: str, index: int) -> Invalid:
    return Invalid(f"Attempting to write {what}: {index}, beyond the last requested {what} of: {index - 1}")


def _check(rows: list[list[Json]], box: Box) -> None:
    if len(rows) > box.height:
        raise _beyond("row", box.bottom)
    if any(len(row) > box.width for row in rows):
        raise _beyond("column", box.right)


def _write(sheet: Sheet, box: Box, rows: list[list[Json]], mask: Mask, *, fill: bool) -> None:
    empty: Json = {}
    for number in range(box.height if fill else len(rows)):
        row = rows[number] if number < len(rows) else []
        width = box.width if fill else len(row)
        old = sheet.row(box.top + number)
        changes = {
            box.left + place: written(old[box.left + place], row[place] if place < len(row) else empty, mask)
            for place in range(width)
        }
        sheet.put(box.top + number, changes)


@kind("repeatCell")
def repeat_cell(draft: Draft, body: Json) -> None:
    """The same CellData in every cell of a range; a formula's free references move along."""
    sheet, box = draft.guarded(body.get("range"), may_be_empty=True)
    mask = cell_mask(body.get("fields"))
    data = body.get("cell") or {}
    model = written(Cell(), data, mask)
    moves = "userEnteredValue" in mask and model.value is not None

    def changed(old: Row, row: int) -> Row:
        changes = {}
        for column in range(box.left, box.right):
            cell = written(old[column], data, mask)
            if moves:
                cell = cell._replace(value=followed(model, row - box.top, column - box.left).value)
            changes[column] = cell
        return old.with_cells(changes)

    done: dict[Row, Row] = {}
    for row in range(box.top, box.bottom if box.width else box.top):
        old = sheet.row(row)
        if moves or old not in done:  # rows that are one and the same, as those of a new tab are, stay so
            done[old] = changed(old, row)
        sheet.set_row(row, done[old])


@kind("appendCells")
def append_cells(draft: Draft, body: Json) -> None:
    """Rows of CellData below the last row with something in it; the sheet grows as it must."""
    rows = _rows(body)
    mask = cell_mask(body.get("fields"))
    if body.get("tableId"):
        found = _table(draft, body["tableId"])
        sheet, left, top = found[0], found[1].left, found[1].bottom
    else:
        sheet, left = draft.sheet(body.get("sheetId", 0)), 0
        top = 1 + max((row for row, _, cell in sheet.cells(sheet.whole) if cell.value is not None), default=-1)
    box = Box(top, top + len(rows), left, left + max((len(row) for row in rows), default=0))
    if box.right > sheet.column_count:
        raise _outside(sheet, box)
    draft.guard(sheet, box)
    grow(sheet, box)
    draft.check_size()
    _write(sheet, box, rows, mask, fill=False)
    if body.get("tableId"):
        sheet.things["tables"] = [
            {**each, "range": {**each["range"], "endRowIndex": box.bottom}}
            if each["tableId"] == body["tableId"]
            else each
            for each in sheet.overlay("tables")
        ]


def _table(draft: Draft, table_id: str) -> tuple[Sheet, Box]:
    for sheet in draft.book.sheets:
        for table in sheet.overlay("tables"):
            if table["tableId"] == table_id:
                return draft.sheet(sheet.id), sheet.box(area_of(table["range"]))
    raise Invalid(f"No table with id: {table_id}")


@kind("updateBorders")
def update_borders(draft: Draft, body: Json) -> None:
    """Lines around a range and inside it; a line that is not named stays, one of style NONE goes."""
    sheet, box = draft.guarded(body.get("range"))
    for row in range(box.top, box.bottom):
        changes = {}
        for column in range(box.left, box.right):
            lines = {side: body.get(_line(side, row, column, box)) for side in SIDES}
            changes[column] = _bordered(sheet.cell(row, column), {side: each for side, each in lines.items() if each})
        sheet.put(row, changes)


def _line(side: str, row: int, column: int, box: Box) -> str:
    """Which of the request's lines is that side of that cell."""
    edges = {
        "top": row == box.top, "bottom": row == box.bottom - 1, "left": column == box.left,
        "right": column == box.right - 1,
    }  # fmt: skip
    return side if edges[side] else "innerHorizontal" if side in ("top", "bottom") else "innerVertical"


def _bordered(cell: Cell, lines: Json) -> Cell:
    if not lines:
        return cell
    borders = dict((cell.format or {}).get("borders", {}))
    for side, line in lines.items():
        borders[side] = border(line)
    borders = {side: line for side, line in borders.items() if line}
    rest = {name: each for name, each in (cell.format or {}).items() if name != "borders"}
    return cell._replace(format=({**rest, "borders": borders} if borders else rest) or None)


@kind("setDataValidation")
def set_data_validation(draft: Draft, body: Json) -> None:
    """A rule for each cell of a range, or none."""
    sheet, box = draft.guarded(body.get("range"))
    if typed(sheet, box):
        raise Invalid("This operation is not allowed on cells in typed columns.")
    rule = body.get("rule")
    if rule is not None and not (rule.get("condition") or {}).get("type"):
        raise Invalid("A data validation rule needs a condition with a type.")
    kept = tidied(rule) if rule else None
    passed_over = () if body.get("filteredRowsIncluded") else hidden_rows(draft.calculator, sheet)
    for row in range(box.top, box.bottom if kept else min(box.bottom, len(sheet.rows))):
        if row in passed_over:
            continue
        old = sheet.row(row)
        columns = range(box.left, box.right if kept else min(box.right, len(old.cells)))
        sheet.put(row, {column: old[column]._replace(validation=kept) for column in columns})
