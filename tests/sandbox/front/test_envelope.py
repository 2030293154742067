"""How answers are written, to the byte."""

import gzip
import json

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from pdsync.sandbox.envelope import printed

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=15,
)


@settings(max_examples=200, deadline=None)
@given(values)
def test_what_is_printed_is_read_again(value):
    for pretty in (True, False):
        assert json.loads(printed(value, pretty=pretty)) == value


@settings(max_examples=100, deadline=None)
@given(values)
def test_it_is_indented_like_json_with_two_spaces(value):
    plain = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    assert json.loads(printed(value)) == json.loads(plain)
    assert printed(value).count(b"\n") == plain.count("\n")


def test_what_a_browser_could_misread_is_escaped():
    assert printed({"a": "<b>&'é\x85\u2028\ufeff\U000e0041"}, pretty=False) == (
        '{"a":"\\u003cb\\u003e&\'é\\u0085\\u2028\\ufeff\\udb40\\udc41"}'.encode()
    )


def test_compact_is_compact_and_only_for_what_went_well(http, sandbox):
    made = http.post(f"{sandbox.url}/drive/v3/files?prettyPrint=false", json={"name": "a"})
    assert made.content.startswith(b'{"kind":"drive#file"')
    assert not made.content.endswith(b"\n")
    assert http.get(f"{sandbox.url}/drive/v3/files/nope?prettyPrint=false").content.startswith(b'{\n  "error": {\n')
    assert http.get(f"{sandbox.url}/drive/v3/files?prettyPrint=no").content.startswith(b"{\n  ")


def test_headers_of_both_families(http, sandbox):
    drive = http.get(f"{sandbox.url}/drive/v3/files").headers
    assert drive["Content-Type"] == "application/json; charset=UTF-8"
    assert drive["Cache-Control"] == "no-cache, no-store, max-age=0, must-revalidate"
    assert drive["Vary"] == "Origin, X-Origin"
    sheets = http.get(f"{sandbox.url}/v4/spreadsheets/x").headers
    assert sheets["Cache-Control"] == "private"
    assert sheets["Server"] == "ESF"


def test_a_delete_answers_with_nothing(http, sandbox):
    made = http.post(f"{sandbox.url}/drive/v3/files", json={"name": "a"}).json()
    answer = http.delete(f"{sandbox.url}/drive/v3/files/{made['id']}")
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (204, b"", "text/html")


def test_docs_and_sheets_list_errors_only_in_the_first_format(http, sandbox):
    url = f"{sandbox.url}/v4/spreadsheets/x"
    assert "errors" not in http.get(url).json()["error"]
    assert "errors" not in http.get(f"{url}?$.xgafv=2").json()["error"]
    error = http.get(f"{url}?$.xgafv=2&$.xgafv=1").json()["error"]
    assert error["errors"] == [{"message": "Requested entity was not found.", "domain": "global", "reason": "notFound"}]
    assert list(error) == ["code", "message", "errors", "status"]


@pytest.mark.parametrize("path", ["/v4/spreadsheets/x", "/drive/v3/files", "/v1/documents/x"])
def test_an_unknown_error_format_is_refused_before_the_credential(sandbox, path):
    error = requests.get(f"{sandbox.url}{path}?$.xgafv=9", timeout=10).json()["error"]
    words = "Invalid query parameters. Invalid value '9' for system query parameter : $.xgafv"
    assert (error["code"], error["message"], error["status"]) == (400, words, "INVALID_ARGUMENT")


def test_a_callback_is_called_with_the_answer_and_the_status_is_always_200(http, sandbox):
    answer = http.get(f"{sandbox.url}/v4/spreadsheets/x?callback=cb.a[0]")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/javascript; charset=UTF-8")
    assert answer.text.startswith('// API callback\ncb.a[0]({\n  "error": {\n    "code": 404')
    assert answer.text.endswith("}\n);")


def test_a_callback_that_is_no_name_is_refused_harmlessly(http, sandbox):
    answer = http.get(f"{sandbox.url}/v4/spreadsheets/x", params={"callback": "</script>"})
    assert answer.status_code == 200
    assert answer.text.startswith("// API callback\n\\u003c/script\\u003e(")
    assert "only alphabet, number" in answer.text


@pytest.mark.parametrize(
    "alt, words",
    [
        ("MEDIA", 'Unsupported alt type "media" for non byte stream request.'),
        ("ZZZ", "Invalid value \"ZZZ\" for query parameter 'alt'"),
    ],
)
def test_other_forms_of_an_answer_are_refused(http, sandbox, alt, words):
    assert http.get(f"{sandbox.url}/v4/spreadsheets/x?alt={alt}").json()["error"]["message"] == words


@pytest.mark.parametrize("alt", ["json", "JSON", ""])
def test_json_is_the_form_of_an_answer(http, sandbox, alt):
    assert http.get(f"{sandbox.url}/drive/v3/files?alt={alt}").status_code == 200


def test_gzip_wants_to_be_named_twice(http, sandbox):
    url = f"{sandbox.url}/drive/v3/files"
    once = http.get(url, headers={"Accept-Encoding": "gzip", "User-Agent": "x"}, stream=True)
    assert "Content-Encoding" not in once.headers
    twice = http.get(url, headers={"Accept-Encoding": "gzip", "User-Agent": "x (gzip)"}, stream=True)
    assert twice.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(twice.raw.read()) == once.raw.read()


def test_a_path_that_is_none_of_its_methods_is_a_page_that_says_so(http, sandbox):
    for path in ("/drive/v3/nope", "/v1/documents/a/b", "/v4/spreadsheets", "/drive/v3x"):
        answer = http.get(f"{sandbox.url}{path}")
        assert answer.status_code == 404, path
        assert answer.headers["Content-Type"].startswith("text/html")


def test_what_has_no_handler_is_refused_by_name(http, sandbox):
    answer = http.get(f"{sandbox.url}/drive/v3/files/x/listLabels")
    error = answer.json()["error"]
    assert (answer.status_code, error["message"]) == (501, "The sandbox does not play drive.files.listLabels.")
    assert error["status"] == "UNIMPLEMENTED"
    assert error["errors"][0]["reason"] == "notImplemented"
