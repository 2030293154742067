"""Which files an app may see: all, or only those that it made or was given (`drive.file`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pdsync.sandbox.calls import Call
    from pdsync.sandbox.store import Store

SCOPE = "https://www.googleapis.com/auth/"
WRITES = frozenset(SCOPE + name for name in ("drive", "documents", "spreadsheets"))
READS = WRITES | frozenset(
    SCOPE + name
    for name in (
        "drive.readonly",
        "drive.metadata",
        "drive.metadata.readonly",
        "drive.meet.readonly",
        "documents.readonly",
        "spreadsheets.readonly",
    )
)
"""Scopes that reach every file the person can see; `drive.file` is not among them."""


def authorize(store: Store, file_id: str, client_id: str) -> None:
    """Let an app reach a file from now on: it made it, or the person opened it with it."""
    if client_id:
        store.db.execute("INSERT OR IGNORE INTO app_files VALUES (?, ?)", (file_id, client_id))


def is_authorized(store: Store, file_id: str, client_id: str) -> bool:
    """Whether an app made a file or was given it."""
    return (
        store.db.execute("SELECT 1 FROM app_files WHERE file_id = ? AND client_id = ?", (file_id, client_id)).fetchone()
        is not None
    )


def own_files_only(call: Call, *, write: bool = False) -> bool:
    """Whether this call reaches only the app's own files. A call without scopes comes from a person."""
    wide = WRITES if write else READS
    return bool(call.scopes) and not _reaches(call, wide)


def _reaches(call: Call, wide: frozenset[str]) -> bool:
    room = call.method.partition(".")[0]
    strange = {"drive": ("documents", "spreadsheets"), "docs": ("spreadsheets",), "sheets": ("documents",)}[room]
    return any(each in wide and not each.removeprefix(SCOPE).startswith(strange) for each in call.scopes)


def reaches(call: Call, file_id: str, *, write: bool = False) -> bool:
    """Whether this call's app may reach that file."""
    return not own_files_only(call, write=write) or is_authorized(call.store, file_id, call.client_id)
