"""What Docs and Sheets ask of Drive: a new file, a file to open, a role, and a note that it was touched."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pdsync.sandbox import refusals
from pdsync.sandbox.drive import apps, feed, texts
from pdsync.sandbox.drive.files import DOC, SHEET, File, find, milliseconds, new_id, root_of
from pdsync.sandbox.drive.making import make
from pdsync.sandbox.drive.roles import RANKS, Sharing

if TYPE_CHECKING:
    from pdsync.sandbox.calls import Call
    from pdsync.sandbox.store import Content, Store, User

NATIVE_SIZE = 1024
"""What a Doc or Sheet weighs, as recorded."""
OFFICE = {
    DOC: (
        "application/msword",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    SHEET: (
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
"""The office files that each editor takes for its own, and refuses by that name."""
NO_OFFICE = "This operation is not supported for this document. The document must not be an Office file."


def create_native(call: Call, *, name: str, mime_type: str, content: Content) -> File:
    """A new Doc or Sheet in the caller's My Drive. Who has no storage is refused."""
    if not call.user.has_storage:
        raise refusals.rpc("PERMISSION_DENIED", "The caller does not have permission")
    at = milliseconds(call.now)
    values = {"id": new_id(mime_type), "name": name, "mime_type": mime_type, "size": NATIVE_SIZE}
    file = make(call, root_of(call.store, call.user, at), values)
    call.store.put_content(file.id, mime_type, content)
    feed.revised(call.store, file, call.user, at)
    return file


def open_native(call: Call, file_id: str, mime_type: str, *, write: bool) -> File:
    """The Doc or Sheet with that id. Refused in the words of Docs and Sheets: not there, not shared, another kind."""
    file = find(call.store, file_id)
    if file is None or not apps.reaches(call, file_id):
        raise refusals.rpc("NOT_FOUND", "Requested entity was not found.")
    role = role_of(call.store, file, call.user)
    if role is None:
        raise refusals.rpc("PERMISSION_DENIED", "The caller does not have permission")
    _check_kind(file, mime_type)
    if write and (RANKS[role] < RANKS["writer"] or not apps.reaches(call, file_id, write=True)):
        raise refusals.rpc("PERMISSION_DENIED", "The caller does not have permission")
    return file


def _check_kind(file: File, mime_type: str) -> None:
    if file.mime_type == mime_type:
        return
    if file.mime_type in OFFICE.get(mime_type, ()):
        raise refusals.rpc("FAILED_PRECONDITION", NO_OFFICE)
    if file.mime_type in OFFICE:
        raise refusals.rpc("NOT_FOUND", "Requested entity was not found.")
    raise refusals.rpc("INVALID_ARGUMENT", "Request contains an invalid argument.")


def role_of(store: Store, file: File, user: User) -> str | None:
    """owner, organizer, fileOrganizer, writer, commenter or reader; None: no access."""
    return Sharing(store).role(file, user)


def touched(store: Store, file: File, user: User, now: datetime, *, name: str | None = None) -> None:
    """Note that the content was edited, and renamed if there is a name: version, times, feed, revision."""
    at = milliseconds(now)
    values = {} if name is None or name == file.name else {"name": name}
    changed = feed.modified(store, file, user, at, **values)
    feed.revised(store, changed, user, at)
    texts.forget(store, file.id)
