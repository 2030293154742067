"""How Google prints a protobuf Value in a refusal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


def debugged(value: Any) -> str:
    r"""A list or an object, as a refusal of a cell's value shows it.

    >>> debugged([1])
    'list_value \t {\n  values {\n    number_value: 1.0\n  }\n}\n'
    """
    first, *rest = _lines(value)
    head = first.removesuffix("{") + "\t {"
    return "".join(f"{line}\n" for line in (head, *rest))


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield "list_value {"
        for each in value:
            yield from _block("values", _lines(each), 1)
        yield "}"
    elif isinstance(value, dict):
        yield "struct_value {"
        for name, each in value.items():
            yield from _block("fields", [f"key: {json.dumps(name)}", *_block("value", _lines(each), 0)], 1)
        yield "}"
    elif value is None:
        yield "null_value: NULL_VALUE"
    elif isinstance(value, bool):
        yield f"bool_value: {str(value).lower()}"
    elif isinstance(value, str):
        yield f"string_value: {json.dumps(value, ensure_ascii=False)}"
    else:
        yield f"number_value: {float(value)}"


def _block(name: str, lines: Any, depth: int) -> Iterator[str]:
    outer = "  " * depth
    yield f"{outer}{name} {{"
    yield from (f"{outer}  {line}" for line in lines)
    yield f"{outer}}}"
