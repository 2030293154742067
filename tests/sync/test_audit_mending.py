"""What an audit mends unasked, what only when it is asked for, and what it leaves to others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from test_audit import Office

from pdsync.goals.cohort import Closing, Role
from pdsync.goals.model import Standing
from pdsync.sync import audit
from pdsync.sync.audit_kinds import Recover
from pdsync.sync.close.carrying import close
from pdsync.sync.close.steps import Terms
from pdsync.sync.ports import FileKind
from tests.sync.test_handout_elsewhere import as_account
from tools.classroom import Classroom
from tools.school import CAREERS, MENTOR


@pytest.fixture
def office(school):
    for email in (CAREERS, MENTOR):
        school.box.token(email)
    school.hand_out()
    return Office(school)


def test_who_is_deferred_comes_back_to_the_doc_and_is_never_put_out(office):
    office.school.change("s03", standing=Standing.DEFERRED)
    assert office.kinds() == set()
    assert office.mend("withdrawn") == []
    assert "s03@students.example" in office.school.grants("s03")


def test_who_left_the_roster_keeps_access_until_it_is_asked_for(office):
    office.school.students = [one for one in office.school.students if one.key != "s04"]
    assert office.mend() == []
    assert "s04@students.example" in office.school.grants("s04")
    office.mend("withdrawn")
    assert "s04@students.example" not in office.school.grants("s04")


def test_nobody_is_let_into_a_doc_in_the_bin_before_it_is_out_of_it(office):
    Classroom(office.school).write_in_full("s00")
    doc = office.doc("s00")
    office.put_out(doc, "s00@students.example")
    office.ask("PATCH", f"files/{doc}", json={"trashed": True})
    assert [type(one.fix) for one in audit.mendings(office.seen())] == [Recover]
    office.mend()
    office.mend()
    assert office.school.grants("s00")["s00@students.example"] == "writer"


def test_a_mentor_who_is_staff_too_is_missed_in_the_folder_and_not_in_every_doc(office):
    office.school.change("s02", mentor_email=CAREERS)
    office.put_out(office.folder, CAREERS)
    assert office.kinds() == {("folder", "staff-lack", CAREERS)}


def test_mentors_who_were_lowered_by_a_closing_are_as_they_should_be(office):
    school = office.school
    school.cohort = replace(school.cohort, closing=Closing(Role.COMMENTER, Role.READER))
    now = datetime(2026, 12, 1, tzinfo=UTC)
    close(school.cohort, school.students, school.google, Terms(Role.COMMENTER, Role.READER, date(2026, 12, 1), now))
    assert school.grants("s01")[MENTOR] == "reader"
    assert office.kinds() == set()


def test_a_colleague_is_offered_no_mending_that_only_the_owner_can_do(office):
    moved, binned = office.doc("s00"), office.doc("s01")
    elsewhere = office.school.google.drive.create(FileKind.FOLDER, name="Elsewhere", marks={}).id
    office.let_in(elsewhere, CAREERS)
    office.ask("PATCH", f"files/{moved}", params={"removeParents": office.folder, "addParents": elsewhere})
    office.ask("PATCH", f"files/{binned}", json={"trashed": True})
    fixes = {one.kind: bool(one.fix) for one in office.seen().findings if one.kind in ("moved", "in-bin")}
    assert fixes == {"moved": True, "in-bin": True}
    office.school.google = as_account(office.school, CAREERS)
    fixes = {one.kind: bool(one.fix) for one in office.seen().findings if one.kind in ("moved", "in-bin")}
    assert fixes == {"moved": False, "in-bin": False}


def test_what_google_refuses_does_not_stop_the_rest(office):
    for key in ("s00", "s02"):
        office.let_in(office.doc(key), "friend@mail.example")
    plan = audit.mendings(office.seen())
    refused = {
        "match": {"method": "drive.permissions.delete", "nth": 1},
        "do": {"status": 403, "reason": "insufficientFilePermissions"},
    }
    with office.school.box.faults(refused):
        done = list(audit.mended(office.school.cohort, plan, office.school.google))
    assert [bool(one.failed) for one in done] == [True, False]
    assert {about for about, _, _ in office.kinds()} == {done[0].mending.finding.about}


def test_students_who_only_comment_cannot_let_others_in(office):
    assert "passed-on" in {one.kind for one in office.seen().findings}
    office.school.share_as(student=Role.COMMENTER)
    assert "passed-on" not in {one.kind for one in office.seen().findings}
