"""Faults on real connections: what a client meets, and what has been done by then."""

import http.client
import json
import time
from urllib.parse import urlsplit

import pytest
import requests
from signing_in import DRIVE, STAFF, App

STUDENT = "kim@school.example"
FOLDER = {"name": "Cohort", "mimeType": "application/vnd.google-apps.folder"}
DOC = {"name": "Goals", "mimeType": "application/vnd.google-apps.document"}
LONG = 10


class Caller:
    """An account's plain HTTP client, which sends each request once."""

    def __init__(self, sandbox, email=STAFF):
        self.sandbox, self.url = sandbox, sandbox.url
        self.headers = {"Authorization": f"Bearer {sandbox.token(email)}"}

    def call(self, verb, path, *, timeout=LONG, **more):
        return requests.request(verb, f"{self.url}{path}", headers=self.headers, timeout=timeout, **more)

    def create(self, body=FOLDER, **more):
        return self.call("POST", "/drive/v3/files", json=body, **more)

    def names(self):
        return [file["name"] for file in self.call("GET", "/drive/v3/files").json()["files"]]

    def doc(self):
        return self.create(DOC).json()["id"]

    def text(self, doc):
        body = self.call("GET", f"/v1/documents/{doc}").json()["body"]["content"]
        runs = [run for each in body for run in each.get("paragraph", {}).get("elements", ())]
        return "".join(run["textRun"]["content"] for run in runs)

    def insert(self, doc, text, *, revision=None, **more):
        body = {"requests": [{"insertText": {"location": {"index": 1}, "text": text}}]}
        if revision:
            body["writeControl"] = {"requiredRevisionId": revision}
        return self.call("POST", f"/v1/documents/{doc}:batchUpdate", json=body, **more)


@pytest.fixture
def staff(sandbox):
    return Caller(sandbox)


def on_create(do, phase="before", **match):
    return {"match": {"method": "drive.files.create", **match}, "phase": phase, "do": do}


def last(sandbox):
    entry = sandbox.journal()[-1]
    return entry["method"], entry["status"], entry["applied"], entry["fault"]


class TestAnswers:
    """An error instead of the answer."""

    @pytest.mark.parametrize(("phase", "made"), [("before", []), ("after", ["Cohort"])])
    def test_before_nothing_was_done_and_after_all_of_it(self, sandbox, staff, phase, made):
        with sandbox.faults(on_create({"status": 500, "reason": "responsePreparationFailure"}, phase)):
            answer = staff.create()
        assert answer.status_code == 500
        assert answer.json()["error"]["errors"][0]["reason"] == "responsePreparationFailure"
        label = f"{phase}: status 500, reason responsePreparationFailure"
        assert last(sandbox) == ("drive.files.create", 500, bool(made), label)
        assert staff.names() == made

    def test_the_next_request_is_well_again(self, sandbox, staff):
        with sandbox.faults(on_create({"status": 429, "retryAfter": 2})):
            refused = staff.create()
            assert (refused.status_code, refused.headers["Retry-After"]) == (429, "2")
            assert staff.create().status_code == 200

    def test_pages_are_html(self, sandbox, staff):
        with sandbox.faults(on_create({"status": 429, "html": True}), on_create({"status": 502, "html": True})):
            sorry, broken = staff.create(), staff.create()
        assert (sorry.status_code, broken.status_code) == (429, 502)
        for answer in (sorry, broken):
            assert answer.headers["Content-Type"].lower() == "text/html; charset=utf-8"
            with pytest.raises(ValueError, match="Expecting value"):
                answer.json()

    def test_who_is_invited_is_named(self, sandbox, staff):
        file = staff.create().json()["id"]
        fault = {
            "match": {"method": "drive.permissions.create"},
            "phase": "after",
            "do": {"reason": "invalidSharingRequest"},
        }
        with sandbox.faults(fault):
            grant = {"type": "user", "role": "writer", "emailAddress": STUDENT}
            answer = staff.call("POST", f"/drive/v3/files/{file}/permissions", json=grant)
        assert answer.status_code == 400
        assert STUDENT in answer.json()["error"]["message"]
        granted = staff.call("GET", f"/drive/v3/files/{file}/permissions").json()["permissions"]
        assert len(granted) == 2, "it is shared all the same"

    def test_a_fault_that_never_fired_fails(self, sandbox, staff):
        with pytest.raises(AssertionError, match="503"), sandbox.faults(on_create({"status": 503})):
            staff.names()


ENDS = {
    "RST before": ("reset", "before", ConnectionResetError, []),
    "FIN before": ("close", "before", http.client.RemoteDisconnected, []),
    "RST after": ("reset", "after", ConnectionResetError, ["Cohort"]),
    "FIN after": ("close", "after", http.client.RemoteDisconnected, ["Cohort"]),
}


STALLS = ("before", "after", "during")


class TestConnections:
    """What is done to the connection itself."""

    @pytest.mark.parametrize(("how", "phase", "error", "made"), ENDS.values(), ids=ENDS)
    def test_it_ends_without_a_byte_of_the_answer(self, sandbox, staff, how, phase, error, made):
        plain = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=LONG)
        with sandbox.faults(on_create({"connection": how}, phase)):
            plain.request("POST", "/drive/v3/files", json.dumps(FOLDER), staff.headers)
            with pytest.raises(error):
                plain.getresponse()
        plain.close()
        assert last(sandbox) == ("drive.files.create", 0, bool(made), f"{phase}: connection {how}")
        assert staff.names() == made

    @pytest.mark.parametrize(
        ("do", "error"),
        [
            ({"connection": "reset"}, (ConnectionResetError, http.client.IncompleteRead)),
            ({"connection": "close"}, http.client.IncompleteRead),
            ({"truncate": 0}, http.client.IncompleteRead),
            ({"truncate": 5}, http.client.IncompleteRead),
        ],
        ids=str,
    )
    def test_it_ends_in_the_middle_of_the_answer(self, sandbox, staff, do, error):
        plain = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=LONG)
        with sandbox.faults(on_create(do, "during")):
            plain.request("POST", "/drive/v3/files", json.dumps(FOLDER), staff.headers)
            answer = plain.getresponse()
            assert answer.status == 200
            assert int(answer.headers["Content-Length"]) > 5
            with pytest.raises(error) as broken:
                answer.read()
        plain.close()
        if "truncate" in do:
            assert len(broken.value.partial) == do["truncate"]
        assert staff.names() == ["Cohort"]

    def test_the_server_goes_on_after_any_of_them(self, sandbox, staff):
        with sandbox.faults(on_create({"connection": "reset"}, "after", times=5)):
            for _ in range(5):
                with pytest.raises(requests.ConnectionError):
                    staff.create()
        assert staff.names() == ["Cohort"] * 5

    @pytest.mark.parametrize("phase", STALLS)
    def test_silence_outlasts_a_client_and_the_request_is_carried_out(self, sandbox, staff, phase):
        with sandbox.faults(on_create({"stall": 30}, phase)):
            with pytest.raises((requests.ReadTimeout, requests.ConnectionError)):
                staff.create(timeout=0.2)
            until = time.monotonic() + LONG
            while staff.names() != ["Cohort"]:
                assert time.monotonic() < until
        while not (struck := [entry for entry in sandbox.journal() if entry["fault"]]):
            assert time.monotonic() < until
        assert [entry["applied"] for entry in struck] == [True]

    @pytest.mark.parametrize("phase", STALLS)
    def test_a_patient_client_gets_its_answer(self, sandbox, staff, phase):
        with sandbox.faults(on_create({"stall": 0.1}, phase)):
            before = time.monotonic()
            assert staff.create().json()["name"] == "Cohort"
            assert time.monotonic() - before >= 0.1

    def test_a_slow_answer_is_whole_in_the_end(self, sandbox, staff):
        size = len(staff.create().content)
        with sandbox.faults(on_create({"drip": size * 5}, "during")):
            before = time.monotonic()
            assert staff.create().json()["name"] == "Cohort"
            assert 0.15 < time.monotonic() - before < LONG


class TestEffects:
    """What happens beside the answer."""

    def test_a_request_that_is_delivered_twice_is_carried_out_twice(self, sandbox, staff):
        with sandbox.faults(on_create({"deliverTwice": True}, "after")):
            answer = staff.create()
        assert answer.status_code == 200
        assert staff.names() == ["Cohort", "Cohort"]

    def test_somebody_else_types_just_before(self, sandbox, staff):
        doc = staff.doc()
        revision = staff.call("GET", f"/v1/documents/{doc}").json()["revisionId"]
        share = {"type": "user", "role": "writer", "emailAddress": STUDENT}
        staff.call("POST", f"/drive/v3/files/{doc}/permissions", json=share)
        fault = {"match": {"method": "docs.documents.batchUpdate"}, "do": {"edit": {"text": "mine ", "user": STUDENT}}}
        with sandbox.faults(fault):
            refused = staff.insert(doc, "ours ", revision=revision)
        assert refused.status_code == 400
        assert "revision" in refused.json()["error"]["message"]
        assert staff.text(doc) == "mine \n"
        assert staff.insert(doc, "ours ").status_code == 200
        assert staff.text(doc) == "ours mine \n"

    @pytest.mark.parametrize(
        "edit", [{"text": "x", "user": "stranger@home.example"}, {"text": "x", "index": 99}], ids=str
    )
    def test_an_edit_that_cannot_be_made_is_said_and_nothing_is_done(self, sandbox, staff, edit):
        doc = staff.doc()
        with sandbox.faults({"match": {"method": "docs.*"}, "do": {"edit": edit}}):
            answer = staff.insert(doc, "ours")
        assert answer.status_code == 501
        assert "planned edit" in answer.json()["error"]["message"]
        assert staff.text(doc) == "\n"

    def test_an_access_token_that_is_revoked_fails_this_request_and_the_next(self, sandbox, staff):
        fault = on_create({"revoke": "access"})
        with sandbox.faults(fault):
            refused = staff.create()
        assert (refused.status_code, refused.json()["error"]["status"]) == (401, "UNAUTHENTICATED")
        assert staff.create().status_code == 401
        assert Caller(sandbox).names() == []

    def test_one_that_is_revoked_afterwards_fails_the_next(self, sandbox, staff):
        with sandbox.faults(on_create({"revoke": "access"}, "after")):
            assert staff.create().status_code == 200
        assert staff.create().status_code == 401
        assert Caller(sandbox).names() == ["Cohort"]

    def test_a_refresh_token_that_is_revoked_is_noticed_at_the_next_refresh(self, sandbox, staff):
        app = App(sandbox.url)
        body = app.sign_in()
        with sandbox.faults(on_create({"revoke": "refresh"})):
            assert staff.create().status_code == 200
        assert app.works(body["access_token"])
        assert app.refresh(body["refresh_token"]).json()["error"] == "invalid_grant"

    def test_the_token_endpoint_has_faults_too(self, sandbox):
        app = App(sandbox.url)
        refresh = app.sign_in(scope=DRIVE)["refresh_token"]
        match = {"method": "oauth.token", "user": STAFF}
        with sandbox.faults(
            {"match": match, "do": {"reason": "invalid_grant"}}, {"match": match, "do": {"connection": "reset"}}
        ):
            assert app.refresh(refresh).json()["error_description"] == "Token has been expired or revoked."
            with pytest.raises(requests.ConnectionError):
                app.refresh(refresh)
            assert app.refresh(refresh).status_code == 200

    def test_lists_miss_a_new_file_for_some_calls(self, sandbox, staff):
        with sandbox.faults(on_create({"listLag": {"calls": 2}}, "after")):
            file = staff.create().json()["id"]
        assert staff.call("GET", f"/drive/v3/files/{file}").status_code == 200
        assert [staff.names() for _ in range(3)] == [[], [], ["Cohort"]]

    def test_lists_miss_a_new_file_for_some_time(self, sandbox, staff):
        with sandbox.faults(on_create({"listLag": 30}, "after")):
            staff.create()
        staff.create({**FOLDER, "name": "Another"})
        assert staff.names() == ["Another"]
        sandbox.workspace.clock.advance(29)
        assert staff.names() == ["Another"]
        sandbox.workspace.clock.advance(1)
        assert sorted(staff.names()) == ["Another", "Cohort"]

    def test_a_lost_answer_can_lag_too(self, sandbox, staff):
        fault = on_create({"connection": "close", "listLag": {"calls": 1}}, "after")
        with sandbox.faults(fault), pytest.raises(requests.ConnectionError):
            staff.create()
        assert [staff.names(), staff.names()] == [[], ["Cohort"]]

    def test_the_modification_time_stays_behind(self, sandbox, staff):
        doc = staff.doc()

        def modified():
            return staff.call("GET", f"/drive/v3/files/{doc}", params={"fields": "modifiedTime"}).json()["modifiedTime"]

        before = modified()
        sandbox.workspace.clock.advance(60)
        fault = {"match": {"method": "docs.documents.batchUpdate"}, "phase": "after", "do": {"modifiedLag": 120}}
        with sandbox.faults(fault):
            staff.insert(doc, "text")
        assert modified() == before
        sandbox.workspace.clock.advance(119)
        assert modified() == before
        sandbox.workspace.clock.advance(1)
        assert modified() > before


class TestBatches:
    """A part of a batch has faults of its own, save those of a connection."""

    def batch(self, staff):
        inner = "\r\n".join(["POST /drive/v3/files HTTP/1.1", "Content-Type: application/json", "", json.dumps(FOLDER)])
        part = f"--b\r\nContent-Type: application/http\r\nContent-ID: <1>\r\n\r\n{inner}\r\n"
        answer = requests.post(
            f"{staff.url}/batch/drive/v3",
            data=(part * 2 + "--b--\r\n").encode(),
            headers={**staff.headers, "Content-Type": "multipart/mixed; boundary=b"},
            timeout=LONG,
        )
        return [int(line.split()[1]) for line in answer.text.splitlines() if line.startswith("HTTP/1.1")]

    @pytest.mark.parametrize(("phase", "made"), [("before", 1), ("after", 2)])
    def test_one_part_fails_and_the_other_does_not(self, sandbox, staff, phase, made):
        with sandbox.faults(on_create({"status": 503}, phase)):
            assert self.batch(staff) == [503, 200]
        assert len(staff.names()) == made

    def test_what_happens_beside_the_answer_happens_to_parts_too(self, sandbox, staff):
        with sandbox.faults(on_create({"listLag": {"calls": 1}}, "after"), on_create({"deliverTwice": True}, "after")):
            assert self.batch(staff) == [200, 200]
        assert [len(staff.names()), len(staff.names())] == [2, 3]

    def test_connections_break_for_whole_requests_only(self, sandbox, staff):
        with sandbox.faults(on_create({"connection": "reset"})):
            assert self.batch(staff) == [200, 200]
            with pytest.raises(requests.ConnectionError):
                staff.create()
