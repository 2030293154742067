"""Batches by the real client, and by hand."""

import pytest
from googleapiclient.errors import HttpError

from pdsync.sandbox.multipart import Malformed, joined, parts


def test_a_batch_answers_each_call_as_if_it_had_come_alone(drive, sandbox):
    answers = {}

    def note(id, answer, error):
        answers[id] = error.status_code if error else answer

    batch = drive.new_batch_http_request(callback=note)
    batch.add(drive.files().create(body={"name": "O'Brien <é>"}), request_id="made")
    batch.add(drive.files().get(fileId="nope"), request_id="missing")
    batch.add(drive.files().list(pageSize=0), request_id="refused")
    batch.execute()
    assert (answers["missing"], answers["refused"]) == (404, 400)
    assert drive.files().get(fileId=answers["made"]["id"]).execute()["name"] == "O'Brien <é>"
    assert [(entry["method"], entry["status"], entry["applied"]) for entry in sandbox.journal()][:3] == [
        ("drive.files.create", 200, True),
        ("drive.files.get", 404, False),
        ("drive.files.list", 400, False),
    ]


def test_a_delete_in_a_batch_answers_with_nothing(drive):
    made = drive.files().create(body={"name": "a"}).execute()
    seen = []
    batch = drive.new_batch_http_request(callback=lambda id, answer, error: seen.append((answer, error)))
    batch.add(drive.files().delete(fileId=made["id"]))
    batch.execute()
    assert seen == [("", None)]
    with pytest.raises(HttpError):
        drive.files().get(fileId=made["id"]).execute()


def test_docs_are_written_in_a_batch_and_sheets_are_not_read(docs, sheets, spreadsheets):
    made = docs.documents().create(body={"title": "a"}).execute()
    book = spreadsheets.create("b")
    seen = {}
    batch = docs.new_batch_http_request(callback=lambda id, answer, error: seen.__setitem__(id, error or answer))
    insert = {"insertText": {"location": {"index": 1}, "text": "hello"}}
    batch.add(docs.documents().batchUpdate(documentId=made["documentId"], body={"requests": [insert]}), request_id="w")
    batch.add(sheets.spreadsheets().get(spreadsheetId=book.id), request_id="r")
    batch.execute()
    assert seen["w"]["documentId"] == made["documentId"]
    assert (seen["r"].status_code, "UNIMPLEMENTED" in str(seen["r"].content)) == (501, True)


def posted(http, sandbox, body, content_type="multipart/mixed; boundary=b", path="/batch/drive/v3"):
    return http.post(f"{sandbox.url}{path}", data=body, headers={"Content-Type": content_type})


def call(line, *headers, body=""):
    return "\r\n".join(["Content-Type: application/http", "Content-ID: <a + 1>", "", line, *headers, "", body]).encode()


def test_a_part_uses_the_outer_credential_and_its_id_comes_back(http, sandbox):
    answer = posted(http, sandbox, joined("b", [call("GET /drive/v3/files?prettyPrint=false HTTP/1.1")]))
    (part,) = parts(answer.headers["Content-Type"], answer.content)
    assert part.headers == {"content-type": "application/http", "content-id": "<response-a + 1>"}
    assert part.body.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b'"files":[]' in part.body


def test_a_part_with_a_whole_address_is_answered_here(http, sandbox):
    line = "GET https://www.googleapis.com/drive/v3/files HTTP/1.1"
    assert b"HTTP/1.1 200 OK" in posted(http, sandbox, joined("b", [call(line)])).content


@pytest.mark.parametrize(
    "line", ["", "GET", "GET /v1/documents/x HTTP/1.1", "POST /batch/drive/v3 HTTP/1.1", "\xff\xff /x"]
)
def test_a_part_that_is_none_of_its_calls_is_not_found(http, sandbox, line):
    answer = posted(http, sandbox, joined("b", [call(line)]))
    assert (answer.status_code, b"HTTP/1.1 404 Not Found" in answer.content) == (200, True)


@pytest.mark.parametrize(
    "body, content_type",
    [
        (b"", "multipart/mixed; boundary=b"),
        (b"--b--", "multipart/mixed"),
        (b"x", "text/plain"),
        (b"--b--", "x; boundary=b"),
    ],
)
def test_a_malformed_batch_is_refused(http, sandbox, body, content_type):
    assert posted(http, sandbox, body, content_type).status_code == 400


def test_a_batch_of_too_many_calls_is_refused(http, sandbox):
    body = joined("b", [call("GET /drive/v3/files HTTP/1.1")] * 101)
    assert posted(http, sandbox, body).status_code == 400
    assert sandbox.journal() == []


def test_media_is_no_part_of_a_batch(http, sandbox):
    line = "POST /upload/drive/v3/files?uploadType=media HTTP/1.1"
    assert b"HTTP/1.1 400" in posted(http, sandbox, joined("b", [call(line)])).content


def test_lines_may_end_in_lf_and_headers_may_be_folded():
    body = b"preamble\n--b\nContent-ID: <a\n +1>\n\none\ntwo\n--b  \n\nthree\n--b--\nepilogue"
    first, second = parts('multipart/mixed; boundary="b"', body)
    assert (first.headers, first.body) == ({"content-id": "<a +1>"}, b"one\ntwo")
    assert (second.headers, second.body) == ({}, b"three")
    with pytest.raises(Malformed):
        parts("multipart/mixed; boundary=c", body)
