"""Who hears of a run, as a config says it; secrets are never in it, and no complaint repeats one."""

from datetime import date

import pytest

from pdsync.config import load, notify_of
from pdsync.config.example import Answers, written
from pdsync.errors import ConfigError
from pdsync.goals.channels import HookFormat, Naming, Security

LEAST = "cohort: '2611'\ncalendar:\n  module: {start: 2026-11-09, end: 2026-12-18}\nroster: roster.csv\n"
MAIL = "to: a@school.example, from: b@school.example, host: smtp.school.example"


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "2611.yaml"

    def made(text):
        path.write_text(text, encoding="utf-8")
        return path

    return made


def test_who_says_nothing_tells_nobody(config):
    assert load(config(LEAST), env={}).notify is None
    assert notify_of(config(LEAST)) is None


def test_mail_needs_three_things_and_is_encrypted_by_default(config):
    path = config(f"{LEAST}notify: {{email: {{{MAIL}}}}}")
    mail = load(path, env={}).notify.email
    assert (mail.to, mail.security, mail.port, mail.students) == (
        ("a@school.example",),
        Security.STARTTLS,
        0,
        Naming.KEYS,
    )


def test_files_lie_beside_the_config(config, tmp_path):
    more = "user: u, password_file: secret, security: tls, port: 1465, students: names"
    notify = load(config(f"{LEAST}notify: {{email: {{{MAIL}, {more}}}, webhook: {{url_file: hook}}}}"), env={}).notify
    assert notify.email.password_file == tmp_path / "secret"
    assert notify.webhook.url_file == tmp_path / "hook"
    assert notify.webhook.format is HookFormat.TEXT


def test_the_example_with_its_signs_of_a_comment_taken_away_is_right(config):
    text = written(Answers("2611", date(2026, 11, 23), date(2027, 1, 15), tz="UTC"))
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("# notify:"))
    end = lines.index("", start)
    lines[start:end] = [line.removeprefix("# ") for line in lines[start:end]]
    notify = load(config("\n".join(lines)), env={}).notify
    assert notify.email.password_env == "PDSYNC_SMTP_PASSWORD"
    assert notify.webhook.url_env == "PDSYNC_WEBHOOK"
    assert notify.flags is None


REFUSED = [
    (f"email: {{{MAIL}, password: hunter2}}", "notify.email.password", "does not belong in this file"),
    (f"email: {{{MAIL}, user: u}}", "notify.email", "go together"),
    (f"email: {{{MAIL}, user: u, password_env: 'hunter2 !'}}", "notify.email.password_env", "the name of an environ"),
    (f"email: {{{MAIL}, user: u, password_env: P, security: none}}", "notify.email", "only sent encrypted"),
    ("email: {to: [], from: b@school.example, host: h}", "notify.email.to", "nobody is named"),
    ("webhook: {url: 'http://chat.example/hunter2'}", "notify.webhook.url", "begins with https://"),
    ("webhook: {url: 'hunter2'}", "notify.webhook.url", "begins with https://"),
    ("webhook: {format: teams}", "notify.webhook", "give one of url"),
    ("webhook: {url: 'https://chat.example/hunter2', url_env: HOOK}", "notify.webhook", "give one of url"),
    ("webhook: {url_env: HOOK}, flags: [overdu]", "notify.flags[1]", "no kind of flag"),
]


@pytest.mark.parametrize(("part", "field", "words"), REFUSED, ids=lambda one: str(one)[:40])
def test_what_is_wrong_is_said_with_its_place_and_without_a_secret(config, part, field, words):
    path = config(f"{LEAST}notify: {{{part}}}")
    with pytest.raises(ConfigError) as raised:
        load(path, env={})
    (complaint,) = raised.value.complaints
    assert (complaint.field, complaint.line) == (field, 5)
    assert words in complaint.message
    assert "hunter2" not in str(raised.value)
    assert notify_of(path) is None


def test_who_hears_of_it_is_read_out_of_a_config_that_is_broken_elsewhere(config):
    broken = config(f"cohort: []\ncalender: 3\nnotify: {{email: {{{MAIL}}}}}")
    assert notify_of(broken).email.host == "smtp.school.example"
    assert notify_of(config("cohort: [")) is None
    assert notify_of(config("")) is None
    assert notify_of(broken.with_name("none.yaml")) is None
    assert notify_of(config(f"{LEAST}notify: {{webhook: {{url_file: ~nobody-here/hook}}}}")) is None
