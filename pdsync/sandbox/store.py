"""The workspace's one SQLite database: a connection, transactions, users, and the contents of Docs and Sheets."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

SCHEMA: list[str] = [
    """CREATE TABLE IF NOT EXISTS users (
        email TEXT PRIMARY KEY, name TEXT NOT NULL, permission_id TEXT NOT NULL UNIQUE,
        has_account INTEGER NOT NULL DEFAULT 1, has_storage INTEGER NOT NULL DEFAULT 1)""",
    "CREATE TABLE IF NOT EXISTS contents (file_id TEXT PRIMARY KEY, mime_type TEXT NOT NULL, body TEXT NOT NULL)",
]
"""Each room adds its own tables here when it is imported."""


class Content(Protocol):
    """What is inside a Doc or a Sheet, in its engine's own form."""

    def to_json(self) -> Any:
        """The whole content as plain JSON values, to be stored."""


DECODERS: dict[str, Callable[[Any], Content]] = {}
"""By MIME type: what turns stored JSON into an engine's content. Each engine registers its own."""


@dataclass(frozen=True, slots=True)
class User:
    """An account. `has_account` False: a bare address without a Google account; `has_storage` False: owns no files."""

    email: str
    name: str
    permission_id: str
    has_account: bool = True
    has_storage: bool = True


class Store:
    """One workspace. All access is from the server's one thread; contents and users are kept decoded once read.

    A content handed out by `content` is shared: change a copy, then `put_content` it. Without a `path` contents are not
    written down at all: nothing of the workspace outlives the process.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.db = sqlite3.connect(str(path) if path else ":memory:", isolation_level=None, check_same_thread=False)
        self.db.row_factory = sqlite3.Row
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=NORMAL")
        self._contents: dict[str, Content] = {}
        self._users: dict[str, User] = {}
        self._kept = path is not None
        self._before: dict[str, Content | None] | None = None
        for statement in SCHEMA:
            self.db.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside happens, or nothing does."""
        if self._before is not None:
            yield
            return
        self.db.execute("BEGIN IMMEDIATE")
        self._before = {}
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            self._users.clear()
            for file_id, content in self._before.items():
                self._restore(file_id, content)
            raise
        else:
            self.db.execute("COMMIT")
        finally:
            self._before = None

    def _restore(self, file_id: str, content: Content | None) -> None:
        """Let the content be what it was before the transaction."""
        if content is None:
            self._contents.pop(file_id, None)
        else:
            self._contents[file_id] = content

    def close(self) -> None:
        """Let go of the database."""
        self.db.close()

    def user(self, email: str) -> User | None:
        """The account with that address (any case), or None."""
        address = email.lower()
        if (known := self._users.get(address)) is not None:
            return known
        row = self.db.execute("SELECT * FROM users WHERE email = ?", (address,)).fetchone()
        return None if row is None else self._users.setdefault(address, _user(row))

    def add_user(self, user: User) -> User:
        """The account as stored; one that exists already is replaced."""
        self._users.clear()
        self.db.execute(
            "INSERT OR REPLACE INTO users VALUES (?, ?, ?, ?, ?)",
            (user.email.lower(), user.name, user.permission_id, user.has_account, user.has_storage),
        )
        return user

    def content(self, file_id: str) -> Content:
        """What is inside that file; KeyError if it has no content."""
        if (known := self._contents.get(file_id)) is not None:
            return known
        row = self.db.execute("SELECT mime_type, body FROM contents WHERE file_id = ?", (file_id,)).fetchone()
        if row is None:
            raise KeyError(file_id)
        content = DECODERS[row["mime_type"]](json.loads(row["body"]))
        self._contents[file_id] = content
        return content

    def put_content(self, file_id: str, mime_type: str, content: Content) -> None:
        """Store what is inside that file."""
        if self._kept:
            body = json.dumps(content.to_json(), ensure_ascii=False, separators=(",", ":"))
            self.db.execute("INSERT OR REPLACE INTO contents VALUES (?, ?, ?)", (file_id, mime_type, body))
        if self._before is not None:
            self._before.setdefault(file_id, self._contents.get(file_id))
        self._contents[file_id] = content


def _user(row: sqlite3.Row) -> User:
    return User(row["email"], row["name"], row["permission_id"], bool(row["has_account"]), bool(row["has_storage"]))
