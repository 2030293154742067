"""Merged cells: the first cell of each keeps its content, the others lose theirs."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox.sheets.a1 import Box, area_of, box_area
from pdsync.sandbox.sheets.draft import Draft, kind
from pdsync.sandbox.sheets.masks import Invalid
from pdsync.sandbox.sheets.model import Sheet

Json = dict[str, Any]
PARTLY = "You must select all cells in a merged range to merge or unmerge them."


def merges(sheet: Sheet) -> list[Box]:
    """The merged rectangles of a sheet."""
    return [sheet.box(area_of(merge)) for merge in sheet.overlay("merges")]


def _without(sheet: Sheet, box: Box) -> list[Json]:
    """The merges that do not lie in the rectangle; one that lies in it partly is refused."""
    for merge in merges(sheet):
        if merge.meets(box) and not box.holds(merge):
            raise Invalid(PARTLY)
    return [merge for merge in sheet.overlay("merges") if not sheet.box(area_of(merge)).meets(box)]


@kind("mergeCells")
def merge_cells(draft: Draft, body: Json) -> None:
    """One merge over the range, or one a row or a column of it."""
    sheet, box = draft.guarded(body.get("range"))
    rest = _without(sheet, box)
    how = body.get("mergeType") or "MERGE_ALL"
    if how == "MERGE_ROWS":
        boxes = [box._replace(top=row, bottom=row + 1) for row in range(box.top, box.bottom)]
    elif how == "MERGE_COLUMNS":
        boxes = [box._replace(left=column, right=column + 1) for column in range(box.left, box.right)]
    else:
        boxes = [box]
    boxes = [each for each in boxes if each.height * each.width > 1]
    sheet.things["merges"] = rest + [box_area(sheet.id, each).to_json() for each in boxes]
    for each in boxes:
        _empty(sheet, each)


def _empty(sheet: Sheet, box: Box) -> None:
    covered: dict[int, dict[int, Any]] = {}
    for row, column, cell in sheet.cells(box):
        if (row, column) != (box.top, box.left) and cell.value is not None:
            covered.setdefault(row, {})[column] = cell._replace(value=None, runs=None, chips=None)
    for row, changes in covered.items():
        sheet.put(row, changes)


@kind("unmergeCells")
def unmerge_cells(draft: Draft, body: Json) -> None:
    """Every merge in the range goes."""
    sheet, box = draft.guarded(body.get("range"))
    sheet.things["merges"] = _without(sheet, box)
