"""What Google answers a request whose credential is missing, bad, or not enough: in Drive's dialect and in rpc's."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox.oauth.inside import error_info
from pdsync.sandbox.refusals import Refusal

OPEN_TO_KEYS = frozenset(
    {
        "drive.files.list",
        "drive.files.get",
        "drive.files.export",
        "drive.comments.list",
        "drive.comments.get",
        "sheets.spreadsheets.get",
        "sheets.spreadsheets.values.get",
        "sheets.spreadsheets.values.batchGet",
    }
)
"""Methods that an API key opens for public files: without any credential they speak of unregistered callers."""

UNREGISTERED = (
    "Method doesn't allow unregistered callers (callers without established identity). "
    "Please use API Key or other form of API consumer identity to call this API."
)
INVALID = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
    "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)
MISSING = (
    "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other "
    "valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)
TOO_NARROW = "Request had insufficient authentication scopes."
REALM = 'Bearer realm="https://accounts.google.com/"'


def no_credential(method: str) -> Refusal:
    """No `Authorization` header: an unregistered caller where a key would do, else "Login Required."."""
    if method in OPEN_TO_KEYS:
        return _refusal(method, 403, UNREGISTERED, "PERMISSION_DENIED", {"reason": "forbidden"})
    login = {"message": "Login Required.", "reason": "required", **_HEADER}
    return _refusal(
        method,
        401,
        MISSING,
        "UNAUTHENTICATED",
        login,
        details=[error_info(method, "CREDENTIALS_MISSING")],
        challenge=REALM,
    )


def bad_credential(method: str) -> Refusal:
    """A token that was not minted here, was revoked, or has expired: all three look alike."""
    item = {"message": "Invalid Credentials", "reason": "authError", **_HEADER}
    return _refusal(method, 401, INVALID, "UNAUTHENTICATED", item, challenge=f'{REALM}, error="invalid_token"')


def missing_scope(method: str) -> Refusal:
    """A good token for other scopes than the method asks for."""
    item = {"message": "Insufficient Permission", "reason": "insufficientPermissions"}
    return _refusal(
        method,
        403,
        TOO_NARROW,
        "PERMISSION_DENIED",
        item,
        details=[error_info(method, "ACCESS_TOKEN_SCOPE_INSUFFICIENT")],
        challenge=f'{REALM}, error="insufficient_scope"',
    )


_HEADER = {"location": "Authorization", "locationType": "header"}


def _refusal(
    method: str,
    code: int,
    message: str,
    status: str,
    item: dict[str, str],
    *,
    details: list[dict[str, Any]] | None = None,
    challenge: str = "",
) -> Refusal:
    """One body for both families; only Drive's has `errors`, whose item may word the message more shortly."""
    error: dict[str, Any] = {"code": code, "message": message}
    if method.startswith("drive."):
        error["errors"] = [{"message": message, "domain": "global", **item}]
    error["status"] = status
    if details:
        error["details"] = details
    return Refusal(code, {"error": error}, {"WWW-Authenticate": challenge} if challenge else None)
