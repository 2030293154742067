"""What reaches a terminal: every name on every system, nothing that steers it, and tables where they can be drawn."""

import io
import json
import os
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.cli.screen import STEERS, Screen, draws, harmless, on_one_line

NAMES = "Zoë 🌻, نور حداد, 👩‍💻, 漢字, می‌خواهم"
HOSTILE = "a\x1b]0;owned\x07\x1b[2Jb\x9b31mc\u202ed\x08\r\udcff"
SHOW = (
    "from pdsync.cli.screen import ready; ready()\n"
    "from pdsync.cli.output import Column, show\n"
    "import click\n"
    f"rows = [({NAMES!a}, {HOSTILE!a}, 'https://docs.google.com/document/d/' + 'x' * 44)]\n"
    "titles = ('Student', 'Reason', 'Doc')\n"
    "names = ('student', 'reason', 'link')\n"
    "columns = [Column(titles[n], names[n], lambda row, n=n: row[n], wide=n == 1) for n in range(3)]\n"
    "show(rows, columns, form='table', title='2611')\n"
    f"click.echo({HOSTILE!a}, err=True)\n"
)


def python(code, **env):
    outer = {name: value for name, value in os.environ.items() if name not in ("CI", "TERM", "NO_COLOR", "FORCE_COLOR")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env={**outer, **env}, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii:strict"},
        {"PYTHONIOENCODING": "cp437", "PYTHONUTF8": "0"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {},
    ],
    ids=["cp1252", "ascii", "cp437", "C", "as it is"],
)
def test_every_name_goes_out_as_utf_8_whatever_the_code_page(env):
    out, err = python(SHOW, **env)
    assert NAMES in out
    assert not STEERS.search(out)
    assert not STEERS.search(err)
    assert err.endswith("\\udcff\n")


@pytest.mark.parametrize("columns", ["20", "40", "80", "250"])
def test_a_drawn_table_fits_its_terminal_and_only_rich_steers_it(columns):
    out, _ = python(SHOW, FORCE_COLOR="1", COLUMNS=columns)
    words = re.sub(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", out)
    assert not STEERS.search(words)
    assert "Zoë 🌻" in words
    assert "owned" in words
    from rich.cells import cell_len

    assert max(map(cell_len, words.splitlines())) <= int(columns)
    assert ("left out here" in words) == (columns == "80")
    assert ("https://docs.google.com" in words) == (columns in ("40", "250"))


@pytest.mark.parametrize("kind", ["overdue", "after-module-end"])
def test_the_list_of_who_needs_a_word_is_a_table_on_a_usual_terminal(kind):
    show = f"""
from pdsync.cli.flags import Row, _show
from pdsync.goals.model import Flag
flag = Flag("{kind}", "2611-07", "goal 1 was due on Saturday 21 November 2026; its status is “In progress”", 1,
    "https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789/edit")
_show([Row("2611", "Alexandria Montgomery (2611-07)", flag)], form="table", several=False)
"""
    out, _ = python(show, FORCE_COLOR="1", COLUMNS="80")
    words = re.sub(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", out)
    assert "left out here" in words
    assert "Reason" in words.splitlines()[2]


def test_a_drawn_table_leads_to_the_doc_from_the_first_cell():
    out, _ = python(SHOW, FORCE_COLOR="1", COLUMNS="80")
    assert re.search(r"\x1b\]8;id=\d+;https://docs\.google\.com/document/d/x+\x1b\\Zoë", out)


def test_progress_is_drawn_through_a_screen_and_steered_by_nobody():
    code = (
        "from pdsync.cli.screen import ready; ready()\n"
        "from pdsync.cli.progress import progress\n"
        f"with progress('[/x]') as report: report(1, 2, {HOSTILE!a} + '[/y]')\n"
    )
    out, err = python(code, FORCE_COLOR="1", COLUMNS="60")
    assert out == ""
    assert "\x1b[?25l" in err
    assert "[/y]" in err
    assert "\x1b]0;" not in err
    assert "\x9b" not in err
    assert python(code) == ("", "")


def test_no_color_leaves_the_colours_out_of_bars_and_tables():
    code = (
        "from pdsync.cli.screen import ready; ready()\n"
        "from pdsync.cli.progress import progress\n"
        "with progress('Reading') as report: report(1, 2)\n"
    ) + SHOW
    colours = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-8]|9\d|38;[\d;]*)m")
    assert colours.search(python(code, FORCE_COLOR="1", TERM="xterm-256color")[1])
    out, err = python(code, FORCE_COLOR="1", TERM="xterm-256color", NO_COLOR="1")
    assert not colours.search(out + err)
    assert "Reading" in err


@pytest.mark.parametrize(
    ("terminal", "env", "drawn"),
    [
        (True, {}, True),
        (True, {"TERM": "xterm-256color", "NO_COLOR": "1"}, True),
        (False, {"TERM": "xterm"}, False),
        (True, {"TERM": "dumb"}, False),
        (True, {"CI": "true"}, False),
        (False, {"FORCE_COLOR": "1"}, True),
        (False, {"FORCE_COLOR": ""}, False),
    ],
)
def test_tables_are_drawn_on_a_terminal_that_can_and_where_they_are_asked_for(terminal, env, drawn):
    class Stream(io.StringIO):
        def isatty(self):
            return terminal

    assert draws(Stream(), env) is drawn


@given(st.text())
def test_whatever_is_printed_steers_nothing_and_json_is_read_back_to_the_letter(text):
    assert not STEERS.search(harmless(text))
    assert not STEERS.search(on_one_line(text))
    assert "\n" not in on_one_line(text)
    page = io.StringIO()
    Screen(page).write(json.dumps([text], ensure_ascii=False))
    page.getvalue().encode("utf-8")
    assert json.loads(page.getvalue()) == [text]
    page = io.StringIO()
    Screen(page).writelines([text, text])
    assert page.getvalue() == harmless(text.replace("\r\n", "\n")) * 2


def test_a_program_without_a_console_has_no_screen():
    python("import sys; sys.stdout = sys.stderr = None; from pdsync.cli.screen import ready; ready()")
