"""Scalars as proto3 JSON reads them: numbers as text, truth as words, enums by number and in any case."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from pdsync.sandbox.validation.kinds import Field

WHOLE = re.compile(r"[+-]?[0-9]+", re.ASCII)
TRUE = frozenset({"true", "t", "yes", "y", "1"})
FALSE = frozenset({"false", "f", "no", "n", "0"})
SPACE = " \t\n\v\f\r"
INT32 = (-(2**31), 2**31 - 1)
UINT32 = (0, 2**32 - 1)
INT64 = (-(2**63), 2**63 - 1)
UINT64 = (0, 2**64 - 1)
LONGEST = 64
"""Digits of a number that is looked at: more are out of every range."""


class Unfit(ValueError):
    """The value is none of that type."""


def scalar(field: Field, value: Any) -> Any:
    """The value as the handlers get it. Unfit if it is of another type."""
    if field.kind == "enum":
        return enum(field.names, value)
    return READERS[field.type](value) if field.type in READERS else text(value)


def whole(value: Any, limits: tuple[int, int] = INT32) -> int:
    """A whole number within limits: a number, or text that shows one."""
    if isinstance(value, bool):
        raise Unfit
    if isinstance(value, str):
        number = _written(value)
    elif isinstance(value, float):
        if not math.isfinite(value) or value != int(value):
            raise Unfit
        number = int(value)
    elif isinstance(value, int):
        number = value
    else:
        raise Unfit
    if not limits[0] <= number <= limits[1]:
        raise Unfit
    return number


def _written(value: str) -> int:
    # A space is refused where any other white space is passed over: so the front end's own reader of numbers has it.
    stripped = value.strip(SPACE)
    if value[:1] == " " or value[-1:] == " " or len(stripped) > LONGEST or not WHOLE.fullmatch(stripped):
        raise Unfit
    return int(stripped)


def truth(value: Any) -> bool:
    """True or false: also the words, in any case, and 1 and 0."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        word = value.lower() if value.isascii() else ""
        if word in TRUE or word in FALSE:
            return word in TRUE
    elif isinstance(value, int | float) and value in (0, 1):
        return bool(value)
    raise Unfit


def real(value: Any) -> float:
    """A number; text that shows one is taken too."""
    if isinstance(value, bool):
        raise Unfit
    if isinstance(value, str):
        if value in ("NaN", "Infinity", "-Infinity") or not re.fullmatch(r"[-+.eE0-9]{1,64}", value):
            raise Unfit
        try:
            value = float(value)
        except ValueError:
            raise Unfit from None
    if not isinstance(value, int | float):
        raise Unfit
    try:
        finite = math.isfinite(value)
    except OverflowError:
        raise Unfit from None
    if not finite:
        raise Unfit
    return value


def text(value: Any) -> str:
    """Text, and nothing else."""
    if not isinstance(value, str):
        raise Unfit
    return value


def enum(names: tuple[str, ...], value: Any) -> str:
    """The name of an enum's value: given by name, in any case and with "-" for "_", or by number."""
    if isinstance(value, str):
        if value in names:
            return value
        try:
            number = _written(value)
        except Unfit:
            name = value.upper().replace("-", "_") if value.isascii() else ""
            if name in names:
                return name
            raise
    else:
        number = whole(value)
    if not 0 <= number < len(names):
        raise Unfit
    return names[number]


def _big(limits: tuple[int, int]) -> Callable[[Any], str]:
    return lambda value: str(whole(value, limits))


READERS: dict[str, Callable[[Any], Any]] = {
    "TYPE_STRING": text,
    "TYPE_BOOL": truth,
    "TYPE_INT32": whole,
    "TYPE_UINT32": lambda value: whole(value, UINT32),
    "TYPE_INT64": _big(INT64),
    "TYPE_UINT64": _big(UINT64),
    "TYPE_DOUBLE": real,
    "TYPE_FLOAT": real,
}
