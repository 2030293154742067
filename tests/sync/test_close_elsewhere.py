"""A closing by a colleague, on a shared drive, and at the same time as a handout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from closing_class import KEYS, Closing
from test_handout_elsewhere import _shared_drive, as_account

from pdsync.sandbox.users import account
from pdsync.sync.ports import FileKind, Invitation, unguarded
from tools.school import CAREERS, MENTOR, STAFF, School, writes


@pytest.fixture
def drive_room(school: School) -> Iterator[Closing]:
    """A class whose Docs lie in a shared drive."""
    school.google = as_account(school, STAFF, shared_drive=_shared_drive(school))
    yield Closing(school)


def test_a_shared_drive_is_closed_and_opened_again(drive_room: Closing):
    room = drive_room
    before = {key: dict(all_roles(room, key)) for key in KEYS}
    done = room.close()
    assert done.whole, [row.problems for row in done.rows]
    for key in KEYS:
        assert all_roles(room, key)[f"{key}@students.example"] == "commenter"
        assert not room.can_write(key)
    with room.calls() as calls:
        assert room.close().whole
    assert not writes(calls)
    assert room.thaw().whole
    assert {key: all_roles(room, key) for key in KEYS} == before


def all_roles(room: Closing, key: str) -> dict[str, str]:
    return {one.email: one.role for one in room.school.google.drive.grants(room.doc(key))}


def member(room: Closing, email: str, role: str) -> None:
    """Let somebody be a member of the shared drive."""
    drive = room.school.google.drive._shared_drive  # type: ignore[attr-defined]

    def give(workspace: Any) -> None:
        body = {"type": "user", "role": role, "emailAddress": email}
        params = {"fileId": drive, "supportsAllDrives": True, "sendNotificationEmail": False}
        workspace.call("drive.permissions.create", account(workspace.store, STAFF), params, body)

    room.school.box.do(give)


def test_a_student_who_is_a_member_of_the_drive_cannot_be_closed_out_by_a_doc(drive_room: Closing):
    room = drive_room
    member(room, "s02@students.example", "writer")
    done = room.close()
    (row,) = [row for row in done.rows if row.problems]
    assert row.student.key == "s02"
    assert "may still do more than read" in row.problems[0]
    assert row.state == "closed in part"
    assert not done.whole


def test_a_member_who_reads_the_drive_loses_what_the_doc_gave_beyond_that(drive_room: Closing):
    room = drive_room
    member(room, "s02@students.example", "reader")
    assert room.close().whole
    assert all_roles(room, "s02")["s02@students.example"] == "commenter"
    assert not room.can_write("s02")
    assert room.thaw().whole
    assert all_roles(room, "s02")["s02@students.example"] == "writer"


def test_a_member_of_staff_of_the_drive_stays_as_they_are(drive_room: Closing):
    room = drive_room
    member(room, "dean@school.example", "fileOrganizer")
    assert room.close().whole
    assert all_roles(room, "s02")["dean@school.example"] == "fileOrganizer"


def test_a_colleague_closes_and_another_machine_opens(school: School):
    room = Closing(school)
    before = {key: room.roles(key) for key in KEYS}
    colleague = room.beside(as_account(school, CAREERS))
    done = colleague.close()
    assert done.whole, [row.problems for row in done.rows]
    assert not any(room.can_write(key) for key in KEYS)
    assert room.roles("s01") == {CAREERS: "writer", "s01@students.example": "commenter", MENTOR: "commenter"}
    assert room.thaw().whole
    assert {key: room.roles(key) for key in KEYS} == before


def test_an_account_that_may_not_share_says_so_and_changes_nothing(school: School):
    room = Closing(school)
    doc = school.doc("s01").id
    reader = "aide@school.example"
    for file in (doc, school.found().folder.id):  # type: ignore[union-attr]
        school.google.drive.share(file, Invitation(reader, "reader"))
    room.sync()
    with room.calls() as calls:
        done = room.beside(as_account(school, reader)).close(only=("s01",))
    (row,) = done.rows
    assert "this account cannot see who has the Doc, so nothing was changed" in row.problems
    assert set(writes(calls)) <= {"sheets.spreadsheets.batchUpdate"}
    assert room.can_write("s01")


def test_two_closings_at_once_are_as_good_as_one(school: School):
    from concurrent.futures import ThreadPoolExecutor

    room = Closing(school)
    room.sync()
    others = [room, room.beside(replace(as_account(school, CAREERS), alone=unguarded))]
    with ThreadPoolExecutor(2) as both:
        done = [one.result() for one in [both.submit(other.close) for other in others]]
    assert all(one.whole for one in done)
    assert room.close().whole
    with room.calls() as calls:
        room.close()
    assert not writes(calls)
    room.thaw()
    assert all(room.can_write(key) for key in KEYS)


def test_a_doc_moved_into_a_folder_that_students_may_write_in_is_told_of(school: School):
    """What comes from that folder stays, though the Doc's own grant is lowered."""
    room = Closing(school)
    drive, doc = school.google.drive, school.doc("s03")
    other = drive.create(FileKind.FOLDER, name="Everybody's", marks={})
    drive.share(other.id, Invitation("s03@students.example", "writer"))
    drive.move(doc.id, into=other.id, out_of=doc.parents)
    done = room.close()
    (row,) = [row for row in done.rows if row.problems]
    assert row.student.key == "s03"
    assert "may still do more than read, through a folder that the Doc lies in; end that there" in row.problems[0]
    assert row.state == "closed in part"
    assert room.can_write("s03")
    (grant,) = [one for one in drive.grants(other.id) if one.role != "owner"]
    drive.unshare(other.id, grant.id)
    assert room.close().whole
    assert not room.can_write("s03")
    room.thaw()
    assert room.can_write("s03")
