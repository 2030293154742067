"""The command line's help: every command has an example and its exit codes, and costs next to nothing to show."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from pdsync.cli import COMMANDS, cli
from pdsync.cli.boundary import EXIT_CODES
from pdsync.cli.command import FORMATS, Command
from pdsync.cli.help import ENVIRONMENT, PAGES, page_file

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


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_page_with_all_its_help_says(name):
    page = run("help", name)
    assert page.exit_code == 0
    headings = [line for line in page.stdout.splitlines() if line and not line.startswith(" ")]
    assert headings == ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES", "EXIT CODES", "SEE ALSO"]
    said = set(run(name, "--help").stdout.split())
    assert said - {"Usage:", "Options:", "Examples:", "Exit", "codes:"} <= set(page.stdout.split())


def test_help_alone_is_the_list_of_commands():
    assert run("help").stdout == run("--help").stdout


def test_there_is_a_page_on_exit_codes_formats_and_the_environment():
    assert all(f"{code} " in run("help", "exit-codes").stdout for code in EXIT_CODES)
    assert all(form in run("help", "formats").stdout for form in FORMATS)


def test_a_page_that_there_is_not_is_answered_with_the_nearest():
    result = run("help", "exitcodes")
    assert result.exit_code == 2
    assert "Did you mean exit-codes?" in result.stderr


def test_every_variable_that_the_code_heeds_is_explained():
    import pdsync

    inner = ("PDSYNC_COMPLETE", "PDSYNC_SANDBOX")
    heeded = {
        name
        for path in Path(pdsync.__file__).parent.rglob("*.py")
        for name in re.findall(r"\bPDSYNC_[A-Z_]+", path.read_text(encoding="utf-8"))
        if not name.startswith(inner)
    }
    assert heeded == {name for name, _ in ENVIRONMENT if name.startswith("PDSYNC_")}


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_fits_a_narrow_terminal(name, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    code = f"from pdsync.cli import cli; cli({[*filter(None, [name]), '--help']!r})"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout
    long = [line for line in out.splitlines() if len(line) > 40]
    assert all(line.startswith(("  pdsync ", "  echo ")) or line.split()[0].startswith("-") for line in long)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_for_staff_is_read_where_the_program_is(name):
    result = run("help", "page", name)
    assert result.exit_code == 0
    assert result.stdout.startswith("# ")
    assert "<!--" not in result.stdout


def test_a_page_for_staff_that_there_is_not_is_answered_with_the_nearest():
    result = run("help", "page", "gogle")
    assert result.exit_code == 2
    assert "Did you mean google?" in result.stderr
    assert "first-cohort" in run("help", "page").stderr


def test_a_wheel_takes_the_pages_along():
    project = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    taken = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert taken == {f"docs/{page_file(name).name}": f"pdsync/pages/{name}.md" for name in PAGES}
