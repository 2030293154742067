"""Heads of answers are read as the standard library reads them."""

import http.client
import io
from urllib.parse import urlsplit

import pytest

from pdsync.clients.answering import MOST, Broken, Stream, answer_on
from pdsync.clients.connection import request

ANSWERS = {
    "length": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: 1\r\n\r\nhello",
    "chunked": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "chunked and length": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "closing": b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello",
    "old": b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    "old, kept": b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello",
    "no content": b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
    "plain line ends": b"HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
    "not changed": b"HTTP/1.1 304 Not Modified\r\n\r\n",
    "listening first": b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    "folded": b"HTTP/1.1 200 OK\r\nX-A: one\r\n  two\r\nContent-Length: 5\r\n\r\nhello",
    "spaces": b"HTTP/1.1 404  Not Found \r\nCONTENT-LENGTH:5\t\r\n\r\nhello",
    "empty value": b"HTTP/1.1 200\r\nX-A:\r\nContent-Length: 0\r\n\r\n",
}


class Sock:
    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, *_: object) -> io.BytesIO:
        return io.BytesIO(self._data)


def by_the_library(data: bytes, method: str) -> tuple[object, ...]:
    response = http.client.HTTPResponse(Sock(data), method=method)
    response.begin()
    headers = {name.lower(): " ".join(value.split()) for name, value in response.headers.items()}
    goes_on = not response.will_close
    return response.status, headers, response.read(), goes_on


def read(data: bytes, method: str = "GET", at_once: int = 1 << 20) -> tuple[object, ...]:
    source = io.BytesIO(data)
    stream = Stream(lambda most: source.read(min(most, at_once)))
    answer, goes_on = answer_on(stream, method=method, size=1000)
    return answer.status, dict(answer.headers), answer.body, goes_on


@pytest.mark.parametrize("at_once", [1, 7, 1 << 20], ids=["byte by byte", "in pieces", "at once"])
@pytest.mark.parametrize("data", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_is_read_as_the_standard_library_reads_it(data, at_once):
    assert read(data, at_once=at_once) == by_the_library(data, "GET")


def test_an_answer_to_head_has_no_body():
    data = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
    assert read(data, "HEAD") == by_the_library(data, "HEAD")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"nonsense\r\n\r\n", id="nonsense"),
        pytest.param(b"HTTP/1.1 abc OK\r\n\r\n", id="no number"),
        pytest.param(b"HTTP/1.1 99 OK\r\n\r\n", id="no status"),
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\nhello", id="no telling where it ends"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", id="a negative length"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello", id="a length that is no number"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello", id="too short"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + b"a" * 2000, id="too long"),
        pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", id="a chunk without length"),
        pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" + b"a" * 2000, id="a long chunk"),
        pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n", id="no end of chunks"),
        pytest.param(b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * (MOST + 1) + b"\r\n", id="a head of many lines"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX: " + b"1" * 700_000, id="a head without an end"),
    ],
)  # fmt: skip
def test_what_is_no_whole_answer_is_none(data):
    with pytest.raises(Broken):
        read(data)


def test_chunks_may_have_extensions_and_something_said_behind_them():
    data = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n"
    assert read(data) == (200, {"transfer-encoding": "chunked"}, b"hello", True)


def test_a_connection_on_which_more_came_than_was_asked_for_is_not_used_again():
    data = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n"
    assert read(data) == (200, {"content-length": "2"}, b"{}", False)


@pytest.mark.parametrize(
    ("url", "headers"),
    [
        ("http://a.example/x y", {}),
        ("http://a.example/x", {"X-A": "1\r\nX-B: 2"}),
        ("http://a.example/x", {"X-A\r\nX-B": "1"}),
    ],
    ids=["space in the address", "line end in a value", "line end in a name"],
)
def test_nothing_can_be_smuggled_into_a_head(url, headers):
    with pytest.raises(ValueError, match="line ends"):
        request("GET", urlsplit(url), body=None, headers=headers)


def test_a_head_says_how_long_the_body_is():
    url = urlsplit("http://a.example:81/x?q=1")
    assert request("GET", url, body=None, headers={}) == b"GET /x?q=1 HTTP/1.1\r\nHost: a.example:81\r\n\r\n"
    assert b"\r\nContent-Length: 0\r\n" in request("POST", url, body=None, headers={})
    assert b"\r\nContent-Length: 3\r\n" in request("POST", url, body=b"abc", headers={})
