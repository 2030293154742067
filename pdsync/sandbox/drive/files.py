"""Files as Drive keeps them: one row each, ids as Google makes them, a root folder for every person."""

from __future__ import annotations

import json
import secrets
import string
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pdsync.sandbox.drive import schema as schema

if TYPE_CHECKING:
    import sqlite3

    from pdsync.sandbox.store import Store, User

DOC = "application/vnd.google-apps.document"
SHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
SHORTCUT = "application/vnd.google-apps.shortcut"
NATIVE = "application/vnd.google-apps."
EDITORS = (DOC, SHEET)
"""What has a content that an engine keeps."""
ALPHABET = string.ascii_letters + string.digits + "-_"
COLUMNS = (
    "seq, id, name, mime_type, owner, drive_id, parent, root, created, modified, modified_by, version, trashed, "
    "trashed_at, trashed_by, size, extra"
)


@dataclass(frozen=True, slots=True)
class File:
    """One file. `owner` is an address, or "" in a shared drive; times are milliseconds since 1970."""

    seq: int
    id: str
    name: str
    mime_type: str
    owner: str
    drive_id: str
    parent: str
    root: bool
    created: int
    modified: int
    modified_by: str
    version: int
    trashed: bool
    trashed_at: int | None
    trashed_by: str
    size: int | None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def is_folder(self) -> bool:
        """Whether other files can lie in it."""
        return self.mime_type == FOLDER

    @property
    def is_blob(self) -> bool:
        """Whether it consists of bytes."""
        return not self.mime_type.startswith(NATIVE)


def milliseconds(moment: datetime) -> int:
    """A moment as the tables keep it."""
    return int(moment.timestamp() * 1000)


def stamp(at: int) -> str:
    """A moment as Drive writes it: 2026-11-24T09:30:00.000Z."""
    return datetime.fromtimestamp(at // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at % 1000:03}Z"


def new_id(mime_type: str) -> str:
    """An unused-looking id: 44 characters for Docs and Sheets, 33 for the rest."""
    length = 43 if mime_type in EDITORS else 32
    # One draw for all of it: drawing each character apart takes as long as the rest of a copy's row.
    number, found = secrets.randbelow(len(ALPHABET) ** length), []
    for _ in range(length):
        number, at = divmod(number, len(ALPHABET))
        found.append(ALPHABET[at])
    return "1" + "".join(found)


def of_row(row: sqlite3.Row) -> File:
    """The file that a row of COLUMNS is."""
    extra = row["extra"]
    return File(
        row["seq"], row["id"], row["name"], row["mime_type"], row["owner"], row["drive_id"], row["parent"],
        bool(row["root"]), row["created"], row["modified"], row["modified_by"], row["version"], bool(row["trashed"]),
        row["trashed_at"], row["trashed_by"], row["size"], {} if extra == "{}" else json.loads(extra),
    )  # fmt: skip


def find(store: Store, file_id: str) -> File | None:
    """The file with that id, whoever may see it."""
    row = store.db.execute(f"SELECT {COLUMNS} FROM files WHERE id = ?", (file_id,)).fetchone()
    return None if row is None else of_row(row)


def children(store: Store, folder_id: str) -> list[File]:
    """What lies directly in a folder."""
    rows = store.db.execute(f"SELECT {COLUMNS} FROM files WHERE parent = ? ORDER BY seq", (folder_id,))
    return [of_row(row) for row in rows]


def below(store: Store, folder_id: str) -> list[File]:
    """Everything under a folder, at any depth."""
    rows = store.db.execute(
        f"""WITH RECURSIVE under(id) AS (
            SELECT id FROM files WHERE parent = ?1 UNION SELECT f.id FROM files f JOIN under u ON f.parent = u.id)
        SELECT {COLUMNS} FROM files WHERE id IN under ORDER BY seq""",
        (folder_id,),
    )
    return [of_row(row) for row in rows]


def insert(store: Store, values: dict[str, Any]) -> File:
    """A new row with those columns."""
    values = {**values, "extra": json.dumps(values.get("extra") or {}, ensure_ascii=False)}
    names = ", ".join(values)
    store.db.execute(f"INSERT INTO files ({names}) VALUES ({', '.join('?' * len(values))})", tuple(values.values()))
    made = find(store, values["id"])
    assert made is not None
    return made


def change(store: Store, file: File, **values: Any) -> File:
    """The file with those columns changed."""
    if "extra" in values:
        values["extra"] = json.dumps(values["extra"], ensure_ascii=False)
    sets = ", ".join(f"{name} = ?" for name in values)
    store.db.execute(f"UPDATE files SET {sets} WHERE id = ?", (*values.values(), file.id))
    changed = find(store, file.id)
    assert changed is not None
    return changed


def root_of(store: Store, user: User, at: int) -> File:
    """The person's My Drive, made when it is first needed."""
    row = store.db.execute(
        f"SELECT {COLUMNS} FROM files WHERE id = (SELECT file_id FROM personal_roots WHERE email = ?)", (user.email,)
    ).fetchone()
    if row is not None:
        return of_row(row)
    root_id = "0A" + "".join(secrets.choice(ALPHABET) for _ in range(11)) + "Uk9PVA"
    root = insert(
        store,
        {"id": root_id, "name": "My Drive", "mime_type": FOLDER, "owner": user.email, "root": 1, "created": at,
         "modified": at, "modified_by": user.email},
    )  # fmt: skip
    store.db.execute("INSERT INTO personal_roots VALUES (?, ?)", (user.email, root_id))
    store.db.execute(
        "INSERT INTO permissions (file_id, id, type, role, email, made) VALUES (?, ?, 'user', 'owner', ?, ?)",
        (root_id, user.permission_id, user.email, at),
    )
    return root


def bin_below(store: Store, folder: File) -> None:
    """Let everything under a folder know whether it lies in the bin."""
    for child in children(store, folder.id):
        trashed = folder.trashed or child.trashed_at is not None
        if trashed != child.trashed:
            child = change(store, child, trashed=int(trashed))
            if child.is_folder:
                bin_below(store, child)
