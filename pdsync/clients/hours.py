"""The clock of this machine beside Google's, which every answer tells."""

from __future__ import annotations

from collections.abc import Mapping

TOLERATED = 300.0
"""Seconds that a clock may be wrong before Google refuses what is signed by it."""


def skew(headers: Mapping[str, str], now: float) -> float | None:
    """By how many seconds this machine's clock is fast (negative: slow); None if the answer tells no time."""
    from email.utils import parsedate_to_datetime

    try:
        return now - parsedate_to_datetime(headers["date"]).timestamp()
    except (KeyError, ValueError, TypeError):
        return None


def slow_or_fast(seconds: float) -> str:
    """A skew in words.

    >>> slow_or_fast(-7200)
    '2 hours slow'
    """
    size = abs(seconds)
    for unit, length in (("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1)):
        if size >= 2 * length or unit == "second":
            return f"{size / length:.0f} {unit}s {'slow' if seconds < 0 else 'fast'}"
    raise AssertionError
