"""drive.files.create, copy and generateIds."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox.calls import Call, route
from pdsync.sandbox.drive import apps, bodies, converting, defaults, feed, files, marks, refused, uploading
from pdsync.sandbox.drive.access import NATIVE_SIZE
from pdsync.sandbox.drive.capabilities import may_copy
from pdsync.sandbox.drive.files import EDITORS, FOLDER, NATIVE, SHORTCUT, File, find, milliseconds, new_id, root_of
from pdsync.sandbox.drive.making import check_depth, folder_for, make
from pdsync.sandbox.drive.opening import opened
from pdsync.sandbox.drive.resource import Viewer
from pdsync.sandbox.drive.roles import RANKS, Sharing

UNUSABLE = "The provided file ID is not usable."
IN_USE = "A file already exists with the provided ID."
NOT_FOR_EDITORS = "Generated IDs are not supported for Docs Editors formats."
ONE_PARENT = "A file may lie in one folder only."


@route("drive.files.create")
def create(call: Call) -> dict[str, Any]:
    """A new file: empty, or with the bytes that came along."""
    sent = bodies.check(call.body)
    mime_type = str(sent.get("mimeType") or (call.media.mime_type if call.media else uploading.BYTES))
    folder = _folder(call, sent) or root_of(call.store, call.user, milliseconds(call.now))
    if not folder.drive_id and not call.user.has_storage:
        raise refused.no_storage()
    uploading.check_kind(mime_type, call.media)
    if mime_type == FOLDER:
        check_depth(call, folder)
    file = make(call, folder, _columns(call, sent, mime_type))
    file = _filled(call, file, sent)
    return _finished(call, file, sent)


def _columns(call: Call, sent: dict[str, Any], mime_type: str) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": _id(call, sent, mime_type),
        "name": str(sent.get("name") or "Untitled"),
        "mime_type": mime_type,
        "extra": bodies.extra(sent, {}),
    }
    for name, column in (("createdTime", "created"), ("modifiedTime", "modified")):
        if (at := bodies.moment(sent, name)) is not None:
            values[column] = at
    return values


def _id(call: Call, sent: dict[str, Any], mime_type: str) -> str:
    """The id that was sent, if Drive generated it and nobody took it; else a new one."""
    wanted = sent.get("id")
    if not wanted:
        return new_id(mime_type)
    if mime_type.startswith(NATIVE) and mime_type != FOLDER:
        raise refused.invalid("file.id", NOT_FOR_EDITORS, location_type="other")
    if find(call.store, str(wanted)) is not None:
        raise refused.of(409, "fileIdInUse", IN_USE, location="file.id", location_type="other")
    known = call.store.db.execute("SELECT 1 FROM generated_ids WHERE id = ?", (wanted,)).fetchone()
    if known is None:
        raise refused.invalid("file.id", UNUSABLE, location_type="other")
    return str(wanted)


def _folder(call: Call, sent: dict[str, Any]) -> File | None:
    """The folder that was named, or None."""
    parents = sent.get("parents") or []
    if len(parents) > 1:
        raise refused.invalid("file.parents", ONE_PARENT, location_type="other")
    return folder_for(call, parents[0]) if parents else None


def _filled(call: Call, file: File, sent: dict[str, Any]) -> File:
    """The new file with its content."""
    at = milliseconds(call.now)
    if file.mime_type in EDITORS:
        content = uploading.imported(call, file) if call.media else converting.empty(file.mime_type)
        call.store.put_content(file.id, file.mime_type, content)
        file = files.change(call.store, file, size=NATIVE_SIZE)
        feed.revised(call.store, file, call.user, at)
    elif file.is_blob:
        file = uploading.stored(call, file, call.media.data if call.media else b"")
    elif file.mime_type == SHORTCUT:
        file = _pointing(call, file, sent)
    return file


def _pointing(call: Call, file: File, sent: dict[str, Any]) -> File:
    target_id = (sent.get("shortcutDetails") or {}).get("targetId")
    if not target_id:
        message = "The shortcutDetails.targetId field is required."
        raise refused.required("file.shortcutDetails.targetId", message, location_type="other")
    target = find(call.store, target_id)
    if target is None or Sharing(call.store).role(target, call.user) is None:
        raise refused.not_found(target_id)
    details = {"targetId": target_id, "targetMimeType": target.mime_type}
    return files.change(call.store, file, extra={**file.extra, "shortcutDetails": details})


def _finished(call: Call, file: File, sent: dict[str, Any]) -> dict[str, Any]:
    """The new file's properties and the like, and its resource."""
    marks.write(call, file.id, call.body)
    if own := bodies.personal(call, sent):
        feed.seen(call.store, file.id, call.user, **own)
    return Viewer(call, defaults.wanted(call)).show(file)


@route("drive.files.copy")
def copy(call: Call) -> dict[str, Any]:
    """A copy of a file: the caller's own, private but for what its folder grants."""
    sent = bodies.check(call.body)
    source, role = opened(call)
    if not may_copy(source, role) or (source.mime_type.startswith(NATIVE) and source.mime_type not in EDITORS):
        raise refused.forbidden("cannotCopyFile", "This file cannot be copied by the user.")
    folder = _folder(call, sent) or _beside(call, source)
    if not folder.drive_id and not call.user.has_storage:
        raise refused.no_storage()
    wanted = str(sent.get("mimeType") or source.mime_type)
    if wanted != source.mime_type:
        raise refused.invalid("file.mimeType", location_type="other")
    values = {
        **_columns(call, {"name": f"Copy of {source.name}", **sent}, wanted),
        "extra": bodies.extra(sent, source.extra),
        "size": source.size,
    }
    file = make(call, folder, values)
    marks.copy(call.store, source.id, file.id)
    return _finished(call, _with_content(call, source, file), sent)


def _beside(call: Call, source: File) -> File:
    """The folder of the source if the caller may write there, else My Drive."""
    parent = find(call.store, source.parent) if source.parent else None
    role = None if parent is None else Sharing(call.store).role(parent, call.user)
    if parent is not None and role is not None and RANKS[role] >= RANKS["writer"] and apps.reaches(call, source.id):
        return parent
    return root_of(call.store, call.user, milliseconds(call.now))


def _with_content(call: Call, source: File, file: File) -> File:
    """The copy with the content of its source."""
    if source.mime_type in EDITORS:
        comments = bool(call.params.get("copyComments"))
        content = converting.copied(call.store.content(source.id), comments=comments)
        call.store.put_content(file.id, file.mime_type, content)
        feed.revised(call.store, file, call.user, milliseconds(call.now))
        return file
    call.store.db.execute("INSERT INTO blobs SELECT ?, data FROM blobs WHERE file_id = ?", (file.id, source.id))
    return uploading.first_revision(call, file)


@route("drive.files.generateIds")
def generate_ids(call: Call) -> dict[str, Any]:
    """Ids that a later create may use."""
    space = call.params.get("space") or "drive"
    if space != "drive":
        raise refused.unplayed(f"space={space}")
    made = [new_id("") for _ in range(call.params.get("count", 10))]
    call.store.db.executemany("INSERT INTO generated_ids VALUES (?)", [(each,) for each in made])
    return {"kind": "drive#generatedIds", "space": space, "ids": made}
