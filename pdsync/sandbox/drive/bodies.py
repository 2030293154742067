"""What a program may set of a file: which fields of a File resource Drive takes, and into which column they go."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pdsync.sandbox.drive import refused
from pdsync.sandbox.drive.files import milliseconds

if TYPE_CHECKING:
    from pdsync.sandbox.calls import Call

KEPT = (
    "description",
    "folderColorRgb",
    "originalFilename",
    "copyRequiresWriterPermission",
    "writersCanShare",
    "contentHints",
)
"""Fields that are written down as they come."""
ONLY_DRIVES = frozenset(
    {
        "capabilities", "driveId", "explicitlyTrashed", "exportLinks", "fileExtension", "fullFileExtension",
        "hasAugmentedPermissions", "hasThumbnail", "headRevisionId", "iconLink", "imageMediaMetadata",
        "isAppAuthorized", "lastModifyingUser", "linkShareMetadata", "md5Checksum", "modifiedByMe",
        "modifiedByMeTime", "ownedByMe", "owners", "permissionIds", "permissions", "quotaBytesUsed", "resourceKey",
        "sha1Checksum", "sha256Checksum", "shared", "sharedWithMeTime", "sharingUser", "size", "spaces", "teamDriveId",
        "thumbnailLink", "thumbnailVersion", "trashedTime", "trashingUser", "version", "videoMediaMetadata",
        "viewedByMe", "webContentLink", "webViewLink",
    }
)  # fmt: skip
UNPLAYED = frozenset({"contentRestrictions", "inheritedPermissionsDisabled", "downloadRestrictions"})
COLOR = re.compile("#[0-9a-fA-F]{6}")
IN_UPDATE = (
    "The parents field is not directly writable in update requests. "
    "Use the addParents and removeParents parameters instead."
)


def check(body: dict[str, Any], *, update: bool = False) -> dict[str, Any]:
    """The fields that were sent, without nulls but those in properties. Refused if only Drive may set one of them."""
    sent = {name: value for name, value in body.items() if value is not None}
    for name in sent:
        if name in UNPLAYED:
            raise refused.unplayed(f"the file field {name}")
        if name in ONLY_DRIVES or (update and name in ("id", "createdTime")):
            raise refused.not_writable()
    if update and "parents" in sent:
        raise refused.not_writable(IN_UPDATE)
    if "folderColorRgb" in sent and not COLOR.fullmatch(str(sent["folderColorRgb"])):
        raise refused.invalid("folderColorRgb")
    return sent


def extra(sent: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """What is written down beside the columns, after what was sent."""
    after = {**before, **{name: sent[name] for name in KEPT if name in sent}}
    if "viewersCanCopyContent" in sent and "copyRequiresWriterPermission" not in sent:
        after["copyRequiresWriterPermission"] = not sent["viewersCanCopyContent"]
    return after


def moment(sent: dict[str, Any], name: str) -> int | None:
    """A time that was sent, in milliseconds; None if none was."""
    if name not in sent:
        return None
    try:
        found = datetime.fromisoformat(str(sent[name]).upper().replace("Z", "+00:00"))
        return milliseconds(found) if found.tzinfo else None
    except (ValueError, OverflowError):
        raise refused.invalid(f"file.{name}", location_type="other") from None


def personal(call: Call, sent: dict[str, Any]) -> dict[str, int]:
    """What was sent about the file and this person only."""
    found: dict[str, int] = {}
    if "starred" in sent:
        found["starred"] = int(bool(sent["starred"]))
    if (viewed := moment(sent, "viewedByMeTime")) is not None:
        found["viewed"] = viewed
    return found


def is_edit(sent: dict[str, Any]) -> bool:
    """Whether this changes more than one person's own view of the file."""
    return bool(set(sent) - {"starred", "viewedByMeTime", "kind", "trashed"})
