"""`pdsync handout` as it is typed, against a live sandbox."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pdsync.cli import cli
from pdsync.config.example import Answers, written
from tools.school import CAREERS, School, writes


@pytest.fixture
def typed(school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Type a command in a folder with the school's config and roster."""
    answers = Answers(
        "2611", date(2026, 11, 23), date(2027, 1, 15), tz="UTC", staff=(CAREERS,), endpoint=school.box.url
    )
    (tmp_path / "pdsync.yaml").write_text(written(answers), encoding="utf-8")
    with (tmp_path / "roster.csv").open("w", encoding="utf-8", newline="") as page:
        lines = csv.writer(page)
        lines.writerow(["key", "name", "preferred_name", "email", "mentor_email"])
        for one in school.students:
            lines.writerow([one.key, one.name, one.preferred_name, one.email, one.mentor_email])
    monkeypatch.chdir(tmp_path)

    def type_(*words: str) -> Result:
        return CliRunner().invoke(cli, ["handout", *words], catch_exceptions=False)

    return type_


def test_a_dry_run_shows_the_plan_and_writes_nothing(typed, school: School):
    with school.calls() as calls:
        result = typed("--dry-run")
    assert result.exit_code == 0
    assert not writes(calls)
    assert "Nothing has been done yet." in result.stdout
    assert "s02  مريم حسن" in result.stdout
    assert "In all: 6 new Docs, 8 grants and 6 mails, in 23 writes; less than a minute." in result.stdout
    with school.calls() as calls:
        typed()
    assert writes(calls).total() == 23


def test_a_dry_run_for_one_student_shows_the_mail(typed):
    result = typed("--dry-run", "--only", "s00")
    assert "{{preferred_name}} → Sam" in result.stdout
    assert "Google's mail to s00@students.example would say:" in result.stdout


def test_handing_out_ends_with_a_table_of_who_has_what(typed, school: School):
    result = typed()
    assert result.exit_code == 0, result.output
    assert "s01@students.example" in result.stdout
    assert result.stderr.splitlines()[-1] == "6 of 6 students have a goal Doc that is shared with them."
    with school.calls() as calls:
        again = typed("--format", "json")
    assert not writes(calls)
    rows = json.loads(again.stdout)
    assert [row["key"] for row in rows] == [student.key for student in school.students]
    assert {row["done"] for row in rows} == {"nothing to do"}
    assert rows[0]["student"] == "Sam"
    assert all("/document/d/" in row["link"] for row in rows)


def test_one_student_without_a_doc_is_exit_code_1_and_all_others_have_theirs(typed, school: School):
    refused = {"match": {"method": "drive.files.copy", "nth": 2}, "do": {"status": 403, "reason": "cannotCopyFile"}}
    with school.box.faults(refused):
        result = typed("--format", "json")
    assert result.exit_code == 1
    rows = json.loads(result.stdout)
    assert sum(bool(row["problems"]) for row in rows) == 1
    assert sum(bool(row["shared"]) for row in rows) == 5
    assert "It is safe to run again." in result.stderr


def test_a_key_that_nobody_has_is_exit_code_2(typed, school: School):
    with school.calls() as calls:
        result = typed("--only", "s0")
    assert result.exit_code == 2
    assert result.stderr.startswith("Nobody on the roster has the key “s0”. Did you mean s0")
    assert "Traceback" not in result.output
    assert not writes(calls)
