"""`pdsync due`: one answer for people, many for programs, and lines that cannot be read."""

import json

import pytest
from click.testing import CliRunner

from pdsync.cli import cli

CALENDAR = {"module": {"start": "2026-11-23", "end": "2027-01-15", "weeks": 6}, "day_first": True}
LINE = {"id": "a", "text": "Done by Friday of week 2, hopefully", "anchor": "2026-11-24", "calendar": CALENDAR}
CONFIG = """
cohort: "2611"
roster: roster.csv
calendar:
  module: {start: 2026-11-23, end: 2027-01-15, weeks: 6}
"""


def due(*args, lines=()):
    typed = b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines)
    return CliRunner().invoke(cli, ["due", *args], input=typed)


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "pdsync.yaml"
    path.write_text(CONFIG, encoding="utf-8")
    (tmp_path / "roster.csv").write_text("key,name,email\n1,Sam,sam@school.example\n", encoding="utf-8")
    return str(path)


def test_one_answer_is_told_with_its_words_and_how_sure_it_is(config):
    done = due("by the end of week 4", "--written", "2026-11-24", "-c", config)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Due Friday 18 December 2026 (“by the end of week 4”), 9")


def test_an_event_that_the_calendar_lacks_is_offered(config):
    done = due("by the hackathon", "--written", "2026-11-24", "-c", config)
    assert "hackathon" in done.stdout
    assert "milestones?" in done.stdout


def test_without_a_config_it_says_what_is_missing(tmp_path):
    done = due("Friday", "-c", str(tmp_path / "none.yaml"))
    assert done.exit_code == 2
    assert "none.yaml" in done.stderr


def test_many_answers_are_read_with_their_own_calendars():
    done = due("--batch", lines=[LINE, b"\n", {**LINE, "id": 2, "text": "3/12"}, {**LINE, "id": None, "text": None}])
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert (first["id"], first["kind"], first["due"]) == ("a", "date", "2026-12-04")
    start, end = first["evidence"]
    assert first["words"] == LINE["text"][start:end]
    assert "Friday of week 2" in first["words"]
    assert second["due"] == "2026-12-03"
    assert (third["kind"], third["due"], third["evidence"]) == ("none", None, None)
    assert done.exit_code == 0


WRONG = {
    "no JSON": (b"{\n", "this is not JSON"),
    "no UTF-8": (b'{"id": "\xff"}\n', "this is not JSON"),
    "no object": ([1], "this is JSON, but no object"),
    "no day": ({**LINE, "anchor": "2026-02-30"}, '"anchor" "2026-02-30" is no date'),
    "no anchor": ({**LINE, "anchor": None}, '"anchor" is missing'),
    "no text": ({**LINE, "text": 3}, '"text" must be text'),
    "no calendar": ({"text": "Friday", "anchor": "2026-11-24"}, '"calendar" is missing'),
    "a list as calendar": ({**LINE, "calendar": []}, '"calendar" must hold named fields'),
    "half a calendar": ({**LINE, "calendar": {"module": {"start": "2026-11-23"}}}, "calendar.module.end is missing"),
    "a key unknown": ({**LINE, "calendar": {**CALENDAR, "day_frist": True}}, "calendar.day_frist is not known here"),
}


@pytest.mark.parametrize(("wrong", "says"), WRONG.values(), ids=WRONG)
def test_a_line_that_cannot_be_read_is_named_and_the_others_are_answered(wrong, says, tmp_path):
    done = due("--batch", lines=[LINE, wrong, LINE])
    assert done.exit_code == 2
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr.startswith(f"line 2: {says}")


def test_the_configs_calendar_and_the_day_given_stand_in_for_what_a_line_lacks(config):
    done = due("--batch", "-c", config, "--written", "2026-11-24", lines=[{"id": 1, "text": "end of week 4"}])
    assert json.loads(done.stdout)["due"] == "2026-12-18"


@pytest.mark.parametrize("args", [[], ["Friday", "--batch"]], ids=["nothing", "both"])
def test_either_an_answer_or_a_batch(args):
    assert due(*args).exit_code == 2
