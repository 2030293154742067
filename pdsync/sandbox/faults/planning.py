"""Which fault strikes which request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass
class Fault:
    """One thing that goes wrong."""

    phase: str
    label: str = ""


class Faults:
    """The planned faults of a workspace."""

    def plan(self, specs: list[dict[str, Any]]) -> str:
        """The plan's id; ValueError with a sentence for a bad spec."""
        return "plan-1"

    def strike(self, *, method: str, user: str, file_id: str, client: str = "") -> Fault | None:
        """The fault that this request meets. Asked once a request, after authorisation."""
        return None

    def report(self, plan_id: str) -> dict[str, Any]:
        """What fired and what did not."""
        return {"id": plan_id, "fired": [], "notFired": []}

    def clear(self, plan_id: str | None = None) -> None:
        """Forget a plan, or all."""
