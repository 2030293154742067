"""Uploads: simple, multipart and resumable; a handler gets them as `Media`."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from urllib.parse import urlencode

from pdsync.sandbox import multipart, refusals
from pdsync.sandbox.asked import Asked, Reply
from pdsync.sandbox.calls import Media
from pdsync.sandbox.refusals import Refusal

OCTETS = "application/octet-stream"
KINDS = ("media", "simple", "multipart", "resumable")
OPEN = 64
"""How many resumable uploads may be under way; the oldest goes first."""
_RANGE = re.compile(r"bytes (?:(\d{1,15})-(\d{1,15})|\*)/(\d{1,15}|\*)")


def kind(asked: Asked) -> str:
    """How the request uploads: "media", "multipart" or "resumable". Refusal for anything else."""
    named = next((value for name, value in asked.query if name == "uploadType"), "")
    if not named:
        named = asked.headers.get("X-Goog-Upload-Protocol", "")
    if named not in KINDS:
        raise _bad(f"Invalid upload type: {named or 'none'}.")
    return "media" if named == "simple" else named


def media(asked: Asked) -> Media:
    """The whole body as the upload."""
    return Media(asked.body, asked.headers.get("Content-Type") or OCTETS)


def related(asked: Asked) -> tuple[bytes, Media]:
    """The JSON part and the upload of a multipart/related body."""
    try:
        parts = multipart.parts(asked.headers.get("Content-Type", ""), asked.body)
    except multipart.Malformed:
        parts = []
    if len(parts) != 2:
        raise _bad("A multipart upload is a multipart/related body of two parts: the metadata, and the media.")
    metadata, content = parts
    body = content.body
    if content.headers.get("content-transfer-encoding", "").lower() == "base64":
        try:
            body = base64.b64decode(body)
        except (binascii.Error, ValueError):
            raise _bad("The media part is not base64.") from None
    return metadata.body, Media(body, content.headers.get("content-type") or OCTETS)


@dataclass(slots=True)
class Session:
    """A resumable upload under way: the request that began it, and the bytes so far."""

    id: str
    began: Asked
    mime_type: str
    data: bytearray = field(default_factory=bytearray)

    def take(self, asked: Asked) -> bool:
        """Take in a chunk; whether the upload is whole now. Refusal for a range that does not follow."""
        sent = asked.headers.get("Content-Range")
        if sent is None:
            self.data[:] = asked.body
            return True
        if not (found := _RANGE.fullmatch(sent.strip())):
            raise _bad(f"Failed to parse Content-Range header: {sent[:100]}")
        total = None if found[3] == "*" else int(found[3])
        if found[1] is not None:
            start, end = int(found[1]), int(found[2])
            if start > len(self.data) or end - start + 1 != len(asked.body):
                raise _bad("The Content-Range does not fit the bytes that were sent.")
            self.data[start:] = asked.body
        return total is not None and len(self.data) >= total

    def so_far(self) -> Reply:
        """308: go on from here."""
        reply = Reply(308, {"Content-Type": "text/html; charset=UTF-8", "X-GUploader-UploadID": self.id})
        if self.data:
            reply.headers["Range"] = f"bytes=0-{len(self.data) - 1}"
        return reply

    @property
    def media(self) -> Media:
        """The upload."""
        return Media(bytes(self.data), self.mime_type)


class Sessions:
    """The resumable uploads under way."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, Session] = OrderedDict()

    def start(self, asked: Asked, url: str) -> Reply:
        """Begin an upload: 200, and where to send the bytes."""
        type = asked.headers.get("X-Upload-Content-Type") or OCTETS
        session = Session(secrets.token_urlsafe(40), asked, type)
        self._open[session.id] = session
        while len(self._open) > OPEN:
            self._open.popitem(last=False)
        query = urlencode([*asked.query, ("upload_id", session.id)])
        headers = {"Location": f"{url}{asked.path}?{query}", "X-GUploader-UploadID": session.id}
        return Reply(200, {"Content-Type": "text/plain; charset=utf-8", **headers})

    def find(self, asked: Asked) -> Session | None:
        """The upload that a request goes on with; None if it names none that is open."""
        named = next((value for name, value in asked.query if name == "upload_id"), "")
        return self._open.get(named)

    def end(self, session: Session) -> None:
        """Forget it."""
        self._open.pop(session.id, None)


def _bad(words: str) -> Refusal:
    return refusals.drive(400, "badRequest", words)
