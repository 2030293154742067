"""A whole batchUpdate on a Doc: every request in order, or none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.docs import (
    bullets,
    chips,
    comments,
    images,
    ranges,
    sections,
    segments,
    styles,
    suggesting,
    table_styles,
    tables,
    tabs,
    text,
)
from pdsync.sandbox.docs.draft import KINDS, NEVER_SUGGESTED, SUGGESTS, Draft, Invalid
from pdsync.sandbox.docs.merging import Bridge, vanished
from pdsync.sandbox.docs.model import Paragraph, Tab, all_tabs
from pdsync.sandbox.docs.pieces import each_paragraph

ROOMS = (
    bullets, chips, comments, images, ranges, sections, segments, styles, suggesting, table_styles, tables, tabs, text,
)  # fmt: skip
"""The modules whose import files their requests."""
SETTLING = ("acceptSuggestion", "rejectSuggestion", "deleteSuggestion")
COMMENTS = ("insertComment", "addCommentReply", "deleteComment", "deleteCommentReply", "updateCommentPost")
MADE, RENEWED, ACCEPTED, REJECTED, DELETED = (
    "createdSuggestionIds", "updatedSummarySuggestionIds", "acceptedSuggestionIds", "rejectedSuggestionIds",
    "deletedSuggestionIds",
)  # fmt: skip
Json = dict[str, Any]


def apply(draft: Draft, requests: list[Json], *, suggest: bool = False, bridge: Bridge | None = None) -> Json:
    """Carry out the requests on the draft; {"replies": […]} and what else the answer tells of them.

    `suggest`: only suggest them; `bridge`: the requests count in the indices of an earlier revision. A refusal is
    raised half-way through: throw the draft away then.
    """
    before = draft.content.tabs
    replies, settled = [], []
    for number, each in enumerate(requests):
        kind = kind_of(number, each)
        draft.suggestion = draft_id(draft, kind) if suggest else ""
        seen, known = len(draft.changes), len(draft.content.suggestions)
        moved = bridge.request(each) if bridge else each
        replies.append({} if bridge and vanished(moved) else _one(draft, number, kind, moved[kind]))
        for change in draft.changes[seen:] if bridge else ():
            bridge.did(change)  # type: ignore[union-attr]
        settled.append(_settled(draft, kind, moved[kind], new=len(draft.content.suggestions) > known))
    tidy(draft, before)
    answer: Json = {"replies": replies}
    answer["suggestionResponses"] = settled
    saved = suggest or any(kind in (*COMMENTS, *SETTLING) for each in requests for kind in each)
    answer["commentUpdateState"] = "ALL_SAVED" if saved else "NO_UPDATES_REQUESTED"
    return answer


def draft_id(draft: Draft, kind: str) -> str:
    """A fresh suggestion's id, or "" for what is done even by someone who suggests."""
    return "" if kind in (*SETTLING, *COMMENTS) else f"suggest.{draft.new_id()}"


def kind_of(number: int, each: Json) -> str:
    """Which kind of request it is."""
    named = [kind for kind, body in each.items() if body is not None]
    if not named:
        raise refusals.rpc("INVALID_ARGUMENT", f"Invalid requests[{number}]: No request set.")
    if len(named) > 1:
        message = f"oneof field 'request' is already set. Cannot set '{named[1]}'"
        raise refusals.rpc("INVALID_ARGUMENT", f"Invalid value at 'requests[{number}]' (oneof), {message}")
    if named[0] not in KINDS:
        raise refusals.not_played(f"the request {named[0]}")
    return named[0]


def _one(draft: Draft, number: int, kind: str, body: Json) -> Json:
    try:
        if draft.suggestion:
            _check_suggestible(kind)
            draft.suggestion = suggesting.joined(draft, kind, body) or draft.suggestion
        old = draft.content
        reply = KINDS[kind](draft, body)
        if draft.suggestion and draft.content != old:
            suggesting.thread(draft, kind)
    except Invalid as invalid:
        raise refusals.invalid_request(number, kind, str(invalid)) from None
    except NotImplementedError as missing:
        raise refusals.not_played(str(missing)) from None
    return {kind: reply} if reply or kind == "replaceAllText" else {}


def _check_suggestible(kind: str) -> None:
    if kind in NEVER_SUGGESTED:
        raise Invalid("Request does not support application as suggestion.")
    if kind not in SUGGESTS:
        raise NotImplementedError(f"the request {kind} in writeMode SUGGEST")


def _settled(draft: Draft, kind: str, body: Json, *, new: bool) -> Json:
    if kind in SETTLING:
        name = dict(zip(SETTLING, (ACCEPTED, REJECTED, DELETED), strict=True))[kind]
        return {name: [body.get("suggestionId", "")]}
    if not any(each.get("suggestionId") == draft.suggestion for each in draft.content.suggestions):
        return {}
    return {MADE if new else RENEWED: [draft.suggestion]}


def tidy(draft: Draft, before: tuple[Tab, ...]) -> None:
    """Count the footnotes anew, and drop footnotes and pictures whose mark was deleted in this batch."""
    earlier = {tab.id: tab for tab in all_tabs(before)}
    for tab in list(all_tabs(draft.content.tabs)):
        old = earlier.get(tab.id)
        if old is tab or (old is None and not tab.segments):
            continue
        marks, old_marks = segments.marks(tab), segments.marks(old) if old else []
        for id in set(old_marks) - set(marks):
            draft.content = draft.content.with_segment((tab.id, id), None)
        if marks != old_marks:
            _number(draft, tab.id, marks)
        if old and tab.fields.get("inlineObjects") and (gone := segments.objects(old) - segments.objects(tab)):
            kept = {id: each for id, each in tab.fields.get("inlineObjects", {}).items() if id not in gone}
            draft.put_fields(tab.id, inlineObjects=kept or None)


def _number(draft: Draft, tab_id: str, marks: list[str]) -> None:
    numbers = {id: str(number) for number, id in enumerate(marks, 1)}

    def change(paragraph: Paragraph, first: int, last: int) -> Paragraph:
        if all(piece.kind != "footnoteReference" for piece in paragraph.pieces):
            return paragraph
        pieces = tuple(
            piece.with_fields(footnoteNumber=numbers[piece.fields["footnoteId"]])
            if piece.kind == "footnoteReference"
            else piece
            for piece in paragraph.pieces
        )
        return replace(paragraph, pieces=pieces)

    body = draft.segment((tab_id, ""))
    draft.put((tab_id, ""), each_paragraph(body.blocks, 0, body.width, change))
