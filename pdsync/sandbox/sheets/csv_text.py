"""A Sheet as comma- or tab-separated text, for Drive's exports and uploads."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from pdsync.sandbox.sheets.a1 import Box
from pdsync.sandbox.sheets.appending import grow
from pdsync.sandbox.sheets.blank import default_properties
from pdsync.sandbox.sheets.calculator import calculator
from pdsync.sandbox.sheets.draft import Draft, Editor, random_id
from pdsync.sandbox.sheets.model import Book, Sheet
from pdsync.sandbox.sheets.showing import formatted
from pdsync.sandbox.sheets.values import write

# The module's own limit is 131,072 characters a field; how long a cell may be is for the Sheet to say.
csv.field_size_limit(2**31 - 1)


def from_text(title: str, text: str, *, now: datetime, delimiter: str = ",") -> Book:
    """A spreadsheet of one sheet, which has the title, its cells as if typed."""
    sheet = Sheet(random_id(), title)
    draft = Draft(Book([sheet], default_properties()), now=now, editor=Editor(""))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))
    box = Box(0, len(rows), 0, max((len(row) for row in rows), default=0))
    grow(draft.sheet(sheet.id), box)
    write(draft, sheet.id, box, [list(row) for row in rows], "USER_ENTERED")
    return draft.book


def to_text(book: Book, *, now: datetime, delimiter: str = ",") -> str:
    """What the first sheet shows: lines end in CRLF, the last one in nothing."""
    sheet, sums = book.first(), calculator(book, now)
    filled = [(row, column) for row, column, cell in sheet.cells(sheet.whole) if cell.value is not None]
    width = 1 + max((column for _, column in filled), default=-1)
    rows = [["" for _ in range(width)] for _ in range(1 + max((row for row, _ in filled), default=-1))]
    for row, column in filled:
        rows[row][column] = formatted(sums, sheet, row, column)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().removesuffix("\r\n")
