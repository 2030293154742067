"""Who may speak to the sandbox: this machine, under its own names, and no other site's page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def trespass(verb: str, headers: Mapping[str, str]) -> str:
    """Why the request is turned away: a sentence; "" if it may come in."""
    host = headers.get("Host", "")
    if _name(host) not in NAMES:
        return "The sandbox answers only to localhost, not to other names.\n"
    if verb in READING:
        return ""
    if headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return "The sandbox takes nothing from pages of other sites.\n"
    origin = headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return "The sandbox takes nothing from pages of other sites.\n"
    return ""


def _name(host: str) -> str:
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        return host.lower()
    return name.lower() if port.isdecimal() else ""
