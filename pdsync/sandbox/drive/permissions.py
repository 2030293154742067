"""drive.permissions: who may see a file, and the mails that tell them."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox.calls import Call, Raw, route
from pdsync.sandbox.drive import feed, pages, refused, sharing
from pdsync.sandbox.drive.capabilities import may_share
from pdsync.sandbox.drive.deleting import EMPTY
from pdsync.sandbox.drive.files import File, milliseconds
from pdsync.sandbox.drive.grants import shown
from pdsync.sandbox.drive.opening import check_app, opened
from pdsync.sandbox.drive.roles import RANKS, Grant, Sharing, give, take

Json = dict[str, Any]


@route("drive.permissions.create")
def create(call: Call) -> Json:
    """Let somebody in, and tell them by mail. Who is in already gets the stronger of the two roles."""
    file, role = _for_sharing(call)
    wanted = sharing.wanted(call, file, role)
    before = Sharing(call.store).direct(file.id).get(wanted.id)
    if wanted.role == "owner":
        return shown(call.store, file, sharing.handed_over(call, file, wanted))
    if before is not None and RANKS[before.role] >= RANKS[wanted.role] and before.pending == wanted.pending:
        wanted = before
    give(call.store, wanted)
    sharing.arrived(call, file, wanted)
    _noticed(call, file)
    return shown(call.store, file, wanted)


@route("drive.permissions.list", reads=True)
def list_permissions(call: Call) -> Json:
    """All grants that count for a file, inherited ones too."""
    file, role = opened(call)
    if RANKS[role] < RANKS["writer"]:
        raise refused.insufficient(file.id)
    grants = list(Sharing(call.store).of(file).values())
    size = call.params.get("pageSize") or (100 if file.drive_id else len(grants) or 1)
    question = [call.user.email, file.id]
    some, more = pages.sliced(question, grants, size=min(size, 100) if file.drive_id else size,
                              sent=call.params.get("pageToken") or "")  # fmt: skip
    answer: Json = {"kind": "drive#permissionList", "permissions": [shown(call.store, file, each) for each in some]}
    return answer | ({"nextPageToken": more} if more else {})


@route("drive.permissions.get", reads=True)
def get(call: Call) -> Json:
    """One grant."""
    file, role = opened(call)
    grant = _grant(call, file)
    if RANKS[role] < RANKS["writer"] and grant.email != call.user.email:
        raise refused.insufficient(file.id)
    return shown(call.store, file, grant)


@route("drive.permissions.update")
def update(call: Call) -> Json:
    """Give a grantee another role."""
    file, role = opened(call)
    check_app(call, file)
    grant = _grant(call, file)
    if sharing.accepts(call, file, grant):
        return shown(call.store, file, sharing.handed_over(call, file, grant._replace(role="owner")))
    if not may_share(file, role):
        raise refused.insufficient(file.id)
    _check_inherited(file, grant, "cannotModifyInheritedPermission")
    changed = sharing.changed(call, file, role, grant)
    if changed.role == "owner" and grant.role != "owner":
        return shown(call.store, file, sharing.handed_over(call, file, changed))
    give(call.store, changed)
    _noticed(call, file)
    return shown(call.store, file, changed)


@route("drive.permissions.delete")
def delete(call: Call) -> Raw:
    """Take a grant away. Anybody may give up their own."""
    file, role = opened(call)
    check_app(call, file)
    grant = _grant(call, file)
    if not may_share(file, role) and grant.email != call.user.email:
        raise refused.insufficient(file.id)
    _check_inherited(file, grant, "cannotDeleteInheritedPermission")
    if grant.role == "owner":
        raise refused.forbidden("cannotRemoveOwner", "The owner of a file cannot be removed.")
    take(call.store, file.id, grant.id)
    sharing.departed(call, file, grant)
    _noticed(call, file)
    return EMPTY


def _for_sharing(call: Call) -> tuple[File, str]:
    file, role = opened(call)
    check_app(call, file)
    if not may_share(file, role) or (file.root and not file.drive_id):
        raise refused.insufficient(file.id)
    return file, role


def _grant(call: Call, file: File) -> Grant:
    wanted = call.params["permissionId"]
    wanted = call.user.permission_id if wanted == "me" else wanted
    grants = Sharing(call.store)
    found = grants.direct(file.id).get(wanted) or grants.of(file).get(wanted)
    if found is None:
        raise refused.of(404, "notFound", f"Permission not found: {wanted}.", location="permissionId")
    return found


def _check_inherited(file: File, grant: Grant, reason: str) -> None:
    if grant.file_id == file.id:
        return
    if file.drive_id:
        message = "Cannot update or delete an inherited permission on a shared drive item."
        raise refused.forbidden("cannotModifyInheritedTeamDrivePermission", message)
    raise refused.forbidden(reason, "Cannot update or delete an inherited permission.")


def _noticed(call: Call, file: File) -> None:
    """Everybody who sees the file hears of it; its time of modification stays."""
    feed.noticed(call.store, file, milliseconds(call.now))
