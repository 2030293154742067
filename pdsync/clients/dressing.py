"""Edits of a Sheet as the requests of one batchUpdate: cells, and the looks that a new tab is given once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pdsync.goals.merge import (
    TURNSTILE,
    AddTab,
    Chart,
    Colour,
    Column,
    Dress,
    DropRows,
    DropTab,
    Edit,
    Grow,
    InsertRow,
    Put,
    Rule,
    Shows,
    Table,
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

SHADES: Mapping[Colour, tuple[float, float, float]] = {
    Colour.RED: (0.957, 0.800, 0.780),
    Colour.AMBER: (0.988, 0.910, 0.698),
    Colour.GREEN: (0.718, 0.882, 0.804),
    Colour.GREY: (0.925, 0.925, 0.925),
}
HEADING = (0.910, 0.918, 0.929)


def requests_for(edits: Sequence[Edit], sizes: Sizes) -> tuple[Requests, Sizes]:
    """The requests that make the edits, in order, and what the tabs' sizes are then.

    `sizes`: rows and columns of each tab as they were read; empty if they were not.
    """
    grids = dict(sizes)
    return [request for edit in edits for request in _requests(edit, grids)], grids


def _requests(edit: Edit, grids: dict[int, Size]) -> Requests:
    match edit:
        case AddTab():
            place = min(edit.table.index, len(grids)) if grids else edit.table.index
            grids[edit.table.id] = (edit.rows, edit.columns)
            return _new_tab(edit, place)
        case Grow(tab, rows, columns):
            return _grown(tab, (rows, columns), grids)
        case Dress(tab, row, places):
            return [_shown(tab, row, place, column) for place, column in places]
        case InsertRow(tab):
            rows, columns = grids.get(tab, (0, 0))
            grids[tab] = (rows + 1, columns)
            first = {"sheetId": tab, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
            return [{"insertDimension": {"range": first, "inheritFromBefore": False}}]
        case Put():
            return [_put(edit)]
        case DropRows(tab, row, count):
            rows, columns = grids.get(tab, (0, 0))
            grids[tab] = (max(rows - count, 0), columns)
            gone = {"sheetId": tab, "dimension": "ROWS", "startIndex": row, "endIndex": row + count}
            return [{"deleteDimension": {"range": gone}}]
        case DropTab(tab):
            grids.pop(tab, None)
            return [{"deleteSheet": {"sheetId": tab}}]
        case Turn():
            return _turned(edit)


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
    return {"updateCells": {"rows": rows, "fields": "userEnteredValue", "start": start}}


def _cell(value: Value) -> Request:
    """A value as it is, never as a formula: what a student writes is text whatever it begins with."""
    match value:
        case None | "":
            return {}
        case bool():
            return {"userEnteredValue": {"boolValue": value}}
        case int() | float():
            return {"userEnteredValue": {"numberValue": value}}
        case str():
            return {"userEnteredValue": {"stringValue": value[:LONGEST]}}


def _new_tab(edit: AddTab, place: int) -> Requests:
    table = edit.table
    grid = {"rowCount": edit.rows, "columnCount": edit.columns, "frozenRowCount": 1}
    about = {
        "sheetId": table.id,
        "title": edit.title,
        "index": place,
        "hidden": table.hidden,
        "gridProperties": grid,
    }
    made: Requests = [{"addSheet": {"properties": about}}]
    if table.hidden:
        return [*made, _shown(table.id, 1, 0, Column(""))]
    made += [_width(table.id, 0, 0), _shown(table.id, 1, 0, Column(""))]
    for place, column in enumerate(table.columns, start=1):
        made += [
            _width(table.id, place, column.width),
            _shown(table.id, 1, place, column),
            _laid(table.id, place, column),
        ]
    made.append(_headings(table.id, len(table.headings)))
    made += [_coloured(table, number, rule) for number, rule in enumerate(table.rules)]
    if table.chart is not None:
        made.append(_chart(table, table.chart))
    return made


def _column(tab: int, place: int, *, row: int) -> Request:
    """A column from that row down."""
    return {"sheetId": tab, "startRowIndex": row, "startColumnIndex": place, "endColumnIndex": place + 1}


def _shown(tab: int, row: int, place: int, column: Column) -> Request:
    look = NUMBER_FORMATS[column.shows]
    cell = {} if look is None else {"userEnteredFormat": {"numberFormat": look}}
    span = _column(tab, place, row=row)
    return {"repeatCell": {"range": span, "cell": cell, "fields": "userEnteredFormat.numberFormat"}}


def _laid(tab: int, place: int, column: Column) -> Request:
    look = {"wrapStrategy": "WRAP" if column.wraps else "CLIP", "verticalAlignment": "TOP"}
    fields = "userEnteredFormat(wrapStrategy,verticalAlignment)"
    return {"repeatCell": {"range": _column(tab, place, row=1), "cell": {"userEnteredFormat": look}, "fields": fields}}


def _width(tab: int, place: int, width: int) -> Request:
    span = {"sheetId": tab, "dimension": "COLUMNS", "startIndex": place, "endIndex": place + 1}
    look, fields = ({"pixelSize": width}, "pixelSize") if width else ({"hiddenByUser": True}, "hiddenByUser")
    return {"updateDimensionProperties": {"range": span, "properties": look, "fields": fields}}


def _headings(tab: int, columns: int) -> Request:
    look = {
        "backgroundColorStyle": _shade(HEADING),
        "textFormat": {"bold": True},
        "wrapStrategy": "WRAP",
        "verticalAlignment": "MIDDLE",
    }
    span = {"sheetId": tab, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": columns}
    fields = f"userEnteredFormat({','.join(look)})"
    return {"repeatCell": {"range": span, "cell": {"userEnteredFormat": look}, "fields": fields}}


def _shade(parts: tuple[float, float, float]) -> Request:
    return {"rgbColor": dict(zip(("red", "green", "blue"), parts, strict=True))}


def _coloured(table: Table, number: int, rule: Rule) -> Request:
    """A rule over a column; the formula is written for its first row, and Sheets moves it along."""
    places = {heading: f"${letters(place)}2" for place, heading in enumerate(table.headings)}
    when = re.sub(r"\{([^{}]+)\}", lambda found: places[found[1]], rule.when)
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": f"={when}"}]}
    look = {"backgroundColorStyle": _shade(SHADES[rule.colour])}
    made = {
        "ranges": [_column(table.id, table.headings.index(rule.column), row=1)],
        "booleanRule": {"condition": condition, "format": look},
    }
    return {"addConditionalFormatRule": {"rule": made, "index": number}}


def letters(column: int) -> str:
    """A column's letters.

    >>> [letters(0), letters(25), letters(26), letters(701), letters(702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    text = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        text = chr(ord("A") + letter) + text
    return text


def _chart(table: Table, chart: Chart) -> Request:
    keys = list(table.rows)
    span = {"startRowIndex": 1 + keys.index(chart.first), "endRowIndex": 2 + keys.index(chart.last)}

    def source(heading: str) -> Request:
        place = table.headings.index(heading)
        across = {"sheetId": table.id, **span, "startColumnIndex": place, "endColumnIndex": place + 1}
        return {"sourceRange": {"sources": [across]}}

    drawn = {
        "chartType": "BAR",
        "legendPosition": "NO_LEGEND",
        "domains": [{"domain": source(chart.labels)}],
        "series": [{"series": source(chart.values), "targetAxis": "BOTTOM_AXIS"}],
        "headerCount": 0,
    }
    corner = {"sheetId": table.id, "rowIndex": 1, "columnIndex": len(table.headings)}
    where = {"overlayPosition": {"anchorCell": corner, "offsetXPixels": 20, "widthPixels": 480, "heightPixels": 300}}
    return {"addChart": {"chart": {"spec": {"title": chart.title, "basicChart": drawn}, "position": where}}}
