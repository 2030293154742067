"""The pacer: quota is spent before a call is sent, so that a whole cohort runs into no refusal."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pdsync.goals.cohort import Quotas

MARGIN = 1.02
"""A minute is counted a little long: calls do not take equally long to arrive."""


class Bucket(StrEnum):
    """What Google counts apart, a minute and an account."""

    DOCS_READS = "docs_reads"
    DOCS_WRITES = "docs_writes"
    SHEETS_READS = "sheets_reads"
    SHEETS_WRITES = "sheets_writes"
    DRIVE_UNITS = "drive_units"
    DRIVE_WRITES = "drive_writes"


Cost = Mapping[Bucket, int]


@dataclass(slots=True)
class _Window:
    """At most `limit` units in any `seconds`."""

    limit: float
    seconds: float
    spent: deque[tuple[float, int]]
    used: int = 0

    def free_at(self, now: float, units: int) -> float:
        """The earliest moment, now or later, at which that many units may be spent."""
        while self.spent and self.spent[0][0] <= now - self.seconds:
            self.used -= self.spent.popleft()[1]
        over = self.used + units - self.limit
        if over <= 0 or not self.spent:
            return now
        for moment, count in self.spent:
            over -= count
            if over <= 0:
                return max(now, moment + self.seconds)
        return max(now, self.spent[-1][0] + self.seconds)

    def spend(self, moment: float, units: int) -> None:
        self.spent.append((moment, units))
        self.used += units


class Pacer:
    """One account's quota. Each call books its moment in turn and waits for it; nobody is served out of turn."""

    def __init__(
        self,
        quotas: Quotas,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        minute: float = 60.0,
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        long = minute * MARGIN
        limits = {
            Bucket.DOCS_READS: quotas.docs_reads,
            Bucket.DOCS_WRITES: quotas.docs_writes,
            Bucket.SHEETS_READS: quotas.sheets_reads,
            Bucket.SHEETS_WRITES: quotas.sheets_writes,
            Bucket.DRIVE_UNITS: quotas.drive_units,
        }
        self._windows = {bucket: _Window(limit, long, deque()) for bucket, limit in limits.items()}
        pace = quotas.drive_writes_per_second
        many = max(1, int(pace))
        self._windows[Bucket.DRIVE_WRITES] = _Window(many, many / pace * (minute / 60) * MARGIN, deque())
        self._last = dict.fromkeys(Bucket, 0.0)

    def spend(self, cost: Cost) -> float:
        """Wait until the call may be sent; the seconds waited."""
        with self._lock:
            now = moment = self._clock()
            for bucket, units in cost.items():
                window = self._windows[bucket]
                moment = max(moment, self._last[bucket], window.free_at(moment, units))
            for bucket, units in cost.items():
                self._windows[bucket].spend(moment, units)
                self._last[bucket] = moment
        if moment > now:
            self._sleep(moment - now)
        return moment - now

    def hold(self, cost: Cost, seconds: float) -> None:
        """Google refused a call for its quota: nobody spends from its buckets for that long."""
        with self._lock:
            until = self._clock() + seconds
            for bucket in cost:
                self._last[bucket] = max(self._last[bucket], until)
