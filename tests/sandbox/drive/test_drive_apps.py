from __future__ import annotations

import pytest
from desk import DOC, FOLDER, KIM, SHEET

SCOPE = "https://www.googleapis.com/auth/"


@pytest.fixture
def narrow(desk):
    """A Doc that another program made, seen through an app that may see its own files only."""
    desk.client = "another"
    desk.theirs = desk.make("Another's")
    desk.client = "app"
    desk.scopes = frozenset({SCOPE + "drive.file"})
    return desk


def test_an_app_sees_the_files_that_it_made(narrow):
    mine = narrow.make("Mine")
    copy = narrow.call("files.copy", fileId=mine, body={"name": "Copied"})["id"]
    assert narrow.names() == ["Copied", "Mine"]
    assert narrow.file(copy)["isAppAuthorized"] is True


def test_to_an_app_a_strange_file_is_not_there(narrow):
    narrow.make("Mine")
    for method, params in (("files.get", {}), ("files.copy", {}), ("permissions.list", {}), ("files.delete", {})):
        refusal = narrow.refused(method, fileId=narrow.theirs, **params)
        assert refusal == (404, "notFound", f"File not found: {narrow.theirs}.", "fileId")
    assert narrow.refused("docs.documents.get", documentId=narrow.theirs)[0] == 404
    assert narrow.found("name contains 'another'") == set()


def test_an_app_cannot_put_files_into_a_strange_folder(narrow):
    narrow.client = "another"
    folder = narrow.make("F", FOLDER)
    narrow.client = "app"
    assert narrow.refused("files.create", body={"mimeType": DOC, "parents": [folder]})[0] == 404


def test_an_app_that_may_read_everything_still_writes_only_its_own(narrow):
    narrow.scopes |= {SCOPE + "drive.readonly"}
    assert narrow.file(narrow.theirs)["isAppAuthorized"] is False
    refusal = narrow.refused("files.update", fileId=narrow.theirs, body={"name": "x"})
    message = f"The user has not granted the app app write access to the file {narrow.theirs}."
    assert refusal == (403, "appNotAuthorizedToFile", message, None)
    mine = narrow.call("files.copy", fileId=narrow.theirs, body={})["id"]
    narrow.call("files.update", fileId=mine, body={"name": "x"})


def test_the_wide_scope_reaches_everything(narrow):
    narrow.scopes = frozenset({SCOPE + "drive"})
    narrow.call("files.update", fileId=narrow.theirs, body={"name": "Renamed"})
    assert narrow.names() == ["Renamed"]


def test_a_scope_of_docs_opens_docs_but_not_drive(narrow):
    narrow.scopes = frozenset({SCOPE + "documents", SCOPE + "drive.file"})
    narrow.type_into(narrow.theirs, "x")
    assert narrow.refused("files.get", fileId=narrow.theirs)[0] == 404


def test_a_scope_of_sheets_does_not_open_docs(narrow):
    sheet = narrow.make("S", SHEET)
    narrow.scopes = frozenset({SCOPE + "spreadsheets"})
    assert narrow.call("sheets.spreadsheets.get", spreadsheetId=sheet)["spreadsheetId"] == sheet
    assert narrow.refused("docs.documents.get", documentId=narrow.theirs)[0] == 404


def test_an_app_hears_of_changes_to_its_own_files_only(narrow):
    mine = narrow.make("Mine")
    changes = narrow.call("changes.list", pageToken="1")["changes"]
    assert [each["fileId"] for each in changes] == [mine]


def test_what_one_person_shared_is_for_another_persons_app_a_strange_file_too(narrow):
    mine = narrow.make("Mine")
    narrow.share(mine)
    narrow.client = "kims-app"
    assert narrow.refused("files.get", by=KIM, fileId=mine)[0] == 404
