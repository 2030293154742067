"""A file's properties: those that every app sees, and those that one app keeps for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdsync.sandbox.drive import refused

if TYPE_CHECKING:
    from pdsync.sandbox.calls import Call
    from pdsync.sandbox.store import Store

LONGEST = 124
"""Bytes of a key and its value in UTF-8."""
MOST = 30
"""Public properties of a file, or private ones of one app."""


def write(call: Call, file_id: str, body: dict[str, Any]) -> bool:
    """Merge the body's properties into the file's: null takes one away. Whether there were any in it."""
    public = _merge(call.store, file_id, "", body.get("properties"))
    return _merge(call.store, file_id, call.client_id, body.get("appProperties")) or public


def _merge(store: Store, file_id: str, app: str, given: dict[str, Any] | None) -> bool:
    if not given:
        return False
    for key, value in given.items():
        if value is None:
            store.db.execute("DELETE FROM properties WHERE file_id = ? AND app = ? AND key = ?", (file_id, app, key))
            continue
        if len(f"{key}{value}".encode()) > LONGEST:
            message = f"Property '{key}' is too long: key and value may have {LONGEST} bytes."
            raise refused.invalid("properties", message)
        store.db.execute("INSERT OR REPLACE INTO properties VALUES (?, ?, ?, ?)", (file_id, app, key, str(value)))
    count = store.db.execute("SELECT count(*) FROM properties WHERE file_id = ? AND app = ?", (file_id, app))
    if count.fetchone()[0] > MOST:
        message = f"A file may have {MOST} properties."
        raise refused.forbidden("limitExceeded", message)
    return True


def copy(store: Store, source_id: str, goal_id: str) -> None:
    """Give a copy the properties of its source, those of every app."""
    store.db.execute(
        "INSERT INTO properties SELECT ?, app, key, value FROM properties WHERE file_id = ?", (goal_id, source_id)
    )
