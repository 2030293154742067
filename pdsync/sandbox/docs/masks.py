"""Update masks: which fields of a style a request sets, and which it resets."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from pdsync.sandbox.docs.draft import Invalid
from pdsync.sandbox.docs.model import Fields


def camel(name: str) -> str:
    """The camelCase form of a snake_case name.

    >>> camel("named_style_type")
    'namedStyleType'
    """
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


def masked(mask: str, known: Collection[str]) -> list[str]:
    """The top-level fields that a mask names, checked; deeper paths name the field they lie in."""
    paths = [path for path in re.split(r"\s*,\s*", mask.strip()) if path]
    if not paths:
        raise Invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    if "*" in paths:
        return list(known)
    names = []
    for path in paths:
        name = camel(re.split(r"[./]", path)[0])
        if name not in known:
            raise Invalid(f"Invalid field: {path}")
        names.append(name)
    return list(dict.fromkeys(names))


def updated(old: Fields, new: Fields, mask: str, known: Collection[str]) -> dict[str, Any]:
    """The old style with what the mask names taken from the new one; what is named but unset goes."""
    result = dict(old)
    for name in masked(mask, known):
        if name in new:
            result[name] = new[name]
        else:
            result.pop(name, None)
    return result
