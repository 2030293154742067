"""Which fields an answer of Drive has when none were asked for, and which methods want them to be named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdsync.sandbox.drive import refused

if TYPE_CHECKING:
    from pdsync.sandbox.calls import Call

FILE = "kind,id,name,mimeType"
PERMISSION = "kind,id,type,role"
REVISION = "kind,id,mimeType,modifiedTime"
DEFAULT_FIELDS = {
    "drive.files.get": FILE,
    "drive.files.create": FILE,
    "drive.files.copy": FILE,
    "drive.files.update": FILE,
    "drive.files.list": f"kind,incompleteSearch,nextPageToken,files({FILE})",
    "drive.permissions.get": PERMISSION,
    "drive.permissions.create": PERMISSION,
    "drive.permissions.update": PERMISSION,
    "drive.permissions.list": f"kind,nextPageToken,permissions({PERMISSION})",
    "drive.changes.list": (
        "kind,nextPageToken,newStartPageToken,"
        f"changes(kind,type,changeType,time,removed,fileId,file({FILE}),driveId,drive(kind,id,name))"
    ),
    "drive.drives.get": "kind,id,name",
    "drive.drives.create": "kind,id,name",
    "drive.drives.update": "kind,id,name",
    "drive.drives.list": "kind,nextPageToken,drives(kind,id,name)",
    "drive.revisions.get": REVISION,
    "drive.revisions.list": f"kind,nextPageToken,revisions({REVISION})",
}
"""Methods that are not here answer with all they have."""
NAMED_FIELDS = frozenset(
    {
        "drive.about.get",
        "drive.comments.create",
        "drive.comments.get",
        "drive.comments.list",
        "drive.comments.update",
        "drive.replies.create",
        "drive.replies.get",
        "drive.replies.list",
        "drive.replies.update",
    }
)
"""Methods that are refused without `fields`."""


def mask(call: Call) -> str:
    """The `fields` that the call asked for, or ""; refused where they must be named."""
    sent = str(call.params.get("fields") or call.params.get("$fields") or "")
    if not sent and call.method in NAMED_FIELDS:
        raise refused.required("fields", "The 'fields' parameter is required for this method.")
    return sent


def wanted(call: Call, inside: str = "") -> frozenset[str] | None:
    """The names of a resource's fields that the answer will keep; None: all. `inside`: where the resource lies in it.

    >>> sorted(names("kind,files(id,owners/me),nextPageToken", "files"))
    ['id', 'owners']
    """
    sent = mask(call)
    return names(sent, inside) if sent else None


def names(sent: str, inside: str = "") -> frozenset[str] | None:
    """The first names of a mask, or of what it says about the field `inside`; None: all of them."""
    if not inside:
        found = {_split(piece)[0] for piece in pieces(sent)}
        return None if "*" in found else frozenset(found)
    found = set()
    for piece in pieces(sent):
        name, rest = _split(piece)
        if name == "*" or (name == inside and not rest):
            return None
        if name == inside:
            deeper = names(rest)
            if deeper is None:
                return None
            found |= deeper
    return frozenset(found)


def pieces(sent: str) -> list[str]:
    """What stands between the commas of a mask, those inside parentheses left alone."""
    found, depth, start = [], 0, 0
    for at, sign in enumerate(sent):
        if sign == "," and depth == 0:
            found.append(sent[start:at])
            start = at + 1
        depth += (sign == "(") - (sign == ")")
    return [each.strip() for each in (*found, sent[start:]) if each.strip()]


def _split(piece: str) -> tuple[str, str]:
    at = next((at for at, sign in enumerate(piece) if sign in "/("), len(piece))
    rest = piece[at:]
    return piece[:at].strip(), rest[1:-1] if rest.startswith("(") and rest.endswith(")") else rest[1:]
