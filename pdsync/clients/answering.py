"""An HTTP answer whose head is read plainly: the standard library's way takes half of what a whole call costs."""

from __future__ import annotations

import http.client
from typing import Any, BinaryIO, cast

LONGEST = 65536
"""Bytes that one line of a head may have."""
MOST = 100
"""Lines that a head may have."""
EMPTY = frozenset({204, 304})
"""Statuses of answers without a body, whatever their headers say."""


class PlainResponse(http.client.HTTPResponse):
    """The standard library's response; its headers are a dict by names in small letters."""

    _read_status: Any
    _check_close: Any
    _method: str

    def begin(self) -> None:
        """Read the head. This is the library's own way, but for the headers, which it has the email package parse."""
        status = 100
        while status == 100:  # the server says that it is listening
            version, status, reason = self._read_status()
            headers = head(cast(BinaryIO, self.fp))
        self.code = self.status = status
        self.reason = reason.strip()
        self.version = 10 if version in ("HTTP/1.0", "HTTP/0.9") else 11
        self.headers = self.msg = cast(http.client.HTTPMessage, headers)
        self.chunked = headers.get("transfer-encoding", "").lower() == "chunked"
        self.chunk_left: int | None = None
        length = headers.get("content-length", "")
        self.length = int(length) if length.isdecimal() and not self.chunked else None
        if status in EMPTY or 100 <= status < 200 or self._method == "HEAD":
            self.length = 0
        endless = not self.chunked and self.length is None
        self.will_close = bool(self._check_close()) or endless


def head(page: BinaryIO) -> dict[str, str]:
    r"""The headers up to the empty line, by names in small letters; of two with one name the last.

    >>> from io import BytesIO
    >>> head(BytesIO(b"Content-Type: text/html;\r\n  charset=utf-8\r\nX: 1\r\n\r\nbody"))
    {'content-type': 'text/html; charset=utf-8', 'x': '1'}
    """
    found: dict[str, str] = {}
    name = ""
    for _ in range(MOST):
        line = page.readline(LONGEST + 1)
        if len(line) > LONGEST:
            raise http.client.LineTooLong("header line")
        if line in (b"\r\n", b"\n", b""):
            return found
        text = line.decode("iso-8859-1").rstrip("\r\n")
        if text[0] in " \t":  # the line before goes on
            found[name] = f"{found.get(name, '')} {text.strip()}".strip()
            continue
        name, _, value = text.partition(":")
        name = name.strip().lower()
        found[name] = value.strip()
    raise http.client.HTTPException(f"got more than {MOST} headers")
