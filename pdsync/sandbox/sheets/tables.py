"""Tables: a named range with a header row and typed columns."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

from pdsync.sandbox.sheets.a1 import Box, area_of
from pdsync.sandbox.sheets.draft import Draft, kind
from pdsync.sandbox.sheets.looks import table_json, tidy
from pdsync.sandbox.sheets.masks import Invalid, Mask
from pdsync.sandbox.sheets.model import Formula, Sheet
from pdsync.sandbox.sheets.showing import formatted

Json = dict[str, Any]
NAME = re.compile(r"[^\W\d]\w{0,249}")
DROPDOWN = "DROPDOWN"
UNTYPED = "COLUMN_TYPE_UNSPECIFIED"


def _tables(draft: Draft) -> dict[str, tuple[Sheet, Json]]:
    return {each["tableId"]: (sheet, each) for sheet in draft.book.sheets for each in sheet.overlay("tables")}


def _table(draft: Draft, table_id: str) -> tuple[Sheet, Json]:
    found = _tables(draft).get(table_id)
    if found is None:
        raise Invalid(f"No table with id: {table_id}")
    return draft.sheet(found[0].id), found[1]


def _named(draft: Draft, name: str, own: str = "") -> str:
    names = {table["name"].casefold() for table_id, (_, table) in _tables(draft).items() if table_id != own}
    if not name:
        return next(f"Table{number}" for number in range(1, 9999) if f"table{number}" not in names)
    if not NAME.fullmatch(name):
        raise Invalid(f'"{name}" is not a valid name for a table.')
    if name.casefold() in names:
        raise Invalid(f'A table with the name "{name}" already exists.')
    return name


def _checked(wanted: list[Json], width: int) -> dict[int, Json]:
    """What was sent of a table's columns, by their index."""
    named = {each.get("columnIndex", number): tidy(each) for number, each in enumerate(wanted)}
    if any(not 0 <= index < width for index in named):
        raise Invalid("A column index lies outside the table.")
    for each in named.values():
        condition = (each.get("dataValidationRule") or {}).get("condition")
        if each.get("columnType") == DROPDOWN and not condition:
            raise Invalid("Condition must be set for dropdown column type.")
        if each.get("columnType") != DROPDOWN and condition:
            raise Invalid("Cannot set condition for non-dropdown column type.")
    return named


def _columns(draft: Draft, sheet: Sheet, box: Box, named: dict[int, Json]) -> list[Json]:
    """One entry a column: as named, else as its header cell says, else "Column N"; the header cells are written.

    A column that is sent without a name takes the first "Column N" that is free.
    """
    free = _free(named)
    columns: list[Json] = []
    for index in range(box.width):
        each = named.get(index, {})
        header = formatted(draft.calculator, sheet, box.top, box.left + index)
        name = each.get("columnName") or (next(free) if index in named else header or f"Column {index + 1}")
        kind_of = each.get("columnType", UNTYPED)
        columns.append({**each, "columnIndex": index, "columnName": name, "columnType": kind_of})
    names = [each["columnName"].casefold() for each in columns]
    if len(set(names)) < len(names):
        raise Invalid("The columns of a table must have different names.")
    old = sheet.row(box.top)
    for number, each in enumerate(columns):
        cell = old[box.left + number]
        if cell.value != each["columnName"] or number in named:
            sheet.put(box.top, {box.left + number: cell._replace(value=each["columnName"], runs=None, chips=None)})
    draft.book.memory.clear()
    return columns


def _free(named: dict[int, Json]) -> Iterator[str]:
    taken = {each.get("columnName") for each in named.values()}
    return (name for name in (f"Column {number}" for number in itertools.count(1)) if name not in taken)


def settled(draft: Draft) -> None:
    """Header cells and names of columns brought together again, after cells were written."""
    for sheet in draft.changed():
        if tables := sheet.overlay("tables"):
            sheet.things["tables"] = [_renamed(sheet, table) for table in tables]


def _renamed(sheet: Sheet, table: Json) -> Json:
    """The table with its columns named by their header cells; a formula, or nothing, there becomes "Column N"."""
    box = sheet.box(area_of(table["range"]))
    columns = []
    for index, each in enumerate(table["columnProperties"]):
        cell = sheet.cell(box.top, box.left + index)
        name = each["columnName"]
        if type(cell.value) is Formula or cell.value is None:
            name = f"Column {index + 1}"
            sheet.put(box.top, {box.left + index: cell._replace(value=name, runs=None, chips=None)})
        elif isinstance(cell.value, str):
            name = str(cell.value)
        columns.append({**each, "columnName": name})
    return {**table, "columnProperties": columns}


def typed(sheet: Sheet, box: Box) -> bool:
    """Whether the rectangle meets a column of a table that has a type."""
    for table in sheet.overlay("tables"):
        place = sheet.box(area_of(table["range"]))
        for index, each in enumerate(table["columnProperties"]):
            column = place._replace(left=place.left + index, right=place.left + index + 1)
            if each.get("columnType", UNTYPED) != UNTYPED and column.meets(box):
                return True
    return False


def _ticked(sheet: Sheet, box: Box, before: list[Json], after: list[Json]) -> None:
    """In a column that becomes boolean, all that is neither true nor false becomes false."""
    for index, each in enumerate(after):
        old = before[index].get("columnType") if index < len(before) else None
        if each["columnType"] != "BOOLEAN" or old == "BOOLEAN":
            continue
        for row in range(box.top + 1, box.bottom):
            cell = sheet.cell(row, box.left + index)
            if not isinstance(cell.value, bool):
                sheet.put(row, {box.left + index: cell._replace(value=False, runs=None, chips=None)})


def _rows(properties: Json | None) -> Json:
    """Colours of a table's rows, which have styles only."""
    kept = tidy(properties or {})
    return {name: each for name, each in kept.items() if name.endswith("Style")}


@kind("addTable")
def add_table(draft: Draft, body: Json) -> Json:
    """A table over a range; it may not overlap another one."""
    wanted = body.get("table") or {}
    sheet, box = draft.guarded(wanted.get("range"))
    _apart(sheet, box, "")
    table_id = wanted.get("tableId") or str(draft.new_id())
    if table_id in _tables(draft):
        raise Invalid(f"Table with id {table_id} already exists.")
    name = _named(draft, wanted.get("name") or "")
    columns = _columns(draft, sheet, box, _checked(wanted.get("columnProperties") or [], box.width))
    _ticked(sheet, box, [], columns)
    area = {
        **draft.ranged(wanted.get("range") or {}),
        **dict(zip(("startRowIndex", "endRowIndex"), box[:2], strict=True)),
    }
    area |= {"startColumnIndex": box.left, "endColumnIndex": box.right}
    table = {"tableId": table_id, "name": name, "range": area, "columnProperties": columns}
    if rows := _rows(wanted.get("rowsProperties")):
        table["rowsProperties"] = rows
    sheet.things["tables"] = [*sheet.overlay("tables"), table]
    return {"table": table_json(table)}


def _apart(sheet: Sheet, box: Box, own: str) -> None:
    if any(sheet.box(area_of(each["range"])).meets(box) for each in sheet.overlay("tables") if each["tableId"] != own):
        raise Invalid("A table cannot overlap another table.")


@kind("updateTable")
def update_table(draft: Draft, body: Json) -> None:
    """The named fields of a table."""
    wanted = body.get("table") or {}
    sheet, table = _table(draft, wanted.get("tableId") or "")
    mask = Mask(body.get("fields"), ("name", "range", "columnProperties", "rowsProperties"))
    after = dict(table)
    if "name" in mask:
        after["name"] = _named(draft, wanted.get("name") or "", table["tableId"])
    if "range" in mask:
        after["range"] = draft.ranged(wanted.get("range") or {})
    box = sheet.box(area_of(after["range"]))
    _apart(sheet, box, table["tableId"])
    if "columnProperties" in mask:
        named = _checked(wanted.get("columnProperties") or [], box.width)
        if any(not each.get("columnName") for each in named.values()):
            raise Invalid("Table header row cell must have a value.")
        after["columnProperties"] = _columns(draft, sheet, box, named)
        _ticked(sheet, box, table["columnProperties"], after["columnProperties"])
    elif "range" in mask:
        after["columnProperties"] = _columns(draft, sheet, box, dict(enumerate(table["columnProperties"][: box.width])))
    if "rowsProperties" in mask:
        after["rowsProperties"] = _rows(wanted.get("rowsProperties"))
    sheet.things["tables"] = [after if each is table else each for each in sheet.overlay("tables")]


@kind("deleteTable")
def delete_table(draft: Draft, body: Json) -> None:
    """The table goes with all that is in it."""
    sheet, table = _table(draft, body.get("tableId") or "")
    box = sheet.box(area_of(table["range"]))
    draft.guard(sheet, box)
    for row in range(box.top, min(box.bottom, len(sheet.rows))):
        sheet.put(row, {column: sheet.cell(row, column)._replace(value=None) for column in range(box.left, box.right)})
    sheet.things["tables"] = [each for each in sheet.overlay("tables") if each is not table]
