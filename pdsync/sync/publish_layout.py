"""What a sync would have stand in the Sheet, held against what does: the edits, and what there is to say about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pdsync.goals.changes import Change, Memory, changes
from pdsync.goals.merge import AddTab, Book, DropTab, Edit, Localise, Table, serial
from pdsync.goals.sheet import OVERVIEW_TAB, changes_table, goals_table, students_table
from pdsync.goals.sheet_merge import Merged, merged
from pdsync.goals.sheet_overview import Tally, overview_table
from pdsync.goals.sheet_state import READER, Stamp, state_table
from pdsync.goals.sheet_weeks import weeks_chart, weeks_table
from pdsync.sync.collect import calendar_mark

if TYPE_CHECKING:
    from pdsync.sync.collect import Collected, Desk


@dataclass(frozen=True, slots=True)
class Layout:
    """The edits that bring the Sheet up to date, in the order in which they are sent: none if it is.

    `cells`: how many of them staff can see; `changes`: the new rows of the Changes tab; `notes`: sentences for staff;
    `repaired`: things were not where they were expected.
    """

    edits: tuple[Edit, ...] = ()
    cells: int = 0
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the students, and what there is to write beside them. `last`: the rest of the Sheet goes with them.

    `tally`: of everybody up to here; `written`: something was written for earlier ones.
    """

    collected: Collected
    tally: Tally
    last: bool = True
    written: bool = False


def laid_out(desk: Desk, part: Part, book: Book, *, now: datetime) -> Layout:
    """What brings a part of the Sheet up to date.

    The moment of the last sync is written along with any other edit and on every new day: so an idle sync writes
    nothing, and yet the cell that holds it tells within two days that no sync runs any more.
    """
    news = tuple(_news(desk, part))
    body = [merged(book, table) for table in _body(desk, part, news)]
    memories = dict(_memories(desk, part))
    was = desk.state.stamp
    stamp = Stamp(desk.cohort.key, desk.today, was.moment, calendar_mark(desk.cohort.calendar), READER)
    front = _front(desk, book, part, stamp)
    visible = sum(one.cells for one in (*body, *front))
    faults = tuple(_staff_faults(part.collected))
    anything = part.written or any(one.edits for one in (*body, *front))
    if not anything and not _back(book, part, memories, stamp).edits:
        return Layout(notes=faults)
    if part.last:
        stamp = replace(stamp, moment=_moment(now, book.zone))
        front = _front(desk, book, part, stamp)
    back = _back(book, part, memories, stamp)
    parts = (*front, *body, back)
    edits = (*_locale(desk, parts), *(edit for one in parts for edit in one.edits), *_first_tab(desk, book, parts))
    notes = (*_repairs(desk, parts), *faults)
    return Layout(edits, visible, news, notes, any(one.repairs for one in parts))


def _body(desk: Desk, part: Part, news: Iterable[Change]) -> Iterator[Table]:
    """The tabs with rows of students, as far as this part goes."""
    shown = [subject.shown for subject in part.collected.subjects]
    here = {one.case.student.key for one in shown}

    def about(key: str) -> bool:
        return key in here or (part.last and key not in desk.names)

    yield students_table(shown, about=about)
    yield goals_table(shown, about=about, room=len(desk.names) * desk.cohort.expected.goals)
    yield changes_table(news, desk.names, desk.today)


def _front(desk: Desk, book: Book, part: Part, stamp: Stamp) -> tuple[Merged, ...]:
    """The Weeks and the Overview, which draws a chart from them, if this is the last part."""
    if not part.last:
        return ()
    calendar = desk.cohort.calendar
    weeks = weeks_table(book, part.tally, calendar, desk.today)
    overview = overview_table(part.tally, synced=stamp.moment, weeks=weeks_chart(book, weeks, calendar))
    return merged(book, weeks), merged(book, overview)


def _back(book: Book, part: Part, memories: Mapping[str, Memory], stamp: Stamp) -> Merged:
    """The hidden tab, with the sync itself if this is the last part."""
    return merged(book, state_table(memories, stamp if part.last else None))


def _memories(desk: Desk, part: Part) -> Iterator[tuple[str, Memory]]:
    """What is to be remembered of each student of this part, and with the last one of those who left."""
    for one in part.collected.subjects:
        yield one.shown.case.student.key, one.now
    for key in desk.left() if part.last else ():
        if (memory := desk.state.memory(key)) is not None:
            yield key, replace(memory, enrolled=False)


def _news(desk: Desk, part: Part) -> Iterator[Change]:
    """What changed since the last sync; nothing if there was none."""
    if not desk.state.stamp.cohort:
        return
    for one in part.collected.subjects:
        yield from changes(one.before, one.shown.case, one.shown.goals, one.shown.flags, desk.cohort.expected)
    enrolled = desk.state.enrolled() if part.last else ()
    for key in desk.left() if part.last else ():
        if key in enrolled:
            yield Change(key, "left", "is no longer on the roster; the Doc stays as it is")


def _moment(now: datetime, zone: str) -> float:
    """A moment as a Sheet in that time zone counts it, to the minute."""
    local = now.astimezone(ZoneInfo(zone))
    return round(serial(local.date()) + (local.hour * 60 + local.minute) / 1440, 9)


def _begins(desk: Desk, parts: Iterable[Merged]) -> bool:
    """Whether this is what makes the first Overview of a new Sheet."""
    made = {edit.table.id for part in parts for edit in part.edits if isinstance(edit, AddTab)}
    return OVERVIEW_TAB in made and not desk.state.stamp.cohort


def _locale(desk: Desk, parts: Iterable[Merged]) -> Iterator[Edit]:
    """A new Sheet is written in the locale that the config names; without one in that of the account that made it."""
    if desk.cohort.sheet.locale and _begins(desk, parts):
        yield Localise(desk.cohort.sheet.locale)


def _first_tab(desk: Desk, book: Book, parts: Iterable[Merged]) -> Iterator[Edit]:
    """The empty tab that a new Sheet comes with goes when the first Overview comes."""
    if _begins(desk, parts):
        yield from (DropTab(tab.id) for tab in book.tabs if tab.id == 0 and not any(any(line) for line in tab.cells))


def _repairs(desk: Desk, parts: Iterable[Merged]) -> Iterator[str]:
    for part in parts:
        yield from part.repairs
        if desk.state.stamp.cohort:
            made = (edit for edit in part.edits if isinstance(edit, AddTab))
            yield from (f"The tab “{edit.title}” was missing and is made anew." for edit in made)


def _staff_faults(collected: Collected) -> Iterator[str]:
    for one in collected.subjects:
        yield from (f"{one.shown.name}: {fault}." for fault in one.shown.case.staff.faults)
