"""Google's error answers in both dialects: google.rpc.Status (Docs, Sheets) and Drive's errors[]."""

from __future__ import annotations

from typing import Any

RPC_CODES = {
    "INVALID_ARGUMENT": 400,
    "FAILED_PRECONDITION": 400,
    "UNAUTHENTICATED": 401,
    "PERMISSION_DENIED": 403,
    "NOT_FOUND": 404,
    "ALREADY_EXISTS": 409,
    "RESOURCE_EXHAUSTED": 429,
    "INTERNAL": 500,
    "UNIMPLEMENTED": 501,
    "UNAVAILABLE": 503,
}


class Refusal(Exception):
    """An error answer: HTTP status, JSON body, extra headers."""

    def __init__(self, code: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        super().__init__(f"{code} {body.get('error', {}).get('message', '') if isinstance(body, dict) else ''}")
        self.code = code
        self.body = body
        self.headers = headers or {}


def rpc(status: str, message: str, *, code: int | None = None, details: list[dict[str, Any]] | None = None) -> Refusal:
    """A refusal as Docs and Sheets word it."""
    number = code or RPC_CODES[status]
    error: dict[str, Any] = {"code": number, "message": message, "status": status}
    if details:
        error["details"] = details
    return Refusal(number, {"error": error})


def drive(
    code: int,
    reason: str,
    message: str,
    *,
    location: str | None = None,
    location_type: str = "parameter",
    domain: str = "global",
    status: str | None = None,
) -> Refusal:
    """A refusal as Drive words it."""
    item: dict[str, Any] = {"message": message, "domain": domain, "reason": reason}
    if location:
        item |= {"location": location, "locationType": location_type}
    error: dict[str, Any] = {"code": code, "message": message, "errors": [item]}
    if status:
        error["status"] = status
    return Refusal(code, {"error": error})


def invalid_request(index: int, kind: str, message: str) -> Refusal:
    """What batchUpdate answers for its request number `index`: `Invalid requests[3].insertText: …`."""
    return rpc("INVALID_ARGUMENT", f"Invalid requests[{index}].{kind}: {message}")


def not_played(what: str) -> Refusal:
    """What the sandbox does not do, refused by name."""
    return rpc("UNIMPLEMENTED", f"The sandbox does not play {what}.")
