"""Docs written as a few lines of text, for tests.

`= Title`, `# Heading`, `## Heading 2`, `* bullet` (two spaces in front of it: nested), `+ numbered item`,
`| cell | cell |` (lines of a cell parted by ` // `), `[tab: Name]`, **bold**, ~~struck~~, {+suggested+},
{-suggested to go-}, {drop:Done}, {date:2026-12-04}, {img},
{v} (a soft line break). A line without anything is an empty paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pdsync.goals.document import Block, BlockKind, Chip, ChipKind, Place, Run, Suggested

_MARKS = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|~~(?P<struck>.+?)~~|\{\+(?P<ins>.+?)\+\}|\{-(?P<out>.+?)-\}|\{(?P<chip>drop|date):(?P<of>.+?)\}|(?P<img>\{img\})"
)


def written(text: str) -> tuple[Block, ...]:
    """The blocks of a Doc written in the notation above."""
    return tuple(_blocks(text.strip("\n").split("\n")))


def _blocks(lines: list[str]) -> Iterator[Block]:
    tab, table = "t.0", []
    for number, line in enumerate([*lines, None]):
        if line is not None and line.lstrip().startswith("|"):
            table.append(tuple(_cell(cell) for cell in line.strip().strip("|").split("|")))
            continue
        if table:
            yield Block(BlockKind.TABLE, place=Place(tab, number), rows=tuple(table))
            table = []
        if line is not None:
            if found := re.fullmatch(r"\[tab: (.*)\]", line):
                tab = f"t.{number}"
                yield Block(BlockKind.TAB, (Run(found[1]),), place=Place(tab))
            else:
                yield _block(line, Place(tab, number))


def _cell(cell: str) -> tuple[Block, ...]:
    return tuple(_block(line.strip(), Place()) for line in cell.split(" // "))


def _block(line: str, place: Place) -> Block:
    if found := re.match(r"(=|#{1,6}) ", line):
        level = 0 if found[1] == "=" else len(found[1])
        return Block(BlockKind.HEADING, runs(line[found.end() :]), level, place)
    if found := re.match(r"( *)([*+]) ", line):
        nesting = len(found[1]) // 2
        return Block(
            BlockKind.LIST_ITEM, runs(line[found.end() :]), nesting, place, ordered=found[2] == "+", list_id="l"
        )
    return Block(BlockKind.PARAGRAPH, runs(line), 0, place)


def runs(text: str) -> tuple[Run, ...]:
    """The runs of one line."""
    text = text.replace("{v}", "\v")
    found, at = [], 0
    for mark in _MARKS.finditer(text):
        if mark.start() > at:
            found.append(Run(text[at : mark.start()]))
        found.append(_run(mark))
        at = mark.end()
    if at < len(text):
        found.append(Run(text[at:]))
    return tuple(found)


def _run(mark: re.Match[str]) -> Run:
    if mark["bold"]:
        return Run(mark["bold"], bold=True)
    if mark["struck"]:
        return Run(mark["struck"], struck=True)
    if mark["ins"]:
        return Run(mark["ins"], suggested=Suggested.INSERTED)
    if mark["out"]:
        return Run(mark["out"], suggested=Suggested.DELETED)
    if mark["img"]:
        return Run("\ufffc", chip=Chip(ChipKind.OTHER))
    if mark["chip"] == "drop":
        return Run(mark["of"], chip=Chip(ChipKind.DROPDOWN))
    day = date.fromisoformat(mark["of"])
    return Run(f"{day:%b} {day.day}, {day.year}", chip=Chip(ChipKind.DATE, day))
