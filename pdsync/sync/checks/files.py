"""Checks of what lies in Drive: the folder, the template as the reader sees it, the Docs, the cohort Sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pdsync.errors import NotFound, PdsyncError, UsageError
from pdsync.goals.cohort import DocTemplate, SignIn
from pdsync.goals.merge import day_of
from pdsync.goals.model import Standing
from pdsync.goals.parsing import read_goals
from pdsync.goals.sheet import goals_table, students_table
from pdsync.goals.sheet_places import places_in
from pdsync.goals.sheet_state import state_of
from pdsync.goals.template import BUILTIN, check, fields_in, fill, goals_seen
from pdsync.goals.words import in_words, listed
from pdsync.sync.checks.finding import Finding, broken, look, ok, wrong
from pdsync.sync.ports import FileKind

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.document import Block
    from pdsync.goals.merge import Book, Table
    from pdsync.goals.model import Goal
    from pdsync.goals.sheet_state import Stamp
    from pdsync.sync.checks.patient import Patient
    from pdsync.sync.found import Found
    from pdsync.sync.ports import File, Google

SILENT = timedelta(hours=36)
"""A job that has not synced for so long has died."""
OPEN_SHEET = "pdsync open sheet"


def folder(patient: Patient) -> Iterator[Finding]:
    """There is a place for the Docs, or one can be made."""
    cohort, google, asked = patient.cohort.value, patient.google.value, patient.files
    if cohort is None or google is None:
        return
    try:
        amiss = tuple(_amiss(cohort, google, patient.source))
    except PdsyncError as error:
        amiss = tuple(broken(error))
    yield from amiss
    if not amiss and asked.error:
        yield from broken(asked.error)
    elif not amiss and asked.value:
        yield _own_folder(cohort, asked.value)


def _amiss(cohort: Cohort, google: Google, source: str) -> Iterator[Finding]:
    """What is wrong with the places that the config names."""
    settings, homes = cohort.google, (cohort.google.subject, cohort.google.shared_drive, cohort.folder_id)
    if settings.sign_in is SignIn.SERVICE_ACCOUNT and not any(homes):
        words = "a service account owns no storage, and the config names no shared drive"
        help = f"make a shared drive (pdsync help page google, step 7), and name it in {source} (google.shared_drive)"
        yield wrong(words, help, code=UsageError.exit_code)
    for key, place in (("google.shared_drive", settings.shared_drive), ("folder", cohort.folder_id)):
        file = google.drive.file(place) if place else None
        if place and (file is None or file.trashed or file.kind is not FileKind.FOLDER):
            words = f"{key} in {source}: {_why_not(file, google.account)}"
            yield wrong(words, f"share it with that account, or edit {source}", code=UsageError.exit_code)


def _why_not(file: File | None, account: str) -> str:
    if file is None:
        return f"it is not there, or not shared with {account or 'this account'}"
    return "it is in the bin" if file.trashed else f"it is no folder, but “{file.name}”"


def _own_folder(cohort: Cohort, files: Found) -> Finding:
    if cohort.folder_id:
        return ok("the school's own folder is there")
    every = [file for file in files.of_kind("folder") if not file.trashed]
    if len(every) > 1:
        words = f"there are {len(every)} folders of {cohort.name}; new Docs go into the oldest with Docs in it"
        return look(words, "pdsync open folder, and move what lies in the others")
    if files.folder:
        return ok(f"“{files.folder.name}” is there")
    if files.of_kind("folder"):
        return look("the folder is in the bin", "take it out of the bin in Drive, or make a new one: pdsync handout")
    return ok(f"“{cohort.folder_name}” comes with the first handout")


# ---- the template


def template(patient: Patient) -> Iterator[Finding]:
    """What the reader finds in the template once it is filled in, and that its {{fields}} are known."""
    cohort, google = patient.cohort.value, patient.google.value
    if cohort is None or google is None:
        return
    files, students = patient.files.value, patient.students.value or ()
    own = cohort.template.id if isinstance(cohort.template, DocTemplate) else ""
    made = files.template.id if files and files.template else ""
    every = dict.fromkeys([own or made, *(student.template for student in students if student.template)])
    if not (own or made):
        yield ok(f"builtin, version {BUILTIN.version}; it comes with the first handout")
    for place in filter(None, every):
        try:
            blocks = google.docs.read(_id_of(place)).blocks
        except NotFound:
            yield _out_of_reach(google, "" if place in (own, made) else f"{place}: ", patient.source)
        except PdsyncError as error:
            yield from broken(error)
        else:
            yield from _seen(blocks, patient, cohort, "" if place in (own, made) else f"{place}: ")


def _out_of_reach(google: Google, where: str, source: str) -> Finding:
    account = google.account or "this account"
    whose = f"share it with {account} as a reader, or edit {'the roster' if where else source}"
    return wrong(f"{where}the Doc is not there, or not shared with {account}", whose, code=NotFound.exit_code)


def _id_of(place: str) -> str:
    from pdsync.sync.find import id_in

    return id_in(place) or place


def _seen(blocks: tuple[Block, ...], patient: Patient, cohort: Cohort, where: str) -> Iterator[Finding]:
    problems = check(blocks, expected=cohort.expected, read=read_goals)
    for problem in problems:
        yield look(f"{where}{problem.what}", "pdsync open template")
    students = patient.students.value
    lost = fill(_fields(blocks), students[0], cohort)[1] if students else ()
    for name in lost:
        words = f"{where}nothing fills {{{{{name}}}}} in the template: the roster has no such column"
        yield look(words, "add the column to the roster, or: pdsync open template")
    if not problems:
        goals = goals_seen(blocks, read_goals)
        yield ok(f"{where}{_counted(goals)}")


def _counted(goals: Iterable[Goal]) -> str:
    counts = Counter(len(goal.answers) for goal in goals)
    parts = [f"{many} {'goal' if many == 1 else 'goals'} with {size} sections" for size, many in counts.items()]
    return f"the reader finds {listed(parts)}"


def _fields(blocks: Iterable[Block]) -> tuple[str, ...]:
    names: list[str] = []
    for block in blocks:
        names += fields_in(block.text)
        for row in block.rows:
            for cell in row:
                names += _fields(cell)
    return tuple(dict.fromkeys(names))


# ---- Docs and Sheet


def docs(patient: Patient) -> Iterator[Finding]:
    """Everybody who is active has a Doc, and one only."""
    files, students = patient.files.value, patient.students.value
    if files is None or students is None:
        return
    live = {key: [file for file in some if not file.trashed] for key, some in files.docs.items()}
    wanted = [student.key for student in students if student.standing is Standing.ACTIVE]
    without = [key for key in wanted if not live.get(key)]
    twice = [key for key, some in live.items() if len(some) > 1]
    if twice:
        words = f"{len(twice)} {'student has' if len(twice) == 1 else 'students have'} more than one Doc"
        yield look(words, "pdsync flags --kind duplicate-doc")
    if without:
        yield look(f"{len(without)} of {len(wanted)} students have no Doc yet", "pdsync handout --dry-run")
    elif wanted:
        yield ok("every student has one")


def sheet(patient: Patient) -> Iterator[Finding]:
    """The Sheet is there, is this cohort's, has its headings, and is kept up to date."""
    cohort, google, files = patient.cohort.value, patient.google.value, patient.files.value
    if cohort is None or google is None or files is None:
        return
    if files.sheet is None:
        if files.of_kind("sheet"):
            yield look(
                "the Sheet is in the bin", "take it out of the bin in Drive, or make a new one: pdsync sync --force"
            )
        else:
            yield look(
                f"{cohort.name} has none yet", "pdsync sync" if files.docs else "pdsync handout, then: pdsync sync"
            )
        return
    if len([file for file in files.of_kind("sheet") if not file.trashed]) > 1:
        yield look("there is a second cohort Sheet, which is left as it is", OPEN_SHEET)
    try:
        book = google.sheets.read(files.sheet.id)
    except PdsyncError as error:
        yield from broken(error)
        return
    yield from _kept(book, cohort, patient.now)


def _kept(book: Book, cohort: Cohort, now: datetime) -> Iterator[Finding]:
    stamp = state_of(book).stamp
    if stamp.cohort and stamp.cohort != cohort.key:
        words = f"the Sheet is the one of the cohort “{stamp.cohort}”, and the config's key is “{cohort.key}”"
        yield wrong(words, f"look which config belongs to it: {OPEN_SHEET}", code=UsageError.exit_code)
        return
    if not stamp.cohort:
        yield look("the Sheet was never filled to its end", "pdsync sync")
        return
    yield from _headings(book)
    yield _synced(stamp, book.zone, now)


def _headings(book: Book) -> Iterator[Finding]:
    for table in (students_table(()), goals_table(())):
        if lost := _lost(book, table):
            yield look(f"{lost}; the next sync writes it anew beside the others", OPEN_SHEET)


def _lost(book: Book, table: Table) -> str:
    """What of a tab's headings is not there, as a sentence; "" if they are whole."""
    tab = book.tab(table.id)
    if tab is None:
        return f"the tab “{table.title}” is missing"
    places = places_in(tab, table)
    if places is None:
        return f"the tab “{tab.title}” has no row of headings"
    missing = [column.title for column in table.columns if column.title not in places.columns]
    return f"the tab “{tab.title}” lacks the heading {listed(missing)}" if missing else ""


def _synced(stamp: Stamp, zone: str, now: datetime) -> Finding:
    day, minutes = day_of(stamp.moment), round((stamp.moment % 1) * 1440)
    if day is None:
        return look("the Sheet does not say when it was last synced", "pdsync sync")
    at = datetime.combine(day, datetime.min.time(), ZoneInfo(zone)) + timedelta(minutes=minutes)
    when = f"{in_words(at.date())} at {at:%H:%M}"
    if now - at > SILENT:
        return look(f"last synced on {when}; does a job still run every day?", "pdsync sync")
    return ok(f"last synced on {when}")
