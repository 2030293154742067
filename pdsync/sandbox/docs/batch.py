"""A whole batchUpdate on a Doc: every request in order, or none."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.docs import styles, tables, text
from pdsync.sandbox.docs.draft import KINDS, SUGGESTS, Draft, Invalid

ROOMS = (text, styles, tables)
"""The modules whose import files their requests."""


def apply(draft: Draft, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Carry out the requests on the draft; the replies, in order. Refusal: throw the draft away."""
    return [_one(draft, number, each) for number, each in enumerate(requests)]


def _one(draft: Draft, number: int, each: dict[str, Any]) -> dict[str, Any]:
    named = [kind for kind, body in each.items() if body is not None]
    if not named:
        raise refusals.rpc("INVALID_ARGUMENT", f"Invalid requests[{number}]: No request set.")
    kind = named[0]
    if kind not in KINDS:
        raise refusals.not_played(f"the request {kind}")
    try:
        if draft.suggestion and kind not in SUGGESTS:
            raise Invalid("Request does not support application as suggestion.")
        reply = KINDS[kind](draft, each[kind])
    except Invalid as invalid:
        raise refusals.invalid_request(number, kind, str(invalid)) from None
    except NotImplementedError as missing:
        raise refusals.not_played(str(missing)) from None
    return {kind: reply} if reply or kind == "replaceAllText" else {}
