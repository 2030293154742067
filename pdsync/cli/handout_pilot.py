"""One student's Doc first: handed out to them alone, or on trial to another address, and how to go on from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from pdsync.cli.links import reachable
from pdsync.errors import UsageError
from pdsync.roster import EMAIL
from pdsync.sync.handout.decide import AWAY
from pdsync.sync.preview import ADDED, mail_to

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.handout import Done
    from pdsync.sync.ports import Google


def checked(pilot: Sequence[str], only: Sequence[str], *, to: str) -> str:
    """The key of the one student who goes first; UsageError if it is not one."""
    if not pilot:
        raise UsageError("--pilot-to needs --pilot KEY: whose Doc is to be tried?", hint="pdsync handout --help")
    if len(pilot) > 1 or only:
        raise UsageError(
            "--pilot is for one student, to be looked at before the others; several get theirs with --only.",
            hint=f"pdsync handout --pilot {pilot[0]}",
        )
    if to and not EMAIL.fullmatch(to):
        raise UsageError(f"“{to}” is no e-mail address; write e.g. sam@school.example")
    return pilot[0]


@dataclass(frozen=True, slots=True)
class First:
    """The student with that key goes first; with `to`, on trial, and the mail goes to that address."""

    key: str
    to: str = ""
    dry_run: bool = False
    force: bool = False
    form: str = "table"

    def handed_out(self, cohort: Cohort) -> int:
        """Hand out, then say how to go on. The exit code."""
        from pdsync.cli.handout import told
        from pdsync.cli.session import google_of, moment, students_of
        from pdsync.sync import handout

        google = google_of(cohort)
        students = students_of(cohort, google)
        if self.to:
            return self._tried(cohort, students, google)
        done = handout.hand_out(cohort, students, google, only=[self.key], now=moment(), force=self.force)
        others = sum(student.standing not in AWAY for student in students if student.key != self.key)
        return _followed(told(done, cohort, self.form), done, cohort, _goes_on(done, others))

    def _tried(self, cohort: Cohort, students: Sequence[Student], google: Google) -> int:
        from pdsync.cli.handout import told
        from pdsync.cli.handout_plan import show_plan
        from pdsync.cli.session import moment
        from pdsync.sync import trial

        own, student = trial.trial_of(cohort, students, google, key=self.key, to=self.to)
        if self.dry_run:
            show_plan(trial.plan_trial(own, student, google, now=moment()), self.form)
            return 0
        done = trial.hand_out_on_trial(own, student, google, now=moment())
        return _followed(told(done, own, self.form, trial=True), done, own, _tried(own, student, self.key))


def _followed(code: int, done: Done, cohort: Cohort, more: Iterator[str]) -> int:
    """Say on stderr what was sent and how to go on, if it went well."""
    if not code:
        for line in (*_sent(done, cohort), *more):
            click.echo(line, err=True)
    return code


def _sent(done: Done, cohort: Cohort) -> Iterator[str]:
    """The link, and the mail as it was sent."""
    for row in done.rows:
        mail = mail_to(cohort, row.student)
        if mail and "mailed" in row.done:
            yield f"\nThe mail to {mail.to}:"
            yield f"  Subject: {mail.subject}  (Google words it, in its own language)"
            yield from (f"  | {line}".rstrip() for line in (mail.message or "(no message of your own)").splitlines())
            yield f"  {ADDED}"
        elif row.link:
            yield "\nNo mail was sent."
        if row.link:
            yield f"\nLook at it: {reachable(row.link, cohort)}"


def _goes_on(done: Done, others: int) -> Iterator[str]:
    """What to type next."""
    keys = [row.student.key for row in done.rows if row.link]
    many = "1 other student" if others == 1 else f"{others} other students"
    yield f"If it is as it should be:  pdsync handout  (for the {many})"
    yield from (f"If it is not:  pdsync recall {key}  (as long as nobody has written in it)" for key in keys)


def _tried(cohort: Cohort, student: Student, key: str) -> Iterator[str]:
    yield f"{student.called} got nothing, and neither handout nor sync ever sees this Doc."
    yield f"When you are done with it, put the folder “{cohort.folder_name}” into Drive's bin."
    yield f"If it is as it should be:  pdsync handout --pilot {key}, or pdsync handout for everybody"
