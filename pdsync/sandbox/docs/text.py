"""Putting text in and taking content out: insertText, deleteContentRange, replaceAllText."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unicodedata import category, combining

from pdsync.sandbox.docs.content import Change, Place
from pdsync.sandbox.docs.draft import OUTSIDE, Draft, Invalid, each_place, request
from pdsync.sandbox.docs.model import Fields, Paragraph, Piece, paragraphs, units
from pdsync.sandbox.docs.pieces import Blocks, Torn, cut, find, join, within
from pdsync.sandbox.docs.suggesting import marked

STRIPPED = re.compile("[\x00-\x08\x0c-\x1f\ue000-\uf8ff]")
NOT_DELETABLE = "Invalid deletion range. Cannot delete the requested range."
LAST_NEWLINE = "The range cannot include the newline character at the end of the segment."
LINK_LOOK = ("link", "underline", "foregroundColor")
WITHIN_A_CHARACTER = "The insertion index cannot be within a grapheme cluster."
JOINING = "\u200d\ufe0e\ufe0f\u20e3"
FLAGS = "".join(chr(0x1F1E6 + letter) for letter in range(26))
SUGGESTED = ("suggestedInsertionIds", "suggestedDeletionIds", "suggestedTextStyleChanges")


def cleaned(text: str) -> str:
    """The text without the characters that Google strips, halves of surrogate pairs among them."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return STRIPPED.sub("", whole)


@request("insertText", suggests=True)
def insert_text(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Insert text where it says; newlines make paragraphs like the one they fall in."""
    if not body.get("text"):
        raise Invalid("Insert text requests must specify text")
    place, index = draft.insertion(body)
    put_text(draft, place, index, cleaned(body["text"]))
    return {}


def put_text(draft: Draft, place: Place, index: int, text: str) -> None:
    """Insert text at an index, in the style of its neighbour."""
    blocks = draft.segment(place).blocks
    at = whole_index(blocks, index)
    draft.put(place, with_text(draft, blocks, at, text), Change(place, at, 0, units(text)))


def with_text(draft: Draft, blocks: Blocks, index: int, text: str, fields: Fields | None = None) -> Blocks:
    """The blocks with text at an index; `fields` of its runs, or those of its neighbour."""
    lines = text.split("\n")

    def edit(inner: Blocks, start: int, _: int) -> Blocks:
        number, paragraph, left, right = opened(inner, start)
        own = neighbour(left, right) if fields is None else fields
        if draft.suggestion:
            own = {**own, "suggestedInsertionIds": [draft.suggestion]}
        made = _paragraphs(paragraph, left, right, [Piece("textRun", own, line) for line in lines], draft)
        return (*inner[:number], *made, *inner[number + 1 :])

    return within(blocks, index, index, edit)


def put_pieces(draft: Draft, place: Place, index: int, make: Callable[[Fields], tuple[Piece, ...]]) -> int:
    """Insert what `make` makes of the neighbour's fields into the paragraph at an index; returns where it went."""

    def edit(blocks: Blocks, start: int, _: int) -> Blocks:
        number, paragraph, left, right = opened(blocks, start)
        return (
            *blocks[:number],
            replace(paragraph, pieces=join(left, made(left, right), right)),
            *blocks[number + 1 :],
        )

    def made(left: tuple[Piece, ...], right: tuple[Piece, ...]) -> tuple[Piece, ...]:
        pieces.extend(make(neighbour(left, right)))
        if draft.suggestion:
            pieces[:] = [piece.with_fields(suggestedInsertionIds=[draft.suggestion]) for piece in pieces]
        return tuple(pieces)

    pieces: list[Piece] = []
    segment = draft.segment(place)
    at = whole_index(segment.blocks, index)
    blocks = within(segment.blocks, at, at, edit)
    draft.put(place, blocks, Change(place, at, 0, sum(piece.width for piece in pieces)))
    return at


def opened(blocks: Blocks, index: int) -> tuple[int, Paragraph, tuple[Piece, ...], tuple[Piece, ...]]:
    """The paragraph at an index, its number, and its pieces before and after the index."""
    number, offset = find(blocks, index)
    paragraph = blocks[number] if number < len(blocks) else None
    if not isinstance(paragraph, Paragraph):
        raise Invalid(OUTSIDE)
    try:
        return number, paragraph, *cut(paragraph.pieces, offset)
    except Torn:
        raise Invalid(OUTSIDE) from None


def whole_index(blocks: Blocks, index: int) -> int:
    """The index, if it does not lie within what is read as one character."""

    def look(inner: Blocks, start: int, _: int) -> Blocks:
        number, offset = find(inner, start)
        if number < len(inner) and isinstance(paragraph := inner[number], Paragraph):
            try:
                left, right = cut(paragraph.pieces, offset)
            except Torn:
                raise Invalid(WITHIN_A_CHARACTER) from None
            if left and right and is_one_character(left[-1].text, right[0].text):
                raise Invalid(WITHIN_A_CHARACTER)
        return inner

    within(blocks, index, index, look)
    return index


def is_one_character(before: str, behind: str) -> bool:
    """Whether the last sign of a text and the first of the next are read as one: an emoji's parts, an accent."""
    if not before or not behind or (before.isascii() and behind.isascii()):
        return False
    last, first = before[-1], behind[0]
    if "\U0001f1e6" <= first <= "\U0001f1ff" and "\U0001f1e6" <= last <= "\U0001f1ff":
        flags = len(before) - len(before.rstrip(FLAGS))
        return flags % 2 == 1
    if first in JOINING or "\U0001f3fb" <= first <= "\U0001f3ff" or combining(first):
        return not last.isspace()
    return last == "\u200d" and category(first) == "So"


def neighbour(left: tuple[Piece, ...], right: tuple[Piece, ...]) -> Fields:
    """The fields of text between these: the style of what stands before, or at a start behind; no link goes on."""
    model = left[-1] if left else right[0]
    style = model.style
    inside = bool(left and right) and "link" in style and right[0].style.get("link") == style["link"]
    if "link" in style and not inside:
        style = {name: value for name, value in style.items() if name not in LINK_LOOK}
    return {"textStyle": dict(style)}


def _paragraphs(
    paragraph: Paragraph, left: tuple[Piece, ...], right: tuple[Piece, ...], lines: list[Piece], draft: Draft
) -> list[Paragraph]:
    """The paragraph with lines put between its halves: each but the last ends in a newline of its own."""
    *whole, last = lines
    made = []
    for number, line in enumerate(whole):
        ended = replace(line, text=line.text + "\n")
        pieces = join(left, (ended,)) if number == 0 else (ended,)
        made.append(replace(fresh_heading(paragraph, draft), pieces=pieces))
    made.append(
        replace(
            paragraph, pieces=join((last,) if whole else left, right if whole else (last,), *([] if whole else [right]))
        )
    )
    return made


def fresh_heading(paragraph: Paragraph, draft: Draft) -> Paragraph:
    """The same paragraph; if it is a heading, with an id of its own."""
    if "headingId" not in paragraph.style:
        return paragraph
    return paragraph.with_fields(paragraphStyle={**paragraph.style, "headingId": draft.heading_id()})


@request("deleteContentRange", suggests=True)
def delete_content_range(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Take a range out, if what is left is a Doc."""
    place, start, end = draft.range(body)
    if end == draft.segment(place).width:
        raise Invalid(LAST_NEWLINE)
    take_out(draft, place, start, end)
    return {}


def take_out(draft: Draft, place: Place, start: int, end: int) -> None:
    """Delete [start, end) of a segment, or suggest it."""
    old = draft.segment(place).blocks
    blocks = within(old, start, end, without)
    if draft.suggestion:
        draft.put(place, marked(old, start, end, draft.suggestion))
    else:
        draft.put(place, blocks, Change(place, start, end - start, 0))


def without(blocks: Blocks, start: int, end: int) -> Blocks:
    """One list of blocks without that range; Invalid if a structure would be torn."""
    first, offset = find(blocks, start)
    last, rest = find(blocks, end)
    if last >= len(blocks):
        raise Invalid(LAST_NEWLINE)
    if first == 0 and not offset and not isinstance(blocks[0], Paragraph):
        raise Invalid(NOT_DELETABLE)
    head = _half(blocks[first], offset, 0) if offset else ()
    if not rest:
        return _up_to_a_boundary(blocks, first, last, head)
    tail = _half(blocks[last], rest, 1)
    survivor = blocks[first] if head else blocks[last]
    assert isinstance(survivor, Paragraph)
    return (*blocks[:first], replace(survivor, pieces=join(head, tail)), *blocks[last + 1 :])


def _up_to_a_boundary(blocks: Blocks, first: int, last: int, head: tuple[Piece, ...]) -> Blocks:
    """What is left when the range ends where block `last` starts."""
    following = blocks[last]
    if not isinstance(following, Paragraph) and isinstance(blocks[last - 1], Paragraph):
        raise Invalid(NOT_DELETABLE)
    if not head:
        return (*blocks[:first], *blocks[last:])
    survivor = blocks[first]
    if not isinstance(following, Paragraph) or not isinstance(survivor, Paragraph):
        raise Invalid(NOT_DELETABLE)
    return (*blocks[:first], replace(survivor, pieces=join(head, following.pieces)), *blocks[last + 1 :])


def _half(block: object, offset: int, which: int) -> tuple[Piece, ...]:
    if not isinstance(block, Paragraph):
        raise Invalid(NOT_DELETABLE)
    try:
        return cut(block.pieces, offset)[which]
    except Torn:
        raise Invalid(NOT_DELETABLE) from None


@request("replaceAllText", suggests=True)
def replace_all_text(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Replace every match in the tabs; a match lies within one paragraph."""
    criteria = body.get("containsText") or {}
    if not criteria.get("text"):
        raise Invalid("The search text must not be empty.")
    pattern = search_pattern(criteria)
    replacement = cleaned(body.get("replaceText", ""))
    count = 0
    for place in list(each_place(draft.tabs(body.get("tabsCriteria")))):
        for start, end in reversed(list(matches(draft.segment(place).blocks, pattern))):
            replace_range(draft, place, start, end, replacement)
            count += 1
    return {"occurrencesChanged": count} if count else {}


def search_pattern(criteria: Fields) -> re.Pattern[str]:
    """The pattern that a SubstringMatchCriteria means."""
    if criteria.get("searchByRegex"):
        raise NotImplementedError("replaceAllText.containsText.searchByRegex")
    return re.compile(re.escape(criteria["text"]), 0 if criteria.get("matchCase") else re.IGNORECASE)


def matches(blocks: Blocks, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Every match's range in the segment. What is no text stands as U+FFFC, and matches nothing."""
    found = []
    for start, paragraph in paragraphs(blocks):
        text = paragraph.pieces[0].text if len(paragraph.pieces) == 1 else _shown(paragraph)
        for match in pattern.finditer(text[:-1]):
            if match.end() > match.start():
                first = start + units(text[: match.start()])
                found.append((first, first + units(match[0])))
    return found


def _shown(paragraph: Paragraph) -> str:
    return "".join([piece.text if piece.kind == "textRun" else "\ufffc" * piece.width for piece in paragraph.pieces])


def replace_range(draft: Draft, place: Place, start: int, end: int, text: str) -> None:
    """Put text in the place of [start, end), in the style of its first character."""
    blocks = draft.segment(place).blocks
    moved = units(text)
    if text:
        blocks = with_text(draft, blocks, start, text, first_fields(blocks, start))
    if draft.suggestion:
        draft.put(place, blocks, Change(place, start, 0, moved))
        take_out(draft, place, start + moved, end + moved)
    else:
        blocks = within(blocks, start + moved, end + moved, without)
        draft.put(place, blocks, Change(place, start, end - start, moved))


def first_fields(blocks: Blocks, index: int) -> Fields:
    """The fields that text takes over from the character at an index."""
    found: list[Fields] = []

    def look(inner: Blocks, start: int, _: int) -> Blocks:
        found.append({"textStyle": opened(inner, start)[3][0].style})
        return inner

    within(blocks, index, index, look)
    return found[0]
