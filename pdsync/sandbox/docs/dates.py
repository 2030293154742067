"""What a date chip shows."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pdsync.sandbox.docs.draft import Invalid
from pdsync.sandbox.docs.model import Fields

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTH_FIRST, DAY_FIRST = ("en",), ("en-GB", "en-CA")
UNSPECIFIED = ("", "DATE_FORMAT_UNSPECIFIED")
NO_TIME = ("", "TIME_FORMAT_UNSPECIFIED", "TIME_FORMAT_DISABLED")


def shown(properties: Fields) -> dict[str, Any]:
    """The properties of a date chip with its defaults and its display text."""
    if not properties.get("timestamp"):
        raise Invalid("A timestamp must be specified.")
    moment = _moment(properties["timestamp"]).astimezone(_zone(properties.get("timeZoneId") or ""))
    form, time = properties.get("dateFormat", ""), properties.get("timeFormat", "")
    locale = properties.get("locale") or "en"
    form = "DATE_FORMAT_MONTH_DAY_YEAR_ABBREVIATED" if form in UNSPECIFIED else form
    text = " ".join(part for part in (_date(moment, form, locale), _time(moment, time)) if part)
    zone = {"timeZoneId": properties["timeZoneId"]} if properties.get("timeZoneId") else {}
    return {
        "timestamp": properties["timestamp"],
        **zone,
        "locale": locale,
        "dateFormat": form,
        "timeFormat": "TIME_FORMAT_DISABLED" if time in NO_TIME else time,
        "displayText": text,
    }


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(f"Invalid timestamp: {text}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _zone(name: str) -> tzinfo:
    if not name or name.lower() == "etc/utc":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(f"Invalid time zone ID: {name}") from None


def _date(moment: datetime, form: str, locale: str) -> str:
    if form == "DATE_FORMAT_ISO8601":
        return f"{moment:%Y-%m-%d}"
    if locale not in MONTH_FIRST + DAY_FIRST:
        raise NotImplementedError(f"insertDate with {form} in the locale {locale}")
    month = MONTHS[moment.month - 1]
    short = month if form == "DATE_FORMAT_MONTH_DAY_FULL" else month[:3]
    year = f"{moment.year}" if form == "DATE_FORMAT_MONTH_DAY_YEAR_ABBREVIATED" else ""
    if form == "DATE_FORMAT_CUSTOM":
        raise NotImplementedError("insertDate with DATE_FORMAT_CUSTOM")
    if locale in DAY_FIRST:
        return " ".join(part for part in (str(moment.day), short, year) if part)
    return ", ".join(part for part in (f"{short} {moment.day}", year) if part)


def _time(moment: datetime, form: str) -> str:
    if form in NO_TIME:
        return ""
    hour = moment.hour % 12 or 12
    text = f"{hour}:{moment.minute:02} {'AM' if moment.hour < 12 else 'PM'}"
    return f"{text} {moment.tzname()}" if form == "TIME_FORMAT_HOUR_MINUTE_TIMEZONE" else text
