"""Docs' text and paragraph styles as CSS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdsync.sandbox.web.looks import colour, font, rem

Json = Mapping[str, Any]
Css = dict[str, str | None]
NONE: Json = {}
ALIGNED = {"CENTER": "center", "END": "end", "JUSTIFIED": "justify"}
DASHES = {"SOLID": "solid", "DOT": "dotted", "DASH": "dashed"}
SIDES = ("Top", "Bottom", "Left", "Right")
BOLD = 600
"""From this weight on a font counts as bold."""


def points(dimension: Json | None) -> float:
    """A Dimension in points; 0 where there is none."""
    magnitude = (dimension or NONE).get("magnitude", 0)
    return float(magnitude) if isinstance(magnitude, int | float) else 0.0


def optional_colour(value: Json | None) -> str | None:
    """An OptionalColor as CSS; None where it is transparent."""
    held = (value or NONE).get("color")
    return colour(held.get("rgbColor")) if held else None


def text_css(style: Json, *, link: bool = False) -> Css:
    """How a run looks besides being bold, italic, underlined or struck. `link`: a link keeps the page's own colour."""
    family: Json = style.get("weightedFontFamily") or NONE
    size = points(style.get("fontSize"))
    css: Css = {
        "color": None if link else optional_colour(style.get("foregroundColor")),
        "background-color": optional_colour(style.get("backgroundColor")),
        "font-size": rem(size) if size else None,
        "font-family": font(family.get("fontFamily")),
        "font-variant": "small-caps" if style.get("smallCaps") else None,
    }
    if style.get("bold") is False:
        css["font-weight"] = "normal"
    if style.get("italic") is False:
        css["font-style"] = "normal"
    return css


def named_css(named: Json) -> Css:
    """How a paragraph of that named style looks: text and spacing."""
    style: Json = named.get("textStyle") or NONE
    family: Json = style.get("weightedFontFamily") or NONE
    heavy = style.get("bold") or family.get("weight", 0) >= BOLD
    css = text_css(style) | {
        "font-weight": "bold" if heavy else "normal",
        "font-style": "italic" if style.get("italic") else "normal",
        "text-decoration": "underline" if style.get("underline") else None,
    }
    return css | paragraph_css(named.get("paragraphStyle") or NONE)


def paragraph_css(style: Json, *, listed: bool = False) -> Css:
    """How a paragraph stands on the page. `listed`: a list's own nesting indents it."""
    spacing = style.get("lineSpacing") or 0
    css: Css = {
        "text-align": ALIGNED.get(style.get("alignment", "")),
        "line-height": f"{min(float(spacing), 400) / 100 * 1.25:.2f}" if spacing else None,
        "margin-top": _length(style, "spaceAbove"),
        "margin-bottom": _length(style, "spaceBelow"),
        "background-color": optional_colour((style.get("shading") or NONE).get("backgroundColor")),
    }
    if not listed:
        start = points(style.get("indentStart"))
        css["padding-inline-start"] = rem(start) if start > 0 else None
        css["padding-inline-end"] = _length(style, "indentEnd")
        if "indentFirstLine" in style and points(style["indentFirstLine"]) != start:
            css["text-indent"] = rem(points(style["indentFirstLine"]) - start)
    for side in SIDES:
        css |= border(side.lower(), style.get(f"border{side}"))
    return css


def _length(style: Json, name: str) -> str | None:
    return rem(points(style[name])) if points(style.get(name)) > 0 else None


def border(side: str, line: Json | None) -> Css:
    """A border of a paragraph or a cell; one without a width is none."""
    width = points((line or NONE).get("width"))
    if not line or width <= 0:
        return {}
    dash = DASHES.get(line.get("dashStyle", ""), "solid")
    return {f"border-{side}": f"{min(width, 12):.2f}pt {dash} {optional_colour(line.get('color')) or 'transparent'}"}


def cell_css(style: Json) -> Css:
    """How a table's cell looks."""
    css: Css = {
        "background-color": optional_colour(style.get("backgroundColor")),
        "vertical-align": {"MIDDLE": "middle", "BOTTOM": "bottom"}.get(style.get("contentAlignment", "")),
    }
    for side in SIDES:
        css |= border(side.lower(), style.get(f"border{side}"))
    return css
