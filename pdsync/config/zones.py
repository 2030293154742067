"""Time zones: which one this machine lives in, and what is wrong with a name for one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from pdsync.config.words import nearest

COMMON = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Phoenix",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Halifax",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Athens",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "Africa/Nairobi",
    "Asia/Jerusalem",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Bangkok",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Brisbane",
    "Australia/Sydney",
    "Pacific/Auckland",
)
"""The zones to guess from where a machine tells no name: the first whose clocks go as this machine's do."""

FIXED = {"EST": "America/New_York", "MST": "America/Denver", "HST": "Pacific/Honolulu"}
"""Names that zone files know, and that never change to summer time as the school's clocks do."""

NICKNAMES = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
    "edt": "America/New_York",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "mdt": "America/Denver",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
}
MONTH_FIRST = ("US/", "America/Indiana/", "America/Kentucky/", "America/North_Dakota/")
MONTH_FIRST_ZONES = frozenset(
    {
        "America/Anchorage",
        "America/Boise",
        "America/Chicago",
        "America/Denver",
        "America/Detroit",
        "America/Juneau",
        "America/Los_Angeles",
        "America/Menominee",
        "America/New_York",
        "America/Phoenix",
        "America/Puerto_Rico",
        "Asia/Manila",
        "Pacific/Guam",
        "Pacific/Honolulu",
    }
)
"""Where 3/4 is March 4."""
LINK = Path("/etc/localtime")


def guessed(env: Mapping[str, str], *, link: Path = LINK, now: datetime | None = None) -> str:
    """The name of the zone that this machine lives in; "" if that cannot be told, or it is a server's UTC."""
    named = [env.get("TZ", "").lstrip(":")]
    if link.is_symlink():
        named.append(str(link.readlink()).partition("zoneinfo/")[2])
    for name in named:
        if "/" in name and not name.startswith("Etc/") and not wrong(name):
            return name
    return _by_offsets(now)


def _by_offsets(now: datetime | None) -> str:
    """The common zone in which clocks go as they do here, in winter and in summer."""
    from zoneinfo import ZoneInfo

    year = (now or datetime.now().astimezone()).year
    days = [datetime(year, month, 15, 12).astimezone() for month in (1, 7)]
    here = [day.utcoffset() for day in days]
    if here == [timedelta(0), timedelta(0)]:
        return ""
    for name in COMMON:
        zone = ZoneInfo(name)
        if [day.astimezone(zone).utcoffset() for day in days] == here:
            return name
    return ""


def month_first(name: str) -> bool:
    """Whether people in that zone write March 4 as 3/4."""
    return name in MONTH_FIRST_ZONES or name.startswith(MONTH_FIRST)


def wrong(name: str) -> str:
    """What is wrong with a zone's name, with the one probably meant; "" if nothing is."""
    from zoneinfo import ZoneInfo

    if name in FIXED:
        return f"{name} has no summer time; write {FIXED[name]} for the zone whose clocks change"
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return f"{name} is no time zone; write e.g. {_meant(name) or 'America/Denver'}"
    return ""


def _meant(name: str) -> str:
    from zoneinfo import available_timezones

    every = sorted(available_timezones())
    plain = name.strip().casefold().replace(" ", "_")
    first = plain.replace("_time", "").replace("_standard", "").replace("_daylight", "")
    if first in NICKNAMES:
        return NICKNAMES[first]
    cities = [one for one in every if one.rpartition("/")[2].casefold() == plain]
    return cities[0] if cities else nearest(name, every)
