"""Who may speak to the sandbox, and how much: this machine, under its own names, and no other site's page."""

from __future__ import annotations

import asyncio
import json
import traceback
from collections.abc import Mapping, MutableSequence

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler, Middleware

NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
READING = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST = 10 * 1024 * 1024
"""Bytes of a body, as Google's front end has it."""
LARGEST_UPLOAD = 64 * 1024 * 1024
TOO_LARGE = f"Request payload size exceeds the limit: {LARGEST} bytes."


def guarding(mistakes: MutableSequence[str]) -> Middleware:
    """Turns away whoever has no business here; an error that nobody foresaw is noted, and answered with 500."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if reason := trespass(request.method, request.headers):
            return web.Response(status=403, text=reason)
        try:
            return await handler(request)
        except (web.HTTPException, asyncio.CancelledError):
            raise
        except ConnectionError:
            # Whoever asked is gone; nobody reads this.
            return web.Response(status=400)
        except (web.RequestPayloadError, HttpProcessingError, UnicodeError) as wrong:
            return web.Response(status=400, text=f"The request cannot be read: {type(wrong).__name__}.\n")
        except Exception:
            mistakes.append(traceback.format_exc())
            return web.Response(status=500, text="The sandbox made a mistake.\n")

    return guarded


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
    if origin is not None and origin != f"http://{host}":
        return "The sandbox takes nothing from pages of other sites.\n"
    return ""


def _name(host: str) -> str:
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        return host.lower()
    return name.lower() if port.isdecimal() and port.isascii() else ""


async def body(request: web.Request, largest: int = LARGEST) -> bytes:
    """The whole body. One that is larger is refused: 413 in Google's words."""
    if not request.can_read_body:
        return b""
    gathered = bytearray()
    async for piece in request.content.iter_any():
        gathered += piece
        if len(gathered) > largest:
            error = {"code": 413, "message": TOO_LARGE, "status": "INVALID_ARGUMENT"}
            text = json.dumps({"error": error}, indent=2) + "\n"
            raise web.HTTPRequestEntityTooLarge(largest, len(gathered), text=text, content_type="application/json")
    return bytes(gathered)
