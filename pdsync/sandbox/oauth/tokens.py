"""Access tokens: minted here only, kept as hashes, asked for at every request."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from weakref import WeakKeyDictionary

from pdsync.sandbox.oauth import refused
from pdsync.sandbox.store import SCHEMA, Store, User
from pdsync.sandbox.users import account

SCHEMA.append(
    """CREATE TABLE IF NOT EXISTS access_tokens (
        hash TEXT PRIMARY KEY, email TEXT NOT NULL, client_id TEXT NOT NULL, scopes TEXT NOT NULL,
        expires REAL NOT NULL)"""
)

PREFIX = "sandbox-"
"""How every token of the sandbox begins, so that none is taken for one of Google's."""
SANDBOX_CLIENT = "pdsync-sandbox"
LIFETIME = 3599.0
"""Seconds that an access token lives, as Google says it."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token opens: whose account, through which app, for which scopes."""

    user: User
    client_id: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Token:
    """A stored access token. `expires`: Unix seconds."""

    email: str
    client_id: str
    scopes: frozenset[str]
    expires: float


@dataclass(slots=True)
class _Known:
    """What was read since the database was last written to."""

    writes: int = -1
    grants: dict[str, tuple[Grant, float]] = field(default_factory=dict)


_KNOWN: WeakKeyDictionary[Store, _Known] = WeakKeyDictionary()


def fresh() -> str:
    """A new secret that says whose it is."""
    return PREFIX + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def mint(
    store: Store,
    *,
    email: str,
    scopes: Iterable[str],
    now: datetime,
    client_id: str = SANDBOX_CLIENT,
    lifetime: float = LIFETIME,
) -> str:
    """A new access token of that account for those scopes, good for `lifetime` sandbox seconds."""
    token = fresh()
    owner = account(store, email)
    store.db.execute(
        "INSERT INTO access_tokens VALUES (?, ?, ?, ?, ?)",
        (digest(token), owner.email, client_id, " ".join(sorted(set(scopes))), now.timestamp() + lifetime),
    )
    return token


def look_up(store: Store, token: str) -> Token | None:
    """What is known of that access token, expired or not; None if it was not minted here, or was revoked."""
    row = store.db.execute("SELECT * FROM access_tokens WHERE hash = ?", (digest(token),)).fetchone()
    return None if row is None else _token(row)


def forget(store: Store, *, email: str, client_id: str = "") -> int:
    """Revoke all access tokens of an account, or those for one app; how many there were."""
    return store.db.execute(
        "DELETE FROM access_tokens WHERE email = ?1 AND ?2 IN ('', client_id)", (email.strip().lower(), client_id)
    ).rowcount


def require(store: Store, *, method: str, authorization: str | None, scopes: Iterable[str], now: datetime) -> Grant:
    """What the request's `Authorization` header opens.

    `method`: Google's id; `scopes`: any one of them is enough. Refusal in the method's own dialect: 403 or 401
    without a credential, 401 for a bad or an expired one, 403 when none of the scopes was granted.
    """
    if not authorization:
        raise refused.no_credential(method)
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not (found := _grant(store, token.strip())):
        raise refused.bad_credential(method)
    grant, expires = found
    if now.timestamp() >= expires:
        raise refused.bad_credential(method)
    if not grant.scopes.intersection(scopes):
        raise refused.missing_scope(method)
    return grant


def _grant(store: Store, token: str) -> tuple[Grant, float] | None:
    """From memory as long as nothing at all was written to the database: neither tokens nor accounts can be stale."""
    known = _KNOWN.setdefault(store, _Known())
    if known.writes != store.db.total_changes:
        known.writes, known.grants = store.db.total_changes, {}
    if (found := known.grants.get(token)) is not None:
        return found
    kept = look_up(store, token)
    user = kept and store.user(kept.email)
    if not kept or not user:
        return None
    return known.grants.setdefault(token, (Grant(user, kept.client_id, kept.scopes), kept.expires))


def _token(row: sqlite3.Row) -> Token:
    return Token(row["email"], row["client_id"], frozenset(row["scopes"].split()), row["expires"])
