"""Moments as queries name them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from pdsync.sandbox.drive.query.tokens import Unknown

MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE)


def moment(text: str) -> int:
    """A moment in a query, in milliseconds; UTC unless it says otherwise. Unknown if it is none."""
    if not MOMENT.fullmatch(text):
        raise Unknown(text)
    try:
        found = datetime.fromisoformat(text.upper().replace("Z", "+00:00"))
    except ValueError:
        raise Unknown(text) from None
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    try:
        return int(aware.timestamp() * 1000)
    except (OverflowError, ValueError):
        raise Unknown(text) from None
