"""The error answers that a fault can give: Google's bodies by reason, in the dialect of the method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pdsync.sandbox.faults.actions import Status
from pdsync.sandbox.oauth import refused
from pdsync.sandbox.quota import exhausted
from pdsync.sandbox.refusals import Refusal, drive, rpc


@dataclass(frozen=True, slots=True)
class Body:
    """One reason of Drive's: its statuses (the usual one first), its words, and where they point.

    `inner`: the words inside `errors`, where they are others; "{file}" and "{user}" are filled in.
    """

    statuses: tuple[int, ...]
    message: str
    domain: str = "global"
    inner: str = ""
    location: str = ""
    location_type: str = "parameter"


NO_ACCOUNT = (
    'Bad Request. User message: "You are trying to invite {user}. Since there is no Google account associated with '
    'this email address, you must check the "Notify people" box to invite this recipient."'
)
NO_MAIL = (
    'Bad Request. User message: "Sorry, the items were successfully shared but emails could not be sent to {user}."'
)
NOT_ALLOWED = 'Bad Request. User message: "ACL change not allowed."'
SHARING = {"noAccount": NO_ACCOUNT, "sharedWithoutMail": NO_MAIL, "notAllowed": NOT_ALLOWED}
"""What "invalidSharingRequest" can mean; the second says that it worked."""

DRIVE: Mapping[str, Body] = {
    "badRequest": Body((400,), "Bad Request"),
    "invalid": Body((400,), "Invalid Value"),
    "invalidSharingRequest": Body((400,), NO_ACCOUNT),
    "authError": Body((401,), "Invalid Credentials", location="Authorization", location_type="header"),
    "rateLimitExceeded": Body((403, 429), "Rate Limit Exceeded", "usageLimits"),
    "userRateLimitExceeded": Body((403, 429), "User Rate Limit Exceeded", "usageLimits"),
    "dailyLimitExceeded": Body((403,), "Daily Limit Exceeded", "usageLimits"),
    "sharingRateLimitExceeded": Body(
        (403,),
        "Rate Limit Exceeded",
        inner='Rate limit exceeded. User message: "These item(s) could not be shared because a rate limit was '
        "exceeded: {file}",
    ),
    "appNotAuthorizedToFile": Body(
        (403,), "The user has not granted the app {client} write access to the file {file}."
    ),
    "insufficientFilePermissions": Body((403,), "The user does not have sufficient permissions for file {file}."),
    "cannotCopyFile": Body((403,), "This file cannot be copied by the user."),
    "domainPolicy": Body((403,), "The domain administrators have disabled Drive apps."),
    "storageQuotaExceeded": Body((403,), "The user's Drive storage quota has been exceeded."),
    "activeItemCreationLimitExceeded": Body(
        (403,),
        "This account has exceeded the creation limit of 500 million items. To create more items, permanently delete "
        "some items.",
    ),
    "numChildrenInNonRootLimitExceeded": Body(
        (403,), "The limit for this folder's number of children (files and folders) has been exceeded."
    ),
    "teamDriveFileLimitExceeded": Body((403,), "The file limit for this shared drive has been exceeded."),
    "teamDriveMembershipRequired": Body((403,), "The attempted action requires shared drive membership."),
    "cannotModifyInheritedTeamDrivePermission": Body(
        (403,), "Cannot update or delete an inherited permission on a shared drive item."
    ),
    "fileNotDownloadable": Body(
        (403,),
        "Only files with binary content can be downloaded. Use Export with Docs Editors files.",
        location="alt",
    ),
    "notFound": Body((404,), "File not found: {file}.", location="fileId"),
    "internalError": Body((500,), "Internal Error"),
    "backendError": Body((500, 503, 502, 504), "Backend Error"),
    "responsePreparationFailure": Body(
        (500,), "The operation was successful, but there was an error preparing the response."
    ),
    "transientError": Body((503,), "Transient failure"),
}
"""By reason, in the order of their statuses."""

RPC: Mapping[int, tuple[str, str]] = {
    400: ("INVALID_ARGUMENT", "Request contains an invalid argument."),
    401: ("UNAUTHENTICATED", refused.INVALID),
    403: ("PERMISSION_DENIED", "The caller does not have permission"),
    404: ("NOT_FOUND", "Requested entity was not found."),
    409: ("ABORTED", "The operation was aborted."),
    429: ("RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."),
    500: ("INTERNAL", "Internal error encountered."),
    502: ("UNAVAILABLE", "Bad Gateway"),
    503: ("UNAVAILABLE", "The service is currently unavailable."),
    504: ("DEADLINE_EXCEEDED", "Deadline expired before operation could complete."),
}
"""By status, what Docs and Sheets say when nothing more is known."""

PRECONDITION = "FAILED_PRECONDITION"
NAMES: Mapping[str, int] = {PRECONDITION: 400, **{name: status for status, (name, _) in RPC.items()}}
"""By the name of a status, its number."""

USUAL = {
    400: "badRequest",
    401: "authError",
    403: "userRateLimitExceeded",
    404: "notFound",
    429: "rateLimitExceeded",
    500: "backendError",
    502: "backendError",
    503: "backendError",
    504: "backendError",
}
"""The reason Drive gives where a fault names a status only."""

EVERYWHERE = {"SERVICE_DISABLED": 403, "RESOURCE_EXHAUSTED": 429, "insufficientPermissions": 403}
"""Reasons that both dialects have bodies of their own for."""

OAUTH: Mapping[str, tuple[int, str]] = {
    "invalid_grant": (400, "Token has been expired or revoked."),
    "invalid_client": (401, "The OAuth client was not found."),
    "unauthorized_client": (401, "Unauthorized"),
    "invalid_scope": (400, "Bad Request"),
    "invalid_request": (400, "Bad Request"),
    "internal_failure": (500, "Internal Error"),
    "temporarily_unavailable": (503, "The service is currently unavailable."),
}
"""By reason, what the token endpoint says."""


def completed(end: Status, *, after: bool) -> Status:
    """The same with what was left out; ValueError for a reason that is not known or never has that status."""
    if end.html:
        return replace(end, status=end.status or 502)
    usual = _usual_status(end) if end.reason and not end.message else 0
    status = end.status or usual or _usual_status(end)
    if end.reason in DRIVE and status not in DRIVE[end.reason].statuses:
        known = " or ".join(map(str, DRIVE[end.reason].statuses))
        raise ValueError(f"Google answers {end.reason} with {known}, not with {status}")
    meaning = end.meaning
    if end.reason == "invalidSharingRequest":
        meaning = meaning or ("sharedWithoutMail" if after else "noAccount")
        if meaning not in SHARING:
            raise ValueError(f'"meaning" is {", ".join(SHARING)}, not {meaning!r}')
    return replace(end, status=status, meaning=meaning)


def refusal(end: Status, *, method: str, file_id: str, invited: str = "") -> Refusal:
    """The error answer to that request, in its method's dialect. `invited`: the address it wanted to share with."""
    words = {"file": file_id or "the file", "user": invited or "somebody@example.com", "client": "pdsync-sandbox"}
    refusal = _refusal(end, method, words)
    if end.retry_after is not None:
        refusal.headers["Retry-After"] = str(end.retry_after)
    return refusal


def _usual_status(end: Status) -> int:
    for known in (EVERYWHERE, {name: status for name, (status, _) in OAUTH.items()}):
        if end.reason in known:
            return known[end.reason]
    if end.reason in DRIVE:
        return DRIVE[end.reason].statuses[0]
    if end.reason in NAMES:
        return NAMES[end.reason]
    raise ValueError(
        f'no body is known for "{end.reason}"; with a "status" and a "message" any can be given'
        if end.reason
        else 'a "status" or a "reason" is needed'
    )


def _refusal(end: Status, method: str, words: dict[str, str]) -> Refusal:
    if method.startswith("oauth."):
        return _oauth(end)
    if end.reason == "insufficientPermissions":
        return refused.missing_scope(method)
    if end.status == 401 and end.reason in ("", "authError", "UNAUTHENTICATED"):
        return refused.bad_credential(method)
    if end.reason == "SERVICE_DISABLED":
        return service_disabled(method)
    if method.startswith("drive."):
        return _drive(end, words)
    return _rpc(end, method)


def _oauth(end: Status) -> Refusal:
    reason = end.reason or {400: "invalid_grant", 401: "invalid_client"}.get(end.status, "internal_failure")
    refusal = Refusal(end.status, {})
    refusal.body = {"error": reason, "error_description": end.message or OAUTH.get(reason, (0, ""))[1]}
    return refusal


def _drive(end: Status, words: dict[str, str]) -> Refusal:
    reason = end.reason
    if not reason or reason.isupper():
        reason = USUAL.get(end.status, "backendError")
    body = DRIVE.get(reason) or Body((end.status,), end.message or "Error")
    said = SHARING.get(end.meaning, body.message)
    refusal = drive(
        end.status,
        reason,
        end.message or said.format_map(words),
        location=body.location or None,
        location_type=body.location_type,
        domain=body.domain,
    )
    if body.inner:
        refusal.body["error"]["errors"][0]["message"] = body.inner.format_map(words)
    return refusal


def _rpc(end: Status, method: str) -> Refusal:
    if end.status == 429 and not end.message:
        return exhausted(method)
    name, said = RPC.get(end.status, ("UNKNOWN", "Unknown Error."))
    known = end.reason if end.reason.isupper() else name
    if known == PRECONDITION:
        said = "Precondition check failed."
    return rpc(known, end.message or said, code=end.status)


def service_disabled(method: str, project: str = "1234567890") -> Refusal:
    """The API is not switched on in the Google project."""
    api = method.partition(".")[0]
    service, title = f"{api}.googleapis.com", f"Google {api.capitalize()} API"
    url = f"https://console.developers.google.com/apis/api/{service}/overview?project={project}"
    message = (
        f"{title} has not been used in project {project} before or it is disabled. Enable it by visiting {url} then "
        "retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and "
        "retry."
    )
    details: list[dict[str, Any]] = [
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "SERVICE_DISABLED",
            "domain": "googleapis.com",
            "metadata": {
                "serviceTitle": title,
                "consumer": f"projects/{project}",
                "activationUrl": url,
                "containerInfo": project,
                "service": service,
            },
        },
        {"@type": "type.googleapis.com/google.rpc.LocalizedMessage", "locale": "en-US", "message": message},
        {
            "@type": "type.googleapis.com/google.rpc.Help",
            "links": [{"description": "Google developers console API activation", "url": url}],
        },
    ]
    refusal = rpc("PERMISSION_DENIED", message, details=details)
    if api == "drive":
        item = {"message": message, "domain": "usageLimits", "reason": "accessNotConfigured"}
        refusal.body["error"]["errors"] = [item | {"extendedHelp": "https://console.developers.google.com"}]
    return refusal
