"""A1 notation: column letters, rectangles of a sheet with open ends, and how Google writes and reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

Json = dict[str, Any]

MAX_COLUMNS, MAX_ROWS = 18_278, 10_000_000
CORNER = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,7}|\$?[A-Za-z]{1,3}|\$?[1-9]\d{0,7}"
RANGE = re.compile(rf"({CORNER}):({CORNER})")
CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,7})")
PART = re.compile(r"\$?([A-Za-z]{0,3})\$?(\d{0,8})")
R1C1 = re.compile(r"[Rr]([1-9]\d{0,7})[Cc]([1-9]\d{0,4})(?::[Rr]([1-9]\d{0,7})[Cc]([1-9]\d{0,4}))?")
PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
KEYS = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")


def column_letters(index: int) -> str:
    """The letters of a column, counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(18277)
    ('A', 'Z', 'AA', 'ZZZ')
    """
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The column with those letters, counted from 0.

    >>> column_index("A"), column_index("zzz")
    (0, 18277)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


class Box(NamedTuple):
    """A closed rectangle of cells: rows top to bottom - 1, columns left to right - 1."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        """How many rows it has."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self.right - self.left

    def meets(self, other: Box) -> bool:
        """Whether they share a cell."""
        rows = self.top < other.bottom and other.top < self.bottom
        return rows and self.left < other.right and other.left < self.right

    def holds(self, other: Box) -> bool:
        """Whether the other lies wholly inside."""
        rows = self.top <= other.top and other.bottom <= self.bottom
        return rows and self.left <= other.left and other.right <= self.right


@dataclass(frozen=True, slots=True)
class Area:
    """Cells of one sheet: half-open row and column intervals, None where an end is open."""

    sheet_id: int
    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None

    @property
    def empty(self) -> bool:
        """Whether it holds no cell, however large the grid is."""
        pairs = ((self.top, self.bottom), (self.left, self.right))
        return any(end is not None and end <= (start or 0) for start, end in pairs)

    def within(self, rows: int, columns: int) -> Box:
        """The rectangle it covers in a grid of that size; may be empty."""
        top, left = self.top or 0, self.left or 0
        bottom = rows if self.bottom is None else min(self.bottom, rows)
        right = columns if self.right is None else min(self.right, columns)
        return Box(top, max(top, bottom), left, max(left, right))

    def to_json(self) -> Json:
        """As Google's GridRange, with the sheet's id even if it is 0."""
        ends = zip(KEYS, (self.top, self.bottom, self.left, self.right), strict=True)
        return {"sheetId": self.sheet_id, **{key: value for key, value in ends if value is not None}}


def area_of(json: Json) -> Area:
    """The area that a GridRange names."""
    return Area(json.get("sheetId", 0), *(json.get(key) for key in KEYS))


def box_area(sheet_id: int, box: Box) -> Area:
    """A rectangle as an area of that sheet."""
    return Area(sheet_id, *box)


def split(text: str) -> tuple[str | None, str]:
    """The sheet's title, if there is one, and the rest: cut at the last exclamation mark.

    >>> split("'It''s'!A1"), split("A1:B2")
    (("It's", 'A1'), (None, 'A1:B2'))
    """
    title, mark, rest = text.rpartition("!")
    if not mark:
        return None, text
    return unquoted(title), rest


def unquoted(title: str) -> str:
    """A title without the quotes around it.

    >>> unquoted("'It''s'"), unquoted("Sheet1")
    ("It's", 'Sheet1')
    """
    if len(title) >= 2 and title[0] == title[-1] == "'":
        return title[1:-1].replace("''", "'")
    return title


def quoted(title: str) -> str:
    """A title as Google writes it before the exclamation mark.

    >>> quoted("Sheet1"), quoted("D3"), quoted("It's")
    ('Sheet1', "'D3'", "'It''s'")
    """
    if PLAIN_TITLE.fullmatch(title) and not CELL.fullmatch(title) and not R1C1.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def parse(text: str, sheet_id: int) -> Area | None:
    """The area that a range without its sheet's title names, or None if that is none.

    >>> parse("B3:A1", 0) == Area(0, 0, 3, 0, 2), parse("A2:2", 0) == Area(0, 1, 2, 0, None), parse("A", 0)
    (True, True, None)
    """
    if match := R1C1.fullmatch(text):
        row, column, row2, column2 = (int(each) if each else 0 for each in match.groups())
        rows, columns = sorted((row, row2 or row)), sorted((column, column2 or column))
        return Area(sheet_id, rows[0] - 1, rows[1], columns[0] - 1, columns[1])
    if match := CELL.fullmatch(text):
        top, left = int(match[2]) - 1, column_index(match[1])
        return Area(sheet_id, top, top + 1, left, left + 1)
    if match := RANGE.fullmatch(text):
        first, last = _corner(match[1]), _corner(match[2])
        return Area(sheet_id, *_interval(first[1], last[1]), *_interval(first[0], last[0]))
    return None


def _corner(text: str) -> tuple[int | None, int | None]:
    match = PART.fullmatch(text)
    assert match is not None
    return column_index(match[1]) if match[1] else None, int(match[2]) - 1 if match[2] else None


def _interval(first: int | None, last: int | None) -> tuple[int | None, int | None]:
    if first is None and last is None:
        return None, None
    if first is None or last is None:
        return (first if first is not None else last), None
    return min(first, last), max(first, last) + 1


def cell_name(row: int, column: int) -> str:
    """The name of one cell.

    >>> cell_name(0, 27)
    'AB1'
    """
    return f"{column_letters(column)}{row + 1}"


def box_name(box: Box) -> str:
    """The name of a rectangle; of one cell just that.

    >>> box_name(Box(0, 2, 0, 2)), box_name(Box(3, 4, 1, 2))
    ('A1:B2', 'B4')
    """
    first, last = cell_name(box.top, box.left), cell_name(box.bottom - 1, box.right - 1)
    return first if first == last else f"{first}:{last}"


def area_name(area: Area) -> str:
    """The name of an area, open ends left open.

    >>> area_name(Area(0, 1, None, 0, 2)), area_name(Area(0, None, None, 0, 1)), area_name(Area(0, 1, 2))
    ('A2:B', 'A:A', '2:2')
    """
    left = 0 if area.top is None and area.left is None else area.left
    first = _name(left, area.top)
    last = _name(None if area.right is None else area.right - 1, None if area.bottom is None else area.bottom - 1)
    if not last:
        last = _name(MAX_COLUMNS - 1 if left is not None else None, MAX_ROWS - 1 if left is None else None)
    single = first == last and area.top is not None and left is not None
    return first if single else f"{first}:{last}"


def _name(column: int | None, row: int | None) -> str:
    return ("" if column is None else column_letters(column)) + ("" if row is None else str(row + 1))


def full_name(title: str, box: Box) -> str:
    """The name of a rectangle with its sheet's title, as Google echoes it."""
    return f"{quoted(title)}!{box_name(box)}"


def moved(area: Area, rows: int, columns: int) -> Area:
    """The area that many rows further down and columns further right; open ends stay open."""
    return replace(
        area,
        top=None if area.top is None else area.top + rows,
        bottom=None if area.bottom is None else area.bottom + rows,
        left=None if area.left is None else area.left + columns,
        right=None if area.right is None else area.right + columns,
    )
