"""A sandbox that runs in a thread of this process."""

from __future__ import annotations

import asyncio
import secrets
import signal
import socket
import sqlite3
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web

from pdsync.sandbox.app import application
from pdsync.sandbox.clock import Clock
from pdsync.sandbox.control import ALL, Control
from pdsync.sandbox.faults import Faults
from pdsync.sandbox.frontend import Frontend
from pdsync.sandbox.journal import Journal
from pdsync.sandbox.quota import Quota
from pdsync.sandbox.store import Store
from pdsync.sandbox.workspace import Workspace

Result = TypeVar("Result")


class Sandbox:
    """A running sandbox, as a program in the same process sees it. Every method may be called from any thread."""

    def __init__(
        self, workspace: Workspace, frontend: Frontend, control: Control, loop: asyncio.AbstractEventLoop
    ) -> None:
        self.workspace = workspace
        self._frontend = frontend
        self._control = control
        self._loop = loop

    @property
    def url(self) -> str:
        """Where it is served: "http://127.0.0.1:8080"."""
        return self.workspace.url

    @property
    def mistakes(self) -> list[str]:
        """What went wrong in the sandbox itself: tracebacks. Empty, or it has a bug."""
        return list(self._frontend.mistakes)

    @property
    def admin_token(self) -> str:
        """What opens `/_sandbox/…`."""
        return self.workspace.admin_token

    def do(self, act: Callable[[Workspace], Result]) -> Result:
        """What `act` returns, run between two requests, where the workspace may be read and changed."""

        async def run() -> Result:
            return act(self.workspace)

        return self._wait(run())

    def token(self, email: str, scopes: Iterable[str] = ALL) -> str:
        """A new access token of that account."""
        return self.do(lambda _: self._control.mint(email, list(scopes)))

    def journal(self, *, after: int = 0) -> list[dict[str, Any]]:
        """The requests so far: seq, method, user, status, fault, applied, at, took."""
        return self.do(lambda workspace: workspace.journal.entries(after=after))

    def load(self, document: dict[str, Any], email: str) -> str:
        """The id of a new Doc of that account, made of a `documents.get` answer."""
        made = self.do(lambda _: self._control.document({"document": document, "email": email}))
        return str(made["documentId"])

    @contextmanager
    def faults(self, *specs: dict[str, Any]) -> Iterator[str]:
        """Let these faults happen inside; its id. On leaving, AssertionError names those that never fired."""
        plan = self.do(lambda workspace: workspace.faults.plan(list(specs)))
        try:
            yield plan
            report = self.do(lambda workspace: workspace.faults.report(plan))
        finally:
            self.do(lambda workspace: workspace.faults.clear(plan))
        assert not report.get("notFired"), f"planned, but it never happened: {report['notFired']}"

    def wait(self, ready: Callable[[], object] = lambda: None) -> None:
        """Serve until Ctrl-C or SIGTERM; `ready` is called once either of them ends this in order."""
        stop = threading.Event()
        before = signal.signal(signal.SIGTERM, lambda *_: stop.set())
        try:
            ready()
            stop.wait()
        except KeyboardInterrupt:
            pass
        finally:
            signal.signal(signal.SIGTERM, before)

    def _wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


@contextmanager
def serve(
    *,
    port: int = 0,
    data: Path | None = None,
    latency_ms: float = 0,
    quota: str = "off",
    clock: Clock | None = None,
    strict: bool = True,
    check_answers: bool = False,
) -> Iterator[Sandbox]:
    """A sandbox on 127.0.0.1, until the block is left.

    `port` 0 takes a free one; `data` is a folder in which the workspace is kept, else it is gone at the end; `quota`
    "real" refuses what Google would refuse; `strict` refuses names that Drive passes over, in bodies and parameters;
    `check_answers` holds every answer against the discovery document, and answers 500 where it does not fit.
    ValueError for an unknown quota; OSError where the port is taken, or the folder is served already.
    """
    if quota not in ("off", "real"):
        raise ValueError(f"quota is off or real, not {quota}")
    time = clock or Clock()
    with _socket(port) as listening, _folder(data) as database:
        workspace = Workspace(
            store=Store(database),
            clock=time,
            quota=Quota(time, on=quota == "real"),
            faults=Faults(),
            journal=Journal(),
            url=f"http://127.0.0.1:{listening.getsockname()[1]}",
            admin_token=secrets.token_urlsafe(32),
            latency_ms=latency_ms,
        )
        control = Control(workspace)
        frontend = Frontend(workspace, strict=strict, check_answers=check_answers)
        app = application(workspace, frontend, control)
        try:
            with _running(app, listening) as loop:
                yield Sandbox(workspace, frontend, control, loop)
        finally:
            workspace.store.close()


@contextmanager
def _folder(folder: Path | None) -> Iterator[Path | None]:
    """The database in that folder, which is ours alone as long as this lasts."""
    if folder is None:
        yield None
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for name in ("lock.sqlite3", "workspace.sqlite3"):
        (folder / name).touch(mode=0o600)
    # A transaction that is never ended: the system lets go of it even if this process is killed.
    with closing(sqlite3.connect(folder / "lock.sqlite3", timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise BlockingIOError(f"{folder} is already served by another sandbox") from None
        yield folder / "workspace.sqlite3"


@contextmanager
def _socket(port: int) -> Iterator[socket.socket]:
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        yield listening


@contextmanager
def _running(app: web.Application, listening: socket.socket) -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="pdsync-sandbox", daemon=True)
    thread.start()
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=0.1)

    async def start() -> None:
        await runner.setup()
        await web.SockSite(runner, listening, backlog=1024).start()

    try:
        asyncio.run_coroutine_threadsafe(start(), loop).result()
        yield loop
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
