"""How an answer is written down: JSON as Google prints it, its headers, errors in both dialects, gzip."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

from pdsync.sandbox.asked import Asked, Reply
from pdsync.sandbox.calls import Raw
from pdsync.sandbox.parameters import Look
from pdsync.sandbox.refusals import Refusal

JSON_TYPE = "application/json; charset=UTF-8"
_ESCAPED = re.compile(
    "[<>\x7f-\x9f\xad\u0600-\u0603\u06dd\u070f\u17b4\u17b5\u200b-\u200f\u2028-\u202e\u2060-\u2064\u206a-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
"""What Google writes as \\uXXXX beyond what JSON demands: measured on the service by a public project."""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_text = json.encoder.encode_basestring

EVERY = {"Server": "ESF", "X-XSS-Protection": "0", "X-Frame-Options": "SAMEORIGIN", "X-Content-Type-Options": "nosniff"}
DRIVE = {
    "Content-Type": JSON_TYPE,
    "Vary": "Origin, X-Origin",
    "Cache-Control": "no-cache, no-store, max-age=0, must-revalidate",
    "Pragma": "no-cache",
    "Expires": "Mon, 01 Jan 1990 00:00:00 GMT",
    **EVERY,
}
OTHERS = {"Content-Type": JSON_TYPE, "Vary": "Origin, X-Origin, Referer", "Cache-Control": "private", **EVERY}
REASONS = {
    "INVALID_ARGUMENT": "badRequest",
    "FAILED_PRECONDITION": "failedPrecondition",
    "UNAUTHENTICATED": "authError",
    "PERMISSION_DENIED": "forbidden",
    "NOT_FOUND": "notFound",
    "ALREADY_EXISTS": "alreadyExists",
    "RESOURCE_EXHAUSTED": "rateLimitExceeded",
    "UNIMPLEMENTED": "notImplemented",
    "UNAVAILABLE": "backendError",
    "INTERNAL": "backendError",
}
SHORTER = (
    ("Request is missing required authentication", "required", "Login Required."),
    ("Request had invalid authentication", "authError", "Invalid Credentials"),
    ("Request had insufficient authentication", "insufficientPermissions", "Insufficient Permission"),
)
"""Where the item of `errors` words the message more shortly: how the message begins, reason, words."""


def printed(value: Any, *, pretty: bool = True) -> bytes:
    """JSON as Google prints it: indented by two spaces with a newline at the end, or compact without."""
    text = _indented(value, "\n") + "\n" if pretty else _encode(value)
    return escaped(text).encode()


def escaped(text: str) -> str:
    """JSON text with what Google escapes escaped."""
    return _ESCAPED.sub(_units, text) if _ESCAPED.search(text) else text


def _units(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _indented(value: Any, line: str) -> str:
    # json's own indent is several times slower: it does not use its C code then.
    kind = type(value)
    if kind is str:
        return _text(value)
    if kind is dict:
        if not value:
            return "{}"
        inner = line + "  "
        pieces = [f"{_text(name)}: {_indented(each, inner)}" for name, each in value.items()]
        return "{" + inner + ("," + inner).join(pieces) + line + "}"
    if kind is list or kind is tuple:
        if not value:
            return "[]"
        inner = line + "  "
        return "[" + inner + ("," + inner).join([_indented(each, inner) for each in value]) + line + "]"
    return _encode(value)


def success(value: dict[str, Any], look: Look, *, drive: bool) -> Reply:
    """A 200 with that JSON."""
    return _called(Reply(200, dict(DRIVE if drive else OTHERS), printed(value, pretty=look.pretty)), look)


def refusal(refused: Refusal, look: Look, *, drive: bool) -> Reply:
    """An error answer in the method's dialect, always indented. `errors` is in Drive's, elsewhere if `$.xgafv` is 1."""
    error = dict(refused.body["error"])
    items = error.pop("errors", None)
    body = {name: error.pop(name) for name in ("code", "message") if name in error}
    if drive or look.xgafv == "1":
        body["errors"] = items or [_item(error.get("status", ""), body.get("message", ""))]
    headers = {**(DRIVE if drive else OTHERS), **refused.headers}
    return _called(Reply(refused.code, headers, printed({"error": body | error})), look)


def _item(status: str, message: str) -> dict[str, str]:
    """The one item of `errors` for a refusal that came without."""
    for start, reason, words in SHORTER:
        if message.startswith(start):
            return {"message": words, "domain": "global", "reason": reason} | (
                {"location": "Authorization", "locationType": "header"} if reason != "insufficientPermissions" else {}
            )
    return {"message": message, "domain": "global", "reason": REASONS.get(status, "badRequest")}


def _called(reply: Reply, look: Look) -> Reply:
    """The answer as a script that calls a function, if the client asked for one: then its status is always 200."""
    if not look.callback:
        return reply
    name = escaped(_text(look.callback)[1:-1])
    body = f"// API callback\n{name}(".encode() + reply.body + b");"
    return Reply(200, {**reply.headers, "Content-Type": "text/javascript; charset=UTF-8"}, body)


def raw(answer: Raw, asked: Asked, *, drive: bool) -> Reply:
    """An answer that is not JSON; of a 200 only the bytes that a `Range` header asks for."""
    headers = {**(DRIVE if drive else OTHERS), "Content-Type": answer.content_type, **answer.headers}
    wanted = re.fullmatch(r"bytes=(\d{1,15})-(\d{0,15})", asked.headers.get("Range", "").strip())
    if answer.status != 200 or not wanted:
        return Reply(answer.status, headers, answer.data)
    size = len(answer.data)
    start, end = int(wanted[1]), min(int(wanted[2] or size), size - 1)
    if start >= size or end < start:
        return Reply(416, {**headers, "Content-Range": f"bytes */{size}"})
    return Reply(206, {**headers, "Content-Range": f"bytes {start}-{end}/{size}"}, answer.data[start : end + 1])


def empty() -> Reply:
    """What Google answers when there is nothing to say: 204."""
    return Reply(204, {**DRIVE, "Content-Type": "text/html"})


def zipped(reply: Reply, asked: Asked) -> Reply:
    """The answer compressed, if the client says gzip in both headers in which Google looks for it."""
    headers = asked.headers
    if "gzip" not in headers.get("Accept-Encoding", "") or "gzip" not in headers.get("User-Agent", ""):
        return reply
    if not reply.body or reply.status != 200 or "Content-Encoding" in reply.headers:
        return reply
    reply.body = gzip.compress(reply.body, 1, mtime=0)
    reply.headers["Content-Encoding"] = "gzip"
    return reply


NO_SUCH_PAGE = (
    "<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n  <title>Error 404 (Not Found)!!1</title>\n"
    "  <p><b>404.</b> <ins>That’s an error.</ins>\n"
    "  <p>The requested URL was not found on this server.  <ins>That’s all we know.</ins>\n"
)


def no_such_page() -> Reply:
    """What Google's front end answers a path that is none of its methods."""
    headers = {"Content-Type": "text/html; charset=UTF-8", "Referrer-Policy": "no-referrer"}
    return Reply(404, headers, NO_SUCH_PAGE.encode())
