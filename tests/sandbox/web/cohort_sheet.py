"""A cohort's Sheet made through the API: colours, a dropdown, a condition, frozen and hidden rows, a note, charts."""

from pdsync.sandbox.users import account

OWNER = "teacher@school.example"
ROWS = [
    ["Student", "Status", "Goals", "Due", "Link", "Notes"],
    ["Maya O'Brien", "In progress", 2, "2026-12-18", '=HYPERLINK("https://school.example/maya","Doc")', ""],
    ["Jordan <b>Lee</b>", "Done", 3, "2026-12-04", "", "=1+1"],
    ["שירה כהן", "Not started", 0, "", "", "long words that run over into the next cell, as Sheets lets them"],
    ["Hidden Person", "Blocked", 1, "2026-11-27", "", ""],
    ["🎓 Sam", "Done", 4, "2026-11-20", "", "=NOSUCH(1)"],
]
STATUSES = ["Not started", "In progress", "Done", "Blocked"]


def area(top, bottom, left, right):
    return {
        "sheetId": 0,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def source(left, bottom=6):
    return {"sourceRange": {"sources": [area(0, bottom, left, left + 1)]}}


def chart(**spec):
    anchor = {"overlayPosition": {"anchorCell": {"sheetId": 0, "rowIndex": 8, "columnIndex": 0}}}
    return {"addChart": {"chart": {"spec": spec, "position": anchor}}}


def basic(kind):
    return {
        "chartType": kind, "headerCount": 1, "domains": [{"domain": source(0)}], "series": [{"series": source(2)}],
    }  # fmt: skip


HEAD = {
    "backgroundColor": {"red": 0.12, "green": 0.37, "blue": 0.36},
    "textFormat": {"bold": True, "foregroundColor": {"red": 1, "green": 1, "blue": 1}},
}
LATE = {
    "ranges": [area(1, 6, 1, 2)],
    "booleanRule": {
        "condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": "Blocked"}]},
        "format": {"backgroundColor": {"red": 1, "green": 0.8, "blue": 0.8}},
    },
}
CHOICE = {
    "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": each} for each in STATUSES]},
    "strict": True,
    "showCustomUi": True,
}
TICK = {"condition": {"type": "BOOLEAN"}}
REQUESTS = [
    {"updateSheetProperties": {
        "properties": {"sheetId": 0, "title": "Students", "gridProperties": {"frozenRowCount": 1, "frozenColumnCount": 1}},
        "fields": "title,gridProperties(frozenRowCount,frozenColumnCount)"}},
    {"repeatCell": {"range": area(0, 1, 0, 6), "cell": {"userEnteredFormat": HEAD}, "fields": "userEnteredFormat"}},
    {"setDataValidation": {"range": area(1, 6, 1, 2), "rule": CHOICE}},
    {"setDataValidation": {"range": area(6, 7, 0, 1), "rule": TICK}},
    {"addConditionalFormatRule": {"rule": LATE, "index": 0}},
    {"updateDimensionProperties": {
        "range": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1},
        "properties": {"pixelSize": 160}, "fields": "pixelSize"}},
    {"updateDimensionProperties": {
        "range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 4, "endIndex": 5},
        "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}},
    {"updateCells": {
        "range": area(1, 2, 0, 1), "rows": [{"values": [{"note": "Extended <until> Friday"}]}], "fields": "note"}},
    {"repeatCell": {
        "range": area(3, 4, 5, 6), "cell": {"userEnteredFormat": {"wrapStrategy": "WRAP"}},
        "fields": "userEnteredFormat.wrapStrategy"}},
    {"mergeCells": {"range": area(6, 7, 1, 4), "mergeType": "MERGE_ALL"}},
    {"setBasicFilter": {"filter": {"range": area(0, 6, 0, 6)}}},
    {"addSheet": {"properties": {"sheetId": 7, "title": "_pdsync", "hidden": True}}},
    {"addSheet": {"properties": {"sheetId": 8, "title": "Goals & more"}}},
    chart(title="Goals a student", basicChart=basic("COLUMN")),
    chart(title="Goals <lying>", basicChart=basic("BAR")),
    chart(title="Goals as shares", pieChart={"domain": source(0), "series": source(2)}),
]  # fmt: skip


def made(workspace, owner=OWNER, name="Cohort 2611"):
    """The id of a new Sheet of that owner."""
    user = account(workspace.store, owner)
    body = {"properties": {"title": name}}
    id = workspace.call("sheets.spreadsheets.create", user, body=body)["spreadsheetId"]
    write(workspace, user, id, "Sheet1!A1", [row[:1] for row in ROWS], "RAW")
    write(workspace, user, id, "Sheet1!B1", [row[1:] for row in ROWS], "USER_ENTERED")
    write(workspace, user, id, "Sheet1!A7", [[True, "three columns wide"]], "RAW")
    workspace.call("sheets.spreadsheets.batchUpdate", user, {"spreadsheetId": id}, {"requests": REQUESTS})
    return id


def write(workspace, user, id, where, rows, option):
    params = {"spreadsheetId": id, "range": where, "valueInputOption": option}
    workspace.call("sheets.spreadsheets.values.update", user, params, {"values": rows})


def values(workspace, user, id, where, option="FORMATTED_VALUE"):
    params = {"spreadsheetId": id, "range": where, "valueRenderOption": option}
    return workspace.call("sheets.spreadsheets.values.get", user, params).get("values", [])
