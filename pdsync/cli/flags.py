"""`pdsync flags`: who needs a word this week, and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli.command import configs, declare, formats, today

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Flag, Student

FOUND = 10


class Kinds(click.ParamType):  # type: ignore[type-arg]  # generic only since Click 8.4
    """Kinds of flags with commas between them, or `any`."""

    name = "kind,…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        """The kinds, or a usage error that names the known ones."""
        from pdsync.goals.flags import KINDS

        kinds = frozenset(word.strip().casefold() for word in str(value).split(",") if word.strip())
        if kinds == {"any"}:
            return frozenset(KINDS)
        if unknown := sorted(kinds.difference(KINDS)):
            self.fail(f"{', '.join(unknown)} is no kind of flag; the kinds are {', '.join(KINDS)}, or any", param, ctx)
        return kinds


@declare(
    "flags",
    examples=("pdsync flags", "pdsync flags --format csv > flags.csv", "pdsync flags --fail-on overdue,doc-lost"),
    exits=(0, 2, 3, 4, 10),
)
@configs
@formats
@click.option("--fail-on", "fail_on", type=Kinds(), default="", help="Exit with 10 if there is a flag of these kinds.")
@click.option("--kind", "kinds", type=Kinds(), default="", help="Show only these kinds.")
@today
@click.pass_context
def command(
    ctx: click.Context,
    configs: tuple[Path, ...],
    form: str,
    fail_on: frozenset[str],
    kinds: frozenset[str],
    today: date | None,
) -> None:
    """Say who needs a word this week, and why, with a link to the Doc. Nothing is written."""
    from pdsync.cli.session import each_cohort

    ctx.exit(each_cohort(configs, lambda one: _flags(one, today, form=form, fail_on=fail_on, kinds=kinds)))


def _flags(cohort: Cohort, today: date | None, *, form: str, fail_on: frozenset[str], kinds: frozenset[str]) -> int:
    from pdsync.cli.session import day_of, google_of, students_of
    from pdsync.sync import collect

    google = google_of(cohort)
    students = students_of(cohort, google)
    found = collect.flags(cohort, students, google, today=day_of(cohort, today))
    show_flags([flag for flag in found if not kinds or flag.kind in kinds], students, cohort, form=form)
    return FOUND if any(flag.kind in fail_on for flag in found) else 0


def show_flags(found: list[Flag], students: tuple[Student, ...], cohort: Cohort, *, form: str) -> None:
    """Print the flags, a line each."""
    from pdsync.cli.output import Column, show

    names = {student.key: student.called for student in students}
    columns: tuple[Column[Flag], ...] = (
        Column("Student", "student", lambda flag: names.get(flag.student, flag.student)),
        Column("Key", "key", lambda flag: flag.student),
        Column("Flag", "kind", lambda flag: flag.kind),
        Column("Goal", "goal", lambda flag: flag.goal),
        Column("Reason", "reason", lambda flag: flag.reason, wide=True),
        Column("Doc", "link", lambda flag: flag.link),
    )
    show(found, columns, form=form, title=f"{cohort.name}: who needs a word", empty="Nobody needs a word.")
