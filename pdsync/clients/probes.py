"""Questions to the service whose answers nobody has recorded: asked with scratch files, answered in a short text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pdsync.clients.scratch import Scratch, Told

Ask = Callable[[Scratch], str]
START = {"location": {"index": 1}}


@dataclass(frozen=True, slots=True)
class Probe:
    """A question, and the row of the sandbox's page that its answer settles."""

    question: str
    settles: str
    ask: Ask


PROBES: list[Probe] = []


def probe(question: str, *, settles: str) -> Callable[[Ask], Ask]:
    """File a question with what asks it."""

    def register(ask: Ask) -> Ask:
        PROBES.append(Probe(question, settles, ask))
        return ask

    return register


def _span(start: int, end: int) -> dict[str, Any]:
    return {"startIndex": start, "endIndex": end}


@probe("Which style stays when a deletion runs from one paragraph into the next?", settles="deleteContentRange")
def _survivor(scratch: Scratch) -> str:
    doc = scratch.doc("first\nsecond")
    style = {"range": _span(7, 8), "paragraphStyle": {"alignment": "CENTER"}, "fields": "alignment"}
    scratch.edit(doc, {"updateParagraphStyle": style}, {"deleteContentRange": {"range": _span(4, 9)}})
    return "the second's" if scratch.paragraphs(doc)[0][1].get("alignment") == "CENTER" else "the first's"


@probe("What is said to text at index 0 of a body?", settles="insertText at index 0 of a body")
def _index_zero(scratch: Scratch) -> str:
    doc = scratch.doc("text")
    return scratch.edit(doc, {"insertText": {"location": {"index": 0}, "text": "x"}}).verdict


@probe("What is said to a revision that is not the latest?", settles="requiredRevisionId")
def _stale(scratch: Scratch) -> str:
    doc = scratch.doc("text")
    old = scratch.read(doc)["revisionId"]
    request = {"insertText": {**START, "text": "x"}}
    scratch.edit(doc, request)
    return scratch.edit(doc, request, control={"requiredRevisionId": old}).verdict.replace(old, "REVISION")


@probe("Does a heading's style take bold back from its words?", settles="updateParagraphStyle")
def _named_style(scratch: Scratch) -> str:
    doc = scratch.doc("text")
    bold = {"range": _span(1, 3), "textStyle": {"bold": True, "italic": True}, "fields": "bold,italic"}
    heading = {"range": _span(1, 3), "paragraphStyle": {"namedStyleType": "HEADING_1"}, "fields": "namedStyleType"}
    scratch.edit(doc, {"updateTextStyle": bold}, {"updateParagraphStyle": heading})
    content = scratch.read(doc)["body"]["content"][1]["paragraph"]["elements"]
    return "; ".join(f"{one['textRun']['content'].strip()}: {sorted(one['textRun']['textStyle'])}" for one in content)


@probe("What is a tab called that was given no title?", settles="addDocumentTab")
def _tab_title(scratch: Scratch) -> str:
    told = scratch.edit(scratch.doc("text"), {"addDocumentTab": {"tabProperties": {}}})
    replies = told.body.get("replies") or [{}]
    title: str = replies[0].get("addDocumentTab", {}).get("tabProperties", {}).get("title", told.verdict)
    return title


@probe("What is said when the last tab is deleted?", settles="deleteTab")
def _last_tab(scratch: Scratch) -> str:
    return scratch.edit(scratch.doc("text"), {"deleteTab": {"tabId": "t.0"}}).verdict


@probe("Does a named range live on in a copy, under the same id?", settles="drive.files.copy")
def _named_range(scratch: Scratch) -> str:
    doc = scratch.doc("text")
    scratch.edit(doc, {"createNamedRange": {"name": "probe", "range": _span(1, 3)}})
    copy = scratch.kept(scratch.call("drive", "POST", f"/files/{doc}/copy", {"name": "pdsync probe copy"}))
    ids = [
        [
            one["namedRangeId"]
            for one in scratch.read(each).get("namedRanges", {}).get("probe", {}).get("namedRanges", ())
        ]
        for each in (doc, copy)
    ]
    return "gone" if not ids[1] else "the same id" if ids[0] == ids[1] else "another id"


@probe("What becomes of properties in a copy?", settles="drive.files.copy")
def _copied_properties(scratch: Scratch) -> str:
    source = scratch.file("document", properties={"kept": "1", "cleared": "1"})
    body = {"name": "pdsync probe copy", "properties": {"cleared": None, "added": "1"}}
    copy = scratch.kept(scratch.call("drive", "POST", f"/files/{source}/copy", body))
    found = scratch.call("drive", "GET", f"/files/{copy}", query={"fields": "properties"}).body
    return ", ".join(sorted(found.get("properties", {}))) or "none"


@probe("Can the id of a Doc's copy be chosen?", settles="drive.files.copy")
def _chosen_id(scratch: Scratch) -> str:
    doc = scratch.doc("text")
    ids = scratch.call("drive", "GET", "/files/generateIds", query={"count": "1", "space": "drive"}).body.get(
        "ids", [""]
    )
    told = scratch.call("drive", "POST", f"/files/{doc}/copy", {"id": ids[0], "name": "pdsync probe copy"})
    if told.status == 200:
        scratch.kept(told)
        return "yes" if told.body["id"] == ids[0] else "it is ignored"
    return told.verdict


@probe("What does Drive say to a field that it does not know?", settles="drive.files.create")
def _unknown_field(scratch: Scratch) -> str:
    told = scratch.call("drive", "POST", "/files", {"name": "pdsync probe", "bogusField": "x"})
    if told.status == 200:
        scratch.kept(told)
    return told.verdict


def _clock(scratch: Scratch, file: str) -> dict[str, Any]:
    return scratch.call("drive", "GET", f"/files/{file}", query={"fields": "version,modifiedTime"}).body


@probe("Does sharing change a file's version, or its modifiedTime?", settles="drive.permissions.create")
def _sharing_clock(scratch: Scratch) -> str:
    doc = scratch.doc("text")
    before = _clock(scratch, doc)
    scratch.tick()
    scratch.call("drive", "POST", f"/files/{doc}/permissions", {"type": "anyone", "role": "reader"})
    after = _clock(scratch, doc)
    return ", ".join(name for name in sorted(before) if before[name] != after.get(name)) or "neither"


@probe("Does an edit of a Doc show in its modifiedTime at once?", settles="drive.files.get")
def _lag(scratch: Scratch) -> str:
    doc = scratch.doc("text")
    before = _clock(scratch, doc)
    scratch.tick()
    scratch.edit(doc, {"insertText": {**START, "text": "x"}})
    after = _clock(scratch, doc)
    return ", ".join(name for name in sorted(before) if before[name] != after.get(name)) or "neither, not at once"


@probe("Does a grant that is made twice keep its id?", settles="drive.permissions.create")
def _twice(scratch: Scratch) -> str:
    doc = scratch.doc("text")
    grant = {"type": "anyone", "role": "reader"}
    made = [scratch.call("drive", "POST", f"/files/{doc}/permissions", grant).body.get("id") for _ in range(2)]
    listed = scratch.call("drive", "GET", f"/files/{doc}/permissions").body.get("permissions", [])
    return f"{'the same' if made[0] == made[1] else 'another'}; {len(listed)} grants"


@probe("Can a grant that a folder gives be taken from a file in it?", settles="drive.permissions.delete")
def _inherited(scratch: Scratch) -> str:
    folder = scratch.file("folder")
    told = scratch.call("drive", "POST", f"/files/{folder}/permissions", {"type": "anyone", "role": "reader"})
    doc = scratch.file("document", parents=[folder])
    return scratch.call("drive", "DELETE", f"/files/{doc}/permissions/{told.body.get('id', '')}").verdict


@probe("What is said when the only visible sheet is deleted?", settles="deleteSheet")
def _last_sheet(scratch: Scratch) -> str:
    return scratch.change(scratch.file("spreadsheet"), {"deleteSheet": {"sheetId": 0}}).verdict


@probe("What is said to a second sheet with an id that is taken?", settles="addSheet")
def _same_sheet_id(scratch: Scratch) -> str:
    sheet = scratch.file("spreadsheet")
    add = {"addSheet": {"properties": {"sheetId": 7, "title": "one"}}}
    scratch.change(sheet, add)
    return scratch.change(sheet, {"addSheet": {"properties": {"sheetId": 7, "title": "two"}}}).verdict


@probe("Which cells keep their words when cells are merged?", settles="mergeCells")
def _merged(scratch: Scratch) -> str:
    sheet = scratch.file("spreadsheet")
    scratch.type_in(sheet, "A1", ["a", "b"], ["c", "d"])
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
    scratch.change(sheet, {"mergeCells": {"range": area, "mergeType": "MERGE_ALL"}})
    return str(scratch.shown(sheet, "A1:B2"))


@probe("How is a duplicate of a filter view called?", settles="duplicateFilterView")
def _filter_view(scratch: Scratch) -> str:
    sheet = scratch.file("spreadsheet")
    told = scratch.change(sheet, {"addFilterView": {"filter": {"title": "mine", "range": {"sheetId": 0}}}})
    made = _reply(told, "addFilterView").get("filter", {}).get("filterViewId")
    told = scratch.change(sheet, {"duplicateFilterView": {"filterId": made}})
    title: str = _reply(told, "duplicateFilterView").get("filter", {}).get("title", told.verdict)
    return title


def _reply(told: Told, kind: str) -> dict[str, Any]:
    replies = told.body.get("replies") or [{}]
    found: dict[str, Any] = replies[0].get(kind, {})
    return found


@probe("What does the answer to a new chart, table, rule and note of metadata hold?", settles="addChart")
def _new_things(scratch: Scratch) -> str:
    sheet = scratch.file("spreadsheet")
    scratch.type_in(sheet, "A1", ["what", "count"], ["a", 1], ["b", 2])
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}
    rule = {
        "ranges": [area],
        "booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": {"textFormat": {"bold": True}}},
    }
    place = {"metadataKey": "probe", "location": {"sheetId": 0}, "visibility": "DOCUMENT"}
    requests: tuple[dict[str, Any], ...] = (
        {"addTable": {"table": {"name": "probe", "range": area}}},
        {"addConditionalFormatRule": {"rule": rule, "index": 0}},
        {"createDeveloperMetadata": {"developerMetadata": place}},
    )
    return "; ".join(_keys(scratch.change(sheet, request), next(iter(request))) for request in requests)


def _keys(told: Told, kind: str) -> str:
    held = _reply(told, kind)
    inside = sorted(key for value in held.values() if isinstance(value, dict) for key in value)
    return f"{kind}: {', '.join(inside) or told.verdict}"


@probe(
    "Which format does a typed date, sum and share of a hundred bring along?",
    settles="formats that formulas bring along",
)
def _formats(scratch: Scratch) -> str:
    sheet = scratch.file("spreadsheet")
    scratch.type_in(sheet, "A1", ["2026-12-18", "12.5%", "$3.50"], ["=A1+1", "=B1*2", "=C1+1"])
    return " ".join(scratch.shown(sheet, "A2:C2")[0])
