"""The words of a formula, and the references among them, which move when rows and columns do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pdsync.sandbox.sheets import a1
from pdsync.sandbox.sheets.a1 import Area

SHEET = r"(?:'(?:[^']|'')+'|[A-Za-z_][A-Za-z0-9_.]*)!"
CORNER = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,7}"
COLUMN, ROW = r"\$?[A-Za-z]{1,3}", r"\$?[1-9]\d{0,7}"
REFERENCE = rf"(?:{SHEET})?(?:{CORNER}:(?:{CORNER}|{COLUMN}|{ROW})|{COLUMN}:(?:{CORNER}|{COLUMN})|{ROW}:{ROW}|{CORNER})"
WORDS = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")|(?P<reference>{REFERENCE})(?![A-Za-z0-9_.(!:])"""
    r"""|(?P<error>\#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|ERROR!))"""
    r"""|(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)"""
    r"""|(?P<name>[A-Za-z_][A-Za-z0-9_.]*)|(?P<mark><=|>=|<>|[-+*/^&=<>%(),;:{}!])|(?P<space>\s+)|(?P<other>.)""",
    re.DOTALL,
)
PARTS = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)(\d{0,8})")
LOST = "#REF!"


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a formula. `kind`: text, reference, error, number, name, mark, space or other."""

    kind: str
    text: str


@lru_cache(maxsize=4096)
def words(formula: str) -> tuple[Word, ...]:
    """The pieces of a formula; joined again they are the formula, less its equals sign."""
    return tuple(Word(match.lastgroup or "other", match[0]) for match in WORDS.finditer(formula[1:]))


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference: its sheet's title if it names one, the rectangle, and which ends are fixed with a dollar sign."""

    title: str | None
    area: Area
    fixed: tuple[bool, bool, bool, bool]
    """Top, bottom, left, right."""


def reference(text: str) -> Reference:
    """What a reference's text names; the area's sheet id is still 0."""
    title, rest = a1.split(text)
    first, _, last = rest.partition(":")
    area = a1.parse(rest.replace("$", ""), 0)
    assert area is not None
    one = _dollars(first)
    two = _dollars(last) if last else one
    return Reference(title, area, (one[0], two[0], one[1], two[1]))


def _dollars(corner: str) -> tuple[bool, bool]:
    match = PARTS.fullmatch(corner)
    assert match is not None
    column, row = (match[1], match[3]) if match[2] else ("", match[1] or match[3])
    return bool(row), bool(column)


def written(found: Reference) -> str:
    """The text of a reference, dollar signs and all."""
    area, (top, bottom, left, right) = found.area, found.fixed
    first = _corner(area.left, left, area.top, top)
    last = _corner(
        None if area.right is None else area.right - 1,
        right,
        None if area.bottom is None else area.bottom - 1,
        bottom,
    )
    if area.left is not None and area.right is None and area.bottom is None:
        last = _corner(a1.MAX_COLUMNS - 1, False, None, False)
    elif area.top is not None and area.bottom is None and area.left is None:
        last = str(a1.MAX_ROWS)
    single = area.top is not None and area.left is not None and first == last
    prefix = "" if found.title is None else f"{a1.quoted(found.title)}!"
    return prefix + (first if single else f"{first}:{last}")


def _corner(column: int | None, fixed_column: bool, row: int | None, fixed_row: bool) -> str:
    letters = "" if column is None else "$" * fixed_column + a1.column_letters(column)
    return letters + ("" if row is None else "$" * fixed_row + str(row + 1))


def references(formula: str) -> Iterator[Reference]:
    """The references of a formula, in order."""
    for word in words(formula):
        if word.kind == "reference":
            yield reference(word.text)


def rewritten(formula: str, change: Callable[[Reference], Reference | None]) -> str:
    """The formula with each reference changed; one that becomes None reads `#REF!`."""
    pieces, same = ["="], True
    for word in words(formula):
        text = word.text
        if word.kind == "reference":
            before = reference(text)
            after = change(before)
            if after != before:
                text, same = (LOST if after is None else written(after)), False
        pieces.append(text)
    return formula if same else "".join(pieces)


def canonical(formula: str) -> str:
    """The formula with its references as Sheets writes them.

    >>> canonical("=sum(b1:a1, c3:c3)")
    '=sum(A1:B1, C3)'
    """
    pieces = (written(reference(word.text)) if word.kind == "reference" else word.text for word in words(formula))
    return "=" + "".join(pieces)


def carried(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads when copied that many rows down and columns to the right.

    >>> carried("=A1+$A$1+B:B", 1, 1)
    '=B2+$A$1+C:C'
    """

    def change(found: Reference) -> Reference | None:
        top, bottom, left, right = found.fixed
        area = found.area
        moved = Area(
            area.sheet_id,
            _moved(area.top, 0 if top else rows),
            _moved(area.bottom, 0 if bottom else rows),
            _moved(area.left, 0 if left else columns),
            _moved(area.right, 0 if right else columns),
        )
        starts = (moved.top, moved.left, *(end - 1 for end in (moved.bottom, moved.right) if end is not None))
        return None if any(start is not None and start < 0 for start in starts) else _ordered(found, moved)

    return rewritten(formula, change)


def _moved(index: int | None, by: int) -> int | None:
    return None if index is None else index + by


def _ordered(found: Reference, area: Area) -> Reference:
    """With its corners the right way round, which fixed and free ends may have swapped."""
    top, bottom, left, right = area.top, area.bottom, area.left, area.right
    fixed = list(found.fixed)
    if top is not None and bottom is not None and bottom <= top:
        top, bottom = bottom - 1, top + 1
        fixed[0], fixed[1] = fixed[1], fixed[0]
    if left is not None and right is not None and right <= left:
        left, right = right - 1, left + 1
        fixed[2], fixed[3] = fixed[3], fixed[2]
    return Reference(
        found.title, Area(area.sheet_id, top, bottom, left, right), (fixed[0], fixed[1], fixed[2], fixed[3])
    )
