"""What a sync did, or would do, as values for programs and as a table of its changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli.output import Column, show

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.sync.publish import Done


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that changes: a tab's cells, a flag, a line in Changes."""

    what: str
    kind: str
    subject: str
    words: str = ""


LINES: tuple[Column[Line], ...] = (
    Column("What", "what", lambda line: line.what),
    Column("Kind", "kind", lambda line: line.kind),
    Column("Student or tab", "subject", lambda line: line.subject),
    Column("In words", "words", lambda line: line.words, wide=True),
)


def show_done(done: Done, cohort: Cohort, form: str) -> None:
    """Print it in a format for programs."""
    if form == "json":
        click.echo(json.dumps(as_values(done, cohort), ensure_ascii=False, indent=2))
    else:
        show(lines(done), LINES, form=form)


def as_values(done: Done, cohort: Cohort) -> dict[str, Any]:
    """One object; `plan` is null unless it was a dry run."""
    plan = done.plan
    return {
        "cohort": cohort.name,
        "dry_run": done.dry_run,
        "docs": done.docs,
        "read": done.read,
        "cells": done.cells,
        "changes": [asdict(change) for change in done.changes],
        "notes": list(done.notes),
        "problems": list(done.problems),
        "sheet": done.link,
        "plan": asdict(plan) if plan else None,
    }


def lines(done: Done) -> Iterator[Line]:
    """Everything that changes, a line each."""
    if done.plan:
        for one in done.plan.written:
            yield Line("cells", "made" if one.made else "changed", one.tab, str(one))
        yield from (Line("flag appears", one.kind, one.student, one.reason) for one in done.plan.appear)
        yield from (Line("flag goes", one.kind, one.student) for one in done.plan.go)
    yield from (Line("change", change.kind, change.student, change.words) for change in done.changes)
