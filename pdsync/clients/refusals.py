"""Google's refusals in words a teacher understands: HTTP answers read into pdsync's own errors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pdsync.errors import Forbidden, GoogleError, NotFound, NotSignedIn, PdsyncError, QuotaSpent

AGAIN = "run the same command again in a few minutes; nothing is lost"
Words = tuple[type[GoogleError], str, str]

REASONS: Mapping[str, Words] = {
    "insufficientPermissions": (
        Forbidden,
        "This sign-in does not allow what is needed here.",
        "pdsync login, and tick every box",
    ),
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT": (
        Forbidden,
        "This sign-in does not allow what is needed here.",
        "pdsync login, and tick every box",
    ),
    "insufficientFilePermissions": (
        Forbidden,
        "This account may see the file but not change it; somebody who may has to share it as Editor.",
        "pdsync doctor",
    ),
    "appNotAuthorizedToFile": (
        Forbidden,
        "pdsync may only touch files that it made itself; this one needs a wider sign-in.",
        "pdsync login",
    ),
    "SERVICE_DISABLED": (
        Forbidden,
        "One of the three APIs (Drive, Docs, Sheets) is not enabled in the Google project.",
        "pdsync doctor",
    ),
    "accessNotConfigured": (
        Forbidden,
        "One of the three APIs (Drive, Docs, Sheets) is not enabled in the Google project.",
        "pdsync doctor",
    ),
    "storageQuotaExceeded": (
        Forbidden,
        "There is no room left in this account's Drive; a service account has none at all and needs a shared drive.",
        "pdsync doctor",
    ),
    "domainPolicy": (Forbidden, "The school's administrators do not allow Drive apps.", "ask the administrators"),
    "cannotCopyFile": (Forbidden, "This account may not copy the template.", "pdsync doctor"),
    "shareOutNotPermitted": (Forbidden, "The school does not allow sharing outside of it.", ""),
    "shareOutNotPermittedToUser": (Forbidden, "The school does not allow sharing with this address.", ""),
    "sharingRateLimitExceeded": (
        QuotaSpent,
        "Google lets this account share no more files for now.",
        "run the same command again in an hour; nothing is lost",
    ),
    "dailyLimitExceeded": (QuotaSpent, "This day's quota is used up.", "run the same command again tomorrow"),
}
"""By Google's own word for it: the kind of failure, a sentence, and the next command."""

NO_ACCOUNT = "no google account associated"
BUT_NO_MAIL = "successfully shared but emails could not be sent"
STALE_REVISION = "revision"


def refusal(status: int, body: bytes, *, what: str = "") -> PdsyncError:
    """The error that an answer means. `what` names the thing that was asked for, as in "the cohort Sheet"."""
    message, reason = told(body)
    if status == 401:
        return NotSignedIn("Google no longer takes this sign-in.", hint="pdsync login")
    if reason == "invalidSharingRequest":
        return _sharing(message)
    if reason in REASONS:
        kind, sentence, hint = REASONS[reason]
        return kind(sentence, hint=hint, status=status, reason=reason)
    if status == 429 or reason in {"userRateLimitExceeded", "rateLimitExceeded", "RATE_LIMIT_EXCEEDED"}:
        return QuotaSpent("Google asks to go slower.", hint=AGAIN, status=status, reason=reason or "rateLimitExceeded")
    if status == 404:
        return NotFound(
            f"{what or 'A file'} was not found, or is not shared with this account.",
            hint="pdsync doctor",
            status=status,
            reason=reason,
        )
    if status == 403:
        return Forbidden(
            f"This account may not use {what or 'a file'}.", hint="pdsync doctor", status=status, reason=reason
        )
    if status == 501:
        return GoogleError(message, status=status, reason=reason)
    if status >= 500:
        return GoogleError("Google had a fault of its own.", hint=AGAIN, status=status, reason=reason)
    return GoogleError(f"Google refused: {message}", hint="pdsync doctor", status=status, reason=reason)


def _sharing(message: str) -> GoogleError:
    if NO_ACCOUNT in message.casefold():
        return Forbidden(
            "there is no Google account with this address; set `sharing.notify: true`, or ask for another address",
            status=400,
            reason="noGoogleAccount",
        )
    if BUT_NO_MAIL in message.casefold():
        return GoogleError("shared, but the mail could not be sent", status=400, reason="sharedWithoutMail")
    return Forbidden(
        "Google refused to share with this address; look whether it is spelt right and whether the school allows it",
        status=400,
        reason="invalidSharingRequest",
    )


def told(body: bytes) -> tuple[str, str]:
    """Google's message and its word for the reason, out of either kind of error body; of an HTML page, nothing."""
    try:
        error = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError):
        return "", ""
    if not isinstance(error, dict):
        return str(error), str(error)
    return str(error.get("message", "")), _reason(error)


def _reason(error: Mapping[str, Any]) -> str:
    for item in error.get("errors") or ():
        if item.get("reason"):
            return str(item["reason"])
    for detail in error.get("details") or ():
        if detail.get("reason"):
            return str(detail["reason"])
    return str(error.get("status", ""))
