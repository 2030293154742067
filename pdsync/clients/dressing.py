"""Edits of a Sheet as the requests of one batchUpdate: cells, and the looks that a new tab is given once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pdsync.clients.furnishing import column_from, furnished, offered
from pdsync.clients.paint import HEADING, styled
from pdsync.goals.merge import (
    TURNSTILE,
    AddTab,
    Column,
    Dress,
    DropRows,
    DropTab,
    Edit,
    Furnish,
    Grow,
    InsertRow,
    Link,
    Localise,
    Put,
    Shows,
    Turn,
    Value,
)

Request = dict[str, Any]
Requests = list[Request]
Size = tuple[int, int]
Sizes = Mapping[int, Size]

LONGEST = 50_000
"""Characters that a cell holds at most; one more and Google refuses the whole write."""

NUMBER_FORMATS: Mapping[Shows, Request | None] = {
    Shows.TEXT: {"type": "TEXT"},
    Shows.NUMBER: None,
    Shows.DATE: {"type": "DATE"},
    Shows.MOMENT: {"type": "DATE_TIME"},
}
"""Without a pattern, dates are shown as the Sheet's locale has them."""


def requests_for(edits: Sequence[Edit], sizes: Sizes) -> tuple[Requests, Sizes]:
    """The requests that make the edits, in order, and what the tabs' sizes are then.

    `sizes`: rows and columns of each tab as they were read; empty if they were not.
    """
    grids = dict(sizes)
    return [request for edit in edits for request in _requests(edit, grids)], grids


def _requests(edit: Edit, grids: dict[int, Size]) -> Requests:
    match edit:
        case AddTab() | DropTab() | InsertRow() | DropRows() | Grow():
            return _reshaped(edit, grids)
        case Put():
            return [_put(edit)]
        case Furnish():
            return _furnished(edit, grids)
        case Localise(locale):
            return [{"updateSpreadsheetProperties": {"properties": {"locale": locale}, "fields": "locale"}}]
        case Dress(tab, row, places):
            return [request for place, column in places for request in _dressed(tab, row, place, column)]
        case Turn():
            return _turned(edit)


def _reshaped(edit: AddTab | DropTab | InsertRow | DropRows | Grow, grids: dict[int, Size]) -> Requests:
    """What makes a tab, takes it away or changes its size; the sizes are kept up."""
    match edit:
        case AddTab():
            place = min(edit.table.index, len(grids)) if grids else edit.table.index
            grids[edit.table.id] = (edit.rows, edit.columns)
            return _new_tab(edit, place)
        case DropTab(tab):
            grids.pop(tab, None)
            return [{"deleteSheet": {"sheetId": tab}}]
        case InsertRow(tab):
            rows, columns = grids.get(tab, (0, 0))
            grids[tab] = (rows + 1, columns)
            first = {"sheetId": tab, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
            return [{"insertDimension": {"range": first, "inheritFromBefore": False}}]
        case DropRows(tab, row, count):
            rows, columns = grids.get(tab, (0, 0))
            grids[tab] = (max(rows - count, 0), columns)
            gone = {"sheetId": tab, "dimension": "ROWS", "startIndex": row, "endIndex": row + count}
            return [{"deleteDimension": {"range": gone}}]
        case Grow(tab, rows, columns):
            return _grown(tab, (rows, columns), grids)


def _turned(turn: Turn) -> Requests:
    """One tab goes, another comes in its place: both are refused, and all else with them, once somebody else did so."""
    gone: Requests = [] if turn.seen is None else [{"deleteSheet": {"sheetId": turn.seen}}]
    grid = {"rowCount": 1, "columnCount": 1}
    here = {"sheetId": turn.now, "title": TURNSTILE, "hidden": True, "gridProperties": grid}
    return [*gone, {"addSheet": {"properties": here}}]


def _grown(tab: int, wanted: Size, grids: dict[int, Size]) -> Requests:
    """Rows and columns are added to what was read, so that those that staff added meanwhile are not cut off."""
    before = grids.get(tab, (0, 0))
    missing = {"ROWS": wanted[0] - before[0], "COLUMNS": wanted[1] - before[1]}
    grids[tab] = (max(wanted[0], before[0]), max(wanted[1], before[1]))
    return [
        {"appendDimension": {"sheetId": tab, "dimension": dimension, "length": more}}
        for dimension, more in missing.items()
        if more > 0
    ]


def _put(put: Put) -> Request:
    rows = [{"values": [_cell(value) for value in line]} for line in put.values]
    start = {"sheetId": put.tab, "rowIndex": put.row, "columnIndex": put.column}
    linked = any(type(value) is Link for line in put.values for value in line)
    fields = "userEnteredValue,textFormatRuns" if linked else "userEnteredValue"
    return {"updateCells": {"rows": rows, "fields": fields, "start": start}}


def _cell(value: Value) -> Request:
    """A value as it is, never as a formula: what a student writes is text whatever it begins with."""
    match value:
        case None | "":
            return {}
        case str():
            return {"userEnteredValue": {"stringValue": value[:LONGEST]}}
        case bool():
            return {"userEnteredValue": {"boolValue": value}}
        case int() | float():
            return {"userEnteredValue": {"numberValue": value}}
        case Link(words, address):
            run = {"format": {"link": {"uri": address}}}
            return {**_cell(words), "textFormatRuns": [run]} if words and address else _cell(words)


def _new_tab(edit: AddTab, place: int) -> Requests:
    table = edit.table
    grid = {"rowCount": edit.rows, "columnCount": edit.columns, "frozenRowCount": 1}
    if table.looks.frozen:
        grid["frozenColumnCount"] = table.looks.frozen
    about = {
        "sheetId": table.id,
        "title": edit.title,
        "index": place,
        "hidden": table.hidden,
        "gridProperties": grid,
    }
    made: Requests = [{"addSheet": {"properties": about}}]
    if table.hidden:
        return [*made, *_dressed(table.id, 1, 0, Column(""))]
    made += [_width(table.id, 0, 0), *_dressed(table.id, 1, 0, Column(""))]
    for place, column in enumerate(table.columns, start=1):
        made += _new_column(table.id, 0, place, column)
    made.append(_headings(table.id, 0, (0, len(table.headings))))
    places = {heading: place for place, heading in enumerate(table.headings)}
    return [*made, *furnished(table, since=-1, heading=0, places=places)]


def _furnished(edit: Furnish, grids: dict[int, Size]) -> Requests:
    """What came since for a tab that an earlier pdsync made: new columns are laid out, the others stay as they are."""
    table, places = edit.table, dict(edit.places)
    width = max(places.values()) + 1 + table.looks.aside
    made = _grown(table.id, (0, width), grids)
    for column in table.columns:
        if column.since > edit.level:
            place = places[column.title]
            made += _new_column(table.id, edit.heading, place, column)
            made.append(_headings(table.id, edit.heading, (place, place + 1)))
    return [*made, *furnished(table, since=edit.level, heading=edit.heading, places=places)]


def _new_column(tab: int, heading: int, place: int, column: Column) -> Requests:
    """A column's width, and how its cells are shown below the heading."""
    row = heading + 1
    look = {"wrapStrategy": "WRAP" if column.wraps else "CLIP", "verticalAlignment": "TOP", **_number_format(column)}
    fields = "userEnteredFormat(wrapStrategy,verticalAlignment,numberFormat)"
    span = column_from(tab, place, row=row)
    laid = {"repeatCell": {"range": span, "cell": {"userEnteredFormat": look}, "fields": fields}}
    return [_width(tab, place, column.width), laid, *offered(tab, row, place, column)]


def _dressed(tab: int, row: int, place: int, column: Column) -> Iterator[Request]:
    """How a column's cells show numbers from that row down, and what they offer; nothing else is touched."""
    look = _number_format(column)
    span, cell = column_from(tab, place, row=row), {"userEnteredFormat": look} if look else {}
    yield {"repeatCell": {"range": span, "cell": cell, "fields": "userEnteredFormat.numberFormat"}}
    yield from offered(tab, row, place, column)


def _number_format(column: Column) -> Request:
    look = NUMBER_FORMATS[column.shows]
    return {} if look is None else {"numberFormat": look}


def _width(tab: int, place: int, width: int) -> Request:
    span = {"sheetId": tab, "dimension": "COLUMNS", "startIndex": place, "endIndex": place + 1}
    look, fields = ({"pixelSize": width}, "pixelSize") if width else ({"hiddenByUser": True}, "hiddenByUser")
    return {"updateDimensionProperties": {"range": span, "properties": look, "fields": fields}}


def _headings(tab: int, row: int, columns: tuple[int, int]) -> Request:
    look = {
        "backgroundColorStyle": styled(HEADING),
        "textFormat": {"bold": True},
        "wrapStrategy": "WRAP",
        "verticalAlignment": "MIDDLE",
    }
    span = {
        "sheetId": tab,
        "startRowIndex": row,
        "endRowIndex": row + 1,
        "startColumnIndex": columns[0],
        "endColumnIndex": columns[1],
    }
    fields = f"userEnteredFormat({','.join(look)})"
    return {"repeatCell": {"range": span, "cell": {"userEnteredFormat": look}, "fields": fields}}
