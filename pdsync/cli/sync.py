"""`pdsync sync`: the Docs read into the cohort Sheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.command import configs, declare, today

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort


@declare("sync", examples=("pdsync sync", "pdsync sync --dry-run"), exits=(0, 1, 2, 3, 4, 5))
@configs
@click.option("--dry-run", is_flag=True, help="Show what would change in the Sheet, and write nothing.")
@click.option("--force", is_flag=True, help="Go on where pdsync would stop for safety, e.g. after the roster shrank.")
@click.option("--quiet", is_flag=True, help="Say nothing when all went well.")
@today
@click.pass_context
def command(
    ctx: click.Context, configs: tuple[Path, ...], dry_run: bool, force: bool, quiet: bool, today: date | None
) -> None:
    """Read the Docs and bring the cohort Sheet up to date.

    Only what changed since the last time is read, and only cells that differ are written. Notes, colours, columns and
    filters that staff made stay as they are.
    """
    from pdsync.cli.session import each_cohort

    ctx.exit(each_cohort(configs, lambda one: _sync(one, today, dry_run=dry_run, force=force, quiet=quiet)))


def _sync(cohort: Cohort, today: date | None, *, dry_run: bool, force: bool, quiet: bool) -> int:
    from pdsync.cli.progress import progress
    from pdsync.cli.session import day_of, google_of, moment, students_of
    from pdsync.errors import EmptyRoster
    from pdsync.sync import publish

    google = google_of(cohort)
    try:
        students = students_of(cohort, google)
    except EmptyRoster:
        students = ()  # the sync knows better what to say: it stops for safety, or goes on if that is meant
    with progress(f"Reading {cohort.name}", quiet=quiet) as report:
        done = publish.sync(
            cohort,
            students,
            google,
            today=day_of(cohort, today),
            now=moment(),
            progress=report,
            force=force,
            dry_run=dry_run,
        )
    if not quiet:
        click.echo(str(done))
    for problem in done.problems:
        click.echo(problem, err=True)
    return 1 if done.problems else 0
