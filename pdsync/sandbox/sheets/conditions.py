"""Conditions on a cell, as filters, conditional formats and validation have them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from pdsync.sandbox.sheets.calculator import Calculator, Place
from pdsync.sandbox.sheets.entering import entered
from pdsync.sandbox.sheets.locales import locale_of
from pdsync.sandbox.sheets.model import Formula, Sheet
from pdsync.sandbox.sheets.results import Mistake, Value, number_of, text_of, truth_of
from pdsync.sandbox.sheets.serials import serial_of_date

Json = dict[str, Any]
TEXTS: dict[str, Callable[[str, str], bool]] = {
    "TEXT_CONTAINS": lambda text, wanted: wanted in text,
    "TEXT_NOT_CONTAINS": lambda text, wanted: wanted not in text,
    "TEXT_STARTS_WITH": lambda text, wanted: text.startswith(wanted),
    "TEXT_ENDS_WITH": lambda text, wanted: text.endswith(wanted),
    "TEXT_EQ": lambda text, wanted: text == wanted,
    "TEXT_NOT_EQ": lambda text, wanted: text != wanted,
}
NUMBERS: dict[str, Callable[[float, list[float]], bool]] = {
    "NUMBER_GREATER": lambda number, bounds: number > bounds[0],
    "NUMBER_GREATER_THAN_EQ": lambda number, bounds: number >= bounds[0],
    "NUMBER_LESS": lambda number, bounds: number < bounds[0],
    "NUMBER_LESS_THAN_EQ": lambda number, bounds: number <= bounds[0],
    "NUMBER_EQ": lambda number, bounds: number == bounds[0],
    "NUMBER_NOT_EQ": lambda number, bounds: number != bounds[0],
    "NUMBER_BETWEEN": lambda number, bounds: bounds[0] <= number <= bounds[1],
    "NUMBER_NOT_BETWEEN": lambda number, bounds: not bounds[0] <= number <= bounds[1],
    "DATE_EQ": lambda number, bounds: int(number) == int(bounds[0]),
    "DATE_NOT_EQ": lambda number, bounds: int(number) != int(bounds[0]),
    "DATE_BEFORE": lambda number, bounds: number < bounds[0],
    "DATE_ON_OR_BEFORE": lambda number, bounds: int(number) <= int(bounds[0]),
    "DATE_AFTER": lambda number, bounds: int(number) > int(bounds[0]),
    "DATE_ON_OR_AFTER": lambda number, bounds: number >= bounds[0],
    "DATE_BETWEEN": lambda number, bounds: bounds[0] <= number <= bounds[1],
    "DATE_NOT_BETWEEN": lambda number, bounds: not bounds[0] <= number <= bounds[1],
}
RELATIVE = {"TODAY": 0, "YESTERDAY": -1, "TOMORROW": 1, "PAST_WEEK": -7, "PAST_MONTH": -30, "PAST_YEAR": -365}
KINDS = frozenset({*TEXTS, *NUMBERS, "BLANK", "NOT_BLANK", "CUSTOM_FORMULA", "ONE_OF_LIST", "BOOLEAN"})
"""The conditions that are worked out; any other counts as not met."""


def holds(
    calculator: Calculator, sheet: Sheet, place: tuple[int, int], condition: Json, corner: tuple[int, int]
) -> bool:
    """Whether the condition is met in that cell. `corner`: the cell that its formulas are written for."""
    row, column = place
    value = calculator.value(sheet, row, column)
    kind = condition.get("type", "")
    here = Place(sheet.id, row, column)
    away = (row - corner[0], column - corner[1])
    if kind == "CUSTOM_FORMULA":
        result = operand(calculator, here, condition["values"][0], away)
        truth = result if isinstance(result, Mistake) else truth_of(result)
        return truth is True
    if kind in ("BLANK", "NOT_BLANK"):
        return (value in (None, "")) is (kind == "BLANK")
    if isinstance(value, Mistake):
        return False
    operands = [operand(calculator, here, each, away) for each in condition.get("values", [])]
    return _meets(kind, value, operands)


def _meets(kind: str, value: Value, operands: list[Value]) -> bool:
    if kind == "ONE_OF_LIST":
        return text_of(value).casefold() in [text_of(each).casefold() for each in operands]
    if kind == "BOOLEAN":
        return isinstance(value, bool) if not operands else value in operands
    if kind in TEXTS:
        return TEXTS[kind](text_of(value).casefold(), text_of(operands[0]).casefold() if operands else "")
    if kind not in NUMBERS or isinstance(value, bool | str) or value is None or isinstance(value, Mistake):
        return False
    bounds = [number for each in operands if not isinstance(number := number_of(each), Mistake)]
    return len(bounds) == len(operands) and bool(bounds) and NUMBERS[kind](value, bounds)


def operand(calculator: Calculator, place: Place, wanted: Json, away: tuple[int, int] = (0, 0)) -> Value:
    """What a condition's value is: a number, a text, a formula's result, or a day relative to today."""
    if "relativeDate" in wanted:
        calculator.volatile = True
        days = RELATIVE.get(wanted["relativeDate"], 0)
        return serial_of_date(calculator.now.date() + timedelta(days=days))
    properties = calculator.book.properties
    result = entered(wanted.get("userEnteredValue", ""), locale_of(properties["locale"]), calculator.now.date()).value
    if type(result) is Formula:
        return calculator.result(place, result, rows=away[0], columns=away[1])
    return result
