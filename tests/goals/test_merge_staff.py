"""Whatever staff do to a tab between two syncs, every cell of theirs stays as it was, beside its student."""

from dataclasses import dataclass, field, replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from sheetbook import COLUMNS, after, gridded, table

from pdsync.goals.merge import KEY, Book
from pdsync.goals.sheet_merge import merged, staff_of

KEYS = [f"s{number:02}" for number in range(8)]
OWN = [column.title for column in COLUMNS if not column.staff]
STAFFS = [column.title for column in COLUMNS if column.staff]


def rows(version):
    """What is wanted at a time: names that last, and flags that change."""
    return {
        key: (f"Student {key}", 46350.0 + number, f"flag {(version * number) % 3}" if number % 2 else f"for {key}")
        for number, key in enumerate(KEYS)
    }


@dataclass
class Staff:
    """A tab in the hands of staff, and what of theirs must be found in it again: each text, and the key beside it."""

    book: Book
    beside: dict[str, str | None] = field(default_factory=dict)
    damaged: bool = False
    written: int = 0

    @property
    def tab(self):
        return self.book.tabs[0]

    def change(self, **more):
        self.book = Book((replace(self.tab, **more),))

    def lines(self):
        width = self.tab.columns
        return [[self.tab.at(row, column) for column in range(width)] for row in range(self.tab.rows)]

    def put(self, lines):
        tab = replace(self.tab, rows=len(lines), columns=max(map(len, lines), default=0))
        grid = {(row, column): cell for row, line in enumerate(lines) for column, cell in enumerate(line)}
        self.book = Book((gridded(tab, grid),))

    def headings(self):
        """The row of headings, by its place."""
        lines = self.lines()
        return next(
            (row for row, line in enumerate(lines) if KEY in line or "Student" in line or "Flags" in line), None
        )

    def key_of(self, row):
        lines, head = self.lines(), self.headings()
        if head in (None, row) or KEY not in lines[head]:
            return None
        return lines[row][lines[head].index(KEY)]

    def word(self):
        self.written += 1
        return f"staff {self.written}"


def write_in_their_columns(staff, a, b):
    lines, head = staff.lines(), staff.headings()
    if head is None:
        return
    row = a % len(lines)
    places = [column for column, title in enumerate(lines[head]) if title in STAFFS]
    if row == head or not places or not staff.key_of(row):
        return
    column = places[b % len(places)]
    staff.beside.pop(lines[row][column], None)
    word = staff.word()
    lines[row][column] = word
    staff.put(lines)
    staff.beside[word] = staff.key_of(row)


def insert_a_column(staff, a, b):
    lines = staff.lines()
    place = a % (len(lines[0]) + 1)
    new = [None] * len(lines)
    for row in {b % len(lines), (a + b) % len(lines)}:
        new[row] = staff.word()
        staff.beside[new[row]] = staff.key_of(row)
    staff.put([[*line[:place], cell, *line[place:]] for line, cell in zip(lines, new, strict=True)])


def insert_a_row(staff, a, b):
    lines = staff.lines()
    place = a % (len(lines) + 1)
    new = [None] * len(lines[0])
    if b % 2:
        free = [column for column in range(len(new)) if not any(line[column] in (KEY, *OWN, *STAFFS) for line in lines)]
        if free:
            word = staff.word()
            new[free[b % len(free)]] = word
            staff.beside[word] = None
    staff.put([*lines[:place], new, *lines[place:]])


def sort_rows(staff, a, b):
    lines, head = staff.lines(), staff.headings()
    fixed = lines[: (head or 0) + 1] if a % 3 else []
    rest = lines[len(fixed) :]
    Random(b).shuffle(rest)
    staff.put([*fixed, *rest])


def delete_a_row(staff, a, b):
    lines = staff.lines()
    row = a % len(lines)
    if len(lines) < 3 or row == staff.headings():
        return
    for cell in lines[row]:
        staff.beside.pop(cell, None)
    staff.put([*lines[:row], *lines[row + 1 :]])


def move_a_column(staff, a, b):
    lines = staff.lines()
    take, give = a % len(lines[0]), b % len(lines[0])
    for line in lines:
        line.insert(give, line.pop(take))
    staff.put(lines)


def rename_a_heading(staff, a, b):
    lines, head = staff.lines(), staff.headings()
    if head is None:
        return
    places = [column for column, title in enumerate(lines[head]) if title in OWN]
    if places:
        lines[head][places[a % len(places)]] = None if b % 2 else "Renamed"
        staff.put(lines)


def rename_the_tab(staff, a, b):
    staff.change(title=f"Tab {a}")


def spoil_a_cell(staff, a, b):
    lines, head = staff.lines(), staff.headings()
    row, column = a % len(lines), b % len(lines[0])
    if head is not None and row != head and lines[head][column] in OWN and staff.key_of(row):
        lines[row][column] = None if a % 2 else 7.0
        staff.put(lines)


def delete_the_headings(staff, a, b):
    lines, head = staff.lines(), staff.headings()
    if head is None or len(lines) < 3:
        return
    for cell in lines[head]:
        staff.beside.pop(cell, None)
    staff.damaged = True
    staff.put([*lines[:head], *lines[head + 1 :]])


def delete_a_column(staff, a, b):
    lines, head = staff.lines(), staff.headings()
    if head is None:
        return
    places = [column for column, title in enumerate(lines[head]) if title in (KEY, *OWN)]
    if not places:
        return
    place = places[a % len(places)]
    staff.damaged |= lines[head][place] == KEY
    staff.put([[*line[:place], *line[place + 1 :]] for line in lines])


def clear_a_key(staff, a, b):
    lines, head = staff.lines(), staff.headings()
    row = a % len(lines)
    if head is None or KEY not in lines[head] or row == head:
        return
    staff.damaged = True
    lines[row][lines[head].index(KEY)] = None
    staff.put(lines)


CAREFUL = (
    write_in_their_columns,
    insert_a_column,
    insert_a_row,
    sort_rows,
    delete_a_row,
    move_a_column,
    rename_the_tab,
    spoil_a_cell,
)
CARELESS = (*CAREFUL, rename_a_heading, delete_the_headings, delete_a_column, clear_a_key)


def doings(acts):
    return st.lists(st.tuples(st.sampled_from(acts), st.integers(0, 99), st.integers(0, 99)), max_size=12)


def begun():
    made = after(Book(()), merged(Book(()), table(rows(0))).edits)
    staff = Staff(made)
    for number in range(len(KEYS)):
        write_in_their_columns(staff, number + 1, number)
    return staff


def look(staff):
    """Every text of staff's where it stands: its row's key."""
    return {cell: staff.key_of(row) for row, line in enumerate(staff.lines()) for cell in line if cell in staff.beside}


@settings(max_examples=150, deadline=None)
@given(doings(CAREFUL), doings(CAREFUL))
def test_staff_cells_stay_beside_their_students(first, second):
    staff = begun()
    for version, acts in enumerate((first, second), start=1):
        for act, a, b in acts:
            act(staff, a, b)
        before = staff.beside.copy()
        staff.book = after(staff.book, merged(staff.book, table(rows(version))).edits)
        assert look(staff) == {word: key for word, key in before.items()}
        assert merged(staff.book, table(rows(version))).edits == ()
        keys = [staff.key_of(row) for row in range(staff.tab.rows)]
        assert sorted(key for key in keys if key in KEYS) == KEYS


@settings(max_examples=150, deadline=None)
@given(doings(CARELESS))
def test_even_careless_edits_lose_nothing_of_staffs(acts):
    staff = begun()
    for act, a, b in acts:
        act(staff, a, b)
    before = staff.beside.copy()
    staff.book = after(staff.book, merged(staff.book, table(rows(1))).edits)
    now = look(staff)
    assert now.keys() == before.keys()
    moved = {word: (before[word], key) for word, key in now.items() if before[word] and key not in (None, before[word])}
    assert moved == {}
    if not staff.damaged:
        assert {word: key for word, key in now.items() if before[word]} == {w: k for w, k in before.items() if k}
    assert merged(staff.book, table(rows(1))).edits == ()


def test_columns_of_staff_are_read_wherever_they_were_moved():
    staff = begun()
    for act, a, b in ((move_a_column, 5, 0), (insert_a_column, 2, 3), (sort_rows, 1, 4)):
        act(staff, a, b)
    said = staff_of(staff.book, table({}))
    assert {word for cells in said.values() for word in cells.values() if word} >= {
        word for word, key in staff.beside.items() if key and word in {c for v in said.values() for c in v.values()}
    }
    assert sum(word is not None for cells in said.values() for word in cells.values()) == len(KEYS)
