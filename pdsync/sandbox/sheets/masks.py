"""Update masks: `userEnteredFormat(textFormat,backgroundColor),note`, `gridProperties/rowCount`, `*`."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from typing import Any

Json = dict[str, Any]
Path = tuple[str, ...]
NO_FIELDS = "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"


class Invalid(Exception):
    """A request that is refused, with Google's words for it."""


def camel(name: str) -> str:
    """The camelCase form of a snake_case name.

    >>> camel("user_entered_format")
    'userEnteredFormat'
    """
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


def paths(text: str) -> list[Path]:
    """The paths that a mask names.

    >>> paths("a(b,c.d),e/f")
    [('a', 'b'), ('a', 'c', 'd'), ('e', 'f')]
    """
    found: list[Path] = []
    stack: list[Path] = [()]
    prefix: Path = ()
    for piece in re.findall(r"[^(),]+|[(),]", text):
        if piece == "(":
            stack.append(prefix)
        elif piece == ")":
            if len(stack) == 1:
                raise Invalid(f"Invalid FieldMask '{text}'. Cannot find matching '(' for all ')'.")
            stack.pop()
        elif piece != "," and piece.strip():
            prefix = stack[-1] + tuple(camel(part) for part in re.split(r"[./]", piece.strip()) if part)
            found.append(prefix)
    if len(stack) > 1:
        raise Invalid(f"Invalid FieldMask '{text}'. Cannot find matching ')' for all '('.")
    return [path for path in found if not any(other[: len(path)] == path and other != path for other in found)]


class Mask:
    """The fields that a request's `fields` names, checked against those that can be set."""

    def __init__(self, text: str | None, known: Collection[str]) -> None:
        named = paths(text or "")
        if not named:
            raise Invalid(NO_FIELDS)
        self.paths: list[Path] = []
        self.memo: dict[Any, Any] = {}
        """What was worked out for one cell of a request and is good for others."""
        for path in named:
            if path == ("*",):
                self.paths += [(name,) for name in known]
            elif path[0] in known:
                self.paths += [path, *_twins(path)]
            else:
                raise Invalid(f"Invalid field: {'.'.join(path)}")

    @cached_property
    def names(self) -> frozenset[str]:
        """The first names of its paths."""
        return frozenset(path[0] for path in self.paths)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def apply(self, old: Json, new: Json) -> Json:
        """The old fields with the named ones taken from the new, or gone where the new has none."""
        result = dict(old)
        for path in self.paths:
            _set(result, new, path)
        return result

    def inside(self, name: str) -> Mask | None:
        """The mask within that field; None if the field is named as a whole."""
        within = [path[1:] for path in self.paths if path[0] == name]
        if () in within or ("*",) in within:
            return None
        result = object.__new__(Mask)
        result.paths, result.memo = within, {}
        return result


def _twins(path: Path) -> list[Path]:
    """A colour and its style are set and reset together."""
    last = path[-1]
    if last.endswith("olorStyle"):
        return [(*path[:-1], last.removesuffix("Style"))]
    return [(*path[:-1], last + "Style")] if last.endswith("olor") and last != "rgbColor" else []


def _set(target: Json, source: Json, path: Path) -> None:
    name, *rest = path
    value = source.get(name)
    if rest and rest != ["*"]:
        inner = dict(target.get(name) or {})
        _set(inner, value or {}, tuple(rest))
        if inner or name in target or value is not None:
            target[name] = inner
    elif value is not None:
        target[name] = value
    else:
        target.pop(name, None)
