"""The `fields` parameter in both dialects."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdsync.sandbox import masks
from pdsync.sandbox.refusals import Refusal

GET, LIST = "drive.files.get", "drive.files.list"
BOOK, DOC = "sheets.spreadsheets.get", "docs.documents.get"

TREES = {
    (LIST, "nextPageToken, files(id, name)"): {"nextPageToken": True, "files": {"id": True, "name": True}},
    (LIST, "files/id,files(name,owners/emailAddress)"): {
        "files": {"id": True, "name": True, "owners": {"emailAddress": True}}
    },
    (GET, "*"): {"*": True},
    (GET, "capabilities/canEdit,"): {"capabilities": {"canEdit": True}},
    (LIST, "files(*)"): {"files": {"*": True}},
    (BOOK, "sheets.properties/title"): {"sheets": {"properties": {"title": True}}},
    (BOOK, "sheets(data(rowData(values(formatted_value))))"): {
        "sheets": {"data": {"rowData": {"values": {"formattedValue": True}}}}
    },
    (DOC, "namedRanges.goal"): {"namedRanges": {"goal": True}},
    (DOC, "body.content.*.elements"): {"body": {"content": {"*": {"elements": True}}}},
}


@pytest.mark.parametrize("case", TREES, ids=lambda case: case[1])
def test_a_mask_is_a_tree(case):
    assert masks.tree(*case) == TREES[case]


def refused(method, mask):
    with pytest.raises(Refusal) as caught:
        masks.tree(method, mask)
    return caught.value.body["error"]


@pytest.mark.parametrize(
    "method, mask, name",
    [(GET, "nope", "nope"), (LIST, "files(id,nope)", "nope"), (LIST, "items", "items"), (GET, "files.id", "files.id")],
)
def test_drive_names_the_field_that_it_has_not(method, mask, name):
    error = refused(method, mask)
    assert error["message"] == f"Invalid field selection {name}"
    assert error["errors"][0]["reason"] == "invalidParameter"
    assert error["errors"][0]["location"] == "fields"
    assert "status" not in error


@pytest.mark.parametrize(
    "mask, words",
    [
        ("sheets/nope", "Cannot find matching fields for path 'sheets.nope'."),
        ("sheets(properties(nope))", "Cannot find matching fields for path 'sheets.properties.nope'."),
        (" spreadsheetId", "Cannot find matching fields for path ' spreadsheetId'."),
        ("sheets(data", "Invalid FieldMask 'sheets(data'. Cannot find matching ')' for all '('."),
        ("sheets)", "Invalid FieldMask 'sheets)'. Cannot find matching '(' for all ')'."),
    ],
)
def test_sheets_names_the_path_in_the_details(mask, words):
    error = refused(BOOK, mask)
    assert (error["message"], error["status"]) == ("Request contains an invalid argument.", "INVALID_ARGUMENT")
    violation = error["details"][0]["fieldViolations"][0]
    assert violation["description"] == f"Error expanding 'fields' parameter. {words}"
    assert violation["field"] == mask.replace("/", ".")


def test_a_mask_keeps_what_it_names_in_every_element():
    answer = {"kind": "k", "files": [{"id": "1", "name": "a"}, {"id": "2"}, {"name": "b"}]}
    assert masks.kept(masks.tree(LIST, "files/id"), answer) == {"files": [{"id": "1"}, {"id": "2"}, {}]}


def test_a_star_is_everything_below():
    answer = {"kind": "k", "files": [{"id": "1", "name": "a"}]}
    assert masks.kept(masks.tree(LIST, "files/*"), answer) == {"files": [{"id": "1", "name": "a"}]}
    assert masks.kept(masks.tree(LIST, "*"), answer) == answer


def test_drive_without_a_mask_tells_four_things_of_a_file(http, sandbox):
    made = http.post(f"{sandbox.url}/drive/v3/files", json={"name": "notes"}).json()
    assert set(made) == {"kind", "id", "name", "mimeType"}
    listed = http.get(f"{sandbox.url}/drive/v3/files").json()
    assert set(listed) == {"kind", "incompleteSearch", "files"}
    assert listed["files"] == [made]


def test_an_empty_mask_keeps_nothing_in_drive(http, sandbox):
    made = http.post(f"{sandbox.url}/drive/v3/files", json={"name": "notes"}).json()
    assert http.get(f"{sandbox.url}/drive/v3/files/{made['id']}?fields=").json() == {}


def test_a_bad_mask_leaves_nothing_written(http, sandbox):
    url = f"{sandbox.url}/drive/v3/files"
    assert http.post(f"{url}?fields=nope", json={"name": "notes"}).status_code == 400
    assert http.post(f"{sandbox.url}/v1/documents?fields=nope", json={"title": "notes"}).status_code == 400
    assert http.get(url).json()["files"] == []
    assert not any(entry["applied"] for entry in sandbox.journal())


mask_text = st.text(st.sampled_from("abid.,/()* files"), max_size=24)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([GET, LIST, BOOK, DOC]), mask_text)
def test_any_mask_is_read_or_refused(method, mask):
    try:
        tree = masks.tree(method, mask)
    except Refusal as refusal:
        assert refusal.code == 400
    else:
        answer = {"id": "1", "files": [{"id": "2"}]}
        once = masks.kept(tree, answer)
        assert masks.kept(tree, once) == once
