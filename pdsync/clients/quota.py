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

MARGIN = 1.01
"""A minute is counted a little long: Google's clock and this machine's need not go alike."""

TRAVEL = 0.15
"""Seconds more that it is counted long: one call may be that much longer under way than the one a minute later."""


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
    """At most `limit` units in any `seconds`: the moments at which units were or will be spent, in order."""

    limit: float
    seconds: float
    booked: deque[tuple[float, int]]
    used: int = 0

    def free_at(self, moment: float, units: int) -> float:
        """The earliest moment, that one or later, at which so many units may be spent."""
        while self.booked and self.booked[0][0] <= moment - self.seconds:
            self.used -= self.booked.popleft()[1]
        over = self.used + units - self.limit
        if over <= 0 or not self.booked:
            return moment
        for earlier, count in self.booked:
            over -= count
            if over <= 0:
                return max(moment, earlier + self.seconds)
        return max(moment, self.booked[-1][0] + self.seconds)

    def book(self, moment: float, units: int) -> None:
        self.booked.append((moment, units))
        self.used += units

    def release(self, moment: float, units: int) -> None:
        """Take a booking back, if it is not forgotten yet."""
        if (moment, units) in self.booked:
            self.booked.remove((moment, units))
            self.used -= units


class Pacer:
    """One account's quota. Each call books its moment in turn and waits for it; nobody is served out of turn."""

    def __init__(
        self,
        quotas: Quotas,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        long = quotas.minute * MARGIN + TRAVEL
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
        self._windows[Bucket.DRIVE_WRITES] = _Window(many, many / pace * (quotas.minute / 60) * MARGIN, deque())
        self._last = dict.fromkeys(Bucket, float("-inf"))
        self._shut = dict.fromkeys(Bucket, float("-inf"))

    def spend(self, cost: Cost) -> None:
        """Return when the call may be sent: at once, or after waiting for the quota that it costs."""
        moment = self._booked(cost)
        while (wait := moment - self._clock()) > 0:
            self._sleep(wait)
            if any(self._shut[bucket] > moment for bucket in cost):
                moment = self._booked(cost, instead=moment)

    def _booked(self, cost: Cost, *, instead: float | None = None) -> float:
        """The moment that the call has, now that it is booked."""
        with self._lock:
            if instead is not None:
                for bucket, units in cost.items():
                    self._windows[bucket].release(instead, units)
            moment = self._clock()
            for bucket, units in cost.items():
                moment = max(moment, self._last[bucket], self._shut[bucket])
                moment = self._windows[bucket].free_at(moment, units)
            for bucket, units in cost.items():
                self._windows[bucket].book(moment, units)
                self._last[bucket] = moment
        return moment

    def hold(self, cost: Cost, seconds: float) -> None:
        """Google refused a call for its quota: nobody spends from its buckets for that long."""
        with self._lock:
            until = self._clock() + seconds
            for bucket in cost:
                self._shut[bucket] = max(self._shut[bucket], until)
