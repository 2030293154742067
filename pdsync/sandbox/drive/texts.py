"""What fullText searches: name, description and words of a file, read out once after each edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdsync.sandbox.drive.files import DOC, SHEET, File, find
from pdsync.sandbox.drive.query.words import indexed

if TYPE_CHECKING:
    from pdsync.sandbox.store import Store

READABLE = ("text/", "application/json")
LONGEST = 1_000_000
"""How many bytes of a file are searched."""


def of(store: Store, file_id: str) -> str:
    """The words of a file, in the form that is searched."""
    row = store.db.execute("SELECT words FROM texts WHERE file_id = ?", (file_id,)).fetchone()
    if row is not None:
        return str(row["words"])
    file = find(store, file_id)
    if file is None:
        return ""
    hints = (file.extra.get("contentHints") or {}).get("indexableText", "")
    found = indexed(file.name, str(file.extra.get("description", "")), hints, _inside(store, file))
    store.db.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (file_id, found))
    return found


def _inside(store: Store, file: File) -> str:
    if file.mime_type in (DOC, SHEET):
        # Imported here: the engines of Docs and Sheets import Drive, which imports this module.
        from pdsync.sandbox.drive.converting import plain_words

        return plain_words(store.content(file.id))
    if file.mime_type.startswith(READABLE):
        row = store.db.execute("SELECT substr(data, 1, ?) FROM blobs WHERE file_id = ?", (LONGEST, file.id)).fetchone()
        return "" if row is None else bytes(row[0]).decode("utf-8", "replace")
    return ""


def forget(store: Store, file_id: str) -> None:
    """The file's words are to be read again."""
    store.db.execute("DELETE FROM texts WHERE file_id = ?", (file_id,))
