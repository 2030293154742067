"""Scheduled runs: the log for jobs, quiet runs, several cohorts of which one fails alone, the cell that reddens."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from receiving import names, webhook

from pdsync.cli.events import EVENTS, FIELDS
from pdsync.cli.session import each_cohort, google_of, students_of
from pdsync.sync import publish

BY_NAME = {event.name: event for event in EVENTS}
PRIVATE = ("Shiv", "Siobhán", "O'Brien", "Zoë", "نور", "Jordan", "@", "sandbox-")
LOG = ("--quiet", "--log-format", "json")


def lines(result):
    """The log's lines, each held against the table of events."""
    assert result.stdout == ""
    told = [json.loads(line) for line in result.stderr.splitlines()]
    for line in told:
        event = BY_NAME[line["event"]]
        assert list(line) == ["time", "level", "event", *event.fields]
        assert line["level"] in ("info", "warning", "error")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["time"])
    for word in PRIVATE:
        assert word not in result.stderr
    return told


@pytest.fixture
def handed_out(folder):
    folder.run("handout")
    return folder


@pytest.fixture
def three(handed_out):
    """Three cohorts, of which the second was never handed out; the words that name all three."""
    text = (handed_out.path / "pdsync.yaml").read_text(encoding="utf-8")
    words = []
    for name in ("2612", "2613"):
        path = handed_out.path / f"{name}.yaml"
        path.write_text(text.replace('"2611"', f'"{name}"', 1), encoding="utf-8")
        words += ["-c", str(path)]
    from click.testing import CliRunner

    from pdsync.cli import cli

    assert CliRunner().invoke(cli, ["handout", *words[2:]]).exit_code == 0
    return words


# ---- the log


def test_a_job_writes_one_json_object_a_line_and_nothing_else(handed_out):
    told = lines(handed_out.run("sync", *LOG))
    assert [line["event"] for line in told] == ["run-started", "cohort-started", "cohort-synced", "run-ended"]
    synced = told[2]
    assert synced["cohort"] == "2611"
    assert synced["counts"] | {"cells": 0} == {"docs": 5, "read": 5, "cells": 0, "problems": 0, "flags": 5}
    assert synced["new_flags"] == {"not-started": ["s1", "s2", "s3", "s4", "s5"]}
    assert "/spreadsheets/d/" in synced["sheet"]
    assert told[-1] | {"time": "", "seconds": 0} == {
        "time": "",
        "level": "info",
        "event": "run-ended",
        "cohorts": 1,
        "undone": 0,
        "exit_code": 0,
        "seconds": 0,
    }


def test_a_quiet_run_that_goes_well_says_nothing_at_all(handed_out):
    for _ in range(2):
        result = handed_out.run("sync", "--quiet")
        assert (result.stdout, result.stderr) == ("", "")


def test_a_doc_that_cannot_be_read_is_logged_by_key(handed_out):
    doc = handed_out.docs()["s2"]["id"]
    lost = {"match": {"method": "docs.documents.get", "fileId": doc, "times": None}, "do": {"status": 403}}
    with handed_out.box.faults(lost):
        told = lines(handed_out.run("sync", *LOG, code=1))
    (failed,) = (line for line in told if line["event"] == "doc-failed")
    assert (failed["student"], failed["level"]) == ("s2", "warning")
    assert failed["problem"].startswith("This account may not use the ")
    assert told[-1]["exit_code"] == 1


FAILURES = [
    (lambda folder: folder.write("roster.csv", "key,name,email\n"), 5, "SafetyStop", "there is nobody on the roster"),
    (lambda folder: folder.change("zoe@students.example", "zoe at students"), 2, "ConfigError", "roster.csv, line 3, "),
    (lambda folder: folder.write("pdsync.yaml", "cohort: [Zoë"), 2, "ConfigError", "pdsync.yaml, line 1"),
    (
        lambda folder: folder.change(folder.box.url, "http://127.0.0.1:9", name="pdsync.yaml"),
        4,
        "Unreachable",
        "Nothing answers at http://127.0.0.1:9.",
    ),
]


@pytest.mark.parametrize(("breaks", "code", "kind", "problem"), FAILURES, ids=lambda one: str(one)[:20])
def test_a_failure_is_a_line_with_the_next_command(handed_out, breaks, code, kind, problem):
    breaks(handed_out)
    told = lines(handed_out.run("sync", *LOG, code=code))
    (failed,) = (line for line in told if line["event"] == "cohort-failed")
    assert problem in failed["problem"]
    assert (failed["kind"], failed["exit_code"], failed["level"]) == (kind, code, "error")
    assert failed["next"]
    assert told[-1]["exit_code"] == code


def test_messages_are_logged_too(handed_out):
    with webhook() as hook:
        names(handed_out, webhook={"url": hook.url})
        told = lines(handed_out.run("sync", *LOG, "--notify"))
    assert [line["channel"] for line in told if line["event"] == "message-sent"] == ["webhook"]
    names(handed_out, webhook={"url": "http://127.0.0.1:9/secret"})
    handed_out.write("roster.csv", "key,name,email\n")
    result = handed_out.run("sync", *LOG, "--notify", code=5)
    assert "secret" not in result.stderr
    assert [line["event"] for line in lines(result)][-2:] == ["message-failed", "run-ended"]


def test_every_field_and_every_event_of_the_table_is_explained():
    used = {field for event in EVENTS for field in event.fields}
    assert used | {"time", "level", "event"} == set(FIELDS)
    assert len(BY_NAME) == len(EVENTS)


# ---- several cohorts


def test_one_cohort_fails_alone_and_the_gravest_exit_code_counts(handed_out, three):
    result = handed_out.run("sync", *three, code=4)
    assert result.stdout.count("Read 5 of 5 Docs") == 2
    assert "2612:\nNothing has been handed out to 2612 yet" in result.stderr
    assert result.stderr.endswith("2 of 3 cohorts are done, 1 not; see above.\n")


def test_a_quiet_run_names_only_the_cohort_that_failed(handed_out, three):
    result = handed_out.run("sync", "--quiet", *three, code=4)
    assert result.stdout == ""
    assert result.stderr.startswith("2612:\nNothing has been handed out")
    assert "2611" not in result.stderr
    assert "2613" not in result.stderr


def test_a_fault_of_pdsyncs_own_in_one_cohort_keeps_no_other_back(handed_out, three, capsys):
    turns = []

    def work(cohort):
        turns.append(cohort.name)
        if cohort.name == "2612":
            raise ZeroDivisionError("Shiv's words")
        return 0

    assert each_cohort([handed_out.path / name for name in ("pdsync.yaml", "2612.yaml", "2613.yaml")], work) == 70
    assert turns == ["2611", "2612", "2613"]
    assert "Shiv" not in capsys.readouterr().err


def test_a_failure_is_graver_than_a_flag_that_was_found(handed_out, three):
    (handed_out.path / "2612.yaml").write_text("cohort:", encoding="utf-8")
    assert "1 of 3" not in handed_out.run("flags", "--fail-on", "any", *three, code=2).stderr
    result = handed_out.run("flags", "--fail-on", "any", *three[2:], code=10)
    assert "2 of 2 cohorts are done." in result.stderr


# ---- the cell that turns red by itself


def ground(folder, cohort):
    """The colour that the cell "Last synced" of a cohort's Overview is shown in."""
    marks = f"properties has {{ key='pdsync-cohort' and value='{cohort}' }} and mimeType contains 'spreadsheet'"
    (file,) = folder.ask("GET", "/drive/v3/files", params={"q": marks, "fields": "files(id)"})["files"]
    fields = "sheets.data.rowData.values(effectiveValue,effectiveFormat.backgroundColor)"
    book = folder.ask("GET", f"/v4/spreadsheets/{file['id']}", params={"ranges": "Overview", "fields": fields})
    for row in book["sheets"][0]["data"][0]["rowData"]:
        values = [cell.get("effectiveValue", {}) for cell in row.get("values", [])]
        if {"stringValue": "Last synced"} in values:
            (moment,) = (place for place, value in enumerate(values) if value.get("numberValue", 0) > 40_000)
            return json.dumps(row["values"][moment]["effectiveFormat"]["backgroundColor"])
    raise AssertionError("no such cell")


def test_the_cell_reddens_by_itself_36_hours_after_a_job_died(handed_out):
    handed_out.run("sync")
    start, well = datetime.now(UTC), ground(handed_out, "2611")
    for hours, same in ((35, True), (37, False), (500, False)):
        moment = start + timedelta(hours=hours)
        handed_out.box.do(lambda workspace, moment=moment: workspace.clock.set(moment))
        assert (ground(handed_out, "2611") == well) is same, hours


def test_only_the_cell_of_the_cohort_that_fails_reddens(handed_out, three):
    """Two nights of one job over two cohorts, of which one's config was broken after the first."""
    paths = [handed_out.path / "pdsync.yaml", handed_out.path / "2613.yaml"]
    start = datetime.now(UTC)

    def night(number):
        now = start + timedelta(days=number)
        handed_out.box.do(lambda workspace: workspace.clock.set(now))

        def work(cohort):
            google = google_of(cohort)
            publish.sync(cohort, students_of(cohort), google, today=now.date(), now=now)
            return 0

        return each_cohort(paths, work)

    assert night(0) == 0
    well = ground(handed_out, "2611")
    paths[1].write_text("cohort:", encoding="utf-8")
    assert night(1) == night(2) == 2
    assert ground(handed_out, "2611") == well
    assert ground(handed_out, "2613") != well
