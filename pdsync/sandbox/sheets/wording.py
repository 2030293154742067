"""Requests about text: find and replace, split into columns, trim, remove duplicates."""

from __future__ import annotations

import re
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.sheets.a1 import Box, box_area
from pdsync.sandbox.sheets.celldata import checked
from pdsync.sandbox.sheets.copying import DELIMITERS
from pdsync.sandbox.sheets.draft import Draft, beyond, kind
from pdsync.sandbox.sheets.masks import Invalid
from pdsync.sandbox.sheets.model import NO_ROW, Formula, Sheet
from pdsync.sandbox.sheets.results import Mistake, rank
from pdsync.sandbox.sheets.showing import formatted
from pdsync.sandbox.sheets.values import put

Json = dict[str, Any]
COUNTS = ("valuesChanged", "formulasChanged", "rowsChanged", "sheetsChanged", "occurrencesChanged")


@kind("findReplace")
def find_replace(draft: Draft, body: Json) -> Json:
    """Replace text in a range, a sheet or everywhere."""
    pattern = _pattern(body)
    replacement = body.get("replacement") or ""
    new = re.sub(r"\$(\d)", r"\\g<\1>", replacement.replace("\\", r"\\")) if body.get("searchByRegex") else None
    counts = dict.fromkeys(COUNTS, 0)
    for sheet, box in _scopes(draft, body):
        rows = set()
        for row, column, cell in list(sheet.cells(box)):
            if cell.value is None or (type(cell.value) is Formula and not body.get("includeFormulas")):
                continue
            is_formula = type(cell.value) is Formula
            text = str(cell.value) if is_formula else formatted(draft.calculator, sheet, row, column)
            changed, hits = pattern.subn(new if new is not None else lambda _: replacement, text)
            if hits and changed != text:
                draft.guard(sheet, Box(row, row + 1, column, column + 1))
                sheet.put(row, {column: _retyped(draft, cell, changed, is_formula)})
                draft.book.memory.clear()
                rows.add(row)
                counts["formulasChanged" if is_formula else "valuesChanged"] += 1
                counts["occurrencesChanged"] += hits
        counts["rowsChanged"] += len(rows)
        counts["sheetsChanged"] += bool(rows)
    return {name: count for name, count in counts.items() if count}


def _retyped(draft: Draft, cell: Any, text: str, is_formula: bool) -> Any:
    """What the changed text becomes: a formula stays one, and a text never becomes one."""
    checked(text)
    if is_formula:
        return cell._replace(value=Formula(text) if text.startswith("=") else text or None)
    return put(draft, cell, text, "RAW" if text.startswith("=") else "USER_ENTERED")


def _pattern(body: Json) -> re.Pattern[str]:
    find = body.get("find") or ""
    if not find:
        raise Invalid("The text to find cannot be empty.")
    try:
        text = find if body.get("searchByRegex") else re.escape(find)
        whole = rf"\A(?:{text})\Z" if body.get("matchEntireCell") else text
        return re.compile(whole, re.NOFLAG if body.get("matchCase") else re.IGNORECASE)
    except re.error:
        raise Invalid(f"Invalid regular expression: {find}") from None


def _scopes(draft: Draft, body: Json) -> list[tuple[Sheet, Box]]:
    named = [
        name for name in ("range", "sheetId", "allSheets") if body.get(name) is not None and body[name] is not False
    ]
    if len(named) != 1:
        raise Invalid("Exactly one of range, sheetId and allSheets must be set.")
    if named == ["range"]:
        return [draft.box(body["range"])]
    ids = [sheet.id for sheet in draft.book.sheets] if named == ["allSheets"] else [body["sheetId"]]
    return [(sheet, sheet.whole) for sheet in map(draft.sheet, ids)]


@kind("textToColumns")
def text_to_columns(draft: Draft, body: Json) -> None:
    """Split the texts of one column into the columns to its right."""
    sheet, box = draft.box(body.get("source"))
    if box.width != 1:
        raise Invalid("The source of textToColumns must be one column.")
    how = body.get("delimiterType") or "COMMA"
    delimiter = body.get("delimiter") if how == "CUSTOM" else DELIMITERS.get(how)
    if how == "AUTODETECT":
        delimiter = _detected(sheet, box)
    if not delimiter:
        raise refusals.not_played(f"delimiterType {how}") if how != "CUSTOM" else Invalid("A delimiter must be set.")
    for row in range(box.top, min(box.bottom, len(sheet.rows))):
        text = sheet.cell(row, box.left).value
        if isinstance(text, str) and type(text) is not Formula and delimiter in text:
            parts = [part.strip() for part in text.split(delimiter)]
            target = Box(row, row + 1, box.left, box.left + len(parts))
            if target.right > sheet.column_count:
                raise Invalid(beyond(sheet, box_area(sheet.id, target)))
            draft.guard(sheet, target)
            old = sheet.row(row)
            new = enumerate(parts, box.left)
            sheet.put(row, {column: put(draft, old[column], part, "USER_ENTERED") for column, part in new})


def _detected(sheet: Sheet, box: Box) -> str:
    texts = [cell.value for _, _, cell in sheet.cells(box) if isinstance(cell.value, str)]
    return max(DELIMITERS.values(), key=lambda mark: sum(text.count(mark) for text in texts))


@kind("trimWhitespace")
def trim_whitespace(draft: Draft, body: Json) -> Json:
    """Spaces at both ends of texts, and doubled ones inside, go."""
    sheet, box = draft.guarded(body.get("range"))
    count = 0
    for row, column, cell in list(sheet.cells(box)):
        if isinstance(cell.value, str) and type(cell.value) is not Formula:
            text = re.sub(r"\s+", " ", cell.value).strip()
            if text != cell.value:
                sheet.put(row, {column: cell._replace(value=text or None)})
                count += 1
    return {"cellsChangedCount": count} if count else {}


@kind("deleteDuplicates")
def delete_duplicates(draft: Draft, body: Json) -> Json:
    """Rows of a range that an earlier one equals, in any case, go; the cells below them move up."""
    sheet, box = draft.guarded(body.get("range"))
    compared = body.get("comparisonColumns") or [{"startIndex": box.left, "endIndex": box.right}]
    spans = [(each.get("startIndex", 0), each.get("endIndex", 0)) for each in compared]
    if any(start < box.left or end > box.right for start, end in spans):
        raise Invalid("The comparison columns must lie in the range.")
    columns = [column for start, end in spans for column in range(start, end)]
    calculator, doubles = draft.calculator, []
    seen: set[tuple[Any, ...]] = set()
    for row in range(box.top, min(box.bottom, len(sheet.rows))):
        values = [calculator.value(sheet, row, column) for column in columns]
        key = tuple((-1, each.shown) if isinstance(each, Mistake) else (each is None, rank(each)) for each in values)
        if all(each is None for each in values):
            continue
        if key in seen:
            doubles.append(row)
        seen.add(key)
    end = box.bottom
    for row in reversed(doubles):
        _close(sheet, box._replace(top=row, bottom=end))
    return {"duplicatesRemovedCount": len(doubles)} if doubles else {}


def _close(sheet: Sheet, box: Box) -> None:
    """The first row of a rectangle goes; those below it move up, and the last is left empty."""
    for row in range(box.top, min(box.bottom, len(sheet.rows))):
        next_row = sheet.row(row + 1) if row + 1 < box.bottom else NO_ROW
        sheet.put(row, {column: next_row[column] for column in range(box.left, box.right)})
