"""The plan as a table: what a student's line on the roster and their files in Drive come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdsync.goals.calendar import Calendar
from pdsync.goals.cohort import Cohort, CsvRoster, Role, Sharing, StaffMember
from pdsync.goals.model import Standing, Student
from pdsync.sync.found import FOR, MENTOR, found
from pdsync.sync.handout.decide import preparations, visit
from pdsync.sync.handout.steps import (
    Adopt,
    Copy,
    Discard,
    Fill,
    LetStaffIn,
    MakeFolder,
    MakeTemplate,
    Mark,
    Original,
    Share,
    Unshare,
    Wait,
)
from pdsync.sync.handout.view import MARK_BYTES, RUN, TITLE, View, digest, wanted
from pdsync.sync.handout.wording import worded
from pdsync.sync.ports import COHORT, KIND, STUDENT, File, FileKind, Grant

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
CALENDAR = Calendar.from_mapping({"module": {"start": "2026-11-23", "end": "2027-01-15"}})
COHORT_2611 = Cohort(
    name="2611",
    key="2611",
    calendar=CALENDAR,
    roster=CsvRoster(Path("roster.csv")),
    sharing=Sharing(staff=(StaffMember("staff@x.example"),), message="Hello {{preferred_name}}"),
)
SAM = Student("s1", "Samantha O'Brien", "sam@x.example", preferred_name="Sam", mentor_email="mentor@x.example")
NAME = "Sam – SMART goals – 2611"
OWNER = Grant("o", "owner", email="me@x.example")
STAFF = Grant("s", "writer", email="staff@x.example")
STUDENTS = Grant("1", "writer", email="sam@x.example")
MENTORS = Grant("2", "commenter", email="mentor@x.example")
WHOLE = (OWNER, STAFF, STUDENTS, MENTORS)
BARE = (OWNER, STAFF)
FIELDS = {"{{preferred_name}}": "preferred_name", "{{ cohort }}": "cohort"}


def doc(number: int = 1, *, grants=WHOLE, marks=(), run="there.a.1", minutes=60, **more) -> File:
    made = NOW - timedelta(minutes=minutes)
    every = {
        COHORT: "2611",
        STUDENT: "s1",
        FOR: "sam@x.example",
        MENTOR: "mentor@x.example",
        TITLE: digest(NAME),
        RUN: run,
        **dict(marks),
    }
    known = {mark: value for mark, value in every.items() if value}
    values = {"name": NAME, "modified": made, "created": made, "parents": ("folder",), "link": f"https://doc/{number}"}
    return File(id=f"d{number}", kind=FileKind.DOC, marks=known, version="1", grants=grants, **{**values, **more})


FOLDER = File(
    id="folder",
    name="2611 – SMART goals",
    kind=FileKind.FOLDER,
    marks={COHORT: "2611", KIND: "folder"},
    version="1",
    modified=NOW,
    created=NOW - timedelta(days=1),
    grants=(OWNER, STAFF),
)


def view(*files: File, cohort: Cohort = COHORT_2611, **more) -> View:
    values = {
        "keys": frozenset({"s1"}),
        "originals": {"": Original("t", FIELDS)},
        "folder": "folder",
        "folder_grants": (OWNER, STAFF),
        "now": NOW,
    }
    return View(cohort, found([FOLDER, *files]), **{**values, **more})


def kinds(*files: File, student: Student = SAM, **more) -> list[str]:
    return [type(step).__name__ for step in visit(student, view(*files, **more)).steps]


def test_a_student_without_a_doc_gets_a_copy_filled_in_then_shared_then_the_mentor_is_let_in():
    steps = visit(SAM, view()).steps
    assert steps == (
        Copy(
            "t",
            NAME,
            {
                COHORT: "2611",
                STUDENT: "s1",
                FOR: "sam@x.example",
                MENTOR: "mentor@x.example",
                TITLE: digest(NAME),
            },
        ),
        Fill({"{{preferred_name}}": "Sam", "{{ cohort }}": "2611"}),
        Share("sam@x.example", Role.WRITER, mail=True, message="Hello Sam"),
        Share("mentor@x.example", Role.COMMENTER, mentor=True),
    )


def test_a_template_without_fields_is_not_filled_in():
    assert kinds(originals={"": Original("t")}) == ["Copy", "Share", "Share"]


@pytest.mark.parametrize(
    ("more", "steps"),
    [
        ({}, []),
        ({"grants": (OWNER, STAFF, STUDENTS)}, ["Share"]),
        ({"grants": (OWNER, STAFF, MENTORS)}, ["Adopt", "Fill", "Share", "Share"]),
        ({"grants": BARE}, ["Adopt", "Fill", "Share", "Share"]),
        ({"grants": BARE, "run": "", "minutes": 1}, ["Adopt", "Fill", "Share", "Share"]),
        ({"grants": BARE, "minutes": 1}, ["Wait"]),
        ({"grants": BARE, "touched": True}, ["Share", "Share"]),
        ({"grants": None, "mine": False}, []),
        ({"name": "My own title"}, []),
        ({"marks": {TITLE: digest("Sammy – SMART goals – 2611")}}, []),
        ({"marks": {TITLE: digest("Old")}, "name": "Old"}, ["Mark"]),
        ({"marks": {TITLE: ""}, "name": "Old"}, []),
        ({"marks": {FOR: "old@x.example"}}, ["Mark"]),
        ({"marks": {FOR: "old@x.example"}, "grants": (*WHOLE, Grant("9", "writer", email="old@x.example"))},
         ["Unshare", "Mark"]),
        ({"marks": {FOR: "old@x.example"},
          "grants": (OWNER, STAFF, MENTORS, Grant("9", "writer", email="Old@x.example"))},
         ["Share", "Unshare", "Mark"]),
        ({"marks": {MENTOR: "before@x.example"},
          "grants": (OWNER, STAFF, STUDENTS, Grant("9", "commenter", email="before@x.example"))},
         ["Share", "Unshare", "Mark"]),
        ({"marks": {MENTOR: "staff@x.example"}}, ["Mark"]),
        ({"grants": (OWNER, STAFF, MENTORS, Grant("9", "reader", kind="anyone"))},
         ["Adopt", "Fill", "Share", "Share"]),
    ],
    ids=[
        "all is well",
        "mentor missing",
        "student missing",
        "left by a run an hour ago",
        "left without a mark of a run",
        "made a minute ago by another run",
        "somebody typed in it",
        "grants not for this account to see",
        "the student's own title",
        "renamed in the roster, title not pdsync's",
        "renamed in the roster",
        "named by nobody knows whom",
        "address moved, mark not yet",
        "address moved, old grant still there",
        "new address",
        "new mentor",
        "the old mentor is staff",
        "open by link to anybody, but not given to the student",
    ],
)  # fmt: skip
def test_what_a_doc_in_drive_needs(more, steps):
    assert kinds(doc(**more)) == steps


def test_a_student_let_in_under_another_address_of_theirs_is_not_mailed_again():
    """Google lists an account under its main address, whatever address it was shared with."""
    other = Grant("9", "writer", email="s.obrien@x.example")
    for touched in (False, True):
        outcome = visit(SAM, view(doc(grants=(OWNER, STAFF, other, MENTORS), touched=touched)))
        assert (outcome.steps, outcome.notes) == ((), ("is let in as s.obrien@x.example",))
    older = doc(2, grants=BARE, run="there.b.1", minutes=90)
    outcome = visit(SAM, view(older, doc(grants=(OWNER, STAFF, other, MENTORS))))
    assert outcome.steps == (Discard(older),)


def test_a_new_grant_comes_before_the_old_one_goes_and_nobody_elses_is_touched():
    old, friend = Grant("9", "writer", email="old@x.example"), Grant("8", "reader", email="friend@x.example")
    listed = doc(marks={FOR: "old@x.example"}, grants=(OWNER, STAFF, friend, old, MENTORS))
    assert visit(SAM, view(listed)).steps == (
        Share("sam@x.example", Role.WRITER, mail=True, message="Hello Sam"),
        Unshare("old@x.example", old),
        Mark({FOR: "sam@x.example"}),
    )


def test_a_run_on_this_machine_that_is_over_is_told_from_one_at_work():
    listed = doc(grants=BARE, minutes=1, run="here.a.1")
    assert kinds(listed, machine="here")[0] == "Adopt"
    assert kinds(listed, machine="there") == ["Wait"]
    assert kinds(listed) == ["Wait"]
    assert kinds(listed, run="here.a.1")[0] == "Adopt"
    assert kinds(listed, patient=False)[0] == "Adopt"
    assert kinds(listed, now=None) == ["Wait"]
    assert kinds(listed, now=NOW + timedelta(minutes=20))[0] == "Adopt"


@pytest.mark.parametrize(
    ("second", "put_away"),
    [
        ({}, True),
        ({"touched": True}, False),
        ({"grants": WHOLE}, False),
        ({"grants": (*BARE, Grant("9", "reader", kind="anyone"))}, False),
        ({"grants": None}, False),
        ({"mine": False}, False),
        ({"run": ""}, False),
        ({"modified": NOW + timedelta(hours=3)}, False),
        ({"run": "there.a.1"}, False),
        ({"run": "there.a.1", "minutes": 59}, True),
    ],
    ids=[
        "pdsync's own, given to nobody",
        "typed in",
        "given to the student",
        "open by link",
        "grants unknown",
        "somebody else's",
        "of unknown make",
        "changed hours later",
        "copied by hand",
        "one request delivered twice",
    ],
)
def test_which_second_docs_are_put_away(second, put_away):
    other = doc(2, **{"grants": BARE, "run": "there.b.1", "minutes": 30, **second})
    first = doc(1, run="there.a.1")
    outcome = visit(SAM, view(first, other))
    if other.grants == WHOLE:
        assert outcome.file == first
    assert [type(step) for step in outcome.steps] == ([Discard] if put_away else [])
    assert bool(outcome.notes) is not put_away


def test_the_doc_that_was_given_to_the_student_is_theirs_though_another_is_older():
    older = doc(2, grants=BARE, minutes=300, run="there.b.1")
    outcome = visit(SAM, view(older, doc(1)))
    assert outcome.file == doc(1)
    assert outcome.steps == (Discard(older),)


def test_a_second_doc_of_a_run_at_work_is_left_to_that_run():
    outcome = visit(SAM, view(doc(1), doc(2, grants=BARE, minutes=1, run="there.b.1")))
    assert (outcome.steps, outcome.notes) == ((), ())


@pytest.mark.parametrize("standing", [Standing.WITHDRAWN, Standing.DEFERRED])
def test_who_is_away_needs_nothing(standing):
    away = replace(SAM, standing=standing, email="elsewhere@x.example")
    for files in ((), (doc(),), (doc(grants=BARE),)):
        outcome = visit(away, view(*files))
        assert not outcome.steps
        assert not outcome.problems
        assert outcome.gone


def test_who_is_excused_gets_a_doc_like_everybody():
    assert kinds(student=replace(SAM, standing=Standing.EXCUSED)) == ["Copy", "Fill", "Share", "Share"]


def test_a_doc_in_the_bin_is_no_reason_for_another_and_a_live_one_beside_it_is_the_doc():
    outcome = visit(SAM, view(doc(trashed=True)))
    assert not outcome.steps
    assert "in Drive's bin" in outcome.problems[0]
    assert not visit(SAM, view(doc(trashed=True), doc(2))).problems


def test_a_mentor_who_is_staff_or_signed_in_is_not_let_in_singly():
    assert kinds(student=replace(SAM, mentor_email="Staff@x.example")) == ["Copy", "Fill", "Share"]
    assert kinds(student=replace(SAM, mentor_email="me@x.example"), account="me@x.example") == ["Copy", "Fill", "Share"]


def test_no_mail_without_notify():
    cohort = replace(COHORT_2611, sharing=replace(COHORT_2611.sharing, notify=False))
    share = next(step for step in visit(SAM, view(cohort=cohort)).steps if isinstance(step, Share))
    assert (share.mail, share.message) == (False, "")


def test_marks_that_drive_does_not_take_are_left_out():
    long = replace(SAM, email="a" * 120 + "@x.example")
    copy = visit(long, view()).steps[0]
    assert FOR not in copy.marks
    assert all(len(f"{mark}{value}".encode()) <= MARK_BYTES for mark, value in copy.marks.items())
    shared = doc(marks={FOR: ""}, grants=(OWNER, STAFF, Grant("1", "writer", email=long.email), MENTORS))
    assert kinds(shared, student=long) == []


def test_folder_template_and_staff_come_first():
    bare = View(
        COHORT_2611,
        found([]),
        frozenset({"s1"}),
        {"": Original(fields=FIELDS, written=False)},
    )
    visits = (visit(SAM, bare),)
    assert preparations(bare, visits) == (
        MakeFolder("2611 – SMART goals"),
        MakeTemplate("SMART goals (pdsync template)"),
        LetStaffIn("staff@x.example", Role.WRITER),
    )
    assert preparations(view(doc()), (visit(SAM, view(doc())),)) == ()


def test_the_plan_in_words_tells_what_each_student_gets_and_what_it_comes_to():
    known = view()
    visits = (visit(SAM, known), visit(replace(SAM, key="s2", standing=Standing.WITHDRAWN), known))
    text = worded(COHORT_2611, preparations(known, visits), visits, ("a note",))
    assert "s1  Sam  copy the template as “Sam – SMART goals – 2611”" in text
    assert "{{preferred_name}} → Sam" in text
    assert "share with sam@x.example as writer, with a mail; share with mentor mentor@x.example as commenter" in text
    assert "    Hello Sam" in text
    assert "is withdrawn and gets no Doc" in text
    assert "a note" in text
    assert text.endswith("In all: 1 new Doc, 2 grants and 1 mail, in 4 writes; less than a minute.")


def test_a_plan_with_nothing_to_do_says_so():
    assert worded(COHORT_2611, (), (visit(SAM, view(doc())),), ()).endswith("everybody has what they should.")


@pytest.mark.parametrize(
    ("cell", "doc_id"),
    [
        ("", ""),
        ("builtin", "builtin"),
        (" Builtin ", "builtin"),
        ("1abc_D-9", "1abc_D-9"),
        ("https://docs.google.com/document/d/1abc_D-9/edit#heading=h.1", "1abc_D-9"),
        ("https://docs.google.com/document/d/1abc_D-9?usp=sharing", "1abc_D-9"),
    ],
)
def test_what_a_roster_says_of_the_template(cell, doc_id):
    assert wanted(cell) == doc_id


grants = st.sampled_from([OWNER, STAFF, STUDENTS, MENTORS, Grant("9", "writer", email="old@x.example")])
docs = st.builds(
    doc,
    st.integers(1, 3),
    grants=st.lists(grants, max_size=4, unique=True).map(tuple) | st.none(),
    run=st.sampled_from(["", "there.a.1", "there.b.2", "here.c.3"]),
    minutes=st.integers(0, 100),
    trashed=st.booleans(),
    touched=st.booleans(),
    mine=st.booleans(),
    name=st.sampled_from([NAME, "Old"]),
    marks=st.dictionaries(st.sampled_from([FOR, MENTOR, TITLE]), st.sampled_from(["", "old@x.example"]), max_size=2),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(docs, max_size=3, unique_by=lambda file: file.id), st.sampled_from(["", "here"]))
def test_whatever_lies_in_drive_no_second_doc_is_made_and_none_put_away_that_somebody_has(files, machine):
    outcome = visit(SAM, view(*files, machine=machine))
    steps = outcome.steps
    assert not (files and any(isinstance(step, Copy) for step in steps))
    assert sum(isinstance(step, Copy | Adopt | Wait) for step in steps) <= 1
    shares = [step.email for step in steps if isinstance(step, Share)]
    assert len(shares) == len(set(shares))
    for step in steps:
        if isinstance(step, Discard):
            assert step.file != outcome.file
            assert {grant.email for grant in step.file.grants} <= {"me@x.example", "staff@x.example"}
            assert not step.file.touched
    places = [type(step) for step in steps]
    if Fill in places:
        assert places.index(Fill) < places.index(Share)
    for share in (step for step in steps if isinstance(step, Share) and not step.mentor):
        assert Unshare not in places[: steps.index(share)]
