"""What a Doc is made of: frozen nouns without indices, whose widths are sums of UTF-16 code units.

Where a style or a property needs no thought it stays in Google's own JSON (a `Fields`), which is never changed in
place: what nobody here has heard of is carried along and comes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Fields = Mapping[str, Any]
NOTHING: Fields = {}
BODY, HEADER, FOOTER, FOOTNOTE = "body", "header", "footer", "footnote"


def units(text: str) -> int:
    """How many UTF-16 code units that text is wide.

    >>> units("a😀")
    3
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one paragraph: a run of text, or one thing such as a chip, a break or a picture.

    `kind` is Google's name ("textRun", "person", …), `fields` what stands under it but the text, `extra` what stands
    beside it. Only an equation is wider than 1 without being text.
    """

    kind: str
    fields: Fields = field(default_factory=dict)
    text: str = ""
    extra: Fields = field(default_factory=dict)
    span: int = 1
    width: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", units(self.text) if self.kind == "textRun" else self.span)

    @property
    def style(self) -> Fields:
        """Its explicit text style."""
        style: Fields = self.fields.get("textStyle", NOTHING)
        return style

    def with_fields(self, **changes: Any) -> Piece:
        """The same with these fields; None takes one away."""
        return replace(self, fields=changed(self.fields, changes))


def run(text: str, fields: Fields | None = None) -> Piece:
    """A run of text."""
    return Piece("textRun", {"textStyle": {}} if fields is None else fields, text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Pieces, of which the last ends with the paragraph's one newline; style, bullet and the rest in `fields`.

    `ticked` is a checklist item's state, which no answer of Google shows.
    """

    pieces: tuple[Piece, ...]
    fields: Fields = field(default_factory=dict)
    extra: Fields = field(default_factory=dict)
    ticked: bool = False
    width: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", sum(piece.width for piece in self.pieces))

    @property
    def style(self) -> Fields:
        """Its explicit paragraph style."""
        style: Fields = self.fields.get("paragraphStyle", NOTHING)
        return style

    @property
    def text(self) -> str:
        """Its text, the newline included; what is no text is left out."""
        return "".join(piece.text for piece in self.pieces)

    def with_fields(self, **changes: Any) -> Paragraph:
        """The same with these fields; None takes one away."""
        return replace(self, fields=changed(self.fields, changes))


@dataclass(frozen=True, slots=True)
class SectionBreak:
    """The start of a section; one unit wide."""

    fields: Fields = field(default_factory=dict)
    extra: Fields = field(default_factory=dict)
    width: int = field(default=1, init=False, compare=False)


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents: a mark, paragraphs, a mark."""

    blocks: tuple[Block, ...]
    fields: Fields = field(default_factory=dict)
    extra: Fields = field(default_factory=dict)
    width: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", 2 + breadth(self.blocks))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: a mark, then at least one paragraph."""

    blocks: tuple[Block, ...]
    fields: Fields = field(default_factory=dict)
    width: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", 1 + breadth(self.blocks))


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a mark, then its cells."""

    cells: tuple[Cell, ...]
    fields: Fields = field(default_factory=dict)
    width: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", 1 + sum(cell.width for cell in self.cells))


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a mark, its rows, and a mark at its end."""

    rows: tuple[Row, ...]
    fields: Fields = field(default_factory=dict)
    extra: Fields = field(default_factory=dict)
    width: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", 2 + sum(row.width for row in self.rows))


Block = Paragraph | Table | SectionBreak | Contents


@dataclass(frozen=True, slots=True)
class Segment:
    """A body, header, footer or footnote: blocks whose indices start at 0."""

    kind: str
    id: str
    blocks: tuple[Block, ...]
    fields: Fields = field(default_factory=dict)
    width: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", breadth(self.blocks))


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: its segments ("" is the body), what else its documentTab holds, and its child tabs."""

    properties: Fields
    segments: Mapping[str, Segment]
    fields: Fields = field(default_factory=dict)
    children: tuple[Tab, ...] = ()
    extra: Fields = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Its id, "t.0" for the first."""
        return str(self.properties.get("tabId", ""))

    def with_fields(self, **changes: Any) -> Tab:
        """The same with these fields of its documentTab; None takes one away."""
        return replace(self, fields=changed(self.fields, changes))


def changed(fields: Fields, changes: Fields) -> dict[str, Any]:
    """A copy of the fields with the changes; a None removes."""
    result = {**fields, **changes}
    return {name: value for name, value in result.items() if value is not None or name not in changes}


def breadth(blocks: tuple[Block, ...]) -> int:
    """How wide those blocks are together."""
    return sum(block.width for block in blocks)


def all_tabs(tabs: tuple[Tab, ...]) -> Iterator[Tab]:
    """Every tab, each before its children."""
    for tab in tabs:
        yield tab
        yield from all_tabs(tab.children)


def containers(block: Block) -> Iterator[tuple[int, tuple[Block, ...]]]:
    """The lists of blocks inside a block, each with the distance from the block's start."""
    if isinstance(block, Contents):
        yield 1, block.blocks
    elif isinstance(block, Table):
        at = 1
        for row in block.rows:
            at += 1
            for cell in row.cells:
                yield at + 1, cell.blocks
                at += cell.width


def paragraphs(blocks: tuple[Block, ...], at: int = 0) -> Iterator[tuple[int, Paragraph]]:
    """Every paragraph, also those in tables, with its start index."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield at, block
        else:
            for distance, inner in containers(block):
                yield from paragraphs(inner, at + distance)
        at += block.width
