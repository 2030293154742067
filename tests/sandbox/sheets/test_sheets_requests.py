from __future__ import annotations

import pytest
from workbench import ME, NOW, Bench, grid, rows

from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.sheets.a1 import area_of
from pdsync.sandbox.sheets.calculator import calculator
from pdsync.sandbox.sheets.draft import PROTECTED, Editor
from pdsync.sandbox.sheets.rendering import Wanted, reach, spreadsheet

RED = {"red": 1}
STUDENT = Editor("student@school.example", owner=False)


def refused(bench, message, **request):
    editor = request.pop("editor", None)
    before = bench.book
    with pytest.raises(Refusal) as refusal:
        bench.do(editor=editor, **request)
    found = refusal.value.body["error"]["message"]
    kind = next(iter(request))
    assert found == f"Invalid requests[0].{kind}: {message}"
    assert bench.book is before


def shown(bench, **wanted):
    sums = calculator(bench.book, NOW)
    return spreadsheet(bench.book, sums, file_id="ID", title="T", wanted=Wanted(**{"editor": ME, **wanted}))


def test_sheets_are_added_named_placed_and_taken_away():
    bench = Bench()
    reply = bench.do(addSheet={"properties": {"title": "One", "gridProperties": {"rowCount": 2, "frozenRowCount": 1}}})
    assert reply["addSheet"]["properties"] == {
        "sheetId": 1001,
        "title": "One",
        "index": 1,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 2, "columnCount": 26, "frozenRowCount": 1},
    }
    assert bench.do(addSheet={})["addSheet"]["properties"]["title"] == "Sheet3"
    message = 'A sheet with the name "one" already exists. Please enter another name.'
    refused(bench, message, addSheet={"properties": {"title": "one"}})
    bench.do(updateSheetProperties={"properties": {"sheetId": 1001, "index": 0}, "fields": "index"})
    bench.do(updateSheetProperties={"properties": {"sheetId": 0, "index": 3}, "fields": "index"})
    assert [sheet.title for sheet in bench.book.sheets] == ["One", "Sheet3", "Sheet1"]
    copy = bench.do(duplicateSheet={"sourceSheetId": 1001, "insertSheetIndex": 1})
    assert copy["duplicateSheet"]["properties"]["title"] == "Copy of One"
    bench.do(deleteSheet={"sheetId": 1001})
    refused(bench, "No grid with id: 1001", deleteSheet={"sheetId": 1001})
    assert bench.requests({"updateSpreadsheetProperties": {"properties": {"title": "New"}, "fields": "title"}}) == [{}]
    assert bench.title == "New"


def test_the_last_sheet_can_be_neither_hidden_nor_deleted():
    bench = Bench()
    message = "You can't hide all the sheets in a document."
    refused(bench, message, updateSheetProperties={"properties": {"hidden": True}, "fields": "hidden"})
    refused(bench, "You can't remove all the visible sheets in a document.", deleteSheet={"sheetId": 0})


def test_a_colour_is_kept_in_steps_and_told_twice():
    bench = Bench()
    style = {"rgbColor": {"red": 1, "green": 0, "blue": 0.5}}
    bench.do(updateSheetProperties={"properties": {"tabColorStyle": style}, "fields": "tabColorStyle"})
    kept = {"red": 1, "blue": 0.49803922}
    assert bench.book.sheets[0].properties == {"tabColorStyle": {"rgbColor": kept}, "tabColor": kept}
    bench.do(updateSheetProperties={"properties": {"tabColorStyle": {"rgbColor": None}}, "fields": "tabColorStyle"})
    assert bench.book.sheets[0].properties == {}


def test_a_batch_is_carried_out_as_a_whole_or_not_at_all():
    bench = Bench([["a"]])
    good = {"updateCells": {"start": {}, "rows": [{"values": [{"note": "n"}]}], "fields": "note"}}
    before = bench.book
    with pytest.raises(Refusal, match=r"Invalid requests\[1\]\.deleteSheet: No grid with id: 77"):
        bench.requests(good, {"deleteSheet": {"sheetId": 77}})
    assert bench.book is before and bench.book.sheets[0].cell(0, 0).note == ""
    bench.requests(good, {"addSheet": {"properties": {"title": "T", "sheetId": 8}}}, {"deleteSheet": {"sheetId": 8}})
    assert bench.book.sheets[0].cell(0, 0).note == "n"


@pytest.mark.parametrize(
    "name",
    ["autoFill", "randomizeRange", "addSlicer", "updateSlicerSpec", "addDataSource", "insertComment", "deleteComment"],
)
def test_what_is_not_played_is_refused_by_name(name):
    with pytest.raises(Refusal) as refusal:
        Bench().do(**{name: {}})
    assert refusal.value.code == 501 and name in refusal.value.body["error"]["message"]


def test_a_request_of_no_kind_or_of_two_is_refused():
    with pytest.raises(Refusal, match="No request set"):
        Bench().requests({})
    with pytest.raises(Refusal, match="oneof"):
        Bench().requests({"deleteSheet": {"sheetId": 0}, "addSheet": {}})


def test_cells_are_written_by_mask_and_the_rest_of_the_range_is_emptied():
    bench = Bench([["a", "b"], ["c", "d"]])
    data = [{"values": [{"userEnteredValue": {"numberValue": 5}, "note": "not this"}]}]
    bench.do(updateCells={"range": grid(0, 2, 0, 2), "rows": data, "fields": "userEnteredValue"})
    assert bench.read() == [["5"]] and bench.book.sheets[0].cell(0, 0).note == ""
    message = "Attempting to write row: 1, beyond the last requested row of: 0"
    refused(bench, message, updateCells={"range": grid(0, 1, 0, 1), "rows": [{}, {}], "fields": "note"})
    message = "Attempting to write column: 26, beyond the last requested column of: 25"
    wide = [{"values": [{"note": "x"}] * 27}]
    refused(bench, message, appendCells={"rows": wide, "fields": "*"})
    message = "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
    refused(bench, message, updateCells={"start": {}, "rows": []})
    refused(bench, "Invalid field: userEnteredFormat.shape", repeatCell={"fields": "userEnteredFormat.shape"})


def test_repeated_formulas_look_at_their_own_neighbours():
    bench = Bench([[1], [2], [3]])
    cell = {"userEnteredValue": {"formulaValue": "=A1*$A$1"}}
    bench.do(repeatCell={"range": grid(0, 3, 1, 2), "cell": cell, "fields": "userEnteredValue"})
    assert bench.formulas("B1:B3") == [["=A1*$A$1"], ["=A2*$A$1"], ["=A3*$A$1"]]


def test_looks_are_set_and_reset_field_by_field():
    bench = Bench()
    look = {"textFormat": {"bold": True, "fontSize": 12}, "backgroundColor": RED}
    bench.do(repeatCell={"range": grid(0, 1, 0, 1), "cell": {"userEnteredFormat": look}, "fields": "userEnteredFormat"})
    mask = "userEnteredFormat(textFormat.bold,backgroundColor)"
    plain = {"userEnteredFormat": {"textFormat": {"bold": False}}}
    bench.do(repeatCell={"range": grid(0, 1, 0, 1), "cell": plain, "fields": mask})
    assert bench.book.sheets[0].cell(0, 0).format == {"textFormat": {"bold": False, "fontSize": 12}}


def test_appended_cells_go_below_the_last_row_and_the_sheet_grows():
    bench = Bench([["a"], ["b"]], size=(2, 2))
    bench.do(appendCells={"rows": [{"values": [{"userEnteredValue": {"stringValue": "c"}}]}], "fields": "*"})
    assert bench.read() == [["a"], ["b"], ["c"]] and bench.book.sheets[0].row_count == 3


def test_borders_go_around_and_inside_a_range():
    bench = Bench()
    line = {"style": "SOLID_MEDIUM"}
    bench.do(updateBorders={"range": grid(0, 2, 0, 2), "top": line, "innerVertical": line})
    kept = {"style": "SOLID_MEDIUM", "width": 2, "color": {}, "colorStyle": {"rgbColor": {}}}
    sheet = bench.book.sheets[0]
    assert sheet.cell(0, 0).format == {"borders": {"top": kept, "right": kept}}
    assert sheet.cell(1, 1).format == {"borders": {"left": kept}}
    bench.do(updateBorders={"range": grid(0, 1, 0, 1), "top": {"style": "NONE"}})
    assert sheet.cell(0, 0).format == {"borders": {"top": kept, "right": kept}}
    assert bench.book.sheets[0].cell(0, 0).format == {"borders": {"right": kept}}


def test_merges_come_by_rows_by_columns_and_as_a_whole():
    bench = Bench([[1, 2], [3, 4]])
    bench.do(mergeCells={"range": grid(0, 2, 0, 2), "mergeType": "MERGE_ROWS"})
    assert [area_of(each) for each in bench.overlay("merges")] == [area_of(grid(0, 1, 0, 2)), area_of(grid(1, 2, 0, 2))]
    assert bench.read() == [["1"], ["3"]]
    message = "You must select all cells in a merged range to merge or unmerge them."
    refused(bench, message, mergeCells={"range": grid(0, 1, 1, 3)})
    bench.do(mergeCells={"range": grid(0, 2, 0, 2)})
    assert [area_of(each) for each in bench.overlay("merges")] == [area_of(grid(0, 2, 0, 2))]
    bench.do(unmergeCells={"range": grid(0, 5, 0, 5)})
    assert "merges" not in shown(bench)["sheets"][0]


def test_groups_nest_as_googles_examples_say():
    def groups(*ranges):
        bench = Bench()
        for start, end in ranges:
            reply = bench.do(addDimensionGroup={"range": rows(start, end, dimension="COLUMNS")})
        found = reply["addDimensionGroup"]["dimensionGroups"]
        return [(each["range"]["startIndex"], each["range"]["endIndex"], each["depth"]) for each in found]

    assert groups((1, 4), (1, 5)) == [(1, 5, 1), (1, 4, 2)]
    assert groups((1, 5), (1, 4)) == [(1, 5, 1), (1, 4, 2)]
    assert groups((1, 4), (2, 5)) == [(1, 5, 1), (2, 4, 2)]
    bench = Bench()
    bench.do(addDimensionGroup={"range": rows(1, 4)})
    fold = {"range": rows(1, 4), "depth": 1, "collapsed": True}
    bench.do(updateDimensionGroup={"dimensionGroup": fold, "fields": "collapsed"})
    assert bench.book.sheets[0].row_sizes == {row: {"hiddenByUser": True} for row in range(1, 4)}
    assert bench.do(deleteDimensionGroup={"range": rows(1, 4)}) == {"deleteDimensionGroup": {}}


def test_a_protected_range_stops_those_who_are_not_its_editors():
    bench = Bench([["mine", "free"]])
    body = {"range": grid(0, 1, 0, 2), "unprotectedRanges": [grid(0, 1, 1, 2)], "description": "keep"}
    reply = bench.do(addProtectedRange={"protectedRange": body})["addProtectedRange"]["protectedRange"]
    assert reply["requestingUserCanEdit"] is True and reply["editors"] == {}
    put = {"rows": [{"values": [{"userEnteredValue": {"stringValue": "x"}}]}], "fields": "userEnteredValue"}
    refused(bench, PROTECTED, editor=STUDENT, updateCells={"start": {}, **put})
    refused(bench, PROTECTED, editor=STUDENT, deleteDimension={"range": rows(0, 1)})
    refused(bench, PROTECTED, editor=STUDENT, deleteProtectedRange={"protectedRangeId": reply["protectedRangeId"]})
    bench.do(editor=STUDENT, updateCells={"start": {"columnIndex": 1}, **put})
    for editor, able in ((ME, True), (STUDENT, None)):
        [told] = shown(bench, editor=editor)["sheets"][0]["protectedRanges"]
        assert told.get("requestingUserCanEdit") is able
        assert told["editors"] == {"users": [ME.email]}
    allow = {"protectedRangeId": reply["protectedRangeId"], "editors": {"users": [STUDENT.email]}}
    bench.do(updateProtectedRange={"protectedRange": allow, "fields": "editors"})
    bench.do(editor=STUDENT, updateCells={"start": {}, **put})
    warn = {"protectedRange": {"range": grid(4, 5, 0, 1), "warningOnly": True}}
    warned = bench.do(addProtectedRange=warn)["addProtectedRange"]["protectedRange"]
    assert "editors" not in warned and "editors" not in bench.overlay("protectedRanges")[-1]
    bench.do(editor=Editor("other@school.example", owner=False), updateCells={"start": {"rowIndex": 4}, **put})


@pytest.mark.parametrize("name", ["deutsch", "de-CH", "ja_JP", "en_XX"])
def test_a_locale_that_is_none_or_is_not_played_is_refused(name):
    bench = Bench()
    bench.do(updateSpreadsheetProperties={"properties": {"locale": "de_CH"}, "fields": "locale"})
    with pytest.raises(Refusal, match="locale"):
        bench.do(updateSpreadsheetProperties={"properties": {"locale": name}, "fields": "locale"})
    assert bench.book.properties["locale"] == "de_CH"


def test_named_ranges_have_one_name_each():
    bench = Bench()
    reply = bench.do(addNamedRange={"namedRange": {"name": "Week_1", "range": grid(0, 2, 0, 2)}})
    named = reply["addNamedRange"]["namedRange"]
    assert named["namedRangeId"] == "1001" and "sheetId" not in named["range"]
    message = 'A named range with the name "WEEK_1" already exists.'
    refused(bench, message, addNamedRange={"namedRange": {"name": "WEEK_1", "range": grid(0, 1, 0, 1)}})
    for bad in ("A1", "two words", "1st", ""):
        wrong = f'"{bad}" is not a valid name for a range.'
        refused(bench, wrong, addNamedRange={"namedRange": {"name": bad, "range": grid(0, 1, 0, 1)}})
    bench.do(updateNamedRange={"namedRange": {"namedRangeId": "1001", "name": "W"}, "fields": "name"})
    assert bench.book.named_ranges[0]["name"] == "W"
    bench.do(deleteNamedRange={"namedRangeId": "1001"})
    assert bench.book.named_ranges == []


def test_conditional_formats_have_an_order():
    bench = Bench()

    def rule(text):
        values = [{"userEnteredValue": text}]
        condition = {"type": "TEXT_EQ", "values": values}
        return {
            "ranges": [grid(0, 9, 0, 1)],
            "booleanRule": {"condition": condition, "format": {"backgroundColor": RED}},
        }

    def texts():
        found = bench.overlay("conditionalFormats")
        return [each["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for each in found]

    for text in "abc":
        bench.do(addConditionalFormatRule={"rule": rule(text), "index": 0})
    assert texts() == ["c", "b", "a"]
    reply = bench.do(updateConditionalFormatRule={"sheetId": 0, "index": 2, "newIndex": 0})
    assert texts() == ["a", "c", "b"] and reply["updateConditionalFormatRule"]["oldIndex"] == 2
    reply = bench.do(updateConditionalFormatRule={"index": 1, "rule": rule("d")})["updateConditionalFormatRule"]
    assert texts() == ["a", "d", "b"] and reply["newIndex"] == 1 and "oldRule" in reply
    gone = bench.do(deleteConditionalFormatRule={"index": 0})["deleteConditionalFormatRule"]["rule"]
    assert gone["ranges"] == [{key: each for key, each in grid(0, 9, 0, 1).items() if key != "sheetId"}]
    assert gone["booleanRule"]["format"]["backgroundColorStyle"] == {"rgbColor": RED}
    refused(bench, "No conditional format on sheet: 0 at index: 5", deleteConditionalFormatRule={"index": 5})


def test_a_basic_filter_hides_rows_and_sorts():
    bench = Bench([["name", "n"], ["c", 3], ["a", 1], ["b", 2]])
    criteria = {"1": {"condition": {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "1"}]}}}
    sort = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
    bench.do(setBasicFilter={"filter": {"range": grid(0, 4, 0, 2), "criteria": criteria, "sortSpecs": sort}})
    assert bench.read() == [["name", "n"], ["a", "1"], ["b", "2"], ["c", "3"]]
    metadata = shown(bench, grid=True)["sheets"][0]["data"][0]["rowMetadata"]
    assert [n for n, each in enumerate(metadata) if each.get("hiddenByFilter")] == [1]
    bench.do(clearBasicFilter={"sheetId": 0})
    assert "basicFilter" not in shown(bench)["sheets"][0]


def test_filter_views_are_kept_renamed_copied_and_deleted():
    bench = Bench()
    view = {"title": "Late", "range": grid(0, 9, 0, 3), "criteria": {"0": {"hiddenValues": ["x"]}}}
    made = bench.do(addFilterView={"filter": view})["addFilterView"]["filter"]
    assert made["filterSpecs"] == [{"columnIndex": 0, "filterCriteria": {"hiddenValues": ["x"]}}]
    copy = bench.do(duplicateFilterView={"filterId": made["filterViewId"]})["duplicateFilterView"]["filter"]
    assert copy["title"] == "Copy of Late" and copy["filterViewId"] != made["filterViewId"]
    bench.do(updateFilterView={"filter": {"filterViewId": made["filterViewId"], "title": "T"}, "fields": "title"})
    bench.do(deleteFilterView={"filterId": copy["filterViewId"]})
    assert [each["title"] for each in bench.overlay("filterViews")] == ["T"]


def test_charts_have_an_id_and_a_place():
    bench = Bench([["a", 1]])
    spec = {"title": "Goals", "pieChart": {"domain": {"sourceRange": {"sources": [grid(0, 1, 0, 1)]}}}}
    made = bench.do(addChart={"chart": {"spec": spec, "position": {"overlayPosition": {"anchorCell": {}}}}})
    chart = made["addChart"]["chart"]
    assert chart["position"] == {"overlayPosition": {"anchorCell": {}, "widthPixels": 600, "heightPixels": 371}}
    move = {"overlayPosition": {"anchorCell": {"rowIndex": 3}, "widthPixels": 100}}
    reply = bench.do(
        updateEmbeddedObjectPosition={
            "objectId": chart["chartId"],
            "newPosition": move,
            "fields": "anchorCell,widthPixels",
        }
    )
    outside = {"overlayPosition": {"anchorCell": {"columnIndex": bench.book.sheets[0].column_count}}}
    with pytest.raises(Refusal, match="exceeds the grid limits"):
        bench.do(addChart={"chart": {"spec": spec, "position": outside}})
    place = {"anchorCell": {"rowIndex": 3}, "widthPixels": 100, "heightPixels": 371}
    assert reply["updateEmbeddedObjectPosition"]["position"] == {"overlayPosition": place}
    bench.do(updateChartSpec={"chartId": chart["chartId"], "spec": {**spec, "title": "New"}})
    assert bench.overlay("charts")[0]["spec"]["title"] == "New"
    bench.do(deleteEmbeddedObject={"objectId": chart["chartId"]})
    refused(bench, f"No chart with id: {chart['chartId']}", deleteEmbeddedObject={"objectId": chart["chartId"]})


def test_tables_have_columns_and_grow_with_what_is_appended():
    bench = Bench([["Name", ""], ["Ann", 3]])
    columns = [{"columnIndex": 1, "columnName": "Goals", "columnType": "DOUBLE"}]
    made = bench.do(addTable={"table": {"name": "People", "range": grid(0, 2, 0, 2), "columnProperties": columns}})
    table = made["addTable"]["table"]
    assert [each["columnName"] for each in table["columnProperties"]] == ["Name", "Goals"]
    assert bench.read("A1:B1") == [["Name", "Goals"]]
    row = {"values": [{"userEnteredValue": {"stringValue": "Bo"}}]}
    bench.do(appendCells={"tableId": table["tableId"], "rows": [row], "fields": "userEnteredValue"})
    assert bench.read("People") == [["Name", "Goals"], ["Ann", "3"], ["Bo"]]
    refused(bench, "A table cannot overlap another table.", addTable={"table": {"range": grid(2, 4, 1, 3)}})
    bench.do(updateTable={"table": {"tableId": table["tableId"], "name": "Staff"}, "fields": "name"})
    assert bench.overlay("tables")[0]["name"] == "Staff"
    bench.do(deleteTable={"tableId": table["tableId"]})
    assert bench.overlay("tables") == [] and bench.read() == []


def test_metadata_is_made_changed_and_deleted_by_filter():
    bench = Bench()
    place = {"dimensionRange": rows(3, 4)}
    for value in ("a", "b"):
        data = {"metadataKey": "k", "metadataValue": value, "location": place, "visibility": "DOCUMENT"}
        made = bench.do(createDeveloperMetadata={"developerMetadata": data})["createDeveloperMetadata"]
    assert made["developerMetadata"]["location"]["locationType"] == "ROW"
    assert "sheetId" not in made["developerMetadata"]["location"]["dimensionRange"]
    filters = [{"developerMetadataLookup": {"metadataValue": "a"}}]
    new = {"developerMetadata": {"metadataKey": "new"}, "fields": "metadataKey", "dataFilters": filters}
    reply = bench.do(updateDeveloperMetadata=new)
    assert [each["metadataKey"] for each in reply["updateDeveloperMetadata"]["developerMetadata"]] == ["new"]
    gone = bench.do(deleteDeveloperMetadata={"dataFilter": {"developerMetadataLookup": {"metadataKey": "k"}}})
    assert [each["metadataValue"] for each in gone["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]] == ["b"]
    assert len(bench.book.metadata) == 1


def test_copies_fill_what_is_a_multiple_and_take_what_the_type_says():
    bench = Bench([["a", "=A1&1"]], option="USER_ENTERED")
    bench.do(copyPaste={"source": grid(0, 1, 0, 2), "destination": grid(1, 3, 2, 6)})
    assert bench.formulas("C2:F3") == [["a", "=C2&1", "a", "=E2&1"], ["a", "=C3&1", "a", "=E3&1"]]
    bench.do(copyPaste={"source": grid(0, 1, 0, 2), "destination": grid(5, 6, 0, 1), "pasteType": "PASTE_VALUES"})
    assert bench.formulas("A6:B6") == [["a", "a1"]]
    turned = {"source": grid(0, 1, 0, 2), "destination": grid(7, 8, 0, 1), "pasteOrientation": "TRANSPOSE"}
    bench.do(copyPaste={**turned, "pasteType": "PASTE_VALUES"})
    assert bench.read("A8:A9") == [["a"], ["a1"]]


def test_pasted_text_is_typed_in():
    bench = Bench()
    bench.do(pasteData={"coordinate": {"rowIndex": 1}, "data": 'a,"b,c"\n1/2/2020,=1+1', "delimiter": ","})
    assert bench.read() == [[], ["a", "b,c"], ["1/2/2020", "2"]]


def test_text_is_found_and_replaced():
    bench = Bench([["Week 1", "week 2", "=A1"], [5, "x", ""]], option="USER_ENTERED")
    reply = bench.do(findReplace={"find": "week", "replacement": "Day", "allSheets": True})
    assert reply["findReplace"] == {"valuesChanged": 2, "rowsChanged": 1, "sheetsChanged": 1, "occurrencesChanged": 2}
    assert bench.read() == [["Day 1", "Day 2", "Day 1"], ["5", "x"]]
    bench.do(findReplace={"find": r"Day (\d)", "replacement": "$1. day", "searchByRegex": True, "sheetId": 0})
    assert bench.read("A1:B1") == [["1. day", "2. day"]]
    bench.do(findReplace={"find": "x", "replacement": "=1+1", "sheetId": 0})
    assert bench.formulas("B2") == [["=1+1"]] and bench.read("B2") == [["=1+1"]]
    bench.do(findReplace={"find": "A1", "replacement": "B1", "includeFormulas": True, "range": grid(0, 1, 2, 3)})
    assert bench.formulas("C1") == [["=B1"]]


def test_texts_are_split_and_trimmed_and_doubles_go():
    bench = Bench([["a, b,c"], ["  x   y "]])
    bench.do(textToColumns={"source": grid(0, 1, 0, 1), "delimiterType": "COMMA"})
    assert bench.read("A1:C1") == [["a", "b", "c"]]
    assert bench.do(trimWhitespace={"range": grid(1, 2, 0, 1)}) == {"trimWhitespace": {"cellsChangedCount": 1}}
    assert bench.read("A2") == [["x y"]]
    bench = Bench([["A", 1, "keep1"], ["a", 1, "keep2"], ["b", 1], ["A", 2], ["b", 1]])
    assert bench.do(deleteDuplicates={"range": grid(0, 5, 0, 2)}) == {"deleteDuplicates": {"duplicatesRemovedCount": 2}}
    assert bench.read() == [["A", "1", "keep1"], ["b", "1", "keep2"], ["A", "2"]]


def test_too_many_cells_are_refused():
    message = "This action would increase the number of cells in the workbook above the limit of 10000000 cells."
    refused(Bench(), message, appendDimension={"dimension": "ROWS", "length": 400_000})


@pytest.mark.parametrize(
    ("mask", "include", "reached"),
    [
        (None, False, (False, (), ())),
        (None, True, (True, (), ())),
        ("sheets.data.rowData.values.note", False, (True, {"note"}, {"rowData"})),
        ("sheets/data/columnMetadata", False, (True, set(), {"columnMetadata"})),
        (
            "sheets(properties,data(rowData(values(note,chipRuns))))",
            False,
            (True, {"note", "chipRuns"}, {"rowData"}),
        ),
        ("sheets.properties", True, (False, (), ())),
        ("sheets", False, (True, (), ())),
        ("*", False, (True, (), ())),
    ],
)
def test_a_mask_that_reaches_the_cells_brings_them(mask, include, reached):
    grid_, fields, parts = reach(mask, include)
    assert (grid_, set(fields), set(parts)) == (reached[0], set(reached[1]), set(reached[2]))


def test_the_cells_come_without_the_empty_ones_at_the_ends():
    bench = Bench([["a"], [], ["", "b"]])
    [data] = shown(bench, grid=True)["sheets"][0]["data"]
    assert [len(row.get("values", [])) for row in data["rowData"]] == [1, 0, 2]
    assert data["rowData"][2]["values"][0] == {}
    assert data["rowData"][0]["values"][0]["effectiveFormat"]["horizontalAlignment"] == "LEFT"
    assert len(data["rowMetadata"]) == 1000 and data["columnMetadata"][0] == {"pixelSize": 100}
