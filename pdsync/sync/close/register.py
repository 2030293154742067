"""How everybody stands after a closing: set down in the cohort Sheet, and in files where they are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pdsync.errors import Conflict, PdsyncError
from pdsync.goals.changes import digest
from pdsync.goals.closing import AGAIN, CLOSED, NO_DOC, OPEN, PART, Record, closing_table, records_in
from pdsync.goals.merge import DAY_ZERO, Book
from pdsync.goals.sheet import names_of
from pdsync.goals.sheet_merge import merged, turn
from pdsync.sync.close.decide import role_in
from pdsync.sync.close.files import save_set
from pdsync.sync.close.snapshot import Keeper, Shot, shots
from pdsync.sync.close.steps import Done, Row
from pdsync.sync.close.wording import CAN
from pdsync.sync.closed import closed
from pdsync.sync.publish_sheet import made_sheet, others

if TYPE_CHECKING:
    from pdsync.goals.model import Student
    from pdsync.sync.close.carrying import Work
    from pdsync.sync.close.files import Shelf
    from pdsync.sync.close.planning import Plan
    from pdsync.sync.close.steps import Visit
    from pdsync.sync.ports import File, Google, Progress

TRIES = 8
"""So often another run may write to the Sheet in between."""
KEEPS_WRITING = "Somebody else keeps writing to the Sheet at the same moment; how everybody stands is not set down yet."
CHANGED_SINCE = "was changed after it was closed; the Closing tab tells what was closed"
SECOND = 1 / 86_400


def registered(plan: Plan, works: Iterable[Work], google: Google, *, shelf: Shelf | None, progress: Progress) -> Done:
    """Read what is newly closed, write the Closing tab, save the files; who stands how."""
    register = Register(plan, tuple(works), google)
    register.take()
    problems: list[str] = []
    sheet = plan.sheet
    try:
        sheet = register.write()
    except PdsyncError as error:
        if register.stopped is None:
            register.stopped = error
    saved: Mapping[str, str] = {}
    if shelf and not register.stopped:
        saved, problems = save_set(register, shelf, progress)
    rows = tuple(register.row(work, saved.get(work.visit.student.key, "")) for work in register.works)
    notes = tuple(others(plan.view.found, sheet)) if sheet else ()
    return Done(rows, tuple(problems), notes, sheet.link if sheet else "", plan.terms.thaw, register.stopped)


@dataclass(slots=True)
class Register:
    """Who stands how. `book`: the Sheet as it was read last; `shots`: what was read in this run, by student key."""

    plan: Plan
    works: tuple[Work, ...]
    google: Google
    keeper: Keeper = field(init=False)
    book: Book = field(init=False)
    shots: Mapping[str, Shot] = field(default_factory=dict)
    records: Mapping[str, Record] = field(default_factory=dict)
    stopped: PdsyncError | None = None

    def __post_init__(self) -> None:
        self.keeper, self.book = Keeper(self.google), self.plan.book
        self.stopped = next((work.stopped for work in self.works if work.stopped), None)

    def take(self) -> None:
        """Read the Docs that are closed and not set down yet."""
        known = records_in(self.book)
        wanted = [
            (work.visit.student, file)
            for work in self.works
            if (file := self.closed_doc(work)) and not self._is_down(known.get(work.visit.student.key), file)
        ]
        if wanted and not self.stopped:
            try:
                self.shots = shots(self.plan, wanted, self.google, self.keeper)
            except PdsyncError as error:
                self.stopped = error
        self._recount()

    def closed_doc(self, work: Work) -> File | None:
        """The student's Doc, if it is closed: not one that could not be closed for everybody."""
        file = work.visit.docs[0] if work.visit.docs else None
        busy = any(step.file.id == file.id for step in work.visit.steps) if file else False
        return file if file and closed(file) and not busy else None

    def _is_down(self, known: Record | None, file: File) -> bool:
        """Whether what stood in the Doc when it was closed stands in the Sheet."""
        was = closed(file)
        return known is not None and was is not None and bool(known.digest) and known.stamp == was.stamp

    def moment(self, moment: datetime) -> float:
        """A moment as the Sheet counts it, to the second."""
        local = moment.astimezone(ZoneInfo(self.book.zone))
        seconds = local.hour * 3600 + local.minute * 60 + local.second
        return round((local.date() - DAY_ZERO).days + seconds * SECOND, 9)

    def _recount(self) -> None:
        known, names = records_in(self.book), names_of(self.plan.students)
        self.records = {
            work.visit.student.key: self._record(work, names, known.get(work.visit.student.key)) for work in self.works
        }

    def _record(self, work: Work, names: Mapping[str, str], known: Record | None) -> Record:
        visit = work.visit
        student, file = visit.student, visit.docs[0] if visit.docs else None
        name = names[student.key]
        if file is None:
            return replace(known or Record(name), name=name, state=NO_DOC, now="", remark=_words(visit.problems))
        can = CAN.get(role_in(student, file, self.plan.view, self.plan.terms), "")
        was = closed(file)
        if was is None or self.closed_doc(work) is None:
            state = AGAIN if known and known.digest else OPEN
            remark = _words((visit.open, *visit.problems))
            return replace(known or Record(name), name=name, link=file.link, state=state, now=can, remark=remark)
        record = Record(
            name,
            file.link,
            PART if visit.problems else CLOSED,
            CAN.get(was.before, ""),
            can,
            self.moment(was.since),
            stamp=was.stamp,
            remark=_words((*visit.problems, *visit.notes)),
        )
        if known and self._is_down(known, file):
            return replace(
                record, changed=known.changed, version=known.version, digest=known.digest, counts=known.counts
            )
        return self._with_shot(record, student, file)

    def _with_shot(self, record: Record, student: Student, file: File) -> Record:
        shot = self.shots.get(student.key)
        if shot is None or shot.failed:
            return record
        changed = self.moment(file.modified)
        return replace(record, changed=changed, version=shot.version, digest=shot.digest, counts=shot.counts)

    def write(self) -> File | None:
        """Bring the Closing tab up to date; nothing is sent if it is. Without a Sheet one is made, but not to thaw."""
        sheet = self.plan.sheet
        if sheet is None:
            if self.plan.terms.thaw:
                return None
            sheet = made_sheet(self.plan.cohort, self.google, self.plan.view.found)
            self._read(sheet)
        for attempt in range(TRIES):
            edits = merged(self.book, closing_table(self.records)).edits
            if not edits or self._written(sheet, edits, attempt):
                return sheet
            self.google.sleep(0.5 * attempt)
            self._read(sheet)
        raise Conflict(KEEPS_WRITING, hint="the same command again, in a minute")

    def _read(self, sheet: File) -> None:
        self.book = self.google.sheets.read(sheet.id)
        self._recount()

    def _written(self, sheet: File, edits: Sequence[object], attempt: int) -> bool:
        """Whether the edits were made; not if another run wrote in between."""
        seen = turn(self.book, 0).seen
        word = (self.google.name, self.plan.terms.now.isoformat(), "closing", str(attempt), str(seen))
        now = int(digest(word)[:7], 16) + 1
        try:
            self.google.sheets.write(sheet.id, (turn(self.book, now), *edits))  # type: ignore[arg-type]
        except Conflict:
            return False
        return True

    def row(self, work: Work, saved: str) -> Row:
        """How the student stands."""
        visit, record = work.visit, self.records[work.visit.student.key]
        shot = self.shots.get(visit.student.key)
        problems = [*visit.problems, *work.problems]
        if shot and shot.failed:
            problems.append(shot.failed)
        notes = [*visit.notes, *([f"stays open: {visit.open}"] if visit.open else ()), *self._since_then(work, record)]
        return Row(
            visit.student,
            record.state,
            record.before,
            record.now,
            str(record.counts) if record.counts else "",
            work.did or ("" if problems else "nothing to do"),
            saved,
            self._link(visit),
            tuple(problems),
            tuple(notes),
        )

    def _link(self, visit: Visit) -> str:
        """The address of the student's Doc, also of one in the bin; "" if there is none."""
        docs = visit.docs or self.plan.view.found.docs.get(visit.student.key, ())
        return docs[0].link if docs else ""

    def _since_then(self, work: Work, record: Record) -> Iterable[str]:
        file = self.closed_doc(work)
        if file and record.changed is not None and self.moment(file.modified) > record.changed + SECOND:
            yield CHANGED_SINCE


def _words(sentences: Iterable[str]) -> str:
    return "\n".join(filter(None, sentences))
