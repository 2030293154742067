"""Google's CellData: what a cell says of itself, and what a request puts into it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.sheets import looks, syntax
from pdsync.sandbox.sheets.a1 import Box, area_of
from pdsync.sandbox.sheets.blank import THEME
from pdsync.sandbox.sheets.calculator import Calculator, Place
from pdsync.sandbox.sheets.conditions import holds
from pdsync.sandbox.sheets.formats import is_date, shown
from pdsync.sandbox.sheets.masks import Invalid, Mask
from pdsync.sandbox.sheets.model import MAX_TEXT, Cell, Formula, Scalar, Sheet
from pdsync.sandbox.sheets.results import Mistake, Value, single, text_of
from pdsync.sandbox.sheets.tokens import Reference, canonical

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
DATED: dict[str, Json] = {"TODAY": {"type": "DATE"}, "NOW": {"type": "DATE_TIME"}}
LINK: Json = dict(THEME)["LINK"]
LINKED: Json = {"foregroundColor": LINK, "underline": True, "foregroundColorStyle": {"rgbColor": LINK}}
"""How the text of a link looks."""
WIDTHS = {"DOTTED": 1, "DASHED": 1, "SOLID": 1, "SOLID_MEDIUM": 2, "SOLID_THICK": 3, "DOUBLE": 3}
FIRST_ARGUMENT = ("SUM", "MAX", "MIN", "AVERAGE", "IFERROR", "ROUND", "SUMIF", "SUMIFS")


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
    cell = old
    for name in NOT_PLAYED:
        if data.get(name) is not None:
            raise refusals.not_played(NOT_PLAYED[name])
    if "userEnteredValue" in mask:
        cell = cell._replace(value=scalar(data.get("userEnteredValue")), runs=None, chips=None)
    if "userEnteredFormat" in mask:
        cell = cell._replace(format=_format(cell.format or {}, data.get("userEnteredFormat") or {}, mask))
    if "note" in mask:
        cell = cell._replace(note=data.get("note") or "")
    if "dataValidation" in mask:
        cell = cell._replace(validation=looks.tidy(data.get("dataValidation")) or None)
    if "textFormatRuns" in mask:
        cell = cell._replace(runs=[_run(each) for each in data.get("textFormatRuns") or []] or None)
    if "chipRuns" in mask:
        cell = cell._replace(chips=looks.tidy(data.get("chipRuns")) or None)
    return cell


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
    if isinstance(value, Mistake):
        return {"errorValue": {"type": value.type, **({"message": value.message} if value.message else {})}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"formulaValue" if type(value) is Formula else "stringValue": str(value)}
    return {"numberValue": plain(value)}


def number_format(calculator: Calculator, sheet: Sheet, cell: Cell, depth: int = 0) -> Json | None:
    """The format of the cell's number: its own, or what its formula brings along."""
    own: Json | None = (cell.format or {}).get("numberFormat")
    if own is not None or type(cell.value) is not Formula:
        return own
    try:
        return _brought(calculator, sheet, syntax.parsed(cell.value), depth)
    except syntax.Unreadable:
        return None


def _brought(calculator: Calculator, sheet: Sheet, node: syntax.Node | None, depth: int) -> Json | None:
    """The format that a formula's result takes from its parts."""
    if depth > 20:
        return None
    match node:
        case Reference(title, area):
            target = sheet if title is None else calculator.book.titled(title)
            if target is None:
                return None
            return number_format(calculator, target, target.cell(area.top or 0, area.left or 0), depth + 1)
        case syntax.Function(name, arguments=arguments):
            if name in DATED:
                return DATED[name]
            inner = arguments[0] if name in FIRST_ARGUMENT and arguments else None
            inner = arguments[1] if name == "IF" and len(arguments) > 1 else inner
            return _brought(calculator, sheet, inner, depth + 1)
        case syntax.Binary("+" | "-" as sign, left, right):
            one, two = (_brought(calculator, sheet, each, depth + 1) for each in (left, right))
            if sign == "-" and is_date(one) and is_date(two):
                return None
            return one or two
        case syntax.Unary("%"):
            return {"type": "PERCENT", "pattern": "0%"}
    return None


def formatted(calculator: Calculator, sheet: Sheet, row: int, column: int) -> str:
    """What the cell shows."""
    cell = sheet.cell(row, column)
    value = calculator.value(sheet, row, column)
    if value is None or isinstance(value, bool | Mistake):
        return text_of(value)
    if isinstance(value, str) and not (cell.format or {}).get("numberFormat"):
        return value
    return shown(value, number_format(calculator, sheet, cell), calculator.book.properties["locale"])


def link(calculator: Calculator, sheet: Sheet, row: int, column: int, cell: Cell) -> str:
    """Where the cell leads: by HYPERLINK, or by a link on its text."""
    if type(cell.value) is Formula:
        try:
            node = syntax.parsed(cell.value)
        except syntax.Unreadable:
            return ""
        if isinstance(node, syntax.Function) and node.name == "HYPERLINK" and node.arguments:
            return text_of(single(calculator.evaluate(Place(sheet.id, row, column), node.arguments[0])))
    uri: str = ((cell.format or {}).get("textFormat") or {}).get("link", {}).get("uri", "")
    return uri


def cell_data(calculator: Calculator, sheet: Sheet, row: int, column: int, fields: Collection[str] = ()) -> Json:
    """What spreadsheets.get says of a cell: everything, or only those fields of it."""
    cell = sheet.cell(row, column)
    return {
        name: found
        for name, work in CELL_DATA.items()
        if (not fields or name in fields or "*" in fields) and (found := work(calculator, sheet, row, column, cell))
    }


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


CELL_DATA: dict[str, Callable[[Calculator, Sheet, int, int, Cell], Any]] = {
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


def effective_format(calculator: Calculator, sheet: Sheet, row: int, column: int) -> Json | None:
    """How the cell looks: the spreadsheet's look, bands, its own, and what conditions add. None: nothing is special."""
    cell = sheet.cell(row, column)
    if type(cell.value) is Formula or sheet.overlay("bandedRanges") or sheet.overlay("conditionalFormats"):
        return _worked_out(calculator, sheet, row, column, cell)
    kind = (type(cell.value), id(cell.format))
    if kind not in calculator.looks:
        calculator.looks[kind] = _worked_out(calculator, sheet, row, column, cell)
    return calculator.looks[kind]


def _worked_out(calculator: Calculator, sheet: Sheet, row: int, column: int, cell: Cell) -> Json | None:
    layers = [*_bands(sheet, row, column), cell.format or {}, *_conditional(calculator, sheet, row, column)]
    if cell.value is None and not any(layers):
        return None
    value = calculator.value(sheet, row, column)
    look: Json = layered(
        calculator.book.properties["defaultFormat"],
        {"textFormat": {"fontFamily": calculator.book.properties["spreadsheetTheme"]["primaryFontFamily"]}},
    )
    if value is not None:
        look["hyperlinkDisplayType"] = "PLAIN_TEXT"
        side = "LEFT" if isinstance(value, str) else "CENTER" if isinstance(value, bool | Mistake) else "RIGHT"
        look["horizontalAlignment"] = side
        brought = number_format(calculator, sheet, cell)
        if brought is not None:
            look["numberFormat"] = brought
    if uri := link(calculator, sheet, row, column, cell):
        look = layered(look, {"hyperlinkDisplayType": "LINKED", "textFormat": {**LINKED, "link": {"uri": uri}}})
    for layer in layers:
        look = layered(look, layer)
    return look


def layered(under: Mapping[str, Any], over: Mapping[str, Any]) -> Json:
    """The look below, covered by the one above; text formats are laid over each other field by field."""
    result = {**under, **over}
    if "textFormat" in under and "textFormat" in over:
        result["textFormat"] = {**under["textFormat"], **over["textFormat"]}
    return result


def _conditional(calculator: Calculator, sheet: Sheet, row: int, column: int) -> list[Json]:
    """The formats of the rules that apply; the first rule counts most and so comes last."""
    found = []
    for rule in sheet.overlay("conditionalFormats"):
        boxes = [sheet.box(area_of(each)) for each in rule["ranges"]]
        here = Box(row, row + 1, column, column + 1)
        condition = rule.get("booleanRule", {}).get("condition")
        if condition and any(box.meets(here) for box in boxes):
            corner = (min(box.top for box in boxes), min(box.left for box in boxes))
            if holds(calculator, sheet, (row, column), condition, corner):
                found.append(rule["booleanRule"].get("format", {}))
    return found[::-1]


def _bands(sheet: Sheet, row: int, column: int) -> list[Json]:
    found = []
    for banding in sheet.overlay("bandedRanges"):
        box = sheet.box(area_of(banding["range"]))
        if box.meets(Box(row, row + 1, column, column + 1)):
            places = (("rowProperties", row - box.top, box.height), ("columnProperties", column - box.left, box.width))
            for name, index, count in places:
                properties = banding.get(name)
                if properties:
                    found.append(_band(properties, index, count))
    return found


def _band(properties: Json, index: int, count: int) -> Json:
    header = "headerColor" in properties
    if header and index == 0:
        chosen = "headerColor"
    elif "footerColor" in properties and index == count - 1:
        chosen = "footerColor"
    else:
        chosen = "firstBandColor" if (index - header) % 2 == 0 else "secondBandColor"
    color = properties.get(chosen)
    return {} if color is None else {"backgroundColor": color, "backgroundColorStyle": {"rgbColor": color}}
