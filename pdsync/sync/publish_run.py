"""One run of a sync: the Sheet is read, laid out and written, and if somebody else was quicker, once more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from pdsync.errors import Conflict
from pdsync.goals.changes import digest
from pdsync.goals.merge import Book, Turn
from pdsync.goals.news import failed, new_flags
from pdsync.goals.sheet_merge import continued, footings, turn
from pdsync.goals.sheet_overview import Tally, tally
from pdsync.sync.collect import Collected, Desk, Readings
from pdsync.sync.publish_layout import Layout, Part, laid_out
from pdsync.sync.publish_sheet import made_sheet
from pdsync.sync.publish_stops import stop_for_docs, stop_for_roster

if TYPE_CHECKING:
    from pdsync.goals.changes import Change
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.merge import Edit
    from pdsync.goals.model import Flag, Student
    from pdsync.goals.news import Failure
    from pdsync.sync.found import Found
    from pdsync.sync.ports import File, Google, Progress
    from pdsync.sync.rehearsal import Rehearsal

TRIES = 5
"""So often the Sheet is read again when another sync wrote in between."""

OLD = 10.0
"""A reading of the Sheet that is so many seconds old is repeated before it is written by: staff may have sorted it."""

OFFERED = 3
"""So many events are offered at once."""

AT_ONCE = 1000
"""A cohort of up to so many students is written all or none."""

A_PART = 250
"""Of a larger one so many are read and written at once; what they wrote is then let go of."""


@dataclass(slots=True)
class Total:
    """What a run did, or would do."""

    read: int = 0
    docs: int = 0
    cells: int = 0
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    plan: Rehearsal | None = None

    def add(self, collected: Collected, layout: Layout) -> None:
        """Count in what came of a part."""
        self.read += sum(one.read for one in collected.subjects)
        self.docs += collected.docs
        self.cells += layout.cells
        self.changes += layout.changes
        self.notes += layout.notes
        self.unknown += collected.unknown
        self.problems += collected.problems
        for one in collected.subjects:
            self.flags += new_flags(one.before, one.shown.goals, one.shown.flags)
            if one.failed:
                self.failures.append(failed(one.shown.case.student.key, one.failed, one.before))

    def offers(self) -> Iterator[str]:
        """What the calendar could be given: events that students name in due dates, the most named first."""
        for event, goals in self.unknown.most_common(OFFERED):
            many = "1 goal names" if goals == 1 else f"{goals} goals name"
            yield f"{many} “{event}”, which is not in the calendar; add it to the config's milestones?"


class Overtaken(Exception):
    """Another sync wrote in between."""


@dataclass(slots=True)
class Run:
    """One sync of one cohort. Docs that it has read it does not read again.

    `opened`: the Sheet as it was read before its turn came, and when.
    """

    cohort: Cohort
    students: Sequence[Student]
    google: Google
    files: Found
    sheet: File | None
    today: date
    now: datetime
    progress: Progress
    force: bool
    at_once: int = AT_ONCE
    readings: Readings = field(default_factory=Readings)
    attempt: int = 0
    opened: tuple[float, Book] | None = None

    @property
    def part(self) -> int:
        """How many students are read and written at once."""
        return self.at_once if len(self.students) <= self.at_once else min(self.at_once, A_PART)

    def begun(self) -> File:
        """The Sheet, made and opened while the first Docs are read: a new one tells nothing that is not known yet."""

        def opened() -> File:
            sheet = made_sheet(self.cohort, self.google, self.files)
            self.opened = self.google.clock(), self.google.sheets.read(sheet.id)
            return sheet

        with ThreadPoolExecutor(1) as aside:
            sheet = aside.submit(opened)
            desk, first = self._desk(Book(())), self.students[: self.part]
            desk.collect(first, self.google, progress=self.progress, readings=self.readings)
            return sheet.result()

    def rehearsed(self) -> Total:
        """What would be written."""
        from pdsync.sync.rehearsal import Rehearsal, rehearsal

        book = self.opened[1] if self.opened else Book(())
        desk, total, sofar = self._desk(book), Total(), Tally()
        for students, last in self._parts():
            part = self._part(desk, students, sofar, last=last)
            layout = laid_out(desk, part, book, now=self.now)
            total.add(part.collected, layout)
            total.plan = (total.plan or Rehearsal()) + rehearsal(part.collected, layout.edits, book)
            sofar = part.tally
        return total

    def written(self, sheet: File) -> Total:
        """Write it; again from the start when another sync wrote in between."""
        for self.attempt in range(TRIES):
            try:
                return self._write(sheet)
            except Overtaken:
                self.google.sleep(0.5 * self.attempt)
        raise Conflict(
            "Somebody else keeps writing to the Sheet at the same moment, so this sync leaves it to them.",
            hint="pdsync sync, in a minute; nothing is lost",
        )

    def _write(self, sheet: File) -> Total:
        scribe = _Scribe(self, sheet)
        desk, total, sofar = self._desk(scribe.book), Total(), Tally()
        ahead = desk.to_read(self.students)
        self.progress(0, ahead, "")
        for students, last in self._parts():
            part = self._part(desk, students, sofar, last=last, written=scribe.written, done=(total.read, ahead))
            layout = laid_out(desk, part, scribe.book, now=self.now)
            if layout.edits and not scribe.still(layout):
                scribe.read()
                desk = self._desk(scribe.book)
                part = self._part(desk, students, sofar, last=last, written=scribe.written, done=(total.read, ahead))
                layout = laid_out(desk, part, scribe.book, now=self.now)
            scribe.write(layout, last=last)
            total.add(part.collected, layout)
            sofar = part.tally
            self.readings.clear()
        return total

    def _desk(self, book: Book) -> Desk:
        desk = Desk.with_book(self.cohort, self.students, self.files, book, self.today)
        if not self.force:
            stop_for_roster(self.cohort, self.students, desk.state)
        return desk

    def _parts(self) -> Iterator[tuple[Sequence[Student], bool]]:
        """The students, so many at once; and whether these are the last."""
        for start in range(0, max(len(self.students), 1), self.part):
            end = start + self.part
            yield self.students[start:end], end >= len(self.students)

    def _part(
        self,
        desk: Desk,
        students: Sequence[Student],
        sofar: Tally,
        *,
        last: bool,
        written: bool = False,
        done: tuple[int, int] = (0, 0),
    ) -> Part:
        def report(number: int, of: int, what: str = "", /) -> None:
            self.progress(done[0] + number, max(done[0] + of, done[1]), what)

        collected = desk.collect(students, self.google, progress=report, readings=self.readings)
        if not self.force:
            stop_for_docs(collected)
        return Part(collected, sofar + tally([one.shown for one in collected.subjects], self.today), last, written)


@dataclass(slots=True)
class _Scribe:
    """Who writes in the Sheet: knows how it stands, and how old that knowledge is."""

    run: Run
    sheet: File
    book: Book = field(default=Book(()))  # a frozen value
    at: float = 0.0
    took: int | None = None
    written: bool = False

    def __post_init__(self) -> None:
        self.read()

    def read(self) -> None:
        """Read the Sheet."""
        if self.run.opened:
            (self.at, self.book), self.run.opened = self.run.opened, None
        else:
            self.at = self.run.google.clock()
            self.book = self.run.google.sheets.read(self.sheet.id)
        self.took = turn(self.book, 0).seen

    def still(self, layout: Layout) -> bool:
        """Whether the Sheet is as it was read, as far as the edits go: staff may have sorted it since.

        Edits that only add rows rest on little of it, so that a large cohort's Sheet is not read again for every part.
        """
        if self.run.google.clock() - self.at <= OLD:
            return True
        resting = None if layout.repaired else footings(self.book, layout.edits)
        return resting is not None and self.run.google.sheets.stands(self.sheet.id, resting)

    def write(self, layout: Layout, *, last: bool) -> None:
        """Make the edits, all or none; Overtaken if somebody else wrote since the Sheet was read."""
        if not layout.edits:
            return
        name = (self.run.google.name, self.run.now.isoformat(), str(self.run.attempt), str(self.took))
        now = int(digest(name)[:7], 16) + 1
        self._send((Turn(self.took, now), *layout.edits))
        self.took, self.written = now, True
        if last:
            return
        book = None if layout.repaired else continued(self.book, layout.edits)
        if book is None:
            self.read()
        else:
            self.book = book

    def _send(self, edits: Sequence[Edit]) -> None:
        try:
            self.run.google.sheets.write(self.sheet.id, edits)
        except Conflict as conflict:
            raise Overtaken from conflict
