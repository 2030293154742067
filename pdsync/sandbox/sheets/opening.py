"""A Sheet taken from Drive for one call, and put back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pdsync.sandbox import refusals
from pdsync.sandbox.calls import Call
from pdsync.sandbox.drive import access
from pdsync.sandbox.sheets.calculator import Calculator, calculator
from pdsync.sandbox.sheets.draft import Draft, Editor
from pdsync.sandbox.sheets.masks import Invalid
from pdsync.sandbox.sheets.model import MIME_TYPE, Book, restore
from pdsync.sandbox.sheets.tables import settled
from pdsync.sandbox.store import DECODERS

DECODERS[MIME_TYPE] = restore


@dataclass(frozen=True, slots=True)
class Opened:
    """A spreadsheet as a call sees it: its file, its content, its own clock, and who is asking."""

    file: Any
    book: Book
    now: datetime
    editor: Editor

    @property
    def calculator(self) -> Calculator:
        """What works out its formulas."""
        return calculator(self.book, self.now)


def opened(call: Call, *, write: bool = False, spreadsheet_id: str | None = None) -> Opened:
    """The spreadsheet that the call names, or that one; refused as Google refuses."""
    file = access.open_native(call, spreadsheet_id or call.params["spreadsheetId"], MIME_TYPE, write=write)
    book = call.store.content(file.id)
    assert isinstance(book, Book)
    owner = access.role_of(call.store, file, call.user) == "owner"
    return Opened(file, book, local(call.now, book), Editor(call.user.email, owner))


def local(now: datetime, book: Book) -> datetime:
    """That moment on the spreadsheet's own clock."""
    try:
        return now.astimezone(ZoneInfo(book.properties.get("timeZone") or "Etc/GMT"))
    except (ZoneInfoNotFoundError, ValueError):
        return now


@contextmanager
def editing(call: Call, spreadsheet_id: str | None = None) -> Iterator[tuple[Opened, Draft]]:
    """The spreadsheet and a draft of it, stored when all went well; a refusal in between changes nothing."""
    source = opened(call, write=True, spreadsheet_id=spreadsheet_id)
    draft = Draft(source.book, now=source.now, editor=source.editor)
    try:
        yield source, draft
        settled(draft)
    except Invalid as refusal:
        raise refusals.rpc("INVALID_ARGUMENT", str(refusal)) from None
    call.store.put_content(source.file.id, MIME_TYPE, draft.book)
    access.touched(call.store, source.file, call.user, call.now, name=draft.title)
