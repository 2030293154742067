"""What is known of every student: the Docs that changed are read, the rest is remembered from the hidden tab."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pdsync.goals.changes import Followed, Memory, digest, followed, mark
from pdsync.goals.dates import read_due
from pdsync.goals.flags import flags_for, unwritten
from pdsync.goals.merge import Book
from pdsync.goals.model import Case, Entry, Flag, GoalDoc, Problem, Section, StaffColumns
from pdsync.goals.sheet import Shown, names_of
from pdsync.goals.sheet_granted import granted
from pdsync.goals.sheet_state import READER, State, state_of
from pdsync.goals.sheet_where import place_of
from pdsync.goals.words import in_words
from pdsync.sync.closed import CLOSED
from pdsync.sync.collect_docs import Wanted, WhatItSays, by_student, read_docs
from pdsync.sync.found import FOR
from pdsync.sync.opening import opening
from pdsync.sync.ports import silent

if TYPE_CHECKING:
    from pdsync.goals.calendar import Calendar
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.found import Found
    from pdsync.sync.handout.view import View
    from pdsync.sync.ports import File, Google, Progress

NEARBY = timedelta(days=3)
"""A change of a Doc that is no further back is the day on which new words in it were written: nightly jobs see them a
day later, and after a weekend three."""


@dataclass(frozen=True, slots=True)
class Subject:
    """All that is known of one student now. `before`: what was known; `now`: what is to be remembered.

    `failed`: why the Doc could not be read this time, or ""; `read`: the Doc was read.
    """

    shown: Shown
    before: Memory | None
    now: Memory
    failed: str = ""
    read: bool = False


@dataclass(frozen=True, slots=True)
class Collected:
    """All that is known of some students, in the roster's order; `docs`: how many of them have a Doc."""

    subjects: tuple[Subject, ...]
    docs: int

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Every student's flags, in the roster's order."""
        return tuple(flag for subject in self.subjects for flag in subject.shown.flags)

    @property
    def unknown(self) -> Counter[str]:
        """The events that due dates name and the calendar lacks, by the number of goals."""
        dues = (entry.due for subject in self.subjects for entry in subject.shown.case.entries)
        return Counter(due.unknown_milestone for due in dues if due and due.unknown_milestone)

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence about every Doc that could not be read."""
        failed = (one for one in self.subjects if one.failed)
        return tuple(f"{one.shown.name}: {one.shown.note or one.failed}" for one in failed)


def flags(cohort: Cohort, students: Sequence[Student], google: Google, *, today: date) -> tuple[Flag, ...]:
    """Who needs a word, and why. Nothing is written."""
    return survey(cohort, students, google, today=today).flags


def survey(cohort: Cohort, students: Sequence[Student], google: Google, *, today: date) -> Collected:
    """All that is known of a cohort: what the Sheet remembers, and the Docs that changed since. Nothing is written."""
    with opening(cohort, google) as asked:
        files = asked.files()
        read = asked.read(files.sheet)
    book = read[1] if read else Book(())
    return Desk.with_book(cohort, students, files, book, today).collect(students, google)


@dataclass(slots=True)
class Readings:
    """What one sync has read, kept while it tries again.

    `says`: by Doc id, the version that was listed and what the Doc says; `subjects`: what that made of each student, by
    key, as long as nothing else is known of any: `desk` is where they were put together.
    """

    says: dict[str, tuple[str, WhatItSays]] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)
    desk: Desk | None = None

    def clear(self) -> None:
        """Let go of all."""
        self.says.clear()
        self.subjects.clear()

    def at(self, desk: Desk) -> None:
        """What was made of a student anywhere else does not count here."""
        if self.desk != desk:
            self.subjects.clear()
        self.desk = desk

    def of(self, cohort: Cohort, google: Google, wanted: Sequence[Wanted], progress: Progress) -> Iterator[Said]:
        """What each Doc says: of those read already at once, of the others as they come in."""
        asked = []
        for one in wanted:
            version, says = self.says.get(one.file.id, ("", None))
            if says is not None and version == one.file.version:
                yield one, says
            else:
                asked.append(one)
        for number, (one, says) in enumerate(read_docs(cohort, google, asked), start=1):
            if one.file.version:
                self.says[one.file.id] = (one.file.version, says)
            progress(number, len(asked), "")
            yield one, says


Said = tuple[Wanted, WhatItSays]


def calendar_mark(calendar: Calendar) -> str:
    """A word that differs for calendars that may read a date differently."""
    return digest((repr(calendar),))


def unchanged(listed: tuple[str, str, str], file: File) -> bool:
    """Whether a Doc need not be read again: nothing of it has changed in Drive's list since the list that was read by.

    The Doc is read after it is listed, so it can only be newer than its version there. Drive may show an edit minutes
    late: then the version, which counts every change, differs in a later list. `modifiedTime` alone tells nothing.
    """
    return bool(file.version) and listed == (file.id, file.version, _stamp(file))


def _stamp(file: File) -> str:
    return file.modified.astimezone(UTC).isoformat()


GONE = "it is no longer among the cohort’s files (moved, deleted or taken back), or not for this account to see"


@dataclass(slots=True)
class Desk:
    """Where what is known of each student is put together: Drive's listing, the Sheet as it was read, the day.

    `fresh`: what the Sheet remembers was read by this reader against this calendar.
    """

    cohort: Cohort
    files: Found
    state: State
    today: date
    names: Mapping[str, str]
    staff: Mapping[str, StaffColumns]
    folders: frozenset[str]
    fresh: bool
    _view: View | None = field(default=None, init=False, repr=False, compare=False)

    @classmethod
    def with_book(cls, cohort: Cohort, students: Sequence[Student], files: Found, book: Book, today: date) -> Desk:
        """The desk for a cohort's students; nothing is read for it."""
        staff = granted(book, students, cohort.calendar, today=today)
        folders = frozenset({folder.id for folder in files.of_kind("folder")} | {cohort.folder_id} - {""})
        state = state_of(book)
        fresh = state.stamp.calendar == calendar_mark(cohort.calendar) and state.stamp.reader >= READER
        return cls(cohort, files, state, today, names_of(students), staff, folders, fresh)

    def collect(
        self,
        students: Sequence[Student],
        google: Google,
        *,
        progress: Progress = silent,
        readings: Readings | None = None,
    ) -> Collected:
        """What is known of these students: their Docs that changed are read.

        `readings`: Docs that this very run has read already; what is read now is added.
        """
        readings = Readings() if readings is None else readings
        readings.at(self)
        before = {student.key: self.state.memory(student.key) for student in students}
        docs = list(by_student(self.files.docs, students))
        changed = [one for one in docs if before[one.student.key] is None or self._changed(one)]
        done = readings.subjects
        for one, says in readings.of(self.cohort, google, changed, progress):
            key = one.student.key
            done[key] = done.get(key) or self._subject(one.student, before[key], says)
        for student in students:
            done[student.key] = done.get(student.key) or self._subject(student, before[student.key], None)
        return Collected(tuple(done[student.key] for student in students), len(docs))

    def left(self) -> Iterator[str]:
        """Who is known, and not on the roster any more."""
        return (key for key in self.state.rows if key not in self.names)

    def to_read(self, students: Iterable[Student]) -> int:
        """How many Docs there are to be read."""
        return sum(self._changed(one) for one in by_student(self.files.docs, students))

    def _changed(self, one: Wanted) -> bool:
        return not (self.fresh and unchanged(self.state.listed(one.student.key), one.file))

    def _subject(self, student: Student, before: Memory | None, says: WhatItSays | None) -> Subject:
        """What is known of a student; `says` None: the Doc was not read, because it has not changed."""
        docs = self.files.docs.get(student.key, ())
        memory, note = self._memory(before, docs[0] if docs else None, says)
        lost = says.lost if says else ""
        if not docs and before and before.doc:
            lost = GONE
        staff = self.staff.get(student.key, StaffColumns())
        case = Case(
            student,
            doc=self._goal_doc(docs[0], student) if docs else None,
            entries=tuple(goal.entry for goal in memory.goals),
            problems=tuple(Problem(words) for words in memory.problems),
            others=tuple(self._goal_doc(file, student) for file in docs[1:] if not file.trashed),
            lost=lost,
            edited=memory.edited,
            staff=staff,
            extended={goal.entry.number: staff.goals[goal.id] for goal in memory.goals if goal.id in staff.goals},
        )
        found_flags = flags_for(case, self.cohort, today=self.today)
        marks = tuple(dict.fromkeys(mark(flag, memory.goals) for flag in found_flags))
        now = replace(memory, flags=marks, enrolled=True, lost=any(flag.kind == "doc-lost" for flag in found_flags))
        name, expected = self.names[student.key], self.cohort.expected.goals
        shown = Shown(name, case, memory.goals, found_flags, expected, note, before=before)
        where = place_of(shown, self.today)
        if where == "written" and unwritten(case, self.cohort):
            where = "writing"  # though nothing is flagged: staff gave more time, or the Doc is closed
        more_time = bool(staff.extended_to and staff.extended_to >= self.today)
        shown = replace(shown, where=where, more_time=more_time)
        failed = says.failed if says else ""
        return Subject(shown, before, now, failed, read=says is not None and not failed)

    def _memory(self, before: Memory | None, file: File | None, says: WhatItSays | None) -> tuple[Memory, str]:
        """What is to be remembered of a student's words, and a sentence if it is from an earlier reading."""
        known = before or Memory()
        if file is None or says is None:
            return known, ""
        if says.failed:
            return replace(known, doc=file.id, version="", modified=""), self._kept(known, says)
        written = digest([*(repr((replace(entry, link=""), chips)) for entry, chips in says.entries), *says.problems])
        goals, next_id = followed(known.goals, [entry for entry, _ in says.entries], known.next_id)
        chips = {entry.number: days for entry, days in says.entries}
        seen = self._seen(before, file)
        dated = tuple(replace(goal, entry=self._dated(goal, known, chips, seen)) for goal in goals)
        same = written == known.digest or (known.doc, known.version) == (file.id, file.version)
        edited = known.edited if same else self._edited(known, file, seen, bool(goals))
        return Memory(
            doc=file.id,
            version=file.version,
            modified=_stamp(file),
            digest=written,
            edited=edited,
            goals=dated,
            problems=says.problems,
            next_id=next_id,
        ), ""

    def _kept(self, known: Memory, says: WhatItSays) -> str:
        day = f" of {in_words(self.state.stamp.day)}" if self.state.stamp.day else ""
        kept = f"; what stands here is the reading{day}" if known.goals else ""
        return f"The Doc could not be read this time ({says.lost or says.failed}){kept}."

    def _edited(self, known: Memory, file: File, seen: date, any_goals: bool) -> date | None:
        """The day of the student's last change: not of one that pdsync's own account made, where Drive says so."""
        if known.edited is not None and not file.touched:
            return known.edited
        return seen if any_goals or known.edited else None

    def _seen(self, before: Memory | None, file: File) -> date:
        """The day on which words that are new in a Doc were written: the day of its last change, or today."""
        changed = file.modified.astimezone(ZoneInfo(self.cohort.calendar.tz)).date()
        if before and self.state.stamp.day:
            changed = max(changed, self.state.stamp.day)
        return changed if timedelta(0) <= self.today - changed <= NEARBY else self.today

    def _dated(self, goal: Followed, known: Memory, chips: Mapping[int, tuple[date, ...]], seen: date) -> Entry:
        """The goal with its due date, read against the day on which its words were first seen."""
        entry = goal.entry
        text = entry.answers.get(Section.TIMEBOUND)
        if text is None or Section.TIMEBOUND in entry.placeholders:
            return entry
        written = next(_written(goal.id, text, known.goals), seen)
        days = chips.get(entry.number, ())
        due = read_due(text, written=written, calendar=self.cohort.calendar, chips=days)
        return replace(entry, due=due, written=written)

    def _goal_doc(self, file: File, student: Student) -> GoalDoc:
        grants = file.grants or ()
        return GoalDoc(
            id=file.id,
            student=student.key,
            name=file.name,
            version=file.version,
            modified=file.modified,
            created=file.created,
            trashed=file.trashed,
            parents=file.parents,
            link=file.link,
            shared_with=self._shared_with(file, student),
            link_shared=any(grant.kind == "anyone" for grant in grants),
            closed=CLOSED in file.marks,
            outside=bool(self.folders and file.parents and self.folders.isdisjoint(file.parents)),
        )

    def _shared_with(self, file: File, student: Student) -> tuple[str, ...]:
        """Whom the Doc is shared with; the student's own address too if Google lists them under another one."""
        listed = tuple(grant.email for grant in file.grants or () if grant.email)
        asked = student.email.casefold()
        if asked in {one.casefold() for one in listed} or file.marks.get(FOR, "").casefold() != asked:
            return listed
        from pdsync.sync.handout.view import alias

        return (*listed, student.email) if alias(self._handouts(), file, student) else listed

    def _handouts(self) -> View:
        """What a handout knows of who is whom."""
        from pdsync.sync.handout.view import View

        if self._view is None:
            shown = self.files.folder.grants or () if self.files.folder else ()
            self._view = View(self.cohort, self.files, frozenset(self.names), {}, folder_grants=shown)
        return self._view


def _written(number: int, text: str, goals: Sequence[Followed]) -> Iterator[date]:
    """The days on which the same words were first seen: in this goal, else in another of the student's."""
    plain = _plain(text)
    for goal in sorted(goals, key=lambda one: one.id != number):
        entry = goal.entry
        if entry.written and _plain(entry.answers.get(Section.TIMEBOUND, "")) == plain:
            yield entry.written


def _plain(text: str) -> str:
    """A text without what does not change its sense: case, spaces, punctuation at its ends."""
    return " ".join(text.casefold().split()).strip(" .,;:!?…")
