"""Google's quotas on the sandbox's clock: off, or as Google has them."""

from __future__ import annotations

from dataclasses import dataclass

from pdsync.sandbox.clock import Clock
from pdsync.sandbox.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be spent."""


GOOGLE = Limits()


class Quota:
    """Counts what is spent and refuses what is too much."""

    def __init__(self, clock: Clock, *, on: bool, limits: Limits = GOOGLE) -> None:
        self.clock, self.on, self.limits = clock, on, limits

    def spend(self, method: str, *, user: str, project: str = "") -> Refusal | None:
        """The refusal that this call meets, or None; a refused call spends nothing."""
        return None
