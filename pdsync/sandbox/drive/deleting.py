"""drive.files.delete and emptyTrash: gone for good."""

from __future__ import annotations

from pdsync.sandbox.calls import Call, Raw, route
from pdsync.sandbox.drive import feed, refused
from pdsync.sandbox.drive.capabilities import may_delete
from pdsync.sandbox.drive.files import COLUMNS, File, change, children, milliseconds, of_row, root_of
from pdsync.sandbox.drive.opening import check_app, opened
from pdsync.sandbox.drive.roles import Sharing

ROOMS = ("files", "permissions", "properties", "personal", "app_files", "blobs", "texts", "comments", "revisions",
         "contents")  # fmt: skip
EMPTY = Raw(b"", "text/html", 204)


@route("drive.files.delete")
def delete(call: Call) -> Raw:
    """Delete a file without the detour through the bin; of a folder's content, what its owner owns."""
    file, role = opened(call)
    check_app(call, file)
    if not may_delete(file, role):
        raise refused.insufficient(file.id)
    remove(call, file)
    return EMPTY


def remove(call: Call, file: File) -> None:
    """Take a file away, with what lies in it; what belongs to others goes home to them."""
    at = milliseconds(call.now)
    for child in children(call.store, file.id):
        if child.drive_id or child.owner == file.owner:
            remove(call, child)
        elif (owner := call.store.user(child.owner)) is not None:
            change(call.store, child, parent=root_of(call.store, owner, at).id)
    sharing = Sharing(call.store)
    lost = {each.email for each in sharing.of(file).values() if each.email}
    for table in ROOMS:
        column = "id" if table == "files" else "file_id"
        call.store.db.execute(f"DELETE FROM {table} WHERE {column} = ?", (file.id,))
    call.store.db.execute("DELETE FROM changes WHERE file_id = ? AND email = ''", (file.id,))
    for email in sorted(lost):
        feed.record_lost(call.store, file, email, at)


@route("drive.files.emptyTrash")
def empty_trash(call: Call) -> Raw:
    """Delete everything that the caller put into the bin; of a shared drive, everything in its bin."""
    drive_id = call.params.get("driveId") or ""
    where, values = "owner = ? AND drive_id = ''", (call.user.email,)
    if drive_id:
        where, values = "drive_id = ?", (drive_id,)
    rows = call.store.db.execute(
        f"SELECT {COLUMNS} FROM files WHERE {where} AND trashed_at IS NOT NULL", values
    ).fetchall()
    sharing = Sharing(call.store)
    for file in map(of_row, rows):
        if may_delete(file, sharing.role(file, call.user)):
            remove(call, file)
    return EMPTY
