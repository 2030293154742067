"""What moves when rows, columns or blocks of cells do: ranges, filters, charts, names, metadata, and formulas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from pdsync.sandbox.sheets.a1 import KEYS, Area, area_of, moved
from pdsync.sandbox.sheets.draft import Draft
from pdsync.sandbox.sheets.model import COLUMNS, ROWS, Book, Cell, Formula, Sheet
from pdsync.sandbox.sheets.tokens import Reference, rewritten

Json = dict[str, Any]
Interval = tuple[int | None, int | None]
GONE: Any = object()


class Change(Protocol):
    """What happens to the rows or columns of a sheet."""

    def interval(self, start: int | None, end: int | None) -> Interval | None:
        """Where these rows or columns are afterwards; None if they are gone."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """New rows or columns before that index."""

    at: int
    count: int

    def interval(self, start: int | None, end: int | None) -> Interval | None:
        """A range grows when something is put inside it, not at its edges."""
        later = start is not None and start >= self.at
        longer = end is not None and end > self.at
        return (
            start + self.count if later and start is not None else start,
            end + self.count if longer and end is not None else end,
        )


@dataclass(frozen=True, slots=True)
class Deleted:
    """Rows or columns that are taken out."""

    start: int
    end: int

    def interval(self, start: int | None, end: int | None) -> Interval | None:
        """What is left of a range."""
        result = (self._index(start), self._index(end))
        first, last = result
        if last is not None and last <= (first or 0):
            return None
        return result

    def _index(self, index: int | None) -> int | None:
        if index is None or index <= self.start:
            return index
        return max(self.start, index - (self.end - self.start))


@dataclass(frozen=True, slots=True)
class Moved:
    """Rows or columns that are taken out and put before another index, counted before the move."""

    start: int
    end: int
    to: int

    @property
    def target(self) -> int:
        """Where the first of them lands."""
        return self.to - (self.end - self.start) if self.to > self.start else self.to

    def interval(self, start: int | None, end: int | None) -> Interval | None:
        """A range inside what moves goes along; one around the move stays; else it is cut and filled."""
        first, last = start or 0, end
        if last is not None and start is not None and self.start <= first and last <= self.end:
            by = self.target - self.start
            return first + by, last + by
        left = Deleted(self.start, self.end).interval(start, end)
        return left and Inserted(self.target, self.end - self.start).interval(*left)


@dataclass(frozen=True, slots=True)
class Shift:
    """A change of a sheet's rows or columns, of the whole sheet or of a band of it.

    `band`: the columns within which rows shift (or rows within which columns do); areas wider than it stay.
    """

    sheet_id: int
    dimension: str
    change: Change
    band: Interval = (None, None)

    def area(self, area: Area) -> Area | None:
        """Where the area is afterwards."""
        rows, columns = (area.top, area.bottom), (area.left, area.right)
        along, across = (rows, columns) if self.dimension == ROWS else (columns, rows)
        if not _inside(across, self.band):
            return area
        after = self.change.interval(*along)
        if after is None:
            return None
        if self.dimension == ROWS:
            return replace(area, top=after[0], bottom=after[1])
        return replace(area, left=after[0], right=after[1])


@dataclass(frozen=True, slots=True)
class Carried:
    """A block of cells that is cut and pasted elsewhere: what refers to cells inside it goes along."""

    source: Area
    sheet_id: int
    rows: int
    columns: int

    def area(self, area: Area) -> Area | None:
        """Where the area is afterwards."""
        inside = _inside((area.top, area.bottom), (self.source.top, self.source.bottom)) and _inside(
            (area.left, area.right), (self.source.left, self.source.right)
        )
        return replace(moved(area, self.rows, self.columns), sheet_id=self.sheet_id) if inside else area


def _inside(interval: Interval, band: Interval) -> bool:
    start, end = interval
    if band == (None, None):
        return True
    low, high = band
    return (start or 0) >= (low or 0) and (high is None or (end is not None and end <= high))


def apply(draft: Draft, sheet_id: int, move: Callable[[Area], Area | None], shift: Shift | None = None) -> None:
    """Let everything that names cells of that sheet follow them; the cells themselves have moved already."""

    def here(area: Area) -> Area | None:
        return move(area) if area.sheet_id == sheet_id else area

    for sheet in [draft.sheet(each.id) for each in draft.book.sheets]:
        for name, things in list(sheet.things.items()):
            sheet.things[name] = [
                after for thing in things if (after := _thing(relocated(thing, here), thing, sheet, shift)) is not GONE
            ]
    draft.book.named_ranges = _kept(draft.book.named_ranges, here)
    draft.book.metadata = _kept(draft.book.metadata, here)
    reformulate(draft, lambda found, area: replace(found, area=after) if (after := here(area)) else None)


def _kept(things: list[Json], move: Callable[[Area], Area | None]) -> list[Json]:
    return [after for thing in things if (after := relocated(thing, move)) is not GONE]


def relocated(value: Any, move: Callable[[Area], Area | None]) -> Any:
    """JSON with every range, coordinate and dimension range in it moved; GONE if what it is about is gone."""
    if isinstance(value, list):
        return [after for each in value if (after := relocated(each, move)) is not GONE]
    if not isinstance(value, dict):
        return value
    if any(key in value for key in KEYS):
        after = move(area_of(value))
        return GONE if after is None else after.to_json()
    if "dimension" in value and "startIndex" in value:
        return _dimension(value, move)
    if "rowIndex" in value or "columnIndex" in value:
        return _coordinate(value, move)
    result = {name: relocated(each, move) for name, each in value.items()}
    if any(result.get(name) is GONE for name in ("range", "dimensionRange", "location")) or result.get("ranges") == []:
        return GONE
    return {name: each for name, each in result.items() if each is not GONE}


def _dimension(value: Json, move: Callable[[Area], Area | None]) -> Any:
    start, end = value.get("startIndex"), value.get("endIndex")
    sheet_id = value.get("sheetId", 0)
    rows = value["dimension"] == ROWS
    after = move(Area(sheet_id, start, end) if rows else Area(sheet_id, None, None, start, end))
    if after is None:
        return GONE
    first, last = (after.top, after.bottom) if rows else (after.left, after.right)
    return {**value, "startIndex": first, "endIndex": last}


def _coordinate(value: Json, move: Callable[[Area], Area | None]) -> Json:
    """A chart's anchor: when its cell goes, it stays where it is."""
    if "sheetId" not in value:
        return value
    row, column = value.get("rowIndex", 0), value.get("columnIndex", 0)
    after = move(Area(value["sheetId"], row, row + 1, column, column + 1))
    if after is None:
        return value
    return {**value, "rowIndex": after.top, "columnIndex": after.left}


def _thing(after: Any, before: Json, sheet: Sheet, shift: Shift | None) -> Any:
    """What counts columns from the sheet's or from its own first one follows them."""
    if after is GONE or shift is None or shift.dimension != COLUMNS or shift.sheet_id != sheet.id:
        return after
    if "columnProperties" in after and "tableId" in after:
        return _table(after, before, shift)
    result = dict(after)
    if "criteria" in after:
        result["criteria"] = {
            str(index): each
            for key, each in after["criteria"].items()
            if (index := _column(shift, int(key))) is not None
        }
    for name, key in (("filterSpecs", "columnIndex"), ("sortSpecs", "dimensionIndex")):
        if name in after:
            moves = [(each, _column(shift, each.get(key, 0))) for each in after[name]]
            result[name] = [{**each, key: index} for each, index in moves if index is not None]
    return result


def _column(shift: Shift, column: int) -> int | None:
    after = shift.change.interval(column, column + 1)
    return None if after is None else after[0]


def _table(after: Json, before: Json, shift: Shift) -> Json:
    old_left, left = before["range"]["startColumnIndex"], after["range"]["startColumnIndex"]
    width = after["range"]["endColumnIndex"] - left
    kept: dict[int, Json] = {}
    for each in after["columnProperties"]:
        column = _column(shift, old_left + each.get("columnIndex", 0))
        if column is not None and 0 <= column - left < width:
            kept[column - left] = {**each, "columnIndex": column - left}
    names = {each["columnName"] for each in kept.values()}
    for index in range(width):
        if index not in kept:
            name = next(f"Column {n}" for n in range(index + 1, 99_999) if f"Column {n}" not in names)
            names.add(name)
            kept[index] = {"columnIndex": index, "columnName": name, "columnType": "COLUMN_TYPE_UNSPECIFIED"}
    return {**after, "columnProperties": [kept[index] for index in sorted(kept)]}


def reformulate(draft: Draft, change: Callable[[Reference, Area], Reference | None]) -> None:
    """Change the references of all formulas; `change` gets each with its area on the sheet that it means."""
    for sheet in draft.book.sheets:
        touched: dict[int, dict[int, Cell]] = {}
        for number, row in enumerate(sheet.rows):
            if row.has_formulas:
                cells = _reformulated(row.cells, sheet, draft.book, change)
                if cells:
                    touched[number] = cells
        if touched:
            edited = draft.sheet(sheet.id)
            for number, cells in touched.items():
                edited.put(number, cells)


def _reformulated(
    cells: tuple[Cell | None, ...], sheet: Sheet, book: Book, change: Callable[[Reference, Area], Reference | None]
) -> dict[int, Cell]:
    def one(found: Reference) -> Reference | None:
        target = sheet if found.title is None else book.titled(found.title)
        if target is None:
            return found
        after = change(found, replace(found.area, sheet_id=target.id))
        return after and replace(after, area=replace(after.area, sheet_id=found.area.sheet_id))

    result = {}
    for column, cell in enumerate(cells):
        if cell is not None and type(cell.value) is Formula:
            text = rewritten(cell.value, one)
            if text != cell.value:
                result[column] = cell._replace(value=Formula(text))
    return result
