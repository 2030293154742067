"""Drive through google-api-python-client, every answer held against the discovery document."""

from __future__ import annotations

import json

import pytest
from desk import DOC, FOLDER, KIM, SHEET
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaInMemoryUpload


@pytest.fixture(autouse=True)
def faultless(sandbox):
    """Whatever the test does, the sandbox itself must make no mistake."""
    yield
    assert sandbox.mistakes == []


def test_a_cohort_is_handed_out_and_found_again(drive, google, sandbox):
    folder = drive.files().create(body={"name": "Cohort", "mimeType": FOLDER}, fields="*").execute()["id"]
    template = drive.files().create(body={"name": "T", "mimeType": DOC, "parents": [folder]}).execute()["id"]
    body = {"name": "Goals of O'Brien", "parents": [folder], "properties": {"pdsync-student": "o'brien"}}
    copy = drive.files().copy(fileId=template, body=body, fields="id,properties,parents").execute()
    assert copy == {"id": copy["id"], "properties": body["properties"], "parents": [folder]}
    share = drive.permissions().create(
        fileId=copy["id"],
        body={"type": "user", "role": "writer", "emailAddress": KIM},
        emailMessage="Hello Kim",
    )
    assert set(share.execute()) == {"kind", "id", "type", "role"}
    query = r"properties has { key='pdsync-student' and value='o\'brien' } and trashed = false"
    assert [each["id"] for each in drive.files().list(q=query).execute()["files"]] == [copy["id"]]
    theirs = google("drive.v3", KIM)
    assert theirs.files().list().execute()["files"] == [
        {"kind": "drive#file", "id": copy["id"], "name": "Goals of O'Brien", "mimeType": DOC}
    ]
    with pytest.raises(HttpError) as refusal:
        theirs.files().update(fileId=copy["id"], body={"trashed": True}).execute()
    assert refusal.value.error_details[0]["reason"] == "insufficientFilePermissions"


def test_every_method_answers_what_its_schema_says(drive, http):
    doc = drive.files().create(body={"name": "T", "mimeType": DOC}, fields="*").execute()["id"]
    upload = MediaInMemoryUpload(b"abc", "application/octet-stream")
    blob = drive.files().create(body={"name": "a.bin"}, media_body=upload, fields="*").execute()["id"]
    comment = drive.comments().create(fileId=doc, body={"content": "x"}, fields="*").execute()["id"]
    said = {"fileId": doc, "commentId": comment, "fields": "*"}
    reply = drive.replies().create(body={"content": "y", "action": "resolve"}, **said).execute()["id"]
    grant = (
        drive.permissions()
        .create(fileId=doc, body={"type": "user", "role": "writer", "emailAddress": KIM}, fields="*")
        .execute()["id"]
    )
    for body in (
        {"type": "anyone", "role": "reader"},
        {"type": "domain", "role": "reader", "domain": "school.example"},
    ):
        drive.permissions().create(fileId=doc, body=body, fields="*").execute()
    school = drive.drives().create(requestId="once", body={"name": "School"}, fields="*").execute()["id"]
    sheet = (
        drive.files()
        .create(body={"name": "S", "mimeType": SHEET, "parents": [school]}, supportsAllDrives=True, fields="*")
        .execute()["id"]
    )
    assert drive.files().get_media(fileId=blob).execute() == b"abc"
    assert drive.files().export(fileId=doc, mimeType="text/plain").execute() == "\ufeff".encode()
    revision = drive.revisions().list(fileId=blob, fields="*").execute()["revisions"][0]["id"]
    for request in (
        drive.about().get(fields="*"),
        drive.changes().list(pageToken="1", fields="*", supportsAllDrives=True, includeItemsFromAllDrives=True),
        drive.changes().getStartPageToken(),
        drive.comments().get(**said),
        drive.comments().list(fileId=doc, fields="*", includeDeleted=True),
        drive.comments().update(body={"content": "z"}, **said),
        drive.drives().get(driveId=school, fields="*"),
        drive.drives().list(fields="*"),
        drive.drives().update(driveId=school, body={"name": "Other"}),
        drive.files().copy(fileId=doc, body={}, fields="*"),
        drive.files().generateIds(count=2),
        drive.files().get(fileId=sheet, supportsAllDrives=True, fields="*"),
        drive.files().list(fields="*"),
        drive.files().update(fileId=doc, body={"name": "y", "starred": True}, fields="*"),
        drive.files().update(fileId=blob, media_body=MediaInMemoryUpload(b"d", "text/plain"), fields="*"),
        drive.permissions().get(fileId=doc, permissionId=grant, fields="*"),
        drive.permissions().list(fileId=doc, fields="*"),
        drive.permissions().list(fileId=sheet, supportsAllDrives=True, fields="*"),
        drive.permissions().update(fileId=doc, permissionId=grant, body={"role": "reader"}, fields="*"),
        drive.replies().get(replyId=reply, **said),
        drive.replies().list(**said),
        drive.replies().update(replyId=reply, body={"content": "z"}, **said),
        drive.revisions().get(fileId=blob, revisionId=revision, fields="*"),
        drive.revisions().list(fileId=doc, fields="*"),
    ):
        assert request.execute(), request.methodId
    for request in (
        drive.replies().delete(fileId=doc, commentId=comment, replyId=reply),
        drive.comments().delete(fileId=doc, commentId=comment),
        drive.permissions().delete(fileId=doc, permissionId=grant),
        drive.files().delete(fileId=doc),
        drive.files().emptyTrash(),
    ):
        assert not request.execute(), request.methodId


def test_a_csv_is_uploaded_over_a_sheet_as_gspread_does_it(spreadsheets):
    book = spreadsheets.create("Cohort")
    spreadsheets.import_csv(book.id, "name,goal\nKim,juggle")
    assert book.sheet1.get_all_values() == [["name", "goal"], ["Kim", "juggle"]]
    book.share(KIM, perm_type="user", role="writer", notify=False)
    assert {each["emailAddress"] for each in book.list_permissions()} == {"staff@school.example", KIM}
    book.remove_permissions(KIM)
    assert len(book.list_permissions()) == 1
    assert [each["name"] for each in spreadsheets.list_spreadsheet_files("Cohort")] == ["Cohort"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "files", {"name": "\ud800"}),
        ("POST", "files", {"name": "x", "properties": {"\udfff": "x"}}),
        ("POST", "drives?requestId=x", {"name": "\ud800"}),
        ("GET", "files?q=%ff%27%00", None),
        ("GET", "files?pageToken=%00&q=name%3D%27%00%27", None),
        ("GET", "files/%00", None),
        ("GET", "changes?pageToken=%F0%9F%98%80", None),
        ("GET", "files?orderBy=%00", None),
    ],
)
def test_no_text_however_odd_breaks_the_sandbox(http, method, path, body):
    data = None if body is None else json.dumps(body)
    url = f"https://www.googleapis.com/drive/v3/{path}"
    answer = http.request(method, url, data=data, headers={"Content-Type": "application/json"})
    assert answer.status_code < 500, answer.text
