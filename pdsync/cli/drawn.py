"""A result drawn on a terminal: a table, without its links where these do not fit, or row by row where nothing does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from pdsync.cli.screen import pencil

SENTENCE = 24
"""A sentence can be read when it has so many columns of the terminal."""
GAP = 3
Cells = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a column, to how few columns its cells may be wrapped (0: never), whether they are links."""

    title: str
    least: int = 0
    link: bool = False


def draw(title: str, headings: Sequence[Heading], rows: Cells) -> None:
    """Draw the rows below their headings; a column in which nothing stands is left out."""
    pen = pencil(sys.stdout)
    filled = [place for place in range(len(headings)) if any(row[place] for row in rows)]
    for places in (filled, [place for place in filled if not headings[place].link]):
        if places and _needed(headings, rows, places) <= pen.width:
            pen.print(_table(title, headings, rows, places))
            if len(places) < len(filled):
                pen.print(Text("The links are left out here for want of room; --format csv prints them."))
            return
    _one_by_one(pen, title, headings, rows)


def _needed(headings: Sequence[Heading], rows: Cells, places: Sequence[int]) -> int:
    """How many columns of a terminal the table takes at least."""
    width = 0
    for place in places:
        cells = max(map(cell_len, (headings[place].title, *(row[place] for row in rows))))
        width += min(cells, headings[place].least or cells) + GAP
    return width


def _table(title: str, headings: Sequence[Heading], rows: Cells, places: Sequence[int]) -> Table:
    """The table; the first cell of a row leads to the row's link, on terminals that know links."""
    table = Table(title=Text(title) if title else None, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for place in places:
        table.add_column(Text(headings[place].title), overflow="fold", no_wrap=not headings[place].least)
    for row in rows:
        link = next((cell for one, cell in zip(headings, row, strict=True) if one.link), "")
        table.add_row(
            *(_cell(row[place], link if headings[place].link or place == places[0] else "") for place in places)
        )
    return table


def _cell(words: str, link: str) -> Text:
    return Text(words, style=Style(link=link) if link else "")


def _one_by_one(pen: Console, title: str, headings: Sequence[Heading], rows: Cells) -> None:
    """Each row as a small table of its own: the first cell on a line, the others below it with their headings."""
    if title:
        pen.print(Text(title, style="italic"))
    for row in rows:
        pen.print()
        pen.print(Text(row[0] or "–", style="bold"), overflow="fold")
        card = Table.grid(padding=(0, 1))
        card.add_column(no_wrap=True, style="dim")
        card.add_column(overflow="fold")
        for one, cell in list(zip(headings, row, strict=True))[1:]:
            if cell:
                card.add_row(Text(f"  {one.title}"), _cell(cell, cell if one.link else ""))
        pen.print(card)
