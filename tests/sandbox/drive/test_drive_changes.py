from __future__ import annotations

import pytest
from desk import EVERYWHERE, FOLDER, KIM, STAFF


def start(desk, by=STAFF):
    return desk.call("changes.getStartPageToken", by=by)["startPageToken"]


def since(desk, token, by=STAFF, **params):
    page = desk.call("changes.list", by=by, pageToken=token, **params)
    return [(each["fileId"], each["removed"]) for each in page["changes"]], page.get("newStartPageToken")


def test_what_happened_since_is_told_once(desk):
    desk.make("before")
    token = start(desk)
    doc = desk.make("after")
    found, then = since(desk, token)
    assert found == [(doc, False)]
    assert since(desk, then) == ([], then)


def test_a_file_that_changed_twice_is_told_of_once_as_it_is_now(desk):
    doc, token = desk.make(), start(desk)
    desk.type_into(doc, "x")
    desk.call("files.update", fileId=doc, body={"name": "New"})
    page = desk.call("changes.list", pageToken=token)
    assert [each["file"]["name"] for each in page["changes"]] == ["New"]
    assert page["changes"][0]["changeType"] == "file"


def test_a_grant_a_deletion_and_a_grant_taken_away(desk):
    doc, token = desk.make(), start(desk)
    given = desk.share(doc)["id"]
    found, token = since(desk, token, by=KIM)
    assert found == [(doc, False)]
    desk.call("permissions.delete", fileId=doc, permissionId=given)
    found, token = since(desk, token, by=KIM)
    assert found == [(doc, True)]
    assert since(desk, token, by=KIM, includeRemoved=False)[0] == []
    desk.share(doc)
    assert since(desk, token, by=KIM)[0] == [(doc, False)]
    desk.call("files.delete", fileId=doc)
    assert since(desk, token, by=KIM)[0] == [(doc, True)]
    assert since(desk, token)[0] == [(doc, True)]


def test_nobody_hears_of_what_they_cannot_see(desk):
    token = start(desk)
    desk.make()
    assert since(desk, token, by=KIM)[0] == []


def test_changes_come_in_pages(desk):
    token = start(desk)
    made = [desk.make(str(number)) for number in range(5)]
    found = []
    while token:
        page = desk.call("changes.list", pageToken=token, pageSize=2)
        found += [each["fileId"] for each in page["changes"]]
        token = page.get("nextPageToken")
    assert found == made
    assert page["newStartPageToken"] == start(desk)


@pytest.mark.parametrize("token", ["", "x", "-1", "٣", "9" * 30])
def test_a_token_that_was_never_given_is_refused(desk, token):
    assert desk.refused("changes.list", pageToken=token) == (400, "invalid", "Invalid Value", "pageToken")


def test_shared_drives_are_told_of_only_on_request(desk):
    drive = desk.drive()
    token = start(desk)
    doc = desk.make(folder=drive)
    assert since(desk, token)[0] == []
    assert since(desk, token, **EVERYWHERE)[0] == [(doc, False)]
    assert since(desk, token, driveId=drive, **EVERYWHERE)[0] == [(doc, False)]
    assert desk.refused("changes.list", pageToken=token, includeItemsFromAllDrives=True)[0] == 403


def test_my_drive_alone_if_that_is_wanted(desk):
    theirs, token = desk.make("F", FOLDER, by=KIM), start(desk)
    desk.share(theirs, STAFF, by=KIM)
    mine = desk.make()
    assert since(desk, token, restrictToMyDrive=True)[0] == [(mine, False)]


def test_a_file_that_leaves_a_shared_folder_is_gone_for_its_readers(desk):
    folder = desk.make("F", FOLDER)
    desk.share(folder)
    doc = desk.make(folder=folder)
    token = start(desk)
    desk.call("files.update", fileId=doc, addParents="root", removeParents=folder)
    assert since(desk, token, by=KIM)[0] == [(doc, True)]
    assert since(desk, token)[0] == [(doc, False)]
