"""What formulas of the staff's come to, asked for only where there are some in columns that pdsync reads back in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pdsync.clients.furnishing import letters
from pdsync.clients.sheets import HEADINGS, READ_BACK, range_in, values_in
from pdsync.goals.merge import Cell, Formula, Tab

if TYPE_CHECKING:
    from pdsync.clients.line import Line

Place = tuple[int, int]
"""A tab's place among the tabs, and a column."""


def calculated(line: Line, sheet_id: str, tabs: Sequence[Tab]) -> tuple[Tab, ...]:
    """The tabs, the formulas in those columns with what they come to: days as numbers, errors in Sheets' words."""
    places = tuple(_places(tabs))
    ranges = [_range(tabs[number], column) for number, column in places]
    how = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}
    shown = dict(zip(places, values_in(line, sheet_id, ranges, **how), strict=True))
    return tuple(_filled(number, tab, shown) for number, tab in enumerate(tabs))


def _places(tabs: Sequence[Tab]) -> Iterator[Place]:
    """The columns in which a formula stands under one of the headings."""
    for number, tab in enumerate(tabs):
        columns = {place for line in tab.cells[:HEADINGS] for place, cell in enumerate(line) if cell in READ_BACK}
        for column in sorted(columns):
            if any(isinstance(tab.at(row, column), Formula) for row in range(len(tab.cells))):
                yield number, column


def _range(tab: Tab, column: int) -> str:
    place = letters(column)
    return range_in(tab.title, f"{place}1:{place}{len(tab.cells)}")


def _filled(number: int, tab: Tab, shown: Mapping[Place, Sequence[Sequence[Any]]]) -> Tab:
    columns = {column: values for (place, column), values in shown.items() if place == number}
    if not columns:
        return tab
    return replace(tab, cells=tuple(tuple(_cells(line, row, columns)) for row, line in enumerate(tab.cells)))


def _cells(line: Sequence[Cell], row: int, columns: Mapping[int, Sequence[Sequence[Any]]]) -> Iterator[Cell]:
    for place, cell in enumerate(line):
        values = columns.get(place, ())
        if isinstance(cell, Formula) and row < len(values) and values[row]:
            value = values[row][0]
            number = isinstance(value, int | float) and not isinstance(value, bool)
            yield replace(cell, value=float(value) if number else value)
        else:
            yield cell
