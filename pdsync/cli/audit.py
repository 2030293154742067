"""`pdsync audit`: who can see what, and what mends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.command import configs, declare, formats
from pdsync.cli.output import Column, show

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.sync.audit import Mended, Mending
    from pdsync.sync.audit_kinds import Finding
    from pdsync.sync.ports import Google

FOUND = 10
GRAVE = ("look", "broken")


@declare(
    "audit",
    examples=(
        "pdsync audit",
        "pdsync audit --format csv > access.csv",
        "pdsync audit --fix --dry-run",
        "pdsync audit --fix --yes --also withdrawn",
        "pdsync audit --fail-on broken",
    ),
    exits=(0, 1, 2, 3, 4, 5, 10),
)
@configs
@formats
@click.option(
    "--fail-on", "fail_on", type=click.Choice(GRAVE), help="Exit with 10 if something is that grave, or graver."
)
@click.option("--fix", is_flag=True, help="Mend what can be mended, after a plan. Nothing is deleted, no word touched.")
@click.option(
    "--also",
    multiple=True,
    type=click.Choice(("withdrawn", "resharing")),
    help="With --fix: end the access of who withdrew or left, too; let students let nobody else in.",
)
@click.option("--dry-run", is_flag=True, help="With --fix: show the plan, and write nothing.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask before it is done.")
@click.pass_context
def command(
    ctx: click.Context,
    configs: tuple[Path, ...],
    form: str,
    fail_on: str | None,
    fix: bool,
    also: tuple[str, ...],
    dry_run: bool,
    yes: bool,
) -> None:
    """Say who can see what they should not, and who cannot see what they should.

    Looks at every goal Doc, the folder, the template and the Sheet. Without --fix nothing is written.
    """
    from pdsync.cli.session import each_cohort

    if not fix and (also or dry_run or yes):
        raise click.UsageError("--also, --dry-run and --yes go with --fix", ctx)
    how = _How(form, fail_on or "", fix=fix, also=also, dry_run=dry_run, yes=yes)
    ctx.exit(each_cohort(configs, lambda cohort: _audit(cohort, how)))


@dataclass(frozen=True, slots=True)
class _How:
    """How the command was typed."""

    form: str
    fail_on: str
    fix: bool
    also: tuple[str, ...]
    dry_run: bool
    yes: bool


def _audit(cohort: Cohort, how: _How) -> int:
    from pdsync.cli.session import google_of, students_of
    from pdsync.errors import EmptyRoster
    from pdsync.sync import audit

    google = google_of(cohort)
    try:
        students = students_of(cohort, google)
    except EmptyRoster:
        students = ()  # everybody has left; who can see their Docs is asked all the more
    seen = audit.audit(cohort, students, google)
    if how.fix:
        return _fix(cohort, audit.mendings(seen, how.also), google, how)
    show(seen.findings, _columns(cohort), form=how.form, title=f"{cohort.name}: who can see what", empty=str(seen))
    click.echo(str(seen), err=True)
    if not _sees_all(cohort):
        click.echo(OWN_ONLY, err=True)
    return FOUND if how.fail_on and seen.has(how.fail_on) else 0


OWN_ONLY = (
    "pdsync sees only the files that it made itself. A copy that a student made in their own Drive is not among them."
)


def _sees_all(cohort: Cohort) -> bool:
    """Whether the sign-in sees files that pdsync did not make."""
    from pdsync.clients.scopes import ALL_FILES, needs_of

    return any(need.scope == ALL_FILES for need in needs_of(cohort))


def _columns(cohort: Cohort) -> tuple[Column[Finding], ...]:
    from pdsync.cli.links import reachable
    from pdsync.sync.audit_kinds import said

    def mends(one: Finding) -> str:
        if one.fix is None:
            return one.next
        return f"pdsync audit --fix --also {one.asked}" if one.asked else f"pdsync audit --fix: {said(one.fix)}"

    return (
        Column("", "mark", lambda one: one.mark.value),
        Column("Whose", "whose", lambda one: one.name),
        Column("Key", "key", lambda one: one.about),
        Column("Kind", "kind", lambda one: one.kind),
        Column("Found", "found", lambda one: one.words, wide=True),
        Column("Address", "who", lambda one: one.who),
        Column("Next", "next", mends, wide=True),
        Column("Link", "link", lambda one: reachable(one.link, cohort)),
    )


def _fix(cohort: Cohort, plan: Sequence[Mending], google: Google, how: _How) -> int:
    from pdsync.cli.asking import confirmed
    from pdsync.cli.progress import progress
    from pdsync.sync.audit import Mended, mended

    if how.dry_run:
        rows = [Mended(one) for one in plan]
        show(rows, _done("would be done"), form=how.form, title=cohort.name, empty=NOTHING)
        return 0
    if plan and not how.yes:
        click.echo(f"{cohort.name}: this will be done.", err=True)
        for one in plan:
            click.echo(f"  {one}", err=True)
        confirmed("Do it?", yes=False)
    done: list[Mended] = []
    try:
        with progress(f"Mending {cohort.name}") as report:
            for number, came in enumerate(mended(cohort, plan, google), start=1):
                done.append(came)
                report(number, len(plan), "")
    finally:
        show(done, _done("done"), form=how.form, title=cohort.name, empty=NOTHING if not plan else "Nothing was done.")
    return 1 if any(one.failed for one in done) else 0


NOTHING = "There is nothing to mend without being asked; pdsync audit shows what else there is, and what helps."


def _done(what: str) -> tuple[Column[Mended], ...]:
    from pdsync.sync.audit_kinds import carried_out, said, undone

    words = carried_out if what == "done" else said
    return (
        Column("Whose", "whose", lambda one: one.mending.finding.name),
        Column("Key", "key", lambda one: one.mending.finding.about),
        Column(what.capitalize(), "done", lambda one: "" if one.failed else words(one.mending.fix), wide=True),
        Column("To take it back", "undo", lambda one: "" if one.failed else undone(one.mending.fix), wide=True),
        Column("Failed", "failed", lambda one: one.failed),
    )
