"""Path and query parameters, typed by the discovery document."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.asked import Pairs
from pdsync.sandbox.discovery import Method, Param


def read(method: Method, path: dict[str, str], query: Pairs) -> dict[str, Any]:
    """The parameters of a call by their names, with defaults. Refusal for one that is unknown, missing or wrong."""
    params: dict[str, Any] = {}
    for name, text in path.items():
        params[name] = typed(method.params[name], text)
    for name, text in query:
        spec = method.params.get(name)
        if spec is None or spec.location != "query":
            continue
        value = typed(spec, text)
        if spec.repeated:
            params.setdefault(name, []).append(value)
        else:
            params[name] = value
    for name, spec in method.params.items():
        if name not in params and spec.default is not None:
            params[name] = spec.default
    return params


def typed(spec: Param, text: str) -> Any:
    """The value of a parameter; Refusal if it is of another type."""
    if spec.type == "integer":
        try:
            return int(text)
        except ValueError:
            raise refusals.rpc("INVALID_ARGUMENT", f"Invalid value at '{spec.name}' (TYPE_INT32), \"{text}\"") from None
    if spec.type == "boolean":
        return text.lower() in ("true", "1")
    return text
