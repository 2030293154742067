"""Who may speak to the sandbox."""

import socket

import pytest
import requests

from pdsync.sandbox.guard import trespass


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:1", "LOCALHOST", "127.0.0.1", "[::1]:80", "[::1]"])
def test_this_machine_may_come_in(host):
    assert trespass("GET", {"Host": host}) == ""


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example:80", "127.0.0.1:80:80",
     "user@localhost:80", "localhost:x", "0.0.0.0", "127.1", "localhost:٣"],
)  # fmt: skip
def test_other_names_are_turned_away(host):
    assert trespass("GET", {"Host": host})


OWN, PORT = "http://127.0.0.1:80", "127.0.0.1:80"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:80"},
        {"Origin": "http://127.0.0.1:81"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": OWN, "Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)
@pytest.mark.parametrize("verb", ["POST", "PUT", "PATCH", "DELETE"])
def test_pages_of_other_sites_change_nothing(verb, headers):
    assert trespass(verb, {"Host": PORT, **headers})
    assert not trespass("GET", {"Host": PORT, **headers})


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": OWN}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}]
)
def test_its_own_pages_and_programs_may_write(headers):
    assert not trespass("POST", {"Host": PORT, **headers})


@pytest.mark.parametrize("path", ["/", "/drive/v3/files", "/_sandbox/journal", "/o/oauth2/v2/auth", "/_pages/page.css"])
def test_every_door_is_guarded(sandbox, path):
    answer = requests.get(f"{sandbox.url}{path}", headers={"Host": "evil.example"}, timeout=10)
    assert answer.status_code == 403
    posted = requests.post(f"{sandbox.url}{path}", headers={"Origin": "http://evil.example"}, timeout=10)
    assert posted.status_code == 403


def test_it_listens_on_loopback_alone(sandbox):
    port = int(sandbox.url.rpartition(":")[2])
    with socket.socket() as other, pytest.raises(OSError):
        other.settimeout(0.5)
        other.connect(("127.0.0.2", port))


def test_a_token_of_google_is_refused(sandbox):
    headers = {"Authorization": "Bearer ya29.a0Af"}
    answer = requests.get(f"{sandbox.url}/drive/v3/files", headers=headers, timeout=10)
    assert answer.status_code == 401
    assert "ya29" not in str(sandbox.journal())
