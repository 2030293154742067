"""Groups of rows and columns that fold: each index has a depth, and the groups are what lies at least that deep."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox.sheets.draft import Draft, kind
from pdsync.sandbox.sheets.looks import told
from pdsync.sandbox.sheets.masks import Invalid, Mask
from pdsync.sandbox.sheets.model import ROWS, Sheet
from pdsync.sandbox.sheets.resizing import set_size, span

Json = dict[str, Any]
DEEPEST = 8


def _name(dimension: str) -> str:
    return "rowGroups" if dimension == ROWS else "columnGroups"


def _depths(sheet: Sheet, dimension: str) -> dict[int, int]:
    depths: dict[int, int] = {}
    for group in sheet.overlay(_name(dimension)):
        for index in range(group["range"]["startIndex"], group["range"]["endIndex"]):
            depths[index] = max(depths.get(index, 0), group["depth"])
    return depths


def _grouped(sheet: Sheet, dimension: str, depths: dict[int, int]) -> list[Json]:
    """The groups of these depths; those that were folded and are unchanged stay folded."""
    folded = [(group["range"], group["depth"]) for group in sheet.overlay(_name(dimension)) if group.get("collapsed")]
    groups: list[Json] = []
    for depth in range(1, max(depths.values(), default=0) + 1):
        inside = sorted(index for index, each in depths.items() if each >= depth)
        for index in inside:
            if groups and groups[-1]["depth"] == depth and groups[-1]["range"]["endIndex"] == index:
                groups[-1]["range"]["endIndex"] = index + 1
            else:
                place = {"sheetId": sheet.id, "dimension": dimension, "startIndex": index, "endIndex": index + 1}
                groups.append({"range": place, "depth": depth})
    groups.sort(key=lambda group: (group["range"]["startIndex"], group["depth"]))
    return [{**group, "collapsed": True} if (group["range"], group["depth"]) in folded else group for group in groups]


def _changed(draft: Draft, body: Json, by: int) -> Json:
    sheet, dimension, start, end = span(draft, body.get("range"))
    depths = _depths(sheet, dimension)
    if by < 0 and not any(depths.get(index) for index in range(start, end)):
        raise Invalid("There is no group in this range.")
    for index in range(start, end):
        depths[index] = max(0, depths.get(index, 0) + by)
    if max(depths.values()) > DEEPEST:
        raise Invalid(f"Groups cannot be nested more than {DEEPEST} deep.")
    sheet.things[_name(dimension)] = _grouped(sheet, dimension, depths)
    sheet.grid["rowGroupControlAfter" if dimension == ROWS else "columnGroupControlAfter"] = True
    groups = sheet.things[_name(dimension)]
    return {"dimensionGroups": told(groups)} if groups else {}


@kind("addDimensionGroup")
def add_dimension_group(draft: Draft, body: Json) -> Json:
    """One level deeper over the range."""
    return _changed(draft, body, 1)


@kind("deleteDimensionGroup")
def delete_dimension_group(draft: Draft, body: Json) -> Json:
    """One level less deep over the range."""
    return _changed(draft, body, -1)


@kind("updateDimensionGroup")
def update_dimension_group(draft: Draft, body: Json) -> None:
    """Fold a group or open it: its rows or columns are hidden or seen."""
    wanted = body.get("dimensionGroup") or {}
    sheet, dimension, start, end = span(draft, wanted.get("range"))
    mask = Mask(body.get("fields"), ("collapsed",))
    groups = sheet.overlay(_name(dimension))
    place = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    found = next((each for each in groups if each["range"] == place and each["depth"] == wanted.get("depth")), None)
    if found is None:
        raise Invalid("There is no group with this range and depth.")
    folded = bool(wanted.get("collapsed"))
    after = mask.apply(found, {"collapsed": True} if folded else {})
    sheet.things[_name(dimension)] = [after if each is found else each for each in groups]
    hide = Mask("hiddenByUser", ("hiddenByUser",))
    for index in range(start, end):
        size = hide.apply(sheet.sizes(dimension).get(index, {}), {"hiddenByUser": True} if folded else {})
        set_size(sheet, dimension, index, size)
