"""Google's own sign-in libraries, unchanged, against the sandbox."""

import threading
import time
import webbrowser
from datetime import UTC, datetime

import google.auth.exceptions
import pytest
from google.auth import crypt, jwt
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2 import service_account
from google.oauth2.credentials import Credentials
from google_auth_oauthlib.flow import Flow, InstalledAppFlow
from signing_in import BACK, DOCS, DRIVE

from pdsync.sandbox.oauth import keys
from pdsync.sandbox.oauth.tokens import SANDBOX_CLIENT

SUBJECT = "kim@school.example"


def client_config(sandbox, client_id="installed", client_secret="of the installed"):
    return {
        "installed": {
            "client_id": client_id,
            "client_secret": client_secret,
            "auth_uri": f"{sandbox.url}/o/oauth2/auth",
            "token_uri": f"{sandbox.url}/token",
            "redirect_uris": ["http://localhost"],
        }
    }


@pytest.fixture
def plain_http(monkeypatch):
    """oauthlib asks for this before it speaks to http://127.0.0.1."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")


class Person:
    """A browser with a person before it, who allows what is asked."""

    def __init__(self, app):
        self.app = app

    def open(self, url, new=0, autoraise=True):
        def browse():
            import requests

            page = requests.get(url, timeout=10)
            there = self.app.decide(page)
            requests.get(there.headers["Location"], timeout=10)

        threading.Thread(target=browse, daemon=True).start()
        return True


def test_the_installed_app_flow_signs_in(sandbox, app, plain_http, capsys):
    webbrowser.register("a-person", None, Person(app))
    flow = InstalledAppFlow.from_client_config(client_config(sandbox), scopes=[DRIVE, DOCS])
    credentials = flow.run_local_server(port=0, browser="a-person", timeout_seconds=10)
    assert set(credentials.granted_scopes) == {DRIVE, DOCS}
    before = credentials.token
    credentials.refresh(Request())
    assert credentials.token != before
    assert app.works(credentials.token)


def test_the_flow_of_the_sandbox_s_own_client_needs_nobody(sandbox, plain_http):
    import requests

    flow = Flow.from_client_config(client_config(sandbox, SANDBOX_CLIENT, ""), scopes=[DRIVE], redirect_uri=BACK)
    url, _ = flow.authorization_url(prompt="none", login_hint=SUBJECT)
    there = requests.get(url, allow_redirects=False, timeout=10).headers["Location"]
    flow.fetch_token(authorization_response=there)
    assert flow.credentials.refresh_token


def test_credentials_refresh_until_they_are_revoked(sandbox, app):
    body = app.sign_in()
    credentials = Credentials(
        token=None,
        refresh_token=body["refresh_token"],
        token_uri=f"{sandbox.url}/token",
        client_id="app",
        client_secret="of the app",
    )
    credentials.refresh(Request())
    assert app.works(credentials.token)
    import requests

    requests.post(f"{sandbox.url}/revoke", data={"token": body["refresh_token"]}, timeout=10)
    with pytest.raises(google.auth.exceptions.RefreshError, match="expired or revoked") as refused:
        credentials.refresh(Request())
    assert refused.value.retryable is False


def test_a_session_refreshes_by_itself_when_its_token_has_died(sandbox, app):
    body = app.sign_in()
    credentials = Credentials(
        token=body["access_token"],
        refresh_token=body["refresh_token"],
        token_uri=f"{sandbox.url}/token",
        client_id="app",
        client_secret="of the app",
    )
    sandbox.workspace.clock.advance(3600)
    answer = AuthorizedSession(credentials).get(f"{sandbox.url}/drive/v3/about", params={"fields": "user"})
    assert answer.status_code != 401
    assert [entry["status"] for entry in sandbox.journal()][-3:] == [401, 200, answer.status_code]


SHIFTED = {
    "for two hours": ({"exp": 7200}, "short-lived"),
    "for no time": ({"exp": 0}, "short-lived"),
    "over": ({"iat": -7200, "exp": -3600}, "short-lived"),
    "not yet": ({"iat": 600, "exp": 1200}, "short-lived"),
}


WRONG = {
    "an unknown issuer": ({"iss": "nobody@x.iam.gserviceaccount.com"}, 400, "invalid_grant"),
    "no issuer": ({"iss": None}, 400, "invalid_grant"),
    "another audience": ({"aud": "https://evil.example/token"}, 400, "invalid_grant"),
    "an audience that is no token endpoint": ({"aud": "http://127.0.0.1/drive"}, 400, "invalid_grant"),
    "no audience": ({"aud": None}, 400, "invalid_grant"),
    "no scope": ({"scope": None}, 400, "invalid_scope"),
    "an unknown scope": ({"scope": "everything"}, 400, "invalid_scope"),
    "an ID token": ({"scope": None, "target_audience": "x"}, 400, "invalid_scope"),
    "for no account": ({"sub": "nobody"}, 400, "invalid_grant"),
    "for another service account": ({"sub": "x@y.iam.gserviceaccount.com"}, 400, "invalid_grant"),
    "no times": ({"iat": None}, 400, "invalid_grant"),
    "times that are words": ({"iat": "now"}, 400, "invalid_grant"),
}


class TestServiceAccounts:
    """A key file is all that a service account needs."""

    @pytest.fixture
    def key(self, sandbox):
        return sandbox.do(
            lambda workspace: keys.service_account(
                workspace.store, "robot", token_uri=f"{workspace.url}/token", delegated=[DRIVE]
            )
        )

    def test_the_key_file_is_whole(self, key, sandbox):
        assert set(key) == {
            "type",
            "project_id",
            "private_key_id",
            "private_key",
            "client_email",
            "client_id",
            "auth_uri",
            "token_uri",
            "auth_provider_x509_cert_url",
            "client_x509_cert_url",
            "universe_domain",
        }
        assert key["client_email"] == "robot@pdsync-sandbox.iam.gserviceaccount.com"
        assert key["token_uri"] == f"{sandbox.url}/token"

    def test_it_signs_in_as_itself(self, key, sandbox, app):
        credentials = service_account.Credentials.from_service_account_info(key, scopes=[DRIVE, DOCS])
        credentials.refresh(Request())
        assert app.works(credentials.token)
        assert sandbox.journal()[-1]["user"] == key["client_email"]

    def test_it_acts_for_others_with_the_scopes_that_were_delegated(self, key, sandbox, app):
        credentials = service_account.Credentials.from_service_account_info(key, scopes=[DRIVE], subject=SUBJECT)
        credentials.refresh(Request())
        assert app.works(credentials.token)
        assert sandbox.journal()[-1]["user"] == SUBJECT

    def test_it_acts_for_nobody_with_other_scopes(self, key):
        credentials = service_account.Credentials.from_service_account_info(key, scopes=[DRIVE, DOCS], subject=SUBJECT)
        with pytest.raises(google.auth.exceptions.RefreshError, match="unauthorized_client: Client is unauthorized"):
            credentials.refresh(Request())

    def test_a_key_of_another_sandbox_does_not_sign_in(self, key, sandbox):
        other = sandbox.do(
            lambda workspace: keys.service_account(workspace.store, "other", token_uri=f"{workspace.url}/token")
        )
        mixed = {**key, "private_key": other["private_key"]}
        credentials = service_account.Credentials.from_service_account_info(mixed, scopes=[DRIVE])
        with pytest.raises(google.auth.exceptions.RefreshError, match="Invalid JWT Signature"):
            credentials.refresh(Request())

    def claims(self, key, **changed):
        now = int(time.time())
        claims = {
            "iss": key["client_email"],
            "scope": DRIVE,
            "aud": key["token_uri"],
            "iat": now,
            "exp": now + 3600,
            **changed,
        }
        return {name: value for name, value in claims.items() if value is not None}

    def ask(self, app, key, claims, header=None):
        signer = crypt.RSASigner.from_service_account_info(key)
        assertion = jwt.encode(signer, claims, header=header).decode()
        return app.token(
            grant_type="urn:ietf:params:oauth:grant-type:jwt-bearer",
            assertion=assertion,
            client_id=None,
            client_secret=None,
        )

    def test_the_answer_is_a_token_alone(self, app, key):
        answer = self.ask(app, key, self.claims(key))
        assert set(answer.json()) == {"access_token", "expires_in", "token_type"}

    @pytest.mark.parametrize(("shifts", "words"), SHIFTED.values(), ids=SHIFTED)
    def test_an_assertion_is_good_for_an_hour_at_most(self, app, key, shifts, words):
        now = int(time.time())
        answer = self.ask(app, key, self.claims(key, **{name: now + shift for name, shift in shifts.items()}))
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
        assert words in answer.json()["error_description"]

    def test_the_sandbox_s_time_counts_beside_the_machine_s(self, sandbox, app, key):
        sandbox.workspace.clock.set(datetime(2031, 1, 1, tzinfo=UTC))
        assert self.ask(app, key, self.claims(key)).status_code == 200
        then = int(datetime(2031, 1, 1, tzinfo=UTC).timestamp())
        assert self.ask(app, key, self.claims(key, iat=then, exp=then + 60)).status_code == 200

    @pytest.mark.parametrize(("changed", "status", "error"), WRONG.values(), ids=WRONG)
    def test_a_wrong_assertion_is_refused(self, app, key, changed, status, error):
        answer = self.ask(app, key, self.claims(key, **changed))
        assert (answer.status_code, answer.json()["error"]) == (status, error)

    def test_google_s_own_name_for_the_endpoint_is_an_audience_too(self, app, key):
        assert self.ask(app, key, self.claims(key, aud="https://oauth2.googleapis.com/token")).status_code == 200

    def test_only_rs256_is_a_signature(self, app, key):
        answer = self.ask(app, key, self.claims(key), header={"alg": "none"})
        assert answer.json()["error_description"] == "Invalid JWT Signature."

    @pytest.mark.parametrize("assertion", ["", "x", "a.b", "a.b.c", "e30.e30.e30", "W10.W10.", "é.é.é"])
    def test_what_is_no_assertion_is_refused(self, app, assertion):
        answer = app.token(
            grant_type="urn:ietf:params:oauth:grant-type:jwt-bearer", assertion=assertion, client_id=None
        )
        assert (answer.status_code, answer.json()["error"] in ("invalid_grant", "invalid_request")) == (400, True)
