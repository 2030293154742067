"""The aiohttp application: Google's methods, the OAuth endpoints, the pages and the control, behind one guard."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from pdsync.sandbox import envelope, rooms
from pdsync.sandbox.asked import Asked, Reply, asked
from pdsync.sandbox.control import Control
from pdsync.sandbox.faults import Fault, perform
from pdsync.sandbox.frontend import Begun, Frontend
from pdsync.sandbox.guard import trespass
from pdsync.sandbox.oauth import routes as oauth
from pdsync.sandbox.workspace import Workspace

LARGEST = 64 * 1024 * 1024
"""Bytes of a request's body."""
METHODS = ("/drive/v3", "/upload/drive", "/resumable/upload/drive", "/v1/documents", "/v4/spreadsheets")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def application(workspace: Workspace, frontend: Frontend, control: Control) -> web.Application:
    """Everything the sandbox serves."""
    app = web.Application(middlewares=[guarded], client_max_size=LARGEST)
    app.add_routes(control.routes())
    app.add_routes(oauth.routes(workspace))
    rooms.furnish()
    app.add_routes(rooms.pages(workspace))
    answer = answering(workspace, frontend)
    for start in METHODS:
        app.router.add_route("*", start + "{tail:.*}", answer)
    return app


@web.middleware
async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns away whoever has no business here."""
    if reason := trespass(request.method, request.headers):
        return web.Response(status=403, text=reason)
    return await handler(request)


def answering(workspace: Workspace, frontend: Frontend) -> Handler:
    """What answers a request for one of Google's methods."""

    async def answer(request: web.Request) -> web.StreamResponse:
        came = asked(request.method, request.raw_path, request.headers, await request.read())
        if workspace.latency_ms:
            await asyncio.sleep(workspace.latency_ms / 1000)
        begun = frontend.begin(came)
        if isinstance(begun, Reply):
            return response(begun, came)
        if refused := frontend.admit(begun):
            frontend.note(begun, refused.status)
            return response(refused, came)
        fault = workspace.faults.strike(
            method=begun.method.id, user=begun.user, file_id=begun.file_id, client=begun.client
        )
        return await struck(frontend, begun, fault, request)

    return answer


async def struck(frontend: Frontend, begun: Begun, fault: Fault | None, request: web.Request) -> web.StreamResponse:
    """The answer, with what goes wrong on its way."""
    if fault is None:
        reply = frontend.carry_out(begun)
        frontend.note(begun, reply.status)
        return response(reply, begun.asked)
    answer = None if fault.phase == "before" else response(frontend.carry_out(begun), begun.asked)
    try:
        sent = await perform(fault, request, answer)
    except BaseException:
        frontend.note(begun, 0, fault.label)
        raise
    frontend.note(begun, sent.status, fault.label)
    return sent


def response(reply: Reply, came: Asked) -> web.Response:
    """The reply as aiohttp sends it."""
    reply = envelope.zipped(reply, came)
    return web.Response(status=reply.status, headers=reply.headers, body=reply.body)
