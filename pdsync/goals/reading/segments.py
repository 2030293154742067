"""A Doc's lines cut into segments with one label each, and what a segment may be taken for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from itertools import pairwise
from typing import Final, NamedTuple

from pdsync.goals.model import Section
from pdsync.goals.reading.behind import labels_behind
from pdsync.goals.reading.heads import Head
from pdsync.goals.reading.inline import FEWEST_IN_BOLD, Company, bold_labels, labels_inside
from pdsync.goals.reading.label import Label
from pdsync.goals.reading.labels import label_at_start
from pdsync.goals.reading.lines import Cell, Line, Look
from pdsync.goals.reading.prompts import Span
from pdsync.goals.reading.remarks import authors, remark_at
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
    remark: bool = False
    candidates: Sequence[Candidate] = ()

    @property
    def whole(self) -> bool:
        """Whether it is all of its line."""
        return self.start == 0 and self.end == len(self.line.text)


def segments_of(read: Iterable[Line]) -> tuple[list[Segment], Company]:
    """The lines cut where one holds several labels or ends with a remark, and the company that the labels keep."""
    lines = list(read)
    found: list[Segment] = []
    company = Company()
    names, behind = authors(lines), labels_behind(lines)
    unanswered = NOWHERE
    for place, line in enumerate(lines):
        if line.look is Look.HEADING and line.rank > unanswered:
            company.answers_in_headings += 1
        unanswered = NOWHERE
        remark = None if line.struck else remark_at(line, names)
        end = len(line.text) if remark is None else remark
        if line.struck or line.cell in (Cell.ANSWER, Cell.REMARK):
            found += [Segment(line, 0, end)] if end or remark is None else []
        elif end or remark is None:
            cut = _by_labels(line, end, behind.get(place))
            found += cut
            for segment in cut:
                if segment.label is not None:
                    company.add(segment.label)
            label = cut[0].label
            if len(cut) == 1 and label is not None and label.worth >= 1 and _waits(line, label, end):
                unanswered = line.rank if line.look is Look.HEADING else 0
        if remark is not None:
            found.append(Segment(line, remark, len(line.text), remark=True))
    return found, company


def _waits(line: Line, label: Label, end: int) -> bool:
    """Whether nothing but a prompt stands behind a label."""
    return label.end >= end - 1 or ("?" in line.plain and line.plain[:end].rstrip(" *_:").endswith((")", "?")))


def _by_labels(line: Line, end: int, behind: Label | None) -> list[Segment]:
    """A line up to a place, cut before each of its labels."""
    if behind is not None:
        return [Segment(line, 0, end, behind)]
    plain, text = (line.plain, line.text) if end == len(line.text) else (line.plain[:end], line.text[:end])
    first, inside = _labels_of(plain, text, line.bold_to, line.cell)
    if len(inside) < 2 and len(line.bolds) >= FEWEST_IN_BOLD:
        inside = bold_labels(plain, line.bolds)
    if len(inside) > 1 and not _is_legend(line, inside):
        return list(_cut(line, inside, end))
    return [Segment(line, 0, end, first if len(inside) < 2 else None)]


@once_a_text
def _labels_of(plain: str, text: str, bold_to: int, cell: Cell) -> tuple[Label | None, Sequence[Label]]:
    """The label at a line's start, and all its labels where it has several: a label's own cell has one."""
    first = label_at_start(plain, bold_to)
    return first, () if cell is Cell.LABEL else labels_inside(plain, text, first)


def _is_legend(line: Line, labels: Sequence[Label]) -> bool:
    """Whether a line only names the five words: nearly nothing stands between them."""
    between = [words(line.plain[one.end : other.start]) for one, other in pairwise(labels)]
    return all(len(said) <= 1 for said in between)


def _opening(plain: str, start: int) -> int:
    """Where the marks begin that stand right before a label: a bracket, quotes, stars."""
    while start and plain[start - 1] in "([*_\"'":
        start -= 1
    return start


def _cut(line: Line, labels: Sequence[Label], stop: int) -> Iterator[Segment]:
    if line.plain[: labels[0].start].strip(" *-•("):
        yield Segment(line, 0, labels[0].start)
    ends = [*(_opening(line.plain, label.start) for label in labels[1:]), stop]
    for label, end in zip(labels, ends, strict=True):
        status = _STATUS_INSIDE.search(line.plain, label.end, end) if end == stop else None
        yield Segment(line, label.start, status.start() if status else end, label)
        if status:
            yield Segment(line, status.start(), end)
