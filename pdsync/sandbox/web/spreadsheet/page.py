"""A Sheet's page: its tabs, the form of a cell, the grid, notes and charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pdsync.sandbox.sheets.a1 import area_name, area_of, cell_name
from pdsync.sandbox.web.looks import Looks
from pdsync.sandbox.web.markup import Html, address, hidden, joined, tag, textarea
from pdsync.sandbox.web.spreadsheet.cells import condition_of
from pdsync.sandbox.web.spreadsheet.grid import Grid, grid_html, grid_of, guarded_columns, is_hidden
from pdsync.sandbox.web.spreadsheet.overlays import laid, views
from pdsync.sandbox.web.spreadsheet.plots import Plot
from pdsync.sandbox.web.spreadsheet.view import PAGE, View

Json = Mapping[str, Any]
NONE: Json = {}
KEYS = "Enter saves, Shift and Enter begin a new line."


@dataclass(frozen=True, slots=True)
class Opening:
    """The cell whose form is open: what it holds as one would type it, what was typed but not saved, its choices."""

    place: tuple[int, int]
    held: str
    typed: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """How one person sees a Sheet. `through`: the filter view that is looked through, `unseen`: the rows it hides."""

    write: bool = False
    csrf: str = ""
    opening: Opening | None = None
    through: Json | None = None
    unseen: frozenset[int] = frozenset()


READER = Sight()


def spreadsheet_html(
    book: Json, sheet: Json, view: View, looks: Looks, *, sight: Sight = READER, plots: Sequence[Plot] = ()
) -> Html:
    """The inside of the page. `book`: an answer without cells; `sheet`: the shown sheet of one with cells."""
    grid = grid_of(sheet, view.boxes, sight.unseen)
    title = sheet["properties"]["title"]
    chosen = sight.opening.place if sight.opening else None
    over, below = laid(sheet.get("charts") or (), plots, grid, looks)
    return joined(
        tabs(book, sheet),
        cell_bar(book, sheet, grid, sight, view),
        views(sheet, sight.through, lambda fvid: href(book, sheet, fvid=fvid)),
        hints(grid, view, sight),
        grid_html(grid, looks, title=title, chosen=chosen, write=sight.write, over=over),
        paging(book, sheet, view),
        notes(grid),
        below,
    )


def href(book: Json, sheet: Json, **more: str | int | None) -> str:
    """Where a sheet of that Sheet is shown."""
    path = f"/spreadsheets/d/{book['spreadsheetId']}/edit"
    return address(path, **{"gid": sheet["properties"]["sheetId"], **more})


def tabs(book: Json, current: Json) -> Html:
    """The sheets' names; hidden ones are listed apart, so that nothing is secret that the API tells."""
    here = current["properties"]["sheetId"]

    def listed(each: Json) -> Html:
        current_page = "page" if each["properties"]["sheetId"] == here else None
        return tag("a", tag("bdi", each["properties"]["title"]), href=href(book, each), aria_current=current_page)

    shown = [listed(each) for each in book["sheets"] if not each["properties"].get("hidden")]
    unseen = [listed(each) for each in book["sheets"] if each["properties"].get("hidden")]
    apart = tag("li", "Hidden:", unseen, class_="apart") if unseen else None
    return tag("nav", tag("ul", (tag("li", each) for each in shown), apart), class_="tabs", aria_label="Sheets")


def cell_bar(book: Json, sheet: Json, grid: Grid, sight: Sight, view: View) -> Html | None:
    """The form that finds a cell by its name, and the one in which it is written."""
    if not sight.write:
        return None
    opening = sight.opening
    name = cell_name(*opening.place) if opening else ""
    gid = sheet["properties"]["sheetId"]
    find = tag(
        "form",
        hidden("gid", gid),
        tag("label", "Cell", for_="cell"),
        tag("input", name="cell", id="cell", value=name, size=6, autocomplete="off", spellcheck="false"),
        tag("button", "Go"),
        method="get",
        action=f"/spreadsheets/d/{book['spreadsheetId']}/edit",
        class_="row find",
    )
    if opening is None:
        return tag("div", find, class_="bar-of-cells")
    cell = grid.cells.get(opening.place, NONE)
    words = opening.held if opening.typed is None else opening.typed
    validation = cell.get("dataValidation") or NONE
    field = _field(words, opening, condition_of(cell))
    told = [validation.get("inputMessage"), guarded_columns(sheet).get(opening.place[1])]
    hint = [tag("span", words, class_="hint") for words in told if words]
    write = tag(
        "form",
        hidden("csrf", sight.csrf),
        hidden("gid", gid),
        hidden("cell", name),
        hidden("was", opening.held),
        tag("label", f"{name} holds", for_="words"),
        field,
        tag("button", "Save", class_="main"),
        tag("a", "Cancel", href=href(book, sheet, from_=view.top + 1 if view.top else None), class_="cancel"),
        hint,
        tag("span", KEYS, class_="hint scripted") if "<textarea" in field.source else None,
        method="post",
        action=f"/spreadsheets/d/{book['spreadsheetId']}/write",
        class_="row cell",
    )
    return tag("div", find, write, class_="bar-of-cells")


def _field(words: str, opening: Opening, condition: str) -> Html:
    choices = ("TRUE", "FALSE") if condition == "BOOLEAN" else opening.choices
    if not choices:
        return textarea(words, name="words", id="words", rows=max(words.count("\n") + 1, 1), autofocus=True)
    listed = choices if words in choices else (words, *choices)
    options = [tag("option", each or "(empty)", value=each, selected=each == words) for each in listed]
    if "" not in listed:
        options.append(tag("option", "(empty)", value=""))
    return tag("select", options, name="words", id="words", autofocus=True)


def hints(grid: Grid, view: View, sight: Sight = READER) -> Html | None:
    """What is not to be seen: hidden rows and columns, filters; and what the sandbox does not work out."""
    said = [*_hidden_rows(grid), *_hidden_columns(grid), *_looked_through(grid, sight)]
    if grid.sheet.get("basicFilter"):
        area = area_of({**(grid.sheet["basicFilter"].get("range") or NONE)})
        said.append(f"A filter lies over {area_name(area)}.")
    unknown = [name for name, cell in grid.cells.items() if _not_calculated(cell)]
    if unknown:
        where = ", ".join(cell_name(*place) for place in sorted(unknown)[:5])
        said.append(f"Not calculated in the sandbox: the formula in {where}.")
    return tag("ul", (tag("li", each) for each in said), class_="hints") if said else None


def _not_calculated(cell: Json) -> bool:
    error = (cell.get("effectiveValue") or NONE).get("errorValue") or NONE
    return error.get("type") == "NAME"


def _looked_through(grid: Grid, sight: Sight) -> list[str]:
    if sight.through is None:
        return []
    filled = {row for (row, _), cell in grid.cells.items() if row > 0 and cell.get("formattedValue")}
    shown = len(filled - sight.unseen)
    return [f"Through “{sight.through['title']}”: {shown} of {len(filled)} rows of this page."]


def _hidden_rows(grid: Grid) -> list[str]:
    filtered = [row for row, held in grid.heights.items() if held.get("hiddenByFilter")]
    by_hand = [row for row, held in grid.heights.items() if held.get("hiddenByUser") and row not in filtered]
    said = []
    if by_hand:
        said.append(f"Hidden: {_spans([row + 1 for row in sorted(by_hand)], 'row')}.")
    if filtered:
        said.append(f"Hidden by the filter: {_spans([row + 1 for row in sorted(filtered)], 'row')}.")
    return said


def _spans(numbers: Sequence[int], name: str) -> str:
    """Numbers in words: `rows 2–4 and 7`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    words = [str(first) if first == last else f"{first}–{last}" for first, last in spans]
    shown = words if len(words) < 9 else [*words[:8], f"{len(words) - 8} more groups"]
    return f"{name}{'s' if len(numbers) > 1 else ''} " + " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _hidden_columns(grid: Grid) -> list[str]:
    columns = sorted(column for column, held in grid.widths.items() if is_hidden(held))
    names = [cell_name(0, column).rstrip("1") for column in columns]
    return [f"Hidden: column{'s' if len(names) > 1 else ''} {', '.join(names)}."] if names else []


def paging(book: Json, sheet: Json, view: View) -> Html | None:
    """Where the page stands in a long sheet, and the way to the others."""
    rows = (sheet["properties"].get("gridProperties") or NONE).get("rowCount", 0)
    empty = f" The Sheet has {rows:,} rows; those below are empty." if rows > view.reach else ""
    if view.reach <= PAGE:
        return tag("p", f"Rows 1 to {view.bottom:,}.{empty}", class_="hint")
    before = tag("a", "Earlier rows", href=href(book, sheet, from_=view.top - PAGE + 1)) if view.top else None
    after = tag("a", "Later rows", href=href(book, sheet, from_=view.bottom + 1)) if view.bottom < view.reach else None
    where = tag("span", f"Rows {view.top + 1:,} to {view.bottom:,} of {view.reach:,}.{empty}")
    return tag("nav", before, where, after, class_="paging", aria_label="Rows")


def notes(grid: Grid) -> Html | None:
    """The notes of the shown cells."""
    found = sorted((place, cell["note"]) for place, cell in grid.cells.items() if cell.get("note"))
    if not found:
        return None
    items = []
    for place, words in found:
        name = cell_name(*place)
        items.append(tag("li", tag("b", name), " ", tag("bdi", words), id=f"note-{name}"))
    return tag("section", tag("h2", "Notes"), tag("ul", items), class_="notes", aria_label="Notes")
