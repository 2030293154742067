"""The words and signs of a query."""

from __future__ import annotations

import re
from dataclasses import dataclass

PATTERN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    |(?P<word>[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)*)
    |(?P<sign><=|>=|!=|=|<|>|\(|\)|\{|\}))""",
    re.VERBOSE | re.DOTALL,
)


class Unknown(ValueError):
    """A query that Drive does not understand, or the sandbox does not know."""


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: text (a value in quotes, its escapes resolved), word, sign, or end."""

    kind: str
    value: str


END = Token("end", "")


def tokens(query: str) -> list[Token]:
    """All tokens of a query. Unknown if something else stands in it."""
    found, at, end = [], 0, len(query.rstrip())
    while at < end:
        match = PATTERN.match(query, at, end)
        if match is None:
            raise Unknown(query[at:])
        kind = match.lastgroup or ""
        value = match[kind]
        found.append(Token(kind, unquoted(value) if kind == "text" else value))
        at = match.end()
    return found


def unquoted(text: str) -> str:
    r"""What stands between the quotes: a backslash makes the next sign an ordinary one.

    >>> print(unquoted(r"'O\'Brien'"))
    O'Brien
    """
    return re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL)
