"""A Doc's lines in the order in which they are read, tables included, each with what tells it from the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, auto
from typing import NamedTuple

from pdsync.goals.document import Block, BlockKind, ChipKind, Place, Run, Suggested, made
from pdsync.goals.reading.remembered import once_a_text
from pdsync.goals.reading.text import BREAKS, OBJECTS, UNSEEN, fold

TAB_WITHIN = 24
"""A tab so near the start of a line parts a label from its answer."""

FEWEST_PARTS = 6
"""A line of so many runs may have several labels in bold."""

LONGEST_HEADING = 160
"""A bold line longer than this is no heading."""


class Cell(IntEnum):
    """What a table's layout says of a line in it."""

    NONE = auto()
    LABEL = auto()
    ANSWER = auto()
    HEAD = auto()
    REMARK = auto()
    SUMMARY = auto()


class Look(IntEnum):
    """How a line stands out."""

    PLAIN = auto()
    BOLD = auto()
    HEADING = auto()
    TITLE = auto()
    TAB = auto()


class Bare(NamedTuple):
    """What of a line tells what it may be, whatever Doc it is in: see `Line`."""

    text: str
    plain: str
    look: Look
    cell: Cell
    item: bool
    ordered: bool
    gap: bool
    dropdown: bool
    choice: tuple[int, int] | None


@dataclass(slots=True)
class Line:
    """One line of a Doc.

    `text`: as it stands, without what is struck and without pending insertions; `plain`: the same, folded;
    `proposed`: with the insertions accepted, where that differs; `suggested`: it stands there only as a suggestion;
    `bold_to`: how far from its start the line is bold, `bolds`: where it is, if in several places; `gap`: an empty line
    stands before it; `goes_on`: it goes on with the sentence of the line before; `struck`: all of it is struck through;
    `dropdown`: it is nothing but a dropdown; `choice`: where in it the chosen value of a dropdown stands; `unread`:
    there is a picture or chip in it that has no text.
    """

    text: str
    plain: str
    place: Place
    look: Look = Look.PLAIN
    level: int = 0
    item: bool = False
    nesting: int = 0
    ordered: bool = False
    gap: bool = False
    goes_on: bool = False
    bold_to: int = 0
    bolds: tuple[tuple[int, int], ...] = ()
    cell: Cell = Cell.NONE
    proposed: str = ""
    suggested: bool = False
    struck: bool = False
    dropdown: bool = False
    choice: tuple[int, int] | None = None
    unread: bool = False
    dates: tuple[date, ...] = ()

    @property
    def bare(self) -> Bare:
        """The line without its place, and without what stands before it."""
        known = self.text, self.plain, self.look, self.cell
        return made(Bare, (*known, self.item, self.ordered, self.gap, self.dropdown, self.choice))

    @property
    def rank(self) -> int:
        """Where the line stands in the outline: 0 the Doc's title, 1 to 6 headings, 7 bold lines, 8 plain ones."""
        match self.look:
            case Look.HEADING:
                return self.level
            case Look.TITLE | Look.TAB:
                return 0
            case Look.BOLD:
                return 7
            case _:
                return 8


def of_block(block: Block, cell: Cell = Cell.NONE) -> list[Line]:
    """The lines of a block that is no table: none if it is empty, several if it has line breaks in it."""
    runs = block.runs
    if not runs:
        return []
    if len(runs) == 1 and (run := runs[0]).chip is None and run.suggested is not Suggested.INSERTED:
        return _simple(block, run, cell)
    return _mixed(block, cell)


def _simple(block: Block, run: Run, cell: Cell) -> list[Line]:
    """The lines of a block with one formatting."""
    found = []
    for text, plain, unread in _read_off(run.text):
        line = _line(block, text, plain, cell)
        if run.struck:
            line.struck = True
        elif run.bold:
            line.bold_to = len(text)
            if line.look is Look.PLAIN and len(text) <= LONGEST_HEADING:
                line.look = Look.BOLD
        line.unread = unread
        found.append(line)
    return found


@once_a_text
def _read_off(whole: str) -> tuple[tuple[str, str, bool], ...]:
    """The lines of a text: each as it is seen, the same folded, and whether something in it has no text."""
    found = []
    for part in BREAKS.split(whole):
        shown = part if part.isascii() else UNSEEN.sub("", part)
        unread = len(shown) != len(part) and OBJECTS.search(part) is not None
        if (text := shown.strip()) or unread:
            found.append((text, _plain(text), unread))
    return tuple(found)


def _plain(text: str) -> str:
    """A line's text folded; a tab near its start parts a label from its answer as a cell's edge would."""
    plain = fold(text)
    if "\t" in text[:TAB_WITHIN]:
        tab = text.index("\t")
        plain = f"{plain[:tab]}|{plain[tab + 1 :]}"
    return plain


def _line(block: Block, text: str, plain: str, cell: Cell) -> Line:
    look, level = Look.PLAIN, 0
    item = block.kind is BlockKind.LIST_ITEM
    if block.kind is BlockKind.HEADING:
        look, level = (Look.HEADING, block.level) if block.level else (Look.TITLE, 0)
    elif block.kind is BlockKind.TAB:
        look = Look.TAB
    nesting = block.level if item else 0
    return Line(text, plain, block.place, look, level, item, nesting, block.ordered, cell=cell)


@dataclass(slots=True)
class _Parts:
    """One line while its runs are gathered."""

    kept: list[tuple[str, bool]]
    accepted: list[str]
    struck: list[str]
    dates: list[date]
    dropdown: bool = False
    words: bool = False
    inserted: bool = False
    unread: bool = False
    choice: tuple[int, int] | None = None


def _mixed(block: Block, cell: Cell) -> list[Line]:
    """The lines of a block with several formattings, chips or suggestions."""
    lines = [_Parts([], [], [], [])]
    for run in block.runs:
        for number, part in enumerate(BREAKS.split(run.text)):
            if number:
                lines.append(_Parts([], [], [], []))
            _add(lines[-1], run, part)
    return [line for parts in lines if (line := _finished(block, parts, cell)) is not None]


def _add(parts: _Parts, run: Run, text: str) -> None:
    shown = text if text.isascii() else UNSEEN.sub("", text)
    if len(shown) != len(text) and OBJECTS.search(text):
        parts.unread = True
    if run.struck:
        parts.struck.append(shown)
        return
    if run.chip is not None:
        parts.dropdown |= run.chip.kind is ChipKind.DROPDOWN
        if run.chip.day is not None and run.suggested is not Suggested.INSERTED:
            parts.dates.append(run.chip.day)
    elif shown.strip():
        parts.words = True
    if run.suggested is Suggested.INSERTED:
        parts.inserted = True
        parts.accepted.append(shown)
        return
    if run.chip is not None and run.chip.kind is ChipKind.DROPDOWN:
        start = sum(len(kept) for kept, _ in parts.kept)
        parts.choice = start, start + len(shown)
    parts.kept.append((shown, run.bold))
    if run.suggested is not Suggested.DELETED:
        parts.accepted.append(shown)


def _finished(block: Block, parts: _Parts, cell: Cell) -> Line | None:
    whole = "".join(text for text, _ in parts.kept)
    text = whole.strip()
    proposed = "".join(parts.accepted).strip() if parts.inserted else ""
    if not text and not proposed:
        struck = "".join(parts.struck).strip()
        if not struck and not parts.unread:
            return None
        line = _line(block, struck, _plain(struck), cell)
        line.struck, line.unread = bool(struck), parts.unread
        return line
    line = _line(block, text or proposed, _plain(text or proposed), cell)
    line.suggested = not text
    line.proposed = proposed if text and proposed != text else ""
    line.dates = tuple(parts.dates)
    line.unread = parts.unread
    line.dropdown = parts.dropdown and not parts.words
    lead = len(whole) - len(whole.lstrip())
    line.choice = (parts.choice[0] - lead, parts.choice[1] - lead) if parts.choice and text else None
    line.bold_to = _bold_to(parts.kept, lead)
    line.bolds = _bolds(parts.kept, lead) if len(parts.kept) >= FEWEST_PARTS else ()
    if line.look is Look.PLAIN and text and line.bold_to >= len(text) and len(text) <= LONGEST_HEADING:
        line.look = Look.BOLD
    return line


def _bolds(kept: list[tuple[str, bool]], skipped: int) -> tuple[tuple[int, int], ...]:
    """Where a line is bold amid plain text."""
    found, start = [], -skipped
    for text, bold in kept:
        if bold and text.strip():
            found.append((start + len(text) - len(text.lstrip()), start + len(text.rstrip())))
        start += len(text)
    return tuple(found)


def _bold_to(kept: list[tuple[str, bool]], skipped: int) -> int:
    """How many characters from the start are bold, spaces in between not counted as an end."""
    length = 0
    for text, bold in kept:
        if not bold and text.strip():
            break
        length += len(text)
    return max(0, length - skipped)


def joined(lines: Iterable[Line | None]) -> Iterator[Line]:
    """The lines, each told how it stands to the one before: after an empty one (None), or in the same sentence."""
    before: Line | None = None
    for line in lines:
        if line is not None:
            line.gap = before is None
            line.goes_on = before is not None and _goes_on(before, line)
            yield line
        before = line


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a sentence was broken where pasted lines end."""
    if line.look is not before.look or line.item or not line.text or not before.text or line.cell is not before.cell:
        return False
    return line.text[0].islower() and before.text[-1] not in ".!?:;)]" and len(before.text) >= 40
