"""A handout taken back against a live sandbox: what goes, what stays, and what is left whatever happens on the way."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from test_handout_elsewhere import as_account

from pdsync.errors import SafetyStop, UsageError
from pdsync.goals.cohort import DocTemplate
from pdsync.goals.template import BUILTIN
from pdsync.sandbox.handwriting import Desk
from pdsync.sandbox.users import account
from pdsync.sync import recall
from pdsync.sync.handout.view import RECALL, TEXT
from pdsync.sync.ports import STUDENT, FileKind, Invitation, unguarded
from tools.doomed import watched
from tools.school import MENTOR, STAFF, School, writes

ALL = ("s00", "s01", "s02", "s03", "s04", "s05")


def take_back(school: School, *keys: str, google=None) -> recall.Done:
    return recall.carry_out(planned(school, *keys), google or school.google)


def planned(school: School, *keys: str) -> recall.Plan:
    return recall.plan(school.cohort, school.students, school.google, keys=keys, now=datetime(2100, 1, 1, tzinfo=UTC))


def typed(school: School, key: str, text: str = "x", *, by: str = "", suggest: bool = False, doc: str = "") -> None:
    desk = Desk(school.box.url, school.box.token(by or f"{key}@students.example"))
    insert = {"insertText": {"location": {"index": 1}, "text": text}}
    desk.edit(doc or school.doc(key).id, [insert], suggest=suggest)
    desk.close()


def commented(school: School, key: str, by: str) -> None:
    desk = Desk(school.box.url, school.box.token(by))
    path = f"/drive/v3/files/{school.doc(key).id}/comments?fields=id"
    desk._call("POST", path, json={"content": "What is meant by relevant?"})
    desk.close()


def binned(school: School, file_id: str) -> bool:
    return school.google.drive.file(file_id).trashed


def test_everything_is_taken_back_and_a_new_handout_makes_new_docs_with_one_mail_each(school: School):
    school.hand_out()
    old = {key: school.doc(key).id for key in ALL}
    done = take_back(school)
    assert done.whole
    assert all(row.taken for row in done.rows)
    assert str(done) == "Taken back from 6 of 6 students."
    assert not school.found().docs
    for file_id in old.values():
        file = school.google.drive.file(file_id)
        assert file.trashed
        assert not {mark for mark in file.marks if mark.startswith("pdsync-")} - {"pdsync-kind"}
        assert {grant.role for grant in file.grants if "students" in grant.email} == set()
    assert school.hand_out().whole
    assert all(school.doc(key).id != old[key] for key in ALL)
    assert all(visible(school, key) == [school.doc(key).id] for key in ALL)
    assert school.mails() == {student.email: 2 for student in school.students}


def test_the_mentors_access_ends_too_and_staff_keep_theirs(school: School):
    school.hand_out()
    doc = school.doc("s01").id
    take_back(school, "s01")
    assert {grant.email for grant in school.google.drive.grants(doc) if grant.role != "owner"} == {
        "careers@school.example"
    }


def test_only_the_students_who_are_named(school: School):
    school.hand_out()
    done = take_back(school, "S02", "s04")
    assert [row.key for row in done.rows] == ["s02", "s04"]
    assert set(school.found().docs) == {"s00", "s01", "s03", "s05"}


def test_a_plan_asks_and_writes_nothing(school: School):
    school.hand_out()
    typed(school, "s03")
    with school.calls() as calls:
        plan = planned(school)
    assert not writes(calls)
    assert calls["docs.documents.get"] == 5
    text = str(plan)
    assert "s00  Sam" in text
    assert "put “Sam – SMART goals – 2611” into the bin; end the access of s00@students.example" in text
    assert "stays: has been written in" in text
    assert (
        "In all: 5 Docs into the bin, 6 grants ended; the Docs of 1 stay; less than a minute. No mail is sent." in text
    )


@pytest.mark.parametrize("text", ["x", " ", "\n"], ids=["a letter", "a blank", "an empty line"])
def test_a_doc_with_one_typed_character_stays(school: School, text: str):
    school.hand_out()
    typed(school, "s02", text)
    doc = school.doc("s02")
    with school.calls() as calls:
        done = take_back(school, "s02")
    assert not writes(calls)
    assert not done.whole
    assert "has been written in" in done.rows[0].problems[0]
    assert doc.link in done.rows[0].problems[0]
    assert school.grants("s02")["s02@students.example"] == "writer"


def test_what_a_student_typed_is_seen_though_staff_were_the_last_to_change_the_doc(school: School):
    school.hand_out()
    typed(school, "s02", "Mine. ")
    school.time.sleep(7200)
    school.google.docs.fill(school.doc("s02").id, {"Cohort": "cohort"})
    assert not school.doc("s02").touched
    assert not take_back(school, "s02").whole
    assert len(school.docs("s02")) == 1


def test_words_that_this_account_typed_itself_stay_too(school: School):
    school.hand_out()
    typed(school, "s02", "A word from me. ", by=school.google.account)
    done = take_back(school, "s02")
    assert "its words are not those that were handed out" in done.rows[0].problems[0]


def test_a_doc_with_a_suggestion_stays(school: School):
    school.hand_out()
    typed(school, "s02", "x", suggest=True)
    assert not take_back(school, "s02").whole
    assert len(school.docs("s02")) == 1


def test_a_doc_with_a_comment_of_somebody_elses_stays_and_ones_own_does_not_count(school: School):
    school.hand_out()
    commented(school, "s02", "s02@students.example")
    commented(school, "s03", school.google.account)
    done = take_back(school, "s02", "s03")
    assert [row.taken for row in done.rows] == [False, True]
    assert "commented" in done.rows[0].problems[0]


def test_another_status_in_the_dropdown_is_a_students_word_too(school: School):
    from pdsync.sandbox.handwriting import choosing

    school.hand_out()
    desk = Desk(school.box.url, school.box.token(school.google.account))  # by the account itself: only the words tell
    page = desk.page(school.doc("s02").id)
    line = next(line for line in page.lines if line.dropdown)
    desk.edit(school.doc("s02").id, choosing(page, line, "In progress"))
    desk.close()
    assert not take_back(school, "s02").whole


def test_a_template_that_was_mended_since_is_no_hindrance(school: School):
    school.hand_out()
    typed(school, "", "Mended. ", by=school.google.account, doc=school.found().template.id)
    assert take_back(school).whole


def test_a_doc_of_an_older_pdsync_is_held_against_the_template(school: School):
    school.hand_out()
    for key in ("s02", "s03"):
        school.google.drive.unmark(school.doc(key).id, (TEXT,))
    typed(school, "s03", "x", by=school.google.account)
    done = take_back(school, "s02", "s03")
    assert [row.taken for row in done.rows] == [True, False]


def test_docs_from_a_template_of_the_schools_own_are_taken_back(school: School):
    template = school.google.drive.create(FileKind.DOC, name="Wrong one", marks={})
    school.google.docs.write(template.id, BUILTIN)
    school.cohort = replace(school.cohort, template=DocTemplate(template.id))
    assert school.hand_out().whole
    other = school.google.drive.create(FileKind.DOC, name="Right one", marks={})
    school.google.docs.write(other.id, BUILTIN)
    school.cohort = replace(school.cohort, template=DocTemplate(other.id))
    school.google.drive.discard(template.id, ())
    assert take_back(school).whole
    assert school.hand_out().whole
    assert len(school.found().docs) == len(school.students)


def test_when_most_have_begun_taking_back_from_everybody_stops_for_safety(school: School):
    school.hand_out()
    for key in ("s00", "s01", "s02", "s03"):
        typed(school, key)
    plan = planned(school)
    assert plan.too_late in str(plan)
    assert "In 4 of 6 Docs somebody has begun" in plan.too_late
    with school.calls() as calls, pytest.raises(SafetyStop, match="Nothing was taken back"):
        recall.carry_out(plan, school.google)
    assert not writes(calls)
    assert take_back(school, "s04", "s05").whole


def test_a_doc_in_the_bin_is_let_go_of_so_that_the_next_handout_makes_a_new_one(school: School):
    school.hand_out()
    doc = school.doc("s02")
    bin_by_hand(school, doc.id)
    assert any("in Drive's bin" in problem for problem in school.hand_out().rows[2].problems)
    assert take_back(school, "s02").whole
    assert school.hand_out().whole
    assert school.doc("s02").id != doc.id


def bin_by_hand(school: School, file_id: str, trashed: bool = True) -> None:
    desk = Desk(school.box.url, school.box.token(school.google.account))
    desk._call("PATCH", f"/drive/v3/files/{file_id}", json={"trashed": trashed})
    desk.close()


def test_a_doc_in_the_bin_that_was_written_in_stays_where_it_is(school: School):
    school.hand_out()
    typed(school, "s02")
    doc = school.doc("s02")
    bin_by_hand(school, doc.id)
    done = take_back(school, "s02")
    assert not done.whole
    assert school.google.drive.file(doc.id).marks[STUDENT] == "s02"


def test_a_doc_that_was_moved_is_taken_back_wherever_it_lies(school: School):
    school.hand_out()
    doc = school.doc("s02")
    elsewhere = school.google.drive.create(FileKind.FOLDER, name="Elsewhere", marks={})
    school.google.drive.move(doc.id, into=elsewhere.id, out_of=doc.parents)
    assert take_back(school, "s02").whole
    assert binned(school, doc.id)


def test_access_that_comes_with_another_folder_cannot_be_ended_so_all_is_put_back(school: School):
    school.hand_out()
    doc = school.doc("s02")
    elsewhere = school.google.drive.create(FileKind.FOLDER, name="Elsewhere", marks={})
    school.google.drive.share(elsewhere.id, Invitation("guest@school.example", "reader"))
    school.google.drive.move(doc.id, into=elsewhere.id, out_of=doc.parents)
    done = take_back(school, "s02")
    assert "access of guest@school.example could not be ended" in done.rows[0].problems[0]
    assert not binned(school, doc.id)
    assert RECALL not in school.doc("s02").marks
    assert school.grants("s02")["s02@students.example"] == "writer"
    assert sum(school.mails().values()) == len(school.students)


def test_if_one_of_two_docs_cannot_be_taken_back_the_other_is_as_it_was(school: School):
    school.hand_out()
    doc = school.doc("s02")
    elsewhere = school.google.drive.create(FileKind.FOLDER, name="Elsewhere", marks={})
    school.google.drive.share(elsewhere.id, Invitation("guest@school.example", "reader"))
    school.google.drive.copy(doc.id, name=doc.name, marks={}, folder=elsewhere.id)
    assert not take_back(school, "s02").whole
    assert len(school.docs("s02")) == 2
    assert not any(RECALL in file.marks for file in school.docs("s02"))
    assert "s02@students.example" in {grant.email for grant in school.google.drive.grants(doc.id)}


def test_a_second_doc_goes_along_and_if_somebody_wrote_in_it_all_stay(school: School):
    school.hand_out()
    for key in ("s02", "s03"):
        doc = school.doc(key)
        copied = school.google.drive.copy(doc.id, name=f"Copy of {doc.name}", marks={}, folder=doc.parents[0])
        if key == "s03":
            typed(school, key, by="careers@school.example", doc=copied.id)
    done = take_back(school, "s02", "s03")
    assert [row.taken for row in done.rows] == [True, False]
    assert "2 Docs put into the bin" in done.rows[0].done
    assert not school.docs("s02")
    assert len(school.docs("s03")) == 2


def test_a_copy_that_the_student_made_for_themselves_is_a_reason_to_stay(school: School):
    school.hand_out()
    doc = school.doc("s02")
    desk = Desk(school.box.url, school.box.token("s02@students.example"))
    copied = desk._call("POST", f"/drive/v3/files/{doc.id}/copy", json={})
    desk._call(
        "POST",
        f"/drive/v3/files/{copied['id']}/permissions?sendNotificationEmail=false",
        json={"type": "user", "role": "reader", "emailAddress": school.google.account},
    )
    desk.close()
    done = take_back(school, "s02")
    assert "belongs to another account" in " ".join(done.rows[0].problems)
    assert not binned(school, doc.id)


def test_somebody_without_a_doc_is_named_and_a_key_that_nobody_has_is_refused(school: School):
    late = school.students.pop()
    school.hand_out()
    school.students.append(late)
    done = take_back(school, late.key)
    assert (done.whole, done.rows[0].done) == (True, "has no Doc")
    with pytest.raises(UsageError, match="Did you mean s0"):
        planned(school, "s0x")


def test_a_doc_of_a_key_that_is_not_on_the_roster_any_more_is_taken_back(school: School):
    school.hand_out()
    gone = school.students.pop(3)
    assert take_back(school, gone.key).rows[0].taken
    assert gone.key not in school.found().docs


# ---- what happens on the way


def test_what_is_typed_between_the_plan_and_the_deed_is_kept_and_access_given_back(school: School):
    school.hand_out()
    plan = planned(school, "s01", "s02")
    typed(school, "s01", "Just now. ")
    done = recall.carry_out(plan, school.google)
    assert [row.taken for row in done.rows] == [False, True]
    assert done.rows[0].done == "access was given back"
    assert "Just now." in school.text("s01")
    assert school.grants("s01")["s01@students.example"] == "writer"
    assert school.grants("s01")[MENTOR] == "commenter"
    assert RECALL not in school.doc("s01").marks
    assert school.mails()["s01@students.example"] == 1


class _Gone(BaseException):
    """The process is no more."""


def dying(school: School, nth: int, *, after: bool):
    seen, lock = [0], threading.Lock()

    def die(name: str, is_after: bool) -> None:
        with lock:
            seen[0] += is_after == after
            if seen[0] >= nth:
                raise _Gone

    return replace(watched(school.google, die), workers=1)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("nth", range(1, 11))
def test_after_a_death_nobody_has_two_docs_and_the_next_recall_finishes(school: School, nth: int, after: bool):
    school.hand_out()
    with pytest.raises(_Gone):
        recall.carry_out(planned(school, "s01", "s02"), dying(school, nth, after=after))
    school.hand_out()
    for key in ("s01", "s02"):
        seen = [file for file in visible(school, key)]
        assert len(seen) <= 1, f"{key} sees {seen}"
    assert recall.carry_out(planned(school), school.google).whole
    assert not school.found().docs
    assert school.hand_out().whole
    assert {len(school.docs(key)) for key in ALL} == {1}
    assert all(len(visible(school, key)) == 1 for key in ALL)


def visible(school: School, key: str) -> list[str]:
    """The Docs that the student sees, in the bin or not."""
    desk = Desk(school.box.url, school.box.token(f"{key}@students.example"))
    query = {"q": "mimeType = 'application/vnd.google-apps.document'", "fields": "files(id)"}
    try:
        return [file["id"] for file in desk._call("GET", "/drive/v3/files", params=query)["files"]]
    finally:
        desk.close()


def test_a_handout_leaves_a_doc_that_is_half_taken_back_and_says_what_to_do(school: School):
    school.hand_out()
    with pytest.raises(_Gone):
        recall.carry_out(planned(school, "s02"), dying(school, 3, after=True))
    with school.calls() as calls:
        done = school.hand_out()
    assert not writes(calls)
    assert "finish it with: pdsync recall s02" in done.rows[2].problems[0]


def test_access_is_given_back_when_the_next_recall_finds_that_somebody_wrote(school: School):
    school.hand_out()
    plan = planned(school, "s01")
    typed(school, "s01", "In between. ")
    with pytest.raises(_Gone):
        recall.carry_out(plan, dying(school, 4, after=True))
    assert "s01@students.example" not in school.grants("s01")
    done = take_back(school, "s01")
    assert done.rows[0].done == "access was given back"
    assert not done.whole
    assert school.grants("s01")["s01@students.example"] == "writer"
    assert school.grants("s01")[MENTOR] == "commenter"
    assert school.hand_out().whole
    assert school.mails()["s01@students.example"] == 1


def test_a_doc_that_may_not_be_put_into_the_bin_is_given_back(school: School):
    school.hand_out()
    refused = {
        "match": {"method": "drive.files.update", "nth": 2},
        "do": {"status": 403, "reason": "insufficientFilePermissions"},
    }
    with school.box.faults(refused):
        done = take_back(school, "s01")
    assert done.rows[0].problems
    assert RECALL not in school.doc("s01").marks
    assert school.grants("s01")["s01@students.example"] == "writer"
    assert school.grants("s01")[MENTOR] == "commenter"
    assert school.mails()["s01@students.example"] == 1


def test_in_a_shared_drive_too(school: School):
    def make(workspace):
        staff = account(workspace.store, STAFF)
        return workspace.call("drive.drives.create", staff, {"requestId": "one"}, {"name": "Careers"})

    school.google = as_account(school, STAFF, shared_drive=school.box.do(make)["id"])
    assert school.hand_out().whole
    typed(school, "s03")
    done = take_back(school)
    assert [row.taken for row in done.rows] == [True, True, True, False, True, True]
    assert school.hand_out().whole
    assert all(len(school.docs(key)) == 1 for key in ALL)


FAULTS = [
    ("drive.files.update", "before", {"connection": "reset"}),
    ("drive.files.update", "after", {"connection": "reset"}),
    ("drive.files.update", "after", {"status": 500}),
    ("drive.files.update", "before", {"status": 403, "reason": "insufficientFilePermissions"}),
    ("drive.permissions.delete", "after", {"connection": "close"}),
    ("drive.permissions.delete", "before", {"status": 503}),
    ("drive.permissions.list", "before", {"status": 500}),
    ("docs.documents.get", "before", {"status": 429}),
    ("drive.revisions.list", "before", {"status": 403, "reason": "insufficientFilePermissions"}),
]


@pytest.mark.parametrize("nth", [1, 3, 6])
@pytest.mark.parametrize(("method", "phase", "do"), FAULTS, ids=lambda one: str(one))
def test_whatever_google_stumbles_over_running_it_again_finishes(school: School, method, phase, do, nth: int):
    school.hand_out()
    with school.box.faults({"match": {"method": method, "nth": nth}, "phase": phase, "do": do}):
        take_back(school)
    assert take_back(school).whole
    assert not school.found().docs
    assert school.hand_out().whole
    assert all(len(visible(school, key)) == 1 for key in ALL)


def test_two_recalls_at_once_are_as_good_as_one(school: School):
    school.hand_out()
    plans = [planned(school), planned(school)]
    machines = [replace(school.google, name=name, machine=name, alone=unguarded) for name in ("here", "there")]
    done: list[recall.Done] = []
    both = [
        threading.Thread(target=lambda one=one, there=there: done.append(recall.carry_out(one, there)))
        for one, there in zip(plans, machines, strict=True)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert [one.whole for one in done] == [True, True]
    assert not school.found().docs
    assert school.hand_out().whole
    assert all(len(visible(school, key)) == 1 for key in ALL)


class _Lagging:
    """A Drive that goes on listing what it listed once."""

    def __init__(self, drive, rounds: int) -> None:
        self._drive, self._rounds, self._listed = drive, rounds, None

    def marked(self, cohort: str):
        self._listed = self._listed or self._drive.marked(cohort)
        self._rounds -= 1
        return self._listed if self._rounds >= 0 else self._drive.marked(cohort)

    def __getattr__(self, name: str):
        return getattr(self._drive, name)


@pytest.mark.parametrize(("rounds", "notes"), [(3, ()), (99, (recall.LAGGING,))])
def test_a_listing_that_lags_is_waited_for_and_if_that_is_long_it_is_said(school: School, rounds: int, notes):
    school.hand_out()
    plan = planned(school)
    lagging = _Lagging(school.google.drive, rounds)
    lagging.marked(school.cohort.key)
    done = recall.carry_out(plan, replace(school.google, drive=lagging))
    assert done.whole
    assert done.notes == notes
