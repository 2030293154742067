"""How an answer is written down: JSON as Google prints it, its headers, errors in both dialects, gzip."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

from pdsync.sandbox.asked import Asked, Reply
from pdsync.sandbox.refusals import Refusal

JSON_TYPE = "application/json; charset=UTF-8"
_ESCAPED = re.compile("[<>\x7f-\x9f\u2028\u2029\ud800-\udfff]")
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


def printed(value: Any, *, pretty: bool = True) -> bytes:
    """JSON as Google prints it: indented by two spaces unless compact, `<` and `>` escaped, a newline at the end."""
    text = _indented(value, "\n") if pretty else _encode(value)
    if _ESCAPED.search(text):
        text = _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return (text + "\n").encode()


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


def success(value: dict[str, Any], *, drive: bool, pretty: bool) -> Reply:
    """A 200 with that JSON."""
    return Reply(200, dict(DRIVE if drive else OTHERS), printed(value, pretty=pretty))


def refusal(refused: Refusal, *, drive: bool, pretty: bool, xgafv: str = "") -> Reply:
    """An error answer in the method's dialect; `$.xgafv` 1 adds the list of errors that Drive always has."""
    body = refused.body
    return Reply(refused.code, {**(DRIVE if drive else OTHERS), **refused.headers}, printed(body, pretty=pretty))


def zipped(reply: Reply, asked: Asked) -> Reply:
    """The answer compressed, if the client says gzip in both headers in which Google looks for it."""
    headers = asked.headers
    if "gzip" not in headers.get("Accept-Encoding", "") or "gzip" not in headers.get("User-Agent", ""):
        return reply
    if not reply.body or "Content-Encoding" in reply.headers:
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
    return Reply(
        404, {"Content-Type": "text/html; charset=UTF-8", "Referrer-Policy": "no-referrer"}, NO_SUCH_PAGE.encode()
    )
