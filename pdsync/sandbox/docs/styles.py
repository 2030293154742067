"""updateTextStyle and updateParagraphStyle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pdsync.sandbox.docs.draft import Draft, Invalid, request
from pdsync.sandbox.docs.effective import LINK_BLUE, canonical, inherited, named, parent
from pdsync.sandbox.docs.masks import Mask
from pdsync.sandbox.docs.model import NOTHING, Fields, Paragraph, Piece, Tab, paragraphs
from pdsync.sandbox.docs.pieces import Pieces, each_paragraph, join, parted

TEXT_STYLE = (
    "backgroundColor", "baselineOffset", "bold", "fontSize", "foregroundColor", "italic", "link", "smallCaps",
    "strikethrough", "underline", "weightedFontFamily",
)  # fmt: skip
PARAGRAPH_STYLE = (
    "alignment", "avoidWidowAndOrphan", "borderBetween", "borderBottom", "borderLeft", "borderRight", "borderTop",
    "direction", "indentEnd", "indentFirstLine", "indentStart", "keepLinesTogether", "keepWithNext", "lineSpacing",
    "namedStyleType", "pageBreakBefore", "shading", "spaceAbove", "spaceBelow", "spacingMode",
)  # fmt: skip
NOT_INHERITED = {"direction": "LEFT_TO_RIGHT", "namedStyleType": "NORMAL_TEXT"}
WITHOUT_HEADING = "NORMAL_TEXT"
LINK_KINDS = ("url", "bookmark", "bookmarkId", "heading", "headingId", "tabId")
Restyle = Callable[[Piece, Fields], Piece]


@request("updateTextStyle", suggests=True)
def update_text_style(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Style a range of text; a range that ends before a newline takes it along, except for a link."""
    place, start, end = draft.range(body)
    new = canonical(body.get("textStyle") or {})
    mask = Mask(body.get("fields", ""), TEXT_STYLE)
    _check_text_style(new, mask)
    tab = draft.tab(place[0])
    restyle = suggesting(draft.suggestion, new, mask) if draft.suggestion else setting(new, mask)

    def change(paragraph: Paragraph, first: int, last: int) -> Paragraph:
        above = parent(tab, paragraph.style.get("namedStyleType", ""))
        whole = (
            last if last < paragraph.width - 1 else paragraph.width
        ) - first >= paragraph.width - first and not first
        changed = paragraph.with_fields(**_bullet(paragraph, new, mask)) if whole else paragraph
        return styled(changed, first, last, lambda piece: restyle(piece, above), link="link" in mask)

    draft.put(place, each_paragraph(draft.segment(place).blocks, start, end, change))
    return {}


def _check_text_style(new: Fields, mask: Mask) -> None:
    if "link" in mask and "link" in new and not any(new["link"].get(kind) for kind in LINK_KINDS):
        raise Invalid("Links must include at least one type.")
    if "weightedFontFamily" in mask and "weightedFontFamily" in new and not new["weightedFontFamily"].get("fontFamily"):
        raise Invalid("The font family must be set when updating the weighted font family.")


def setting(new: Fields, mask: Mask) -> Restyle:
    """What sets these fields on a piece; a value that the parent has anyway is left to it."""

    def restyle(piece: Piece, above: Fields) -> Piece:
        style = dict(piece.style)
        if "link" in mask:
            _link_look(style, new)
        style = mask.apply(style, new)
        if "weightedFontFamily" in style:
            style["weightedFontFamily"] = {"weight": 400, **style["weightedFontFamily"]}
        return piece.with_fields(textStyle=inherited(style, above))

    return restyle


def _link_look(style: dict[str, Any], new: Fields) -> None:
    if "link" in new:
        style |= {"underline": True, "foregroundColor": LINK_BLUE}
    elif "link" in style:
        style.pop("underline", None)
        style.pop("foregroundColor", None)


def suggesting(suggestion: str, new: Fields, mask: Mask) -> Restyle:
    """What suggests these fields for a piece."""
    state = {f"{name}Suggested": True for name in mask.names}

    def restyle(piece: Piece, above: Fields) -> Piece:
        style = setting(new, mask)(piece, above).style
        suggested = {"textStyle": style, "textStyleSuggestionState": state}
        others = piece.fields.get("suggestedTextStyleChanges", NOTHING)
        return piece.with_fields(suggestedTextStyleChanges={**others, suggestion: suggested})

    return restyle


def styled(paragraph: Paragraph, first: int, last: int, restyle: Callable[[Piece], Piece], *, link: bool) -> Paragraph:
    """The paragraph with [first, last) restyled; the newline is taken along, or with a link always left out."""
    if last == paragraph.width - 1 and not link:
        last += 1
    if last == paragraph.width and link:
        last -= 1
    if first >= last:
        return paragraph
    left, middle, right = parted(paragraph.pieces, first, last)
    made = tuple(restyle(piece) if "textStyle" in piece.fields else piece for piece in middle)
    seams: list[Pieces] = [left, *((piece,) for piece in made), right]
    return paragraph if made == middle else _with_pieces(paragraph, join(*seams))


def _with_pieces(paragraph: Paragraph, pieces: Pieces) -> Paragraph:
    return Paragraph(pieces, paragraph.fields, paragraph.extra, paragraph.ticked)


def _bullet(paragraph: Paragraph, new: Fields, mask: Mask) -> dict[str, Any]:
    bullet = paragraph.fields.get("bullet")
    if bullet is None:
        return {}
    style = setting(new, mask.without("link"))(
        Piece("textRun", {"textStyle": bullet.get("textStyle", {})}), NOTHING
    ).style
    return {"bullet": {**bullet, "textStyle": style}}


@request("updateParagraphStyle", suggests=True)
def update_paragraph_style(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Style every paragraph that a range overlaps."""
    place, start, end = draft.range(body)
    new = canonical(body.get("paragraphStyle") or {})
    mask = Mask(body.get("fields", ""), PARAGRAPH_STYLE)
    if "pageBreakBefore" in mask and new.get("pageBreakBefore"):
        _only_in_body(draft, place, start, end)

    def change(paragraph: Paragraph, first: int, last: int) -> Paragraph:
        if draft.suggestion:
            return suggested_style(paragraph, draft, new, mask)
        return restyled(paragraph, draft, draft.tab(place[0]), new, mask)

    draft.put(place, each_paragraph(draft.segment(place).blocks, start, end, change))
    return {}


def _only_in_body(draft: Draft, place: tuple[str, str], start: int, end: int) -> None:
    blocks = draft.segment(place).blocks
    outer = {id(block) for block in blocks}
    touched = [each for at, each in paragraphs(blocks) if at < end and at + each.width > start]
    if place[1] or any(id(paragraph) not in outer for paragraph in touched):
        raise Invalid("Cannot update pageBreakBefore for paragraphs in tables, headers, footers and footnotes.")


def new_style(old: Fields, draft: Draft, new: Fields, mask: Mask) -> dict[str, Any]:
    """A paragraph's explicit style after an update."""
    style = mask.apply(old, new, NOT_INHERITED)
    if "namedStyleType" in mask:
        if style["namedStyleType"] == WITHOUT_HEADING:
            style.pop("headingId", None)
        elif "headingId" not in style:
            style["headingId"] = draft.heading_id()
    return style


def restyled(paragraph: Paragraph, draft: Draft, tab: Tab, new: Fields, mask: Mask) -> Paragraph:
    """The paragraph after an update; a named style takes back what it defines from the runs."""
    result = paragraph.with_fields(paragraphStyle=new_style(paragraph.style, draft, new, mask))
    if "namedStyleType" not in mask:
        return result
    defined = named(tab, result.style["namedStyleType"]).get("textStyle", NOTHING)
    pieces = [(_plainer(piece, defined),) for piece in paragraph.pieces]
    return (
        result
        if all(a is b for (a,), b in zip(pieces, paragraph.pieces, strict=True))
        else _with_pieces(result, join(*pieces))
    )


def _plainer(piece: Piece, defined: Fields) -> Piece:
    kept = {"underline", "foregroundColor"} if "link" in piece.style else set()
    style = {name: value for name, value in piece.style.items() if name not in defined or name in kept}
    return piece if len(style) == len(piece.style) else piece.with_fields(textStyle=style)


def suggested_style(paragraph: Paragraph, draft: Draft, new: Fields, mask: Mask) -> Paragraph:
    """The paragraph with the update only suggested."""
    suggested = {
        "paragraphStyle": new_style(paragraph.style, draft, new, mask),
        "paragraphStyleSuggestionState": {f"{name}Suggested": True for name in mask.names},
    }
    others = paragraph.fields.get("suggestedParagraphStyleChanges", NOTHING)
    return paragraph.with_fields(suggestedParagraphStyleChanges={**others, draft.suggestion: suggested})
