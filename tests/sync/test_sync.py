"""Sync against a live sandbox: what is called, what is written, and what stands in the Sheet."""

from datetime import timedelta

import pytest
import requests

from pdsync.goals.merge import KEY, serial
from pdsync.goals.sheet import CHANGES_TAB, GOALS_TAB, OVERVIEW_TAB, STUDENTS_TAB
from pdsync.goals.sheet_state import STATE_TAB
from pdsync.goals.sheet_tab_looks import GONE
from tools.classroom import Classroom, day
from tools.school import CAREERS, STAFF, roster

FLOOR = {"drive.files.list": 1, "sheets.spreadsheets.get": 1}
"""What every sync calls, if nothing else."""
A_WRITE = {"sheets.spreadsheets.batchUpdate": 1}
A_DOC = {"docs.documents.get": 1}


@pytest.fixture
def room(school):
    return Classroom(school)


@pytest.fixture
def synced(room):
    """A class in which one student has written everything, after its first sync."""
    room.write_in_full("s00")
    room.sync()
    return room


# ---- calls


def test_the_first_sync_reads_every_doc_once_and_writes_once(room):
    with room.calls() as calls:
        done = room.sync()
    made = {"drive.files.list": 2, "drive.files.create": 1}
    assert calls == {**made, "sheets.spreadsheets.get": 1, "docs.documents.get": 6, **A_WRITE}
    assert (done.read, done.docs, done.problems) == (6, 6, ())


def test_a_second_sync_reads_no_doc_and_writes_nothing(synced):
    with synced.calls() as calls:
        done = synced.sync()
    assert calls == FLOOR
    assert (done.read, done.cells, done.changes) == (0, 0, ())
    assert "Read 0 of 6 Docs (none has changed since the last sync); nothing changed in the Sheet." in str(done)


def test_one_edit_is_one_doc_read_and_one_write(synced):
    synced.write("s01", specific="Apply to ten firms", due=synced.today + timedelta(days=3))
    with synced.calls() as calls:
        done = synced.sync()
    assert calls == {**FLOOR, **A_DOC, **A_WRITE}
    assert done.read == 1
    assert {change.student for change in done.changes} == {"s01"}


def test_a_new_day_without_edits_updates_the_flags_with_one_write(synced):
    synced.write_in_full("s01", due=synced.today + timedelta(days=1))
    synced.sync()
    assert synced.rows()["s01"]["Flags"].startswith("goal 1 is due on")
    synced.tomorrow(2)
    with synced.calls() as calls:
        done = synced.sync()
    assert calls == {**FLOOR, **A_WRITE}
    assert "was due on" in synced.rows()["s01"]["Flags"]
    assert [change.kind for change in done.changes] == ["overdue", "overdue"]
    assert "2 newly overdue" in str(done)


def test_an_idle_day_moves_only_the_moment_of_the_last_sync(synced):
    before = synced.rows(OVERVIEW_TAB)["synced"]["When"]
    synced.tomorrow()
    with synced.calls() as calls:
        done = synced.sync()
    assert calls == {**FLOOR, **A_WRITE}
    assert done.cells == 0
    assert synced.rows(OVERVIEW_TAB)["synced"]["When"] >= before + 0.9
    with synced.calls() as calls:
        synced.sync()
    assert calls == FLOOR


def test_flags_read_what_changed_and_write_nothing(synced):
    synced.write_in_full("s01", due="TBD")
    with synced.calls() as calls:
        found = synced.flags()
    assert calls == {**FLOOR, **A_DOC}
    assert found["s01", "incomplete"] == 2
    assert found["s02", "not-started"] == 1


def test_flags_need_no_sheet(room):
    with room.calls() as calls:
        found = room.flags()
    assert calls == {"drive.files.list": 1, "docs.documents.get": 6}
    assert sum(found.values()) == 6


def test_a_dry_run_writes_nothing_and_tells_what_would_happen(synced):
    synced.write_in_full("s01", status="Done")
    with synced.calls() as calls:
        done = synced.sync(dry_run=True)
    assert calls == {**FLOOR, **A_DOC}
    assert str(done).startswith(
        "Nothing was written. A sync would do this:\nRead 1 of 6 Docs (the others have not changed"
    )
    assert synced.sync().cells == done.cells


def test_a_dry_run_makes_no_sheet(room):
    with room.calls() as calls:
        room.sync(dry_run=True)
    assert calls == {"drive.files.list": 1, "docs.documents.get": 6}
    assert room.school.found().sheet is None


# ---- what stands there


def test_what_a_student_wrote_stands_in_the_sheet(synced):
    rows = synced.rows(GOALS_TAB)
    assert sorted(rows) == ["s00/1", "s00/2"]
    goal = rows["s00/1"]
    assert goal["Specific"] == "Talk to two alumni a week"
    assert goal["Due"] == serial(synced.today + timedelta(days=12))
    assert goal["How sure"] == "sure"
    assert goal["Status"] == "In progress"
    assert goal["In the Doc"] == "Open goal 1"
    student = synced.rows()["s00"]
    assert (student["Student"], student["Goals"], student["Flags"]) == ("Sam", "2 of 2", None)
    assert student["Last edit"] == serial(synced.today)


def test_staff_see_the_sheet_through_the_folder(synced):
    grants = {one.email: one.role for one in synced.school.google.drive.grants(synced.sheet.id)}
    assert grants[CAREERS] == "writer"


def test_the_sheet_opens_on_the_overview_and_hides_what_is_pdsyncs(synced):
    tabs = synced.book().tabs
    assert [tab.title for tab in tabs if not tab.hidden] == ["Overview", "Students", "Goals", "Changes", "Weeks"]
    assert [tab.title for tab in tabs if tab.hidden] == ["_pdsync", "_pdsync turn"]


FORMULA = '=IMPORTXML("https://evil.example","//a")'


def test_what_a_spreadsheet_would_run_stays_text(room):
    room.school.change("s01", preferred_name="+1+1", group="@SUM(1)")
    room.write("s01", specific=f"I will say {FORMULA}", measurable="-2+3 of my ideas", relevant="'tis me")
    room.sync()
    goal, student = room.rows(GOALS_TAB)["s01/1"], room.rows()["s01"]
    assert goal["Specific"] == f"I will say {FORMULA}"
    assert (student["Student"], student["Group"]) == ("+1+1", "@SUM(1)")
    room.write("s02", specific="x")
    assert room.sync().read == 1
    assert room.rows(GOALS_TAB)["s01/1"] == goal


def test_good_news_and_moved_dates_are_told_in_changes(synced):
    desk, doc = synced.desk("s00"), synced.doc("s00")
    words = f"{synced.today + timedelta(days=12):%B} "
    desk.edit(doc, [{"replaceAllText": {"containsText": {"text": words}, "replaceText": "December 30, 2026, not "}}])
    synced.write("s00", 1, status="Done")
    synced.sync()
    told = [(row["What"], row["Student"], row["Date"]) for row in synced.rows(CHANGES_TAB).values()]
    assert ("Goal completed", "Sam", serial(synced.today)) in told
    assert all(student == "Sam" for _, student, _ in told)
    first = synced.rows(CHANGES_TAB)
    synced.tomorrow()
    synced.write("s00", 0, status="Done")
    synced.sync()
    assert first.items() <= synced.rows(CHANGES_TAB).items()
    assert len(synced.rows(CHANGES_TAB)) == len(first) + 1


def test_relative_dates_do_not_slide(room):
    room.write_in_full("s00", due="Two weeks from today")
    room.sync()
    due = serial(room.today + timedelta(days=14))
    assert room.rows(GOALS_TAB)["s00/1"]["Due"] == due
    room.tomorrow(3)
    room.write("s00", 0, status="Blocked")
    room.sync()
    goal = room.rows(GOALS_TAB)["s00/1"]
    assert (goal["Status"], goal["Due"]) == ("Blocked", due)


# ---- who comes and goes


def test_a_late_student_is_added_below(synced):
    late = roster(7)[-1]
    synced.school.students = [late, *synced.school.students]
    synced.school.hand_out()
    synced.write_in_full("s06")
    done = synced.sync()
    assert done.read == 1
    assert [change.kind for change in done.changes] == ["joined"]
    assert synced.tab().cells[-1][0] == "s06"
    assert synced.rows()["s06"]["Goals"] == "2 of 2"


def test_who_leaves_the_roster_keeps_the_row_and_is_marked(synced):
    synced.school.students = [one for one in synced.school.students if one.key != "s00"]
    done = synced.sync()
    row = synced.rows()["s00"]
    assert (row["Student"], row["Standing"], row["Flags"]) == ("Sam", GONE, None)
    assert synced.rows(GOALS_TAB)["s00/1"]["Flags"] == GONE
    assert [change.kind for change in done.changes] == ["left"]
    with synced.calls() as calls:
        synced.sync()
    assert calls == FLOOR
    synced.school.students = roster()
    assert [change.kind for change in synced.sync().changes] == ["joined"]
    assert synced.rows()["s00"]["Standing"] == "active"
    assert synced.rows(GOALS_TAB)["s00/1"]["Flags"] is None


def test_a_changed_name_and_address_are_the_same_student(synced):
    synced.school.change("s00", preferred_name="Samira", email="samira@students.example")
    synced.school.hand_out()
    synced.sync()
    assert synced.rows()["s00"]["Student"] == "Samira"
    assert len(synced.rows()) == 6
    assert {row["Student"] for row in synced.rows(GOALS_TAB).values()} == {"Samira"}


def test_a_goal_moved_down_by_a_new_one_keeps_its_row(synced):
    page = synced.desk("s00").page(synced.doc("s00"))
    top = page.below("Goal 1")[0][0].start
    new = "Goal\nSpecific: Learn to juggle\nMeasurable: Three balls\nTimebound: By January 8, 2027\n"
    synced.desk("s00").edit(synced.doc("s00"), [{"insertText": {"location": {"index": top}, "text": new}}])
    synced.sync()
    rows = synced.rows(GOALS_TAB)
    assert rows["s00/3"]["Specific"] == "Learn to juggle"
    assert [rows[key]["Goal"] for key in ("s00/3", "s00/1", "s00/2")] == [1.0, 2.0, 3.0]


# ---- what staff wrote is read back in


@pytest.mark.parametrize("typed", [serial(day("2027-02-01")), "2027-02-01", "Feb 1, 2027"])
def test_excused_until_holds_flags_back(synced, typed):
    assert synced.rows()["s02"]["Flags"] == "nothing is written yet"
    synced.put(*synced.place("s02", "Excused until"), typed)
    assert synced.flags()["s02", "not-started"] == 0
    synced.sync()
    assert synced.rows()["s02"]["Flags"] is None
    assert synced.rows()["s02"]["Excused until"] == typed
    assert synced.rows(OVERVIEW_TAB)["place away"]["Number"] == 1.0


def test_extended_to_moves_the_date(room):
    room.write_in_full("s00", due=room.today - timedelta(days=1))
    room.sync()
    assert "was due on" in room.rows()["s00"]["Flags"]
    room.put(*room.place("s00", "Extended to"), serial(room.today + timedelta(days=20)))
    room.sync()
    assert room.rows()["s00"]["Flags"] is None


def test_what_is_no_date_is_said_beside_the_student(synced):
    synced.put(*synced.place("s02", "Excused until"), "when she is back")
    done = synced.sync()
    assert "“when she is back” in Excused until is no date" in synced.rows()["s02"]["Flags"]
    assert any("when she is back" in note for note in done.notes)


def test_the_hidden_tab_holds_a_row_a_student_and_one_for_the_cohort(synced):
    assert sorted(synced.rows(STATE_TAB)) == ["pdsync cohort", "s00", "s01", "s02", "s03", "s04", "s05"]
    assert STUDENTS_TAB != STATE_TAB
    assert KEY in synced.rows(STATE_TAB)["s00"]


def shade(room, tab_id, row, column):
    """The colour of a cell's ground as the Sheet comes to show it."""
    answer = requests.get(
        f"{room.school.box.url}/v4/spreadsheets/{room.sheet.id}",
        params={"fields": "sheets(properties.sheetId,data.rowData.values.effectiveFormat.backgroundColorStyle)"},
        headers={"Authorization": f"Bearer {room.school.box.token(STAFF)}"},
        timeout=30,
    ).json()
    (sheet,) = [sheet for sheet in answer["sheets"] if sheet["properties"]["sheetId"] == tab_id]
    cell = sheet["data"][0]["rowData"][row]["values"][column]
    return tuple(
        cell["effectiveFormat"]["backgroundColorStyle"]["rgbColor"].get(part, 0) for part in ("red", "green", "blue")
    )


def test_the_moment_of_the_last_sync_turns_red_by_itself(synced):
    rows = [line[0] for line in synced.tab(OVERVIEW_TAB).cells]
    place = rows.index("synced"), synced.tab(OVERVIEW_TAB).cells[0].index("When")
    red, green, _ = shade(synced, OVERVIEW_TAB, *place)
    assert green > red
    synced.tomorrow(2)
    red, green, _ = shade(synced, OVERVIEW_TAB, *place)
    assert red > green


def test_overdue_goals_stand_out(room):
    room.write_in_full("s00", due=room.today - timedelta(days=1))
    room.write("s01", specific="Apply to ten firms")
    room.sync()
    late, other, calm = (shade(room, STUDENTS_TAB, *room.place(key, "Flags")) for key in ("s00", "s01", "s02"))
    assert len({late, other}) == 2
    assert other == calm


def test_an_event_that_students_name_and_the_calendar_lacks_is_offered(room):
    room.write_in_full("s00", due="before spring break")
    room.write("s01", specific="Apply to ten firms", due="by spring break")
    notes = room.sync().notes
    assert "3 goals name “spring break”, which is not in the calendar; add it to the config's milestones?" in notes
