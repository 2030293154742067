"""`pdsync init`: a config that works, written once."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from pdsync.cli import cli
from pdsync.config import load


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args, typed=None):
    return CliRunner().invoke(cli, ["init", *args], input=typed)


def test_without_questions_a_config_and_a_roster_are_written(here):
    result = run("--defaults", "--cohort", "O'Brien 2611", "--start", "2026-11-23", "--end", "2027-01-01")
    assert result.exit_code == 0
    cohort = load(here / "pdsync.yaml", env={})
    assert cohort.name == "O'Brien 2611"
    assert cohort.calendar.module.weeks == 6
    assert (here / "roster.csv").read_text(encoding="utf-8").startswith("key,name,")
    assert "Next: pdsync doctor" in result.stdout


def test_what_is_asked_is_answered_and_a_wrong_day_is_asked_again(here):
    answers = [
        "2611",
        "11/23/2026",
        "2026-11-23",
        "",
        "Europe/Londn",
        "Europe/London",
        "",
        "ann, b@x.org",
        "a@x.org, b@x.org",
    ]
    result = run(typed="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    for help in ("year-month-day", "Europe/London", "ann is no e-mail address"):
        assert help in result.stderr
    cohort = load(here / "pdsync.yaml", env={})
    assert (cohort.name, cohort.calendar.tz) == ("2611", "Europe/London")
    assert str(cohort.calendar.module.end) == "2027-01-01"
    assert [one.email for one in cohort.sharing.staff] == ["a@x.org", "b@x.org"]


def test_what_exists_is_left_as_it_is(here):
    (here / "pdsync.yaml").write_text("mine", encoding="utf-8")
    result = run("--defaults")
    assert result.exit_code == 2
    assert "exists already" in result.stderr
    assert (here / "pdsync.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "args",
    [
        ("--tz", "Denver"),
        ("--start", "2026-11-23", "--end", "2026-11-01"),
        ("--staff", "nobody"),
        ("--endpoint", "https://evil.example"),
    ],
)
def test_a_wrong_answer_writes_nothing(here, args):
    result = run("--defaults", *args)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    assert list(Path(here).iterdir()) == []
