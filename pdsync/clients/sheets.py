"""Sheets: read in one call, changed in one, all or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pdsync.errors import Conflict, GoogleError
from pdsync.goals.merge import Book, Cell, Edit, Footing, Formula, Tab, Turn
from pdsync.goals.sheet_staff import EXCUSED, EXTENDED, OVERRIDE

if TYPE_CHECKING:
    from pdsync.clients.dressing import Requests, Sizes
    from pdsync.clients.line import Line

READ = (
    "properties(title,timeZone,locale),"
    "sheets(properties(sheetId,title,hidden,gridProperties(rowCount,columnCount)),"
    "developerMetadata(metadataKey,metadataValue),"
    "data.rowData.values.userEnteredValue)"
)
LOOKS_KEY = "pdsync-looks"
"""The developer metadata of a tab whose value is the level of the looks that it was given.

It lies on the tab itself: it goes when the tab is deleted, stays when the hidden tab is, and nobody sees it.
"""

WHAT = "The Sheet"
ALL = "A:ZZZ"
"""Every column that a Sheet can have."""

TABS = "sheets.properties.sheetId"

HEADINGS = 5
"""Staff's headings stand in one of so many rows from the top, if a column of theirs is to be calculated."""
READ_BACK = frozenset({EXCUSED, EXTENDED, OVERRIDE})

LOCALE_HINT = "leave locale under sheet in the config empty, or name another, and run the same command again"

MOVED_ON = re.compile(r"No (?:grid|sheet) with id|already exists|exceeds grid limits|beyond the last", re.IGNORECASE)
"""How Google refuses what was right when the Sheet was read: a tab that went or came, rows that were taken away.

`deleteSheet: No sheet with id: 5` and `addSheet: A sheet with the name "X" already exists` are recorded answers of its.
"""


class Sheets:
    """Sheets as one account sees them."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._sizes: dict[str, Sizes] = {}

    def read(self, sheet_id: str) -> Book:
        """A Sheet's tabs and all their cells, as they were entered.

        Where staff let a date be calculated that pdsync reads back in, one more call tells what it comes to.
        """
        answer = self._line.ask("sheets.spreadsheets.get", {"spreadsheetId": sheet_id, "fields": READ}, what=WHAT)
        about = answer.get("properties", {})
        tabs = tuple(_tab(sheet) for sheet in answer.get("sheets", ()))
        if any(map(_calculating, tabs)):
            from pdsync.clients.calculated import calculated

            tabs = calculated(self._line, sheet_id, tabs)
        self._sizes[sheet_id] = {tab.id: (tab.rows, tab.columns) for tab in tabs}
        zone, locale = about.get("timeZone", "UTC"), about.get("locale", "")
        return Book(tabs, title=about.get("title", ""), zone=zone, locale=locale)

    def stands(self, sheet_id: str, footings: Sequence[Footing]) -> bool:
        """Whether the Sheet still is as edits that only add rows found it; only those places are read."""
        if not footings:
            return True
        ranges = tuple(place for one in footings for place in _places(one))
        try:
            shown = values_in(self._line, sheet_id, ranges)
        except GoogleError as error:
            if error.status == 400:
                return False  # a tab has another name now, or fewer rows
            raise
        rows = [tuple(map(tuple, one)) for one in shown]
        expected = [row for one in footings for row in (((one.heading,), ()) if one.heading else ((),))]
        return rows == expected

    def write(self, sheet_id: str, edits: Sequence[Edit]) -> None:
        """Make all the edits, or none. Raises Conflict when somebody else wrote in between.

        With a Turn among them, a write whose answer was lost is sent again: it cannot happen twice. Without one it is
        Unclear then.
        """
        from pdsync.clients.dressing import requests_for

        turn = next((edit for edit in edits if isinstance(edit, Turn)), None)
        ordered = ([turn] if turn else []) + [edit for edit in edits if edit is not turn]
        requests, after = requests_for(ordered, self._sizes.get(sheet_id, {}))
        if not requests:
            return
        try:
            self._update(sheet_id, requests, turned=turn is not None)
        except Conflict:
            if turn is None or turn.now not in self._tabs(sheet_id):
                raise
        self._sizes[sheet_id] = after

    def _update(self, sheet_id: str, requests: Requests, *, turned: bool) -> None:
        method = "sheets.spreadsheets.batchUpdate"
        asked = {"spreadsheetId": sheet_id, "fields": "spreadsheetId"}
        rule = f"{method}:turn" if turned else method
        try:
            self._line.ask(method, asked, body={"requests": requests}, what=WHAT, rule=rule)
        except GoogleError as error:
            if error.status == 400 and MOVED_ON.search(str(error)):
                message = "Somebody else changed the Sheet at the same moment; nothing was written."
                again = "run the same command again"
                raise Conflict(message, hint=again, status=400, reason=error.reason) from error
            if error.status == 400 and any("updateSpreadsheetProperties" in one for one in requests):
                error.hint = LOCALE_HINT
            raise

    def _tabs(self, sheet_id: str) -> set[int]:
        """The ids of a Sheet's tabs."""
        asked = {"spreadsheetId": sheet_id, "fields": TABS}
        answer = self._line.ask("sheets.spreadsheets.get", asked, what=WHAT)
        return {sheet["properties"].get("sheetId", 0) for sheet in answer.get("sheets", ())}

    def values(self, sheet_id: str, tab: str = "") -> list[list[str]]:
        """The cells of a tab (the first, if none is named) as they are shown; gspread reads them and quotes names."""
        from gspread.http_client import HTTPClient
        from gspread.utils import absolute_range_name

        client = HTTPClient(None, session=self._line.session())
        place = absolute_range_name(tab, ALL) if tab else ALL
        what = f"The Sheet's tab “{tab}”" if tab else WHAT
        answer = self._line.gspread(
            "sheets.spreadsheets.values.get", lambda: client.values_get(sheet_id, place), what=what
        )
        return [[str(cell) for cell in row] for row in answer.get("values", ())]


def _calculating(tab: Tab) -> bool:
    """Whether a formula stands in a column that pdsync reads back in."""
    columns = [place for line in tab.cells[:HEADINGS] for place, cell in enumerate(line) if cell in READ_BACK]
    return any(isinstance(tab.at(row, place), Formula) for place in columns for row in range(len(tab.cells)))


def _places(footing: Footing) -> Iterator[str]:
    """The range of a tab's headings, and of everything below its rows."""
    if footing.heading:
        yield range_in(footing.tab, "1:1")
    yield range_in(footing.tab, f"A{footing.free + 1}:ZZZ")


def range_in(tab: str, cells: str) -> str:
    """A range of a tab, its title quoted as gspread does, which takes longer to load than to ask.

    >>> range_in("Kim's", "A1:B2")
    "'Kim''s'!A1:B2"
    """
    title = tab.replace("'", "''")
    return f"'{title}'!{cells}"


def values_in(line: Line, sheet_id: str, ranges: Sequence[str], **options: str) -> list[Sequence[Sequence[Any]]]:
    """What stands in each range, as rows that end with their last cell; `options` are the method's own parameters."""
    asked = {"spreadsheetId": sheet_id, "ranges": tuple(ranges), "fields": "valueRanges.values", **options}
    answer = line.ask("sheets.spreadsheets.values.batchGet", asked, what=WHAT)
    return [one.get("values", ()) for one in answer["valueRanges"]]


def _tab(sheet: Mapping[str, Any]) -> Tab:
    about = sheet["properties"]
    grid = about.get("gridProperties", {})
    data: Sequence[Mapping[str, Any]] = sheet.get("data") or ({},)
    return Tab(
        id=about.get("sheetId", 0),
        title=about.get("title", ""),
        rows=grid.get("rowCount", 0),
        columns=grid.get("columnCount", 0),
        cells=_cut([_cut([_cell(cell) for cell in row.get("values", ())]) for row in data[0].get("rowData", ())]),
        hidden=about.get("hidden", False),
        level=max((_level(one) for one in sheet.get("developerMetadata", ())), default=0),
    )


def _level(metadata: Mapping[str, Any]) -> int:
    """The level of a tab's looks, 0 if this says nothing of it."""
    value = str(metadata.get("metadataValue", ""))
    return int(value) if metadata.get("metadataKey") == LOOKS_KEY and value.isdecimal() else 0


def _cut(row: list[Any]) -> tuple[Any, ...]:
    """A row without the empty cells at its end; rows without the empty ones, too."""
    while row and row[-1] in (None, ()):
        row.pop()
    return tuple(row)


def _cell(cell: Mapping[str, Any]) -> Cell:
    """What was entered in a cell; numbers are floats, whatever JSON makes of them."""
    entered = cell.get("userEnteredValue")
    if not entered:
        return None
    if "stringValue" in entered:  # most of them
        return str(entered["stringValue"])
    for kind, value in entered.items():
        match kind:
            case "numberValue":
                return float(value)
            case "boolValue":
                return bool(value)
            case "formulaValue":
                return Formula(str(value))
    return None
