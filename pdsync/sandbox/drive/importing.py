"""Text, HTML and comma-separated values as Docs and Sheets."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pdsync.sandbox.drive import converting
from pdsync.sandbox.drive.files import DOC, File
from pdsync.sandbox.sheets import csv_text

if TYPE_CHECKING:
    from pdsync.sandbox.store import Content, User


def content(file: File, kind: str, text: str, *, user: User, now: datetime) -> Content:
    """The content of a new Doc or Sheet made of that text."""
    if file.mime_type == DOC:
        return converting.empty(DOC)
    delimiter = "\t" if kind == "text/tab-separated-values" else ","
    return csv_text.from_text(file.name, text, now=now, delimiter=delimiter)
