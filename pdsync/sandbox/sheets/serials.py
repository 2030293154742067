"""Dates and times as Sheets counts them: days since 30 December 1899, and the part of a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

EPOCH = date(1899, 12, 30)
MILLISECONDS = 86_400_000


def serial_of_date(day: date) -> int:
    """The number of a day.

    >>> serial_of_date(date(2020, 1, 1))
    43831
    """
    return (day - EPOCH).days


def serial_of(moment: datetime) -> float:
    """The number of a moment, as its own clock shows it."""
    midnight = datetime(moment.year, moment.month, moment.day, tzinfo=moment.tzinfo)
    return serial_of_date(moment.date()) + (moment - midnight) / timedelta(days=1)


def moment_of(serial: float) -> tuple[date, int] | None:
    """The day and the milliseconds since its midnight; None outside the years 1 to 9999.

    >>> moment_of(43831.5)
    (datetime.date(2020, 1, 1), 43200000)
    """
    days, rest = divmod(round(serial * MILLISECONDS), MILLISECONDS)
    try:
        return EPOCH + timedelta(days=days), rest
    except OverflowError:
        return None
