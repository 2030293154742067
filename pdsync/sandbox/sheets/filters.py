"""Basic filters and filter views: their requests, and which rows a filter hides."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox.sheets.a1 import Box, area_of
from pdsync.sandbox.sheets.calculator import Calculator
from pdsync.sandbox.sheets.conditions import holds
from pdsync.sandbox.sheets.draft import Draft, kind, tidied
from pdsync.sandbox.sheets.looks import told
from pdsync.sandbox.sheets.masks import Invalid, Mask
from pdsync.sandbox.sheets.model import Sheet
from pdsync.sandbox.sheets.showing import formatted
from pdsync.sandbox.sheets.sorting import sort

Json = dict[str, Any]
NOT_IN_FILTERS = frozenset({
    "TEXT_IS_EMAIL", "TEXT_IS_URL", "DATE_IS_VALID", "ONE_OF_RANGE", "ONE_OF_LIST", "BOOLEAN", "FILTER_EXPRESSION",
    "DATE_ON_OR_BEFORE", "DATE_ON_OR_AFTER", "DATE_BETWEEN", "DATE_NOT_BETWEEN",
})  # fmt: skip
"""Those that Google's reference lets only data validation have."""
VIEW = ("title", "range", "namedRangeId", "tableId", "criteria", "filterSpecs", "sortSpecs")


def hidden_rows(calculator: Calculator, sheet: Sheet) -> set[int]:
    """The rows that the sheet's basic filter hides."""
    return {row for each in sheet.overlay("basicFilter") for row in hidden_by(calculator, sheet, each)}


def hidden_by(calculator: Calculator, sheet: Sheet, filter_: Json) -> set[int]:
    """The rows that a filter, or a filter view, hides from whoever looks through it."""
    box = sheet.box(area_of(filter_.get("range", {"sheetId": sheet.id})))
    specs = {int(column): criteria for column, criteria in filter_.get("criteria", {}).items()}
    specs |= {spec.get("columnIndex", 0): spec.get("filterCriteria", {}) for spec in filter_.get("filterSpecs", [])}
    return {
        row
        for column, criteria in specs.items()
        for row in range(box.top + 1, box.bottom)
        if not passes(calculator, sheet, box, (row, column), criteria)
    }


def passes(calculator: Calculator, sheet: Sheet, box: Box, place: tuple[int, int], criteria: Json) -> bool:
    """Whether a filter's criteria for a column let that cell's row be seen."""
    if formatted(calculator, sheet, *place) in criteria.get("hiddenValues", ()):
        return False
    condition = criteria.get("condition")
    return condition is None or holds(calculator, sheet, place, condition, (box.top + 1, place[1]))


def _clean(draft: Draft, filter_: Json) -> Json:
    """A filter as it is kept: criteria as they came, and again as the newer filterSpecs or the other way round."""
    kept = tidied(filter_)
    if "range" in kept:
        kept["range"] = draft.ranged(filter_["range"])
    specs = kept.get("filterSpecs")
    for each in [*(spec.get("filterCriteria", {}) for spec in specs or []), *kept.get("criteria", {}).values()]:
        check_condition(each.get("condition") or {})
    if specs is not None:
        kept["criteria"] = {str(spec.get("columnIndex", 0)): spec.get("filterCriteria", {}) for spec in specs}
    elif kept.get("criteria"):
        if not all(column.isascii() and column.isdecimal() for column in kept["criteria"]):
            raise Invalid("The criteria of a filter are keyed by the index of a column.")
        pairs = sorted(kept["criteria"].items(), key=lambda pair: int(pair[0]))
        kept["filterSpecs"] = [_spec(int(column), criteria) for column, criteria in pairs]
    return kept


def check_condition(condition: Json) -> None:
    """Refuse a condition that no filter can have."""
    if (kind_of := condition.get("type")) in NOT_IN_FILTERS:
        raise Invalid(f"ConditionType '{kind_of}' is not supported in filters.")


def _spec(column: int, criteria: Json) -> Json:
    return {"columnIndex": column, "filterCriteria": criteria}


@kind("setBasicFilter")
def set_basic_filter(draft: Draft, body: Json) -> None:
    """One filter a sheet; an earlier one goes."""
    wanted = body.get("filter") or {}
    kept = _clean(draft, wanted)
    if "tableId" in kept:
        raise Invalid("A filter of a table cannot be set in the sandbox.")
    kept.setdefault("range", {"sheetId": 0})
    area = draft.area(kept["range"])
    sheet = draft.sheet(area.sheet_id)
    sheet.things["basicFilter"] = [kept]
    if kept.get("sortSpecs"):
        box = sheet.box(area)
        sort(draft, sheet, box._replace(top=box.top + 1), kept["sortSpecs"])


@kind("clearBasicFilter")
def clear_basic_filter(draft: Draft, body: Json) -> None:
    """The sheet's filter goes; all its rows are seen again."""
    draft.sheet(body.get("sheetId", 0)).things.pop("basicFilter", None)


def _views(draft: Draft) -> dict[int, tuple[Sheet, Json]]:
    return {view["filterViewId"]: (sheet, view) for sheet in draft.book.sheets for view in sheet.overlay("filterViews")}


def _view(draft: Draft, view_id: int) -> tuple[Sheet, Json]:
    found = _views(draft).get(view_id)
    if found is None:
        raise Invalid(f"No filter view with id: {view_id}")
    return draft.sheet(found[0].id), found[1]


@kind("addFilterView")
def add_filter_view(draft: Draft, body: Json) -> Json:
    """A filter that others do not see."""
    wanted = body.get("filter") or {}
    known = _views(draft)
    kept = _clean(draft, wanted)
    view_id = draft.number(wanted.get("filterViewId"), set(known), "A filter view with id")
    if "range" not in kept and "namedRangeId" in kept:
        kept["range"] = draft.covered(kept).to_json()
    kept.setdefault("range", {"sheetId": 0})
    sheet = draft.sheet(draft.area(kept["range"]).sheet_id)
    titles = {view["title"] for _, view in known.values()}
    title = kept.get("title") or next(f"Filter {n}" for n in range(1, 9999) if f"Filter {n}" not in titles)
    view = {**kept, "filterViewId": view_id, "title": title}
    sheet.things["filterViews"] = [*sheet.overlay("filterViews"), view]
    return {"filter": told(view)}


@kind("updateFilterView")
def update_filter_view(draft: Draft, body: Json) -> None:
    """The named fields of a filter view."""
    wanted = body.get("filter") or {}
    sheet, view = _view(draft, wanted.get("filterViewId", 0))
    mask = Mask(body.get("fields"), VIEW)
    kept = _clean(draft, wanted)
    for one, other in (("criteria", "filterSpecs"), ("filterSpecs", "criteria")):
        if one in mask and other not in mask:
            mask.paths.append((other,))
    after = mask.apply(view, kept)
    sheet.things["filterViews"] = [after if each is view else each for each in sheet.overlay("filterViews")]


@kind("deleteFilterView")
def delete_filter_view(draft: Draft, body: Json) -> None:
    """The filter view goes."""
    sheet, view = _view(draft, body.get("filterId", 0))
    sheet.things["filterViews"] = [each for each in sheet.overlay("filterViews") if each is not view]


@kind("duplicateFilterView")
def duplicate_filter_view(draft: Draft, body: Json) -> Json:
    """A copy under a new id."""
    sheet, view = _view(draft, body.get("filterId", 0))
    copy = {
        **view, "filterViewId": draft.number(None, set(_views(draft)), "View"), "title": f"Copy of {view['title']}",
    }  # fmt: skip
    sheet.things["filterViews"] = [*sheet.overlay("filterViews"), copy]
    return {"filter": told(copy)}
