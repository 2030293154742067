"""Google's JSON to a Doc and back: indices come and go here, and nowhere else."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox.docs.content import Change, Content
from pdsync.sandbox.docs.model import (
    BODY,
    FOOTER,
    FOOTNOTE,
    HEADER,
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
)

INDICES = ("startIndex", "endIndex")
SEGMENTS = {HEADER: ("headers", "headerId"), FOOTER: ("footers", "footerId"), FOOTNOTE: ("footnotes", "footnoteId")}
IN_TABS = frozenset({
    "body", "headers", "footers", "footnotes", "documentStyle", "suggestedDocumentStyleChanges", "namedStyles",
    "suggestedNamedStylesChanges", "lists", "namedRanges", "inlineObjects", "positionedObjects", "commentAnchors",
    "dropdownDefinitions",
})  # fmt: skip
TABS_ONLY = ("commentAnchors", "dropdownDefinitions")
OF_THE_ANSWER = (
    "documentId",
    "revisionId",
    "suggestionsViewMode",
    "commentsViewMode",
    "title",
    "tabs",
    "comments",
    "suggestions",
)
TICKED = "sandbox:ticked"
FIRST_TAB = {"tabId": "t.0", "title": "Tab 1", "index": 0}


def read(document: dict[str, Any]) -> Content:
    """The Doc that a `documents.get` answer shows, with tabs or in the legacy form. ValueError if it shows none."""
    if document.get("tabs"):
        tabs = tuple(_read_tab(tab) for tab in document["tabs"])
        fields = {name: value for name, value in document.items() if name not in OF_THE_ANSWER}
    elif "body" in document:
        inside = {name: value for name, value in document.items() if name in IN_TABS}
        tabs = (_read_tab({"tabProperties": FIRST_TAB, "documentTab": inside}),)
        fields = {name: value for name, value in document.items() if name not in {*OF_THE_ANSWER, *IN_TABS}}
    else:
        raise ValueError("A document has tabs or a body.")
    threads = tuple(document.get("comments", ())), tuple(document.get("suggestions", ()))
    return Content(tabs, document.get("revisionId", ""), fields, *threads)


def stored(content: Content) -> dict[str, Any]:
    """What is written to the store."""
    return {
        "document": {**content.fields, **write(content, indices=False), "revisionId": content.revision},
        "comments": list(content.comments),
        "suggestions": list(content.suggestions),
        "history": [
            [revision, [_change_to_json(change) for change in changes]] for revision, changes in content.history
        ],
    }


def restore(body: dict[str, Any]) -> Content:
    """The Doc that was stored."""
    content = read(body["document"])
    history = tuple((revision, tuple(map(_change_from_json, changes))) for revision, changes in body["history"])
    threads = tuple(body["comments"]), tuple(body["suggestions"])
    return Content(content.tabs, content.revision, content.fields, *threads, history)


def write(content: Content, *, indices: bool = True) -> dict[str, Any]:
    """The Doc's tabs as Google's JSON: {"tabs": […]}. `indices` False: for the store, without them."""
    writer = Writer(indices=indices)
    return {"tabs": [writer.tab(tab) for tab in content.tabs]}


def legacy(document_tab: dict[str, Any]) -> dict[str, Any]:
    """What of a documentTab stands at the top of an answer without tabs."""
    return {name: value for name, value in document_tab.items() if name not in TABS_ONLY}


def _change_to_json(change: Change) -> list[Any]:
    return [*change.place, change.at, change.removed, change.inserted]


def _change_from_json(row: list[Any]) -> Change:
    return Change((row[0], row[1]), row[2], row[3], row[4])


def _without(fields: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in names}


def _read_tab(tab: dict[str, Any]) -> Tab:
    inside = tab.get("documentTab", {})
    segments = {"": Segment(BODY, "", _read_blocks(inside["body"]["content"]), _without(inside["body"], "content"))}
    for kind, (plural, _) in SEGMENTS.items():
        for id, segment in inside.get(plural, {}).items():
            segments[id] = Segment(kind, id, _read_blocks(segment["content"]), _without(segment, "content"))
    return Tab(
        properties=tab.get("tabProperties", FIRST_TAB),
        segments=segments,
        fields=_without(inside, BODY, *(plural for plural, _ in SEGMENTS.values())),
        children=tuple(_read_tab(child) for child in tab.get("childTabs", ())),
        extra=_without(tab, "tabProperties", "documentTab", "childTabs"),
    )


def _read_blocks(content: list[dict[str, Any]]) -> tuple[Block, ...]:
    return tuple(_read_block(element) for element in content)


def _read_block(element: dict[str, Any]) -> Block:
    if "paragraph" in element:
        return _read_paragraph(element)
    if "table" in element:
        table = element["table"]
        rows = tuple(_read_row(row) for row in table.get("tableRows", ()))
        return Table(rows, _without(table, "tableRows"), _without(element, "table", *INDICES))
    if "tableOfContents" in element:
        contents = element["tableOfContents"]
        blocks = _read_blocks(contents.get("content", []))
        return Contents(blocks, _without(contents, "content"), _without(element, "tableOfContents", *INDICES))
    if "sectionBreak" in element:
        return SectionBreak(element["sectionBreak"], _without(element, "sectionBreak", *INDICES))
    raise ValueError(f"A structural element is none of the four kinds: {', '.join(_without(element, *INDICES))}")


def _read_paragraph(element: dict[str, Any]) -> Paragraph:
    paragraph = element["paragraph"]
    return Paragraph(
        tuple(_read_piece(piece) for piece in paragraph["elements"]),
        _without(paragraph, "elements", TICKED),
        _without(element, "paragraph", *INDICES),
        ticked=paragraph.get(TICKED, False),
    )


def _read_piece(element: dict[str, Any]) -> Piece:
    named = [name for name, value in element.items() if name not in INDICES and isinstance(value, dict)]
    if not named:
        raise ValueError("A paragraph element has no kind.")
    kind = named[0]
    extra = _without(element, kind, *INDICES)
    if kind == "textRun":
        return Piece(kind, _without(element[kind], "content"), element[kind].get("content", ""), extra)
    return Piece(kind, element[kind], extra=extra, span=element.get("endIndex", 1) - element.get("startIndex", 0))


def _read_row(row: dict[str, Any]) -> Row:
    cells = tuple(
        Cell(_read_blocks(cell["content"]), _without(cell, "content", *INDICES)) for cell in row.get("tableCells", ())
    )
    return Row(cells, _without(row, "tableCells", *INDICES))


class Writer:
    """Writes Google's JSON with the running index beside it."""

    def __init__(self, *, indices: bool) -> None:
        self.indices = indices
        self.at = 0

    def tab(self, tab: Tab) -> dict[str, Any]:
        """A tab with its children."""
        inside: dict[str, Any] = {"body": self.segment(tab.segments[""])}
        for kind, (plural, _) in SEGMENTS.items():
            if found := {id: self.segment(each) for id, each in tab.segments.items() if each.kind == kind}:
                inside[plural] = found
        answer = {**tab.extra, "tabProperties": tab.properties, "documentTab": inside | dict(tab.fields)}
        if tab.children:
            answer["childTabs"] = [self.tab(child) for child in tab.children]
        return answer

    def segment(self, segment: Segment) -> dict[str, Any]:
        """A segment, its indices from 0."""
        self.at = 0
        return {**segment.fields, "content": [self.block(block) for block in segment.blocks]}

    def block(self, block: Block) -> dict[str, Any]:
        """A structural element."""
        start, end = self.at, self.at + block.width
        name, inside = self._inside(block)
        self.at = end
        return {**self.span(start, end), name: inside, **block.extra}

    def span(self, start: int, end: int) -> dict[str, int]:
        """The two indices; a zero is left out."""
        if not self.indices:
            return {}
        return {"startIndex": start, "endIndex": end} if start else {"endIndex": end}

    def _inside(self, block: Block) -> tuple[str, Any]:
        match block:
            case Paragraph():
                ticked = {TICKED: True} if block.ticked and not self.indices else {}
                return "paragraph", {"elements": self._pieces(block), **block.fields, **ticked}
            case Table():
                self.at += 1
                return "table", {**block.fields, "tableRows": [self._row(row) for row in block.rows]}
            case Contents():
                self.at += 1
                return "tableOfContents", {**block.fields, "content": [self.block(each) for each in block.blocks]}
            case SectionBreak():
                return "sectionBreak", block.fields

    def _pieces(self, paragraph: Paragraph) -> list[dict[str, Any]]:
        elements = []
        for piece in paragraph.pieces:
            start, end = self.at, self.at + piece.width
            inside: Fields = {"content": piece.text, **piece.fields} if piece.kind == "textRun" else piece.fields
            span: dict[str, Any] = self.span(start, end)
            if not self.indices and piece.width != 1 and piece.kind != "textRun":
                span = {"endIndex": piece.width}
            elements.append(
                {**span, piece.kind: inside, **piece.extra} if piece.extra else {**span, piece.kind: inside}
            )
            self.at = end
        return elements

    def _row(self, row: Row) -> dict[str, Any]:
        start, end = self.at, self.at + row.width
        self.at += 1
        cells = [self._cell(cell) for cell in row.cells]
        return {**self.span(start, end), **row.fields, "tableCells": cells}

    def _cell(self, cell: Cell) -> dict[str, Any]:
        start, end = self.at, self.at + cell.width
        self.at += 1
        return {**self.span(start, end), **cell.fields, "content": [self.block(block) for block in cell.blocks]}
