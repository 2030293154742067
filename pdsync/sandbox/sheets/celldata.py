"""Google's CellData: what a cell says of itself, and what a request puts into it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.sheets import looks
from pdsync.sandbox.sheets.calculator import Calculator
from pdsync.sandbox.sheets.effective import LINKED, effective_format
from pdsync.sandbox.sheets.masks import Invalid, Mask
from pdsync.sandbox.sheets.model import MAX_TEXT, Cell, Formula, Scalar, Sheet
from pdsync.sandbox.sheets.results import Mistake, Value
from pdsync.sandbox.sheets.showing import formatted, link
from pdsync.sandbox.sheets.tokens import canonical

Json = dict[str, Any]
FIELDS = ("userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns", "chipRuns")
NOT_PLAYED = {
    "pivotTable": "pivot tables", "dataSourceTable": "data source tables", "dataSourceFormula": "data source formulas",
}  # fmt: skip
READ_ONLY = ("effectiveValue", "formattedValue", "effectiveFormat", "hyperlink")
FORMATS = frozenset({
    "numberFormat", "backgroundColor", "backgroundColorStyle", "borders", "padding", "horizontalAlignment",
    "verticalAlignment", "wrapStrategy", "textDirection", "textFormat", "hyperlinkDisplayType", "textRotation",
})  # fmt: skip
TOO_LONG = f"Your input contains more than the maximum of {MAX_TEXT} characters in a single cell."
WIDTHS = {"DOTTED": 1, "DASHED": 1, "SOLID": 1, "SOLID_MEDIUM": 2, "SOLID_THICK": 3, "DOUBLE": 3}


def cell_mask(text: str | None) -> Mask:
    """The fields of a cell that a request names; what cannot be set is refused."""
    mask = Mask(text, (*FIELDS, *NOT_PLAYED, *READ_ONLY))
    if mask.paths == [(name,) for name in (*FIELDS, *NOT_PLAYED, *READ_ONLY)]:
        mask.paths = [(name,) for name in FIELDS]
    for path in mask.paths:
        if path[0] in NOT_PLAYED:
            raise refusals.not_played(NOT_PLAYED[path[0]])
        if path[0] == "userEnteredFormat" and len(path) > 1 and path[1] not in FORMATS:
            raise Invalid(f"Invalid field: {'.'.join(path)}")
    return mask


def written(old: Cell, data: Json, mask: Mask) -> Cell:
    """The cell with the named fields taken from a CellData."""
    names, (value, look, note, validation, runs, chips) = mask.names, old
    for name in NOT_PLAYED:
        if data.get(name) is not None:
            raise refusals.not_played(NOT_PLAYED[name])
    if "userEnteredValue" in names:
        value, runs, chips = scalar(data.get("userEnteredValue")), None, None
    if "userEnteredFormat" in names:
        look = _relooked(look, data.get("userEnteredFormat"), mask)
    if "note" in names:
        note = data.get("note") or ""
    if "dataValidation" in names:
        validation = looks.tidy(data.get("dataValidation")) or None
    if "textFormatRuns" in names:
        runs = [_run(each) for each in data.get("textFormatRuns") or []] or None
    if "chipRuns" in names:
        chips = looks.tidy(data.get("chipRuns")) or None
    return Cell(value, look, note, validation, runs, chips)


def _relooked(old: Json | None, new: Json | None, mask: Mask) -> Json | None:
    """The format; cells that looked alike and are given the same look share it: formats are never changed in place."""
    key = id(old), id(new)
    if key not in mask.memo:
        mask.memo[key] = old, new, _format(old or {}, new or {}, mask)  # with both kept alive their ids stay theirs
    result: Json | None = mask.memo[key][2]
    return result


def _format(old: Json, new: Json, mask: Mask) -> Json | None:
    clean = looks.tidy(new)
    if "borders" in clean:
        lines = {side: border(line) for side, line in clean["borders"].items()}
        clean["borders"] = {side: line for side, line in lines.items() if line}
    inner = mask.inside("userEnteredFormat")
    return (clean if inner is None else inner.apply(old, clean)) or None


def border(line: Json) -> Json:
    """A border as it is kept: its width follows from its style; one without a style is none."""
    style = line.get("style")
    if style not in WIDTHS:
        return {}
    kept: Json = looks.tidy({"style": style, "width": WIDTHS[style], "color": {}, **line})
    return {**kept, "width": WIDTHS[style]}


def _run(run: Json) -> Json:
    """A piece of a text with a look of its own; a link brings its colour and line along."""
    look = looks.tidy(run.get("format") or {})
    start = {"startIndex": run["startIndex"]} if run.get("startIndex") else {}
    return {**start, "format": {**LINKED, **look} if look.get("link") else look}


def scalar(value: Json | None) -> Scalar | None:
    """The value that an ExtendedValue holds."""
    for name, each in (value or {}).items():
        if each is None:
            continue
        if name == "errorValue":
            raise Invalid("An errorValue cannot be written.")
        if name == "formulaValue":
            return Formula(canonical(each if each.startswith("=") else f"={each}"))
        if name == "stringValue":
            return checked(each) or None
        found: Scalar = plain(each)
        return found
    return None


def checked(text: str) -> str:
    """The text, unless it is longer than a cell's can be."""
    if len(text) > MAX_TEXT:
        raise Invalid(TOO_LONG)
    return text


def plain(value: Any) -> Any:
    """A number without a fraction as a whole number, as Google writes it."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return int(value)
    return value


def extended(value: Value) -> Json:
    """A value as Google's ExtendedValue."""
    if type(value) is str:
        return {"stringValue": value}
    if isinstance(value, Mistake):
        return {"errorValue": {"type": value.type, **({"message": value.message} if value.message else {})}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, Formula):
        return {"formulaValue": str(value)}
    return {"numberValue": plain(value)}


Work = Callable[[Calculator, Sheet, int, int, Cell], Any]
Works = tuple[tuple[str, Work], ...]


def cell_data(calculator: Calculator, sheet: Sheet, row: int, column: int, fields: Collection[str] = ()) -> Json:
    """What spreadsheets.get says of a cell: everything, or only those fields of it."""
    return worked_out(calculator, sheet, row, column, sheet.cell(row, column), works_of(fields))


def worked_out(calculator: Calculator, sheet: Sheet, row: int, column: int, cell: Cell, works: Works) -> Json:
    """The same of a cell that is at hand."""
    answer = {}
    for name, work in works:
        if found := work(calculator, sheet, row, column, cell):
            answer[name] = found
    return answer


def works_of(fields: Collection[str]) -> Works:
    """What works out these fields of a cell; all of them, if none is named."""
    every = not fields or "*" in fields
    return tuple((name, work) for name, work in CELL_DATA.items() if every or name in fields)


def _told_value(value: Value) -> Json | None:
    """An ExtendedValue; nothing for an empty text."""
    return None if value is None or value == "" else extended(value)


def _entered(calculator: Calculator, sheet: Sheet, row: int, column: int, cell: Cell) -> Any:
    return None if cell.value is None else extended(cell.value)


def _effective(calculator: Calculator, sheet: Sheet, row: int, column: int, cell: Cell) -> Any:
    return None if cell.value is None else _told_value(calculator.value(sheet, row, column))


def _formatted(calculator: Calculator, sheet: Sheet, row: int, column: int, cell: Cell) -> Any:
    return None if cell.value is None else formatted(calculator, sheet, row, column)


def _look(calculator: Calculator, sheet: Sheet, row: int, column: int, cell: Cell) -> Any:
    return effective_format(calculator, sheet, row, column)


CELL_DATA: dict[str, Work] = {
    "userEnteredValue": _entered,
    "effectiveValue": _effective,
    "formattedValue": _formatted,
    "userEnteredFormat": lambda calculator, sheet, row, column, cell: cell.format,
    "effectiveFormat": _look,
    "hyperlink": link,
    "note": lambda calculator, sheet, row, column, cell: cell.note,
    "textFormatRuns": lambda calculator, sheet, row, column, cell: cell.runs,
    "dataValidation": lambda calculator, sheet, row, column, cell: cell.validation,
    "chipRuns": lambda calculator, sheet, row, column, cell: cell.chips,
}
"""The fields of CellData, each worked out only where it is wanted."""
