"""Finding the file that a call names, for this person and this app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdsync.sandbox.drive import apps, refused
from pdsync.sandbox.drive.files import File, find, milliseconds, root_of
from pdsync.sandbox.drive.making import supports_all_drives
from pdsync.sandbox.drive.roles import RANKS, Sharing

if TYPE_CHECKING:
    from pdsync.sandbox.calls import Call


def opened(call: Call, sharing: Sharing | None = None) -> tuple[File, str]:
    """The file that `fileId` names ("root": My Drive), and the caller's role. Refused as not found."""
    file_id = call.params["fileId"]
    if file_id == "root":
        return root_of(call.store, call.user, milliseconds(call.now)), "owner"
    refused.check_played(file_id)
    file = find(call.store, file_id)
    role = None if file is None else (sharing or Sharing(call.store)).role(file, call.user)
    if file is None or role is None or not apps.reaches(call, file_id):
        raise refused.not_found(file_id)
    # Comments, revisions and exports have no such flag: they take shared drives as they come.
    if file.drive_id and call.method.startswith(FLAGGED) and not supports_all_drives(call):
        raise refused.not_found(file_id)
    return file, role


FLAGGED = (
    "drive.files.get", "drive.files.copy", "drive.files.update", "drive.files.delete", "drive.files.watch",
    "drive.permissions.",
)  # fmt: skip
"""Methods that do not find files of shared drives unless they say `supportsAllDrives`."""


def for_writing(call: Call, least: str = "writer", sharing: Sharing | None = None) -> tuple[File, str]:
    """The same for a change: refused for a role below `least`, or an app that may only read the file."""
    file, role = opened(call, sharing)
    if RANKS[role] < RANKS[least]:
        raise refused.insufficient(file.id)
    check_app(call, file)
    return file, role


def check_app(call: Call, file: File) -> None:
    """Refuse an app that may see the file but not change it."""
    if not apps.reaches(call, file.id, write=True):
        raise refused.app_not_authorized(call.client_id, "write", file.id)
