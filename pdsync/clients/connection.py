"""One HTTP connection to one host: opened, through the school's proxy if there is one, and asked."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from pdsync.clients.answering import HEAD_END, Answer, Stream, answer_on, head

if TYPE_CHECKING:
    import ssl

SMALL = 1 << 16
"""Bytes of a body that is sent in one piece with the head."""

_UNFIT = re.compile(r"[\x00-\x20\x7f]")
_BREAK = re.compile(r"[\r\n\0]")


@dataclass(slots=True)
class Connection:
    """A connection that carries one request at a time."""

    sock: socket.socket
    stream: Stream

    def send(self, method: str, url: SplitResult, *, body: bytes | None, headers: Mapping[str, str]) -> None:
        """Send a request. ValueError for one that would break the line, before any of it is sent."""
        asked = request(method, url, body=body, headers=headers)
        if body and len(body) > SMALL:
            self.sock.sendall(asked)
            self.sock.sendall(body)
        else:
            self.sock.sendall(asked + (body or b""))

    def answer(self, method: str, *, until: float, size: int) -> tuple[Answer, bool]:
        """The answer, and whether the connection may be used again. Raises Broken, OSError, or zlib.error."""
        self.stream.until = until
        return answer_on(self.stream, method=method, size=size)

    def close(self) -> None:
        """Let go of it."""
        self.sock.close()


def request(method: str, url: SplitResult, *, body: bytes | None, headers: Mapping[str, str]) -> bytes:
    """A request's head."""
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    lines = {"Host": url.netloc, **headers}
    if body is not None or method in ("POST", "PUT", "PATCH"):
        lines["Content-Length"] = str(len(body or b""))
    if _UNFIT.search(target) or any(_BREAK.search(text) for pair in lines.items() for text in pair):
        raise ValueError("a request with line ends in its head")
    said = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {target} HTTP/1.1\r\n{said}\r\n".encode("iso-8859-1")


def opened(
    origin: str, *, patience: float, silence: float, trust: Callable[[], ssl.SSLContext], clock: Callable[[], float]
) -> Connection:
    """A new connection to "https://host:port". Raises OSError or Broken; nothing of a request was sent then."""
    parts = urlsplit(origin)
    host, secure = parts.hostname or "", parts.scheme == "https"
    proxy = proxy_for(host) if secure else None
    sock = socket.create_connection(proxy[:2] if proxy else (host, parts.port or (443 if secure else 80)), patience)
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if proxy:
            _through(sock, f"{host}:{parts.port or 443}", proxy[2])
        if secure:
            sock = trust().wrap_socket(sock, server_hostname=host)
        sock.settimeout(silence)
    except BaseException:
        sock.close()
        raise
    return Connection(sock, Stream(sock.recv, clock=clock))


def _through(sock: socket.socket, goal: str, told: Mapping[str, str]) -> None:
    """Have a proxy open the way to the goal; OSError if it will not."""
    said = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    sock.sendall(f"CONNECT {goal} HTTP/1.1\r\nHost: {goal}\r\n{said}\r\n".encode("iso-8859-1"))
    _, status, _ = head(Stream(sock.recv).up_to(HEAD_END))
    if status != 200:
        raise OSError(f"the proxy answers {status}")


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
