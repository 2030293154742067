"""Tables line by line, goal after goal, as their layout asks: a goal a column, a row, or a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pdsync.goals.document import Block, BlockKind
from pdsync.goals.reading.asides import aside_of, is_remark_column, is_remark_head, known_sentences
from pdsync.goals.reading.heads import head_of, known_headings
from pdsync.goals.reading.kinds import Kind
from pdsync.goals.reading.label import Label
from pdsync.goals.reading.layouts import Grid, Layout, same
from pdsync.goals.reading.lines import Cell, Line, of_block
from pdsync.goals.reading.printed import ANSWER_HEADS, OVERVIEW_HEADS, TABLE_HEADS
from pdsync.goals.reading.prompts import Prompts, is_question

DEEPEST = 12
"""Tables in tables are followed so far."""


def lines_of(blocks: Iterable[Block], prompts: Prompts, depth: int = 0) -> Iterator[Line | None]:
    """The lines of blocks in reading order; None for an empty paragraph and for the edge of a cell."""
    for block in blocks:
        if block.kind is not BlockKind.TABLE:
            lines = of_block(block)
            if lines:
                yield from lines
            else:
                yield None
        elif depth < DEEPEST:
            yield None
            yield from _table(block, prompts, depth)
            yield None


def _table(block: Block, prompts: Prompts, depth: int) -> Iterator[Line | None]:
    grid = [[[line for line in lines_of(cell, prompts, depth + 1) if line] for cell in row] for row in block.rows]
    if _sums_up(grid):
        for row in grid:
            for cell in row:
                yield from _with(cell, Cell.SUMMARY)
        return
    yield from _laid_out(Layout.of(grid, prompts))


def _laid_out(layout: Layout) -> Iterator[Line | None]:
    """A table's lines in the order in which its layout asks to be read."""
    if layout.runs_down:
        yield from _down(layout)
    elif layout.rows:
        yield from _along(layout)
    elif _has_goals_on_top(layout.grid):
        for c in range(layout.width):
            for r in range(len(layout.grid)):
                yield from layout.cell(r, c)
            yield None
    else:
        for row in layout.grid:
            for cell in row:
                yield from _with(cell, Cell.REMARK) if _is_number(cell) else cell
                yield None


def _sums_up(grid: Grid) -> bool:
    """Whether a table sums up goals or keeps a log: one goal or week a row, with its day or status."""
    heads = [" ".join(line.plain for line in cell).strip(" :") for cell in grid[0]] if len(grid) > 1 else []
    return len(heads) >= 2 and all(heads) and all(head in OVERVIEW_HEADS for head in heads)


def _has_goals_on_top(grid: Grid) -> bool:
    """Whether each cell of the first row is a goal's heading, so that each column is a goal."""
    top = [cell for cell in grid[0] if cell] if len(grid) > 1 else []
    heads = [head_of(cell[0].bare, cell[0].plain, cell[0].text, known_headings()) for cell in top if len(cell) == 1]
    return len(top) >= 2 and len(heads) == len(top) and all(head is not None and head.number for head in heads)


def _down(layout: Layout) -> Iterator[Line | None]:
    """A table whose labels stand below each other, in one column or in several."""
    groups = []
    for number, column in enumerate(layout.columns):
        end = layout.columns[number + 1] if number + 1 < len(layout.columns) else layout.width
        before = range(column) if number == 0 else ()
        groups.append((column, [*before, *range(column + 1, end)]))
    named = [{layout.labels[r, c].sections[0] for (r, c) in layout.labels if c == column} for column, _ in groups]
    apart = all(one.isdisjoint(other) for i, one in enumerate(named) for other in named[i + 1 :])
    if len(groups) > 1 and apart:
        for r in range(len(layout.grid)):
            for column, answers in groups:
                yield from _row(layout, r, column, answers)
        return
    for column, answers in groups:
        yield from _group(layout, column, answers)


def _group(layout: Layout, column: int, others: list[int]) -> Iterator[Line | None]:
    """One column of labels with the columns that belong to it."""
    theirs = [c for c in others if _is_the_forms(layout, column, c)]
    answers = [c for c in others if c not in theirs and any(layout.cell(r, c) for r in range(len(layout.grid)))]
    if len(answers) < 2:
        for r in range(len(layout.grid)):
            yield from _row(layout, r, column, answers)
        return
    for c in answers:
        yield None
        for r in range(len(layout.grid)):
            yield from _row(layout, r, column, [c], head=True)


def _row(layout: Layout, r: int, column: int, answers: list[int], *, head: bool = False) -> Iterator[Line | None]:
    """A row's label and the answers beside it; a row without a label is a heading, or has something of its own."""
    first = layout.cell(r, column)
    label = layout.labels.get((r, column))
    if label is None and first and is_remark_head(first[0].plain):
        for cell in (first, *(layout.cell(r, c) for c in answers)):
            yield from _with(cell, Cell.REMARK)
        return
    if label is None:
        heading = head and not any((row, column) in layout.labels for row in range(r))
        own = _with(first, Cell.REMARK) if heading or _is_head(first) else first
        yield from own
        for c in answers:
            cell = layout.cell(r, c)
            yield from _with(cell, Cell.REMARK if _is_head(cell) else Cell.HEAD if heading else Cell.NONE)
        return
    asks = bool(answers) and all(line.plain.rstrip().endswith("?") for line in first[1:])
    marked = _with(first[:1], Cell.LABEL) + _with(first[1:], Cell.REMARK if asks else Cell.ANSWER)
    yield from marked
    for c in answers:
        yield from _with(layout.cell(r, c), Cell.ANSWER)


def _is_head(cell: list[Line]) -> bool:
    """Whether a cell only says what stands below it: "Answer", "Section"."""
    return len(cell) == 1 and cell[0].plain.strip(" :") in TABLE_HEADS


def _is_number(cell: list[Line]) -> bool:
    """Whether a cell only counts its row."""
    return len(cell) == 1 and cell[0].plain.strip(" .#)").isdecimal()


def _is_the_forms(layout: Layout, column: int, c: int) -> bool:
    """Whether a column holds the form's questions or somebody else's remarks."""
    head = layout.cell(0, c)
    if head and (0, column) not in layout.labels:
        aside = aside_of(head[0].bare, head[0].plain, known_sentences())
        plain = head[0].plain.strip(" :")
        if (aside and aside.kind in (Kind.REMARK, Kind.NOTES)) or is_remark_column(plain):
            return True
        if _is_beside_the_answers(layout, column, c):
            return True
    rows = [r for (r, at) in layout.labels if at == column]
    if sum(same(layout.labels, r, c, column) for r in rows if (r, c) in layout.labels) * 2 > len(rows):
        return True
    cells = [layout.cell(r, c) for r in rows]
    filled = [cell for cell in cells if cell]
    printed = [cell for cell in filled if _is_prompt(cell, layout.prompts)]
    return len(filled) >= 2 and len(printed) * 2 > len(filled)


def _is_beside_the_answers(layout: Layout, column: int, c: int) -> bool:
    """Whether another column says that it holds the answers, and this one does not say that it is a goal."""
    head = layout.cell(0, c)[0]
    if head.plain.strip(" :") in TABLE_HEADS or head_of(head.bare, head.plain, head.text, known_headings()) is not None:
        return False
    others = (layout.cell(0, other) for other in range(layout.width) if other not in (column, c))
    return any(len(cell) == 1 and cell[0].plain.strip(" :") in ANSWER_HEADS for cell in others)


def _is_prompt(cell: list[Line], prompts: Prompts) -> bool:
    return all(is_question(line.plain) or prompts.section_of(line.plain) is not None for line in cell)


def _along(layout: Layout) -> Iterator[Line | None]:
    """A table whose labels stand beside each other, with a goal in each row below."""
    header: dict[int, Label] = {}
    top = 0
    for r, row in enumerate(layout.grid):
        named = {c: label for (at, c), label in layout.labels.items() if at == r}
        if _is_header(layout, r, named, first=not header):
            header, top = named, r
        elif header:
            yield from _goal_row(layout, r, top, header)
        else:
            for cell in row:
                yield from cell


def _is_header(layout: Layout, r: int, named: dict[int, Label], *, first: bool) -> bool:
    """Whether a row holds labels and no answers: two at least in the first one, nothing else in the others."""
    if not named or any((r, c) in layout.answered for c in named):
        return False
    if first:
        return len({label.sections for label in named.values()}) >= 2
    return len(named) == sum(map(bool, layout.grid[r]))


def _goal_row(layout: Layout, r: int, top: int, header: dict[int, Label]) -> Iterator[Line | None]:
    if not any(layout.cell(r, c) for c in header):
        return
    yield None
    rest = [c for c in range(layout.width) if c not in header]
    for c in rest:
        above, cell = layout.cell(top, c), layout.cell(r, c)
        if above and is_remark_column(above[0].plain):
            yield from _with(cell, Cell.REMARK)
            continue
        aside = aside_of(above[0].bare, above[0].plain, known_sentences()) if above else None
        if aside is None:
            yield from _with(cell, Cell.HEAD)
    for c in header:
        yield from _with(layout.cell(top, c)[:1], Cell.LABEL)
        yield from _with(layout.cell(r, c), Cell.ANSWER)
    for c in rest:
        above, cell = layout.cell(top, c), layout.cell(r, c)
        aside = aside_of(above[0].bare, above[0].plain, known_sentences()) if above else None
        if aside is not None and cell and not is_remark_column(above[0].plain):
            yield from above if aside.kind in (Kind.STATUS, Kind.NOTES) else _with(above, Cell.REMARK)
            yield from cell if aside.kind in (Kind.STATUS, Kind.NOTES) else _with(cell, Cell.REMARK)


def _with(lines: Iterable[Line], cell: Cell) -> list[Line]:
    """The lines, told what the table's layout says of them."""
    return [replace(line, cell=cell) for line in lines]
