"""`pdsync forget`: a student who left leaves the Sheet, too."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.command import configs, declare, dry_run, student_keys, yes

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort


@declare(
    "forget",
    examples=(
        "pdsync forget s04 --dry-run",
        "pdsync forget s04",
        "pdsync forget s04 s11 --doc bin --yes",
    ),
    exits=(0, 1, 2, 3, 4, 5),
)
@click.argument("keys", metavar="KEY…", nargs=-1, required=True, shell_complete=student_keys)
@configs
@click.option(
    "--doc",
    "fate",
    type=click.Choice(("keep", "end", "bin")),
    default="keep",
    show_default=True,
    help="The Doc: the student keeps it; their access ends and it stays; access ends and it goes into Drive's bin.",
)
@dry_run("what would be done and what would remain")
@yes
@click.pass_context
def command(
    ctx: click.Context, keys: tuple[str, ...], configs: tuple[Path, ...], fate: str, dry_run: bool, yes: bool
) -> None:
    """Take a student who left the roster out of the Sheet, and pdsync's marks off their Doc.

    KEY is the student's key. Says what remains, and where. Safe to run again: it finishes what was begun.
    """
    from pdsync.cli.session import each_cohort

    ctx.exit(each_cohort(configs, lambda cohort: _forget(cohort, keys, fate, dry_run=dry_run, yes=yes)))


def _forget(cohort: Cohort, keys: tuple[str, ...], fate: str, *, dry_run: bool, yes: bool) -> int:
    from pdsync.cli.asking import confirmed
    from pdsync.cli.boundary import told
    from pdsync.cli.session import google_of, moment, students_of
    from pdsync.errors import EmptyRoster
    from pdsync.sync import forget

    google = google_of(cohort)
    try:
        students = students_of(cohort, google)
    except EmptyRoster:
        students = ()
    plan = forget.plan(cohort, students, google, keys, forget.Fate(fate))
    if dry_run or not plan.to_do:
        click.echo(str(plan))
        _say("What would remain", forget.remains(plan) if plan.to_do else (), cohort)
        return 0
    click.echo(str(plan), err=True)
    _say("What would remain", forget.remains(plan), cohort, err=True)
    confirmed("Forget them? The rows in the Sheet do not come back.", yes=yes)
    done = forget.carry_out(plan, google, now=moment())
    for line in done.did:
        click.echo(line)
    _say("What remains", done.remains, cohort)
    for problem in done.problems:
        click.echo(problem, err=True)
    if done.stopped:
        click.echo("It broke off. Run the same command again: it finishes what is left.", err=True)
        return told(done.stopped)
    return 1 if done.problems else 0


def _say(title: str, lines: Iterable[str], cohort: Cohort, *, err: bool = False) -> None:
    from pdsync.cli.links import reachable_in

    lines = list(lines)
    if lines:
        click.echo(f"{title}:", err=err)
    for line in lines:
        click.echo(f"  - {reachable_in(line, cohort)}", err=err)
