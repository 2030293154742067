"""The rules of sharing: what a grant must look like, who hears of it by mail, how a file changes hands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pdsync.sandbox import users
from pdsync.sandbox.drive import feed, mails, refused
from pdsync.sandbox.drive.files import File, milliseconds, root_of
from pdsync.sandbox.drive.resource import BLOB_LINK, LINKS
from pdsync.sandbox.drive.roles import LINK, PUBLIC, RANKS, Grant, Sharing, domain_id, give

if TYPE_CHECKING:
    from pdsync.sandbox.calls import Call

TYPES = ("user", "group", "domain", "anyone")
ADDRESS = re.compile(r"[^@\s,]+@[^@\s,]+\.[^@\s,]+")
DOMAIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
CONSUMER = ("gmail.com", "googlemail.com")
NO_ACCOUNT = (
    "You are trying to invite {}. Since there is no Google account associated with this email address, "
    'you must check the "Notify people" box to invite this recipient.'
)
ACKNOWLEDGE = "The transferOwnership parameter must be enabled when the permission role is 'owner'."
NOTIFY = (
    "The sendNotificationEmail parameter is only applicable for permissions of type 'user' or 'group', "
    "and must not be disabled for ownership transfers."
)
NOT_APPLICABLE = "The specified {} is invalid or not applicable for the given permission type."
SAME_SCHOOL = "Ownership can only be transferred to another user in the same organization as the current owner."
CONSENT = "Consent is required to transfer ownership of a file to another user."
ONLY_DRIVES = ("id", "emailAddress", "domain", "displayName", "photoLink", "deleted", "permissionDetails")
UNPLAYED = ("expirationTime", "view", "inheritedPermissionsDisabled")


def wanted(call: Call, file: File, role: str) -> Grant:
    """The grant that the body of a create describes. Refused for one that cannot be."""
    body = {name: value for name, value in call.body.items() if value is not None}
    for name in UNPLAYED:
        if body.get(name):
            raise refused.unplayed(f"the permission field {name}")
    kind, given = body.get("type"), body.get("role")
    if not kind:
        message = "The permission type field is required."
        raise refused.required("permission.type", message, location_type="other")
    if not given:
        message = "The permission role field is required."
        raise refused.required("permission.role", message, location_type="other")
    if kind not in TYPES:
        raise refused.invalid("permission.type", "The specified permission type is invalid.", location_type="other")
    check_role(file, kind, given)
    grant = _described(call, file, kind, given, body)
    _check_mail(call, grant)
    if given == "owner":
        check_transfer(call, file, role, grant)
    return grant


def check_role(file: File, kind: str, role: str) -> None:
    """Refuse a role that the file or the kind of grantee cannot have."""
    if role not in RANKS:
        raise refused.invalid("permission.role", "The specified role is invalid.", location_type="other")
    if kind in ("anyone", "domain") and RANKS[role] > RANKS["writer"]:
        message = f"The role '{role}' cannot be given to the type '{kind}'."
        raise refused.invalid("permission.role", message, location_type="other")
    if not file.drive_id and role in ("organizer", "fileOrganizer"):
        reason = f"{role}OnNonTeamDriveItemNotSupported"
        raise refused.forbidden(reason, f"The role '{role}' exists only in shared drives.")
    if file.drive_id and role == "owner":
        raise refused.forbidden("ownerOnTeamDriveItemNotSupported", "Items in shared drives have no owner.")
    if file.drive_id and role == "organizer" and not file.root:
        raise refused.forbidden("organizerOnNonTeamDriveNotSupported", "Organizers belong to a whole shared drive.")


def _described(call: Call, file: File, kind: str, role: str, body: dict[str, Any]) -> Grant:
    at = milliseconds(call.now)
    discoverable = bool(body.get("allowFileDiscovery", False))
    if kind == "anyone":
        return Grant(file.id, PUBLIC if discoverable else LINK, kind, role, "", "", discoverable, False, at)
    if kind == "domain":
        domain = str(body.get("domain") or "")
        if not DOMAIN.fullmatch(domain):
            raise refused.invalid("permission.domain", NOT_APPLICABLE.format("domain"), location_type="other")
        return Grant(file.id, domain_id(domain), kind, role, "", domain.lower(), discoverable, False, at)
    email = str(body.get("emailAddress") or "").strip().lower()
    if not ADDRESS.fullmatch(email):
        message = NOT_APPLICABLE.format("emailAddress")
        raise refused.invalid("permission.emailAddress", message, location_type="other")
    grantee = users.permission_id(email) if kind == "group" else users.account(call.store, email).permission_id
    return Grant(file.id, grantee, kind, role, email, "", False, bool(body.get("pendingOwner")), at)


def _check_mail(call: Call, grant: Grant) -> None:
    notify = call.params.get("sendNotificationEmail")
    if (notify and grant.type not in ("user", "group")) or (notify is False and grant.role == "owner"):
        raise refused.forbidden("forbidden", NOTIFY, "sendNotificationEmail")
    if notify is False and grant.type == "user" and not users.account(call.store, grant.email).has_account:
        raise refused.bad_sharing(NO_ACCOUNT.format(grant.email))


def arrived(call: Call, file: File, grant: Grant) -> None:
    """Tell a grantee: the file is among those shared with them, and a mail says so."""
    at = milliseconds(call.now)
    call.store.db.execute("DELETE FROM changes WHERE file_id = ? AND email = ?", (file.id, grant.email))
    if grant.type == "user" and grant.email != call.user.email:
        reader = users.account(call.store, grant.email)
        feed.seen(call.store, file.id, reader, shared=at, sharer=call.user.email)
    if grant.type in ("user", "group") and call.params.get("sendNotificationEmail") is not False:
        mail(call, file, grant.email)


def mail(call: Call, file: File, email: str) -> None:
    """The notification that Google sends."""
    kind = "folder" if file.is_folder else "item"
    link = LINKS.get(file.mime_type, BLOB_LINK).format(file.id)
    text = f"{call.user.name} ({call.user.email}) has invited you to the following shared {kind}:\n{file.name}\n{link}"
    message = str(call.params.get("emailMessage") or "")
    words = f"{message}\n\n{text}" if message else text
    subject = f'{kind.capitalize()} shared with you: "{file.name}"'
    mails.send(call.store, mails.Mail(email, call.user.email, subject, words, file.id, call.now))


def departed(call: Call, file: File, grant: Grant) -> None:
    """Note in the feed that the file is gone for who lost it."""
    if grant.email and not any(each.email == grant.email for each in Sharing(call.store).of(file).values()):
        feed.record_lost(call.store, file, grant.email, milliseconds(call.now))


def changed(call: Call, file: File, role: str, grant: Grant) -> Grant:
    """The grant after an update. Refused for a change that cannot be."""
    body = {name: value for name, value in call.body.items() if value is not None}
    for name in body:
        if name in UNPLAYED:
            raise refused.unplayed(f"the permission field {name}")
        if name in ONLY_DRIVES:
            raise refused.not_writable()
    given = str(body.get("role") or grant.role)
    check_role(file, grant.type, given)
    if grant.role == "owner" and given != "owner":
        raise refused.insufficient(file.id)
    after = grant._replace(role=given, pending=bool(body.get("pendingOwner", grant.pending)))
    if given == "owner" and grant.role != "owner":
        check_transfer(call, file, role, after)
    return after


def check_transfer(call: Call, file: File, role: str, grant: Grant) -> None:
    """Refuse a change of hands that is not acknowledged, not the owner's to make, or over the school's border."""
    if not call.params.get("transferOwnership"):
        raise refused.forbidden("forbidden", ACKNOWLEDGE, "transferOwnership")
    if role != "owner" or grant.type != "user":
        raise refused.insufficient(file.id)
    theirs, ours = grant.email.rpartition("@")[2], call.user.email.rpartition("@")[2]
    if theirs in CONSUMER and ours in CONSUMER:
        raise refused.forbidden("consentRequiredForOwnershipTransfer", CONSENT)
    if theirs != ours:
        raise refused.bad_sharing(SAME_SCHOOL)


def accepts(call: Call, file: File, grant: Grant) -> bool:
    """Whether this update is a pending owner taking over."""
    takes = call.body.get("role") == "owner" and bool(call.params.get("transferOwnership"))
    return takes and grant.pending and grant.email == call.user.email and grant.file_id == file.id


def handed_over(call: Call, file: File, grant: Grant) -> Grant:
    """The owner's grant after the file changed hands; the former owner may write from now on."""
    at = milliseconds(call.now)
    former = users.account(call.store, file.owner)
    give(call.store, Grant(file.id, former.permission_id, "user", "writer", former.email, "", False, False, at))
    given = grant._replace(role="owner", pending=False, file_id=file.id)
    give(call.store, given)
    values: dict[str, Any] = {"owner": grant.email}
    if call.params.get("moveToNewOwnersRoot"):
        values["parent"] = root_of(call.store, users.account(call.store, grant.email), at).id
    changed_file = feed.noticed(call.store, file, at, **values)
    if grant.email != call.user.email:
        arrived(call, changed_file, given)
    return given
