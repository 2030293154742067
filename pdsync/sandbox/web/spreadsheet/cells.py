"""The inside of one cell: its text, links, a box to tick, the marks of a note and of a dropdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from pdsync.sandbox.web.looks import Looks
from pdsync.sandbox.web.markup import Html, joined, link, tag, unheard
from pdsync.sandbox.web.spreadsheet.formats import text_css

Json = Mapping[str, Any]
NONE: Json = {}
LISTS = ("ONE_OF_LIST", "ONE_OF_RANGE")


def condition_of(cell: Json) -> str:
    """The kind of the cell's validation, "" if it has none."""
    return str(((cell.get("dataValidation") or NONE).get("condition") or NONE).get("type", ""))


def cell_inside(cell: Json, looks: Looks, name: str) -> Html:
    """What stands in a cell of that name."""
    if not cell:
        return joined()
    return joined(_value(cell, looks), _dropdown(cell), _note(cell, name))


def _value(cell: Json, looks: Looks) -> Html:
    held = (cell.get("effectiveValue") or NONE).get("boolValue")
    if condition_of(cell) == "BOOLEAN" and isinstance(held, bool | None):
        return tag("span", "☑" if held else "☐", role="img", aria_label="ticked" if held else "not ticked")
    words = cell.get("formattedValue", "")
    if not words:
        return joined()
    if cell.get("textFormatRuns"):
        return tag("bdi", [_run(part, style, looks) for part, style in runs(words, cell["textFormatRuns"])])
    inside = tag("bdi", words)
    # Sheets makes a link of a text that is nothing but an address.
    address = cell.get("hyperlink") or (words if words.startswith(("https://", "http://")) else "")
    return link(address, inside) if address else inside


def runs(words: str, formats: list[Json]) -> Iterator[tuple[str, Json]]:
    """The text cut where its looks change, each part with its look. Indices count UTF-16 units."""
    encoded = words.encode("utf-16-le", "surrogatepass")
    starts = [each.get("startIndex", 0) for each in formats]
    edges = [0, *starts, len(encoded) // 2]
    for number, (start, end) in enumerate(pairwise(edges)):
        if end > start:
            style = formats[number - 1].get("format") or NONE if number else NONE
            yield encoded[2 * start : 2 * end].decode("utf-16-le", "replace"), style


def _run(part: str, style: Json, looks: Looks) -> Html:
    look = looks.name(text_css(style)) if style else None
    inside = tag("span", part, class_=look) if look else joined(part)
    uri = (style.get("link") or NONE).get("uri")
    return link(uri, inside) if uri else inside


def _dropdown(cell: Json) -> Html | None:
    if condition_of(cell) not in LISTS:
        return None
    return joined(tag("span", "▾", class_="caret", aria_hidden="true"), unheard(" (a choice)"))


def _note(cell: Json, name: str) -> Html | None:
    if not cell.get("note"):
        return None
    return tag("a", unheard(f"Note on {name}"), href=f"#note-{name}", class_="note", title=cell["note"])
