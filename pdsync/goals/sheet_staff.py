"""What staff write beside students and goals in the Sheet, and what of it pdsync reads back in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from pdsync.goals.merge import Cell, Column, Formula, Shows, day_of, serial
from pdsync.goals.model import Override, StaffColumns
from pdsync.goals.words import listed

OVERRIDE, EXCUSED, EXTENDED, GRANTED, NOTES = (
    "Status override",
    "Excused until",
    "Extended to",
    "Granted by",
    "Notes",
)

STAFF = (
    Column(
        OVERRIDE,
        staff=True,
        width=120,
        choices=tuple(Override),
        hint="Counts in place of the roster’s status; done: the goals are reached, whatever stands in the Doc.",
        since=1,
    ),
    Column(
        EXCUSED,
        Shows.DATE,
        staff=True,
        width=110,
        hint="A day, or “until further notice”: until then nothing is asked of the student.",
    ),
    Column(EXTENDED, Shows.DATE, staff=True, width=110, hint="A day that counts in place of an earlier due date."),
    Column(GRANTED, staff=True, width=110, hint="Who granted the excuse or the extension.", since=1),
    Column(NOTES, staff=True, width=260, wraps=True),
)

GOALS_STAFF = (
    Column(
        EXTENDED,
        Shows.DATE,
        staff=True,
        width=110,
        hint="A day that counts in place of this goal’s due date alone.",
        since=1,
    ),
)

MONTH_FIRST = frozenset({"en", "en_US", "en_PH", "fil", "fil_PH"})
YEAR_FIRST = frozenset({"en_CA", "zh", "ja", "ko", "hu", "lt", "mn", "sv", "fr_CA"})
"""Locales of a Sheet by how days are written in them in numbers; in all others the day comes first."""

EARLIEST = serial(date(2000, 1, 1))
"""A number below this is none that staff mean as a date."""


def day_first(locale: str, *, otherwise: bool) -> bool:
    """Whether 3/4 is the third of April where that is a Sheet's locale; `otherwise` where the year comes first.

    >>> [day_first(locale, otherwise=False) for locale in ("en_GB", "de", "en_US", "ja_JP", "")]
    [True, True, False, False, False]
    """
    language = locale.partition("_")[0]
    if not locale or locale in YEAR_FIRST or language in YEAR_FIRST:
        return otherwise
    return locale not in MONTH_FIRST


Reads = Callable[[str], date | str | None]
"""Reads a text: a day, FOREVER, why it is none as a sentence's end ("" if nothing is granted), or None."""
Doubts = Callable[[date], str]
"""Why a day may be a slip, as a sentence's end, or ""."""


def sure(day: date) -> str:
    """No doubt at all."""
    return ""


def staff_columns(cells: Mapping[str, Cell], read: Reads, doubt: Doubts = sure) -> StaffColumns:
    """What staff wrote beside a student."""
    faults: list[str] = []
    days = [day_in(title, cells.get(title), read, faults, doubt) for title in (EXCUSED, EXTENDED)]
    notes, granted = (cell if isinstance(cell := cells.get(title), str) else "" for title in (NOTES, GRANTED))
    override = _override(cells.get(OVERRIDE), faults)
    return StaffColumns(days[0], days[1], notes, tuple(faults), override, granted_by=granted.strip())


def _override(cell: Cell, faults: list[str]) -> Override | None:
    """What was chosen in place of the roster's standing, however it is written."""
    written = (cell.value or cell.text) if isinstance(cell, Formula) else cell
    word = str(written if written is not None else "").strip()
    try:
        return Override(word.casefold()) if word else None
    except ValueError:
        faults.append(f"“{word}” in {OVERRIDE} is none of {listed(list(Override))}")
        return None


def day_in(title: str, cell: Cell, read: Reads, faults: list[str], doubt: Doubts = sure) -> date | None:
    """The day that stands in a cell under that heading; what is none, or can hardly be meant, joins the faults."""
    value = cell.value if isinstance(cell, Formula) else cell
    written = cell.text if isinstance(cell, Formula) else cell
    if written in (None, "", False) or not str(written).strip():
        return None
    found: date | str | None = None
    if isinstance(value, float | int) and not isinstance(value, bool) and value >= EARLIEST:
        found = day_of(value)
    elif isinstance(value, str) and value.strip():
        found = read(value)
    if isinstance(found, date):
        if words := doubt(found):
            faults.append(f"{title} {words}")
        return found
    if found != "":
        comes = f", which comes to “{value}”," if isinstance(cell, Formula) and value is not None else ""
        faults.append(f"“{written}”{comes} in {title} {found or NO_DATE}")
    return None


NO_DATE = "is no date; write it like 2026-12-18, or “until further notice”"
