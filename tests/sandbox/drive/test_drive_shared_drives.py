from __future__ import annotations

import pytest
from desk import EVERYWHERE, FOLDER, KIM, LEE, ROBOT, STAFF


@pytest.fixture
def school(desk):
    """A shared drive with a Doc; Kim manages its content, Lee reads."""
    desk.school = desk.drive()
    desk.share(desk.school, KIM, "fileOrganizer")
    desk.share(desk.school, LEE, "reader")
    desk.doc = desk.make("Plan", folder=desk.school)
    return desk


def test_whoever_makes_a_shared_drive_organizes_it(desk):
    drive = desk.drive("School")
    assert desk.roles(drive) == {STAFF: "organizer"}
    assert [each["name"] for each in desk.call("drives.list")["drives"]] == ["School"]
    assert desk.call("drives.get", driveId=drive)["capabilities"]["canManageMembers"] is True
    assert desk.refused("drives.get", by=KIM, driveId=drive)[0] == 404
    assert desk.refused("drives.create", body={"name": "Again"}, requestId="School")[0] == 409
    assert desk.refused("drives.create", by=ROBOT, body={"name": "x"}, requestId="x")[0] == 403


def test_its_files_belong_to_nobody_and_are_found_only_by_who_knows_of_shared_drives(school):
    shown = school.file(school.doc)
    assert shown["driveId"] == school.school
    assert {"owners", "ownedByMe", "shared", "permissions", "writersCanShare"}.isdisjoint(shown)
    refusal = school.refused("files.get", fileId=school.doc)
    assert refusal == (404, "notFound", f"File not found: {school.doc}.", "fileId")


def test_lists_show_them_only_when_asked(school):
    school.make("Mine")
    assert school.names() == ["Mine"]
    assert set(school.names(corpora="allDrives", **EVERYWHERE)) == {"Mine", "Plan"}
    assert school.names(corpora="drive", driveId=school.school, **EVERYWHERE) == ["Plan"]
    assert set(school.names(**EVERYWHERE)) == {"Mine", "Plan"}
    assert school.names(by=LEE, **EVERYWHERE) == []
    assert school.names(by=LEE, corpora="drive", driveId=school.school, **EVERYWHERE) == ["Plan"]


@pytest.mark.parametrize(
    ("params", "answer"),
    [
        ({"includeItemsFromAllDrives": True}, (403, "supportsTeamDrivesRequired")),
        ({"corpora": "drive", **EVERYWHERE}, (400, "required")),
        ({"driveId": "x", **EVERYWHERE}, (403, "teamDriveIdNotSupported")),
        ({"corpora": "drive", "driveId": "x", "supportsAllDrives": True}, (403, "teamDrivesNotIncluded")),
        ({"corpora": "drive", "driveId": "x", **EVERYWHERE}, (404, "notFound")),
        ({"corpora": "moon"}, (400, "invalid")),
    ],
)
def test_questions_that_do_not_fit_shared_drives_are_refused(school, params, answer):
    assert school.refused("files.list", **params)[:2] == answer


def test_members_have_their_role_in_everything_and_it_cannot_be_taken_there(school):
    assert school.roles(school.doc) == {STAFF: "organizer", KIM: "fileOrganizer", LEE: "reader"}
    permission = school.user(LEE).permission_id
    refusal = school.refused("permissions.delete", fileId=school.doc, permissionId=permission, supportsAllDrives=True)
    message = "Cannot update or delete an inherited permission on a shared drive item."
    assert refusal == (403, "cannotModifyInheritedTeamDrivePermission", message, None)
    [member] = [
        each
        for each in school.call("permissions.list", fileId=school.doc, supportsAllDrives=True)["permissions"]
        if each["id"] == permission
    ]
    assert member["permissionDetails"] == [
        {"permissionType": "member", "role": "reader", "inherited": True, "inheritedFrom": school.school}
    ]


def test_one_file_can_be_shared_beyond_its_members(school):
    school.share(school.doc, "guest@school.example", "commenter")
    assert school.file(school.doc)["hasAugmentedPermissions"] is True
    assert school.file(school.doc, by="guest@school.example")["capabilities"]["canEdit"] is False


def test_who_may_bin_and_who_may_delete(school):
    change = {"fileId": school.doc, "supportsAllDrives": True}
    school.share(school.doc, LEE, "writer")
    assert school.refused("files.update", by=LEE, body={"trashed": True}, **change)[0] == 403
    school.call("files.update", by=KIM, body={"trashed": True}, **change)
    assert school.file(school.doc)["trashingUser"]["emailAddress"] == KIM
    assert school.refused("files.delete", by=KIM, **change)[0] == 403
    assert school.call("files.delete", **change).status == 204


def test_only_organizers_manage_members_and_nobody_owns(school):
    body = {"type": "user", "role": "reader", "emailAddress": "x@school.example"}
    assert (
        school.refused("permissions.create", by=KIM, body=body, fileId=school.school, supportsAllDrives=True)[0] == 403
    )
    owner = {**body, "role": "owner"}
    refusal = school.refused(
        "permissions.create", body=owner, fileId=school.doc, supportsAllDrives=True, transferOwnership=True
    )
    assert refusal[1] == "ownerOnTeamDriveItemNotSupported"


def test_a_file_moves_in_and_belongs_to_the_drive(school):
    mine = school.make("Mine")
    school.call("files.update", fileId=mine, addParents=school.school, removeParents="root", supportsAllDrives=True)
    shown = school.file(mine)
    assert shown["driveId"] == school.school and "owners" not in shown
    assert school.roles(mine) == {STAFF: "organizer", KIM: "fileOrganizer", LEE: "reader"}


def test_who_has_no_role_in_the_drive_loses_no_file_to_it(school):
    theirs = school.make("Theirs", by="stranger@school.example")
    school.share(theirs, STAFF, by="stranger@school.example")
    move = {
        "addParents": school.school,
        "removeParents": school.file(theirs, by="stranger@school.example")["parents"][0],
    }
    refusal = school.refused("files.update", fileId=theirs, supportsAllDrives=True, **move)
    assert refusal[1] == "fileOwnerNotMemberOfTeamDrive"


def test_folders_do_not_move_in_and_a_file_has_always_one_parent(school):
    folder = school.make("F", FOLDER)
    move = {"addParents": school.school, "removeParents": "root", "supportsAllDrives": True}
    assert school.refused("files.update", fileId=folder, **move)[1] == "teamDrivesFolderMoveInNotSupported"
    out = {"removeParents": school.school, "supportsAllDrives": True}
    assert school.refused("files.update", fileId=school.doc, **out)[1] == "teamDrivesParentLimit"


def test_an_organizer_takes_a_file_out(school):
    move = {"addParents": "root", "removeParents": school.school, "supportsAllDrives": True}
    assert school.refused("files.update", by=KIM, fileId=school.doc, **move)[0] == 403
    school.call("files.update", fileId=school.doc, **move)
    assert school.file(school.doc)["ownedByMe"] is True


def test_a_drive_is_renamed_found_by_name_and_deleted_when_empty(school):
    school.call("drives.update", driveId=school.school, body={"name": "Evening school"})
    assert school.file(school.school)["name"] == "Evening school"
    assert len(school.call("drives.list", q="name contains 'even'")["drives"]) == 1
    assert school.call("drives.list", q="name = 'x'")["drives"] == []
    assert school.refused("drives.list", q="memberCount > 3")[0] == 400
    assert school.refused("drives.list", q="trashed")[0] == 501
    assert school.refused("drives.delete", driveId=school.school)[0] == 403
    school.call("files.delete", fileId=school.doc, supportsAllDrives=True)
    assert school.call("drives.delete", driveId=school.school).status == 204
    assert school.call("drives.list")["drives"] == []
