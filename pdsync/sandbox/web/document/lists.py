"""Lists: the glyph or number of each item, and items put into each other as their levels say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pdsync.sandbox.docs.bullets import is_checklist
from pdsync.sandbox.web.markup import Html, tag

Json = Mapping[str, Any]
NONE: Json = {}
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
NUMBERS = frozenset({"DECIMAL", "ZERO_DECIMAL", "ALPHA", "UPPER_ALPHA", "ROMAN", "UPPER_ROMAN"})
PART = re.compile(r"%(\d)")


@dataclass(frozen=True, slots=True)
class Item:
    """An item that is ready: its level, its list, what stands before it, and its inside."""

    level: int
    list_id: str
    marker: str
    ordered: bool
    inside: Html


def roman(number: int) -> str:
    """A number in small Roman letters.

    >>> roman(2026)
    'mmxxvi'
    """
    shown = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        shown += letters * count
    return shown


def alpha(number: int) -> str:
    """A number as a letter: a to z, then aa, bb and so on, as Docs counts.

    >>> alpha(2), alpha(28)
    ('b', 'bb')
    """
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def spelled(number: int, glyph: str) -> str:
    """A number as that glyph type writes it."""
    match glyph:
        case "ZERO_DECIMAL":
            return f"{number:02}"
        case "ALPHA" | "UPPER_ALPHA":
            shown = alpha(max(number, 1))
        case "ROMAN" | "UPPER_ROMAN":
            shown = roman(number)
        case _:
            return str(number)
    return shown.upper() if glyph.startswith("UPPER") else shown


def marker(lists: Json, bullet: Json, counts: dict[str, dict[int, int]]) -> tuple[str, bool]:
    """What stands before an item, and whether it is a number. `counts` is moved on."""
    list_id, level = bullet.get("listId", ""), bullet.get("nestingLevel", 0)
    properties = (lists.get(list_id) or NONE).get("listProperties") or NONE
    levels: Sequence[Json] = properties.get("nestingLevels") or ()
    here = levels[level] if level < len(levels) else NONE
    counted = counts.setdefault(list_id, {})
    counted[level] = counted[level] + 1 if level in counted else here.get("startNumber", 1) or 1
    for deeper in [each for each in counted if each > level]:
        del counted[deeper]
    if here.get("glyphType") not in NUMBERS:
        return ("" if is_checklist(lists, bullet) else here.get("glyphSymbol", "●")), False

    def part(found: re.Match[str]) -> str:
        number = int(found[1])
        glyph = levels[number].get("glyphType", "") if number < len(levels) else ""
        return spelled(counted.get(number, 1), glyph)

    return PART.sub(part, here.get("glyphFormat") or f"%{level}."), True


def nested(items: Sequence[Item]) -> list[Html]:
    """The items as lists: a deeper item lies in the one before it."""
    lists: list[Html] = []
    group: list[Html] = []
    at = 0
    while at < len(items):
        item, end = items[at], at + 1
        while end < len(items) and items[end].level > item.level:
            end += 1
        # Not drawn by the browser's own list markers: Docs has glyphs and numbers such as "2.1." that those lack.
        group.append(tag("li", item.inside, nested(items[at + 1 : end]), data_marker=item.marker or None))
        if end == len(items) or (items[end].list_id, items[end].ordered) != (item.list_id, item.ordered):
            lists.append(tag("ol" if item.ordered else "ul", group, role="list"))
            group = []
        at = end
    return lists
