"""What stands in a Doc that nobody has written in: its words as they were handed out, and a digest of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pdsync.goals.document import Block


def lines_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The text of every line of a Doc, tables' cells included."""
    for block in blocks:
        yield block.text
        for row in block.rows:
            for cell in row:
                yield from lines_of(cell)


def words_of(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Every line with words in it; an empty line more or less is nobody's work."""
    return _worded(lines_of(blocks))


def _worded(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for line in lines if (text := line.strip()))


def filled(lines: Iterable[str], words: Mapping[str, str]) -> tuple[str, ...]:
    """The lines with each word of the mapping replaced, one after the other, as Docs does it."""
    made = []
    for line in lines:
        for field, text in words.items():
            line = line.replace(field, text)
        made.append(line)
    return _worded(made)


def fingerprint(lines: Sequence[str]) -> str:
    """A short word that differs wherever the lines differ."""
    return hashlib.sha256("\0".join(lines).encode(errors="surrogatepass")).hexdigest()[:24]
