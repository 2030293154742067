"""Cutting, joining and finding inside one paragraph and one list of blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pdsync.sandbox.docs.model import Block, Cell, Contents, Paragraph, Piece, Row, Table, units

Blocks = tuple[Block, ...]
Pieces = tuple[Piece, ...]


class Torn(Exception):
    """A cut that would go through the middle of one character or one element."""


def position(text: str, offset: int) -> int | None:
    """Where in a Python string that many UTF-16 units lie; None inside a surrogate pair."""
    if text.isascii():
        return offset
    encoded = text.encode("utf-16-le", "surrogatepass")
    head = encoded[: 2 * offset].decode("utf-16-le", "surrogatepass")
    if head and "\ud800" <= head[-1] <= "\udbff" and units(text) > offset:
        following = encoded[2 * offset : 2 * offset + 2].decode("utf-16-le", "surrogatepass")
        if "\udc00" <= following <= "\udfff":
            return None
    return len(head)


def cut(pieces: Pieces, offset: int) -> tuple[Pieces, Pieces]:
    """The pieces before and after that offset. Torn if a pair or an element would be cut."""
    for number, piece in enumerate(pieces):
        if offset <= 0:
            return pieces[:number], pieces[number:]
        if offset < piece.width:
            left, right = _cut_piece(piece, offset)
            return (*pieces[:number], left), (right, *pieces[number + 1 :])
        offset -= piece.width
    return pieces, ()


def _cut_piece(piece: Piece, offset: int) -> tuple[Piece, Piece]:
    at = position(piece.text, offset) if piece.kind == "textRun" else None
    if at is None:
        raise Torn
    return replace(piece, text=piece.text[:at]), replace(piece, text=piece.text[at:])


def parted(pieces: Pieces, first: int, last: int) -> tuple[Pieces, Pieces, Pieces]:
    """The pieces before, in and after [first, last); a character half in the range is wholly in it."""
    try:
        left, rest = cut(pieces, first)
    except Torn:
        first -= 1
        left, rest = cut(pieces, first)
    try:
        middle, right = cut(rest, last - first)
    except Torn:
        middle, right = cut(rest, last - first + 1)
    return left, middle, right


def join(*parts: Sequence[Piece]) -> Pieces:
    """The parts as one, equal runs made one where two parts meet."""
    result: list[Piece] = []
    for part in parts:
        for number, piece in enumerate(part):
            if number == 0 and result and _alike(result[-1], piece):
                result[-1] = replace(piece, text=result[-1].text + piece.text)
            elif piece.width:
                result.append(piece)
    return tuple(result)


def _alike(left: Piece, right: Piece) -> bool:
    return (
        left.kind == right.kind == "textRun"
        and not left.text.endswith("\n")
        and left.fields == right.fields
        and left.extra == right.extra
    )


def find(blocks: Blocks, index: int) -> tuple[int, int]:
    """The number of the block that holds that index, and the distance from its start; past the end: (len, rest)."""
    for number, block in enumerate(blocks):
        if index < block.width:
            return number, index
        index -= block.width
    return len(blocks), index


def within(blocks: Blocks, start: int, end: int, edit: Callable[[Blocks, int, int], Blocks]) -> Blocks:
    """The blocks after `edit` of the innermost list that holds the whole range; its indices count from that list."""
    number, offset = find(blocks, start)
    if number < len(blocks) and offset and end - start + offset < blocks[number].width:
        inner = _within_block(blocks[number], offset, offset + end - start, edit)
        if inner is not None:
            return (*blocks[:number], inner, *blocks[number + 1 :])
    return edit(blocks, start, end)


def _within_block(block: Block, start: int, end: int, edit: Callable[[Blocks, int, int], Blocks]) -> Block | None:
    if isinstance(block, Contents):
        return replace(block, blocks=within(block.blocks, start - 1, end - 1, edit)) if end < block.width else None
    if not isinstance(block, Table):
        return None
    at = 1
    for row_number, row in enumerate(block.rows):
        at += 1
        for cell_number, cell in enumerate(row.cells):
            first = at + 1
            at += cell.width
            if first <= start and end <= at:
                if start == at:
                    continue
                changed = replace(cell, blocks=within(cell.blocks, start - first, end - first, edit))
                return with_cell(block, row_number, cell_number, changed)
    return None


def with_cell(table: Table, row_number: int, cell_number: int, cell: Cell) -> Table:
    """The table with that cell replaced."""
    row = table.rows[row_number]
    cells = (*row.cells[:cell_number], cell, *row.cells[cell_number + 1 :])
    return with_row(table, row_number, replace(row, cells=cells))


def with_row(table: Table, row_number: int, row: Row) -> Table:
    """The table with that row replaced."""
    return replace(table, rows=(*table.rows[:row_number], row, *table.rows[row_number + 1 :]))


def each_paragraph(
    blocks: Blocks, start: int, end: int, change: Callable[[Paragraph, int, int], Paragraph], at: int = 0
) -> Blocks:
    """The blocks with every paragraph that overlaps [start, end) changed, also those in tables.

    `change` gets the paragraph and the part of it that lies in the range, counted from the paragraph's start.
    """
    result: list[Block] = []
    for block in blocks:
        first, at = at, at + block.width
        if at <= start or first >= end:
            result.append(block)
        elif isinstance(block, Paragraph):
            result.append(change(block, max(start - first, 0), min(end - first, block.width)))
        else:
            result.append(_each_inside(block, start, end, change, first))
    return tuple(result)


def _each_inside(
    block: Block, start: int, end: int, change: Callable[[Paragraph, int, int], Paragraph], at: int
) -> Block:
    if isinstance(block, Contents):
        return replace(block, blocks=each_paragraph(block.blocks, start, end, change, at + 1))
    if not isinstance(block, Table):
        return block
    at += 1
    rows = []
    for row in block.rows:
        at += 1
        cells = []
        for cell in row.cells:
            cells.append(replace(cell, blocks=each_paragraph(cell.blocks, start, end, change, at + 1)))
            at += cell.width
        rows.append(replace(row, cells=tuple(cells)))
    return replace(block, rows=tuple(rows))
