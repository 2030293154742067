"""The aiohttp application: Google's methods, the OAuth endpoints, the pages and the control, behind one guard."""

from __future__ import annotations

import asyncio

from aiohttp import web
from aiohttp.typedefs import Handler

from pdsync.sandbox import batch, envelope, guard, rooms
from pdsync.sandbox.asked import Asked, Reply, asked
from pdsync.sandbox.begun import Begun
from pdsync.sandbox.control import Control
from pdsync.sandbox.faults import Fault, Ran, status_sent, struck, struck_part
from pdsync.sandbox.frontend import Frontend
from pdsync.sandbox.workspace import Workspace

METHODS = ("/drive/", "/upload/drive/", "/resumable/upload/drive/", "/v1/documents", "/v4/spreadsheets", "/batch")
UPLOADS = ("/upload/", "/resumable/")


def application(workspace: Workspace, frontend: Frontend, control: Control) -> web.Application:
    """Everything the sandbox serves."""
    app = web.Application(middlewares=[guard.guarding(frontend.mistakes)], client_max_size=guard.LARGEST)
    app.add_routes(control.routes())
    app.add_routes(rooms.routes(workspace))
    answer = answering(workspace, frontend)
    for start in METHODS:
        app.router.add_route("*", start + "{tail:.*}", answer)
    return app


def answering(workspace: Workspace, frontend: Frontend) -> Handler:
    """What answers a request for one of Google's methods."""

    async def answer(request: web.Request) -> web.StreamResponse:
        due = asyncio.get_running_loop().time() + workspace.latency_ms / 1000
        largest = guard.LARGEST_UPLOAD if request.path.startswith(UPLOADS) else guard.LARGEST
        came = asked(request.method, request.raw_path, request.headers, await guard.body(request, largest))
        done = worked_on(workspace, frontend, came)
        await until(due)
        if isinstance(done, web.Response):
            return done
        return await disturbed(workspace, frontend, *done, request)

    return answer


def worked_on(workspace: Workspace, frontend: Frontend, came: Asked) -> web.Response | tuple[Begun, Fault]:
    """The answer, or the fault that is due for the call. Done as the call comes: no caller waits for another's work."""
    if came.verb == "POST" and came.path in batch.PATHS:
        return response(batch.answer(frontend, came, lambda begun: replaced(workspace, frontend, begun)), came)
    begun = frontend.begin(came)
    if isinstance(begun, Reply):
        return response(begun, came)
    if refused := frontend.admit(begun):
        frontend.note(begun, refused.status)
        return response(refused, came)
    if fault := strike(workspace, begun):
        return begun, fault
    reply = frontend.carry_out(begun)
    frontend.note(begun, reply.status)
    return response(reply, came)


async def until(due: float) -> None:
    """Return at that moment of the event loop's clock, or at once if it has passed."""
    if (wait := due - asyncio.get_running_loop().time()) > 0:
        await asyncio.sleep(wait)


def strike(workspace: Workspace, begun: Begun, *, part: bool = False) -> Fault | None:
    """The fault that is due for that request."""
    return workspace.faults.strike(
        method=begun.method.id, user=begun.user, file_id=begun.file_id, client=begun.client, part=part
    )


async def disturbed(
    workspace: Workspace, frontend: Frontend, begun: Begun, fault: Fault, request: web.Request
) -> web.StreamResponse:
    """The answer, or what a fault makes of it."""

    def run() -> Ran:
        reply = frontend.carry_out(begun)
        return Ran(response(reply, begun.asked), begun.made)

    status = 0
    try:
        sent = await struck(fault, workspace, request, run, body=begun.asked.body)
        status = status_sent(sent)
        return sent
    finally:
        frontend.note(begun, status, fault.label)


def replaced(workspace: Workspace, frontend: Frontend, begun: Begun) -> Reply | None:
    """What a fault makes of one call of a batch, which has no connection of its own."""
    fault = strike(workspace, begun, part=True)
    if fault is None:
        return None

    def run() -> Ran:
        return Ran(response(frontend.carry_out(begun), begun.asked), begun.made)

    made = struck_part(fault, workspace, run, body=begun.asked.body)
    frontend.note(begun, made.status, fault.label)
    body = made.body if isinstance(made.body, bytes) else b""
    return Reply(made.status, dict(made.headers), body)


def response(reply: Reply, came: Asked) -> web.Response:
    """The reply as aiohttp sends it."""
    reply = envelope.zipped(reply, came)
    return web.Response(status=reply.status, headers=reply.headers, body=reply.body)
