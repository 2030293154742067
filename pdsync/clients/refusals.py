"""Google's refusals in words a teacher understands: HTTP answers read into pdsync's own errors."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pdsync.errors import Conflict, Forbidden, GoogleError, NotFound, NotSignedIn, PdsyncError, QuotaSpent

AGAIN = "run the same command again in a few minutes; nothing is lost"
DOCTOR = "pdsync doctor"
ADMINS = "ask the school's Google administrators"
TICK = "pdsync login, and tick every box"


@dataclass(frozen=True, slots=True)
class Words:
    """What a reason means: the kind of failure, a sentence, and the next command."""

    kind: type[GoogleError]
    sentence: str
    hint: str = DOCTOR


SCOPE = Words(Forbidden, "This sign-in does not allow what is needed here.", TICK)
FULL = Words(Forbidden, "The folder or the shared drive is full.", "make another folder, and name it in the config")
FROM_FOLDER = Words(Forbidden, "This access comes from a folder above, and can only be changed there.", DOCTOR)
OUTSIDE = Words(Forbidden, "The school does not allow sharing with this address.", ADMINS)

REASONS: Mapping[str, Words] = MappingProxyType(
    {
        "insufficientPermissions": SCOPE,
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT": SCOPE,
        "insufficientFilePermissions": Words(
            Forbidden, "This account may see {what} but not change it; somebody who may has to share it as Editor."
        ),
        "appNotAuthorizedToFile": Words(
            Forbidden, "pdsync may only touch files that it made itself; {what} needs a wider sign-in.", "pdsync login"
        ),
        "storageQuotaExceeded": Words(
            Forbidden,
            "There is no room left in this account's Drive; a service account has none at all and needs a shared drive "
            "(google.shared_drive).",
        ),
        "domainPolicy": Words(Forbidden, "The school's administrators do not allow Drive apps.", ADMINS),
        "cannotCopyFile": Words(Forbidden, "This account may not copy {what}."),
        "copyRequiresWriterPermission": Words(
            Forbidden, "{What} may only be copied by its editors; its owner can share it as Editor."
        ),
        "exportSizeLimitExceeded": Words(
            Forbidden,
            "{What} is larger than the 10 MB that Google exports.",
            "open it in the browser and choose File › Download",
        ),
        "cannotExportFile": Words(Forbidden, "This account may not export {what}."),
        "shareOutNotPermitted": Words(Forbidden, "The school does not allow sharing outside of it.", ADMINS),
        "shareOutNotPermittedToUser": OUTSIDE,
        "shareInNotPermitted": OUTSIDE,
        "publishOutNotPermitted": OUTSIDE,
        "teamDriveDomainUsersOnlyRestriction": OUTSIDE,
        "teamDriveTeamMembersOnlyRestriction": Words(
            Forbidden, "Files of this shared drive can only be shared with its members.", ADMINS
        ),
        "cannotShareTeamDriveWithNonGoogleAccounts": Words(
            Forbidden, "Files of this shared drive can only be shared with Google accounts.", "ask for another address"
        ),
        "teamDriveMembershipRequired": Words(Forbidden, "This account is no member of the shared drive.", ADMINS),
        "cannotModifyInheritedTeamDrivePermission": Words(
            Forbidden, "This access comes from the shared drive, and can only be changed there.", ADMINS
        ),
        "cannotModifyInheritedPermission": FROM_FOLDER,
        "cannotDeleteInheritedPermission": FROM_FOLDER,
        "numChildrenInNonRootLimitExceeded": FULL,
        "teamDriveFileLimitExceeded": FULL,
        "activeItemCreationLimitExceeded": FULL,
        "sharingRateLimitExceeded": Words(
            QuotaSpent,
            "Google lets this account share no more files for now.",
            "run the same command again in an hour; nothing is lost",
        ),
        "dailyLimitExceeded": Words(QuotaSpent, "This day's quota is used up.", "run the same command again tomorrow"),
        "quotaExceeded": Words(QuotaSpent, "This day's quota is used up.", "run the same command again tomorrow"),
    }
)
"""By Google's own word for it; `{what}` in a sentence is the thing that was asked for."""

RATE_REASONS = frozenset({"userRateLimitExceeded", "rateLimitExceeded", "RATE_LIMIT_EXCEEDED"})
API_OFF = frozenset({"SERVICE_DISABLED", "accessNotConfigured"})

NO_ACCOUNT = re.compile(r"no google account|notify people", re.IGNORECASE)
BUT_NO_MAIL = re.compile(r"successfully shared but|emails? could not be sent", re.IGNORECASE)
OFFICE = re.compile(r"must not be an Office file", re.IGNORECASE)
REVISION = re.compile(r"required revision id", re.IGNORECASE)
NO_TAB = re.compile(r"Unable to parse range", re.IGNORECASE)
PROTECTED = re.compile(r"protected cell or object", re.IGNORECASE)
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"?")


@dataclass(frozen=True, slots=True)
class Told:
    """What an error body says: Google's message, its word for the reason, and where to switch an API on."""

    message: str = ""
    reason: str = ""
    link: str = ""
    service: str = field(default="One of the three APIs (Drive, Docs, Sheets)")


def refusal(status: int, body: bytes, *, what: str = "") -> PdsyncError:
    """The error that an answer means. `what` names the thing that was asked for, as in "The cohort Sheet"."""
    said = told(body)
    if status == 401:
        return NotSignedIn("Google no longer takes this sign-in.", hint="pdsync login")
    if said.reason == "invalidSharingRequest":
        return _sharing(said.message)
    if said.reason in API_OFF:
        hint = f"enable it at {said.link}, wait a few minutes, and run the same command again" if said.link else DOCTOR
        sentence = f"{said.service} is not enabled in the school's Google project."
        return Forbidden(sentence, hint=hint, status=status, reason=said.reason)
    if said.reason in REASONS:
        words = REASONS[said.reason]
        sentence = words.sentence.format(what=_inside(what), What=what or "The file")
        return words.kind(sentence, hint=words.hint, status=status, reason=said.reason)
    if status == 429 or said.reason in RATE_REASONS:
        reason = said.reason or "rateLimitExceeded"
        return QuotaSpent("Google asks to go slower.", hint=AGAIN, status=status, reason=reason)
    return _by_status(status, said, what)


def _by_status(status: int, said: Told, what: str) -> GoogleError:
    make = STATUSES.get(status, _fault if status >= 500 else _other)
    error = make(said, what)
    error.status, error.reason = status, error.reason or said.reason
    return error


def _missing(said: Told, what: str) -> GoogleError:
    return NotFound(f"{what or 'A file'} was not found, or is not shared with this account.", hint=DOCTOR)


def _forbidden(said: Told, what: str) -> GoogleError:
    return Forbidden(f"This account may not use {_inside(what)}.", hint=DOCTOR)


def _bad(said: Told, what: str) -> GoogleError:
    if OFFICE.search(said.message):
        hint = "open it in Google Docs, choose File › Save as Google Docs, and name the new file in the config"
        return GoogleError(f"{what or 'The file'} is an Office file, not one of Google's.", hint=hint)
    if REVISION.search(said.message):
        sentence = f"Somebody wrote into {_inside(what)} at the same moment; nothing was written."
        return Conflict(sentence, hint="run the same command again", reason="staleRevision")
    if NO_TAB.search(said.message):
        return NotFound(
            f"{what or 'The tab'} was not found.", hint="look at the tab's name in the Sheet", reason="noTab"
        )
    if PROTECTED.search(said.message):
        hint = "let this account edit there (in the Sheet: Data › Protect sheets and ranges)"
        return Forbidden(f"{what or 'The Sheet'} has cells that are protected from this account.", hint=hint)
    return _other(said, what)


def _unplayed(said: Told, what: str) -> GoogleError:
    return GoogleError(without_words(said.message) or "This is not possible here.", hint=DOCTOR)


def _fault(said: Told, what: str) -> GoogleError:
    return GoogleError("Google had a fault of its own.", hint=AGAIN)


def _other(said: Told, what: str) -> GoogleError:
    message = without_words(said.message)
    return GoogleError(f"Google refused: {message}" if message else "Google refused, without saying why.", hint=DOCTOR)


STATUSES: Mapping[int, Callable[[Told, str], GoogleError]] = MappingProxyType(
    {400: _bad, 403: _forbidden, 404: _missing, 501: _unplayed}
)


def _inside(what: str) -> str:
    """The thing's name inside a sentence."""
    return what[:1].lower() + what[1:] if what.startswith("The ") else what or "the file"


def without_words(message: str) -> str:
    """A message without what it quotes: that may be a student's.

    >>> without_words('Invalid value at data.values, "I want to…"')
    'Invalid value at data.values, …'
    """
    return QUOTED.sub("…", message)[:300]


def _sharing(message: str) -> GoogleError:
    if NO_ACCOUNT.search(message):
        return Forbidden(
            "there is no Google account with this address; set `sharing.notify: true`, or ask for another address",
            status=400,
            reason="noGoogleAccount",
        )
    if BUT_NO_MAIL.search(message):
        return GoogleError("shared, but the mail could not be sent", status=400, reason="sharedWithoutMail")
    return Forbidden(
        "Google refused to share with this address; look whether it is spelt right and whether the school allows it",
        status=400,
        reason="invalidSharingRequest",
    )


def told(body: bytes) -> Told:
    """What either kind of error body says; of an HTML page or half a body, nothing."""
    try:
        error = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return Told()
    if not isinstance(error, dict):
        return Told(str(error), str(error))
    details = [each for each in _listed(error, "details") if isinstance(each, dict)]
    about: dict[str, Any] = {}
    for each in details:
        if isinstance(each.get("metadata"), dict):
            about |= each["metadata"]
    named = {"service": f"The {about['serviceTitle']}"} if about.get("serviceTitle") else {}
    return Told(str(error.get("message", "")), _reason(error, details), str(about.get("activationUrl", "")), **named)


def _listed(error: Mapping[str, Any], name: str) -> list[Any]:
    found = error.get(name)
    return found if isinstance(found, list) else []


def _reason(error: Mapping[str, Any], details: list[dict[str, Any]]) -> str:
    items = [each for each in _listed(error, "errors") if isinstance(each, dict)]
    words = (each.get("reason") for each in (*items, *details))
    return next((str(word) for word in words if word), str(error.get("status", "")))
