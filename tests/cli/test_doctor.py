"""`pdsync doctor`: a line a check, each ok, look or broken, with the next command; nothing is written."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from pdsync.cli import cli
from pdsync.cli.doctor import COLUMNS
from pdsync.clients import wallet
from pdsync.clients.examine import Examiner
from pdsync.clients.exchange import exchanged
from pdsync.clients.hours import skew, slow_or_fast
from pdsync.clients.signing import on_file
from pdsync.clients.wallet import Pass
from pdsync.config import load
from pdsync.errors import GoogleError, NotSignedIn
from pdsync.goals.cohort import GoogleSettings
from pdsync.sandbox.oauth import clients, keys, sign_ins
from pdsync.sync.checks import CHECKS, Mark
from pdsync.sync.checks.patient import Asked, Patient, SignedIn, Way
from pdsync.sync.checks.service import _age, clock

STAFF = "staff@school.example"
DRIVE_FILE = "https://www.googleapis.com/auth/drive.file"


def findings(folder, *words, code=0):
    return folder.json("doctor", *words, code=code)


def only(folder, what, mark, *, code=0):
    """The one finding of that check and that mark."""
    every = [row for row in findings(folder, code=code) if row["what"] == what and row["mark"] == mark]
    assert len(every) == 1, every
    return every[0]


@pytest.fixture
def denver(folder):
    """The school's folder with a time zone, so that nothing wants a look that the test does not bring about."""
    folder.change("calendar:\n", "calendar:\n  tz: America/Denver\n", name="pdsync.yaml")
    return folder


# --- the whole ---


def test_a_new_cohort_is_all_right_but_for_what_comes_next(denver):
    rows = findings(denver, "--today", "2026-11-25")
    assert [row["what"] for row in rows] == [name for name, _ in CHECKS]
    assert {row["what"] for row in rows if row["mark"] != "ok"} == {"docs", "sheet"}
    assert rows[-1]["next"] == "pdsync handout, then: pdsync sync"


def test_after_handout_and_sync_nothing_wants_a_look(denver):
    denver.run("handout")
    denver.run("sync")
    rows = findings(denver, "--today", "2026-11-25")
    assert [row for row in rows if row["mark"] != "ok"] == []
    found = {row["what"]: row["found"] for row in rows}
    assert found["template"] == "the reader finds 2 goals with 5 sections"
    assert found["roster"] == "5 students"
    assert found["calendar"] == "today is Wednesday 25 November 2026, week 3 of 6"
    assert found["sheet"].startswith("last synced on ")


def test_the_doctor_writes_nothing(denver):
    denver.run("handout")
    denver.run("sync")
    assert denver.writes("doctor") == {}


def test_several_cohorts_are_one_result(denver):
    other = (denver.path / "pdsync.yaml").read_text(encoding="utf-8").replace('"2611"', '"2612"')
    denver.write("other.yaml", other)
    rows = denver.json("doctor", "-c", str(denver.path / "other.yaml"))
    assert len({row["config"] for row in rows}) == 2


def test_the_names_in_json_are_for_good():
    assert [column.name for column in COLUMNS] == ["mark", "what", "found", "next"]
    assert [mark.value for mark in Mark] == ["ok", "look", "broken"]
    names = "config calendar quota notify sign-in access drive-api docs-api sheets-api clock roster fields folder template docs sheet"
    assert [name for name, _ in CHECKS] == names.split()


def test_what_wants_a_look_can_fail_a_script(denver):
    assert findings(denver, "--fail-on", "look", code=10)
    denver.run("handout")
    denver.run("sync")
    assert findings(denver, "--fail-on", "look", "--today", "2026-11-25", code=0)


# --- config, calendar, roster ---

LOCAL = [
    ("pdsync.yaml", "weeks: 6", "weeks: five", "config", "broken", "five is no whole number", "line 4"),
    ("pdsync.yaml", "2026-11-09", "11/9/2026", "config", "broken", "write 2026-11-09 or 2026-09-11 instead of 11/9/2026", "line 4"),
    ("pdsync.yaml", "weeks: 6", "weeks: 5", "calendar", "look", "5 weeks are to have a number, but from Monday 9 November 2026 to Friday 18 December 2026 there are 6", "edit "),
    ("pdsync.yaml", "2026-11-09", "2026-11-08", "calendar", "look", "begins on a weekend, Sunday 8 November 2026", "edit "),
    ("pdsync.yaml", "2026-12-18, weeks: 6", "2028-12-18", "calendar", "look", "longer than a year", "edit "),
    ("pdsync.yaml", "weeks: 6}", "weeks: 6}\n  breaks: [{name: winter, start: 2026-12-21, end: 2026-12-22}]", "calendar", "look", "the break “winter” (Monday 21 December 2026 to Tuesday 22 December 2026) is outside", "edit "),
    ("pdsync.yaml", "weeks: 6}", "weeks: 6}\n  breaks: [{name: a, start: 2026-11-23, end: 2026-11-25}, {name: b, start: 2026-11-25, end: 2026-11-25}]", "calendar", "look", "“a” and “b” overlap", "edit "),
    ("pdsync.yaml", "weeks: 6}", "weeks: 6}\n  milestones: [{name: demo day, date: 2027-01-14}]", "calendar", "look", "demo day, Thursday 14 January 2027, is outside", "edit "),
    ("pdsync.yaml", "weeks: 6}", "weeks: 6}\n  modules: [{number: 3, start: 2026-12-14, end: 2027-01-29}]", "calendar", "look", "module 3 and this one overlap", "edit "),
    ("pdsync.yaml", "America/Denver", "UTC", "calendar", "look", "the time zone is UTC", "edit "),
    ("roster.csv", "s2,", "s1,", "roster", "broken", "s1 stands on line 2 already", "line 3"),
    ("roster.csv", "zoe@", "zoe", "roster", "broken", "is no e-mail address", "line 3"),
    ("roster.csv", "zoe@students.example", "zoe@gmial.com", "roster", "look", "line 3: is gmail.com meant in zoe@gmial.com?", "edit "),
    ("roster.csv", "zoe@students.example", "careers@school.example", "roster", "look", "careers@school.example is a member of staff", "edit "),
    ("roster.csv", "Zoë 🌻", "Zo? ?", "roster", "look", "line 3: a letter of “Zo? ?” was lost; save the file as CSV UTF-8", "edit "),
    ("roster.csv", "mentor@school.example", "Siobhan@students.example", "roster", "look", "is the mentor of themselves", "edit "),
    ("pdsync.yaml", "roster.csv", "nobody.csv", "roster", "broken", "there is no such file", "nobody.csv"),
    ("pdsync.yaml", "[careers@school.example]", "[careers@school.example], message: 'Hi {{nickname}}'", "fields", "look", "nothing fills {{nickname}} in sharing.message", "add the column"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "what", "mark", "words", "next"), LOCAL, ids=[one[5][:40] for one in LOCAL]
)
def test_what_is_odd_on_this_machine_is_found(denver, name, old, new, what, mark, words, next):
    denver.change(old, new, name=name)
    rows = findings(denver, code=2 if mark == "broken" else 0)
    (row,) = [row for row in rows if row["what"] == what and words in row["found"]]
    assert row["mark"] == mark
    assert next in row["next"]


@pytest.mark.parametrize(
    ("today", "mark", "words"),
    [
        ("2026-11-01", "ok", "the module begins on Monday 9 November 2026"),
        ("2026-12-24", "look", "the module ended on Friday 18 December 2026"),
    ],
)
def test_today_is_held_against_the_module(denver, today, mark, words):
    rows = [row for row in findings(denver, "--today", today) if row["what"] == "calendar"]
    assert [(row["mark"], row["found"]) for row in rows] == [(mark, words)]
    assert ("pdsync close --dry-run" in rows[0]["next"]) == (mark == "look")


def test_a_break_is_said_to_be_one(denver):
    denver.change(
        "weeks: 6}", "weeks: 6}\n  breaks: [{name: a break, start: 2026-11-26, end: 2026-11-27}]", name="pdsync.yaml"
    )
    rows = [row for row in findings(denver, "--today", "2026-11-26") if row["what"] == "calendar"]
    assert [row["found"] for row in rows] == ["today is Thursday 26 November 2026, in the break “a break”"]


def test_an_empty_roster_is_broken_and_who_has_left_is_counted(denver):
    denver.write("roster.csv", "key,name,email\n")
    assert "no student below it" in only(denver, "roster", "broken", code=2)["found"]
    denver.write("roster.csv", "key,name,email,status\ns1,A,a@x.org,withdrawn\ns2,B,b@x.org,deferred\n")
    rows = [row for row in findings(denver) if row["what"] == "roster"]
    assert [row["mark"] for row in rows] == ["look", "ok"]
    assert rows[1]["found"] == "2 students, of them 1 withdrawn and 1 deferred"


@pytest.mark.parametrize(
    ("quotas", "mark", "words"),
    [
        ("", "ok", "as fast as Google allows by default"),
        ("quotas: {docs_writes: 30}", "ok", "slower than Google's limits: docs_writes"),
        ("quotas: {docs_writes: 600}", "look", "more than Google does by default: docs_writes"),
        ("quotas: {minute: 10}", "look", "is for sandboxes"),
        ("quotas: off", "look", "docs_reads, docs_writes"),
    ],
)
def test_quota_settings_are_held_against_googles(folder, monkeypatch, quotas, mark, words):
    folder.write("app.json", "{}")
    config = folder.path / "pdsync.yaml"
    text = (
        config.read_text(encoding="utf-8").partition("google:")[0] + f"google: {{client_secret: app.json, {quotas}}}\n"
    )
    config.write_text(text, encoding="utf-8")
    row = only(folder, "quota", mark, code=3)  # and nobody is signed in
    assert words in row["found"]


@pytest.mark.parametrize(
    ("to", "mark", "words"),
    [
        ("lead@school.example", "ok", "lead@school.example and a webhook can be told of runs"),
        ("Zoe@students.example", "look", "a student is told of runs"),
    ],
)
def test_who_is_told_of_runs_is_shown_and_is_no_student(denver, to, mark, words):
    assert "nobody is told of runs" in only(denver, "notify", "ok")["found"]
    more = f"notify:\n  email: {{to: [{to}], from: pdsync@school.example, host: mail.school.example}}\n  webhook: {{url: 'https://hooks.example/secret'}}\n"
    denver.change("google: {", more + "google: {", name="pdsync.yaml")
    row = only(denver, "notify", mark)
    assert words in row["found"]
    assert "secret" not in str(row)


def test_a_roster_in_a_sheet_is_read_there(denver):
    made = denver.ask("POST", "/v4/spreadsheets", json={"properties": {"title": "Students"}})["spreadsheetId"]
    place = f"/v4/spreadsheets/{made}/values/A1:C9?valueInputOption=RAW"
    denver.ask(
        "PUT", place, json={"values": [["key", "name", "email"], ["s1", "Sam", "sam@x.org"], ["s1", "Kim", "kim"]]}
    )
    denver.change("roster: roster.csv", f"roster: {made}", name="pdsync.yaml")
    said = [row["found"] for row in findings(denver, code=2) if row["what"] == "roster"]
    assert len(said) == 2
    assert all(one.startswith("roster Sheet, line 3: ") for one in said)
    denver.ask(
        "PUT",
        place,
        json={"values": [["key", "name", "email"], ["s1", "Sam", "sam@x.org"], ["s2", "Kim", "kim@x.org"]]},
    )
    assert only(denver, "roster", "ok")["found"] == "2 students"


# --- the sign-in ---


@pytest.fixture
def person(denver):
    """Somebody who has signed in with the school's app."""
    denver.write("app.json", json.dumps({"installed": {"client_id": "school.apps.example", "client_secret": "s"}}))
    denver.change("google: {", "google: {client_secret: app.json, ", name="pdsync.yaml")
    return denver


def sign(folder, *, ago=timedelta(), scopes=(DRIVE_FILE,), ends=0.0):
    """A sign-in on file, as login leaves it there."""
    settings = load(folder.path / "pdsync.yaml").google
    now = datetime.now(UTC)

    def begin(workspace):
        return sign_ins.begin(
            workspace.store, email=STAFF, client_id="school.apps.example", scopes=scopes, now=workspace.now()
        )

    refresh = folder.box.do(begin)
    from pdsync.clients.auth import account_of
    from pdsync.clients.transport import Door

    path = account_of(settings, Door(settings.endpoint)).path
    kept = Pass(
        "sandbox-stale", 0.0, refresh, STAFF, tuple(scopes), "school.apps.example", (now - ago).timestamp(), ends
    )
    wallet.save(path, kept)
    return settings


def test_nobody_is_signed_in(person):
    row = only(person, "sign-in", "broken", code=3)
    assert row["found"] == "Nobody is signed in on this machine."
    assert row["next"] == "pdsync login"
    assert "drive-api" not in {one["what"] for one in findings(person, code=3)}


AGES = [
    (timedelta(hours=1), "ok", "signed in as staff@school.example today; if the app is still “in testing”"),
    (timedelta(days=3), "ok", "3 days ago; if the app is still “in testing”"),
    (timedelta(days=6), "look", "6 days ago; if the app is still “in testing”, this sign-in ends on"),
    (timedelta(days=8), "ok", "8 days ago; the app is published"),
]


@pytest.mark.parametrize(("ago", "mark", "words"), AGES, ids=[str(one[0]) for one in AGES])
def test_the_age_of_a_sign_in_is_told_and_what_it_means(person, ago, mark, words):
    sign(person, ago=ago)
    row = only(person, "sign-in", mark)
    assert words in row["found"]
    assert ("publish the app" in row["next"]) == (mark == "look")


def test_an_end_that_google_named_wants_a_look():
    now = datetime(2026, 11, 25, tzinfo=UTC)
    signed = SignedIn(STAFF, Way.PERSON, since=now - timedelta(days=1), ends=now + timedelta(days=6))
    (found,) = _age(signed, now)
    assert (found.mark, "this sign-in ends on Tuesday 1 December 2026" in found.words) == (Mark.LOOK, True)


def test_a_sign_in_that_is_over_says_why(person):
    sign(person, ago=timedelta(days=8))
    person.box.do(lambda workspace: sign_ins.end(workspace.store, email=STAFF))
    row = only(person, "sign-in", "broken", code=3)
    assert "ends after 7 days" in row["found"]
    assert row["next"] == "pdsync login"


def test_the_sign_in_of_an_app_in_testing_is_over_after_a_week(person):
    """As it happens: nobody does anything, and on the eighth day the job finds nobody signed in."""
    person.box.do(lambda workspace: clients.publish(workspace.store, "school.apps.example", "testing"))
    sign(person)
    assert only(person, "sign-in", "ok")["found"].startswith("signed in as staff@school.example today; if the app is")
    person.box.do(lambda workspace: workspace.clock.advance(8 * 86_400))
    row = only(person, "sign-in", "broken", code=3)
    assert "The sign-in of an app whose publishing status is “Testing” ends after 7 days" in row["found"]
    assert row["next"] == "pdsync login"


def test_access_that_is_missing_is_broken_and_access_that_is_not_needed_wants_a_look(person):
    sign(person, scopes=(DRIVE_FILE, "https://www.googleapis.com/auth/drive.readonly"))
    assert "does not need drive.readonly" in only(person, "access", "look")["found"]
    person.change(
        "roster: roster.csv",
        "roster: https://docs.google.com/spreadsheets/d/1234567890abcdefghij1234567890",
        name="pdsync.yaml",
    )
    sign(person)
    row = only(person, "access", "broken", code=3)
    assert "spreadsheets.readonly is needed because the roster is a Google Sheet" in row["found"]
    assert row["next"] == "pdsync login, and tick every box"


def test_as_much_access_as_is_needed_is_fine(person):
    sign(person)
    assert only(person, "access", "ok")["found"] == "drive.file: what this config needs, and no more"


def test_a_wrong_file_of_the_app_is_named(person):
    person.write("app.json", '{"web": {"client_id": "x"}}')
    row = only(person, "sign-in", "broken", code=3)
    assert "belongs to a web application" in row["found"]
    assert "Desktop app" in row["next"]


def test_nothing_answers(person):
    config = person.path / "pdsync.yaml"
    config.write_text(config.read_text().replace(person.box.url, "http://127.0.0.1:9"))
    settings = load(config).google
    from pdsync.clients.auth import account_of
    from pdsync.clients.transport import Door

    wallet.save(
        account_of(settings, Door(settings.endpoint)).path,
        Pass("sandbox-x", time.time() + 999, "r", STAFF, (DRIVE_FILE,)),
    )
    assert "Nothing answers at http://127.0.0.1:9" in only(person, "sign-in", "broken", code=4)["found"]


# --- Google ---


@pytest.mark.parametrize(
    ("api", "title"), [("drive", "Google Drive API"), ("docs", "Google Docs API"), ("sheets", "Google Sheets API")]
)
def test_an_api_that_is_not_enabled_is_named_with_its_address(denver, api, title):
    denver.run("handout")
    fault = {"match": {"method": f"{api}.*", "times": None}, "do": {"reason": "SERVICE_DISABLED"}}
    with denver.box.faults(fault):
        row = only(denver, f"{api}-api", "broken", code=4)
    assert row["found"] == f"The {title} is not enabled in the school's Google project."
    assert f"https://console.developers.google.com/apis/api/{api}.googleapis.com" in row["next"]


@pytest.mark.parametrize(
    ("do", "mark"),
    [
        ({"status": 400}, "ok"),
        ({"status": 403}, "ok"),
        ({"status": 503}, "broken"),
        ({"reason": "insufficientPermissions"}, "broken"),
    ],
    ids=str,
)
def test_an_api_that_refuses_what_nobody_has_works(box, do, mark):
    """Not one that is in trouble, or that this sign-in may not use."""
    examiner = Examiner(GoogleSettings(endpoint=box.url), (), sleep=lambda seconds: None)
    with box.faults({"match": {"method": "docs.documents.get", "times": None}, "do": do}):
        if mark == "ok":
            examiner.api("docs")
            return
        with pytest.raises(GoogleError):
            examiner.api("docs")


def test_the_clock_is_held_against_the_services(box):
    """A machine two hours ahead of the service."""
    settings = GoogleSettings(endpoint=box.url)
    assert abs(Examiner(settings, ()).sign_in().fast) < 60
    assert 7100 < Examiner(settings, (), clock=lambda: time.time() + 7200).sign_in().fast < 7300


@pytest.mark.parametrize(("fast", "words"), [(7200.0, "2:00:00 fast"), (-600.0, "0:10:00 slow")])
def test_a_clock_that_is_wrong_wants_a_look(fast, words):
    patient = Patient("x", *[lambda *_: None] * 5, datetime(2026, 11, 25, tzinfo=UTC))
    patient.__dict__["signed_in"] = Asked(lambda: SignedIn(STAFF, Way.PERSON, fast=fast))
    (found,) = clock(patient)
    assert (found.mark, found.words) == (Mark.LOOK, f"this machine's clock is {words} (hours:minutes:seconds)")
    assert "set this machine's clock" in found.next


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"date": "Wed, 25 Nov 2026 00:00:00 GMT"}, 0.0), ({}, None), ({"date": "soon"}, None)],
)
def test_a_skew_is_read_from_the_date_header(headers, seconds):
    assert skew(headers, datetime(2026, 11, 25, tzinfo=UTC).timestamp()) == seconds


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-7200, "2 hours slow"), (600, "10 minutes fast"), (90, "90 seconds fast"), (-3 * 86_400, "3 days slow")],
)
def test_a_skew_is_said_in_words(seconds, words):
    assert slow_or_fast(seconds) == words


def test_a_service_account_whose_machine_has_the_wrong_time_is_told_so(denver):
    from pdsync.clients.transport import Door

    form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": "x.y.z"}
    with pytest.raises(NotSignedIn, match="clock is 60 minutes slow") as caught:
        exchanged(Door(denver.box.url), form, clock=lambda: time.time() - 3600)
    assert "set this machine's clock" in caught.value.hint


# --- service accounts ---


@pytest.fixture
def robot(denver):
    key = denver.box.do(
        lambda workspace: keys.service_account(workspace.store, "robot", token_uri=f"{denver.box.url}/token")
    )
    denver.write("key.json", json.dumps(key))
    denver.change("google: {", "google: {sign_in: service_account, key_file: key.json, ", name="pdsync.yaml")
    return denver


def shared_drive(folder, *, member=""):
    made = folder.ask("POST", "/drive/v3/drives?requestId=1", json={"name": "Cohorts"})["id"]
    folder.change("key_file: key.json, ", f"key_file: key.json, shared_drive: {made}, ", name="pdsync.yaml")
    if member:
        folder.ask(
            "POST",
            f"/drive/v3/files/{made}/permissions?supportsAllDrives=true&sendNotificationEmail=false",
            json={"role": "organizer", "type": "user", "emailAddress": member},
        )


def test_a_service_account_without_a_shared_drive_has_nowhere_to_put_anything(robot):
    row = only(robot, "folder", "broken", code=2)
    assert "owns no storage" in row["found"]
    assert only(robot, "sign-in", "ok", code=2)["found"].endswith("a service account")


def test_a_service_account_that_is_no_member_of_the_drive_is_told(robot):
    shared_drive(robot)
    row = only(robot, "folder", "broken", code=2)
    assert "not shared with robot@" in row["found"]
    result = robot.run("login", code=4)
    assert "as Manager" in result.stderr


def test_a_service_account_with_a_shared_drive_does_the_whole_job(robot):
    email = json.loads((robot.path / "key.json").read_text())["client_email"]
    shared_drive(robot, member=email)
    login = robot.run("login")
    assert "The service account signs in for itself with drive" in login.stderr
    assert f"Signed in as {email}" in login.stdout
    robot.run("handout")
    robot.run("sync")
    assert {row["what"] for row in findings(robot, "--today", "2026-11-25") if row["mark"] != "ok"} == set()


def test_delegation_that_is_missing_says_what_the_administrator_enters(robot):
    robot.change("key_file: key.json, ", f"key_file: key.json, subject: {STAFF}, ", name="pdsync.yaml")
    key = json.loads((robot.path / "key.json").read_text())
    result = robot.run("login", code=3)
    assert "may not act for this person" in result.stderr
    assert f"add the client {key['client_id']} with the scopes {DRIVE_FILE}" in result.stderr
    robot.box.do(lambda workspace: keys.delegate(workspace.store, key["client_email"], [DRIVE_FILE]))
    result = robot.run("login")
    assert f"acts for {STAFF}, by domain-wide delegation, with drive.file" in result.stderr
    assert only(robot, "sign-in", "ok")["found"] == f"signed in as {STAFF}, by domain-wide delegation"


def test_the_file_of_an_app_in_the_keys_place_is_named(robot):
    robot.write("key.json", '{"installed": {"client_id": "x"}}')
    assert "is the file of an OAuth client" in only(robot, "sign-in", "broken", code=3)["found"]


# --- files ---


def test_a_folder_of_the_schools_that_is_not_there_is_broken(denver):
    denver.change(
        "roster: roster.csv",
        "roster: roster.csv\nfolder: https://drive.google.com/drive/folders/1234567890abcdefghij",
        name="pdsync.yaml",
    )
    row = only(denver, "folder", "broken", code=2)
    assert "it is not there, or not shared with staff@school.example" in row["found"]


def test_a_doc_in_the_folders_place_is_no_folder(denver):
    made = denver.ask(
        "POST", "/drive/v3/files", json={"name": "Notes", "mimeType": "application/vnd.google-apps.document"}
    )
    denver.change("roster: roster.csv", f"roster: roster.csv\nfolder: {made['id']}", name="pdsync.yaml")
    assert "it is no folder, but “Notes”" in only(denver, "folder", "broken", code=2)["found"]


def own_template(folder, text):
    """A template Doc of the school's own with these lines."""
    made = folder.ask("POST", "/v1/documents", json={"title": "Ours"})["documentId"]
    folder.ask(
        "POST",
        f"/v1/documents/{made}:batchUpdate",
        json={"requests": [{"insertText": {"location": {"index": 1}, "text": text}}]},
    )
    folder.change("roster: roster.csv", f"roster: roster.csv\ntemplate: {made}", name="pdsync.yaml")


GOAL = "Specific:\n\nMeasurable:\n\nAchievable:\n\nRelevant:\n\nTimebound:\n\n"


def test_a_template_is_shown_as_the_reader_sees_it(denver):
    own_template(denver, f"Goals of {{{{name}}}}\nGoal 1\n{GOAL}Goal 2\n{GOAL}")
    assert only(denver, "template", "ok")["found"] == "the reader finds 2 goals with 5 sections"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"Goals of {{{{nickname}}}}\nGoal 1\n{GOAL}Goal 2\n{GOAL}", "nothing fills {{nickname}} in the template"),
        (f"Goal 1\n{GOAL}", "2 goals are expected, but the template has room for 1"),
        (
            f"Goal 1\n{GOAL}Goal 2\n{GOAL}".replace("Relevant:\n\n", "", 1),
            "Goal 1 has no prompt that reads as Relevant",
        ),
    ],
)
def test_what_a_template_lacks_wants_a_look(denver, text, words):
    own_template(denver, text)
    row = only(denver, "template", "look")
    assert words in row["found"]
    assert "pdsync open template" in row["next"]


def test_a_students_own_template_is_looked_at_too(denver):
    made = denver.ask("POST", "/v1/documents", json={"title": "Easy"})["documentId"]
    denver.write("roster.csv", f"key,name,email,template\ns1,Sam,sam@x.org,\ns2,Kim,kim@x.org,{made}\n")
    row = only(denver, "template", "look")
    assert row["found"] == f"{made}: The template is empty."


def test_a_template_that_is_not_there_is_broken(denver):
    denver.change("roster: roster.csv", "roster: roster.csv\ntemplate: 1234567890abcdefghijklmn", name="pdsync.yaml")
    row = only(denver, "template", "broken", code=4)
    assert row["found"] == "the Doc is not there, or not shared with staff@school.example"
    assert row["next"].startswith("share it with staff@school.example as a reader, or edit ")


def listed(folder, kind):
    query = {"q": f"properties has {{ key='pdsync-kind' and value='{kind}' }}", "fields": "files(id)"}
    return folder.ask("GET", "/drive/v3/files", params=query)["files"][0]["id"]


def test_a_sheet_that_nobody_kept_up_wants_a_look(denver, monkeypatch):
    denver.run("handout")
    denver.run("sync")
    from pdsync.cli import session

    later = datetime.now(UTC) + timedelta(days=5)
    monkeypatch.setattr(session, "moment", lambda: later)
    row = only(denver, "sheet", "look")
    assert "does a job still run every day?" in row["found"]
    assert row["next"] == "pdsync sync"


def students_tab(folder, sheet):
    got = folder.ask("GET", f"/v4/spreadsheets/{sheet}", params={"fields": "sheets.properties(sheetId,title)"})
    return next(one["properties"]["sheetId"] for one in got["sheets"] if one["properties"]["title"] == "Students")


def test_headings_that_staff_took_away_are_named(denver):
    denver.run("handout")
    denver.run("sync")
    sheet = listed(denver, "sheet")
    tab = students_tab(denver, sheet)
    drop = {"deleteDimension": {"range": {"sheetId": tab, "dimension": "COLUMNS", "startIndex": 3, "endIndex": 5}}}
    denver.ask("POST", f"/v4/spreadsheets/{sheet}:batchUpdate", json={"requests": [drop]})
    assert "the tab “Students” lacks the heading" in only(denver, "sheet", "look")["found"]
    denver.ask("POST", f"/v4/spreadsheets/{sheet}:batchUpdate", json={"requests": [{"deleteSheet": {"sheetId": tab}}]})
    assert "the tab “Students” is missing" in only(denver, "sheet", "look")["found"]


def test_the_sheet_of_another_cohort_is_broken(denver):
    denver.run("handout")
    denver.run("sync")
    sheet = listed(denver, "sheet")
    denver.change('cohort: "2611"', 'cohort: "2612"', name="pdsync.yaml")
    denver.ask("PATCH", f"/drive/v3/files/{sheet}", json={"properties": {"pdsync-cohort": "2612"}})
    row = only(denver, "sheet", "broken", code=2)
    assert "the one of the cohort “2611”" in row["found"]


def test_a_sheet_and_a_folder_in_the_bin_want_a_look(denver):
    denver.run("handout")
    denver.run("sync")
    for kind in ("sheet", "folder"):
        denver.ask("PATCH", f"/drive/v3/files/{listed(denver, kind)}", json={"trashed": True})
    assert "in the bin" in only(denver, "sheet", "look")["found"]
    assert "in the bin" in only(denver, "folder", "look")["found"]


def test_docs_that_are_missing_or_twice_want_a_look(denver):
    denver.run("handout")
    denver.write("roster.csv", (denver.path / "roster.csv").read_text(encoding="utf-8") + "s9,New,,new@x.org,\n")
    doc = denver.docs()["s1"]
    denver.ask(
        "POST",
        f"/drive/v3/files/{doc['id']}/copy",
        json={"properties": {"pdsync-student": "s1", "pdsync-cohort": "2611"}},
    )
    said = [row["found"] for row in findings(denver) if row["what"] == "docs"]
    assert said == ["1 student has more than one Doc", "1 of 6 students have no Doc yet"]


# --- login and logout as commands ---


def test_login_remembers_the_account_of_the_cohort(denver):
    denver.run("login")
    assert wallet.account_before("2611", denver.box.url) == STAFF


def test_login_for_several_cohorts_with_one_sign_in_asks_once(denver):
    other = (denver.path / "pdsync.yaml").read_text(encoding="utf-8").replace('"2611"', '"2612"')
    denver.write("other.yaml", other)
    result = denver.run("login", "-c", str(denver.path / "other.yaml"))
    assert result.stdout.count("Signed in as") == 1
    assert wallet.account_before("2612", denver.box.url) == STAFF


def test_logout_says_whether_somebody_was_signed_in(person):
    settings = sign(person)
    assert person.run("logout").stdout == "Signed out.\n"
    assert on_file(settings) is None
    assert person.run("logout").stdout == "Nobody was signed in.\n"


def test_a_login_needs_an_app_that_is_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pdsync.yaml").write_text(
        "cohort: x\ncalendar: {module: {start: 2026-11-09, end: 2026-12-18}}\nroster: r.csv\ngoogle: {client_secret: s.json}\n"
    )
    result = CliRunner().invoke(cli, ["login"])
    assert result.exit_code == 3
    assert "There is no file s.json" in result.stderr
    assert "Desktop app" in result.stderr


def test_a_pass_tells_no_secret():
    kept = Pass("sandbox-secret", 1.0, "sandbox-refresh", STAFF)
    assert "secret" not in repr(replace(kept))


def test_the_page_about_google_names_every_check_and_the_steps_that_are_referred_to():
    import re
    from pathlib import Path

    root = Path(__file__).resolve().parents[2]
    page = (root / "docs" / "google.md").read_text(encoding="utf-8")
    assert [name for name, _ in CHECKS if f"`{name}`" not in page] == []
    referred = {
        number
        for path in (root / "pdsync").rglob("*.py")
        for number in re.findall(r"pdsync help page google, step (\d)", path.read_text(encoding="utf-8"))
    }
    assert referred == {"3", "7"}
    assert "publish" in page.partition("## Step 3")[2].partition("\n")[0]
    assert "shared drive" in page.partition("## Step 7")[2].partition("\n")[0]
