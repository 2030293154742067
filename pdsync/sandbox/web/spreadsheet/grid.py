"""The cells of a sheet as an HTML table: frozen rows and columns, merged cells, and what is hidden left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pdsync.sandbox.sheets.a1 import Box, area_of, cell_name, column_letters
from pdsync.sandbox.web.looks import Looks, classes
from pdsync.sandbox.web.markup import Html, joined, tag, unheard
from pdsync.sandbox.web.spreadsheet.cells import cell_inside
from pdsync.sandbox.web.spreadsheet.formats import cell_css

Json = Mapping[str, Any]
NONE: Json = {}
USUAL_WIDTH, USUAL_HEIGHT, HEAD_WIDTH = 100, 21, 46
WIDEST, HIGHEST = 1000, 600
Place = tuple[int, int]
NOTHING_OVER: Mapping[Place, Html] = {}


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged cell on the page: where its inside comes from, and how many shown rows and columns it covers."""

    origin: Place
    rows: int
    columns: int


@dataclass(slots=True)
class Grid:
    """One sheet of a spreadsheets.get answer with its cells: `rows` and `columns` are those that are shown."""

    sheet: Json
    rows: list[int]
    columns: list[int]
    cells: dict[Place, Json] = field(default_factory=dict)
    heights: dict[int, Json] = field(default_factory=dict)
    widths: dict[int, Json] = field(default_factory=dict)
    merges: dict[Place, Merge] = field(default_factory=dict)
    covered: set[Place] = field(default_factory=set)

    @property
    def frozen(self) -> Place:
        """How many rows and columns are frozen."""
        properties = self.sheet["properties"].get("gridProperties") or NONE
        return properties.get("frozenRowCount", 0), properties.get("frozenColumnCount", 0)


def grid_of(sheet: Json, boxes: Sequence[Box], unseen: Collection[int] = ()) -> Grid:
    """What of a sheet is to be shown: the rows and columns of those boxes that are not hidden.

    `unseen`: the rows that a filter view hides.
    """
    grid = Grid(sheet, [], [])
    for data in sheet.get("data") or ():
        _read(grid, data)
    rows = sorted({row for box in boxes for row in range(box.top, box.bottom)})
    columns = sorted({column for box in boxes for column in range(box.left, box.right)})
    grid.rows = [row for row in rows if row not in unseen and not is_hidden(grid.heights.get(row, NONE))]
    grid.columns = [column for column in columns if not is_hidden(grid.widths.get(column, NONE))]
    for merged in sheet.get("merges") or ():
        _merge(grid, merged)
    return grid


def is_hidden(dimension: Json) -> bool:
    """Whether somebody, or a filter, has hidden that row or column."""
    return bool(dimension.get("hiddenByUser") or dimension.get("hiddenByFilter"))


def _read(grid: Grid, data: Json) -> None:
    top, left = data.get("startRow", 0), data.get("startColumn", 0)
    for down, row in enumerate(data.get("rowData") or ()):
        for right, cell in enumerate(row.get("values") or ()):
            if cell:
                grid.cells[top + down, left + right] = cell
    grid.heights |= {top + number: each for number, each in enumerate(data.get("rowMetadata") or ())}
    grid.widths |= {left + number: each for number, each in enumerate(data.get("columnMetadata") or ())}


def _merge(grid: Grid, merged: Json) -> None:
    area = area_of(dict(merged))
    rows = [row for row in grid.rows if (area.top or 0) <= row < (area.bottom or 0)]
    columns = [column for column in grid.columns if (area.left or 0) <= column < (area.right or 0)]
    if rows and columns:
        grid.merges[rows[0], columns[0]] = Merge((area.top or 0, area.left or 0), len(rows), len(columns))
        grid.covered |= {(row, column) for row in rows for column in columns} - {(rows[0], columns[0])}


def grid_html(
    grid: Grid,
    looks: Looks,
    *,
    title: str,
    chosen: Place | None = None,
    write: bool = False,
    over: Mapping[Place, Html] = NOTHING_OVER,
) -> Html:
    """The table.

    `chosen`: the cell whose form is open; `write`: a script may lead from a cell to its form; `over`: what lies over
    the cells, by the cell that it begins at.
    """
    frozen_rows = [row for row in grid.rows if row < grid.frozen[0]]
    others = [row for row in grid.rows if row >= grid.frozen[0]]
    drawing = _Drawing(grid, looks, chosen, over)
    columns = [tag("col", class_=drawing.width(HEAD_WIDTH))]
    columns += [tag("col", class_=drawing.width(drawing.pixels(column))) for column in grid.columns]
    total = HEAD_WIDTH + sum(drawing.pixels(column) for column in grid.columns)
    table = tag(
        "table",
        tag("colgroup", columns),
        tag("thead", drawing.letters(), [drawing.row(row) for row in frozen_rows]),
        tag("tbody", [drawing.row(row) for row in others]),
        class_=classes("grid", drawing.width(total)),
        data_write=write,
    )
    return tag("div", table, class_="scroller sheet", role="region", aria_label=f"Cells of {title}", tabindex="0")


def guarded_columns(sheet: Json) -> dict[int, str]:
    """The columns in which a warning comes before a change, and what it says."""
    found: dict[int, str] = {}
    for each in sheet.get("protectedRanges") or ():
        area = area_of(dict(each.get("range") or {}))
        if each.get("warningOnly") and area.right is not None and area.top is None:
            found |= dict.fromkeys(range(area.left or 0, area.right), str(each.get("description") or "Protected"))
    return found


class _Drawing:
    def __init__(self, grid: Grid, looks: Looks, chosen: Place | None, over: Mapping[Place, Html]) -> None:
        self.grid = grid
        self.over = over
        self.guarded = guarded_columns(grid.sheet)
        self.looks = looks
        self.chosen = chosen
        self.stuck = self._stuck()

    def pixels(self, column: int) -> int:
        """How wide a column is."""
        return min(int(self.grid.widths.get(column, NONE).get("pixelSize", USUAL_WIDTH)), WIDEST)

    def width(self, pixels: int) -> str | None:
        """The class of that width."""
        return self.looks.name({"width": f"{pixels}px"})

    def letters(self) -> Html:
        """The row above all: the columns' letters."""
        heads = [tag("th", unheard("Row"), scope="col", class_="corner")]
        before = -1
        for column in self.grid.columns:
            gap = "gap" if column != before + 1 else None
            guard = self.guarded.get(column)
            names = classes(gap, self._sticky(column), "guarded" if guard else None)
            said = unheard(" (a warning comes before a change)") if guard else None
            heads.append(tag("th", column_letters(column), said, scope="col", class_=names, title=guard or None))
            before = column
        return tag("tr", heads, class_="letters")

    def row(self, row: int) -> Html:
        """One row: its number and its cells."""
        grid = self.grid
        after_hidden = row > 0 and row - 1 not in grid.rows and row - 1 in grid.heights
        height = min(int(grid.heights.get(row, NONE).get("pixelSize", USUAL_HEIGHT)), HIGHEST)
        look = None if height == USUAL_HEIGHT else self.looks.name({"height": f"{height}px"})
        cells = [tag("th", row + 1, scope="row", class_="gap" if after_hidden else None)]
        cells += [self.cell(row, column) for column in grid.columns if (row, column) not in grid.covered]
        return tag("tr", cells, class_=look)

    def cell(self, row: int, column: int) -> Html:
        """One cell."""
        grid = self.grid
        merge = grid.merges.get((row, column))
        origin = merge.origin if merge else (row, column)
        cell = grid.cells.get(origin, NONE)
        crowded = bool(grid.cells.get((row, column + 1), NONE).get("formattedValue"))
        look = self.looks.name(cell_css(cell.get("effectiveFormat") or NONE, crowded=crowded)) if cell else None
        here = origin == self.chosen
        name = cell_name(*origin)
        return tag(
            "td",
            cell_inside(cell, self.looks, name),
            self._filter_mark(row, column),
            self.over.get(origin),
            class_=classes(look, self._sticky(column), "chosen" if here else None),
            rowspan=merge.rows if merge and merge.rows > 1 else None,
            colspan=merge.columns if merge and merge.columns > 1 else None,
            id="chosen" if here else None,
            data_cell=name,
        )

    def _filter_mark(self, row: int, column: int) -> Html | None:
        """A mark on the heads of a filter."""
        held = self.grid.sheet.get("basicFilter")
        if not held:
            return None
        area = area_of(held.get("range") or {})
        if row != (area.top or 0) or not (area.left or 0) <= column < (area.right or column + 1):
            return None
        criteria = (held.get("criteria") or NONE).get(str(column))
        said = unheard(" (filtered)" if criteria else " (filter)")
        return joined(tag("span", "⧩" if criteria else "▽", class_="funnel", aria_hidden="true"), said)

    def _sticky(self, column: int) -> str | None:
        return self.stuck.get(column)

    def _stuck(self) -> dict[int, str]:
        """By frozen column: the classes that hold it in place."""
        found, left = {}, HEAD_WIDTH
        for column in self.grid.columns:
            if column >= self.grid.frozen[1]:
                break
            found[column] = f"stuck {self.looks.name({'left': f'{left}px'})}"
            left += self.pixels(column)
        return found
