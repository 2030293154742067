"""Update masks: which fields of a style a request sets, and which it resets."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from pdsync.sandbox.docs.draft import Invalid
from pdsync.sandbox.docs.model import NOTHING, Fields

Path = tuple[str, ...]
INNER = frozenset({
    "color", "rgbColor", "red", "green", "blue", "magnitude", "unit", "fontFamily", "weight", "url", "bookmarkId",
    "headingId", "tabId", "bookmark", "heading", "id", "backgroundColor", "width", "height", "padding", "dashStyle",
    "documentMode",
})  # fmt: skip
NO_FIELDS = "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"


def camel(name: str) -> str:
    """The camelCase form of a snake_case name.

    >>> camel("named_style_type")
    'namedStyleType'
    """
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


class Mask:
    """The fields that a request's `fields` names, checked against those that can be set."""

    def __init__(self, text: str, known: Collection[str], inner: Collection[str] = INNER) -> None:
        written = [path for path in re.split(r"\s*,\s*", text.strip()) if path]
        if not written:
            raise Invalid(NO_FIELDS)
        self.paths: list[Path] = [(name,) for name in known] if "*" in written else []
        for path in written:
            parts = tuple(camel(part) for part in re.split(r"[./]", path))
            if path != "*" and (parts[0] not in known or not set(parts[1:]) <= set(inner)):
                raise Invalid(f"Invalid field: {path}")
            if path != "*" and parts not in self.paths:
                self.paths.append(parts)

    def __contains__(self, name: str) -> bool:
        return any(path[0] == name for path in self.paths)

    @property
    def names(self) -> list[str]:
        """The top-level fields it names."""
        return list(dict.fromkeys(path[0] for path in self.paths))

    def without(self, *names: str) -> Mask:
        """The mask less these fields."""
        result = object.__new__(Mask)
        result.paths = [path for path in self.paths if path[0] not in names]
        return result

    def only(self, *names: str) -> Mask:
        """The mask with nothing but these fields."""
        return self.without(*(name for name in self.names if name not in names))

    def apply(self, old: Fields, new: Fields, defaults: Fields = NOTHING) -> dict[str, Any]:
        """The old fields with the named ones taken from the new, or from the defaults, or gone."""
        result = dict(old)
        for path in self.paths:
            _set(result, new, path, defaults)
        return result


def _set(target: dict[str, Any], source: Fields, path: Path, defaults: Fields) -> None:
    name, *rest = path
    value = source.get(name)
    if rest:
        inner = dict(target.get(name) or {})
        within = defaults.get(name)
        _set(inner, value or {}, tuple(rest), within if isinstance(within, Mapping) else NOTHING)
        target[name] = inner
    elif value is not None:
        target[name] = value
    elif name in defaults:
        target[name] = defaults[name]
    else:
        target.pop(name, None)
