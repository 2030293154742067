"""The criteria of COUNTIF and SUMIF: `">=5"`, `"<>done"`, `"A*"`."""

from __future__ import annotations

import re
from collections.abc import Callable

from pdsync.sandbox.sheets.results import Mistake, Value, compared, number_of

SIGNED = re.compile(r"(<=|>=|<>|<|>|=)?(.*)", re.DOTALL)


def criterion(wanted: Value) -> Callable[[Value], bool]:
    """Whether a value meets the criterion.

    >>> test = criterion(">=5")
    >>> test(5), test("7"), test(None)
    (True, False, False)
    """
    if not isinstance(wanted, str):
        return lambda value: _same(value, 0 if wanted is None else wanted)
    match = SIGNED.fullmatch(wanted)
    assert match is not None
    sign, operand = match[1] or "=", match[2]
    number = number_of(operand)
    if sign in ("=", "<>"):
        same = _equals(operand, number, signed=bool(match[1]))
        return same if sign == "=" else lambda value: not same(value)
    if isinstance(number, Mistake):
        return lambda value: isinstance(value, str) and compared(value, operand, sign)
    return lambda value: (
        isinstance(value, int | float) and not isinstance(value, bool) and compared(value, number, sign)
    )


def _same(value: Value, wanted: Value) -> bool:
    return value is not None and type(value) is not Mistake and compared(value, wanted, "=")


def _equals(operand: str, number: float | Mistake, *, signed: bool) -> Callable[[Value], bool]:
    if operand == "":
        return (lambda value: value is None) if signed else (lambda value: value in (None, ""))
    if not isinstance(number, Mistake):
        return lambda value: not isinstance(value, bool) and number_of(value) == number and value is not None
    if operand.upper() in ("TRUE", "FALSE"):
        return lambda value: value is (operand.upper() == "TRUE")
    pattern = wildcard(operand)
    return lambda value: isinstance(value, str) and bool(pattern.fullmatch(value))


def wildcard(text: str) -> re.Pattern[str]:
    """The pattern that `*`, `?` and `~` make, in any case."""
    pieces = re.findall(r"~[*?~]|[*?]|[^*?~]+|~", text)
    parts = {"*": ".*", "?": "."}
    return re.compile(
        "".join(
            parts.get(each) or re.escape(each[1:] if each[0] == "~" and len(each) == 2 else each) for each in pieces
        ),
        re.IGNORECASE | re.DOTALL,
    )
