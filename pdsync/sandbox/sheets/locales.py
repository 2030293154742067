"""What a spreadsheet's locale decides: the marks in numbers, the order of a date, the currency."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pdsync.sandbox import refusals
from pdsync.sandbox.sheets.masks import Invalid

NAME = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Locale:
    """How numbers and dates are written. `clock`: the time after a date; `order`: of day, month and year in numbers."""

    decimal: str = "."
    group: str = ","
    date: str = "m/d/yyyy"
    time: str = "h:mm:ss am/pm"
    clock: str = "h:mm:ss"
    currency: str = "$"
    order: str = "mdy"


POINT_DAY_FIRST = Locale(date="dd/mm/yyyy", time="hh:mm:ss", clock="hh:mm:ss", currency="£", order="dmy")
COMMA_POINT = Locale(",", ".", "dd.mm.yyyy", "hh:mm:ss", "hh:mm:ss", "€", "dmy")
COMMA_POINT_SLASH = Locale(",", ".", "dd/mm/yyyy", "hh:mm:ss", "hh:mm:ss", "€", "dmy")
COMMA_SPACE = Locale(",", "\u202f", "dd/mm/yyyy", "hh:mm:ss", "hh:mm:ss", "€", "dmy")
LOCALES = {
    "en_US": Locale(), "en_GB": POINT_DAY_FIRST, "en_AU": POINT_DAY_FIRST, "en_NZ": POINT_DAY_FIRST,
    "en_IE": POINT_DAY_FIRST, "en_CA": Locale(date="yyyy-mm-dd", order="ymd"), "de": COMMA_POINT,
    "nl": Locale(",", ".", "dd-mm-yyyy", "hh:mm:ss", "hh:mm:ss", "€", "dmy"),
    "es": COMMA_POINT_SLASH, "it": COMMA_POINT_SLASH,
    "pt": COMMA_POINT_SLASH, "fr": COMMA_SPACE, "pl": COMMA_SPACE, "ru": COMMA_SPACE, "sv": COMMA_SPACE,
}  # fmt: skip


def check_locale(name: str) -> None:
    """Refuse what is no locale, and one whose dates and numbers the sandbox does not know how to write."""
    if not NAME.fullmatch(name):
        raise Invalid(f"Unsupported locale: {name}")
    if name != "en" and name not in LOCALES and name.split("_")[0] not in LOCALES:
        raise refusals.not_played(f"the locale {name}")


def locale_of(name: str) -> Locale:
    """The locale of that name, of its language, or the United States'.

    >>> locale_of("de_AT").decimal, locale_of("xx").decimal
    (',', '.')
    """
    return LOCALES.get(name) or LOCALES.get(name.split("_")[0]) or LOCALES["en_US"]
