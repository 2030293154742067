"""The apps that sign people in: whoever comes first under a client id sets its secret."""

from __future__ import annotations

import hmac

from pdsync.sandbox.oauth.denials import Denial
from pdsync.sandbox.oauth.tokens import SANDBOX_CLIENT, digest
from pdsync.sandbox.store import SCHEMA, Store

SCHEMA.append(
    """CREATE TABLE IF NOT EXISTS oauth_clients (
        client_id TEXT PRIMARY KEY, secret_hash TEXT NOT NULL DEFAULT '',
        publishing TEXT NOT NULL DEFAULT 'production')"""
)

PUBLISHING = ("production", "testing")
PUBLIC = frozenset({SANDBOX_CLIENT})
"""The clients that have no secret."""


def authenticate(store: Store, client_id: str, secret: str) -> None:
    """Let that client in, and remember it if it is new; Denial without an id, without a secret or with another one."""
    if not client_id:
        raise Denial("invalid_request", "Could not determine client ID from request.")
    if client_id in PUBLIC:
        return
    if not secret:
        raise Denial("invalid_request", "client_secret is missing.")
    row = store.db.execute("SELECT secret_hash FROM oauth_clients WHERE client_id = ?", (client_id,)).fetchone()
    if row is None or not row["secret_hash"]:
        store.db.execute(
            "INSERT INTO oauth_clients (client_id, secret_hash) VALUES (?1, ?2)"
            " ON CONFLICT (client_id) DO UPDATE SET secret_hash = ?2",
            (client_id, digest(secret)),
        )
    elif not hmac.compare_digest(row["secret_hash"], digest(secret)):
        raise Denial("invalid_client", "Unauthorized", code=401)


def publish(store: Store, client_id: str, publishing: str) -> None:
    """Declare the app's publishing status, "testing" or "production" (as which each begins); ValueError else."""
    if publishing not in PUBLISHING:
        raise ValueError(f"an app is in {' or '.join(PUBLISHING)}, not in {publishing!r}")
    store.db.execute(
        "INSERT INTO oauth_clients (client_id, publishing) VALUES (?1, ?2)"
        " ON CONFLICT (client_id) DO UPDATE SET publishing = ?2",
        (client_id, publishing),
    )


def in_testing(store: Store, client_id: str) -> bool:
    """Whether the app's publishing status is "testing"."""
    row = store.db.execute("SELECT publishing FROM oauth_clients WHERE client_id = ?", (client_id,)).fetchone()
    return row is not None and row["publishing"] == "testing"
