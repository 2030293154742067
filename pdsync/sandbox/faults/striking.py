"""A request that is struck: its fault, its handler, and its answer, in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from aiohttp import web

from pdsync.sandbox.clock import Clock
from pdsync.sandbox.faults import lags
from pdsync.sandbox.faults.actions import AFTER, BEFORE, Edit, Status
from pdsync.sandbox.faults.performing import perform, rendered, replacement, wait
from pdsync.sandbox.faults.reading import Fault
from pdsync.sandbox.oauth import revoking
from pdsync.sandbox.refusals import Refusal, not_played
from pdsync.sandbox.store import Store, User
from pdsync.sandbox.users import account


class World(Protocol):
    """What a fault needs of the workspace."""

    store: Store
    clock: Clock

    def call(self, method: str, user: User, params: dict[str, Any] = ..., body: dict[str, Any] = ...) -> Any:
        """Run a handler as that user, in a transaction; Refusal."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A handler's answer, a refusal's too, and the id of the file that it made, if it made one."""

    answer: web.Response
    made: str = ""


async def struck(
    fault: Fault, world: World, request: web.Request, run: Callable[[], Ran], *, body: bytes = b""
) -> web.StreamResponse:
    """The answer to a request that a fault strikes, whose handler `run` runs: never, once, or twice.

    `body`: what was sent, out of which the refusal to share with somebody names them.
    """
    if refused := _prepare(fault, world):
        return rendered(refused)
    if fault.phase == BEFORE and fault.do.stall and fault.deliveries:
        await wait(fault.do.stall, request)
    ran = _deliver(fault, world, run)
    if fault.phase == BEFORE and ran is not None:
        return ran.answer
    return await perform(fault, request, ran.answer if ran else None, body=body)


def struck_part(fault: Fault, world: World, run: Callable[[], Ran], *, body: bytes = b"") -> web.Response:
    """The same for one part of a batch, which has no connection of its own: of a fault that was struck as a part."""
    if refused := _prepare(fault, world):
        return rendered(refused)
    ran = _deliver(fault, world, run)
    if ran is None or isinstance(fault.do.end, Status):
        return replacement(fault, body)
    return ran.answer


def _prepare(fault: Fault, world: World) -> Refusal | None:
    """What happens before the handler runs; an edit that cannot be made is a mistake in the plan, and is answered."""
    if fault.phase != BEFORE:
        return None
    try:
        if fault.do.edit:
            _edit(fault, fault.do.edit, world)
    except (Refusal, ValueError) as refused:
        return not_played(f"the planned edit of this Doc ({refused})")
    _revoke(fault, world)
    return None


def _deliver(fault: Fault, world: World, run: Callable[[], Ran]) -> Ran | None:
    """The handler's last answer, with what happens after it ran; None if it does not run."""
    shown = _modified_time(fault, world) if fault.do.modified_lag else ""
    ran = None
    for number in range(fault.deliveries):
        if number:
            world.clock.advance(0.001)  # who sends a request again does so later
        ran = run()
        _lag(fault, world, ran, shown)
    if fault.phase == AFTER:
        _revoke(fault, world)
    return ran


def _edit(fault: Fault, edit: Edit, world: World) -> None:
    """Somebody else's edit, just before."""
    user = account(world.store, edit.user or fault.user)
    params = {"documentId": edit.file_id or fault.file_id}
    world.call("docs.documents.batchUpdate", user, params, {"requests": [dict(request) for request in edit.requests]})


def _revoke(fault: Fault, world: World) -> None:
    if fault.do.revoke in ("access", "all"):
        revoking.access(world.store, fault.user)
    if fault.do.revoke in ("refresh", "all"):
        revoking.refresh(world.store, fault.user)


def _modified_time(fault: Fault, world: World) -> str:
    """The time that Drive shows now, before the handler changes it; "" for a file that is not there."""
    try:
        file = world.call("drive.files.get", account(world.store, fault.user), {"fileId": fault.file_id})
    except Refusal:
        return ""
    return str(file.get("modifiedTime", "")) if isinstance(file, dict) else ""


def _lag(fault: Fault, world: World, ran: Ran, shown: str) -> None:
    now = world.clock.now()
    if fault.do.list_lag and ran.made:
        lags.hide(world.store, ran.made, fault.do.list_lag, now)
    if shown:
        lags.hold(world.store, fault.file_id, shown, now + timedelta(seconds=fault.do.modified_lag))
