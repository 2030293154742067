"""Which cells a range in a request names: A1 and R1C1 notation, named ranges, titles; and the refusals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.sheets import a1
from pdsync.sandbox.sheets.a1 import Area, Box, area_of
from pdsync.sandbox.sheets.draft import check_begin
from pdsync.sandbox.sheets.masks import Invalid
from pdsync.sandbox.sheets.model import Book, Sheet

Json = dict[str, Any]


def resolve(book: Book, text: str) -> tuple[Sheet, Area]:
    """The sheet and the area that the text names."""
    title, rest = a1.split(text)
    if title is not None:
        sheet = book.titled(title)
        if sheet is None:
            raise unparsed(text)
        area = a1.parse(rest, sheet.id) or named(book, rest)
        if area is None:
            raise unparsed(text)
        return (book.sheet(area.sheet_id) or sheet), area
    area = a1.parse(text, book.first().id) or named(book, text)
    if area is not None:
        sheet = book.sheet(area.sheet_id)
        assert sheet is not None
        return sheet, area
    sheet = book.titled(a1.unquoted(text))
    if sheet is None:
        raise unparsed(text)
    return sheet, Area(sheet.id)


def named(book: Book, name: str) -> Area | None:
    """The area of the named range, or of the table, with that name in any case."""
    wanted = name.casefold()
    for each in book.named_ranges:
        if each["name"].casefold() == wanted:
            return area_of(each["range"])
    tables = (table for sheet in book.sheets for table in sheet.overlay("tables"))
    return next((area_of(table["range"]) for table in tables if table["name"].casefold() == wanted), None)


def unparsed(text: str) -> refusals.Refusal:
    """What Google says of a text that names no range."""
    return refusals.rpc("INVALID_ARGUMENT", f"Unable to parse range: {text}")


def readable(sheet: Sheet, area: Area) -> Box:
    """The cells of the grid that an area covers: an end outside the grid is cut off, a start outside it is refused."""
    try:
        check_begin(sheet, area)
    except Invalid as outside:
        raise refusals.rpc("INVALID_ARGUMENT", str(outside)) from None
    return sheet.box(area)


@contextmanager
def numbered(name: str, index: int) -> Iterator[None]:
    """What is refused inside is refused as the element of a list: `Invalid data[2]: …`."""
    try:
        yield
    except Invalid as refused:
        raise Invalid(f"Invalid {name}[{index}]: {refused}") from None
    except refusals.Refusal as refused:
        if refused.body["error"].get("status") != "INVALID_ARGUMENT":
            raise
        raise Invalid(f"Invalid {name}[{index}]: {refused.body['error']['message']}") from None
