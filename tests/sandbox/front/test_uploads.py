"""Uploads and downloads by the real client, in every protocol."""

import io

import pytest
from googleapiclient.http import MediaInMemoryUpload, MediaIoBaseDownload, MediaIoBaseUpload

DATA = bytes(range(256)) * 4096


def downloaded(drive, file_id, chunk=300_000):
    into = io.BytesIO()
    loader = MediaIoBaseDownload(into, drive.files().get_media(fileId=file_id), chunksize=chunk)
    done = False
    while not done:
        _, done = loader.next_chunk()
    return into.getvalue()


@pytest.mark.parametrize("body", [None, {"name": "data.bin", "description": "é"}], ids=["simple", "multipart"])
def test_an_upload_in_one_request_is_downloaded_in_pieces(drive, body):
    media = MediaInMemoryUpload(DATA, mimetype="application/octet-stream")
    made = drive.files().create(body=body, media_body=media, fields="id,name,size,mimeType").execute()
    assert (made["size"], made["mimeType"]) == (str(len(DATA)), "application/octet-stream")
    assert made["name"] == (body["name"] if body else "Untitled")
    assert downloaded(drive, made["id"]) == DATA


def test_a_resumable_upload_goes_on_chunk_by_chunk_and_is_one_file(drive, sandbox):
    media = MediaIoBaseUpload(io.BytesIO(DATA), "image/png", chunksize=256 * 1024, resumable=True)
    request = drive.files().create(body={"name": "picture"}, media_body=media, fields="id,name,mimeType")
    response, steps = None, 0
    while response is None:
        _, response = request.next_chunk()
        steps += 1
    assert steps == 4
    assert (response["name"], response["mimeType"]) == ("picture", "image/png")
    assert downloaded(drive, response["id"]) == DATA
    assert [entry["applied"] for entry in sandbox.journal()][:5] == [False, False, False, False, True]


def test_an_upload_replaces_the_bytes_of_a_file(drive):
    made = drive.files().create(media_body=MediaInMemoryUpload(b"one", "text/plain")).execute()
    media = MediaIoBaseUpload(io.BytesIO(b"two"), "text/plain", resumable=True)
    drive.files().update(fileId=made["id"], media_body=media).execute()
    assert downloaded(drive, made["id"]) == b"two"


def test_an_interrupted_upload_tells_how_far_it_came(http, sandbox):
    url = f"{sandbox.url}/upload/drive/v3/files?uploadType=resumable"
    began = http.post(url, json={"name": "a"}, headers={"X-Upload-Content-Type": "text/plain"})
    session = began.headers["Location"]
    assert (began.status_code, began.content) == (200, b"")
    status = http.put(session, headers={"Content-Range": "bytes */10"})
    assert (status.status_code, "Range" in status.headers) == (308, False)
    half = http.put(session, data=b"01234", headers={"Content-Range": "bytes 0-4/10"})
    assert (half.status_code, half.headers["Range"]) == (308, "bytes=0-4")
    again = http.put(session, headers={"Content-Range": "bytes */10"})
    assert again.headers["Range"] == "bytes=0-4"
    whole = http.put(session, data=b"56789", headers={"Content-Range": "bytes 5-9/10"})
    assert whole.json()["mimeType"] == "text/plain"
    assert http.put(session, data=b"x").status_code == 404


@pytest.mark.parametrize("range", ["bytes 3-4/10", "bytes 0-9/10", "lines 0-1/2", "bytes 5-2/10"])
def test_a_chunk_that_does_not_follow_is_refused(http, sandbox, range):
    url = f"{sandbox.url}/upload/drive/v3/files?uploadType=resumable"
    session = http.post(url, json={}).headers["Location"]
    assert http.put(session, data=b"01", headers={"Content-Range": range}).status_code == 400


@pytest.mark.parametrize(
    "query, headers, data",
    [
        ("", {}, b"x"),
        ("uploadType=odd", {}, b"x"),
        ("uploadType=multipart", {"Content-Type": "text/plain"}, b"x"),
        ("uploadType=multipart", {"Content-Type": "multipart/related"}, b"x"),
        ("uploadType=multipart", {"Content-Type": "multipart/related; boundary=b"}, b"--b\r\n\r\n{}\r\n--b--"),
    ],
)
def test_a_malformed_upload_is_refused_and_makes_nothing(http, sandbox, query, headers, data):
    answer = http.post(f"{sandbox.url}/upload/drive/v3/files?{query}", data=data, headers=headers)
    assert (answer.status_code, answer.json()["error"]["errors"][0]["reason"]) == (400, "badRequest")
    assert http.get(f"{sandbox.url}/drive/v3/files").json()["files"] == []


def test_an_uploads_metadata_is_checked_before_its_bytes(http, sandbox):
    answer = http.post(f"{sandbox.url}/upload/drive/v3/files?uploadType=resumable", json={"name": 5})
    assert "Invalid value at 'name' (TYPE_STRING), 5" in answer.json()["error"]["message"]


def test_a_range_past_the_end_is_refused(http, sandbox, drive):
    made = drive.files().create(media_body=MediaInMemoryUpload(b"abc", "text/plain")).execute()
    url = f"{sandbox.url}/drive/v3/files/{made['id']}?alt=media"
    part = http.get(url, headers={"Range": "bytes=1-"})
    assert (part.status_code, part.content, part.headers["Content-Range"]) == (206, b"bc", "bytes 1-2/3")
    assert http.get(url, headers={"Range": "bytes=3-"}).status_code == 416
