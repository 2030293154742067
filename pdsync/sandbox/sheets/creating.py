"""spreadsheets.create: a book made from the Spreadsheet that was sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.sheets import batch
from pdsync.sandbox.sheets.a1 import Box
from pdsync.sandbox.sheets.appending import grow
from pdsync.sandbox.sheets.blank import blank
from pdsync.sandbox.sheets.celldata import FIELDS, cell_mask, written
from pdsync.sandbox.sheets.draft import Draft, Editor
from pdsync.sandbox.sheets.masks import Invalid
from pdsync.sandbox.sheets.model import COLUMNS, ROWS, Book, Sheet
from pdsync.sandbox.sheets.resizing import set_size
from pdsync.sandbox.sheets.tabs import BOOK, new_sheet

Json = dict[str, Any]
EACH = (
    ("merges", "mergeCells", "range"), ("protectedRanges", "addProtectedRange", "protectedRange"),
    ("filterViews", "addFilterView", "filter"), ("charts", "addChart", "chart"), ("tables", "addTable", "table"),
    ("bandedRanges", "addBanding", "bandedRange"),
    ("developerMetadata", "createDeveloperMetadata", "developerMetadata"),
)  # fmt: skip
"""What a sheet may bring along, the request that makes it, and what it is called in there."""


def described(wanted: Json, *, now: datetime, editor: Editor) -> Book:
    """The book that a Spreadsheet describes."""
    draft = Draft(blank(), now=now, editor=editor)
    try:
        _fill(draft, wanted)
    except Invalid as refusal:
        raise refusals.rpc("INVALID_ARGUMENT", str(refusal)) from None
    return draft.book


def _fill(draft: Draft, wanted: Json) -> None:
    given = {name: each for name, each in (wanted.get("properties") or {}).items() if each is not None}
    settable = [name for name in BOOK if name in given and name != "title"]
    if settable:
        _run(draft, "updateSpreadsheetProperties", {"properties": given, "fields": ",".join(settable)})
    sheets = wanted.get("sheets") or []
    if sheets:
        draft.book.sheets = []
    for number, each in enumerate(sheets):
        described_properties = dict(each.get("properties") or {})
        if number == 0 and described_properties.get("sheetId") is None:
            described_properties["sheetId"] = 0
        sheet = draft.added(new_sheet(draft, described_properties), None)
        for data in each.get("data") or []:
            _data(draft, sheet, data)
    for each, sheet in zip(sheets, list(draft.book.sheets), strict=False):
        for kind, body in _requests(each, sheet):
            _run(draft, kind, body)
    for each in wanted.get("namedRanges") or []:
        _run(draft, "addNamedRange", {"namedRange": each})
    for each in wanted.get("developerMetadata") or []:
        _run(draft, "createDeveloperMetadata", {"developerMetadata": each})


def _run(draft: Draft, kind: str, body: Json) -> None:
    batch.apply(draft, [{kind: body}])


def _requests(wanted: Json, sheet: Sheet) -> Iterator[tuple[str, Json]]:
    for name, kind, inside in EACH:
        for each in wanted.get(name) or []:
            yield kind, {inside: each}
    for index, rule in enumerate(wanted.get("conditionalFormats") or []):
        yield "addConditionalFormatRule", {"rule": rule, "index": index}
    if wanted.get("basicFilter"):
        yield "setBasicFilter", {"filter": wanted["basicFilter"]}
    for name in ("rowGroups", "columnGroups"):
        for group in wanted.get(name) or []:
            yield "addDimensionGroup", {"range": {"sheetId": sheet.id, **group.get("range", {})}}


def _data(draft: Draft, sheet: Sheet, data: Json) -> None:
    top, left = data.get("startRow") or 0, data.get("startColumn") or 0
    if top < 0 or left < 0:
        raise Invalid("The data starts outside the grid.")
    rows = [(row or {}).get("values") or [] for row in data.get("rowData") or []]
    mask = cell_mask(",".join(FIELDS))
    width = max((len(row) for row in rows), default=0)
    grow(sheet, Box(top, top + len(rows), left, left + width))
    draft.check_size()
    for row, line in enumerate(rows, top):
        old = sheet.row(row)
        sheet.put(row, {column: written(old[column], cell or {}, mask) for column, cell in enumerate(line, left)})
    for name, dimension, start in (("rowMetadata", ROWS, top), ("columnMetadata", COLUMNS, left)):
        for index, each in enumerate(data.get(name) or [], start):
            kept = {key: each[key] for key in ("pixelSize", "hiddenByUser") if (each or {}).get(key)}
            set_size(sheet, dimension, index, kept)
