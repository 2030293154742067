"""From the text that stood there and the text that was typed to the fewest insertions and deletions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from pdsync.sandbox.docs.model import units
from pdsync.sandbox.docs.text import is_one_character

WORDS = re.compile(r"\w+|\s+|[^\w\s]", re.DOTALL)
MOST = 4_000_000
"""So many pairs of words are compared; longer texts are replaced as a whole."""


@dataclass(frozen=True, slots=True)
class Splice:
    """At that place of the old text (UTF-16 units), so many units go and this text comes."""

    at: int
    removed: int
    inserted: str


def splices(old: str, new: str) -> list[Splice]:
    """What makes the new text of the old one, from its end to its start, so that no splice moves the next.

    >>> splices("I walk home", "I run home")
    [Splice(at=2, removed=4, inserted='run')]
    """
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    middle, typed = old[head : len(old) - tail], new[head : len(new) - tail]
    found = [(head + start, head + end, words) for start, end, words in _by_words(middle, typed)]
    if any(_torn(old, at) for start, end, _ in found for at in (start, end)):
        return [Splice(0, units(old), new)]
    return [Splice(units(old[:start]), units(old[start:end]), words) for start, end, words in reversed(found)]


def _torn(text: str, at: int) -> bool:
    """Whether a place lies within what is read as one character, where Docs lets nobody insert."""
    return 0 < at < len(text) and is_one_character(text[:at], text[at:])


def _shared(one: str, other: str) -> int:
    """How many characters both have at their start."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _by_words(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and replacement of what differs, in whole words; the ends are in characters."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    if len(before) * len(after) > MOST:
        yield 0, len(old), new
        return
    places = [0]
    for word in before:
        places.append(places[-1] + len(word))
    for kind, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield places[start], places[end], "".join(after[first:last])
