"""A book while a request changes it: what the kinds of requests work on, and the table of those kinds."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pdsync.sandbox.sheets import a1, looks
from pdsync.sandbox.sheets.a1 import Area, Box, area_of
from pdsync.sandbox.sheets.calculator import Calculator, calculator
from pdsync.sandbox.sheets.masks import Invalid
from pdsync.sandbox.sheets.model import MAX_CELLS, ROWS, Book, Cell, Sheet

Json = dict[str, Any]
Kind = Callable[["Draft", Json], Json | None]
KINDS: dict[str, Kind] = {}
PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if "
    "you need to edit."
)
TOO_MANY = f"This action would increase the number of cells in the workbook above the limit of {MAX_CELLS} cells."


def kind(name: str) -> Callable[[Kind], Kind]:
    """File what carries out requests of that kind; it returns the reply, or None where Google's is empty."""

    def register(function: Kind) -> Kind:
        KINDS[name] = function
        return function

    return register


@dataclass(frozen=True, slots=True)
class Editor:
    """Who changes the Sheet, and whether it is theirs."""

    email: str
    owner: bool = True


def random_id() -> int:
    """A fresh id as Google gives them."""
    return secrets.randbelow(2**31 - 1) + 1


class Draft:
    """A copy of a book in which only the sheets that change are copied. Thrown away when a request is refused."""

    def __init__(self, book: Book, *, now: datetime, editor: Editor, new_id: Callable[[], int] = random_id) -> None:
        self.book = book.copy()
        self.now = now
        self.editor = editor
        self.new_id = new_id
        self.title: str | None = None
        self._copied: set[int] = set()

    def sheet(self, sheet_id: int) -> Sheet:
        """That sheet, to be changed."""
        self.book.memory.clear()
        for index, sheet in enumerate(self.book.sheets):
            if sheet.id == sheet_id:
                if sheet_id not in self._copied:
                    self._copied.add(sheet_id)
                    self.book.sheets[index] = sheet = sheet.copy()
                return sheet
        raise Invalid(f"No grid with id: {sheet_id}")

    def added(self, sheet: Sheet, index: int | None) -> Sheet:
        """The sheet, now part of the book."""
        self.book.memory.clear()
        self._copied.add(sheet.id)
        self.book.sheets.insert(len(self.book.sheets) if index is None else index, sheet)
        self.check_size()
        return sheet

    def changed(self) -> list[Sheet]:
        """The sheets that were taken to be changed."""
        return [sheet for sheet in self.book.sheets if sheet.id in self._copied]

    @property
    def calculator(self) -> Calculator:
        """What works out the book's formulas as they are now."""
        return calculator(self.book, self.now)

    def area(self, json: Json | None) -> Area:
        """The area that a request's range names, on a sheet that exists."""
        area = self._area(json)
        if area.empty:
            raise Invalid("The range is empty, or its end lies before its start.")
        return area

    def _area(self, json: Json | None) -> Area:
        area = area_of(json or {})
        self.sheet(area.sheet_id)
        for start, end in ((area.top, area.bottom), (area.left, area.right)):
            if (start or 0) < 0 or (end is not None and end < (start or 0)):
                raise Invalid("The range is empty, or its end lies before its start.")
        return area

    def box(self, json: Json | None, *, may_be_empty: bool = False) -> tuple[Sheet, Box]:
        """The sheet, to be changed, and the rectangle that a request's range covers.

        What lies past the grid is left out; a range that begins there is refused.
        """
        area = self._area(json) if may_be_empty else self.area(json)
        sheet = self.sheet(area.sheet_id)
        check_begin(sheet, area)
        return sheet, sheet.box(area)

    def guarded(self, json: Json | None, *, may_be_empty: bool = False) -> tuple[Sheet, Box]:
        """As `box`, refused where the range is protected from this editor."""
        sheet, box = self.box(json, may_be_empty=may_be_empty)
        self.guard(sheet, box)
        return sheet, box

    def guard(self, sheet: Sheet, box: Box) -> None:
        """Refuse what touches cells that are protected from this editor."""
        for protection in sheet.overlay("protectedRanges"):
            if protection.get("warningOnly") or may_edit(protection, self.editor):
                continue
            covered = sheet.box(self.covered(protection))
            if not covered.meets(box):
                continue
            free = [sheet.box(area_of(each)) for each in protection.get("unprotectedRanges", [])]
            if not any(each.holds(_shared(covered, box)) for each in free):
                raise Invalid(PROTECTED)

    def covered(self, holder: Json) -> Area:
        """The area of an object that has a range, a named range or a table."""
        if "namedRangeId" in holder and "range" not in holder:
            wanted = holder["namedRangeId"]
            named = next((each for each in self.book.named_ranges if each["namedRangeId"] == wanted), None)
            if named is None:
                raise Invalid(f"No named range with id: {wanted}")
            return area_of(named["range"])
        return area_of(holder.get("range") or {})

    def guard_rows(self, sheet: Sheet, dimension: str, start: int, end: int) -> None:
        """Refuse to change whole rows or columns in which something is protected from this editor."""
        whole = sheet.whole
        self.guard(
            sheet, whole._replace(top=start, bottom=end) if dimension == ROWS else whole._replace(left=start, right=end)
        )

    def check_size(self) -> None:
        """Refuse more cells than a spreadsheet can have."""
        if sum(sheet.row_count * sheet.column_count for sheet in self.book.sheets) > MAX_CELLS:
            raise Invalid(TOO_MANY)

    def ranged(self, json: Json, *, may_be_empty: bool = False) -> Json:
        """A GridRange as it is kept: its sheet checked, its id written out."""
        return (self._area(json) if may_be_empty else self.area(json)).to_json()

    def number(self, wanted: int | None, taken: set[int], what: str) -> int:
        """The id that was asked for, or a fresh one; refused if it is taken."""
        if wanted:
            if wanted in taken:
                raise Invalid(f"{what} {wanted} already exists.")
            return wanted
        return next(fresh for fresh in iter(self.new_id, None) if fresh not in taken)


def may_edit(protection: Json, editor: Editor) -> bool:
    """Whether the protection lets this editor write."""
    return editor.owner or editor.email in protection.get("editors", {}).get("users", [])


def check_begin(sheet: Sheet, area: Area) -> None:
    """Refuse an area that begins outside the grid."""
    if (area.top or 0) >= sheet.row_count or (area.left or 0) >= sheet.column_count:
        raise Invalid(beyond(sheet, area))


def beyond(sheet: Sheet, area: Area) -> str:
    """What Google says of an area that lies outside the grid."""
    name = f"{a1.quoted(sheet.title)}!{a1.area_name(area)}"
    return f"Range ({name}) exceeds grid limits. Max rows: {sheet.row_count}, max columns: {sheet.column_count}"


def _shared(one: Box, two: Box) -> Box:
    return Box(max(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), min(one[3], two[3]))


def clear(cell: Cell) -> Cell:
    """The cell without its content; look, note and validation stay."""
    return cell._replace(value=None, runs=None, chips=None)


def tidied(json: Json) -> Json:
    """JSON as it is kept."""
    result: Json = looks.tidy(json)
    return result
