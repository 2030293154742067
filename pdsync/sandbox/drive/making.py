"""A new file: where it lies, whose it is, who hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdsync.sandbox.drive import apps, feed, refused
from pdsync.sandbox.drive.files import File, find, insert, milliseconds, root_of
from pdsync.sandbox.drive.roles import RANKS, Grant, Sharing, give

if TYPE_CHECKING:
    from pdsync.sandbox.calls import Call

DEEPEST = 100
"""How many levels of folders a My Drive may have."""
TOO_DEEP = (
    "Your My Drive can't contain more than 100 levels of folders. For details, see "
    "https://developers.google.com/workspace/drive/api/guides/handle-errors#nested-folder-levels."
)


def folder_for(call: Call, file_id: str) -> File:
    """The folder that a file is to be put into; "root" is the caller's My Drive. Refused if it is not for them."""
    if file_id == "root":
        return root_of(call.store, call.user, milliseconds(call.now))
    refused.check_played(file_id)
    folder = find(call.store, file_id)
    role = None if folder is None else Sharing(call.store).role(folder, call.user)
    if folder is None or role is None or not (folder.root or apps.reaches(call, folder.id)):
        raise refused.not_found(file_id, location="fileId")
    if folder.drive_id and not supports_all_drives(call):
        raise refused.not_found(file_id, location="fileId")
    if not folder.is_folder:
        message = "The specified parent is not a folder."
        raise refused.forbidden("parentNotAFolder", message, "parents")
    if RANKS[role] < RANKS["writer"]:
        raise refused.insufficient(file_id)
    return folder


def supports_all_drives(call: Call) -> bool:
    """Whether the app says that it knows shared drives. Docs and Sheets always do."""
    room = call.method.partition(".")[0]
    return room != "drive" or bool(call.params.get("supportsAllDrives") or call.params.get("supportsTeamDrives"))


def check_depth(call: Call, folder: File) -> None:
    """Refuse a folder in a hierarchy that is deep enough."""
    depth, above = 1, folder
    while above.parent and (found := find(call.store, above.parent)):
        depth, above = depth + 1, found
    if depth >= DEEPEST:
        if folder.drive_id:
            message = "The shared drive hierarchy depth will exceed the limit."
            raise refused.forbidden("teamDriveHierarchyTooDeep", message)
        raise refused.forbidden("myDriveHierarchyDepthLimitExceeded", TOO_DEEP)


def make(call: Call, folder: File, values: dict[str, Any]) -> File:
    """A new file of the caller's in that folder, known to the calling app and told in the feed."""
    at = milliseconds(call.now)
    if not folder.drive_id and not call.user.has_storage:
        raise refused.no_storage()
    owner = "" if folder.drive_id else call.user.email
    file = insert(
        call.store,
        {
            "owner": owner,
            "drive_id": folder.drive_id,
            "parent": folder.id,
            "created": at,
            "modified": at,
            "modified_by": call.user.email,
            "trashed": int(folder.trashed),
            **values,
        },
    )
    if owner:
        give(call.store, Grant(file.id, call.user.permission_id, "user", "owner", owner, "", False, False, at))
    feed.seen(call.store, file.id, call.user, viewed=at, modified=at)
    apps.authorize(call.store, file.id, call.client_id)
    feed.record(call.store, file, at)
    return file
