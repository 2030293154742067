"""drive.revisions: the states that a file's content had."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pdsync.sandbox.calls import Call, route
from pdsync.sandbox.drive import pages, refused
from pdsync.sandbox.drive.files import File, stamp
from pdsync.sandbox.drive.opening import opened
from pdsync.sandbox.drive.people import named
from pdsync.sandbox.drive.roles import RANKS

if TYPE_CHECKING:
    import sqlite3

Json = dict[str, Any]


@route("drive.revisions.list", reads=True)
def list_revisions(call: Call) -> Json:
    """One page of a file's revisions, the oldest first."""
    file = _opened(call)
    rows = call.store.db.execute("SELECT * FROM revisions WHERE file_id = ? ORDER BY rowid", (file.id,)).fetchall()
    some, more = pages.sliced(
        [call.user.email, file.id, "revisions"], rows, size=call.params.get("pageSize", 200),
        sent=call.params.get("pageToken") or "",
    )  # fmt: skip
    answer: Json = {"kind": "drive#revisionList", "revisions": [_shown(call, file, row) for row in some]}
    return answer | ({"nextPageToken": more} if more else {})


@route("drive.revisions.get", reads=True)
def get(call: Call) -> Json:
    """One revision; what it contained is not kept."""
    file = _opened(call)
    if call.params.get("alt") == "media":
        raise refused.unplayed("the content of revisions")
    wanted = call.params["revisionId"]
    row = call.store.db.execute("SELECT * FROM revisions WHERE file_id = ? AND id = ?", (file.id, wanted)).fetchone()
    if row is None:
        raise refused.of(404, "notFound", f"Revision not found: {wanted}.", location="revisionId")
    return _shown(call, file, row)


def _opened(call: Call) -> File:
    file, role = opened(call)
    if file.is_folder:
        raise refused.forbidden("revisionsNotSupported", "The file does not support revisions.", "fileId")
    if RANKS[role] < RANKS["writer"]:
        raise refused.insufficient(file.id)
    return file


def _shown(call: Call, file: File, row: sqlite3.Row) -> Json:
    answer: Json = {
        "kind": "drive#revision",
        "id": row["id"],
        "mimeType": file.mime_type,
        "modifiedTime": stamp(row["at"]),
        "lastModifyingUser": named(call.store, row["by"], call.user),
        "published": False,
    }
    facts = json.loads(row["facts"])
    if file.is_blob:
        answer |= {"keepForever": False, **{name: each for name, each in facts.items() if name != "id"}}
    return answer
