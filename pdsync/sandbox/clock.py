"""The sandbox's clock: real time, or faster, or moved by hand."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class _Mark:
    """A moment of the sandbox, the real second in which it was, and how fast time goes on from there."""

    moment: datetime
    real: float
    scale: float

    def at(self, real: float) -> datetime:
        return self.moment + timedelta(seconds=(real - self.real) * self.scale)


class Clock:
    """What time it is in the sandbox. May be read and moved from any thread.

    `scale`: sandbox seconds per real second; 0 stands still. `start`: the first moment, else now.
    """

    def __init__(self, *, scale: float = 1.0, start: datetime | None = None) -> None:
        self._mark = _Mark(_utc(start or datetime.now(UTC)), time.monotonic(), _forwards(scale))

    def now(self) -> datetime:
        """The moment, UTC-aware."""
        return self._mark.at(time.monotonic())

    def advance(self, seconds: float) -> None:
        """Let that many sandbox seconds pass at once; ValueError for a step back, which is what `set` is for."""
        if seconds < 0:
            raise ValueError(f"time goes forwards: {seconds} seconds are less than none")
        self._move(self.now() + timedelta(seconds=seconds), self.scale)

    def set(self, moment: datetime) -> None:
        """Make it that moment; one without a time zone is taken as UTC."""
        self._move(_utc(moment), self.scale)

    @property
    def scale(self) -> float:
        """Sandbox seconds per real second."""
        return self._mark.scale

    @scale.setter
    def scale(self, scale: float) -> None:
        self._move(self.now(), _forwards(scale))

    def _move(self, moment: datetime, scale: float) -> None:
        # One assignment, so that a reader in another thread sees the old mark or the new one, never half of each.
        self._mark = _Mark(moment, time.monotonic(), scale)


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _forwards(scale: float) -> float:
    if scale < 0:
        raise ValueError(f"time goes forwards: a scale of {scale} is less than 0")
    return scale
