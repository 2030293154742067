"""A template as the blocks that its Doc holds, and blocks with their {{fields}} filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pdsync.goals.document import Block, BlockKind, Chip, ChipKind, Run
from pdsync.goals.template import Blank, Choice, Heading, Paragraph, Table, Title

if TYPE_CHECKING:
    from pdsync.goals.template import Piece, Template

EMPTY = Block(BlockKind.PARAGRAPH)


def blocks_written(template: Template) -> tuple[Block, ...]:
    """What stands in a Doc that the template was written into."""
    return tuple(block for piece in template.pieces for block in _blocks(piece))


def _blocks(piece: Piece) -> tuple[Block, ...]:
    """A table is put in at the end of the line before it, whose own end then is an empty line after the table."""
    return (_block(piece), EMPTY) if isinstance(piece, Table) else (_block(piece),)


def _block(piece: Piece) -> Block:
    match piece:
        case Title(text):
            return Block(BlockKind.HEADING, (Run(text),))
        case Heading(text, level):
            return Block(BlockKind.HEADING, (Run(text),), level)
        case Paragraph(text, bold):
            return Block(BlockKind.PARAGRAPH, (Run(text, bold=bold),))
        case Choice(label, _, options, chosen):
            return Block(
                BlockKind.PARAGRAPH,
                (Run(label, bold=True), Run(chosen, chip=Chip(ChipKind.DROPDOWN, options=options))),
            )
        case Table(heading, empty_rows):
            head = tuple((Block(BlockKind.PARAGRAPH, (Run(text, bold=True),)),) for text in heading)
            empty = ((EMPTY,),) * len(heading)
            return Block(BlockKind.TABLE, rows=(head, *(empty for _ in range(empty_rows))))
        case Blank():
            return EMPTY


def filled(blocks: Iterable[Block], words: Mapping[str, str]) -> tuple[Block, ...]:
    """The blocks with each of the words replaced wherever it stands, one after the other, as Docs does it."""
    return tuple(_filled(block, words) for block in blocks)


def _filled(block: Block, words: Mapping[str, str]) -> Block:
    rows = tuple(tuple(filled(cell, words) for cell in row) for row in block.rows)
    return block._replace(runs=_runs(block.runs, words), rows=rows)


def _runs(runs: tuple[Run, ...], words: Mapping[str, str]) -> tuple[Run, ...]:
    for field, text in words.items():
        if field not in "".join(run.text for run in runs):
            continue
        runs = tuple(run if run.chip else run._replace(text=run.text.replace(field, text)) for run in runs)
        whole = "".join(run.text for run in runs)
        if field in whole:  # it stands in several runs, of which the first gives its looks to all
            runs = (runs[0]._replace(text=whole.replace(field, text)),)
    return runs
