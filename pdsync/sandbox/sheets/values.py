"""Values in and out: what values.get reads and what values.update writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.sheets import a1
from pdsync.sandbox.sheets.a1 import Area, Box
from pdsync.sandbox.sheets.calculator import Calculator
from pdsync.sandbox.sheets.celldata import checked, plain
from pdsync.sandbox.sheets.debugging import debugged
from pdsync.sandbox.sheets.draft import Draft
from pdsync.sandbox.sheets.entering import entered
from pdsync.sandbox.sheets.formats import is_date
from pdsync.sandbox.sheets.locales import locale_of
from pdsync.sandbox.sheets.model import EMPTY, Cell, Formula, Sheet
from pdsync.sandbox.sheets.ranges import readable, resolve
from pdsync.sandbox.sheets.results import Mistake
from pdsync.sandbox.sheets.showing import formatted, number_format

Json = dict[str, Any]
NO_OPTION = "'valueInputOption' is required but not specified"
SKIPPED: Any = object()


@dataclass(frozen=True, slots=True)
class Reading:
    """How values are to be shown."""

    render: str = "FORMATTED_VALUE"
    dates: str = "SERIAL_NUMBER"
    major: str = "ROWS"


@dataclass(frozen=True, slots=True)
class Extent:
    """What was written: the sheet, the rectangle of the data, the rows and columns with data, the number of cells."""

    sheet_id: int
    box: Box
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    cells: int = 0


def value(calculator: Calculator, sheet: Sheet, row: int, column: int, reading: Reading) -> Any:
    """One cell's value as asked for."""
    cell = sheet.cell(row, column)
    if type(cell.value) is str and cell.format is None:
        return cell.value
    if reading.render == "FORMULA" and type(cell.value) is Formula:
        return str(cell.value)
    if cell.value is None:
        return ""
    if reading.render == "FORMATTED_VALUE":
        return formatted(calculator, sheet, row, column)
    found = calculator.value(sheet, row, column)
    if isinstance(found, Mistake):
        return found.shown
    if isinstance(found, bool | str):
        return found
    if reading.dates == "FORMATTED_STRING" and is_date(number_format(calculator, sheet, cell)):
        return formatted(calculator, sheet, row, column)
    return plain(found)


def grid(calculator: Calculator, sheet: Sheet, box: Box, reading: Reading) -> list[list[Any]]:
    """The values of a rectangle, less the empty cells at the end of each row and the empty rows at the end."""
    rows: dict[int, dict[int, Any]] = {}
    for row, column, cell in sheet.cells(box):
        if cell.value is not None:
            place = (row - box.top, column - box.left)
            outer, inner = place if reading.major != "COLUMNS" else place[::-1]
            rows.setdefault(outer, {})[inner] = value(calculator, sheet, row, column, reading)
    return [
        [found.get(index, "") for index in range(max(found, default=-1) + 1)]
        for found in (rows.get(number, {}) for number in range(max(rows, default=-1) + 1))
    ]


def value_range(calculator: Calculator, sheet: Sheet, box: Box, reading: Reading) -> Json:
    """A ValueRange; without values if there are none."""
    found = grid(calculator, sheet, box, reading)
    major = "COLUMNS" if reading.major == "COLUMNS" else "ROWS"
    answer: Json = {"range": a1.full_name(sheet.title, box), "majorDimension": major}
    return {**answer, "values": found} if found else answer


def rows_of(body: Json) -> list[list[Any]]:
    """The values of a ValueRange row by row, absent ones as null."""
    values: list[list[Any]] = body.get("values") or []
    for number, row in enumerate(values):
        for place, each in enumerate(row):
            if isinstance(each, dict | list):
                raise refusals.rpc("INVALID_ARGUMENT", f"Invalid values[{number}][{place}]: {debugged(each)}")
    if (body.get("majorDimension") or "ROWS") != "COLUMNS":
        return values
    height = max((len(column) for column in values), default=0)
    return [[column[row] if row < len(column) else None for column in values] for row in range(height)]


def update(draft: Draft, text: str, body: Json, option: str) -> Extent:
    """Write a ValueRange where the text says: an explicit rectangle must hold it, one cell is its corner."""
    sheet, area = resolve(draft.book, text)
    box = readable(sheet, area)
    if body.get("range"):
        other, other_area = resolve(draft.book, body["range"])
        if (other.id, readable(other, other_area)) != (sheet.id, box):
            message = f"Request range[{text}] does not match value's range[{body['range']}]"
            raise refusals.rpc("INVALID_ARGUMENT", message)
    rows = rows_of(body)
    width = max((len(row) for row in rows), default=0)
    full = Box(box.top, box.top + len(rows), box.left, box.left + width)
    room = sheet.whole if box.height == box.width == 1 else box
    if rows and (full.bottom > room.bottom or full.right > room.right):
        raise _overflow(text, room, full)
    return write(draft, sheet.id, full if rows and width else box, rows, option)


def _overflow(text: str, room: Box, full: Box) -> refusals.Refusal:
    where = f"row [{room.bottom + 1}]" if full.bottom > room.bottom else f"column [{a1.column_letters(room.right)}]"
    message = f"Requested writing within range [{text}], but tried writing to {where}"
    return refusals.rpc("INVALID_ARGUMENT", message)


def write(draft: Draft, sheet_id: int, box: Box, rows: list[list[Any]], option: str) -> Extent:
    """Write rows of values from the rectangle's corner on; null leaves a cell as it is, "" empties it."""
    sheet = draft.sheet(sheet_id)
    draft.guard(sheet, box)
    numbers: set[int] = set()
    columns: set[int] = set()
    count = 0
    for number, row in enumerate(rows, box.top):
        changes = {
            column: put(draft, sheet.cell(number, column), each, option)
            for column, each in enumerate(row, box.left)
            if each is not None
        }
        sheet.put(number, changes)
        columns.update(changes)
        count += len(changes)
        if changes:
            numbers.add(number)
    return Extent(sheet_id, box, frozenset(numbers), frozenset(columns), count)


def put(draft: Draft, cell: Cell, value: Any, option: str) -> Cell:
    """The cell with a new value, as it is or as if typed."""
    if value == "" and isinstance(value, str):
        return cell._replace(value=None, runs=None, chips=None)
    if not isinstance(value, str):
        return _valued(cell, plain(value))
    checked(value)
    fmt = cell.format or {}
    if option == "RAW" or (fmt.get("numberFormat") or {}).get("type") == "TEXT":
        return _valued(cell, value)
    result = entered(value, locale_of(draft.book.properties["locale"]), draft.now.date())
    if result.format is None or "numberFormat" in fmt:
        return _valued(cell, result.value)
    return _valued(cell._replace(format={**fmt, "numberFormat": result.format}), result.value)


def _valued(cell: Cell, value: Any) -> Cell:
    if cell is EMPTY:
        return Cell(value)
    return cell._replace(value=value, runs=None, chips=None)


def clear(draft: Draft, sheet: Sheet, box: Box) -> None:
    """Take the values away; looks, notes and validations stay."""
    draft.guard(sheet, box)
    edited = draft.sheet(sheet.id)
    for number in range(box.top, min(box.bottom, len(edited.rows))):
        cells = edited.rows[number].cells[: box.right]
        edited.put(
            number,
            {
                column: cell._replace(value=None, runs=None, chips=None)
                for column, cell in enumerate(cells)
                if cell is not None and column >= box.left and cell.value is not None
            },
        )


def updated(draft: Draft, spreadsheet_id: str, extent: Extent, shown: Reading | None) -> Json:
    """An UpdateValuesResponse. `shown`: how to show the values that were written, if they are wanted."""
    sheet = draft.book.sheet(extent.sheet_id)
    assert sheet is not None
    answer: Json = {"spreadsheetId": spreadsheet_id, "updatedRange": a1.full_name(sheet.title, extent.box)}
    counts = {
        "updatedRows": len(extent.rows), "updatedColumns": len(extent.columns), "updatedCells": extent.cells,
    }  # fmt: skip
    answer |= {name: count for name, count in counts.items() if count}
    if shown is not None:
        answer["updatedData"] = value_range(draft.calculator, sheet, sheet.box(Area(sheet.id, *extent.box)), shown)
    return answer
