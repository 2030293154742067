"""`pdsync handout --dry-run`, `--pilot` and `--pilot-to` as they are typed."""

from __future__ import annotations

import csv
import io
import json

import pytest

from pdsync.sandbox.drive.mails import outbox


@pytest.fixture
def mails(box):
    return lambda: [mail.to for mail in box.do(lambda workspace: outbox(workspace.store))]


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
@pytest.mark.parametrize(
    "more", [(), ("--pilot", "s1"), ("--only", "s2"), ("--pilot", "s2", "--pilot-to", "me@x.example")]
)
def test_a_dry_run_writes_nothing_whatever_it_is_of(folder, form, more):
    assert not folder.writes("handout", "--dry-run", "--format", form, *more)
    folder.run("handout")
    assert not folder.writes("handout", "--dry-run", "--format", form, *more)


def test_the_plan_for_programs(folder):
    plan = folder.json("handout", "--dry-run")
    assert plan["counts"]["made"] == plan["counts"]["mails"] == 5
    assert plan["calls"]["total"] == sum(plan["calls"]["methods"].values()) == 24
    assert plan["calls"]["writes"] == 20
    assert plan["students"][0]["mails"] == ["siobhan@students.example"]
    assert plan["students"][0]["steps"][0] == "copy the template as “Shiv – SMART goals – 2611”"
    assert sum(folder.calls("handout").values()) == 24
    after = folder.json("handout", "--dry-run")
    assert after.keys() == plan.keys()
    assert {name for name, many in after["counts"].items() if many} == {"left"}


def test_the_plan_as_a_table_of_students(folder):
    rows = list(csv.DictReader(io.StringIO(folder.run("handout", "--dry-run", "--format", "csv").stdout)))
    assert [row["key"] for row in rows] == ["s1", "s2", "s3", "s4", "s5"]
    assert rows[1]["mails"] == "zoe@students.example"
    assert folder.run("handout", "--dry-run", "--format", "md").stdout.startswith("| Student | Key | Would be done |")


def test_the_plan_in_words_says_what_it_comes_to_and_what_stands_in_the_way(folder):
    folder.change(
        "Zoë 🌻,,zoe@students.example,", "Zoë 🌻,,zoe@students.example,\nx1,A,,a@x.example,\nx2,B,,b@x.example,"
    )
    folder.run("handout")
    folder.change("\nx1,A,,a@x.example,", "\ny1,A,,a@x.example,")
    folder.change("mentor_email\n", "mentor_email,status\n")
    folder.change("\ns5,", "\ns6,Away,,away@x.example,,withdrawn\ns5,")
    text = folder.run("handout", "--dry-run").stdout
    assert "In the way\n  y1  A: a Doc was made for a@x.example already, under the key x1" in text
    assert "     6  students who have everything already" in text
    assert "     1  students with something in the way" in text
    assert "  s6  Away is withdrawn and gets no Doc" in text
    assert "     1  students who are withdrawn or deferred and get nothing new" in text
    assert text.rstrip().endswith("Nothing to do; 1 student with something in the way.")


def test_faults_of_the_roster_are_all_named_before_anything_else(folder):
    folder.change("s4,Jordan Lee,,jordan@students.example", "s4,Jordan Lee,,")
    folder.change("s3,نور حداد,نور,nour@students.example", "s3,نور حداد,نور,zoe@students.example")
    result = folder.run("handout", "--dry-run", code=2)
    assert "line 5: email: the e-mail address is missing" in result.stderr
    assert "zoe@students.example stands on line 3 already" in result.stderr


def test_a_pilot_gets_theirs_and_is_told_how_to_go_on(folder, mails):
    folder.write(
        "pdsync.yaml",
        (folder.path / "pdsync.yaml")
        .read_text()
        .replace(
            "staff: [careers@school.example]", 'staff: [careers@school.example], message: "Hello {{preferred_name}}!"'
        ),
    )
    result = folder.run("handout", "--pilot", "s1")
    assert set(folder.docs()) == {"s1"}
    assert mails() == ["siobhan@students.example"]
    assert "The mail to siobhan@students.example:" in result.stderr
    assert "  | Hello Shiv!" in result.stderr
    assert f"Look at it: {folder.box.url}/document/d/{folder.docs()['s1']['id']}/edit" in result.stderr
    assert "pdsync handout  (for the 4 other students)" in result.stderr
    assert "pdsync recall s1" in result.stderr
    again = folder.run("handout", "--pilot", "S1")
    assert "No mail was sent." in again.stderr
    assert len(mails()) == 1
    folder.run("handout")
    assert len(mails()) == 5


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--pilot", "s1", "--pilot", "s2"), "--pilot is for one student"),
        (("--pilot", "s1", "--only", "s2"), "--pilot is for one student"),
        (("--pilot-to", "me@x.example"), "--pilot-to needs --pilot KEY"),
        (("--pilot", "s1", "--pilot-to", "me"), "“me” is no e-mail address"),
        (("--pilot", "s1", "--pilot-to", "staff@school.example"), "Google sends it no mail"),
        (("--pilot", "s9"), "Nobody on the roster has the key “s9”"),
    ],
)
def test_what_is_no_pilot_is_refused_and_nothing_is_made(folder, words, sentence):
    result = folder.run("handout", *words, code=2)
    assert sentence in result.stderr
    assert not folder.docs()


def test_a_trial_goes_to_the_other_address_and_the_cohort_knows_nothing_of_it(folder, mails):
    result = folder.run("handout", "--pilot", "s2", "--pilot-to", "boss@school.example")
    assert mails() == ["boss@school.example"]
    assert not folder.docs()
    assert "Zoë 🌻 got nothing" in result.stderr
    assert "students have a goal Doc" not in result.stderr
    rows = folder.json("handout", "--pilot", "s2", "--pilot-to", "boss@school.example")
    assert (rows[0]["shared"], rows[0]["key"]) == ("boss@school.example", "s2")
    assert mails() == ["boss@school.example"] * 2
    folder.run("handout")
    assert len(folder.docs()) == 5
    assert folder.readers("s2") == {"zoe@students.example", "careers@school.example"}
    assert "boss@school.example" not in {reader for key in folder.docs() for reader in folder.readers(key)}
    folder.run("sync")


def test_a_trial_is_of_the_template_that_lies_in_drive(folder):
    folder.run("handout", "--only", "s1")
    query = {"q": "properties has { key='pdsync-kind' and value='template' }", "fields": "files(id)"}
    (template,) = folder.ask("GET", "/drive/v3/files", params=query)["files"]
    edit = {"requests": [{"insertText": {"location": {"index": 1}, "text": "Edited. "}}]}
    folder.ask("POST", f"/v1/documents/{template['id']}:batchUpdate", json=edit)
    (row,) = folder.json("handout", "--pilot", "s2", "--pilot-to", "boss@school.example")
    doc = folder.ask("GET", f"/v1/documents/{row['link'].split('/d/')[1].split('/')[0]}")
    assert "Edited. SMART goals of Zoë 🌻" in json.dumps(doc, ensure_ascii=False)
