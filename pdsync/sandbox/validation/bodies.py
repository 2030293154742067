"""A request's JSON body read into its message, with every violation named in Google's words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from pdsync.sandbox.discovery import Method
from pdsync.sandbox.refusals import Refusal, rpc
from pdsync.sandbox.validation.kinds import Field, Kinds, Message, kinds, quoted
from pdsync.sandbox.validation.scalars import Unfit, scalar
from pdsync.sandbox.validation.violations import Violation, invalid, occupied, refusal, unknown

Json = Any
DEEPEST = 100
BOUND = {"sheets.spreadsheets.values.update": "data", "sheets.spreadsheets.values.append": "data"}
"""Where the body is one field of the request's message: that field begins the paths of violations."""
IGNORED = {"drive.permissions.create": frozenset({"withLink", "with_link"})}
"""Names that Drive has not, which known clients send and Drive passes over."""
NESTING = frozenset({dict, list})
_HALF = re.compile("[\ud800-\udfff]")
_HINTS = (
    ("Expecting ':' delimiter", "Expected : between key:value pair."),
    ("Expecting ',' delimiter", "Expected , or } after key:value pair."),
    ("Expecting property name", "Expected an object key or }."),
    ("Illegal trailing comma", "Expected a value."),
    ("Unterminated string", "Closing quote expected in string."),
    ("Invalid \\", "Invalid escape sequence."),
    ("Extra data", "Parsing terminated before end of input."),
)


def read(method: Method, body: bytes, *, strict: bool = True) -> dict[str, Json]:
    """The body with camelCase names and plain values, what is null left out; Refusal.

    `strict` False passes over names that a Drive method has not, instead of refusing them.
    """
    value = parsed(body) if method.request else None
    if value is None:
        return {}
    ignored = IGNORED.get(method.id, frozenset())
    reader = Reader(
        kinds(method.api), BOUND.get(method.id, ""), ignored=ignored, ignores_all=method.is_drive and not strict
    )
    found = reader.root(method.request, value)
    if reader.violations:
        raise refusal(reader.violations)
    return found


def parsed(body: bytes) -> Json:
    """The JSON value of a body, None for an empty one; Refusal in the words of Google's parser."""
    text = body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if not text:
        return None
    try:
        value = json.loads(text, parse_constant=_no_constant, strict=False)
    except json.JSONDecodeError as wrong:
        raise _malformed(_hint(wrong), text, wrong.pos) from None
    except RecursionError:
        raise _malformed("Message too deep. Max recursion depth reached for key ''", text, 0) from None
    except ValueError:
        raise _malformed("Unexpected token.", text, 0) from None
    if _deeper(value, DEEPEST):
        raise _malformed("Message too deep. Max recursion depth reached for key ''", text, 0)
    return value


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _deeper(value: Json, most: int) -> bool:
    level = [value] if type(value) in NESTING else []
    for _ in range(most):
        if not level:
            return False
        inside = chain.from_iterable([one.values() if type(one) is dict else one for one in level])
        level = [each for each in inside if type(each) in NESTING]
    return bool(level)


def _hint(wrong: json.JSONDecodeError) -> str:
    if wrong.pos >= len(wrong.doc):
        return "Unexpected end of string. Expected a value."
    for start, words in _HINTS:
        if wrong.msg.startswith(start):
            return words
    return "Unexpected token." if wrong.doc[wrong.pos].isalpha() else "Expected a value."


def _malformed(words: str, text: str, at: int) -> Refusal:
    start = max(0, at - 20)
    around = text[start : at + 20]
    return rpc("INVALID_ARGUMENT", f"Invalid JSON payload received. {words}\n{around}\n{' ' * (at - start)}^")


Place = tuple[Any, "Field | int | str"] | None
"""Where a value stands: where what holds it stands, and in which field, or at which number or key of that."""


def path(place: Place) -> str:
    """A place as violations name it, worked out only for them: "requests[3].insert_text"."""
    if place is None:
        return ""
    outer, last = place
    if isinstance(last, Field):
        return f"{path(outer)}.{last.proto}" if outer else last.proto
    return f"{path(outer)}[{last}]" if outer else str(last)


class Reader:
    """Reads JSON values into messages, and gathers what does not fit in `violations`.

    `prefix` begins the paths of violations; `ignored`: unknown names at the root that are passed over; `ignores_all`:
    every unknown name is.
    """

    def __init__(
        self, kinds: Kinds, prefix: str = "", *, ignored: frozenset[str] = frozenset(), ignores_all: bool = False
    ) -> None:
        self.kinds = kinds
        self.prefix = prefix
        self.violations: list[Violation] = []
        self._ignored = ignored
        self._ignores_all = ignores_all

    def root(self, name: str, value: Json) -> dict[str, Json]:
        """The whole body as that message."""
        if not isinstance(value, dict):
            self.violations.append(unknown("", "", "Root element must be a message."))
            return {}
        return self._message(self.kinds[name], value, (None, self.prefix) if self.prefix else None)

    def _message(self, message: Message, value: dict[str, Json], at: Place) -> dict[str, Json]:
        found: dict[str, Json] = {}
        unions: set[str] = set()
        for name, each in value.items():
            field = message.spelled.get(name)
            if field is None:
                self._unknown(name, at)
            elif each is not None:
                if field.union:
                    if field.union in unions:
                        self.violations.append(occupied(path(at), field.union, _whole(name)))
                        continue
                    unions.add(field.union)
                taken = _whole(each) if field.words and type(each) is str else self._field(field, name, each, at)
                if taken is not None:
                    found[field.name] = taken
        return found

    def _unknown(self, name: str, at: Place) -> None:
        if self._ignores_all or (at is None and name in self._ignored):
            return
        why = "Cannot find field." if name else "Proto fields must have a name."
        self.violations.append(unknown(_whole(name), path(at), why))

    def _field(self, field: Field, name: str, value: Json, at: Place) -> Json:
        here = at, field
        if not field.repeated:
            if type(value) is list and field.kind != "any":
                why = "Proto field is not repeating, cannot start list."
                self.violations.append(unknown(name, path(at), why))
                return None
            return self._one(field, value, here)
        if type(value) is not list:
            # Google takes a lone element for a list of one, and names it without a number.
            one = self._one(field, value, here)
            return None if one is None else [one]
        if field.kind not in ("any", "list"):
            value = list(_flat(value))
        items = [self._one(field, each, (here, number)) for number, each in enumerate(value) if each is not None]
        return [each for each in items if each is not None]

    def _one(self, field: Field, value: Json, here: Place) -> Json:
        if field.kind == "message":
            if type(value) is dict:
                return self._message(self.kinds[field.message], value, here)
            self.violations.append(invalid(path(here), field.type, _shown(value)))
            return None
        if field.kind == "any":
            return _clean(value)
        if field.kind == "map":
            return self._map(field, value, here)
        if field.kind == "list":
            return self._row(field, value, here)
        return self._scalar(field, value, here)

    def _map(self, field: Field, value: Json, here: Place) -> Json:
        inner = field.inner
        assert inner is not None
        if not isinstance(value, dict):
            self.violations.append(invalid(path(here), "Map", _shown(value)))
            return None
        # A null is kept: in Drive's properties it clears the key.
        return {
            _whole(key): None if each is None else self._one(inner, each, (here, _whole(key)))
            for key, each in value.items()
        }

    def _row(self, field: Field, value: Json, here: Place) -> Json:
        if not isinstance(value, list):
            self.violations.append(invalid(path(here), field.type, _shown(value)))
            return None
        return _clean(value)

    def _scalar(self, field: Field, value: Json, here: Place) -> Json:
        if type(value) is dict:
            if not (field.wrapped and set(value) == {"value"}):
                what = "Starting an object on a scalar field"
                self.violations.append(invalid(path(here and here[0]), field.proto, what))
                return None
            value = value["value"]
        if type(value) is list:
            self.violations.append(unknown("", path(here), "Proto field is not repeating, cannot start list."))
            return None
        try:
            taken = scalar(field, value)
        except Unfit:
            self.violations.append(invalid(path(here) + ".value" * field.wrapped, field.type, _shown(value)))
            return None
        return _whole(taken) if type(taken) is str else taken


def _flat(values: list[Json]) -> Iterator[Json]:
    """The elements of a list; a list inside it counts for its own elements, as Google's reader has it."""
    for each in values:
        if isinstance(each, list):
            yield from _flat(each)
        else:
            yield each


def _clean(value: Json) -> Json:
    if isinstance(value, str):
        return _whole(value)
    if isinstance(value, list):
        return [_clean(each) for each in value]
    if isinstance(value, dict):
        return {_whole(name): _clean(each) for name, each in value.items()}
    return value


def _whole(text: str) -> str:
    """Half a surrogate pair is no character: Google reads it as U+FFFD."""
    return _HALF.sub("\ufffd", text) if not text.isascii() else text


def _shown(value: Json) -> str:
    if isinstance(value, dict | list):
        return _whole(json.dumps(value, ensure_ascii=False))[:200]
    return _whole(quoted(value))
