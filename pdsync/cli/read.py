"""`pdsync read`: what pdsync understands from a Doc, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli.command import Day, declare, one_config

if TYPE_CHECKING:
    from pdsync.goals.calendar import Calendar
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.document import Block
    from pdsync.goals.model import Answer, Goal, Reading

Source = tuple[str, str, "tuple[Block, ...]"]
"""A Doc's id, its title, its blocks."""


@declare(
    "read",
    examples=(
        "pdsync read 2611-07",
        "pdsync read https://docs.google.com/document/d/1AbC…/edit --format text",
        "pdsync read answer.json --format json",
    ),
    exits=(0, 1, 2, 3, 4),
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@one_config
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="text for people; json: one list, or one object for one source; jsonl: an object a line.",
)
@click.option(
    "--written", type=Day(), help="The day the answers were written, for dates like “Friday”. [default: today]"
)
@click.pass_context
def command(ctx: click.Context, sources: tuple[str, ...], config: Path, form: str, written: date | None) -> None:
    """Show what pdsync understands from a Doc, and why.

    SOURCE is a Doc's id or address, a student's key, or a file that holds a documents.get answer. Files are read
    without signing in.
    """
    from pdsync.cli.session import cohort_if_any

    cohort = cohort_if_any(config)
    failed: list[Exception] = []
    objects = _objects(sources, config, cohort, written, failed)
    _print(objects, form, many=len(sources) > 1)
    ctx.exit(_exit_code(failed, len(sources)))


def _exit_code(failed: list[Exception], asked: int) -> int:
    """With one source its own failure's code; with several, 1: the others were read."""
    from pdsync.cli.boundary import told

    codes = [told(error) for error in failed]
    return (codes[0] if asked == 1 else 1) if codes else 0


def _objects(
    sources: tuple[str, ...], config: Path, cohort: Cohort | None, written: date | None, failed: list[Exception]
) -> Iterator[dict[str, Any]]:
    from pdsync.cli.session import day_of
    from pdsync.errors import PdsyncError
    from pdsync.goals.parsing import read_goals

    calendar = cohort.calendar if cohort else None
    day = written or (day_of(cohort, None) if cohort else None)
    for source in sources:
        try:
            name, title, blocks = _blocks(source, config)
            reading = read_goals(blocks)
        except PdsyncError as error:
            failed.append(error)
            continue
        yield _object(name, title, reading, calendar, day)


def _blocks(source: str, config: Path) -> Source:
    """What stands in a file, or in the Doc that an address, an id or a student's key stands for."""
    path = Path(source)
    if path.is_file() or source.endswith(".json"):
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
    from pdsync.config.yaml_lines import read_text
    from pdsync.errors import UsageError

    try:
        document = json.loads(read_text(path))
    except (json.JSONDecodeError, RecursionError) as error:
        where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UsageError(f"{path}{where}: this is not JSON; a documents.get answer is expected.") from None
    if not isinstance(document, dict) or not {"body", "tabs", "documentId"} & document.keys():
        raise UsageError(f"{path}: this is JSON, but no documents.get answer (it has neither body nor tabs).")
    return str(document.get("documentId") or path.stem), str(document.get("title") or ""), blocks(document)


def _object(name: str, title: str, reading: Reading, calendar: Calendar | None, day: date | None) -> dict[str, Any]:
    return {
        "id": name,
        "title": title,
        "goals": [_goal(goal, calendar, day) for goal in reading.goals],
        "problems": [problem.what for problem in reading.problems],
    }


def _goal(goal: Goal, calendar: Calendar | None, day: date | None) -> dict[str, Any]:
    from pdsync.goals.model import Section

    return {
        "title": _text(goal.title),
        **{section.value: _text(goal.answers.get(section)) for section in Section},
        "status": _text(goal.status),
        "status_class": goal.status_class.value if goal.status_class else None,
        "due": _due(goal, calendar, day),
        "unlabelled": _text(goal.unlabelled),
        "placeholders": [section.value for section in goal.placeholders],
        "notes": list(goal.notes),
    }


def _text(answer: Answer | None) -> str | None:
    return answer.text if answer else None


def _due(goal: Goal, calendar: Calendar | None, day: date | None) -> str | None:
    """The due date, where a cohort's calendar is known to read it with, or a date chip says it."""
    from pdsync.goals.dates import read_due
    from pdsync.goals.model import Section

    answer = goal.answers.get(Section.TIMEBOUND)
    if answer is None or Section.TIMEBOUND in goal.placeholders:
        return None
    if calendar is None or day is None:
        return answer.dates[-1].isoformat() if answer.dates else None
    due = read_due(answer.text, written=day, calendar=calendar, chips=answer.dates)
    return due.date.isoformat() if due.date else None


def _print(objects: Iterator[dict[str, Any]], form: str, *, many: bool) -> None:
    if form == "jsonl":
        for one in objects:
            click.echo(json.dumps(one, ensure_ascii=False))
    elif form == "json":
        found = list(objects)
        if many or found:
            click.echo(json.dumps(found if many else found[0], ensure_ascii=False, indent=2))
    else:
        for one in objects:
            click.echo(_for_people(one))


def _for_people(one: dict[str, Any]) -> str:
    lines = [one["title"] or one["id"]]
    for number, goal in enumerate(one["goals"], start=1):
        lines.append(f"\nGoal {number}" + (f": {goal['title']}" if goal["title"] else ""))
        for key in ("specific", "measurable", "achievable", "relevant", "timebound", "unlabelled", "status", "due"):
            if goal[key] is not None:
                mark = " (a placeholder)" if key in goal["placeholders"] else ""
                lines.append(f"  {key.capitalize():11} {_indented(goal[key])}{mark}")
            elif key not in ("unlabelled", "status", "due"):
                lines.append(f"  {key.capitalize():11} –")
        lines += [f"  {'Note':11} {_indented(note)}" for note in goal["notes"]]
    if not one["goals"]:
        lines.append("  No goal is written in it.")
    lines += [f"  Could not be read: {what}" for what in one["problems"]]
    return "\n".join(lines)


def _indented(text: str) -> str:
    """A student's words below each other, without characters that could steer the terminal."""
    lines = ("".join(letter if letter.isprintable() else " " for letter in line) for line in text.splitlines())
    return f"\n{'':14}".join(lines)
