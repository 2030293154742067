"""Who hears of a scheduled run, from a real mail server and a real webhook."""

import json
from datetime import date, timedelta

import pytest
from receiving import PASSWORD, certificate, names, post_office, webhook

from pdsync.cli.notifying import Remembered
from pdsync.cli.session import each_cohort
from pdsync.cli.telling import Spoken
from pdsync.goals.flags import KINDS
from pdsync.goals.notice import FLAG_WORDS
from pdsync.sandbox.handwriting import Desk, back_to_front, choosing, writing

LONG_AGO = "By Friday, November 13, 2026."
SECRET_WORDS = "I will finally tell my aunt about the layoff"
TODAY = "2026-11-24"


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def hook():
    with webhook() as taking:
        yield taking


@pytest.fixture
def told(folder, hook):
    """A cohort with its Docs, whose config names a webhook, after its first sync."""
    folder.run("handout")
    names(folder, webhook={"url": hook.url})
    folder.run("sync", "--notify", "--today", TODAY)
    hook.taken.clear()
    return folder


def writes(folder, key, due=LONG_AGO, status="Blocked"):
    """Let a student write about goal 1."""
    email = {"s1": "siobhan@students.example", "s2": "zoe@students.example"}[key]
    doc = folder.docs()[key]["id"]
    desk = Desk(folder.box.url, folder.box.token(email))
    page = desk.page(doc)
    words = {"specific": SECRET_WORDS, "measurable": "x y z", "achievable": "so", "relevant": "it", "timebound": due}
    changes = [writing(*page.below(section)[0], text) for section, text in words.items()]
    desk.edit(doc, back_to_front([*changes, choosing(page, page.below("Status")[0][0], status)]))
    desk.close()


def nothing_private(text):
    for word in ("Shiv", "Siobhán", "O'Brien", "Zoë", "@students", SECRET_WORDS, "aunt", "secret-word"):
        assert word not in text
    return text


# ---- mail


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_mail_server_gets_one_letter_about_new_flags(folder, paths, monkeypatch, security):
    monkeypatch.setenv("SSL_CERT_FILE", str(paths[0]))
    monkeypatch.setenv("PDSYNC_SMTP_PASSWORD", PASSWORD)
    folder.run("handout")
    with post_office(paths, security=security) as post:
        names(folder, email=post.config())
        result = folder.run("sync", "--quiet", "--notify", "--today", TODAY)
    assert (result.stdout, result.stderr) == ("", "")
    assert post.encrypted == [security != "none"]
    assert post.to == [["careers@school.example", "homeroom@school.example"]]
    letter = post.only_letter()
    assert letter["Subject"] == "pdsync: 2611: 5 new flags"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["From"] == "pdsync@school.example"
    text = nothing_private(letter.get_content())
    assert "- 5 × not-started (nothing written yet): s1; s2; s3; s4; s5" in text
    assert "The Sheet: http" in text


def test_a_certificate_that_nobody_vouches_for_is_not_spoken_to(folder, paths, monkeypatch):
    monkeypatch.setenv("PDSYNC_SMTP_PASSWORD", PASSWORD)
    folder.run("handout")
    with post_office(paths, security="starttls") as post:
        names(folder, email=post.config())
        result = folder.run("sync", "--notify", code=1)
    assert not post.letters
    assert "Nobody was told: 127.0.0.1 has a certificate that this machine does not trust." in result.stderr
    assert "SSL_CERT_FILE" in result.stderr
    assert "Read 5 of 5 Docs" in result.stdout
    assert PASSWORD not in result.output


def test_a_wrong_password_breaks_no_sync(folder, paths, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(paths[0]))
    monkeypatch.setenv("PDSYNC_SMTP_PASSWORD", "wrong horse")
    folder.run("handout")
    with post_office(paths, security="starttls") as post:
        names(folder, email=post.config())
        result = folder.run("sync", "--notify", code=1)
        assert "takes another user or password" in result.stderr
        assert "Next: pdsync notify" in result.stderr
        assert "horse" not in result.output
        assert folder.run("notify", code=1).stdout == ""
    assert not post.letters


def test_a_server_that_offers_no_encryption_gets_no_password(folder, paths, monkeypatch):
    monkeypatch.setenv("PDSYNC_SMTP_PASSWORD", PASSWORD)
    folder.run("handout")
    with post_office(paths, security="none") as post:
        post.security = "starttls"
        names(folder, email=post.config())
        assert "does not offer what the config asks for" in folder.run("sync", "--notify", code=1).stderr
    assert not post.letters


def test_who_is_not_taken_is_counted_and_the_others_get_theirs(folder, paths):
    folder.run("handout")
    with post_office(paths, refusing=["homeroom@school.example"]) as post:
        names(folder, email=post.config())
        result = folder.run("sync", "--notify", code=1)
    assert "took no mail for 1 of 2 people" in result.stderr
    assert post.to == [["careers@school.example"]]


def test_a_password_file_is_used_unless_others_may_read_it(folder, paths, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(paths[0]))
    secret = folder.path / "smtp-password"
    secret.write_text(f"{PASSWORD}\n", encoding="utf-8")
    secret.chmod(0o644)
    with post_office(paths, security="tls") as post:
        config = post.config(password_file="smtp-password")
        del config["password_env"]
        names(folder, email=config)
        result = folder.run("notify", code=1)
        assert "Others may read" in result.stderr
        assert f"Next: chmod 600 {secret}" in result.stderr
        secret.chmod(0o600)
        said = folder.run("notify").stdout
    assert said == "A test was sent to careers@school.example, homeroom@school.example, by mail.\n"
    assert post.only_letter()["Subject"] == "pdsync: a test, for 2611"


# ---- what is news


def test_running_again_tells_nobody_again(told, hook):
    told.run("sync", "--notify", "--today", TODAY)
    told.run("sync", "--notify", "--today", "2026-11-25")
    assert not hook.taken


def test_a_date_that_passed_is_told_once_by_key_beside_the_good_news(told, hook):
    writes(told, "s1")
    told.run("sync", "--notify", "--today", TODAY)
    text = nothing_private(hook.text)
    assert text.startswith("pdsync: 2611: 2 new flags\n2611\nNew since the last sync: 2 flags\n")
    assert "- 1 × missing-goal (fewer goals than asked for): s1\n" in text
    assert "- 1 × overdue (a goal past its date): s1, goal 1\n" in text
    assert "Good news: 1 began to write" in text
    assert "/spreadsheets/d/" in text


def test_good_news_alone_is_for_the_sheet(told, hook):
    writes(told, "s1")
    told.run("sync", "--today", TODAY)
    writes_done(told)
    told.run("sync", "--notify", "--today", TODAY)
    assert not hook.taken


def writes_done(folder):
    doc = folder.docs()["s1"]["id"]
    desk = Desk(folder.box.url, folder.box.token("siobhan@students.example"))
    page = desk.page(doc)
    desk.edit(doc, choosing(page, page.below("Status")[0][0], "Done"))
    desk.close()


@pytest.mark.parametrize(
    ("students", "has", "lacks"),
    [("counts", "- 1 × overdue (a goal past its date)\n", "s1"), ("names", "): Shiv, goal 1\n", SECRET_WORDS)],
)
def test_how_students_are_called_is_the_configs_choice(told, hook, students, has, lacks):
    names(told, webhook={"url": hook.url, "students": students})
    writes(told, "s1")
    told.run("sync", "--notify", "--today", TODAY)
    assert has in hook.text
    assert lacks not in hook.text.partition("The Sheet:")[0]


def test_only_the_kinds_that_the_config_names_are_told(told, hook):
    names(told, webhook={"url": hook.url}, flags=["overdue"])
    writes(told, "s2", due="By Friday, December 18, 2026.")
    told.run("sync", "--notify", "--today", TODAY)
    assert not hook.taken
    writes_late = date(2026, 12, 18) + timedelta(days=1)
    told.run("sync", "--notify", "--today", writes_late.isoformat())
    assert "1 × overdue" in hook.text
    assert "stale" not in hook.text


def test_a_rehearsal_shows_the_message_and_sends_none(told, hook):
    writes(told, "s1")
    shown = told.run("sync", "--notify", "--dry-run", "--today", TODAY).stderr
    assert "This would be sent to the webhook:\npdsync: 2611: 2 new flags\n" in shown
    assert not hook.taken


def test_every_kind_of_flag_has_neutral_words():
    assert tuple(FLAG_WORDS) == KINDS


# ---- what failed


def test_a_machine_on_which_nobody_is_signed_in_is_told_with_the_next_command(told, hook):
    told.change("quotas: off", "quotas: off, client_secret: app.json", name="pdsync.yaml")
    app = {"installed": {"client_id": "an-app", "client_secret": "shh", "redirect_uris": ["http://localhost"]}}
    told.write("app.json", json.dumps(app))
    told.run("sync", "--quiet", "--notify", code=3)
    assert hook.text.startswith("pdsync: 2611: the sync failed\n2611\nThe sync failed. ")
    assert "Next: pdsync login" in hook.text


def test_a_sign_in_that_was_taken_back_at_night_is_told(told, hook):
    gone = {"match": {"method": "drive.files.list", "times": None}, "do": {"status": 401}}
    with told.box.faults(gone):
        told.run("sync", "--quiet", "--notify", code=3)
    assert "Next: pdsync login" in hook.text


def test_nothing_that_answers_is_told(told, hook):
    told.change(told.box.url, "http://127.0.0.1:9", name="pdsync.yaml")
    told.run("sync", "--quiet", "--notify", code=4)
    assert "Nothing answers at http://127.0.0.1:9." in hook.text


def test_a_config_that_is_broken_elsewhere_is_told_by_line_without_what_stands_there(told, hook):
    told.change("module: {start: 2026-11-09", "module: {start: Siobhán", name="pdsync.yaml")
    told.run("sync", "--notify", code=2)
    assert "pdsync.yaml, line 3, calendar.module.start: needs mending" in nothing_private(hook.text)


def test_a_broken_roster_is_told_without_anybodys_name(told, hook):
    told.change("zoe@students.example", "zoe at students")
    told.run("sync", "--notify", code=2)
    assert "roster.csv, line 3, email: needs mending" in nothing_private(hook.text)
    assert "zoe at" not in hook.text


def test_a_stop_for_safety_is_told(told, hook):
    told.write("roster.csv", "key,name,email\n")
    told.run("sync", "--notify", code=5)
    assert "there is nobody on the roster" in hook.text


def test_a_doc_that_cannot_be_read_is_told_once(told, hook):
    doc = told.docs()["s2"]["id"]
    writes(told, "s2")
    lost = {"match": {"method": "docs.documents.get", "fileId": doc, "times": None}, "do": {"status": 403}}
    with told.box.faults(lost):
        told.run("sync", "--notify", "--today", TODAY, code=1)
        text = nothing_private(hook.text)
        assert "1 Doc could not be read this time; pdsync tries again by itself.\n- s2: " in text
        hook.taken.clear()
        told.run("sync", "--notify", "--today", TODAY, code=1)
    assert not hook.taken


def test_an_unforeseen_fault_is_told_by_its_kind_alone(told, hook, capsys):
    def work(cohort):
        raise ZeroDivisionError("Shiv's secret")

    log = Remembered(Spoken(), None, rehearsal=False)
    assert each_cohort([told.path / "pdsync.yaml"], work, log) == 70
    assert "did not expect (ZeroDivisionError)" in nothing_private(hook.text)
    nothing_private(capsys.readouterr().err)


# ---- several cohorts, one message


@pytest.fixture
def two(told):
    text = (told.path / "pdsync.yaml").read_text(encoding="utf-8")
    told.write("other.yaml", text.replace('"2611"', '"2612"', 1))
    return ["-c", str(told.path / "other.yaml")]


def test_one_message_tells_of_all_cohorts_the_failed_ones_first(told, two, hook):
    writes(told, "s1")
    told.run("sync", "--notify", "--today", TODAY, *two, code=4)
    text = hook.text
    assert text.startswith("pdsync: 2612: the sync failed; 2611: 2 new flags\n2612\nThe sync failed.")
    assert "Next: pdsync handout" in text
    assert text.index("2612\nThe sync failed") < text.index("2611\nNew since")


def test_a_cohort_without_news_is_only_named(told, two, hook):
    told.run("sync", "--notify", "--today", TODAY, *two, code=4)
    assert hook.text.endswith("Nothing new: 2611.\n")


def test_a_config_that_cannot_be_read_at_all_is_told_to_the_others(told, two, hook):
    told.write("other.yaml", "cohort: [Siobhán\n")
    told.run("sync", "--notify", "--today", TODAY, *two, code=2)
    assert "other.yaml\nThe sync failed." in hook.text


def test_cohorts_of_different_staff_hear_of_their_own(told, hook):
    with webhook() as other:
        text = (told.path / "pdsync.yaml").read_text(encoding="utf-8")
        told.write("other.yaml", text.replace('"2611"', '"2612"', 1).replace(hook.url, other.url))
        told.run("sync", "--notify", "--today", TODAY, "-c", str(told.path / "other.yaml"), code=4)
        assert not hook.taken
        assert "2611" not in other.text


# ---- the webhook


@pytest.mark.parametrize("status", [302, 403, 500])
def test_a_webhook_that_refuses_makes_the_exit_code_1_and_its_address_stays_secret(told, hook, status):
    writes(told, "s1")
    hook.status = status
    result = told.run("sync", "--notify", "--today", TODAY, code=1)
    assert f"127.0.0.1 refused the message (status {status})" in result.stderr
    assert "secret-word" not in result.output
    assert "newly" in result.stdout or "began to write" in result.stdout
    assert len(hook.taken) == 1


def test_a_graver_exit_code_stays(told, hook):
    hook.status = 500
    told.write("roster.csv", "key,name,email\n")
    told.run("sync", "--notify", code=5)


def test_a_webhook_that_is_gone_breaks_no_sync(told):
    names(told, webhook={"url": "http://127.0.0.1:9/secret-word"})
    writes(told, "s1")
    result = told.run("sync", "--notify", "--today", TODAY, code=1)
    assert "Nobody was told: 127.0.0.1 could not be reached" in result.stderr
    assert "secret-word" not in result.output
    assert told.writes("sync", "--today", TODAY) == {}


def test_the_address_may_come_from_a_variable_or_a_file(told, hook, monkeypatch):
    names(told, webhook={"url_env": "THE_HOOK"})
    assert "The variable THE_HOOK, which holds the webhook’s address, is not set".replace("’", "'") in (
        told.run("notify", code=1).stderr
    )
    monkeypatch.setenv("THE_HOOK", hook.url)
    assert told.run("notify").stdout == "A test was sent to the webhook.\n"
    monkeypatch.setenv("THE_HOOK", "http://10.0.0.1/secret-word")
    assert "none that pdsync sends to" in told.run("notify", code=1).stderr
    path = told.path / "hook"
    path.write_text(hook.url, encoding="utf-8")
    path.chmod(0o600)
    names(told, webhook={"url_file": "hook"})
    told.run("notify")
    assert len(hook.taken) == 2


def test_a_webhook_is_spoken_to_encrypted_or_not_at_all(told, paths, monkeypatch):
    with webhook(paths=paths) as hook:
        names(told, webhook={"url": hook.url})
        assert "has a certificate that this machine does not trust" in told.run("notify", code=1).stderr
        assert not hook.taken
        monkeypatch.setenv("SSL_CERT_FILE", str(paths[0]))
        told.run("notify")
        assert len(hook.taken) == 1


def test_a_teams_workflow_gets_a_card(told, hook):
    names(told, webhook={"url": hook.url, "format": "teams"})
    told.run("notify")
    (card,) = hook.taken
    assert card["attachments"][0]["content"]["body"][0]["text"] == "pdsync: a test, for 2611"


def test_a_name_calls_nobody_in_a_chat(told, hook):
    told.change("Jordan Lee,JL", "Jordan Lee,<!channel>")
    names(told, webhook={"url": hook.url, "students": "names"})
    told.run("sync", "--notify", "--today", TODAY)
    told.change("s5,", "s6,")
    told.run("sync", "--notify", "--today", TODAY)
    assert "‹!channel›" in hook.text
    assert "<" not in hook.text


def test_a_config_that_names_nobody_is_a_usage_error_after_the_sync(folder):
    folder.run("handout")
    result = folder.run("sync", "--notify", code=2)
    assert "Read 5 of 5 Docs" in result.stdout
    assert "no config says whom" in result.stderr
    assert "names nobody to tell" in folder.run("notify", code=2).stderr


def test_a_sync_without_notify_tells_nobody(told, hook):
    writes(told, "s1")
    told.run("sync", "--today", TODAY)
    told.write("roster.csv", "key,name,email\n")
    told.run("sync", code=5)
    assert not hook.taken
