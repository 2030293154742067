"""sheets.spreadsheets: create, get, getByDataFilter, batchUpdate; and sheets.copyTo."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.calls import Call, route
from pdsync.sandbox.drive import access
from pdsync.sandbox.sheets import batch, creating, metadata, values_handlers
from pdsync.sandbox.sheets.a1 import Area, Box
from pdsync.sandbox.sheets.draft import Draft, Editor
from pdsync.sandbox.sheets.model import MIME_TYPE, Sheet
from pdsync.sandbox.sheets.opening import Opened, editing, local, opened
from pdsync.sandbox.sheets.ranges import readable, resolve
from pdsync.sandbox.sheets.rendering import Wanted, properties, reach, spreadsheet
from pdsync.sandbox.sheets.tabs import copied

Json = dict[str, Any]
ROOMS = (values_handlers,)
"""The other modules whose import files methods."""


@route("sheets.spreadsheets.create")
def create(call: Call) -> Json:
    """A new spreadsheet, with the sheets that the body describes."""
    wanted = call.body
    title = (wanted.get("properties") or {}).get("title") or "Untitled spreadsheet"
    book = creating.described(wanted, now=call.now, editor=Editor(call.user.email))
    file = access.create_native(call, name=title, mime_type=MIME_TYPE, content=book)
    found = Opened(file, book, local(call.now, book), Editor(call.user.email))
    return _told(found, Wanted(editor=found.editor), title)


def _told(found: Opened, wanted: Wanted, title: str) -> Json:
    return spreadsheet(found.book, found.calculator, file_id=found.file.id, title=title, wanted=wanted)


def _mask(call: Call) -> str | None:
    mask = call.params.get("fields") or call.params.get("$fields")
    return str(mask) if mask else None


@route("sheets.spreadsheets.get", reads=True)
def get(call: Call) -> Json:
    """The spreadsheet; with its cells if asked for by `includeGridData` or by the field mask."""
    found = opened(call)
    boxes = _boxes([resolve(found.book, text) for text in call.params.get("ranges") or []])
    grid, fields, parts = reach(_mask(call), bool(call.params.get("includeGridData")))
    return _told(found, Wanted(grid, boxes or None, fields, parts, found.editor), found.file.name)


def _boxes(areas: list[tuple[Sheet, Area]]) -> dict[int, list[Box]]:
    boxes: dict[int, list[Box]] = {}
    for sheet, area in areas:
        boxes.setdefault(sheet.id, []).append(readable(sheet, area))
    return boxes


@route("sheets.spreadsheets.getByDataFilter", reads=True)
def get_by_data_filter(call: Call) -> Json:
    """The spreadsheet, of its cells those that the filters find."""
    found = opened(call)
    filters = call.body.get("dataFilters") or []
    areas = [area for each in filters for area in metadata.areas(found.book, each)]
    grid, fields, parts = reach(_mask(call), bool(call.body.get("includeGridData")))
    boxes = _boxes(areas) if filters else None
    return _told(found, Wanted(grid, boxes, fields, parts, found.editor), found.file.name)


@route("sheets.spreadsheets.batchUpdate")
def batch_update(call: Call) -> Json:
    """Carry out all requests, or none."""
    requests = call.body.get("requests") or []
    with editing(call) as (source, draft):
        if not requests:
            raise refusals.rpc("INVALID_ARGUMENT", "Must specify at least one request.")
        replies = batch.apply(draft, requests)
    answer: Json = {"spreadsheetId": source.file.id, "replies": replies}
    if call.body.get("includeSpreadsheetInResponse"):
        ranges = call.body.get("responseRanges") or []
        after = Opened(source.file, draft.book, source.now, source.editor)
        boxes = _boxes([resolve(draft.book, text) for text in ranges]) or None
        wanted = Wanted(bool(call.body.get("responseIncludeGridData")), boxes, editor=source.editor)
        answer["updatedSpreadsheet"] = _told(after, wanted, draft.title or source.file.name)
    return answer


@route("sheets.spreadsheets.sheets.copyTo")
def copy_to(call: Call) -> Json:
    """A copy of one sheet in another spreadsheet, or in the same."""
    goal = call.body.get("destinationSpreadsheetId")
    if not goal:
        raise refusals.rpc("INVALID_ARGUMENT", "Must specify a destinationSpreadsheetId.")
    source = opened(call)
    sheet = source.book.sheet(call.params["sheetId"])
    if sheet is None:
        message = f"The sheet ({call.params['sheetId']}) was not found."
        raise refusals.rpc("INVALID_ARGUMENT", message)
    with editing(call, goal) as (_, draft):
        copy = _arrived(draft, sheet)
    return properties(draft.book, copy)


def _arrived(draft: Draft, sheet: Sheet) -> Sheet:
    copy = copied(draft, sheet, "", None)
    if copy.properties.get("hidden"):
        copy.properties = {name: each for name, each in copy.properties.items() if name != "hidden"}
    return draft.added(copy, None)


@route("sheets.spreadsheets.developerMetadata.get", reads=True)
def get_metadata(call: Call) -> Json:
    """One piece of developer metadata."""
    found = opened(call)
    wanted = call.params["metadataId"]
    answer = next((each for each in found.book.metadata if each["metadataId"] == wanted), None)
    if answer is None:
        raise refusals.rpc("NOT_FOUND", f"No developer metadata with id: {wanted}")
    return metadata.shown(answer)


@route("sheets.spreadsheets.developerMetadata.search", reads=True)
def search_metadata(call: Call) -> Json:
    """All developer metadata that the filters find, with the filters that found it."""
    found = opened(call)
    hits = metadata.matching(found.book, call.body.get("dataFilters") or [])
    if not hits:
        return {}
    return {
        "matchedDeveloperMetadata": [
            {"developerMetadata": metadata.shown(each), "dataFilters": filters} for each, filters in hits
        ]
    }
