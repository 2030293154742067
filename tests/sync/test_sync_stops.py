"""A sync that would lose something stops and says so; --force goes on. One Doc that fails stops nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
import requests

from pdsync.errors import NotFound, SafetyStop
from pdsync.goals.merge import day_of
from pdsync.goals.sheet import GOALS_TAB
from pdsync.goals.sheet_tab_looks import GONE
from pdsync.sync import publish
from pdsync.sync.ports import Invitation
from tools.classroom import Classroom
from tools.school import STAFF, roster

FLOOR = {"drive.files.list": 1, "sheets.spreadsheets.get": 1}


@pytest.fixture
def synced(school):
    """A class in which two students have written everything, after its first sync."""
    room = Classroom(school)
    room.write_in_full("s00")
    room.write_in_full("s01")
    room.sync()
    return room


def stopped(room, **more):
    """The words with which a sync stops without a write."""
    before = room.book()
    with pytest.raises(SafetyStop, match="nothing was written") as stop:
        room.sync(**more)
    assert room.book() == before
    assert stop.value.exit_code == 5
    assert "--force" in stop.value.hint
    return str(stop.value)


def test_an_empty_roster_stops(synced):
    synced.school.students = []
    assert "there is nobody on the roster" in stopped(synced)


def test_a_roster_of_other_students_stops(synced):
    synced.school.students = [replace(one, key=f"x{one.key}") for one in synced.school.students]
    assert "of the 6 students in the Sheet only 0 are on the roster still" in stopped(synced)


def test_a_roster_that_shrank_to_a_third_stops_and_force_goes_on(synced):
    synced.school.students = roster(2)
    assert "only 2 are on the roster" in stopped(synced)
    synced.sync(force=True)
    assert synced.rows()["s05"]["Standing"] == GONE


def test_a_few_students_may_leave_without_a_question(synced):
    synced.school.students = roster(4)
    assert [change.kind for change in synced.sync().changes] == ["left", "left"]


def test_the_sheet_of_another_cohort_stops(synced):
    synced.school.cohort = replace(synced.school.cohort, key="2611")
    marks = {"pdsync-cohort": "2605"}
    for file in synced.school.found().all:
        synced.school.google.drive.mark(file.id, marks)
    synced.school.cohort = replace(synced.school.cohort, key="2605")
    assert "the Sheet is the one of the cohort “2611”, and the config’s is “2605”" in stopped(synced)


def test_most_docs_lost_at_once_stops(synced):
    for student in synced.school.students[:4]:
        synced.school.google.drive.discard(synced.doc(student.key), ())
    assert "4 of 6 Docs cannot be read any more" in stopped(synced)
    synced.sync(force=True)
    assert synced.rows()["s00"]["Flags"] == "the Doc is in the bin"
    assert synced.rows(GOALS_TAB)["s00/1"]["Specific"] == "Talk to two alumni a week"


def test_most_docs_refused_at_once_stops(synced):
    for student in synced.school.students:
        synced.write(student.key, specific="x")
    with synced.school.box.faults({"match": {"method": "docs.documents.get", "times": None}, "do": {"status": 403}}):
        assert "6 of 6 Docs cannot be read any more" in stopped(synced)


def test_a_sheet_in_the_bin_stops_and_force_makes_a_new_one(synced):
    old = synced.sheet
    synced.school.google.drive.discard(old.id, ())
    with pytest.raises(SafetyStop, match="the cohort Sheet is in the bin"):
        synced.sync()
    synced.sync(force=True)
    assert synced.sheet.id != old.id
    assert len(synced.rows()) == 6


def test_before_a_handout_there_is_nothing_to_sync(school):
    with pytest.raises(NotFound, match="Nothing has been handed out") as error:
        publish.sync(school.cohort, school.students, school.google, today=None, now=None)
    assert error.value.hint == "pdsync handout"


# ---- one Doc that fails


def refused(room, key, **do):
    return room.school.box.faults(
        {"match": {"method": "docs.documents.get", "fileId": room.doc(key), "times": None}, "do": do}
    )


def test_a_doc_that_cannot_be_read_now_is_a_problem_and_what_it_said_stays(synced):
    synced.write("s00", 1, status="Done")
    synced.write("s02", specific="Apply to ten firms")
    goals = synced.rows(GOALS_TAB)
    with refused(synced, "s00", status=500):
        done = synced.sync()
    (problem,) = done.problems
    assert problem.startswith("Sam: The Doc could not be read this time (")
    assert synced.rows(GOALS_TAB)["s00/2"] == goals["s00/2"]
    assert "what stands here is the reading of" in synced.rows()["s00"]["Flags"]
    assert synced.rows()["s02"]["Goals"] == "1 of 2"
    done = synced.sync()
    assert (done.read, done.problems) == (1, ())
    assert synced.rows(GOALS_TAB)["s00/2"]["Status"] == "Done"
    assert synced.rows()["s00"]["Flags"] is None


def test_a_doc_that_this_account_may_not_open_is_lost_until_it_may(synced):
    synced.write("s00", 1, status="Done")
    with refused(synced, "s00", status=403):
        done = synced.sync()
    assert len(done.problems) == 1
    assert "the Doc cannot be read: this account may not open it" in synced.rows()["s00"]["Flags"]
    assert [change.kind for change in synced.sync().changes] == ["doc-back", "completed"]
    assert synced.rows()["s00"]["Flags"] is None


def test_a_doc_in_the_bin_keeps_its_goals_in_the_sheet_and_comes_back(synced):
    doc = synced.doc("s00")
    synced.school.google.drive.discard(doc, ())
    done = synced.sync()
    assert [(change.student, change.kind) for change in done.changes] == [("s00", "doc-lost")]
    assert synced.rows()["s00"]["Flags"] == "the Doc is in the bin"
    assert synced.rows(GOALS_TAB)["s00/1"]["Flags"] is None
    with synced.calls() as calls:
        synced.sync()
    assert calls == FLOOR


def test_a_doc_moved_out_of_the_folder_is_told_and_read_all_the_same(synced):
    box, doc = synced.school.box, synced.school.doc("s00")
    requests.patch(
        f"{box.url}/drive/v3/files/{doc.id}",
        params={"removeParents": doc.parents[0], "addParents": "root"},
        headers={"Authorization": f"Bearer {box.token(STAFF)}"},
        json={},
        timeout=30,
    ).raise_for_status()
    synced.write("s00", 1, status="Done")
    synced.sync()
    assert "the Doc lies outside the cohort’s folder" in synced.rows()["s00"]["Flags"]
    assert synced.rows(GOALS_TAB)["s00/2"]["Status"] == "Done"


# ---- whom a Doc is shared with


def reshare(room, email):
    """Take the student's grant away and give it to another address."""
    drive, doc = room.school.google.drive, room.school.doc("s00")
    (grant,) = [one for one in doc.grants if one.email == "s00@students.example"]
    drive.unshare(doc.id, grant.id)
    if email:
        drive.share(doc.id, Invitation(email, "writer"))


def test_a_doc_that_is_not_shared_with_its_student_is_told(synced):
    reshare(synced, "")
    synced.sync()
    assert "the Doc is not shared with s00@students.example yet" in synced.rows()["s00"]["Flags"]


def test_a_student_whom_google_lists_under_another_address_has_the_doc(synced):
    reshare(synced, "sam.obrien@students.example")
    synced.sync()
    assert synced.rows()["s00"]["Flags"] is None


# ---- what Drive tells late


def test_an_edit_that_drive_tells_minutes_later_is_not_lost(synced):
    lag = {"match": {"method": "docs.documents.batchUpdate"}, "do": {"modifiedLag": 300}}
    with synced.school.box.faults(lag):
        synced.write("s02", specific="Apply to ten firms")
    synced.sync()
    synced.school.time.sleep(400)
    synced.sync()
    assert synced.rows(GOALS_TAB)["s02/1"]["Specific"] == "Apply to ten firms"
    with synced.calls() as calls:
        synced.sync()
    assert calls == FLOOR


def test_staff_who_type_in_a_doc_are_not_the_student_at_work(school):
    room = Classroom(school)
    room.write_in_full("s00")
    room.sync()
    first = room.rows()["s00"]["Last edit"]
    room.tomorrow(5)
    words = {"replaceAllText": {"containsText": {"text": "two alumni"}, "replaceText": "three alumni"}}
    room.as_staff("s00", words)
    room.sync()
    assert room.rows(GOALS_TAB)["s00/1"]["Specific"] == "Talk to three alumni a week"
    assert room.rows()["s00"]["Last edit"] == first
    room.write("s00", 0, status="Done")
    room.sync()
    assert room.rows()["s00"]["Last edit"] == first + 5


def test_words_of_yesterday_are_dated_by_the_docs_last_change(school):
    room = Classroom(school)
    room.sync()
    room.write_in_full("s00", due="Tomorrow")
    room.tomorrow()
    room.sync()
    due = room.rows(GOALS_TAB)["s00/1"]["Due"]
    assert day_of(due) == room.today
    assert room.today - timedelta(days=1) == day_of(room.rows()["s00"]["Last edit"])
