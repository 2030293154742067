"""The planned faults of a workspace: which one strikes which request, and which have not fired."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from pdsync.sandbox.faults.reading import Fault, read


@dataclass(slots=True)
class _Planned:
    """A fault and its account: the requests that matched, and those that were struck."""

    fault: Fault
    chance: random.Random
    seen: int = 0
    struck: list[dict[str, str]] = field(default_factory=list)

    def counts(self, asked: Mapping[str, str], *, part: bool) -> bool:
        """Whether the fault is due for that request, which counts if it matches."""
        match = self.fault.match
        if not match.fits(**asked) or (part and self.fault.needs_connection):
            return False
        self.seen += 1
        lucky = match.probability is None or self.chance.random() < match.probability
        spent = match.times is not None and len(self.struck) >= match.times
        return lucky and not spent and self.seen >= match.nth

    @property
    def completed(self) -> bool:
        """Whether it fired as often as it was to; where that is not said, whether it fired at all."""
        return len(self.struck) >= (self.fault.match.times or 1)

    def account(self) -> dict[str, Any]:
        """What the report says of it."""
        return {
            "label": self.fault.label,
            "spec": dict(self.fault.spec),
            "seen": self.seen,
            "fired": len(self.struck),
            "completed": self.completed,
            "requests": list(self.struck),
        }


class Faults:
    """What is planned to go wrong. May be planned and reported from any thread."""

    def __init__(self) -> None:
        self._plans: dict[str, list[_Planned]] = {}
        self._ids = count(1)
        self._lock = threading.Lock()

    def plan(self, specs: Sequence[Mapping[str, Any]]) -> str:
        """The id of a plan of those faults; ValueError with a sentence for a bad one, and then none is planned."""
        if not isinstance(specs, list | tuple):
            raise ValueError("a plan is a list of faults")
        planned = [_Planned(fault, random.Random(fault.match.seed)) for fault in map(read, specs)]
        with self._lock:
            plan_id = f"plan-{next(self._ids)}"
            self._plans[plan_id] = planned
        return plan_id

    def strike(self, *, method: str, user: str, file_id: str, client: str = "", part: bool = False) -> Fault | None:
        """The fault that this request meets, or None. Asked once a request, after authorisation: asking counts.

        `part`: it is a part of a batch, which meets no fault of the connection.
        """
        if not self._plans:
            return None
        asked = {"method": method, "user": user, "file_id": file_id, "client": client}
        with self._lock:
            # All are asked, so that each counts its own n-th request; the first that is due strikes.
            due = [planned for planned in self._all() if planned.counts(asked, part=part)]
            if not due:
                return None
            due[0].struck.append({"method": method, "user": user, "fileId": file_id})
        return due[0].fault.at(method=method, user=user, file_id=file_id)

    def report(self, plan_id: str) -> dict[str, Any]:
        """The account of a plan; KeyError if there is none.

        {"id", "completed", "faults": [{"label", "spec", "seen", "fired", "completed", "requests"}], "fired": labels,
        "notFired": labels, "unfinished": labels of those that fired less often than planned, or never}
        """
        with self._lock:
            accounts = [planned.account() for planned in self._plans[plan_id]]
        return {
            "id": plan_id,
            "completed": all(account["completed"] for account in accounts),
            "faults": accounts,
            "fired": [account["label"] for account in accounts if account["fired"]],
            "notFired": [account["label"] for account in accounts if not account["fired"]],
            "unfinished": [account["label"] for account in accounts if not account["completed"]],
        }

    def _all(self) -> Iterator[_Planned]:
        return (planned for plan in self._plans.values() for planned in plan)

    def plans(self) -> list[str]:
        """The ids of all plans, oldest first."""
        return list(self._plans)

    def clear(self, plan_id: str | None = None) -> None:
        """Forget a plan, or all of them; a plan that is not there is forgotten already."""
        with self._lock:
            if plan_id is None:
                self._plans.clear()
            else:
                self._plans.pop(plan_id, None)
