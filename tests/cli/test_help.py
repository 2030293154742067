"""The command line's help: every command has an example and its exit codes, and costs next to nothing to show."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from pdsync.cli import COMMANDS, cli
from pdsync.cli.boundary import EXIT_CODES
from pdsync.cli.command import Command

HEAVY = ("googleapiclient", "google.auth", "gspread", "requests", "pydantic", "rich", "yaml", "aiohttp")


def run(*args):
    return CliRunner().invoke(cli, args)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_and_its_exit_codes(name):
    command = cli.get_command(click.Context(cli), name)
    assert isinstance(command, Command)
    assert command.examples
    assert all(example.startswith(("pdsync ", "echo ")) for example in command.examples)
    assert set(command.exits) <= set(EXIT_CODES)
    result = run(name, "--help")
    assert result.exit_code == 0
    assert command.examples[0] in result.stdout
    assert "Exit codes:" in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_every_command_explains_itself(name):
    command = cli.get_command(click.Context(cli), name)
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


def test_help_names_every_command_in_the_tables_order():
    lines = [line.split()[0] for line in run("--help").stdout.splitlines() if line.startswith("  ") and line.split()]
    assert [name for name in lines if name in COMMANDS] == list(COMMANDS)


def test_a_mistyped_command_is_answered_with_the_nearest():
    result = run("handuot")
    assert result.exit_code == 2
    assert "Did you mean handout?" in result.stderr


@pytest.mark.parametrize("args", [["--help"], ["handout", "--help"], ["flags", "--help"]])
def test_help_imports_nothing_heavy(args):
    code = (
        "import sys; from pdsync.cli import cli\n"
        f"try: cli({args!r})\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
