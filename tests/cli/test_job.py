"""The whole job, command by command, as a member of staff types it."""

import json

import pytest


@pytest.fixture
def handed_out(folder):
    folder.run("handout")
    return folder


def test_a_dry_run_shows_the_plan_and_writes_nothing(folder):
    assert folder.writes("handout", "--dry-run") == {}
    plan = folder.run("handout", "--dry-run").stdout
    assert "Shiv – SMART goals – 2611" in plan
    assert "siobhan@students.example" in plan
    assert not folder.docs()


def test_the_first_handout_gives_everybody_a_doc(folder):
    rows = folder.json("handout")
    assert [row["key"] for row in rows] == ["s1", "s2", "s3", "s4", "s5"]
    assert not any(row["problems"] for row in rows)
    assert len(folder.docs()) == 5
    assert folder.readers("s1") == {"siobhan@students.example", "mentor@school.example", "careers@school.example"}
    assert folder.readers("s5") == {"jlee@students.example", "careers@school.example"}


@pytest.mark.parametrize("command", ["handout", "sync"])
def test_the_second_run_writes_nothing(handed_out, command):
    handed_out.run(command)
    assert handed_out.writes(command) == {}


def test_one_student_alone_can_be_given_a_doc(folder):
    folder.run("handout", "--only", "s2")
    assert list(folder.docs()) == ["s2"]
    said = folder.run("handout", "--only", "s22", code=2).stderr
    assert "s22" in said
    assert "s2" in said


def test_a_late_student_is_picked_up(handed_out):
    with (handed_out.path / "roster.csv").open("a", encoding="utf-8") as roster:
        roster.write("s6,Late Riser,,late@students.example,\n")
    writes = handed_out.writes("handout")
    assert writes["drive.files.copy"] == writes["drive.permissions.create"] == 1
    assert len(handed_out.docs()) == 6


def test_a_student_who_left_keeps_the_doc_and_is_reported(handed_out):
    handed_out.run("sync")
    handed_out.change("s4,Jordan Lee,,jordan@students.example,\n", "")
    assert handed_out.writes("handout") == {}
    assert "s4" in handed_out.run("handout").output
    assert "s4" in handed_out.docs()
    assert "jordan@students.example" in handed_out.readers("s4")
    handed_out.run("sync")
    assert all(flag["key"] != "s4" for flag in handed_out.json("flags"))


def test_a_new_name_renames_the_doc(handed_out):
    handed_out.change("Jordan Lee,JL", "Jordan Lee,Jay")
    handed_out.run("handout")
    assert handed_out.docs()["s5"]["name"] == "Jay – SMART goals – 2611"
    assert handed_out.writes("handout") == {}


def test_a_new_address_moves_the_grant(handed_out):
    handed_out.change("zoe@students.example", "zoe.new@students.example")
    handed_out.run("handout")
    assert handed_out.readers("s2") == {"zoe.new@students.example", "careers@school.example"}
    assert handed_out.writes("handout") == {}


def test_flags_name_everybody_who_has_not_started(handed_out):
    flags = handed_out.json("flags")
    assert {(flag["student"], flag["kind"]) for flag in flags} == {
        (name, "not-started") for name in ("Shiv", "Zoë 🌻", "نور", "Jordan Lee", "JL")
    }
    assert all(flag["link"].startswith("http") for flag in flags)
    assert handed_out.run("flags", "--fail-on", "not-started", code=10)
    assert handed_out.run("flags", "--fail-on", "overdue")
    assert handed_out.writes("flags") == {}


@pytest.mark.parametrize("form", ["table", "csv", "md"])
def test_flags_come_in_every_form(handed_out, form):
    assert "Shiv" in handed_out.run("flags", "--format", form).stdout


def test_a_doc_is_read_by_key_by_address_and_by_file(handed_out):
    by_key = handed_out.json("read", "s1")
    assert by_key["goals"] == []
    doc = handed_out.docs()["s1"]["id"]
    assert handed_out.json("read", f"https://docs.google.com/document/d/{doc}/edit")["id"] == doc
    answer = handed_out.ask("GET", f"/v1/documents/{doc}", params={"includeTabsContent": "true"})
    handed_out.write("answer.json", json.dumps(answer))
    assert handed_out.json("read", str(handed_out.path / "answer.json"))["goals"] == []


def test_open_prints_addresses(handed_out):
    handed_out.run("sync")
    for what, part in (("sheet", "/spreadsheets/d/"), ("s3", "/document/d/")):
        assert part in handed_out.run("open", what, "--print").stdout


def test_doctor_says_what_is_there(handed_out):
    found = {row["what"]: row["mark"] for row in handed_out.json("doctor")}
    assert found["roster"] == found["sign-in"] == found["template"] == found["docs"] == "ok"
    assert found["sheet"] == "look"


def test_several_cohorts_run_one_after_the_other(handed_out):
    other = (handed_out.path / "pdsync.yaml").read_text(encoding="utf-8").replace('"2611"', '"2612"')
    handed_out.write("other.yaml", other)
    result = handed_out.run("handout", "-c", str(handed_out.path / "other.yaml"))
    assert result.stdout.count("Shiv") == 2
    assert result.stderr.index("2612:") < result.stderr.index("2611:")


def test_links_lead_to_the_sandboxs_own_pages(handed_out):
    handed_out.run("sync")
    for words in (("flags",), ("handout",)):
        assert all(row["link"].startswith(f"{handed_out.box.url}/document/d/") for row in handed_out.json(*words))
    assert handed_out.run("open", "sheet", "--print").stdout.startswith(f"{handed_out.box.url}/spreadsheets/d/")
    assert handed_out.run("open", "folder", "--print").stdout.strip() == f"{handed_out.box.url}/"


@pytest.mark.parametrize("text", ["", "key,name,preferred_name,email,mentor_email\n"], ids=["no line", "a heading"])
def test_an_emptied_roster_stops_the_sync_for_safety(handed_out, text):
    handed_out.run("sync")
    handed_out.write("roster.csv", text)
    assert handed_out.writes("sync", code=5) == {}
    assert "--force" in handed_out.run("sync", code=5).stderr
    handed_out.run("sync", "--force")
