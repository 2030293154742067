"""drive.files.update: metadata, content, the bin, and moves between folders."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox.calls import Call, route
from pdsync.sandbox.drive import bodies, converting, defaults, feed, marks, refused, texts, uploading
from pdsync.sandbox.drive.capabilities import may_trash
from pdsync.sandbox.drive.files import EDITORS, NATIVE, File, below, bin_below, find, milliseconds, root_of
from pdsync.sandbox.drive.making import check_depth, folder_for
from pdsync.sandbox.drive.opening import check_app, opened
from pdsync.sandbox.drive.resource import Viewer
from pdsync.sandbox.drive.roles import RANKS, Grant, Sharing, give

NO_MORE_PARENTS = "Increasing the number of parents is not allowed"


@route("drive.files.update")
def update(call: Call) -> dict[str, Any]:
    """Change what the body names, and the content if bytes came along."""
    sent = bodies.check(call.body, update=True)
    file, role = opened(call)
    _check_rights(call, file, role, sent)
    file = _moved(call, file)
    file = _written(call, file, sent)
    if call.media is not None:
        file = replaced(call, file)
    if "trashed" in sent and bool(sent["trashed"]) != (file.trashed_at is not None):
        file = put_in_bin(call, file, trashed=bool(sent["trashed"]))
    if own := bodies.personal(call, sent):
        feed.seen(call.store, file.id, call.user, **own)
    return Viewer(call, defaults.wanted(call)).show(file)


def _check_rights(call: Call, file: File, role: str, sent: dict[str, Any]) -> None:
    check_app(call, file)
    if "trashed" in sent and not may_trash(file, role):
        raise refused.insufficient(file.id)
    moves = call.params.get("addParents") or call.params.get("removeParents")
    edits = bodies.is_edit(sent) or call.media is not None or moves
    if edits and RANKS[role] < RANKS["writer"]:
        raise refused.insufficient(file.id)
    if file.root and edits:
        raise refused.insufficient(file.id)


def _written(call: Call, file: File, sent: dict[str, Any]) -> File:
    """The file with the fields that were sent."""
    at = milliseconds(call.now)
    values: dict[str, Any] = {}
    if "name" in sent and sent["name"] != file.name:
        values["name"] = str(sent["name"])
    extra = bodies.extra(sent, file.extra)
    if extra != file.extra:
        values["extra"] = extra
    mime_type = sent.get("mimeType", file.mime_type)
    if mime_type != file.mime_type:
        if str(mime_type).startswith(NATIVE) or not file.is_blob:
            raise refused.invalid("file.mimeType", location_type="other")
        values["mime_type"] = mime_type
    wanted = bodies.moment(sent, "modifiedTime")
    marked = marks.write(call, file.id, call.body)
    if wanted is not None:
        values["modified"] = wanted
    if not values:
        return feed.noticed(call.store, file, at) if marked else file
    texts.forget(call.store, file.id)
    return feed.modified(call.store, file, call.user, at, **values)


def replaced(call: Call, file: File) -> File:
    """The file with the call's bytes as its content."""
    assert call.media is not None
    at = milliseconds(call.now)
    if file.mime_type not in EDITORS and not file.is_blob:
        raise refused.forbidden("fileNotUpdatable", "This kind of file has no content that could be replaced.")
    uploading.check_kind(file.mime_type, call.media)
    if file.is_blob:
        mime_type = call.body.get("mimeType") or call.media.mime_type or file.mime_type
        edited = feed.modified(call.store, file, call.user, at, mime_type=mime_type)
        return uploading.stored(call, edited, call.media.data)
    content = converting.succeeding(call.store.content(file.id), uploading.imported(call, file))
    call.store.put_content(file.id, file.mime_type, content)
    texts.forget(call.store, file.id)
    changed = feed.modified(call.store, file, call.user, at)
    feed.revised(call.store, changed, call.user, at)
    return changed


def put_in_bin(call: Call, file: File, *, trashed: bool) -> File:
    """The file in the bin, or out of it, and all that lies in it likewise."""
    at = milliseconds(call.now)
    parent = find(call.store, file.parent) if file.parent else None
    above = parent is not None and parent.trashed
    values: dict[str, Any] = {"trashed": int(trashed or above), "trashed_at": at if trashed else None}
    changed = feed.noticed(call.store, file, at, trashed_by=call.user.email if trashed else "", **values)
    if file.is_folder:
        bin_below(call.store, changed)
    return changed


def _moved(call: Call, file: File) -> File:
    """The file in the folder that addParents names, out of those that removeParents names."""
    added = _ids(call.params.get("addParents"))
    removed = _ids(call.params.get("removeParents"))
    if not added and not removed:
        return file
    at = milliseconds(call.now)
    root = root_of(call.store, call.user, at)
    gone = {root.id if each == "root" else each for each in removed}
    goals = [folder for each in added if (folder := folder_for(call, each)).id != file.parent]
    # Google puts what its owner adds to one folder there, out of the folder in which it was.
    own = file.owner == call.user.email and not file.drive_id
    if len(goals) > 1 or (goals and file.parent and file.parent not in gone and not own):
        raise refused.forbidden("cannotAddParent", NO_MORE_PARENTS)
    if not goals:
        if file.parent not in gone:
            return file
        goals = [_home(call, file)]
    return _into(call, file, goals[0])


def _ids(text: str | None) -> list[str]:
    return [each.strip() for each in (text or "").split(",") if each.strip()]


def _home(call: Call, file: File) -> File:
    """Where a file lies that no folder has any more: its owner's My Drive."""
    if file.drive_id:
        raise refused.forbidden("teamDrivesParentLimit", "A shared drive item must have exactly one parent.")
    owner = call.store.user(file.owner)
    assert owner is not None
    return root_of(call.store, owner, milliseconds(call.now))


def _into(call: Call, file: File, goal: File) -> File:
    if file.is_folder:
        if goal.id == file.id or goal.id in {each.id for each in below(call.store, file.id)}:
            raise refused.forbidden("cyclicMembershipsNotAllowed", "A folder cannot be moved into itself.")
        check_depth(call, goal)
    before = _seeing(call, file)
    moved = _across(call, file, goal) if file.drive_id != goal.drive_id else _placed(call, file, goal)
    for email in sorted(before - _seeing(call, moved)):
        feed.record_lost(call.store, moved, email, milliseconds(call.now))
    return moved


def _seeing(call: Call, file: File) -> set[str]:
    return {each.email for each in Sharing(call.store).of(file).values() if each.email}


def _placed(call: Call, file: File, goal: File, **values: Any) -> File:
    trashed = int(goal.trashed or file.trashed_at is not None)
    changed = feed.noticed(call.store, file, milliseconds(call.now), parent=goal.id, trashed=trashed, **values)
    if file.is_folder:
        bin_below(call.store, changed)
    return changed


def _across(call: Call, file: File, goal: File) -> File:
    """The file in another drive: it belongs to the drive, or out of it to whoever moved it."""
    at = milliseconds(call.now)
    role = Sharing(call.store).role(file, call.user)
    if file.is_folder:
        message = "Moving folders into shared drives is not supported."
        raise refused.forbidden("teamDrivesFolderMoveInNotSupported", message)
    if file.drive_id:
        if role != "organizer":
            raise refused.insufficient(file.id)
        if not call.user.has_storage:
            raise refused.no_storage()
        _own(call, file, at)
        return _placed(call, file, goal, drive_id=goal.drive_id, owner="" if goal.drive_id else call.user.email)
    owner = call.store.user(file.owner)
    if owner is not None and Sharing(call.store).role(goal, owner) is None:
        message = (
            "Cannot move a file into a shared drive as a writer when the owner of the file is not a member of that "
            "shared drive."
        )
        raise refused.forbidden("fileOwnerNotMemberOfTeamDrive", message)
    call.store.db.execute("DELETE FROM permissions WHERE file_id = ? AND role = 'owner'", (file.id,))
    return _placed(call, file, goal, drive_id=goal.drive_id, owner="")


def _own(call: Call, file: File, at: int) -> None:
    give(call.store, Grant(file.id, call.user.permission_id, "user", "owner", call.user.email, "", False, False, at))
