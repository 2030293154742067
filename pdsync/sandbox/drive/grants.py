"""A permission as Drive shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdsync.sandbox.drive.people import PHOTO, account

if TYPE_CHECKING:
    from pdsync.sandbox.drive.files import File
    from pdsync.sandbox.drive.roles import Grant
    from pdsync.sandbox.store import Store


def shown(store: Store, file: File, grant: Grant) -> dict[str, Any]:
    """The permission resource of a grant that counts for that file."""
    answer: dict[str, Any] = {"kind": "drive#permission", "id": grant.id, "type": grant.type, "role": grant.role}
    if grant.type in ("user", "group"):
        answer |= {"emailAddress": grant.email, "displayName": grant.email, "deleted": False, "pendingOwner": False}
    if grant.type == "user":
        answer |= {"displayName": account(store, grant.email).name, "photoLink": PHOTO}
        answer["pendingOwner"] = grant.pending
    elif grant.type == "domain":
        answer |= {"domain": grant.domain, "displayName": grant.domain, "allowFileDiscovery": grant.discoverable}
    elif grant.type == "anyone":
        answer["allowFileDiscovery"] = grant.discoverable
    if file.drive_id:
        found = detail(file, grant)
        kind = found.pop("permissionType")
        answer["permissionDetails"] = [{"permissionType": kind, **found}]
        answer["teamDrivePermissionDetails"] = [{"teamDrivePermissionType": kind, **found}]
    return answer


def detail(file: File, grant: Grant) -> dict[str, Any]:
    """Where a grant on something in a shared drive comes from."""
    inherited = grant.file_id != file.id
    member = grant.file_id == file.drive_id
    answer = {"permissionType": "member" if member else "file", "role": grant.role, "inherited": inherited}
    return {**answer, "inheritedFrom": grant.file_id} if inherited else answer
