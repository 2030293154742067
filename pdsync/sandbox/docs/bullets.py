"""createParagraphBullets and deleteParagraphBullets, and the lists they make."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pdsync.sandbox.docs.blank import points
from pdsync.sandbox.docs.content import Change, Place
from pdsync.sandbox.docs.draft import Draft, Invalid, request
from pdsync.sandbox.docs.model import NOTHING, Fields, Paragraph, paragraphs
from pdsync.sandbox.docs.pieces import cut, each_paragraph

INDENT = 36
LEVELS = 9
GLYPHS = {
    "BULLET_DISC_CIRCLE_SQUARE": "●○■",
    "BULLET_DIAMONDX_ARROW3D_SQUARE": "❖➢■",
    "BULLET_ARROW_DIAMOND_DISC": "➔◆●",
    "BULLET_STAR_CIRCLE_SQUARE": "★○■",
    "BULLET_ARROW3D_CIRCLE_SQUARE": "➢○■",
    "BULLET_LEFTTRIANGLE_DIAMOND_DISC": "◀◆●",
    "BULLET_DIAMONDX_HOLLOWDIAMOND_SQUARE": "❖◇■",
    "BULLET_DIAMOND_CIRCLE_SQUARE": "◆○■",
}
NUMBERS = {
    "NUMBERED_DECIMAL_ALPHA_ROMAN": (("DECIMAL", "ALPHA", "ROMAN"), "%{}."),
    "NUMBERED_DECIMAL_ALPHA_ROMAN_PARENS": (("DECIMAL", "ALPHA", "ROMAN"), "%{})"),
    "NUMBERED_DECIMAL_NESTED": (("DECIMAL",) * 3, "%{}."),
    "NUMBERED_UPPERALPHA_ALPHA_ROMAN": (("UPPER_ALPHA", "ALPHA", "ROMAN"), "%{}."),
    "NUMBERED_UPPERROMAN_UPPERALPHA_DECIMAL": (("UPPER_ROMAN", "UPPER_ALPHA", "DECIMAL"), "%{}."),
    "NUMBERED_ZERODECIMAL_ALPHA_ROMAN": (("ZERO_DECIMAL", "ALPHA", "ROMAN"), "%{}."),
}


OWN_LEVELS = 3
"""A preset shapes so many levels; those below are discs, circles and squares, or digits, letters and Roman numbers."""
DEEPER_GLYPHS, DEEPER_NUMBERS = "●○■", ("DECIMAL", "ALPHA", "ROMAN")
TO_THE_END = ("ROMAN", "UPPER_ROMAN")
"""Numbers that stand at the end of their room."""


def _glyph(preset: str, level: int) -> dict[str, Any]:
    own = level < OWN_LEVELS
    if preset in GLYPHS:
        glyphs = GLYPHS[preset] if own else DEEPER_GLYPHS
        return {"glyphSymbol": glyphs[level % 3], "glyphFormat": f"%{level}"}
    if preset in NUMBERS:
        types, form = NUMBERS[preset]
        nested = preset == "NUMBERED_DECIMAL_NESTED"
        kind = (types if own or nested else DEEPER_NUMBERS)[level % 3]
        form = "".join(form.format(each) for each in (range(level + 1) if nested else [level]))
        end = {"bulletAlignment": "END"} if nested or kind in TO_THE_END else {}
        return {"glyphType": kind, "glyphFormat": form, **end}
    if preset == "BULLET_CHECKBOX":
        return {"glyphType": "GLYPH_TYPE_UNSPECIFIED"}
    raise Invalid("A bullet preset must be specified.")


def list_of(preset: str) -> dict[str, Any]:
    """The list that a preset makes: nine levels."""
    levels = [
        {
            "bulletAlignment": "START",
            **_glyph(preset, level),
            "indentFirstLine": points(INDENT * level + INDENT // 2),
            "indentStart": points(INDENT * (level + 1)),
            "textStyle": {"underline": False},
            "startNumber": 1,
        }
        for level in range(LEVELS)
    ]
    return {"listProperties": {"nestingLevels": levels}}


def is_checklist(lists: Fields, bullet: Fields) -> bool:
    """Whether a bullet's list has boxes to tick (as far as its glyphs tell)."""
    properties = lists.get(bullet.get("listId", ""), NOTHING).get("listProperties", NOTHING)
    levels = properties.get("nestingLevels", [])
    level = levels[bullet.get("nestingLevel", 0)] if len(levels) > bullet.get("nestingLevel", 0) else NOTHING
    return level.get("glyphType") == "GLYPH_TYPE_UNSPECIFIED" and "glyphSymbol" not in level


@request("createParagraphBullets")
def create_paragraph_bullets(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Make list items of the paragraphs that a range overlaps; leading tabs become their level and go."""
    place, start, end = draft.range(body)
    made = list_of(body.get("bulletPreset", ""))
    list_id = _joined(draft, place, start, made) or draft.kix()
    lists = draft.tab(place[0]).fields.get("lists", NOTHING)
    if list_id not in lists:
        draft.put_fields(place[0], lists={**lists, list_id: made})
    touched = [
        (at, each) for at, each in paragraphs(draft.segment(place).blocks) if at < end and at + each.width > start
    ]
    tabs = [Change(place, at, gone, 0) for at, each in reversed(touched) if (gone := leading_tabs(each))]

    def change(paragraph: Paragraph, first: int, last: int) -> Paragraph:
        return _item(paragraph, list_id)

    draft.put(place, each_paragraph(draft.segment(place).blocks, start, end, change), *tabs)
    return {}


def leading_tabs(paragraph: Paragraph) -> int:
    """How many tabs stand at its start."""
    if not paragraph.pieces or paragraph.pieces[0].kind != "textRun":
        return 0
    text = paragraph.text
    return len(text) - len(text.lstrip("\t"))


def _item(paragraph: Paragraph, list_id: str) -> Paragraph:
    tabs = leading_tabs(paragraph)
    old = paragraph.fields.get("bullet", NOTHING)
    level = min(old.get("nestingLevel", 0) + tabs, LEVELS - 1)
    bullet = {"listId": list_id, **({"nestingLevel": level} if level else {}), "textStyle": {"underline": False}}
    indents = {
        "indentFirstLine": points(INDENT * level + INDENT // 2),
        "indentStart": points(INDENT * (level + 1)),
    }
    bare = replace(paragraph, pieces=cut(paragraph.pieces, tabs)[1])
    return bare.with_fields(bullet=bullet, paragraphStyle={**paragraph.style, **indents})


def _joined(draft: Draft, place: Place, start: int, made: Fields) -> str:
    """The list of the paragraph just before, if it is of the same make."""
    before, end = NOTHING, 0
    for at, paragraph in paragraphs(draft.segment(place).blocks):
        if at + paragraph.width > start:
            list_id: str = before.get("listId", "") if end == at else ""
            return list_id if draft.tab(place[0]).fields.get("lists", NOTHING).get(list_id) == made else ""
        before, end = paragraph.fields.get("bullet", NOTHING), at + paragraph.width
    return ""


@request("deleteParagraphBullets")
def delete_paragraph_bullets(draft: Draft, body: dict[str, Any]) -> dict[str, Any]:
    """Make plain paragraphs of list items; their level stays visible as an indent."""
    place, start, end = draft.range(body)

    def change(paragraph: Paragraph, first: int, last: int) -> Paragraph:
        bullet = paragraph.fields.get("bullet")
        if bullet is None:
            return paragraph
        style = {
            name: value for name, value in paragraph.style.items() if name not in ("indentFirstLine", "indentStart")
        }
        if level := bullet.get("nestingLevel", 0):
            style |= {"indentFirstLine": points(INDENT * level), "indentStart": points(INDENT * level)}
        return replace(paragraph.with_fields(bullet=None, paragraphStyle=style), ticked=False)

    draft.put(place, each_paragraph(draft.segment(place).blocks, start, end, change))
    return {}
