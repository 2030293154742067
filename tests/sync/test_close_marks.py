"""The marks of a closed Doc: what is noted is read back, in properties that Drive takes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.goals.cohort import Role
from pdsync.sync.closed import CLOSED, MARK_BYTES, Closed, closed, left, marks_in, marks_of
from pdsync.sync.ports import File, FileKind

NOON = datetime(2026, 12, 18, 12, 30, 59, tzinfo=UTC)
ROLES = st.sampled_from(["reader", "commenter", "writer", "fileOrganizer"])
IDS = st.one_of(
    st.from_regex(r"\A\d{20}\Z"), st.sampled_from(["anyone", "anyoneWithLink"]), st.from_regex(r"\A\d{20}k\Z")
)


def doc(marks: dict[str, str]) -> File:
    return File("1", "x", FileKind.DOC, marks, "1", NOON, NOON)


@given(ROLES, st.one_of(st.just(""), ROLES), st.integers(1_600_000_000, 3_900_000_000), st.data())
def test_what_is_noted_is_read_back(role: str, before: str, since: int, data: st.DataObject):
    was = data.draw(st.dictionaries(IDS, ROLES, max_size=40))
    one = Closed(role, before, datetime.fromtimestamp(since, UTC), was)
    marks = marks_of(one)
    assert closed(doc({**marks, "pdsync-cohort": "2611"})) == one
    assert set(marks_in(marks)) == set(marks)
    assert all(len(f"{name}{value}".encode()) <= MARK_BYTES for name, value in marks.items())


def test_the_everyday_case_takes_two_marks():
    marks = marks_of(Closed("commenter", "writer", NOON, {"01234567890123456789": "writer"}))
    assert marks == {"pdsync-closed": "commenter writer 20261218T123059Z", "pdsync-was": "w01234567890123456789"}


@pytest.mark.parametrize("mark", ["", "nonsense", "owner writer yesterday", "reader"])
def test_a_mark_that_makes_no_sense_still_says_that_the_doc_is_closed(mark: str):
    one = closed(doc({CLOSED: mark, "pdsync-was": "zz q w"}))
    assert one is not None
    assert one.role in ("reader", "commenter")
    assert not one.was


def test_an_open_doc_has_no_such_mark():
    assert closed(doc({"pdsync-cohort": "2611"})) is None


def test_what_is_left_of_a_role():
    open_doc, shut = doc({}), doc(marks_of(Closed("commenter", "writer", NOON)))
    assert [left(role, open_doc) for role in Role] == [*Role]
    assert [left(role, shut) for role in Role] == [Role.READER, Role.COMMENTER, Role.COMMENTER]
    assert [left(role, shut, Role.READER) for role in Role] == [Role.READER] * 3
