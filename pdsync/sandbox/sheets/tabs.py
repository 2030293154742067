"""Requests about whole sheets and about the spreadsheet: add, delete, duplicate, rename, hide, colour, size."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.sheets import shifting
from pdsync.sandbox.sheets.a1 import Area
from pdsync.sandbox.sheets.draft import Draft, kind, tidied
from pdsync.sandbox.sheets.locales import check_locale
from pdsync.sandbox.sheets.masks import Invalid, Mask
from pdsync.sandbox.sheets.model import COLUMNS, ROWS, Sheet
from pdsync.sandbox.sheets.rendering import properties
from pdsync.sandbox.sheets.resizing import resize
from pdsync.sandbox.sheets.tokens import Reference

Json = dict[str, Any]
LOOKS = ("hidden", "tabColor", "tabColorStyle", "rightToLeft")
GRID = ("frozenRowCount", "frozenColumnCount", "hideGridlines", "rowGroupControlAfter", "columnGroupControlAfter")
SHEET = ("title", "index", "gridProperties", *LOOKS)
BOOK = ("title", "locale", "autoRecalc", "timeZone", "defaultFormat", "iterativeCalculationSettings",
        "spreadsheetTheme", "importFunctionsExternalUrlAccessAllowed")  # fmt: skip
ALL_HIDDEN = "You can't hide all the sheets in a document."
LAST = "You can't remove all the visible sheets in a document."
LONGEST_TITLE = 100
NO_COLOR: tuple[Any, ...] = (None, {})


def taken(title: str) -> Invalid:
    """What Google says of a second sheet with a title."""
    return Invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')


def check_title(title: str) -> None:
    """Refuse a title that is too long."""
    if len(title) > LONGEST_TITLE:
        raise Invalid(f"The sheet name cannot be greater than {LONGEST_TITLE} characters.")


def _ids(draft: Draft) -> set[int]:
    return {sheet.id for sheet in draft.book.sheets}


def new_sheet(draft: Draft, wanted: Json) -> Sheet:
    """An empty sheet with those properties, not yet part of the book."""
    if wanted.get("sheetType") not in (None, "GRID", "SHEET_TYPE_UNSPECIFIED"):
        raise refusals.not_played(f"sheets of type {wanted['sheetType']}")
    title = wanted.get("title")
    check_title(title or "")
    if title and draft.book.titled(title):
        raise taken(title)
    numbers = range(len(draft.book.sheets) + 1, 10_000)
    title = title or next(f"Sheet{number}" for number in numbers if not draft.book.titled(f"Sheet{number}"))
    sheet_id = wanted.get("sheetId")
    if sheet_id is not None and sheet_id < 0:
        raise Invalid("Sheet id must be non-negative.")
    if sheet_id is not None and sheet_id in _ids(draft):
        raise Invalid(f"Sheet with id {sheet_id} already exists.")
    grid = tidied(wanted.get("gridProperties") or {})
    rows, columns = grid.pop("rowCount", 1000), grid.pop("columnCount", 26)
    if rows < 1 or columns < 1:
        raise Invalid("A sheet must have at least one row and one column.")
    shown = tidied({name: wanted[name] for name in LOOKS if name in wanted})
    fresh = draft.number(None, _ids(draft), "") if sheet_id is None else sheet_id
    return Sheet(fresh, title, rows, columns, properties=shown, grid=grid)


@kind("addSheet")
def add_sheet(draft: Draft, body: Json) -> Json:
    """A new sheet, at the end or at an index."""
    wanted = body.get("properties") or {}
    sheet = draft.added(new_sheet(draft, wanted), wanted.get("index"))
    return {"properties": properties(draft.book, sheet)}


@kind("deleteSheet")
def delete_sheet(draft: Draft, body: Json) -> None:
    """The sheet goes; what refers to it is lost."""
    sheet = draft.sheet(body.get("sheetId", 0))
    draft.guard(sheet, sheet.whole)
    if all(each is sheet or each.properties.get("hidden") for each in draft.book.sheets):
        raise Invalid(LAST)
    gone = sheet.id

    def lost(found: Reference, area: Area) -> Reference | None:
        return None if area.sheet_id == gone else found

    shifting.reformulate(draft, lost)
    draft.book.sheets = [each for each in draft.book.sheets if each.id != gone]
    draft.book.named_ranges = [each for each in draft.book.named_ranges if each["range"].get("sheetId", 0) != gone]
    draft.book.metadata = [each for each in draft.book.metadata if _sheet_of(each) != gone]


def _sheet_of(metadata: Json) -> int | None:
    location = metadata["location"]
    if location["locationType"] == "SPREADSHEET":
        return None
    found: int = location.get("dimensionRange", location).get("sheetId", 0)
    return found


@kind("duplicateSheet")
def duplicate_sheet(draft: Draft, body: Json) -> Json:
    """A copy of the sheet, in front unless an index is given."""
    source = draft.sheet(body.get("sourceSheetId", 0))
    copy = copied(draft, source, body.get("newSheetName") or "", body.get("newSheetId"))
    draft.added(copy, body.get("insertSheetIndex") or 0)
    return {"properties": properties(draft.book, copy)}


def copied(draft: Draft, source: Sheet, title: str, sheet_id: int | None) -> Sheet:
    """A copy of a sheet under a new id, its own things under new ids too."""
    if title and draft.book.titled(title):
        raise taken(title)
    names = (f"Copy of {source.title}" + (f" {number}" if number else "") for number in range(10_000))
    fresh = draft.number(sheet_id, _ids(draft), "Sheet with id")
    copy = replace(source.copy(), id=fresh, title=title or next(name for name in names if not draft.book.titled(name)))
    for name, things in copy.things.items():
        copy.things[name] = [_of(thing, source.id, fresh, draft) for thing in things]
    return copy


IDS = ("filterViewId", "protectedRangeId", "chartId", "bandedRangeId", "tableId", "slicerId")


def _of(thing: Json, old: int, new: int, draft: Draft) -> Json:
    result: Json = _readdressed(deepcopy(thing), old, new)
    for name in IDS:
        if name in result:
            fresh = draft.new_id()
            result[name] = str(fresh) if name == "tableId" else fresh
    return result


def _readdressed(value: Any, old: int, new: int) -> Any:
    if isinstance(value, list):
        return [_readdressed(each, old, new) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: new if name == "sheetId" and each == old else _readdressed(each, old, new) for name, each in value.items()
    }


@kind("updateSheetProperties")
def update_sheet_properties(draft: Draft, body: Json) -> None:
    """The named properties of a sheet."""
    wanted = body.get("properties") or {}
    sheet = draft.sheet(wanted.get("sheetId", 0))
    mask = Mask(body.get("fields"), SHEET)
    if "title" in mask:
        rename(draft, sheet, wanted.get("title") or "")
    if "gridProperties" in mask:
        _grid(draft, sheet, wanted.get("gridProperties") or {}, mask)
    if "index" in mask:
        _place(draft, sheet, wanted.get("index") or 0)
    looks = tidied({name: wanted.get(name) for name in LOOKS})
    mask.paths = [path for path in mask.paths if path[0] in LOOKS]
    sheet.properties = {
        name: each for name, each in mask.apply(sheet.properties, looks).items() if each not in NO_COLOR
    }
    if sheet.properties.get("tabColorStyle") is None:
        sheet.properties.pop("tabColor", None)
    if all(each.properties.get("hidden") for each in draft.book.sheets):
        raise Invalid(ALL_HIDDEN)


def rename(draft: Draft, sheet: Sheet, title: str) -> None:
    """A new title; formulas follow it."""
    if not title:
        raise Invalid("Sheet name cannot be empty.")
    check_title(title)
    other = draft.book.titled(title)
    if other is not None and other.id != sheet.id:
        raise taken(title)

    def follow(found: Reference, area: Area) -> Reference | None:
        return replace(found, title=title) if found.title is not None and area.sheet_id == sheet.id else found

    shifting.reformulate(draft, follow)
    sheet.title = title


def _place(draft: Draft, sheet: Sheet, index: int) -> None:
    """The new index is counted before the move."""
    if not 0 <= index <= len(draft.book.sheets):
        raise Invalid(f"Sheet index {index} is out of bounds.")
    old = draft.book.sheets.index(sheet)
    sheets = [each for each in draft.book.sheets if each is not sheet]
    sheets.insert(index - 1 if index > old else index, sheet)
    draft.book.sheets = sheets


def _grid(draft: Draft, sheet: Sheet, wanted: Json, mask: Mask) -> None:
    inner = mask.inside("gridProperties")
    if inner is None:
        inner = Mask("*", ("rowCount", "columnCount", *GRID))
        if not wanted.get("rowCount") or not wanted.get("columnCount"):
            inner.paths = [path for path in inner.paths if path[0] in wanted or path[0] in GRID]
    for path in inner.paths:
        if path[0] not in ("rowCount", "columnCount", *GRID):
            raise Invalid(f"Invalid field: gridProperties.{path[0]}")
    for name, dimension in (("rowCount", ROWS), ("columnCount", COLUMNS)):
        if name in inner:
            resize(draft, sheet, dimension, wanted.get(name) or 0)
    inner.paths = [path for path in inner.paths if path[0] in GRID]
    sheet.grid = inner.apply(sheet.grid, tidied({name: wanted.get(name) for name in GRID}))
    if sheet.grid.get("frozenRowCount", 0) >= sheet.row_count and sheet.row_count > 1:
        raise Invalid("You can't freeze all visible rows on the sheet.")
    if sheet.grid.get("frozenColumnCount", 0) >= sheet.column_count and sheet.column_count > 1:
        raise Invalid("You can't freeze all visible columns on the sheet.")


@kind("updateSpreadsheetProperties")
def update_spreadsheet_properties(draft: Draft, body: Json) -> None:
    """The named properties of the spreadsheet; the title is handed on to Drive."""
    wanted = body.get("properties") or {}
    mask = Mask(body.get("fields"), BOOK)
    if mask.paths == [(name,) for name in BOOK]:
        mask.paths = [(name,) for name in BOOK if name in wanted]
    if "title" in mask:
        title = wanted.get("title") or ""
        if not title:
            raise Invalid("The title of a spreadsheet cannot be empty.")
        draft.title = title
    if "locale" in mask and wanted.get("locale"):
        check_locale(wanted["locale"])
    mask.paths = [path for path in mask.paths if path[0] != "title"]
    draft.book.properties = mask.apply(draft.book.properties, tidied({name: wanted.get(name) for name in BOOK}))
    draft.book.memory.clear()
