"""The token endpoint: a code, a refresh token or a service account's word is exchanged for an access token."""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from pdsync.clients.answering import Answer
from pdsync.clients.hours import TOLERATED, skew, slow_or_fast
from pdsync.clients.pool import Lost, NotSent
from pdsync.clients.wallet import Pass
from pdsync.errors import GoogleError, NotSignedIn

if TYPE_CHECKING:
    from pdsync.clients.transport import Door

CONSENT = "https://accounts.google.com/o/oauth2/v2/auth"
TOKEN = "https://oauth2.googleapis.com/token"
REVOKE = "https://oauth2.googleapis.com/revoke"
ABOUT = "https://www.googleapis.com/drive/v3/about?fields=user(emailAddress)"

EARLY = 60.0
"""Seconds before its end at which a token is not used any more."""

PAUSES = (0.5, 1.5)
"""Seconds to wait before asking a second and a third time."""

DEAD = (
    "Google no longer takes this sign-in: it was revoked, or it is over. "
    "The sign-in of an app whose publishing status is “Testing” ends after 7 days."
)
NOT_DELEGATED = (
    "The service account may not act for this person; an administrator has to allow it (domain-wide delegation)."
)
REFUSALS: Mapping[str, tuple[str, str]] = {
    "invalid_grant": (DEAD, "pdsync login"),
    "invalid_client": (
        "Google does not know the app in google.client_secret; it may have been deleted or its secret changed.",
        "download the app's JSON file from the Google Cloud console again, then: pdsync login",
    ),
    "unauthorized_client": (NOT_DELEGATED, "pdsync doctor"),
    "invalid_scope": ("Google does not give this app the access that pdsync asks for.", "pdsync doctor"),
    "access_denied": ("Access was not allowed in the browser, so pdsync is not signed in.", "pdsync login"),
    "mismatching_state": ("That address belongs to another attempt to sign in.", "pdsync login"),
    "missing_code": ("The browser came back without Google's answer.", "pdsync login"),
    "org_internal": (
        "The app is for accounts of the school alone (user type “Internal”), and this account is of another one.",
        "pdsync login, with the school's account",
    ),
    "admin_policy_enforced": (
        "The school's administrators do not let this app in yet; they allow it under Security › API controls.",
        "pdsync login, once they have",
    ),
    "interaction_required": ("The sandbox wants somebody to sign in first.", "pdsync login"),
    "login_required": ("The sandbox wants somebody to sign in first.", "pdsync login"),
    "consent_required": ("The sandbox wants somebody to sign in first.", "pdsync login"),
}
"""What the sign-in endpoints answer, in words, and the next command."""

SERVICE_DEAD = "Google does not take the service account's key: it may have been deleted or switched off."
CLOCK_WRONG = (
    "Google does not take what the service account signs, because this machine's clock is {how}; it may be five "
    "minutes off at most."
)
CLOCK_HINT = "set this machine's clock (Date and time › set automatically), then run the same command again"


def granted(answer: Mapping[str, Any], *, now: float, before: Pass | None = None) -> Pass:
    """The sign-in that the endpoint's answer gives; what it does not say stays as it was before."""
    lasts = float(answer.get("expires_in") or 3600)
    scopes = tuple(str(answer["scope"]).split()) if answer.get("scope") else before.scopes if before else ()
    return Pass(
        token=str(answer["access_token"]),
        until=now + lasts - min(EARLY, lasts / 10),
        refresh=str(answer.get("refresh_token") or (before.refresh if before else "")),
        account=_named(str(answer.get("id_token") or "")) or (before.account if before else ""),
        scopes=scopes,
        client=before.client if before else "",
        since=before.since if before else now,
        ends=_ends(answer, now) or (before.ends if before else 0.0),
    )


def _ends(answer: Mapping[str, Any], now: float) -> float:
    """When the refresh token dies, if Google says so."""
    lasts = answer.get("refresh_token_expires_in")
    return now + float(lasts) if lasts else 0.0


def _named(id_token: str) -> str:
    """The address in an ID token, which came from the endpoint itself and needs no checking."""
    try:
        middle = id_token.split(".")[1]
        return str(json.loads(urlsafe_b64decode(middle + "=" * (-len(middle) % 4))).get("email", ""))
    except (IndexError, ValueError, AttributeError):
        return ""


def exchanged(
    door: Door,
    form: Mapping[str, str],
    *,
    again: bool = True,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.time,
) -> Mapping[str, Any]:
    """The token endpoint's answer. `again`: the form is good for more than one time, so that faults are waited out."""
    body = urlencode(form)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    pauses = list(PAUSES) if again else []
    while True:
        try:
            answer = door.send("POST", TOKEN, body=body, headers=headers)
        except (NotSent, Lost) as failure:
            if not pauses:
                raise door.nobody() from failure
        else:
            if answer.status < 500 or not pauses:
                return _read(answer, clock(), service="assertion" in form)
        sleep(pauses.pop(0))


def _read(answer: Answer, now: float, *, service: bool) -> Mapping[str, Any]:
    try:
        said = json.loads(answer.body)
    except ValueError:
        said = None
    if isinstance(said, dict) and answer.status == 200 and said.get("access_token"):
        return said
    word = str(said.get("error", "")) if isinstance(said, dict) else ""
    if service and word == "invalid_grant":
        off = skew(answer.headers, now)
        if off is not None and abs(off) > TOLERATED:
            raise NotSignedIn(CLOCK_WRONG.format(how=slow_or_fast(off)), hint=CLOCK_HINT)
        raise NotSignedIn(SERVICE_DEAD, hint="make another key, see: pdsync help page google; then: pdsync login")
    raise declined(word, status=answer.status)


def declined(word: str, *, status: int = 0) -> NotSignedIn | GoogleError:
    """The error that a sign-in endpoint's word for it means."""
    if word in REFUSALS:
        sentence, hint = REFUSALS[word]
        return NotSignedIn(sentence, hint=hint)
    return GoogleError(
        f"The sign-in did not work ({word or status}).", hint="run the same command again", status=status, reason=word
    )


def whose(door: Door, token: str) -> str:
    """The address of the account that a token is for; "" if it cannot be told."""
    try:
        answer = door.send("GET", ABOUT, token=token)
        return str(json.loads(answer.body)["user"]["emailAddress"]) if answer.status == 200 else ""
    except (NotSent, Lost, ValueError, KeyError, TypeError):
        return ""
