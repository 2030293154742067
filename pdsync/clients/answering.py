"""HTTP answers read off a socket, whole or not at all: the standard library's way costs most of what a call does."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

PIECE = 1 << 18
LONGEST = 65536
"""Bytes that a head, or the line above a chunk, may have."""
MOST = 100
"""Lines that a head may have."""
EMPTY = frozenset({204, 304})
"""Statuses of answers without a body, whatever their headers say."""

_STATUS = re.compile(r"HTTP/1\.(\d) +([1-9]\d\d)(?: .*)?")
LINE_END = re.compile(rb"\r?\n")
HEAD_END = re.compile(rb"\r?\n\r?\n")


class Broken(Exception):
    """What came is no answer, or not all of one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, header names in small letters, its body unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Stream:
    """The bytes that come in on a connection; `until`: the moment at which whoever waits for them gives up."""

    def __init__(self, receive: Callable[[int], bytes], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._receive, self._clock = receive, clock
        self._held = b""
        self.until = float("inf")

    @property
    def at_rest(self) -> bool:
        """Whether nothing has come that nobody waits for."""
        return not self._held

    def up_to(self, mark: re.Pattern[bytes]) -> bytes:
        """What stands before the mark, which is passed over."""
        while (found := mark.search(self._held)) is None:
            if len(self._held) > LONGEST:
                raise Broken("a line without an end")
            self._held += self._next(PIECE)
        before, self._held = self._held[: found.start()], self._held[found.end() :]
        return before

    def exactly(self, length: int) -> bytes:
        """So many bytes."""
        pieces, self._held = [self._held[:length]], self._held[length:]
        missing = length - len(pieces[0])
        while missing:
            pieces.append(self._next(min(missing, PIECE)))
            missing -= len(pieces[-1])
        return b"".join(pieces)

    def _next(self, most: int) -> bytes:
        piece = self._receive(most)
        if not piece:
            raise Broken("it ended before its end")
        if self._clock() > self.until:
            raise TimeoutError("the answer takes too long")
        return piece


def answer_on(stream: Stream, *, method: str, size: int) -> tuple[Answer, bool]:
    """The next answer, and whether the connection may be used again. Raises Broken, OSError, or zlib.error.

    `size`: bytes that its body may have, also unpacked.
    """
    status = 100
    while status < 200:  # the server says that it is listening
        version, status, headers = head(stream.up_to(HEAD_END))
    body = b"" if method == "HEAD" or status in EMPTY else _body(stream, headers, size)
    if headers.pop("content-encoding", "") == "gzip" and body:
        body = _unpacked(body, size)
    if len(body) > size:
        raise Broken("it is too long")
    wish = headers.get("connection", "").lower()
    goes_on = "close" not in wish if version else "keep-alive" in wish
    return Answer(status, headers, body), goes_on and stream.at_rest


def head(block: bytes) -> tuple[int, int, dict[str, str]]:
    r"""The minor version, the status, and the headers by names in small letters; of two with one name the last.

    >>> head(b"HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n  charset=utf-8\r\nX: 1")
    (1, 200, {'content-type': 'text/html; charset=utf-8', 'x': '1'})
    """
    first, *lines = block.decode("iso-8859-1").replace("\r\n", "\n").split("\n")
    status = _STATUS.fullmatch(first)
    if status is None or len(lines) > MOST:
        raise Broken("that is no head of an answer")
    found: dict[str, str] = {}
    name = ""
    for line in lines:
        if line[:1] in (" ", "\t"):  # the line before goes on
            found[name] = f"{found.get(name, '')} {line.strip()}".strip()
            continue
        name, _, value = line.partition(":")
        name = name.strip().lower()
        found[name] = value.strip()
    return int(status[1]), int(status[2]), found


def _body(stream: Stream, headers: Mapping[str, str], size: int) -> bytes:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return b"".join(_chunks(stream, size))
    length = headers.get("content-length", "")
    if not length.isdecimal():
        raise Broken("there is no telling where it ends")
    if int(length) > size:
        raise Broken("it is too long")
    return stream.exactly(int(length))


def _chunks(stream: Stream, size: int) -> Iterator[bytes]:
    while length := _length(stream.up_to(LINE_END)):
        size -= length
        if size < 0:
            raise Broken("it is too long")
        yield stream.exactly(length)
        stream.up_to(LINE_END)
    while stream.up_to(LINE_END):  # what is said after the last chunk
        pass


def _length(line: bytes) -> int:
    """A chunk's length, in hexadecimal digits before its extensions."""
    digits = line.partition(b";")[0].strip()
    if not re.fullmatch(rb"[0-9A-Fa-f]{1,16}", digits):
        raise Broken("a chunk without a length")
    return int(digits, 16)


def _unpacked(body: bytes, size: int) -> bytes:
    unpack = zlib.decompressobj(wbits=31)
    plain = unpack.decompress(body, size + 1)
    if not unpack.eof and len(plain) <= size:
        raise Broken("it is packed, and not whole")
    return plain
