"""The Weeks tab: how many were where at the end of each week, and the chart that is drawn over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pdsync.goals.merge import Book, Column, Shows, Table, Value, serial
from pdsync.goals.sheet import WEEKS_TAB
from pdsync.goals.sheet_looks import LEVEL, Chart, Looks, Span
from pdsync.goals.sheet_places import places_in
from pdsync.goals.sheet_where import PLACES

if TYPE_CHECKING:
    from pdsync.goals.calendar import Calendar
    from pdsync.goals.sheet_overview import Tally

COLUMNS = (
    Column("Week", width=110),
    Column("From", Shows.DATE, width=100),
    *(Column(str(place), Shows.NUMBER, width=130) for place in PLACES.values()),
    Column("Need a word", Shows.NUMBER, width=110),
)
STACKED = ("done", "written", "writing", "not-started", "no-doc", "away")
"""The places in the order in which the chart stacks them, from below."""

SPARE_WEEKS = 6
"""So many weeks after the module's end the chart has room for."""

BELOW = 320
"""Pixels: the chart stands below the one of where everybody is."""


def weeks_table(book: Book, tally: Tally, calendar: Calendar, today: date) -> Table:
    """The Weeks tab: this week's row as it stands now, earlier ones as they were left.

    A new one gets a row for every week of the module, so that the chart shows how far it has come.
    """
    week = calendar.first_day(today)
    rows = {} if book.tab(WEEKS_TAB) else {day.isoformat(): _row(day, calendar) for day in _module(calendar)}
    rows[week.isoformat()] = _row(week, calendar, tally)
    looks = Looks(guarded=True, level=LEVEL)
    return Table(WEEKS_TAB, "Weeks", COLUMNS, dict(sorted(rows.items())), index=4, looks=looks)


def _module(calendar: Calendar) -> Iterator[date]:
    """The first day of every week of the module."""
    day = calendar.first_day(calendar.module.start)
    while day <= calendar.module.end:
        yield day
        day += timedelta(days=7)


def _row(week: date, calendar: Calendar, tally: Tally | None = None) -> tuple[Value, ...]:
    number = calendar.week_of(week)
    name = f"Week {number}" if number else f"from {week.day} {week:%b}"
    counts = [float(tally.places[place]) if tally else None for place in PLACES]
    return (name, serial(week), *counts, float(tally.needing) if tally else None)


def weeks_chart(book: Book, table: Table, calendar: Calendar) -> Chart | None:
    """The chart over the weeks, drawn from where the Weeks tab stands or will stand; None if it is in disarray."""
    found = _standing(book, table)
    if found is None or any(column.title not in found[1] for column in table.columns):
        return None
    top, columns = found
    bottom = top + 1 + len(list(_module(calendar))) + SPARE_WEEKS

    def span(heading: str) -> Span:
        return Span(WEEKS_TAB, top, bottom, columns[heading])

    series = tuple((span(str(PLACES[place])), PLACES[place].shade) for place in STACKED)
    says = "A column for each week, stacked from below: " + ", ".join(PLACES[place].words for place in STACKED) + "."
    title = "Where everybody was, week by week"
    return Chart(title, span("Week"), series, says, headed=True, below=BELOW, since=1)


def _standing(book: Book, table: Table) -> tuple[int, Mapping[str, int]] | None:
    """The row of the headings and the column of each."""
    tab = book.tab(WEEKS_TAB)
    if tab is None:
        return 0, {heading: place for place, heading in enumerate(table.headings)}
    places = places_in(tab, table)
    return None if places is None else (places.heading, places.columns)
