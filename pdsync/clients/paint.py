"""The colours that pdsync gives a Sheet: tints of Okabe and Ito's, which people who see few colours can tell apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdsync.goals.sheet_looks import Colour

GROUNDS: Mapping[Colour, str] = {
    Colour.RED: "#f2a48f",
    Colour.AMBER: "#f9f3a6",
    Colour.GREEN: "#8fd3c0",
    Colour.GREY: "#e0e0e0",
}
"""Tints of vermillion, yellow and bluish green, and a grey. Black is read on all of them."""

HEADING = "#e8eaed"
INK = "#000000"


def styled(shade: str) -> dict[str, Any]:
    """A shade as a ColorStyle.

    >>> styled("#ff0000")
    {'rgbColor': {'red': 1.0, 'green': 0.0, 'blue': 0.0}}
    """
    parts = [round(int(shade[place : place + 2], 16) / 255, 4) for place in (1, 3, 5)]
    return {"rgbColor": dict(zip(("red", "green", "blue"), parts, strict=True))}
