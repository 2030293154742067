"""Handing out against a live sandbox: who gets what, and what the next run does."""

from __future__ import annotations

from dataclasses import replace

import pytest
import requests

from pdsync.errors import ConfigError, SafetyStop, UsageError
from pdsync.goals.cohort import DocTemplate, Role
from pdsync.goals.model import Standing
from pdsync.goals.parsing import read_goals
from pdsync.goals.template import BUILTIN, PROMPTS, Blank, Paragraph, Template
from pdsync.sandbox.handwriting import Desk
from pdsync.sandbox.users import account
from pdsync.sync.ports import FileKind, Invitation
from tools.school import CAREERS, MENTOR, School, writes


def test_every_student_gets_one_doc_of_their_own_shared_and_mailed_once(school: School):
    done = school.hand_out()
    assert done.whole
    assert [row.shared for row in done.rows] == [student.email for student in school.students]
    school.everybody_has_one()
    assert school.mails() == {student.email: 1 for student in school.students}
    assert "Hello Sam, here is your goal Doc." in school.mail_to("s00@students.example")
    assert school.text("s00").startswith("SMART goals of Sam\nCohort 2611")
    assert school.doc("s00").name == "Sam – SMART goals – 2611"
    assert school.doc("s02").name == "مريم حسن – SMART goals – 2611"
    assert school.doc("s05").name == 'Q "the quote" \\ Lee – SMART goals – 2611'


def test_the_calls_are_as_few_as_can_be(school: School):
    school.change("s01", mentor_email="")
    with school.calls() as calls:
        school.hand_out()
    many = len(school.students)
    assert calls["drive.files.copy"] == many
    assert calls["docs.documents.batchUpdate"] == many + 1
    assert calls["drive.permissions.create"] == many + 1
    assert calls["drive.files.list"] == 3
    assert calls["drive.permissions.list"] == 0
    assert calls["docs.documents.get"] == 1
    assert calls["drive.files.create"] == 2


def test_a_second_run_lists_once_and_writes_nothing(school: School):
    school.hand_out()
    with school.calls() as calls:
        done = school.hand_out()
    assert calls == {"drive.files.list": 1}
    assert {row.done for row in done.rows} == {"nothing to do"}
    assert [row.shared for row in done.rows] == [student.email for student in school.students]


def test_what_students_write_and_how_they_share_is_no_reason_to_write(school: School):
    school.hand_out()
    for key in ("s00", "s02"):
        desk = Desk(school.box.url, school.box.token(f"{key}@students.example"))
        desk.edit(school.doc(key).id, [{"insertText": {"location": {"index": 1}, "text": "Mine! "}}])
        desk.share_by_link(school.doc(key).id)
        desk.close()
    with school.calls() as calls:
        done = school.hand_out()
    assert not writes(calls)
    assert done.whole


def test_a_late_student_is_picked_up(school: School):
    late = school.students.pop()
    school.hand_out()
    school.students.append(late)
    with school.calls() as calls:
        done = school.hand_out()
    assert done.whole
    assert writes(calls) == {
        "drive.files.copy": 1,
        "docs.documents.batchUpdate": 1,
        "drive.permissions.create": 1,
    }
    school.everybody_has_one()


def test_staff_see_every_doc_through_the_folder_and_the_mentor_only_their_students(school: School):
    school.hand_out()
    assert school.grants("s00") == {CAREERS: "writer", "s00@students.example": "writer"}
    assert school.grants("s01") == {CAREERS: "writer", "s01@students.example": "writer", MENTOR: "commenter"}
    assert school.mails()[CAREERS] == school.mails()[MENTOR] == 0


def test_another_mentor_takes_the_firsts_place(school: School):
    school.hand_out()
    school.change("s01", mentor_email="other@school.example")
    school.hand_out()
    assert school.grants("s01").keys() == {CAREERS, "s01@students.example", "other@school.example"}
    with school.calls() as calls:
        school.hand_out()
    assert not writes(calls)


def test_a_student_who_left_the_roster_keeps_the_doc_and_is_named(school: School):
    school.hand_out()
    gone = school.students.pop(3)
    doc = school.doc(gone.key)
    with school.calls() as calls:
        done = school.hand_out()
    assert not writes(calls)
    assert any(gone.key in note and doc.link in note for note in done.notes)
    assert school.doc(gone.key) == doc


@pytest.mark.parametrize("standing", [Standing.WITHDRAWN, Standing.DEFERRED])
def test_who_is_away_gets_no_doc_and_keeps_the_one_they_have(school: School, standing: Standing):
    school.change("s03", standing=standing)
    done = school.hand_out()
    assert done.whole
    assert not school.docs("s03")
    assert f"is {standing.value} and gets no Doc" in done.rows[3].notes
    school.change("s03", standing=Standing.ACTIVE)
    school.hand_out()
    school.change("s03", standing=standing)
    with school.calls() as calls:
        done = school.hand_out()
    assert not writes(calls)
    assert done.rows[3].shared == "s03@students.example"


def test_a_renamed_student_has_the_doc_renamed(school: School):
    school.hand_out()
    school.change("s00", preferred_name="Samira")
    with school.calls() as calls:
        school.hand_out()
    assert writes(calls) == {"drive.files.update": 1}
    assert school.doc("s00").name == "Samira – SMART goals – 2611"
    with school.calls() as calls:
        school.hand_out()
    assert not writes(calls)


def test_a_title_that_the_student_gave_stays(school: School):
    school.hand_out()
    school.google.drive.mark(school.doc("s00").id, {}, name="My goals!!")
    school.change("s00", preferred_name="Samira")
    with school.calls() as calls:
        school.hand_out()
    assert not writes(calls)
    assert school.doc("s00").name == "My goals!!"


def test_a_changed_address_moves_the_grant_and_nobody_elses(school: School):
    school.hand_out()
    friend = "friend@students.example"
    school.google.drive.share(school.doc("s01").id, Invitation(friend, "reader"))
    school.change("s01", email="new@students.example")
    done = school.hand_out()
    assert done.whole
    assert school.grants("s01").keys() == {CAREERS, MENTOR, friend, "new@students.example"}
    assert school.mails()["new@students.example"] == 1
    with school.calls() as calls:
        school.hand_out()
    assert not writes(calls)


def test_an_address_in_other_letters_is_the_same_address(school: School):
    school.hand_out()
    school.change("s01", email="S01@Students.Example", mentor_email=MENTOR.upper())
    with school.calls() as calls:
        school.hand_out()
    assert not writes(calls)


def test_a_doc_in_the_bin_is_reported_and_no_second_one_made(school: School):
    school.hand_out()
    doc = school.doc("s02")
    _update(school, doc.id, {"trashed": True})
    with school.calls() as calls:
        done = school.hand_out()
    assert not writes(calls)
    assert not done.whole
    assert "bin" in done.rows[2].problems[0]
    assert doc.link in done.rows[2].problems[0]


def test_a_doc_that_was_moved_away_is_reported_and_no_second_one_made(school: School):
    school.hand_out()
    doc = school.doc("s02")
    _update(school, doc.id, {}, addParents="root", removeParents=doc.parents[0])
    with school.calls() as calls:
        done = school.hand_out()
    assert not writes(calls)
    assert done.whole
    assert done.rows[2].notes == ("the Doc was moved out of the cohort's folder",)


def test_the_folder_in_the_bin_stops_the_run(school: School):
    school.hand_out()
    _update(school, school.found().folder.id, {"trashed": True})
    with school.calls() as calls, pytest.raises(SafetyStop, match="6 goal Docs"):
        school.hand_out()
    assert not writes(calls)


def test_only_the_students_named_are_visited(school: School):
    done = school.hand_out(only=("s03", " S05 "))
    assert [row.student.key for row in done.rows] == ["s03", "s05"]
    assert set(school.found().docs) == {"s03", "s05"}


def test_a_key_that_nobody_has_is_a_usage_error_with_near_ones(school: School):
    with pytest.raises(UsageError, match=r"“s3”.*Did you mean s03") as caught:
        school.hand_out(only=("s3",))
    assert caught.value.exit_code == 2


def test_a_changed_key_makes_no_second_doc(school: School):
    school.hand_out()
    school.change("s03", key="2611-03")
    with school.calls() as calls:
        done = school.hand_out()
    assert not writes(calls)
    assert "under the key s03" in done.rows[3].problems[0]


def test_who_is_signed_in_may_be_on_the_roster_to_try_things_out(school: School):
    school.change("s03", email="staff@school.example")
    done = school.hand_out()
    assert done.whole
    assert done.rows[3].shared == "staff@school.example"


def test_an_address_without_an_account_is_told_how_to_go_on_and_the_others_get_theirs(school: School):
    school.box.do(lambda workspace: account(workspace.store, "s02@students.example", has_account=False))
    school.share_as(notify=False)
    done = school.hand_out()
    assert "no Google account" in done.rows[2].problems[0]
    assert "sharing.notify: true" in done.rows[2].problems[0]
    assert [bool(row.problems) for row in done.rows] == [False, False, True, False, False, False]
    assert not school.mails()
    school.share_as(notify=True)
    assert school.hand_out().whole
    school.everybody_has_one()
    assert school.mails() == {"s02@students.example": 1}


def test_roles_are_as_the_config_says(school: School):
    school.share_as(student=Role.COMMENTER, mentors=None, notify=False, message="")
    school.hand_out()
    assert school.grants("s01") == {CAREERS: "writer", "s01@students.example": "commenter"}
    assert not school.mails()


def test_the_builtin_template_has_the_prompts_to_the_letter_a_status_and_a_log(school: School):
    school.hand_out()
    blocks = school.google.docs.read(school.doc("s00").id).blocks
    text = [block.text for block in blocks]
    for prompt in PROMPTS.values():
        assert text.count(prompt) == 2
    chips = [run.chip for block in blocks for run in block.runs if run.chip]
    assert [chip.options for chip in chips] == [("Not started", "In progress", "Done", "Blocked")] * 2
    assert sum(bool(block.rows) for block in blocks) == 2
    assert not read_goals(blocks).goals


def test_a_template_of_the_schools_own_is_copied_and_filled(school: School):
    template = _template(school, "Goal of {{ Preferred Name }} in {{cohort}}", *PROMPTS.values())
    school.cohort = replace(school.cohort, template=DocTemplate(template))
    done = school.hand_out()
    assert done.whole
    assert school.text("s00").startswith("Goal of Sam in 2611")
    assert any("2 goals are expected" in note for note in done.notes)
    assert {file.marks.get("pdsync-kind") for file in school.found().all} == {None, "folder"}


def test_a_template_without_fields_costs_two_writes_a_student(school: School):
    school.change("s01", mentor_email="")
    template = _template(school, *PROMPTS.values(), *PROMPTS.values())
    school.cohort = replace(school.cohort, template=DocTemplate(template))
    with school.calls() as calls:
        school.hand_out()
    many = len(school.students)
    assert writes(calls) == {
        "drive.files.copy": many,
        "drive.permissions.create": many + 1,
        "drive.files.create": 1,
    }


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((), "The template is empty."),
        (("Notes of {{name}}",), "No goal was found"),
        ((*PROMPTS.values(), "{{shoe size}}"), r"{{shoe size}} is no column of the roster; known are {{key}}"),
    ],
    ids=["empty", "without goals", "unknown field"],
)
def test_a_template_that_will_not_do_is_refused_before_anything_is_handed_out(
    school: School, lines: tuple[str, ...], words: str
):
    template = _template(school, *lines)
    school.cohort = replace(school.cohort, template=DocTemplate(template))
    with school.calls() as calls, pytest.raises(ConfigError) as caught:
        school.hand_out()
    assert words in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert not writes(calls)


def test_a_title_or_message_with_an_unknown_field_is_refused(school: School):
    school.cohort = replace(school.cohort, doc_title="{{nome}} goals")
    school.share_as(message="Hi {{preferred}}")
    with school.calls() as calls, pytest.raises(ConfigError) as caught:
        school.hand_out()
    assert [one.field for one in caught.value.complaints] == ["doc_title", "sharing.message"]
    assert not writes(calls)


def test_a_student_may_have_a_template_of_their_own_and_a_bad_one_is_theirs_alone(school: School):
    template = _template(school, "Plan of {{name}}", *PROMPTS.values(), *PROMPTS.values())
    school.change("s01", template=f"https://docs.google.com/document/d/{template}/edit")
    school.change("s02", template="1nobodyHasADocOfThisName")
    done = school.hand_out()
    assert school.text("s01").startswith("Plan of Zoë 🌱 Núñez")
    assert school.text("s00").startswith("SMART goals of Sam")
    assert "1nobodyHasADocOfThisName" in done.rows[2].problems[0]
    assert [bool(row.problems) for row in done.rows] == [False, False, True, False, False, False]


def test_the_template_is_made_once_and_words_that_staff_put_in_it_are_handed_out(school: School):
    late = school.students.pop()
    school.hand_out()
    template = school.found().template
    assert template.name == BUILTIN.name
    school.google.docs.fill(template.id, {"This Doc is yours.": "This is your very own Doc, {{name}}."})
    school.students.append(late)
    school.hand_out()
    assert f"This is your very own Doc, {late.name}." in school.text(late.key)


def _template(school: School, *lines: str) -> str:
    file = school.google.drive.create(FileKind.DOC, name="Our goals", marks={})
    if lines:
        pieces = [piece for line in lines for piece in (Paragraph(line), Blank())]
        school.google.docs.write(file.id, Template("1", "Our goals", tuple(pieces)))
    return file.id


def _update(school: School, file_id: str, body: dict, **more: str) -> None:
    token = school.box.token("staff@school.example")
    answer = requests.patch(
        f"{school.box.url}/drive/v3/files/{file_id}",
        json=body,
        params=more,
        headers={"Authorization": f"Bearer {token}"},
        timeout=10,
    )
    assert answer.ok, answer.text


def test_progress_is_told_act_by_act_up_to_the_end(school: School):
    told: list[tuple[int, int]] = []
    school.hand_out(progress=lambda done, total, what="": told.append((done, total)))
    assert told == [(done, 18) for done in range(1, 19)]
    told.clear()
    school.hand_out(progress=lambda done, total, what="": told.append((done, total)))
    assert not told
