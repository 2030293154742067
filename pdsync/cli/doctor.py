"""`pdsync doctor`: what works, what wants a look, what is broken, and the next command."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.command import configs, declare, formats, today
from pdsync.cli.output import Column, show
from pdsync.errors import PdsyncError

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.ports import File, Google

OK, LOOK, BROKEN = "ok", "look", "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's: `mark` is ok, look or broken; `next` the command that helps."""

    mark: str
    what: str
    words: str
    next: str = ""


COLUMNS: tuple[Column[Finding], ...] = (
    Column("", "mark", lambda one: one.mark),
    Column("Checked", "what", lambda one: one.what),
    Column("Found", "found", lambda one: one.words, wide=True),
    Column("Next", "next", lambda one: one.next),
)


@declare(
    "doctor", examples=("pdsync doctor", "pdsync doctor --format json", "pdsync doctor --compare"), exits=(0, 2, 3, 4)
)
@configs
@formats
@today
@click.option(
    "--compare",
    is_flag=True,
    help="Ask Google and the sandbox the same questions, with scratch files that are removed again.",
)
@click.pass_context
def command(ctx: click.Context, configs: tuple[Path, ...], form: str, today: date | None, compare: bool) -> None:
    """Check config, roster, calendar, sign-in and Google, and say what to mend. Nothing is written.

    With --compare it finds out instead where the sandbox answers otherwise than Google does.
    """
    if compare:
        _compare(configs, form)
        return
    codes = [0]
    for path in configs:
        patient = _Patient(path, today)
        findings = list(patient.findings())
        show(findings, COLUMNS, form=form, title=str(path))
        codes.append(patient.exit_code)
    ctx.exit(max(codes))


def _compare(configs: tuple[Path, ...], form: str) -> None:
    from pdsync.cli import compare
    from pdsync.cli.progress import progress
    from pdsync.config import load

    for path in configs:
        with progress("Asking both") as report:
            rows = list(compare.compared(load(path), report))
        show(rows, compare.COLUMNS, form=form, title=f"{path}: the sandbox beside Google")


class _Patient:
    """One config being looked at, step by step; a later step is left out when an earlier one it needs is broken."""

    def __init__(self, path: Path, today: date | None) -> None:
        self.path, self.today = path, today
        self.exit_code = 0

    def findings(self) -> Iterator[Finding]:
        """Each thing that was looked at."""
        from pdsync.config import load

        try:
            cohort = load(self.path)
        except PdsyncError as error:
            yield from self._broken("config", error)
            return
        yield Finding(OK, "config", f"{cohort.name} in {self.path}")
        yield from self._calendar(cohort)
        yield from self._google(cohort)

    def _broken(self, what: str, error: PdsyncError) -> Iterator[Finding]:
        self.exit_code = max(self.exit_code, error.exit_code)
        for line in str(error).splitlines():
            yield Finding(BROKEN, what, line, error.hint)

    def _calendar(self, cohort: Cohort) -> Iterator[Finding]:
        from pdsync.cli.session import day_of
        from pdsync.goals.words import in_words

        module, day = cohort.calendar.module, day_of(cohort, self.today)
        if day > module.end:
            yield Finding(LOOK, "calendar", f"the module ended on {in_words(module.end)}", f"edit {self.path}")
        elif day < module.start:
            yield Finding(OK, "calendar", f"the module begins on {in_words(module.start)}")
        else:
            week = cohort.calendar.week_of(day)
            yield Finding(OK, "calendar", f"today is {in_words(day)}, " + (f"week {week}" if week else "a week off"))

    def _google(self, cohort: Cohort) -> Iterator[Finding]:
        from pdsync.cli.session import google_of
        from pdsync.goals.cohort import CsvRoster

        in_file = isinstance(cohort.roster, CsvRoster)
        students = yield from self._roster(cohort, None) if in_file else _nobody()
        try:
            google = google_of(cohort)
            files = google.drive.marked(cohort.key)
        except PdsyncError as error:
            yield from self._broken("sign-in" if error.exit_code == 3 else "Google", error)
            return
        yield Finding(OK, "sign-in", f"signed in{f' as {google.account}' if google.account else ''}")
        if not in_file:
            students = yield from self._roster(cohort, google)
        yield from self._template(cohort, google)
        yield from _made(cohort, students, files)

    def _roster(self, cohort: Cohort, google: Google | None) -> Generator[Finding, None, tuple[Student, ...]]:
        from pdsync.cli.session import students_of

        try:
            students = students_of(cohort, google)
        except PdsyncError as error:
            yield from self._broken("roster", error)
            return ()
        yield Finding(OK, "roster", f"{len(students)} {'student' if len(students) == 1 else 'students'}")
        yield from _fields(cohort, students[0])
        return students

    def _template(self, cohort: Cohort, google: Google) -> Iterator[Finding]:
        from pdsync.goals.cohort import DocTemplate
        from pdsync.goals.parsing import read_goals
        from pdsync.goals.template import check

        if not isinstance(cohort.template, DocTemplate):
            yield Finding(OK, "template", "builtin")
            return
        try:
            blocks = google.docs.read(cohort.template.id).blocks
        except PdsyncError as error:
            yield from self._broken("template", error)
            return
        problems = check(blocks, expected=cohort.expected, read=read_goals)
        for problem in problems:
            yield Finding(LOOK, "template", problem.what, "pdsync open template")
        if not problems:
            yield Finding(OK, "template", "every goal and section in it is found")


def _nobody() -> Generator[Finding, None, tuple[Student, ...]]:
    yield from ()
    return ()


def _fields(cohort: Cohort, student: Student) -> Iterator[Finding]:
    from pdsync.goals.template import fields_in, fill

    for what, text in (("doc_title", cohort.doc_title), ("sharing.message", cohort.sharing.message)):
        _, unknown = fill(fields_in(text), student, cohort)
        for name in unknown:
            words = f"the roster has no column for {{{{{name}}}}}; it stays as it is in the text"
            yield Finding(LOOK, what, words, f"edit {cohort.path}")


def _made(cohort: Cohort, students: tuple[Student, ...], files: tuple[File, ...]) -> Iterator[Finding]:
    """What of the cohort is there in Drive."""
    from pdsync.goals.model import Standing
    from pdsync.sync.ports import KIND, STUDENT

    there = {file.marks.get(STUDENT) for file in files if not file.trashed}
    wanted = [student.key for student in students if student.standing is Standing.ACTIVE]
    without = [key for key in wanted if key not in there]
    if without:
        yield Finding(LOOK, "Docs", f"{len(without)} of {len(wanted)} students have none yet", "pdsync handout")
    elif wanted:
        yield Finding(OK, "Docs", "every student has one")
    if any(file.marks.get(KIND) == "sheet" and not file.trashed for file in files):
        yield Finding(OK, "Sheet", "it is there")
    else:
        yield Finding(LOOK, "Sheet", f"{cohort.name} has none yet", "pdsync sync")
