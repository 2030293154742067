"""The consent page and what a browser is sent back with."""

import html
import re
from urllib.parse import quote

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from signing_in import BACK, DOCS, DRIVE, STAFF, told

from pdsync.sandbox.oauth import sign_ins
from pdsync.sandbox.oauth.asking import loopback
from pdsync.sandbox.oauth.tokens import SANDBOX_CLIENT
from pdsync.sandbox.users import account

CHALLENGE = "x" * 43


def test_a_person_who_allows_is_sent_back_with_a_code_and_the_state(app):
    answer = told(app.decide(app.ask()))
    assert answer["state"] == "st&te"
    assert answer["scope"] == f"{DRIVE} {DOCS}"
    assert answer["code"].startswith("4/sandbox-")


def test_a_person_who_denies_is_sent_back_with_the_reason(app):
    assert told(app.decide(app.ask(), decision="deny")) == {"error": "access_denied", "state": "st&te"}


def test_a_person_may_allow_a_part(app):
    answer = told(app.decide(app.ask(), only={DOCS}))
    assert answer["scope"] == DOCS
    tokens = app.redeem(answer["code"]).json()
    assert tokens["scope"] == DOCS


def test_a_person_who_unticks_everything_has_denied(app):
    assert told(app.decide(app.ask(), only=set()))["error"] == "access_denied"


def test_the_page_offers_the_known_accounts_that_can_sign_in(sandbox, app):
    def declare(workspace):
        account(workspace.store, "o'brien@school.example")
        account(workspace.store, "bare@home.example", has_account=False)
        account(workspace.store, "robot@x.iam.gserviceaccount.com")

    sandbox.do(declare)
    page = app.ask().text
    offered = [html.unescape(each) for each in re.findall(r'<option value="([^"]*)"', page)]
    assert offered == ["o'brien@school.example"]


def test_the_page_suggests_the_account_of_the_hint(app):
    assert 'value="kim@school.example"' in app.ask(login_hint="Kim@school.example").text
    assert f'value="{STAFF}"' in app.ask().text


@pytest.mark.parametrize("email", ["nobody", "robot@x.iam.gserviceaccount.com", "bare@home.example"])
def test_who_cannot_sign_in_is_asked_again(sandbox, app, email):
    sandbox.do(lambda workspace: account(workspace.store, "bare@home.example", has_account=False))
    again = app.decide(app.ask(), account=email)
    assert again.status_code == 400
    assert 'role="alert"' in again.text
    assert told(app.decide(again))["code"]


def test_the_page_can_be_read_by_a_screen_reader_and_loads_nothing(app):
    page = app.ask()
    text = page.text
    assert '<html lang="en">' in text
    assert len(re.findall("<h1>", text)) == 1
    assert re.findall(r'<label for="(\w+)"', text) == ["account"]
    assert not re.search(r'(src|href)="', text)
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["client_id", "state", "login_hint", "redirect_uri"])
def test_nothing_of_the_request_is_markup(app, name):
    marked = '"><script>alert(1)</script>'
    value = f"{BACK}?{quote(marked)}{marked}" if name == "redirect_uri" else marked
    page = app.ask(**{name: value})
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text


REFUSED = {
    "no client": ({"client_id": None}, "invalid_request", "client_id"),
    "no redirect": ({"redirect_uri": None}, "invalid_request", "redirect_uri"),
    "no response_type": ({"response_type": None}, "invalid_request", "response_type"),
    "the implicit flow": ({"response_type": "token"}, "unsupported_response_type", "token"),
    "no scope": ({"scope": None}, "invalid_request", "scope"),
    "an empty scope": ({"scope": " "}, "invalid_request", "scope"),
    "an unknown scope": ({"scope": "https://www.googleapis.com/auth/nothing"}, "invalid_scope", "nothing"),
    "openid": ({"scope": f"openid {DRIVE}"}, "invalid_scope", "openid"),
    "elsewhere": ({"redirect_uri": "http://evil.example/"}, "redirect_uri_mismatch", "this machine"),
    "an unknown prompt": ({"prompt": "never"}, "invalid_request", "never"),
    "none and another": ({"prompt": "none consent"}, "invalid_request", "none"),
    "an unknown challenge": (
        {"code_challenge": CHALLENGE, "code_challenge_method": "S512"},
        "invalid_request",
        "S512",
    ),
    "a short challenge": ({"code_challenge": "short"}, "invalid_request", "code_challenge"),
}


@pytest.mark.parametrize(("changed", "error", "words"), REFUSED.values(), ids=REFUSED)
def test_a_bad_request_is_told_to_the_person_and_sent_nowhere(app, changed, error, words):
    page = app.ask(**changed)
    assert page.status_code == 400
    assert "Location" not in page.headers
    assert error in page.text
    assert words in html.unescape(page.text)


LOOPBACK = {
    "http://127.0.0.1/": True,
    "http://127.0.0.1:8080/callback?x=1": True,
    "http://localhost:1": True,
    "http://[::1]:8080/": True,
    "https://127.0.0.1/": False,
    "http://127.0.0.1.evil.example/": False,
    "http://localhost@evil.example/": False,
    "http://evil.example@127.0.0.1/": False,
    "http://evil.example\\@127.0.0.1/": False,
    "http://127.0.0.1:8080/#here": False,
    "http://127.0.0.1:99999/": False,
    "http://127.0.0.1:0/": False,
    "http://127.0.0.1/\r\nX: y": False,
    "http://127.1/": False,
    "urn:ietf:wg:oauth:2.0:oob": False,
    "javascript:alert(1)": False,
    "//127.0.0.1/": False,
    "": False,
}


@pytest.mark.parametrize(("uri", "ours"), LOOPBACK.items(), ids=[repr(uri) for uri in LOOPBACK])
def test_codes_are_sent_to_this_machine_only(uri, ours):
    assert loopback(uri) is ours


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_no_text_breaks_the_check_of_an_address(text):
    assert loopback(text) in (True, False)
    assert loopback(f"http://{text}/") in (True, False)


class TestSilently:
    """prompt=none: the sandbox is a browser in which the staff account is signed in."""

    def ask(self, app, **changed):
        return told(app.ask(prompt="none", **changed))

    def test_the_sandbox_s_own_client_gets_a_code_at_once(self, app):
        answer = self.ask(app, client_id=SANDBOX_CLIENT)
        tokens = app.redeem(answer["code"], client_id=SANDBOX_CLIENT, client_secret=None).json()
        assert tokens["refresh_token"].startswith("sandbox-")
        assert app.works(tokens["access_token"])

    def test_it_is_the_staff_account_or_the_one_of_the_hint(self, sandbox, app):
        for hint, expected in ((None, STAFF), ("kim@school.example", "kim@school.example")):
            code = self.ask(app, client_id=SANDBOX_CLIENT, login_hint=hint)["code"]
            app.redeem(code, client_id=SANDBOX_CLIENT, client_secret=None)
            assert sandbox.journal()[-1]["user"] == expected

    def test_after_its_consent_was_taken_back_a_person_has_to_be_asked(self, sandbox, app):
        code = self.ask(app, client_id=SANDBOX_CLIENT)["code"]
        tokens = app.redeem(code, client_id=SANDBOX_CLIENT, client_secret=None).json()
        requests.post(f"{app.url}/revoke", data={"token": tokens["refresh_token"]}, timeout=10)
        assert self.ask(app, client_id=SANDBOX_CLIENT) == {"error": "interaction_required", "state": "st&te"}
        app.decide(app.ask(client_id=SANDBOX_CLIENT))
        assert "code" in self.ask(app, client_id=SANDBOX_CLIENT)

    def test_another_client_needs_consent_first(self, app):
        assert self.ask(app)["error"] == "interaction_required"
        app.decide(app.ask(), only={DOCS})
        assert self.ask(app)["error"] == "interaction_required"
        assert self.ask(app, scope=DOCS)["scope"] == DOCS

    def test_who_has_no_account_is_not_signed_in(self, sandbox, app):
        sandbox.do(lambda workspace: account(workspace.store, "bare@home.example", has_account=False))
        answer = self.ask(app, client_id=SANDBOX_CLIENT, login_hint="bare@home.example")
        assert answer["error"] == "login_required"


def test_scopes_that_were_granted_before_come_along_when_asked_for(app):
    app.decide(app.ask(scope=DOCS))
    answer = told(app.decide(app.ask(scope=DRIVE, include_granted_scopes="true")))
    assert answer["scope"].split() == [DRIVE, DOCS]


def test_a_page_of_another_site_cannot_decide(sandbox, app):
    answer = requests.post(
        f"{app.url}/o/oauth2/v2/auth",
        data={**app.wish(), "decision": "allow", "account": STAFF, "allow": DRIVE},
        headers={"Origin": "http://evil.example"},
        timeout=10,
    )
    assert answer.status_code == 403
    assert not sandbox.do(lambda workspace: sign_ins.allowed(workspace.store, email=STAFF, client_id="app"))
