"""Several labels in one line, and the company that labels keep over a Doc."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from pdsync.goals.model import Section
from pdsync.goals.reading.label import QUESTION, Label
from pdsync.goals.reading.labels import label_at
from pdsync.goals.reading.lexicon import LETTERS
from pdsync.goals.reading.meanings import LAST_WORDS, LONGEST_PHRASE, meaning

WORTH_OF_COMPANY: Final = 0.75
"""What each other section written in the same way is worth, up to four of them."""

FEWEST_IN_BOLD: Final = 3
FEWEST_NAMED: Final = 4
FEWEST_BESIDE_A_QUESTION: Final = 2
STANDS_OUT: Final = ("question", "colon")
"""The forms in which a word of everyday is a label beside labels of other forms: "When? Before demo day"."""
BESIDE_ITS_LABEL: Final = -4.0
WORTH_OF_A_STAND_IN: Final = 2.0
WORTH_OF_THE_OTHER: Final = 1.0

_MARK_INSIDE = re.compile(r"[:=(]|\s-+\s")
_WORD_BEFORE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
_BREAK = '.!?;,)|"”'


def labels_inside(plain: str, text: str, first: Label | None) -> list[Label]:
    """The labels in the middle of a line, where the line is several answers in a row; empty where it is not.

    A label inside counts only in company: at least three sections in one line (two where the second begins a
    sentence with a capital), each once, written in the same way.
    """
    if ":" not in plain and "=" not in plain and "(" not in plain and " -" not in plain:
        return []
    found = [first] if first else []
    for mark in _MARK_INSIDE.finditer(plain, first.end if first else 0):
        label = _before_mark(plain, mark.start())
        if label is None or label.worth < 0 or (found and label.start < found[-1].end):
            continue
        if _begins_a_sentence(plain, text, label.start):
            found.append(label)
    distinct = {label.sections for label in found}
    enough = len(distinct) >= 3 or (
        len(distinct) == 2 and first is not None and first.worth > 2 and all(one.way == first.way for one in found)
    )
    if not enough or len(distinct) != len(found):
        return _each_once(found) if len(distinct) >= 3 else []
    return found


def bold_labels(plain: str, bolds: Iterable[tuple[int, int]]) -> list[Label]:
    """The labels that stand out in bold in the middle of a line, where there are three at least."""
    found = [label_at(plain, start, end) for start, end in bolds]
    labels = [label for label in found if label is not None and label.worth > 0 and not label.is_everyday]
    distinct = {label.sections for label in labels}
    return labels if len(labels) == len(distinct) >= FEWEST_IN_BOLD else []


def _each_once(found: list[Label]) -> list[Label]:
    seen: set[tuple[Section, ...]] = set()
    kept = []
    for label in found:
        if label.sections not in seen:
            seen.add(label.sections)
            kept.append(label)
    return kept


@lru_cache(maxsize=8192)
def _may_end_a_label(tail: str) -> bool:
    """Whether what stands before a mark, back to the last space, ends like a label."""
    word = _WORD_BEFORE.search(tail)
    return word is not None and (word[0] in LETTERS or word[0] in LAST_WORDS or meaning(word[0]) is not None)


def _before_mark(plain: str, place: int) -> Label | None:
    """The label that stands right before a mark such as a colon, or the letter in brackets that begins there."""
    if plain[place] == "(" and plain[place + 2 : place + 3] == ")" and plain[place + 1] in LETTERS:
        return label_at(plain, place + 1)
    while place and plain[place - 1] == " ":
        place -= 1
    if not _may_end_a_label(plain[max(plain.rfind(" ", 0, place) + 1, place - 24) : place]):
        return None
    start, found = place, None
    for _ in range(LONGEST_PHRASE):
        word = _WORD_BEFORE.search(plain, max(0, start - 24), start)
        if word is None:
            break
        longer = label_at(plain, word.start())
        if longer is not None and longer.end >= place and longer.worth >= (found.worth if found else 0):
            found = longer
        start = word.start()
        if not start or plain[start - 1] != " ":
            break
        start -= 1
    return found


def _begins_a_sentence(plain: str, text: str, start: int) -> bool:
    """Whether a word stands where a new answer may begin: after the end of a sentence, or with a capital letter."""
    place = start
    while place and plain[place - 1] in " (*-":
        place -= 1
    return not place or plain[place - 1] in _BREAK or text[start].isupper() or plain[start - 2 : start] == "  "


@dataclass(slots=True)
class Company:
    """Which sections are labelled in which way, over the whole Doc: labels come in sets."""

    ways: defaultdict[str, set[Section]] = field(default_factory=lambda: defaultdict(set))
    named: defaultdict[str, Counter[Section]] = field(default_factory=lambda: defaultdict(Counter))
    alone: set[Section] = field(default_factory=set)
    answers_in_headings: int = 0

    @property
    def in_headings(self) -> bool:
        """Whether the answers seem to be written in a heading's style."""
        return self.answers_in_headings >= 2

    def add(self, label: Label) -> None:
        """Count a label."""
        self.ways[label.way].update(label.sections)
        if len(label.sections) == 1 and label.worth > 0:
            self.alone.update(label.sections, label.also)
        if label.asks:
            self.ways[QUESTION].update(label.sections)
        if label.worth > 0 and not label.is_everyday:
            named = self.named[label.form]
            for section in (min(label.sections, key=named.__getitem__), *label.also):
                named[section] += 1

    def share(self, label: Label, section: Section) -> float:
        """What speaks for one of the sections of "Realistic": in this Doc only the other one has a label of its own."""
        if len(label.sections) == 1 or section in self.alone or self.alone.isdisjoint(label.sections):
            return 0.0
        return WORTH_OF_THE_OTHER

    def worth(self, label: Label) -> float:
        """What a label is worth with its company.

        A word of everyday ("When") stands in for a section that real labels name less often than the others, in the
        same form; where each goal has a real label for the section, it is more likely a word of an answer.
        """
        others = self.ways[label.way] | self.ways[QUESTION] if label.asks else self.ways[label.way]
        found = label.worth + WORTH_OF_COMPANY * min(len(others) - (label.sections[0] in others), 4)
        if not label.is_everyday:
            return found
        named = self.named[label.form]
        if len(named) < FEWEST_NAMED and label.form in STANDS_OUT:
            named = sum(self.named.values(), Counter())
        if len(named) >= (FEWEST_BESIDE_A_QUESTION if label.form in STANDS_OUT else FEWEST_NAMED):
            wanting = named[label.sections[0]] < max(named.values())
            found += WORTH_OF_A_STAND_IN if wanting else BESIDE_ITS_LABEL
        return found
