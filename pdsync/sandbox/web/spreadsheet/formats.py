"""A cell's format as CSS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdsync.sandbox.web.looks import colour, font, rem

Json = Mapping[str, Any]
Css = dict[str, str | None]
NONE: Json = {}
WHITE, BLACK, USUAL_SIZE = "#ffffff", "#000000", 10
SIDES = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}
HEIGHTS = {"TOP": "top", "MIDDLE": "middle"}
LINES = {
    "DOTTED": "1px dotted", "DASHED": "1px dashed", "SOLID": "1px solid", "SOLID_MEDIUM": "2px solid",
    "SOLID_THICK": "3px solid", "DOUBLE": "3px double",
}  # fmt: skip


def held_colour(holder: Json, name: str) -> str | None:
    """The colour of that name as CSS; its style counts, where that names one. None where there is none."""
    style = (holder.get(f"{name}Style") or NONE).get("rgbColor")
    rgb = holder.get(name) if style is None else style
    return None if rgb is None else colour(rgb)


def text_css(style: Json) -> Css:
    """How text looks; what every cell has anyway is left out."""
    ink, size = held_colour(style, "foregroundColor"), style.get("fontSize") or USUAL_SIZE
    family = (style.get("fontFamily") or "arial").split(",")[0]
    lines = [name for flag, name in (("underline", "underline"), ("strikethrough", "line-through")) if style.get(flag)]
    return {
        "color": None if ink == BLACK else ink,
        "font-size": None if size == USUAL_SIZE else rem(min(size, 100)),
        "font-family": None if family.lower() == "arial" else font(family),
        "font-weight": "bold" if style.get("bold") else None,
        "font-style": "italic" if style.get("italic") else None,
        "text-decoration": " ".join(lines) or None,
    }


def cell_css(look: Json, *, crowded: bool = False) -> Css:
    """How a cell looks. `crowded`: the next one is in use, so that text does not run over into it."""
    ground = held_colour(look, "backgroundColor")
    css = text_css(look.get("textFormat") or NONE) | {
        "background-color": None if ground == WHITE else ground,
        "text-align": SIDES.get(look.get("horizontalAlignment", "")),
        "vertical-align": HEIGHTS.get(look.get("verticalAlignment", "")),
    }
    wrap = look.get("wrapStrategy", "OVERFLOW_CELL")
    if wrap == "WRAP":
        css |= {"white-space": "pre-wrap", "overflow-wrap": "anywhere"}
    elif wrap == "CLIP" or crowded:
        css |= {"overflow": "hidden"}
    for side, line in (look.get("borders") or NONE).items():
        if side in ("top", "bottom", "left", "right") and line.get("style") in LINES:
            css[f"border-{side}"] = f"{LINES[line['style']]} {held_colour(line, 'color') or BLACK}"
    return css
