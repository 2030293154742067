"""`pdsync read` on files: for people, for programs, and what is no Doc."""

import json

import pytest
from click.testing import CliRunner

from pdsync.cli import cli

LINES = [
    "Goal 1: Networking",
    "Specific: Learn \x1b[31mSQL",
    "Measurable: my confidence",
    "Timebound: Friday of week 4",
]
CONFIG = """
cohort: "2611"
roster: roster.csv
calendar:
  module: {start: 2026-11-23, end: 2027-01-15, weeks: 6}
"""


def document(*lines, **more):
    content = [{"paragraph": {"elements": [{"textRun": {"content": f"{line}\n"}}]}} for line in lines]
    return {"documentId": "d1", "title": "Sam’s goals", "body": {"content": content}, **more}


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text(json.dumps(document(*LINES)), encoding="utf-8")
    (tmp_path / "empty.json").write_text(json.dumps(document()), encoding="utf-8")
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    return tmp_path


def read(*args):
    return CliRunner().invoke(cli, ["read", *args])


def test_a_program_gets_the_goals_with_what_they_rest_on(files):
    done = read("a.json", "--format", "jsonl")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert (found["id"], found["title"], found["problems"]) == ("d1", "Sam’s goals", [])
    (goal,) = found["goals"]
    keys = (
        "title specific measurable achievable relevant timebound status status_class due unlabelled placeholders notes"
    )
    assert set(goal) == {*keys.split(), "evidence"}
    assert (goal["title"], goal["timebound"], goal["achievable"], goal["due"]) == (
        "Networking",
        "Friday of week 4",
        None,
        None,
    )
    assert goal["evidence"]["timebound"]["places"][0]["paragraph"] == 3


def test_a_config_gives_the_due_date_and_the_hints(files):
    (files / "pdsync.yaml").write_text(CONFIG, encoding="utf-8")
    (files / "roster.csv").write_text("key,name,email\n1,Sam,sam@school.example\n", encoding="utf-8")
    found = json.loads(read("a.json", "--format", "json", "--written", "2026-11-24").stdout)
    assert found["goals"][0]["due"] == "2026-12-18"
    assert found["goals"][0]["evidence"]["due"]["words"] == "Friday of week 4"
    assert [hint["kind"] for hint in found["hints"]] == ["nothing-to-measure"]
    assert [line["taken_for"] for line in found["lines"]] == [
        "heading of a goal",
        "Specific",
        "Measurable",
        "Timebound",
    ]


def test_people_see_every_line_with_what_it_was_taken_for(files):
    out = read("a.json").stdout
    assert "\x1b" not in out
    assert out.splitlines()[0] == "Sam’s goals"
    assert "goal 1  Timebound          Timebound: Friday of week 4" in out
    assert "Goal 1, “Networking”: no answer yet for Achievable and Relevant." in out
    assert "Hint: Measurable of goal 1 names nothing to count or to look at yet" in out


def test_a_doc_without_a_goal_is_said_to_have_none(files):
    assert "No goal is written in it." in read("empty.json").stdout


def test_several_files_are_a_list_and_one_that_is_no_doc_does_not_stop_the_others(files):
    done = read("bad.json", "a.json", "other.json", "nowhere.json", "--format", "json")
    assert done.exit_code == 1
    assert [one["id"] for one in json.loads(done.stdout)] == ["d1"]
    assert [line.split(":")[0] for line in done.stderr.splitlines() if not line.startswith("Next")] == [
        "bad.json, line 1",
        "other.json",
        "nowhere.json",
    ]


def test_for_a_file_that_is_not_there_nobody_is_sent_to_make_a_config():
    assert "pdsync init" not in read("nowhere.json").stderr


@pytest.mark.parametrize("name", ["bad.json", "other.json", "nowhere.json"])
def test_a_file_that_is_no_doc_is_wrong_usage(files, name):
    done = read(name)
    assert done.exit_code == 2
    assert done.stdout == ""
