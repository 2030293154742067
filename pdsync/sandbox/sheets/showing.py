"""What a cell shows: its text, the format that its formula brings along, and where it leads."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox.sheets import syntax
from pdsync.sandbox.sheets.calculator import Calculator, Place
from pdsync.sandbox.sheets.formats import is_date, shown
from pdsync.sandbox.sheets.model import Cell, Formula, Sheet
from pdsync.sandbox.sheets.results import Mistake, single, text_of
from pdsync.sandbox.sheets.tokens import Reference

Json = dict[str, Any]
DATED: dict[str, Json] = {"TODAY": {"type": "DATE"}, "NOW": {"type": "DATE_TIME"}}
FIRST_ARGUMENT = ("SUM", "MAX", "MIN", "AVERAGE", "IFERROR", "ROUND", "SUMIF", "SUMIFS")


def number_format(calculator: Calculator, sheet: Sheet, cell: Cell, depth: int = 0) -> Json | None:
    """The format of the cell's number: its own, or what its formula brings along."""
    own: Json | None = (cell.format or {}).get("numberFormat")
    if own is not None or type(cell.value) is not Formula:
        return own
    try:
        return _brought(calculator, sheet, syntax.parsed(cell.value), depth)
    except syntax.Unreadable:
        return None


def _brought(calculator: Calculator, sheet: Sheet, node: syntax.Node | None, depth: int) -> Json | None:
    """The format that a formula's result takes from its parts."""
    if depth > 20:
        return None
    match node:
        case Reference(title, area):
            target = sheet if title is None else calculator.book.titled(title)
            if target is None:
                return None
            return number_format(calculator, target, target.cell(area.top or 0, area.left or 0), depth + 1)
        case syntax.Function(name, arguments=arguments):
            if name in DATED:
                return DATED[name]
            inner = arguments[0] if name in FIRST_ARGUMENT and arguments else None
            inner = arguments[1] if name == "IF" and len(arguments) > 1 else inner
            return _brought(calculator, sheet, inner, depth + 1)
        case syntax.Binary("+" | "-" as sign, left, right):
            one, two = (_brought(calculator, sheet, each, depth + 1) for each in (left, right))
            if sign == "-" and is_date(one) and is_date(two):
                return None
            return one or two
        case syntax.Unary("%"):
            return {"type": "PERCENT", "pattern": "0%"}
    return None


def formatted(calculator: Calculator, sheet: Sheet, row: int, column: int) -> str:
    """What the cell shows."""
    cell = sheet.cell(row, column)
    value = calculator.value(sheet, row, column)
    if value is None or isinstance(value, bool | Mistake):
        return text_of(value)
    if isinstance(value, str) and not (cell.format or {}).get("numberFormat"):
        return value
    return shown(value, number_format(calculator, sheet, cell), calculator.book.properties["locale"])


def link(calculator: Calculator, sheet: Sheet, row: int, column: int, cell: Cell) -> str:
    """Where the cell leads: by HYPERLINK, or by a link on its text."""
    if type(cell.value) is Formula:
        try:
            node = syntax.parsed(cell.value)
        except syntax.Unreadable:
            return ""
        if isinstance(node, syntax.Function) and node.name == "HYPERLINK" and node.arguments:
            return text_of(single(calculator.evaluate(Place(sheet.id, row, column), node.arguments[0])))
    uri: str = ((cell.format or {}).get("textFormat") or {}).get("link", {}).get("uri", "")
    return uri
