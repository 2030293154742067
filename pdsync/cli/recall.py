"""`pdsync recall`: a wrong handout taken back, while nobody has written in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.asking import confirmed
from pdsync.cli.command import configs, declare, dry_run, formats, whose, yes
from pdsync.cli.links import reachable, reachable_in
from pdsync.cli.output import Column, show

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.sync.recall import Done, Plan, Row
    from pdsync.sync.recall_plan import Take

ROWS: tuple[Column[Row], ...] = (
    Column("Student", "student", lambda row: row.called),
    Column("Key", "key", lambda row: row.key),
    Column("Taken back", "taken", lambda row: row.taken),
    Column("Done", "done", lambda row: row.done),
    Column("Problem", "problems", lambda row: list(row.problems)),
    Column("Doc", "link", lambda row: row.link),
)
AFTER = "Google tells nobody: the link in a mail that was sent no longer opens. For new Docs: pdsync handout"


@declare(
    "recall",
    examples=("pdsync recall --all --dry-run", "pdsync recall 2611-07", "pdsync recall --all --yes"),
    exits=(0, 1, 2, 3, 4, 5),
)
@whose
@configs
@dry_run("what would be taken back and what would stay")
@yes
@formats
@click.pass_context
def command(
    ctx: click.Context,
    keys: tuple[str, ...],
    configs: tuple[Path, ...],
    dry_run: bool,
    yes: bool,
    form: str,
) -> None:
    """Take a wrong handout back: access ends and the Docs go into the bin, so that a new handout makes new ones.

    Only Docs in which nobody has written: one with a word, a suggestion or a comment of somebody's stays as it is, and
    is named. KEY is a student's key in the roster. Safe to run again at any time.
    """
    from pdsync.cli.session import each_cohort

    ctx.exit(each_cohort(configs, lambda one: _recall(one, keys, dry_run=dry_run, yes=yes, form=form)))


def _recall(cohort: Cohort, keys: tuple[str, ...], *, dry_run: bool, yes: bool, form: str) -> int:
    from pdsync.cli.progress import progress
    from pdsync.cli.session import google_of, moment, students_of
    from pdsync.sync import recall

    google = google_of(cohort)
    students = students_of(cohort, google)
    with progress(f"Looking at the Docs of {cohort.name}") as report:
        plan = recall.plan(cohort, students, google, keys=keys, now=moment(), progress=report)
    if dry_run:
        return _planned(plan, form)
    click.echo(reachable_in(str(plan), cohort), err=True)
    if plan.to_do and not plan.too_late:
        confirmed("Take them back?", yes=yes)
    with progress(f"Taking back from {cohort.name}") as report:
        done = recall.carry_out(plan, google, progress=report)
    rows = [_here(row, cohort) for row in done.rows]
    show(rows, ROWS, form=form, title=cohort.name, empty="There is nothing to take back.")
    return _told(done)


def _here(row: Row, cohort: Cohort) -> Row:
    """The row with links that lead to where the cohort's Docs are."""
    problems = tuple(reachable_in(problem, cohort) for problem in row.problems)
    return replace(row, link=reachable(row.link, cohort), problems=problems)


def _planned(plan: Plan, form: str) -> int:
    from pdsync.sync.recall_wording import ended_for

    columns: tuple[Column[Take], ...] = (
        Column("Student", "student", lambda take: take.called),
        Column("Key", "key", lambda take: take.key),
        Column("Docs", "docs", lambda take: [file.name for file in take.files]),
        Column("Taken back", "taken", lambda take: take in plan.wanted),
        Column("Access ends", "ends", lambda take: list(ended_for(take, plan)) if take in plan.wanted else []),
        Column("Stays because", "problems", lambda take: [reachable_in(one, plan.cohort) for one in take.refusals]),
    )
    if form == "table":
        click.echo(reachable_in(str(plan), plan.cohort))
    else:
        show(plan.takes, columns, form=form)
    return 0


def _told(done: Done) -> int:
    """Say on stderr what it came to; the exit code."""
    from pdsync.cli.boundary import came_to

    code = came_to(done, done.notes)
    if any(row.taken for row in done.rows):
        click.echo(AFTER, err=True)
    return code
