"""Functions of single values: rounding, texts, and questions about a value."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from pdsync.sandbox.sheets import formats
from pdsync.sandbox.sheets.filing import Arguments, Eager, eager, flat, lazy, scalar
from pdsync.sandbox.sheets.results import Mistake, Result, Value, number_of, single, text_of

if TYPE_CHECKING:
    from pdsync.sandbox.sheets.calculator import Calculator, Place


def _number(function: Callable[..., float]) -> Eager:
    """The function with its values taken for numbers."""

    def call(*values: Value) -> Result:
        found = [number_of(value) for value in values]
        mistake = next((value for value in found if isinstance(value, Mistake)), None)
        return mistake or function(*found)

    return call


def _shift(value: float, places: float, step: Callable[[float], float]) -> float:
    power = 10.0 ** int(places)
    result = math.copysign(step(abs(value) * power * (1 + 1e-15)) / power, value)
    return int(result) if result == int(result) else round(result, 15)


scalar("ROUND", least=1, most=2)(_number(lambda value, places=0: _shift(value, places, lambda x: math.floor(x + 0.5))))
scalar("ROUNDUP", least=1, most=2)(
    _number(lambda value, places=0: _shift(value, places, lambda x: math.ceil(x * (1 - 2e-15))))
)
scalar("ROUNDDOWN", "TRUNC", least=1, most=2)(_number(lambda value, places=0: _shift(value, places, math.floor)))
scalar("INT")(_number(math.floor))
scalar("ABS")(_number(abs))


@scalar("MOD", least=2, most=2)
def _mod(value: Value, divisor: Value) -> Result:
    one, two = number_of(value), number_of(divisor)
    if isinstance(one, Mistake):
        return one
    if isinstance(two, Mistake):
        return two
    return one % two if two else Mistake("DIVIDE_BY_ZERO", "Function MOD parameter 2 cannot be zero.")


scalar("LEN")(lambda value: len(text_of(value).encode("utf-16-le")) // 2)
scalar("TRIM")(lambda value: re.sub(r" +", " ", text_of(value)).strip(" "))
scalar("UPPER")(lambda value: text_of(value).upper())
scalar("LOWER")(lambda value: text_of(value).lower())


@eager("ISERROR", least=1, most=1)
def _iserror(value: Result) -> Result:
    return isinstance(single(value), Mistake)


@eager("ISBLANK", least=1, most=1)
def _isblank(value: Result) -> Result:
    return single(value) is None


@eager("ISNUMBER", least=1, most=1)
def _isnumber(value: Result) -> Result:
    found = single(value)
    return isinstance(found, int | float) and not isinstance(found, bool)


@eager("ISTEXT", least=1, most=1)
def _istext(value: Result) -> Result:
    return isinstance(single(value), str)


@eager("CONCATENATE", least=1)
def _concatenate(*results: Result) -> Result:
    values = [value for value, _ in flat(results)]
    mistake = next((value for value in values if isinstance(value, Mistake)), None)
    return mistake or "".join(text_of(value) for value in values)


@scalar("CONCAT", least=2, most=2)
def _concat(left: Value, right: Value) -> Result:
    return text_of(left) + text_of(right)


@lazy("TEXT", least=2, most=2)
def _text(calculator: Calculator, place: Place, arguments: Arguments) -> Result:
    value, pattern = (single(calculator.evaluate(place, each)) for each in arguments)
    for each in (value, pattern):
        if isinstance(each, Mistake):
            return each
    number = number_of(value)
    shown = text_of(value) if isinstance(number, Mistake) or isinstance(value, bool) else number
    return formats.shown(shown, {"pattern": text_of(pattern)}, calculator.book.properties["locale"])
