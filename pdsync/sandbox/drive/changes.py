"""drive.changes: what happened since a program last asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdsync.sandbox.calls import Call, route
from pdsync.sandbox.drive import apps, defaults, refused
from pdsync.sandbox.drive.files import File, find, stamp
from pdsync.sandbox.drive.resource import Viewer
from pdsync.sandbox.drive.roles import Sharing

if TYPE_CHECKING:
    import sqlite3

Json = dict[str, Any]
LARGEST = 1000


@route("drive.changes.getStartPageToken", reads=True)
def get_start_page_token(call: Call) -> Json:
    """From where to ask for what happens from now on."""
    return {"kind": "drive#startPageToken", "startPageToken": str(_next(call))}


@route("drive.changes.list", reads=True)
def list_changes(call: Call) -> Json:
    """One page of changes, the latest of each file; at the end the token to ask with next time."""
    token = call.params.get("pageToken") or ""
    if not token.isascii() or not token.isdigit() or len(token) > 18:
        raise refused.invalid("pageToken")
    if call.params.get("includeItemsFromAllDrives") and not call.params.get("supportsAllDrives"):
        message = "The supportsAllDrives parameter must be true when includeItemsFromAllDrives is."
        raise refused.forbidden("supportsTeamDrivesRequired", message, "supportsAllDrives")
    size = min(call.params.get("pageSize", 100), LARGEST)
    viewer = Viewer(call, _names(call))
    answer: Json = {"kind": "drive#changeList", "changes": []}
    for row in call.store.db.execute("SELECT * FROM changes WHERE seq >= ? ORDER BY seq", (int(token),)).fetchall():
        change = _change(call, viewer, row)
        if change is None:
            continue
        if len(answer["changes"]) == size:
            return answer | {"nextPageToken": str(row["seq"])}
        answer["changes"].append(change)
    return answer | {"newStartPageToken": str(_next(call))}


def _names(call: Call) -> frozenset[str] | None:
    """The fields of files that will be kept of a change."""
    sent = defaults.mask(call)
    if not sent:
        return None
    inside = [piece for piece in defaults.pieces(sent) if piece.startswith("changes")]
    if len(inside) != 1 or not inside[0].startswith("changes("):
        return None
    return defaults.names(inside[0][len("changes(") : -1], "file")


def _next(call: Call) -> int:
    row = call.store.db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'changes'").fetchone()
    return 1 + (row["seq"] if row else 0)


def _change(call: Call, viewer: Viewer, row: sqlite3.Row) -> Json | None:
    """The change as the caller sees it, or None: it does not concern them."""
    if not _asked_for(call, row["drive_id"]):
        return None
    base: Json = {
        "kind": "drive#change",
        "type": "file",
        "changeType": "file",
        "time": stamp(row["at"]),
        "removed": bool(row["email"]),
        "fileId": row["file_id"],
    }
    if row["email"]:
        wants = row["email"] == call.user.email and call.params.get("includeRemoved", True)
        return base if wants else None
    file = find(call.store, row["file_id"])
    if file is None or file.root or not _concerns(call, viewer.sharing, file):
        return None
    return base | {"file": viewer.show(file)}


def _asked_for(call: Call, drive_id: str) -> bool:
    wanted = call.params.get("driveId") or call.params.get("teamDriveId")
    if wanted:
        return bool(drive_id == wanted)
    everywhere = call.params.get("includeItemsFromAllDrives") or call.params.get("includeTeamDriveItems")
    return not drive_id or bool(everywhere)


def _concerns(call: Call, sharing: Sharing, file: File) -> bool:
    if call.params.get("restrictToMyDrive") and file.owner != call.user.email:
        return False
    if apps.own_files_only(call) and not apps.is_authorized(call.store, file.id, call.client_id):
        return False
    return file.owner == call.user.email or call.user.permission_id in sharing.of(file)
