"""A Doc as lines with their styles: what the exports have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pdsync.sandbox.docs.content import Content
from pdsync.sandbox.docs.handlers import rendered
from pdsync.sandbox.docs.suggestions import WITHOUT

Json = dict[str, Any]
CHIPS = (
    ("person", "personProperties", "name"),
    ("person", "personProperties", "email"),
    ("richLink", "richLinkProperties", "title"),
    ("dateElement", "dateElementProperties", "displayText"),
    ("dropdown", "dropdownProperties", "displayValue"),
)
"""Where the text of a chip stands: the first that is there."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    struck: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `style` is Google's name; `level` of a list item, -1 otherwise; `number` of an ordered one."""

    runs: tuple[Run, ...]
    style: str = "NORMAL_TEXT"
    level: int = -1
    number: int = 0

    @property
    def text(self) -> str:
        """Its text without styles."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells of lines."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]


def blocks(content: Content) -> Iterator[Line | Grid]:
    """All lines and tables of a Doc's bodies, tab after tab, without suggestions; the footnotes at the end."""
    tabs: list[Json] = list(rendered(content, WITHOUT, tabs=True)["tabs"])
    while tabs:
        tab = tabs.pop(0)
        tabs[:0] = tab.get("childTabs", [])
        inside = tab.get("documentTab", {})
        counted: dict[tuple[str, int], int] = {}
        yield from _blocks(inside.get("body", {}).get("content", []), inside.get("lists", {}), counted)
        for number, note in enumerate(inside.get("footnotes", {}).values(), 1):
            lines = [each for each in _blocks(note.get("content", []), {}, {}) if isinstance(each, Line)]
            yield Line((Run(f"[{number}] " + " ".join(line.text.strip() for line in lines)),))


def _blocks(elements: list[Json], lists: Json, counted: dict[tuple[str, int], int]) -> Iterator[Line | Grid]:
    for element in elements:
        if "paragraph" in element:
            yield _line(element["paragraph"], lists, counted)
        elif "table" in element:
            yield Grid(
                tuple(
                    tuple(_cell(cell, lists, counted) for cell in row.get("tableCells", []))
                    for row in element["table"].get("tableRows", [])
                )
            )
        elif "tableOfContents" in element:
            yield from _blocks(element["tableOfContents"].get("content", []), lists, counted)


def _cell(cell: Json, lists: Json, counted: dict[tuple[str, int], int]) -> tuple[Line, ...]:
    return tuple(each for each in _blocks(cell.get("content", []), lists, counted) if isinstance(each, Line))


def _line(paragraph: Json, lists: Json, counted: dict[tuple[str, int], int]) -> Line:
    runs = tuple(run for element in paragraph.get("elements", []) if (run := _run(element)).text)
    if runs and runs[-1].text.endswith("\n"):
        last = runs[-1]
        text = last.text[:-1]
        runs = (*runs[:-1], *([Run(text, last.bold, last.italic, last.underline, last.struck, last.link)] * bool(text)))
    style = paragraph.get("paragraphStyle", {}).get("namedStyleType", "NORMAL_TEXT")
    bullet = paragraph.get("bullet")
    if bullet is None:
        return Line(runs, style)
    level, list_id = bullet.get("nestingLevel", 0), bullet.get("listId", "")
    return Line(runs, style, level, _number(lists, list_id, level, counted))


def _number(lists: Json, list_id: str, level: int, counted: dict[tuple[str, int], int]) -> int:
    levels = lists.get(list_id, {}).get("listProperties", {}).get("nestingLevels", [])
    glyph = levels[level] if level < len(levels) else {}
    if "glyphSymbol" in glyph or glyph.get("glyphType", "NONE") in ("NONE", "GLYPH_TYPE_UNSPECIFIED"):
        return 0
    counted[list_id, level] = counted.get((list_id, level), 0) + 1
    for key in [key for key in counted if key[0] == list_id and key[1] > level]:
        del counted[key]
    return counted[list_id, level]


def _run(element: Json) -> Run:
    for kind, inside, name in CHIPS:
        if words := element.get(kind, {}).get(inside, {}).get(name):
            return Run(str(words))
    if "footnoteReference" in element:
        return Run(f"[{element['footnoteReference'].get('footnoteNumber', '')}]")
    found = element.get("textRun", {})
    style = found.get("textStyle", {})
    return Run(
        found.get("content", ""),
        bool(style.get("bold")),
        bool(style.get("italic")),
        bool(style.get("underline")),
        bool(style.get("strikethrough")),
        style.get("link", {}).get("url", ""),
    )
