"""The one request of Drive v2 that clients still send: PUT /upload/drive/v2/files/{fileId}?convert=true."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from typing import Any

from pdsync.sandbox.calls import Call, route
from pdsync.sandbox.drive import refused
from pdsync.sandbox.drive.files import EDITORS, File, milliseconds, root_of, stamp
from pdsync.sandbox.drive.opening import for_writing
from pdsync.sandbox.drive.people import PHOTO
from pdsync.sandbox.drive.resource import Viewer
from pdsync.sandbox.drive.updating import replaced
from pdsync.sandbox.users import account

Json = dict[str, Any]
BASE = "https://www.googleapis.com/drive/v2/files/"


@route("drive.v2.files.update")
def update(call: Call) -> Json:
    """Put other bytes into a file; for a Sheet or Doc they are converted. The answer has v2's names."""
    file, role = for_writing(call)
    if call.media is None or call.body:
        raise refused.unplayed("drive.v2.files.update other than the upload of a file's content")
    if file.mime_type not in EDITORS and call.params.get("convert"):
        raise refused.unplayed("the conversion of a file into a Doc or Sheet by drive.v2.files.update")
    return shown(call, replaced(call, file), role)


def shown(call: Call, file: File, role: str) -> Json:
    """The file resource of Drive v2."""
    told = Viewer(call).show(file)
    at, modifier = milliseconds(call.now), told["lastModifyingUser"]
    answer: Json = {
        "kind": "drive#file",
        "id": file.id,
        "etag": f'"{_letters(str(file.modified).encode())}"',
        "selfLink": BASE + file.id,
        "alternateLink": told["webViewLink"],
        "embedLink": f"{told['webViewLink'].partition('/edit')[0]}/htmlembed?ouid=1{call.user.permission_id}",
        "iconLink": told["iconLink"],
        "thumbnailLink": f"https://docs.google.com/feeds/vt?gd=true&id={file.id}&v=1&s={_digest(file.id)}&sz=s220",
        "title": file.name,
        "mimeType": file.mime_type,
        "labels": {"starred": told["starred"], "hidden": False, "trashed": file.trashed, "restricted": False,
                   "viewed": told["viewedByMe"]},
        "explicitlyTrashed": told["explicitlyTrashed"],
        "createdDate": told["createdTime"],
        "modifiedDate": told["modifiedTime"],
        "modifiedByMeDate": told.get("modifiedByMeTime", stamp(at)),
        "lastViewedByMeDate": told.get("viewedByMeTime", stamp(at)),
        "markedViewedByMeDate": stamp(0),
        "version": told["version"],
        "fileSize": told.get("size", "0"),
        "quotaBytesUsed": told["quotaBytesUsed"],
        "parents": [_parent(call, file, each) for each in told.get("parents", ())],
        "userPermission": _permission(file, role),
        "lastModifyingUser": _person(call, file.modified_by),
        "lastModifyingUserName": modifier["displayName"],
        "editable": told["capabilities"]["canEdit"],
        "copyable": told["capabilities"]["canCopy"],
        "shared": told.get("shared", True),
        "copyRequiresWriterPermission": told["copyRequiresWriterPermission"],
        "spaces": told["spaces"],
        "appDataContents": False,
        "capabilities": {name: told["capabilities"][name] for name in ("canCopy", "canEdit")},
    }  # fmt: skip
    if file.owner:
        owner = _person(call, file.owner)
        answer |= {"owners": [owner], "ownerNames": [owner["displayName"]]}
        answer["writersCanShare"] = told["writersCanShare"]
    return answer | ({"exportLinks": told["exportLinks"]} if "exportLinks" in told else {})


def _letters(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _digest(text: str) -> str:
    return _letters(hashlib.sha1(text.encode(), usedforsecurity=False).digest())


def _person(call: Call, email: str) -> Json:
    user = account(call.store, email)
    return {
        "kind": "drive#user",
        "displayName": user.name,
        "picture": {"url": PHOTO},
        "isAuthenticatedUser": email == call.user.email,
        "permissionId": user.permission_id,
        "emailAddress": email,
    }


def _parent(call: Call, file: File, parent: str) -> Json:
    root = root_of(call.store, call.user, milliseconds(call.now))
    return {
        "kind": "drive#parentReference",
        "id": parent,
        "selfLink": f"{BASE}{file.id}/parents/{parent}",
        "parentLink": BASE + parent,
        "isRoot": parent == root.id,
    }


def _permission(file: File, role: str) -> Json:
    return {
        "kind": "drive#permission",
        "etag": f'"{_digest(file.id + role)}"',
        "id": "me",
        "selfLink": f"{BASE}{file.id}/permissions/me",
        "role": role if role in ("owner", "reader") else "reader" if role == "commenter" else "writer",
        "type": "user",
        "pendingOwner": False,
    }
