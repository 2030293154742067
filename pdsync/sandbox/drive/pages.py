"""Page tokens: opaque, and good only for the person and the question that they were given for."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from pdsync.sandbox.drive import refused

PREFIX = "~!!~AI9"


def token(question: Any, place: list[Any]) -> str:
    """The token for what comes after that place."""
    packed = json.dumps([_seal(question, place), place], separators=(",", ":"))
    return PREFIX + urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def place(question: Any, sent: str, *, length: int) -> list[Any]:
    """Where a token says that the page begins: so many values. Refused if it is for another question, or none."""
    try:
        body = sent.removeprefix(PREFIX)
        seal, values = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        if sent.startswith(PREFIX) and len(values) == length and seal == _seal(question, values):
            return list(values)
    except (ValueError, TypeError, RecursionError):
        pass
    raise refused.invalid("pageToken")


def _seal(question: Any, values: list[Any]) -> str:
    return hashlib.blake2b(json.dumps([question, values]).encode(), digest_size=12).hexdigest()


def sliced(call_question: Any, found: list[Any], *, size: int, sent: str) -> tuple[list[Any], str]:
    """One page of a short list, and the token of the next page or ""."""
    start = place(call_question, sent, length=1)[0] if sent else 0
    rest = found[start:]
    more = token(call_question, [start + size]) if len(rest) > size else ""
    return rest[:size], more
