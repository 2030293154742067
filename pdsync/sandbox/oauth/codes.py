"""Authorization codes: good once, for ten minutes, for who asked, with the verifier that only they know."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime

from pdsync.sandbox.oauth import tokens
from pdsync.sandbox.oauth.denials import Denial, bad
from pdsync.sandbox.store import SCHEMA, Store

SCHEMA.append(
    """CREATE TABLE IF NOT EXISTS oauth_codes (
        hash TEXT PRIMARY KEY, email TEXT NOT NULL, client_id TEXT NOT NULL, redirect_uri TEXT NOT NULL,
        scopes TEXT NOT NULL, challenge TEXT NOT NULL, method TEXT NOT NULL, offline INTEGER NOT NULL,
        expires REAL NOT NULL)"""
)

LIFETIME = 600.0
S256, PLAIN = "S256", "plain"


@dataclass(frozen=True, slots=True)
class Code:
    """What a code stands for. `challenge` and `method`: PKCE's; `offline`: a refresh token comes with it."""

    email: str
    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    challenge: str = ""
    method: str = ""
    offline: bool = True


def issue(store: Store, code: Code, now: datetime) -> str:
    """A new code."""
    text = f"4/{tokens.fresh()}"
    store.db.execute("DELETE FROM oauth_codes WHERE expires <= ?", (now.timestamp(),))
    store.db.execute(
        "INSERT INTO oauth_codes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            tokens.digest(text),
            code.email,
            code.client_id,
            code.redirect_uri,
            " ".join(code.scopes),
            code.challenge,
            code.method,
            code.offline,
            now.timestamp() + LIFETIME,
        ),
    )
    return text


def redeem(store: Store, text: str, *, client_id: str, redirect_uri: str, verifier: str, now: datetime) -> Code:
    """What the code stands for, which is good no more; Denial for a wrong, late or used one, or a wrong verifier."""
    if not text.startswith("4/"):
        raise Denial("invalid_grant", "Malformed auth code.")
    row = store.db.execute("DELETE FROM oauth_codes WHERE hash = ? RETURNING *", (tokens.digest(text),)).fetchone()
    if row is None or now.timestamp() >= row["expires"]:
        raise bad()
    if row["client_id"] != client_id:
        raise Denial("unauthorized_client", "Unauthorized", code=401)
    if row["redirect_uri"] != redirect_uri:
        raise bad("redirect_uri_mismatch")
    if row["challenge"] and not verifier:
        raise Denial("invalid_grant", "Missing code verifier.")
    if not _proves(verifier, sent_ahead=row["challenge"], method=row["method"]):
        raise Denial("invalid_grant", "Invalid code verifier.")
    return Code(row["email"], client_id, redirect_uri, tuple(row["scopes"].split()), offline=bool(row["offline"]))


def whose(store: Store, text: str) -> str:
    """The account of a code that was not used yet, or ""."""
    row = store.db.execute("SELECT email FROM oauth_codes WHERE hash = ?", (tokens.digest(text),)).fetchone()
    return str(row["email"]) if row else ""


def challenge(verifier: str, method: str = S256) -> str:
    """What is sent ahead of a verifier."""
    if method == PLAIN:
        return verifier
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def _proves(verifier: str, *, sent_ahead: str, method: str) -> bool:
    return not sent_ahead or hmac.compare_digest(challenge(verifier, method).encode(), sent_ahead.encode())
