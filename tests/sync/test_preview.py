"""What a student gets, shown before anything is made, held against what they then do get."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pdsync.cli.preview_page import as_page, as_text, as_values, doc_lines
from pdsync.errors import NotFound, NotSignedIn, UsageError
from pdsync.goals.cohort import DocTemplate
from pdsync.goals.document import Block, BlockKind, Run
from pdsync.goals.model import Standing
from pdsync.goals.template import BUILTIN, Paragraph, Template
from pdsync.goals.template_blocks import blocks_written, filled
from pdsync.sync.ports import FileKind
from pdsync.sync.preview import Access, preview
from tools.school import CAREERS, MENTOR, School, writes


def shown(school: School, key: str = "s01", **more):
    return preview(school.cohort, school.students, school.google, key=key, **more)


def plain(blocks) -> list[Block]:
    """Blocks without their places and the names of their lists."""
    made = []
    for block in blocks:
        rows = tuple(tuple(tuple(plain(cell)) for cell in row) for row in block.rows)
        runs = [run for run in block.runs if run.text]
        made.append(Block(block.kind, tuple(runs), block.level, rows=rows))
    return made


def test_before_anything_exists_it_shows_to_the_letter_what_the_student_then_gets(school: School):
    with school.calls() as calls:
        before = shown(school)
    assert not writes(calls)
    school.hand_out()
    doc = school.doc("s01")
    assert before.title == doc.name
    assert list(doc_lines(before.blocks)) == list(doc_lines(school.google.docs.read(doc.id).blocks))
    assert before.mail.message in school.mail_to("s01@students.example")
    assert {one.email: one.role for one in before.access if one.role != "owner"} == school.grants("s01")
    assert before.mail.to == "s01@students.example"


def test_the_builtin_template_as_blocks_is_what_google_reads_once_it_is_written(school: School):
    file = school.google.drive.create(FileKind.DOC, name="x", marks={})
    school.google.docs.write(file.id, BUILTIN)
    assert plain(school.google.docs.read(file.id).blocks) == plain(blocks_written(BUILTIN))


def test_afterwards_it_shows_the_template_that_lies_in_drive(school: School):
    school.hand_out()
    template = school.found().template
    school.google.docs.fill(template.id, {"This Doc is yours.": "This Doc is all yours."})
    assert "This Doc is all yours." in "\n".join(doc_lines(shown(school).blocks))
    assert shown(school).template == template.link
    assert any(school.doc("s01").link in note for note in shown(school).notes)


def test_who_will_have_access_and_who_is_mailed(school: School):
    assert shown(school).access == (
        Access("student", "s01@students.example", "writer", "Google mails them"),
        Access("mentor", MENTOR, "commenter", "no mail is sent"),
        Access("staff", CAREERS, "writer", "through the cohort's folder, without a mail"),
        Access("pdsync", school.google.account, "owner", "owns the Doc"),
    )
    school.share_as(notify=False, mentors=None)
    quiet = shown(school)
    assert quiet.mail is None
    assert [one.who for one in quiet.access] == ["student", "staff", "pdsync"]
    assert quiet.access[0].how == "no mail is sent"
    assert "The mail: none" in as_text(quiet)


def test_the_empty_form_reads_as_not_started(school: School):
    assert (shown(school).written, shown(school).room, shown(school).warnings) == (0, 2, ())
    assert "0 goals written, which is “not started”; it has room for 2." in as_text(shown(school))


def test_a_field_that_no_column_fills_is_warned_of_wherever_it_stands(school: School):
    pieces = (*BUILTIN.pieces, Paragraph("Your coach is {{coach}}."))
    template = school.google.drive.create(FileKind.DOC, name="Own", marks={})
    school.google.docs.write(template.id, Template("1", "Own", pieces))
    school.cohort = replace(school.cohort, template=DocTemplate(template.id), doc_title="{{nickname}}")
    school.share_as(message="Dear {{Preferred Name}}, {{coach}}")
    warnings = shown(school).warnings
    assert [warning.split(":")[0] for warning in warnings] == [
        "The template",
        "doc_title in the config",
        "sharing.message in the config",
    ]
    assert "no column of the roster fills {{coach}}" in warnings[0]
    assert "Your coach is {{coach}}." in as_text(shown(school))


def test_a_template_that_the_reader_cannot_read_is_warned_of(school: School):
    template = school.google.drive.create(FileKind.DOC, name="Own", marks={})
    school.google.docs.write(template.id, Template("1", "Own", (Paragraph("Write something nice."),)))
    school.cohort = replace(school.cohort, template=DocTemplate(template.id))
    assert "No goal was found in the template" in shown(school).warnings[0]
    school.cohort = replace(school.cohort, template=DocTemplate("1" * 44))
    with pytest.raises(NotFound, match="The template cannot be opened"):
        shown(school)


def test_the_template_on_the_roster_is_the_one_that_is_shown(school: School):
    template = school.google.drive.create(FileKind.DOC, name="Own", marks={})
    school.google.docs.write(template.id, Template("1", "Own", (Paragraph("Another form."), *BUILTIN.pieces)))
    school.change("s02", template=template.id)
    assert "Another form." in as_text(shown(school, "s02"))
    assert "Another form." not in as_text(shown(school, "s01"))


def test_without_a_key_it_is_the_first_who_gets_a_doc(school: School):
    school.change("s00", standing=Standing.WITHDRAWN)
    assert shown(school, "").student.key == "s01"
    assert "gets no Doc" in shown(school, "s00").notes[0]
    with pytest.raises(UsageError, match="Did you mean"):
        shown(school, "s0")


def test_without_a_sign_in_the_builtin_template_is_shown_and_another_is_not(school: School):
    offline = preview(school.cohort, school.students, None, key="s01")
    assert offline.blocks == shown(school).blocks
    assert "Nobody is signed in" in offline.notes[0]
    with pytest.raises(NotSignedIn):
        preview(replace(school.cohort, template=DocTemplate("1" * 44)), school.students, None)


def test_for_programs_and_for_a_browser(school: School):
    school.change("s01", name="<b>Zoë</b>")
    page = as_page(shown(school))
    assert "<b>Zoë</b>" not in page
    assert "&lt;b&gt;Zoë&lt;/b&gt; – SMART goals – 2611" in page
    values = as_values(shown(school))
    assert values["doc"][0] == {"kind": "heading", "level": 0, "text": "SMART goals of <b>Zoë</b>"}
    assert {"kind": "table", "rows": [["Date", "What I did", "What comes next"], ["", "", ""], ["", "", ""]]} in values[
        "doc"
    ]


def test_a_field_that_stands_in_several_runs_is_filled_in_as_docs_does_it():
    split = Block(BlockKind.PARAGRAPH, (Run("Hello {{na", bold=True), Run("me}}, hello"), Run("!")))
    assert filled([split], {"{{name}}": "Sam"})[0].text == "Hello Sam, hello!"
    plain_ = Block(BlockKind.PARAGRAPH, (Run("a {{name}}"), Run(" b", bold=True)))
    assert filled([plain_], {"{{name}}": "Sam"})[0].runs == (Run("a Sam"), Run(" b", bold=True))
