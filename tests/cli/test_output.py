"""Results on stdout: what each format looks like, and that nobody's words can do harm in it."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.cli.output import Column, show

COLUMNS = (
    Column("Student", "student", lambda row: row[0]),
    Column("Goal", "goal", lambda row: row[1]),
    Column("Problems", "problems", lambda row: row[2]),
)
ROWS = [("Zoë 🌻", 1, ["late", "lost"]), ("O'Brien | Co", None, [])]


def shown(capsys, rows, form):
    show(rows, COLUMNS, form=form, empty="Nobody.")
    return capsys.readouterr().out


def test_a_table_is_plain_text_where_there_is_no_terminal(capsys):
    assert shown(capsys, ROWS, "table").splitlines() == [
        "Student       Goal  Problems",
        "Zoë 🌻        1     late, lost",
        "O'Brien | Co",
    ]


def test_json_keeps_numbers_lists_and_nothing(capsys):
    assert json.loads(shown(capsys, ROWS, "json")) == [
        {"student": "Zoë 🌻", "goal": 1, "problems": ["late", "lost"]},
        {"student": "O'Brien | Co", "goal": None, "problems": []},
    ]


def test_markdown_escapes_what_would_break_a_table(capsys):
    assert shown(capsys, ROWS, "md").splitlines()[-1] == "| O'Brien \\| Co |  |  |"


@pytest.mark.parametrize(
    ("form", "text"), [("table", "Nobody.\n"), ("json", "[]\n"), ("csv", "student,goal,problems\n")]
)
def test_nothing_to_show_is_shown_as_such(capsys, form, text):
    assert shown(capsys, [], form) == text


def test_a_spreadsheet_does_not_run_what_a_student_wrote(capsys):
    assert "'=1+1" in shown(capsys, [("=1+1", 1, [])], "csv")


def test_a_terminal_is_not_steered_by_what_a_student_wrote(capsys):
    out = shown(capsys, [("a\x1b[2Jb\nc\u202e", 1, [])], "table")
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert len(out.splitlines()) == 2


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), max_size=4))
def test_csv_is_read_back_whatever_the_words(names):
    import contextlib

    page = io.StringIO()
    with contextlib.redirect_stdout(page):
        show([(name, 1, []) for name in names], COLUMNS, form="csv")
    rows = list(csv.DictReader(io.StringIO(page.getvalue(), newline="")))
    assert [row["student"].removeprefix("'") for row in rows] == [name.removeprefix("'") for name in names]
