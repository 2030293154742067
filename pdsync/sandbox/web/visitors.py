"""Who looks at the pages: a person chosen in this browser, kept in a signed cookie; the proof that a form is ours."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from aiohttp import web

from pdsync.sandbox.store import Store, User
from pdsync.sandbox.users import DEFAULT_STAFF, account


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person in front of a browser. `cookie`: what the browser holds; `csrf`: what its forms must carry."""

    user: User
    cookie: str
    csrf: str
    new: bool = False


class Visitors:
    """Reads and makes the cookies of one sandbox. A browser without one is the school's staff."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._key = secrets.token_bytes(32)

    def of(self, request: web.Request) -> Visitor:
        """Who sent that request."""
        cookie = request.cookies.get(cookie_name(request), "")
        email = self._email(cookie)
        if email is None:
            return self.welcome(DEFAULT_STAFF)
        return Visitor(account(self._store, email), cookie, self._csrf(cookie))

    def welcome(self, email: str) -> Visitor:
        """A visit as that person, with a new cookie. ValueError for no address."""
        user = account(self._store, email)
        held = f"{secrets.token_urlsafe(16)}.{urlsafe_b64encode(user.email.encode()).decode().rstrip('=')}"
        cookie = f"{held}.{self._sign('visitor', held)}"
        return Visitor(user, cookie, self._csrf(cookie), new=True)

    def _email(self, cookie: str) -> str | None:
        held, _, signature = cookie.rpartition(".")
        if not held or not hmac.compare_digest(_bytes(signature), _bytes(self._sign("visitor", held))):
            return None
        encoded = held.partition(".")[2]
        return urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()

    def _csrf(self, cookie: str) -> str:
        return self._sign("form", cookie)

    def _sign(self, purpose: str, words: str) -> str:
        return hmac.new(self._key, _bytes(f"{purpose} {words}"), hashlib.sha256).hexdigest()


def cookie_name(request: web.Request) -> str:
    """The cookie's name. Browsers share cookies between the ports of a host, so the port is part of it."""
    return f"sandbox-{request.url.port}"


def proven(visitor: Visitor, token: str) -> bool:
    """Whether a form with that token was made for this visitor."""
    return not visitor.new and hmac.compare_digest(_bytes(visitor.csrf), _bytes(token))


def _bytes(words: str) -> bytes:
    """Whatever a browser sent, as bytes."""
    return words.encode("utf-8", "surrogatepass")
