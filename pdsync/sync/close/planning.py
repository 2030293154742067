"""The plan of a closing: Drive's listing and the Sheet are read, the steps worked out, nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pdsync.errors import NotFound, UsageError
from pdsync.goals.merge import Book
from pdsync.goals.model import StaffColumns, Student
from pdsync.sync.close.decide import closing, opening
from pdsync.sync.close.steps import Terms, Visit
from pdsync.sync.close.wording import worded
from pdsync.sync.collect import Desk
from pdsync.sync.found import FOR, Found, found
from pdsync.sync.handout.decide import check_folder
from pdsync.sync.handout.planning import asked, grants_of
from pdsync.sync.handout.view import View
from pdsync.sync.keys import did_you_mean, folded
from pdsync.sync.publish_sheet import sheet_of

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.sync.ports import File, Google


@dataclass(frozen=True, slots=True)
class Plan:
    """What a closing, or a thaw, would do: a visit to every student; `str` is for people.

    `students`: the whole roster, and behind it those who left it and have a Doc still; `sheet` None: there is none.
    """

    cohort: Cohort
    students: tuple[Student, ...]
    terms: Terms
    view: View
    visits: tuple[Visit, ...]
    sheet: File | None
    book: Book

    @property
    def writes(self) -> int:
        """How many changes it makes in Drive."""
        return sum(len(visit.steps) for visit in self.visits)

    def __str__(self) -> str:
        return worded(self.cohort, self.terms, self.visits)


def plan(cohort: Cohort, students: Sequence[Student], google: Google, terms: Terms) -> Plan:
    """What has to be done so that the cohort is closed, or open again, as the terms say.

    UsageError for a key that nobody has, SafetyStop when the folder or the Sheet is in the bin, NotFound when nothing
    was handed out yet.
    """
    listed = found(google.drive.marked(cohort.key))
    check_folder(cohort, listed)
    sheet = listed.sheet if terms.thaw else sheet_of(cohort, google, listed, force=False)
    everybody = (*students, *_left(students, listed))
    away = {student.key for student in everybody[len(students) :]}
    chosen = _chosen(everybody, terms)
    book = google.sheets.read(sheet.id) if sheet else Book(())
    desk = Desk.with_book(cohort, everybody, listed, book, terms.today)
    view = _view(cohort, students, listed, google, [student.key for student in chosen])
    visits = tuple(
        opening(student, view, terms, away=student.key in away)
        if terms.thaw
        else closing(student, view, terms, desk.staff.get(student.key, StaffColumns()), away=student.key in away)
        for student in chosen
    )
    return Plan(cohort, everybody, terms, view, visits, sheet, book)


def _view(cohort: Cohort, students: Sequence[Student], listed: Found, google: Google, keys: Collection[str]) -> View:
    folder = google.drive.file(cohort.folder_id) if cohort.folder_id else listed.folder
    if folder is None and cohort.folder_id:
        raise NotFound(
            "The folder that the config names is not there, or not open to this account.",
            hint="mend `folder:` in the config, or pdsync login",
        )
    grants = (grants_of(folder, google) or ()) if folder else ()
    listed = asked(listed, keys, google)
    roster = frozenset(student.key for student in students)
    return View(cohort, listed, roster, {}, folder.id if folder else "", grants, account=google.account)


def _left(students: Sequence[Student], listed: Found) -> tuple[Student, ...]:
    """Those who are not on the roster any more and have a Doc that is not in the bin."""
    here = {student.key for student in students}
    gone = {key: docs[0] for key, docs in listed.docs.items() if key not in here and not docs[0].trashed}
    return tuple(Student(key, key, file.marks.get(FOR, "")) for key, file in sorted(gone.items()))


def _chosen(everybody: Sequence[Student], terms: Terms) -> tuple[Student, ...]:
    by_key = {folded(student.key): student for student in everybody}
    for key in (*terms.only, *terms.spared):
        if folded(key) not in by_key:
            known = {word: student.key for word, student in by_key.items()}
            raise UsageError(
                f"Nobody in the cohort has the key “{key}”.{did_you_mean(key, known)}",
                hint="pdsync handout --dry-run lists every key",
            )
    wanted = set(map(folded, terms.only))
    return tuple(student for key, student in by_key.items() if not wanted or key in wanted)
