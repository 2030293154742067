"""What a closing sets down of each Doc, and that it stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from closing_class import TYPED, Closing

from pdsync.goals.closing import CLOSING_TAB
from pdsync.goals.merge import serial
from pdsync.goals.plain import digest_of, text_of
from tools.classroom import day
from tools.doomed import watched
from tools.school import CAREERS, School, writes


@pytest.fixture
def room(school: School) -> Iterator[Closing]:
    yield Closing(school)


def test_a_row_tells_what_stood_in_the_doc(room: Closing):
    room.write_in_full("s00", status="Done")
    room.write("s01", specific="=HYPERLINK(A1)", due=day("2026-11-25"))
    room.tomorrow(3)
    room.sync()
    room.tomorrow()
    room.close()
    records = room.records()
    text = text_of(room.school.google.docs.read(room.doc("s00")).blocks)
    row = records["s00"]
    assert (row["Student"], row["State"], row["Could"], row["Can"]) == ("Sam", "closed", "write", "read and comment")
    assert row["Digest"] == digest_of(text)
    assert row["Drive's version"] == room.school.google.drive.revision(room.doc("s00"))
    assert [row[name] for name in ("Goals", "Complete", "Done", "Overdue")] == [2, 2, 2, 0]
    assert [records["s01"][name] for name in ("Goals", "Complete", "Done", "Overdue")] == [1, 0, 0, 1]
    assert int(row["Closed at"]) == serial(day("2026-11-28"))
    assert int(row["Last changed at"]) == serial(day("2026-11-24"))
    assert row["Doc"].startswith("https://docs.google.com/document/")
    assert {records[key]["Student"] for key in ("s03", "s04")} == {"Alex Kim (s03)", "Alex Kim (s04)"}


def test_an_edit_in_the_last_moment_is_part_of_what_is_set_down(room: Closing):
    """The student types between the plan and the closing: what is set down is what stays."""
    room.sync()
    told = []

    def tell(call: str, after: bool) -> None:
        if call == "let" and not after and not told:
            told.append(room.can_write("s03"))

    room.beside(watched(room.school.google, tell)).close(only=("s03",))
    assert told == [True]
    assert room.records()["s03"]["Digest"] == digest_of(room.plain("s03"))
    assert "Late! " in room.plain("s03")


def test_what_staff_type_after_the_closing_is_told_and_the_row_stays(room: Closing):
    room.close()
    before = room.records()["s03"]
    room.tomorrow()
    room.as_staff("s03", TYPED[0])
    with room.calls() as calls:
        done = room.close()
    assert not writes(calls)
    (row,) = [row for row in done.rows if row.notes]
    assert row.notes == ("was changed after it was closed; the Closing tab tells what was closed",)
    assert room.records()["s03"] == before


def test_a_doc_closed_once_more_is_set_down_anew(room: Closing):
    room.close()
    before = room.records()["s03"]
    room.thaw("s03")
    assert room.records()["s03"] == {**before, "State": "open again", "Can": "write"}
    assert room.can_write("s03")
    room.tomorrow()
    room.close()
    after = room.records()["s03"]
    assert after["State"] == "closed"
    assert after["Closed at"] > before["Closed at"]
    assert after["Digest"] != before["Digest"]


def test_somebody_raised_by_hand_is_lowered_again_and_remembered_as_before(room: Closing):
    room.close()
    doc = room.doc("s03")
    (grant,) = [one for one in room.school.google.drive.grants(doc) if one.email == "s03@students.example"]
    room.school.google.drive.let(doc, grant.id, "writer")
    room.close()
    assert room.roles("s03")["s03@students.example"] == "commenter"
    room.thaw()
    assert room.roles("s03")["s03@students.example"] == "writer"


def test_who_lost_access_since_does_not_get_it_back_by_a_thaw(room: Closing):
    room.close()
    doc = room.doc("s03")
    (grant,) = [one for one in room.school.google.drive.grants(doc) if one.email == "s03@students.example"]
    room.school.google.drive.unshare(doc, grant.id)
    done = room.thaw("s03")
    assert done.rows[0].notes == ("the access of one person was ended since and does not come back by this",)
    assert room.roles("s03") == {CAREERS: "writer"}


def test_what_staff_write_beside_the_rows_and_how_they_sort_them_stays(room: Closing):
    room.close()
    lines = room.tab(CLOSING_TAB).cells
    column = lines[0].index("Notes")
    room.put(1, column, "has the printed copy", CLOSING_TAB)
    room.thaw()
    room.close()
    assert room.tab(CLOSING_TAB).at(1, column) == "has the printed copy"


def test_the_sync_leaves_the_closing_tab_alone(room: Closing):
    room.sync()
    room.close()
    before = room.tab(CLOSING_TAB)
    room.sync()
    assert room.tab(CLOSING_TAB) == before


def test_a_sync_that_writes_at_the_same_moment_loses_nothing(room: Closing):
    room.sync()
    room.write_in_full("s00")
    told = []

    def tell(call: str, after: bool) -> None:
        if call == "read" and after and not told:
            told.append(room.sync())

    google = room.school.google
    sheets = watched(replace(google, docs=google.sheets), tell).docs  # type: ignore[arg-type]
    done = room.beside(replace(google, sheets=sheets)).close()  # type: ignore[arg-type]
    assert done.whole
    assert told
    assert room.records()["s00"]["State"] == "closed"
    assert room.rows()["s00"]["Goals"] == "2 of 2"


def test_a_sheet_in_another_time_zone_is_no_other_closing(room: Closing):
    room.sync()
    room.close()
    before = room.records()["s03"]
    room.edit({"updateSpreadsheetProperties": {"properties": {"timeZone": "Asia/Kolkata"}, "fields": "timeZone"}})
    with room.calls() as calls:
        assert room.close().whole
    assert calls["docs.documents.get"] == 0
    after = room.records()["s03"]
    assert after["Digest"] == before["Digest"]
    assert after["Closed at"] - before["Closed at"] == pytest.approx(5.5 / 24, abs=1e-6)
    with room.calls() as calls:
        room.close()
    assert not writes(calls)
