"""Who can see what: found by looking at Drive, mended after a plan, and the second time nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import requests

from pdsync.goals.cohort import Role
from pdsync.goals.model import Standing
from pdsync.sandbox.users import account
from pdsync.sync import audit
from pdsync.sync.audit_kinds import ALSO, KINDS, Mark
from pdsync.sync.close.carrying import close
from pdsync.sync.close.steps import Terms
from tests.sync.test_handout_elsewhere import as_account
from tools.classroom import Classroom
from tools.school import CAREERS, MENTOR, STAFF, writes


class Office:
    """A school in which people share, move and copy in Drive by hand."""

    def __init__(self, school):
        self.school = school

    def ask(self, method, path, *, by=STAFF, **more):
        headers = {"Authorization": f"Bearer {self.school.box.token(by)}"}
        answer = requests.request(method, f"{self.school.box.url}/drive/v3/{path}", headers=headers, timeout=30, **more)
        assert answer.ok, answer.text
        return answer.json() if answer.content else {}

    def share(self, file, *, by=STAFF, mail=False, **grant):
        params = {"sendNotificationEmail": mail} if "emailAddress" in grant else {}
        return self.ask("POST", f"files/{file}/permissions", by=by, json=grant, params=params)

    def let_in(self, file, email, role="writer"):
        return self.share(file, type="user", role=role, emailAddress=email)

    def put_out(self, file, email):
        grant = next(one for one in self.school.google.drive.grants(file) if one.email == email)
        self.ask("DELETE", f"files/{file}/permissions/{grant.id}")

    def doc(self, key):
        return self.school.doc(key).id

    @property
    def folder(self):
        return self.school.found().folder.id

    def seen(self):
        return audit.audit(self.school.cohort, self.school.students, self.school.google)

    def kinds(self):
        return {(one.about, one.kind, one.who) for one in self.seen().findings if one.mark is not Mark.OK}

    def mend(self, *also):
        plan = audit.mendings(self.seen(), also)
        return list(audit.mended(self.school.cohort, plan, self.school.google))


@pytest.fixture
def office(school):
    for email in (CAREERS, MENTOR, "friend@mail.example"):
        school.box.token(email)
    school.hand_out()
    return Office(school)


def test_right_after_a_handout_nothing_is_to_be_looked_at(office):
    assert office.kinds() == set()
    assert "nobody sees what they should not" in str(office.seen())


def test_an_audit_writes_nothing_and_asks_twice_however_many_docs_there_are(office):
    office.seen()
    with office.school.calls() as calls:
        office.seen()
    assert calls == {"drive.files.list": 2}


def test_a_link_a_domain_and_an_outsider_are_found_and_ended_in_one_go(office):
    office.share(office.doc("s00"), type="anyone", role="reader")
    office.share(office.doc("s01"), type="domain", role="commenter", domain="school.example")
    office.let_in(office.doc("s02"), "friend@mail.example")
    assert office.kinds() == {
        ("s00", "link-shared", ""),
        ("s01", "domain-shared", ""),
        ("s02", "outsider", "friend@mail.example"),
    }
    done = office.mend()
    assert [one.failed for one in done] == ["", "", ""]
    assert office.kinds() == set()
    assert office.school.mails()["friend@mail.example"] == 0
    office.school.everybody_has_one()


def test_the_second_fix_writes_nothing(office):
    office.share(office.doc("s00"), type="anyone", role="reader")
    office.let_in(office.doc("s02"), "friend@mail.example")
    office.mend(*ALSO)
    with office.school.calls() as calls:
        assert office.mend(*ALSO) == []
    assert writes(calls) == {}


def test_another_student_is_an_outsider_in_a_doc_that_is_not_theirs(office):
    office.let_in(office.doc("s00"), "s03@students.example", "reader")
    assert office.kinds() == {("s00", "outsider", "s03@students.example")}


@pytest.mark.parametrize("what", ["folder", "sheet", "template"])
def test_a_student_who_can_open_what_is_staffs_is_broken_and_put_out(office, what):
    Classroom(office.school).sync()
    listed = office.school.found()
    file = {"folder": listed.folder, "sheet": listed.sheet, "template": listed.template}[what]
    office.let_in(file.id, "s03@students.example")
    assert (what, "students-see", "s03@students.example") in office.kinds()
    office.mend()
    assert office.kinds() == set()
    assert "s03@students.example" in office.school.grants("s03")


def test_a_colleague_whom_staff_let_into_the_folder_is_named_and_left_there(office):
    office.let_in(office.folder, "friend@mail.example", "reader")
    assert office.kinds() == {("folder", "outsider", "friend@mail.example")}
    assert office.mend() == []


def test_a_folder_open_to_whoever_has_the_link_is_one_finding_and_not_forty(office):
    office.share(office.folder, type="anyone", role="reader")
    assert office.kinds() == {("folder", "link-shared", "")}
    office.mend()
    assert office.kinds() == set()


def test_staff_and_mentors_who_were_put_out_are_let_in_again_without_a_mail(office):
    before = office.school.mails()
    office.put_out(office.folder, CAREERS)
    office.put_out(office.doc("s01"), MENTOR)
    assert office.kinds() == {("folder", "staff-lack", CAREERS), ("s01", "staff-lack", MENTOR)}
    office.mend()
    assert office.kinds() == set()
    assert office.school.mails() == before


def test_a_doc_in_the_bin_and_one_that_was_moved_come_back(office):
    office.ask("PATCH", f"files/{office.doc('s00')}", json={"trashed": True})
    moved = office.doc("s01")
    office.ask("PATCH", f"files/{moved}", params={"addParents": "root", "removeParents": office.folder}, json={})
    assert {(about, kind) for about, kind, _ in office.kinds()} >= {("s00", "in-bin"), ("s01", "moved")}
    assert [one.failed for one in office.mend()] == ["", ""]
    assert office.kinds() == set()
    office.school.everybody_has_one()


def test_a_student_who_wrote_and_was_put_out_is_let_in_again_without_a_mail(office):
    Classroom(office.school).write_in_full("s00")
    before = office.school.mails()
    office.put_out(office.doc("s00"), "s00@students.example")
    assert office.kinds() == {("s00", "no-access", "s00@students.example")}
    office.mend()
    assert office.school.grants("s00")["s00@students.example"] == "writer"
    assert office.school.mails() == before


def test_a_student_whom_the_last_sync_saw_let_in_is_let_in_again_though_nothing_is_written(office):
    Classroom(office.school).sync()
    office.put_out(office.doc("s02"), "s02@students.example")
    (done,) = office.mend()
    assert done.mending.finding.kind == "no-access"
    assert "s02@students.example" in office.school.grants("s02")


def test_who_may_never_have_been_mailed_is_left_to_the_handout(office):
    office.put_out(office.doc("s02"), "s02@students.example")
    (finding,) = (one for one in office.seen().findings if one.kind == "no-access")
    assert finding.fix is None
    assert finding.next == "pdsync handout"
    assert office.mend() == []


def test_a_student_without_a_doc_is_sent_to_the_handout(office):
    late = replace(office.school.students[0], key="s99", email="late@students.example")
    office.school.students = [*office.school.students, late]
    assert office.kinds() == {("s99", "no-access", "")}
    assert office.mend() == []


def test_who_withdrew_keeps_access_until_it_is_asked_for_and_returns_to_the_same_doc(office):
    doc = office.doc("s03")
    office.school.change("s03", standing=Standing.WITHDRAWN)
    assert office.kinds() == {("s03", "left", "s03@students.example")}
    assert office.mend() == []
    office.mend("withdrawn")
    assert office.school.grants("s03").keys() == {CAREERS}
    assert office.kinds() == set()
    office.school.change("s03", standing=Standing.ACTIVE)
    office.school.hand_out()
    assert office.doc("s03") == doc
    assert "s03@students.example" in office.school.grants("s03")


def test_who_left_the_roster_and_can_open_the_doc_still_is_named(office):
    office.school.students = [one for one in office.school.students if one.key != "s04"]
    assert office.kinds() == {("s04", "left", "s04@students.example")}


def test_an_address_that_changed_is_left_to_the_handout_which_mails(office):
    office.school.change("s00", email="sam.new@students.example")
    office.school.box.token("sam.new@students.example")
    kinds = office.kinds()
    assert ("s00", "no-access", "sam.new@students.example") in kinds
    assert ("s00", "old-address", "s00@students.example") in kinds
    assert office.mend() == []


def test_a_copy_of_a_students_doc_is_told_by_its_marks_and_never_touched(office):
    copy = office.ask("POST", f"files/{office.doc('s00')}/copy", json={"parents": [office.folder]})
    office.let_in(copy["id"], "s00@students.example")
    (finding,) = (one for one in office.seen().findings if one.kind == "copy")
    assert finding.about == "s00"
    assert "Copy of Sam" in finding.words
    assert finding.fix is None


def test_a_copy_without_marks_is_told_by_its_name(office):
    marks = {name: None for name in office.school.doc("s05").marks}
    office.ask("POST", f"files/{office.doc('s05')}/copy", json={"parents": ["root"], "properties": marks})
    assert {(one.about, one.kind) for one in office.seen().findings if one.mark is Mark.LOOK} == {("s05", "copy")}


def test_a_copy_that_a_student_made_and_shared_with_staff_is_told_with_its_owner(office):
    student = "s00@students.example"
    copy = office.ask("POST", f"files/{office.doc('s00')}/copy", by=student, json={"name": "My goals"})
    office.share(copy["id"], by=student, type="user", role="reader", emailAddress=STAFF)
    office.school.google = as_account(office.school, STAFF)
    (finding,) = (one for one in office.seen().findings if one.mark is Mark.LOOK)
    assert (finding.kind, finding.about, finding.who, finding.fix) == ("copy", "s00", student, None)
    assert office.mend() == []
    assert office.kinds() == {("s00", "copy", student)}


def test_last_modules_doc_of_a_student_who_repeats_is_no_copy(office):
    last = {"pdsync-cohort": "2609"}
    office.ask("POST", f"files/{office.doc('s05')}/copy", json={"parents": [office.folder], "properties": last})
    assert office.kinds() == set()


def test_that_students_may_let_others_in_is_told_once_and_mended_only_on_request(office):
    (told,) = office.seen().findings
    assert (told.kind, told.mark, len(told.files)) == ("passed-on", Mark.OK, 6)
    assert office.mend() == []
    assert len(office.mend("resharing")) == 6
    assert office.seen().findings == ()
    assert office.mend("resharing") == []


def test_a_file_of_another_account_is_named(office):
    doc = office.doc("s00")
    office.ask(
        "POST",
        f"files/{doc}/permissions",
        params={"transferOwnership": True},
        json={"type": "user", "role": "owner", "emailAddress": CAREERS},
    )
    assert ("s00", "owner", CAREERS) in office.kinds()


def test_one_thing_that_cannot_be_mended_does_not_stop_the_rest(office):
    office.let_in(office.doc("s00"), "friend@mail.example")
    office.let_in(office.doc("s01"), "friend@mail.example")
    plan = audit.mendings(office.seen())
    office.ask("DELETE", f"files/{plan[0].file.id}")
    done = list(audit.mended(office.school.cohort, plan, office.school.google))
    assert [bool(one.failed) for one in done] in ([True, False], [False, False])
    assert "friend@mail.example" not in office.school.grants(plan[1].finding.about)


def test_every_kind_has_its_meaning_and_example():
    names = [kind.name for kind in KINDS]
    assert len(set(names)) == len(names)
    assert all(kind.meaning.endswith(".") and kind.example for kind in KINDS)


@pytest.mark.parametrize(
    ("key", "address", "role"), [("s00", "s00@students.example", "reader"), ("s01", MENTOR, "writer")]
)
def test_a_role_that_is_not_the_configs_is_named_and_put_right(office, key, address, role):
    doc, before = office.doc(key), office.school.grants(key)
    grant = next(one for one in office.school.google.drive.grants(doc) if one.email == address)
    office.ask("PATCH", f"files/{doc}/permissions/{grant.id}", json={"role": role})
    assert office.kinds() == {(key, "other-role", address)}
    office.mend()
    assert office.school.grants(key) == before
    assert office.kinds() == set()


# ---- other accounts, addresses and drives


def listed_as(office, key, address):
    """Let Google list a student under another address than the one that was shared with."""
    doc = office.doc(key)
    office.put_out(doc, f"{key}@students.example")
    office.let_in(doc, address)


def test_a_student_whom_google_lists_under_another_address_is_asked_about_and_never_put_out(office):
    listed_as(office, "s00", "sam@mail.example")
    assert office.kinds() == {("s00", "other-address", "sam@mail.example")}
    assert office.mend() == []
    office.let_in(office.doc("s00"), "friend@mail.example")
    assert ("s00", "outsider", "friend@mail.example") in office.kinds()
    assert office.mend() == []


def test_a_mentor_under_another_address_is_asked_about_and_let_be(office):
    doc = office.doc("s01")
    office.put_out(doc, MENTOR)
    office.let_in(doc, "mentor@mail.example", "commenter")
    assert office.kinds() == {("s01", "other-address", "mentor@mail.example")}
    assert office.mend() == []


def test_staff_who_may_be_listed_under_another_address_are_not_let_in_again_every_time(office):
    office.put_out(office.folder, CAREERS)
    office.let_in(office.folder, "career.services@school.example")
    assert ("folder", "staff-lack", CAREERS) in office.kinds()
    assert office.mend() == []


def test_a_colleague_who_audits_finds_what_the_owner_finds(office):
    office.share(office.doc("s00"), type="anyone", role="reader")
    kinds = office.kinds()
    office.school.google = as_account(office.school, CAREERS)
    assert office.kinds() == kinds == {("s00", "link-shared", "")}


def test_in_a_shared_drive_its_members_are_no_outsiders_and_links_are_found(school):
    drive = school.box.do(
        lambda workspace: workspace.call(
            "drive.drives.create", account(workspace.store, STAFF), {"requestId": "one"}, {"name": "Careers"}
        )
    )["id"]
    school.google = as_account(school, STAFF, shared_drive=drive)
    assert school.hand_out().whole
    office = Office(school)
    assert office.kinds() == set()
    office.ask(
        "POST",
        f"files/{office.doc('s00')}/permissions",
        params={"supportsAllDrives": True},
        json={"type": "anyone", "role": "reader"},
    )
    assert office.kinds() == {("s00", "link-shared", "")}
    assert [one.failed for one in office.mend()] == [""]
    assert office.kinds() == set()


def test_members_of_the_whole_drive_are_the_schools_affair_but_a_student_among_them_is_told(school):
    drive = school.box.do(
        lambda workspace: workspace.call(
            "drive.drives.create", account(workspace.store, STAFF), {"requestId": "one"}, {"name": "Careers"}
        )
    )["id"]
    settings = replace(school.cohort.google, shared_drive=drive)
    school.cohort = replace(school.cohort, google=settings)
    school.google = as_account(school, STAFF, shared_drive=drive)
    office = Office(school)
    for email in ("dean@school.example", "s03@students.example"):
        school.box.token(email)
        office.ask(
            "POST",
            f"files/{drive}/permissions",
            params={"supportsAllDrives": True, "sendNotificationEmail": False},
            json={"type": "user", "role": "reader", "emailAddress": email},
        )
    assert school.hand_out().whole
    assert {one for one in office.kinds() if one[1] != "other-role"} == {
        ("folder", "students-see", "s03@students.example")
    }
    assert not [one for one in office.mend() if one.mending.finding.about == "folder"]


def test_a_folder_in_the_bin_comes_back_with_everything_in_it_in_one_write(office):
    Classroom(office.school).sync()
    office.ask("PATCH", f"files/{office.folder}", json={"trashed": True})
    assert {(about, kind) for about, kind, _ in office.kinds()} == {("folder", "in-bin")}
    with office.school.calls() as calls:
        office.mend()
    assert writes(calls) == {"drive.files.update": 1}
    assert office.kinds() == set()


def test_the_sheet_in_the_bin_is_found_and_taken_out(office):
    Classroom(office.school).sync()
    sheet = office.school.found().sheet.id
    office.ask("PATCH", f"files/{sheet}", json={"trashed": True})
    assert office.kinds() == {("sheet", "in-bin", "")}
    office.mend()
    assert office.school.found().sheet.id == sheet


def test_a_student_of_a_closed_doc_is_let_in_again_with_what_the_closing_left(office):
    Classroom(office.school).write_in_full("s00")
    close(
        office.school.cohort,
        office.school.students,
        office.school.google,
        Terms(Role.READER, None, date(2026, 12, 1), datetime(2026, 12, 1, tzinfo=UTC)),
    )
    assert office.kinds() == set()
    office.put_out(office.doc("s00"), "s00@students.example")
    office.put_out(office.doc("s01"), MENTOR)
    office.mend()
    assert office.school.grants("s00")["s00@students.example"] == "reader"
    assert office.school.grants("s01")[MENTOR] == "commenter"
    assert not [one for one in office.seen().findings if one.kind == "passed-on"]


def test_the_docs_list_every_kind_as_the_table_has_it():
    page = (Path(__file__).parents[2] / "docs" / "life.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"| `{kind.name}` | {kind.mark} | {kind.meaning} | {kind.example} |\n" in page
