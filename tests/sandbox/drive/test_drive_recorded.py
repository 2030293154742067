"""Exchanges that were recorded from the real service, against the sandbox over HTTP: equal but for ids and times."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from desk import DOC, FOLDER, KIM, ROBOT, STAFF

from tests.sandbox.conftest import session

SCOPE = "https://www.googleapis.com/auth/"
ACCOUNT = "uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu@example.com"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
ID = re.compile(r"(?<![\w-])(1[\w-]{43}|1[\w-]{32}|0A[\w-]{11,12}Uk9PVA)(?![\w-])")
ORDER = ("post-files", "get-files-id", "post-files-id-copy", "get-files-id-comments", "get-files", "delete-files-id")


def recorded(shared, name):
    return json.loads((shared / "google" / "drive" / f"gspread-{name}.json").read_text())


def masked(value):
    """A value with its ids and times blanked."""
    if isinstance(value, dict):
        return {masked(name): masked(each) for name, each in value.items()}
    if isinstance(value, list):
        return [masked(each) for each in value]
    return ID.sub("ID", TIME.sub("TIME", value)) if isinstance(value, str) else value


class Replay:
    """Sends recorded requests with the ids that the sandbox gave."""

    def __init__(self, http):
        self.http = http
        self.ids = {}

    def send(self, exchange, **names):
        parts = urlsplit(exchange["target"])
        path = parts.path
        for old, new in {**self.ids, **names}.items():
            path = path.replace(old, new)
        url = f"https://{exchange['host']}{path}?{parts.query}"
        body = exchange["body"]
        if isinstance(body, str):
            return self.http.request(exchange["method"], url, data=body, headers={"Content-Type": "text/csv"})
        return self.http.request(exchange["method"], url, json=body)

    def same(self, exchange, answer):
        assert answer.status_code == exchange["status"], answer.text
        told = answer.json() if isinstance(exchange["response"], dict) else answer.text
        assert masked(told) == masked(exchange["response"])
        if isinstance(told, dict) and "id" in told:
            self.ids[exchange["response"]["id"]] = told["id"]
        wanted = exchange["headers"]
        for name in ("Content-Type", "Cache-Control"):
            assert answer.headers[name] == wanted[name], name
        return told


@pytest.fixture
def replay(http, shared):
    return Replay(http)


def test_a_spreadsheet_is_made_read_listed_and_deleted_as_recorded(replay, shared):
    [made], [read] = recorded(shared, "post-files"), recorded(shared, "get-files-id")
    told = replay.same(made, replay.send(made))
    replay.same(read, replay.send(read))
    assert told["id"] in replay.ids.values()
    for listed in recorded(shared, "get-files"):
        name = dict(parse_qsl(urlsplit(listed["target"]).query))["q"].partition('name = "')[2].rstrip('"')
        files = listed["response"]["files"]
        if files:
            replay.http.post(
                "https://www.googleapis.com/drive/v3/files",
                json={"name": files[0]["name"], "mimeType": "application/vnd.google-apps.spreadsheet"},
            )
        if not name:
            # The one list without a name was recorded in an account that held only this file.
            replay.http.delete(f"https://www.googleapis.com/drive/v3/files/{told['id']}")
        replay.same(listed, replay.send(listed))


def test_a_deletion_is_answered_as_recorded(replay, shared):
    [made], [gone] = recorded(shared, "post-files"), recorded(shared, "delete-files-id")
    replay.same(made, replay.send(made))
    answer = replay.send(gone)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Content-Type"] == gone["headers"]["Content-Type"]


def test_a_copy_and_its_comments_are_answered_as_recorded(replay, shared):
    [made], [copied] = recorded(shared, "post-files"), recorded(shared, "post-files-id-copy")
    [comments] = recorded(shared, "get-files-id-comments")
    source = re.search(r"files/([\w-]{44})/copy", copied["target"])[1]
    made = {**made, "body": {**made["body"], "name": "Test ClientTest test_copy"}}
    created = replay.send(made).json()["id"]
    replay.same(copied, replay.send(copied, **{source: created}))
    replay.same(comments, replay.send(comments, **{source: created}))


def test_an_export_is_answered_as_recorded(replay, shared):
    [made], [exported] = recorded(shared, "post-files"), recorded(shared, "get-files-id-export")
    created = replay.send(made).json()["id"]
    values = f"https://sheets.googleapis.com/v4/spreadsheets/{created}/values/Sheet1!A1?valueInputOption=RAW"
    replay.http.put(values, json={"values": [exported["response"].split(",")]})
    wanted = re.search(r"files/([\w-]{44})/export", exported["target"])[1]
    replay.same(exported, replay.send(exported, **{wanted: created}))


def test_an_upload_over_a_sheet_is_answered_as_recorded(sandbox, shared):
    [uploaded] = recorded(shared, "putupload-v2-files-id")
    with session(sandbox, ACCOUNT) as http:
        sandbox.do(lambda workspace: workspace.store.db.execute("UPDATE users SET name = email"))
        replay = Replay(http)
        [made] = recorded(shared, "post-files")
        made = {**made, "body": {**made["body"], "name": uploaded["response"]["title"]}}
        created = replay.send(made).json()["id"]
        told = replay.send(uploaded, **{uploaded["response"]["id"]: created}).json()
    # Numbers of accounts and of states, which are of the real service's making.
    loose = re.compile(r'(?<=[&?])(ouid|s)=[\w-]+|^"[\w-]+"$|^\d{20}$')

    def kept(value):
        if isinstance(value, dict):
            return {name: kept(each) for name, each in value.items() if name != "version"}
        if isinstance(value, list):
            return [kept(each) for each in value]
        return loose.sub(r"\1", masked(value)) if isinstance(value, str) else value

    assert kept(told) == kept(uploaded["response"])


def test_folders_and_bytes_show_the_recorded_fields(sandbox, shared):
    [top, two, one, sample] = json.loads((shared / "google" / "drive" / "simonw-files-fields-star.json").read_text())
    made = {}
    with session(sandbox, "u@example.com") as http:
        sandbox.do(lambda workspace: workspace.store.db.execute("UPDATE users SET name = 'Simon Willison'"))
        base = "https://www.googleapis.com/drive/v3/files"
        for each in (top, two, one):
            body = {"name": each["name"], "mimeType": each["mimeType"]}
            if each is not top:
                body["parents"] = [made[top["id"]]]
            made[each["id"]] = http.post(base, json=body).json()["id"]
        body = {"name": "sample.csv", "mimeType": "text/csv", "parents": [made[one["id"]]],
                "modifiedTime": sample["modifiedTime"]}  # fmt: skip
        made[sample["id"]] = http.post(base, json=body).json()["id"]
        for each in (top, two, one, sample):
            told = http.get(f"{base}/{made[each['id']]}", params={"fields": "*"}).json()
            # Whether this app made the file; how often it was changed; how long it is; whose number that is.
            loose = {"isAppAuthorized", "version", "quotaBytesUsed", "photoLink", "permissionId"}
            if each is sample:
                loose.add("lastModifyingUser")
            names = set(each) - loose
            assert {name: bare(told[name], loose) for name in names} == {
                name: bare(each[name], loose) for name in names
            }


def bare(value, loose):
    if isinstance(value, dict):
        return {name: bare(each, loose) for name, each in value.items() if name not in loose}
    if isinstance(value, list):
        return [bare(each, loose) for each in value]
    return masked(value)


def test_the_recorded_refusal_of_an_unknown_id(http, shared):
    recording = json.loads(
        (shared / "google" / "drive" / "errors" / "gargle-drive-files-get-nonexistent-file-id_404.json").read_text()
    )
    answer = http.get("https://www.googleapis.com/drive/v3/files/NOPE_NOT_A_GOOD_ID?supportsTeamDrives=TRUE")
    assert (answer.status_code, answer.json()) == (recording["status"], recording["response"])


SAMPLES = {
    "400-badRequest": lambda desk: desk.refused("files.list", q="fullText contains 'x'", orderBy="name"),
    "403-appNotAuthorizedToFile": lambda desk: strange(desk),
    "403-cannotModifyInheritedTeamDrivePermission": lambda desk: inherited(desk),
    "403-fileNotDownloadable": lambda desk: desk.refused("files.get", fileId=desk.make(), alt="media"),
    "403-fileOwnerNotMemberOfTeamDrive": lambda desk: moved_in(desk),
    "403-insufficientFilePermissions": lambda desk: only_read(desk),
    "403-myDriveHierarchyDepthLimitExceeded": lambda desk: too_deep(desk, desk.make("F", FOLDER), 99),
    "403-storageQuotaExceeded": lambda desk: desk.refused("files.create", by=ROBOT, body={"mimeType": DOC}),
    "403-teamDriveHierarchyTooDeep": lambda desk: too_deep(desk, desk.drive(), 100),
    "403-teamDrivesFolderMoveInNotSupported": lambda desk: desk.refused(
        "files.update",
        fileId=desk.make("F", FOLDER),
        addParents=desk.drive(),
        removeParents="root",
        supportsAllDrives=True,
    ),
    "403-teamDrivesParentLimit": lambda desk: taken_out(desk),
}


def strange(desk):
    desk.client = "another"
    doc = desk.make()
    desk.client, desk.scopes = "app", frozenset({SCOPE + "drive.file", SCOPE + "drive.readonly"})
    return desk.refused("files.update", fileId=doc, body={"name": "x"})


def inherited(desk):
    doc = desk.make(folder=desk.drive())
    me = desk.user(STAFF).permission_id
    return desk.refused("permissions.delete", fileId=doc, permissionId=me, supportsAllDrives=True)


def moved_in(desk):
    doc = desk.make(by=KIM)
    desk.share(doc, STAFF, by=KIM)
    home = desk.file("root", by=KIM)["id"]
    move = {"addParents": desk.drive(), "removeParents": home, "supportsAllDrives": True}
    return desk.refused("files.update", fileId=doc, **move)


def only_read(desk):
    doc = desk.make()
    desk.share(doc, role="reader")
    return desk.refused("files.update", by=KIM, fileId=doc, body={"name": "x"})


def too_deep(desk, folder, levels):
    for _ in range(levels - 1):
        folder = desk.make("F", FOLDER, folder=folder)
    body = {"mimeType": FOLDER, "parents": [folder]}
    return desk.refused("files.create", body=body, supportsAllDrives=True)


def taken_out(desk):
    drive = desk.drive()
    doc = desk.make(folder=drive)
    return desk.refused("files.update", fileId=doc, removeParents=drive, supportsAllDrives=True)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_refusal_is_worded_as_in_googles_samples(desk, shared, name):
    error = json.loads((shared / "google" / "drive" / "errors" / f"docs-{name}.json").read_text())["response"]["error"]
    wanted = re.escape(error["message"]).replace(r"\{appId\}", "app").replace(r"\{verb\}", "write")
    code, reason, message, location = SAMPLES[name](desk)
    assert (code, reason) == (error["code"], error["errors"][0]["reason"])
    assert re.fullmatch(wanted.replace(r"\{fileId\}", r"[\w-]{33,44}"), message)
    assert location == error["errors"][0].get("location", location)
