"""What spreadsheets.get answers: the book, its sheets, and their cells where they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pdsync.sandbox.sheets.a1 import KEYS, Box, area_of
from pdsync.sandbox.sheets.calculator import Calculator
from pdsync.sandbox.sheets.celldata import worked_out, works_of
from pdsync.sandbox.sheets.draft import Editor, may_edit
from pdsync.sandbox.sheets.filters import hidden_rows
from pdsync.sandbox.sheets.looks import chart_json, table_json, told
from pdsync.sandbox.sheets.masks import paths
from pdsync.sandbox.sheets.model import COLUMNS, EMPTY, ROWS, Book, Sheet

Json = dict[str, Any]
SIZES = {ROWS: 21, COLUMNS: 100}
URL = "https://docs.google.com/spreadsheets/d/{}/edit"
ALL: Collection[str] = ()
INSIDE = ("rowData", "values")
COLOURED = frozenset({"effectiveFormat"})
"""What bands and conditions give to cells that hold nothing."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the cells is asked for: nothing, or these rectangles by sheet; of each cell these fields (none: all)."""

    grid: bool = False
    boxes: Mapping[int, list[Box]] | None = None
    fields: Collection[str] = ALL
    parts: Collection[str] = ALL
    editor: Editor | None = None


def reach(mask: str | None, include: bool) -> tuple[bool, Collection[str], Collection[str]]:
    """Whether the cells are asked for, which of their fields, and which parts of the grid's data (none: all)."""
    if not mask:
        return include, ALL, ALL
    inside: list[tuple[str, ...]] = []
    for path in paths(mask):
        if path[0] in ("*", "sheets") and (len(path) == 1 or path[1] in ("*", "data")):
            inside.append(path[2:])
    if not inside:
        return False, ALL, ALL
    if any(not path or path[0] == "*" for path in inside):
        return True, ALL, ALL
    parts = {path[0] for path in inside}
    cells = [path[2:] for path in inside if path[0] == "rowData"]
    whole = any(not path or path[0] == "*" for path in cells)
    return True, ALL if whole else {path[0] for path in cells}, parts


def spreadsheet(book: Book, calculator: Calculator, *, file_id: str, title: str, wanted: Wanted) -> Json:
    """The whole answer."""
    shown = [sheet for sheet in book.sheets if wanted.boxes is None or sheet.id in wanted.boxes]
    answer: Json = {
        "spreadsheetId": file_id,
        "properties": {"title": title, **book.properties},
        "sheets": [sheet_json(book, calculator, sheet, wanted) for sheet in shown],
    }
    if book.named_ranges:
        answer["namedRanges"] = told(book.named_ranges)
    answer["spreadsheetUrl"] = URL.format(file_id)
    metadata = [each for each in book.metadata if each["location"]["locationType"] == "SPREADSHEET"]
    if metadata:
        answer["developerMetadata"] = metadata
    return answer


def properties(book: Book, sheet: Sheet) -> Json:
    """A sheet's properties; id and index are told even if they are 0."""
    index = next(number for number, each in enumerate(book.sheets) if each.id == sheet.id)
    answer: Json = {"sheetId": sheet.id, "title": sheet.title, "index": index, "sheetType": "GRID"}
    answer["gridProperties"] = {"rowCount": sheet.row_count, "columnCount": sheet.column_count, **sheet.grid}
    return answer | sheet.properties


def sheet_json(book: Book, calculator: Calculator, sheet: Sheet, wanted: Wanted) -> Json:
    """A sheet with what lies over its cells, and with the cells if they are wanted."""
    answer: Json = {"properties": properties(book, sheet)}
    if wanted.grid:
        boxes = [sheet.whole] if wanted.boxes is None else wanted.boxes[sheet.id]
        answer["data"] = [grid_data(book, calculator, sheet, box, wanted) for box in boxes]
    for name, things in sheet.things.items():
        if things and name != "basicFilter":
            answer[name] = told([thing_json(name, sheet, thing, wanted.editor) for thing in things])
    if filters := sheet.overlay("basicFilter"):
        answer["basicFilter"] = told(thing_json("basicFilter", sheet, filters[0], wanted.editor))
    metadata = [each for each in book.metadata if _of_sheet(each, sheet)]
    if metadata:
        answer["developerMetadata"] = told(metadata)
    return answer


SHOWN = {"tables": table_json, "charts": chart_json}


def thing_json(name: str, sheet: Sheet, thing: Json, editor: Editor | None) -> Json:
    """As an answer shows it: a filter over the whole sheet with its corners, who may edit a protected range."""
    if name in ("basicFilter", "filterViews") and "range" in thing:
        box = sheet.box(area_of(thing["range"]))
        return {**thing, "range": {**thing["range"], **dict(zip(KEYS, box, strict=True))}}
    if name == "protectedRanges":
        return protection_json(thing, editor)
    return SHOWN[name](thing) if name in SHOWN else thing


def protection_json(protection: Json, editor: Editor | None) -> Json:
    """A protected range as this editor sees it."""
    mine = editor is None or protection.get("warningOnly") or may_edit(protection, editor)
    return {**protection, "requestingUserCanEdit": True} if mine else protection


def _of_sheet(metadata: Json, sheet: Sheet) -> bool:
    location = metadata["location"]
    return bool(location["locationType"] == "SHEET" and location.get("sheetId", 0) == sheet.id)


def grid_data(book: Book, calculator: Calculator, sheet: Sheet, box: Box, wanted: Wanted) -> Json:
    """The cells of a rectangle, less the empty ones at the ends, and the sizes of its rows and columns."""
    answer: Json = {}
    if box.top:
        answer["startRow"] = box.top
    if box.left:
        answer["startColumn"] = box.left
    if (not wanted.parts or "rowData" in wanted.parts) and (rows := row_data(calculator, sheet, box, wanted.fields)):
        answer["rowData"] = rows
    for name, dimension in (("rowMetadata", ROWS), ("columnMetadata", COLUMNS)):
        if not wanted.parts or name in wanted.parts:
            answer[name] = sizes(book, calculator, sheet, box, dimension)
    return answer


def row_data(calculator: Calculator, sheet: Sheet, box: Box, fields: Collection[str]) -> list[Json]:
    """The rows of a rectangle up to the last one with something in it."""
    rows: dict[int, dict[int, Json]] = {}
    works = works_of(fields)
    for row, column, cell in sheet.cells(box):
        data = worked_out(calculator, sheet, row, column, cell, works)
        rows.setdefault(row - box.top, {})[column - box.left] = data
    looks = _looks_without_cells(sheet, box) if any(name in COLOURED for name, _ in works) else ()
    for row, column in looks:
        if column - box.left not in rows.get(row - box.top, {}):
            data = worked_out(calculator, sheet, row, column, EMPTY, works)
            if data:
                rows.setdefault(row - box.top, {})[column - box.left] = data
    found = (rows.get(number, {}) for number in range(max(rows, default=-1) + 1))
    return [{"values": [cells.get(n, {}) for n in range(max(cells) + 1)]} if cells else {} for cells in found]


def _looks_without_cells(sheet: Sheet, box: Box) -> list[tuple[int, int]]:
    """Cells that nobody wrote in, but which bands or conditions may colour."""
    ranges = [each["range"] for each in sheet.overlay("bandedRanges")]
    ranges += [each for rule in sheet.overlay("conditionalFormats") for each in rule["ranges"]]
    places = []
    for each in ranges:
        covered = sheet.box(area_of(each))
        bottom = min(covered.bottom, box.bottom, max(len(sheet.rows), covered.top))
        for row in range(max(covered.top, box.top), bottom):
            places += [(row, column) for column in range(max(covered.left, box.left), min(covered.right, box.right))]
    return places


def sizes(book: Book, calculator: Calculator, sheet: Sheet, box: Box, dimension: str) -> list[Json]:
    """Each row's or column's size, whether it is hidden, and its metadata."""
    known = sheet.sizes(dimension)
    start, end = (box.top, box.bottom) if dimension == ROWS else (box.left, box.right)
    usual = {"pixelSize": SIZES[dimension]}
    answer = [{**usual, **known[index]} if index in known else usual for index in range(start, end)]
    if dimension == ROWS:
        for index in hidden_rows(calculator, sheet):
            if start <= index < end:
                answer[index - start] = {**answer[index - start], "hiddenByFilter": True}
    for each in book.metadata:
        covered = each["location"].get("dimensionRange", {})
        if covered.get("dimension") == dimension and covered.get("sheetId", 0) == sheet.id:
            index = covered["startIndex"] - start
            if 0 <= index < len(answer):
                old = answer[index].get("developerMetadata", [])
                answer[index] = {**answer[index], "developerMetadata": [*old, told(each)]}
    return answer
