"""A book on the bench: requests and values go straight to the engine, and what it holds is read back."""

from __future__ import annotations

from datetime import UTC, datetime

from pdsync.sandbox.sheets import batch, values
from pdsync.sandbox.sheets.blank import blank
from pdsync.sandbox.sheets.draft import Draft, Editor
from pdsync.sandbox.sheets.ranges import readable, resolve
from pdsync.sandbox.sheets.tables import settled
from pdsync.sandbox.sheets.values import Reading

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ME = Editor("teacher@school.example")


class Bench:
    def __init__(self, rows=(), *, option="RAW", editor=ME, size=None):
        self.book = blank()
        self.editor = editor
        self.now = NOW
        self._ids = iter(range(1001, 99999))
        if size:
            self.do(
                updateSheetProperties={
                    "properties": {"gridProperties": {"rowCount": size[0], "columnCount": size[1]}},
                    "fields": "gridProperties(rowCount,columnCount)",
                }
            )
        if rows:
            self.write("A1", rows, option)

    def draft(self, editor=None):
        return Draft(self.book, now=self.now, editor=editor or self.editor, new_id=lambda: next(self._ids))

    def requests(self, *requests, editor=None):
        draft = self.draft(editor)
        replies = batch.apply(draft, list(requests))
        settled(draft)
        self.book = draft.book
        self.title = draft.title
        return replies

    def do(self, editor=None, **request):
        return self.requests(request, editor=editor)[0]

    def write(self, where, rows, option="USER_ENTERED", **body):
        draft = self.draft()
        extent = values.update(draft, where, {"values": rows, **body}, option)
        settled(draft)
        self.book = draft.book
        return values.updated(draft, "ID", extent, None)

    def read(self, where="Sheet1", render="FORMATTED_VALUE", **reading):
        sheet, area = resolve(self.book, where)
        reading = Reading(render, **reading)
        return values.value_range(self.draft().calculator, sheet, readable(sheet, area), reading).get("values", [])

    def formulas(self, where="Sheet1"):
        return self.read(where, "FORMULA")

    def one(self, formula, render="UNFORMATTED_VALUE"):
        """What a formula comes to in a cell far from the others."""
        self.write("Z1000", [[formula]])
        return self.read("Z1000", render)[0][0] if self.read("Z1000", render) else None

    def overlay(self, name, sheet_id=0):
        return self.book.sheet(sheet_id).overlay(name)


def grid(top, bottom, left, right, sheet_id=0):
    return {
        "sheetId": sheet_id,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def rows(start, end, sheet_id=0, dimension="ROWS"):
    return {"sheetId": sheet_id, "dimension": dimension, "startIndex": start, "endIndex": end}
