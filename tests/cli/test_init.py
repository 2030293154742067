"""`pdsync init`: a config that works, written once; every answer checked as it is given."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from pdsync.cli import cli
from pdsync.cli.init import command
from pdsync.config import load
from pdsync.config.days import meant
from pdsync.config.questions import QUESTIONS, ROSTER
from pdsync.config.zones import guessed, wrong
from pdsync.goals.cohort import DocTemplate
from pdsync.roster import read_roster

STUDENTS = "key,name,email,pronoun\ns1,Siobhán O'Brien,siobhan@x.org,she\n"
DESKTOP = {"installed": {"client_id": "school.apps.example", "client_secret": "s"}}
KEY = {
    "type": "service_account",
    "client_email": "r@p.iam.gserviceaccount.com",
    "private_key": "x",
    "private_key_id": "y",
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Europe/London")
    return tmp_path


def run(*args, typed=None):
    result = CliRunner().invoke(cli, ["init", *args], input=typed)
    assert "Traceback" not in result.output
    return result


def answered(**typed):
    """What somebody types who presses Enter but for some answers; a list is typed line by line."""
    lines = []
    for question in QUESTIONS:
        if question.name in ("key_file", "shared_drive", "subject"):
            continue
        said = typed.pop(question.name, "")
        lines += said if isinstance(said, list) else [said]
    assert not typed
    return "\n".join(lines) + "\n"


def test_without_questions_a_config_and_a_roster_are_written(here):
    result = run("--defaults", "--cohort", "O'Brien 2611", "--start", "2026-11-23", "--end", "2027-01-01")
    assert result.exit_code == 0
    cohort = load(here / "pdsync.yaml", env={})
    assert (cohort.name, cohort.calendar.module.weeks, cohort.calendar.tz) == ("O'Brien 2611", 6, "Europe/London")
    assert cohort.calendar.day_first
    assert (here / "roster.csv").read_bytes().startswith(b"\xef\xbb\xbfkey,name,")
    assert cohort.google.client_secret == here / "client_secret.json"
    assert result.stdout.splitlines()[-2:] == [
        "Still missing: client_secret.json. How to get it: pdsync help page google",
        "Next: pdsync login",
    ]


def test_every_question_has_an_option_of_its_own():
    options = {parameter.name for parameter in command.params}
    assert {question.name for question in QUESTIONS} == options - {"config", "defaults", "endpoint"}


def test_enter_takes_what_stands_in_the_brackets(here):
    result = run(typed=answered())
    assert result.exit_code == 0, result.output
    cohort = load(here / "pdsync.yaml", env={})
    module = cohort.calendar.module
    assert module.start.weekday() == 0
    assert (module.end - module.start).days == 7 * 6 - 3
    assert f"[{module.end}]" in result.stderr
    assert "{{preferred_name}}" in cohort.sharing.message


def test_the_end_that_is_offered_takes_the_breaks_into_account(here):
    pause = "winter break 12/21/2026 to 1/3/2027; Thanksgiving Thursday, November 26, 2026"
    result = run(typed=answered(cohort="2611", start="11/23/2026", breaks=pause))
    assert result.exit_code == 0, result.output
    calendar = load(here / "pdsync.yaml", env={}).calendar
    assert calendar.module.end == date(2027, 1, 15)
    winter, free = calendar.breaks
    assert (winter.name, winter.start, winter.end) == ("winter break", date(2026, 12, 21), date(2027, 1, 3))
    assert (winter.skips_week_numbers, free.skips_week_numbers) == (True, False)
    assert (free.name, free.start) == ("Thanksgiving", free.end)
    assert "That is Monday 23 November 2026." in result.stderr
    assert "winter break: Monday 21 December 2026 to Sunday 3 January 2027" in result.stderr


def test_weeks_that_do_not_fit_between_the_days_are_said(here):
    result = run(typed=answered(start="2026-11-23", end="2027-01-15"))
    assert "there are 8 weeks with a number, not 6" in result.stderr
    assert load(here / "pdsync.yaml", env={}).calendar.module.weeks == 6


BAD = [
    ("start", "03/04/2026", "can be two days; write 2026-03-04 (4 March) or 2026-04-03 (3 April)"),
    ("start", "2026-02-30", "is no date; write it as year-month-day"),
    ("start", "next Monday", "is no date"),
    ("weeks", "six", "is no number of weeks"),
    ("weeks", "600", "at most 60"),
    ("breaks", "winter", "winter is no date"),
    ("breaks", "winter 2026-12-31 to 2026-12-21", "ends (Monday 21 December 2026) before it begins"),
    ("breaks", "summer 2020-07-01 to 2020-07-31", "before the module begins"),
    ("breaks", "a 2026-12-21 to 2026-12-22 to 2026-12-23", "is no break"),
    ("end", "2020-01-01", "is before the first day"),
    ("end", "2036-01-01", "look at the year"),
    ("tz", "Europe/Londn", "write e.g. Europe/London"),
    ("tz", "Denver", "write e.g. America/Denver"),
    ("tz", "Mountain Time", "write e.g. America/Denver"),
    ("tz", "EST", "has no summer time; write America/New_York"),
    ("dates", "year", "none of these; write month or day"),
    ("roster", "students.xlsx", "save the list as CSV"),
    ("roster", "folder", "is a folder"),
    ("roster", "nowhere/roster.csv", "there is no folder"),
    ("roster", "students", "write the name of a CSV file"),
    ("roster", "https://docs.google.com/document/d/1234567890abcdefghij1234567890", "the address of a Doc"),
    ("roster", "https://school.example/students", "is neither the address nor the id of a Google Sheet"),
    ("roster", "disguised.csv", "this is an Excel workbook"),
    ("template", "ours", "neither the address nor the id of a Google Doc; copy the address from the browser, or write builtin"),
    ("template", "https://docs.google.com/spreadsheets/d/1234567890abcdefghij1234567890", "copy the address of the Doc"),
    ("write_roster", "perhaps", "neither yes nor no"),
    ("staff", "ann, b@x.org", "ann is no e-mail address"),
    ("notify", "maybe", "neither yes nor no"),
    ("message", "Hello {{nickname}}", "nothing is known for {{nickname}}; there are cohort, email"),
    ("sign_in", "password", "is none of these; write browser, service-account or delegation"),
    ("client_secret", "web.json", "belongs to a web application"),
    ("client_secret", "key.json", "is a service account's key, and not"),
    ("client_secret", "page.json", "holds no JSON"),
    ("client_secret", "empty.json", "is not the JSON file of a desktop app"),
]  # fmt: skip


@pytest.fixture
def odd_files(here):
    (here / "folder").mkdir()
    (here / "disguised.csv").write_bytes(b"PK\x03\x04 a workbook")
    (here / "web.json").write_text('{"web": {"client_id": "x"}}')
    (here / "key.json").write_text(json.dumps(KEY))
    (here / "page.json").write_text("<html>")
    (here / "empty.json").write_text("{}")
    (here / "client_secret.json").write_text(json.dumps(DESKTOP))


@pytest.mark.usefixtures("odd_files")
@pytest.mark.parametrize(("name", "bad", "words"), BAD, ids=[f"{name}: {bad}" for name, bad, _ in BAD])
def test_a_wrong_answer_is_explained_and_asked_for_again(here, name, bad, words):
    result = run(typed=answered(**{"start": "2026-11-23", name: [bad, "2026-11-23" if name == "start" else ""]}))
    assert result.exit_code == 0, result.output
    assert words in result.stderr
    assert load(here / "pdsync.yaml", env={})


@pytest.mark.usefixtures("odd_files")
@pytest.mark.parametrize(("name", "bad", "words"), BAD, ids=[f"{name}: {bad}" for name, bad, _ in BAD])
def test_the_same_wrong_answer_as_an_option_writes_nothing(here, name, bad, words):
    before = sorted(here.iterdir())
    option = "--break" if name == "breaks" else f"--{name.replace('_', '-')}"
    result = run("--defaults", *(["--start", "2026-11-23"] if name != "start" else []), option, bad)
    assert result.exit_code == 2
    assert words in result.stderr
    assert option in result.stderr
    assert sorted(here.iterdir()) == before


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--sign-in", "service-account"), "needs a shared drive"),
        (("--sign-in", "delegation"), "nothing is no e-mail address"),
        (("--sign-in", "delegation", "--subject", "a@x.org", "--key-file", "app.json"), "the file of an OAuth client"),
        (("--sign-in", "delegation", "--subject", "a@x.org", "--key-file", "bad.json"), "is not the JSON key"),
        (("--endpoint", "https://evil.example"), "evil.example is another machine"),
        (("-c", "nowhere/pdsync.yaml"), "There is no folder nowhere"),
    ],
)
def test_what_does_not_go_together_writes_nothing(here, args, words):
    (here / "app.json").write_text(json.dumps(DESKTOP))
    (here / "bad.json").write_text("[]")
    result = run("--defaults", *args)
    assert result.exit_code == 2
    assert words in result.stderr
    assert sorted(path.name for path in here.iterdir()) == ["app.json", "bad.json"]


@pytest.mark.parametrize(
    ("args", "sign_in", "more"),
    [
        (("--sign-in", "2", "--shared-drive", "https://drive.google.com/drive/folders/0AbcDEFghij"), "service_account", "0AbcDEFghij"),
        (("--sign-in", "deleg", "--staff", "lead@x.org"), "service_account", "lead@x.org"),
        (("--sign-in", "browser"), "user", ""),
    ],
)  # fmt: skip
def test_each_way_to_sign_in_comes_out_as_a_config(here, args, sign_in, more):
    assert run("--defaults", *args).exit_code == 0
    google = load(here / "pdsync.yaml", env={}).google
    assert google.sign_in == sign_in
    assert more in (google.shared_drive, google.subject)


@pytest.mark.parametrize(
    ("tz", "args", "day_first"),
    [
        ("America/Denver", (), False),
        ("America/Indiana/Knox", (), False),
        ("America/Toronto", (), True),
        ("Europe/Berlin", ("--dates", "month"), False),
        ("America/Denver", ("--dates", "day"), True),
    ],
)
def test_the_order_of_day_and_month_goes_by_the_zone_unless_it_is_said(here, tz, args, day_first):
    assert run("--defaults", "--tz", tz, *args).exit_code == 0
    assert load(here / "pdsync.yaml", env={}).calendar.day_first is day_first


def test_what_exists_is_left_as_it_is(here):
    (here / "pdsync.yaml").write_text("mine", encoding="utf-8")
    (here / "roster.csv").write_text(STUDENTS, encoding="utf-8")
    result = run("--defaults")
    assert result.exit_code == 2
    assert "exists already" in result.stderr
    assert (here / "pdsync.yaml").read_text(encoding="utf-8") == "mine"
    assert run("--defaults", "-c", "other.yaml").exit_code == 0
    assert (here / "roster.csv").read_text(encoding="utf-8") == STUDENTS


def test_a_roster_that_is_there_is_looked_into(here):
    (here / "roster.csv").write_text(STUDENTS, encoding="utf-8")
    lines = [
        line
        for line, question in zip(answered().splitlines(), QUESTIONS, strict=False)
        if question.name != "write_roster"
    ]
    lines[11] = "Hello {{Pronoun}}"
    result = run(typed="\n".join(lines) + "\n")
    assert result.exit_code == 0, result.output
    assert "1 student." in result.stderr
    assert load(here / "pdsync.yaml", env={}).sharing.message == "Hello {{Pronoun}}"


def test_a_roster_with_a_fault_is_taken_and_its_fault_said(here):
    (here / "roster.csv").write_text(STUDENTS + "s1,Sam,sam@x.org,\ns2,Kim,kim,\n", encoding="utf-8")
    result = run("--message", "-", typed=answered().replace("\n", "", 1))
    assert "It needs mending, now or later: " in result.stderr
    assert "line 3: key: s1 stands on line 2 already" in result.stderr


def test_the_roster_to_fill_in_holds_no_student_until_somebody_fills_it_in():
    filled = ROSTER + "s1,Sam,,sam@x.org,,,\n"
    assert [student.key for student in read_roster(filled, source="r")] == ["s1"]
    assert [student.key for student in read_roster(filled.replace("s1,", "#7,"), source="r")] == ["#7"]


def test_answers_that_end_too_soon_leave_no_file(here):
    result = run(typed="2611\n2026-11-23\n")
    assert result.exit_code == 2
    assert "ended before the last question; nothing was written" in result.stderr
    assert list(here.iterdir()) == []


def test_somebody_who_cannot_answer_is_let_go(here):
    result = run(typed="2611\n" + "soon\n" * 30)
    assert result.exit_code == 2
    assert "wrong too often" in result.stderr
    assert list(here.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_leaves_no_file(here):
    import signal

    with subprocess.Popen(
        [sys.executable, "-m", "pdsync", "init"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        seen = ""
        while "cohort called" not in seen:
            seen += process.stderr.read(1)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 130, said
    assert "Stopped" in said
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-11-23", ["2026-11-23"]),
        ("2026/11/23", ["2026-11-23"]),
        ("11/23/2026", ["2026-11-23"]),
        ("11/23/26", ["2026-11-23"]),
        ("11/23/2026 0:00", ["2026-11-23"]),
        ("23.11.2026", ["2026-11-23"]),
        ("3.4.2026", ["2026-04-03"]),
        ("3/4/2026", ["2026-03-04", "2026-04-03"]),
        ("4/4/2026", ["2026-04-04"]),
        ("23-Nov-26", ["2026-11-23"]),
        ("Nov 23, 2026", ["2026-11-23"]),
        ("Monday, November 23rd, 2026", ["2026-11-23"]),
        ("23 November 2026", ["2026-11-23"]),
        ("46349", ["2026-11-23"]),
        ("13/13/2026", []),
        ("November", []),
        ("", []),
    ],
)
def test_a_day_is_read_as_people_and_excel_write_it(text, days):
    assert [day.isoformat() for day in meant(text)] == days


def test_the_order_of_another_date_settles_one_that_can_be_two():
    assert meant("1/3/2027", like="12/21/2026") == (date(2027, 1, 3),)
    assert meant("1/3/2027", like="21/12/2026") == (date(2027, 3, 1),)
    assert len(meant("1/3/2027", like="2/2/2027")) == 2


def test_the_zone_is_guessed_from_the_machine(tmp_path, monkeypatch):
    link = tmp_path / "localtime"
    assert guessed({"TZ": ":America/Chicago"}, link=link) == "America/Chicago"
    link.symlink_to("/usr/share/zoneinfo/Asia/Tokyo")
    assert guessed({}, link=link) == "Asia/Tokyo"
    assert guessed({"TZ": "EST5EDT"}, link=link) == "Asia/Tokyo"
    assert wrong("America/Denver") == ""


@pytest.mark.skipif(sys.platform == "win32", reason="the zone of this process cannot be changed")
@pytest.mark.parametrize(("tz", "zone"), [("America/Denver", "America/Denver"), ("UTC", ""), ("Asia/Kathmandu", "")])
def test_where_a_machine_names_no_zone_its_clocks_do(tmp_path, monkeypatch, tz, zone):
    import time

    monkeypatch.setenv("TZ", tz)
    time.tzset()
    try:
        assert guessed({}, link=tmp_path / "none", now=datetime(2026, 11, 23, tzinfo=UTC)) == zone
    finally:
        monkeypatch.undo()
        time.tzset()


def test_every_field_that_a_mail_may_hold_is_known_and_no_other():
    from pdsync.config.answering import KNOWN_FIELDS
    from pdsync.goals.calendar import Calendar, Module
    from pdsync.goals.cohort import Cohort, CsvRoster
    from pdsync.goals.model import Student
    from pdsync.goals.template import values

    calendar = Calendar(Module(date(2026, 11, 23), date(2027, 1, 15)))
    cohort = Cohort("C", "c", calendar, CsvRoster(Path("r.csv")))
    assert set(values(Student("s1", "Sam", "sam@x.org"), cohort)) == KNOWN_FIELDS


def test_a_template_of_the_schools_own_is_named_in_the_config(here):
    address = "https://docs.google.com/document/d/1234567890abcdefghij1234567890/edit"
    result = run(typed=answered(template=address))
    assert "will ask to see the files in your Drive" in result.stderr
    assert load(here / "pdsync.yaml", env={}).template == DocTemplate("1234567890abcdefghij1234567890")
