"""Ending what was granted: all tokens of one kind of an account, or all that one token stands for."""

from __future__ import annotations

from pdsync.sandbox.oauth import sign_ins, tokens
from pdsync.sandbox.oauth.denials import Denial
from pdsync.sandbox.store import Store


def access(store: Store, email: str) -> int:
    """All access tokens of an account are dead; how many there were. Refresh tokens go on."""
    return tokens.forget(store, email=email)


def refresh(store: Store, email: str) -> int:
    """All refresh tokens of an account are dead; how many there were. Access tokens live on until they expire."""
    return sign_ins.end(store, email=email)


def revoke(store: Store, token: str) -> None:
    """Revoke a token, of either kind, with all that its account allowed its app; Denial for none that lives."""
    found = sign_ins.find(store, token) or tokens.look_up(store, token)
    if found is None:
        raise Denial("invalid_token", "Token expired or revoked")
    sign_ins.take_back(store, email=found.email, client_id=found.client_id)
