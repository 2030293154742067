"""`pdsync open`: the Sheet, the folder or a student's Doc in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.command import configs, declare, student_keys

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort


@declare("open", examples=("pdsync open", "pdsync open folder", "pdsync open 2611-07 --print"), exits=(0, 2, 3, 4))
@click.argument("what", default="sheet", shell_complete=student_keys)
@configs
@click.option("--print", "print_only", is_flag=True, help="Print the link instead of opening it.")
@click.pass_context
def command(ctx: click.Context, what: str, configs: tuple[Path, ...], print_only: bool) -> None:
    """Open the Sheet, the folder or a student's Doc in the browser.

    WHAT is sheet, folder, or the student's key in the roster.
    """
    from pdsync.cli.session import each_cohort

    ctx.exit(each_cohort(configs, lambda cohort: _open(cohort, what, print_only=print_only)))


def _open(cohort: Cohort, what: str, *, print_only: bool) -> int:
    from pdsync.cli.links import reachable
    from pdsync.cli.session import google_of
    from pdsync.sync import find

    link = reachable(find.link(cohort, google_of(cohort), what), cohort)
    click.echo(link)
    if not print_only:
        click.launch(link)
    return 0
