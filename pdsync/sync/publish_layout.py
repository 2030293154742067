"""What a sync would have stand in the Sheet, held against what does: the edits, and what there is to say about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pdsync.goals.changes import Change, changes
from pdsync.goals.merge import AddTab, Book, DropTab, Edit, Put, serial
from pdsync.goals.sheet import OVERVIEW_TAB, changes_table, goals_table, students_table
from pdsync.goals.sheet_merge import Merged, merged
from pdsync.goals.sheet_overview import overview_table, tally
from pdsync.goals.sheet_state import READER, Stamp, state_table
from pdsync.sync.collect import calendar_mark

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.sync.collect import Collected


@dataclass(frozen=True, slots=True)
class Layout:
    """The edits that bring the Sheet up to date, in the order in which they are sent: none if it is.

    `cells`: how many of them staff can see; `changes`: the new rows of the Changes tab; `notes`: sentences for staff.
    """

    edits: tuple[Edit, ...] = ()
    cells: int = 0
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()


def laid_out(cohort: Cohort, collected: Collected, book: Book, *, today: date, now: datetime) -> Layout:
    """What brings the Sheet up to date.

    The moment of the last sync is written along with any other edit and on every new day: so an idle sync writes
    nothing, and yet the cell that holds it tells within two days that no sync runs any more.
    """
    news = tuple(_news(cohort, collected))
    shown = [subject.shown for subject in collected.subjects]
    names = {one.case.student.key: one.name for one in shown}
    counts = tally(shown, today)
    memories = {one.shown.case.student.key: one.now for one in collected.subjects} | dict(collected.left)
    was = collected.state.stamp
    stamp = Stamp(cohort.key, today, was.moment, calendar_mark(cohort.calendar), READER)
    body = [
        merged(book, table) for table in (students_table(shown), goals_table(shown), changes_table(news, names, today))
    ]
    front = merged(book, overview_table(counts, synced=was.moment))
    back = merged(book, state_table(memories, stamp))
    visible = _cells(one for part in (*body, front) for one in part.edits)
    if not any(part.edits for part in (*body, front, back)):
        return Layout(notes=tuple(_staff_faults(collected)))
    stamp = replace(stamp, moment=_moment(now, book.zone))
    front = merged(book, overview_table(counts, synced=stamp.moment))
    back = merged(book, state_table(memories, stamp))
    parts = (front, *body, back)
    edits = (*(edit for part in parts for edit in part.edits), *_first_tab(book, parts))
    notes = (*_repairs(collected, parts), *_staff_faults(collected))
    return Layout(edits, visible, news, notes)


def _news(cohort: Cohort, collected: Collected) -> Iterator[Change]:
    """What changed since the last sync; nothing if there was none."""
    if not collected.state.known:
        return
    for one in collected.subjects:
        yield from changes(one.before, one.shown.case, one.shown.goals, one.shown.flags, cohort.expected)
    for key in collected.left:
        if collected.state.known[key].enrolled:
            yield Change(key, "left", "is no longer on the roster; the Doc stays as it is")


def _moment(now: datetime, zone: str) -> float:
    """A moment as a Sheet in that time zone counts it, to the minute."""
    local = now.astimezone(ZoneInfo(zone))
    return round(serial(local.date()) + (local.hour * 60 + local.minute) / 1440, 9)


def _cells(edits: Iterable[Edit]) -> int:
    return sum(len(line) for edit in edits if isinstance(edit, Put) for line in edit.values)


def _first_tab(book: Book, parts: Iterable[Merged]) -> Iterator[Edit]:
    """The empty tab that a new Sheet comes with goes when the first of pdsync's own come."""
    made = {edit.table.id for part in parts for edit in part.edits if isinstance(edit, AddTab)}
    if OVERVIEW_TAB in made and len(book.tabs) == 1 and not any(any(line) for line in book.tabs[0].cells):
        yield DropTab(book.tabs[0].id)


def _repairs(collected: Collected, parts: Iterable[Merged]) -> Iterator[str]:
    for part in parts:
        yield from part.repairs
        if collected.state.stamp.cohort:
            made = (edit for edit in part.edits if isinstance(edit, AddTab))
            yield from (f"The tab “{edit.title}” was missing and is made anew." for edit in made)


def _staff_faults(collected: Collected) -> Iterator[str]:
    for one in collected.subjects:
        yield from (f"{one.shown.name}: {fault}." for fault in one.shown.case.staff.faults)
