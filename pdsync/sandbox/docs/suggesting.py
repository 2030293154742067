"""Suggesting instead of doing, and settling what was suggested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.docs.comments import WRITER, post
from pdsync.sandbox.docs.content import Change, Place
from pdsync.sandbox.docs.draft import Draft, each_place, request
from pdsync.sandbox.docs.model import NOTHING, Block, Contents, Paragraph, Piece, SectionBreak, Table, all_tabs
from pdsync.sandbox.docs.pieces import Blocks, join, parted
from pdsync.sandbox.docs.suggestions import Settling

SUMMARY = 200


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
    return piece.with_fields(suggestedDeletionIds=[*piece.fields.get("suggestedDeletionIds", ()), suggestion])


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


def thread(draft: Draft, kind: str, body: dict[str, Any]) -> None:
    """Note who suggested what, under the draft's suggestion id."""
    text = body.get("text") or body.get("replaceText") or ""
    summary = f"{kind}: {text}".removesuffix(": ")[:SUMMARY]
    head = {name: value for name, value in post(draft, "").items() if name not in ("content", "contentHtml")}
    made = {"suggestionId": draft.suggestion, "headPost": head, "status": "OPEN", "summaryText": summary}
    draft.content = replace(draft.content, suggestions=(*draft.content.suggestions, made))


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
