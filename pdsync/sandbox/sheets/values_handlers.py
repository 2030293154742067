"""sheets.spreadsheets.values: get, update, append, clear, their batches, and the same by data filter."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.calls import Call, route
from pdsync.sandbox.sheets import a1, appending, metadata, resizing, values
from pdsync.sandbox.sheets.a1 import Area, Box
from pdsync.sandbox.sheets.draft import Draft
from pdsync.sandbox.sheets.model import ROWS, Sheet
from pdsync.sandbox.sheets.opening import editing, opened
from pdsync.sandbox.sheets.ranges import numbered, readable, resolve
from pdsync.sandbox.sheets.values import Extent, Reading

Json = dict[str, Any]
OPTIONS = ("RAW", "USER_ENTERED")


def _reading(source: Json, *, major: str | None = None, response: bool = False) -> Reading:
    """How the call wants values shown: what a get asks for, or what an update wants in its answer."""
    render, dates = (
        ("responseValueRenderOption", "responseDateTimeRenderOption")
        if response
        else ("valueRenderOption", "dateTimeRenderOption")
    )
    return Reading(
        source.get(render) or "FORMATTED_VALUE",
        source.get(dates) or "SERIAL_NUMBER",
        major or source.get("majorDimension") or "ROWS",
    )


def _option(source: Json) -> str:
    option: str = source.get("valueInputOption") or ""
    if option not in OPTIONS:
        raise refusals.rpc("INVALID_ARGUMENT", values.NO_OPTION)
    return option


@route("sheets.spreadsheets.values.get", reads=True)
def get(call: Call) -> Json:
    """The values of one range."""
    found = opened(call)
    sheet, area = resolve(found.book, call.params["range"])
    return values.value_range(found.calculator, sheet, readable(sheet, area), _reading(call.params))


@route("sheets.spreadsheets.values.batchGet", reads=True)
def batch_get(call: Call) -> Json:
    """The values of several ranges."""
    found = opened(call)
    reading = _reading(call.params)
    areas = [resolve(found.book, text) for text in call.params.get("ranges") or []]
    ranges = [values.value_range(found.calculator, sheet, readable(sheet, area), reading) for sheet, area in areas]
    answer: Json = {"spreadsheetId": found.file.id}
    return {**answer, "valueRanges": ranges} if ranges else answer


@route("sheets.spreadsheets.values.batchGetByDataFilter", reads=True)
def batch_get_by_data_filter(call: Call) -> Json:
    """The values that data filters find, each with the filters that found it."""
    found = opened(call)
    reading = _reading(call.body)
    answers: dict[tuple[int, Box], Json] = {}
    for each in call.body.get("dataFilters") or []:
        for sheet, area in metadata.areas(found.book, each):
            box = readable(sheet, area)
            known = answers.setdefault((sheet.id, box), {"dataFilters": []})
            known["valueRange"] = values.value_range(found.calculator, sheet, box, reading)
            known["dataFilters"].append(each)
    answer: Json = {"spreadsheetId": found.file.id}
    return {**answer, "valueRanges": list(answers.values())} if answers else answer


@route("sheets.spreadsheets.values.update")
def update(call: Call) -> Json:
    """Write one range."""
    option = _option(call.params)
    with editing(call) as (source, draft):
        extent = values.update(draft, call.params["range"], call.body, option)
    return values.updated(draft, source.file.id, extent, _echo(call.params, call.body))


def _echo(source: Json, body: Json) -> Reading | None:
    """How to show the values that were written, if the call wants them back."""
    if not source.get("includeValuesInResponse"):
        return None
    return _reading(source, major=body.get("majorDimension") or "ROWS", response=True)


@route("sheets.spreadsheets.values.batchUpdate")
def batch_update(call: Call) -> Json:
    """Write several ranges, all or none."""
    option = _option(call.body)
    data = call.body.get("data") or []
    with editing(call) as (source, draft):
        extents = []
        for index, each in enumerate(data):
            with numbered("data", index):
                extents.append(values.update(draft, each.get("range") or "", {**each, "range": None}, option))
    echoes = [_echo(call.body, each) for each in data]
    return _totals(draft, source.file.id, extents, echoes)


def _totals(draft: Draft, spreadsheet_id: str, extents: list[Extent], echoes: list[Reading | None]) -> Json:
    counts = {
        "totalUpdatedRows": len({(each.sheet_id, row) for each in extents for row in each.rows}),
        "totalUpdatedColumns": len({(each.sheet_id, column) for each in extents for column in each.columns}),
        "totalUpdatedCells": sum(each.cells for each in extents),
        "totalUpdatedSheets": len({each.sheet_id for each in extents if each.cells}),
    }
    answer: Json = {"spreadsheetId": spreadsheet_id, **{name: count for name, count in counts.items() if count}}
    pairs = zip(extents, echoes, strict=True)
    responses = [values.updated(draft, spreadsheet_id, extent, echo) for extent, echo in pairs]
    return {**answer, "responses": responses} if responses else answer


@route("sheets.spreadsheets.values.batchUpdateByDataFilter")
def batch_update_by_data_filter(call: Call) -> Json:
    """Write what data filters find, all or none."""
    option = _option(call.body)
    extents, echoes, filters = [], [], []
    with editing(call) as (source, draft):
        for each in call.body.get("data") or []:
            wanted = each.get("dataFilter") or {}
            for sheet, area in metadata.areas(draft.book, wanted):
                name = a1.full_name(sheet.title, readable(sheet, area))
                extents.append(values.update(draft, name, {**each, "range": None}, option))
                echoes.append(_echo(call.body, each))
                filters.append(wanted)
    answer = _totals(draft, source.file.id, extents, echoes)
    if responses := answer.get("responses"):
        told = [{name: part for name, part in each.items() if name != "spreadsheetId"} for each in responses]
        answer["responses"] = [{**each, "dataFilter": wanted} for each, wanted in zip(told, filters, strict=True)]
    return answer


@route("sheets.spreadsheets.values.append")
def append(call: Call) -> Json:
    """Write below the table that the range means; the sheet grows as it must."""
    option = _option(call.params)
    with editing(call) as (source, draft):
        sheet, area = resolve(draft.book, call.params["range"])
        box = readable(sheet, area)
        found = appending.table(sheet, box)
        table = {} if found is None else {"tableRange": a1.full_name(sheet.title, found)}
        extent = _appended(draft, draft.sheet(sheet.id), area, found, call, option)
    updates = values.updated(draft, source.file.id, extent, _echo(call.params, call.body))
    return {"spreadsheetId": source.file.id, **table, "updates": updates}


def _appended(draft: Draft, sheet: Sheet, area: Area, found: Box | None, call: Call, option: str) -> Extent:
    rows = values.rows_of(call.body)
    top, left = appending.start(area, found)
    height, width = max(len(rows), 1), max((len(row) for row in rows), default=1)
    if call.params.get("insertDataOption") == "INSERT_ROWS" and rows and top < sheet.row_count:
        resizing.insert(draft, sheet, ROWS, top, len(rows), like=max(top - 1, 0))
    full = Box(top, top + height, left, left + max(width, 1))
    appending.grow(sheet, full)
    draft.check_size()
    return values.write(draft, sheet.id, full, rows, option)


@route("sheets.spreadsheets.values.clear")
def clear(call: Call) -> Json:
    """Empty one range."""
    with editing(call) as (source, draft):
        cleared = _cleared(draft, [resolve(draft.book, call.params["range"])])
    return {"spreadsheetId": source.file.id, "clearedRange": cleared[0]}


def _cleared(draft: Draft, areas: list[tuple[Sheet, Area]]) -> list[str]:
    names = []
    for sheet, area in areas:
        box = readable(sheet, area)
        values.clear(draft, sheet, box)
        names.append(a1.full_name(sheet.title, box))
    return names


@route("sheets.spreadsheets.values.batchClear")
def batch_clear(call: Call) -> Json:
    """Empty several ranges."""
    with editing(call) as (source, draft):
        cleared = []
        for index, text in enumerate(call.body.get("ranges") or []):
            with numbered("range", index):
                cleared += _cleared(draft, [resolve(draft.book, text)])
    answer: Json = {"spreadsheetId": source.file.id}
    return {**answer, "clearedRanges": cleared} if cleared else answer


@route("sheets.spreadsheets.values.batchClearByDataFilter")
def batch_clear_by_data_filter(call: Call) -> Json:
    """Empty what data filters find."""
    with editing(call) as (source, draft):
        filters = call.body.get("dataFilters") or []
        cleared = _cleared(draft, [area for each in filters for area in metadata.areas(draft.book, each)])
    answer: Json = {"spreadsheetId": source.file.id}
    return {**answer, "clearedRanges": cleared} if cleared else answer
