"""Suggesting instead of doing, and settling what was suggested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.docs.comments import WRITER, post, stamp
from pdsync.sandbox.docs.content import Change, Place
from pdsync.sandbox.docs.draft import Draft, each_place, request
from pdsync.sandbox.docs.model import (
    NOTHING,
    Block,
    Contents,
    Fields,
    Paragraph,
    Piece,
    SectionBreak,
    Table,
    all_tabs,
    paragraphs,
)
from pdsync.sandbox.docs.pieces import Blocks, join, parted
from pdsync.sandbox.docs.suggestions import Settling

SUMMARY = 200
INSERTED, DELETED = "suggestedInsertionIds", "suggestedDeletionIds"


def marked(blocks: Blocks, start: int, end: int, suggestion: str, at: int = 0) -> Blocks:
    """The blocks with all that lies in [start, end) suggested for deletion."""
    result: list[Block] = []
    for block in blocks:
        first, at = at, at + block.width
        if at <= start or first >= end:
            result.append(block)
        elif isinstance(block, Paragraph):
            left, middle, right = parted(block.pieces, max(start - first, 0), min(end - first, block.width))
            gone = [(_doomed(piece, suggestion),) for piece in middle]
            result.append(replace(block, pieces=join(left, *gone, right)))
        else:
            result.append(_marked_inside(block, start, end, suggestion, first))
    return tuple(result)


def _doomed(piece: Piece, suggestion: str) -> Piece:
    before = piece.fields.get("suggestedDeletionIds", ())
    return piece if suggestion in before else piece.with_fields(suggestedDeletionIds=[*before, suggestion])


def _marked_inside(block: Block, start: int, end: int, suggestion: str, at: int) -> Block:
    if start <= at and at + block.width <= end:
        ids = [*block.fields.get("suggestedDeletionIds", ()), suggestion]
        return replace(block, fields={**block.fields, "suggestedDeletionIds": ids})
    if isinstance(block, Contents):
        return replace(block, blocks=marked(block.blocks, start, end, suggestion, at + 1))
    if not isinstance(block, Table):
        return block
    at += 1
    rows = []
    for row in block.rows:
        at += 1
        cells = []
        for cell in row.cells:
            cells.append(replace(cell, blocks=marked(cell.blocks, start, end, suggestion, at + 1)))
            at += cell.width
        rows.append(replace(row, cells=tuple(cells)))
    return replace(block, rows=tuple(rows))


def joined(draft: Draft, kind: str, body: dict[str, Any]) -> str:
    """The open suggestion of the same author that an edit touches, which takes the edit in; "" for none.

    Where it touches several, Google takes any of them; here it is the first.
    """
    if kind == "insertText":
        place, start = draft.insertion(body)
        end = start
    elif kind == "deleteContentRange":
        place, start, end = draft.range(body)
    else:
        return ""
    own = {
        each.get("suggestionId")
        for each in draft.content.suggestions
        if each.get("status") == "OPEN" and each.get("headPost", NOTHING).get(WRITER) == draft.author.email
    }
    if not own:
        return ""
    reach: dict[str, tuple[int, int]] = {}
    for at, piece in _pieces(draft, place):
        for id in (*piece.fields.get(INSERTED, ()), *piece.fields.get(DELETED, ())):
            if id in own:
                reach[id] = (reach.get(id, (at, at))[0], at + piece.width)
    return next((id for id, (first, last) in reach.items() if first <= end and start <= last), "")


def _pieces(draft: Draft, place: Place) -> Iterator[tuple[int, Piece]]:
    for at, paragraph in paragraphs(draft.segment(place).blocks):
        for piece in paragraph.pieces:
            yield at, piece
            at += piece.width


def thread(draft: Draft, kind: str) -> None:
    """Note who suggested what, under the draft's suggestion id; a thread that took an edit in is told of it."""
    id, threads = draft.suggestion, draft.content.suggestions
    summary = _summary(draft, id) or kind
    if any(each.get("suggestionId") == id for each in threads):
        made = tuple(_renewed(draft, each, summary) if each.get("suggestionId") == id else each for each in threads)
    else:
        head = {name: value for name, value in post(draft, "").items() if name not in ("content", "contentHtml")}
        head["suggestionAction"] = "NO_SUGGESTION_ACTION_CHANGE"
        made = (*threads, {"suggestionId": id, "headPost": head, "status": "OPEN", "summaryText": summary})
    draft.content = replace(draft.content, suggestions=made)


def _renewed(draft: Draft, old: Fields, summary: str) -> Fields:
    return {**old, "summaryText": summary, "headPost": {**old["headPost"], "updateTime": stamp(draft)}}


def _summary(draft: Draft, id: str) -> str:
    """What a suggestion adds and takes away, as its card says it; "" if it does neither."""
    added, deleted = "", ""
    for place in each_place(list(all_tabs(draft.content.tabs))):
        for _, piece in _pieces(draft, place):
            if id in piece.fields.get(DELETED, ()):
                deleted += piece.text
            elif id in piece.fields.get(INSERTED, ()):
                added += piece.text
    if added and deleted:
        return f"Replace: “{deleted[:SUMMARY]}” with “{added[:SUMMARY]}”"
    return f"Add: “{added[:SUMMARY]}”" if added else f"Delete: “{deleted[:SUMMARY]}”" if deleted else ""


@request("acceptSuggestion", suggests=True)
def accept_suggestion(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Take a suggestion into the Doc."""
    settle(draft, body.get("suggestionId", ""), take=True)
    return {}


@request("rejectSuggestion", suggests=True)
def reject_suggestion(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Turn a suggestion down."""
    settle(draft, body.get("suggestionId", ""), take=False)
    return {}


@request("deleteSuggestion", suggests=True)
def delete_suggestion(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Withdraw a suggestion of one's own, with its thread."""
    id = body.get("suggestionId", "")
    own = next((each for each in draft.content.suggestions if each.get("suggestionId") == id), None)
    if own is not None and own.get("headPost", NOTHING).get(WRITER) != draft.author.email:
        raise refusals.rpc("PERMISSION_DENIED", "The caller does not have permission")
    settle(draft, id, take=False)
    rest = tuple(each for each in draft.content.suggestions if each.get("suggestionId") != id)
    draft.content = replace(draft.content, suggestions=rest)
    return {}


def settle(draft: Draft, id: str, *, take: bool) -> None:
    """Take or turn down one suggestion; its thread says which."""
    settling = Settling(take=take, only=frozenset({id}))
    before = draft.content
    changes = {
        place: list(_vanishing(settling, place, draft.segment(place).blocks, 0))
        for place in each_place(list(all_tabs(before.tabs)))
    }
    after = settling.content(before)
    if after == before and all(each.get("suggestionId") != id for each in before.suggestions):
        raise refusals.rpc("NOT_FOUND", f"Suggestion with ID {id} does not exist.")
    draft.content = after
    for place, gone in changes.items():
        if gone:
            draft.put(place, draft.segment(place).blocks, *reversed(gone))
    status = "ACCEPTED" if take else "REJECTED"
    threads = (
        {**each, "status": status} if each.get("suggestionId") == id else each for each in draft.content.suggestions
    )
    draft.content = replace(draft.content, suggestions=tuple(threads))


def _vanishing(settling: Settling, place: Place, blocks: Blocks, at: int) -> Iterator[Change]:
    """What goes when suggestions are settled, from front to back."""
    for block in blocks:
        start, at = at, at + block.width
        if isinstance(block, Paragraph):
            for piece in block.pieces:
                if settling.fields(piece.fields) is None:
                    yield Change(place, start, piece.width, 0)
                start += piece.width
        elif settling.fields(block.fields) is None:
            yield Change(place, start, block.width, 0)
        elif not isinstance(block, SectionBreak):
            yield from _vanishing_inside(settling, place, block, start + 1)


def _vanishing_inside(settling: Settling, place: Place, block: Contents | Table, at: int) -> Iterator[Change]:
    if isinstance(block, Contents):
        yield from _vanishing(settling, place, block.blocks, at)
        return
    for row in block.rows:
        if settling.fields(row.fields) is None:
            yield Change(place, at, row.width, 0)
            at += row.width
            continue
        at += 1
        for cell in row.cells:
            if settling.fields(cell.fields) is None:
                yield Change(place, at, cell.width, 0)
            else:
                yield from _vanishing(settling, place, cell.blocks, at + 1)
            at += cell.width
