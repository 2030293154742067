"""What a fault does, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

BEFORE, AFTER, DURING = "before", "after", "during"


@dataclass(frozen=True, slots=True)
class Status:
    """An error answer. `meaning` tells apart what one reason is used for; `html`: a page instead of JSON."""

    status: int
    reason: str = ""
    message: str = ""
    meaning: str = ""
    retry_after: int | None = None
    html: bool = False


@dataclass(frozen=True, slots=True)
class Connection:
    """The connection ends: "reset" (RST) or "close" (FIN)."""

    how: str


@dataclass(frozen=True, slots=True)
class Truncate:
    """So many bytes of the body, then FIN."""

    size: int


@dataclass(frozen=True, slots=True)
class Drip:
    """So many bytes of the body a second."""

    rate: float


End = Status | Connection | Truncate | Drip


@dataclass(frozen=True, slots=True)
class Edit:
    """Somebody types into the Doc: batchUpdate requests, as that user ("": the one whose request was struck)."""

    requests: tuple[dict[str, Any], ...]
    user: str = ""
    file_id: str = ""


@dataclass(frozen=True, slots=True)
class Lag:
    """So many sandbox seconds, or so many calls of files.list."""

    seconds: float | None = None
    calls: int | None = None


@dataclass(frozen=True, slots=True)
class Do:
    """All that a fault does. `stall` and `modified_lag`: seconds; `revoke`: "", "access", "refresh" or "all"."""

    end: End | None = None
    stall: float = 0.0
    edit: Edit | None = None
    revoke: str = ""
    twice: bool = False
    list_lag: Lag | None = None
    modified_lag: float = 0.0
