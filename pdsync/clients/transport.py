"""The one way out to Google: a urllib3 pool that never sends twice, and its shapes for googleapiclient and gspread."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NameResolutionError, NewConnectionError

from pdsync.errors import GoogleError

if TYPE_CHECKING:
    import requests

log = logging.getLogger("pdsync.http")

GOOGLE = frozenset(
    {
        "www.googleapis.com",
        "docs.googleapis.com",
        "sheets.googleapis.com",
        "oauth2.googleapis.com",
        "accounts.google.com",
    }
)
SANDBOX_TOKEN = "sandbox-"  # noqa: S105 - how the sandbox's tokens begin
IDLE = 10.0
"""Seconds after which a kept connection is taken for stale: the server may have let go of it."""

AGENT = "pdsync (gzip)"
"""Google compresses its answers only for clients that say gzip here, too."""


class NotSent(Exception):
    """Nothing reached the server: the write surely did not happen."""


class Lost(Exception):
    """It was sent, and no whole answer came: a write may have happened or not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, header names in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    method: str = ""


class Tokens(Protocol):
    """Where access tokens come from."""

    def token(self) -> str:
        """The access token to send."""

    def renewed(self, stale: str) -> str:
        """A newer token than `stale`; many may ask at once, and one of them fetches it."""


class _Fresh:
    """A connection that is opened anew when it lay idle for too long."""

    used = 0.0

    def request(self, *args: Any, **kwargs: Any) -> None:
        if self.sock is not None and time.monotonic() - self.used > IDLE:  # type: ignore[attr-defined]
            self.close()  # type: ignore[attr-defined]
        super().request(*args, **kwargs)  # type: ignore[misc]

    def getresponse(self) -> Any:
        self.used = time.monotonic()
        return super().getresponse()  # type: ignore[misc]


class _Plain(_Fresh, HTTPConnection):
    pass


class _Secure(_Fresh, HTTPSConnection):
    pass


class _PlainPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _Secure


class Transport:
    """Sends each request exactly once, with the account's token, to Google's hosts or the endpoint alone."""

    def __init__(
        self, tokens: Tokens, *, endpoint: str = "", workers: int = 16, connect: float = 10.0, answer: float = 60.0
    ) -> None:
        self._tokens = tokens
        self._endpoint = endpoint.rstrip("/")
        self._home = urlsplit(self._endpoint).netloc
        self._timeout = urllib3.Timeout(connect=connect, read=answer)
        self._pools = urllib3.PoolManager(num_pools=4, maxsize=workers + 2, block=False, retries=False)
        self._pools.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}

    def send(
        self, method: str, url: str, *, body: bytes | str | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer to one request; NotSent or Lost if none came. A refused token is renewed once."""
        url = self._guarded(url)
        token = self._tokens.token()
        answer = self._once(method, url, body, headers, token)
        if answer.status == 401:
            answer = self._once(method, url, body, headers, self._tokens.renewed(token))
        return answer

    def _guarded(self, url: str) -> str:
        """The address to use; every host but Google's, or but the endpoint's, is refused."""
        parts = urlsplit(url)
        if self._endpoint:
            if parts.netloc == self._home:
                return url
            if parts.hostname in GOOGLE:
                return self._endpoint + url[url.index(parts.netloc) + len(parts.netloc) :]
        elif parts.scheme == "https" and parts.netloc in GOOGLE:
            return url
        raise GoogleError(f"pdsync refused to talk to {parts.hostname}: it only talks to {self._home or 'Google'}.")

    def _once(
        self, method: str, url: str, body: bytes | str | None, headers: Mapping[str, str] | None, token: str
    ) -> Answer:
        if token.startswith(SANDBOX_TOKEN) and not self._endpoint:
            raise GoogleError("This token is a sandbox's; pdsync does not send it to Google.", hint="pdsync login")
        sent = {name: value for name, value in (headers or {}).items() if name.lower() not in OWN_HEADERS}
        sent |= {"Authorization": f"Bearer {token}", "User-Agent": AGENT, "Accept-Encoding": "gzip"}
        started = time.monotonic()
        try:
            answer = self._pools.request(
                method, url, body=body, headers=sent, timeout=self._timeout, redirect=False, retries=False
            )
        except (NewConnectionError, NameResolutionError, urllib3.exceptions.ConnectTimeoutError) as error:
            raise NotSent(type(error).__name__) from error
        except (HTTPError, OSError) as error:
            log.debug("%s %s: %s", method, _outline(url), type(error).__name__)
            raise Lost(type(error).__name__) from error
        log.debug("%s %s: %d in %.0f ms", method, _outline(url), answer.status, 1000 * (time.monotonic() - started))
        found = {name.lower(): value for name, value in answer.headers.items()}
        found.pop("content-encoding", None)
        return Answer(answer.status, found, answer.data, method)

    def close(self) -> None:
        """Let go of the connections."""
        self._pools.clear()


OWN_HEADERS = frozenset({"authorization", "user-agent", "accept-encoding", "content-length", "connection", "x-goog-api-client"})


def _outline(url: str) -> str:
    """An address without its query, which may hold a student's words."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"


class HttpShape:
    """The transport in the shape that googleapiclient knows: httplib2's."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        redirections: int = 0,
        connection_type: Any = None,
    ) -> tuple[Any, bytes]:
        """An httplib2 response and its body."""
        import httplib2

        answer = self._transport.send(method, uri, body=body, headers=headers)
        return httplib2.Response({**answer.headers, "status": str(answer.status)}), answer.body

    def close(self) -> None:
        """Nothing to do: the transport is closed by whoever opened it."""


def requests_session(transport: Transport) -> requests.Session:
    """The transport in the shape that gspread knows: a requests session."""
    import requests
    from requests.adapters import BaseAdapter

    class Shape(BaseAdapter):
        def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:  # type: ignore[override]
            answer = transport.send(
                request.method or "GET", request.url or "", body=request.body, headers=dict(request.headers)
            )
            made = requests.Response()
            made.status_code = answer.status
            made.headers.update(answer.headers)
            made.raw = io.BytesIO(answer.body)
            made.url = request.url or ""
            made.request = request
            made.encoding = "utf-8"
            return made

        def close(self) -> None:
            pass

    session = requests.Session()
    session.trust_env = False
    session.adapters.clear()
    session.mount("https://", Shape())
    session.mount("http://", Shape())
    return session


Clock = Callable[[], float]
Sleep = Callable[[float], None]
