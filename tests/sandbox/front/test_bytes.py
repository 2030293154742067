"""Whatever is sent, the sandbox answers it, and answers the next request too."""

import json
import socket
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdsync.sandbox import serve

QUICK = settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def box():
    with serve(check_answers=True) as running:
        yield running
        assert running.mistakes == []


@pytest.fixture(scope="module")
def token(box):
    return box.token("staff@school.example")


def answered(box, sent: bytes, *, ended: bool = False) -> bytes:
    """What comes back on a connection of its own until the sandbox closes it. `ended`: the client has closed its half."""
    host, _, port = box.url.partition("://")[2].partition(":")
    with closing(socket.create_connection((host, int(port)), timeout=10)) as connection:
        connection.sendall(sent)
        if ended:
            connection.shutdown(socket.SHUT_WR)
        gathered = b""
        while piece := connection.recv(65536):
            gathered += piece
        return gathered


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def lives(box) -> bool:
    return status(answered(box, head(box, "GET", "/drive/v3/nope"))) == 404


def head(box, verb, target, *lines, body=b""):
    host = box.url.partition("://")[2]
    start = [f"{verb} {target} HTTP/1.1", f"Host: {host}", "Connection: close", *lines]
    if body:
        start.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*start, "", ""]).encode("utf-8", "surrogateescape") + body


@QUICK
@given(st.binary(max_size=300))
def test_noise_on_the_wire_is_refused_and_does_no_harm(box, sent):
    answer = answered(box, sent + b"\r\n\r\n" + head(box, "GET", "/drive/v3/nope"))
    assert 400 <= status(answer) < 500
    assert lives(box)


targets = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60)
starts = st.sampled_from(
    ["/", "/drive/v3/files", "/drive/v3/files/", "/v1/documents/", "/v4/spreadsheets/x/values/", "/upload/drive/v3/files",
     "/batch", "/_sandbox/", "/o/oauth2/v2/auth", "/token", "/document/d/", "/spreadsheets/d/", "http://x/", "//", "/_pages/",
     "/outbox", "/journal", "/person", "/revoke", "/tokeninfo", "/oauth2/v3/userinfo"]
)  # fmt: skip
verbs = st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "X"])
bodies = st.binary(max_size=80) | st.sampled_from([b"{}", b"[]", b'{"requests":[{}]}', b"null", b"--b\r\n\r\n--b--"])
types = st.sampled_from(
    ["application/json", "multipart/mixed; boundary=b", "multipart/related; boundary=b", "application/x-www-form-urlencoded",
     "multipart/form-data; boundary=b", "", "text/plain", "é"]
)  # fmt: skip


@QUICK
@given(verbs, starts, targets, bodies, types, st.booleans())
def test_any_request_is_answered_with_no_500(box, token, verb, start, target, body, kind, signed_in):
    bearer = token if signed_in else "nonsense"
    lines = (f"Authorization: Bearer {bearer}", f"Content-Type: {kind}")
    answer = answered(box, head(box, verb, start + target, *lines, body=body))
    assert answer, (verb, start + target)
    assert status(answer) in (*range(200, 500), 501), answer[:500]
    assert box.mistakes == []


@QUICK
@given(starts, bodies)
def test_whoever_holds_the_admin_token_does_no_harm_by_a_typing_error(box, start, body):
    lines = (f"Authorization: Bearer {box.admin_token}", "Content-Type: application/json")
    for path in ("tokens", "documents", "faults", "clock", "users"):
        answer = answered(box, head(box, "POST", f"/_sandbox/{path}", *lines, body=body))
        assert status(answer) in (200, 400), (path, body, answer[:300])
        assert answer.partition(b"\r\n\r\n")[2].startswith((b"{", b"["))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
controls = st.fixed_dictionaries(
    {},
    optional={
        name: json_values
        for name in (
            "email",
            "scopes",
            "lifetime",
            "document",
            "faults",
            "set",
            "advance",
            "scale",
            "name",
            "match",
            "do",
        )
    },
)


@QUICK
@given(st.sampled_from(["tokens", "documents", "faults", "users"]), controls)
def test_any_json_to_the_control_is_taken_or_refused_with_a_sentence(box, path, body):
    lines = (f"Authorization: Bearer {box.admin_token}",)
    sent = head(box, "POST", f"/_sandbox/{path}", *lines, body=json.dumps(body).encode())
    answer = answered(box, sent)
    assert status(answer) in (200, 400, 501), answer[:500]
    assert box.mistakes == []


@pytest.mark.parametrize(
    "lines, body",
    [
        (["Transfer-Encoding: chunked"], b"zz\r\n"),
        (["Transfer-Encoding: chunked"], b"5\r\nab"),
        (["Content-Encoding: gzip", "Content-Length: 4"], b"nope"),
        (["Content-Encoding: br", "Content-Length: 4"], b"nope"),
        (["Content-Length: 10"], b"ab"),
        (["Content-Length: -1"], b""),
        (["Content-Length: 1", "Content-Length: 2"], b"ab"),
        (["X: " + "a" * 20_000], b""),
        (["Expect: 100-continue", "Content-Length: 2"], b"{}"),
        (["Expect: nonsense", "Content-Length: 2"], b"{}"),
    ],
    ids=lambda part: str(part)[:40],
)
def test_a_broken_body_is_a_bad_request(box, token, lines, body):
    request = head(box, "POST", "/v1/documents", f"Authorization: Bearer {token}", *lines) + body
    answer = answered(box, request, ended=True)
    assert not answer or status(answer) in (100, 200, 400, 413, 417, 431)
    assert lives(box)


def test_a_body_has_a_largest_size(box, token):
    lines = (f"Authorization: Bearer {token}", f"Content-Length: {11 * 1024 * 1024}")
    answer = answered(box, head(box, "POST", "/v1/documents", *lines) + b" " * (11 * 1024 * 1024))
    assert status(answer) == 413
    assert b"Request payload size exceeds the limit: 10485760 bytes." in answer
