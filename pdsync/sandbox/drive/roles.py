"""Who may do what with a file: grants on it and on the folders above it, and the role they come to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pdsync.sandbox.drive.files import File, find

if TYPE_CHECKING:
    import sqlite3

    from pdsync.sandbox.store import Store, User

RANKS = {"reader": 1, "commenter": 2, "writer": 3, "fileOrganizer": 4, "organizer": 5, "owner": 6}
LINK, PUBLIC = "anyoneWithLink", "anyone"
GRANTS = "file_id, id, type, role, email, domain, discoverable, pending, made"
MANY = 500
"""How many ids go into one SELECT."""


class Grant(NamedTuple):
    """A permission. `file_id` is where it was given: above the file, it is inherited."""

    file_id: str
    id: str
    type: str
    role: str
    email: str
    domain: str
    discoverable: bool
    pending: bool
    made: int


Grants = dict[str, Grant]


@lru_cache(maxsize=256)
def domain_id(domain: str) -> str:
    """The permission id of a whole domain."""
    return f"{int.from_bytes(hashlib.blake2b(domain.lower().encode(), digest_size=8).digest()) % 10**20:020}k"


def group_id(email: str) -> str:
    """The permission id of a group."""
    return f"{int.from_bytes(hashlib.blake2b(email.lower().encode(), digest_size=8).digest()) % 10**20:020}"


def stronger(one: str, other: str) -> bool:
    """Whether the first role allows more than the second."""
    return RANKS[one] > RANKS[other]


def _grant(row: sqlite3.Row) -> Grant:
    return Grant(
        row["file_id"], row["id"], row["type"], row["role"], row["email"], row["domain"], bool(row["discoverable"]),
        bool(row["pending"]), row["made"],
    )  # fmt: skip


class Sharing:
    """Grants as they stand now, each read once: made for one call."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._direct: dict[str, Grants] = {}
        self._above: dict[str, Grants] = {"": {}}

    def prefetch(self, file_ids: Iterable[str]) -> None:
        """Read the grants of many files at once."""
        ids = [each for each in file_ids if each not in self._direct]
        self._direct.update((each, {}) for each in ids)
        for start in range(0, len(ids), MANY):
            some = ids[start : start + MANY]
            marks = ", ".join("?" * len(some))
            for row in self._store.db.execute(
                f"SELECT {GRANTS} FROM permissions WHERE file_id IN ({marks}) ORDER BY made, rowid", some
            ):
                self._direct[row["file_id"]][row["id"]] = _grant(row)

    def direct(self, file_id: str) -> Grants:
        """The grants on the file itself, oldest first."""
        if file_id not in self._direct:
            rows = self._store.db.execute(
                f"SELECT {GRANTS} FROM permissions WHERE file_id = ? ORDER BY made, rowid", (file_id,)
            )
            self._direct[file_id] = {row["id"]: _grant(row) for row in rows}
        return self._direct[file_id]

    def above(self, folder_id: str) -> Grants:
        """What a file inherits from that folder and those above it; whoever owns the folder may write."""
        if folder_id not in self._above:
            folder = find(self._store, folder_id)
            self._above[folder_id] = {}
            if folder is not None and not (folder.root and not folder.drive_id):
                merged = merge(self.direct(folder_id), self.above(folder.parent))
                self._above[folder_id] = {
                    id: each._replace(role="writer") if each.role == "owner" else each for id, each in merged.items()
                }
        return self._above[folder_id]

    def of(self, file: File) -> Grants:
        """All grants that count for a file, one for each grantee: the stronger one."""
        above = self.above(file.parent)
        return merge(self.direct(file.id), above) if above else self.direct(file.id)

    def role(self, file: File, user: User) -> str | None:
        """The person's role, or None: no access."""
        if file.owner and file.owner == user.email:
            return "owner"
        grants = self.of(file)
        domain = user.email.rpartition("@")[2]
        ids = (user.permission_id, domain_id(domain), LINK, PUBLIC)
        roles = [grants[each].role for each in ids if each in grants]
        return max(roles, key=RANKS.__getitem__, default=None)


def merge(direct: Grants, above: Grants) -> Grants:
    """Grants of both; where both have one, the stronger, and the file's own if they are equal."""
    merged = dict(direct)
    for id, each in above.items():
        if id not in merged or stronger(each.role, merged[id].role):
            merged[id] = each
    return merged


def give(store: Store, grant: Grant) -> None:
    """Make a grant, or replace the one that the same grantee has there."""
    store.db.execute(
        f"""INSERT INTO permissions ({GRANTS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (file_id, id) DO UPDATE SET role = excluded.role, type = excluded.type, email = excluded.email,
        domain = excluded.domain, discoverable = excluded.discoverable, pending = excluded.pending""",
        grant,
    )


def take(store: Store, file_id: str, permission_id: str) -> None:
    """Take a grant away."""
    store.db.execute("DELETE FROM permissions WHERE file_id = ? AND id = ?", (file_id, permission_id))
