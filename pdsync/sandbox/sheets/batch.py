"""A whole batchUpdate on a Sheet: every request in order, or none."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.sheets import (
    cells,
    charts,
    copying,
    filters,
    groups,
    merging,
    metadata,
    protecting,
    resizing,
    rules,
    sorting,
    tables,
    tabs,
    wording,
)
from pdsync.sandbox.sheets.draft import KINDS, Draft
from pdsync.sandbox.sheets.masks import Invalid

Json = dict[str, Any]
ROOMS = (
    cells, charts, copying, filters, groups, merging, metadata, protecting, resizing, rules, sorting, tables, tabs,
    wording,
)  # fmt: skip
"""The modules whose import files their requests."""


def apply(draft: Draft, requests: list[Json]) -> list[Json]:
    """Carry out the requests on the draft; their replies. A refusal may leave it half done: throw it away then."""
    return [_one(draft, number, each) for number, each in enumerate(requests)]


def _one(draft: Draft, number: int, request: Json) -> Json:
    named = [kind for kind, body in request.items() if body is not None]
    if not named:
        raise refusals.rpc("INVALID_ARGUMENT", f"Invalid requests[{number}]: No request set.")
    if len(named) > 1:
        message = f"oneof field 'kind' is already set. Cannot set '{named[1]}'"
        raise refusals.rpc("INVALID_ARGUMENT", f"Invalid value at 'requests[{number}]' (oneof), {message}")
    kind = named[0]
    if kind not in KINDS:
        raise refusals.not_played(f"the Sheets request {kind}")
    try:
        reply = KINDS[kind](draft, request[kind])
    except Invalid as refusal:
        raise refusals.invalid_request(number, kind, str(refusal)) from None
    return {} if reply is None else {kind: reply}
