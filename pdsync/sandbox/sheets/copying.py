"""Copy, cut and paste, and blocks of cells put in or taken out."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.sheets import shifting
from pdsync.sandbox.sheets.a1 import Area, Box, area_of, box_area, moved
from pdsync.sandbox.sheets.appending import grow
from pdsync.sandbox.sheets.draft import Draft, beyond, clear, kind
from pdsync.sandbox.sheets.masks import Invalid
from pdsync.sandbox.sheets.merging import merges
from pdsync.sandbox.sheets.model import COLUMNS, EMPTY, ROWS, Cell, Formula, Sheet
from pdsync.sandbox.sheets.results import Mistake
from pdsync.sandbox.sheets.sorting import followed
from pdsync.sandbox.sheets.values import put

Json = dict[str, Any]
NORMAL = "PASTE_NORMAL"
DELIMITERS = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " ", "TAB": "\t"}


def pasted(old: Cell, new: Cell, how: str) -> Cell:
    """The cell below with what that type of paste takes from the one above."""
    if how == NORMAL:
        return new
    if how in ("PASTE_VALUES", "PASTE_FORMULA"):
        return old._replace(value=new.value, runs=new.runs, chips=new.chips)
    if how == "PASTE_FORMAT":
        return old._replace(format=new.format)
    if how == "PASTE_DATA_VALIDATION":
        return old._replace(validation=new.validation)
    if how == "PASTE_NO_BORDERS":
        borders = (old.format or {}).get("borders")
        rest = {name: each for name, each in (new.format or {}).items() if name != "borders"}
        return new._replace(format=({**rest, "borders": borders} if borders else rest) or None)
    raise refusals.not_played(f"pasteType {how}")


def _taken(draft: Draft, sheet: Sheet, box: Box, how: str) -> list[list[Cell]]:
    """The cells of a rectangle, formulas as their results where values are pasted."""
    rows = [[sheet.cell(row, column) for column in range(box.left, box.right)] for row in range(box.top, box.bottom)]
    if how != "PASTE_VALUES":
        return rows
    calculator = draft.calculator
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if type(cell.value) is Formula:
                value = calculator.value(sheet, box.top + row, box.left + column)
                cells[column] = cell._replace(value=value.shown if isinstance(value, Mistake) else value)
    return rows


@kind("copyPaste")
def copy_paste(draft: Draft, body: Json) -> None:
    """Copy a range; a destination that is a multiple of it is filled with copies."""
    source_sheet, source = draft.box(body.get("source"))
    how, turned = body.get("pasteType") or NORMAL, body.get("pasteOrientation") == "TRANSPOSE"
    cells = _taken(draft, source_sheet, source, how)
    height, width = (source.width, source.height) if turned else (source.height, source.width)
    sheet, target = draft.box(body.get("destination"))
    down = target.height // height if target.height % height == 0 else 1
    right = target.width // width if target.width % width == 0 else 1
    full = Box(target.top, target.top + max(down, 1) * height, target.left, target.left + max(right, 1) * width)
    _room(sheet, full)
    draft.guard(sheet, full)
    for row in range(full.top, full.bottom):
        old = sheet.row(row)
        changes = {}
        for column in range(full.left, full.right):
            down, right = (row - full.top) % height, (column - full.left) % width
            from_row, from_column = (right, down) if turned else (down, right)
            away = (row - source.top - from_row, column - source.left - from_column)
            new = followed(cells[from_row][from_column], *away)
            changes[column] = pasted(old[column], new, how)
        sheet.put(row, changes)
    if how == NORMAL and not turned:
        _copy_merges(sheet, full, source_sheet, source)


def _room(sheet: Sheet, box: Box) -> None:
    if box.bottom > sheet.row_count or box.right > sheet.column_count:
        raise Invalid(beyond(sheet, box_area(sheet.id, box)))


def _copy_merges(sheet: Sheet, full: Box, source_sheet: Sheet, source: Box) -> None:
    inside = [merge for merge in merges(source_sheet) if source.holds(merge)]
    kept = [each for each in sheet.overlay("merges") if not sheet.box(area_of(each)).meets(full)]
    if (sheet.id, full) == (source_sheet.id, source):
        return
    for top in range(full.top, full.bottom, source.height):
        for left in range(full.left, full.right, source.width):
            by = (top - source.top, left - source.left)
            kept += [moved(box_area(sheet.id, merge), *by).to_json() for merge in inside]
    sheet.things["merges"] = kept


@kind("cutPaste")
def cut_paste(draft: Draft, body: Json) -> None:
    """Move a range; what refers to cells inside it follows."""
    source_sheet, source = draft.guarded(body.get("source"))
    goal = body.get("destination") or {}
    sheet = draft.sheet(goal.get("sheetId", 0))
    how = body.get("pasteType") or NORMAL
    top, left = goal.get("rowIndex", 0), goal.get("columnIndex", 0)
    target = Box(top, top + source.height, left, left + source.width)
    _room(sheet, target)
    draft.guard(sheet, target)
    cells = _taken(draft, source_sheet, source, how)
    for row in range(source.top, source.bottom):
        old = source_sheet.row(row)
        emptied = {
            column: EMPTY if how == NORMAL else clear(old[column]) for column in range(source.left, source.right)
        }
        source_sheet.put(row, {} if how in ("PASTE_FORMAT", "PASTE_DATA_VALIDATION") else emptied)
    for row, line in enumerate(cells, target.top):
        old = sheet.row(row)
        sheet.put(row, {column: pasted(old[column], new, how) for column, new in enumerate(line, target.left)})
    if how in (NORMAL, "PASTE_NO_BORDERS"):
        by = (target.top - source.top, target.left - source.left)
        move = shifting.Carried(box_area(source_sheet.id, source), sheet.id, *by)
        _carry_merges(source_sheet, sheet, move)
        shifting.reformulate(draft, lambda found, area: _carried(draft, move, found, area))
        draft.book.named_ranges = [shifting.relocated(each, move.area) for each in draft.book.named_ranges]


def _carry_merges(source: Sheet, sheet: Sheet, move: shifting.Carried) -> None:
    going = [each for each in source.overlay("merges") if move.area(area_of(each)) != area_of(each)]
    source.things["merges"] = [each for each in source.overlay("merges") if each not in going]
    arrived = [after.to_json() for each in going if (after := move.area(area_of(each)))]
    sheet.things["merges"] = [*sheet.overlay("merges"), *arrived]


def _carried(draft: Draft, move: shifting.Carried, found: Any, area: Area) -> Any:
    after = move.area(area) if area.sheet_id == move.source.sheet_id else area
    if after is None or after == area:
        return found
    sheet = draft.book.sheet(after.sheet_id)
    title = sheet.title if sheet and (found.title is not None or after.sheet_id != area.sheet_id) else found.title
    return replace(found, area=after, title=title)


@kind("pasteData")
def paste_data(draft: Draft, body: Json) -> None:
    """Text with a delimiter, typed in from a cell on."""
    if body.get("html"):
        raise refusals.not_played("pasteData with html")
    goal, how = body.get("coordinate") or {}, body.get("type") or NORMAL
    sheet = draft.sheet(goal.get("sheetId", 0))
    delimiter = body.get("delimiter") or "\t"
    text = body.get("data") or ""
    if len(delimiter) == 1:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    else:
        rows = [line.split(delimiter) for line in text.splitlines()]
    top, left = goal.get("rowIndex", 0), goal.get("columnIndex", 0)
    if top < 0 or left < 0:
        raise Invalid("The coordinate is outside the grid.")
    box = Box(top, top + len(rows), left, left + max((len(row) for row in rows), default=0))
    draft.guard(sheet, box)
    grow(sheet, box)
    draft.check_size()
    for row, line in enumerate(rows, top):
        old = sheet.row(row)
        new = {column: put(draft, old[column], text, "USER_ENTERED") for column, text in enumerate(line, left)}
        sheet.put(row, {column: pasted(old[column], cell, how) for column, cell in new.items()})


@kind("insertRange")
def insert_range(draft: Draft, body: Json) -> None:
    """Empty cells; those in their place move down or to the right."""
    sheet, box = draft.box(body.get("range"))
    dimension = _dimension(body)
    tail = _tail(sheet, box, dimension)
    draft.guard(sheet, tail)
    cells = _lines(sheet, tail, dimension)
    count = box.height if dimension == ROWS else box.width
    for line in cells:
        line[:0] = [EMPTY] * count
    longest = max((index + 1 for line in cells for index, cell in enumerate(line) if cell != EMPTY), default=0)
    grown = tail._replace(bottom=tail.top + longest) if dimension == ROWS else tail._replace(right=tail.left + longest)
    grow(sheet, grown)
    draft.check_size()
    _put_lines(sheet, tail, dimension, [line[:longest] if longest else line for line in cells])
    _shift(draft, sheet, box, dimension, shifting.Inserted(*_from(box, dimension, count)))


@kind("deleteRange")
def delete_range(draft: Draft, body: Json) -> None:
    """Cells go; those below or to the right move into their place."""
    sheet, box = draft.box(body.get("range"))
    take_out(draft, sheet, box, _dimension(body))


def take_out(draft: Draft, sheet: Sheet, box: Box, dimension: str) -> None:
    """Take a rectangle of cells out; those behind it move up or to the left."""
    tail = _tail(sheet, box, dimension)
    draft.guard(sheet, tail)
    count = box.height if dimension == ROWS else box.width
    cells = _lines(sheet, tail, dimension)
    for line in cells:
        del line[:count]
        line.extend([EMPTY] * count)
    _put_lines(sheet, tail, dimension, cells)
    start = box.top if dimension == ROWS else box.left
    _shift(draft, sheet, box, dimension, shifting.Deleted(start, start + count))


def _dimension(body: Json) -> str:
    dimension: str = body.get("shiftDimension") or ""
    if dimension not in (ROWS, COLUMNS):
        raise Invalid("shiftDimension must be ROWS or COLUMNS.")
    return dimension


def _tail(sheet: Sheet, box: Box, dimension: str) -> Box:
    """The rectangle with all that lies behind it."""
    return box._replace(bottom=sheet.row_count) if dimension == ROWS else box._replace(right=sheet.column_count)


def _from(box: Box, dimension: str, count: int) -> tuple[int, int]:
    return (box.top if dimension == ROWS else box.left), count


def _lines(sheet: Sheet, box: Box, dimension: str) -> list[list[Cell]]:
    """The cells of a rectangle, each line along the dimension."""
    if dimension == ROWS:
        rows = range(box.top, max(box.top, min(box.bottom, len(sheet.rows))))
        return [[sheet.cell(row, column) for row in rows] for column in range(box.left, box.right)]
    columns = range(box.left, box.right)
    return [[sheet.cell(row, column) for column in columns] for row in range(box.top, box.bottom)]


def _put_lines(sheet: Sheet, box: Box, dimension: str, lines: list[list[Cell]]) -> None:
    if dimension == COLUMNS:
        for row, line in enumerate(lines, box.top):
            sheet.put(row, dict(enumerate(line, box.left)))
        return
    for row in range(max((len(line) for line in lines), default=0)):
        sheet.put(box.top + row, {box.left + place: line[row] for place, line in enumerate(lines) if row < len(line)})


def _shift(draft: Draft, sheet: Sheet, box: Box, dimension: str, change: shifting.Change) -> None:
    band = (box.left, box.right) if dimension == ROWS else (box.top, box.bottom)
    shift = shifting.Shift(sheet.id, dimension, change, band)
    kept = {name: sheet.overlay(name) for name in ("rowGroups", "columnGroups", "charts")}
    metadata = draft.book.metadata
    shifting.apply(draft, sheet.id, shift.area)
    sheet.things.update({name: things for name, things in kept.items() if things})
    draft.book.metadata = metadata
