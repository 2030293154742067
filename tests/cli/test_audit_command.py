"""`pdsync audit` and `pdsync forget`, as they are typed: plan, question, result, exit code."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from pdsync.cli import cli


@pytest.fixture
def office(folder):
    for email in ("careers@school.example", "mentor@school.example", "friend@mail.example"):
        folder.box.token(email)
    folder.run("handout")
    folder.run("sync")
    return folder


def opened_to_all(folder, key):
    doc = folder.docs()[key]["id"]
    folder.ask("POST", f"/drive/v3/files/{doc}/permissions", json={"type": "anyone", "role": "reader"})


def answered(folder, answer, *words):
    return CliRunner().invoke(cli, [*words, "-c", str(folder.path / "pdsync.yaml")], input=answer)


@pytest.mark.parametrize("form", ["table", "csv", "md", "json"])
def test_an_audit_comes_in_every_form(office, form):
    opened_to_all(office, "s1")
    shown = office.run("audit", "--format", form)
    assert "anyone with the link can open it (reader)" in shown.stdout
    assert "broken" in shown.stdout
    assert "1 broken, 0 to look at" in shown.stderr


def test_fail_on_is_for_jobs(office):
    office.run("audit", "--fail-on", "look")
    opened_to_all(office, "s1")
    office.run("audit", "--fail-on", "look", code=10)
    office.run("audit", "--fail-on", "broken", code=10)
    office.run("audit")


def test_what_mends_a_finding_is_a_command_to_type(office):
    opened_to_all(office, "s1")
    rows = office.json("audit")
    assert rows
    assert all(row["next"].startswith("pdsync audit --fix") for row in rows)


def test_an_audit_says_what_it_cannot_see(office):
    assert "A copy that a student made in their own Drive" in office.run("audit").stderr


def test_a_dry_run_of_a_fix_writes_nothing_and_the_fix_says_how_to_take_it_back(office):
    opened_to_all(office, "s1")
    assert office.writes("audit", "--fix", "--dry-run") == {}
    assert "end the access of anyone with the link" in office.run("audit", "--fix", "--dry-run").stdout
    done = office.json("audit", "--fix", "--yes")
    assert [(row["key"], row["failed"]) for row in done] == [("s1", "")]
    assert done[0]["done"] == "access of anyone with the link (reader) ended"
    assert "share it with anyone with the link as reader" in done[0]["undo"]
    assert office.writes("audit", "--fix", "--yes") == {}


def test_nothing_is_mended_without_a_yes(office):
    opened_to_all(office, "s1")
    assert office.writes("audit", "--fix", code=5) == {}
    assert answered(office, "n\n", "audit", "--fix").exit_code == 5
    said = answered(office, "y\n", "audit", "--fix")
    assert said.exit_code == 0
    assert "Shiv: end the access of anyone with the link (reader)" in said.stderr
    assert office.run("audit", "--fix").stdout.startswith("There is nothing to mend")


def test_options_of_the_fix_alone_are_refused_without_it(office):
    office.run("audit", "--dry-run", code=2)
    office.run("audit", "--also", "withdrawn", code=2)


def test_before_the_handout_there_is_nothing_to_audit(folder):
    assert "pdsync handout" in folder.run("audit", code=4).stderr


def test_when_everybody_has_left_the_roster_their_access_is_still_looked_at(office):
    head = (office.path / "roster.csv").read_text(encoding="utf-8").splitlines(keepends=True)[0]
    office.write("roster.csv", head)
    assert {row["key"] for row in office.json("audit") if row["kind"] == "left"} == {"s1", "s2", "s3", "s4", "s5"}


def test_somebody_on_the_roster_is_not_forgotten(office):
    said = office.run("forget", "s4", "--yes", code=5).stderr
    assert "s4 (Jordan Lee, line 5) stands on the roster still" in said
    assert "take the line out of the roster first" in said


def test_forgetting_shows_a_plan_asks_and_says_what_remains(office):
    office.change("s4,Jordan Lee,,jordan@students.example,\n", "")
    assert office.writes("forget", "s4", "--dry-run") == {}
    plan = office.run("forget", "s4", "--dry-run").stdout
    assert "1 row of “Students”" in plan
    assert "What would remain:" in plan
    assert office.writes("forget", "s4", code=5) == {}
    done = answered(office, "y\n", "forget", "s4")
    assert done.exit_code == 0
    assert "Taken out of the Sheet: 1 row of “Students”" in done.stdout
    assert "What remains:" in done.stdout
    assert "version history" in done.stdout
    assert "s4" not in office.docs()
    assert office.writes("forget", "s4", "--yes") == {}
    assert "Nothing of s4 is in the Sheet" in office.run("forget", "s4", "--yes").stdout


def test_a_forgetting_that_breaks_off_says_so_and_how_to_go_on(office):
    office.change("s4,Jordan Lee,,jordan@students.example,\n", "")
    dead = {"match": {"method": "drive.files.update", "times": None}, "do": {"status": 401}}
    with office.box.faults(dead):
        said = office.run("forget", "s4", "--yes", code=3)
    assert "Taken out of the Sheet" in said.stdout
    assert "as it was, with whoever could open it" in said.stdout
    assert "Run the same command again" in said.stderr
    assert "s4" in office.docs()
    office.run("forget", "s4", "--yes")
    assert "s4" not in office.docs()


def test_after_forgetting_neither_handout_nor_sync_nor_audit_knows_the_student(office):
    office.change("s4,Jordan Lee,,jordan@students.example,\n", "")
    office.run("forget", "s4", "--yes")
    office.run("sync")
    for words in (["handout"], ["audit", "--format", "json"], ["sync"]):
        assert not re.search(r"(?<![\w-])s4(?![\w-])", office.run(*words).output), "an id may hold it inside"
    assert office.writes("handout") == office.writes("sync") == {}


def test_a_forgotten_student_may_come_back_and_starts_anew(office):
    line = "s4,Jordan Lee,,jordan@students.example,\n"
    office.change(line, "")
    before = office.docs()["s4"]["id"]
    office.run("forget", "s4", "--yes")
    text = (office.path / "roster.csv").read_text(encoding="utf-8")
    office.write("roster.csv", text + line)
    office.run("handout")
    assert office.docs()["s4"]["id"] != before
    office.run("sync")


def test_the_last_student_of_all_can_be_forgotten(office):
    text = (office.path / "roster.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    office.write("roster.csv", text[0])
    office.run("forget", "s1", "s2", "s3", "s4", "s5", "--doc", "bin", "--yes")
    assert office.docs() == {}


def test_the_options_say_what_the_table_says():
    from pdsync.cli import audit
    from pdsync.sync.audit_kinds import ALSO, Mark

    choices = {option.name: getattr(option.type, "choices", ()) for option in audit.command.params}
    assert tuple(choices["also"]) == ALSO
    assert set(choices["fail_on"]) == set(Mark) - {Mark.OK}
