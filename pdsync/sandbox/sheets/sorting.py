"""Sorting rows: whole cells move, with looks, notes and validations; formulas follow their row."""

from __future__ import annotations

from functools import cmp_to_key
from typing import Any

from pdsync.sandbox.sheets.a1 import Box, area_of
from pdsync.sandbox.sheets.draft import Draft, kind
from pdsync.sandbox.sheets.masks import Invalid
from pdsync.sandbox.sheets.model import Cell, Formula, Sheet
from pdsync.sandbox.sheets.results import Mistake, Value, rank
from pdsync.sandbox.sheets.tokens import carried

Json = dict[str, Any]
MERGED = "You can't sort a range that contains merged cells."


@kind("sortRange")
def sort_range(draft: Draft, body: Json) -> None:
    """Sort the rows of a range by its columns."""
    sheet, box = draft.guarded(body.get("range"))
    sort(draft, sheet, box, body.get("sortSpecs") or [{"dimensionIndex": box.left}])


def sort(draft: Draft, sheet: Sheet, box: Box, specs: list[Json]) -> None:
    """Sort the rows of a rectangle; empty cells come last in either direction, equal rows keep their order."""
    if any(sheet.box(area_of(merge)).meets(box) for merge in sheet.overlay("merges")):
        raise Invalid(MERGED)
    outside = [each for each in specs if not 0 <= each.get("dimensionIndex", 0) < sheet.column_count]
    if outside:
        raise Invalid(f"Sort dimension {outside[0]['dimensionIndex']} is outside the grid.")
    calculator = draft.calculator
    columns = [(spec.get("dimensionIndex", 0), spec.get("sortOrder") == "DESCENDING") for spec in specs]
    rows = list(range(box.top, min(box.bottom, len(sheet.rows))))
    keys = {row: [calculator.value(sheet, row, column) for column, _ in columns] for row in rows}

    def compare(one: int, two: int) -> int:
        for index, (_, descending) in enumerate(columns):
            order = _order(keys[one][index], keys[two][index], descending)
            if order:
                return order
        return 0

    ordered = sorted(rows, key=cmp_to_key(compare))
    before = {row: [sheet.cell(row, column) for column in range(box.left, box.right)] for row in rows}
    for target, source in zip(rows, ordered, strict=True):
        if target != source:
            cells = (followed(cell, target - source) for cell in before[source])
            sheet.put(target, dict(enumerate(cells, box.left)))


def followed(cell: Cell, rows: int, columns: int = 0) -> Cell:
    """The cell carried elsewhere, its formula's free references along with it."""
    if type(cell.value) is not Formula:
        return cell
    return cell._replace(value=Formula(carried(cell.value, rows, columns)))


def _order(one: Value, two: Value, descending: bool) -> int:
    if one is None or two is None:
        return (one is None) - (two is None)
    first, second = _rank(one), _rank(two)
    order = (first > second) - (first < second)
    return -order if descending else order


def _rank(value: Value) -> tuple[int, Any]:
    return (3, value.shown) if isinstance(value, Mistake) else rank(value)
