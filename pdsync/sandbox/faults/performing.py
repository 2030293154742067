"""Carrying a fault out: error answers, and what is done to the raw connection."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from typing import cast

from aiohttp import web

from pdsync.sandbox.faults import bodies
from pdsync.sandbox.faults.actions import DURING, Connection, Drip, Status, Truncate
from pdsync.sandbox.faults.pages import page
from pdsync.sandbox.faults.reading import Fault
from pdsync.sandbox.refusals import Refusal

LOOK = 0.05
"""Seconds between two looks whether a client that is kept waiting is still there."""


async def perform(
    fault: Fault, request: web.Request, answer: web.Response | None, *, body: bytes = b""
) -> web.StreamResponse:
    """What the client gets. `answer`: the handler's, None if it did not run; a fault without an end lets it pass."""
    end = fault.do.end
    if fault.do.stall and fault.phase != DURING:
        await wait(fault.do.stall, request)
    if isinstance(end, Status) or (end is None and answer is None):
        return replacement(fault, body)
    if fault.phase == DURING and answer is not None:
        return await _spoil(fault, request, answer)
    if isinstance(end, Connection):
        _cut(request, end)
        return Nothing()
    return cast("web.Response", answer)


def replacement(fault: Fault, body: bytes = b"") -> web.Response:
    """The error answer that a fault gives instead of the handler's; of one that gives none, 401 for dead tokens."""
    end = fault.do.end if isinstance(fault.do.end, Status) else Status(401)
    if end.html:
        headers = {"Retry-After": str(end.retry_after)} if end.retry_after is not None else {}
        return web.Response(
            status=end.status, text=page(end.status), content_type="text/html", charset="UTF-8", headers=headers
        )
    return rendered(bodies.refusal(end, method=fault.method, file_id=fault.file_id, invited=_invited(body)))


def rendered(refusal: Refusal) -> web.Response:
    """A refusal as Google writes it: indented, with a newline at its end."""
    return web.Response(
        status=refusal.code,
        body=(json.dumps(refusal.body, indent=2, ensure_ascii=False) + "\n").encode(),
        headers={"Content-Type": "application/json; charset=UTF-8", **refusal.headers},
    )


async def _spoil(fault: Fault, request: web.Request, answer: web.Response) -> web.StreamResponse:
    """The answer on its way: its head is whole, its body is not, or slow."""
    body, end = bytes(answer.body or b"") if isinstance(answer.body, bytes | bytearray) else b"", fault.do.end
    if isinstance(end, Drip):
        return await _drip(request, answer, body, end.rate)
    sent = end.size if isinstance(end, Truncate) else len(body) // 2
    transport = request.transport
    if transport is None or transport.is_closing():
        return Nothing()
    transport.write(_head(answer, len(body)) + body[:sent])
    if fault.do.stall:
        await wait(fault.do.stall, request)
    if isinstance(end, Connection):
        # What was written has to reach the client before the connection breaks.
        await asyncio.sleep(LOOK)
        _cut(request, end)
    elif not transport.is_closing():
        if end is None:
            transport.write(body[sent:])
        transport.close()
    return Nothing()


async def _drip(request: web.Request, answer: web.Response, body: bytes, rate: float) -> web.StreamResponse:
    headers = {name: value for name, value in answer.headers.items() if name.lower() != "content-length"}
    slow = web.StreamResponse(status=answer.status, headers=headers)
    slow.content_length = len(body)
    await slow.prepare(request)
    size = max(1, round(rate * LOOK))
    for start in range(0, len(body), size):
        if _gone(request):
            return slow
        await slow.write(body[start : start + size])
        await asyncio.sleep(size / rate)
    await slow.write_eof()
    return slow


def _head(answer: web.Response, length: int) -> bytes:
    """The status line and the headers of an answer whose body has that length."""
    headers = {name: value for name, value in answer.headers.items() if name.lower() != "content-length"}
    lines = [f"{name}: {value}" for name, value in (headers | {"Content-Length": str(length)}).items()]
    return "\r\n".join([f"HTTP/1.1 {answer.status} {answer.reason}", *lines, "", ""]).encode()


def _cut(request: web.Request, end: Connection) -> None:
    """End the connection: with RST, nothing that is under way arrives; with FIN, what was written does."""
    transport = request.transport
    if transport is None:
        return
    if end.how == "reset":
        raw = transport.get_extra_info("socket")
        if raw is not None:
            # Lingering for no time makes the system send RST when the socket is closed.
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    else:
        transport.close()


async def wait(seconds: float, request: web.Request) -> None:
    """Be silent for so long, or until the client has given up, which nobody would notice afterwards."""
    loop = asyncio.get_running_loop()
    over = loop.time() + seconds
    while (left := over - loop.time()) > 0 and not _gone(request):
        await asyncio.sleep(min(LOOK, left))


def _gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


def _invited(body: bytes) -> str:
    """The address that a request wants to share with, if its body says one."""
    try:
        return str(json.loads(body).get("emailAddress", ""))
    except (ValueError, AttributeError, RecursionError):
        return ""


class Nothing(web.Response):
    """What is handed back for a connection that was ended: it goes nowhere."""


def status_sent(answer: web.StreamResponse) -> int:
    """The status that the client saw, for the journal; 0 if it saw none, or no whole answer."""
    return 0 if isinstance(answer, Nothing) else answer.status
