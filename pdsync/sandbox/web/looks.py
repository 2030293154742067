"""Colours, fonts and sizes that people chose, as classes of one small style sheet of the page's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Declarations = Mapping[str, str | None]
HARMLESS = re.compile(r"[#a-zA-Z0-9 .,%\"()-]*")
FONT = re.compile(r"[A-Za-z0-9 -]{1,60}")
GENERIC = "system-ui, sans-serif"


@dataclass(slots=True)
class Looks:
    """Each look that a page uses, under a short class name; `css` is written into the page's head."""

    names: dict[str, str] = field(default_factory=dict)

    def name(self, declarations: Declarations) -> str | None:
        """The class that looks so; None for no declarations. ValueError for what is no harmless value."""
        body = ";".join(f"{name}:{value}" for name, value in declarations.items() if value)
        if not body:
            return None
        if any(not HARMLESS.fullmatch(value) for value in declarations.values() if value):
            raise ValueError("a style's value is not harmless")
        return self.names.setdefault(body, f"l{len(self.names)}")

    @property
    def css(self) -> str:
        """The style sheet."""
        return "\n".join(f".{name}{{{body}}}" for body, name in self.names.items())


def channel(share: Any) -> int:
    """A colour's share of 1 as 0 to 255."""
    try:
        return round(max(0.0, min(1.0, float(share or 0))) * 255)
    except (TypeError, ValueError):
        return 0


def colour(rgb: Mapping[str, Any] | None) -> str:
    """Google's colour as CSS; its absent shares are zeros.

    >>> colour({"red": 1, "green": 0.5})
    '#ff8000'
    """
    given = rgb or {}
    return "#" + "".join(f"{channel(given.get(name)):02x}" for name in ("red", "green", "blue"))


def rem(points: float) -> str:
    """A length in points as a share of the reader's own letter size: 11 points are 1rem.

    >>> rem(22), rem(0)
    ('2rem', '0')
    """
    shown = f"{points / 11:.3f}".rstrip("0").rstrip(".")
    return f"{shown}rem" if shown not in ("0", "-0") else "0"


def font(family: str | None) -> str | None:
    """A font's name as CSS, with one that every reader has behind it; None for a name that is no name."""
    first = (family or "").split(",")[0].strip()
    return f'"{first}", {GENERIC}' if FONT.fullmatch(first) else None


def classes(*names: str | None) -> str | None:
    """Class names as one attribute, or None."""
    return " ".join(name for name in names if name) or None
