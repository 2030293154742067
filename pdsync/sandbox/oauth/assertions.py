"""What a service account signs instead of a person's consent: a JWT, read and checked."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from pdsync.sandbox.oauth import scopes
from pdsync.sandbox.oauth.denials import Denial, bad_jwt, unauthorized_client
from pdsync.sandbox.oauth.keys import delegated, keys
from pdsync.sandbox.store import Store
from pdsync.sandbox.users import SERVICE_ACCOUNTS

TOKEN_PATHS = ("/token", "/oauth2/v4/token", "/o/oauth2/token")
AUDIENCES = frozenset(
    {
        "https://oauth2.googleapis.com/token",
        "https://www.googleapis.com/oauth2/v4/token",
        "https://accounts.google.com/o/oauth2/token",
    }
)
"""Google's own names for its token endpoint: clients sign those whatever endpoint they then send it to."""
HOUR = 3600
SKEW = 300
"""Seconds that the signer's clock may be ahead."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """For whom a token is asked, by which service account, with which scopes."""

    email: str
    service_account: str
    scopes: tuple[str, ...]


def check(store: Store, text: str, *, moments: Iterable[datetime]) -> Assertion:
    """What the JWT asks for; Denial if it does not hold.

    `moments`: the times that it may be now. A signer knows the time of its own machine, the sandbox's may be another.
    """
    header, claims, message, signature = _parts(text)
    issuer = str(claims.get("iss", "")).lower()
    known = keys(store, issuer)
    if not known:
        raise Denial("invalid_grant", "Invalid grant: account not found")
    key_id = str(header.get("kid") or "")
    if header.get("alg") != "RS256" or not any(
        key.signed(message, signature) for key in known if key_id in ("", key.key_id)
    ):
        raise bad_jwt(" Signature.")
    _check_audience(claims)
    _check_times(claims, moments)
    wanted = _scopes(claims)
    return Assertion(_subject(store, claims, issuer, wanted), issuer, wanted)


def claimed(text: str) -> str:
    """For whom a JWT says that it asks, unchecked; "" if it says nothing."""
    try:
        claims = _parts(text)[1]
    except Denial:
        return ""
    return str(claims.get("sub") or claims.get("iss") or "").lower()


def _parts(text: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    """Header, claims, what was signed, and the signature."""
    pieces = text.split(".")
    if len(pieces) != 3:
        raise bad_jwt(": it has to consist of three parts.")
    header, claims = (_object(piece) for piece in pieces[:2])
    return header, claims, f"{pieces[0]}.{pieces[1]}".encode(), _decoded(pieces[2])


def _object(piece: str) -> dict[str, Any]:
    try:
        value = json.loads(_decoded(piece))
    except (ValueError, RecursionError):
        raise bad_jwt(": its parts have to be JSON.") from None
    if not isinstance(value, dict):
        raise bad_jwt(": its parts have to be JSON objects.")
    return value


def _decoded(piece: str) -> bytes:
    try:
        return urlsafe_b64decode(piece.encode() + b"=" * (-len(piece) % 4))
    except (NotBase64, ValueError):
        raise bad_jwt(": its parts have to be Base64.") from None


def _check_audience(claims: dict[str, Any]) -> None:
    audience = str(claims.get("aud", ""))
    try:
        parts = urlsplit(audience)
        here = parts.hostname in ("127.0.0.1", "localhost", "::1") and parts.path in TOKEN_PATHS
    except ValueError:
        here = False
    if audience not in AUDIENCES and not here:
        raise bad_jwt(": Failed audience check. The right audience is https://oauth2.googleapis.com/token")


def _check_times(claims: dict[str, Any], moments: Iterable[datetime]) -> None:
    issued, expires = _number(claims, "iat"), _number(claims, "exp")
    short = 0 < expires - issued <= HOUR
    if not short or not any(issued - SKEW <= moment.timestamp() < expires for moment in moments):
        raise bad_jwt(
            ": Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
            "Check your iat and exp values in the JWT claim."
        )


def _scopes(claims: dict[str, Any]) -> tuple[str, ...]:
    try:
        return scopes.asked(str(claims.get("scope", "")))
    except Denial:
        raise Denial("invalid_scope", "Invalid OAuth scope or ID token audience provided.") from None


def _subject(store: Store, claims: dict[str, Any], issuer: str, wanted: tuple[str, ...]) -> str:
    """The account that is acted for: the service account itself, or whom it was delegated to act for."""
    subject = str(claims.get("sub") or claims.get("prn") or issuer).lower()
    if subject == issuer:
        return issuer
    if not set(wanted) <= delegated(store, issuer):
        raise unauthorized_client()
    user = store.user(subject)
    if "@" not in subject or subject.endswith(SERVICE_ACCOUNTS) or (user and not user.has_account):
        raise Denial("invalid_grant", "Invalid email or User ID")
    return subject


def _number(claims: dict[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise bad_jwt(f": {name} has to be a number.")
    return value
