"""What was recorded from the real service: its requests are taken, its answers fit, its refusals are ours word for word."""

import json
from urllib.parse import urlsplit

import pytest

from pdsync.sandbox.asked import pairs
from pdsync.sandbox.discovery import methods
from pdsync.sandbox.parameters import read as read_parameters
from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.routing import router
from pdsync.sandbox.validation import mismatches
from pdsync.sandbox.validation import read as read_body

PREFIXES = {"batchUpdate": "sheets.spreadsheets.batchUpdate"}


def exchanges(shared):
    """The recorded exchanges of Sheets and Drive v3."""
    for folder in ("sheets", "sheets/errors", "drive"):
        for path in sorted((shared / "google" / folder).glob("gspread-*.json")):
            recorded = json.loads(path.read_text(encoding="utf-8"))
            yield from (recorded if isinstance(recorded, list) else [recorded])


def found(exchange):
    path, _, query = exchange["target"].partition("?")
    return router().find(exchange["method"], path), pairs(query)


def sent(exchange):
    body = exchange["body"]
    return b"" if body is None else json.dumps(body).encode()


def test_every_recorded_request_is_routed_and_taken_or_refused_as_recorded(shared):
    seen = 0
    for exchange in exchanges(shared):
        route, query = found(exchange)
        assert route is not None, exchange["target"]
        if route.upload:
            continue
        try:
            read_parameters(route.method, route.path, query)
            read_body(route.method, sent(exchange))
        except Refusal as refused:
            assert exchange["status"] == 400, (exchange["target"], refused.body)
            error = {name: value for name, value in refused.body["error"].items() if name != "errors"}
            assert {"error": error} == exchange["response"]
        seen += 1
    assert seen > 50


def test_every_recorded_answer_fits_its_schema(shared):
    seen = 0
    for exchange in exchanges(shared):
        route, _ = found(exchange)
        if exchange["status"] == 200 and isinstance(exchange["response"], dict) and not route.upload:
            assert mismatches(route.method, exchange["response"]) == [], exchange["target"]
            seen += 1
    for path in sorted((shared / "google" / "docs").glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        assert mismatches(methods()["docs.documents.get"], document.get("response", document)) == [], path.name
        seen += 1
    assert seen > 80


def test_every_recorded_batch_update_of_a_doc_is_taken(shared):
    paths = sorted((shared / "google" / "docs_mutations").glob("*/*request*.json"))
    assert paths
    for path in paths:
        request = json.loads(path.read_text(encoding="utf-8"))
        body = request if isinstance(request, dict) else {"requests": request}
        read_body(methods()["docs.documents.batchUpdate"], json.dumps(body).encode())


VALIDATION = {
    "unknown request type": {"requests": [{"thisRequestTypeDoesNotExist": {}}]},
    "wrong case of a request type": {"requests": [{"insertcomment": {}}]},
    "unknown sub-field (path in snake_case, name as sent)": {"requests": [{"insertComment": {"bogusSubFieldXyz": 1}}]},
    "unknown sub-field": {"requests": [{"insertText": {"bogusFieldXyz": 1}}]},
    'unknown body-level field (no "at")': {"bogusTopLevelFieldXyz": 1},
    "unknown writeControl field": {"writeControl": {"bogusXyz": 1}},
    "scalar for a message": {"requests": [{"insertComment": "not-an-object"}]},
    "string for an int32": {"requests": [{"insertText": {"location": {"index": "abc"}}}]},
    "two members of the request union": {"requests": [{"insertText": {}, "deleteContentRange": {}}]},
    "several unknown names: one line each": {"requests": [{"replace_text": {}, "contains_text": {}}]},
}


def test_docs_refusals_are_worded_as_recorded(shared):
    lines = (shared / "google" / "docs_errors" / "messages.tsv").read_text(encoding="utf-8").splitlines()
    recorded = {when: message.replace("\\n", "\n") for _, when, message, *_ in (line.split("\t") for line in lines)}
    for when, body in VALIDATION.items():
        with pytest.raises(Refusal) as refused:
            read_body(methods()["docs.documents.batchUpdate"], json.dumps(body).encode())
        assert refused.value.body["error"]["message"] == recorded[when]


def test_an_unknown_query_parameter_is_refused_as_recorded(shared, http, sandbox):
    answer = http.get(f"{sandbox.url}/v1/documents/x?bogusQueryParamXyz=1").json()
    lines = (shared / "google" / "docs_errors" / "messages.tsv").read_text(encoding="utf-8")
    assert answer["error"]["message"] in lines


def test_a_bad_mask_is_refused_as_recorded(shared, spreadsheets, http, sandbox):
    path = shared / "google" / "sheets" / "errors" / "gargle-sheets-spreadsheets-get-bad-field-mask_400.json"
    recorded = json.loads(path.read_text(encoding="utf-8"))
    made = spreadsheets.create("masks")
    mask = dict(pairs(urlsplit(recorded["url"]).query))["fields"]
    answer = http.get(f"{sandbox.url}/v4/spreadsheets/{made.id}", params={"fields": mask})
    assert (answer.status_code, answer.json()) == (recorded["status"], recorded["response"])


@pytest.mark.parametrize("name", ["gargle-sheets-spreadsheets-get-nonexistent-sheet-id_404", "gspread-404-1"])
def test_an_unknown_spreadsheet_is_refused_as_recorded(shared, http, sandbox, name):
    recorded = json.loads((shared / "google" / "sheets" / "errors" / f"{name}.json").read_text(encoding="utf-8"))
    answer = http.get(f"{sandbox.url}/v4/spreadsheets/DOES_NOT_EXIST")
    assert (answer.status_code, answer.json()) == (recorded["status"], recorded["response"])


def test_an_unknown_file_is_refused_as_recorded(shared, http, sandbox):
    path = shared / "google" / "drive" / "errors" / "gargle-drive-files-get-nonexistent-file-id_404.json"
    recorded = json.loads(path.read_text(encoding="utf-8"))
    answer = http.get(f"{sandbox.url}/drive/v3/files/NOPE_NOT_A_GOOD_ID")
    assert (answer.status_code, answer.json()) == (recorded["status"], recorded["response"])
