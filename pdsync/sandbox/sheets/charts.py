"""Charts: kept as they were sent, with an id and a place; their sources follow the cells."""

from __future__ import annotations

from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.sheets.draft import Draft, kind, tidied
from pdsync.sandbox.sheets.looks import chart_json
from pdsync.sandbox.sheets.masks import Invalid, Mask
from pdsync.sandbox.sheets.model import Sheet

Json = dict[str, Any]
WIDTH, HEIGHT = 600, 371
FONT, HIDDEN = "Roboto", "SKIP_HIDDEN_ROWS_AND_COLUMNS"
"""What a chart has that was sent without."""
OUTSIDE = "The anchor cell exceeds the grid limits of {}. Max rows: {}, max columns: {}"
TYPES = (
    "basicChart", "pieChart", "bubbleChart", "candlestickChart", "orgChart", "histogramChart", "waterfallChart",
    "treemapChart", "scorecardChart",
)  # fmt: skip


def _charts(draft: Draft) -> dict[int, tuple[Sheet, Json]]:
    return {each["chartId"]: (sheet, each) for sheet in draft.book.sheets for each in sheet.overlay("charts")}


def _chart(draft: Draft, chart_id: int) -> tuple[Sheet, Json]:
    found = _charts(draft).get(chart_id)
    if found is None:
        raise Invalid(f"No chart with id: {chart_id}")
    return draft.sheet(found[0].id), found[1]


def _spec(draft: Draft, spec: Json | None) -> Json:
    wanted = spec or {}
    if sum(wanted.get(name) is not None for name in TYPES) != 1:
        raise Invalid("A chart's spec needs exactly one kind of chart.")
    font = wanted.get("fontName") or FONT
    kept: Json = _sources(draft, {"fontName": font, "hiddenDimensionStrategy": HIDDEN, **tidied(wanted)})
    for name in ("title", "subtitle"):
        if kept.get(name):
            kept[f"{name}TextFormat"] = {"fontFamily": font, **kept.get(f"{name}TextFormat", {})}
    return kept


def _sources(draft: Draft, value: Any) -> Any:
    """The spec with the sheet of every source checked and written out."""
    if isinstance(value, list):
        return [_sources(draft, each) for each in value]
    if not isinstance(value, dict):
        return value
    if "sources" in value:
        return {**value, "sources": [draft.ranged(each) for each in value["sources"]]}
    return {name: _sources(draft, each) for name, each in value.items()}


def _place(draft: Draft, position: Json | None) -> Json:
    wanted = position or {}
    if wanted.get("newSheet") or wanted.get("sheetId") is not None:
        raise refusals.not_played("charts on a sheet of their own")
    overlay = wanted.get("overlayPosition") or {}
    anchor = overlay.get("anchorCell") or {}
    sheet = draft.sheet(anchor.get("sheetId", 0))
    if anchor.get("rowIndex", 0) >= sheet.row_count or anchor.get("columnIndex", 0) >= sheet.column_count:
        raise Invalid(OUTSIDE.format(sheet.title, sheet.row_count, sheet.column_count))
    cell = {"sheetId": sheet.id, "rowIndex": anchor.get("rowIndex", 0), "columnIndex": anchor.get("columnIndex", 0)}
    size = {"widthPixels": overlay.get("widthPixels") or WIDTH, "heightPixels": overlay.get("heightPixels") or HEIGHT}
    offsets = {name: overlay[name] for name in ("offsetXPixels", "offsetYPixels") if overlay.get(name)}
    return {"overlayPosition": {"anchorCell": cell, **offsets, **size}}


@kind("addChart")
def add_chart(draft: Draft, body: Json) -> Json:
    """A chart over a sheet's cells."""
    wanted = body.get("chart") or {}
    chart_id = draft.number(wanted.get("chartId"), set(_charts(draft)), "Chart with id")
    place = _place(draft, wanted.get("position"))
    chart = {"chartId": chart_id, "spec": _spec(draft, wanted.get("spec")), "position": place}
    if border := tidied(wanted.get("border") or {}):
        chart["border"] = border
    sheet = draft.sheet(place["overlayPosition"]["anchorCell"]["sheetId"])
    sheet.things["charts"] = [*sheet.overlay("charts"), chart]
    return {"chart": chart_json(chart)}


def _put(sheet: Sheet, old: Json, new: Json) -> None:
    sheet.things["charts"] = [new if each is old else each for each in sheet.overlay("charts")]


@kind("updateChartSpec")
def update_chart_spec(draft: Draft, body: Json) -> None:
    """Another spec."""
    sheet, chart = _chart(draft, body.get("chartId", 0))
    _put(sheet, chart, {**chart, "spec": _spec(draft, body.get("spec"))})


@kind("updateEmbeddedObjectPosition")
def update_embedded_object_position(draft: Draft, body: Json) -> Json:
    """Another place or size."""
    sheet, chart = _chart(draft, body.get("objectId", 0))
    wanted = body.get("newPosition") or {}
    mask = Mask(body.get("fields"), ("anchorCell", "offsetXPixels", "offsetYPixels", "widthPixels", "heightPixels"))
    overlay = mask.apply(chart["position"]["overlayPosition"], wanted.get("overlayPosition") or {})
    after = {**chart, "position": _place(draft, {**wanted, "overlayPosition": overlay})}
    goal = draft.sheet(after["position"]["overlayPosition"]["anchorCell"]["sheetId"])
    sheet.things["charts"] = [each for each in sheet.overlay("charts") if each is not chart]
    goal.things["charts"] = [*goal.overlay("charts"), after]
    return {"position": chart_json(after)["position"]}


@kind("updateEmbeddedObjectBorder")
def update_embedded_object_border(draft: Draft, body: Json) -> None:
    """Another border."""
    sheet, chart = _chart(draft, body.get("objectId", 0))
    mask = Mask(body.get("fields"), ("color", "colorStyle"))
    _put(sheet, chart, {**chart, "border": mask.apply(chart.get("border", {}), tidied(body.get("border") or {}))})


@kind("deleteEmbeddedObject")
def delete_embedded_object(draft: Draft, body: Json) -> None:
    """The chart goes."""
    sheet, chart = _chart(draft, body.get("objectId", 0))
    sheet.things["charts"] = [each for each in sheet.overlay("charts") if each is not chart]
