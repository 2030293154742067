"""What the pages turn away, and what they survive."""

import socket
from urllib.parse import quote, urlsplit

import cohort_sheet
import goal_doc
import pytest
import requests
from browsing import Visit
from goal_doc import STUDENT, TEACHER
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from looking import cells, edit, lines

from pdsync.sandbox import serve

PAGES = ["/", "/outbox", "/journal", "/document/d/nosuch/edit"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_keeps_strangers_out(visit, path):
    answer = visit().open(path).answer
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_pages_own_style_carries_the_policys_nonce_and_nothing_else_is_inline(doc, sheet, visit):
    for path in (edit(doc), cells(sheet)):
        browser = visit(TEACHER).open(path)
        nonce = browser.page.one("style").attributes["nonce"]
        assert f"'nonce-{nonce}'" in browser.answer.headers["Content-Security-Policy"]
        assert not [
            key for node in browser.page.walk() for key in node.attributes if key == "style" or key.startswith("on")
        ]
        assert [each.attributes for each in browser.page.all("script")] == [{"src": "/_pages/page.js", "defer": ""}]
        for node in browser.page.walk():
            for key in ("src", "action"):
                assert node.attributes.get(key, "/").startswith("/")


@pytest.mark.parametrize("name", ["page.css", "page.js", "icon.svg"])
def test_the_few_files_of_the_pages_load_nothing(sandbox, name):
    answer = requests.get(f"{sandbox.url}/_pages/{name}", timeout=10)
    assert answer.status_code == 200
    assert "url(" not in answer.text and "@import" not in answer.text and "import(" not in answer.text
    assert [part for part in answer.text.split('"') if part.startswith("http")] in ([], ["http://www.w3.org/2000/svg"])


@pytest.mark.parametrize("name", ["nosuch.css", "..%2fshell.py", "%2e%2e%2f__init__.py"])
def test_no_other_file_is_given_away(sandbox, name):
    assert requests.get(f"{sandbox.url}/_pages/{name}", timeout=10).status_code == 404


@pytest.mark.parametrize("origin", ["http://evil.example", "null", None, "http://localhost:1"])
def test_a_form_from_elsewhere_does_nothing(sandbox, doc, visit, origin):
    student = visit(STUDENT).open(edit(doc))
    before = lines(sandbox, doc)
    student.send(f"/document/d/{doc}/add", origin=origin, tab="t.0", text="x")
    assert student.status == 403
    assert lines(sandbox, doc) == before


def test_a_form_without_its_proof_or_with_another_persons_does_nothing(sandbox, doc, visit):
    teacher = visit(TEACHER).open(edit(doc))
    student = visit(STUDENT).open(edit(doc))
    before = lines(sandbox, doc)
    foreign = teacher.page.all("input", name="csrf")[0].attributes["value"]
    for proof in ("", foreign, "é"):
        student.open(edit(doc))
        student.send(f"/document/d/{doc}/add", csrf=proof, tab="t.0", text="x")
        assert student.status == 403
    assert lines(sandbox, doc) == before


def test_a_link_from_another_site_does_not_throw_a_visitor_out(sandbox):
    """A browser holds back the cookie then; a new one would overwrite it."""
    answer = requests.get(sandbox.url, headers={"Sec-Fetch-Site": "cross-site"}, timeout=10)
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "fields",
    [
        {"where": "::::", "text": "x"}, {"where": ":99999999999999999999", "text": "x"}, {"where": "nosuch:1", "text": "x"},
        {"tab": "nosuch", "where": ":1", "text": "x"}, {"where": ":1", "text": "\x00\x01"}, {},
    ],
)  # fmt: skip
def test_a_form_full_of_nonsense_is_answered_in_words(doc, visit, fields):
    student = visit(STUDENT).open(edit(doc))
    student.send(f"/document/d/{doc}/write", **fields)
    assert student.status in (200, 400, 409)
    assert student.page.one("main")


@pytest.mark.parametrize(
    "query",
    ["?edit=x", "?edit=:99999999999", "?edit=::1", "?tab=nosuch", "?said=<b>", "?edit=%00:1"],
)
def test_an_address_full_of_nonsense_shows_the_doc(doc, visit, query):
    student = visit(STUDENT).open(edit(doc, query))
    assert student.status == 200
    assert student.page.one("h1").text == "SMART goals of Maya"


@pytest.mark.parametrize(
    "query", ["?gid=x", "?from=-1", "?from=99999999", "?from=x", "?cell=A0", "?gid=99999999999999"]
)
def test_a_sheets_address_full_of_nonsense_shows_the_sheet(sheet, visit, query):
    teacher = visit(TEACHER).open(cells(sheet, query))
    assert teacher.status == 200
    assert teacher.page.one("h1").text == "Cohort 2611"


@pytest.fixture(scope="module")
def furnished():
    """A sandbox with a Doc and a Sheet of the staff's, for many requests one after the other."""
    with serve() as running:
        doc = running.do(lambda workspace: goal_doc.made(workspace, "staff@school.example"))
        sheet = running.do(lambda workspace: cohort_sheet.made(workspace, "staff@school.example"))
        yield running, doc, sheet


def raw(sandbox, verb, path, headers, body=b""):
    """A request with whatever bytes; the status of its answer."""
    parts = urlsplit(sandbox.url)
    lines = [f"{verb} ".encode() + path + b" HTTP/1.1", f"Host: {parts.netloc}".encode(), b"Connection: close"]
    lines += [*headers, b"Content-Length: %d" % len(body), b"", b""]
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as wire:
        wire.sendall(b"\r\n".join(lines) + body)
        answer = b"".join(iter(lambda: wire.recv(65536), b""))
    return int(answer.split()[1])


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=20), st.sampled_from(["/document/d/", "/spreadsheets/d/", "/_pages/", "/", "doc", "sheet"]))
def test_no_address_and_no_cookie_is_too_much(furnished, noise, start):
    sandbox, doc, sheet = furnished
    quoted = quote(noise, safe="").encode()
    path = start.encode() + quoted + b"/edit"
    if start in ("doc", "sheet"):
        names = b"edit cell gid from tab said".split()
        query = b"&".join(name + b"=" + quoted for name in names) + b"&" + quoted
        path = (edit(doc) if start == "doc" else cells(sheet)).encode() + b"?" + query
    cookie = b"Cookie: sandbox-%d=" % urlsplit(sandbox.url).port + noise.translate(None, b"\r\n\0")
    assert raw(sandbox, "GET", path, [cookie]) < 500


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=40),
    st.sampled_from(
        [b"application/x-www-form-urlencoded", b"multipart/form-data", b"multipart/form-data; boundary=x", b"text/x; charset=no",
         b"application/x-www-form-urlencoded; charset=no", b""]
    ),
    st.sampled_from(["/person", "/document/d/{}/write", "/document/d/{}/tick", "/spreadsheets/d/{}/write"]),
)  # fmt: skip
def test_no_form_is_too_much(furnished, noise, kind, path):
    sandbox, doc, sheet = furnished
    target = path.format(sheet if "spreadsheets" in path else doc).encode()
    headers = [b"Content-Type: " + kind, f"Origin: {sandbox.url}".encode()]
    for body in (noise, b"csrf=" + noise, b"--x\r\n" + noise):
        assert raw(sandbox, "POST", target, headers, body) < 500


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "tab",
                "where",
                "mark",
                "revision",
                "text",
                "dropdown",
                "box",
                "suggestion",
                "answer",
                "gid",
                "cell",
                "was",
                "words",
                "then",
            ]
        ),
        st.text(max_size=12),
    )
)
def test_no_field_of_a_form_is_too_much(furnished, fields):
    sandbox, doc, sheet = furnished
    browser = Visit(sandbox, "staff@school.example")
    for path in [f"/document/d/{doc}/{name}" for name in ("write", "add", "choose", "tick", "suggestion")] + [
        f"/spreadsheets/d/{sheet}/write"
    ]:
        browser.open("/")
        browser.send(path, **{name: each.encode("utf-8", "replace") for name, each in fields.items()})
        assert browser.status < 500, path
