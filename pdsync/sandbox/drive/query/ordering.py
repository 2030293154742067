"""The order of a list: Drive's sort keys as columns, and where in it a page begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pdsync.sandbox.drive import refused
from pdsync.sandbox.drive.files import FOLDER

KEYS = {
    "createdTime": "f.created",
    "folder": f"(f.mime_type <> '{FOLDER}')",
    "modifiedByMeTime": "coalesce(p.modified, 0)",
    "modifiedTime": "f.modified",
    "name": "folded(f.name)",
    "name_natural": "by_number(f.name)",
    "quotaBytesUsed": "coalesce(f.size, 0)",
    "recency": "max(f.created, f.modified, coalesce(p.viewed, 0), coalesce(p.modified, 0), coalesce(p.shared, 0))",
    "sharedWithMeTime": "coalesce(p.shared, 0)",
    "starred": "coalesce(p.starred, 0)",
    "viewedByMeTime": "coalesce(p.viewed, 0)",
}


@dataclass(frozen=True, slots=True)
class Key:
    """One column to sort by."""

    column: str
    falling: bool = False


LAST = Key("f.seq", falling=True)
DEFAULT = (Key("f.modified", falling=True), LAST)
"""What was modified last comes first."""


def order(order_by: str) -> tuple[Key, ...]:
    """The keys of an `orderBy`. Refused for one that is unknown, or named twice."""
    found: list[Key] = []
    named: set[str] = set()
    for piece in order_by.split(","):
        name, *rest = piece.split() or [""]
        if name not in KEYS or rest not in ([], ["desc"]):
            raise refused.invalid("orderBy")
        if name in named:
            raise refused.forbidden("forbidden", "Sort keys must not be repeated.", "orderBy")
        named.add(name)
        found.append(Key(KEYS[name], bool(rest)))
    return (*found, LAST)


def sorted_by(keys: tuple[Key, ...]) -> str:
    """The ORDER BY."""
    return ", ".join(f"{key.column}{' DESC' if key.falling else ''}" for key in keys)


def after(keys: tuple[Key, ...], values: list[Any]) -> tuple[str, list[Any]]:
    """The condition for what comes after a row with those values, and what is bound in it."""
    conditions, bound = [], []
    for number, key in enumerate(keys):
        equal = [f"{each.column} = ?" for each in keys[:number]]
        conditions.append(" AND ".join([*equal, f"{key.column} {'<' if key.falling else '>'} ?"]))
        bound += values[: number + 1]
    return "(" + " OR ".join(f"({each})" for each in conditions) + ")", bound
