"""What a Sheet holds of a student, and the edits that take it out: for any rows, in any order."""

from hypothesis import given
from hypothesis import strategies as st

from pdsync.goals.merge import KEY, Book, DropRows, Grow, Tab
from pdsync.goals.sheet import CHANGES_TAB, STUDENTS_TAB
from pdsync.goals.sheet_forget import Person, forgetting, known, names_in, traces

HEAD = (KEY, "Student", "Group", "Doc", "Standing")


def students(*keys, rows=50):
    lines = tuple((key, f"Student {key}", None, None, "active") for key in keys)
    return Book((Tab(STUDENTS_TAB, "Students", rows, 5, (HEAD, *lines)),))


def without(cells, edits):
    """The rows after the edits, one after the other."""
    left = list(cells)
    for edit in edits:
        if isinstance(edit, DropRows):
            del left[edit.row : edit.row + edit.count]
    return left


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=12), st.sets(st.sampled_from(["a", "b", "c"])))
def test_exactly_the_rows_of_those_who_are_forgotten_go(keys, gone):
    book = students(*keys)
    edits = forgetting(book, traces(book, [Person(key) for key in gone]))
    left = [line[0] for line in without(book.tabs[0].cells, edits)]
    assert left == [KEY, *(key for key in keys if key not in gone)]


def test_a_grid_without_a_spare_row_gets_one_first():
    book = students("a", "b", rows=3)
    edits = forgetting(book, traces(book, [Person("a"), Person("b")]))
    assert edits == (Grow(STUDENTS_TAB, 4, 5), DropRows(STUDENTS_TAB, 1, 2))


def test_the_key_in_a_change_may_hold_slashes():
    head = (KEY, "Date", "Student", "What", "In words")
    keys = ("20261124/a/b/status/1/abc123", "20261124/a/status/1/abc123", "20261124/b/joined/0/abc123")
    rows = tuple((key, 46350.0, "Ann", "Status changed", "is now done") for key in keys)
    book = Book((Tab(CHANGES_TAB, "Changes", 50, 5, (head, *rows)),))
    assert known(book) == {"a/b", "a", "b"}
    assert traces(book, [Person("a")]).rows[CHANGES_TAB] == (2,)


def test_a_number_that_sheets_made_of_a_key_is_the_key():
    assert traces(students(7.0), [Person("7")]).rows[STUDENTS_TAB] == (1,)


def test_the_key_behind_a_name_that_two_have_is_no_part_of_it():
    book = Book((Tab(STUDENTS_TAB, "Students", 50, 5, (HEAD, ("a", "Jordan Lee (a)", None, None, "active"))),))
    assert names_in(book, "a") == {"Jordan Lee (a)", "Jordan Lee"}


def test_a_name_is_found_as_a_word_of_its_own_and_rows_are_counted_as_they_will_be():
    notes = Tab(5, "Monday", 50, 1, (("Ann comes at nine",), ("Annika too",), ("ask ANN.",), ("ann",)))
    book = Book((*students("a", "b").tabs, notes))
    found = traces(book, [Person("a", frozenset({"Ann"}))])
    assert found.elsewhere == ("“Monday”, row 1", "“Monday”, row 3", "“Monday”, row 4")


def test_a_tab_whose_key_column_is_gone_is_said():
    tab = Tab(STUDENTS_TAB, "Students", 50, 4, (HEAD[1:], ("Ann", None, None, "active")))
    assert traces(Book((tab,)), [Person("a")]).blind == ("Students",)
