"""A Sheet as one person has it open: what is read from it, and what is typed into it, through the API's own core."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pdsync.sandbox.drive import access
from pdsync.sandbox.drive.files import find
from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.sheets.a1 import Box, area_name, area_of, full_name, quoted
from pdsync.sandbox.sheets.calculator import calculator
from pdsync.sandbox.sheets.filters import hidden_by
from pdsync.sandbox.sheets.locales import locale_of
from pdsync.sandbox.sheets.model import Book
from pdsync.sandbox.store import User
from pdsync.sandbox.web.spreadsheet.plots import Cell
from pdsync.sandbox.web.spreadsheet.view import View, typed_value
from pdsync.sandbox.workspace import Workspace

Json = dict[str, Any]
Place = tuple[int, int]
EDITORS = ("owner", "organizer", "fileOrganizer", "writer")


@dataclass(frozen=True, slots=True)
class Opened:
    """A Sheet that this person may see: `answer` is spreadsheets.get without cells, `role` the person's."""

    workspace: Workspace
    user: User
    answer: Json
    book: Book
    role: str

    @property
    def id(self) -> str:
        """The Sheet's id."""
        return str(self.answer["spreadsheetId"])

    @property
    def writes(self) -> bool:
        """Whether the person may edit it."""
        return self.role in EDITORS

    def used(self, sheet_id: int) -> tuple[int, int]:
        """How many rows and columns of a sheet hold something."""
        sheet = self.book.sheet(sheet_id)
        if sheet is None:
            return 0, 0
        return len(sheet.rows), max((len(row.cells) for row in sheet.rows if row), default=0)

    def cells(self, title: str, view: View) -> Json:
        """A sheet with the cells of that page."""
        return self._grid([full_name(title, box) for box in view.boxes])

    def cell(self, title: str, place: Place) -> Json:
        """One cell's data."""
        rows = self._grid([full_name(title, box_of(place))])["data"][0].get("rowData") or [{}]
        values: list[Json] = rows[0].get("values") or [{}]
        return values[0]

    def held(self, cell: Json) -> str:
        """What a cell holds, as typing it would make it."""
        return typed_value(cell, locale_of(self.book.properties["locale"]))

    def enter(self, title: str, place: Place, words: str) -> None:
        """Type into a cell. Refusal."""
        where = full_name(title, box_of(place))
        params = {"spreadsheetId": self.id, "range": where, "valueInputOption": "USER_ENTERED"}
        self.workspace.call("sheets.spreadsheets.values.update", self.user, params, {"values": [[words]]})

    def choices(self, title: str, cell: Json) -> tuple[str, ...]:
        """What a cell's validation lets one choose; empty if it is no dropdown."""
        condition = (cell.get("dataValidation") or {}).get("condition") or {}
        values = [str(each.get("userEnteredValue", "")) for each in condition.get("values") or ()]
        if condition.get("type") == "ONE_OF_LIST":
            return tuple(values)
        if condition.get("type") != "ONE_OF_RANGE" or not values:
            return ()
        where = values[0].removeprefix("=").replace("$", "")
        try:
            rows = self._values(where if "!" in where else f"{quoted(title)}!{where}", "FORMATTED_VALUE")
        except Refusal:
            return ()
        return tuple(dict.fromkeys(str(each) for row in rows for each in row if each != ""))

    def hidden(self, sheet_id: int, view: Json) -> frozenset[int]:
        """The rows that a filter view hides."""
        sheet = self.book.sheet(sheet_id)
        if sheet is None:
            return frozenset()
        return frozenset(hidden_by(calculator(self.book, self.workspace.clock.now()), sheet, view))

    def source(self, source: Mapping[str, Any]) -> Sequence[Cell]:
        """The cells that a chart draws from, row by row."""
        sheet = self.book.sheet(source.get("sheetId", 0))
        if sheet is None:
            return ()
        where = f"{quoted(sheet.title)}!{area_name(area_of(dict(source)))}"
        shown, plain = self._values(where, "FORMATTED_VALUE"), self._values(where, "UNFORMATTED_VALUE")
        return [
            (str(words), value if isinstance(value, int | float) and not isinstance(value, bool) else None)
            for row, values in zip(shown, plain, strict=True)
            for words, value in zip(row or [""], values or [""], strict=True)
        ]

    def _grid(self, ranges: list[str]) -> Json:
        found: Json = _asked(self.workspace, self.user, self.id, ranges=ranges, includeGridData=True)["sheets"][0]
        return found

    def _values(self, where: str, option: str) -> list[list[Any]]:
        params = {"spreadsheetId": self.id, "range": where, "valueRenderOption": option}
        answer = self.workspace.call("sheets.spreadsheets.values.get", self.user, params)
        assert isinstance(answer, dict)
        return list(answer.get("values") or ())


def opened(workspace: Workspace, user: User, spreadsheet_id: str) -> Opened:
    """The Sheet as that person sees it. Refusal."""
    answer = _asked(workspace, user, spreadsheet_id)
    book, file = workspace.store.content(spreadsheet_id), find(workspace.store, spreadsheet_id)
    assert isinstance(book, Book) and file is not None
    return Opened(workspace, user, answer, book, access.role_of(workspace.store, file, user) or "reader")


def _asked(workspace: Workspace, user: User, spreadsheet_id: str, **params: Any) -> Json:
    answer = workspace.call("sheets.spreadsheets.get", user, {"spreadsheetId": spreadsheet_id, **params})
    assert isinstance(answer, dict)
    return answer


def box_of(place: Place) -> Box:
    """One cell as a rectangle."""
    return Box(place[0], place[0] + 1, place[1], place[1] + 1)
