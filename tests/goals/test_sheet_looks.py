"""A tab's looks: what stands in them is there, reads alike in every locale, and is told apart without colour."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from sheetbook import after

from pdsync.goals.calendar import Calendar
from pdsync.goals.flags import FLAGS
from pdsync.goals.merge import Book, Furnish, plain, same
from pdsync.goals.model import Case, Override, StaffColumns, Standing, Student
from pdsync.goals.sheet import Shown, changes_table, goals_table, students_table
from pdsync.goals.sheet_looks import Sees
from pdsync.goals.sheet_merge import merged
from pdsync.goals.sheet_overview import Tally, overview_table, tally
from pdsync.goals.sheet_staff import STAFF, staff_columns
from pdsync.goals.sheet_weeks import COLUMNS, SPARE_WEEKS, STACKED, weeks_chart, weeks_table
from pdsync.goals.sheet_where import PLACES, place_of

TODAY = date(2026, 12, 8)
CALENDAR = Calendar.from_mapping({"module": {"start": "2026-11-23", "end": "2027-01-15", "weeks": 6}})
NEW = weeks_table(Book(()), Tally(), CALENDAR, TODAY)
TABLES = (
    overview_table(Tally(), synced=0.0, weeks=weeks_chart(Book(()), NEW, CALENDAR)),
    students_table([]),
    goals_table([]),
    changes_table([], {}, TODAY),
    NEW,
)
each_table = pytest.mark.parametrize("table", TABLES, ids=[table.title for table in TABLES])


def conditions(table):
    yield from ((rule.column, rule.condition) for rule in table.looks.rules)
    for view in table.looks.views:
        yield from view.conditions


@each_table
def test_looks_are_about_columns_that_are_there(table):
    for column, condition in conditions(table):
        assert column in table.headings
        assert set(re.findall(r"\{([^{}]+)\}", condition.words)) <= set(table.headings)


@each_table
def test_no_formula_reads_otherwise_in_another_locale(table):
    formulas = [one.words for _, one in conditions(table) if one.sees in (Sees.TRUE, Sees.EARLIER)]
    assert not [one for one in formulas if re.search(r"[,;]|\d\.\d", one)]


@each_table
def test_a_view_asks_one_thing_of_a_column(table):
    for view in table.looks.views:
        columns = [column for column, _ in view.conditions]
        assert len(set(columns)) == len(columns)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("was due on", {"overdue"}),
        ("is due", {"due-soon", "after-module-end"}),
        ("has no goal Doc", {"no-doc"}),
    ],
)
def test_what_colours_and_views_look_for_is_what_the_flags_say(words, kinds):
    assert {rule.kind for rule in FLAGS if words in rule.example} == kinds
    every = (one for table in TABLES for _, one in conditions(table))
    assert any(one.sees is Sees.HOLDS and one.words == words for one in every)


def test_every_place_has_a_shape_and_words_of_its_own_and_judges_nobody():
    for one, other in combinations(PLACES.values(), 2):
        assert one.shape != other.shape
        assert one.words != other.words
        assert one.shade != other.shade
    said = " ".join(str(place) for place in PLACES.values()).casefold()
    assert not re.search(r"fail|bad|behind|late|missing|problem", said)


# ---- what staff choose


def chosen(cell):
    return staff_columns({"Status override": cell}, lambda text: None)


@pytest.mark.parametrize("word", list(Override))
def test_a_choice_is_read_however_it_is_written(word):
    assert chosen(f" {word.value.upper()} ").override is word


@pytest.mark.parametrize("cell", [None, "", "  "])
def test_no_choice_is_none(cell):
    assert (chosen(cell).override, chosen(cell).faults) == (None, ())


def test_what_is_no_choice_is_said():
    read = chosen("on leave")
    assert read.override is None
    assert read.faults == ("“on leave” in Status override is none of active, excused, deferred, withdrawn and done",)


def test_the_choices_are_the_ones_that_are_read():
    assert STAFF[0].choices == tuple(one.value for one in Override)


@pytest.mark.parametrize(
    ("roster", "override", "standing", "where"),
    [
        (Standing.ACTIVE, None, Standing.ACTIVE, "no-doc"),
        (Standing.ACTIVE, Override.DEFERRED, Standing.DEFERRED, "away"),
        (Standing.EXCUSED, Override.ACTIVE, Standing.ACTIVE, "no-doc"),
        (Standing.ACTIVE, Override.DONE, Standing.ACTIVE, "done"),
        (Standing.WITHDRAWN, Override.DONE, Standing.WITHDRAWN, "away"),
    ],
)
def test_a_choice_counts_in_place_of_the_roster(roster, override, standing, where):
    case = Case(Student("a", "Ann", "", standing=roster), staff=StaffColumns(override=override))
    assert case.standing is standing
    assert place_of(Shown("Ann", case, (), ()), TODAY) == where


# ---- weeks


def book_with(*tables):
    book = Book(())
    for table in tables:
        book = after(book, merged(book, table).edits)
    return book


def weeks(book, day, counted=0):
    everybody = [Shown("Ann", Case(Student("a", "Ann", "")), (), ())] * counted
    return weeks_table(book, tally(everybody, day), CALENDAR, day)


def test_a_new_tab_has_every_week_of_the_module_and_this_ones_numbers():
    rows = weeks(Book(()), TODAY, 3).rows
    assert [row[0] for row in rows.values()] == [f"Week {number}" for number in range(1, 9)]
    assert rows["2026-12-07"][2:] == (3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert all(row[2:] == (None,) * 7 for key, row in rows.items() if key != "2026-12-07")


def test_an_earlier_week_stays_as_it_was_left():
    book = book_with(weeks(Book(()), TODAY, 3))
    before = book.tabs[0].cells
    later = merged(book, weeks(book, TODAY + timedelta(days=7), 5))
    book = after(book, later.edits)
    assert later.cells == 7
    assert book.tabs[0].cells[:4] == before[:4]
    assert book.tabs[0].cells[4][3] == 5.0


def test_the_same_week_with_the_same_numbers_is_nothing_to_write():
    book = book_with(weeks(Book(()), TODAY, 3))
    assert merged(book, weeks(book, TODAY + timedelta(days=1), 3)).edits == ()


def test_a_week_after_the_module_gets_a_row_below():
    book = book_with(weeks(Book(()), TODAY, 3))
    after_all = date(2027, 1, 27)
    book = after(book, merged(book, weeks(book, after_all, 3)).edits)
    assert book.tabs[0].cells[-1][:2] == ("2027-01-25", "from 25 Jan")


def test_the_chart_is_drawn_from_every_place_and_has_room_for_more_weeks():
    chart = weeks_chart(Book(()), NEW, CALENDAR)
    columns = [span.column for span, _ in chart.series]
    assert [NEW.headings[column] for column in columns] == [str(PLACES[place]) for place in STACKED]
    assert sorted(STACKED) == sorted(PLACES)
    assert {(span.top, span.bottom) for span, _ in chart.series} == {(0, 1 + 8 + SPARE_WEEKS)}
    assert chart.since == 1


def test_the_chart_finds_the_columns_that_staff_moved():
    book = book_with(NEW)
    (tab,) = book.tabs
    moved = replace(tab, cells=tuple((line[0], None, *line[1:]) for line in tab.cells), columns=tab.columns + 1)
    chart = weeks_chart(replace(book, tabs=(moved,)), NEW, CALENDAR)
    assert chart.labels.column == 2


# ---- tabs of an earlier pdsync


def earlier(table):
    """A tab as it was made before there were looks with a level."""
    (tab,) = book_with(table).tabs
    fresh = [place for place, column in enumerate(table.columns, start=1) if column.since]
    cells = tuple(tuple(cell for place, cell in enumerate(line) if place not in fresh) for line in tab.cells)
    return replace(tab, level=0, cells=cells)


@each_table
def test_a_tab_of_an_earlier_pdsync_is_furnished_once(table):
    book = Book((earlier(table),))
    first = merged(book, table)
    (furnished,) = [edit for edit in first.edits if isinstance(edit, Furnish)]
    assert furnished.level == 0
    assert {heading for heading, _ in furnished.places} == set(table.headings)
    book = after(book, first.edits)
    assert merged(book, table).edits == ()


def test_new_columns_of_an_earlier_tab_are_told_and_nothing_else_moves():
    table = students_table([Shown("Ann", Case(Student("a", "Ann", "")), (), (), where="no-doc")])
    book = Book((earlier(table),))
    done = merged(book, table)
    assert done.repairs == (
        "In “Students” there are new columns, to the right: “Where”, “Status override” and “Granted by”.",
    )
    (tab,) = after(book, done.edits).tabs
    old = earlier(table).cells[0]
    assert tab.cells[0] == (*old, "Where", "Status override", "Granted by")


def test_tabs_that_are_as_they_were_made_are_let_be():
    book = book_with(*TABLES)
    assert all(merged(book, table).edits == () for table in TABLES)


def test_a_link_is_written_for_its_words_or_when_it_leads_elsewhere():
    from pdsync.goals.merge import Link

    assert same("Open goal 1", Link("Open goal 1", "https://a"))
    assert not same("Open goal 1", Link("Open goal 2", "https://a"))
    assert not same("Open goal 1", Link("Open goal 1", "https://b", new=True))
    assert plain(Link("Open goal 1", "https://a")) == "Open goal 1"


def test_the_weeks_have_a_column_for_every_place():
    assert [column.title for column in COLUMNS][2:-1] == [str(place) for place in PLACES.values()]
