"""Kept connections to a few hosts: each is looked at before it is used, and no request is ever sent twice."""

from __future__ import annotations

import http.client
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

from pdsync.clients.answering import PlainResponse

if TYPE_CHECKING:
    import ssl

IDLE = 20.0
"""Seconds after which a kept connection is let go of: the server may be about to do the same."""

MOMENT = 0.5
"""Seconds for which a connection may be trusted to be as it was."""

PIECE = 1 << 18


class NotSent(Exception):
    """Nothing reached the server: the write surely did not happen."""


class Lost(Exception):
    """It was sent, and no whole answer came: a write may have happened or not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, header names in small letters, its body unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


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
        self._idle: dict[str, list[tuple[float, http.client.HTTPConnection]]] = {}
        weakref.finalize(self, _close_all, self._idle)

    def exchange(self, method: str, url: str, *, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        """The answer to a request that is sent once. Raises NotSent if it surely was not sent, Lost otherwise."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        connection = self._kept(origin, trusting=method == "GET") or self._opened(origin)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request(method, target, body=body, headers=dict(headers))
            answer, goes_on = self._answer(connection)
        except (OSError, http.client.HTTPException, zlib.error) as error:
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

    def _kept(self, origin: str, *, trusting: bool) -> http.client.HTTPConnection | None:
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
            idle_for, sock = self._clock() - since, connection.sock
            if idle_for < IDLE and sock is not None and ((trusting and idle_for < MOMENT) or quiet(sock)):
                return connection
            connection.close()

    def _opened(self, origin: str) -> http.client.HTTPConnection:
        connection = self._made(origin)
        connection.response_class = PlainResponse
        try:
            connection.connect()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise NotSent(type(error).__name__) from error
        connection.sock.settimeout(self._limits.silence)
        return connection

    def _made(self, origin: str) -> http.client.HTTPConnection:
        parts = urlsplit(origin)
        host, patience = parts.hostname or "", self._limits.connect
        if parts.scheme == "http":
            return http.client.HTTPConnection(host, parts.port, timeout=patience)
        proxy = proxy_for(host)
        if proxy is None:
            return http.client.HTTPSConnection(host, parts.port, timeout=patience, context=self._trust)
        door = http.client.HTTPSConnection(proxy[0], proxy[1], timeout=patience, context=self._trust)
        door.set_tunnel(host, parts.port or 443, headers=proxy[2])
        return door

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """Whose certificates are trusted."""
        from pdsync.clients.trust import trust

        return trust()

    def _answer(self, connection: http.client.HTTPConnection) -> tuple[Answer, bool]:
        """The whole answer, and whether the connection may be used again."""
        until = self._clock() + self._limits.whole
        response = connection.getresponse()
        headers = dict(response.headers)
        packed = headers.pop("content-encoding", "") == "gzip"
        unpack = zlib.decompressobj(wbits=31) if packed else None
        body = bytearray()
        while piece := response.read1(PIECE):
            body += unpack.decompress(piece, self._limits.size - len(body) + 1) if unpack else piece
            if len(body) > self._limits.size:
                raise http.client.HTTPException("the answer is too long")
            if self._clock() > until:
                raise TimeoutError("the answer takes too long")
        endless = response.length is None and not response.chunked  # no telling whether that was all
        if response.length or endless or (unpack and body and not unpack.eof):
            raise http.client.IncompleteRead(bytes(body))
        response.close()
        return Answer(response.status, headers, bytes(body)), not response.will_close

    def close(self) -> None:
        """Let go of the connections that nobody uses."""
        with self._lock:
            _close_all(self._idle)


def _close_all(idle: dict[str, list[tuple[float, http.client.HTTPConnection]]]) -> None:
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


def proxy_for(host: str) -> tuple[str, int, dict[str, str]] | None:
    """The proxy that the system is set up to use for a host: its name, its port, and what it wants to be told."""
    from base64 import b64encode
    from urllib.parse import unquote
    from urllib.request import getproxies, proxy_bypass

    address = getproxies().get("https", "")
    parts = urlsplit(address if "://" in address else f"//{address}")
    if not parts.hostname or proxy_bypass(host):
        return None
    told = {}
    if parts.username:
        who = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        told["Proxy-Authorization"] = "Basic " + b64encode(who.encode()).decode()
    return parts.hostname, parts.port or 8080, told
