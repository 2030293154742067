"""How the functions of formulas are filed: by name, with the number of their arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pdsync.sandbox.sheets import syntax
from pdsync.sandbox.sheets.results import Cells, Mistake, Result, Value, single

if TYPE_CHECKING:
    from pdsync.sandbox.sheets.calculator import Calculator, Place

Arguments = tuple[syntax.Node | None, ...]
Function = Callable[["Calculator", "Place", Arguments], Result]
Eager = Callable[..., Result]
FUNCTIONS: dict[str, Function] = {}


def lazy(*names: str, least: int = 0, most: int = 255) -> Callable[[Function], Function]:
    """File a function that works out its arguments itself, under these names."""

    def register(function: Function) -> Function:
        for name in names:
            FUNCTIONS[name] = _counted(name, function, least, most)
        return function

    return register


def eager(*names: str, least: int = 0, most: int = 255) -> Callable[[Eager], Eager]:
    """File a function of results, under these names."""

    def register(function: Eager) -> Eager:
        def call(calculator: Calculator, place: Place, arguments: Arguments) -> Result:
            return function(*(calculator.evaluate(place, each) for each in arguments))

        for name in names:
            FUNCTIONS[name] = _counted(name, call, least, most)
        return function

    return register


def scalar(*names: str, least: int = 1, most: int = 1) -> Callable[[Eager], Eager]:
    """File a function of single values; an error among them is its result."""

    def register(function: Eager) -> Eager:
        def call(calculator: Calculator, place: Place, arguments: Arguments) -> Result:
            values = [single(calculator.evaluate(place, each)) for each in arguments]
            mistake = next((value for value in values if isinstance(value, Mistake)), None)
            return mistake or function(*values)

        for name in names:
            FUNCTIONS[name] = _counted(name, call, least, most)
        return function

    return register


def _counted(name: str, function: Function, least: int, most: int) -> Function:
    def call(calculator: Calculator, place: Place, arguments: Arguments) -> Result:
        if not least <= len(arguments) <= most:
            wanted = (
                f"{least} argument{'s' * (least != 1)}" if least == most else f"between {least} and {most} arguments"
            )
            message = f"Wrong number of arguments to {name}. Expected {wanted}, but received {len(arguments)} "
            return Mistake("N_A", f"{message}argument{'s' * (len(arguments) != 1)}.")
        return function(calculator, place, arguments)

    return call


def flat(results: tuple[Result, ...]) -> Iterator[tuple[Value, bool]]:
    """Every value that is not empty, and whether it stood in a cell."""
    for result in results:
        if isinstance(result, Cells):
            yield from ((value, True) for _, _, value in result.filled() if value is not None)
        else:
            yield result, False
