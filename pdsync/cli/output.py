"""Results on stdout: a table for people, JSON, CSV or Markdown for everything else."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from unicodedata import category, east_asian_width

import click

from pdsync.cli.screen import draws, on_one_line

Row = TypeVar("Row")
LINK = "link"
"""The name of a column of addresses."""

NAME = 14
"""A name can be read in so many columns of a terminal."""

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a spreadsheet takes a cell for a formula by, or passes over before it looks."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column of a result: its heading, its name in JSON and CSV, and what stands in it.

    A terminal wraps the cells where it has to: `wide` ones are sentences, others keep `least` columns at least.
    """

    title: str
    name: str
    value: Callable[[Row], Any]
    wide: bool = False
    least: int = 0


def show(rows: Iterable[Row], columns: Sequence[Column[Row]], *, form: str, title: str = "", empty: str = "") -> None:
    """Print the rows; `empty` is what a table says when there are none."""
    rows = list(rows)
    if form == "json":
        click.echo(json.dumps([_object(row, columns) for row in rows], ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(_csv(rows, columns), nl=False)
    elif form == "md":
        click.echo(_markdown(rows, columns))
    elif not rows:
        click.echo(empty)
    elif draws(sys.stdout):
        from pdsync.cli.drawn import SENTENCE, Heading, draw

        headings = [Heading(one.title, SENTENCE if one.wide else one.least, link=one.name == LINK) for one in columns]
        draw(title, headings, _cells(rows, columns))
    else:
        click.echo(_plain(rows, columns))


def _object(row: Row, columns: Sequence[Column[Row]]) -> dict[str, Any]:
    return {column.name: column.value(row) for column in columns}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def _cells(rows: Sequence[Row], columns: Sequence[Column[Row]]) -> list[list[str]]:
    """What stands in the table, on one line each."""
    return [[on_one_line(_text(column.value(row))) for column in columns] for row in rows]


def _csv(rows: Sequence[Row], columns: Sequence[Column[Row]]) -> str:
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows(
        [[_unformula(_text(column.value(row)).replace("\r\n", "\n")) for column in columns] for row in rows]
    )
    return page.getvalue()


def _unformula(text: str) -> str:
    """Text that a spreadsheet will not run: one that begins like a formula is kept as text by an apostrophe."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _markdown(rows: Sequence[Row], columns: Sequence[Column[Row]]) -> str:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    def cell(value: Any) -> str:
        return on_one_line(_text(value)).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")

    head = [line(column.title for column in columns), line("---" for _ in columns)]
    return "\n".join([*head, *(line(cell(column.value(row)) for column in columns) for row in rows)])


def _plain(rows: Sequence[Row], columns: Sequence[Column[Row]]) -> str:
    cells = [[column.title for column in columns], *_cells(rows, columns)]
    widths = [max(_width(line[place]) for line in cells) for place in range(len(columns))]
    return "\n".join(
        "  ".join(text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )


def _width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(_columns_of(letter) for letter in text)


def _columns_of(letter: str) -> int:
    if category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1
