"""Signing in: silently to a sandbox, as a person in a browser, as a service account; and what becomes of tokens."""

from __future__ import annotations

import json
import socket
import stat
import threading
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from pdsync.clients import auth, wallet
from pdsync.clients.auth import Keyring, account_of, keyring_of
from pdsync.clients.connect import connect
from pdsync.clients.consent import pasted_fault
from pdsync.clients.exchange import declined, exchanged, granted
from pdsync.clients.scopes import ALL_FILES, OWN_FILES, SEE_FILES, SEE_SHEETS, Need, lacking, least, needs_of
from pdsync.clients.signing import lasting, login, logout, on_file
from pdsync.clients.transport import Door
from pdsync.clients.wallet import Pass
from pdsync.errors import GoogleError, NotSignedIn, Unreachable
from pdsync.goals.cohort import Cohort, CsvRoster, DocTemplate, GoogleSettings, SheetRoster, SignIn
from pdsync.sandbox.oauth import revoking, sign_ins
from pdsync.sandbox.oauth.keys import service_account

STAFF = "staff@school.example"


class Form(HTMLParser):
    """The fields of a page's form, as a browser would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        here = dict(attrs)
        off = here.get("type") in ("radio", "checkbox") and "checked" not in here
        if tag == "input" and here.get("name") and not off:
            self.fields.append((here["name"] or "", here.get("value") or ""))


class Browser:
    """Does what pdsync says: visits the address, and allows or denies what the page asks."""

    def __init__(self, decision: str = "allow", untick: str = "", account: str = "") -> None:
        self.decision, self.untick, self.account = decision, untick, account
        self.said: list[str] = []
        self.pages: list[str] = []
        self.threads: list[threading.Thread] = []

    def __call__(self, text: str) -> None:
        self.said.append(text)
        address = next((word for word in text.split() if word.startswith("http://") and "/o/oauth2/" in word), None)
        if address:
            self.threads.append(threading.Thread(target=self.visit, args=(address,), daemon=True))
            self.threads[-1].start()

    def visit(self, address: str) -> None:
        with requests.Session() as session:
            session.trust_env = False
            page = session.get(address).text
            fields = [
                (name, value) for name, value in Form(page).fields if not (name == "allow" and value == self.untick)
            ]
            if self.account:
                fields = [*((name, value) for name, value in fields if name != "account"), ("account", self.account)]
            parts = urlsplit(address)
            home = f"{parts.scheme}://{parts.netloc}"
            sent = [*fields, ("decision", self.decision)]
            back = session.post(f"{home}{parts.path}", data=sent, headers={"Origin": home}, allow_redirects=False)
            self.pages.append(session.get(back.headers["Location"]).text)


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """The JSON file of a school's own app."""
    path = tmp_path / "client_secret.json"
    known = {"client_id": "school.apps.example", "client_secret": "app-secret"}
    path.write_text(json.dumps({"installed": {**known, "auth_uri": "https://x", "token_uri": "https://y"}}))
    return path


@pytest.fixture
def person(box, app) -> GoogleSettings:
    return GoogleSettings(endpoint=box.url, client_secret=app)


@pytest.fixture
def visitor(box) -> GoogleSettings:
    return GoogleSettings(endpoint=box.url)


def token_calls(calls) -> list[str]:
    return [method for method in calls() if method.startswith("oauth.")]


# --- a sandbox, without anybody ---


def test_a_sandbox_signs_in_whoever_comes(visitor, calls):
    google = connect(visitor)
    assert google.account == STAFF
    assert google.drive.marked("x") == ()
    assert calls() == ["oauth.auth", "oauth.token", "drive.about.get", "drive.files.list"]


def test_later_commands_make_no_token_call(visitor, calls):
    connect(visitor)
    calls()
    google = connect(visitor)
    google.drive.marked("x")
    assert google.account == STAFF
    assert calls() == ["drive.files.list"]


def test_each_sandbox_has_a_token_of_its_own(visitor, box):
    path = account_of(visitor, Door(box.url)).path
    connect(visitor)
    assert path.exists()
    assert path != account_of(visitor, Door("http://127.0.0.1:1")).path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_token_that_the_sandbox_forgot_is_replaced_silently(visitor, box, calls):
    connect(visitor)
    box.do(lambda workspace: revoking.access(workspace.store, STAFF))
    calls()
    assert connect(visitor).drive.marked("x") == ()
    assert calls() == ["drive.files.list", "oauth.auth", "oauth.token", "drive.about.get", "drive.files.list"]
    connect(visitor).drive.marked("x")
    assert calls() == ["drive.files.list"]


def test_an_expired_token_is_replaced_silently(visitor, box):
    google = connect(visitor)
    box.do(lambda workspace: workspace.clock.advance(4000))
    assert google.drive.marked("x") == ()


def test_consent_that_was_taken_back_wants_a_person(visitor, box):
    connect(visitor)
    box.do(lambda workspace: sign_ins.take_back(workspace.store, email=STAFF, client_id="pdsync-sandbox"))
    with pytest.raises(NotSignedIn, match="wants somebody to sign in") as caught:
        connect(visitor).drive.marked("x")
    assert caught.value.hint == "pdsync login"
    assert caught.value.exit_code == 3
    browser = Browser()
    assert login(visitor, open_browser=False, say=browser).account == STAFF
    assert connect(visitor).drive.marked("x") == ()


def test_login_to_a_sandbox_needs_nobody(visitor):
    browser = Browser()
    assert login(visitor, open_browser=False, say=browser).account == STAFF
    assert browser.said == ["Signing in to the sandbox, as a member of staff."]


def test_a_server_that_is_no_sandbox_is_said_to_be_none(box, visitor):
    fault = {"match": {"method": "oauth.auth"}, "do": {"status": 500, "html": True}}
    with box.faults(fault), pytest.raises(GoogleError, match="does not sign anybody in") as caught:
        connect(visitor)
    assert "pdsync sandbox" in caught.value.hint


def test_a_sandbox_that_is_not_there_is_said_to_be_missing():
    with pytest.raises(Unreachable, match="Nothing answers at"):
        connect(GoogleSettings(endpoint="http://127.0.0.1:9"))


def test_more_access_is_asked_for_when_the_config_needs_it(visitor, calls):
    connect(visitor)
    calls()
    connect(visitor, needs=[Need(ALL_FILES, "because")])
    assert "oauth.token" in calls()
    assert ALL_FILES in (on_file(visitor) or Pass("", 0)).scopes
    connect(visitor, needs=[Need(ALL_FILES, "because")])
    assert calls() == []


# --- a person ---


def test_a_person_signs_in_with_a_browser(person, calls):
    browser = Browser()
    assert login(person, open_browser=False, say=browser).account == STAFF
    assert browser.said[0].startswith(
        "pdsync asks for drive.file to make, change and share the files that pdsync makes"
    )
    assert "ssh -L" in browser.said[-1]
    for thread in browser.threads:
        thread.join(5)
    assert "You are signed in" in browser.pages[0]
    kept = on_file(person)
    assert kept is not None
    assert kept.refresh.startswith("sandbox-")
    assert (kept.account, kept.scopes, kept.client) == (STAFF, (OWN_FILES,), "school.apps.example")
    calls()
    assert connect(person).account == STAFF
    assert calls() == []


def test_the_code_is_only_good_with_what_this_program_kept(person, box):
    """The flow sends a challenge ahead (PKCE) and a state, and the sandbox holds the app to the first."""
    browser = Browser()
    login(person, open_browser=False, say=browser)
    said = "".join(browser.said)
    assert "code_challenge_method=S256" in said
    assert "state=" in said
    assert "access_type=offline" in said
    assert said.count(box.url) == 1


def test_nothing_secret_is_said(person, capsys):
    browser = Browser()
    login(person, open_browser=False, say=browser)
    said = "".join(browser.said) + "".join(capsys.readouterr())
    kept = on_file(person)
    assert kept is not None
    for secret in (kept.token, kept.refresh, "app-secret"):
        assert secret not in said


def test_a_person_who_says_no_is_not_on_file(person):
    with pytest.raises(NotSignedIn, match="was not allowed"):
        login(person, open_browser=False, say=Browser("deny"))
    assert on_file(person) is None


def test_a_box_that_is_left_unticked_is_noticed(person):
    needs = [Need(SEE_FILES, "because the template is the school's own")]
    browser = Browser(untick=SEE_FILES)
    with pytest.raises(NotSignedIn, match=r"drive\.readonly because the template") as caught:
        login(person, open_browser=False, say=browser, needs=needs)
    assert "tick every box" in caught.value.hint
    assert on_file(person) is None


def test_a_need_that_came_later_wants_another_login(person):
    login(person, open_browser=False, say=Browser())
    with pytest.raises(NotSignedIn, match="more is needed because the roster") as caught:
        connect(person, needs=[Need(SEE_SHEETS, "because the roster is a Google Sheet")])
    assert caught.value.hint == "pdsync login"


def test_nobody_is_signed_in_before_login(person, app, calls):
    with pytest.raises(NotSignedIn, match="Nobody is signed in") as caught:
        connect(person)
    assert caught.value.hint == "pdsync login"
    with pytest.raises(NotSignedIn, match="Nobody is signed in"):
        connect(GoogleSettings(client_secret=app))
    assert calls() == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "There is no file"),
        ("{", "holds no JSON"),
        ('{"web": {}}', "belongs to a web application"),
        ('{"type": "service_account"}', "is a service account's key"),
        ('{"installed": {}}', "is not the JSON file of a desktop app"),
    ],
)
def test_an_app_that_cannot_be_read_is_said(tmp_path, text, words):
    path = tmp_path / "app.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(NotSignedIn, match=words):
        login(GoogleSettings(client_secret=path), open_browser=False, say=print)


def test_google_without_an_app_says_what_is_missing():
    with pytest.raises(NotSignedIn, match=r"google\.client_secret"):
        connect(GoogleSettings())


def test_a_token_is_refreshed_shortly_before_it_ends(person, calls):
    login(person, open_browser=False, say=Browser())
    calls()
    kept = on_file(person)
    assert kept is not None
    now = kept.until + 1
    keyring = Keyring(account_of(person, Door(person.endpoint)), clock=lambda: now)
    assert keyring.token() != kept.token
    assert calls() == ["oauth.token"]
    assert (on_file(person) or kept).token == keyring.kept.token
    assert keyring.kept.refresh == kept.refresh
    assert keyring.kept.since == kept.since
    assert keyring.kept.until - wallet_now() == pytest.approx(3599 - 60, abs=5)


def wallet_now() -> float:
    import time

    return time.time()


def test_a_token_is_refreshed_once_for_many_threads(person, box, calls):
    login(person, open_browser=False, say=Browser())
    google = connect(person)
    box.do(lambda workspace: revoking.access(workspace.store, STAFF))
    calls()
    start = threading.Barrier(12)

    def work() -> None:
        start.wait()
        google.drive.marked("x")

    threads = [threading.Thread(target=work) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert token_calls(calls) == ["oauth.token"]


def test_what_another_process_refreshed_is_used(person, box, calls):
    login(person, open_browser=False, say=Browser())
    first, second = (keyring_of(person, Door(person.endpoint)) for _ in range(2))
    stale = first.token()
    fresh = first.renewed(stale)
    calls()
    assert second.renewed(stale) == fresh
    assert calls() == []


def test_a_sign_in_that_is_over_says_why_and_what_to_type(person, box):
    login(person, open_browser=False, say=Browser())
    google = connect(person)
    box.do(lambda workspace: (revoking.refresh(workspace.store, STAFF), revoking.access(workspace.store, STAFF)))
    with pytest.raises(NotSignedIn, match="after 7 days") as caught:
        google.drive.marked("x")
    assert caught.value.hint == "pdsync login"


def test_an_app_whose_secret_changed_is_said(person, app):
    login(person, open_browser=False, say=Browser())
    known = json.loads(app.read_text())
    known["installed"]["client_secret"] = "another"
    app.write_text(json.dumps(known))
    keyring = Keyring(account_of(person, Door(person.endpoint)))
    with pytest.raises(NotSignedIn, match="does not know the app"):
        keyring.renewed(keyring.token())


@pytest.mark.parametrize("do", [{"status": 503}, {"connection": "reset"}, {"connection": "close"}], ids=str)
def test_a_stumbling_token_endpoint_is_asked_again(person, box, time, do):
    login(person, open_browser=False, say=Browser())
    form = {"grant_type": "refresh_token", "refresh_token": (on_file(person) or Pass("", 0)).refresh}
    form |= {"client_id": "school.apps.example", "client_secret": "app-secret"}
    with box.faults({"match": {"method": "oauth.token", "times": 2}, "do": do}):
        assert exchanged(Door(box.url), form, sleep=time.sleep)["access_token"]
    assert time.naps == [0.5, 1.5]
    with box.faults({"match": {"method": "oauth.token", "times": 3}, "do": do}), pytest.raises(GoogleError):
        exchanged(Door(box.url), form, sleep=time.sleep)


def test_a_code_is_not_sent_twice(box, time):
    with box.faults({"match": {"method": "oauth.token"}, "do": {"connection": "reset"}}), pytest.raises(Unreachable):
        exchanged(Door(box.url), {"grant_type": "authorization_code"}, again=False, sleep=time.sleep)
    assert time.naps == []


def test_logout_revokes_and_forgets(person, box):
    login(person, open_browser=False, say=Browser())
    kept = on_file(person)
    assert kept is not None
    assert logout(person) is True
    assert on_file(person) is None
    assert Door(box.url).send("GET", "https://www.googleapis.com/drive/v3/files", token=kept.token).status == 401
    assert logout(person) is False


def test_logout_from_a_sandbox_wants_a_login_afterwards(visitor):
    connect(visitor)
    assert logout(visitor) is True
    with pytest.raises(NotSignedIn):
        connect(visitor)


def test_a_sign_in_that_cannot_be_revoked_is_forgotten_all_the_same(person, box):
    login(person, open_browser=False, say=Browser())
    fault = {"match": {"method": "oauth.revoke"}, "do": {"connection": "close"}}
    with box.faults(fault), pytest.raises(Unreachable) as caught:
        logout(person)
    assert "forgotten" in caught.value.hint
    assert on_file(person) is None


def test_a_machine_that_keeps_nothing_still_works(visitor, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PDSYNC_HOME", str(tmp_path / "file"))
    assert connect(visitor).drive.marked("x") == ()


# --- a browser on another machine ---


class Terminal(Browser):
    """A browser on another machine: what pdsync listens to is out of its reach, so its last address is pasted."""

    def __init__(self, *typed: str, **how: str) -> None:
        super().__init__(**how)
        self.typed, self.ended, self.ended_on = list(typed), threading.Event(), ""

    def visit(self, address: str) -> None:
        with requests.Session() as session:
            session.trust_env = False
            fields = [*Form(session.get(address).text).fields, ("account", STAFF), ("decision", self.decision)]
            self.ended_on = session.post(
                address.partition("?")[0],
                data=fields,
                allow_redirects=False,
                headers={"Origin": address.partition("/o/")[0]},
            ).headers["Location"]
            self.ended.set()

    def line(self) -> str | None:
        """What is typed next: "…" stands for the address on which the browser ended."""
        if not self.typed:
            return None
        word = self.typed.pop(0)
        assert self.ended.wait(10)
        address = next(word for text in self.said for word in text.split() if "/o/oauth2/" in word)
        return word.replace("<end>", self.ended_on).replace("<visit>", address)


@pytest.mark.parametrize("port", [0, "taken"])
def test_the_address_on_which_a_browser_elsewhere_ends_is_pasted(person, port):
    """Also where pdsync may not listen on this machine at all."""
    terminal = Terminal("\n", "hello", "<visit>", "http://127.0.0.1:5/?code=4/x&state=old", "<end>")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        wanted = other.getsockname()[1] if port else 0
        kept = login(person, open_browser=False, say=terminal, paste=terminal.line, port=wanted)
    assert (kept.account, on_file(person)) == (STAFF, kept)
    said = "\n".join(terminal.said)
    assert "That is no whole address" in said
    assert "That is the address to visit" in said
    assert "belongs to another attempt" in said
    assert "paste it here" in said


@pytest.mark.parametrize("end", ["http://127.0.0.1:5/?state=<state>&scope=x", "http://127.0.0.1:5/?state=<state>"])
def test_an_address_that_was_cut_off_is_not_taken(end):
    assert "to its very end" in pasted_fault(end.replace("<state>", "s"), "s")
    assert pasted_fault("http://127.0.0.1:5/?state=s&code=4/0Ab", "s") == ""


def test_who_says_no_elsewhere_is_not_signed_in_either(person):
    terminal = Terminal("<end>", decision="deny")
    with pytest.raises(NotSignedIn, match="was not allowed"):
        login(person, open_browser=False, say=terminal, paste=terminal.line)


def test_a_port_that_is_taken_is_said(person):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        with pytest.raises(NotSignedIn, match=f"port {port} on this machine is taken or blocked") as caught:
            login(person, open_browser=False, say=Browser(), port=port)
    assert "--no-browser" in caught.value.hint


def test_a_machine_without_a_browser_is_helped_on(person, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("BROWSER", raising=False)
    monkeypatch.setattr("webbrowser._tryorder", [])
    terminal = Terminal("<end>")
    assert login(person, say=terminal, paste=terminal.line).account == STAFF
    assert terminal.said[1].startswith("No browser was found")


# --- which account ---


def test_the_account_used_before_is_offered_and_another_is_not_taken(person):
    login(person, open_browser=False, say=Browser())
    there = on_file(person)
    browser = Browser(account="other@school.example")
    with pytest.raises(
        NotSignedIn, match=r"other@school\.example signed in, but so far staff@school\.example"
    ) as caught:
        login(person, open_browser=False, say=browser, before=STAFF)
    assert "login_hint=staff%40school.example" in "".join(browser.said)
    assert "--account other@school.example" in caught.value.hint
    assert on_file(person) == there
    kept = login(person, open_browser=False, say=browser, before=STAFF, account="Other@school.example")
    assert kept.account == "other@school.example"


def test_who_signs_in_as_somebody_else_than_asked_for_is_told(person):
    with pytest.raises(NotSignedIn, match=r"and not lead@school\.example; nothing was changed"):
        login(person, open_browser=False, say=Browser(account=STAFF), account="lead@school.example")
    assert on_file(person) is None


def test_access_that_other_configs_need_is_kept(person):
    login(person, open_browser=False, say=Browser(), needs=[Need(SEE_SHEETS, "because the roster is a Sheet")])
    browser = Browser()
    kept = login(person, open_browser=False, say=browser)
    assert set(kept.scopes) == {OWN_FILES, SEE_SHEETS}
    assert any(
        "spreadsheets.readonly because the sign-in on this machine allows it already" in one for one in browser.said
    )


@pytest.mark.parametrize(
    ("ends", "words"),
    [(0.0, "If the app is still “in testing”, this sign-in ends on"), (1_796_256_000.0, "This sign-in ends on ")],
)
def test_how_long_a_sign_in_lasts_is_said(person, ends, words):
    login(person, open_browser=False, say=Browser())
    kept = on_file(person)
    assert kept is not None
    assert lasting(person, replace(kept, ends=ends)).startswith(words)
    assert lasting(person, replace(kept, client="pdsync-sandbox")) == ""


def test_an_end_that_google_names_is_kept_over_renewals():
    kept = granted({"access_token": "x", "refresh_token": "r", "refresh_token_expires_in": 604_799}, now=1000.0)
    assert kept.ends == 605_799.0
    assert granted({"access_token": "y"}, now=5000.0, before=kept).ends == 605_799.0


def test_the_account_of_a_cohort_is_remembered(home):
    assert wallet.account_before("c", "") == ""
    wallet.remember("c", "", "a@x.org")
    wallet.remember("d", "", "b@x.org")
    assert (wallet.account_before("c", ""), wallet.account_before("c", "http://127.0.0.1:1")) == ("a@x.org", "")
    assert stat.S_IMODE((home / "accounts.json").stat().st_mode) == 0o600
    (home / "accounts.json").write_text("[]")
    assert wallet.account_before("c", "") == ""


def test_what_pdsync_makes_itself_needs_no_more_access_than_to_that(person):
    """Everything that handout and sync do, with drive.file alone."""
    from pdsync.goals.merge import Put
    from pdsync.goals.template import BUILTIN
    from pdsync.sync.ports import COHORT, FileKind, Invitation

    login(person, open_browser=False, say=Browser())
    google, marks = connect(person), {COHORT: "c"}
    folder = google.drive.create(FileKind.FOLDER, name="F", marks=marks)
    template = google.drive.create(FileKind.DOC, name="T", marks=marks, folder=folder.id)
    google.docs.write(template.id, BUILTIN)
    doc = google.drive.copy(template.id, name="Sam", marks=marks, folder=folder.id)
    google.docs.fill(doc.id, {"{{preferred_name}}": "Sam"})
    google.drive.share(doc.id, Invitation("sam@school.example", "writer", mail=True, message="Hello"))
    assert "Sam" in str(google.docs.read(doc.id).blocks)
    sheet = google.drive.create(FileKind.SHEET, name="S", marks=marks, folder=folder.id)
    google.sheets.write(sheet.id, [Put(0, 0, 0, (("x",),))])
    assert google.sheets.read(sheet.id).tab(0).cells == (("x",),)
    assert len(google.drive.marked("c")) == 4


# --- a service account ---


@pytest.fixture
def robot(box, tmp_path) -> GoogleSettings:
    key = box.do(lambda workspace: service_account(workspace.store, "robot", token_uri=f"{box.url}/token"))
    path = tmp_path / "key.json"
    path.write_text(json.dumps(key))
    return GoogleSettings(endpoint=box.url, sign_in=SignIn.SERVICE_ACCOUNT, key_file=path)


def test_a_service_account_signs_in_with_its_key(robot, calls):
    google = connect(robot)
    assert google.account.startswith("robot@")
    assert google.drive.marked("x") == ()
    assert calls() == ["oauth.token", "drive.files.list"]
    connect(robot).drive.marked("x")
    assert calls() == ["drive.files.list"]
    assert login(robot, open_browser=False, say=print).account.startswith("robot@")


def test_a_service_account_that_may_not_act_for_others_is_said(robot, box, tmp_path):
    acting = GoogleSettings(
        endpoint=box.url, sign_in=SignIn.SERVICE_ACCOUNT, key_file=robot.key_file, subject="lead@school.example"
    )
    with pytest.raises(NotSignedIn, match="domain-wide delegation"):
        connect(acting)
    from pdsync.sandbox.oauth.keys import delegate

    key = json.loads((robot.key_file or Path()).read_text())
    box.do(lambda workspace: delegate(workspace.store, key["client_email"], [OWN_FILES]))
    assert connect(acting).account == "lead@school.example"


def test_a_key_that_was_deleted_is_said(robot, box):
    box.do(lambda workspace: workspace.store.db.execute("DELETE FROM service_keys"))
    with pytest.raises(NotSignedIn, match="service account's key"):
        connect(robot)


def test_the_signed_word_is_good_for_the_sandbox_alone(robot, box, monkeypatch):
    """A statement signed with a real key must not be worth anything at Google when it was sent to a sandbox."""
    seen = []
    monkeypatch.setattr(auth, "exchanged", lambda _, form: seen.append(form["assertion"]) or {"access_token": "x"})
    account_of(robot, Door(box.url)).renewed(None)
    from google.auth import jwt

    claims = jwt.decode(seen[0], verify=False)
    assert claims["aud"] == f"{box.url}/token"
    assert claims["exp"] - claims["iat"] <= 3600


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "There is no file"),
        ("[]", "not the JSON key"),
        ('{"client_email": "a", "private_key": "b", "private_key_id": "c"}', "is broken"),
    ],
)
def test_a_key_that_cannot_be_read_is_said(tmp_path, text, words):
    path = tmp_path / "key.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(NotSignedIn, match=words):
        connect(GoogleSettings(sign_in=SignIn.SERVICE_ACCOUNT, key_file=path))


# --- scopes ---


def cohort(**more) -> Cohort:
    from pdsync.goals.calendar import Calendar, Module

    calendar = Calendar(module=Module(start=date(2026, 1, 5), end=date(2026, 3, 6)))
    return Cohort("C", "c", calendar, **{"roster": CsvRoster(Path("r.csv")), **more})


@pytest.mark.parametrize(
    ("needs", "scopes"),
    [
        (needs_of(cohort()), [OWN_FILES]),
        (needs_of(cohort(template=DocTemplate("x"))), [OWN_FILES, SEE_FILES]),
        (needs_of(cohort(roster=SheetRoster("x"))), [OWN_FILES, SEE_SHEETS]),
        (needs_of(cohort(roster=SheetRoster("x"), template=DocTemplate("x"))), [OWN_FILES, SEE_FILES]),
        (needs_of(cohort(roster=SheetRoster("x"), folder_id="f")), [ALL_FILES]),
        (needs_of(cohort(google=GoogleSettings(shared_drive="d"))), [ALL_FILES]),
    ],
)
def test_no_more_access_than_the_config_needs(needs, scopes):
    assert [need.scope for need in least(needs)] == scopes
    assert lacking(scopes, needs) == ()
    assert all(need.why for need in needs)


def test_the_whole_covers_its_parts():
    every = [Need(SEE_FILES, "a"), Need(SEE_SHEETS, "b")]
    assert lacking([ALL_FILES], every) == ()
    assert [need.scope for need in lacking([OWN_FILES], every)] == [SEE_FILES]
    assert [need.scope for need in lacking([], every)] == [OWN_FILES, SEE_FILES]


# --- small print ---


def test_a_short_token_is_not_renewed_over_and_over():
    kept = granted({"access_token": "x", "expires_in": 30}, now=100.0)
    assert 120 < kept.until < 130


def test_an_unknown_word_of_the_endpoint_is_told():
    error = declined("something_new", status=400)
    assert "something_new" in str(error)


def test_an_id_token_names_the_account():
    from base64 import urlsafe_b64encode

    middle = urlsafe_b64encode(json.dumps({"email": "a@b.example"}).encode()).decode().rstrip("=")
    answer = {"access_token": "x", "id_token": f"h.{middle}.s"}
    assert granted(answer, now=0).account == "a@b.example"
    assert granted({**answer, "id_token": "nonsense"}, now=0).account == ""


def test_the_home_of_sign_ins_is_the_systems_unless_named(monkeypatch, home):
    assert wallet.home() == home
    monkeypatch.delenv("PDSYNC_HOME")
    assert "pdsync" in str(wallet.home())
