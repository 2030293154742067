"""What staff grant in the Sheet, in the forms in which they write it."""

from datetime import date

import pytest

from pdsync.goals.calendar import Calendar
from pdsync.goals.merge import Book, Formula, Tab
from pdsync.goals.model import FOREVER, Student
from pdsync.goals.sheet import GOALS_TAB, STUDENTS_TAB
from pdsync.goals.sheet_granted import granted, staff_day
from pdsync.goals.sheet_staff import staff_columns
from pdsync.goals.words import until

CALENDAR = Calendar.from_mapping({"module": {"name": "Mod 2", "start": "2026-11-23", "end": "2027-01-15", "weeks": 6}})
TODAY = date(2026, 11, 30)
SAM = Student("s1", "Sam", "sam@students.example")


def read(text):
    return staff_day(text, CALENDAR, today=TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-04", date(2026, 12, 4)),
        ("12/4", date(2026, 12, 4)),
        ("12/4/26", date(2026, 12, 4)),
        ("12/4 per Dana", date(2026, 12, 4)),
        ("until 12/4, Dana", date(2026, 12, 4)),
        ("18.12.2026 (Dana)", date(2026, 12, 18)),
        ("20261204", date(2026, 12, 4)),
        ("Dec 4", date(2026, 12, 4)),
        ("until 4 December, ok'd by Dana", date(2026, 12, 4)),
        ("Fri 4 Dec", date(2026, 12, 4)),
        ("end of week 2", date(2026, 12, 4)),
        ("end of the module", date(2027, 1, 15)),
        ("until further notice", FOREVER),
        ("Until further notice!", FOREVER),
        ("open-ended", FOREVER),
        ("indefinitely", FOREVER),
        ("TBD", FOREVER),
        ("n/a", ""),
        ("–", ""),
        ("no", ""),
        ("when she is back", None),
        ("see notes", None),
    ],
)
def test_a_day_is_read_however_it_is_written(text, day):
    assert read(text) == day


@pytest.mark.parametrize(("text", "offered"), [("Friday", "2026-12-04"), ("tomorrow", "2026-12-01")])
def test_a_day_that_would_be_another_one_next_week_is_not_taken_but_offered(text, offered):
    assert offered in read(text)


@pytest.mark.parametrize(("locale", "day"), [("en_GB", date(2026, 12, 4)), ("en_US", date(2027, 4, 12))])
def test_text_is_read_as_the_sheets_locale_writes_days(locale, day):
    (found,) = beside(students=[("s1", "4/12")], locale=locale).values()
    assert found.excused_until == day


def beside(students=(), goals=(), locale=""):
    head = ("pdsync key", "Student", "Standing", "Excused until", "Extended to", "Granted by")
    rows = [(key, "Sam", "active", day, *more) for key, day, *more in students]
    tabs = [Tab(STUDENTS_TAB, "Students", 50, 6, (head, *rows))]
    if goals:
        tabs.append(Tab(GOALS_TAB, "Goals", 50, 3, (("pdsync key", "Student", "Extended to"), *goals)))
    return granted(Book(tuple(tabs), locale=locale), [SAM], CALENDAR, today=TODAY)


def test_who_granted_it_is_read():
    assert beside([("s1", "Dec 4", None, " Dana ")])["s1"].granted_by == "Dana"


@pytest.mark.parametrize(
    ("cell", "day", "fault"),
    [
        (Formula("=B2+7", 46360.0), date(2026, 12, 4), ""),
        (Formula('="until further notice"', "until further notice"), FOREVER, ""),
        (Formula("=B2+7", "#REF!"), None, "“=B2+7”, which comes to “#REF!”, in Excused until is no date"),
        (Formula("=B2+7"), None, "“=B2+7” in Excused until is no date"),
        (True, None, "“True” in Excused until is no date"),
        (False, None, ""),
        ("Friday", None, "“Friday” in Excused until is another day each week"),
        (46026.0, date(2026, 1, 4), "Excused until is Sunday 4 January 2026, long before the module"),
        ("2028-01-04", date(2028, 1, 4), "long after the module"),
    ],
)
def test_what_a_cell_comes_to_is_taken_or_said(cell, day, fault):
    found = beside([("s1", cell)])["s1"]
    assert found.excused_until == day
    assert [fault in one for one in found.faults] == ([True] if fault else [])


def test_a_goals_own_extension_is_known_by_the_goals_number():
    goals = [("s1/2", "Sam", "Dec 18"), ("s1/1", "Sam", None), ("a/b/7", "Al", 46374.0), ("s1/3", "Sam", "soon")]
    found = beside([("s1", None)], goals)
    assert found["s1"].goals == {2: date(2026, 12, 18)}
    assert found["a/b"].goals == {7: date(2026, 12, 18)}
    assert "“soon” in Extended to is no date" in found["s1"].faults[0]


def test_a_status_that_is_calculated_counts_as_what_it_comes_to():
    cells = {"Status override": Formula('=IF(TRUE,"excused","")', "excused")}
    assert staff_columns(cells, read).override == "excused"


def test_no_end_is_said_in_words():
    assert until(FOREVER) == "until further notice"
    assert until(date(2026, 12, 4)) == "until Friday 4 December 2026"
