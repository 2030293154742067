"""What was sent as JSON, put as Google keeps it and shows it: zeros, falsehoods and nulls gone, colours in pairs."""

from __future__ import annotations

import struct
from typing import Any

from pdsync.sandbox.sheets.blank import THEME

Json = dict[str, Any]
EXPLICIT = frozenset({
    "startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex", "startIndex", "endIndex", "sheetId",
    "bold", "italic", "underline", "strikethrough", "dimensionIndex", "columnIndex", "columnOffsetIndex",
})  # fmt: skip
"""Fields that are shown even when they are zero or false."""
CELL_EXPLICIT = EXPLICIT | {"boolValue", "numberValue", "stringValue"}
COLORS = frozenset({"red", "green", "blue", "alpha"})
THEME_COLORS: dict[str, Json] = dict(THEME)


def tidy(value: Any, explicit: frozenset[str] = EXPLICIT) -> Any:
    """The JSON without what Google leaves out; colours rounded and given as colour and as style."""
    if isinstance(value, list):
        return [tidy(each, explicit) for each in value]
    if not isinstance(value, dict):
        return value
    if value and set(value) <= COLORS:
        return color(value)
    kept = {name: tidy(each, explicit) for name, each in value.items() if each is not None}
    shown = {name: each for name, each in kept.items() if name in explicit or not _silent(each)}
    return paired(shown)


def _silent(value: Any) -> bool:
    return value is False or value == "" or value == [] or (type(value) in (int, float) and value == 0)


def color(value: Json) -> Json:
    """A colour in the steps that Sheets keeps, without its zeros.

    >>> color({"red": 1, "green": 0, "blue": 0.5})
    {'red': 1, 'blue': 0.49803922}
    """
    parts = {name: step(float(part)) for name, part in value.items() if part is not None}
    return {name: part for name, part in parts.items() if part}


def step(part: float) -> float:
    """A part of a colour as one of 256 steps, in the precision that Google shows."""
    return single_precision(int(part * 255 + 1e-4) / 255)


def single_precision(number: float) -> float:
    """The shortest decimal number with the same 32-bit value.

    >>> single_precision(66 / 255), single_precision(1.0)
    (0.25882354, 1)
    """
    if number == int(number):
        return int(number)
    packed = struct.pack("f", number)
    exact: float = struct.unpack("f", packed)[0]
    for digits in range(6, 10):
        short = float(f"{exact:.{digits}g}")
        if struct.pack("f", short) == packed:
            return short
    return number


def paired(value: Json) -> Json:
    """Each `…Color` with its `…ColorStyle` and the other way round; the style counts."""
    result = dict(value)
    for name, each in value.items():
        if name.endswith("olorStyle") and isinstance(each, dict):
            plain = each.get("rgbColor", THEME_COLORS.get(each.get("themeColor", "")))
            if plain is not None:
                result[name.removesuffix("Style")] = plain
        elif name.endswith("olor") and isinstance(each, dict) and set(each) <= COLORS and _has_style(name, value):
            result.setdefault(name + "Style", {"rgbColor": each})
    return result


def _has_style(name: str, value: Json) -> bool:
    """Whether a colour has a twin: not inside a style, nor in a theme, whose colours are styles themselves."""
    return name != "rgbColor" and "colorType" not in value


def table_json(table: Json) -> Json:
    """A table as an answer shows it: the first column's index and types left open are not told."""
    columns = [
        {name: value for name, value in each.items() if value and value != "COLUMN_TYPE_UNSPECIFIED"}
        for each in table["columnProperties"]
    ]
    answer: Json = told({**table, "columnProperties": columns})
    return answer


def chart_json(chart: Json) -> Json:
    """A chart as an answer shows it: row 0 and column 0 of the anchor are not told."""
    overlay = chart["position"]["overlayPosition"]
    anchor = {name: each for name, each in overlay["anchorCell"].items() if each}
    answer: Json = told({**chart, "position": {"overlayPosition": {**overlay, "anchorCell": anchor}}})
    return answer


def told(value: Any) -> Any:
    """The JSON as an answer shows it: the id of the sheet 0 is not told."""
    if isinstance(value, list):
        return [told(each) for each in value]
    if not isinstance(value, dict):
        return value
    hidden = "locationType" not in value
    return {name: told(each) for name, each in value.items() if name != "sheetId" or each or not hidden}
