"""A sample of what `make faults` goes through in full: faults, kills and two handouts at once."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from pdsync.errors import NotSignedIn, Unclear
from pdsync.sync import handout
from pdsync.sync.handout.view import RUN
from pdsync.sync.ports import COHORT, STUDENT
from tools.doomed import killed, started, watched
from tools.faults import Fault, TwoAtOnce, fault_cases, suffered
from tools.school import School, writes

COUNTS = {
    "drive.files.create": 2,
    "drive.files.copy": 6,
    "drive.permissions.create": 8,
    "docs.documents.batchUpdate": 7,
}
EVERY = [case for case in fault_cases(COUNTS, each=False) if "stalled" not in case.what]
SAMPLE = [case for number, case in enumerate(EVERY) if number % 9 == 0]


@pytest.mark.parametrize("case", SAMPLE, ids=str)
def test_after_a_fault_a_second_run_makes_it_whole_and_a_third_writes_nothing(school: School, case: Fault):
    assert suffered(school, case) == 2


def test_the_writes_that_faults_are_planned_for_are_those_of_a_handout(school: School):
    with school.calls() as calls:
        school.hand_out()
    assert writes(calls) == COUNTS


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("nth", [1, 3, 5, 9, 14, 20])
def test_after_a_kill_the_next_run_makes_it_whole(school: School, nth: int, after: bool):
    killed(school, nth=nth, after=after)
    assert school.hand_out().whole
    school.everybody_has_one()
    with school.calls() as calls:
        school.hand_out()
    assert not writes(calls)


def test_two_at_once_on_one_machine_are_as_good_as_one(school: School):
    both = [started(school), started(school)]
    for one in both:
        one.join(60)
    assert [one.exitcode for one in both] == [0, 0]
    school.everybody_has_one()
    assert sum(school.mails().values()) == len(school.students)


@pytest.mark.parametrize("nth", [1, 2, 6, 12, 20])
def test_two_at_once_on_two_machines_are_as_good_as_one(school: School, nth: int):
    TwoAtOnce(nth, same_machine=False).happen(school)
    school.everybody_has_one()
    with school.calls() as calls:
        school.hand_out()
    assert not writes(calls)


def test_a_lost_answer_makes_no_second_document_in_the_same_run(school: School):
    copy = {"match": {"method": "drive.files.copy", "nth": 3}, "phase": "after", "do": {"connection": "reset"}}
    with school.calls() as calls, school.box.faults(copy):
        done = school.hand_out()
    assert calls["drive.files.copy"] == len(school.students)
    assert done.whole
    school.everybody_has_one()


def test_a_copy_that_cannot_be_found_is_left_for_the_next_run_and_said_so(school: School):
    copy = {"match": {"method": "drive.files.copy", "nth": 3}, "phase": "before", "do": {"connection": "reset"}}
    with school.calls() as calls, school.box.faults(copy):
        done = school.hand_out()
    assert calls["drive.files.copy"] == len(school.students)
    (row,) = [row for row in done.rows if row.problems]
    assert "run it again" in row.problems[0]
    assert not row.shared
    assert "1 need a look" in str(done)
    assert school.hand_out().whole
    school.everybody_has_one()


def test_nothing_is_shared_before_drive_lists_it(school: School):
    lag = {
        "match": {"method": "drive.files.copy", "times": None},
        "phase": "after",
        "do": {"listLag": 10_000},
    }
    with school.box.faults(lag):
        done = school.hand_out()
        assert not school.mails()
        assert all("does not list it yet" in row.problems[0] for row in done.rows)
        school.hand_out()
        assert not school.mails()
    school.time.sleep(20_000)
    school.hand_out()
    school.hand_out()
    school.everybody_has_one()


def test_sharing_stops_at_googles_limit_and_copying_does_not(school: School):
    limit = {
        "match": {"method": "drive.permissions.create", "nth": 3, "times": None},
        "phase": "before",
        "do": {"status": 403, "reason": "sharingRateLimitExceeded"},
    }
    with school.calls() as calls, school.box.faults(limit):
        done = school.hand_out()
    assert calls["drive.files.copy"] == len(school.students)
    assert len(school.found().docs) == len(school.students)
    assert sum(bool(row.shared) for row in done.rows) < len(school.students)
    assert any("share no more files for now" in problem for row in done.rows for problem in row.problems)
    assert school.hand_out().whole
    school.everybody_has_one()


def test_shared_but_not_mailed_is_shared_with_a_word_to_staff(school: School):
    no_mail = {
        "match": {"method": "drive.permissions.create", "nth": 4},
        "phase": "after",
        "do": {"status": 400, "reason": "invalidSharingRequest", "meaning": "sharedWithoutMail"},
    }
    with school.box.faults(no_mail):
        done = school.hand_out()
    assert done.whole
    assert sum("could not send the mail" in note for row in done.rows for note in row.notes) == 1
    with school.calls() as calls:
        school.hand_out()
    assert not writes(calls)


def test_a_sign_in_that_dies_on_the_way_stops_the_run_and_says_who_is_without(school: School):
    dead = {"match": {"method": "drive.permissions.create", "nth": 3, "times": None}, "do": {"status": 401}}
    school.google = replace(school.google, workers=1)
    with school.box.faults(dead):
        done = school.hand_out()
    assert isinstance(done.stopped, NotSignedIn)
    assert any("the run was stopped" in problem for row in done.rows for problem in row.problems)


def test_a_folder_of_which_nobody_knows_stops_the_run_before_any_copy(school: School):
    create = {"match": {"method": "drive.files.create", "nth": 1}, "phase": "before", "do": {"connection": "close"}}
    with school.calls() as calls, school.box.faults(create), pytest.raises(Unclear, match="No Doc was handed out"):
        school.hand_out()
    assert writes(calls) == {"drive.files.create": 1}
    assert school.hand_out().whole
    school.everybody_has_one()


def test_a_copy_that_staff_made_by_hand_is_reported_and_never_put_away(school: School):
    school.hand_out()
    doc = school.doc("s02")
    copied = school.google.drive.copy(doc.id, name=f"Copy of {doc.name}", marks={}, folder=doc.parents[0])
    assert copied.marks == doc.marks
    with school.calls() as calls:
        done = school.hand_out()
    assert not writes(calls)
    assert any(copied.link in note for note in done.rows[2].notes)
    assert [file.id for file in school.docs("s02")] == [doc.id, copied.id]


def test_pdsyncs_own_second_doc_is_put_away_unless_somebody_typed_in_it(school: School):
    school.hand_out()
    template = school.found().template
    folder = school.found().folder.id
    for key, run in (("s02", "elsewhere.a.1"), ("s03", "elsewhere.b.2")):
        marks = {COHORT: school.cohort.key, STUDENT: key, RUN: run}
        made = school.google.drive.copy(template.id, name="x", marks=marks, folder=folder)
        if key == "s03":
            school.box.do(lambda workspace, made=made: _typed(workspace, made.id))
    done = school.hand_out(now=school.doc("s00").created.replace(year=2100))
    assert len(school.docs("s02")) == 1
    assert len(school.docs("s03")) == 2
    assert "a second, unused Doc put into the bin" in done.rows[2].done
    with school.calls() as calls:
        school.hand_out()
    assert not writes(calls)


def _typed(workspace, doc_id: str) -> None:
    from pdsync.sandbox.users import account

    somebody = account(workspace.store, "careers@school.example")
    insert = {"insertText": {"location": {"index": 1}, "text": "A word from careers. "}}
    workspace.call("docs.documents.batchUpdate", somebody, {"documentId": doc_id}, {"requests": [insert]})


def test_a_run_that_is_broken_off_with_ctrl_c_leaves_nothing_behind_that_the_next_cannot_use(school: School):
    seen, lock = [0], threading.Lock()

    def interrupt(_: str, after: bool) -> None:
        with lock:
            seen[0] += not after
        if seen[0] == 4 and not after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        handout.hand_out(school.cohort, school.students, watched(school.google, interrupt))
    assert school.hand_out().whole
    school.everybody_has_one()
