"""The `fields` of an answer: the masks of both dialects, held against the schema, and what they leave of an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.discovery import Method, methods
from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.validation.kinds import Kinds, Message, kinds
from pdsync.sandbox.validation.violations import BAD_REQUEST

Json = Any
Tree = dict[str, Any]
"""By name what is kept of a field: True for all of it, else the tree inside."""
CACHED = 2048


@dataclass(frozen=True, slots=True)
class Unclosed(Exception):
    """A mask whose brackets do not match. `missing` and `given`: the bracket that is wanted, and the other one."""

    missing: str
    given: str


class NoField(Exception):
    """A mask names what the answer has not: the path to it and its own name."""

    def __init__(self, path: str, name: str) -> None:
        super().__init__(path)
        self.path = path
        self.name = name


def parse(mask: str, *, separators: str = "./", trimmed: bool = False) -> Tree:
    """The tree of a mask like "a(b,c/d),e". Unclosed where brackets do not match.

    >>> parse("files(id,owners/emailAddress),kind")
    {'files': {'id': True, 'owners': {'emailAddress': True}}, 'kind': True}
    """
    tree: Tree = {}
    stack: list[tuple[str, ...]] = [()]
    last: tuple[str, ...] = ()
    for piece in _pieces(mask):
        if piece == "(":
            stack.append(last)
        elif piece == ")":
            if len(stack) == 1:
                raise Unclosed("(", ")")
            stack.pop()
            last = ()
        elif piece == ",":
            last = ()
        else:
            last = stack[-1] + _path(piece, separators, trimmed=trimmed)
            _set(tree, last)
    if len(stack) > 1:
        raise Unclosed(")", "(")
    return _settled(tree)


def _pieces(mask: str) -> Iterator[str]:
    start = 0
    for at, character in enumerate(mask):
        if character in "(),":
            if start < at:
                yield mask[start:at]
            yield character
            start = at + 1
    if start < len(mask):
        yield mask[start:]


def _path(piece: str, separators: str, *, trimmed: bool) -> tuple[str, ...]:
    if trimmed:
        piece = piece.strip()
    for separator in separators:
        piece = piece.replace(separator, "/")
    return tuple(name for name in piece.split("/") if name)


def _set(tree: Tree, path: tuple[str, ...]) -> None:
    for name in path:
        tree = tree.setdefault(name, {})


def _settled(tree: Tree) -> Tree:
    return {name: _settled(inner) if inner else True for name, inner in tree.items()}


def check(known: Kinds, message: Message, tree: Tree, at: str = "") -> Tree:
    """The tree with camelCase names; NoField if it names what the message has not."""
    found: Tree = {}
    for name, inner in tree.items():
        path = f"{at}.{name}" if at else name
        if name == "*":
            found["*"] = inner if inner is True else _anywhere(known, message, inner, path)
            continue
        field = message.spelled.get(name)
        if field is None:
            raise NoField(path, name)
        if inner is not True and field.kind == "message":
            inner = check(known, known[field.message], inner, path)
        elif inner is not True and field.kind == "map" and field.inner and field.inner.kind == "message":
            inside = known[field.inner.message]
            inner = {key: each if each is True else check(known, inside, each, path) for key, each in inner.items()}
        elif inner is not True and field.kind in ("scalar", "enum"):
            raise NoField(f"{path}.{next(iter(inner))}", next(iter(inner)))
        found[field.name] = inner
    return found


def _anywhere(known: Kinds, message: Message, tree: Tree, at: str) -> Tree:
    """What follows a `*` is to be a field of one of the messages there."""
    wrong: NoField | None = None
    for field in message.fields.values():
        if field.kind == "message":
            try:
                return check(known, known[field.message], tree, at)
            except NoField as missing:
                wrong = wrong or missing
    raise wrong or NoField(at, next(iter(tree)))


@lru_cache(CACHED)
def tree(method: str, mask: str) -> Tree:
    """What that mask keeps of that method's answer. Refusal in the method's dialect."""
    found = methods()[method]
    return _drive(found, mask) if found.is_drive else _rpc(found, mask)


def _drive(method: Method, mask: str) -> Tree:
    known = kinds(method.api)
    try:
        parsed = parse(mask, separators="", trimmed=True)
        return check(known, known[method.response], parsed) if method.response else parsed
    except NoField as missing:
        message = f"Invalid field selection {missing.name}"
    except Unclosed:
        message = f"Invalid field selection {mask}"
    raise refusals.drive(400, "invalidParameter", message, location="fields")


def _rpc(method: Method, mask: str) -> Tree:
    known = kinds(method.api)
    try:
        return check(known, known[method.response], parse(mask))
    except NoField as missing:
        words = f"Cannot find matching fields for path '{missing.path}'."
    except Unclosed as unclosed:
        given, wanted = unclosed.given, unclosed.missing
        words = f"Invalid FieldMask '{mask}'. Cannot find matching '{wanted}' for all '{given}'."
    raise _bad_mask(mask, f"Error expanding 'fields' parameter. {words}")


def _bad_mask(mask: str, description: str) -> Refusal:
    violation = {"field": mask.replace("/", "."), "description": description}
    details = [{"@type": BAD_REQUEST, "fieldViolations": [violation]}]
    return refusals.rpc("INVALID_ARGUMENT", "Request contains an invalid argument.", details=details)


Keeper = Callable[[Json], Json]
"""What leaves of a value what a mask names. What it leaves as it was may be the value itself."""


@lru_cache(CACHED)
def keeper(method: str, mask: str) -> Keeper:
    """What that mask leaves of that method's answers. Refusal in the method's dialect."""
    return _keeper(tree(method, mask))


def kept(tree: Tree, answer: dict[str, Json]) -> dict[str, Json]:
    """What the tree leaves of an answer."""
    return _keeper(tree)(answer)  # type: ignore[no-any-return]


def _keeper(tree: Tree) -> Keeper:
    every = tree.get("*")
    if every is True:
        return lambda value: value
    names = tree.keys()
    inner = {name: one if one is True else _keeper(one) for name, one in tree.items()}
    other = None if every is None else inner["*"]
    whole = all(one is True for one in inner.values())

    def keep(value: Json) -> Json:
        if isinstance(value, dict):
            if whole and value.keys() <= names:
                return value
            found = {}
            for name, each in value.items():
                one = inner.get(name, other)
                if one is True:
                    found[name] = each
                elif one is not None:
                    found[name] = one(each)
            return found
        return [keep(each) for each in value] if isinstance(value, list | tuple) else value

    return keep
