"""The plan of a handout: what Drive and the templates say is gathered, the steps are worked out, nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from pdsync.errors import Forbidden, NotFound, UsageError
from pdsync.sync.found import Found, found
from pdsync.sync.handout.decide import check_folder, left_over, needy, preparations, visit
from pdsync.sync.handout.steps import Original, Preparation, Visit
from pdsync.sync.handout.templates import check_texts, originals
from pdsync.sync.handout.view import RUN, View
from pdsync.sync.handout.wording import worded
from pdsync.sync.identity import stop_for_swaps
from pdsync.sync.keys import did_you_mean, folded
from pdsync.sync.ports import STUDENT

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.ports import File, Google, Grant


@dataclass(frozen=True, slots=True)
class Plan:
    """What a handout would do: `preparations` for the cohort, then a visit to every student; `str` is for people.

    `students`: the whole roster; `only`: the keys of those who are visited, empty for everybody.
    """

    cohort: Cohort
    students: tuple[Student, ...]
    only: tuple[str, ...]
    view: View
    preparations: tuple[Preparation, ...]
    visits: tuple[Visit, ...]
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return worded(self.cohort, self.preparations, self.visits, self.notes)


def plan(
    cohort: Cohort,
    students: Sequence[Student],
    google: Google,
    *,
    only: Sequence[str] = (),
    now: datetime | None = None,
    alone: bool = False,
    afresh: bool = False,
    force: bool = False,
) -> Plan:
    """What has to be done so that every student has a Doc of their own.

    `now`, and `alone` (no other handout runs on this machine), tell a broken-off run from a busy one. `afresh`: as if
    nobody had a Doc. `force`: that addresses changed hands is meant.
    UsageError for a key in `only` that nobody has, ConfigError for a template that will not do, SafetyStop when the
    cohort's folder is in the bin, or when a student has an address that another one's Doc was made for.
    """
    students = tuple(students)
    visited = chosen(students, only)
    check_texts(cohort, students)
    listed = found(google.drive.marked(cohort.key))
    if afresh:
        listed = found(file for file in listed.all if STUDENT not in file.marks)
    check_folder(cohort, listed)
    if not force:
        stop_for_swaps(students, listed, command="pdsync handout")
    folder, grants = folder_of(cohort, listed, google)
    listed = asked(listed, {student.key for student in visited}, google)
    view = View(
        cohort,
        listed,
        frozenset(student.key for student in students),
        originals(cohort, needy(visited, listed), listed, google),
        folder,
        grants,
        account=google.account,
        machine=google.machine if alone else "",
        now=now,
        force=force,
    )
    visits = tuple(visit(student, view) for student in visited)
    notes = (*_template_notes(view), *(() if only else left_over(students, listed)))
    return Plan(cohort, students, tuple(only), view, preparations(view, visits), visits, notes)


def _template_notes(view: View) -> tuple[str, ...]:
    return tuple(note for one in view.originals.values() if isinstance(one, Original) for note in one.notes)


def chosen(students: Sequence[Student], only: Sequence[str]) -> tuple[Student, ...]:
    """The students with these keys, everybody if there are none; UsageError for a key that nobody has."""
    if not only:
        return tuple(students)
    by_key = {folded(student.key): student for student in students}
    for key in only:
        if folded(key) not in by_key:
            names = {folded(student.called): student.key for student in students}
            known = names | {word: student.key for word, student in by_key.items()}
            raise UsageError(
                f"Nobody on the roster has the key “{key}”.{did_you_mean(key, known)}",
                hint="pdsync handout --dry-run lists every key",
            )
    wanted = set(map(folded, only))
    return tuple(student for key, student in by_key.items() if key in wanted)


def folder_of(cohort: Cohort, listed: Found, google: Google) -> tuple[str, tuple[Grant, ...]]:
    """The folder's id, "" if there is none, and who may see it."""
    file: File | None = listed.folder
    if cohort.folder_id:
        file = google.drive.file(cohort.folder_id)
        if file is None or file.trashed:
            raise NotFound(
                "The folder that the config names is not there, or not open to this account.",
                hint="mend `folder:` in the config, or pdsync login",
            )
    if file is None:
        return "", ()
    return file.id, grants_of(file, google) or ()


def grants_of(file: File, google: Google) -> tuple[Grant, ...] | None:
    """Who may do what with the file, asked for where the listing does not say; None if this account may not know."""
    if file.grants is not None:
        return file.grants
    try:
        return google.drive.grants(file.id)
    except (Forbidden, NotFound):
        return None


def asked(listed: Found, keys: Collection[str], google: Google, *, run: str = "") -> Found:
    """The listing, with the grants of these students' Docs asked for where it does not tell them (on shared drives).

    Docs that the run itself has just made are known to be given to nobody.
    """
    silent = [
        file for key, docs in listed.docs.items() if key in keys for file in docs if file.grants is None and file.mine
    ]
    if not silent:
        return listed
    own = {file.id: () for file in silent if run and file.marks.get(RUN) == run}
    others = [file for file in silent if file.id not in own]
    with ThreadPoolExecutor(google.workers) as desks:
        grants = desks.map(lambda file: grants_of(file, google), others)
        known = {**own, **{file.id: some for file, some in zip(others, grants, strict=True)}}
    return found(replace(file, grants=known[file.id]) if file.id in known else file for file in listed.all)
