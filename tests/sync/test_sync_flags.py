"""`pdsync flags`, as it is typed: for one cohort and for several, by kind, in every form."""

import csv
import io
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from pdsync.cli import cli
from pdsync.errors import NotFound
from pdsync.sync import find
from tools.classroom import Classroom

CONFIG = """\
cohort: "{name}"
key: "2611"
calendar: {{module: {{start: 2026-11-23, end: 2027-01-15}}}}
roster: roster.csv
google: {{endpoint: "{url}", quotas: off}}
"""


@pytest.fixture
def room(school, tmp_path, monkeypatch):
    """A class with its Sheet, its config and its roster on file."""
    monkeypatch.delenv("PDSYNC_GOOGLE_ENDPOINT", raising=False)
    monkeypatch.chdir(tmp_path)
    lines = [
        "key,name,email",
        *(f'{one.key},"{one.key} {number}",{one.email}' for number, one in enumerate(school.students)),
    ]
    (tmp_path / "roster.csv").write_text("\n".join(lines), encoding="utf-8")
    for name in ("blue", "green"):
        (tmp_path / f"{name}.yaml").write_text(CONFIG.format(name=name, url=school.box.url), encoding="utf-8")
    room = Classroom(school)
    room.write_in_full("s00", due="TBD")
    room.write("s01", due="=1+1 some day", specific="Apply to ten firms")
    room.sync()
    return room


def typed(*words, code=0):
    """What a command prints on stdout."""
    result = CliRunner().invoke(cli, ["flags", "--today", "2026-11-24", *words])
    assert result.exit_code == code, result.output
    return result.stdout


def test_flags_as_json_name_student_kind_goal_reason_and_link(room):
    found = json.loads(typed("-c", "blue.yaml", "--format", "json"))
    assert {"student", "key", "kind", "goal", "reason", "link"} == found[0].keys()
    assert [(one["key"], one["kind"], one["goal"]) for one in found[:2]] == [
        ("s00", "incomplete", 1),
        ("s00", "incomplete", 2),
    ]
    assert found[0]["reason"] == "goal 1 has no answer yet for Timebound"


def test_flags_as_csv_hold_nothing_that_a_spreadsheet_would_run(room):
    rows = list(csv.DictReader(io.StringIO(typed("-c", "blue.yaml", "--format", "csv"))))
    assert len(rows) > 5
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_one_kind_alone(room):
    assert {
        one["kind"] for one in json.loads(typed("-c", "blue.yaml", "--kind", "not-started", "--format", "json"))
    } == {"not-started"}
    assert "Nobody needs a word." in typed("-c", "blue.yaml", "--kind", "doc-lost")


def test_fail_on_looks_at_every_flag_whatever_is_shown(room):
    typed("-c", "blue.yaml", "--kind", "doc-lost", "--fail-on", "not-started", code=10)
    typed("-c", "blue.yaml", "--fail-on", "doc-lost,overdue")
    typed("-c", "blue.yaml", "--fail-on", "any", code=10)
    typed("-c", "blue.yaml", "--fail-on", "late", code=2)


def test_several_cohorts_are_one_list(room):
    found = json.loads(typed("-c", "blue.yaml", "-c", "green.yaml", "--format", "json"))
    assert [one["cohort"] for one in found if one["kind"] == "incomplete" and one["key"] == "s00"] == ["blue"] * 2 + [
        "green"
    ] * 2


def test_a_doc_that_cannot_be_read_is_said_and_what_is_known_is_shown(room):
    room.write("s00", specific="more")
    match = {"method": "docs.documents.get", "fileId": room.doc("s00"), "times": None}
    with room.school.box.faults({"match": match, "do": {"status": 403}}):
        result = CliRunner().invoke(cli, ["flags", "--today", "2026-11-24", "-c", "blue.yaml"])
    assert "The Doc could not be read this time" in result.stderr
    assert "s00 0" in result.stdout


def test_nobody_is_said_to_need_no_word_where_nothing_could_be_seen(room, tmp_path):
    text = (tmp_path / "green.yaml").read_text(encoding="utf-8")
    (tmp_path / "green.yaml").write_text(text.replace(room.school.box.url, "http://127.0.0.1:9"), encoding="utf-8")
    assert typed("-c", "green.yaml", code=4) == ""
    assert typed("-c", "green.yaml", "--format", "json", code=4) == "[]\n"
    some = typed("-c", "green.yaml", "-c", "blue.yaml", "--kind", "doc-lost", code=4)
    assert some == "Nobody needs a word, as far as could be seen; see above for what could not.\n"


# ---- finding things


def test_a_doc_is_found_by_key_address_and_id(room):
    doc = room.school.doc("s02")
    cohort, google = room.school.cohort, room.school.google
    for source in ("s02", doc.id, doc.link, f"https://docs.google.com/document/d/{doc.id}/edit#heading=h.1"):
        assert find.goal_doc(cohort, google, source).id == doc.id


@pytest.mark.parametrize("what", ["sheet", "folder", "template", "s03"])
def test_everything_of_a_cohort_has_an_address(room, what):
    assert find.link(room.school.cohort, room.school.google, what).startswith("https://")


@pytest.mark.parametrize(
    ("what", "hint"), [("sheet", "pdsync sync"), ("s99", "pdsync handout --dry-run lists every key")]
)
def test_what_is_not_there_is_said_with_the_next_command(room, what, hint):
    nowhere = replace(room.school.cohort, key="9999")
    with pytest.raises(NotFound) as error:
        find.link(nowhere, room.school.google, what)
    assert error.value.hint == hint
