"""The one way out to Google: hosts are guarded, the account's token is put on, and nothing is ever sent twice."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlsplit

from pdsync.clients.answering import Answer
from pdsync.clients.pool import Limits, Lost, NotSent, Pool
from pdsync.errors import GoogleError, Unreachable

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
SANDBOX_TOKEN = "sandbox-"
"""How the sandbox's tokens begin."""

AGENT = "pdsync (gzip)"
"""Google compresses its answers only for clients that say gzip here, too."""

LOOPBACK = re.compile(r"localhost|::1|127(\.\d{1,3}){3}")

OWN_HEADERS = frozenset({"user-agent", "accept-encoding", "content-length", "connection", "host", "x-goog-api-client"})
"""What client libraries put on and the door decides itself."""


class Tokens(Protocol):
    """Where access tokens come from."""

    def token(self) -> str:
        """The access token to send."""

    def renewed(self, stale: str) -> str:
        """A newer token than `stale`; many may ask at once, and one of them fetches it."""


class Door:
    """Lets requests out to Google's hosts alone, or, with an endpoint, to the sandbox alone: each exactly once."""

    def __init__(self, endpoint: str = "", *, limits: Limits | None = None) -> None:
        self.endpoint = endpoint.rstrip("/")
        parts = urlsplit(self.endpoint)
        self._home = parts.netloc
        if parts.scheme == "http" and not LOOPBACK.fullmatch(parts.hostname or ""):
            raise GoogleError(f"pdsync does not talk to {parts.hostname} without encryption; only to this machine.")
        self._pool = Pool(limits)

    @property
    def place(self) -> str:
        """What lies behind the door, in words."""
        return f"The sandbox at {self.endpoint}" if self.endpoint else "Google"

    def address(self, url: str) -> str:
        """The address to use for one of Google's; every other host is refused."""
        parts = urlsplit(url)
        if self.endpoint and (parts.netloc == self._home or parts.netloc in GOOGLE):
            return self.endpoint + url[url.index(parts.netloc) + len(parts.netloc) :]
        if not self.endpoint and parts.scheme == "https" and parts.netloc in GOOGLE:
            return url
        raise GoogleError(f"pdsync refused to talk to {parts.hostname}: it only talks to {self._home or 'Google'}.")

    def send(
        self,
        method: str,
        url: str,
        *,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        token: str = "",
    ) -> Answer:
        """The whole answer to one request; NotSent or Lost if none came. Redirects are answers like any other."""
        url = self.address(url)
        self._check(token)
        sent = {name: value for name, value in (headers or {}).items() if name.lower() not in OWN_HEADERS}
        sent |= {"User-Agent": AGENT, "Accept-Encoding": "gzip"}
        if token:
            sent = {name: value for name, value in sent.items() if name.lower() != "authorization"}
            sent["Authorization"] = f"Bearer {token}"
        if isinstance(body, str):
            body = body.encode()
        started = time.monotonic()
        try:
            answer = self._pool.exchange(method, url, body=body, headers=sent)
        except (NotSent, Lost) as failure:
            log.debug("%s %s: %s (%s)", method, outline(url), type(failure).__name__, failure)
            if self.endpoint and isinstance(failure.__cause__, ConnectionRefusedError):
                raise self.nobody() from failure
            if type(failure.__cause__).__name__ == "SSLCertVerificationError":
                raise untrusted() from failure
            raise
        if log.isEnabledFor(logging.DEBUG):
            log.debug("%s %s: %d in %.0f ms", method, outline(url), answer.status, 1000 * (time.monotonic() - started))
        return answer

    def _check(self, token: str) -> None:
        """A token goes only to whom it came from."""
        if not token or token.startswith(SANDBOX_TOKEN) == bool(self.endpoint):
            return
        whose = "Google's; pdsync does not send it to a sandbox." if self.endpoint else "a sandbox's, and not Google's."
        raise GoogleError(f"This token is {whose}", hint="pdsync login")

    def nobody(self) -> Unreachable:
        """What to say when nothing answers."""
        if self.endpoint:
            return Unreachable(
                f"Nothing answers at {self.endpoint}.",
                hint="pdsync sandbox, in another terminal; or mend google.endpoint in the config",
            )
        return Unreachable(
            "Google does not answer.", hint="check the connection, then run the same command again; nothing is lost"
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.close()


class Transport:
    """A door with the account's token on every request; one that is refused is renewed once."""

    def __init__(self, door: Door, tokens: Tokens) -> None:
        self.door, self._tokens = door, tokens

    def send(
        self, method: str, url: str, *, body: bytes | str | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer to one request; NotSent or Lost if none came."""
        token = self._tokens.token()
        answer = self.door.send(method, url, body=body, headers=headers, token=token)
        if answer.status == 401:
            newer = self._tokens.renewed(token)
            answer = self.door.send(method, url, body=body, headers=headers, token=newer)
        return answer


def untrusted() -> Unreachable:
    """What to say when a certificate is not to be trusted."""
    return Unreachable(
        "What answers in Google's place has a certificate that this machine does not trust, so nothing was sent.",
        hint="look whether this machine's clock is right; a school's own network may want its certificate installed",
    )


def outline(url: str) -> str:
    """An address as the log may show it: what follows a Sheet's id, and the query, may hold a student's words."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path.partition('/values/')[0]}"
