"""A table's layout: where its labels stand, down a column or along a row, and which of them are answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pdsync.goals.model import Section
from pdsync.goals.reading.label import QUESTION, Label
from pdsync.goals.reading.labels import label_at_start
from pdsync.goals.reading.lines import Line
from pdsync.goals.reading.prompts import Prompts

LOOSE_WAYS: Final = ("loose", QUESTION)
Grid = Sequence[Sequence[list[Line]]]


@dataclass(frozen=True, slots=True)
class Layout:
    """A table's cells and the labels in them, by row and column."""

    grid: Grid
    labels: dict[tuple[int, int], Label]
    answered: frozenset[tuple[int, int]]
    prompts: Prompts
    columns: tuple[int, ...]

    @classmethod
    def of(cls, grid: Grid, prompts: Prompts) -> Layout:
        """Find the labels of a table: first those that are surely labels, then, if there are none, the loose ones."""
        for loose in (False, True):
            labels = _labels_in(grid, loose=loose)
            answered = {at for at, label in labels.items() if _holds_an_answer(grid[at[0]][at[1]], label, prompts)}
            layout = cls(grid, labels, frozenset(answered), prompts, _columns(labels, answered, 3 if loose else 2))
            if layout.columns or layout.rows:
                break
        return layout

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows in which two sections at least are named."""
        named: dict[int, set[Section]] = {}
        for (r, _), label in self.labels.items():
            named.setdefault(r, set()).update(label.sections[:1])
        return tuple(r for r, sections in named.items() if len(sections) >= 2)

    @property
    def runs_down(self) -> bool:
        """Whether the answers stand beside the labels rather than below them."""
        if not self.columns or not self.rows:
            return bool(self.columns)
        beside = sum(self._has_text(r, c + 1) for r, c in self.labels if c in self.columns)
        below = sum(self._has_text(r + 1, c) for r, c in self.labels if r in self.rows)
        if beside == below:
            return bool(self.answered) or len(self.grid) >= self.width
        return beside > below

    def _has_text(self, r: int, c: int) -> bool:
        return r < len(self.grid) and (r, c) not in self.labels and bool(self.cell(r, c))

    def cell(self, r: int, c: int) -> list[Line]:
        """A cell's lines; none where a row is shorter than others."""
        return self.grid[r][c] if c < len(self.grid[r]) else []

    @property
    def width(self) -> int:
        """The number of columns."""
        return max(map(len, self.grid), default=0)


def _labels_in(grid: Grid, *, loose: bool) -> dict[tuple[int, int], Label]:
    """The labels at the beginnings of cells. A cell with several of them holds a whole goal and is no label."""
    found: dict[tuple[int, int], Label] = {}
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            label = label_at_start(cell[0].plain, cell[0].bold_to) if cell else None
            weak = label is not None and label.worth < -0.5 and label.way != QUESTION
            if label is None or weak or (label.way.startswith(LOOSE_WAYS) and not loose):
                continue
            more = [label_at_start(line.plain, line.bold_to) for line in cell[1:]]
            if not any(one is not None and one.worth >= 1.5 and one.sections != label.sections for one in more):
                found[r, c] = label
    return found


def _columns(labels: dict[tuple[int, int], Label], answered: set[tuple[int, int]], fewest: int) -> tuple[int, ...]:
    """The columns of labels; one that only says the same again beside another ("S", "What will you do?") is none."""
    down: dict[int, set[Section]] = {}
    for (_, c), label in labels.items():
        down.setdefault(c, set()).update(label.sections[:1])
    found: list[int] = []
    for column in sorted(c for c, sections in down.items() if len(sections) >= fewest):
        rows = [r for (r, c) in labels if c == column]
        again = [r for r in rows if (r, column) not in answered and any(same(labels, r, column, one) for one in found)]
        if len(again) * 2 <= len(rows):
            found.append(column)
    return tuple(found)


def _holds_an_answer(cell: list[Line], label: Label, prompts: Prompts) -> bool:
    return len(cell) > 1 or _answers(cell[0].plain, label, prompts)


def same(labels: dict[tuple[int, int], Label], r: int, one: int, other: int) -> bool:
    """Whether two cells of a row are labels of the same section."""
    before = labels.get((r, other))
    return before is not None and before.sections[0] in labels[r, one].sections


def _answers(plain: str, label: Label, prompts: Prompts) -> bool:
    """Whether a label's own cell holds an answer too."""
    said = (plain[start:end].strip(" .:") for start, end in prompts.answer(plain, label.end, label.sections[0]))
    return any(one and not one.endswith("?") for one in said)
