"""Google's quotas on the sandbox's clock: off, or as Google has them, counted by method."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pdsync.sandbox.clock import Clock
from pdsync.sandbox.refusals import Refusal, drive, rpc

READS, WRITES, UNITS = "read", "write", "units"
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of a kind may be spent in any minute, by one user of a project and by the project."""

    user: int
    project: int


@dataclass(frozen=True, slots=True)
class Limits:
    """The quotas of the three APIs. `writes_a_second` and `burst`: what an account may change in Drive for long."""

    docs: Mapping[str, Limit]
    sheets: Mapping[str, Limit]
    drive: Mapping[str, Limit]
    writes_a_second: float = 3.0
    burst: int = 10

    def of(self, api: str) -> Mapping[str, Limit]:
        """The limits of "docs", "sheets" or "drive"."""
        return {"docs": self.docs, "sheets": self.sheets, "drive": self.drive}[api]


GOOGLE = Limits(
    docs={READS: Limit(300, 3_000), WRITES: Limit(60, 600)},
    sheets={READS: Limit(60, 300), WRITES: Limit(60, 300)},
    drive={UNITS: Limit(325_000, 1_000_000)},
)

READING = frozenset(
    {
        "docs.documents.get",
        "sheets.spreadsheets.get",
        "sheets.spreadsheets.getByDataFilter",
        "sheets.spreadsheets.values.get",
        "sheets.spreadsheets.values.batchGet",
        "sheets.spreadsheets.values.batchGetByDataFilter",
        "sheets.spreadsheets.developerMetadata.get",
        "sheets.spreadsheets.developerMetadata.search",
    }
)
"""The methods of Docs and Sheets that read; all others write."""

GET, LIST, DOWNLOAD, EDIT, OTHER = 5, 100, 200, 50, 5
DRIVE_UNITS: Mapping[str, int] = {
    "get": GET,
    "list": LIST,
    "listLabels": LIST,
    "download": DOWNLOAD,
    "export": DOWNLOAD,
    **dict.fromkeys(("copy", "create", "update", "delete", "emptyTrash", "modifyLabels", "hide", "unhide"), EDIT),
}
"""What a method of Drive costs, by its last word; others cost `OTHER`."""


@dataclass(slots=True)
class _Window:
    """What was spent in the last minute."""

    spent: deque[tuple[float, int]] = field(default_factory=deque)
    total: int = 0

    def left(self, limit: int, now: float) -> int:
        """What of the limit is still there; after the clock was set back, all of it."""
        if self.spent and self.spent[-1][0] > now:
            self.spent.clear()
            self.total = 0
        while self.spent and self.spent[0][0] <= now - MINUTE:
            self.total -= self.spent.popleft()[1]
        return limit - self.total

    def spend(self, cost: int, now: float) -> None:
        self.spent.append((now, cost))
        self.total += cost


@dataclass(slots=True)
class _Bucket:
    """Writes that an account may still make at once; it fills again at a steady rate."""

    level: float
    at: float

    def refilled(self, *, rate: float, most: int, now: float) -> float:
        self.level, self.at = min(float(most), self.level + max(0.0, now - self.at) * rate), now
        return self.level


class Quota:
    """Counts what is spent and refuses what is too much. `on` may be switched at any time."""

    def __init__(self, clock: Clock, *, on: bool, limits: Limits = GOOGLE) -> None:
        self.clock, self.on, self.limits = clock, on, limits
        self._windows: dict[tuple[str, ...], _Window] = {}
        self._buckets: dict[str, _Bucket] = {}

    def spend(self, method: str, *, user: str, project: str = "") -> Refusal | None:
        """The refusal that this call meets, or None and it is counted. A refused call spends nothing.

        `project`: the Google project, which is the app's; the client id will do.
        """
        api = method.partition(".")[0]
        if not self.on or api not in ("docs", "sheets", "drive"):
            return None
        now = self.clock.now().timestamp()
        kind, cost = spends(method)
        limit = self.limits.of(api)[kind]
        mine = self._windows.setdefault((api, kind, project, user), _Window())
        everyones = self._windows.setdefault((api, kind, project), _Window())
        if mine.left(limit.user, now) < cost:
            return _refused(method, per_user=True, limit=limit.user, project=project)
        if everyones.left(limit.project, now) < cost:
            return _refused(method, per_user=False, limit=limit.project, project=project)
        if (api, cost) == ("drive", EDIT) and not self._writes(user, now):
            return drive(403, "userRateLimitExceeded", "User Rate Limit Exceeded", domain="usageLimits")
        mine.spend(cost, now)
        everyones.spend(cost, now)
        return None

    def _writes(self, user: str, now: float) -> bool:
        """Whether that account may change something in Drive now; counted if so."""
        most = self.limits.burst
        bucket = self._buckets.setdefault(user, _Bucket(most, now))
        if bucket.refilled(rate=self.limits.writes_a_second, most=most, now=now) < 1:
            return False
        bucket.level -= 1
        return True


def spends(method: str) -> tuple[str, int]:
    """What a method counts as, and how much: ("read", 1), ("write", 1) or ("units", 100)."""
    if method.startswith("drive."):
        return UNITS, DRIVE_UNITS.get(method.rpartition(".")[2], OTHER)
    return (READS if method in READING else WRITES), 1


def exhausted(method: str, *, per_user: bool = True, limit: int | None = None, project: str = "") -> Refusal:
    """429 RESOURCE_EXHAUSTED as Docs and Sheets word it; `limit`: the number it names, else Google's."""
    api, kind = method.partition(".")[0], spends(method)[0]
    known = GOOGLE.of(api)[kind]
    kinds, number = f"{kind.capitalize()} requests", _project_number(project)
    named = f"{kinds} per minute" + (" per user" if per_user else "")
    metadata = {
        "quota_limit": f"{kind.capitalize()}RequestsPerMinutePer{'User' if per_user else 'Project'}",
        "quota_limit_value": str(limit or (known.user if per_user else known.project)),
        "quota_location": "global",
        "quota_metric": f"{api}.googleapis.com/{kind}_requests",
        "quota_unit": "1/min/{project}" + ("/{user}" if per_user else ""),
        "service": f"{api}.googleapis.com",
        "consumer": f"projects/{number}",
    }
    return rpc("RESOURCE_EXHAUSTED", _exceeded(kinds, named, api, number), details=_details(metadata))


def _refused(method: str, *, per_user: bool, limit: int, project: str) -> Refusal:
    if not method.startswith("drive."):
        return exhausted(method, per_user=per_user, limit=limit, project=project)
    if per_user:
        return drive(403, "userRateLimitExceeded", "User Rate Limit Exceeded", domain="usageLimits")
    number = _project_number(project)
    message = _exceeded("Queries", "Queries per minute", "drive", number)
    refusal = drive(403, "rateLimitExceeded", message, domain="usageLimits", status="PERMISSION_DENIED")
    metadata = {
        "quota_limit": "defaultPerMinutePerProject",
        "quota_limit_value": str(limit),
        "quota_location": "global",
        "quota_metric": "drive.googleapis.com/default",
        "quota_unit": "1/min/{project}",
        "service": "drive.googleapis.com",
        "consumer": f"projects/{number}",
    }
    refusal.body["error"]["details"] = _details(metadata)
    return refusal


def _exceeded(metric: str, limit: str, api: str, number: str) -> str:
    return (
        f"Quota exceeded for quota metric '{metric}' and limit '{limit}' of service '{api}.googleapis.com' "
        f"for consumer 'project_number:{number}'."
    )


def _details(metadata: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "RATE_LIMIT_EXCEEDED",
            "domain": "googleapis.com",
            "metadata": metadata,
        },
        {
            "@type": "type.googleapis.com/google.rpc.Help",
            "links": [
                {
                    "description": "Request a higher quota limit.",
                    "url": "https://cloud.google.com/docs/quotas/help/request_increase",
                }
            ],
        },
    ]


def _project_number(project: str) -> str:
    """Twelve digits for a project, the same each time."""
    return str(10**11 + int.from_bytes(hashlib.sha256(project.encode()).digest()) % (9 * 10**11))
