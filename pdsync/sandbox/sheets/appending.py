"""values.append: where the table is that a range means, and where its next row goes."""

from __future__ import annotations

from pdsync.sandbox.sheets.a1 import Area, Box
from pdsync.sandbox.sheets.model import Sheet

Place = tuple[int, int]


def table(sheet: Sheet, box: Box) -> Box | None:
    """The last table that has a cell in the rectangle: cells that touch each other, as the rectangle around them."""
    filled = {(row, column) for row, column, cell in sheet.cells(sheet.whole) if cell.value is not None}
    seeds = sorted(place for place in filled if box.top <= place[0] < box.bottom and box.left <= place[1] < box.right)
    seen: set[Place] = set()
    tables: list[Box] = []
    for seed in seeds:
        if seed not in seen:
            island = _island(filled, seed)
            seen |= island
            tables.append(_around(island))
    return max(_merged(tables), key=lambda each: (each.bottom, each.right), default=None)


def _island(filled: set[Place], seed: Place) -> set[Place]:
    """The filled cells that can be reached from one, side by side or corner to corner."""
    island, edge = {seed}, [seed]
    while edge:
        row, column = edge.pop()
        for down in (-1, 0, 1):
            for right in (-1, 0, 1):
                place = (row + down, column + right)
                if place in filled and place not in island:
                    island.add(place)
                    edge.append(place)
    return island


def _around(places: set[Place]) -> Box:
    rows, columns = [row for row, _ in places], [column for _, column in places]
    return Box(min(rows), max(rows) + 1, min(columns), max(columns) + 1)


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
