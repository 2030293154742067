"""Staff work in the Sheet between two syncs: nothing of theirs is lost, moved or written over."""

import pytest
import requests

from pdsync.goals.merge import KEY
from pdsync.goals.sheet import GOALS_TAB, OVERVIEW_TAB, STUDENTS_TAB
from pdsync.goals.sheet_state import STATE_TAB
from tools.classroom import Classroom
from tools.school import STAFF
from tools.staff_edits import pages, staffs, tried


@pytest.fixture
def synced(school):
    """A class in which one student has written everything, after its first sync."""
    room = Classroom(school)
    room.write_in_full("s00")
    room.sync()
    return room


def something_new(room):
    room.write("s02", specific="Apply to ten firms")


def columns(tab, start, end):
    return {"sheetId": tab, "dimension": "COLUMNS", "startIndex": start, "endIndex": end}


def test_any_edits_leave_every_cell_of_staffs_as_it_was(school):
    room = Classroom(school)
    room.write_in_full("s00")
    room.sync()
    sofar = None
    for sofar in tried(room, edits=40, between=4, seed=11):
        assert sofar.wrong == []
        assert sofar.before == sofar.after
    assert sofar.syncs == 10
    assert sofar.cells > 0
    assert staffs(pages(room))


def test_a_sorted_tab_keeps_each_note_beside_its_student(synced):
    synced.put(*synced.place("s00", "Notes"), "call Sam")
    synced.put(*synced.place("s05", "Notes"), "Q is ill")
    span = {"sheetId": STUDENTS_TAB, "startRowIndex": 1, "endRowIndex": 50}
    by = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]
    synced.edit({"sortRange": {"range": span, "sortSpecs": by}})
    something_new(synced)
    synced.sync()
    notes = {key: row["Notes"] for key, row in synced.rows().items() if row["Notes"]}
    assert notes == {"s00": "call Sam", "s05": "Q is ill"}


def test_an_inserted_column_and_a_renamed_tab_are_let_be(synced):
    synced.edit(
        {"insertDimension": {"range": columns(STUDENTS_TAB, 2, 3), "inheritFromBefore": False}},
        {"updateSheetProperties": {"properties": {"sheetId": STUDENTS_TAB, "title": "Our people"}, "fields": "title"}},
    )
    synced.put(0, 2, "Phone")
    synced.put(*synced.place("s00", "Phone"), "0123")
    something_new(synced)
    synced.sync()
    assert synced.tab().title == "Our people"
    assert synced.rows()["s00"]["Phone"] == "0123"
    assert synced.rows()["s02"]["Flags"] is not None
    assert len(synced.book().tabs) == 7


def test_a_deleted_row_comes_back_below_with_empty_staff_cells(synced):
    row, _ = synced.place("s03", "Notes")
    synced.put(*synced.place("s04", "Notes"), "stays")
    span = {"sheetId": STUDENTS_TAB, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    synced.edit({"deleteDimension": {"range": span}})
    synced.sync()
    assert synced.tab().cells[-1][0] == "s03"
    assert synced.rows()["s04"]["Notes"] == "stays"


def test_a_deleted_tab_is_made_anew_and_said(synced):
    synced.edit({"deleteSheet": {"sheetId": GOALS_TAB}})
    done = synced.sync()
    assert sorted(synced.rows(GOALS_TAB)) == ["s00/1", "s00/2"]
    assert "The tab “Goals” was missing and is made anew." in done.notes


def test_a_deleted_hidden_tab_means_that_every_doc_is_read_again(synced):
    goals = synced.rows(GOALS_TAB)
    synced.edit({"deleteSheet": {"sheetId": STATE_TAB}})
    done = synced.sync()
    assert done.read == 6
    assert done.changes == ()
    assert synced.rows(GOALS_TAB) == goals


def test_a_deleted_column_of_pdsyncs_is_put_back_with_its_dates_as_dates(synced):
    _, place = synced.place("s00", "Next due")
    due = synced.rows()["s00"]["Next due"]
    synced.edit({"deleteDimension": {"range": columns(STUDENTS_TAB, place, place + 1)}})
    done = synced.sync()
    assert "In “Students” headings were missing and are put back: “Next due”." in done.notes
    assert synced.rows()["s00"]["Next due"] == due
    (page,) = [page for page in pages(synced) if page.id == STUDENTS_TAB]
    assert page.headings()[-1] == "Next due"


def test_headings_that_staff_renamed_are_put_back_over_the_same_column(synced):
    row, place = synced.place("s00", "Flags")
    synced.put(0, place, "What's up")
    before = synced.tab().columns
    synced.sync()
    assert synced.place("s00", "Flags") == (row, place)
    assert synced.tab().columns == before


def test_a_deleted_key_column_loses_no_note(synced):
    synced.put(*synced.place("s00", "Notes"), "call Sam")
    synced.edit({"deleteDimension": {"range": columns(STUDENTS_TAB, 0, 1)}})
    synced.sync()
    assert synced.rows()["s00"]["Notes"] == "call Sam"
    assert len(synced.rows()) == 6
    assert synced.tab().cells[0][-1] == KEY


def test_staff_may_restyle_and_pdsync_never_styles_again(synced):
    look = {"userEnteredFormat": {"backgroundColorStyle": {"rgbColor": {"red": 1}}}}
    span = {"sheetId": OVERVIEW_TAB, "startRowIndex": 0, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 5}
    fields = "userEnteredFormat.backgroundColorStyle"
    synced.edit({"repeatCell": {"range": span, "cell": look, "fields": fields}})
    something_new(synced)
    synced.tomorrow()
    synced.sync()
    assert coloured(synced, OVERVIEW_TAB) == 5 * 5


def coloured(room, tab):
    """How many cells of a tab are red."""
    answer = requests.get(
        f"{room.school.box.url}/v4/spreadsheets/{room.sheet.id}",
        params={"fields": "sheets(properties.sheetId,data.rowData.values.userEnteredFormat.backgroundColorStyle)"},
        headers={"Authorization": f"Bearer {room.school.box.token(STAFF)}"},
        timeout=30,
    ).json()
    (sheet,) = [sheet for sheet in answer["sheets"] if sheet["properties"]["sheetId"] == tab]
    cells = [cell for row in sheet["data"][0]["rowData"] for cell in row.get("values", [])]
    shades = [cell.get("userEnteredFormat", {}).get("backgroundColorStyle", {}).get("rgbColor") for cell in cells]
    return sum(shade == {"red": 1} for shade in shades)


def test_whoever_plays_staff_would_see_a_note_that_moved(synced):
    synced.put(*synced.place("s05", "Notes"), "Q is ill")
    before = staffs(pages(synced))
    _, place = synced.place("s05", "Notes")
    notes = {
        "sheetId": STUDENTS_TAB,
        "startRowIndex": 1,
        "endRowIndex": 9,
        "startColumnIndex": place,
        "endColumnIndex": place + 1,
    }
    by = [{"dimensionIndex": place, "sortOrder": "ASCENDING"}]
    synced.edit({"sortRange": {"range": notes, "sortSpecs": by}})
    assert staffs(pages(synced)) != before
