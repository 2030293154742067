"""Carrying a fault out on the raw connection."""

from __future__ import annotations

from aiohttp import web

from pdsync.sandbox.faults.planning import Fault


async def perform(fault: Fault, request: web.Request, answer: web.Response | None) -> web.StreamResponse:
    """What the client gets instead of `answer` (None before the handler ran)."""
    return answer or web.Response(status=500)
