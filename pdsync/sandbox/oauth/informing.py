"""What can be asked about a token: what it is good for, and who is behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from pdsync.sandbox.oauth import assertions, codes, sign_ins, tokens
from pdsync.sandbox.oauth.denials import Denial
from pdsync.sandbox.oauth.scopes import EMAIL, PROFILE, written
from pdsync.sandbox.store import Store, User


def tokeninfo(store: Store, token: str, now: datetime) -> dict[str, str]:
    """What an access token is good for, all values text; Denial for one that is not good."""
    found = tokens.look_up(store, token)
    left = found.expires - now.timestamp() if found else 0
    if found is None or left <= 0:
        raise Denial("invalid_token", "Invalid Value")
    about = {
        "azp": found.client_id,
        "aud": found.client_id,
        "scope": written(sorted(found.scopes)),
        "exp": str(int(found.expires)),
        "expires_in": str(int(left)),
        "access_type": "offline",
    }
    if EMAIL in found.scopes:
        about |= {"email": found.email, "email_verified": "true"}
    return about


def userinfo(store: Store, authorization: str | None, now: datetime, *, older: bool) -> dict[str, str | bool]:
    """Who is signed in, as far as the token's scopes tell; `older`: under version 2's names. Refusal."""
    grant = tokens.require(
        store, method="oauth2.userinfo.get", authorization=authorization, scopes=(EMAIL, PROFILE), now=now
    )
    names: dict[str, str | bool] = {"id" if older else "sub": subject(grant.user)}
    if PROFILE in grant.scopes:
        given, _, family = grant.user.name.partition(" ")
        names |= {"name": grant.user.name, "given_name": given, "family_name": family}
    if EMAIL in grant.scopes:
        names |= {"email": grant.user.email, "verified_email" if older else "email_verified": True}
    return names


def subject(user: User) -> str:
    """The account's number: 21 digits, other ones than its permission id."""
    number = int.from_bytes(hashlib.sha256(f"account {user.email}".encode()).digest())
    return f"1{number % 10**20:020d}"


def whose(store: Store, form: Mapping[str, str]) -> str:
    """The account that a token request is about, as far as it can be told beforehand; else ""."""
    if token := form.get("refresh_token") or form.get("token"):
        found = sign_ins.find(store, token) or tokens.look_up(store, token)
        return found.email if found else ""
    if code := form.get("code"):
        return codes.whose(store, code)
    return assertions.claimed(form.get("assertion", ""))
