"""The sync: Docs read into the cohort Sheet; only what differs is written, at once, in no cells but its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from pdsync.errors import Conflict, Unclear
from pdsync.goals.changes import digest
from pdsync.goals.merge import Book, Edit, Put, Turn
from pdsync.goals.sheet_merge import turn
from pdsync.goals.sheet_state import State, state_of
from pdsync.sync.collect import Collected, Readings, collect
from pdsync.sync.found import found
from pdsync.sync.ports import silent
from pdsync.sync.publish_layout import Layout, laid_out
from pdsync.sync.publish_sheet import others, sheet_of
from pdsync.sync.publish_stops import stop_for_docs, stop_for_roster

if TYPE_CHECKING:
    from pdsync.goals.changes import Change
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.found import Found
    from pdsync.sync.ports import File, Google, Progress

TRIES = 5
"""So often the Sheet is read again when another sync wrote in between."""

OLD = 10.0
"""A reading of the Sheet that is so many seconds old is repeated before it is written by: staff may have sorted it."""

AT_ONCE = 4_000_000
"""About so many characters go into one request."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a sync did, or with `dry_run` would do. `str` of it is for people; `problems`: what failed, in sentences.

    `cells`: how many of pdsync's cells in the visible tabs changed; `notes`: what was repaired, and what staff should
    look at; `link`: the Sheet's address.
    """

    read: int = 0
    docs: int = 0
    cells: int = 0
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    link: str = ""
    dry_run: bool = False

    def __str__(self) -> str:
        lines = [f"{'; '.join(self._parts())}."]
        if self.dry_run:
            lines.insert(0, "Nothing was written. A sync would do this:")
            lines += [f"  {change.student}: {change.words}" for change in self.changes]
        lines += self.notes
        return "\n".join([*lines, f"The Sheet: {self.link}"] if self.link else lines)

    def _parts(self) -> Iterator[str]:
        yield f"Read {self.read} of {_count(self.docs, 'Doc')}"
        yield f"{_count(self.cells, 'cell')} changed" if self.cells else "nothing changed in the Sheet"
        kinds = Counter(change.kind for change in self.changes)
        for kind, words in NEWS.items():
            if kinds[kind]:
                yield f"{kinds[kind]} {words[kinds[kind] > 1]}"


NEWS = {
    "overdue": ("newly overdue", "newly overdue"),
    "completed": ("goal completed", "goals completed"),
    "complete": ("newly written in full", "newly written in full"),
    "started": ("began to write", "began to write"),
}
"""The changes that the summary counts, in singular and plural."""


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def sync(
    cohort: Cohort,
    students: Sequence[Student],
    google: Google,
    *,
    today: date,
    now: datetime,
    progress: Progress = silent,
    force: bool = False,
    dry_run: bool = False,
) -> Done:
    """Bring the cohort Sheet up to date. Writes nothing if nothing changed and the day is not a new one.

    Of two syncs on one machine the second waits; of two on different ones the later to write finds it out, reads the
    Sheet again and writes what is still to be written. No lock is left behind by one that dies.

    Raises SafetyStop where going on would lose something, unless `force` says that it is meant.
    """
    with nullcontext() if dry_run else google.alone(f"sync {cohort.key}"):
        if not force:
            stop_for_roster(cohort, students, State())
        files = found(google.drive.marked(cohort.key))
        sheet = sheet_of(cohort, google, files, force=force, make=not dry_run)
        run = _Run(cohort, students, google, files, sheet, today, now, progress, force)
        return run.rehearsed() if dry_run or sheet is None else run.written(sheet)


@dataclass(slots=True)
class _Run:
    cohort: Cohort
    students: Sequence[Student]
    google: Google
    files: Found
    sheet: File | None
    today: date
    now: datetime
    progress: Progress
    force: bool
    readings: Readings = field(default_factory=dict)

    def rehearsed(self) -> Done:
        """What would be written."""
        book = self.google.sheets.read(self.sheet.id) if self.sheet else Book(())
        collected, layout = self._laid_out(book)
        return self._done(collected, layout, dry_run=True)

    def written(self, sheet: File) -> Done:
        """Write it; again from the start when another sync wrote in between."""
        for attempt in range(TRIES):
            began = self.google.clock()
            book = self.google.sheets.read(sheet.id)
            collected, layout = self._laid_out(book)
            if layout.edits and self.google.clock() - began > OLD:
                book = self.google.sheets.read(sheet.id)
                collected, layout = self._laid_out(book)
            if self._write(sheet, book, layout.edits, attempt):
                return self._done(collected, layout)
            self.google.sleep(0.5 * attempt)
        raise Conflict(
            "Somebody else keeps writing to the Sheet at the same moment, so this sync leaves it to them.",
            hint="pdsync sync, in a minute; nothing is lost",
        )

    def _laid_out(self, book: Book) -> tuple[Collected, Layout]:
        if not self.force:
            stop_for_roster(self.cohort, self.students, state_of(book))
        collected = collect(
            self.cohort,
            self.students,
            self.google,
            self.files,
            book,
            today=self.today,
            progress=self.progress,
            readings=self.readings,
        )
        if not self.force:
            stop_for_docs(collected)
        return collected, laid_out(self.cohort, collected, book, today=self.today, now=self.now)

    def _write(self, sheet: File, book: Book, edits: Sequence[Edit], attempt: int) -> bool:
        """Write the edits; whether it happened. In parts if they are too many, what is remembered of it in the last."""
        took = turn(book, 0).seen
        for number, part in enumerate(_parts(edits)):
            name = (self.google.name, self.now.isoformat(), str(attempt), str(number))
            now = int(digest(name)[:7], 16) + 1
            try:
                self.google.sheets.write(sheet.id, (turn(book, now) if took is None else Turn(took, now), *part))
            except Conflict:
                return False
            except Unclear:
                if turn(self.google.sheets.read(sheet.id), 0).seen != now:
                    return False
            took = now
        return True

    def _done(self, collected: Collected, layout: Layout, *, dry_run: bool = False) -> Done:
        return Done(
            read=sum(one.read for one in collected.subjects),
            docs=collected.docs,
            cells=layout.cells,
            changes=layout.changes,
            notes=(*layout.notes, *(others(self.files, self.sheet) if self.sheet else ())),
            problems=collected.problems,
            link=self.sheet.link if self.sheet else "",
            dry_run=dry_run,
        )


def _parts(edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """The edits in as few parts as may be sent, none if there are none."""
    part: list[Edit] = []
    size = 0
    for edit in edits:
        for piece in _pieces(edit):
            weight = _weight(piece)
            if part and size + weight > AT_ONCE:
                yield part
                part, size = [], 0
            part.append(piece)
            size += weight
    if part:
        yield part


def _pieces(edit: Edit) -> Iterable[Edit]:
    """An edit, or if it is too long for a request, its rows in several."""
    if not isinstance(edit, Put) or _weight(edit) <= AT_ONCE:
        return (edit,)
    middle = len(edit.values) // 2
    if not middle:
        return (edit,)
    upper = Put(edit.tab, edit.row, edit.column, edit.values[:middle])
    lower = Put(edit.tab, edit.row + middle, edit.column, edit.values[middle:])
    return (*_pieces(upper), *_pieces(lower))


def _weight(edit: Edit) -> int:
    if not isinstance(edit, Put):
        return 1000
    return sum(30 + (len(value) if isinstance(value, str) else 0) for line in edit.values for value in line)
