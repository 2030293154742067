"""Which part of which sheet is shown, and what a cell holds as a person would type it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pdsync.sandbox.sheets.a1 import Box, parse
from pdsync.sandbox.sheets.entering import entered
from pdsync.sandbox.sheets.locales import Locale

Json = Mapping[str, Any]
NONE: Json = {}
PAGE = 100
"""Rows on one page."""
ROOM, LEAST = 20, (25, 8)
"""Empty rows that are shown below the last used one, and how many rows and columns are shown at least."""
WIDEST = 60
"""Columns beyond this many are left out."""


@dataclass(frozen=True, slots=True)
class View:
    """A page of a sheet: rows from `top` to `bottom`, columns up to `right`; `reach`: where its used rows end."""

    top: int
    bottom: int
    right: int
    reach: int
    frozen: int

    @property
    def boxes(self) -> list[Box]:
        """The cells that are read: the frozen rows, and the page's own."""
        own = Box(self.top, self.bottom, 0, self.right)
        above = Box(0, min(self.frozen, self.top), 0, self.right)
        return [above, own] if above.height > 0 else [own]


def view_of(properties: Json, *, used: tuple[int, int], start: int) -> View:
    """The page of a sheet that begins at that row; `used`: how many of its rows and columns hold something."""
    grid = properties.get("gridProperties") or NONE
    rows, columns = grid.get("rowCount", 0), grid.get("columnCount", 0)
    reach = min(rows, max(used[0] + ROOM, LEAST[0]))
    right = min(columns, max(used[1] + 1, LEAST[1]), WIDEST)
    top = max(0, min(start, reach - 1)) // PAGE * PAGE
    return View(top, min(top + PAGE, reach), right, reach, min(grid.get("frozenRowCount", 0), rows))


def sheet_of(sheets: Sequence[Json], gid: str) -> Json:
    """The sheet with that id, or the first that is not hidden."""
    by_id = next((each for each in sheets if str(each["properties"]["sheetId"]) == gid), None)
    return by_id or next((each for each in sheets if not each["properties"].get("hidden")), sheets[0])


def place_of(name: str, properties: Json) -> tuple[int, int] | None:
    """Row and column of a cell's name, if the sheet has it."""
    area = parse(name.strip().upper(), 0) if len(name) < 20 else None
    grid = properties.get("gridProperties") or NONE
    if area is None or area.top is None or area.left is None:
        return None
    inside = area.top < grid.get("rowCount", 0) and area.left < grid.get("columnCount", 0)
    return (area.top, area.left) if inside else None


def typed_value(cell: Json, locale: Locale) -> str:
    """What a cell holds, as typing it would make it.

    Formulas as they are; text that would be taken for something else has an apostrophe before it.
    """
    held = cell.get("userEnteredValue") or NONE
    if "formulaValue" in held:
        return str(held["formulaValue"])
    if "boolValue" in held:
        return "TRUE" if held["boolValue"] else "FALSE"
    if "stringValue" in held:
        words = str(held["stringValue"])
        taken = entered(words, locale, date(2026, 1, 1)).value
        # A formula is equal to its text, but typing it would compute it.
        return words if type(taken) is str and taken == words else f"'{words}"
    number = held.get("numberValue")
    shown = str(cell.get("formattedValue", ""))
    if number is None:
        return ""
    same = entered(shown, locale, date(2026, 1, 1)).value == number
    return shown if same else f"{number:.15g}"
