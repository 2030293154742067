"""People as Drive shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdsync.sandbox import users

if TYPE_CHECKING:
    from pdsync.sandbox.store import Store, User

PHOTO = "https://lh3.googleusercontent.com/a/default-user=s64"


def person(user: User, me: User) -> dict[str, Any]:
    """A user resource, as `me` sees it."""
    return {
        "kind": "drive#user",
        "displayName": user.name,
        "photoLink": PHOTO,
        "me": user.email == me.email,
        "permissionId": user.permission_id,
        "emailAddress": user.email,
    }


def named(store: Store, email: str, me: User) -> dict[str, Any]:
    """The user resource of an address; nobody's, if it is empty."""
    if not email:
        return {"kind": "drive#user", "displayName": "", "me": False}
    return person(me if email == me.email else account(store, email), me)


def account(store: Store, email: str) -> User:
    """The account of an address that Drive knows."""
    return store.user(email) or users.account(store, email)
