"""How long calls take at the pace that pdsync allows itself: the pacer's own arithmetic, on a clock of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from pdsync.clients.quota import Pacer
from pdsync.clients.retry import RULES

if TYPE_CHECKING:
    from pdsync.goals.cohort import Quotas

METHODS: Mapping[str, str] = MappingProxyType(
    {
        "marked": "drive.files.list",
        "file": "drive.files.get",
        "create": "drive.files.create",
        "copy": "drive.files.copy",
        "mark": "drive.files.update",
        "discard": "drive.files.update",
        "grants": "drive.permissions.list",
        "share": "drive.permissions.create",
        "unshare": "drive.permissions.delete",
        "read": "docs.documents.get",
        "write": "docs.documents.batchUpdate",
        "fill": "docs.documents.batchUpdate:fill",
    }
)
"""The method of Google's that each method of a port calls."""


def methods(calls: Mapping[str, int]) -> dict[str, int]:
    """The calls of ports as Google counts them, by its own names."""
    found: dict[str, int] = {}
    for call, many in calls.items():
        name = METHODS[call].partition(":")[0]
        found[name] = found.get(name, 0) + many
    return found


def seconds(quotas: Quotas, calls: Mapping[str, int]) -> float:
    """How long the quotas make so many calls of ports take; Drive and Docs go side by side. Answers come at once."""
    services = {METHODS[call].partition(".")[0] for call in calls}
    return max((_seconds(quotas, list(_of(service, calls))) for service in services), default=0.0)


def _of(service: str, calls: Mapping[str, int]) -> Iterator[str]:
    for call, many in calls.items():
        if METHODS[call].startswith(f"{service}."):
            yield from [METHODS[call]] * many


def _seconds(quotas: Quotas, made: list[str]) -> float:
    now = 0.0

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    pacer = Pacer(quotas, clock=lambda: now, sleep=sleep)
    for method in made:
        pacer.spend(RULES[method].cost)
    return now
