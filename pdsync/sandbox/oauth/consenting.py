"""A person's answer, or what is said in their place: silently signed in, asked, or turned away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pdsync.sandbox.oauth import codes, scopes, sign_ins
from pdsync.sandbox.oauth.asking import Wish
from pdsync.sandbox.oauth.denials import Denial
from pdsync.sandbox.oauth.tokens import SANDBOX_CLIENT
from pdsync.sandbox.store import Store, User
from pdsync.sandbox.users import DEFAULT_STAFF, SERVICE_ACCOUNTS, account


def silently(store: Store, wish: Wish, now: datetime) -> str:
    """Where a browser goes that may show nothing (prompt=none): to a code, or to the reason why there is none."""
    user = signed_in(store, wish.login_hint or DEFAULT_STAFF)
    if user is None:
        return wish.back(error="login_required")
    allowed = sign_ins.allowed(store, email=user.email, client_id=wish.client_id)
    taken_back = sign_ins.taken_back(store, email=user.email, client_id=wish.client_id)
    own = wish.client_id == SANDBOX_CLIENT and not taken_back
    if not own and not allowed >= set(wish.scopes):
        return wish.back(error="interaction_required")
    return allow(store, wish, user=user, granted=wish.scopes, now=now)


def allow(store: Store, wish: Wish, *, user: User, granted: Iterable[str], now: datetime) -> str:
    """Where the browser goes once that account has allowed these scopes, or denied them all."""
    kept = [scope for scope in wish.scopes if scope in set(granted)]
    if not kept:
        return deny(wish)
    before = sign_ins.allowed(store, email=user.email, client_id=wish.client_id)
    sign_ins.consent(store, email=user.email, client_id=wish.client_id, scopes=kept)
    if wish.include_granted:
        kept += sorted(before - set(kept))
    code = codes.issue(
        store,
        codes.Code(
            email=user.email,
            client_id=wish.client_id,
            redirect_uri=wish.redirect_uri,
            scopes=tuple(kept),
            challenge=wish.challenge,
            method=wish.method,
            offline=wish.offline,
        ),
        now,
    )
    return wish.back(code=code, scope=scopes.written(kept))


def deny(wish: Wish) -> str:
    """Where the browser goes after a no."""
    return wish.back(error="access_denied")


def chosen(store: Store, email: str) -> User:
    """The account that the person chose or typed; Denial for what cannot sign in."""
    user = signed_in(store, email)
    if user is None:
        raise Denial("invalid_request", "There is no Google account with this address.")
    return user


def signed_in(store: Store, email: str) -> User | None:
    """The account of that address if it can sign in: a person's, with a Google account."""
    try:
        user = account(store, email)
    except ValueError:
        return None
    return user if user.has_account and not user.email.endswith(SERVICE_ACCOUNTS) else None
