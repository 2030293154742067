"""Heads of answers are read as the standard library reads them."""

import http.client
import io

import pytest

from pdsync.clients.answering import MOST, PlainResponse, head

ANSWERS = {
    "length": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: 1\r\n\r\nhello",
    "chunked": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "chunked and length": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "until the end": b"HTTP/1.1 200 OK\r\n\r\nhello",
    "closing": b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello",
    "old": b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    "old, kept": b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello",
    "no content": b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
    "listening first": b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    "folded": b"HTTP/1.1 200 OK\r\nX-A: one\r\n  two\r\nContent-Length: 5\r\n\r\nhello",
    "negative": b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
    "no number": b"HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello",
    "spaces": b"HTTP/1.1 404  Not Found \r\nCONTENT-LENGTH:5\t\r\n\r\nhello",
    "empty value": b"HTTP/1.1 200\r\nX-A:\r\nContent-Length: 0\r\n\r\n",
}


class Sock:
    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, *_: object) -> io.BytesIO:
        return io.BytesIO(self._data)


def read(kind: type[http.client.HTTPResponse], data: bytes, method: str) -> tuple[object, ...]:
    response = kind(Sock(data), method=method)
    response.begin()
    about = (response.status, response.reason, response.version, response.chunked, response.length, response.will_close)
    headers = {name.lower(): value.replace("\r\n", "") for name, value in response.headers.items()}
    return *about, {name: " ".join(value.split()) for name, value in headers.items()}, response.read()


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
@pytest.mark.parametrize("data", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_is_read_as_the_standard_library_reads_it(data, method):
    assert read(PlainResponse, data, method) == read(http.client.HTTPResponse, data, method)


@pytest.mark.parametrize("data", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n", b"HTTP/1.1 99 OK\r\n\r\n"])
def test_what_is_no_answer_is_none(data):
    with pytest.raises(http.client.HTTPException):
        read(PlainResponse, data, "GET")


def test_a_head_has_an_end():
    with pytest.raises(http.client.HTTPException, match="100 headers"):
        head(io.BytesIO(b"X: 1\r\n" * (MOST + 1)))
    with pytest.raises(http.client.LineTooLong):
        head(io.BytesIO(b"X: " + b"1" * 70000))
