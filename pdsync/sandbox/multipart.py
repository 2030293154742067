"""Multipart bodies taken apart and put together: uploads (multipart/related) and batches (multipart/mixed)."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_PARTS = 1000
_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,200})"|([^\s;,"]{1,200}))', re.IGNORECASE)


class Malformed(ValueError):
    """The body is no multipart body, or not with that boundary."""


@dataclass(slots=True)
class Part:
    """One part: its headers by lower-case name, and its body."""

    headers: dict[str, str]
    body: bytes


def parts(content_type: str, body: bytes) -> list[Part]:
    """The parts of a body with that Content-Type, lines ended by CRLF or LF. Malformed if it has none."""
    found = _BOUNDARY.search(content_type)
    if found is None or not content_type.lower().startswith("multipart/"):
        raise Malformed("no boundary")
    delimiter = re.escape(b"--" + (found[1] or found[2]).encode("utf-8", "surrogateescape"))
    pieces = re.split(rb"(?:\A|\r?\n)" + delimiter + rb"(--)?[ \t]*(?=\r?\n|\Z)", body)
    # Of every two pieces after the preamble, the first says whether it was the closing delimiter.
    split: list[Part] = []
    for closing, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if closing:
            break
        split.append(part(_after_newline(piece)))
        if len(split) > MOST_PARTS:
            raise Malformed("too many parts")
    if not split:
        raise Malformed("no parts")
    return split


def part(text: bytes) -> Part:
    """Headers and body of a piece of text."""
    if text.startswith((b"\r\n", b"\n")):
        return Part({}, _after_newline(text))
    head, _, body = _cut(text)
    return Part(headers(head), body)


def headers(head: bytes) -> dict[str, str]:
    """Header lines by lower-case name; a line that starts with a space goes on with the one before."""
    unfolded = re.sub(rb"\r?\n[ \t]+", b" ", head).decode("utf-8", "replace")
    split = (line.partition(":") for line in unfolded.splitlines())
    return {name.strip().lower(): value.strip() for name, colon, value in split if colon}


def _cut(text: bytes) -> tuple[bytes, bytes, bytes]:
    gap = re.search(rb"\r?\n\r?\n", text)
    return (text[: gap.start()], b"", text[gap.end() :]) if gap else (text, b"", b"")


def _after_newline(piece: bytes) -> bytes:
    return piece.removeprefix(b"\r").removeprefix(b"\n")


def joined(boundary: str, pieces: list[bytes]) -> bytes:
    """The body that holds these parts, each already with its headers."""
    start = f"--{boundary}\r\n".encode()
    return b"".join(start + piece + b"\r\n" for piece in pieces) + f"--{boundary}--\r\n".encode()
