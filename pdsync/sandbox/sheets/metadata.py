"""Developer metadata: keys and values on the spreadsheet, on sheets, rows and columns; and filters that find them."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.sheets.a1 import Area, area_of
from pdsync.sandbox.sheets.draft import Draft, kind
from pdsync.sandbox.sheets.looks import told
from pdsync.sandbox.sheets.masks import Invalid, Mask
from pdsync.sandbox.sheets.model import ROWS, Book, Sheet
from pdsync.sandbox.sheets.ranges import resolve

Json = dict[str, Any]
EXACT, INTERSECTING = "EXACT_LOCATION", "INTERSECTING_LOCATION"


def _location(draft: Draft, wanted: Json | None) -> Json:
    """A location as it is kept, with its type."""
    place = wanted or {}
    if place.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if place.get("dimensionRange") is not None:
        covered = place["dimensionRange"]
        dimension = covered.get("dimension")
        sheet = draft.sheet(covered.get("sheetId", 0))
        start, end = covered.get("startIndex", 0), covered.get("endIndex", 0)
        if dimension not in ("ROWS", "COLUMNS") or end - start != 1 or end > sheet.count(dimension):
            raise Invalid("Developer metadata can be put on a single row or column only.")
        kept = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
        return {"locationType": "ROW" if dimension == ROWS else "COLUMN", "dimensionRange": kept}
    if place.get("sheetId") is not None:
        return {"locationType": "SHEET", "sheetId": draft.sheet(place["sheetId"]).id}
    raise Invalid("Developer metadata needs a location.")


@kind("createDeveloperMetadata")
def create_developer_metadata(draft: Draft, body: Json) -> Json:
    """New metadata at one place."""
    wanted = body.get("developerMetadata") or {}
    if not wanted.get("metadataKey"):
        raise Invalid("Developer metadata needs a metadataKey.")
    if wanted.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise Invalid("Developer metadata needs a visibility.")
    taken = {each["metadataId"] for each in draft.book.metadata}
    if wanted.get("metadataId") in taken:
        raise Invalid(
            f"Cannot add developer metadata with ID [{wanted['metadataId']}] "
            "because developer metadata with that ID already exists."
        )
    stored: Json = {
        "metadataId": draft.number(wanted.get("metadataId"), taken, "Developer metadata with id"),
        "metadataKey": wanted["metadataKey"],
    }
    if wanted.get("metadataValue"):
        stored["metadataValue"] = wanted["metadataValue"]
    stored |= {"location": _location(draft, wanted.get("location")), "visibility": wanted["visibility"]}
    draft.book.metadata.append(stored)
    return {"developerMetadata": told(stored)}


@kind("updateDeveloperMetadata")
def update_developer_metadata(draft: Draft, body: Json) -> Json:
    """The named fields of all metadata that the filters find."""
    wanted = body.get("developerMetadata") or {}
    mask = Mask(body.get("fields"), ("metadataKey", "metadataValue", "location", "visibility"))
    new = {**wanted, **({"location": _location(draft, wanted.get("location"))} if "location" in mask else {})}
    found = [each for each, _ in matching(draft.book, body.get("dataFilters") or [])]
    changes = {each["metadataId"]: mask.apply(each, new) for each in found}
    if any(not each.get("metadataKey") for each in changes.values()):
        raise Invalid("Developer metadata needs a metadataKey.")
    draft.book.metadata = [changes.get(each["metadataId"], each) for each in draft.book.metadata]
    return {"developerMetadata": [told(each) for each in changes.values()]} if changes else {}


@kind("deleteDeveloperMetadata")
def delete_developer_metadata(draft: Draft, body: Json) -> Json:
    """All metadata that the filter finds goes."""
    found = [each for each, _ in matching(draft.book, [body.get("dataFilter") or {}])]
    draft.book.metadata = [each for each in draft.book.metadata if each not in found]
    return {"deletedDeveloperMetadata": [told(each) for each in found]} if found else {}


def matching(book: Book, filters: list[Json]) -> list[tuple[Json, list[Json]]]:
    """The metadata that at least one filter finds, and which."""
    found = ((each, [one for one in filters if _found(book, each, one)]) for each in book.metadata)
    return [(each, hits) for each, hits in found if hits]


def _found(book: Book, metadata: Json, filter_: Json) -> bool:
    lookup = filter_.get("developerMetadataLookup")
    if lookup is None:
        return any(_meets(book, metadata, area) for area in areas(book, filter_))
    same = ("metadataId", "metadataKey", "metadataValue", "visibility")
    if any(lookup.get(name) and lookup[name] != metadata.get(name) for name in same):
        return False
    kind_of = lookup.get("locationType")
    place = lookup.get("metadataLocation")
    if kind_of and not place and metadata["location"]["locationType"] != kind_of:
        return False
    return place is None or _at(metadata["location"], place, lookup.get("locationMatchingStrategy") or EXACT, kind_of)


def _at(location: Json, place: Json, strategy: str, kind_of: str | None) -> bool:
    """Whether metadata lies at that place, or, if that is enough, inside it."""
    if kind_of and location["locationType"] != kind_of:
        return False
    if place.get("spreadsheet"):
        return strategy == INTERSECTING or location["locationType"] == "SPREADSHEET"
    covered = place.get("dimensionRange")
    own = location.get("dimensionRange")
    if covered is None:
        sheet = own.get("sheetId", 0) if own else location.get("sheetId")
        same = sheet is not None and sheet == place.get("sheetId", 0)
        return same and (strategy == INTERSECTING or location["locationType"] == "SHEET")
    if own is None or own["dimension"] != covered.get("dimension") or own["sheetId"] != covered.get("sheetId", 0):
        return False
    start, end = covered.get("startIndex", 0), covered.get("endIndex", 10**9)
    if strategy == INTERSECTING:
        return bool(own["startIndex"] < end and start < own["endIndex"])
    return bool((own["startIndex"], own["endIndex"]) == (start, end))


def _meets(book: Book, metadata: Json, area: tuple[Sheet, Area]) -> bool:
    own = metadata["location"].get("dimensionRange")
    sheet, wanted = area
    if own is None or own["sheetId"] != sheet.id:
        return False
    box = sheet.box(wanted)
    low, high = (box.top, box.bottom) if own["dimension"] == ROWS else (box.left, box.right)
    return bool(own["startIndex"] < high and low < own["endIndex"])


def areas(book: Book, filter_: Json) -> list[tuple[Sheet, Area]]:
    """The cells that a data filter names: a range, or the rows, columns and sheets with that metadata."""
    if filter_.get("a1Range"):
        return [resolve(book, filter_["a1Range"])]
    if filter_.get("gridRange") is not None:
        area = area_of(filter_["gridRange"])
        sheet = book.sheet(area.sheet_id)
        if sheet is None:
            raise refusals.rpc("INVALID_ARGUMENT", f"No grid with id: {area.sheet_id}")
        return [(sheet, area)]
    if filter_.get("developerMetadataLookup") is None:
        raise refusals.rpc("INVALID_ARGUMENT", "Must specify at least one filter.")
    found = [_covered(book, each["location"]) for each, _ in matching(book, [filter_])]
    return [area for each in found for area in each]


def _covered(book: Book, location: Json) -> list[tuple[Sheet, Area]]:
    own = location.get("dimensionRange")
    if location["locationType"] == "SPREADSHEET":
        return [(sheet, Area(sheet.id)) for sheet in book.sheets]
    sheet = book.sheet(own["sheetId"] if own else location["sheetId"])
    if sheet is None:
        return []
    if own is None:
        return [(sheet, Area(sheet.id))]
    ends = (own["startIndex"], own["endIndex"])
    return [(sheet, Area(sheet.id, *ends) if own["dimension"] == ROWS else Area(sheet.id, None, None, *ends))]


def shown(metadata: Json) -> Json:
    """Metadata as an answer shows it."""
    answer: Json = told(metadata)
    return answer
