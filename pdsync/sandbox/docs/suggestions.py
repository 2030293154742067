"""Pending suggestions: the Doc as it reads with them taken or turned down, all of them or some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pdsync.sandbox.docs.content import Content
from pdsync.sandbox.docs.model import (
    Block,
    Cell,
    Contents,
    Fields,
    Paragraph,
    Piece,
    Row,
    SectionBreak,
    Segment,
    Tab,
    Table,
    run,
)
from pdsync.sandbox.docs.pieces import Pieces, join

INLINE, ACCEPTED, WITHOUT = "SUGGESTIONS_INLINE", "PREVIEW_SUGGESTIONS_ACCEPTED", "PREVIEW_WITHOUT_SUGGESTIONS"
INSERTED = ("suggestedInsertionIds", "suggestedInsertionId")
DELETED = ("suggestedDeletionIds", "suggestedDeletionId")
CHANGES = {
    "suggestedTextStyleChanges": "textStyle",
    "suggestedParagraphStyleChanges": "paragraphStyle",
    "suggestedBulletChanges": "bullet",
    "suggestedTableCellStyleChanges": "tableCellStyle",
    "suggestedTableRowStyleChanges": "tableRowStyle",
    "suggestedDateElementPropertiesChanges": "dateElementProperties",
    "suggestedDropdownPropertiesChanges": "dropdownProperties",
    "suggestedInlineObjectPropertiesChanges": "inlineObjectProperties",
    "suggestedPositionedObjectPropertiesChanges": "positionedObjectProperties",
    "suggestedListPropertiesChanges": "listProperties",
    "suggestedDropdownDefinitionPropertiesChanges": "dropdownDefinitionProperties",
    "suggestedDocumentStyleChanges": "documentStyle",
}
MAPS = ("lists", "inlineObjects", "positionedObjects", "dropdownDefinitions")
FLAG, STATE = "Suggested", "SuggestionState"


def view(content: Content, mode: str) -> Content:
    """The Doc in that view."""
    return content if mode == INLINE else Settling(take=mode == ACCEPTED).content(content)


@dataclass(frozen=True, slots=True)
class Settling:
    """Takes suggestions (`take`) or turns them down: those with the ids `only`, or all."""

    take: bool
    only: frozenset[str] | None = None

    def content(self, content: Content) -> Content:
        """The Doc after it."""
        return content.with_tabs(tuple(map(self.tab, content.tabs)))

    def tab(self, tab: Tab) -> Tab:
        """A tab after it, its children too."""
        segments = {id: self.segment(segment) for id, segment in tab.segments.items()}
        fields = self.fields(tab.fields) or {}
        for name in MAPS:
            if name in fields:
                each = {id: self.fields(one) for id, one in fields[name].items()}
                fields[name] = {id: one for id, one in each.items() if one is not None}
        children = tuple(map(self.tab, tab.children))
        return Tab(tab.properties, segments, fields, children, tab.extra)

    def segment(self, segment: Segment) -> Segment:
        """A segment after it."""
        return replace(segment, blocks=self.blocks(segment.blocks))

    def fields(self, fields: Fields) -> dict[str, Any] | None:
        """What carries suggestions, after it; None if it is not there any more."""
        result = dict(fields)
        if self._goes(result, INSERTED, gone=not self.take) or self._goes(result, DELETED, gone=self.take):
            return None
        for name, target in CHANGES.items():
            if name in result:
                self._change(result, name, target)
        return result

    def _mine(self, ids: Iterable[str]) -> list[str]:
        return [id for id in ids if self.only is None or id in self.only]

    def _goes(self, fields: dict[str, Any], names: tuple[str, ...], *, gone: bool) -> bool:
        """Whether a mark takes the thing away; a mark that is settled otherwise is rubbed out."""
        for name in names:
            ids = fields.get(name) or []
            ids = [ids] if isinstance(ids, str) else list(ids)
            mine = self._mine(ids)
            if mine and gone:
                return True
            if mine:
                rest = [id for id in ids if id not in mine]
                fields.pop(name)
                if rest:
                    fields[name] = rest
        return False

    def _change(self, fields: dict[str, Any], name: str, target: str) -> None:
        mine = self._mine(fields[name])
        if self.take:
            for id in mine:
                suggested = fields[name][id]
                state = suggested.get(f"{target}{STATE}", {})
                fields[target] = merged(fields.get(target) or {}, suggested.get(target) or {}, state)
                if target == "bullet" and not fields[target].get("listId"):
                    fields.pop(target)
        rest = {id: change for id, change in fields[name].items() if id not in mine}
        fields.pop(name)
        if rest:
            fields[name] = rest

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """The blocks after it; a paragraph whose newline goes runs on into the next."""
        result: list[Block] = []
        carried: Pieces = ()
        before: Paragraph | None = None
        for block in blocks:
            if isinstance(block, Paragraph):
                pieces, ended = self._pieces(block)
                carried = join(carried, *((piece,) for piece in pieces)) if carried else pieces
                before = block
                if ended:
                    result.append(self._paragraph(block, carried))
                    carried = ()
                continue
            settled = list(self._structure(block))
            if carried and settled and before is not None:
                result.append(self._paragraph(before, (*carried, run("\n"))))
                carried = ()
            result.extend(settled)
        if before is not None and (carried or not result or not isinstance(result[-1], Paragraph)):
            result.append(self._paragraph(before, (*carried, run("\n"))))
        return tuple(result)

    def _pieces(self, paragraph: Paragraph) -> tuple[Pieces, bool]:
        """What is left of its pieces, and whether its newline is."""
        kept: list[Piece] = []
        for piece in paragraph.pieces:
            fields = self.fields(piece.fields)
            if fields is not None:
                kept.append(piece if fields == piece.fields else replace(piece, fields=fields))
        parts = [(piece,) for piece in kept] if kept != list(paragraph.pieces) else [tuple(kept)]
        return join(*parts), bool(kept) and kept[-1].text.endswith("\n")

    def _paragraph(self, paragraph: Paragraph, pieces: Pieces) -> Paragraph:
        fields = self.fields(paragraph.fields) or {}
        if "suggestedPositionedObjectIds" in fields:
            offered = fields.pop("suggestedPositionedObjectIds")
            mine = self._mine(offered)
            objects = [id for change in mine for id in offered[change].get("objectIds", ())] if self.take else []
            if objects:
                fields["positionedObjectIds"] = [*fields.get("positionedObjectIds", ()), *objects]
            if rest := {id: change for id, change in offered.items() if id not in mine}:
                fields["suggestedPositionedObjectIds"] = rest
        return Paragraph(pieces, fields, paragraph.extra, paragraph.ticked)

    def _structure(self, block: Block) -> Iterator[Block]:
        fields = self.fields(block.fields)
        if fields is None:
            return
        match block:
            case Table():
                rows = tuple(row for each in block.rows if (row := self._row(each)))
                if rows:
                    size = {"rows": len(rows), "columns": max(len(row.cells) for row in rows)}
                    yield Table(rows, {**fields, **size}, block.extra)
            case Contents():
                yield Contents(self.blocks(block.blocks), fields, block.extra)
            case SectionBreak():
                yield SectionBreak(fields, block.extra)

    def _row(self, row: Row) -> Row | None:
        fields = self.fields(row.fields)
        if fields is None:
            return None
        cells = [(self.fields(cell.fields), cell) for cell in row.cells]
        kept = tuple(Cell(self.blocks(cell.blocks), own) for own, cell in cells if own is not None)
        return Row(kept, fields) if kept else None


def merged(old: Fields, new: Fields, state: Fields) -> dict[str, Any]:
    """The old style with what the suggestion state flags taken from the new one."""
    result = dict(old)
    for flag, value in state.items():
        if flag.endswith(STATE) and isinstance(value, dict):
            name = flag.removesuffix(STATE)
            result[name] = merged(result.get(name) or {}, new.get(name) or {}, value)
        elif flag.endswith(FLAG) and value:
            name = flag.removesuffix(FLAG)
            result.pop(name, None)
            if name in new:
                result[name] = new[name]
    return result
