"""A Doc as plain text: what stands in it line by line, so that a copy can be kept and held against another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from pdsync.goals.document import Block, BlockKind, Run, Suggested

INDENT = "   "


def text_of(blocks: Iterable[Block]) -> str:
    r"""The Doc's text. What is struck through stands between ~~, a pending suggestion in brackets that say so.

    >>> text_of([Block(BlockKind.PARAGRAPH, (Run("By May"), Run(" or June", struck=True)))])
    'By May~~ or June~~\n'
    """
    return "".join(f"{line.rstrip()}\n" for line in _lines(blocks))


def digest_of(text: str) -> str:
    """What tells one text from any other: its SHA-256, as any program works it out of the saved file."""
    return sha256(text.encode(errors="replace")).hexdigest()


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    numbers: dict[tuple[str, int], int] = {}
    for block in blocks:
        if block.kind is BlockKind.TAB:
            yield f"== {_text(block.runs)} =="
        elif block.kind is BlockKind.TABLE:
            for row in block.rows:
                yield " | ".join(" / ".join(filter(None, map(str.strip, _lines(cell)))) for cell in row)
        elif block.kind is BlockKind.LIST_ITEM:
            yield f"{INDENT * block.level}{_bullet(block, numbers)} {_text(block.runs)}"
        else:
            yield from _text(block.runs).split("\n")


def _bullet(block: Block, numbers: dict[tuple[str, int], int]) -> str:
    if not block.ordered:
        return "[ ]" if block.checklist else "*"
    place = (block.list_id, block.level)
    numbers[place] = numbers.get(place, 0) + 1
    return f"{numbers[place]}."


def _text(runs: Iterable[Run]) -> str:
    return "".join(map(_run, runs)).replace("\r\n", "\n").replace("\v", "\n").replace("\r", "\n")


def _run(run: Run) -> str:
    text = f"~~{run.text}~~" if run.struck and run.text.strip() else run.text
    if run.suggested and run.text.strip():
        return f"[suggested{' to go' if run.suggested is Suggested.DELETED else ''}: {text}]"
    return text
