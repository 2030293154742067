"""The demo does what it says: a Doc and a grant for each, the flags as scripted, a second sync that writes nothing."""

from datetime import date

import pytest
from click.testing import CliRunner

from pdsync.cli import cli
from pdsync.cli.demonstration import run

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("PDSYNC_HOME", str(tmp_path / "home"))


def test_the_flags_are_as_scripted(tmp_path):
    outcome = run(students=30, seed=7, serve=False, data=tmp_path / "demo", today=TODAY)
    assert outcome.docs == outcome.grants == 30
    assert sorted((flag.student, flag.kind, flag.goal or 0) for flag in outcome.flags) == sorted(
        (key, kind, number or 0) for key, kind, number in outcome.expected
    )
    assert outcome.writes_of_second_sync == 0
    assert (tmp_path / "demo" / "workspace").is_dir()


def test_the_kept_demo_can_be_gone_on_with(tmp_path):
    data = tmp_path / "demo"
    result = CliRunner().invoke(cli, ["demo", "--students", "3", "--data", str(data)])
    assert result.exit_code == 0, result.output
    assert str(data) in result.output
    again = CliRunner().invoke(cli, ["demo", "--students", "3", "--data", str(data)])
    assert again.exit_code == 2
    assert "pdsync sandbox --data" in again.stderr


@pytest.mark.parametrize("seed", [1, 2])
def test_other_cohorts_come_out_as_scripted_too(tmp_path, seed):
    outcome = run(students=12, seed=seed, serve=False, data=None, today=TODAY)
    assert {(flag.student, flag.kind) for flag in outcome.flags} == {(key, kind) for key, kind, _ in outcome.expected}
