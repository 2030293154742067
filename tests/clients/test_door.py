"""The door: which hosts it lets out to, what it puts on, what it logs, and how a refused token is renewed."""

from __future__ import annotations

import json
import logging
import threading

import pytest
import requests
from googleapiclient.discovery import build_from_document
from googleapiclient.errors import HttpError

from pdsync.clients.answering import Answer
from pdsync.clients.discovery import resource
from pdsync.clients.pool import NotSent
from pdsync.clients.shapes import HttpShape, requests_session
from pdsync.clients.transport import GOOGLE, Door, Transport
from pdsync.errors import GoogleError, Unreachable

FILES = "https://www.googleapis.com/drive/v3/files"
ELSEWHERE = [
    "https://example.com/",
    "https://www.googleapis.com.evil.example/drive",
    "https://www.googleapis.com@evil.example/",
    "https://evil.example/www.googleapis.com",
    "https://127.0.0.1:9/",
    "http://localhost:9/",
    "file:///etc/passwd",
    "https://storage.googleapis.com/",
    "//evil.example/",
]


class Held:
    """A token that somebody gave."""

    def __init__(self, token: str, newer: str = "") -> None:
        self.held, self.newer, self.asked = token, newer, 0

    def token(self) -> str:
        return self.held

    def renewed(self, stale: str) -> str:
        self.asked += 1
        return self.newer


@pytest.mark.parametrize("url", [*ELSEWHERE, "http://www.googleapis.com/drive/v3/files", "http://127.0.0.1:9/x"])
def test_nothing_goes_anywhere_but_to_google(url):
    with pytest.raises(GoogleError, match="refused to talk"):
        Door().send("GET", url)


@pytest.mark.parametrize("url", [*ELSEWHERE, "https://oauth2.evil.example/token"])
def test_nothing_goes_anywhere_but_to_the_sandbox(box, url):
    with pytest.raises(GoogleError, match="refused to talk"):
        Door(box.url).send("GET", url)


@pytest.mark.parametrize("host", sorted(GOOGLE))
def test_every_host_of_googles_is_the_sandbox(host):
    door = Door("http://127.0.0.1:8765/")
    assert door.address(f"https://{host}/a/b?c=d") == "http://127.0.0.1:8765/a/b?c=d"
    assert Door().address(f"https://{host}/a/b?c=d") == f"https://{host}/a/b?c=d"


def test_a_batch_of_googleapiclient_goes_to_the_sandbox_too(box, calls):
    """Its address is in the discovery document and not in the resource: the door catches it all the same."""
    import importlib.resources

    documents = importlib.resources.files("googleapiclient") / "discovery_cache" / "documents"
    transport = Transport(Door(box.url), Held(box.token("staff@school.example")))
    service = build_from_document(json.loads((documents / "drive.v3.json").read_text()), http=HttpShape(transport))
    found = []
    batch = service.new_batch_http_request(callback=lambda _, answer, error: found.append(answer or error))
    batch.add(service.files().list(fields="files(id)"))
    batch.add(service.about().get(fields="user(emailAddress)"))
    batch.execute(http=HttpShape(transport))
    assert found == [{"files": []}, {"user": {"emailAddress": "staff@school.example"}}]
    assert {"drive.files.list", "drive.about.get"} <= set(calls())


def test_a_sandboxs_token_is_not_sent_to_google_nor_googles_to_a_sandbox(box):
    with pytest.raises(GoogleError, match="a sandbox's, and not Google's"):
        Door().send("GET", FILES, token="sandbox-abc")
    with pytest.raises(GoogleError, match="Google's; pdsync does not send it to a sandbox") as caught:
        Door(box.url).send("GET", FILES, token="ya29.secret")
    assert "ya29" not in str(caught.value)
    assert box.journal() == []


@pytest.mark.parametrize("host", ["school.example", "127.0.0.1.evil.example", "10.0.0.1", "128.0.0.1"])
def test_nothing_goes_to_another_machine_without_encryption(host):
    with pytest.raises(GoogleError, match="without encryption"):
        Door(f"http://{host}:8765")
    assert Door(f"https://{host}:8765").endpoint


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "[::1]"])
def test_the_own_machine_needs_none(host):
    assert Door(f"http://{host}:8765/").endpoint == f"http://{host}:8765"


def test_a_sandbox_that_is_not_there_is_said_at_once():
    with pytest.raises(Unreachable, match=r"Nothing answers at http://127.0.0.1:9\.") as caught:
        Door("http://127.0.0.1:9").send("GET", FILES)
    assert "pdsync sandbox" in caught.value.hint


def test_google_that_is_not_there_is_told_otherwise():
    assert str(Door().nobody()) == "Google does not answer."


def test_the_log_has_no_words_of_anybody(box, google, caplog):
    caplog.set_level(logging.DEBUG)
    sheet = google.drive.create(_sheet(), name="Siobhán's fears", marks={"pdsync-cohort": "secret-cohort"})
    google.drive.marked("secret-cohort")
    with pytest.raises(GoogleError):
        google.sheets.values(sheet.id, "Siobhán's tab")
    text = caplog.text
    assert "POST" in text
    assert f"/v4/spreadsheets/{sheet.id}" in text
    for word in ("Siobh", "secret", "sandbox-", "Bearer", "fears"):
        assert word not in text


def _sheet():
    from pdsync.sync.ports import FileKind

    return FileKind.SHEET


def test_a_refused_token_is_renewed_once_and_the_request_sent_again(box):
    good = box.token("staff@school.example")
    held = Held("sandbox-stale", good)
    answer = Transport(Door(box.url), held).send("GET", FILES)
    assert (answer.status, held.asked) == (200, 1)
    held = Held("sandbox-stale", "sandbox-stale-too")
    answer = Transport(Door(box.url), held).send("GET", FILES)
    assert (answer.status, held.asked) == (401, 1)


def test_what_libraries_say_of_themselves_is_not_sent(box):
    """Their names and versions are nobody's business; the agent says gzip, without which Google does not pack."""
    seen = {}
    door = Door(box.url)
    real = door._pool.exchange

    def look(method, url, *, body, headers):
        seen.update(headers)
        return real(method, url, body=body, headers=headers)

    door._pool.exchange = look
    transport = Transport(door, Held(box.token("staff@school.example")))
    request = resource("drive.v3", "files").update(fileId="1" * 44, body={"name": "x"}, fields="id")
    with pytest.raises(HttpError):
        request.execute(http=HttpShape(transport))
    assert seen["User-Agent"] == "pdsync (gzip)"
    assert seen["Accept-Encoding"] == "gzip"
    assert {name.lower() for name in seen} == {
        "accept",
        "accept-encoding",
        "user-agent",
        "authorization",
        "content-type",
    }


def test_a_requests_session_goes_by_the_door_alone(box):
    with requests_session(Transport(Door(box.url), Held(box.token("staff@school.example"))).send) as session:
        assert session.get(FILES).json()["files"] == []
        with pytest.raises(GoogleError, match="refused to talk"):
            session.get("http://example.com/")


def test_a_requests_session_follows_no_redirect():
    """A redirect could lead a token out of the house."""
    answer = Answer(302, {"location": "https://evil.example/"}, b"")
    with requests_session(lambda *_, **__: answer) as session:
        assert session.get(FILES).status_code == 302


def test_connection_failures_reach_the_retry_rule_through_requests():
    def nobody(*_: object, **__: object) -> Answer:
        raise NotSent("x")

    with requests_session(nobody) as session, pytest.raises(NotSent):
        session.get(FILES)
    assert not issubclass(NotSent, requests.RequestException)


def test_one_door_serves_many_threads(box):
    transport = Transport(Door(box.url), Held(box.token("staff@school.example")))
    statuses: list[int] = []

    def work() -> None:
        statuses.extend(transport.send("GET", FILES).status for _ in range(10))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 80
    assert 1 <= sum(map(len, transport.door._pool._idle.values())) <= 8
