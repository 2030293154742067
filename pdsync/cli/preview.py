"""`pdsync preview`: exactly what a student gets."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.command import configs, declare, student_keys

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.sync.ports import Google


@declare(
    "preview",
    examples=("pdsync preview", "pdsync preview 2611-07", "pdsync preview 2611-07 --format html > preview.html"),
    exits=(0, 2, 3, 4),
)
@click.argument("key", default="", shell_complete=student_keys)
@configs
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="text: for the terminal; json: for programs; html: a page to look at in the browser.",
)
@click.pass_context
def command(ctx: click.Context, key: str, configs: tuple[Path, ...], form: str) -> None:
    """Show exactly what a student gets: the Doc with everything filled in, who will have access, and the mail.

    Nothing is written or sent. KEY is the student's key in the roster; without one it is the first who gets a Doc.
    With the builtin template it can be looked at before anybody has signed in.
    """
    from pdsync.cli.session import each_cohort

    ctx.exit(each_cohort(configs, lambda cohort: _preview(cohort, key, form)))


def _preview(cohort: Cohort, key: str, form: str) -> int:
    from pdsync.cli.links import reachable, reachable_in
    from pdsync.cli.preview_page import as_page, as_text, as_values
    from pdsync.cli.session import students_of
    from pdsync.sync.preview import preview

    google = _signed_in(cohort)
    found = preview(cohort, students_of(cohort, google), google, key=key)
    notes = tuple(reachable_in(note, cohort) for note in found.notes)
    shown = replace(found, template=reachable(found.template, cohort), notes=notes)
    if form == "json":
        click.echo(json.dumps(as_values(shown), ensure_ascii=False, indent=2))
    else:
        click.echo(as_page(shown) if form == "html" else as_text(shown))
    return 0


def _signed_in(cohort: Cohort) -> Google | None:
    """Google, or None if nobody is signed in and that is not needed: the roster is a file."""
    from pdsync.cli.session import google_of
    from pdsync.errors import NotSignedIn
    from pdsync.goals.cohort import CsvRoster

    try:
        return google_of(cohort)
    except NotSignedIn:
        if isinstance(cohort.roster, CsvRoster):
            return None
        raise
