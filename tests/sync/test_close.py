"""Closing a cohort: who may still do what, what is set down, and how it is opened again exactly as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from pdsync.goals.closing import CLOSING_TAB
from pdsync.goals.cohort import Role
from pdsync.sync.close.carrying import close
from pdsync.sync.close.planning import Plan, plan
from pdsync.sync.close.steps import Done, Terms
from pdsync.sync.closed import closed
from tools.classroom import Classroom
from tools.school import CAREERS, MENTOR, School, writes

TYPED = [{"insertText": {"location": {"index": 1}, "text": "Late! "}}]


class Closing(Classroom):
    """A class whose module is over."""

    def terms(self, **more: Any) -> Terms:
        now = self.school.box.do(lambda workspace: workspace.clock.now())
        return Terms(**{"student": Role.COMMENTER, "mentors": None, "today": self.today, "now": now, **more})

    def plan(self, **more: Any) -> Plan:
        return plan(self.school.cohort, self.school.students, self.school.google, self.terms(**more))

    def close(self, *, save: Any = None, **more: Any) -> Done:
        school = self.school
        return close(school.cohort, school.students, school.google, self.terms(**more), save=save)

    def thaw(self, *keys: str) -> Done:
        return self.close(thaw=True, only=keys)

    def can_write(self, key: str) -> bool:
        """Whether the student can type in their Doc."""
        desk = self.desk(key)
        try:
            desk.edit(self.doc(key), TYPED)
        except RuntimeError as refused:
            assert " 403 " in str(refused)
            return False
        finally:
            desk.close()
        return True

    def can_read(self, key: str) -> bool:
        desk = self.desk(key)
        try:
            return bool(desk.page(self.doc(key)).lines)
        finally:
            desk.close()

    def comment(self, key: str) -> None:
        """Let the student comment on their Doc."""
        desk = self.desk(key)
        desk._call("POST", f"/drive/v3/files/{self.doc(key)}/comments?fields=id", json={"content": "Thank you"})
        desk.close()

    def roles(self, key: str) -> dict[str, str]:
        return self.school.grants(key)

    def records(self) -> dict[str, dict[str, Any]]:
        return self.rows(CLOSING_TAB)


@pytest.fixture
def room(school: School) -> Iterator[Closing]:
    yield Closing(school)


KEYS = [f"s{number:02}" for number in range(6)]


def test_who_is_closed_reads_and_comments_and_writes_no_more_until_thawed(room: Closing):
    room.sync()
    assert all(room.can_write(key) for key in KEYS)
    before = {key: room.roles(key) for key in KEYS}
    assert room.close().whole
    for key in KEYS:
        assert not room.can_write(key)
        assert room.can_read(key)
        room.comment(key)
    assert room.roles("s01") == {CAREERS: "writer", "s01@students.example": "commenter", MENTOR: "commenter"}
    assert room.thaw().whole
    assert {key: room.roles(key) for key in KEYS} == before
    assert all(room.can_write(key) for key in KEYS)
    assert not any(closed(room.school.doc(key)) for key in KEYS)


def test_a_second_run_writes_nothing_and_reads_no_doc(room: Closing):
    room.sync()
    room.close()
    with room.calls() as calls:
        done = room.close()
    assert done.whole
    assert calls == {"drive.files.list": 1, "sheets.spreadsheets.get": 1}
    room.thaw()
    with room.calls() as calls:
        assert room.thaw().whole
    assert calls == {"drive.files.list": 1, "sheets.spreadsheets.get": 1}


def test_a_closing_makes_two_changes_a_student_and_one_of_the_sheet(room: Closing):
    room.sync()
    with room.calls() as calls:
        room.close()
    many = len(KEYS)
    assert writes(calls) == {
        "drive.files.update": many,
        "drive.permissions.update": many,
        "sheets.spreadsheets.batchUpdate": 1,
    }
    assert calls["docs.documents.get"] == many
    assert not room.school.mails() - Counter({one.email: 1 for one in room.school.students})


def test_nobody_is_closed_by_a_plan(room: Closing):
    room.sync()
    with room.calls() as calls:
        words = str(room.plan())
    assert not writes(calls)
    assert "Sam (s00): s00@students.example may read and comment from now on" in words
    assert "In all: 6 students' Docs closed, in 12 changes; less than a minute. Nobody is mailed." in words
