"""A Doc's lines cut into segments with one label each, and what a segment may be taken for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from itertools import pairwise
from typing import Final, NamedTuple

from pdsync.goals.model import Section
from pdsync.goals.reading.heads import Head
from pdsync.goals.reading.inline import Company, labels_inside
from pdsync.goals.reading.label import Label
from pdsync.goals.reading.labels import label_at_start
from pdsync.goals.reading.lines import Cell, Line, Look
from pdsync.goals.reading.prompts import Span
from pdsync.goals.reading.remembered import once_a_text
from pdsync.goals.reading.text import words

_STATUS_INSIDE = re.compile(r"(?<=[.!?;)\s])(?:current |goal )?status\s*[:=]\s*")


NOWHERE: Final = 99
"""The rank of a label that waits for its answer, where none does."""


class Role(IntEnum):
    """What a line is taken for."""

    TEXT = auto()
    LABEL = auto()
    HEAD = auto()
    NAMED = auto()
    STATUS = auto()
    NOTES = auto()
    REMARK = auto()
    FORM = auto()
    INSTRUCTION = auto()
    QUESTION = auto()
    FIELD = auto()
    ASIDE = auto()
    EXAMPLE = auto()
    OLD = auto()
    STRUCK = auto()


class Candidate(NamedTuple):
    """One reading of a line."""

    role: Role
    worth: float
    way: str = ""
    section: Section | None = None
    label: Label | None = None
    head: Head | None = None
    span: Span | None = None
    answer: tuple[Span, ...] = ()


@dataclass(slots=True)
class Segment:
    """A stretch of a line with at most one label: mostly the whole line."""

    line: Line
    start: int
    end: int
    label: Label | None = None
    candidates: Sequence[Candidate] = ()

    @property
    def whole(self) -> bool:
        """Whether it is all of its line."""
        return self.start == 0 and self.end == len(self.line.text)


def segments_of(lines: Iterable[Line]) -> tuple[list[Segment], Company]:
    """The lines cut where one holds several labels, and the company that the labels keep."""
    found: list[Segment] = []
    company = Company()
    unanswered = NOWHERE
    for line in lines:
        if line.look is Look.HEADING and line.rank > unanswered:
            company.answers_in_headings += 1
        unanswered = NOWHERE
        if line.struck or line.cell in (Cell.ANSWER, Cell.REMARK):
            found.append(Segment(line, 0, len(line.text)))
            continue
        first, inside = _labels_of(line.plain, line.text, line.bold_to, several=line.cell is not Cell.LABEL)
        if len(inside) > 1 and not _is_legend(line, inside):
            found += _cut(line, inside)
            company.add(inside)
        else:
            found.append(Segment(line, 0, len(line.text), first if len(inside) < 2 else None))
            if first is not None:
                company.add((first,))
                if first.worth >= 1 and first.end >= len(line.text) - 1:
                    unanswered = line.rank if line.look is Look.HEADING else 0
    return found, company


@once_a_text
def _labels_of(plain: str, text: str, bold_to: int, *, several: bool) -> tuple[Label | None, Sequence[Label]]:
    """The label at a line's start, and all its labels where it has several."""
    first = label_at_start(plain, bold_to)
    return first, labels_inside(plain, text, first) if several else ()


def _is_legend(line: Line, labels: Sequence[Label]) -> bool:
    """Whether a line only names the five words: nearly nothing stands between them."""
    between = [words(line.plain[one.end : other.start]) for one, other in pairwise(labels)]
    return all(len(said) <= 1 for said in between)


def _opening(plain: str, start: int) -> int:
    """Where the marks begin that stand right before a label: a bracket, quotes, stars."""
    while start and plain[start - 1] in "([*_\"'":
        start -= 1
    return start


def _cut(line: Line, labels: Sequence[Label]) -> Iterator[Segment]:
    if line.plain[: labels[0].start].strip(" *-•("):
        yield Segment(line, 0, labels[0].start)
    ends = [*(_opening(line.plain, label.start) for label in labels[1:]), len(line.text)]
    for label, end in zip(labels, ends, strict=True):
        status = _STATUS_INSIDE.search(line.plain, label.end, end) if end == len(line.text) else None
        yield Segment(line, label.start, status.start() if status else end, label)
        if status:
            yield Segment(line, status.start(), end)
