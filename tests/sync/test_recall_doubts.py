"""A recall in doubt: what may still be somebody's keeps its Doc, and what was begun is finished or taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from closing_class import Closing
from test_recall import ALL, _Gone, binned, dying, planned, take_back, typed

from pdsync.errors import GoogleError
from pdsync.goals.cohort import Closing as Settings
from pdsync.goals.cohort import Role
from pdsync.sandbox.handwriting import Desk
from pdsync.sync import recall
from pdsync.sync.handout.view import LEASE, RECALL, RUN
from pdsync.sync.ports import STUDENT
from tools.school import CAREERS, MENTOR, School


def refused(nth: int, reason: str) -> dict[str, object]:
    return {"match": {"method": "drive.files.update", "nth": nth}, "do": {"status": 403, "reason": reason}}


def test_a_doc_that_another_machine_may_be_making_just_now_is_left_to_it(school: School):
    school.hand_out()
    doc, drive = school.doc("s02"), school.google.drive
    drive.mark(doc.id, {RUN: "elsewhere.run.1"})
    for grant in drive.grants(doc.id):
        if grant.email == "s02@students.example":
            drive.unshare(doc.id, grant.id)
    now = doc.created + timedelta(minutes=1)
    plan = recall.plan(school.cohort, school.students, school.google, keys=["s02"], now=now)
    assert "another handout may be making it just now" in plan.takes[0].refusals[0]
    later = recall.plan(school.cohort, school.students, school.google, keys=["s02"], now=now + LEASE)
    assert not later.takes[0].refusals


def test_students_who_are_named_may_all_have_begun_and_so_may_a_few(school: School):
    school.hand_out()
    for key in ALL[:4]:
        typed(school, key)
    assert planned(school).too_late
    assert not planned(school, *ALL).too_late
    school.google.drive.unmark(school.doc("s00").id, (STUDENT,))
    school.google.drive.unmark(school.doc("s01").id, (STUDENT,))
    for key in ALL[4:]:
        school.google.drive.unmark(school.doc(key).id, (STUDENT,))
    assert [take.begun for take in planned(school).takes] == [True, True]
    assert not planned(school).too_late


def test_a_refusal_that_everybody_would_meet_ends_the_look(school: School):
    school.hand_out()
    every = {
        "match": {"method": "drive.revisions.list", "times": None},
        "do": {"status": 403, "reason": "domainPolicy"},
    }
    with school.box.faults(every), pytest.raises(GoogleError):
        planned(school, "s02")


@pytest.mark.parametrize("inside", [False, True], ids=["in a line", "in a table"])
def test_a_suggestion_counts_wherever_it_is_and_whoever_made_it(school: School, inside: bool):
    school.hand_out()
    doc = school.doc("s02").id
    desk = Desk(school.box.url, school.box.token(school.google.account))
    body = desk._call("GET", f"/v1/documents/{doc}")["body"]["content"]
    cells = (one["table"]["tableRows"][0]["tableCells"][0] for one in body if "table" in one)
    index = next(cells)["content"][0]["startIndex"] if inside else 1
    desk.edit(doc, [{"insertText": {"location": {"index": index}, "text": "x"}}], suggest=True)
    desk.close()
    assert "somebody has suggested a change in it" in take_back(school, "s02").rows[0].problems[0]


def test_what_was_put_into_the_bin_meanwhile_is_looked_at_all_the_same(school: School):
    school.hand_out()
    plan = planned(school, "s02")
    typed(school, "s02", "Just now. ")
    doc = school.doc("s02")
    school.google.drive.discard(doc.id, ())
    assert not recall.carry_out(plan, school.google).rows[0].taken
    assert school.google.drive.file(doc.id).marks["pdsync-student"] == "s02"


def test_a_failure_that_everybody_would_meet_stops_the_run_and_the_next_one_goes_on(school: School):
    school.hand_out()
    doc = school.doc("s01")
    with school.box.faults(refused(2, "domainPolicy")):
        done = take_back(school, "s01")
    assert done.stopped is not None
    assert RECALL in school.doc("s01").marks
    assert "s01@students.example" not in school.grants("s01")
    assert take_back(school, "s01").whole
    assert binned(school, doc.id)


def test_once_one_of_two_docs_is_gone_the_other_is_not_given_back(school: School):
    """They would have a Doc of a handout that was taken back."""
    school.hand_out()
    doc = school.doc("s01")
    school.google.drive.copy(doc.id, name=f"Copy of {doc.name}", marks={}, folder=doc.parents[0])
    with school.box.faults(refused(4, "insufficientFilePermissions")):
        done = take_back(school, "s01")
    assert done.rows[0].problems
    (left,) = school.docs("s01")
    assert RECALL in left.marks
    assert not {grant.email for grant in school.google.drive.grants(left.id)} & {"s01@students.example", MENTOR}
    assert take_back(school, "s01").whole
    assert not school.docs("s01")


def test_access_to_a_closed_doc_is_given_back_no_further_than_it_was_closed(school: School):
    school.cohort = replace(school.cohort, closing=Settings(Role.COMMENTER, Role.READER))
    room = Closing(school)
    room.close(mentors=Role.READER)
    plan = planned(school, "s01")
    typed(school, "s01", "In between. ", by=CAREERS)
    with pytest.raises(_Gone):
        recall.carry_out(plan, dying(school, 5, after=True))
    assert "s01@students.example" not in school.grants("s01")
    assert MENTOR not in school.grants("s01")
    assert take_back(school, "s01").rows[0].done == "access was given back"
    assert room.roles("s01") == {CAREERS: "writer", "s01@students.example": "commenter", MENTOR: "reader"}
