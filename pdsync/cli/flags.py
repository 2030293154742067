"""`pdsync flags`: who needs a word this week, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli.command import configs, declare, formats, today

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Flag, Student

FOUND = 10
NOBODY = "Nobody needs a word."
AS_FAR = "Nobody needs a word, as far as could be seen; see above for what could not."


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

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """The kinds that may stand behind the last comma."""
        from click.shell_completion import CompletionItem

        from pdsync.goals.flags import FLAGS

        before, comma, begun = incomplete.rpartition(",")
        return [
            CompletionItem(f"{before}{comma}{rule.kind}", help=rule.meaning)
            for rule in FLAGS
            if rule.kind.startswith(begun)
        ]


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

    rows: list[Row] = []
    problems: list[str] = []
    looked: list[str] = []

    def one(cohort: Cohort) -> int:
        found = list(_rows(cohort, today, problems))
        looked.append(cohort.key)
        rows.extend(row for row in found if not kinds or row.flag.kind in kinds)
        return FOUND if any(row.flag.kind in fail_on for row in found) else 0

    code = each_cohort(configs, one)
    if looked or form != "table":  # where no cohort could be looked at, nobody can say that all is well
        whole = len(looked) == len(configs) and not problems
        _show(rows, form=form, several=len(configs) > 1, empty=NOBODY if whole else AS_FAR)
    ctx.exit(code)


@dataclass(frozen=True, slots=True)
class Row:
    """A flag, and what to call its student and cohort."""

    cohort: str
    student: str
    flag: Flag


def _rows(cohort: Cohort, today: date | None, problems: list[str]) -> Iterator[Row]:
    """A cohort's flags; Docs that could not be read are named on stderr, and put to the problems."""
    from pdsync.cli.session import day_of, google_of, students_of
    from pdsync.sync import collect

    google = google_of(cohort)
    students = students_of(cohort, google)
    known = collect.survey(cohort, students, google, today=day_of(cohort, today))
    for problem in known.problems:
        click.echo(problem, err=True)
    problems.extend(known.problems)
    return _named(known.flags, students, cohort)


def _named(found: Iterable[Flag], students: Iterable[Student], cohort: Cohort) -> Iterator[Row]:
    from pdsync.cli.links import reachable
    from pdsync.goals.sheet import names_of

    names = names_of(students)
    for flag in found:
        seen = replace(flag, link=reachable(flag.link, cohort))
        yield Row(cohort.name, names.get(flag.student, flag.student), seen)


def show_flags(found: Iterable[Flag], students: Iterable[Student], cohort: Cohort, *, form: str) -> None:
    """Print a cohort's flags, a line each."""
    _show(list(_named(found, students, cohort)), form=form, several=False)


def _show(rows: list[Row], *, form: str, several: bool, empty: str = NOBODY) -> None:
    from pdsync.cli.output import NAME, Column, show

    columns: tuple[Column[Row], ...] = (
        Column("Student", "student", lambda row: row.student, least=NAME),
        Column("Key", "key", lambda row: row.flag.student),
        Column("Flag", "kind", lambda row: row.flag.kind),
        Column("Goal", "goal", lambda row: row.flag.goal),
        Column("Reason", "reason", lambda row: row.flag.reason, wide=True),
        Column("Doc", "link", lambda row: row.flag.link),
    )
    if several:
        columns = (Column("Cohort", "cohort", lambda row: row.cohort), *columns)
    title = "Who needs a word" if several or not rows else f"{rows[0].cohort}: who needs a word"
    show(rows, columns, form=form, title=title, empty=empty)
