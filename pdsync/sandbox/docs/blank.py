"""What Google puts into a new Doc, tab, table and list: recorded values, as tables."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox.docs.content import Content
from pdsync.sandbox.docs.model import BODY, Block, Cell, Fields, Paragraph, Row, SectionBreak, Segment, Tab, Table, run


def points(magnitude: float = 0) -> dict[str, Any]:
    """A length in points; a zero has no magnitude."""
    return {"magnitude": magnitude, "unit": "PT"} if magnitude else {"unit": "PT"}


def grey(share: float) -> dict[str, Any]:
    """A grey as an OptionalColor."""
    return {"color": {"rgbColor": {"red": share, "green": share, "blue": share}}}


NO_BORDER = {"color": {}, "width": points(), "padding": points(), "dashStyle": "SOLID"}
NORMAL_PARAGRAPH: Fields = {
    "namedStyleType": "NORMAL_TEXT",
    "alignment": "START",
    "lineSpacing": 115,
    "direction": "LEFT_TO_RIGHT",
    "spacingMode": "COLLAPSE_LISTS",
    "spaceAbove": points(),
    "spaceBelow": points(),
    "borderBetween": NO_BORDER,
    "borderTop": NO_BORDER,
    "borderBottom": NO_BORDER,
    "borderLeft": NO_BORDER,
    "borderRight": NO_BORDER,
    "indentFirstLine": points(),
    "indentStart": points(),
    "indentEnd": points(),
    "keepLinesTogether": False,
    "keepWithNext": False,
    "avoidWidowAndOrphan": True,
    "shading": {"backgroundColor": {}},
    "pageBreakBefore": False,
}
CELL_PARAGRAPH: Fields = {**NORMAL_PARAGRAPH, "lineSpacing": 100, "avoidWidowAndOrphan": False}
PLAIN_PARAGRAPH: Fields = {"namedStyleType": "NORMAL_TEXT", "direction": "LEFT_TO_RIGHT"}
NORMAL_RUN: Fields = {
    "bold": False,
    "italic": False,
    "underline": False,
    "strikethrough": False,
    "smallCaps": False,
    "backgroundColor": {},
    "foregroundColor": {"color": {"rgbColor": {}}},
    "fontSize": points(11),
    "weightedFontFamily": {"fontFamily": "Arial", "weight": 400},
    "baselineOffset": "NONE",
}
ARIAL = {"weightedFontFamily": {"fontFamily": "Arial", "weight": 400}}
#        style         size  space above, below   what else its text has
HEADINGS: tuple[tuple[str, int, int, int, Fields], ...] = (
    ("HEADING_1", 20, 20, 6, {}),
    ("HEADING_2", 16, 18, 6, {"bold": False}),
    ("HEADING_3", 14, 16, 4, {"bold": False, "foregroundColor": grey(0.2627451)}),
    ("HEADING_4", 12, 14, 4, {"foregroundColor": grey(0.4)}),
    ("HEADING_5", 11, 12, 4, {"foregroundColor": grey(0.4)}),
    ("HEADING_6", 11, 12, 4, {"italic": True, "foregroundColor": grey(0.4)}),
    ("TITLE", 26, 0, 3, {}),
    ("SUBTITLE", 15, 0, 16, {"italic": False, "foregroundColor": grey(0.4), **ARIAL}),
)


def _named_styles() -> list[dict[str, Any]]:
    normal = {"namedStyleType": "NORMAL_TEXT", "textStyle": NORMAL_RUN, "paragraphStyle": NORMAL_PARAGRAPH}
    return [normal] + [
        {
            "namedStyleType": name,
            "textStyle": {"fontSize": points(size), **text},
            "paragraphStyle": {
                **PLAIN_PARAGRAPH,
                "spaceAbove": points(above),
                "spaceBelow": points(below),
                "keepLinesTogether": True,
                "keepWithNext": True,
                "pageBreakBefore": False,
            },
        }
        for name, size, above, below, text in HEADINGS
    ]


NAMED_STYLES: Fields = {"styles": _named_styles()}
DOCUMENT_STYLE: Fields = {
    "background": {"color": {}},
    "pageNumberStart": 1,
    "marginTop": points(72),
    "marginBottom": points(72),
    "marginRight": points(72),
    "marginLeft": points(72),
    "pageSize": {"height": points(792), "width": points(612)},
    "marginHeader": points(36),
    "marginFooter": points(36),
    "useCustomHeaderFooterMargins": True,
    "documentFormat": {"documentMode": "PAGES"},
}
SECTION_STYLE: Fields = {
    "columnSeparatorStyle": "NONE",
    "contentDirection": "LEFT_TO_RIGHT",
    "sectionType": "CONTINUOUS",
}
CELL_STYLE: Fields = {
    "rowSpan": 1,
    "columnSpan": 1,
    "backgroundColor": {},
    "paddingLeft": points(5),
    "paddingRight": points(5),
    "paddingTop": points(5),
    "paddingBottom": points(5),
    "contentAlignment": "TOP",
}
ROW_STYLE: Fields = {"minRowHeight": points()}
COLUMN: Fields = {"widthType": "EVENLY_DISTRIBUTED"}


def plain(text: str = "", style: Fields = PLAIN_PARAGRAPH) -> Paragraph:
    """A paragraph of unstyled text."""
    return Paragraph((run(text + "\n"),), {"paragraphStyle": style})


def body(blocks: tuple[Block, ...] = ()) -> Segment:
    """A body: the first section's start and the blocks, or one empty paragraph."""
    return Segment(BODY, "", (SectionBreak({"sectionStyle": SECTION_STYLE}), *(blocks or (plain(),))))


def tab(properties: Fields, blocks: tuple[Block, ...] = ()) -> Tab:
    """A new tab."""
    return Tab(properties, {"": body(blocks)}, {"documentStyle": DOCUMENT_STYLE, "namedStyles": NAMED_STYLES})


def blank(title: str = "") -> Content:
    """A new Doc: one empty paragraph in one tab. The title is the file's."""
    return Content((tab({"tabId": "t.0", "title": "Tab 1", "index": 0}),))


def cell(text_style: Fields) -> Cell:
    """An empty cell whose newline has that style."""
    paragraph = Paragraph((run("\n", {"textStyle": text_style}),), {"paragraphStyle": CELL_PARAGRAPH})
    return Cell((paragraph,), {"tableCellStyle": CELL_STYLE})


def table(rows: int, columns: int, text_style: Fields) -> Table:
    """An empty table."""
    made = tuple(
        Row(tuple(cell(text_style) for _ in range(columns)), {"tableRowStyle": ROW_STYLE}) for _ in range(rows)
    )
    style = {"tableColumnProperties": [COLUMN] * columns}
    return Table(made, {"rows": rows, "columns": columns, "tableStyle": style})
