"""Checks of what lies on this machine: config, calendar, quota settings, roster and the {{fields}} of texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from pdsync.goals.cohort import CsvRoster, Quotas
from pdsync.goals.model import Standing
from pdsync.goals.template import fields_in, fill
from pdsync.goals.words import in_words, listed
from pdsync.sync.checks.finding import Finding, broken, look, ok
from pdsync.sync.checks.patient import Untold

if TYPE_CHECKING:
    from pdsync.goals.calendar import Break, Calendar
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.checks.patient import Patient


def config(patient: Patient) -> Iterator[Finding]:
    """The config can be read."""
    if patient.cohort.error:
        yield from broken(patient.cohort.error)
    elif patient.cohort.value:
        yield ok(f"{patient.cohort.value.name} in {patient.source}")


# ---- the calendar


def calendar(patient: Patient) -> Iterator[Finding]:
    """The days make sense, and today lies within them."""
    if (cohort := patient.cohort.value) is None:
        return
    edit = f"edit {patient.source}"
    oddities = list(_odd(cohort.calendar))
    yield from (look(words, edit) for words in oddities)
    yield _today(cohort.calendar, patient.today_of(cohort), edit)


def _today(plan: Calendar, day: date, edit: str) -> Finding:
    module = plan.module
    if day > module.end:
        words = f"the module ended on {in_words(module.end)}"
        return look(words, f"pdsync close --dry-run; or {edit}; for the next cohort: pdsync init -c NEW.yaml")
    if day < module.start:
        return ok(f"the module begins on {in_words(module.start)}")
    for pause in plan.breaks:
        if pause.start <= day <= pause.end:
            return ok(f"today is {in_words(day)}, in the break “{pause.name}”")
    week = plan.week_of(day)
    return ok(f"today is {in_words(day)}, {f'week {week} of {plan.weeks_in()}' if week else 'a week without a number'}")


def _odd(plan: Calendar) -> Iterator[str]:
    module = plan.module
    if plan.tz in ("UTC", "Etc/UTC"):
        yield "the time zone is UTC, so goals become overdue at midnight there and not at the school"
    if module.start.weekday() >= 5:
        yield f"the module begins on a weekend, {in_words(module.start)}"
    if module.end - module.start > timedelta(days=366):
        yield "the module is longer than a year"
    there = plan.weeks_in(replace(module, weeks=None))
    if module.weeks is not None and module.weeks != there:
        days = f"from {in_words(module.start)} to {in_words(module.end)}"
        yield f"{module.weeks} weeks are to have a number, but {days} there are {there}"
    yield from _odd_breaks(plan)
    for one in plan.milestones:
        if not module.start <= one.date <= module.end:
            yield f"{one.name}, {in_words(one.date)}, is outside the module"
    for other in plan.modules:
        if other.start != module.start and other.start <= module.end and module.start <= other.end:
            yield f"module {other.number} and this one overlap"


def _odd_breaks(plan: Calendar) -> Iterator[str]:
    module = plan.module
    for pause in plan.breaks:
        if pause.end < module.start or pause.start > module.end:
            yield f"the break “{pause.name}” ({_days(pause)}) is outside the module"
    ordered = sorted(plan.breaks, key=lambda pause: pause.start)
    for first, second in pairwise(ordered):
        if second.start <= first.end:
            yield f"the breaks “{first.name}” and “{second.name}” overlap"


def _days(pause: Break) -> str:
    return in_words(pause.start) if pause.start == pause.end else f"{in_words(pause.start)} to {in_words(pause.end)}"


# ---- how fast


def quota(patient: Patient) -> Iterator[Finding]:
    """What pdsync allows itself is no more than Google does."""
    if (cohort := patient.cohort.value) is None:
        return
    settings, usual = cohort.google.quotas, Quotas()
    if cohort.google.endpoint:
        yield ok("a sandbox stands in for Google")
        return
    names = [one.name for one in fields_of(Quotas) if one.name != "minute"]
    over = [name for name in names if getattr(settings, name) > getattr(usual, name)]
    under = [name for name in names if getattr(settings, name) < getattr(usual, name)]
    if settings.minute < usual.minute:
        yield look("google.quotas.minute is for sandboxes; Google counts whole minutes", f"edit {patient.source}")
    if over:
        words = f"google.quotas allows more than Google does by default: {listed(over)}; Google will then ask to wait"
        yield look(words, f"edit {patient.source}, unless Google has raised your project's quota")
    elif settings.minute >= usual.minute:
        yield ok(f"slower than Google's limits: {listed(under)}" if under else "as fast as Google allows by default")


def notify(patient: Patient) -> Iterator[Finding]:
    """Who hears of it when a run in the night failed."""
    if (cohort := patient.cohort.value) is None:
        return
    email, webhook = (cohort.notify.email, cohort.notify.webhook) if cohort.notify else (None, None)
    who = [*(email.to if email else ()), *(["a webhook"] if webhook else ())]
    if not who:
        yield ok("nobody is told of runs; only scheduled ones need that (notify: in the config)")
    elif email and {one.casefold() for one in email.to} & set(_students(patient)):
        yield look("a student is told of runs (notify.email.to)", f"edit {patient.source}")
    else:
        yield ok(f"{listed(who)} can be told of runs; pdsync notify sends a test")


def _students(patient: Patient) -> Iterator[str]:
    yield from (student.email.casefold() for student in patient.students.value or ())


# ---- the roster

MISSPELT = {
    "gmial.com": "gmail.com",
    "gmai.com": "gmail.com",
    "gmal.com": "gmail.com",
    "gmail.co": "gmail.com",
    "gmail.con": "gmail.com",
    "gamil.com": "gmail.com",
    "hotmial.com": "hotmail.com",
    "outlok.com": "outlook.com",
    "yaho.com": "yahoo.com",
    "iclod.com": "icloud.com",
}
"""Ends of addresses that are slips of the finger."""


def roster(patient: Patient) -> Iterator[Finding]:
    """Everybody has a key and an address of their own; there is somebody."""
    cohort, asked = patient.cohort.value, patient.students
    if cohort is None or isinstance(asked.error, Untold):
        return
    if asked.error:
        yield from broken(asked.error)
        return
    students = asked.value or ()
    edit = f"edit {cohort.roster.path}" if isinstance(cohort.roster, CsvRoster) else "edit the roster Sheet"
    yield from (look(words, edit) for words in _odd_addresses(cohort, students))
    if not any(student.standing is Standing.ACTIVE for student in students):
        yield look("nobody on the roster is active, so nobody gets a Doc", edit)
    yield ok(_counted(students))


def _counted(students: tuple[Student, ...]) -> str:
    many = f"{len(students)} {'student' if len(students) == 1 else 'students'}"
    away = Counter(student.standing.value for student in students if student.standing is not Standing.ACTIVE)
    return many + (f", of them {listed([f'{count} {word}' for word, count in away.items()])}" if away else "")


def _odd_addresses(cohort: Cohort, students: tuple[Student, ...]) -> Iterator[str]:
    staff = {one.email.casefold() for one in cohort.sharing.staff}
    for student in students:
        where = f"line {student.line}" if student.line else student.key
        domain = student.email.rpartition("@")[2].casefold()
        if domain in MISSPELT:
            yield f"{where}: is {MISSPELT[domain]} meant in {student.email}?"
        if "?" in student.name or "\ufffd" in student.name:
            yield f"{where}: a letter of “{student.name}” was lost; save the file as CSV UTF-8 and type it anew"
        if student.email.casefold() in staff:
            yield f"{where}: {student.email} is a member of staff in the config, too"
        if student.mentor_email and student.mentor_email.casefold() == student.email.casefold():
            yield f"{where}: {student.email} is the mentor of themselves"


def fields(patient: Patient) -> Iterator[Finding]:
    """Every {{field}} of the config's texts is filled in by something."""
    cohort, students = patient.cohort.value, patient.students.value
    if cohort is None or not students:
        return
    texts = (("doc_title", cohort.doc_title), ("sharing.message", cohort.sharing.message))
    lost = [(key, name) for key, text in texts for name in fill(fields_in(text), students[0], cohort)[1]]
    for key, name in lost:
        words = f"nothing fills {{{{{name}}}}} in {key}: the roster has no such column, so it stays as it is"
        yield look(words, f"edit {patient.source}, or add the column to the roster")
    if not lost:
        yield ok("every {{field}} in doc_title and sharing.message is known")
