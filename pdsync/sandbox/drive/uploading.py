"""Bytes that come with a file: kept as they are, or turned into a Doc or Sheet."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any

from pdsync.sandbox.drive import feed, files, importing, refused, texts
from pdsync.sandbox.drive.files import DOC, EDITORS, FOLDER, NATIVE, SHEET, SHORTCUT, File, milliseconds

if TYPE_CHECKING:
    from pdsync.sandbox.calls import Call, Media
    from pdsync.sandbox.store import Content

BYTES = "application/octet-stream"
IMPORTS = {
    DOC: ("text/plain", "text/html"),
    SHEET: ("text/csv", "text/tab-separated-values"),
}
"""What can be turned into a Doc or a Sheet."""
CANNOT = "The requested conversion is not supported."


def check_kind(mime_type: str, media: Media | None) -> None:
    """Refuse a kind of file that cannot be made, or not of those bytes."""
    if not mime_type.startswith(NATIVE):
        return
    if mime_type not in (*EDITORS, FOLDER, SHORTCUT):
        raise refused.unplayed(f"files of type {mime_type}")
    if media is not None and kind(media) not in IMPORTS.get(mime_type, ()):
        raise refused.of(400, "badRequest", CANNOT, location="convertTo")


def kind(media: Media) -> str:
    """The MIME type of the bytes, without its parameters."""
    return media.mime_type.partition(";")[0].strip().lower()


def imported(call: Call, file: File) -> Content:
    """The content that the call's bytes are turned into."""
    assert call.media is not None
    text = call.media.data.decode("utf-8-sig", "replace")
    return importing.content(file, kind(call.media), text, user=call.user, now=call.now)


def stored(call: Call, file: File, data: bytes, **values: Any) -> File:
    """The file with those bytes in it, as a new revision."""
    call.store.db.execute("INSERT OR REPLACE INTO blobs VALUES (?, ?)", (file.id, data))
    texts.forget(call.store, file.id)
    facts = digests(data)
    changed = files.change(call.store, file, size=len(data), extra={**file.extra, **values.pop("extra", {}), **facts})
    _revision(call, changed, facts)
    return changed


def digests(data: bytes) -> dict[str, str]:
    """What Drive says of bytes."""
    return {
        "md5Checksum": hashlib.md5(data, usedforsecurity=False).hexdigest(),
        "sha1Checksum": hashlib.sha1(data, usedforsecurity=False).hexdigest(),
        "sha256Checksum": hashlib.sha256(data).hexdigest(),
        "headRevisionId": "0B" + secrets.token_urlsafe(36),
    }


def first_revision(call: Call, file: File) -> File:
    """A copy of bytes with the one revision that it has."""
    facts = {**file.extra, "headRevisionId": "0B" + secrets.token_urlsafe(36)}
    changed = files.change(call.store, file, extra=facts)
    _revision(call, changed, facts)
    return changed


def _revision(call: Call, file: File, facts: dict[str, Any]) -> None:
    told = {
        "id": facts["headRevisionId"],
        "md5Checksum": facts.get("md5Checksum", ""),
        "size": str(file.size or 0),
        "originalFilename": file.extra.get("originalFilename", file.name),
    }
    feed.revised(call.store, file, call.user, milliseconds(call.now), told)
