"""`pdsync close` and `pdsync thaw` as staff type them: a plan first, a question, a table, an exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from pdsync.cli import cli

STUDENTS = ("s1", "s2", "s3", "s4", "s5")


@pytest.fixture
def handed_out(folder):
    folder.run("handout")
    folder.run("sync")
    return folder


def roles(folder, key):
    return {one["emailAddress"]: one["role"] for one in folder.docs()[key]["permissions"]}


def test_a_cohort_is_closed_and_thawed(handed_out):
    folder = handed_out
    before = {key: roles(folder, key) for key in STUDENTS}
    result = folder.run("close", "--yes")
    assert "Shiv (s1): siobhan@students.example may read and comment from now on" in result.stderr
    assert "5 of 5 students' Docs are closed." in result.stderr
    assert "closed" in result.stdout
    assert roles(folder, "s1")["siobhan@students.example"] == "commenter"
    assert roles(folder, "s1")["mentor@school.example"] == "commenter"
    assert folder.writes("close") == {}
    assert folder.writes("handout") == {}
    result = folder.run("thaw", "--all", "--yes")
    assert "5 of 5 students' Docs are open." in result.stderr
    assert {key: roles(folder, key) for key in STUDENTS} == before
    assert folder.writes("thaw", "--all") == {}


def test_the_plan_comes_first_and_nothing_is_done_without_a_yes(handed_out):
    folder = handed_out
    plan = folder.run("close", "--dry-run")
    assert "2611: what pdsync close would do" in plan.stdout
    assert "In all: 5 students' Docs closed, in 10 changes; less than a minute. Nobody is mailed." in plan.stdout
    assert folder.writes("close", "--dry-run") == {}
    refused = folder.run("close", code=5)
    assert "what pdsync close would do" in refused.stderr
    assert "Nothing was changed." in refused.stderr
    assert "with --yes, if it is meant" in refused.stderr
    assert roles(folder, "s1")["siobhan@students.example"] == "writer"
    config = str(folder.path / "pdsync.yaml")
    agreed = CliRunner().invoke(cli, ["close", "-c", config], input="y\n")
    assert agreed.exit_code == 0
    assert roles(folder, "s1")["siobhan@students.example"] == "commenter"


def test_the_plan_as_json_tells_what_each_step_is(handed_out):
    plan = handed_out.json("close", "--dry-run", "--except", "s2")
    assert [one["changes"] for one in plan] == [2, 0, 2, 2, 2]
    assert plan[1]["open"] == "is excepted by --except"
    assert [one["key"] for one in plan] == list(STUDENTS)


def test_who_is_excepted_or_not_named_stays_open(handed_out):
    folder = handed_out
    folder.run("close", "--yes", "--except", "s2", "--except", "s3")
    assert roles(folder, "s2")["zoe@students.example"] == "writer"
    assert roles(folder, "s4")["jordan@students.example"] == "commenter"
    folder.run("close", "--yes", "--only", "s2", "--role", "reader")
    assert roles(folder, "s2")["zoe@students.example"] == "reader"
    assert roles(folder, "s3")["nour@students.example"] == "writer"
    assert "Did you mean s1" in folder.run("close", "--yes", "--except", "s11", code=2).stderr


def test_the_config_says_what_people_are_left(handed_out):
    folder = handed_out
    text = (folder.path / "pdsync.yaml").read_text(encoding="utf-8")
    folder.write("pdsync.yaml", f"{text}closing: {{student: reader, mentors: reader}}\n")
    folder.run("close", "--yes")
    assert roles(folder, "s1")["siobhan@students.example"] == "reader"
    assert roles(folder, "s1")["mentor@school.example"] == "reader"
    folder.run("thaw", "s1", "--yes")
    assert roles(folder, "s1")["siobhan@students.example"] == "writer"
    assert roles(folder, "s1")["mentor@school.example"] == "commenter"
    assert roles(folder, "s2")["zoe@students.example"] == "reader"


def test_thaw_wants_to_know_whose(handed_out):
    assert "Say whose Docs" in handed_out.run("thaw", code=2).stderr
    assert "Say whose Docs" in handed_out.run("thaw", "s1", "--all", code=2).stderr
    assert "Nothing to do: everybody's Doc is open." in handed_out.run("thaw", "s1").stderr


def test_copies_are_saved_and_named_in_the_result(handed_out, tmp_path):
    rows = json.loads(handed_out.run("close", "--yes", "--save", str(tmp_path / "set"), "--format", "json").stdout)
    assert {Path(row["file"]).name for row in rows} == {
        "s1 Shiv.txt",
        "s2 Zoë.txt",
        "s3 نور.txt",
        "s4 Jordan Lee.txt",
        "s5 JL.txt",
    }
    assert (tmp_path / "set" / "2611" / "index.csv").exists()
    assert all(row["state"] == "closed" and row["goals"] for row in rows)


def test_a_doc_in_the_bin_is_told_of_with_exit_code_1(handed_out):
    folder = handed_out
    folder.ask("PATCH", f"/drive/v3/files/{folder.docs()['s3']['id']}", json={"trashed": True})
    result = folder.run("close", "--yes", code=1)
    assert "1 needs a look. It is safe to run again." in result.stderr
    assert "in Drive's bin" in result.stdout


def test_before_a_handout_there_is_nothing_to_close(folder):
    assert "Nothing has been handed out" in folder.run("close", "--yes", code=4).stderr


def test_two_cohorts_are_closed_in_one_run_each_in_a_folder_of_its_own(handed_out, tmp_path):
    folder = handed_out
    text = (folder.path / "pdsync.yaml").read_text(encoding="utf-8")
    folder.write("other.yaml", text.replace('"2611"', '"2612"'))
    other = ["-c", str(folder.path / "other.yaml")]
    assert CliRunner().invoke(cli, ["handout", *other]).exit_code == 0
    folder.run("close", "--yes", "--save", str(tmp_path / "set"), *other)
    assert sorted(path.name for path in (tmp_path / "set").iterdir()) == ["2611", "2612"]


def test_a_laptop_that_dies_in_the_middle_costs_nobody_anything(handed_out):
    """The process is killed after the second of five students; the same command, run again, makes it whole."""
    folder = handed_out
    before = {key: roles(folder, key) for key in STUDENTS}
    config = folder.path / "pdsync.yaml"
    usual = config.read_text(encoding="utf-8")
    folder.write("pdsync.yaml", usual.replace("quotas: off", "quotas: {drive_writes_per_second: 4}"))

    def lowered():
        return sum(call["method"] == "drive.permissions.update" for call in folder.box.journal())

    process = subprocess.Popen(
        [sys.executable, "-m", "pdsync", "close", "--yes", "-c", str(config)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while lowered() < 2 and process.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.02)
    process.kill()
    assert process.wait(10) != 0
    folder.write("pdsync.yaml", usual)
    assert 2 <= lowered() < 5
    folder.run("close", "--yes")
    assert folder.writes("close") == {}
    assert roles(folder, "s1")["siobhan@students.example"] == "commenter"
    folder.run("thaw", "--all", "--yes")
    assert {key: roles(folder, key) for key in STUDENTS} == before
