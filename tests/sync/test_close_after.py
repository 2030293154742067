"""After a closing: what handout, sync and flags do with Docs that are closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from closing_class import Closing

from pdsync.goals.cohort import Closing as Settings
from pdsync.goals.cohort import Role
from pdsync.goals.model import Student
from pdsync.goals.sheet import STUDENTS_TAB
from tools.school import CAREERS, MENTOR, School, writes


@pytest.fixture
def room(school: School) -> Iterator[Closing]:
    yield Closing(school)


def test_handout_and_sync_leave_closed_docs_closed(room: Closing):
    room.sync()
    room.close()
    before = {key: room.roles(key) for key in ("s00", "s01")}
    with room.calls() as calls:
        assert room.school.hand_out().whole
    assert calls == {"drive.files.list": 1}
    room.sync()
    assert {key: room.roles(key) for key in before} == before
    assert not room.can_write("s00")


def test_a_student_with_a_new_address_is_let_in_to_read_and_gets_the_rest_back_by_a_thaw(room: Closing):
    room.close()
    room.school.change("s02", email="new@students.example")
    assert room.school.hand_out().whole
    assert room.roles("s02") == {CAREERS: "writer", "new@students.example": "commenter"}
    with room.calls() as calls:
        assert room.close().whole
    assert not writes(calls)
    assert room.thaw("s02").whole
    assert room.roles("s02")["new@students.example"] == "writer"


def test_a_new_mentor_of_a_closed_doc_gets_what_mentors_are_left(room: Closing):
    school = room.school
    school.cohort = replace(school.cohort, closing=Settings(Role.COMMENTER, Role.READER))
    room.close(mentors=Role.READER)
    assert room.roles("s01")[MENTOR] == "reader"
    school.change("s01", mentor_email="other@school.example")
    school.hand_out()
    assert room.roles("s01")["other@school.example"] == "reader"
    room.close(thaw=True, mentors=Role.READER)
    assert room.roles("s01") == {
        CAREERS: "writer",
        "s01@students.example": "writer",
        "other@school.example": "commenter",
    }


def test_a_late_student_of_a_closed_cohort_gets_an_open_doc(room: Closing):
    room.close()
    room.school.students.append(Student("late", "Late", "late@students.example"))
    room.school.hand_out()
    assert room.can_write("late")


def test_nobody_is_asked_for_work_in_a_closed_doc_but_what_it_came_to_stays_seen(room: Closing):
    room.write_in_full("s00")
    room.write("s01", specific="Talk to two alumni")
    room.sync()
    where = {key: row["Where"] for key, row in room.rows(STUDENTS_TAB).items()}
    room.today += timedelta(days=40)
    assert room.flags()["s00", "overdue"]
    room.close()
    assert room.flags() == Counter()
    room.sync()
    assert {key: row["Where"] for key, row in room.rows(STUDENTS_TAB).items()} == where
    room.thaw("s00")
    assert room.flags()["s00", "overdue"]


def test_access_to_a_closed_doc_is_still_looked_after(room: Closing):
    desk = room.desk("s03")
    desk.share_by_link(room.doc("s03"))
    desk.close()
    room.close()
    assert room.flags() == {("s03", "shared-too-widely"): 1}
