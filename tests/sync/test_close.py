"""Closing a cohort: who may still do what, and how it is opened again exactly as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from closing_class import KEYS, Closing, as_staff

from pdsync.errors import NotFound, SafetyStop, UsageError
from pdsync.goals.cohort import Role
from pdsync.goals.sheet import GOALS_TAB
from pdsync.sync.close.decide import TOO_MANY
from pdsync.sync.close.planning import plan
from pdsync.sync.close.steps import Terms
from pdsync.sync.closed import closed
from pdsync.sync.ports import Invitation
from tools.classroom import NOW
from tools.doomed import watched
from tools.school import CAREERS, MENTOR, School, writes


@pytest.fixture
def room(school: School) -> Iterator[Closing]:
    yield Closing(school)


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


# ---- who stays open


def test_who_is_excepted_stays_open_and_is_named_and_closed_by_the_next_run(room: Closing):
    room.sync()
    done = room.close(spared=("S02",))
    (row,) = [row for row in done.rows if row.student.key == "s02"]
    assert (row.state, row.notes) == ("open", ("stays open: is excepted by --except",))
    assert done.whole
    assert room.can_write("s02")
    assert not room.can_write("s03")
    assert room.records()["s02"]["State"] == "open"
    room.close()
    assert not room.can_write("s02")
    assert room.records()["s02"]["State"] == "closed"


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Extended to", "has an extension until Friday 4 December 2026"),
        ("Excused until", "is excused until Friday 4 December 2026"),
    ],
)
def test_who_has_time_left_stays_open_until_that_day_has_passed(room: Closing, heading: str, words: str):
    room.sync()
    room.put(*room.place("s04", heading), "2026-12-04")
    room.tomorrow(10)
    assert room.today.isoformat() == "2026-12-04"
    assert f"stays open: {words}" in str(room.plan())
    room.close()
    assert room.can_write("s04")
    assert room.records()["s04"]["To know"] == words
    room.tomorrow()
    room.close()
    assert not room.can_write("s04")


def test_who_granted_it_is_said_and_a_goals_own_extension_counts_and_no_end_is_none(room: Closing):
    room.write_in_full("s00")
    room.sync()
    room.put(*room.place("s04", "Excused until"), "until further notice")
    room.put(*room.place("s04", "Granted by"), "Ada")
    lines = [list(line) for line in room.tab(GOALS_TAB).cells]
    row = next(number for number, line in enumerate(lines) if "s00/2" in line)
    room.put(row, lines[0].index("Extended to"), "2026-12-30", GOALS_TAB)
    states = {row.student.key: row.notes for row in room.close().rows if row.state == "open"}
    assert states == {
        "s00": ("stays open: has an extension until Wednesday 30 December 2026",),
        "s04": ("stays open: is excused until further notice, granted by Ada",),
    }


def test_a_day_that_cannot_be_read_leaves_the_student_open_and_is_told(room: Closing):
    room.sync()
    room.put(*room.place("s04", "Extended to"), "ask me again")
    done = room.close()
    (row,) = [row for row in done.rows if row.problems]
    assert row.student.key == "s04"
    assert "“ask me again” in Extended to is no date" in row.problems[0]
    assert not done.whole
    assert room.can_write("s04")


def test_an_extension_after_the_closing_changes_nothing_and_says_how_to_open(room: Closing):
    room.sync()
    room.close()
    room.put(*room.place("s04", "Extended to"), "2026-12-24")
    with room.calls() as calls:
        done = room.close()
    (row,) = [row for row in done.rows if row.student.key == "s04"]
    assert row.state == "closed"
    assert "to open it: pdsync thaw s04" in row.notes[0]
    assert writes(calls).keys() <= {"sheets.spreadsheets.batchUpdate"}
    assert not room.can_write("s04")


def test_only_some_are_closed_and_only_some_are_thawed(room: Closing):
    room.sync()
    room.close(only=("s00", "s01"))
    assert [room.can_write(key) for key in KEYS] == [False, False, True, True, True, True]
    assert set(room.records()) == {"s00", "s01"}
    room.thaw("s01")
    assert room.can_write("s01")
    assert not room.can_write("s00")
    assert {key: row["State"] for key, row in room.records().items()} == {"s00": "closed", "s01": "open again"}


def test_a_key_that_nobody_has_is_refused_with_those_that_are_near(room: Closing):
    for more in ({"spared": ("s0",)}, {"only": ("s0",)}):
        with pytest.raises(UsageError, match=r"Nobody in the cohort has the key “s0”\. Did you mean s0"):
            room.close(**more)


# ---- what is lowered


def test_a_reader_was_a_commenter_or_a_writer_before_and_is_again(room: Closing):
    room.close()
    room.close(student=Role.READER)
    assert room.roles("s01")["s01@students.example"] == "reader"
    room.close()
    assert room.roles("s01")["s01@students.example"] == "reader"
    room.thaw()
    assert room.roles("s01")["s01@students.example"] == "writer"


def test_a_link_and_friends_of_the_students_write_no_more_and_get_their_roles_back(room: Closing):
    desk = room.desk("s03")
    path = f"/drive/v3/files/{room.doc('s03')}/permissions"
    desk._call("POST", path, json={"type": "anyone", "role": "writer"})
    for email, role in (("friend@mail.example", "writer"), ("aunt@mail.example", "reader")):
        desk._call("POST", path, json={"type": "user", "role": role, "emailAddress": email})
    desk.close()
    before = room.roles("s03")
    words = str(room.plan())
    assert "everybody with the link may read and comment from now on" in words
    assert "friend@mail.example may read and comment from now on" in words
    assert room.close().whole
    assert room.roles("s03") == {
        CAREERS: "writer",
        "": "commenter",
        "s03@students.example": "commenter",
        "friend@mail.example": "commenter",
        "aunt@mail.example": "reader",
    }
    room.thaw()
    assert room.roles("s03") == before


def befriend(room: Closing, many: int) -> None:
    """Let a student invite so many people into their Doc."""
    desk = room.desk("s03")
    for number in range(many):
        body = {"type": "user", "role": "writer", "emailAddress": f"f{number}@mail.example"}
        desk._call(
            "POST",
            f"/drive/v3/files/{room.doc('s03')}/permissions",
            json=body,
            params={"sendNotificationEmail": "false"},
        )
    desk.close()


def test_so_many_people_have_a_doc_that_one_mark_does_not_hold_them(room: Closing):
    befriend(room, 20)
    before = room.roles("s03")
    assert room.close().whole
    assert Counter(room.roles("s03").values()) == {"commenter": 21, "writer": 1}
    room.thaw()
    assert room.roles("s03") == before


def test_so_many_people_have_a_doc_that_no_marks_hold_them_and_it_is_left_as_it_is(room: Closing):
    befriend(room, 60)
    before = room.roles("s03")
    done = room.close()
    assert not done.whole
    assert [problem for row in done.rows for problem in row.problems] == [TOO_MANY]
    assert room.roles("s03") == before


def test_somebody_who_loses_access_while_the_doc_is_being_closed_is_no_problem(room: Closing):
    doc, taken = room.doc("s03"), []

    def tell(call: str, after: bool) -> None:
        if call == "let" and not after and not taken:
            taken.extend(
                grant for grant in room.school.google.drive.grants(doc) if grant.email == "s03@students.example"
            )
            as_staff(room, "DELETE", f"{doc}/permissions/{taken[0].id}")

    other = room.beside(watched(room.school.google, tell))
    assert other.close(only=("s03",)).whole
    assert taken
    assert "s03@students.example" not in room.roles("s03")


def test_mentors_are_lowered_where_the_config_says_so(room: Closing):
    assert room.close(mentors=Role.READER).whole
    assert room.roles("s01")[MENTOR] == "reader"
    room.close(thaw=True)
    assert room.roles("s01")[MENTOR] == "commenter"


def test_somebody_let_in_while_the_doc_is_being_closed_is_lowered_too(room: Closing):
    """A student shares the Doc by link in the moment between the look and the closing."""
    desk, doc, told = room.desk("s03"), room.doc("s03"), []

    def tell(call: str, after: bool) -> None:
        if call == "mark" and not after and not told:
            told.append(call)
            desk._call("POST", f"/drive/v3/files/{doc}/permissions", json={"type": "anyone", "role": "writer"})

    other = room.beside(watched(room.school.google, tell))
    assert other.close(only=("s03",)).whole
    desk.close()
    assert room.roles("s03")[""] == "commenter"
    room.thaw()
    assert room.roles("s03")[""] == "writer"


def test_who_writes_through_the_folder_cannot_be_closed_out_and_is_named(room: Closing):
    folder = room.school.found().folder
    assert folder is not None
    room.school.google.drive.share(folder.id, Invitation("s02@students.example", "writer"))
    done = room.close()
    (row,) = [row for row in done.rows if row.problems]
    assert row.student.key == "s02"
    assert row.problems == ("s02@students.example may still do more than read, through the folder; end that there",)
    assert row.state == "closed in part"
    assert room.records()["s02"]["State"] == "closed in part"
    assert not done.whole


# ---- Docs in odd places


def test_who_left_the_roster_is_closed_too(room: Closing):
    gone = room.school.students.pop(3)
    done = room.close()
    (row,) = [row for row in done.rows if row.student.key == gone.key]
    assert (row.state, row.notes) == ("closed", ("is not on the roster any more",))
    assert room.roles(gone.key)[gone.email] == "commenter"
    room.thaw(gone.key)
    assert room.roles(gone.key)[gone.email] == "writer"


def test_a_doc_in_the_bin_is_left_as_it_is_and_told_of(room: Closing):
    doc = room.school.doc("s03")
    as_staff(room, "PATCH", doc.id, json={"trashed": True})
    done = room.close()
    (row,) = [row for row in done.rows if row.problems]
    assert (row.student.key, row.state) == ("s03", "no Doc")
    assert "the Doc is in Drive's bin and was left as it is; take it out, and run it again" in row.problems[0]
    assert row.link == doc.link
    as_staff(room, "PATCH", doc.id, json={"trashed": False})
    assert room.close().whole
    assert not room.can_write("s03")


def test_a_doc_that_was_deleted_for_good_is_no_problem_of_the_others(room: Closing):
    room.sync()
    as_staff(room, "DELETE", room.doc("s03"))
    done = room.close()
    assert {row.student.key: row.state for row in done.rows if row.state != "closed"} == {"s03": "no Doc"}


def test_a_doc_outside_the_folder_and_a_second_one_are_closed_too(room: Closing):
    google, first = room.school.google, room.school.doc("s03")
    as_staff(room, "PATCH", first.id, json={}, params={"addParents": "root", "removeParents": first.parents[0]})
    second = google.drive.copy(first.id, name="Second", marks=dict(first.marks), folder=first.parents[0])
    google.drive.share(second.id, Invitation("s03@students.example", "writer"))
    assert room.close().whole
    for file in (first, second):
        roles = {one.email: one.role for one in google.drive.grants(file.id)}
        assert roles["s03@students.example"] == "commenter"


def test_a_doc_that_belongs_to_the_student_cannot_be_closed(room: Closing):
    room.school.change("s03", email="s03@school.example")
    room.school.hand_out()
    doc = room.doc("s03")
    (grant,) = [one for one in room.school.google.drive.grants(doc) if one.email == "s03@school.example"]
    as_staff(
        room, "PATCH", f"{doc}/permissions/{grant.id}", json={"role": "owner"}, params={"transferOwnership": "true"}
    )
    done = room.close()
    (row,) = [row for row in done.rows if row.problems]
    assert "belongs to s03@school.example, and only its owner can close it" in row.problems[0]
    assert row.state != "closed"


def test_where_nothing_was_handed_out_nothing_is_closed(school: School):
    with pytest.raises(NotFound, match="Nothing has been handed out"):
        plan(school.cohort, school.students, school.google, Terms(Role.READER, None, date(2026, 12, 1), NOW))


def test_a_sheet_in_the_bin_stops_a_closing_before_anything_is_done(room: Closing):
    room.sync()
    as_staff(room, "PATCH", room.sheet.id, json={"trashed": True})
    with room.calls() as calls, pytest.raises(SafetyStop, match="the cohort Sheet is in the bin"):
        room.close()
    assert not writes(calls)
