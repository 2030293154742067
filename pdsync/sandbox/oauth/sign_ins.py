"""Sign-ins: what an account allowed an app, and the refresh tokens that stand for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pdsync.sandbox.oauth import tokens
from pdsync.sandbox.oauth.clients import in_testing
from pdsync.sandbox.oauth.denials import Denial, bad, dead
from pdsync.sandbox.oauth.scopes import EMAIL, PROFILE
from pdsync.sandbox.store import SCHEMA, Store

SCHEMA += [
    """CREATE TABLE IF NOT EXISTS sign_ins (
        hash TEXT PRIMARY KEY, email TEXT NOT NULL, client_id TEXT NOT NULL, scopes TEXT NOT NULL,
        issued REAL NOT NULL, used REAL NOT NULL, dies REAL, revoked INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE IF NOT EXISTS consents (
        email TEXT NOT NULL, client_id TEXT NOT NULL, scopes TEXT NOT NULL, revoked INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (email, client_id))""",
]

DAY = 86_400.0
TESTING_DAYS = 7
"""A refresh token of an app in "testing" dies after so many days, unless it opens nothing but who somebody is."""
UNUSED_DAYS = 183
"""A refresh token that is not used for six months dies."""
AT_MOST = 100
"""Refresh tokens that an account can have with an app: one more, and the oldest dies without a word."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a refresh token stands for. `hash`: what is kept of it."""

    hash: str
    email: str
    client_id: str
    scopes: frozenset[str]


def begin(store: Store, *, email: str, client_id: str, scopes: Iterable[str], now: datetime) -> str:
    """A new refresh token of that account for that app."""
    token, moment, wanted = tokens.fresh(), now.timestamp(), frozenset(scopes)
    mortal = in_testing(store, client_id) and not wanted <= {EMAIL, PROFILE}
    dies = moment + TESTING_DAYS * DAY if mortal else None
    store.db.execute(
        "INSERT INTO sign_ins VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
        (tokens.digest(token), email, client_id, " ".join(sorted(wanted)), moment, moment, dies),
    )
    store.db.execute(
        "UPDATE sign_ins SET revoked = 1 WHERE hash IN (SELECT hash FROM sign_ins WHERE email = ? AND client_id = ?"
        " AND revoked = 0 ORDER BY issued DESC, rowid DESC LIMIT -1 OFFSET ?)",
        (email, client_id, AT_MOST),
    )
    return token


def resume(store: Store, token: str, *, client_id: str, now: datetime) -> SignIn:
    """The sign-in of a refresh token; Denial if there is none, it is dead, or it is another app's."""
    row = _row(store, token)
    if row is None:
        raise bad()
    if row["client_id"] != client_id:
        raise Denial("unauthorized_client", "Unauthorized", code=401)
    moment = now.timestamp()
    too_old = row["dies"] is not None and moment >= row["dies"]
    if row["revoked"] or too_old or moment >= row["used"] + UNUSED_DAYS * DAY:
        raise dead()
    store.db.execute("UPDATE sign_ins SET used = ? WHERE hash = ?", (moment, row["hash"]))
    return _sign_in(row)


def find(store: Store, token: str) -> SignIn | None:
    """The sign-in of a refresh token that was not revoked, or None."""
    row = _row(store, token)
    return None if row is None or row["revoked"] else _sign_in(row)


def end(store: Store, *, email: str, client_id: str = "") -> int:
    """Revoke all sign-ins of an account, or those with one app; how many refresh tokens died."""
    return store.db.execute(
        "UPDATE sign_ins SET revoked = 1 WHERE revoked = 0 AND email = ?1 AND ?2 IN ('', client_id)",
        (email.strip().lower(), client_id),
    ).rowcount


def consent(store: Store, *, email: str, client_id: str, scopes: Iterable[str]) -> None:
    """Write down that the account allows the app these scopes, beside those from before."""
    both = allowed(store, email=email, client_id=client_id) | set(scopes)
    store.db.execute("INSERT OR REPLACE INTO consents VALUES (?, ?, ?, 0)", (email, client_id, " ".join(sorted(both))))


def allowed(store: Store, *, email: str, client_id: str) -> frozenset[str]:
    """The scopes that the account allows the app; none after it took that back."""
    row = _consent(store, email, client_id)
    return frozenset() if row is None or row["revoked"] else frozenset(row["scopes"].split())


def taken_back(store: Store, *, email: str, client_id: str) -> bool:
    """Whether the account once allowed the app something and took it back."""
    row = _consent(store, email, client_id)
    return row is not None and bool(row["revoked"])


def take_back(store: Store, *, email: str, client_id: str) -> None:
    """The account allows the app nothing any more: its consent and all tokens between them end."""
    store.db.execute("INSERT OR REPLACE INTO consents VALUES (?, ?, '', 1)", (email, client_id))
    end(store, email=email, client_id=client_id)
    tokens.forget(store, email=email, client_id=client_id)


def _row(store: Store, token: str) -> sqlite3.Row | None:
    found: sqlite3.Row | None = store.db.execute(
        "SELECT * FROM sign_ins WHERE hash = ?", (tokens.digest(token),)
    ).fetchone()
    return found


def _consent(store: Store, email: str, client_id: str) -> sqlite3.Row | None:
    found: sqlite3.Row | None = store.db.execute(
        "SELECT * FROM consents WHERE email = ? AND client_id = ?", (email, client_id)
    ).fetchone()
    return found


def _sign_in(row: sqlite3.Row) -> SignIn:
    return SignIn(row["hash"], row["email"], row["client_id"], frozenset(row["scopes"].split()))
