"""What staff write beside a student in the Students tab, and what of it pdsync reads back in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from pdsync.goals.merge import Cell, Column, Formula, Shows, day_of, serial
from pdsync.goals.model import Override, StaffColumns
from pdsync.goals.words import listed

OVERRIDE, EXCUSED, EXTENDED, NOTES = "Status override", "Excused until", "Extended to", "Notes"

STAFF = (
    Column(
        OVERRIDE,
        staff=True,
        width=120,
        choices=tuple(Override),
        hint="Counts in place of the roster’s status; done: the goals are reached, whatever stands in the Doc.",
        since=1,
    ),
    Column(EXCUSED, Shows.DATE, staff=True, width=110, hint="A day: until then nothing is asked of the student."),
    Column(EXTENDED, Shows.DATE, staff=True, width=110, hint="A day that counts in place of an earlier due date."),
    Column(NOTES, staff=True, width=260, wraps=True),
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


def staff_columns(cells: Mapping[str, Cell], read: Callable[[str], date | None]) -> StaffColumns:
    """What staff wrote beside a student. `read` reads a day out of a text, None if it names none."""
    faults: list[str] = []
    days = [_day(title, cells.get(title), read, faults) for title in (EXCUSED, EXTENDED)]
    notes = cells.get(NOTES)
    override = _override(cells.get(OVERRIDE), faults)
    return StaffColumns(days[0], days[1], notes if isinstance(notes, str) else "", tuple(faults), override)


def _override(cell: Cell, faults: list[str]) -> Override | None:
    """What was chosen in place of the roster's standing, however it is written."""
    written = cell.text if isinstance(cell, Formula) else cell
    word = str(written if written is not None else "").strip()
    try:
        return Override(word.casefold()) if word else None
    except ValueError:
        faults.append(f"“{word}” in {OVERRIDE} is none of {listed(list(Override))}")
        return None


def _day(title: str, cell: Cell, read: Callable[[str], date | None], faults: list[str]) -> date | None:
    value = cell.value if isinstance(cell, Formula) else cell
    day = None
    if isinstance(value, float | int) and not isinstance(value, bool) and value >= EARLIEST:
        day = day_of(value)
    elif isinstance(value, str) and value.strip():
        day = read(value)
    written = cell.text if isinstance(cell, Formula) else cell
    if day is None and written not in (None, "") and str(written).strip():
        faults.append(f"“{written}” in {title} is no date; write it like 2026-12-18")
    return day
