"""A request as it came in, and the answer as it goes out: plain values, whether alone or inside a batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote_plus

Pairs = tuple[tuple[str, str], ...]
KNOWN = 256
"""So many query strings are remembered: a program asks with few, many times."""


@dataclass(slots=True)
class Asked:
    """A request: its verb, the path still percent-encoded, the query decoded, headers (any case), the body."""

    verb: str
    path: str
    query: Pairs
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(slots=True)
class Reply:
    """An answer: status, headers, body."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def asked(verb: str, target: str, headers: Mapping[str, str], body: bytes = b"") -> Asked:
    """The request with that target ("/v1/documents?x=1"); a GET that was sent as a POST because it is long is a GET."""
    if not target.startswith("/"):
        # A client that takes the sandbox for a proxy sends the whole address.
        target = "/" + target.partition("://")[2].partition("/")[2]
    path, _, query = target.partition("#")[0].partition("?")
    override = headers.get("X-HTTP-Method-Override", "").upper()
    if verb == "POST" and override:
        verb = override
        if headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded"):
            query, body = "&".join(filter(None, (query, body.decode("utf-8", "replace")))), b""
    return Asked(verb, path, pairs(query), headers, body)


@lru_cache(KNOWN)
def pairs(query: str) -> Pairs:
    """The names and values of a query string in their order, decoded."""
    split = (piece.partition("=") for piece in query.split("&") if piece)
    return tuple((unquote_plus(name), unquote_plus(value)) for name, _, value in split)
