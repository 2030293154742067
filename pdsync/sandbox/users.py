"""The sandbox's accounts: any address has one unless it was said to have none."""

from __future__ import annotations

import hashlib
import re

from pdsync.sandbox.store import Store, User

DEFAULT_STAFF = "staff@school.example"
"""Who is signed in where nobody else is named."""

SERVICE_ACCOUNTS = ".iam.gserviceaccount.com"
"""The end of a service account's address: it has no storage and owns no files in My Drive."""

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


def account(
    store: Store,
    email: str,
    *,
    name: str = "",
    has_account: bool | None = None,
    has_storage: bool | None = None,
) -> User:
    """The account of that address, made if there was none; what is given is written down. ValueError for no address."""
    address = email.strip().lower()
    if not _ADDRESS.fullmatch(address):
        raise ValueError(f"{email!r} is not an e-mail address")
    known = store.user(address)
    wanted = _with(known or _new(address), name=name, has_account=has_account, has_storage=has_storage)
    return wanted if wanted == known else store.add_user(wanted)


def accounts(store: Store) -> list[User]:
    """All known accounts by address, the declared ones without a Google account too."""
    rows = store.db.execute("SELECT email FROM users ORDER BY email").fetchall()
    return [account(store, row["email"]) for row in rows]


def permission_id(email: str) -> str:
    """The account's number in permissions: 20 digits, the same for one address in every workspace."""
    digest = hashlib.sha256(email.strip().lower().encode()).digest()
    return f"{int.from_bytes(digest) % 10**20:020d}"


def _new(address: str) -> User:
    return User(
        email=address,
        name=_spoken(address),
        permission_id=permission_id(address),
        has_account=True,
        has_storage=not address.endswith(SERVICE_ACCOUNTS),
    )


def _with(user: User, *, name: str, has_account: bool | None, has_storage: bool | None) -> User:
    return User(
        email=user.email,
        name=name or user.name,
        permission_id=user.permission_id,
        has_account=user.has_account if has_account is None else has_account,
        has_storage=user.has_storage if has_storage is None else has_storage,
    )


def _spoken(address: str) -> str:
    """A name out of an address: "jordan.lee@school.example" is Jordan Lee. A service account is called what it is."""
    if address.endswith(SERVICE_ACCOUNTS):
        return address
    return " ".join(word.capitalize() for word in re.split(r"[._+-]+", address.partition("@")[0]) if word) or address
