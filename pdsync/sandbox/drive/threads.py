"""Comment threads, wherever they are kept: a Doc's own are part of its content, as Docs' requests make them."""

from __future__ import annotations

import html
import json
import secrets
import string
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pdsync.sandbox.docs.comments import WRITER
from pdsync.sandbox.docs.content import Content as Doc
from pdsync.sandbox.drive.files import DOC, File, stamp

if TYPE_CHECKING:
    from pdsync.sandbox.store import Store, User

Thread = dict[str, Any]


@dataclass(slots=True)
class Board:
    """The threads of a file. `gone`: what was deleted, kept to be shown as such; `notes`: what only Drive knows."""

    live: list[Thread] = field(default_factory=list)
    gone: list[Thread] = field(default_factory=list)
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)


def board(store: Store, file: File) -> Board:
    """The threads of a file."""
    row = store.db.execute("SELECT threads FROM comments WHERE file_id = ?", (file.id,)).fetchone()
    kept = json.loads(row["threads"]) if row else {}
    found = Board(kept.get("live", []), kept.get("gone", []), kept.get("notes", {}))
    if file.mime_type == DOC:
        content = store.content(file.id)
        assert isinstance(content, Doc)
        found.live = [dict(each) for each in content.comments]
    return found


def pin(store: Store, file: File, found: Board) -> None:
    """Keep the threads of a file."""
    live = found.live
    if file.mime_type == DOC:
        content = store.content(file.id)
        assert isinstance(content, Doc)
        store.put_content(file.id, DOC, replace(content, comments=tuple(found.live), rendered={}))
        live = []
    kept = {"live": live, "gone": found.gone, "notes": found.notes}
    store.db.execute("INSERT OR REPLACE INTO comments VALUES (?, ?)", (file.id, json.dumps(kept)))


def new_id() -> str:
    """An id of a thread or a post."""
    return "AAAA" + "".join(secrets.choice(string.ascii_letters + string.digits + "-_") for _ in range(7))


def post(user: User, content: str, at: int) -> dict[str, Any]:
    """A new post of that person."""
    return {
        "postId": new_id(),
        "author": {"displayName": user.name, "user": f"users/{user.permission_id}"},
        "content": content,
        "contentHtml": html.escape(content),
        "createTime": stamp(at),
        "updateTime": stamp(at),
        WRITER: user.email,
    }


def changed(thread: Thread) -> str:
    """When a thread or one of its posts was last changed."""
    return max(str(each["updateTime"]) for each in (thread["headPost"], *thread.get("replies", ())))
