"""A clock that tests move, and quotas that nobody runs into."""

from __future__ import annotations

from dataclasses import dataclass, field

from pdsync.goals.cohort import Quotas

PLENTY = Quotas(*[100_000] * 4, drive_units=100_000_000, drive_writes_per_second=100_000)


@dataclass
class Time:
    """A clock that goes on only when somebody sleeps; `naps` are the seconds slept, one by one."""

    now: float = 1000.0
    naps: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds
