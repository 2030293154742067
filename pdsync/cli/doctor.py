"""`pdsync doctor`: what works, what wants a look, what is broken, and the next command."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.command import configs, declare, formats, today
from pdsync.cli.output import Column, show

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.sync.checks import Examiner, Finding, Patient

WANTS_A_LOOK = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A finding, and the config that it is about."""

    config: str
    found: Finding


COLUMNS: tuple[Column[Row], ...] = (
    Column("", "mark", lambda row: row.found.mark.value),
    Column("Checked", "what", lambda row: row.found.what),
    Column("Found", "found", lambda row: row.found.words, wide=True),
    Column("Next", "next", lambda row: row.found.next),
)
CONFIG: Column[Row] = Column("Config", "config", lambda row: row.config)


@declare(
    "doctor",
    examples=(
        "pdsync doctor",
        "pdsync doctor --format json",
        "pdsync doctor --fail-on look",
        "pdsync doctor --compare",
    ),
    exits=(0, 2, 3, 4, 10),
)
@configs
@formats
@today
@click.option(
    "--fail-on", type=click.Choice(["look"]), help="Exit with 10 if something wants a look and nothing is broken."
)
@click.option(
    "--compare",
    is_flag=True,
    help="Ask Google and the sandbox the same questions, with scratch files that are removed again.",
)
@click.pass_context
def command(
    ctx: click.Context, configs: tuple[Path, ...], form: str, today: date | None, fail_on: str | None, compare: bool
) -> None:
    """Check config, calendar, sign-in, Google, roster, template and Sheet, and say what to mend. Nothing is written.

    Each line is ok, look (it works, but somebody should look at it) or broken. The exit code is the gravest one's.
    With --compare it finds out instead where the sandbox answers otherwise than Google does.
    """
    if compare:
        _compare(configs, form)
        return
    rows = list(_rows(configs, today))
    columns = (CONFIG, *COLUMNS) if len(configs) > 1 else COLUMNS
    show(rows, columns, form=form, title="" if len(configs) > 1 else str(configs[0]))
    ctx.exit(_gravest(rows, fail_on))


def _rows(configs: tuple[Path, ...], today: date | None) -> Iterator[Row]:
    from pdsync.cli.progress import progress
    from pdsync.sync.checks import CHECKS, checked

    names = [name for name, _ in CHECKS]
    with progress("Looking") as report:
        for place, path in enumerate(configs):
            for found in checked(_patient(path, today)):
                done = place * len(names) + names.index(found.what) + 1
                report(done, len(names) * len(configs), f"Looked at {found.what}")
                yield Row(str(path), found)


def _gravest(rows: list[Row], fail_on: str | None) -> int:
    code = max((row.found.code for row in rows), default=0)
    looks = any(row.found.mark.value == fail_on for row in rows)
    return code or (WANTS_A_LOOK if looks else 0)


def _patient(path: Path, today: date | None) -> Patient:
    """A config, and how to find out about it."""
    from pdsync.cli.session import day_of, google_of, moment, students_of
    from pdsync.config import load
    from pdsync.sync.checks import Patient

    return Patient(
        source=str(path),
        load=lambda: load(path),
        students_of=students_of,
        examiner_of=_examiner,
        google_of=google_of,
        today_of=lambda cohort: day_of(cohort, today),
        now=moment(),
    )


def _examiner(cohort: Cohort) -> Examiner:
    from pdsync.clients.examine import Examiner
    from pdsync.clients.scopes import needs_of

    return Examiner(cohort.google, needs_of(cohort))


def _compare(configs: tuple[Path, ...], form: str) -> None:
    from pdsync.cli import compare
    from pdsync.cli.progress import progress
    from pdsync.config import load

    for path in configs:
        with progress("Asking both") as report:
            rows = list(compare.compared(load(path), report))
        show(rows, compare.COLUMNS, form=form, title=f"{path}: the sandbox beside Google")
