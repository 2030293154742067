"""What a person may do with a file, worked out of the role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdsync.sandbox.drive.roles import RANKS

if TYPE_CHECKING:
    from pdsync.sandbox.drive.files import File


def may_share(file: File, role: str | None) -> bool:
    """Whether that role may change who sees the file."""
    rank = RANKS[role] if role else 0
    if file.drive_id:
        return rank >= RANKS["organizer"] if file.is_folder else rank >= RANKS["writer"]
    return role == "owner" or (rank >= RANKS["writer"] and bool(file.extra.get("writersCanShare", True)))


def may_trash(file: File, role: str | None) -> bool:
    """Whether that role may put the file into the bin."""
    if file.root:
        return False
    return RANKS[role or "reader"] >= RANKS["fileOrganizer"] if file.drive_id else role == "owner"


def may_delete(file: File, role: str | None) -> bool:
    """Whether that role may delete the file for good."""
    return not file.root and (role == "organizer" if file.drive_id else role == "owner")


def may_copy(file: File, role: str | None) -> bool:
    """Whether that role may copy or download the file."""
    rank = RANKS[role] if role else 0
    if file.extra.get("copyRequiresWriterPermission") and rank < RANKS["writer"]:
        return False
    return not file.is_folder and rank > 0


def capabilities(file: File, role: str | None) -> dict[str, bool]:
    """All capabilities, by Drive's names."""
    rank = RANKS[role] if role else 0
    edits, comments, owns = rank >= RANKS["writer"], rank >= RANKS["commenter"], role == "owner"
    folder, shared_drive = file.is_folder, bool(file.drive_id)
    trash, copy, moves = may_trash(file, role), may_copy(file, role), edits and not file.root
    found = {
        "canAcceptOwnership": False,
        "canAddChildren": folder and edits,
        "canAddFolderFromAnotherDrive": folder and shared_drive and edits,
        "canAddMyDriveParent": False,
        "canChangeCopyRequiresWriterPermission": edits and (owns or shared_drive),
        "canChangeSecurityUpdateEnabled": False,
        "canChangeViewersCanCopyContent": edits and (owns or shared_drive),
        "canComment": comments,
        "canCopy": copy,
        "canDelete": may_delete(file, role),
        "canDownload": copy or folder,
        "canEdit": edits,
        "canListChildren": folder,
        "canModifyContent": edits,
        "canModifyContentRestriction": edits and not folder,
        "canModifyLabels": False,
        "canMoveChildrenWithinDrive": folder and edits,
        "canMoveItemOutOfDrive": (role == "organizer") if shared_drive else owns and moves,
        "canMoveItemWithinDrive": moves,
        "canReadLabels": False,
        "canReadRevisions": edits and not folder,
        "canRemoveChildren": folder and (edits if not shared_drive else rank >= RANKS["fileOrganizer"]),
        "canRemoveMyDriveParent": owns and moves,
        "canRename": moves,
        "canShare": may_share(file, role),
        "canTrash": trash,
        "canUntrash": trash,
    }
    if shared_drive:
        found |= {
            "canDeleteChildren": folder and role == "organizer",
            "canMoveChildrenOutOfDrive": folder and role == "organizer",
            "canReadDrive": True,
            "canTrashChildren": folder and rank >= RANKS["fileOrganizer"],
        }
    return found
