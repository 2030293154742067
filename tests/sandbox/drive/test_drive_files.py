from __future__ import annotations

import pytest
from desk import DOC, EVERYWHERE, FOLDER, KIM, LEE, ROBOT, SHEET, STAFF

PARENT_LIMIT = "Increasing the number of parents is not allowed"


def test_a_new_doc_is_private_in_my_drive_with_an_id_of_44_characters(desk):
    doc = desk.file(desk.make())
    assert len(doc["id"]) == 44
    assert doc["parents"] == [desk.file("root")["id"]]
    assert doc["shared"] is False and doc["ownedByMe"] is True
    assert doc["webViewLink"] == f"https://docs.google.com/document/d/{doc['id']}/edit?usp=drivesdk"
    assert doc["createdTime"] == doc["modifiedTime"] == "2026-11-24T09:30:00.000Z"


def test_a_file_without_a_name_is_untitled_and_a_folders_id_has_33_characters(desk):
    made = desk.call("files.create", body={"mimeType": FOLDER})
    assert made["name"] == "Untitled"
    assert len(made["id"]) == 33


def test_a_copy_without_a_name_is_a_copy_of_its_source_beside_it(desk):
    folder = desk.make("Cohort", FOLDER)
    source = desk.make("Template", folder=folder)
    copy = desk.call("files.copy", fileId=source, body={"name": None})
    assert copy["name"] == "Copy of Template"
    assert copy["parents"] == [folder]


def test_a_copy_has_the_content_and_properties_but_nobodys_grants(desk):
    source = desk.make("Template", properties={"kind": "template", "year": "1"}, appProperties={"mine": "yes"})
    desk.type_into(source, "My goals")
    desk.share(source)
    copy = desk.call("files.copy", fileId=source, body={"name": "Kim", "properties": {"kind": None, "student": "kim"}})
    assert copy["properties"] == {"year": "1", "student": "kim"}
    assert copy["appProperties"] == {"mine": "yes"}
    assert desk.roles(copy["id"]) == {STAFF: "owner"}
    assert "My goals" in desk.call("files.export", fileId=copy["id"], mimeType="text/plain").data.decode()


def test_a_copy_lives_its_own_life(desk):
    source = desk.make("Template")
    copy = desk.call("files.copy", fileId=source, body={})["id"]
    desk.type_into(copy, "only here")
    assert b"only here" not in desk.call("files.export", fileId=source, mimeType="text/plain").data


def test_whoever_copies_a_shared_file_owns_the_copy_in_their_own_drive(desk):
    source = desk.make("Template", folder=desk.make("Private", FOLDER))
    desk.share(source, role="reader")
    copy = desk.call("files.copy", by=KIM, fileId=source, body={})
    assert copy["parents"] == [desk.file("root", by=KIM)["id"]]
    assert desk.roles(copy["id"], by=KIM) == {KIM: "owner"}


def test_a_folder_cannot_be_copied(desk):
    refusal = desk.refused("files.copy", fileId=desk.make("F", FOLDER))
    assert refusal == (403, "cannotCopyFile", "This file cannot be copied by the user.", None)


def test_a_guarded_file_is_copied_by_writers_only(desk):
    doc = desk.make("Secret", copyRequiresWriterPermission=True)
    desk.share(doc, KIM, "reader")
    desk.share(doc, LEE, "writer")
    assert desk.refused("files.copy", by=KIM, fileId=doc)[1] == "cannotCopyFile"
    assert desk.call("files.copy", by=LEE, fileId=doc)["name"] == "Copy of Secret"


def test_what_is_not_there_and_what_is_not_shared_look_the_same(desk):
    doc = desk.make()
    for file_id in (doc, "NOPE_NOT_A_GOOD_ID"):
        refusal = desk.refused("files.get", by=KIM, fileId=file_id)
        assert refusal == (404, "notFound", f"File not found: {file_id}.", "fileId")


def test_a_rename_moves_the_time_of_modification_and_a_grant_does_not(desk):
    doc = desk.make()
    desk.later(minutes=5)
    desk.share(doc)
    shared = desk.file(doc)
    assert shared["modifiedTime"] == "2026-11-24T09:30:00.000Z"
    assert int(shared["version"]) == 2
    desk.call("files.update", fileId=doc, body={"name": "New"})
    assert desk.file(doc)["modifiedTime"] == "2026-11-24T09:35:00.000Z"


def test_an_edit_names_who_was_the_last_and_whether_it_was_me(desk):
    doc = desk.make()
    desk.share(doc)
    desk.later(minutes=1)
    desk.type_into(doc, "I will learn", by=KIM)
    mine, theirs = desk.file(doc), desk.file(doc, by=KIM)
    assert mine["lastModifyingUser"]["emailAddress"] == KIM
    assert mine["lastModifyingUser"]["me"] is False and theirs["lastModifyingUser"]["me"] is True
    assert mine["modifiedByMeTime"] == "2026-11-24T09:30:00.000Z"
    assert theirs["modifiedByMeTime"] == mine["modifiedTime"] == "2026-11-24T09:31:00.000Z"
    assert theirs["ownedByMe"] is False


def test_a_sheets_title_set_by_a_batch_is_the_files_name(desk):
    sheet = desk.make("Old", SHEET)
    change = {"updateSpreadsheetProperties": {"properties": {"title": "New"}, "fields": "title"}}
    desk.call("sheets.spreadsheets.batchUpdate", body={"requests": [change]}, spreadsheetId=sheet)
    assert desk.file(sheet)["name"] == "New"


def test_properties_are_merged_and_null_takes_one_away(desk):
    doc = desk.make(properties={"a": "1", "b": "2"})
    desk.call("files.update", fileId=doc, body={"properties": {"a": None, "c": "3"}})
    assert desk.file(doc)["properties"] == {"b": "2", "c": "3"}


def test_app_properties_are_the_apps_own(desk):
    doc = desk.make(appProperties={"op": "1"})
    assert desk.found("appProperties has { key='op' and value='1' }") == {"Goals"}
    desk.client = "another"
    assert "appProperties" not in desk.file(doc)
    assert desk.found("appProperties has { key='op' and value='1' }") == set()
    desk.call("files.update", fileId=doc, body={"appProperties": {"op": "2"}})
    desk.client = "app"
    assert desk.file(doc)["appProperties"] == {"op": "1"}


@pytest.mark.parametrize(("value", "fits"), [("é" * 60, True), ("é" * 61, False)], ids=["124 bytes", "126 bytes"])
def test_key_and_value_of_a_property_have_124_bytes(desk, value, fits):
    body = {"name": "x", "mimeType": DOC, "properties": {"key4": value}}
    if fits:
        assert desk.call("files.create", body=body)["properties"] == {"key4": value}
    else:
        assert desk.refused("files.create", body=body)[0] == 400


def test_a_file_has_thirty_properties_at_most(desk):
    doc = desk.make(properties={f"k{number}": "x" for number in range(30)})
    assert desk.refused("files.update", fileId=doc, body={"properties": {"one-more": "x"}})[0] == 403
    desk.call("files.update", fileId=doc, body={"properties": {"k0": None, "instead": "x"}})


@pytest.mark.parametrize("name", ["version", "owners", "size", "webViewLink", "shared"])
def test_what_only_drive_sets_is_not_writable(desk, name):
    refusal = desk.refused("files.update", fileId=desk.make(), body={name: "1"})
    message = "The resource body includes fields which are not directly writable."
    assert refusal == (403, "fieldNotWritable", message, None)


def test_parents_are_changed_by_parameters_only(desk):
    refusal = desk.refused("files.update", fileId=desk.make(), body={"parents": ["root"]})
    assert refusal[:2] == (403, "fieldNotWritable")
    assert "addParents and removeParents" in refusal[2]


def test_a_file_moves_from_one_folder_to_another(desk):
    one, other = desk.make("One", FOLDER), desk.make("Other", FOLDER)
    doc = desk.make(folder=one)
    desk.call("files.update", fileId=doc, addParents=other, removeParents=one)
    assert desk.file(doc)["parents"] == [other]


def test_a_folder_that_its_owner_adds_takes_the_others_place(desk):
    doc, folder = desk.make(), desk.make("F", FOLDER)
    desk.call("files.update", fileId=doc, addParents=folder)
    assert desk.file(doc)["parents"] == [folder]


def test_two_folders_at_once_are_refused(desk):
    doc, folders = desk.make(), f"{desk.make('F', FOLDER)},{desk.make('G', FOLDER)}"
    refusal = desk.refused("files.update", fileId=doc, addParents=folders)
    assert refusal == (403, "cannotAddParent", PARENT_LIMIT, None)


def test_a_folder_that_somebody_else_adds_is_refused(desk):
    doc, folder = desk.make(), desk.make("F", FOLDER)
    for each in (doc, folder):
        desk.share(each, LEE, "writer")
    refusal = desk.refused("files.update", by=LEE, fileId=doc, addParents=folder)
    assert refusal == (403, "cannotAddParent", PARENT_LIMIT, None)


def test_a_file_taken_out_of_its_folder_lies_in_its_owners_drive(desk):
    folder = desk.make("F", FOLDER)
    doc = desk.make(folder=folder)
    desk.call("files.update", fileId=doc, removeParents=folder)
    assert desk.file(doc)["parents"] == [desk.file("root")["id"]]


def test_a_folder_cannot_be_put_into_itself(desk):
    outer = desk.make("Outer", FOLDER)
    inner = desk.make("Inner", FOLDER, folder=outer)
    refusal = desk.refused("files.update", fileId=outer, addParents=inner, removeParents="root")
    assert refusal[:2] == (403, "cyclicMembershipsNotAllowed")


def test_folders_may_be_a_hundred_levels_deep(desk):
    folder = None
    for _ in range(99):
        folder = desk.make("F", FOLDER, folder=folder)
    desk.make("Doc", folder=folder)
    refusal = desk.refused("files.create", body={"mimeType": FOLDER, "parents": [folder]})
    assert refusal[1] == "myDriveHierarchyDepthLimitExceeded"


def test_what_lies_in_a_binned_folder_is_in_the_bin_and_comes_out_with_it(desk):
    folder = desk.make("F", FOLDER)
    inner = desk.make("G", FOLDER, folder=folder)
    doc = desk.make(folder=inner)
    desk.call("files.update", fileId=folder, body={"trashed": True})
    assert (desk.file(doc)["trashed"], desk.file(doc)["explicitlyTrashed"]) == (True, False)
    assert desk.found("trashed = false") == set()
    desk.call("files.update", fileId=folder, body={"trashed": False})
    assert desk.file(doc)["trashed"] is False


def test_only_the_owner_puts_a_file_into_the_bin(desk):
    doc = desk.make()
    desk.share(doc)
    refusal = desk.refused("files.update", by=KIM, fileId=doc, body={"trashed": True})
    message = f"The user does not have sufficient permissions for file {doc}."
    assert refusal == (403, "insufficientFilePermissions", message, None)


def test_the_bin_is_emptied_of_what_was_put_there(desk):
    folder, kept = desk.make("F", FOLDER), desk.make("Kept")
    inside = desk.make(folder=folder)
    desk.call("files.update", fileId=folder, body={"trashed": True})
    assert desk.call("files.emptyTrash").status == 204
    assert desk.refused("files.get", fileId=inside)[0] == 404
    assert desk.file(kept)["name"] == "Kept"


def test_a_deleted_folder_takes_its_owners_files_along_and_sends_others_home(desk):
    folder = desk.make("F", FOLDER)
    desk.share(folder)
    mine, theirs = desk.make("Mine", folder=folder), desk.make("Theirs", by=KIM, folder=folder)
    assert desk.call("files.delete", fileId=folder).status == 204
    assert desk.refused("files.get", fileId=mine)[0] == 404
    assert desk.file(theirs, by=KIM)["parents"] == [desk.file("root", by=KIM)["id"]]


def test_a_deleted_doc_is_gone_for_docs_too(desk):
    doc = desk.make()
    desk.call("files.delete", fileId=doc)
    refusal = desk.refused("docs.documents.get", documentId=doc)
    assert refusal == (404, "NOT_FOUND", "Requested entity was not found.", None)


def test_docs_tells_what_is_not_shared_from_what_is_not_there(desk):
    doc, sheet = desk.make(), desk.make("S", SHEET)
    assert desk.refused("docs.documents.get", by=KIM, documentId=doc)[0] == 403
    assert desk.refused("docs.documents.get", documentId=sheet)[0] == 404
    assert desk.refused("docs.documents.get", documentId="x" * 44)[0] == 404


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (400, "FAILED_PRECONDITION")),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (400, "INVALID_ARGUMENT")),
        ("application/pdf", (400, "INVALID_ARGUMENT")),
    ],
    ids=["docx", "xlsx", "pdf"],
)
def test_docs_refuses_other_files_by_what_they_are(desk, kind, answer):
    file_id = desk.upload(b"x", kind, name="x")["id"]
    assert desk.refused("docs.documents.get", documentId=file_id)[:2] == answer


def test_who_has_no_storage_neither_makes_nor_copies_a_file(desk):
    template = desk.make()
    desk.share(template, ROBOT)
    refusal = (403, "storageQuotaExceeded", "The user's Drive storage quota has been exceeded.", None)
    assert desk.refused("files.copy", by=ROBOT, fileId=template) == refusal
    assert desk.refused("files.create", by=ROBOT, body={"mimeType": DOC}) == refusal
    folder = desk.make("F", FOLDER)
    desk.share(folder, ROBOT)
    assert desk.refused("files.copy", by=ROBOT, fileId=template, body={"parents": [folder]}) == refusal
    assert desk.refused("docs.documents.create", by=ROBOT)[:2] == (403, "PERMISSION_DENIED")
    drive = desk.drive()
    desk.share(drive, ROBOT, "writer")
    made = desk.call("files.copy", by=ROBOT, fileId=template, body={"parents": [drive]}, **EVERYWHERE)
    assert made["driveId"] == drive


def test_generated_ids_are_good_once_and_not_for_docs(desk):
    [wanted] = desk.call("files.generateIds", count=1)["ids"]
    assert desk.call("files.create", body={"id": wanted, "name": "x"})["id"] == wanted
    assert desk.refused("files.create", body={"id": wanted})[:2] == (409, "fileIdInUse")
    assert desk.refused("files.create", body={"id": "1" * 33})[2] == "The provided file ID is not usable."
    [unused] = desk.call("files.generateIds", count=1)["ids"]
    assert desk.refused("files.create", body={"id": unused, "mimeType": DOC})[0] == 400


def test_a_shortcut_points_at_a_file(desk):
    doc = desk.make()
    details = {"mimeType": "application/vnd.google-apps.shortcut", "shortcutDetails": {"targetId": doc}, "name": "way"}
    shown = desk.call("files.create", body=details)
    assert shown["shortcutDetails"] == {"targetId": doc, "targetMimeType": DOC}
    assert desk.found(f"shortcutDetails.targetId = '{doc}'") == {"way"}


def test_a_star_is_each_persons_own(desk):
    doc = desk.make()
    desk.share(doc, role="reader")
    desk.call("files.update", by=KIM, fileId=doc, body={"starred": True})
    assert desk.file(doc, by=KIM)["starred"] is True
    assert desk.file(doc)["starred"] is False
    assert int(desk.file(doc)["version"]) == 2


def test_capabilities_follow_the_role(desk):
    doc = desk.make()
    desk.share(doc, KIM, "commenter")
    theirs, mine = desk.file(doc, by=KIM)["capabilities"], desk.file(doc)["capabilities"]
    assert {name for name in ("canEdit", "canComment", "canCopy", "canShare", "canTrash") if theirs[name]} == {
        "canComment",
        "canCopy",
    }
    assert mine["canEdit"] and mine["canShare"] and mine["canTrash"] and mine["canDelete"]


def test_about_says_who_is_signed_in_and_wants_fields(desk):
    message = "The 'fields' parameter is required for this method."
    assert desk.refused("about.get") == (400, "required", message, "fields")
    about = desk.call("about.get", fields="user,storageQuota", by=KIM)
    assert about["user"]["emailAddress"] == KIM and about["user"]["me"] is True
    assert desk.call("about.get", fields="*", by=ROBOT)["storageQuota"]["limit"] == "0"


def test_the_folder_of_an_apps_own_data_is_refused_by_name(desk):
    refusal = (501, "notImplemented", "The sandbox does not play the appDataFolder.", None)
    assert desk.refused("files.get", fileId="appDataFolder") == refusal
    assert desk.refused("files.create", body={"name": "x", "parents": ["appDataFolder"]}) == refusal
