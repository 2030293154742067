"""Batches: several calls in one multipart/mixed request, each answered as if it had come alone."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from http import HTTPStatus

from multidict import CIMultiDict

from pdsync.sandbox import envelope, multipart, refusals
from pdsync.sandbox.asked import Asked, Reply, asked
from pdsync.sandbox.begun import Begun
from pdsync.sandbox.calls import READ_ONLY
from pdsync.sandbox.frontend import Frontend
from pdsync.sandbox.multipart import Malformed, Part
from pdsync.sandbox.parameters import Look

MOST = 100
PATHS = {"/batch": ("docs", "sheets"), "/batch/drive/v3": ("drive",)}
"""By path: the APIs whose calls it takes. Each API has its own path; Docs and Sheets share one here."""
NEVER = frozenset({"host", "content-length", "content-transfer-encoding", "connection", "accept-encoding"})
Replacing = Callable[[Begun], Reply | None]


def answer(frontend: Frontend, came: Asked, struck: Replacing) -> Reply:
    """The answers to all parts. `struck` is asked for each authorised part: the error answer that it gets instead."""
    apis = PATHS[came.path]
    drive = "drive" in apis
    try:
        calls = multipart.parts(came.headers.get("Content-Type", ""), came.body)
    except Malformed:
        words = "Failed to parse batch request, error: Failed in parsing the body as multipart/mixed."
        return _refused(words, drive=drive)
    if len(calls) > MOST:
        return _refused(f"The batch holds {len(calls)} calls; at most {MOST} are taken.", drive=drive)
    boundary = "batch_" + secrets.token_urlsafe(24)
    pieces = [_piece(part, _answered(frontend, came, part, apis, struck)) for part in calls]
    headers = envelope.DRIVE if drive else envelope.OTHERS
    content_type = f"multipart/mixed; boundary={boundary}"
    return Reply(200, {**headers, "Content-Type": content_type}, multipart.joined(boundary, pieces))


def _refused(words: str, *, drive: bool) -> Reply:
    return envelope.refusal(refusals.rpc("INVALID_ARGUMENT", words), Look(), drive=drive)


def _answered(frontend: Frontend, came: Asked, part: Part, apis: tuple[str, ...], struck: Replacing) -> Reply:
    call = _call(came, part)
    begun = frontend.begin(call) if call else envelope.no_such_page()
    if isinstance(begun, Reply) or begun.method.api not in apis:
        return envelope.no_such_page()
    reply = frontend.admit(begun) or _kept_out(frontend, begun)
    if reply:
        frontend.note(begun, reply.status)
        return reply
    if reply := struck(begun):
        return reply
    reply = frontend.carry_out(begun)
    frontend.note(begun, reply.status)
    return reply


def _kept_out(frontend: Frontend, begun: Begun) -> Reply | None:
    """Reads of Sheets are not played in a batch, as recorded; nor are uploads and downloads."""
    if begun.method.api == "sheets" and begun.method.id in READ_ONLY:
        words = "Operation is not implemented, or supported, or enabled."
        return frontend.refused(begun, refusals.rpc("UNIMPLEMENTED", words))
    if begun.found.upload or begun.look.alt.lower() == "media":
        return frontend.refused(begun, refusals.drive(400, "badRequest", "Media cannot be part of a batch."))
    return None


def _call(came: Asked, part: Part) -> Asked | None:
    line, _, rest = part.body.lstrip(b"\r\n").partition(b"\n")
    words = line.decode("utf-8", "replace").split()
    if len(words) < 2:
        return None
    inner = multipart.part(rest)
    headers = CIMultiDict({name: value for name, value in inner.headers.items() if name not in NEVER})
    if "Authorization" not in headers and (outer := came.headers.get("Authorization")):
        headers["Authorization"] = outer
    return asked(words[0].upper(), words[1], headers, inner.body)


def _piece(part: Part, reply: Reply) -> bytes:
    """A part of the answer: which call it answers, then a whole HTTP answer."""
    lines = ["Content-Type: application/http"]
    if id := part.headers.get("content-id", ""):
        named = f"<response-{id[1:]}" if id.startswith("<") else f"response-{id}"
        lines.append(f"Content-ID: {named}")
    try:
        reason = HTTPStatus(reply.status).phrase
    except ValueError:
        reason = "Unknown"
    status = f"HTTP/1.1 {reply.status} {reason}"
    headers = [f"{name}: {value}" for name, value in reply.headers.items()]
    head = "\r\n".join([*lines, "", status, *headers, f"Content-Length: {len(reply.body)}", "", ""])
    return head.encode() + reply.body
