"""A Doc as plain blocks: headings, paragraphs, list items and tables, with runs of text. No word of Google's JSON.

The blocks of a cohort's Docs are many, so places, runs and blocks are named tuples, which are made fastest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

made = tuple.__new__
"""Makes a named tuple of all its fields, in half the time that its name takes: a Doc has some hundreds of them."""


class BlockKind(StrEnum):
    """What a block is in the Doc's outline. `TAB`: a tab's title, where a Doc has several; not a line of the Doc."""

    TAB = "tab"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"


class Suggested(StrEnum):
    """A pending suggestion on a run."""

    INSERTED = "inserted"
    DELETED = "deleted"


class ChipKind(StrEnum):
    """What a chip stands for; its text is the run's text."""

    PERSON = "person"
    DATE = "date"
    DROPDOWN = "dropdown"
    LINK = "link"
    OTHER = "other"


class Place(NamedTuple):
    """Where something stands: tab, paragraph number in that tab (from 0), UTF-16 index range, nearest heading's id."""

    tab: str = ""
    paragraph: int = 0
    start: int = 0
    end: int = 0
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A smart chip. `day` is a date chip's date; `options` a dropdown's choices."""

    kind: ChipKind
    day: date | None = None
    options: tuple[str, ...] = ()


class Run(NamedTuple):
    """A stretch of text with one formatting."""

    text: str
    bold: bool = False
    struck: bool = False
    suggested: Suggested | None = None
    chip: Chip | None = None


class Block(NamedTuple):
    """One block. `level`: heading level (1-6, title 0) or list nesting; `rows`: a table's cells, each with its blocks.

    `ordered`: the list item is numbered; `checklist`: it is a checkbox item (its tick is not readable through the API).
    """

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    level: int = 0
    place: Place = Place()
    rows: tuple[tuple[tuple[Block, ...], ...], ...] = ()
    ordered: bool = False
    checklist: bool = False
    list_id: str = ""

    @property
    def text(self) -> str:
        """The block's text as it stands, struck and suggested runs included."""
        return "".join(run.text for run in self.runs)
