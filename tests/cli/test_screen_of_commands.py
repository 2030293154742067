"""Real commands on an awkward machine: a legacy code page, a narrow terminal, odd folders, and words that would steer it."""

import json
import os
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from pdsync.cli import cli
from pdsync.cli.screen import STEERS
from tests.cli.conftest import CONFIG

HOSTILE = "Z\x9b2Jo\u202eë 🌻"
ROSTER = f"\ufeffkey;name;email\r\ns1;{HOSTILE};zoe@students.example\r\ns2;نور حداد;nour@students.example\r\n"
DRAWN = re.compile(r"\x1b\[[\d;?]*[a-zA-Z]|\x1b\]8;[^\x1b]*\x1b\\|\r")
WORDS = "S: \x1b]0;owned\x07 =1+1\u202e\nM: 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字\n"


@pytest.fixture
def desk(tmp_path, box):
    """Where commands are typed as on a German Windows laptop of twenty years ago."""
    folder = tmp_path / "Schöne Schule 2611"
    folder.mkdir()
    (folder / "pdsync.yaml").write_bytes(CONFIG.format(url=box.url).replace("\n", "\r\n").encode("utf-8-sig"))
    (folder / "roster.csv").write_bytes(ROSTER.encode())
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PDSYNC", "PYTHON", "CI"))},
        "PDSYNC_HOME": str(tmp_path / "Zuhause über"),
        "PYTHONIOENCODING": "cp1252:strict",
        "PYTHONUTF8": "0",
        "COLUMNS": "40",
    }

    def typed(*words, code=0, **more):
        done = subprocess.run(
            [sys.executable, "-m", "pdsync", *words], cwd=folder, env={**env, **more}, capture_output=True, check=False
        )
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        assert done.returncode == code, out + err
        assert "Traceback" not in err
        for text in (out, err):
            assert not STEERS.search(DRAWN.sub("", text) if more else text)
        return out, err

    typed.folder = folder
    return typed


@pytest.mark.parametrize("drawn", [{}, {"FORCE_COLOR": "1"}], ids=["pipe", "terminal"])
def test_a_cohort_with_awkward_names_is_handed_out_and_read(desk, drawn):
    for words in (("handout", "--dry-run"), ("handout",), ("flags",), ("preview", "s1")):
        out, _ = desk(*words, **drawn)
        assert "🌻" in out
    for words in (
        ("sync",),
        ("sync", "--dry-run"),
        ("audit",),
        ("doctor",),
        ("close", "--dry-run"),
        ("open", "s1", "--print"),
    ):
        desk(*words, **drawn)


def test_what_a_doc_says_is_shown_harmless_and_told_to_programs_to_the_letter(desk):
    line = {
        "paragraph": {"elements": [{"startIndex": 1, "endIndex": 90, "textRun": {"content": WORDS, "textStyle": {}}}]}
    }
    (desk.folder / "größe.json").write_text(json.dumps({"documentId": "d1", "body": {"content": [line]}}), "utf-8")
    out, _ = desk("read", "größe.json")
    assert "=1+1" in out
    desk("read", "größe.json", FORCE_COLOR="1")
    told, _ = desk("read", "größe.json", "--format", "json")
    assert "\u202e" in json.loads(told)["lines"][0]["text"]


def test_a_file_that_no_encoding_can_name_is_told_of_all_the_same(desk):
    if os.name == "nt":
        pytest.skip("names of files are always text on Windows")
    _, err = desk("read", os.fsdecode(b"caf\xe9.json"), code=2)
    assert "caf\\udce9.json" in err


def test_a_table_for_spreadsheets_runs_nothing_and_keeps_every_letter(desk):
    (desk.folder / "roster.csv").write_text("key,name,email\n=1+1,=cmd|'/C calc'!A0,a@students.example\n", "utf-8")
    desk("handout")
    out, _ = desk("flags", "--format", "csv")
    assert [cell[:2] for cell in out.splitlines()[1].split(",")[:2]] == ["'=", "'="]


def test_a_pipe_that_closes_early_is_no_failure(desk):
    done = subprocess.run(
        f"{sys.executable} -m pdsync help sync | head -n 1",
        shell=True,
        capture_output=True,
        check=True,
        cwd=desk.folder,
    )
    assert done.stderr == b""


def test_no_command_prints_a_table_of_its_own_making():
    """`--format` is there wherever there is a result."""
    without = {"init", "login", "logout", "open", "completion", "help", "demo", "sandbox", "notify", "forget"}
    for name in cli.list_commands(None):
        page = CliRunner().invoke(cli, [name, "--help"]).stdout
        assert "--format" in page or name in without, name
