"""`pdsync sync`: the Docs read into the cohort Sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.command import configs, declare, dry_run, formats, today

if TYPE_CHECKING:
    from pdsync.cli.telling import Log
    from pdsync.goals.cohort import Cohort


@declare(
    "sync",
    examples=(
        "pdsync sync",
        "pdsync sync --dry-run",
        "pdsync sync --quiet --notify -c 2611.yaml -c 2612.yaml",
    ),
    exits=(0, 1, 2, 3, 4, 5),
)
@configs
@dry_run("what would change in the Sheet")
@click.option("--force", is_flag=True, help="Go on where pdsync would stop for safety, e.g. after the roster shrank.")
@click.option("--quiet", is_flag=True, help="Say nothing when all went well: for scheduled runs.")
@click.option("--notify", is_flag=True, help="Tell whom the config names (notify:) of a failure and of new flags.")
@click.option(
    "--log-format",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="What to write on stderr: sentences, or a JSON object a line, without names, for whoever collects logs.",
)
@formats
@today
@click.pass_context
def command(
    ctx: click.Context,
    configs: tuple[Path, ...],
    dry_run: bool,
    force: bool,
    quiet: bool,
    notify: bool,
    log_format: str,
    form: str,
    today: date | None,
) -> None:
    """Read the Docs and bring the cohort Sheet up to date.

    Only what changed since the last time is read, and only cells that differ are written. Notes, colours, columns and
    filters that staff made stay as they are. Of several cohorts each is done for itself: one that fails does not keep
    the others back.
    """
    from pdsync.cli.session import each_cohort

    log = _log(len(configs), log_format, quiet=quiet or form != "table", notify=notify, dry_run=dry_run)

    def work(one: Cohort) -> int:
        return _sync(one, today, log, dry_run=dry_run, force=force, quiet=quiet, form=form)

    ctx.exit(each_cohort(configs, work, log))


def _log(cohorts: int, log_format: str, *, quiet: bool, notify: bool, dry_run: bool) -> Log:
    """Whom the run tells what happens."""
    from pdsync.cli.session import moment
    from pdsync.cli.telling import Spoken

    log: Log = Spoken(several=cohorts > 1, quiet=quiet)
    lines = None
    if log_format == "json":
        from pdsync.cli.events import Lines

        log = lines = Lines(cohorts=cohorts, quiet=quiet, now=moment)
    if notify:
        from pdsync.cli.notifying import Remembered

        log = Remembered(log, lines, rehearsal=dry_run)
    return log


def _sync(cohort: Cohort, today: date | None, log: Log, *, dry_run: bool, force: bool, quiet: bool, form: str) -> int:
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
    if done.link and cohort.google.endpoint:
        from pdsync.cli.links import reachable

        done = replace(done, link=reachable(done.link, cohort))
    if form != "table" and not quiet:
        from pdsync.cli.sync_plan import show_done

        show_done(done, cohort, form)
    return log.synced(cohort, students, done)
