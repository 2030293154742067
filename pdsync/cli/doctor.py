"""`pdsync doctor`: what works, what wants a look, what is broken, and the next command."""

from __future__ import annotations

from collections.abc import Iterator
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


@declare("doctor", examples=("pdsync doctor", "pdsync doctor --format json"), exits=(0, 2, 3, 4))
@configs
@formats
@today
@click.pass_context
def command(ctx: click.Context, configs: tuple[Path, ...], form: str, today: date | None) -> None:
    """Check config, roster, calendar, sign-in and Google, and say what to mend. Nothing is written."""
    codes = [0]
    for path in configs:
        patient = _Patient(path, today)
        findings = list(patient.findings())
        show(findings, COLUMNS, form=form, title=str(path))
        codes.append(patient.exit_code)
    ctx.exit(max(codes))


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
        from pdsync.cli.session import google_of, students_of
        from pdsync.goals.cohort import CsvRoster

        students: tuple[Student, ...] | None = None
        try:
            if isinstance(cohort.roster, CsvRoster):
                students = students_of(cohort)
                yield from _roster(students, cohort)
        except PdsyncError as error:
            yield from self._broken("roster", error)
        try:
            google = google_of(cohort)
            yield Finding(OK, "sign-in", "signed in")
        except PdsyncError as error:
            yield from self._broken("sign-in", error)
            return
        try:
            if not isinstance(cohort.roster, CsvRoster):
                yield from _roster(students_of(cohort, google), cohort)
        except PdsyncError as error:
            yield from self._broken("roster", error)


def _roster(students: tuple[Student, ...], cohort: Cohort) -> Iterator[Finding]:
    from pdsync.goals.template import fields_in, fill

    yield Finding(OK, "roster", f"{len(students)} students")
    for what, text in (("doc_title", cohort.doc_title), ("sharing.message", cohort.sharing.message)):
        _, unknown = fill(fields_in(text), students[0], cohort)
        for name in unknown:
            yield Finding(LOOK, what, f"the roster has no column for {{{{{name}}}}}; it stays as it is in the text")
