"""A cohort larger than what is read and written at once: as if it had been done in one."""

import pytest

from pdsync.errors import GoogleError
from pdsync.goals.sheet import GOALS_TAB, OVERVIEW_TAB, STUDENTS_TAB
from tools.classroom import Classroom

FLOOR = {"drive.files.list": 1, "sheets.spreadsheets.get": 1}
WRITE = "sheets.spreadsheets.batchUpdate"
TABS = ["Overview", "Students", "Goals", "Changes", "Weeks"]


@pytest.fixture
def room(school):
    """A class of six that is read and written two students at a time."""
    room = Classroom(school, at_once=2)
    room.write_in_full("s00")
    room.write_in_full("s03")
    return room


def whole(room):
    """The Sheet is as it should be, and the next sync has nothing to do."""
    assert [line[0] for line in room.tab().cells[1:]] == ["s00", "s01", "s02", "s03", "s04", "s05"]
    assert sorted(room.rows(GOALS_TAB)) == ["s00/1", "s00/2", "s03/1", "s03/2"]
    assert room.rows(OVERVIEW_TAB)["students"]["Number"] == 6.0
    assert room.rows(OVERVIEW_TAB)["place not-started"]["Number"] == 4.0
    assert [tab.title for tab in room.book().tabs if not tab.hidden] == TABS
    assert room.tab().rows < 120
    with room.calls() as calls:
        room.sync()
    assert calls == FLOOR


def test_a_large_first_sync_reads_the_sheet_once_and_writes_it_part_by_part(room):
    with room.calls() as calls:
        done = room.sync()
    assert (calls["sheets.spreadsheets.get"], calls["docs.documents.get"], calls[WRITE]) == (1, 6, 3)
    assert (done.read, done.docs) == (6, 6)
    whole(room)


def test_a_large_sync_that_breaks_off_is_taken_up_by_the_next(room):
    fault = {"match": {"method": WRITE, "nth": 2, "times": None}, "phase": "before", "do": {"status": 500}}
    with room.school.box.faults(fault), pytest.raises(GoogleError):
        room.sync()
    assert len(room.tab(STUDENTS_TAB).cells) == 3
    done = room.sync()
    assert (done.read, done.changes) == (6, ())
    whole(room)


def test_who_is_late_and_who_left_are_seen_across_the_parts(room):
    room.sync()
    everybody = room.school.students
    room.school.students = everybody[1:]
    done = room.sync()
    assert [(change.student, change.kind) for change in done.changes] == [("s00", "left")]
    room.school.students = everybody
    assert [(change.student, change.kind) for change in room.sync().changes] == [("s00", "joined")]
    whole(room)


def test_headings_that_are_gone_are_put_back_once(room):
    room.sync()
    room.edit(
        {"deleteDimension": {"range": {"sheetId": STUDENTS_TAB, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}}}
    )
    room.write("s05", specific="Apply to ten firms")
    room.sync()
    assert [line[0] for line in room.tab().cells].count("pdsync key") == 1
    assert room.rows()["s05"]["Goals"] == "1 of 2"
    assert len(room.rows()) == 6


SLOW = 20.0
"""Seconds that pass whenever a Doc has been read: longer than a reading of the Sheet is trusted."""


def slowly(room, staff=None):
    """What is called after every Doc: time passes, and after the third staff do something to the Sheet."""

    def after(number, total, what=""):
        room.school.time.sleep(SLOW)
        if number == 3 and staff is not None:
            room.edit(staff)

    return after


def test_a_slow_first_sync_looks_only_at_the_places_that_its_new_rows_rest_on(room):
    with room.calls() as calls:
        room.sync(progress=slowly(room))
    assert (calls["sheets.spreadsheets.get"], calls[WRITE]) == (1, 3)
    assert calls["sheets.spreadsheets.values.batchGet"] == 2
    whole(room)


INSERTED = {"range": {"sheetId": STUDENTS_TAB, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
RENAMED = {"properties": {"sheetId": GOALS_TAB, "title": "Ziele"}, "fields": "title"}
NOTED = {
    "rows": [{"values": [{"userEnteredValue": {"stringValue": "ask Kim"}}]}],
    "fields": "userEnteredValue",
    "start": {"sheetId": STUDENTS_TAB, "rowIndex": 3, "columnIndex": 4},
}


@pytest.mark.parametrize(
    "staff",
    [
        pytest.param({"insertDimension": INSERTED}, id="a row put in above"),
        pytest.param({"updateSheetProperties": RENAMED}, id="a tab renamed"),
        pytest.param({"updateCells": NOTED}, id="a note below the rows"),
    ],
)
def test_what_staff_do_to_the_sheet_during_a_slow_first_sync_is_noticed(room, staff):
    with room.calls() as calls:
        room.sync(progress=slowly(room, staff))
    assert calls["sheets.spreadsheets.get"] == 2
    keys = [line[0] for line in room.tab().cells[1:] if line and line[0]]
    assert keys == ["s00", "s01", "s02", "s03", "s04", "s05"]
    assert sorted(room.rows(GOALS_TAB)) == ["s00/1", "s00/2", "s03/1", "s03/2"]
    if "updateCells" in staff:
        assert room.tab().at(3, 4) == "ask Kim"
