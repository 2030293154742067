"""How wide a text is in a cell: an estimate from the usual widths of a sans-serif's characters."""

from __future__ import annotations

WIDTHS: dict[str, int] = {}
"""By character, in thousandths of the font's size."""
for _width, _characters in (
    (191, "'"), (222, "ijl"), (260, "|"), (278, " !,./:;I[\\]ft"), (333, "()-`r"), (334, "{}"), (355, '"'), (389, "*"),
    (469, "^"), (500, "Jcksvxyz"), (556, "#$0123456789?L_abdeghnopqu"), (584, "+<=>~"), (611, "FTZ"),
    (667, "&ABEKPSVXY"), (722, "CDHNRUw"), (778, "GOQ"), (833, "Mm"), (889, "%"), (944, "W"), (1015, "@"),
):  # fmt: skip
    WIDTHS |= dict.fromkeys(_characters, _width)
OTHER = 600
PIXELS = 12.7148 / 1000
"""Pixels for a thousandth at size 10, so that 1,024 A make the 8,691 pixels that were recorded."""
PADDING = 7
LINE, LEAST = 17, 21


def width(text: str) -> int:
    """The width in pixels of a column that just holds the text.

    >>> width("A" * 1024)
    8691
    """
    longest = max(sum(WIDTHS.get(character, OTHER) for character in line) for line in text.split("\n"))
    return max(LEAST, round(longest * PIXELS) + PADDING)


def height(text: str) -> int:
    """The height in pixels of a row that just holds the text."""
    return LINE * (text.count("\n") + 1) + LEAST - LINE
