"""Kept connections to a few hosts: each is looked at before it is used, and no request is ever sent twice."""

from __future__ import annotations

import select
import socket
import threading
import time
import weakref
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pdsync.clients.answering import Answer, Broken
from pdsync.clients.connection import Connection, opened

if TYPE_CHECKING:
    import ssl

IDLE = 20.0
"""Seconds after which a kept connection is let go of: the server may be about to do the same."""

MOMENT = 0.5
"""Seconds for which a connection may be trusted to be as it was."""


class NotSent(Exception):
    """Nothing reached the server: the write surely did not happen."""


class Lost(Exception):
    """It was sent, and no whole answer came: a write may have happened or not."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to wait for a connection, for the next bytes of an answer, and for all of it; bytes that it may have."""

    connect: float = 10.0
    silence: float = 60.0
    whole: float = 300.0
    size: int = 1 << 27


class Pool:
    """HTTP connections that many threads share; each carries one request at a time."""

    def __init__(self, limits: Limits | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits, self._clock = limits or Limits(), clock
        self._lock = threading.Lock()
        self._idle: dict[str, list[tuple[float, Connection]]] = {}
        weakref.finalize(self, _close_all, self._idle)

    def exchange(self, method: str, url: str, *, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        """The answer to a request that is sent once. Raises NotSent if it surely was not sent, Lost otherwise."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        connection = self._kept(origin, trusting=method == "GET") or self._opened(origin)
        try:
            connection.send(method, parts, body=body, headers=headers)
            until = self._clock() + self._limits.whole
            answer, goes_on = connection.answer(method, until=until, size=self._limits.size)
        except (OSError, Broken, zlib.error) as error:
            connection.close()
            raise Lost(type(error).__name__) from error
        except BaseException:
            connection.close()
            raise
        if goes_on:
            with self._lock:
                self._idle.setdefault(origin, []).append((self._clock(), connection))
        else:
            connection.close()
        return answer

    def _kept(self, origin: str, *, trusting: bool) -> Connection | None:
        """The connection that was used last, if the server has not let go of it; stale ones are closed on the way.

        `trusting`: one that was used a moment ago is not looked at. Each look lets other threads run first, and what
        only reads can be asked again.
        """
        while True:
            with self._lock:
                idle = self._idle.get(origin)
                if not idle:
                    return None
                since, connection = idle.pop()
            idle_for = self._clock() - since
            if idle_for < IDLE and ((trusting and idle_for < MOMENT) or quiet(connection.sock)):
                return connection
            connection.close()

    def _opened(self, origin: str) -> Connection:
        patience, silence = self._limits.connect, self._limits.silence
        try:
            return opened(origin, patience=patience, silence=silence, trust=lambda: self._trust, clock=self._clock)
        except (OSError, Broken) as error:
            raise NotSent(type(error).__name__) from error

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """The system's certificates, which know the school's own network, and certifi's, where a system has none."""
        import ssl

        import certifi

        context = ssl.create_default_context()
        context.load_verify_locations(certifi.where())
        return context

    def close(self) -> None:
        """Let go of the connections that nobody uses."""
        with self._lock:
            _close_all(self._idle)


def _close_all(idle: dict[str, list[tuple[float, Connection]]]) -> None:
    for connections in idle.values():
        for _, connection in connections:
            connection.close()
    idle.clear()


def quiet(sock: socket.socket) -> bool:
    """Whether nothing waits to be read: between two requests only the end of a connection would."""
    if hasattr(select, "poll"):
        look = select.poll()
        look.register(sock, select.POLLIN)
        return not look.poll(0)
    return not select.select([sock], [], [], 0)[0]
