"""`pdsync handout`: a goal Doc for every student."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.command import configs, declare, dry_run, formats, only, student_keys
from pdsync.cli.output import NAME, Column, show

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.sync.handout import Done, Row

ROWS: tuple[Column[Row], ...] = (
    Column("Student", "student", lambda row: row.student.called, least=NAME),
    Column("Key", "key", lambda row: row.student.key),
    Column("Shared with", "shared", lambda row: row.shared),
    Column("Done", "done", lambda row: row.done, wide=True),
    Column("Problem", "problems", lambda row: list(row.problems), wide=True),
    Column("To know", "notes", lambda row: list(row.notes), wide=True),
    Column("Doc", "link", lambda row: row.link),
)


@declare(
    "handout",
    examples=("pdsync handout --dry-run", "pdsync handout --pilot 2611-07", "pdsync handout"),
    exits=(0, 1, 2, 3, 4, 5),
)
@configs
@dry_run("what would be done and what it comes to")
@only
@click.option(
    "--pilot",
    multiple=True,
    metavar="KEY",
    shell_complete=student_keys,
    help="First this one student alone: shows the link and the mail as sent.",
)
@click.option(
    "--pilot-to", default="", metavar="ADDRESS", help="With --pilot: a trial Doc to this address, none to the student."
)
@click.option("--force", is_flag=True, help="Go on though addresses changed hands, or name and address both changed.")
@formats
@click.pass_context
def command(
    ctx: click.Context,
    configs: tuple[Path, ...],
    dry_run: bool,
    only: tuple[str, ...],
    pilot: tuple[str, ...],
    pilot_to: str,
    force: bool,
    form: str,
) -> None:
    """Give every student a goal Doc of their own and share it with them.

    Safe to run again at any time: who has a Doc keeps it, and only what is missing is done.
    """
    from pdsync.cli.session import each_cohort

    if pilot or pilot_to:
        from pdsync.cli.handout_pilot import First, checked

        first = First(checked(pilot, only, to=pilot_to), to=pilot_to, dry_run=dry_run, force=force, form=form)
        if pilot_to or not dry_run:
            ctx.exit(each_cohort(configs, first.handed_out))
        only = pilot
    ctx.exit(each_cohort(configs, lambda one: _handout(one, dry_run=dry_run, only=only, force=force, form=form)))


def _handout(cohort: Cohort, *, dry_run: bool, only: tuple[str, ...], force: bool, form: str) -> int:
    from pdsync.cli.progress import progress
    from pdsync.cli.session import google_of, moment, students_of
    from pdsync.sync import handout

    google = google_of(cohort)
    students = students_of(cohort, google)
    if dry_run:
        from pdsync.cli.handout_plan import show_plan

        show_plan(handout.plan(cohort, students, google, only=only, now=moment(), force=force), form)
        return 0
    with progress(f"Handing out to {cohort.name}") as report:
        done = handout.hand_out(cohort, students, google, only=only, now=moment(), progress=report, force=force)
    return told(done, cohort, form)


def told(done: Done, cohort: Cohort, form: str, *, trial: bool = False) -> int:
    """Print who has what, say on stderr what concerns the cohort and what it came to; the exit code.

    A trial's Doc is shared with no student, so no student is counted.
    """
    from pdsync.cli import boundary
    from pdsync.cli.links import reachable, reachable_in

    rows = [replace(row, link=reachable(row.link, cohort)) for row in done.rows]
    show(rows, ROWS, form=form, title=cohort.name, empty="Nobody is on the roster.")
    for sentence in (*done.notes, *done.problems):
        click.echo(reachable_in(sentence, cohort), err=True)
    if not trial or not done.whole:
        click.echo(str(done), err=True)
    if done.stopped:
        return boundary.told(done.stopped)
    return 0 if done.whole else 1
