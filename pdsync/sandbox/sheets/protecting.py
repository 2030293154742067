"""Protected ranges and named ranges."""

from __future__ import annotations

import re
from typing import Any

from pdsync.sandbox.sheets import a1
from pdsync.sandbox.sheets.a1 import area_of
from pdsync.sandbox.sheets.draft import PROTECTED, Draft, kind, may_edit, tidied
from pdsync.sandbox.sheets.looks import told
from pdsync.sandbox.sheets.masks import Invalid, Mask
from pdsync.sandbox.sheets.model import Sheet

Json = dict[str, Any]
PROTECTION = ("range", "namedRangeId", "tableId", "description", "warningOnly", "editors", "unprotectedRanges",
              "requestingUserCanEdit")  # fmt: skip
NAME = re.compile(r"[^\W\d]\w{0,249}")


def _protections(draft: Draft) -> dict[int, tuple[Sheet, Json]]:
    found = ((sheet, each) for sheet in draft.book.sheets for each in sheet.overlay("protectedRanges"))
    return {each["protectedRangeId"]: (sheet, each) for sheet, each in found}


def _kept(draft: Draft, wanted: Json) -> Json:
    kept = tidied(wanted)
    kept.pop("requestingUserCanEdit", None)
    if wanted.get("range") is not None:
        kept["range"] = draft.ranged(wanted["range"])
    if wanted.get("unprotectedRanges"):
        kept["unprotectedRanges"] = [draft.ranged(each) for each in wanted["unprotectedRanges"]]
    if kept.get("warningOnly") and (kept.get("editors") or {}).get("users"):
        raise Invalid("Editors cannot be set on a protected range that only warns.")
    return kept


@kind("addProtectedRange")
def add_protected_range(draft: Draft, body: Json) -> Json:
    """A range that only its editors may change; who adds it is one of them."""
    wanted = body.get("protectedRange") or {}
    kept = _kept(draft, wanted)
    protection_id = draft.number(wanted.get("protectedRangeId"), set(_protections(draft)), "Protected range with id")
    if "range" not in kept:
        if "namedRangeId" not in kept:
            raise Invalid("A protected range needs a range or a namedRangeId.")
        kept["range"] = _named(draft, kept["namedRangeId"])["range"]
    sheet = draft.sheet(kept["range"]["sheetId"])
    if kept.get("warningOnly"):
        stored = {"protectedRangeId": protection_id, **{name: kept[name] for name in kept if name != "editors"}}
        sheet.things["protectedRanges"] = [*sheet.overlay("protectedRanges"), stored]
        return {"protectedRange": told({**stored, "requestingUserCanEdit": True})}
    editors = kept.get("editors") or {}
    users = list(dict.fromkeys([*editors.get("users", []), draft.editor.email]))
    stored = {"protectedRangeId": protection_id, **kept, "editors": {**editors, "users": users}}
    sheet.things["protectedRanges"] = [*sheet.overlay("protectedRanges"), stored]
    return {"protectedRange": told({**stored, "requestingUserCanEdit": True, "editors": editors})}


def _protection(draft: Draft, protection_id: int) -> tuple[Sheet, Json]:
    found = _protections(draft).get(protection_id)
    if found is None:
        raise Invalid(f"No protected range with id: {protection_id}")
    if not found[1].get("warningOnly") and not may_edit(found[1], draft.editor):
        raise Invalid(PROTECTED)
    return draft.sheet(found[0].id), found[1]


@kind("updateProtectedRange")
def update_protected_range(draft: Draft, body: Json) -> None:
    """The named fields of a protection."""
    wanted = body.get("protectedRange") or {}
    sheet, protection = _protection(draft, wanted.get("protectedRangeId", 0))
    mask = Mask(body.get("fields"), PROTECTION)
    mask.paths = [path for path in mask.paths if path[0] != "requestingUserCanEdit"]
    after = mask.apply(protection, _kept(draft, wanted))
    after.setdefault("range", protection["range"])
    if not after.get("warningOnly"):
        after.setdefault("editors", {})
    sheet.things["protectedRanges"] = [
        after if each is protection else each for each in sheet.overlay("protectedRanges")
    ]


@kind("deleteProtectedRange")
def delete_protected_range(draft: Draft, body: Json) -> None:
    """Everyone may write there again."""
    sheet, protection = _protection(draft, body.get("protectedRangeId", 0))
    sheet.things["protectedRanges"] = [each for each in sheet.overlay("protectedRanges") if each is not protection]


def _named(draft: Draft, range_id: str) -> Json:
    found = next((each for each in draft.book.named_ranges if each["namedRangeId"] == range_id), None)
    if found is None:
        raise Invalid(f"No named range with id: {range_id}")
    return found


def _checked(draft: Draft, name: str, *, own: Json | None = None) -> str:
    like_a_cell = a1.parse(name, 0) is not None or name.upper() in ("TRUE", "FALSE", "R", "C")
    if not NAME.fullmatch(name) or like_a_cell:
        raise Invalid(f'"{name}" is not a valid name for a range.')
    if any(each is not own and each["name"].casefold() == name.casefold() for each in draft.book.named_ranges):
        raise Invalid(f'A named range with the name "{name}" already exists.')
    return name


@kind("addNamedRange")
def add_named_range(draft: Draft, body: Json) -> Json:
    """A name for a range."""
    wanted = body.get("namedRange") or {}
    name = _checked(draft, wanted.get("name") or "")
    taken = {each["namedRangeId"] for each in draft.book.named_ranges}
    range_id = wanted.get("namedRangeId") or str(draft.new_id())
    if range_id in taken:
        raise Invalid(f"Named range with id {range_id} already exists.")
    stored = {"namedRangeId": range_id, "name": name, "range": draft.ranged(wanted.get("range") or {})}
    draft.book.named_ranges.append(stored)
    draft.book.memory.clear()
    return {"namedRange": told(stored)}


@kind("updateNamedRange")
def update_named_range(draft: Draft, body: Json) -> None:
    """The name or the range."""
    wanted = body.get("namedRange") or {}
    named = _named(draft, wanted.get("namedRangeId") or "")
    mask = Mask(body.get("fields"), ("namedRangeId", "name", "range"))
    new = dict(wanted)
    if "name" in mask:
        _checked(draft, wanted.get("name") or "", own=named)
    if "range" in mask:
        new["range"] = area_of(draft.ranged(wanted.get("range") or {})).to_json()
    after = mask.apply(named, {**new, "namedRangeId": named["namedRangeId"]})
    draft.book.named_ranges = [after if each is named else each for each in draft.book.named_ranges]
    draft.book.memory.clear()


@kind("deleteNamedRange")
def delete_named_range(draft: Draft, body: Json) -> None:
    """The name goes; the cells stay."""
    named = _named(draft, body.get("namedRangeId") or "")
    draft.book.named_ranges = [each for each in draft.book.named_ranges if each is not named]
    draft.book.memory.clear()
