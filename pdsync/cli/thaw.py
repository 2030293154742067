"""`pdsync thaw`: closed Docs opened again, exactly as they were."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.command import configs, declare, dry_run, formats, whose, yes

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort


@declare("thaw", examples=("pdsync thaw 2611-07", "pdsync thaw --all --dry-run"), exits=(0, 1, 2, 3, 4, 5))
@whose
@configs
@dry_run("what would be done")
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
    """Open closed Docs again: everybody may do with them exactly what they could before `pdsync close`.

    KEY is a student's key in the roster. Safe to run again at any time.
    """
    from pdsync.cli.close import closed, terms_of
    from pdsync.cli.session import each_cohort

    def work(cohort: Cohort) -> int:
        terms = replace(terms_of(cohort, None, None), only=keys, thaw=True)
        return closed(cohort, terms, None, dry_run=dry_run, yes=yes, form=form)

    ctx.exit(each_cohort(configs, work))
