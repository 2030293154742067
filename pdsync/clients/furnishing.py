"""A tab's looks as requests: colours that go by what a cell says, filter views, charts, choices, warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pdsync.clients.paint import GROUNDS, styled
from pdsync.clients.sheets import LOOKS_KEY
from pdsync.goals.merge import KEY, Column, Shows, Table
from pdsync.goals.sheet_looks import GUARDED_SINCE, Chart, Condition, Looks, Rule, Sees, Span, View

Request = dict[str, Any]
Places = Mapping[str, int]
"""The column of each heading."""

SEEN: Mapping[Sees, str] = {
    Sees.HOLDS: "TEXT_CONTAINS",
    Sees.LACKS: "TEXT_NOT_CONTAINS",
    Sees.BEGINS: "TEXT_STARTS_WITH",
    Sees.IS: "TEXT_EQ",
    Sees.FILLED: "NOT_BLANK",
    Sees.EARLIER: "DATE_BEFORE",
    Sees.TRUE: "CUSTOM_FORMULA",
}
FORMULAS = (Sees.EARLIER, Sees.TRUE)
ASIDE, WIDE, HIGH = 20, 500, 300
"""How far from the columns a chart stands, and how large it is, in pixels."""


def furnished(table: Table, *, since: int, heading: int, places: Places) -> Iterator[Request]:
    """What a tab gets that has looks up to the level `since` (-1: none at all)."""
    looks = table.looks
    rules = [rule for rule in looks.rules if rule.since > since]
    yield from (_coloured(table.id, heading, places, number, rule) for number, rule in enumerate(rules))
    yield from (_view(table.id, heading, places, view) for view in looks.views if view.since > since)
    right = max(places.values()) + 1
    yield from (_chart(table.id, right, heading, chart) for chart in looks.charts if chart.since > since)
    if looks.guarded:
        yield from (_guard(table.id, places, one) for one in _own(table) if max(one.since, GUARDED_SINCE) > since)
    if looks.level > max(since, 0):
        yield _remembered(table.id, looks)


def _own(table: Table) -> tuple[Column, ...]:
    return (Column(KEY), *(column for column in table.columns if not column.staff))


def _remembered(tab: int, looks: Looks) -> Request:
    made = {"metadataKey": LOOKS_KEY, "metadataValue": str(looks.level), "visibility": "DOCUMENT"}
    return {"createDeveloperMetadata": {"developerMetadata": {**made, "location": {"sheetId": tab}}}}


# ---- what goes by the cells


def column_from(tab: int, place: int, *, row: int) -> Request:
    """A column from that row down."""
    return {"sheetId": tab, "startRowIndex": row, "startColumnIndex": place, "endColumnIndex": place + 1}


def _condition(condition: Condition, places: Places, row: int) -> Request:
    """A condition for cells from that row on; its formula is written for the first, and Sheets moves it along."""
    words = condition.words
    if condition.sees in FORMULAS:
        words = "=" + re.sub(r"\{([^{}]+)\}", lambda found: f"${letters(places[found[1]])}{row + 1}", words)
    asked: Request = {"type": SEEN[condition.sees]}
    return {**asked, "values": [{"userEnteredValue": words}]} if words else asked


def _coloured(tab: int, heading: int, places: Places, number: int, rule: Rule) -> Request:
    look: Request = {"backgroundColorStyle": styled(GROUNDS[rule.colour])}
    if rule.bold:
        look["textFormat"] = {"bold": True}
    made = {
        "ranges": [column_from(tab, places[rule.column], row=heading + 1)],
        "booleanRule": {"condition": _condition(rule.condition, places, heading + 1), "format": look},
    }
    return {"addConditionalFormatRule": {"rule": made, "index": number}}


def _view(tab: int, heading: int, places: Places, view: View) -> Request:
    specs = [
        {"columnIndex": places[column], "filterCriteria": {"condition": _condition(condition, places, heading + 1)}}
        for column, condition in view.conditions
    ]
    whole = {"sheetId": tab, "startRowIndex": heading}
    return {"addFilterView": {"filter": {"title": view.title, "range": whole, "filterSpecs": specs}}}


def _guard(tab: int, places: Places, column: Column) -> Request:
    """A warning before somebody types in a column; each has its own, so that one put between two of them is free."""
    place = places[column.title]
    kept = {
        "range": {"sheetId": tab, "startColumnIndex": place, "endColumnIndex": place + 1},
        "description": f"pdsync writes “{column.title}”; what is typed here is written over",
        "warningOnly": True,
    }
    return {"addProtectedRange": {"protectedRange": kept}}


def offered(tab: int, row: int, place: int, column: Column) -> Iterator[Request]:
    """What a column of staff's offers from that row down: its choices, or a calendar to pick a day from.

    A choice that is not offered is refused; a day may be typed in words, which pdsync reads or asks about.
    """
    rule: Request | None = None
    if column.choices:
        listed = [{"userEnteredValue": choice} for choice in column.choices]
        rule = {"condition": {"type": "ONE_OF_LIST", "values": listed}, "strict": True, "showCustomUi": True}
    elif column.staff and column.shows is Shows.DATE:
        rule = {"condition": {"type": "DATE_IS_VALID"}, "strict": False}
    if rule is not None:
        rule |= {"inputMessage": column.hint} if column.hint else {}
        span = column_from(tab, place, row=row)
        yield {"setDataValidation": {"range": span, "rule": rule, "filteredRowsIncluded": True}}


# ---- charts


def _chart(tab: int, columns: int, heading: int, chart: Chart) -> Request:
    drawn: Request = {
        "chartType": "BAR" if chart.lying else "COLUMN",
        "legendPosition": "RIGHT_LEGEND" if len(chart.series) > 1 else "NO_LEGEND",
        "domains": [{"domain": _source(chart.labels)}],
        "series": [
            {
                "series": _source(span),
                "targetAxis": "BOTTOM_AXIS" if chart.lying else "LEFT_AXIS",
                "colorStyle": styled(shade),
            }
            for span, shade in chart.series
        ],
        "headerCount": int(chart.headed),
    }
    if len(chart.series) > 1:
        drawn["stackedType"] = "STACKED"
    corner = {"sheetId": tab, "rowIndex": heading + 1, "columnIndex": columns}
    size = {"widthPixels": WIDE, "heightPixels": HIGH}
    where = {"anchorCell": corner, "offsetXPixels": ASIDE, "offsetYPixels": chart.below, **size}
    spec = {"title": chart.title, "altText": chart.says, "basicChart": drawn}
    return {"addChart": {"chart": {"spec": spec, "position": {"overlayPosition": where}}}}


def _source(span: Span) -> Request:
    place = {"sheetId": span.tab, "startRowIndex": span.top, "endRowIndex": span.bottom}
    across = {**place, "startColumnIndex": span.column, "endColumnIndex": span.column + 1}
    return {"sourceRange": {"sources": [across]}}


def letters(column: int) -> str:
    """A column's letters.

    >>> [letters(0), letters(25), letters(26), letters(701), letters(702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    text = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        text = chr(ord("A") + letter) + text
    return text
