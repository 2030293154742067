"""How a cell looks in the end: the spreadsheet's look, bands of colour, its own format, and what conditions add."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdsync.sandbox.sheets.a1 import Box, area_of
from pdsync.sandbox.sheets.blank import THEME
from pdsync.sandbox.sheets.calculator import Calculator
from pdsync.sandbox.sheets.conditions import holds
from pdsync.sandbox.sheets.model import Cell, Formula, Sheet
from pdsync.sandbox.sheets.results import Mistake
from pdsync.sandbox.sheets.showing import link, number_format

Json = dict[str, Any]
LINK: Json = dict(THEME)["LINK"]
LINKED: Json = {"foregroundColor": LINK, "underline": True, "foregroundColorStyle": {"rgbColor": LINK}}
"""How the text of a link looks."""


def effective_format(calculator: Calculator, sheet: Sheet, row: int, column: int) -> Json | None:
    """How the cell looks: the spreadsheet's look, bands, its own, and what conditions add. None: nothing is special."""
    cell = sheet.cell(row, column)
    if type(cell.value) is Formula or sheet.overlay("bandedRanges") or sheet.overlay("conditionalFormats"):
        return _worked_out(calculator, sheet, row, column, cell)
    kind = (type(cell.value), id(cell.format))
    if kind not in calculator.looks:
        calculator.looks[kind] = _worked_out(calculator, sheet, row, column, cell)
    return calculator.looks[kind]


def _worked_out(calculator: Calculator, sheet: Sheet, row: int, column: int, cell: Cell) -> Json | None:
    layers = [*_bands(sheet, row, column), cell.format or {}, *_conditional(calculator, sheet, row, column)]
    if cell.value is None and not any(layers):
        return None
    value = calculator.value(sheet, row, column)
    look: Json = layered(
        calculator.book.properties["defaultFormat"],
        {"textFormat": {"fontFamily": calculator.book.properties["spreadsheetTheme"]["primaryFontFamily"]}},
    )
    if value is not None:
        look["hyperlinkDisplayType"] = "PLAIN_TEXT"
        side = "LEFT" if isinstance(value, str) else "CENTER" if isinstance(value, bool | Mistake) else "RIGHT"
        look["horizontalAlignment"] = side
        brought = number_format(calculator, sheet, cell)
        if brought is not None:
            look["numberFormat"] = brought
    if uri := link(calculator, sheet, row, column, cell):
        look = layered(look, {"hyperlinkDisplayType": "LINKED", "textFormat": {**LINKED, "link": {"uri": uri}}})
    for layer in layers:
        look = layered(look, layer)
    return look


def layered(under: Mapping[str, Any], over: Mapping[str, Any]) -> Json:
    """The look below, covered by the one above; text formats are laid over each other field by field."""
    result = {**under, **over}
    if "textFormat" in under and "textFormat" in over:
        result["textFormat"] = {**under["textFormat"], **over["textFormat"]}
    return result


def _conditional(calculator: Calculator, sheet: Sheet, row: int, column: int) -> list[Json]:
    """The formats of the rules that apply; the first rule counts most and so comes last."""
    found = []
    for rule in sheet.overlay("conditionalFormats"):
        boxes = [sheet.box(area_of(each)) for each in rule["ranges"]]
        here = Box(row, row + 1, column, column + 1)
        condition = rule.get("booleanRule", {}).get("condition")
        if condition and any(box.meets(here) for box in boxes):
            corner = (min(box.top for box in boxes), min(box.left for box in boxes))
            if holds(calculator, sheet, (row, column), condition, corner):
                found.append(rule["booleanRule"].get("format", {}))
    return found[::-1]


def _bands(sheet: Sheet, row: int, column: int) -> list[Json]:
    found = []
    for banding in sheet.overlay("bandedRanges"):
        box = sheet.box(area_of(banding["range"]))
        if box.meets(Box(row, row + 1, column, column + 1)):
            places = (("rowProperties", row - box.top, box.height), ("columnProperties", column - box.left, box.width))
            for name, index, count in places:
                properties = banding.get(name)
                if properties:
                    found.append(_band(properties, index, count))
    return found


def _band(properties: Json, index: int, count: int) -> Json:
    header = "headerColor" in properties
    if header and index == 0:
        chosen = "headerColor"
    elif "footerColor" in properties and index == count - 1:
        chosen = "footerColor"
    else:
        chosen = "firstBandColor" if (index - header) % 2 == 0 else "secondBandColor"
    color = properties.get(chosen)
    return {} if color is None else {"backgroundColor": color, "backgroundColorStyle": {"rgbColor": color}}
