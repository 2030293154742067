"""What each shell offers for a half-typed word; the shells that are installed here are asked themselves."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from pdsync.cli import COMMANDS, cli
from pdsync.cli.completion import WHERE

CONFIG = """\
cohort: "2611"
calendar:
  module: {start: 2026-11-09, end: 2026-12-18, weeks: 6}
roster: roster.csv
google: {endpoint: "http://127.0.0.1:9"}
"""
ROSTER = "\ufeffkey,name,preferred_name,email\r\n2611-01,Siobhán O'Brien,Shiv,s@x.example\r\n2611-02,Zoë \U0001f33b,,z@x.example\r\n"


@pytest.fixture
def school(tmp_path, monkeypatch):
    """A folder with a space and an umlaut in its name, a roster as Excel saves it, and a Google that nobody may ask."""
    folder = tmp_path / "Schöne Schule"
    folder.mkdir()
    (folder / "pdsync.yaml").write_text(CONFIG, encoding="utf-8")
    (folder / "2612.yml").write_text(CONFIG, encoding="utf-8")
    (folder / "roster.csv").write_bytes(ROSTER.encode())
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PDSYNC_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PDSYNC_CONFIG", raising=False)
    return folder


def asked(shell, **env):
    done = subprocess.run(
        [sys.executable, "-m", "pdsync"],
        env={**os.environ, "_PDSYNC_COMPLETE": f"{shell}_complete", **env},
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    return list(filter(None, done.stdout.decode("utf-8").splitlines()))


def powershell(*words):
    *before, last = words
    return asked("powershell", PDSYNC_COMPLETE_WORDS="\n".join(before), PDSYNC_COMPLETE_WORD=last)


def bash(line):
    words = f"pdsync {line}"
    return asked("bash", COMP_WORDS=words, COMP_CWORD=str(len(words.split(" ")) - 1))


def test_commands_and_options_are_offered(school):
    assert powershell("") == [f"{name}\t{words}" for name, words in COMMANDS.items()]
    assert bash("ha") == ["plain,handout"]
    assert "plain,--dry-run" in bash("handout --")
    assert bash("flags --format j") == ["plain,json"]


def test_students_keys_are_offered_with_their_names_and_google_is_not_asked(school):
    assert powershell("open", "26") == ["2611-01\tShiv", "2611-02\tZoë \U0001f33b"]
    assert bash("read 2611-02") == ["plain,2611-02"]


def test_keys_come_from_the_config_that_the_line_names(school):
    (school / "other.csv").write_text("key,name,email\nx1,Ann,a@x.example\n", encoding="utf-8")
    (school / "2612.yml").write_text(CONFIG.replace("roster.csv", "other.csv"), encoding="utf-8")
    assert powershell("open", "-c", "2612.yml", "") == ["x1\tAnn"]
    assert powershell("open", "-c", str(school / "2612.yml"), "x") == ["x1\tAnn"]


def test_config_files_are_offered_and_any_file_where_there_is_none(school):
    assert bash("sync -c ") == ["plain,2612.yml", "plain,pdsync.yaml"]
    assert bash("sync -c roster") == ["file,roster"]
    assert powershell("sync", "-c", "roster") == []


@pytest.mark.parametrize("name", COMMANDS)
def test_wherever_a_key_is_typed_keys_are_offered(school, name):
    command = cli.get_command(click.Context(cli), name)
    for param in command.params:
        if "KEY" in (param.metavar or "") or param.name in ("key", "keys", "only"):
            found = param.shell_complete(click.Context(command), "2611-01")
            assert [item.value for item in found] == ["2611-01"]


def test_kinds_of_flags_are_offered_behind_a_comma(school):
    assert bash("flags --kind overdue,no-d") == ["plain,overdue,no-doc", "plain,overdue,no-due-date"]


@pytest.mark.parametrize("broken", ["pdsync.yaml", "roster.csv"])
def test_what_wants_mending_offers_nothing_and_says_nothing(school, broken):
    (school / broken).write_text("\x00[", encoding="utf-8")
    assert bash("open 26") == ["file,26"]


def test_no_key_steers_a_terminal(school):
    (school / "roster.csv").write_text("key,name,email\nk\x9b2J,A\u202e,a@x.example\n", encoding="utf-8")
    assert powershell("open", "k") == ["k\\u009b2J\tA\\u202e"]


@pytest.mark.parametrize("shell", WHERE)
def test_the_script_says_where_to_put_it(shell):
    result = CliRunner().invoke(cli, ["completion", shell])
    assert result.exit_code == 0
    *_, words, line = result.stdout.splitlines()
    assert words.startswith("# ")
    assert line == f"#   {WHERE[shell][1]}"
    assert "_PDSYNC_COMPLETE" in result.stdout


def test_an_unknown_shell_is_answered_with_those_there_are():
    result = CliRunner().invoke(cli, ["completion", "tcsh"])
    assert result.exit_code == 2
    assert "powershell" in result.stderr


def within(shell, script, school):
    """What a shell that is installed prints for a script; its pdsync is this one."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed here")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "HOME": str(school), "TERM": "dumb"}
    options = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    done = subprocess.run(
        [program, *options, "-c", script], env=env, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def test_bash_completes_what_is_typed(school):
    script = (
        'eval "$(pdsync completion bash)"; complete -p pdsync\n'
        "COMP_WORDS=(pdsync open 26); COMP_CWORD=2; _pdsync_completion pdsync; echo ${COMPREPLY[@]}"
    )
    assert within("bash", script, school).splitlines() == [
        "complete -o nosort -F _pdsync_completion pdsync",
        "2611-01 2611-02",
    ]


def test_fish_completes_what_is_typed(school):
    out = within("fish", 'pdsync completion fish | source; complete -C"pdsync open 26"', school)
    assert out.splitlines() == ["2611-01\tShiv", "2611-02\tZoë \U0001f33b"]


def test_zsh_completes_what_is_typed(school):
    script = (
        "zmodload zsh/zpty; zpty inner zsh -f -i\n"
        "zpty -w inner 'PS1=; unset zle_bracketed_paste; autoload -Uz compinit; compinit -u'\n"
        'zpty -w inner \'eval "$(pdsync completion zsh)"; echo r"eady"\'\n'
        "zpty -r inner out '*ready*'\n"
        "zpty -w -n inner $'pdsync open 2611-0\\t\\t'; zpty -r inner out '*Zo*'; print -r -- $out; zpty -d inner"
    )
    out = within("zsh", script, school)
    assert "2611-01" in out
    assert "Shiv" in out
