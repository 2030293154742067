"""The sign-in to a sandbox that needs nobody: its own browser is signed in as a member of staff already."""

from __future__ import annotations

import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from pdsync.clients.app import SANDBOX
from pdsync.clients.exchange import CONSENT, declined, exchanged, granted, whose
from pdsync.clients.pool import Lost, NotSent
from pdsync.clients.wallet import Pass
from pdsync.errors import GoogleError

if TYPE_CHECKING:
    from pdsync.clients.transport import Door

REDIRECT = "http://127.0.0.1:1/"
"""Where the browser would be sent with the code; nobody listens there, because the code is read from the redirect."""


def signed_in(door: Door, scopes: Iterable[str]) -> Pass:
    """A sign-in by code and PKCE, as a browser and a program make it together. Raises NotSignedIn."""
    verifier, state = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
    asked = {
        "client_id": SANDBOX,
        "redirect_uri": REDIRECT,
        "response_type": "code",
        "scope": " ".join(scopes),
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "access_type": "offline",
        "prompt": "none",
    }
    code = _code(door, asked)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": verifier,
        "client_id": SANDBOX,
        "redirect_uri": REDIRECT,
    }
    kept = granted(exchanged(door, form, again=False), now=time.time())
    account = kept.account or whose(door, kept.token)
    return Pass(kept.token, kept.until, kept.refresh, account, kept.scopes, SANDBOX, kept.since)


def _code(door: Door, asked: dict[str, str]) -> str:
    try:
        answer = door.send("GET", f"{CONSENT}?{urlencode(asked)}")
    except (NotSent, Lost) as failure:
        raise door.nobody() from failure
    place = answer.headers.get("location", "")
    told = parse_qs(urlsplit(place).query)
    if not place.startswith(REDIRECT) or told.get("state") != [asked["state"]]:
        raise GoogleError(
            f"{door.place} does not sign anybody in (it answered {answer.status}).",
            hint="pdsync sandbox, and its address as google.endpoint",
            status=answer.status,
        )
    if "error" in told:
        raise declined(told["error"][0], status=answer.status)
    return told.get("code", [""])[0]
