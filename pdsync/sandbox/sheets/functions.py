"""The functions that the sandbox calculates; any other shows `#NAME?`, which says that it does not."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from pdsync.sandbox.sheets import scalar_functions
from pdsync.sandbox.sheets.criteria import criterion
from pdsync.sandbox.sheets.filing import FUNCTIONS, Arguments, eager, flat, lazy, scalar
from pdsync.sandbox.sheets.results import Cells, Mistake, Result, Value, number_of, single, truth_of
from pdsync.sandbox.sheets.serials import serial_of, serial_of_date

if TYPE_CHECKING:
    from pdsync.sandbox.sheets.calculator import Calculator, Place

ROOMS = (scalar_functions,)
"""The other modules whose import files functions."""


def numbers(results: tuple[Result, ...]) -> list[float] | Mistake:
    """The numbers among the values: of cells only true numbers, of constants what can be read as one."""
    found: list[float] = []
    for value, in_cell in flat(results):
        if isinstance(value, Mistake):
            return value
        if in_cell and (isinstance(value, bool | str) or value is None):
            continue
        number = number_of(value)
        if isinstance(number, Mistake):
            return number
        found.append(number)
    return found


def _folding(*names: str) -> Callable[[Callable[[list[float]], Result]], Callable[[list[float]], Result]]:
    def register(fold: Callable[[list[float]], Result]) -> Callable[[list[float]], Result]:
        def call(*results: Result) -> Result:
            found = numbers(results)
            return found if isinstance(found, Mistake) else fold(found)

        eager(*names, least=1)(call)
        return fold

    return register


@_folding("SUM")
def _sum(found: list[float]) -> Result:
    return math.fsum(found) if any(isinstance(each, float) for each in found) else sum(found)


@_folding("MAX")
def _max(found: list[float]) -> Result:
    return max(found, default=0)


@_folding("MIN")
def _min(found: list[float]) -> Result:
    return min(found, default=0)


@_folding("AVERAGE")
def _average(found: list[float]) -> Result:
    if not found:
        return Mistake("DIVIDE_BY_ZERO", "Evaluation of function AVERAGE caused a divide by zero error.")
    return math.fsum(found) / len(found)


@eager("COUNT", least=1)
def _count(*results: Result) -> Result:
    return sum(
        isinstance(value, int | float) and not (in_cell and isinstance(value, bool)) for value, in_cell in flat(results)
    )


@eager("COUNTA", least=1)
def _counta(*results: Result) -> Result:
    return sum(1 for _ in flat(results))


@eager("COUNTBLANK", least=1, most=1)
def _countblank(block: Result) -> Result:
    if not isinstance(block, Cells):
        return int(block in (None, ""))
    return block.box.height * block.box.width - sum(value != "" for _, _, value in block.filled())


def _matching(pairs: tuple[Result, ...]) -> set[tuple[int, int]] | Mistake:
    """Where, in blocks of one size, every criterion holds."""
    kept: set[tuple[int, int]] | None = None
    size: tuple[int, int] | None = None
    for block, wanted in zip(pairs[::2], pairs[1::2], strict=True):
        if not isinstance(block, Cells):
            return Mistake("N_A", "Argument must be a range.")
        if size not in (None, (block.box.height, block.box.width)):
            return Mistake("VALUE", "Array arguments to COUNTIFS are of different size.")
        size = (block.box.height, block.box.width)
        test = criterion(single(wanted))
        hits = {(row, column) for row, column, value in block.filled() if test(value)}
        if test(None):
            held = {(row, column) for row, column, _ in block.filled()}
            hits |= {(row, column) for row in range(size[0]) for column in range(size[1])} - held
        kept = hits if kept is None else kept & hits
    return kept or set()


@eager("COUNTIF", least=2, most=2)
@eager("COUNTIFS", least=2)
def _countifs(*pairs: Result) -> Result:
    if len(pairs) % 2:
        return Mistake("N_A", "Wrong number of arguments to COUNTIFS.")
    hits = _matching(pairs)
    return hits if isinstance(hits, Mistake) else len(hits)


def _summed(block: Result, hits: set[tuple[int, int]] | Mistake) -> list[float] | Mistake:
    if isinstance(hits, Mistake):
        return hits
    if not isinstance(block, Cells):
        return Mistake("N_A", "Argument must be a range.")
    values = [block.at(row, column) for row, column in sorted(hits)]
    mistake = next((value for value in values if isinstance(value, Mistake)), None)
    return mistake or [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]


@eager("SUMIF", least=2, most=3)
def _sumif(block: Result, wanted: Result, summed: Result = None) -> Result:
    found = _summed(block if summed is None else summed, _matching((block, wanted)))
    return found if isinstance(found, Mistake) else sum(found)


@eager("SUMIFS", least=3)
def _sumifs(summed: Result, *pairs: Result) -> Result:
    found = _summed(summed, _matching(pairs))
    return found if isinstance(found, Mistake) else sum(found)


@eager("AVERAGEIF", least=2, most=3)
def _averageif(block: Result, wanted: Result, summed: Result = None) -> Result:
    found = _summed(block if summed is None else summed, _matching((block, wanted)))
    return found if isinstance(found, Mistake) else _average(found)


@lazy("IF", least=2, most=3)
def _if(calculator: Calculator, place: Place, arguments: Arguments) -> Result:
    condition = truth_of(single(calculator.evaluate(place, arguments[0])))
    if isinstance(condition, Mistake):
        return condition
    chosen = 1 if condition else 2
    return calculator.evaluate(place, arguments[chosen]) if chosen < len(arguments) else False


@lazy("IFS", least=2)
def _ifs(calculator: Calculator, place: Place, arguments: Arguments) -> Result:
    for condition, value in zip(arguments[::2], arguments[1::2], strict=False):
        holds = truth_of(single(calculator.evaluate(place, condition)))
        if isinstance(holds, Mistake):
            return holds
        if holds:
            return calculator.evaluate(place, value)
    return Mistake("N_A", "No match.")


@lazy("IFERROR", least=1, most=2)
def _iferror(calculator: Calculator, place: Place, arguments: Arguments) -> Result:
    value = single(calculator.evaluate(place, arguments[0]))
    if not isinstance(value, Mistake):
        return value
    return calculator.evaluate(place, arguments[1]) if len(arguments) > 1 else ""


@lazy("IFNA", least=1, most=2)
def _ifna(calculator: Calculator, place: Place, arguments: Arguments) -> Result:
    value = single(calculator.evaluate(place, arguments[0]))
    if not isinstance(value, Mistake) or value.type != "N_A":
        return value
    return calculator.evaluate(place, arguments[1]) if len(arguments) > 1 else ""


def _truths(results: tuple[Result, ...]) -> list[bool] | Mistake:
    found = []
    for value, in_cell in flat(results):
        if in_cell and isinstance(value, str):
            continue
        truth = truth_of(value)
        if isinstance(truth, Mistake):
            return truth
        found.append(truth)
    return found


@eager("AND", least=1)
def _and(*results: Result) -> Result:
    found = _truths(results)
    return found if isinstance(found, Mistake) else all(found)


@eager("OR", least=1)
def _or(*results: Result) -> Result:
    found = _truths(results)
    return found if isinstance(found, Mistake) else any(found)


@scalar("NOT")
def _not(value: Value) -> Result:
    truth = truth_of(value)
    return truth if isinstance(truth, Mistake) else not truth


@lazy("TRUE", most=0)
def _true(calculator: Calculator, place: Place, arguments: Arguments) -> Result:
    return True


@lazy("FALSE", most=0)
def _false(calculator: Calculator, place: Place, arguments: Arguments) -> Result:
    return False


@lazy("TODAY", most=0)
def _today(calculator: Calculator, place: Place, arguments: Arguments) -> Result:
    calculator.volatile = True
    return serial_of_date(calculator.now.date())


@lazy("NOW", most=0)
def _now(calculator: Calculator, place: Place, arguments: Arguments) -> Result:
    calculator.volatile = True
    return serial_of(calculator.now)


@lazy("NA", most=0)
def _na(calculator: Calculator, place: Place, arguments: Arguments) -> Result:
    return Mistake("N_A")


@scalar("HYPERLINK", least=1, most=2)
def _hyperlink(url: Value, label: Value = None) -> Result:
    return url if label is None else label


__all__ = ["FUNCTIONS"]
