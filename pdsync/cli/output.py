"""Results on stdout: a table for people, JSON, CSV or Markdown for everything else."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from unicodedata import combining, east_asian_width

import click

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column of a result: its heading, its name in JSON and CSV, and what stands in it."""

    title: str
    name: str
    value: Callable[[Row], Any]
    wide: bool = False


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
    elif sys.stdout.isatty():
        _rich(rows, columns, title)
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


def _csv(rows: Sequence[Row], columns: Sequence[Column[Row]]) -> str:
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([[_unformula(_text(column.value(row))) for column in columns] for row in rows])
    return page.getvalue()


def _unformula(text: str) -> str:
    """Text that a spreadsheet will not run: a leading =, +, - or @ is kept as text by an apostrophe."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _markdown(rows: Sequence[Row], columns: Sequence[Column[Row]]) -> str:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    def cell(value: Any) -> str:
        return _text(value).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")

    head = [line(column.title for column in columns), line("---" for _ in columns)]
    return "\n".join([*head, *(line(cell(column.value(row)) for column in columns) for row in rows)])


def _plain(rows: Sequence[Row], columns: Sequence[Column[Row]]) -> str:
    cells = [[column.title for column in columns]]
    cells += [[_oneline(_text(column.value(row))) for column in columns] for row in rows]
    widths = [max(_width(line[place]) for line in cells) for place in range(len(columns))]
    return "\n".join(
        "  ".join(text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )


def _width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _oneline(text: str) -> str:
    """Text for a terminal: one line, and no control character that could move the cursor or colour the screen."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _rich(rows: Sequence[Row], columns: Sequence[Column[Row]], title: str) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for column in columns:
        table.add_column(column.title, overflow="fold", ratio=1 if column.wide else None)
    for row in rows:
        table.add_row(*(Text(_oneline(_text(column.value(row)))) for column in columns))
    Console().print(table)
