"""Closing what is closed already: what was so before the first time is what a thaw gives back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from closing_class import Closing, as_staff

from pdsync.goals.cohort import Role
from tools.school import School

FRIEND = "friend@mail.example"


@pytest.fixture
def room(school: School) -> Iterator[Closing]:
    yield Closing(school)


def let(room: Closing, key: str, email: str, role: str) -> None:
    """Let somebody in by hand, or give them another role."""
    doc = room.doc(key)
    known = next((one.id for one in room.school.google.drive.grants(doc) if one.email == email), "")
    if known:
        as_staff(room, "PATCH", f"{doc}/permissions/{known}", json={"role": role})
    else:
        body = {"type": "user", "role": role, "emailAddress": email}
        as_staff(room, "POST", f"{doc}/permissions?sendNotificationEmail=false", json=body)


def test_a_second_closing_lowers_who_came_since_and_leaves_the_student_what_the_first_one_left(room: Closing):
    room.close(student=Role.READER)
    let(room, "s03", FRIEND, "writer")
    assert room.close().whole
    assert room.roles("s03")[FRIEND] == "commenter"
    room.school.change("s03", email="new@students.example")
    assert room.school.hand_out().whole
    assert room.roles("s03")["new@students.example"] == "reader"
    assert room.thaw("s03").whole
    assert room.roles("s03")["new@students.example"] == "writer"
    assert room.roles("s03")[FRIEND] == "writer"


def test_a_thaw_takes_nothing_from_who_was_given_more_since(room: Closing):
    let(room, "s03", FRIEND, "commenter")
    room.close(student=Role.READER)
    assert room.roles("s03")[FRIEND] == "reader"
    let(room, "s03", FRIEND, "writer")
    assert room.thaw("s03").whole
    assert room.roles("s03")[FRIEND] == "writer"
