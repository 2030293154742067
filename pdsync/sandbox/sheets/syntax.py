"""How a formula is built: constants, references, names, calls and operators."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pdsync.sandbox.sheets.tokens import Reference, Word, reference, words

BINARY = (("=", "<>", "<", "<=", ">", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))
"""Operators from the loosest to the tightest."""

DEEPEST = 40
"""How many brackets may be open at once."""


class Unreadable(Exception):
    """The formula cannot be parsed."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a text or a truth value."""

    value: float | str | bool


@dataclass(frozen=True, slots=True)
class Mistake:
    """An error written out, as `#REF!`."""

    name: str


@dataclass(frozen=True, slots=True)
class Named:
    """A named range."""

    name: str


@dataclass(frozen=True, slots=True)
class Unary:
    """A sign before its operand, or a percent sign after it."""

    sign: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and what stands between them."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Function:
    """A function by its name in capitals and as it was written; an argument left out is None."""

    name: str
    written: str
    arguments: tuple[Node | None, ...]


@dataclass(frozen=True, slots=True)
class Strange:
    """What Sheets understands and the sandbox does not calculate."""

    what: str


Node = Constant | Mistake | Named | Unary | Binary | Function | Strange | Reference


@lru_cache(maxsize=4096)
def parsed(formula: str) -> Node:
    """What the formula says; Unreadable if it says nothing."""
    reader = _Reader([word for word in words(formula) if word.kind != "space"])
    node = reader.binary(0)
    if reader.rest():
        raise Unreadable(formula)
    return node


class _Reader:
    def __init__(self, found: list[Word]) -> None:
        self.words = found
        self.at = 0
        self.depth = 0

    def rest(self) -> Word | None:
        return self.words[self.at] if self.at < len(self.words) else None

    def mark(self, *marks: str) -> str:
        """The next mark if it is one of these, taken; else nothing."""
        word = self.rest()
        if word and word.kind == "mark" and word.text in marks:
            self.at += 1
            return word.text
        return ""

    def binary(self, level: int) -> Node:
        if level == len(BINARY):
            return self.signed()
        left = self.binary(level + 1)
        while sign := self.mark(*BINARY[level]):
            left = Binary(sign, left, self.binary(level + 1))
        return left

    def signed(self) -> Node:
        signs = []
        while sign := self.mark("-", "+"):
            signs.append(sign)
        node = self.single()
        while self.mark("%"):
            node = Unary("%", node)
        for sign in reversed(signs):
            node = Unary(sign, node)
        return node

    def single(self) -> Node:
        if self.mark("("):
            self.deeper()
            node = self.binary(0)
            self.closed(")")
            return node
        if self.mark("{"):
            return self.literal()
        word = self.rest()
        if word is None or word.kind in ("mark", "other"):
            raise Unreadable(word.text if word else "")
        self.at += 1
        return self.named(word) if word.kind == "name" else _constant(word)

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable("too deep")

    def closed(self, mark: str) -> None:
        self.depth -= 1
        if not self.mark(mark):
            raise Unreadable(mark)

    def literal(self) -> Node:
        while not self.mark("}"):
            if self.rest() is None:
                raise Unreadable("}")
            self.at += 1
        return Strange("array literals")

    def named(self, word: Word) -> Node:
        upper = word.text.upper()
        if not self.mark("("):
            return Constant(upper == "TRUE") if upper in ("TRUE", "FALSE") else Named(word.text)
        self.deeper()
        arguments: list[Node | None] = []
        if not self.comes(")"):
            arguments.append(self.argument())
            while self.mark(",", ";"):
                arguments.append(self.argument())
        self.closed(")")
        return Function(upper, word.text, tuple(arguments))

    def argument(self) -> Node | None:
        return None if self.comes(",", ";", ")") else self.binary(0)

    def comes(self, *marks: str) -> bool:
        word = self.rest()
        return word is not None and word.kind == "mark" and word.text in marks


def _constant(word: Word) -> Node:
    if word.kind == "text":
        return Constant(word.text[1:-1].replace('""', '"'))
    if word.kind == "number":
        return Constant(float(word.text))
    if word.kind == "error":
        return Mistake(word.text)
    return reference(word.text)
