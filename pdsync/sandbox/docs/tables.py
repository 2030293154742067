"""Tables coming, growing and shrinking: insertTable, rows, columns, merged cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from pdsync.sandbox.docs import blank
from pdsync.sandbox.docs.content import Change, Place
from pdsync.sandbox.docs.draft import Draft, Invalid, request
from pdsync.sandbox.docs.effective import inherited, parent
from pdsync.sandbox.docs.model import FOOTNOTE, NOTHING, Block, Cell, Fields, Paragraph, Row, Table, breadth, run
from pdsync.sandbox.docs.pieces import Blocks, find, join, with_cell, within
from pdsync.sandbox.docs.text import fresh_heading, neighbour, opened, whole_index

NOT_A_TABLE = "Invalid table start location. Must specify the start index of the table."
OUT_OF_TABLE = "The table range extends outside the bounds of the table."
MOST_CELLS = 20_000


@request("insertTable")
def insert_table(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Split the paragraph there with a newline, and put an empty table behind it."""
    place, index = draft.insertion(body)
    rows, columns = body.get("rows", 0), body.get("columns", 0)
    if rows < 1 or columns < 1:
        raise Invalid("The number of rows and columns must be at least 1.")
    if rows * columns > MOST_CELLS:
        raise NotImplementedError(f"a table of more than {MOST_CELLS} cells")
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
    at = whole_index(blocks, index)
    after = within(blocks, at, at, edit)
    draft.put(place, after, Change(place, at, 0, 1 + widths[0]))
    return {}


def at_start(draft: Draft, location: Fields | None, wrong: str = NOT_A_TABLE) -> tuple[Place, int, Table]:
    """The table that starts at a location."""
    if not location:
        raise Invalid(wrong)
    place = draft.place(dict(location))
    index = location.get("index", 0)
    found: list[Block] = []

    def look(blocks: Blocks, start: int, _: int) -> Blocks:
        number, offset = find(blocks, start)
        if number < len(blocks) and not offset:
            found.append(blocks[number])
        return blocks

    within(draft.segment(place).blocks, index, index, look)
    if not found or not isinstance(found[0], Table):
        raise Invalid(wrong)
    return place, index, found[0]


def put_table(draft: Draft, place: Place, index: int, table: Table | None, *changes: Change) -> None:
    """Replace the table that starts at an index, or take it away."""

    def edit(blocks: Blocks, start: int, _: int) -> Blocks:
        number, _ = find(blocks, start)
        return (*blocks[:number], *((table,) if table else ()), *blocks[number + 1 :])

    draft.put(place, within(draft.segment(place).blocks, index, index, edit), *changes)


def located(draft: Draft, body: dict[str, Any]) -> tuple[Place, int, Table, int, int]:
    """The table, row and column that a request's tableCellLocation names."""
    location = body.get("tableCellLocation") or {}
    place, index, table = at_start(draft, location.get("tableStartLocation"))
    row, column = location.get("rowIndex", 0), location.get("columnIndex", 0)
    if not (0 <= row < len(table.rows) and 0 <= column < len(table.rows[row].cells)):
        raise Invalid(OUT_OF_TABLE)
    return place, index, table, row, column


def spans(cell: Cell) -> tuple[int, int]:
    """How many rows and columns a cell covers."""
    style = cell.fields.get("tableCellStyle", NOTHING)
    return style.get("rowSpan", 1), style.get("columnSpan", 1)


def spanning(cell: Cell, rows: int, columns: int) -> Cell:
    """The cell, covering that many rows and columns."""
    style = {**cell.fields.get("tableCellStyle", NOTHING), "rowSpan": rows, "columnSpan": columns}
    return replace(cell, fields={**cell.fields, "tableCellStyle": style})


def heads(table: Table) -> Iterator[tuple[int, int, int, int]]:
    """The merged cells: row, column, rows and columns covered."""
    for row_number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            height, width = spans(cell)
            if height > 1 or width > 1:
                yield row_number, column, height, width


def head_of(table: Table, row: int, column: int) -> tuple[int, int, int, int]:
    """The merged cell that covers a place, or the place itself."""
    for top, left, height, width in heads(table):
        if top <= row < top + height and left <= column < left + width:
            return top, left, height, width
    return row, column, 1, 1


def cell_starts(table: Table, index: int) -> Iterator[tuple[int, int, int]]:
    """Each cell's row, column and the index of its mark."""
    at = index + 1
    for row_number, row in enumerate(table.rows):
        at += 1
        for column, cell in enumerate(row.cells):
            yield row_number, column, at
            at += cell.width


def resized(table: Table, rows: tuple[Row, ...]) -> Table:
    """The table with these rows, its counts told anew."""
    counts = {"rows": len(rows), "columns": max(len(row.cells) for row in rows)}
    return replace(table, rows=rows, fields={**table.fields, **counts})


def empty_like(cell: Cell) -> Cell:
    """An empty cell that looks like that one."""
    last = cell.blocks[-1] if cell.blocks else None
    if not isinstance(last, Paragraph):
        return blank.cell({})
    style = {name: value for name, value in last.style.items() if name != "headingId"}
    text = neighbour(last.pieces[-1:], ())
    return spanning(Cell((Paragraph((run("\n", text),), {"paragraphStyle": style}),), cell.fields), 1, 1)


def respanned(table: Table, change: Callable[[int, int, int, int], tuple[int, int]]) -> Table:
    """The table with each merged cell's spans as `change` says."""
    for top, left, height, width in list(heads(table)):
        rows, columns = change(top, left, height, width)
        table = with_cell(table, top, left, spanning(table.rows[top].cells[left], rows, columns))
    return table


@request("insertTableRow")
def insert_table_row(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Put an empty row above or below a cell; merged cells that it runs through grow."""
    place, index, table, row, column = located(draft, body)
    top, _, height, _ = head_of(table, row, column)
    number = top + height if body.get("insertBelow") else top
    model = table.rows[row]
    style = {name: value for name, value in model.fields.get("tableRowStyle", NOTHING).items() if name != "tableHeader"}
    fresh = Row(tuple(map(empty_like, model.cells)), {**model.fields, "tableRowStyle": style})
    grown = respanned(table, lambda t, _, h, w: (h + 1 if t < number < t + h else h, w))
    after = resized(grown, (*grown.rows[:number], fresh, *grown.rows[number:]))
    at = index + 1 + sum(each.width for each in table.rows[:number])
    put_table(draft, place, index, after, Change(place, at, 0, fresh.width))
    return {}


@request("insertTableColumn")
def insert_table_column(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Put an empty column left or right of a cell; merged cells that it runs through grow."""
    place, index, table, row, column = located(draft, body)
    _, left, _, width = head_of(table, row, column)
    number = left + width if body.get("insertRight") else left
    grown = respanned(table, lambda _, start, h, w: (h, w + 1 if start < number < start + w else w))
    rows, changes = [], []
    for each, old in zip(grown.rows, table.rows, strict=True):
        fresh = empty_like(each.cells[min(column, len(each.cells) - 1)])
        rows.append(replace(each, cells=(*each.cells[:number], fresh, *each.cells[number:])))
        at = index + 2 + sum(cell.width for cell in old.cells[:number])
        changes.append(Change(place, at, 0, fresh.width))
        index += old.width
    after = _with_column(resized(grown, tuple(rows)), number, insert=True)
    put_table(draft, place, index - sum(old.width for old in table.rows), after, *reversed(changes))
    return {}


def _with_column(table: Table, number: int, *, insert: bool) -> Table:
    style = dict(table.fields.get("tableStyle", NOTHING))
    properties = list(style.get("tableColumnProperties", ()))
    if number <= len(properties) and insert:
        properties.insert(number, properties[max(number - 1, 0)] if properties else blank.COLUMN)
    elif number < len(properties):
        del properties[number]
    style["tableColumnProperties"] = properties
    return replace(table, fields={**table.fields, "tableStyle": style})


@request("deleteTableRow")
def delete_table_row(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Take away the rows that a cell covers; with the last one, the table."""
    place, index, table, row, column = located(draft, body)
    top, _, height, _ = head_of(table, row, column)
    at = index + 1 + sum(each.width for each in table.rows[:top])
    gone = sum(each.width for each in table.rows[top : top + height])
    rest = (*table.rows[:top], *table.rows[top + height :])
    if not rest:
        put_table(draft, place, index, None, Change(place, index, table.width, 0))
        return {}
    shrunk = replace(table, rows=_shrunk_rows(table, top, height))
    after = resized(shrunk, (*shrunk.rows[:top], *shrunk.rows[top + height :]))
    put_table(draft, place, index, after, Change(place, at, gone, 0))
    return {}


def _shrunk_rows(table: Table, first: int, count: int) -> tuple[Row, ...]:
    """The rows with merged cells cut down by the rows that go; what is left of one is headed by its next row."""
    for top, left, height, width in list(heads(table)):
        lost = len(set(range(top, top + height)) & set(range(first, first + count)))
        if not lost or lost == height:
            continue
        head = top if top < first else first + count
        table = with_cell(table, head, left, spanning(table.rows[head].cells[left], height - lost, width))
    return table.rows


@request("deleteTableColumn")
def delete_table_column(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Take away the columns that a cell covers; with the last one, the table."""
    place, index, table, row, column = located(draft, body)
    _, first, _, count = head_of(table, row, column)
    if count >= max(len(each.cells) for each in table.rows):
        put_table(draft, place, index, None, Change(place, index, table.width, 0))
        return {}
    changes = [
        Change(place, at, table.rows[r].cells[c].width, 0)
        for r, c, at in cell_starts(table, index)
        if first <= c < first + count
    ]
    for top, left, height, width in list(heads(table)):
        lost = len(set(range(left, left + width)) & set(range(first, first + count)))
        if lost and lost != width:
            head = left if left < first else first + count
            table = with_cell(table, top, head, spanning(table.rows[top].cells[head], height, width - lost))
    rows = tuple(replace(each, cells=(*each.cells[:first], *each.cells[first + count :])) for each in table.rows)
    after = resized(table, rows)
    for _ in range(count):
        after = _with_column(after, first, insert=False)
    put_table(draft, place, index, after, *reversed(changes))
    return {}


def ranged(draft: Draft, wanted: dict[str, Any]) -> tuple[Place, int, Table, list[tuple[int, int]]]:
    """The table and the places in it that a TableRange means."""
    place, index, table, row, column = located(draft, wanted)
    height, width = wanted.get("rowSpan", 0), wanted.get("columnSpan", 0)
    if height < 1 or width < 1:
        raise Invalid("The row span and the column span must be at least 1.")
    if row + height > len(table.rows) or any(
        column + width > len(each.cells) for each in table.rows[row : row + height]
    ):
        raise Invalid(OUT_OF_TABLE)
    return place, index, table, [(r, c) for r in range(row, row + height) for c in range(column, column + width)]


@request("mergeTableCells")
def merge_table_cells(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Make one cell of a rectangle; its text is what stood in the cells, one after the other."""
    place, index, table, area = ranged(draft, body.get("tableRange") or {})
    covered = set(area)
    for top, left, height, width in heads(table):
        own = {(r, c) for r in range(top, top + height) for c in range(left, left + width)}
        if own & covered and not own <= covered:
            raise Invalid("The range of cells to merge must be rectangular.")
    starts = {(r, c): at for r, c, at in cell_starts(table, index)}
    (row, column), *others = area
    kept: Blocks = () if _bare(table.rows[row].cells[column]) else table.rows[row].cells[column].blocks
    changes = []
    for r, c in others:
        cell = table.rows[r].cells[c]
        if not _bare(cell):
            kept = (*kept, *cell.blocks)
            changes.append(Change(place, starts[r, c] + 1, breadth(cell.blocks) - 1, 0))
        table = with_cell(table, r, c, empty_like(cell))
    head = table.rows[row].cells[column]
    grown = breadth(kept) - breadth(head.blocks) if kept else 0
    changes.append(Change(place, starts[row, column] + (1 if _bare(head) else head.width), 0, grown))
    height, width = area[-1][0] - row + 1, area[-1][1] - column + 1
    merged = spanning(replace(head, blocks=kept or head.blocks), height, width)
    put_table(draft, place, index, with_cell(table, row, column, merged), *_descending(changes))
    return {}


def _descending(changes: list[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: -change.at)


def _bare(cell: Cell) -> bool:
    return breadth(cell.blocks) == 1


@request("unmergeTableCells")
def unmerge_table_cells(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Take merged cells in a range apart; the text stays in the first."""
    place, index, table, area = ranged(draft, body.get("tableRange") or {})
    for top, left in {head_of(table, row, column)[:2] for row, column in area}:
        table = with_cell(table, top, left, spanning(table.rows[top].cells[left], 1, 1))
    put_table(draft, place, index, table)
    return {}
