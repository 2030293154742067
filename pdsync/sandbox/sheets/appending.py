"""values.append: where the table is that a range means, and where its next row goes."""

from __future__ import annotations

from dataclasses import dataclass

from pdsync.sandbox.sheets.a1 import Area, Box
from pdsync.sandbox.sheets.model import Row, Sheet

Place = tuple[int, int]


@dataclass(slots=True)
class Run:
    """Filled cells side by side in one row, and the island that they belong to."""

    row: int
    left: int
    right: int
    island: list[Run]


def table(sheet: Sheet, box: Box) -> Box | None:
    """The last table that has a cell in the rectangle: cells that touch each other, as the rectangle around them."""
    tables = [_around(island) for island in _islands(sheet) if any(_inside(run, box) for run in island)]
    return max(_merged(tables), key=lambda each: (each.bottom, each.right), default=None)


def _islands(sheet: Sheet) -> list[list[Run]]:
    """The filled cells in groups that touch, side by side or corner to corner."""
    islands: dict[int, list[Run]] = {}
    above: list[Run] = []
    for number, row in enumerate(sheet.rows):
        runs = _runs(number, row)
        for run in runs:
            islands[id(run.island)] = run.island
            for other in above:
                if other.left <= run.right and run.left <= other.right and other.island is not run.island:
                    _join(islands, other.island, run.island)
        above = runs
    return list(islands.values())


def _runs(number: int, row: Row) -> list[Run]:
    runs: list[Run] = []
    for column, cell in enumerate(row.cells):
        if cell is not None and cell.value is not None:
            if runs and runs[-1].right == column:
                runs[-1].right = column + 1
            else:
                run = Run(number, column, column + 1, [])
                run.island.append(run)
                runs.append(run)
    return runs


def _join(islands: dict[int, list[Run]], one: list[Run], two: list[Run]) -> None:
    large, small = (one, two) if len(one) >= len(two) else (two, one)
    del islands[id(small)]
    for run in small:
        run.island = large
    large.extend(small)


def _inside(run: Run, box: Box) -> bool:
    return box.top <= run.row < box.bottom and run.left < box.right and box.left < run.right


def _around(island: list[Run]) -> Box:
    return Box(
        min(run.row for run in island),
        max(run.row for run in island) + 1,
        min(run.left for run in island),
        max(run.right for run in island),
    )


def _merged(tables: list[Box]) -> list[Box]:
    """Rectangles that overlap are one table."""
    rest, done = list(tables), []
    while rest:
        box = rest.pop()
        near = next((other for other in rest if other.meets(box)), None)
        if near is None:
            done.append(box)
        else:
            rest.remove(near)
            rest.append(Box(min(box[0], near[0]), max(box[1], near[1]), min(box[2], near[2]), max(box[3], near[3])))
    return done


def start(area: Area, found: Box | None) -> Place:
    """Row and column of the first cell that is written."""
    if found is not None:
        return found.bottom, found.left
    return area.top or 0, area.left or 0


def grow(sheet: Sheet, box: Box) -> None:
    """Rows and columns are added until the sheet holds the rectangle."""
    sheet.row_count = max(sheet.row_count, box.bottom)
    sheet.column_count = max(sheet.column_count, box.right)
