"""The pool against a server that speaks bytes: what is sent, how often, and what is made of a broken answer."""

import gzip
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from pdsync.clients.connection import proxy_for
from pdsync.clients.pool import Limits, Lost, NotSent, Pool, quiet

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
PACKED = gzip.compress(b'{"a": 1}')
QUICK = Limits(connect=2.0, silence=0.3, whole=1.0, size=10_000)
Act = Callable[[socket.socket], None]


def answers(data: bytes) -> Act:
    return lambda sock: sock.sendall(data)


def closes(data: bytes = b"") -> Act:
    def act(sock: socket.socket) -> None:
        sock.sendall(data)
        sock.shutdown(socket.SHUT_RDWR)

    return act


def resets(sock: socket.socket) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


def stalls(sock: socket.socket) -> None:
    pass


class Server:
    """Answers the n-th request with the n-th act; keeps what it was sent, and how many connections it saw."""

    def __init__(self, *acts: Act) -> None:
        self.acts = list(acts)
        self.requests: list[bytes] = []
        self.connections = 0
        self.done = threading.Condition()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listening.getsockname()[1]}/place"
        self.open: list[socket.socket] = []
        self.threads = [threading.Thread(target=self.accept, daemon=True)]
        self.threads[0].start()

    def accept(self) -> None:
        while True:
            try:
                sock, _ = self.listening.accept()
            except OSError:
                return
            self.connections += 1
            self.open.append(sock)
            self.threads.append(threading.Thread(target=self.serve, args=(sock,), daemon=True))
            self.threads[-1].start()

    def serve(self, sock: socket.socket) -> None:
        try:
            while request := self.read(sock):
                self.requests.append(request)
                self.acts.pop(0)(sock)
                with self.done:
                    self.done.notify_all()
                if sock.fileno() < 0:
                    return
        except OSError:
            pass

    def read(self, sock: socket.socket) -> bytes:
        data = b""
        while b"\r\n\r\n" not in data:
            more = sock.recv(65536)
            if not more:
                return b""
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        length = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0)
        while len(body) < length:
            body += sock.recv(65536)
        return head + b"\r\n\r\n" + body

    def stop(self) -> None:
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        for sock in self.open:
            sock.close()


@contextmanager
def serving(*acts: Act) -> Iterator[Server]:
    server = Server(*acts)
    try:
        yield server
    finally:
        server.stop()


def post(pool: Pool, url: str, body: bytes = b"x"):
    return pool.exchange("POST", url, body=body, headers={"X-A": "1"})


def test_an_answer_is_whole_and_the_connection_is_used_again():
    with serving(answers(OK), answers(OK), answers(OK)) as server:
        pool = Pool(QUICK)
        assert [post(pool, server.url).body for _ in range(3)] == [b"{}"] * 3
        assert server.connections == 1
        assert server.requests[0].startswith(b"POST /place HTTP/1.1\r\n")
        assert server.requests[0].endswith(b"\r\n\r\nx")


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(resets, id="reset"),
        pytest.param(closes(), id="closed without a word"),
        pytest.param(stalls, id="silence"),
        pytest.param(closes(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}"), id="half a body"),
        pytest.param(closes(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"), id="half a chunk"),
        pytest.param(closes(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"), id="no last chunk"),
        pytest.param(closes(b"HTTP/1.1 200 O"), id="half a status line"),
        pytest.param(answers(b"\xff\xfe\x00 what\r\n\r\n"), id="no HTTP at all"),
        pytest.param(
            answers(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope"), id="no gzip"
        ),
        pytest.param(
            answers(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 14\r\n\r\n" + PACKED[:14]),
            id="half a gzip",
        ),
        pytest.param(closes(b"HTTP/1.1 200 OK\r\n\r\n{}"), id="no telling where it ends"),
    ],
)
def test_a_broken_answer_is_lost_and_nothing_is_sent_twice(act):
    with serving(answers(OK), act, answers(OK)) as server:
        pool = Pool(QUICK)
        post(pool, server.url)
        with pytest.raises(Lost):
            post(pool, server.url)
        assert len(server.requests) == 2
        assert post(pool, server.url).status == 200
        assert server.connections == 2


@pytest.mark.parametrize("act", [resets, closes()], ids=["reset", "closed"])
def test_a_fresh_connection_that_breaks_after_sending_is_lost(act):
    with serving(act) as server:
        with pytest.raises(Lost):
            post(Pool(QUICK), server.url)
        assert len(server.requests) == 1


def test_nobody_there_is_not_sent():
    with serving() as server:
        pass
    with pytest.raises(NotSent):
        post(Pool(QUICK), server.url)


def test_a_connection_that_the_server_let_go_of_is_noticed_before_a_write_is_sent():
    def last(sock: socket.socket) -> None:
        sock.sendall(OK)
        sock.shutdown(socket.SHUT_WR)

    with serving(last, answers(OK)) as server:
        pool = Pool(QUICK)
        post(pool, server.url)
        [(_, connection)] = pool._idle[server.url.removesuffix("/place")]
        while quiet(connection.sock):
            pass
        assert post(pool, server.url).status == 200
        assert (len(server.requests), server.connections) == (2, 2)


@pytest.mark.parametrize(("later", "connections"), [(0.1, 1), (5.0, 2)])
def test_what_only_reads_trusts_a_connection_for_a_moment(later, connections, monkeypatch):
    """It is looked at only after that moment; here the look says that it is stale."""
    now = 0.0
    monkeypatch.setattr("pdsync.clients.pool.quiet", lambda _: False)
    with serving(answers(OK), answers(OK), answers(OK)) as server:
        pool = Pool(QUICK, clock=lambda: now)
        post(pool, server.url)
        now += later
        assert pool.exchange("GET", server.url, body=None, headers={}).status == 200
        assert server.connections == connections


def test_a_connection_that_was_idle_for_long_is_not_used_again():
    now = 0.0
    with serving(answers(OK), answers(OK)) as server:
        pool = Pool(QUICK, clock=lambda: now)
        post(pool, server.url)
        now = 60.0
        post(pool, server.url)
        assert server.connections == 2


def test_the_server_may_ask_to_close():
    with serving(closes(OK.replace(b"OK\r\n", b"OK\r\nConnection: close\r\n")), answers(OK)) as server:
        pool = Pool(QUICK)
        assert [post(pool, server.url).status for _ in range(2)] == [200, 200]
        assert server.connections == 2


def test_a_packed_answer_is_unpacked():
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(PACKED)
    with serving(answers(head + PACKED)) as server:
        answer = post(Pool(QUICK), server.url)
    assert answer.body == b'{"a": 1}'
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
def test_an_answer_that_is_too_long_is_given_up(packed):
    body = b"a" * 50_000
    head = b"HTTP/1.1 200 OK\r\n"
    if packed:
        body, head = gzip.compress(body), head + b"Content-Encoding: gzip\r\n"
    with serving(answers(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)) as server, pytest.raises(Lost):
        post(Pool(QUICK), server.url)


def test_a_redirect_is_an_answer_like_any_other():
    elsewhere = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    with serving(answers(elsewhere)) as server:
        answer = post(Pool(QUICK), server.url)
    assert (answer.status, answer.headers["location"]) == (302, "http://127.0.0.1:1/")


def test_no_content_leaves_the_connection_usable():
    with serving(answers(b"HTTP/1.1 204 No Content\r\n\r\n"), answers(OK)) as server:
        pool = Pool(QUICK)
        assert [post(pool, server.url).status for _ in range(2)] == [204, 200]
        assert server.connections == 1


def test_the_schools_proxy_is_asked_and_its_no_is_not_sent(monkeypatch):
    """A proxy that refuses: nothing leaves the machine, and a write surely did not happen."""
    with serving(answers(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")) as server:
        monkeypatch.setenv("https_proxy", server.url.replace("//", "//sam:pass%20word@").removesuffix("/place"))
        monkeypatch.setenv("no_proxy", "inside.example")
        with pytest.raises(NotSent):
            Pool(QUICK).exchange("POST", "https://www.googleapis.com/x", body=b"secret", headers={})
    [request] = server.requests
    assert request.startswith(b"CONNECT www.googleapis.com:443 ")
    assert b"Proxy-Authorization: Basic c2FtOnBhc3Mgd29yZA==" in request
    assert b"secret" not in request
    assert proxy_for("inside.example") is None


def test_without_a_proxy_there_is_none(monkeypatch):
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert proxy_for("www.googleapis.com") is None


def test_a_server_without_a_certificate_is_not_sent_anything():
    """TLS is spoken to https, and what does not speak it hears nothing."""
    with serving() as server:
        url = server.url.replace("http://", "https://")
        with pytest.raises(NotSent):
            post(Pool(QUICK), url, b"secret")
        assert not any(b"secret" in request for request in server.requests)


def test_closing_lets_go_of_idle_connections():
    with serving(answers(OK), answers(OK)) as server:
        pool = Pool(QUICK)
        post(pool, server.url)
        pool.close()
        post(pool, server.url)
        assert server.connections == 2
