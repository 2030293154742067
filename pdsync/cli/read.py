"""`pdsync read`: what pdsync understands from a Doc, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli.command import Day, declare, one_config, student_keys

if TYPE_CHECKING:
    from pdsync.goals.calendar import Calendar
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.dates import Due
    from pdsync.goals.document import Block
    from pdsync.goals.model import Goal

Source = tuple[str, str, "tuple[Block, ...]"]
"""A Doc's id, its title, its blocks."""


@declare(
    "read",
    examples=(
        "pdsync read 2611-07",
        "pdsync read https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789/edit --format json",
        "pdsync read answer.json --written 2026-11-24",
    ),
    exits=(0, 1, 2, 3, 4),
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…", shell_complete=student_keys)
@one_config
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="text: the Doc's lines and what each was taken for; json: one object, a list for several sources, with the "
    "lines; jsonl: an object a line, without them.",
)
@click.option(
    "--written", type=Day(), help="The day the answers were written, for dates like “Friday”. [default: today]"
)
@click.pass_context
def command(ctx: click.Context, sources: tuple[str, ...], config: Path, form: str, written: date | None) -> None:
    """Show what pdsync understands from a Doc, and why.

    SOURCE is a Doc's id or address, a student's key, or a file that holds a documents.get answer. Files are read
    without signing in, and without a config; the config's calendar is what due dates are read with.
    """
    from pdsync.cli.session import cohort_if_any, day_of

    cohort = cohort_if_any(config)
    day = written or (day_of(cohort, None) if cohort else None)
    failed: list[Exception] = []
    _print(_documents(sources, config, cohort, day, failed), form, many=len(sources) > 1)
    ctx.exit(_exit_code(failed, len(sources)))


def _exit_code(failed: list[Exception], asked: int) -> int:
    """With one source its own failure's code; with several, 1: the others were read."""
    from pdsync.cli.boundary import told

    codes = [told(error) for error in failed]
    return (codes[0] if asked == 1 else 1) if codes else 0


def _documents(
    sources: tuple[str, ...], config: Path, cohort: Cohort | None, day: date | None, failed: list[Exception]
) -> Iterator[_Document]:
    from pdsync.errors import PdsyncError

    for source in sources:
        try:
            name, title, blocks = _blocks(source, config)
        except PdsyncError as error:
            failed.append(error)
            continue
        yield _Document(name, title, blocks, cohort.calendar if cohort else None, day)


def _blocks(source: str, config: Path) -> Source:
    """What stands in a file, or in the Doc that an address, an id or a student's key stands for."""
    path = Path(source)
    if source.endswith(".json") or path.is_file():
        return _from_file(path)
    from pdsync.cli.session import google_of
    from pdsync.config import load
    from pdsync.sync import find

    cohort = load(config)
    google = google_of(cohort)
    doc = find.goal_doc(cohort, google, source)
    return doc.id, doc.name, google.docs.read(doc.id).blocks


def _from_file(path: Path) -> Source:
    from pdsync.clients.wire import blocks
    from pdsync.config.texts import read_text
    from pdsync.errors import UsageError

    if not path.exists():
        raise UsageError(
            f"{path}: there is no such file.",
            hint="look for it in another folder, or give a student's key: pdsync read KEY",
        )
    try:
        document = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UsageError(f"{path}{where}: this is not JSON; a documents.get answer is expected.") from None
    if not isinstance(document, dict) or not {"body", "tabs", "documentId"} & document.keys():
        raise UsageError(f"{path}: this is JSON, but no documents.get answer (it has neither body nor tabs).")
    return str(document.get("documentId") or path.stem), str(document.get("title") or ""), blocks(document)


@dataclass(frozen=True, slots=True)
class _Document:
    """A Doc to be read, and what is known of the day and the calendar."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    calendar: Calendar | None
    day: date | None

    def for_programs(self, *, lines: bool) -> dict[str, Any]:
        """The design's object; with the Doc's lines if they are asked for."""
        from pdsync.goals.hints import hints_for
        from pdsync.goals.parsing import explain, read_goals
        from pdsync.goals.report import as_json, entries_of, lines_as_json

        reading = read_goals(self.blocks)
        entries = entries_of(reading, due=self.due, written=self.day)
        hints = hints_for(entries, module_end=self._module_end)
        found = as_json(reading, id=self.name, title=self.title, due=self.due, hints=hints)
        return {**found, "lines": lines_as_json(explain(self.blocks))} if lines else found

    def show(self) -> None:
        """Print the Doc's lines with what each was taken for, and what was understood."""
        from pdsync.cli.output import Column, show
        from pdsync.goals.hints import hints_for
        from pdsync.goals.parsing import explain, read_goals
        from pdsync.goals.report import as_lines, as_summary, entries_of

        reading = read_goals(self.blocks)
        entries = entries_of(reading, due=self.due, written=self.day)
        columns: tuple[Column[tuple[str, str, str, str]], ...] = (
            Column("Goal", "goal", itemgetter(0)),
            Column("Taken for", "taken_for", itemgetter(1)),
            Column("Line", "text", itemgetter(2), wide=True),
            Column("Why", "why", itemgetter(3), wide=True),
        )
        click.echo(f"{self.title or self.name}\n")
        show(as_lines(explain(self.blocks)), columns, form="table", empty="Nothing is written in it.")
        click.echo("")
        for sentence in as_summary(entries, reading, hints_for(entries, module_end=self._module_end)):
            click.echo(sentence)

    def due(self, goal: Goal) -> Due | None:
        """What its Timebound answer says, where there is a calendar to read it with, or a date chip says it."""
        from pdsync.goals.dates import Due, DueKind, read_due
        from pdsync.goals.model import Section

        answer = goal.answers.get(Section.TIMEBOUND)
        if answer is None or Section.TIMEBOUND in goal.placeholders:
            return None
        if self.calendar is not None and self.day is not None:
            return read_due(answer.text, written=self.day, calendar=self.calendar, chips=answer.dates)
        return Due(DueKind.DATE, answer.dates[-1], why="The answer holds a date chip.") if answer.dates else None

    @property
    def _module_end(self) -> date | None:
        return self.calendar.module.end if self.calendar else None


def _print(documents: Iterator[_Document], form: str, *, many: bool) -> None:
    if form == "jsonl":
        for one in documents:
            click.echo(json.dumps(one.for_programs(lines=False), ensure_ascii=False))
    elif form == "json":
        found = [one.for_programs(lines=True) for one in documents]
        if many or found:
            click.echo(json.dumps(found if many else found[0], ensure_ascii=False, indent=2))
    else:
        for number, one in enumerate(documents):
            click.echo("\n" if number else "", nl=bool(number))
            one.show()
