"""A query as a tree: terms, joined by and, or, not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pdsync.sandbox.drive.query.moments import moment
from pdsync.sandbox.drive.query.tokens import END, Token, Unknown, tokens

TIMES = ("createdTime", "modifiedTime", "viewedByMeTime")
FLAGS = ("sharedWithMe", "starred", "trashed")
COLLECTIONS = ("owners", "parents", "readers", "writers")
MARKS = ("appProperties", "properties")
EQUAL, ORDER = ("=", "!="), ("<", "<=", "=", "!=", ">", ">=")
OPERATORS: dict[str, tuple[str, ...]] = {
    "name": ("contains", *EQUAL),
    "fullText": ("contains",),
    "mimeType": ("contains", *EQUAL),
    "visibility": EQUAL,
    "shortcutDetails.targetId": EQUAL,
    **dict.fromkeys(TIMES, ORDER),
    **dict.fromkeys(FLAGS, EQUAL),
}
VISIBILITIES = ("anyoneCanFind", "anyoneWithLink", "domainCanFind", "domainWithLink", "limited")
DEEPEST = 100
"""How deeply parentheses and nots may be nested."""
LONGEST = 2000
"""How many words and signs a query may have: what is longer is too complex for Drive as well."""


@dataclass(frozen=True, slots=True)
class Term:
    """`field operator value`; `'value' in field`; for marks `field has { key='key' and value='value' }`."""

    field: str
    operator: str
    value: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Not:
    """What does not hold."""

    inner: Node


@dataclass(frozen=True, slots=True)
class Both:
    """All of these hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of these holds."""

    parts: tuple[Node, ...]


Node = Term | Not | Both | Either


def parse(query: str) -> Node | None:
    """The tree of a query; None for an empty one. Unknown for what is not understood: nothing is left out silently."""
    found = tokens(query)
    if not found:
        return None
    if len(found) > LONGEST:
        raise Unknown("too long")
    parser = _Parser(found)
    tree = parser.either()
    parser.expect(END)
    return tree


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._at = 0
        self._depth = 0

    def peek(self) -> Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else END

    def take(self, kind: str = "") -> Token:
        token = self.peek()
        if token is END or (kind and token.kind != kind):
            raise Unknown(token.value)
        self._at += 1
        return token

    def expect(self, wanted: Token) -> None:
        if self.peek() != wanted:
            raise Unknown(self.peek().value)
        self._at += 1

    def takes(self, word: str) -> bool:
        if self.peek() == Token("word", word):
            self._at += 1
            return True
        return False

    def either(self) -> Node:
        parts = [self.both()]
        while self.takes("or"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def both(self) -> Node:
        parts = [self.single()]
        while self.takes("and"):
            parts.append(self.single())
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def single(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unknown("nested too deeply")
        try:
            if self.takes("not"):
                return Not(self.single())
            if self.peek() == Token("sign", "("):
                self.take()
                inner = self.either()
                self.expect(Token("sign", ")"))
                return inner
            return self.term()
        finally:
            self._depth -= 1

    def term(self) -> Term:
        if self.peek().kind == "text":
            value = self.take().value
            self.expect(Token("word", "in"))
            return _known(Term(self.take("word").value, "in", value))
        field = self.take("word").value
        if field in MARKS:
            return self.mark(field)
        if field in FLAGS:
            return self.flag(field)
        if field in COLLECTIONS:
            raise Unknown(field)
        operator = self.take().value
        return _known(Term(field, operator, self.take("text").value))

    def flag(self, field: str) -> Term:
        if self.peek().kind != "sign" or self.peek().value == ")":
            return Term(field, "=", "true")
        operator = self.take().value
        value = self.take("word").value
        if value not in ("true", "false"):
            raise Unknown(value)
        return _known(Term(field, operator, value))

    def mark(self, field: str) -> Term:
        self.expect(Token("word", "has"))
        self.expect(Token("sign", "{"))
        given: dict[str, str] = {}
        for number in range(2):
            if number:
                self.expect(Token("word", "and"))
            name = self.take("word").value
            self.expect(Token("sign", "="))
            given[name] = self.take("text").value
        self.expect(Token("sign", "}"))
        if set(given) != {"key", "value"}:
            raise Unknown(field)
        return Term(field, "has", given["value"], given["key"])


def _known(term: Term) -> Term:
    allowed = ("in",) if term.field in COLLECTIONS else OPERATORS.get(term.field, ())
    if term.operator not in allowed:
        raise Unknown(f"{term.field} {term.operator}")
    if term.field in TIMES:
        moment(term.value)
    if term.field == "visibility" and term.value not in VISIBILITIES:
        raise Unknown(term.value)
    return term


def terms(node: Node) -> Iterator[Term]:
    """Every term of a tree."""
    match node:
        case Term():
            yield node
        case Not(inner):
            yield from terms(inner)
        case Both(parts) | Either(parts):
            for part in parts:
                yield from terms(part)


def quoted(text: str) -> str:
    r"""A text as a value in a query.

    >>> print(quoted("O'Brien"))
    'O\'Brien'
    """
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def written(node: Node) -> str:
    """A tree as a query."""
    match node:
        case Term(field, "in", value):
            return f"{quoted(value)} in {field}"
        case Term(field, "has", value, key):
            return f"{field} has {{ key={quoted(key)} and value={quoted(value)} }}"
        case Term(field, operator, value) if field in FLAGS:
            return f"{field} {operator} {value}"
        case Term(field, operator, value):
            return f"{field} {operator} {quoted(value)}"
        case Not(inner):
            return f"not ({written(inner)})"
        case Both(parts):
            return " and ".join(f"({written(part)})" for part in parts)
        case Either(parts):
            return " or ".join(f"({written(part)})" for part in parts)
