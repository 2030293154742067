"""Codes, refresh tokens and access tokens: what they open, for how long, and how they die."""

from datetime import UTC, datetime, timedelta

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from signing_in import BACK, DOCS, DRIVE, EMAIL, STAFF, App

from pdsync.sandbox.oauth import clients, codes, inside, sign_ins, tokens
from pdsync.sandbox.oauth.tokens import mint, require
from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.store import Store
from pdsync.sandbox.users import account

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = 86_400
VERIFIER = "v" * 64


BAD = {
    "one of Google's": "Bearer ya29.a0AfB_real",
    "one never minted": "Bearer sandbox-nothing",
    "another scheme": "Basic c2FuZGJveA==",
    "no token": "Bearer ",
    "no scheme": "sandbox-nothing",
}


MISSING = {
    "drive.files.list": 403,
    "drive.files.get": 403,
    "drive.files.export": 403,
    "drive.comments.list": 403,
    "sheets.spreadsheets.get": 403,
    "sheets.spreadsheets.values.get": 403,
    "sheets.spreadsheets.values.batchGet": 403,
    "drive.files.copy": 401,
    "drive.about.get": 401,
    "drive.permissions.list": 401,
    "docs.documents.get": 401,
    "sheets.spreadsheets.batchUpdate": 401,
}


INSIDE = {
    "drive.files.list": "google.apps.drive.v3.DriveFiles.List",
    "drive.files.create": "google.apps.drive.v3.DriveFiles.Create",
    "sheets.spreadsheets.get": "google.apps.sheets.v4.SpreadsheetsService.GetSpreadsheet",
    "sheets.spreadsheets.values.get": "google.apps.sheets.v4.SpreadsheetsService.GetValues",
    "sheets.spreadsheets.values.append": "google.apps.sheets.v4.SpreadsheetsService.AppendValues",
    "docs.documents.get": "google.apps.docs.v1.DocumentsService.GetDocument",
}


class TestRequire:
    """What a request's credential opens, in the method's dialect."""

    def refusal(self, store, method, authorization, *, scopes=(DRIVE,), now=NOW):
        with pytest.raises(Refusal) as refused:
            require(store, method=method, authorization=authorization, scopes=scopes, now=now)
        return refused.value

    def test_a_token_opens_what_it_was_minted_for(self):
        store = Store()
        token = mint(store, email="Kim@school.example", scopes=[DRIVE], now=NOW, client_id="app")
        grant = require(store, method="drive.files.get", authorization=f"bearer {token}", scopes=[DOCS, DRIVE], now=NOW)
        assert (grant.user.email, grant.client_id, grant.scopes) == ("kim@school.example", "app", {DRIVE})

    def test_a_token_dies_after_its_lifetime(self):
        store = Store()
        token = f"Bearer {mint(store, email=STAFF, scopes=[DRIVE], now=NOW, lifetime=60)}"
        last = NOW + timedelta(seconds=59.9)
        assert require(store, method="drive.files.get", authorization=token, scopes=[DRIVE], now=last)
        refused = self.refusal(store, "drive.files.get", token, now=NOW + timedelta(seconds=60))
        assert refused.code == 401

    def test_what_is_remembered_is_forgotten_when_anything_changes(self):
        store = Store()
        token = f"Bearer {mint(store, email=STAFF, scopes=[DRIVE], now=NOW)}"

        def ask():
            return require(store, method="drive.files.get", authorization=token, scopes=[DRIVE], now=NOW)

        assert ask() is ask()
        account(store, STAFF, name="Another Name")
        assert ask().user.name == "Another Name"
        tokens.forget(store, email=STAFF)
        assert self.refusal(store, "drive.files.get", token).code == 401

    def test_a_kept_workspace_keeps_its_sign_ins_and_no_token_in_clear(self, tmp_path):
        path = tmp_path / "workspace.sqlite3"
        store = Store(path)
        token = mint(store, email=STAFF, scopes=[DRIVE], now=NOW)
        refresh = sign_ins.begin(store, email=STAFF, client_id="app", scopes=[DRIVE], now=NOW)
        store.close()
        kept = b"".join(each.read_bytes() for each in tmp_path.iterdir())
        assert token.encode() not in kept
        assert refresh.encode() not in kept
        again = Store(path)
        assert require(again, method="drive.files.get", authorization=f"Bearer {token}", scopes=[DRIVE], now=NOW)
        assert sign_ins.resume(again, refresh, client_id="app", now=NOW).email == STAFF
        again.close()

    @pytest.mark.parametrize("authorization", BAD.values(), ids=BAD)
    @pytest.mark.parametrize("method", ["drive.files.get", "docs.documents.get"])
    def test_a_bad_credential_is_401(self, method, authorization):
        refused = self.refusal(Store(), method, authorization)
        error = refused.body["error"]
        assert (error["code"], error["status"]) == (401, "UNAUTHENTICATED")
        assert error["message"].startswith("Request had invalid authentication credentials. Expected OAuth 2")
        assert refused.headers["WWW-Authenticate"].endswith('error="invalid_token"')
        if method.startswith("drive."):
            assert error["errors"] == [
                {
                    "message": "Invalid Credentials",
                    "domain": "global",
                    "reason": "authError",
                    "location": "Authorization",
                    "locationType": "header",
                }
            ]
        else:
            assert "errors" not in error

    @pytest.mark.parametrize(("method", "code"), MISSING.items(), ids=MISSING)
    def test_no_credential_is_an_unregistered_caller_or_a_missing_login(self, method, code):
        refused = self.refusal(Store(), method, None)
        assert refused.code == code
        message = refused.body["error"]["message"]
        wanted = {403: "Method doesn't allow unregistered callers", 401: "Request is missing required"}
        assert message.startswith(wanted[code])

    def test_missing_scopes_are_told_as_recorded(self, shared):
        import json

        path = shared / "google/drive/errors/gargle-fitness-get-wrong-scope_403.json"
        recorded = json.loads(path.read_text())["response"]["error"]
        store = Store()
        token = mint(store, email=STAFF, scopes=[DOCS], now=NOW)
        error = self.refusal(store, "drive.files.get", f"Bearer {token}").body["error"]
        details = error.pop("details")
        assert error == recorded
        assert details[0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"

    @pytest.mark.parametrize(("method", "name"), INSIDE.items(), ids=INSIDE)
    def test_details_name_the_method_as_google_does(self, method, name):
        assert inside.inner_name(method) == name


PKCE = {
    "S256, right": ("S256", VERIFIER, None),
    "plain, right": ("plain", VERIFIER, None),
    "S256, wrong": ("S256", "w" * 64, "Invalid code verifier."),
    "plain, wrong": ("plain", "w" * 64, "Invalid code verifier."),
    "S256, the challenge itself": ("S256", codes.challenge(VERIFIER), "Invalid code verifier."),
    "S256, missing": ("S256", None, "Missing code verifier."),
    "plain is what is meant by nothing": (None, VERIFIER, None),
}


WRONG = {
    "another redirect": ({"redirect_uri": "http://127.0.0.1:6/"}, 400, "redirect_uri_mismatch"),
    "no redirect": ({"redirect_uri": None}, 400, "redirect_uri_mismatch"),
    "another client": ({"client_id": "another"}, 401, "unauthorized_client"),
    "no client": ({"client_id": None}, 400, "invalid_request"),
    "no secret": ({"client_secret": None}, 400, "invalid_request"),
    "no code": ({"code": None}, 400, "invalid_request"),
    "not a code": ({"code": "abc"}, 400, "invalid_grant"),
    "an unknown code": ({"code": "4/sandbox-abc"}, 400, "invalid_grant"),
    "no grant type": ({"grant_type": None}, 400, "invalid_request"),
    "another grant type": ({"grant_type": "password"}, 400, "unsupported_grant_type"),
}


class TestCodes:
    """What a code can be exchanged for, and when not."""

    def test_a_code_brings_both_tokens(self, app):
        answer = app.redeem(app.code())
        body = answer.json()
        assert set(body) == {"access_token", "expires_in", "refresh_token", "scope", "token_type"}
        assert (body["expires_in"], body["token_type"]) == (3599, "Bearer")
        assert body["scope"] == f"{DRIVE} {DOCS}"
        assert app.works(body["access_token"])
        assert "no-store" in answer.headers["Cache-Control"]

    def test_online_access_has_no_refresh_token(self, app):
        assert "refresh_token" not in app.redeem(app.code(access_type="online")).json()

    def test_the_client_may_name_itself_in_a_header(self, app):
        form = {"grant_type": "authorization_code", "code": app.code(), "redirect_uri": BACK}
        answer = requests.post(f"{app.url}/token", data=form, auth=("app", "of the app"), timeout=10)
        assert answer.status_code == 200

    @pytest.mark.parametrize(("method", "verifier", "wrong"), PKCE.values(), ids=PKCE)
    def test_only_who_knows_the_verifier_can_use_a_code(self, app, method, verifier, wrong):
        ahead = codes.challenge(VERIFIER, method or "plain")
        code = app.code(code_challenge=ahead, code_challenge_method=method)
        answer = app.redeem(code, code_verifier=verifier)
        if wrong is None:
            assert answer.status_code == 200
        else:
            assert (answer.status_code, answer.json()) == (
                400,
                {"error": "invalid_grant", "error_description": wrong},
            )
            assert app.redeem(code, code_verifier=VERIFIER).json()["error"] == "invalid_grant", "it is used up"

    def test_a_code_is_good_once(self, app):
        code = app.code()
        app.redeem(code)
        again = app.redeem(code)
        assert (again.status_code, again.json()) == (
            400,
            {"error": "invalid_grant", "error_description": "Bad Request"},
        )

    def test_a_code_is_good_for_ten_minutes(self, sandbox, app):
        first, second = app.code(), app.code()
        sandbox.workspace.clock.advance(599)
        assert app.redeem(first).status_code == 200
        sandbox.workspace.clock.advance(1)
        assert app.redeem(second).json()["error"] == "invalid_grant"

    @pytest.mark.parametrize(("form", "status", "error"), WRONG.values(), ids=WRONG)
    def test_a_wrong_exchange_is_refused(self, app, form, status, error):
        answer = app.redeem(app.code(), **form)
        assert (answer.status_code, answer.json()["error"]) == (status, error)
        assert answer.headers["Content-Type"].startswith("application/json")


class TestClients:
    """Whoever comes first under a client id sets its secret."""

    def test_a_wrong_secret_is_refused_later(self, app):
        app.sign_in()
        answer = app.token(grant_type="refresh_token", refresh_token="x", client_secret="another")
        assert (answer.status_code, answer.json()) == (
            401,
            {"error": "invalid_client", "error_description": "Unauthorized"},
        )

    def test_the_right_secret_is_taken_again_and_another_app_has_its_own(self, app):
        app.sign_in()
        app.sign_in()
        App(app.url, "second", "of the second").sign_in()

    def test_an_app_is_in_testing_or_in_production(self):
        with pytest.raises(ValueError, match="testing"):
            clients.publish(Store(), "app", "nowhere")


DEAD = {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}


class TestRefreshing:
    """What a refresh token brings, and how it dies."""

    def test_it_brings_an_access_token_and_no_new_refresh_token(self, app):
        body = app.refresh(app.sign_in()["refresh_token"]).json()
        assert set(body) == {"access_token", "expires_in", "scope", "token_type"}
        assert set(body["scope"].split()) == {DRIVE, DOCS}
        assert app.works(body["access_token"])

    def test_it_may_ask_for_less_but_not_for_more(self, app):
        refresh = app.sign_in()["refresh_token"]
        assert app.refresh(refresh, scope=DOCS).json()["scope"] == DOCS
        more = app.refresh(refresh, scope=f"{DOCS} {EMAIL}")
        assert (more.status_code, more.json()) == (
            400,
            {"error": "invalid_scope", "error_description": "Bad Request"},
        )

    def test_it_outlives_the_access_token(self, sandbox, app):
        body = app.sign_in()
        sandbox.workspace.clock.advance(3599)
        assert not app.works(body["access_token"])
        assert app.works(app.refresh(body["refresh_token"]).json()["access_token"])

    @pytest.mark.parametrize(
        ("publishing", "days", "lives"),
        [("testing", 6.99, True), ("testing", 7, False), ("production", 7, True), ("production", 183, False)],
    )
    def test_its_age_depends_on_the_app_s_publishing_status(self, sandbox, app, publishing, days, lives):
        sandbox.do(lambda workspace: clients.publish(workspace.store, "app", publishing))
        refresh = app.sign_in()["refresh_token"]
        sandbox.workspace.clock.advance(days * DAY)
        answer = app.refresh(refresh)
        assert (answer.status_code == 200) is lives
        if not lives:
            assert (answer.status_code, answer.json()) == (400, DEAD)

    def test_use_keeps_it_alive_in_production_but_not_in_testing(self, sandbox, app):
        refresh = app.sign_in()["refresh_token"]
        sandbox.do(lambda workspace: clients.publish(workspace.store, "app", "testing"))
        mortal = app.sign_in()["refresh_token"]
        for _ in range(3):
            sandbox.workspace.clock.advance(180 * DAY)
            assert app.refresh(refresh).status_code == 200
        assert app.refresh(mortal).json() == DEAD

    def test_who_is_only_known_by_name_is_not_forgotten_in_testing(self, sandbox, app):
        sandbox.do(lambda workspace: clients.publish(workspace.store, "app", "testing"))
        refresh = app.sign_in(scope=EMAIL)["refresh_token"]
        sandbox.workspace.clock.advance(30 * DAY)
        assert app.refresh(refresh).status_code == 200

    def test_another_app_cannot_use_it(self, app):
        refresh = app.sign_in()["refresh_token"]
        answer = App(app.url, "thief", "of the thief").refresh(refresh)
        assert (answer.status_code, answer.json()["error"]) == (401, "unauthorized_client")

    def test_one_never_issued_is_a_bad_request(self, app):
        answer = app.refresh("1//0real-looking")
        assert (answer.status_code, answer.json()) == (
            400,
            {"error": "invalid_grant", "error_description": "Bad Request"},
        )

    def test_the_hundred_and_first_puts_an_end_to_the_oldest(self):
        store = Store()
        made = [
            sign_ins.begin(store, email=STAFF, client_id="app", scopes=[DRIVE], now=NOW + timedelta(seconds=n))
            for n in range(101)
        ]
        assert sign_ins.find(store, made[0]) is None
        assert all(sign_ins.find(store, token) for token in made[1:])


class TestRevoking:
    """Revoking one token ends all that its account allowed its app."""

    @pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
    @pytest.mark.parametrize("place", ["data", "params"])
    def test_either_token_ends_both(self, app, kind, place):
        body = app.sign_in()
        answer = requests.post(f"{app.url}/revoke", **{place: {"token": body[kind]}}, timeout=10)
        assert (answer.status_code, answer.json()) == (200, {})
        assert not app.works(body["access_token"])
        assert app.refresh(body["refresh_token"]).json()["error"] == "invalid_grant"

    def test_other_accounts_and_other_apps_go_on(self, app):
        other, second = app.sign_in(account="kim@school.example"), App(app.url, "second", "s").sign_in()
        requests.post(f"{app.url}/revoke", data={"token": app.sign_in()["access_token"]}, timeout=10)
        assert app.works(other["access_token"])
        assert app.works(second["access_token"])

    @pytest.mark.parametrize("token", ["", "nothing", "ya29.real"])
    def test_a_token_that_does_not_live_cannot_be_revoked(self, app, token):
        answer = requests.post(f"{app.url}/revoke", data={"token": token}, timeout=10)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_token")


class TestAsking:
    """What can be asked about a token."""

    def test_tokeninfo_tells_what_a_token_is_good_for(self, app):
        token = app.sign_in(scope=f"{DRIVE} {EMAIL}")["access_token"]
        about = requests.get(f"{app.url}/tokeninfo", params={"access_token": token}, timeout=10).json()
        assert (about["aud"], about["azp"], about["email"]) == ("app", "app", STAFF)
        assert set(about["scope"].split()) == {DRIVE, EMAIL}
        assert (about["expires_in"], about["access_type"]) == ("3599", "offline")

    def test_tokeninfo_of_a_stale_token_is_the_recorded_refusal(self, shared, app):
        import json

        recorded = json.loads((shared / "google/drive/errors/gargle-tokeninfo-stale_400.json").read_text())
        answer = requests.get(f"{app.url}/oauth2/v3/tokeninfo", params={"access_token": "stale"}, timeout=10)
        assert (answer.status_code, answer.json()) == (recorded["status"], recorded["response"])

    def test_userinfo_tells_what_the_scopes_allow(self, app):
        token = app.sign_in(scope=EMAIL)["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        newer = requests.get(f"{app.url}/oauth2/v3/userinfo", headers=headers, timeout=10).json()
        assert set(newer) == {"sub", "email", "email_verified"}
        older = requests.get(f"{app.url}/oauth2/v2/userinfo", headers=headers, timeout=10).json()
        assert older == {"id": newer["sub"], "email": STAFF, "verified_email": True}

    def test_userinfo_needs_its_scope(self, app):
        headers = {"Authorization": f"Bearer {app.sign_in()['access_token']}"}
        assert requests.get(f"{app.url}/oauth2/v3/userinfo", headers=headers, timeout=10).status_code == 403
        assert requests.get(f"{app.url}/oauth2/v3/userinfo", timeout=10).status_code == 401


def test_the_journal_tells_who_signed_in_and_keeps_no_token(sandbox, app):
    body = app.sign_in(account="kim@school.example")
    app.refresh(body["refresh_token"])
    noted = [(entry["method"], entry["user"], entry["status"], entry["applied"]) for entry in sandbox.journal()]
    assert noted == [
        ("oauth.auth", "", 200, False),
        ("oauth.auth", "kim@school.example", 302, True),
        ("oauth.token", "kim@school.example", 200, True),
        ("oauth.token", "kim@school.example", 200, True),
    ]
    assert "sandbox-" not in str(sandbox.journal())


@settings(max_examples=100)
@given(st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~", min_size=43, max_size=128))
def test_a_challenge_is_met_by_its_verifier_alone(verifier):
    store = Store()
    ahead = codes.challenge(verifier)
    for sent, good in ((verifier, True), (verifier[::-1] + "x", False)):
        code = codes.issue(store, codes.Code(STAFF, "app", BACK, (DRIVE,), ahead, "S256"), NOW)
        try:
            codes.redeem(store, code, client_id="app", redirect_uri=BACK, verifier=sent, now=NOW)
        except codes.Denial:
            assert not good
        else:
            assert good
