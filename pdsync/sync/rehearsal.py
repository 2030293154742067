"""What a sync would do, in more detail than it says of itself once it is done: read by whom, cells by tab, flags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pdsync.goals.merge import AddTab, Put, same
from pdsync.goals.news import new_flags
from pdsync.goals.sheet_state import STATE_TAB

if TYPE_CHECKING:
    from pdsync.goals.merge import Book, Edit, Tab
    from pdsync.sync.collect import Collected


@dataclass(frozen=True, slots=True)
class Written:
    """What would be written in a tab: so many cells in so many rows. `made`: there is no such tab yet."""

    tab: str
    cells: int
    rows: int
    made: bool = False

    def __str__(self) -> str:
        return f"{_some(self.cells, 'cell')} in {_some(self.rows, 'row')}"


@dataclass(frozen=True, slots=True)
class Turned:
    """A flag that would appear or go. `reason` is empty for one that goes."""

    student: str
    name: str
    kind: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a sync would do; `new`: students whom the Sheet does not know yet; all by name, `Turned` by key, too.

    `called`: who has which key.
    """

    read: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    written: tuple[Written, ...] = ()
    appear: tuple[Turned, ...] = ()
    go: tuple[Turned, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)

    def __add__(self, other: Rehearsal) -> Rehearsal:
        tabs = {one.tab: one for one in self.written}
        for one in other.written:
            before = tabs.get(one.tab, Written(one.tab, 0, 0))
            made = before.made or one.made
            tabs[one.tab] = Written(one.tab, before.cells + one.cells, before.rows + one.rows, made)
        return Rehearsal(
            (*self.read, *other.read),
            (*self.new, *other.new),
            tuple(tabs.values()),
            (*self.appear, *other.appear),
            (*self.go, *other.go),
            {**self.called, **other.called},
        )


def rehearsal(collected: Collected, edits: Iterable[Edit], book: Book) -> Rehearsal:
    """What comes of some students and of the edits of the Sheet."""
    return Rehearsal(
        tuple(one.shown.name for one in collected.subjects if one.read),
        tuple(one.shown.name for one in collected.subjects if one.before is None),
        tuple(_written(edits, book)),
        tuple(_appear(collected)),
        tuple(_go(collected)),
        {one.shown.case.student.key: one.shown.name for one in collected.subjects},
    )


def _written(edits: Iterable[Edit], book: Book) -> Iterator[Written]:
    names = {tab.id: tab.title for tab in book.tabs}
    made: set[int] = set()
    places: dict[int, set[tuple[int, int]]] = {}
    for edit in edits:
        if isinstance(edit, AddTab):
            names[edit.table.id] = edit.title
            made.add(edit.table.id)
        elif isinstance(edit, Put) and edit.tab != STATE_TAB:
            places.setdefault(edit.tab, set()).update(_changed(edit, book.tab(edit.tab)))
    for tab, cells in places.items():
        if cells:
            yield Written(names.get(tab, ""), len(cells), len({row for row, _ in cells}), tab in made)


def _changed(edit: Put, tab: Tab | None) -> Iterator[tuple[int, int]]:
    """The places of the cells that come to hold something else."""
    for down, line in enumerate(edit.values, start=edit.row):
        for across, value in enumerate(line, start=edit.column):
            if not same(tab.at(down, across) if tab else None, value):
                yield down, across


def _appear(collected: Collected) -> Iterator[Turned]:
    for one in collected.subjects:
        for flag in new_flags(one.before, one.shown.goals, one.shown.flags):
            yield Turned(one.shown.case.student.key, one.shown.name, flag.kind, flag.reason)


def _go(collected: Collected) -> Iterator[Turned]:
    for one in collected.subjects:
        gone = set(one.before.flags if one.before else ()) - set(one.now.flags)
        for mark in sorted(gone):
            yield Turned(one.shown.case.student.key, one.shown.name, mark.partition(":")[0])


def in_words(plan: Rehearsal) -> Iterator[str]:
    """The same in lines for people."""
    if plan.read:
        yield f"Docs read ({len(plan.read)}): {_few(plan.read)}"
    if plan.new:
        yield f"New in the Sheet ({len(plan.new)}): {_few(plan.new)}"
    for one in plan.written:
        made = "made, " if one.made else ""
        yield f"The tab {one.tab}: {made}{one}"
    for heading, turned in (("Flags that appear", plan.appear), ("Flags that go", plan.go)):
        if turned:
            yield f"{heading} ({len(turned)})"
            yield from (f"  {one.name}: {one.kind}{f', {one.reason}' if one.reason else ''}" for one in turned)


MANY = 6
"""So many names are told; more are a number."""


def _few(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - MANY} more" if len(names) > MANY else ""
    return ", ".join(names[:MANY]) + more


def _some(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
