"""A `documents.get` answer as plain blocks, whatever is in it: what is not as Google documents it counts as absent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from pdsync.goals.document import Block, BlockKind, Chip, ChipKind, Place, Run, Suggested, made

DEEPEST: Final = 8
"""Tables nested deeper than this are read as if their paragraphs stood in the cell at this depth."""

OBJECT: Final = "\ufffc"
"""Stands for a picture or an equation: something is there, but it has no text."""

LEVELS: Final = {"TITLE": 0, "SUBTITLE": 6} | {f"HEADING_{level}": level for level in range(1, 7)}
NOTHING: Final[Mapping[str, Any]] = {}

Json = Any


def blocks(document: Json) -> tuple[Block, ...]:
    """Every block of a Doc: all its tabs in order (child tabs after their parent), or the body of an older answer.

    A Doc with several tabs has a block of kind TAB, the tab's title, before the blocks of each.
    """
    document = _dict(document)
    tabs = list(_tabs(_list(document.get("tabs"))))
    if not tabs:
        return tuple(_Tab("", document).blocks())
    found: list[Block] = []
    for tab in tabs:
        properties = _dict(tab.get("tabProperties"))
        name = _text(properties.get("tabId"))
        if len(tabs) > 1:
            found.append(Block(BlockKind.TAB, (Run(_text(properties.get("title"))),), place=Place(name)))
        found += _Tab(name, _dict(tab.get("documentTab"))).blocks()
    return tuple(found)


def _tabs(tabs: list[Json]) -> Iterator[Mapping[str, Json]]:
    waiting = tabs[::-1]
    while waiting:
        tab = _dict(waiting.pop())
        yield tab
        waiting += _list(tab.get("childTabs"))[::-1]


@dataclass(slots=True)
class _Tab:
    """Reads one tab, counting its paragraphs and remembering the heading it is under."""

    name: str
    content: Mapping[str, Json]
    paragraphs: int = 0
    heading: str = ""
    levels: dict[tuple[str, int], tuple[bool, bool]] = field(default_factory=dict)

    def blocks(self) -> list[Block]:
        """The blocks of the tab's body."""
        return self._blocks(_list(_dict(self.content.get("body")).get("content")), 0, None)

    def _blocks(self, elements: list[Json], depth: int, suggested: Suggested | None) -> list[Block]:
        found: list[Block] = []
        for element in elements:
            if not isinstance(element, dict):
                continue
            paragraph = element.get("paragraph")
            if isinstance(paragraph, dict):
                found.append(self._paragraph(element, paragraph, suggested))
            elif isinstance(table := element.get("table"), dict):
                found += self._table(element, table, depth, suggested)
        return found

    def _table(
        self, element: dict[str, Json], table: dict[str, Json], depth: int, suggested: Suggested | None
    ) -> list[Block]:
        if depth >= DEEPEST:
            return [self._paragraph(one, one["paragraph"], suggested) for one in _paragraphs_within(table)]
        place = Place(self.name, self.paragraphs, _int(element.get("startIndex")), _int(element.get("endIndex")))
        rows = tuple(
            tuple(
                tuple(self._blocks(_list(cell.get("content")), depth + 1, _suggested(cell) or _suggested(row)))
                for cell in map(_dict, _list(row.get("tableCells")))
            )
            for row in map(_dict, _list(table.get("tableRows")))
        )
        return [Block(BlockKind.TABLE, place=place, rows=rows)]

    def _paragraph(
        self, element: dict[str, Json], paragraph: dict[str, Json], suggested: Suggested | None = None
    ) -> Block:
        style = _dict(paragraph.get("paragraphStyle"))
        level = LEVELS.get(_text(style.get("namedStyleType")))
        if level is not None:
            self.heading = _text(style.get("headingId")) or self.heading
        start, end = _int(element.get("startIndex")), _int(element.get("endIndex"))
        place = made(Place, (self.name, self.paragraphs, start, end, self.heading))
        self.paragraphs += 1
        runs = self._runs(_list(paragraph.get("elements")), suggested)
        bullet = paragraph.get("bullet")
        if not isinstance(bullet, dict):
            kind = BlockKind.PARAGRAPH if level is None else BlockKind.HEADING
            return made(Block, (kind, runs, level or 0, place, (), False, False, ""))
        list_id, nesting = _text(bullet.get("listId")), _int(bullet.get("nestingLevel"))
        ordered, checklist = self._glyph(list_id, nesting)
        kind = BlockKind.LIST_ITEM if level is None else BlockKind.HEADING
        return Block(kind, runs, nesting if level is None else level, place, (), ordered, checklist, list_id)

    def _glyph(self, list_id: str, nesting: int) -> tuple[bool, bool]:
        """Whether a list's items are numbered, and whether they have boxes to tick."""
        known = self.levels.get((list_id, nesting))
        if known is None:
            lists = _dict(_dict(self.content.get("lists")).get(list_id))
            levels = _list(_dict(lists.get("listProperties")).get("nestingLevels"))
            level = _dict(levels[nesting]) if 0 <= nesting < len(levels) else NOTHING
            glyph, symbol = _text(level.get("glyphType")), _text(level.get("glyphSymbol"))
            numbered = not symbol and glyph not in ("", "NONE", "GLYPH_TYPE_UNSPECIFIED")
            known = (numbered, bool(level) and not symbol and glyph in ("", "GLYPH_TYPE_UNSPECIFIED"))
            self.levels[list_id, nesting] = known
        return known

    def _runs(self, elements: list[Json], suggested: Suggested | None) -> tuple[Run, ...]:
        found: list[Run] = []
        for element in elements:
            if not isinstance(element, dict):
                continue
            part = element.get("textRun")
            if isinstance(part, dict):
                text, chip = _text(part.get("content")), None
                if text == "\n" and len(elements) == 1:  # an empty paragraph, as most cells of a table are
                    break
            else:
                part, text, chip = self._chip(element)
            if not text:
                continue
            style = part.get("textStyle")
            marks = style if isinstance(style, dict) else NOTHING
            bold, struck = marks.get("bold") is True, marks.get("strikethrough") is True
            found.append(made(Run, (text, bold, struck, _suggested(part) or suggested, chip)))
        if found and found[-1].text[-1] == "\n":
            last = found.pop()
            if text := last.text[:-1]:
                found.append(Run(text, last.bold, last.struck, last.suggested, last.chip))
        return tuple(found)

    def _chip(self, element: dict[str, Json]) -> tuple[Mapping[str, Json], str, Chip | None]:
        """A paragraph element that is no text: its own object, the text it shows, and the chip it is."""
        for name, part in element.items():
            if isinstance(part, dict):
                if name == "person":
                    properties = _dict(part.get("personProperties"))
                    text = _text(properties.get("name")) or _text(properties.get("email"))
                    return part, text or OBJECT, Chip(ChipKind.PERSON)
                if name == "richLink":
                    properties = _dict(part.get("richLinkProperties"))
                    text = _text(properties.get("title")) or _text(properties.get("uri"))
                    return part, text or OBJECT, Chip(ChipKind.LINK)
                if name == "dateElement":
                    day, text = _day(_dict(part.get("dateElementProperties")))
                    return part, text or OBJECT, Chip(ChipKind.DATE, day)
                if name == "dropdown":
                    text, options = self._choice(_dict(part.get("dropdownProperties")))
                    return part, text or OBJECT, Chip(ChipKind.DROPDOWN, options=options)
                if name in ("inlineObjectElement", "equation"):
                    return part, OBJECT, Chip(ChipKind.OTHER)
        return NOTHING, "", None

    def _choice(self, properties: Mapping[str, Json]) -> tuple[str, tuple[str, ...]]:
        """A dropdown's chosen value and all its values."""
        definitions = _dict(self.content.get("dropdownDefinitions"))
        definition = _dict(definitions.get(_text(properties.get("dropdownDefinitionId"))))
        options = _list(_dict(definition.get("dropdownDefinitionProperties")).get("options"))
        shown = {_text(one.get("optionId")): _text(one.get("displayValue")) for one in map(_dict, options)}
        chosen = _text(properties.get("displayValue")) or shown.get(_text(properties.get("selectedOptionId")), "")
        return chosen, tuple(shown.values())


def _paragraphs_within(table: Json) -> Iterator[dict[str, Json]]:
    """Every paragraph of a table and the tables in it, however deep."""
    waiting = [table]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, dict):
            continue
        if isinstance(one.get("paragraph"), dict):
            yield one
        inner = [one.get("table"), *_list(one.get("tableRows")), *_list(one.get("tableCells"))]
        waiting += [each for each in (*inner, *_list(one.get("content"))) if each is not None][::-1]


def _day(properties: Mapping[str, Json]) -> tuple[date | None, str]:
    """A date chip's day, in the chip's own time zone, and the text it shows."""
    text = _text(properties.get("displayText"))
    try:
        moment = datetime.fromisoformat(_text(properties.get("timestamp")))
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        zone = _text(properties.get("timeZoneId"))
        day = moment.astimezone(ZoneInfo(zone) if zone else UTC).date()
    except (ValueError, KeyError, OverflowError, OSError):
        return None, text
    return day, text or day.isoformat()


def _suggested(part: Mapping[str, Json]) -> Suggested | None:
    if part.get("suggestedInsertionIds"):
        return Suggested.INSERTED
    return Suggested.DELETED if part.get("suggestedDeletionIds") else None


def _dict(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else NOTHING


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _int(value: Json) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
