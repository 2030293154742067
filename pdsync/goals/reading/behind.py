"""Labels that stand behind: "Finish the course. (S)", "All topics are green [Measurable]"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pdsync.goals.model import Section
from pdsync.goals.reading.label import Label
from pdsync.goals.reading.labels import label_at_start
from pdsync.goals.reading.lexicon import LETTERS
from pdsync.goals.reading.lines import Cell, Line
from pdsync.goals.reading.meanings import meaning

BEHIND: Final = "letter behind its answer"
BEHIND_A_QUESTION: Final = "letter behind a question"
FEWEST: Final = 3
"""Labels behind count only where so many sections are named in this way."""
_TAIL = re.compile(r"(?:\s+[(\[]|\s*[-/|>]+\s*[(\[]?)\s*([smart]|[a-z]+(?:[ -]bound)?)\s*[)\]]?\s*\.?$")
_ENDINGS: Final = ("specific", "able", "realistic", "relevant", "bound", "timely")
LONGEST: Final = 40
WORTH: Final = 1.5
SURE_IN_FRONT: Final = 0.0


def labels_behind(lines: Sequence[Line]) -> Mapping[int, Label]:
    """The labels at the ends of lines, by the lines' places; empty where labels stand in front."""
    found: dict[int, Label] = {}
    for place, line in enumerate(lines):
        if not line.struck and line.cell is Cell.NONE and (label := _at_the_end(line)) is not None:
            found[place] = label
    if len({label.sections for label in found.values()}) < FEWEST:
        return {}
    runs = sum(place + 1 in found for place in found)
    way = BEHIND if 2 * runs >= len(found) else BEHIND_A_QUESTION
    return {place: label._replace(way=way, start=label.start if way == BEHIND else 0) for place, label in found.items()}


def _at_the_end(line: Line) -> Label | None:
    plain = line.plain
    end = plain.rstrip(" .")
    marked = end[-1:] in (")", "]")
    if not marked and not end.endswith(_ENDINGS):
        return None
    tail = _TAIL.search(plain, max(0, len(plain) - LONGEST))
    if tail is None or not plain[: tail.start()].strip():
        return None
    sections = _meant(tail[1], marked=marked)
    first = label_at_start(plain, line.bold_to)
    if sections is None or (first is not None and first.worth > SURE_IN_FRONT):
        return None
    return Label(sections, tail.start(), len(plain), WORTH, BEHIND, tail[0].strip())


def _meant(word: str, *, marked: bool) -> tuple[Section, ...] | None:
    if len(word) == 1:
        return (LETTERS[word],) if marked and word in LETTERS else None
    named = meaning(word.replace(" ", "-"))
    return named[0] if named is not None and named[1] >= 3.5 else None
