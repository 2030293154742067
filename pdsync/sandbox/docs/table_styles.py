"""How tables look: cells, rows, columns, pinned headers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pdsync.sandbox.docs.blank import CELL_STYLE, COLUMN
from pdsync.sandbox.docs.draft import Draft, Invalid, request
from pdsync.sandbox.docs.effective import canonical
from pdsync.sandbox.docs.masks import Mask
from pdsync.sandbox.docs.model import NOTHING, Fields, Row, Table
from pdsync.sandbox.docs.pieces import with_cell, with_row
from pdsync.sandbox.docs.tables import at_start, head_of, put_table, ranged, spans

BORDERS = ("borderRight", "borderLeft", "borderBottom", "borderTop")
"""In the order in which borders that two cells share are set."""
CELL = ("backgroundColor", *BORDERS, "contentAlignment", "paddingBottom", "paddingLeft", "paddingRight", "paddingTop")
ROW = ("minRowHeight", "preventOverflow", "tableHeader")
COLUMNS = ("width", "widthType")
NO_TABLE = "The provided table start location is invalid."
NARROWEST = 5
Style = dict[str, Any]


@request("updateTableCellStyle")
def update_table_cell_style(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Style the cells of a range or of a whole table; a border goes for both cells that share it."""
    if body.get("tableRange"):
        place, index, table, area = ranged(draft, body["tableRange"])
    else:
        place, index, table = at_start(draft, body.get("tableStartLocation"))
        area = [(r, c) for r, row in enumerate(table.rows) for c, _ in enumerate(row.cells)]
    new = canonical(body.get("tableCellStyle") or {})
    mask = Mask(body.get("fields", ""), CELL)
    for name in BORDERS:
        if name in mask and name in new and not {"color", "width", "dashStyle"} <= new[name].keys():
            raise Invalid("Table cell borders cannot be partially updated.")
    for row, column in area:
        table = _styled(table, row, column, new, mask.without(*BORDERS))
    for name in BORDERS:
        if name in mask:
            for row, column in area:
                table = _bordered(table, row, column, new, mask.only(name))
    put_table(draft, place, index, table)
    return {}


def _styled(table: Table, row: int, column: int, new: Fields, mask: Mask) -> Table:
    cell = table.rows[row].cells[column]
    style = set_fields(cell.fields.get("tableCellStyle", NOTHING), new, mask, CELL_STYLE)
    return with_cell(table, row, column, replace(cell, fields={**cell.fields, "tableCellStyle": style}))


def _bordered(table: Table, row: int, column: int, new: Fields, mask: Mask) -> Table:
    name = mask.names[0]
    top, left, _, _ = head_of(table, row, column)
    if (top, left) != (row, column):
        return table
    height, width = spans(table.rows[row].cells[column])
    beside = {
        "borderRight": [(row + down, column + width, "borderLeft") for down in range(height)],
        "borderLeft": [(row + down, column - 1, "borderRight") for down in range(height)],
        "borderBottom": [(row + height, column + along, "borderTop") for along in range(width)],
        "borderTop": [(row - 1, column + along, "borderBottom") for along in range(width)],
    }
    table = _styled(table, row, column, new, mask)
    for r, c, other in beside[name]:
        if 0 <= r < len(table.rows) and 0 <= c < len(table.rows[r].cells):
            shared = {other: new[name]} if name in new else {}
            r, c, _, _ = head_of(table, r, c)
            table = _styled(table, r, c, shared, Mask(other, CELL))
    return table


def set_fields(old: Fields, new: Fields, mask: Mask, defaults: Fields = NOTHING) -> Style:
    """The old style with the masked fields set, or back at their defaults. A false, which Google omits, goes."""
    return {name: value for name, value in mask.apply(old, new, defaults).items() if value is not False}


@request("updateTableRowStyle")
def update_table_row_style(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Style the rows with these numbers, or all."""
    place, index, table = at_start(draft, body.get("tableStartLocation"), NO_TABLE)
    new = canonical(body.get("tableRowStyle") or {})
    mask = Mask(body.get("fields", ""), ROW)
    for number in numbers(body.get("rowIndices"), len(table.rows), "row"):
        row = table.rows[number]
        style = set_fields(row.fields.get("tableRowStyle", NOTHING), new, mask, {"minRowHeight": {"unit": "PT"}})
        table = with_row(table, number, replace(row, fields={**row.fields, "tableRowStyle": style}))
    put_table(draft, place, index, table)
    return {}


def numbers(wanted: list[int] | None, count: int, what: str) -> list[int]:
    """The wanted row or column numbers, checked; all when none are named."""
    for number in wanted or ():
        if not 0 <= number < count:
            raise Invalid(f"The {what} index {number} is outside the bounds of the table.")
    return wanted or list(range(count))


@request("updateTableColumnProperties")
def update_table_column_properties(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Set the width of the columns with these numbers, or of all."""
    place, index, table = at_start(draft, body.get("tableStartLocation"), NO_TABLE)
    new = canonical(body.get("tableColumnProperties") or {})
    mask = Mask(body.get("fields", ""), COLUMNS)
    if "width" in mask and "width" in new and new["width"].get("magnitude", 0) < NARROWEST:
        raise Invalid(f"The column width must be at least {NARROWEST} points.")
    count = table.fields.get("columns") or max(len(row.cells) for row in table.rows)
    style = dict(table.fields.get("tableStyle", NOTHING))
    properties = list(style.get("tableColumnProperties", ())) or [COLUMN] * count
    for number in numbers(body.get("columnIndices"), count, "column"):
        column = set_fields(properties[number], new, mask, COLUMN)
        if column.get("widthType") != "FIXED_WIDTH":
            column.pop("width", None)
        properties[number] = column
    style["tableColumnProperties"] = properties
    put_table(draft, place, index, replace(table, fields={**table.fields, "tableStyle": style}))
    return {}


@request("pinTableHeaderRows")
def pin_table_header_rows(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Make the first rows headers that stay in view, and the others not."""
    place, index, table = at_start(draft, body.get("tableStartLocation"), NO_TABLE)
    count = body.get("pinnedHeaderRowsCount", 0)
    if not 0 <= count <= len(table.rows):
        raise Invalid("The number of pinned header rows is outside the bounds of the table.")
    for number, row in enumerate(table.rows):
        table = with_row(table, number, _pinned(row, pinned=number < count))
    put_table(draft, place, index, table)
    return {}


def _pinned(row: Row, *, pinned: bool) -> Row:
    style = set_fields(row.fields.get("tableRowStyle", NOTHING), {"tableHeader": pinned}, Mask("tableHeader", ROW))
    return replace(row, fields={**row.fields, "tableRowStyle": style})
