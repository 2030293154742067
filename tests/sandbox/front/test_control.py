"""`/_sandbox/…`, for who holds the admin token."""

import json
from datetime import UTC, datetime
from unittest.mock import ANY

import pytest
import requests
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2 import service_account

from pdsync.sandbox import serve
from pdsync.sandbox.clock import Clock
from pdsync.sandbox.oauth.clients import in_testing


@pytest.fixture
def control(sandbox):
    def call(verb, path, body=None, token=None):
        headers = {"Authorization": f"Bearer {token or sandbox.admin_token}"}
        return requests.request(verb, f"{sandbox.url}/_sandbox/{path}", json=body, headers=headers, timeout=10)

    return call


PATHS = [("POST", "tokens"), ("POST", "documents"), ("POST", "faults"), ("GET", "faults/plan-1"), ("DELETE", "faults/x"),
         ("POST", "service_accounts"), ("POST", "clients"), ("POST", "clock"), ("GET", "clock"), ("POST", "users"), ("GET", "users"), ("GET", "journal")]  # fmt: skip


@pytest.mark.parametrize("verb, path", PATHS)
def test_nothing_opens_without_the_admin_token(control, sandbox, verb, path):
    for token in ("wrong", sandbox.token("staff@school.example"), sandbox.admin_token + "x"):
        assert control(verb, path, {}, token).status_code == 401
    assert requests.request(verb, f"{sandbox.url}/_sandbox/{path}", timeout=10).status_code == 401


def test_a_token_opens_what_its_scopes_say(control, sandbox):
    scope = "https://www.googleapis.com/auth/drive.file"
    made = control("POST", "tokens", {"email": "a@school.example", "scopes": [scope]}).json()
    headers = {"Authorization": f"Bearer {made['token']}"}
    assert made["token"].startswith("sandbox-")
    assert requests.get(f"{sandbox.url}/drive/v3/files", headers=headers, timeout=10).status_code == 200
    narrow = control("POST", "tokens", {"email": "a@school.example", "scopes": "openid email"}).json()["access_token"]
    headers = {"Authorization": f"Bearer {narrow}"}
    assert requests.get(f"{sandbox.url}/drive/v3/files", headers=headers, timeout=10).status_code == 403


def test_a_token_dies_when_its_time_is_over(control, sandbox):
    token = control("POST", "tokens", {"email": "a@school.example", "lifetime": 60}).json()["token"]
    headers = {"Authorization": f"Bearer {token}"}
    assert requests.get(f"{sandbox.url}/drive/v3/files", headers=headers, timeout=10).status_code == 200
    control("POST", "clock", {"advance": 61})
    assert requests.get(f"{sandbox.url}/drive/v3/files", headers=headers, timeout=10).status_code == 401


def test_a_document_that_was_read_becomes_a_doc(control, docs, google):
    made = docs.documents().create(body={"title": "Goals"}).execute()
    insert = {"insertText": {"location": {"index": 1}, "text": "é 😀"}}
    docs.documents().batchUpdate(documentId=made["documentId"], body={"requests": [insert]}).execute()
    read = docs.documents().get(documentId=made["documentId"], includeTabsContent=True).execute()
    control("POST", "tokens", {"email": "student@school.example"})
    id = control("POST", "documents", read).json()["documentId"]
    again = (
        google("docs.v1", "student@school.example").documents().get(documentId=id, includeTabsContent=True).execute()
    )
    assert (again["title"], again["tabs"]) == ("Goals", read["tabs"])


def test_a_document_may_be_given_to_somebody(control, docs, google):
    read = docs.documents().create(body={"title": "Goals"}).execute()
    id = control("POST", "documents", {"document": read, "email": "b@school.example"}).json()["documentId"]
    assert google("docs.v1", "b@school.example").documents().get(documentId=id).execute()["title"] == "Goals"


def test_the_clock_is_moved(control):
    control("POST", "clock", {"set": "2026-09-01T08:00:00Z", "scale": 0})
    control("POST", "clock", {"advance": 90})
    assert control("GET", "clock").json() == {"now": "2026-09-01T08:01:30+00:00", "scale": 0}


def test_an_address_without_an_account_is_declared(control):
    control("POST", "users", {"email": "Bare@else.example", "has_account": False})
    (bare,) = [user for user in control("GET", "users").json() if user["email"] == "bare@else.example"]
    assert (bare["has_account"], bare["has_storage"]) == (False, True)


REFUSED = [
    ("tokens", {"email": "a@b.example", "scope": "x"}, "scope: not known here. Known are email, scopes"),
    ("tokens", {"email": "nobody"}, "is not an e-mail address"),
    ("tokens", {"email": 5}, "email is to be text"),
    ("tokens", {"scopes": 5}, "scopes"),
    ("tokens", {"scopes": [5]}, "scopes"),
    ("tokens", [], "JSON object"),
    ("documents", {"document": 5}, "documents.get"),
    ("documents", {"document": {}, "owner": "x"}, "owner: not known here"),
    ("documents", {"body": 5}, "documents.get"),
    ("faults", {"do": {"status": 200}}, "status"),
    ("faults", {"match": {}}, "do"),
    ("faults", [5], "a fault is an object"),
    ("clock", {"sett": 1}, "sett: not known here"),
    ("clock", {"set": "yesterday"}, "isoformat"),
    ("clock", {"advance": -1}, "time goes forwards"),
    ("clock", {"advance": True}, "advance is to be a number"),
    ("clock", {"advance": 1e300}, "advance"),
    ("users", {"email": "a@b.example", "has_account": "no"}, "true or false"),
]


@pytest.mark.parametrize("path, body, words", REFUSED, ids=lambda part: str(part)[:40])
def test_what_it_does_not_know_is_refused_with_a_sentence(control, path, body, words):
    answer = control("POST", path, body)
    assert (answer.status_code, words in json.dumps(answer.json())) == (400, True), answer.text


def test_a_plan_of_faults_is_reported_and_forgotten(control, http, sandbox):
    spec = {"match": {"method": "drive.files.list"}, "do": {"status": 503}}
    id = control("POST", "faults", {"faults": [spec]}).json()["id"]
    assert http.get(f"{sandbox.url}/drive/v3/files").status_code == 503
    assert control("GET", f"faults/{id}").json()["completed"] is True
    assert control("DELETE", f"faults/{id}").status_code == 200
    assert control("GET", f"faults/{id}").status_code == 404


def test_the_journal_goes_on_from_a_number(control, http, sandbox):
    for name in ("a", "b", "c"):
        http.post(f"{sandbox.url}/drive/v3/files", json={"name": name})
    entries = control("GET", "journal").json()
    assert [entry["seq"] for entry in entries] == [1, 2, 3]
    assert entries[0] | {"at": ""} == {
        "seq": 1,
        "method": "drive.files.create",
        "user": "staff@school.example",
        "status": 200,
        "fault": None,
        "applied": True,
        "took": ANY,
        "at": "",
    }
    assert [entry["seq"] for entry in control("GET", "journal?after=2").json()] == [3]
    assert control("GET", "journal?after=x").status_code == 400


def test_a_clock_may_be_handed_in():
    with serve(clock=Clock(start=datetime(2026, 9, 1, tzinfo=UTC), scale=0)) as running:
        assert running.workspace.now() == datetime(2026, 9, 1, tzinfo=UTC)
        assert running.workspace.clock.scale == 0


def test_a_service_accounts_key_file_signs_in_and_acts_for_whom_it_may(control, sandbox):
    scope = "https://www.googleapis.com/auth/drive"
    made = control("POST", "service_accounts", {"email": "robot", "delegated": [scope]}).json()
    assert made["client_email"] == "robot@pdsync-sandbox.iam.gserviceaccount.com"
    assert made["token_uri"] == f"{sandbox.url}/token"
    robot = service_account.Credentials.from_service_account_info(made, scopes=[scope])
    for signed_in, email in (
        (robot, made["client_email"]),
        (robot.with_subject("a@school.example"), "a@school.example"),
    ):
        answer = AuthorizedSession(signed_in).get(f"{sandbox.url}/drive/v3/about?fields=user", timeout=10)
        assert answer.json()["user"]["emailAddress"] == email


def test_a_service_account_acts_for_nobody_unless_it_was_said(control):
    made = control("POST", "service_accounts", {"email": "robot"}).json()
    scopes = ["https://www.googleapis.com/auth/drive"]
    robot = service_account.Credentials.from_service_account_info(made, scopes=scopes, subject="a@school.example")
    with pytest.raises(RefreshError, match="unauthorized_client"):
        robot.refresh(Request())


def test_an_app_is_declared_testing_or_production(control, sandbox):
    told = control("POST", "clients", {"client_id": "app", "publishing": "testing"})
    assert (told.status_code, told.json()) == (200, {"client_id": "app", "publishing": "testing"})
    assert in_testing(sandbox.workspace.store, "app")
    control("POST", "clients", {"client_id": "app"})
    assert not in_testing(sandbox.workspace.store, "app")


@pytest.mark.parametrize(
    "path, body",
    [
        ("service_accounts", {}),
        ("service_accounts", {"email": "a@school.example"}),
        ("service_accounts", {"email": "robot", "delegated": 3}),
        ("clients", {}),
        ("clients", {"client_id": "app", "publishing": "retired"}),
        ("clients", {"client": "app"}),
    ],
)
def test_what_makes_no_sense_of_an_account_or_an_app_is_refused_with_a_sentence(control, path, body):
    answer = control("POST", path, body)
    assert answer.status_code == 400 and answer.json()["error"]
