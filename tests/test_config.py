"""A cohort's YAML file: what it may say, and what is said back when it is wrong."""

from datetime import date
from pathlib import Path

import pytest

from pdsync.config import load, loads
from pdsync.config.example import EXAMPLE, Answers, written
from pdsync.errors import ConfigError
from pdsync.goals.cohort import BuiltinTemplate, Closing, CsvRoster, DocTemplate, Role, SheetRoster, SignIn, slug
from pdsync.goals.flags import KINDS
from pdsync.goals.model import Section

ROOT = Path(__file__).parent.parent
LEAST = """\
cohort: 2611
calendar:
  module: {start: 2026-11-23, end: 2027-01-15}
roster: roster.csv
"""
DOC_ID = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdef"


@pytest.fixture
def config(tmp_path):
    def make(text, **env):
        path = tmp_path / "pdsync.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load(path, env=env)

    return make


def complaints(config, text, **env):
    with pytest.raises(ConfigError) as raised:
        config(text, **env)
    assert raised.value.exit_code == 2
    return [(one.line, one.field, one.message) for one in raised.value.complaints]


def only(config, text, **env):
    found = complaints(config, text, **env)
    assert len(found) == 1, found
    return found[0]


def test_three_keys_are_enough(config, tmp_path):
    cohort = config(LEAST)
    assert (cohort.name, cohort.key) == ("2611", "2611")
    assert cohort.roster == CsvRoster(tmp_path / "roster.csv")
    assert cohort.template == BuiltinTemplate()
    assert cohort.calendar.module.end == date(2027, 1, 15)
    assert cohort.expected.sections == tuple(Section)
    assert cohort.sheet_title == "2611 – SMART goals"


def test_the_example_is_what_init_writes_and_every_kind_of_flag_is_in_it():
    text = (ROOT / "config.example.yaml").read_text(encoding="utf-8")
    assert text == written(EXAMPLE)
    assert all(f"  {kind}: true" in text for kind in KINDS)
    cohort = load(ROOT / "config.example.yaml", env={})
    assert cohort.sharing.staff[0].email == "careers@school.example"


def test_the_example_shows_the_defaults(config):
    """Whoever deletes a line of the example gets what the line said."""
    from_example = config(written(Answers("2611", date(2026, 11, 23), date(2027, 1, 15), tz="UTC")))
    least = config(LEAST)
    for part in ("doc_title", "folder", "sharing", "expected", "flags", "sheet", "google"):
        assert getattr(from_example, part) == getattr(least, part), part


@pytest.mark.parametrize("name", ['O\'Brien: "2611" #1', "كوهورت", "🎉", "a\\b", "@TZ@", "{{x}}", "no", "null"])
def test_init_writes_any_name_so_that_it_is_read_back(config, name):
    assert config(written(Answers(name, date(2026, 11, 23), date(2027, 1, 15)))).name == name


def test_all_that_may_be_said_is_read(config, tmp_path):
    cohort = config(
        LEAST.replace("roster: roster.csv", "")
        + f"""
key: mod-2
roster: {{sheet: "https://docs.google.com/spreadsheets/d/{DOC_ID}/edit#gid=0", tab: Students}}
template: https://docs.google.com/document/d/{DOC_ID}/edit
folder: https://drive.google.com/drive/folders/{DOC_ID}
sharing:
  student: commenter
  staff: [a@school.example, {{email: b@school.example, role: viewer}}]
  mentors: no
  notify: off
  message: |
    Hello {{{{preferred_name}}}}!
expected: {{goals: 1, sections: [specific, Timebound]}}
flags: {{stale: false, due-soon: off, due_soon_days: 3}}
google: {{sign_in: service_account, key_file: key.json, subject: a@school.example, quotas: {{docs_writes: 30}}}}
"""
    )
    assert cohort.key == "mod-2"
    assert cohort.roster == SheetRoster(DOC_ID, "Students")
    assert cohort.template == DocTemplate(DOC_ID)
    assert cohort.folder_id == DOC_ID
    assert [(one.email, one.role) for one in cohort.sharing.staff] == [
        ("a@school.example", Role.WRITER),
        ("b@school.example", Role.READER),
    ]
    assert (cohort.sharing.mentors, cohort.sharing.notify) == (None, False)
    assert cohort.sharing.message == "Hello {{preferred_name}}!"
    assert cohort.expected.sections == (Section.SPECIFIC, Section.TIMEBOUND)
    assert cohort.flags.off == {"stale", "due-soon"}
    assert cohort.google.sign_in is SignIn.SERVICE_ACCOUNT
    assert cohort.google.key_file == tmp_path / "key.json"
    assert cohort.google.quotas.docs_writes == 30


def test_every_problem_comes_at_once_with_its_line(config):
    found = complaints(
        config,
        """\
cohrt: "2611"
calendar:
  tz: America/Denvr
  tz: UTC
  module:
    start: 11/23/2026
    end: 2027-02-30
    weeks: six
  breaks:
    - name: winter break
      start: 2027-01-03
      end: 2026-12-21
roster: roster.csv
template: mine
sharing: {staff: [nobody], student: owner, notify: maybe}
flags: {stael: off}
due_soon_days: 3
google: {workers: 0}
""",
    )
    assert [(line, field) for line, field, _ in found] == [
        (1, "cohort"),
        (1, "cohrt"),
        (3, "calendar.tz"),
        (4, "calendar.tz"),
        (6, "calendar.module.start"),
        (7, "calendar.module.end"),
        (8, "calendar.module.weeks"),
        (10, "calendar.breaks[1]"),
        (14, "template"),
        (15, "sharing.student"),
        (15, "sharing.staff[1].email"),
        (15, "sharing.notify"),
        (16, "flags.stael"),
        (17, "due_soon_days"),
        (18, "google.workers"),
    ]
    said = {field: message for _, field, message in found}
    assert "did you mean cohort?" in said["cohrt"]
    assert "2026-11-23" in said["calendar.module.start"]
    assert "no day 2027-02-30" in said["calendar.module.end"]
    assert "Monday 21 December 2026" in said["calendar.breaks[1]"]
    assert "did you mean stale?" in said["flags.stael"]
    assert "below flags" in said["due_soon_days"]
    assert not any("pydantic" in message or "Input should" in message for message in said.values())


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", None, "empty"),
        ("# nothing but a comment\n", None, "empty"),
        ("- a\n- list\n", 1, "keys are meant"),
        ("just words\n", 1, "keys are meant"),
        ("cohort: a\ncalendar:\n\ttz: UTC\n", 3, "tab"),
        ("cohort: a: b\n", 1, "second colon"),
        ("cohort: 'a\nroster: b\n", 3, "never closed"),
        ("cohort: a\n---\ncohort: b\n", 2, "one cohort a file"),
        ("cohort: *a\n", 1, "must stand in quotes"),
        ("cohort: {{x}} y\n", 1, "must stand in quotes"),
        ("cohort: \x00\n", None, "not YAML"),
        ("[" * 5000, None, "nested too deeply"),
        (b"cohort: Zo\xeb\n", 1, "UTF-8"),
    ],
    ids=[
        "empty",
        "comment",
        "list",
        "words",
        "tab",
        "colon",
        "quote",
        "two",
        "alias",
        "field",
        "control",
        "deep",
        "latin1",
    ],
)
def test_what_is_no_config_is_said_in_one_sentence(config, text, line, words):
    found_line, _, message = only(config, text)
    assert words in message
    assert found_line == line


def test_a_missing_file_a_folder_and_nothing_at_all(tmp_path):
    with pytest.raises(ConfigError, match="no such file") as raised:
        load(tmp_path / "none.yaml")
    assert raised.value.hint == "pdsync init"
    with pytest.raises(ConfigError, match="this is a folder"):
        load(tmp_path)


def test_a_config_saved_by_windows_is_read(config):
    assert config(b"\xef\xbb\xbf" + LEAST.replace("\n", "\r\n").encode()).name == "2611"
    assert config(LEAST.encode("utf-16")).name == "2611"


def test_an_alias_that_refers_to_itself_is_refused(config):
    assert any("itself" in message for _, _, message in complaints(config, f"{LEAST}sheet: &a\n  title: *a\n"))


@pytest.mark.parametrize(
    ("day", "instead"),
    [
        ("23 November 2026", "2026-11-23"),
        ("Nov 23rd, 2026", "2026-11-23"),
        ("2026/11/23", "2026-11-23"),
        ("23.11.2026", "2026-11-23"),
        ("2026-11-31", "no day 2026-11-31"),
        ("soon", "year-month-day"),
        ("1795392000", "year-month-day"),
    ],
)
def test_a_day_written_otherwise_is_answered_with_what_to_write(config, day, instead):
    line, field, message = only(config, LEAST.replace("2026-11-23", f'"{day}"'))
    assert (line, field) == (3, "calendar.module.start")
    assert instead in message


def test_a_sandbox_is_named_in_the_config_or_the_environment(config):
    assert config(LEAST + "google: {endpoint: 'http://127.0.0.1:8765/'}").google.endpoint == "http://127.0.0.1:8765"
    moved = config(LEAST, PDSYNC_GOOGLE_ENDPOINT="http://localhost:1234")
    assert moved.google.endpoint == "http://localhost:1234"


def test_a_token_is_never_sent_to_another_machine(config):
    line, field, message = only(config, LEAST + "google: {endpoint: 'https://evil.example'}")
    assert (line, field) == (5, "google.endpoint")
    assert "another machine" in message
    with pytest.raises(ConfigError, match=r"^PDSYNC_GOOGLE_ENDPOINT: evil\.example is another machine"):
        config(LEAST, PDSYNC_GOOGLE_ENDPOINT="https://evil.example")


def test_a_field_without_quotes_is_told_to_put_them(config):
    line, field, message = only(config, LEAST + "doc_title: {{preferred_name}}\n")
    assert (line, field) == (5, "doc_title")
    assert "needs quotes" in message


def test_a_service_account_needs_its_key(config):
    assert "key_file" in only(config, LEAST + "google: {sign_in: service_account}")[2]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("2611", "2611"),
        ("Back End 2611!", "back-end-2611"),
        ("  ", "cohort"),
        ("Ünï/çode", "ünï-çode"),
        ("🎉", "cohort"),
    ],
)
def test_a_cohorts_key_is_made_from_its_name(name, key):
    assert slug(name) == key


def test_a_cohorts_key_fits_a_drive_property():
    assert len(slug("ü" * 500).encode()) <= 100


def test_quotas_can_be_switched_off_for_a_sandbox_that_counts_none(config):
    cohort = config(LEAST + "google: {quotas: off}\n")
    assert cohort.google.quotas.docs_writes >= 1_000_000


def test_a_config_says_what_people_may_do_once_the_docs_are_closed(tmp_path):
    text = 'cohort: "1"\ncalendar: {module: {start: 2026-11-23, end: 2027-01-15}}\nroster: r.csv\n'
    assert loads(text, path=tmp_path / "c.yaml", env={}).closing == Closing(Role.COMMENTER, None)
    text += "closing: {student: view, mentors: reader}\n"
    assert loads(text, path=tmp_path / "c.yaml", env={}).closing == Closing(Role.READER, Role.READER)
    with pytest.raises(ConfigError, match=r"line 4: closing\.student: writer would close nothing"):
        loads(text.replace("view", "editor"), path=tmp_path / "c.yaml", env={})
