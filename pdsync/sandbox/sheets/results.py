"""What a formula comes to: a value, an error, or a block of cells; and how one kind is taken for another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pdsync.sandbox.sheets.a1 import Box
from pdsync.sandbox.sheets.formats import general
from pdsync.sandbox.sheets.locales import Locale
from pdsync.sandbox.sheets.model import Scalar, Sheet

NAMES = {
    "ERROR": "#ERROR!", "NULL_VALUE": "#NULL!", "DIVIDE_BY_ZERO": "#DIV/0!", "VALUE": "#VALUE!", "REF": "#REF!",
    "NAME": "#NAME?", "NUM": "#NUM!", "N_A": "#N/A",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mistake:
    """An error value: Google's type for it and what it says."""

    type: str
    message: str = ""

    @property
    def shown(self) -> str:
        """What the cell shows."""
        return NAMES[self.type]

    @classmethod
    def called(cls, name: str) -> Mistake:
        """The error that a cell shows as that.

        >>> Mistake.called("#DIV/0!").type
        'DIVIDE_BY_ZERO'
        """
        kind = next(kind for kind, shown in NAMES.items() if shown == name)
        return cls(kind, "Reference does not exist." if kind == "REF" else "")


Value = Scalar | Mistake | None


@dataclass(frozen=True, slots=True)
class Cells:
    """A block of a sheet's cells, their values worked out when they are asked for."""

    sheet: Sheet
    box: Box
    value: Callable[[Sheet, int, int], Value]

    def at(self, row: int, column: int) -> Value:
        """The value in that row and column of the block."""
        return self.value(self.sheet, self.box.top + row, self.box.left + column)

    def filled(self) -> Iterator[tuple[int, int, Value]]:
        """Row and column in the block, and value, of the cells that hold something."""
        for row, column, cell in self.sheet.cells(self.box):
            if cell.value is not None:
                yield row - self.box.top, column - self.box.left, self.value(self.sheet, row, column)


Result = Value | Cells


def single(result: Result) -> Value:
    """One value of a result; a block of several is none."""
    if not isinstance(result, Cells):
        return result
    if result.box.height == result.box.width == 1:
        return result.at(0, 0)
    return Mistake("VALUE", "An array value could not be found.")


def number_of(value: Value, wanted: str = "") -> float | Mistake:
    """The number a value stands for in arithmetic.

    >>> number_of("12"), number_of(None), number_of(True), number_of("x").type
    (12, 0, 1, 'VALUE')
    """
    if isinstance(value, Mistake):
        return value
    if value is None:
        return 0
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float):
        return value
    try:
        number = float(value.strip().replace(",", "")) if value.strip() else None
    except ValueError:
        number = None
    if number is None:
        what = f"Function {wanted or 'ADD parameter 1'} expects number values. But '{value}' is a text and cannot be "
        return Mistake("VALUE", what + "coerced to a number.")
    return int(number) if number.is_integer() else number


def text_of(value: Value) -> str:
    """The text a value stands for.

    >>> text_of(1.5), text_of(True), text_of(None)
    ('1.5', 'TRUE', '')
    """
    if isinstance(value, Mistake):
        return value.shown
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return value if isinstance(value, str) else general(value, Locale())


def truth_of(value: Value) -> bool | Mistake:
    """Whether a value counts as true."""
    if isinstance(value, str):
        if value.upper() in ("TRUE", "FALSE", ""):
            return value.upper() == "TRUE"
        message = f"Function IF parameter 1 expects boolean values. But '{value}' is a text and cannot be coerced to a"
        return Mistake("VALUE", f"{message} boolean.")
    number = number_of(value)
    return number if isinstance(number, Mistake) else bool(number)


def rank(value: Value) -> tuple[int, float | str]:
    """What values sort by: numbers, then texts in any case, then truth values."""
    if isinstance(value, bool):
        return 2, int(value)
    if isinstance(value, str):
        return 1, value.casefold()
    return 0, value if isinstance(value, int | float) else 0


def compared(left: Value, right: Value, sign: str) -> bool:
    """Whether the comparison holds; an empty cell counts as zero, as an empty text or as false.

    >>> compared("A", "a", "="), compared(2, "1", "<"), compared(None, 0, "=")
    (True, True, True)
    """
    one, two = rank(_like(left, right)), rank(_like(right, left))
    return {
        "=": one == two, "<>": one != two, "<": one < two, "<=": one <= two, ">": one > two, ">=": one >= two,
    }[sign]  # fmt: skip


def _like(value: Value, other: Value) -> Value:
    if value is not None:
        return value
    return False if isinstance(other, bool) else "" if isinstance(other, str) else 0
