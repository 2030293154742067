"""Making tables: insertTable."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox.docs import blank
from pdsync.sandbox.docs.content import Change
from pdsync.sandbox.docs.draft import Draft, Invalid, request
from pdsync.sandbox.docs.effective import inherited, parent
from pdsync.sandbox.docs.model import FOOTNOTE, Paragraph, run
from pdsync.sandbox.docs.pieces import Blocks, join, within
from pdsync.sandbox.docs.text import fresh_heading, neighbour, opened, outside_pairs


@request("insertTable")
def insert_table(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Split the paragraph there with a newline, and put an empty table behind it."""
    place, index = draft.insertion(body)
    rows, columns = body.get("rows", 0), body.get("columns", 0)
    if rows < 1 or columns < 1:
        raise Invalid("The number of rows and columns must be at least 1.")
    if draft.segment(place).kind == FOOTNOTE:
        raise Invalid("Cannot insert a table in a footnote.")
    tab = draft.tab(place[0])
    widths: list[int] = []

    def edit(blocks: Blocks, start: int, _: int) -> Blocks:
        number, paragraph, left, right = opened(blocks, start)
        fields = neighbour(left, right)
        look = {**parent(tab, paragraph.style.get("namedStyleType", "")), **fields["textStyle"]}
        table = blank.table(rows, columns, inherited(look, parent(tab, "NORMAL_TEXT")))
        widths.append(table.width)
        before = fresh_heading(paragraph, draft)
        head = Paragraph(join(left, (run("\n", fields),)), before.fields, before.extra)
        tail = Paragraph(right, paragraph.fields, paragraph.extra)
        return (*blocks[:number], head, table, tail, *blocks[number + 1 :])

    blocks = draft.segment(place).blocks
    at = outside_pairs(blocks, index)
    after = within(blocks, at, at, edit)
    draft.put(place, after, Change(place, at, 0, 1 + widths[0]))
    return {}
