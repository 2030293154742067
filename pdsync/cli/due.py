"""`pdsync due`: the due date in a Timebound answer, the words it rests on, and how sure it is."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli.command import Day, declare, one_config

if TYPE_CHECKING:
    from pdsync.goals.calendar import Calendar
    from pdsync.goals.cohort import Cohort

WRONG_LINES = 2


@declare(
    "due",
    examples=(
        'pdsync due "by the end of week 4" --written 2026-11-24',
        'pdsync due "two weeks before graduation" --written 2026-11-24 --format json',
        "pdsync due --batch < answers.jsonl",
    ),
    exits=(0, 2),
)
@click.argument("text", required=False)
@one_config
@click.option("--written", type=Day(), help="The day the answer was written. [default: today]")
@click.option(
    "--batch",
    is_flag=True,
    help='Read JSON lines {"id", "text", "anchor", "calendar"} on standard input, and print one for each. '
    "anchor: the day it was written; calendar: as in a config, which is used where a line has none.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
@click.pass_context
def command(ctx: click.Context, text: str | None, config: Path, written: date | None, batch: bool, form: str) -> None:
    """Show the due date that pdsync reads out of a Timebound answer, the words it rests on, and how sure it is.

    Dates such as “week 4” are counted by the calendar in the cohort's config.
    """
    if (text is None) is not batch:
        raise click.UsageError("Give an answer to read, or --batch to read many from standard input.", ctx)
    if batch:
        ctx.exit(_batch(sys.stdin.buffer, config, written))
    _one(text or "", config, written, form)


def _one(text: str, config: Path, written: date | None, form: str) -> None:
    from pdsync.cli.session import day_of
    from pdsync.config import load
    from pdsync.goals.dates import read_due
    from pdsync.goals.report import due_as_json, due_in_a_line
    from pdsync.goals.words import in_words

    cohort = load(config)
    due = read_due(text, written=day_of(cohort, written), calendar=cohort.calendar)
    if form == "json":
        click.echo(json.dumps(due_as_json(due), ensure_ascii=False, indent=2))
        return
    line = due_in_a_line(due)
    click.echo(line[:1].upper() + line[1:])
    click.echo(f"  {due.why}")
    if due.alternatives:
        click.echo(f"  It may also mean {', or '.join(map(in_words, due.alternatives))}.")
    if due.unknown_milestone:
        click.echo(f"  “{due.unknown_milestone}” is not in the calendar; add it to the config's milestones?")


# ---- many at once


def _batch(lines: Iterable[bytes], config: Path, written: date | None) -> int:
    """Answer every line; those that cannot be read are told with their number, and the others are answered."""
    from pdsync.cli.session import cohort_if_any

    answers = _Answers(cohort_if_any(config), written)
    wrong = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            answer = answers.answer(line)
        except ValueError as error:
            wrong += 1
            click.echo(f"line {number}: {error}", err=True)
        else:
            click.echo(json.dumps(answer, ensure_ascii=False))
    return WRONG_LINES if wrong else 0


class _Answers:
    """Answers JSON lines; a calendar that comes again is not read again."""

    def __init__(self, cohort: Cohort | None, written: date | None) -> None:
        self.cohort = cohort
        self.written = written
        self.calendars: dict[str, Calendar] = {}

    def answer(self, line: bytes) -> dict[str, Any]:
        """The answer to one line; ValueError, with a sentence, if it cannot be read."""
        from pdsync.goals.dates import read_due
        from pdsync.goals.report import due_as_json

        asked = _object(line)
        text = asked.get("text")
        if text is not None and not isinstance(text, str):
            raise ValueError('"text" must be text.')
        written, calendar = self._written(asked.get("anchor")), self._calendar(asked.get("calendar"))
        return {"id": asked.get("id"), **due_as_json(read_due(text or "", written=written, calendar=calendar))}

    def _written(self, anchor: object) -> date:
        if anchor is None and self.written is not None:
            return self.written
        try:
            return date.fromisoformat(anchor if isinstance(anchor, str) else "")
        except ValueError:
            shown = "is missing" if anchor is None else f"{json.dumps(anchor)} is no date"
            raise ValueError(f'"anchor" {shown}; write year-month-day, e.g. 2026-11-23.') from None

    def _calendar(self, mapping: object) -> Calendar:
        from pdsync.goals.calendar import Calendar, CalendarError

        if mapping is None:
            if self.cohort is None:
                raise ValueError('"calendar" is missing, and there is no config to take it from (-c FILE).')
            return self.cohort.calendar
        if not isinstance(mapping, Mapping):
            raise ValueError('"calendar" must hold named fields, as in a config.')
        known = json.dumps(mapping, sort_keys=True)
        if known not in self.calendars:
            try:
                self.calendars[known] = Calendar.from_mapping(mapping)
            except CalendarError as error:
                raise ValueError("; ".join(_complaints(error.problems)) + ".") from None
        return self.calendars[known]


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("this is not JSON.") from None
    if not isinstance(asked, Mapping):
        raise ValueError('this is JSON, but no object with "id", "text", "anchor" and "calendar".')
    return asked


def _complaints(problems: Iterable[tuple[str, str]]) -> Iterator[str]:
    for path, message in problems:
        yield f"calendar.{path} {message}" if path != "calendar" else f"calendar {message}"
