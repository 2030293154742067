"""What was asked of the sandbox, request by request."""

from __future__ import annotations

from collections import deque
from typing import Any

KEPT = 100_000
"""How many entries are kept: the oldest go first, the numbers run on."""


class Journal:
    """The requests in the order in which they were answered."""

    def __init__(self, kept: int = KEPT) -> None:
        self._entries: deque[dict[str, Any]] = deque(maxlen=kept)
        self._seq = 0

    def note(
        self,
        *,
        method: str,
        user: str,
        status: int,
        at: str,
        fault: str | None = None,
        applied: bool = False,
        took: float = 0.0,
    ) -> None:
        """Write down a request. `status` 0: none was sent; `applied`: something was written, and stays written.

        `at`: when it came; `took`: milliseconds until its answer was made.
        """
        self._seq += 1
        self._entries.append(
            {
                "seq": self._seq,
                "method": method,
                "user": user,
                "status": status,
                "fault": fault,
                "applied": applied,
                "at": at,
                "took": round(took, 1),
            }
        )

    def entries(self, *, after: int = 0) -> list[dict[str, Any]]:
        """The entries past that number, as copies, oldest first."""
        if not self._entries or after >= self._seq:
            return []
        skipped = max(0, after + 1 - self._entries[0]["seq"])
        return [dict(entry) for number, entry in enumerate(self._entries) if number >= skipped]
