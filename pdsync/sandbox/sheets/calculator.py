"""What the formulas of a book come to: evaluated when they are asked for, each once."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pdsync.sandbox.sheets import syntax
from pdsync.sandbox.sheets.a1 import Area, area_of
from pdsync.sandbox.sheets.functions import FUNCTIONS
from pdsync.sandbox.sheets.model import Book, Formula, Sheet
from pdsync.sandbox.sheets.results import Cells, Mistake, Result, Value, compared, number_of, single, text_of
from pdsync.sandbox.sheets.tokens import Reference, carried

Json = dict[str, Any]
FUNCTION_OF = {"+": "ADD", "-": "MINUS", "*": "MULTIPLY", "/": "DIVIDE", "^": "POW"}
DEEPEST = 20
"""How many formulas may wait for each other before the chain is followed from its other end."""
CIRCULAR = Mistake("REF", "Circular dependency detected. To resolve with iterative calculation, see File > Settings.")
EXACT = 2**53
OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a formula stands."""

    sheet_id: int
    row: int
    column: int


class _Deeper(Exception):
    """A formula that has to be worked out first."""

    def __init__(self, place: Place, formula: str) -> None:
        super().__init__(place)
        self.place = place
        self.formula = formula


class Calculator:
    """The values of one book's cells at one moment."""

    def __init__(self, book: Book, now: datetime) -> None:
        self.book = book
        self.now = now
        self.volatile = False
        self.looks: dict[tuple[type, int], Json | None] = {}
        """How cells look, by the kind of their value and their format: made once for all that are alike."""
        self._known: dict[Place, Value] = {}
        self._under_way: set[Place] = set()

    def value(self, sheet: Sheet, row: int, column: int) -> Value:
        """What that cell holds, its formula worked out; None if it is empty."""
        entered = sheet.cell(row, column).value
        return self.formula(Place(sheet.id, row, column), entered) if type(entered) is Formula else entered

    def formula(self, place: Place, formula: str) -> Value:
        """What the formula at that place comes to; a long chain of formulas is followed link by link."""
        if place in self._known:
            return self._known[place]
        if place in self._under_way:
            return CIRCULAR
        if self._under_way:
            if len(self._under_way) >= DEEPEST:
                raise _Deeper(place, formula)
            return self._one(place, formula)
        waiting = {place: formula}
        while waiting:
            last = next(reversed(waiting))
            try:
                self._one(last, waiting[last])
                del waiting[last]
            except _Deeper as deeper:
                if deeper.place in waiting:
                    self._known[deeper.place] = CIRCULAR
                else:
                    waiting[deeper.place] = deeper.formula
            except RecursionError:
                self._known[last] = Mistake("ERROR", "The sandbox does not follow formulas that are nested so deeply.")
                del waiting[last]
        return self._known[place]

    def _one(self, place: Place, formula: str) -> Value:
        if place not in self._known:
            self._under_way.add(place)
            try:
                self._known[place] = self.result(place, formula)
            finally:
                self._under_way.discard(place)
        return self._known[place]

    def result(self, place: Place, formula: str, *, rows: int = 0, columns: int = 0) -> Value:
        """What a formula would come to at that place, copied there from that far away."""
        try:
            node = syntax.parsed(carried(formula, rows, columns) if rows or columns else formula)
        except syntax.Unreadable:
            return Mistake("ERROR", "Formula parse error.")
        return single(self.evaluate(place, node))

    def evaluate(self, place: Place, node: syntax.Node | None) -> Result:
        """What a part of a formula comes to: a value or a block of cells."""
        match node:
            case None:
                return None
            case syntax.Constant(value):
                return int(value) if isinstance(value, float) and value.is_integer() else value
            case Reference():
                return self._cells(place, node)
            case syntax.Function(name, arguments=arguments):
                function = FUNCTIONS.get(name)
                if function is None:
                    return Mistake("NAME", f"Unknown function: '{node.written}'.")
                return function(self, place, arguments)
            case syntax.Unary() | syntax.Binary():
                return self._operation(place, node)
            case syntax.Named(name):
                return self._named(name)
            case syntax.Mistake(name):
                return Mistake.called(name)
            case syntax.Strange(what):
                return Mistake("NAME", f"The sandbox does not calculate {what}.")

    def _cells(self, place: Place, found: Reference) -> Result:
        sheet = self.book.sheet(place.sheet_id) if found.title is None else self.book.titled(found.title)
        if sheet is None:
            return Mistake("REF", f"Unresolved sheet name '{found.title}'.")
        return self._block(sheet, found.area)

    def _named(self, name: str) -> Result:
        wanted = name.casefold()
        for named in self.book.named_ranges:
            if named["name"].casefold() == wanted:
                area = area_of(named["range"])
                sheet = self.book.sheet(area.sheet_id)
                if sheet is not None:
                    return self._block(sheet, area)
        return Mistake("NAME", f"Unknown range name: '{name.upper()}'.")

    def _block(self, sheet: Sheet, area: Area) -> Result:
        box = sheet.box(area)
        if (area.top or 0) >= sheet.row_count or (area.left or 0) >= sheet.column_count:
            return Mistake("REF", "Reference does not exist.")
        return Cells(sheet, box, self.value)

    def _operation(self, place: Place, node: syntax.Unary | syntax.Binary) -> Value:
        if isinstance(node, syntax.Unary):
            name = {"-": "UMINUS", "+": "UPLUS", "%": "UNARY_PERCENT"}[node.sign]
            operand = number_of(single(self.evaluate(place, node.operand)), f"{name} parameter 1")
            if isinstance(operand, Mistake):
                return operand
            return {"-": -operand, "+": operand, "%": operand / 100}[node.sign]
        left, right = single(self.evaluate(place, node.left)), single(self.evaluate(place, node.right))
        for side in (left, right):
            if isinstance(side, Mistake):
                return side
        if node.sign == "&":
            return text_of(left) + text_of(right)
        if node.sign in syntax.BINARY[0]:
            return compared(left, right, node.sign)
        name = FUNCTION_OF[node.sign]
        return _arithmetic(node.sign, number_of(left, f"{name} parameter 1"), number_of(right, f"{name} parameter 2"))


def _arithmetic(sign: str, left: float | Mistake, right: float | Mistake) -> Value:
    if isinstance(left, Mistake):
        return left
    if isinstance(right, Mistake):
        return right
    try:
        value = OPERATIONS[sign](float(left), float(right))
    except ZeroDivisionError:
        return Mistake("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
    except OverflowError:
        return Mistake("NUM", "The result is too large.")
    if not isinstance(value, float) or not math.isfinite(value):
        return Mistake("NUM", "The result is too large, or no real number.")
    return int(value) if value.is_integer() and abs(value) < EXACT else value


def calculator(book: Book, now: datetime) -> Calculator:
    """The book's calculator; made anew when the clock moved and a formula asks for it."""
    known = book.memory.get("calculator")
    if isinstance(known, Calculator) and (known.now == now or not known.volatile):
        return known
    fresh = Calculator(book, now)
    book.memory["calculator"] = fresh
    return fresh
