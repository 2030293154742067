"""Path and query parameters in both families, as measured on the service by public projects."""

import pytest

from pdsync.sandbox.asked import asked, pairs
from pdsync.sandbox.discovery import methods
from pdsync.sandbox.parameters import read
from pdsync.sandbox.refusals import Refusal

VALUES = "sheets.spreadsheets.values.get"
BOOK = "sheets.spreadsheets.get"


def taken(method, query, **path):
    return read(methods()[method], path, pairs(query))


def refused(method, query, **path):
    with pytest.raises(Refusal) as caught:
        taken(method, query, **path)
    return caught.value.body["error"]


@pytest.mark.parametrize("text", ["true", "TRUE", "t", "yes", "Y", "1"])
def test_a_flag_has_many_words(text):
    assert taken(BOOK, f"includeGridData={text}", spreadsheetId="a")["includeGridData"] is True


@pytest.mark.parametrize("text", ["on", "%20true", "2", "01", "1.0", "", "ye%C5%BF"])
def test_other_words_are_no_flags(text):
    value = pairs(f"x={text}")[0][1]
    error = refused(BOOK, f"includeGridData={text}", spreadsheetId="a")
    assert error["message"] == f"Invalid value at 'include_grid_data' (TYPE_BOOL), \"{value}\""


@pytest.mark.parametrize("text", ["2147483648", " 2", "2 ", "1_0", "2.0", "0x10", "1e2", "", "NOPE", "٣"])
def test_a_page_size_is_a_whole_number(text):
    error = refused("drive.files.list", f"pageSize={text}")
    assert error["message"] == f"Invalid value at 'page_size' (TYPE_INT32), \"{text}\""
    assert error["errors"] == [{"message": error["message"], "reason": "invalid"}]
    assert error["status"] == "INVALID_ARGUMENT"


@pytest.mark.parametrize("text, number", [("0", "0"), ("-1", "-1"), ("-0", "0"), ("1001", "1001")])
def test_a_page_size_has_limits(text, number):
    words = f"Invalid value '{number}'. Values must be within the range: [value: 1\n, value: 1000\n]"
    error = refused("drive.files.list", f"pageSize={text}")
    assert error == {
        "code": 400,
        "message": words,
        "errors": [
            {
                "message": words,
                "domain": "global",
                "reason": "invalidParameter",
                "location": "page_size",
                "locationType": "parameter",
            }
        ],
    }


@pytest.mark.parametrize("text, size", [("%2B2", 2), ("02", 2), ("1", 1), ("1000", 1000)])
def test_a_page_size_may_be_written_like_this(text, size):
    assert taken("drive.files.list", f"pageSize={text}")["pageSize"] == size


def test_of_a_repeated_parameter_drive_reads_the_first_and_sheets_the_last():
    assert taken("drive.files.list", "q=one&q=two")["q"] == "one"
    assert (
        taken(VALUES, "majorDimension=ROWS&majorDimension=COLUMNS", spreadsheetId="a", range="A1")["majorDimension"]
        == "COLUMNS"
    )


def test_each_of_a_repeated_parameter_is_checked():
    assert "NOPE" in refused("drive.files.list", "pageSize=2&pageSize=NOPE")["message"]


def test_ranges_are_gathered():
    assert taken(BOOK, "ranges=A1&ranges=B%202", spreadsheetId="a")["ranges"] == ["A1", "B 2"]


def test_parameters_may_be_written_in_snake_case():
    assert taken(BOOK, "include_grid_data=true", spreadsheetId="a")["includeGridData"] is True


@pytest.mark.parametrize("text", ["columns", "COLUMNS", "2"])
def test_an_enum_is_taken_in_any_case_and_by_number(text):
    assert taken(VALUES, f"majorDimension={text}", spreadsheetId="a", range="A1")["majorDimension"] == "COLUMNS"


def test_an_unknown_enum_value_names_the_type():
    error = refused(VALUES, "majorDimension=DIAGONAL", spreadsheetId="a", range="A1")
    kind = "type.googleapis.com/google.apps.sheets.v4.Dimension"
    assert error["message"] == f"Invalid value at 'major_dimension' ({kind}), \"DIAGONAL\""


def test_a_missing_parameter_is_named():
    error = refused("drive.files.export", "", fileId="a")
    assert error["message"] == "Required parameter: mimeType"
    assert error["errors"][0]["reason"] == "required"
    assert error["errors"][0]["location"] == "mimeType"


def test_defaults_are_filled_in_and_what_was_not_sent_is_absent():
    assert taken("drive.files.list", "")["pageSize"] == 100
    assert "q" not in taken("drive.files.list", "")


def test_what_every_method_takes_is_no_parameter_of_its_own():
    query = "alt=json&fields=id&key=k&prettyPrint=false&quotaUser=q&%24.xgafv=2&upload_protocol=x"
    assert taken(BOOK, query, spreadsheetId="a") == {"spreadsheetId": "a"}
    assert "uploadType" in refused(BOOK, "uploadType=media", spreadsheetId="a")["message"]


def test_a_get_that_was_sent_as_a_post_because_it_is_long_is_a_get():
    headers = {"X-HTTP-Method-Override": "GET", "Content-Type": "application/x-www-form-urlencoded"}
    found = asked("POST", "/drive/v3/files?alt=json", headers, b"q=a%20b&pageSize=2")
    assert (found.verb, found.query, found.body) == ("GET", (("alt", "json"), ("q", "a b"), ("pageSize", "2")), b"")


@pytest.mark.parametrize(
    ("method", "query"),
    [
        ("drive.drives.list", "useDomainAdminAccess=true"),
        ("drive.files.list", "includeLabels=x"),
        ("drive.files.get", "includePermissionsForView=published"),
        ("drive.changes.list", "includeCorpusRemovals=true"),
        ("drive.files.create", "keepRevisionForever=true"),
        (BOOK, "commentsViewMode=COMMENTS_VIEW_MODE_INCLUDED"),
    ],
)
def test_what_would_change_the_answer_and_is_not_played_is_refused_by_name(method, query):
    path = {"spreadsheetId": "a"} if method == BOOK else {"fileId": "a", "pageToken": "1"}
    needed = {name: value for name, value in path.items() if name in methods()[method].params}
    error = refused(method, query, **needed)
    name = query.partition("=")[0]
    assert (error["code"], error["message"]) == (501, f"The sandbox does not play the parameter {name}.")
    if query.endswith("=true"):
        assert taken(method, f"{name}=false", **needed)[name] is False


def test_docs_play_their_comments():
    query = "commentsViewMode=COMMENTS_VIEW_MODE_INCLUDED"
    assert taken("docs.documents.get", query, documentId="a")["commentsViewMode"] == "COMMENTS_VIEW_MODE_INCLUDED"
