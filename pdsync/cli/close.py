"""`pdsync close`: students keep their Docs to read, and what stood in them is set down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.asking import confirmed
from pdsync.cli.command import configs, declare, dry_run, formats, only, student_keys, today, yes
from pdsync.cli.output import Column, show

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.sync.close.files import Save
    from pdsync.sync.close.planning import Plan
    from pdsync.sync.close.steps import Row, Terms, Visit

ROWS: tuple[Column[Row], ...] = (
    Column("Student", "student", lambda row: row.student.called),
    Column("Key", "key", lambda row: row.student.key),
    Column("State", "state", lambda row: row.state),
    Column("Could", "before", lambda row: row.before),
    Column("Can", "now", lambda row: row.now),
    Column("Goals", "goals", lambda row: row.goals),
    Column("Done", "done", lambda row: row.done),
    Column("Problem", "problems", lambda row: list(row.problems)),
    Column("To know", "notes", lambda row: list(row.notes)),
    Column("File", "file", lambda row: row.saved),
    Column("Doc", "link", lambda row: row.link),
)


@declare(
    "close",
    examples=(
        "pdsync close --dry-run",
        "pdsync close --except 2611-07",
        "pdsync close --role reader --save closed --as pdf",
    ),
    exits=(0, 1, 2, 3, 4, 5),
)
@configs
@click.option("--role", type=click.Choice(["commenter", "reader"]), help="What students may still do; else the config.")
@click.option(
    "--except",
    "spared",
    multiple=True,
    metavar="KEY",
    shell_complete=student_keys,
    help="A student whose Doc stays open (may be given several times).",
)
@only
@click.option(
    "--save",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Save a copy of every closed Doc in this folder, with an index; nothing there is written over.",
)
@click.option(
    "--as",
    "kind",
    type=click.Choice(["text", "pdf"]),
    default="text",
    show_default=True,
    help="What the saved copies are.",
)
@dry_run("what would be done")
@yes
@today
@formats
@click.pass_context
def command(
    ctx: click.Context,
    configs: tuple[Path, ...],
    role: str | None,
    spared: tuple[str, ...],
    only: tuple[str, ...],
    folder: Path | None,
    kind: str,
    dry_run: bool,
    yes: bool,
    today: date | None,
    form: str,
) -> None:
    """Close the goal Docs at the module's end: students may read and comment, and write no more.

    What stood in each Doc is set down in the Sheet's Closing tab. A student with an extension, or excused, whose day
    has not passed stays open and is named. `pdsync thaw` gives everybody back exactly what they could before. Nobody is
    mailed. Safe to run again at any time.
    """
    from pdsync.cli.session import each_cohort
    from pdsync.sync.close.files import Form, Save

    save = Save(folder, Form(kind)) if folder else None

    def work(cohort: Cohort) -> int:
        terms = terms_of(cohort, role, today)
        return closed(cohort, replace(terms, spared=spared, only=only), save, dry_run=dry_run, yes=yes, form=form)

    ctx.exit(each_cohort(configs, work))


def terms_of(cohort: Cohort, role: str | None, today: date | None) -> Terms:
    """How the cohort is closed, as the config says, unless a role was given."""
    from pdsync.cli.session import day_of, moment
    from pdsync.goals.cohort import Role
    from pdsync.sync.close.steps import Terms

    student = Role(role) if role else cohort.closing.student
    return Terms(student, cohort.closing.mentors, day_of(cohort, today), moment().replace(microsecond=0))


def closed(cohort: Cohort, terms: Terms, save: Save | None, *, dry_run: bool, yes: bool, form: str) -> int:
    """Show the plan, ask, carry it out, show how everybody stands; the exit code. With `terms.thaw`, the same back."""
    from pdsync.cli.boundary import came_to
    from pdsync.cli.links import reachable
    from pdsync.cli.progress import progress
    from pdsync.cli.session import google_of, students_of
    from pdsync.sync.close.carrying import close
    from pdsync.sync.close.planning import plan

    google = google_of(cohort)
    students = students_of(cohort, google)
    planned = plan(cohort, students, google, terms)
    if dry_run:
        return _planned(planned, form)
    click.echo(str(planned), err=True)
    if planned.writes:
        confirmed("Open them again?" if terms.thaw else "Close them?", yes=yes)
    with progress(f"{'Opening' if terms.thaw else 'Closing'} {cohort.name}") as report:
        done = close(cohort, students, google, terms, save=save, progress=report)
    rows = [replace(row, link=reachable(row.link, cohort)) for row in done.rows]
    show(rows, ROWS, form=form, title=cohort.name, empty="Nobody is on the roster.")
    return came_to(done, (*done.notes, *done.problems))


def _planned(planned: Plan, form: str) -> int:
    from pdsync.sync.close.wording import in_words

    columns: tuple[Column[Visit], ...] = (
        Column("Student", "student", lambda visit: visit.student.called),
        Column("Key", "key", lambda visit: visit.student.key),
        Column("Plan", "plan", lambda visit: in_words(visit, planned.terms)),
        Column("Stays open", "open", lambda visit: visit.open),
        Column("Changes", "changes", lambda visit: len(visit.steps)),
        Column("Problem", "problems", lambda visit: list(visit.problems)),
    )
    if form == "table":
        click.echo(str(planned))
    else:
        show(planned.visits, columns, form=form)
    return 0
