import pytest

from pdsync.sandbox.discovery import methods
from pdsync.sandbox.routing import router

LINES = {
    "GET /drive/v3/files/abc": ("drive.files.get", {"fileId": "abc"}),
    "GET /drive/v3/files/generateIds": ("drive.files.generateIds", {}),
    "DELETE /drive/v3/files/trash": ("drive.files.emptyTrash", {}),
    "DELETE /drive/v3/files/trash1": ("drive.files.delete", {"fileId": "trash1"}),
    "POST /upload/drive/v3/files": ("drive.files.create", {}),
    "PATCH /resumable/upload/drive/v3/files/x": ("drive.files.update", {"fileId": "x"}),
    "POST /v1/documents/abc:batchUpdate": ("docs.documents.batchUpdate", {"documentId": "abc"}),
    "POST /v4/spreadsheets/abc/:batchUpdate": ("sheets.spreadsheets.batchUpdate", {"spreadsheetId": "abc"}),
    "DELETE /drive/v3/files/abc/": ("drive.files.delete", {"fileId": "abc"}),
    "GET /v4/spreadsheets/abc/": ("sheets.spreadsheets.get", {"spreadsheetId": "abc"}),
    "GET /v4/spreadsheets/abc/values:batchGet": ("sheets.spreadsheets.values.batchGet", {"spreadsheetId": "abc"}),
    "GET /v4/spreadsheets/abc/values/%27a%2Fb%27%21A1:B2": (
        "sheets.spreadsheets.values.get",
        {"spreadsheetId": "abc", "range": "'a/b'!A1:B2"},
    ),
    "POST /v4/spreadsheets/abc/values/A1:B2:append": (
        "sheets.spreadsheets.values.append",
        {"spreadsheetId": "abc", "range": "A1:B2"},
    ),
}


@pytest.mark.parametrize("line", LINES)
def test_a_request_line_names_its_method(line):
    verb, path = line.split()
    found = router().find(verb, path)
    assert found is not None
    assert (found.method.id, found.path) == LINES[line]


@pytest.mark.parametrize(
    "line",
    ["GET /drive/v2/files", "PUT /v1/documents/abc", "GET /v4/spreadsheets/a/b/c/d", "GET /"],
)
def test_other_lines_name_none(line):
    assert router().find(*line.split()) is None


def test_every_method_is_found_under_its_own_path():
    for method in methods().values():
        path = method.path.replace("{", "x").replace("}", "x")
        found = router().find(method.verb, path)
        assert found is not None
        assert found.method is method
