"""The plan of a handout, printed: in words with what it comes to, or as values for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli.links import reachable, reachable_in
from pdsync.cli.output import Column, show
from pdsync.clients.forecast import methods, seconds
from pdsync.sync.handout.counting import NAMES, WRITES, calls, counts, mails_to
from pdsync.sync.handout.wording import preparation, step, worded

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.sync.handout import Plan
    from pdsync.sync.handout.steps import Visit

BOUNDLESS = 10**6
"""So many writes a minute are what a config says that knows no quotas."""


def columns(cohort: Cohort) -> tuple[Column[Visit], ...]:
    """What stands beside each student."""
    return (
        Column("Student", "student", lambda visit: visit.student.called),
        Column("Key", "key", lambda visit: visit.student.key),
        Column("Would be done", "steps", lambda visit: [step(one) for one in visit.steps]),
        Column("Google mails", "mails", lambda visit: list(mails_to(visit))),
        Column("In the way", "problems", lambda visit: list(visit.problems)),
        Column("To know", "notes", lambda visit: list(visit.notes)),
        Column("Doc", "link", lambda visit: reachable(visit.file.link, cohort) if visit.file else ""),
    )


def show_plan(plan: Plan, form: str) -> None:
    """Print the plan."""
    if form == "json":
        click.echo(json.dumps(as_values(plan), ensure_ascii=False, indent=2))
    elif form == "table":
        long = seconds(plan.cohort.google.quotas, calls(plan))
        more = tuple(_more(plan))
        text = worded(plan.cohort, plan.preparations, plan.visits, plan.notes, more=more, seconds=long)
        click.echo(reachable_in(text, plan.cohort))
    else:
        show(plan.visits, columns(plan.cohort), form=form)


def _more(plan: Plan) -> Iterator[str]:
    without = [visit for visit in plan.visits if visit.problems or (visit.gone and not visit.file)]
    if without:
        yield "In the way"
        yield from (f"  {one.student.key}  {one.student.called}{_why(one)}" for one in without)
        yield ""
    yield "What it comes to"
    yield from (f"  {many:4}  {NAMES[name]}" for name, many in asdict(counts(plan)).items() if many)
    every = calls(plan)
    writes = sum(many for name, many in every.items() if name in WRITES)
    pace = f"{writes} of which write; {_pace(plan.cohort)}" if writes else "none of which writes"
    yield f"  {every.total():4}  {'call' if every.total() == 1 else 'calls'} to Google, {pace}"
    yield ""


def _why(visit: Visit) -> str:
    """Why the student gets no Doc, as what follows the name."""
    return f": {'; '.join(visit.problems)}" if visit.problems else f" {'; '.join(visit.notes)}"


def _pace(cohort: Cohort) -> str:
    quotas = cohort.google.quotas
    if quotas.docs_writes >= BOUNDLESS:
        return "at no pace of its own (google.quotas in the config)"
    docs, drive = quotas.docs_writes, quotas.drive_writes_per_second
    return f"at most {docs} writes to Docs a minute and {drive:g} to Drive a second (google.quotas in the config)"


def as_values(plan: Plan) -> dict[str, Any]:
    """The plan for programs."""
    every, cohort = calls(plan), plan.cohort
    writes = sum(many for name, many in every.items() if name in WRITES)
    return {
        "cohort": cohort.name,
        "counts": asdict(counts(plan)),
        "calls": {"total": every.total(), "writes": writes, "methods": methods(every)},
        "seconds": round(seconds(cohort.google.quotas, every), 1),
        "pace": _pace(cohort),
        "for_the_cohort": [preparation(one) for one in plan.preparations],
        "students": [{column.name: column.value(visit) for column in columns(cohort)} for visit in plan.visits],
        "notes": list(plan.notes),
    }
