"""What words stand for as labels, misspelt ones included."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pdsync.goals.model import Section
from pdsync.goals.reading.label import WORTH_MISSPELT, WORTH_OF_WORD
from pdsync.goals.reading.lexicon import LABELS, MISSPELT, QUESTION_WORDS
from pdsync.goals.reading.text import distance

Meaning = tuple[tuple[Section, ...], float, str]
"""Sections, worth, kind of word."""

_NEXT = re.compile(r"[ \-]+([^\W\d_]+)")


FIRST_WORDS = frozenset(phrase[0] for phrase in LABELS if len(phrase) > 1)


LAST_WORDS: Final = frozenset(phrase[-1] for phrase in LABELS if len(phrase) > 1)


LONGEST_PHRASE: Final = max(map(len, LABELS))


@lru_cache(maxsize=8192)
def meaning(word: str) -> Meaning | None:
    """What a single word stands for as a label: sections, worth, kind of word. Letters may be wrong in long ones."""
    word = word.replace("'", "")
    for phrase in ((word,), tuple(word.split("-"))):
        if phrase in LABELS:
            return _known(phrase)
    if len(word) < 6:
        return None
    plain = word.replace("-", "")
    best: tuple[int, tuple[Section, ...]] | None = None
    for known, sections in MISSPELT:
        limit = 1 if min(len(known), len(plain)) < 8 else 2
        far = distance(plain, known, limit)
        if far <= limit and (best is None or far < best[0]) and (plain[0] == known[0] or far == 1):
            best = far, sections
    return (best[1], WORTH_MISSPELT, "misspelt") if best else None


def phrase_at(plain: str, word: str, end: int) -> tuple[tuple[Section, ...], float, str, int] | None:
    """What the longest known phrase that begins with a word stands for, and where it ends."""
    if word in FIRST_WORDS:
        parts, ends = [word], [end]
        while len(parts) < LONGEST_PHRASE and (more := _NEXT.match(plain, ends[-1])):
            parts.append(more[1])
            ends.append(more.end())
        for count in range(len(parts), 1, -1):
            phrase = tuple(parts[:count])
            if phrase in LABELS:
                return *_known(phrase), ends[count - 1]
        if word == "time" and len(parts) > 1 and (joined := meaning(word + parts[1])):
            return *joined, ends[1]
    single = meaning(word)
    return (*single, end) if single else None


def _known(phrase: tuple[str, ...]) -> Meaning:
    """What a known phrase stands for: sections, worth, kind of word."""
    sections, strength = LABELS[phrase]
    if phrase in QUESTION_WORDS:
        return sections, 0.0, "question word"
    return sections, WORTH_OF_WORD[strength], strength.name.lower()
