"""Drive's refusals, worded once."""

from __future__ import annotations

from pdsync.sandbox.refusals import Refusal, drive

of = drive
"""A refusal in Drive's dialect, for what is worded in one place only."""
NOT_WRITABLE = "The resource body includes fields which are not directly writable."


def not_found(file_id: str, location: str = "fileId") -> Refusal:
    """A file that is not there, or not for this person or app."""
    return of(404, "notFound", f"File not found: {file_id}.", location=location)


def insufficient(file_id: str) -> Refusal:
    """A file that may be seen, but not so changed."""
    message = f"The user does not have sufficient permissions for file {file_id}."
    return of(403, "insufficientFilePermissions", message)


def app_not_authorized(client_id: str, verb: str, file_id: str) -> Refusal:
    """A file that the person may change, but not through this app."""
    message = f"The user has not granted the app {client_id} {verb} access to the file {file_id}."
    return of(403, "appNotAuthorizedToFile", message)


def no_storage() -> Refusal:
    """Who has no storage owns no files."""
    return of(403, "storageQuotaExceeded", "The user's Drive storage quota has been exceeded.")


def invalid(location: str, message: str = "Invalid Value", *, location_type: str = "parameter") -> Refusal:
    """A value that is not accepted."""
    return of(400, "invalid", message, location=location, location_type=location_type)


def required(location: str, message: str | None = None, *, location_type: str = "parameter") -> Refusal:
    """Something that must be there."""
    return of(
        400, "required", message or f"Required parameter: {location}", location=location, location_type=location_type
    )


def forbidden(reason: str, message: str, location: str | None = None) -> Refusal:
    """What is not allowed, with Drive's word for why."""
    return of(403, reason, message, location=location)


def not_writable(message: str = NOT_WRITABLE) -> Refusal:
    """A body with what only Drive sets."""
    return of(403, "fieldNotWritable", message)


def bad_sharing(message: str) -> Refusal:
    """A grant that cannot be made, in the words that a person is told."""
    return of(400, "invalidSharingRequest", f'Bad Request. User message: "{message}"')


def unplayed(what: str) -> Refusal:
    """What the sandbox does not do, refused by name in Drive's dialect."""
    return of(501, "notImplemented", f"The sandbox does not play {what}.", status="UNIMPLEMENTED")


def check_played(file_id: str) -> None:
    """Refuse the folder of an app's own data, which has a name instead of an id."""
    if file_id == "appDataFolder":
        raise unplayed("the appDataFolder")
