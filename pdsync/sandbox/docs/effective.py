"""Styles as they look: named styles resolved, values as Google writes them."""

from __future__ import annotations

import struct
from typing import Any

from pdsync.sandbox.docs.blank import NORMAL_RUN
from pdsync.sandbox.docs.model import NOTHING, Fields, Tab

LINK_BLUE: Fields = {"color": {"rgbColor": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8}}}


def named(tab: Tab, name: str) -> Fields:
    """A named style of the tab: {"textStyle", "paragraphStyle"}."""
    styles = tab.fields.get("namedStyles", NOTHING).get("styles", ())
    return next((style for style in styles if style.get("namedStyleType") == name), NOTHING)


def parent(tab: Tab, name: str) -> dict[str, Any]:
    """What text in a paragraph of that named style looks like by itself."""
    normal = named(tab, "NORMAL_TEXT").get("textStyle", NOTHING)
    return {**NORMAL_RUN, **normal, **named(tab, name or "NORMAL_TEXT").get("textStyle", NOTHING)}


def inherited(style: Fields, above: Fields) -> dict[str, Any]:
    """The style without what it has from above anyway."""
    return {name: value for name, value in style.items() if name not in above or above[name] != value}


def canonical(value: Any) -> Any:
    """A style's value as Google gives it back: colours as short floats, zeros of colours and lengths left out."""
    if not isinstance(value, dict):
        return value
    if value.keys() & {"red", "green", "blue"}:
        return {name: single(share) for name, share in value.items() if share}
    if "unit" in value or "magnitude" in value:
        unit = {"unit": value["unit"]} if "unit" in value else {}
        return {**({"magnitude": value["magnitude"]} if value.get("magnitude") else {}), **unit}
    return {name: canonical(inner) for name, inner in value.items() if inner is not None}


def single(number: float) -> float:
    """The shortest number with the same single-precision value.

    >>> single(1 / 15)
    0.06666667
    """
    packed = struct.pack("f", number)
    return next(near for digits in range(1, 18) if struct.pack("f", near := float(f"{number:.{digits}g}")) == packed)
