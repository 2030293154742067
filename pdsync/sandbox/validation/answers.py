"""An answer held against its schema: what Google could not have sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pdsync.sandbox.discovery import Method
from pdsync.sandbox.validation.kinds import Field, Kinds, Message, kinds

Json = Any


def mismatches(method: Method, answer: dict[str, Json]) -> list[str]:
    """Sentences about what in the answer does not fit the method's schema; none if all does."""
    if not method.response:
        return [] if not answer else [f"{method.id} answers with nothing, not with {sorted(answer)}"]
    known = kinds(method.api)
    return list(_message(known, known[method.response], answer, method.response))


def _message(known: Kinds, message: Message, value: Json, at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at}: {value!r} is no {message.name}"
        return
    for name, each in value.items():
        field = message.fields.get(name)
        if field is None:
            yield f"{at}: a {message.name} has no {name}"
        else:
            yield from _field(known, field, each, f"{at}.{name}")


def _field(known: Kinds, field: Field, value: Json, at: str) -> Iterator[str]:
    if not field.repeated:
        yield from _one(known, field, value, at)
    elif not isinstance(value, list | tuple):
        yield f"{at}: {value!r} is no list"
    else:
        for number, each in enumerate(value):
            yield from _one(known, field, each, f"{at}[{number}]")


def _one(known: Kinds, field: Field, value: Json, at: str) -> Iterator[str]:
    if field.kind == "message":
        yield from _message(known, known[field.message], value, at)
    elif field.kind == "map":
        yield from _map(known, field, value, at)
    elif field.kind == "list":
        if not isinstance(value, list | tuple):
            yield f"{at}: {value!r} is no list"
    elif field.kind == "enum":
        if value not in field.names:
            yield f"{at}: {value!r} is none of {', '.join(field.names)}"
    elif field.kind == "scalar" and not _fits(field.type, value):
        yield f"{at}: {value!r} is no {field.type}"


def _map(known: Kinds, field: Field, value: Json, at: str) -> Iterator[str]:
    assert field.inner is not None
    if not isinstance(value, dict):
        yield f"{at}: {value!r} is no map"
        return
    for name, each in value.items():
        yield from _field(known, field.inner, each, f"{at}[{name}]")


def _fits(type: str, value: Json) -> bool:
    if type == "TYPE_BOOL":
        return isinstance(value, bool)
    if type in ("TYPE_INT32", "TYPE_UINT32"):
        return isinstance(value, int) and not isinstance(value, bool)
    if type in ("TYPE_DOUBLE", "TYPE_FLOAT"):
        return isinstance(value, int | float) and not isinstance(value, bool)
    if type in ("TYPE_INT64", "TYPE_UINT64"):
        return isinstance(value, str) and value.removeprefix("-").isdecimal()
    return isinstance(value, str)
