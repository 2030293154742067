"""What happened to a file: its version, times, revisions, and the feed of changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pdsync.sandbox.drive.files import File, change

if TYPE_CHECKING:
    from pdsync.sandbox.store import Store, User

TOGETHER = 3_600_000
"""Edits of one person within an hour of each other (in milliseconds) are one revision of a Doc or Sheet."""


def record(store: Store, file: File, at: int) -> None:
    """Tell everybody who sees the file that something about it changed."""
    _line(store, file.id, "", file.drive_id, at)


def record_lost(store: Store, file: File, email: str, at: int) -> None:
    """Tell a person that the file is gone for them."""
    _line(store, file.id, email, file.drive_id, at)


def _line(store: Store, file_id: str, email: str, drive_id: str, at: int) -> None:
    store.db.execute(
        "INSERT OR REPLACE INTO changes (file_id, email, drive_id, at) VALUES (?, ?, ?, ?)",
        (file_id, email, drive_id, at),
    )


def noticed(store: Store, file: File, at: int, **values: Any) -> File:
    """The file after a change that is no edit: a higher version, but the same time of modification."""
    changed = change(store, file, version=file.version + 1, **values)
    record(store, changed, at)
    return changed


def modified(store: Store, file: File, user: User, at: int, **values: Any) -> File:
    """The file after an edit by that person: version, modifiedTime, lastModifyingUser."""
    given = {"modified": at, "modified_by": user.email, **values}
    changed = noticed(store, file, at, **given)
    seen(store, file.id, user, viewed=at, modified=changed.modified)
    return changed


def seen(store: Store, file_id: str, user: User, **values: int | str | None) -> None:
    """Note what one person did with the file."""
    names = list(values)
    sets = ", ".join(f"{name} = excluded.{name}" for name in names)
    store.db.execute(
        f"INSERT INTO personal (file_id, email, {', '.join(names)}) VALUES (?, ?, {', '.join('?' * len(names))}) "
        f"ON CONFLICT (file_id, email) DO UPDATE SET {sets}",
        (file_id, user.email, *values.values()),
    )


def revised(store: Store, file: File, user: User, at: int, facts: dict[str, Any] | None = None) -> None:
    """Note a new revision of the content; `facts`: what it says of its bytes."""
    last = store.db.execute(
        "SELECT id, at, by FROM revisions WHERE file_id = ? ORDER BY rowid DESC LIMIT 1", (file.id,)
    ).fetchone()
    number = str(file.version)
    if facts is None and last is not None and last["by"] == user.email and at - last["at"] < TOGETHER:
        store.db.execute(
            "UPDATE OR REPLACE revisions SET id = ?, at = ? WHERE file_id = ? AND id = ?",
            (number, at, file.id, last["id"]),
        )
        return
    if facts is not None:
        number = facts["id"]
    store.db.execute(
        "INSERT OR REPLACE INTO revisions VALUES (?, ?, ?, ?, ?)",
        (file.id, number, at, user.email, json.dumps(facts or {})),
    )
