from __future__ import annotations

import pytest
from desk import FOLDER, KIM, LEE, SHEET, STAFF

UNKNOWN = "pat@mail.example"
NO_ACCOUNT = (
    f'Bad Request. User message: "You are trying to invite {UNKNOWN}. Since there is no Google account associated with '
    'this email address, you must check the "Notify people" box to invite this recipient."'
)
NOTIFY = (
    "The sendNotificationEmail parameter is only applicable for permissions of type 'user' or 'group', and must not be "
    "disabled for ownership transfers."
)


def test_a_grant_lets_somebody_in_and_a_mail_tells_them(desk):
    doc = desk.make("Goals of Kim")
    made = desk.share(doc, emailMessage="Please write three goals.")
    assert (made["type"], made["role"], made["emailAddress"]) == ("user", "writer", KIM)
    assert desk.file(doc, by=KIM)["name"] == "Goals of Kim"
    [mail] = desk.mails()
    assert (mail.to, mail.sender, mail.file_id) == (KIM, STAFF, doc)
    assert mail.text.startswith("Please write three goals.\n")
    assert f"https://docs.google.com/document/d/{doc}/edit" in mail.text
    assert "Goals of Kim" in mail.subject


def test_no_mail_is_sent_where_none_is_wanted(desk):
    desk.share(desk.make(), sendNotificationEmail=False)
    assert desk.mails() == []


def test_who_has_no_google_account_is_invited_only_by_mail(desk):
    desk.user(UNKNOWN, has_account=False)
    doc = desk.make()
    refusal = desk.refused(
        "permissions.create",
        fileId=doc,
        body={"type": "user", "role": "writer", "emailAddress": UNKNOWN},
        sendNotificationEmail=False,
    )
    assert refusal == (400, "invalidSharingRequest", NO_ACCOUNT, None)
    assert desk.roles(doc) == {STAFF: "owner"}
    desk.share(doc, UNKNOWN)
    assert [mail.to for mail in desk.mails()] == [UNKNOWN]


def test_making_a_grant_again_makes_no_second_one(desk):
    doc = desk.make()
    first, again = desk.share(doc), desk.share(doc)
    assert first["id"] == again["id"]
    assert desk.roles(doc) == {STAFF: "owner", KIM: "writer"}


def test_a_grant_made_again_with_a_weaker_role_keeps_the_stronger_one(desk):
    doc = desk.make()
    desk.share(doc, role="writer")
    assert desk.share(doc, role="reader")["role"] == "writer"
    desk.share(doc, LEE, "reader")
    assert desk.share(doc, LEE, "commenter")["role"] == "commenter"


def test_a_persons_permission_id_is_the_same_everywhere_and_that_of_about(desk):
    one, other = desk.share(desk.make()), desk.share(desk.make("S", SHEET))
    assert one["id"] == other["id"] == desk.call("about.get", by=KIM, fields="user")["user"]["permissionId"]
    assert one["id"].isdecimal()


def test_an_address_is_the_same_person_in_any_case(desk):
    doc = desk.make()
    desk.share(doc, "Kim@School.Example")
    assert desk.file(doc, by=KIM)["ownedByMe"] is False
    assert desk.roles(doc) == {STAFF: "owner", KIM: "writer"}


def test_a_folders_grants_count_for_what_lies_in_it_under_the_same_ids(desk):
    folder = desk.make("Cohort", FOLDER)
    doc = desk.make(folder=desk.make("Inner", FOLDER, folder=folder))
    given = desk.share(folder, role="commenter")
    assert desk.roles(doc) == {STAFF: "owner", KIM: "commenter"}
    assert desk.call("permissions.get", fileId=doc, permissionId=given["id"])["role"] == "commenter"
    refusal = desk.refused("permissions.delete", fileId=doc, permissionId=given["id"])
    assert refusal[0] == 403
    desk.call("permissions.delete", fileId=folder, permissionId=given["id"])
    assert desk.refused("files.get", by=KIM, fileId=doc)[0] == 404


def test_the_stronger_of_own_and_inherited_grant_counts(desk):
    folder = desk.make("Cohort", FOLDER)
    doc = desk.make(folder=folder)
    desk.share(folder, role="reader")
    desk.share(doc, role="writer")
    assert desk.roles(doc)[KIM] == "writer"
    assert desk.roles(folder)[KIM] == "reader"


def test_who_owns_the_folder_may_write_what_others_put_there(desk):
    folder = desk.make("Hand in", FOLDER)
    desk.share(folder)
    doc = desk.make("Kim's", by=KIM, folder=folder)
    assert desk.roles(doc, by=KIM) == {KIM: "owner", STAFF: "writer"}
    desk.type_into(doc, "Well done")


def test_readers_see_neither_the_grants_nor_may_they_give_any(desk):
    doc = desk.make()
    desk.share(doc, role="commenter")
    assert desk.refused("permissions.list", by=KIM, fileId=doc)[1] == "insufficientFilePermissions"
    assert "permissions" not in desk.file(doc, by=KIM)
    body = {"type": "user", "role": "reader", "emailAddress": LEE}
    assert desk.refused("permissions.create", by=KIM, fileId=doc, body=body)[1] == "insufficientFilePermissions"


def test_writers_share_unless_the_owner_forbids_it(desk):
    doc = desk.make()
    desk.share(doc)
    desk.share(doc, LEE, "reader", by=KIM)
    desk.call("files.update", fileId=doc, body={"writersCanShare": False})
    body = {"type": "user", "role": "writer", "emailAddress": LEE}
    assert desk.refused("permissions.create", by=KIM, fileId=doc, body=body)[0] == 403


def test_a_role_is_changed_and_a_grant_taken_away(desk):
    doc = desk.make()
    given = desk.share(doc)["id"]
    assert desk.call("permissions.update", fileId=doc, permissionId=given, body={"role": "reader"})["role"] == "reader"
    assert desk.call("permissions.delete", fileId=doc, permissionId=given).status == 204
    assert desk.refused("files.get", by=KIM, fileId=doc)[0] == 404
    refusal = desk.refused("permissions.delete", fileId=doc, permissionId=given)
    assert refusal == (404, "notFound", f"Permission not found: {given}.", "permissionId")


def test_anybody_may_leave_but_the_owner(desk):
    doc = desk.make()
    given = desk.share(doc, role="reader")["id"]
    desk.call("permissions.delete", by=KIM, fileId=doc, permissionId=given)
    assert desk.names(by=KIM) == []
    mine = desk.user(STAFF).permission_id
    assert desk.refused("permissions.delete", fileId=doc, permissionId=mine)[0] == 403


def test_a_link_lets_anyone_in(desk):
    doc = desk.make()
    made = desk.share(doc, None, "reader", kind="anyone")
    assert (made["id"], made["allowFileDiscovery"]) == ("anyoneWithLink", False)
    assert desk.file(doc, by="stranger@elsewhere.example")["capabilities"]["canEdit"] is False
    assert desk.file(doc)["shared"] is True
    assert desk.mails() == []


def test_a_whole_school_is_let_in(desk):
    doc = desk.make()
    body = {"type": "domain", "role": "reader", "domain": "school.example"}
    made = desk.call("permissions.create", fileId=doc, body=body)
    assert made["domain"] == made["displayName"] == "school.example"
    assert desk.file(doc, by=KIM)["id"] == doc
    assert desk.refused("files.get", by="x@elsewhere.example", fileId=doc)[0] == 404


BAD = [
    ({"role": "writer"}, (400, "required", "The permission type field is required.", "permission.type")),
    ({"type": "user", "emailAddress": KIM}, (400, "required", "The permission role field is required.", "permission.role")),
    ({"type": "robot", "role": "writer"}, (400, "invalid", None, "permission.type")),
    ({"type": "user", "role": "boss", "emailAddress": KIM}, (400, "invalid", None, "permission.role")),
    ({"type": "user", "role": "writer"}, (400, "invalid", None, "permission.emailAddress")),
    ({"type": "user", "role": "writer", "emailAddress": "kim"}, (400, "invalid", None, "permission.emailAddress")),
    ({"type": "domain", "role": "reader"}, (400, "invalid", None, "permission.domain")),
    ({"type": "anyone", "role": "owner"}, (400, "invalid", None, "permission.role")),
    ({"type": "user", "role": "organizer", "emailAddress": KIM}, (403, "organizerOnNonTeamDriveItemNotSupported", None, None)),
    ({"type": "user", "role": "reader", "emailAddress": KIM, "expirationTime": "2026-12-01T00:00:00Z"},
     (501, "notImplemented", None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("body", "answer"), BAD)
def test_a_grant_that_cannot_be_is_refused(desk, body, answer):
    code, reason, message, location = desk.refused("permissions.create", fileId=desk.make(), body=body)
    assert (code, reason, location) == (answer[0], answer[1], answer[3])
    assert answer[2] in (None, message)


def test_mail_goes_to_people_only(desk):
    body = {"type": "anyone", "role": "reader"}
    refusal = desk.refused("permissions.create", fileId=desk.make(), body=body, sendNotificationEmail=True)
    assert refusal == (403, "forbidden", NOTIFY, "sendNotificationEmail")


def test_a_file_changes_hands_only_when_that_is_acknowledged(desk):
    doc = desk.make()
    body = {"type": "user", "role": "owner", "emailAddress": KIM}
    refusal = desk.refused("permissions.create", fileId=doc, body=body)
    message = "The transferOwnership parameter must be enabled when the permission role is 'owner'."
    assert refusal == (403, "forbidden", message, "transferOwnership")
    silent = desk.refused(
        "permissions.create", fileId=doc, body=body, transferOwnership=True, sendNotificationEmail=False
    )
    assert silent == (403, "forbidden", NOTIFY, "sendNotificationEmail")
    made = desk.call("permissions.create", fileId=doc, body=body, transferOwnership=True)
    assert made["role"] == "owner"
    assert desk.roles(doc) == {STAFF: "writer", KIM: "owner"}
    assert desk.file(doc, by=KIM)["ownedByMe"] is True
    assert [mail.to for mail in desk.mails()] == [KIM]


def test_a_file_moves_into_its_new_owners_drive_if_that_is_wanted(desk):
    doc, given = desk.make(), {"transferOwnership": True, "moveToNewOwnersRoot": True}
    desk.call("permissions.create", fileId=doc, body={"type": "user", "role": "owner", "emailAddress": KIM}, **given)
    assert desk.file(doc, by=KIM)["parents"] == [desk.file("root", by=KIM)["id"]]


def test_a_file_does_not_change_hands_over_the_schools_border(desk):
    body = {"type": "user", "role": "owner", "emailAddress": "x@elsewhere.example"}
    refusal = desk.refused("permissions.create", fileId=desk.make(), body=body, transferOwnership=True)
    assert refusal[:2] == (400, "invalidSharingRequest")


def test_private_accounts_agree_before_a_file_changes_hands(desk):
    me, you = "me@gmail.com", "you@gmail.com"
    doc = desk.make(by=me)
    body = {"type": "user", "role": "owner", "emailAddress": you}
    refusal = desk.refused("permissions.create", by=me, fileId=doc, body=body, transferOwnership=True)
    assert refusal[1] == "consentRequiredForOwnershipTransfer"
    offered = {"type": "user", "role": "writer", "emailAddress": you, "pendingOwner": True}
    given = desk.call("permissions.create", by=me, fileId=doc, body=offered)
    assert given["pendingOwner"] is True
    desk.call(
        "permissions.update",
        by=you,
        fileId=doc,
        permissionId=given["id"],
        body={"role": "owner"},
        transferOwnership=True,
    )
    assert desk.roles(doc, by=you) == {me: "writer", you: "owner"}


def test_only_the_owner_hands_a_file_over(desk):
    doc = desk.make()
    desk.share(doc)
    body = {"type": "user", "role": "owner", "emailAddress": KIM}
    refusal = desk.refused("permissions.create", by=KIM, fileId=doc, body=body, transferOwnership=True)
    assert refusal[1] == "insufficientFilePermissions"


def test_my_drive_itself_cannot_be_shared(desk):
    body = {"type": "user", "role": "reader", "emailAddress": KIM}
    assert desk.refused("permissions.create", fileId="root", body=body)[0] == 403


def test_what_was_shared_knows_by_whom_and_when(desk):
    doc = desk.make()
    desk.later(minutes=3)
    desk.share(doc)
    theirs = desk.file(doc, by=KIM)
    assert theirs["sharedWithMeTime"] == "2026-11-24T09:33:00.000Z"
    assert theirs["sharingUser"]["emailAddress"] == STAFF
    assert "sharedWithMeTime" not in desk.file(doc)
    assert theirs["viewedByMe"] is False


def test_whoever_may_only_read_writes_nothing(desk):
    doc = desk.make()
    desk.share(doc, role="reader")
    assert desk.refused("files.update", by=KIM, fileId=doc, body={"name": "x"})[1] == "insufficientFilePermissions"
    body = {"requests": [{"insertText": {"location": {"index": 1}, "text": "x"}}]}
    assert desk.refused("docs.documents.batchUpdate", by=KIM, body=body, documentId=doc)[0] == 403
