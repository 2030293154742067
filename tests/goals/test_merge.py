"""A tab held against what is wanted of it: only pdsync's own cells, only those that differ."""

from datetime import date

import pytest
from sheetbook import COLUMNS, HEADINGS, after, cells, tab_of, table

from pdsync.goals.merge import (
    DAY_ZERO,
    KEY,
    AddTab,
    Book,
    Column,
    Dress,
    Formula,
    Grow,
    Put,
    Shows,
    Tab,
    Table,
    day_of,
    same,
    serial,
)
from pdsync.goals.sheet_merge import blocks, continued, merged, rows_of, staff_of, turn

ROWS = {"a": ("Ada", 46350.0, "overdue"), "b": ("Bo", None, None)}


def book_of(*lines, **more):
    return Book((tab_of(*lines, **more),))


def after_merge(book, wanted):
    return after(book, merged(book, wanted).edits)


def test_a_new_tab_holds_headings_and_rows():
    made = after_merge(Book(()), table(ROWS))
    assert cells(made.tab(71)) == [HEADINGS, ["a", "Ada", 46350.0, "overdue"], ["b", "Bo"]]
    assert merged(made, table(ROWS)).edits == ()


def test_a_tab_that_holds_the_table_already_gets_no_edit():
    assert (
        merged(book_of(HEADINGS, ["b", "Bo"], ["a", "Ada", 46350, "overdue", 1.0, "a note"]), table(ROWS)).edits == ()
    )


def test_only_the_cells_that_differ_are_written():
    book = book_of(HEADINGS, ["a", "Ada", 46350.0, "due soon", 46360.0, "call her"], ["b", "Bo"])
    assert merged(book, table(ROWS)).edits == (Put(71, 1, 3, (("overdue",),)),)


def test_new_students_stand_below_everything_that_staff_wrote():
    book = book_of(HEADINGS, ["a", "Ada", 46350.0, "overdue"], [], [None, "a row of staff's own"])
    assert cells(after_merge(book, table(ROWS)).tab(71))[-1] == ["b", "Bo"]
    made = merged(book, table(ROWS))
    assert made.edits == (Put(71, 4, 0, (("b", "Bo", None, None),)),)
    assert made.cells == 2


def test_who_is_gone_keeps_the_row_and_is_marked():
    book = book_of(
        HEADINGS, ["x", "Xu", 46350.0, "overdue", None, "a note"], ["a", "Ada", 46350.0, "overdue"], ["b", "Bo"]
    )
    made = after_merge(book, table(ROWS, gone={"Flags": "left"}))
    assert cells(made.tab(71))[1] == ["x", "Xu", 46350.0, "left", None, "a note"]
    assert merged(book, table(ROWS)).edits == ()


def test_columns_are_found_by_heading_wherever_they_were_moved():
    book = book_of(
        ["Notes", "mine", "Flags", KEY, "Due", "Student", "Excused until"],
        ["hello", 5.0, "overdue", "a", 46350.0, "Ada"],
        [None, None, None, "b", None, "Bob"],
    )
    assert merged(book, table(ROWS)).edits == (Put(71, 2, 5, (("Bo",),)),)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        pytest.param(
            [["", *HEADINGS[1:]], ["a", "Ada", 46350.0, "overdue", None, "n"], ["b", "Bo"]], [KEY], id="key's heading"
        ),
        pytest.param(
            [[KEY, "Student", "Due", "Late?", *HEADINGS[4:]], ["a", "Ada", 46350.0, "overdue", None, "n"], ["b", "Bo"]],
            ["Flags"],
            id="renamed",
        ),
        pytest.param(
            [[*HEADINGS[:5]], ["a", "Ada", 46350.0, "overdue", None, "n"], ["b", "Bo"]], ["Notes"], id="staff's emptied"
        ),
    ],
)
def test_a_heading_that_is_gone_is_put_back_and_said(lines, says):
    book = book_of(*lines)
    made = merged(book, table(ROWS))
    assert [word for word in says if any(f"“{word}”" in line for line in made.repairs)] == says
    assert cells(after(book, made.edits).tab(71)) == [
        HEADINGS,
        ["a", "Ada", 46350.0, "overdue", None, "n"],
        ["b", "Bo"],
    ]


def test_a_row_of_headings_that_is_gone_is_made_anew_above_everything():
    book = book_of(["a", "Ada", 46350.0, "overdue", 46400.0, "n"], ["b", "Bo"], rows=2)
    made = merged(book, table(ROWS))
    assert cells(after(book, made.edits).tab(71)) == [
        HEADINGS,
        ["a", "Ada", 46350.0, "overdue", 46400.0, "n"],
        ["b", "Bo"],
    ]
    assert "headings of “Students” were missing" in made.repairs[0]


def test_headings_that_were_sorted_in_among_the_rows_are_found():
    book = book_of(["a", "Ada", 46350.0, "overdue", None, "n"], HEADINGS, ["b", "Bo"])
    assert merged(book, table(ROWS)).edits == ()


def test_a_key_column_that_is_gone_is_found_again_by_the_other_cells():
    lines = [HEADINGS[1:], ["Bo", None, "calm", None, "about Bo"], ["Ada", 46350.0, "overdue", None, "about Ada"]]
    rows = {"a": ROWS["a"], "b": ("Bo", None, "calm")}
    made = after_merge(book_of(*lines), table(rows)).tab(71)
    assert cells(made)[0] == [*HEADINGS[1:], KEY]
    assert [(line[-1], line[4]) for line in cells(made)[1:]] == [("b", "about Bo"), ("a", "about Ada")]


def test_staff_cells_that_hold_a_key_do_not_make_a_key_column():
    lines = [[*HEADINGS[1:], "see also"], ["Ada", 46350.0, "overdue", None, None, "b"]]
    made = after_merge(book_of(*lines), table(ROWS)).tab(71)
    assert made.at(0, 5) == "see also"
    assert made.at(1, 5) == "b"
    assert made.at(0, 6) == KEY


def test_a_column_that_is_put_back_and_rows_that_are_added_show_dates_as_dates():
    book = book_of([KEY, "Student", "Flags"], ["a", "Ada", "overdue"], ["b", "Bo"], columns=3)
    edits = merged(book, table(ROWS)).edits
    assert Grow(71, 40, 6) in edits
    assert [edit for edit in edits if isinstance(edit, Dress)] == [Dress(71, 1, ((3, COLUMNS[1]), (4, COLUMNS[3])))]
    many = {f"k{number}": ("N", 46350.0, None) for number in range(60)}
    book = book_of(HEADINGS, rows=5, columns=6)
    edits = merged(book, table(many)).edits
    assert edits[0] == Grow(71, 111, 6)
    assert edits[1] == Dress(71, 5, ((2, COLUMNS[1]), (4, COLUMNS[3])))


def test_a_tab_of_staff_with_the_same_title_is_left_alone():
    book = Book((tab_of(["mine"], id=3, title="students"),))
    made = after_merge(book, table(ROWS))
    assert made.tab(3) == book.tab(3)
    assert made.tab(71).title == "Students 2"


def test_a_tab_that_was_renamed_is_the_same_tab():
    book = book_of(HEADINGS, ["a", "Ada", 46350.0, "overdue"], ["b", "Bo"], title="Our people")
    assert merged(book, table(ROWS)).edits == ()


def test_a_row_that_staff_copied_is_written_once():
    book = book_of(HEADINGS, ["a", "Ada", 1.0, "x", None, "first"], ["a", "Ada", 1.0, "x", None, "copy"], ["b", "Bo"])
    assert merged(book, table(ROWS)).edits == (Put(71, 1, 2, ((46350.0, "overdue"),)),)


def test_a_formula_in_one_of_pdsyncs_cells_gives_way():
    book = book_of(HEADINGS, ["a", "Ada", Formula("=TODAY()"), "overdue"], ["b", "Bo"])
    assert merged(book, table(ROWS)).edits == (Put(71, 1, 2, ((46350.0,),)),)


def test_what_staff_wrote_is_read_by_key_and_heading():
    book = book_of(
        ["Notes", KEY, "Excused until", "Student"], ["hello", "a", 46360.0, "Ada"], [None, "b", Formula("=A1")]
    )
    assert staff_of(book, table({})) == {
        "a": {"Excused until": 46360.0, "Notes": "hello"},
        "b": {"Excused until": Formula("=A1"), "Notes": None},
    }


def test_what_pdsync_wrote_is_read_by_key_and_heading():
    book = book_of(HEADINGS, ["a", "Ada", 46350.0], ["b", "Bo"])
    assert rows_of(book, table({}))["a"] == {"Student": "Ada", "Due": 46350.0, "Flags": None}
    assert rows_of(Book(()), table({})) == {}


@pytest.mark.parametrize(
    ("cell", "value", "alike"),
    [
        (None, "", True),
        ("", None, True),
        (0.0, None, False),
        (46350.0, 46350, True),
        (1.0, True, False),
        (True, True, True),
        ("1", 1.0, False),
        ("=A1", "=A1", True),
        (Formula("=A1"), "=A1", False),
        ("quoted", "'quoted", True),
        ("'quoted", "quoted", False),
    ],
)
def test_when_a_cell_holds_a_value_already(cell, value, alike):
    assert same(cell, value) is alike


def test_cells_go_out_in_few_blocks():
    writes = {(row, column): 0.0 for row in range(3) for column in range(4)} | {(7, 2): 1.0, (9, 0): 2.0, (9, 2): 3.0}
    assert sorted(blocks(5, writes), key=lambda put: (put.row, put.column)) == [
        Put(5, 0, 0, ((0.0,) * 4,) * 3),
        Put(5, 7, 2, ((1.0,),)),
        Put(5, 9, 0, ((2.0,),)),
        Put(5, 9, 2, ((3.0,),)),
    ]


def test_a_turn_is_taken_from_the_one_before():
    assert turn(Book(()), 9).seen is None
    assert turn(Book((tab_of(id=8, title="_pdsync turn"),)), 9).seen == 8


def test_a_table_can_be_laid_down_in_parts():
    book = Book((tab_of(id=0, title="Sheet1"),))
    for part in ({"a": ROWS["a"]}, {"b": ROWS["b"]}, {f"k{number}": ("N", None, None) for number in range(80)}):
        edits = merged(book, table(part)).edits
        whole = after(book, edits)
        book = continued(book, edits)
        assert book.tab(71).rows == whole.tab(71).rows
        assert book.tab(71).used == len(whole.tab(71).cells)
    edits = merged(book, table({"last": ("L", None, None)})).edits
    assert [edit for edit in edits if isinstance(edit, Put)] == [Put(71, 83, 0, (("last", "L", None, None),))]


def test_a_table_of_some_keys_marks_none_of_the_others_as_gone():
    book = book_of(HEADINGS, ["a", "Ada", 1.0, "x"], ["b", "Bo"], ["c", "Cy"])
    made = merged(book, table({"a": ("Ada", 1.0, "x")}, gone={"Flags": "left"}, about=lambda key: key != "c"))
    assert made.edits == (Put(71, 2, 3, (("left",),)),)


@pytest.mark.parametrize("day", [date(1900, 3, 1), date(2026, 11, 24), date(9999, 12, 31)])
def test_days_are_counted_as_sheets_counts_them_and_back(day):
    assert day_of(serial(day)) == day
    assert serial(DAY_ZERO) == 0
    assert day_of(float("inf")) is None


def test_a_hidden_tab_is_made_with_its_key_first():
    hidden = Table(9, "_pdsync", (Column("Doc"), Column("When", Shows.MOMENT)), {"a": ("1x", 3.5)}, hidden=True)
    (made, head, row) = merged(Book(()), hidden).edits
    assert isinstance(made, AddTab)
    assert made.columns == 3
    assert head == Put(9, 0, 0, ((KEY, "Doc", "When"),))
    assert row == Put(9, 1, 0, (("a", "1x", 3.5),))


def test_new_rows_are_one_block_for_each_run_of_columns_wherever_staff_moved_them():
    columns = (Column("Name"), Column("Note", staff=True), Column("Due"), Column("Flags"))
    rows = {"a": ("Ann", 1.0, ""), "b": ("Bo", None, "late")}
    tab = Tab(9, "T", 1, 6, (("Flags", KEY, "theirs", "Due", "Note", "Name"),))
    done = merged(Book((tab,)), Table(9, "T", columns, rows))
    assert [edit for edit in done.edits if isinstance(edit, Put)] == [
        Put(9, 1, 0, (("", "a"), ("late", "b"))),
        Put(9, 1, 3, ((1.0,), (None,))),
        Put(9, 1, 5, (("Ann",), ("Bo",))),
    ]
    assert done.cells == 6
