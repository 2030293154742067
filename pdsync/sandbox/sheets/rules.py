"""Conditional formats and bands of colour."""

from __future__ import annotations

import re
from typing import Any

from pdsync.sandbox.sheets.draft import Draft, kind, tidied
from pdsync.sandbox.sheets.locales import locale_of
from pdsync.sandbox.sheets.looks import told
from pdsync.sandbox.sheets.masks import Invalid, Mask
from pdsync.sandbox.sheets.model import Sheet

Json = dict[str, Any]
UNSPECIFIED = "INTERPOLATION_POINT_TYPE_UNSPECIFIED"
POINTS = ("minpoint", "midpoint", "maxpoint")
BANDING = ("range", "rowProperties", "columnProperties")


def _rule(draft: Draft, rule: Json | None) -> Json:
    wanted = rule or {}
    if not wanted.get("ranges"):
        raise Invalid("A conditional format rule needs at least one range.")
    if (wanted.get("booleanRule") is None) == (wanted.get("gradientRule") is None):
        raise Invalid("A conditional format rule needs either a booleanRule or a gradientRule.")
    kept = tidied(wanted)
    if gradient := wanted.get("gradientRule"):
        decimal = locale_of(draft.book.properties["locale"]).decimal
        kept["gradientRule"] = {**kept["gradientRule"], **_points(gradient, kept["gradientRule"], decimal)}
    ranges = [draft.ranged(each, may_be_empty=True) for each in wanted["ranges"]]
    if len({each["sheetId"] for each in ranges}) > 1:
        raise Invalid("All ranges of a conditional format rule must be on the same sheet.")
    return {**kept, "ranges": ranges}


def _points(wanted: Json, kept: Json, decimal: str) -> Json:
    """The points of a colour scale as they are kept: a lowest and a highest one have no value."""
    points = {}
    for name in POINTS:
        point = wanted.get(name)
        if name == "midpoint" and point is None:
            continue
        kind_of = (point or {}).get("type", UNSPECIFIED)
        if kind_of == UNSPECIFIED:
            raise Invalid("No interpolationPointType specified.")
        if kind_of in ("MIN", "MAX"):
            points[name] = {field: each for field, each in kept[name].items() if field != "value"}
            continue
        value = (point or {}).get("value") or ""
        if not value:
            raise Invalid("InterpolationPoint.value is required.")
        if not value.startswith("=") and not _is_number(value, decimal):
            raise Invalid(f"Invalid InterpolationPoint.value: {value}")
        points[name] = kept[name]
    return points


def _is_number(text: str, decimal: str) -> bool:
    return re.fullmatch(rf"\s*[+-]?(\d+({re.escape(decimal)}\d*)?|{re.escape(decimal)}\d+)\s*", text) is not None


@kind("addConditionalFormatRule")
def add_conditional_format_rule(draft: Draft, body: Json) -> None:
    """A rule at an index; the ones behind it come later."""
    rule = _rule(draft, body.get("rule"))
    sheet = draft.sheet(rule["ranges"][0]["sheetId"])
    rules, index = list(sheet.overlay("conditionalFormats")), body.get("index") or 0
    if not 0 <= index <= len(rules):
        raise Invalid(f"No conditional format on sheet: {sheet.id} at index: {index}")
    rules.insert(index, rule)
    sheet.things["conditionalFormats"] = rules


def _rules(draft: Draft, body: Json, sheet_id: int) -> tuple[Sheet, list[Json], int]:
    sheet, index = draft.sheet(sheet_id), body.get("index") or 0
    rules = list(sheet.overlay("conditionalFormats"))
    if not 0 <= index < len(rules):
        raise Invalid(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return sheet, rules, index


@kind("updateConditionalFormatRule")
def update_conditional_format_rule(draft: Draft, body: Json) -> Json:
    """Another rule in its place, or the same rule in another place."""
    if body.get("newIndex") is not None:
        sheet, rules, index = _rules(draft, body, body.get("sheetId", 0))
        rule = rules.pop(index)
        rules.insert(body["newIndex"], rule)
        sheet.things["conditionalFormats"] = rules
        moved = {"oldIndex": index, "newIndex": body["newIndex"]}
        return {"newRule": told(rule), **{name: each for name, each in moved.items() if each}}
    rule = _rule(draft, body.get("rule"))
    sheet, rules, index = _rules(draft, body, body.get("sheetId", rule["ranges"][0]["sheetId"]))
    old, rules[index] = rules[index], rule
    sheet.things["conditionalFormats"] = rules
    answer = {"oldRule": told(old), "newRule": told(rule)}
    return {**answer, "newIndex": index} if index else answer


@kind("deleteConditionalFormatRule")
def delete_conditional_format_rule(draft: Draft, body: Json) -> Json:
    """The rule goes; the ones behind it come earlier."""
    sheet, rules, index = _rules(draft, body, body.get("sheetId", 0))
    rule = rules.pop(index)
    sheet.things["conditionalFormats"] = rules
    return {"rule": told(rule)}


def _bandings(draft: Draft) -> dict[int, tuple[Sheet, Json]]:
    return {
        each["bandedRangeId"]: (sheet, each) for sheet in draft.book.sheets for each in sheet.overlay("bandedRanges")
    }


@kind("addBanding")
def add_banding(draft: Draft, body: Json) -> Json:
    """Bands of colour over a range; two may not overlap."""
    wanted = body.get("bandedRange") or {}
    sheet, box = draft.box(wanted.get("range"))
    known = _bandings(draft)
    banding_id = draft.number(wanted.get("bandedRangeId"), set(known), "Banding with id")
    for _, other in known.values():
        other_sheet, other_box = draft.box(other["range"])
        if other_sheet.id == sheet.id and other_box.meets(box):
            raise Invalid(
                "You cannot add alternating background colors to a range that already has alternating colors."
            )
    if not wanted.get("rowProperties") and not wanted.get("columnProperties"):
        raise Invalid("At least one of rowProperties or columnProperties must be specified.")
    banding = {**tidied(wanted), "bandedRangeId": banding_id, "range": draft.ranged(wanted.get("range") or {})}
    sheet.things["bandedRanges"] = [*sheet.overlay("bandedRanges"), banding]
    return {"bandedRange": told(banding)}


def _banding(draft: Draft, banding_id: int) -> tuple[Sheet, Json]:
    found = _bandings(draft).get(banding_id)
    if found is None:
        raise Invalid(f"No banding with id: {banding_id}")
    return draft.sheet(found[0].id), found[1]


@kind("updateBanding")
def update_banding(draft: Draft, body: Json) -> None:
    """The named fields of a banding."""
    wanted = body.get("bandedRange") or {}
    sheet, banding = _banding(draft, wanted.get("bandedRangeId", 0))
    new = tidied(wanted)
    if wanted.get("range"):
        new["range"] = draft.ranged(wanted["range"])
    after = Mask(body.get("fields"), BANDING).apply(banding, new)
    sheet.things["bandedRanges"] = [after if each is banding else each for each in sheet.overlay("bandedRanges")]


@kind("deleteBanding")
def delete_banding(draft: Draft, body: Json) -> None:
    """The bands go."""
    sheet, banding = _banding(draft, body.get("bandedRangeId", 0))
    sheet.things["bandedRanges"] = [each for each in sheet.overlay("bandedRanges") if each is not banding]
