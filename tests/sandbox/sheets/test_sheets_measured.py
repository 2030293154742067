"""Refusals and looks that others measured on the real service."""

import pytest

from pdsync.sandbox.refusals import Refusal
from tests.sandbox.sheets.test_sheets_requests import refused, shown
from tests.sandbox.sheets.workbench import Bench, grid

BEYOND = "exceeds grid limits. Max rows: 1000, max columns: 26"
LIST = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Open"}]}}


def bold(**range):
    cell = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    return {"range": range, "cell": cell, "fields": "userEnteredFormat.textFormat.bold"}


@pytest.mark.parametrize(
    ("range", "name"),
    [
        ({"startRowIndex": 1000, "startColumnIndex": 0, "endColumnIndex": 2}, "A1001:B"),
        ({"startRowIndex": 1000, "endRowIndex": 1001, "startColumnIndex": 0, "endColumnIndex": 2}, "A1001:B1001"),
        ({"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 26, "endColumnIndex": 27}, "AA1:AA2"),
        ({"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 26}, "AA1:2"),
    ],
)
def test_a_range_that_begins_past_the_grid_is_refused_with_its_open_ends(range, name):
    refused(Bench(), f"Range (Sheet1!{name}) {BEYOND}", repeatCell=bold(**range))


def test_what_lies_past_the_grid_is_left_out_and_the_grid_stays():
    bench = Bench()
    bench.do(repeatCell=bold(startRowIndex=999, endRowIndex=1003, startColumnIndex=25, endColumnIndex=28))
    sheet = bench.book.first()
    assert (sheet.row_count, sheet.column_count) == (1000, 26)
    assert sheet.cell(999, 25).format == {"textFormat": {"bold": True}}
    bench.do(repeatCell=bold(startRowIndex=3, endRowIndex=3))


def test_a_rule_may_cover_no_cell():
    bench = Bench([["1"]])
    rule = {"condition": {"type": "NOT_BLANK"}, "format": {"textFormat": {"bold": True}}}
    bench.do(addConditionalFormatRule={"rule": {"ranges": [grid(1, 1, 0, 1)], "booleanRule": rule}})
    assert bench.overlay("conditionalFormats")[0]["ranges"] == [grid(1, 1, 0, 1)]
    cell = shown(bench, grid=True)["sheets"][0]["data"][0]["rowData"][0]["values"][0]
    assert not cell["effectiveFormat"]["textFormat"]["bold"]


def test_an_end_past_the_grid_does_not_keep_values_out():
    bench = Bench(size=(3, 3))
    bench.write("A1:D4", [[1, 2, 3]] * 3)
    assert bench.read() == [["1", "2", "3"]] * 3


@pytest.mark.parametrize(
    ("message", "request_"),
    [
        ("The sheet name cannot be greater than 100 characters.", {"addSheet": {"properties": {"title": "x" * 101}}}),
        ("Sheet id must be non-negative.", {"addSheet": {"properties": {"sheetId": -1}}}),
        (
            "range.startIndex must be less than the grid size (1000) if inheritFromBefore is false.",
            {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 1000, "endIndex": 1001}}},
        ),
        (
            "range.startIndex is larger than current grid size (26)",
            {
                "insertDimension": {
                    "range": {"dimension": "COLUMNS", "startIndex": 27, "endIndex": 28},
                    "inheritFromBefore": True,
                }
            },
        ),
        (
            "ConditionType 'ONE_OF_LIST' is not supported in filters.",
            {"setBasicFilter": {"filter": {"range": {}, "criteria": {"0": LIST}}}},
        ),
    ],
)
def test_a_request_is_refused_in_googles_words(message, request_):
    refused(Bench(), message, **request_)


def test_the_rows_that_are_not_frozen_cannot_all_go():
    bench = Bench()
    frozen = {"properties": {"gridProperties": {"frozenRowCount": 2}}, "fields": "gridProperties.frozenRowCount"}
    bench.do(updateSheetProperties=frozen)
    gone = {"range": {"dimension": "ROWS", "startIndex": 2, "endIndex": 1000}}
    refused(bench, "You can't delete all non-frozen rows.", deleteDimension=gone)


def test_metadata_with_an_id_that_is_taken_is_refused():
    bench = Bench()
    wanted = {"metadataId": 5, "metadataKey": "k", "visibility": "DOCUMENT", "location": {"spreadsheet": True}}
    bench.do(createDeveloperMetadata={"developerMetadata": wanted})
    message = "Cannot add developer metadata with ID [5] because developer metadata with that ID already exists."
    refused(bench, message, createDeveloperMetadata={"developerMetadata": wanted})


class TestColourScales:
    def scale(self, **points):
        return {"rule": {"ranges": [grid(0, 5, 0, 1)], "gradientRule": points}}

    @pytest.mark.parametrize(
        ("points", "message"),
        [
            ({"minpoint": {"type": "MIN"}}, "No interpolationPointType specified."),
            ({"minpoint": {"value": "1"}, "maxpoint": {"type": "MAX"}}, "No interpolationPointType specified."),
            ({"minpoint": {"type": "NUMBER"}, "maxpoint": {"type": "MAX"}}, "InterpolationPoint.value is required."),
            (
                {"minpoint": {"type": "NUMBER", "value": "1,5"}, "maxpoint": {"type": "MAX"}},
                "Invalid InterpolationPoint.value: 1,5",
            ),
        ],
    )
    def test_a_point_needs_a_type_and_a_number_of_the_locale(self, points, message):
        refused(Bench(), message, addConditionalFormatRule=self.scale(**points))

    def test_the_lowest_point_keeps_no_value(self):
        bench = Bench()
        points = {"minpoint": {"type": "MIN", "value": "2"}, "maxpoint": {"type": "NUMBER", "value": "9.5"}}
        bench.do(addConditionalFormatRule=self.scale(**points))
        kept = bench.overlay("conditionalFormats")[0]["gradientRule"]
        assert kept == {"minpoint": {"type": "MIN"}, "maxpoint": {"type": "NUMBER", "value": "9.5"}}


class TestTypedColumns:
    def made(self, *columns):
        bench = Bench([["Name", "Flag"], ["x", "maybe"], ["y", ""]])
        table = {"range": grid(0, 3, 0, 2), "columnProperties": list(columns)}
        reply = bench.do(addTable={"table": table})
        return bench, reply["addTable"]["table"]

    @pytest.mark.parametrize(
        ("column", "message"),
        [
            ({"columnType": "DROPDOWN"}, "Condition must be set for dropdown column type."),
            (
                {"columnType": "DOUBLE", "dataValidationRule": LIST},
                "Cannot set condition for non-dropdown column type.",
            ),
        ],
    )
    def test_a_list_and_a_dropdown_go_together(self, column, message):
        bench = Bench([["Name"], ["x"]])
        refused(bench, message, addTable={"table": {"range": grid(0, 2, 0, 1), "columnProperties": [column]}})

    def test_a_column_without_a_name_takes_the_first_free_one_over_its_header(self):
        bench, table = self.made({"columnIndex": 1, "columnType": "DROPDOWN", "dataValidationRule": LIST})
        assert [each["columnName"] for each in table["columnProperties"]] == ["Name", "Column 1"]
        assert bench.read("A1:B1") == [["Name", "Column 1"]]

    def test_what_is_written_into_a_header_names_its_column(self):
        bench, _ = self.made()
        bench.write("A1:B1", [["Student", "=1+2"]])
        assert bench.read("A1:B1") == [["Student", "Column 2"]]
        names = [each["columnName"] for each in bench.overlay("tables")[0]["columnProperties"]]
        assert names == ["Student", "Column 2"]

    def test_an_update_replaces_all_columns_and_wants_names(self):
        bench, table = self.made({"columnName": "Name", "columnType": "TEXT"})
        wanted = {"tableId": table["tableId"], "columnProperties": [{"columnIndex": 1, "columnType": "BOOLEAN"}]}
        message = "Table header row cell must have a value."
        refused(bench, message, updateTable={"table": wanted, "fields": "columnProperties"})
        wanted["columnProperties"][0]["columnName"] = "Done"
        bench.do(updateTable={"table": wanted, "fields": "columnProperties"})
        columns = bench.overlay("tables")[0]["columnProperties"]
        assert [(each["columnName"], each["columnType"]) for each in columns] == [
            ("Name", "COLUMN_TYPE_UNSPECIFIED"),
            ("Done", "BOOLEAN"),
        ]
        assert bench.read("B1:B3") == [["Done"], ["FALSE"], ["FALSE"]]

    def test_no_validation_is_set_over_a_type(self):
        bench, _ = self.made({"columnName": "Name", "columnType": "TEXT"})
        message = "This operation is not allowed on cells in typed columns."
        refused(bench, message, setDataValidation={"range": grid(1, 2, 0, 1), "rule": LIST})
        bench.do(setDataValidation={"range": grid(1, 2, 1, 2), "rule": LIST})


def test_a_chart_has_a_font_and_passes_over_what_is_hidden():
    bench = Bench([["a", 1]])
    spec = {"title": "Goals", "pieChart": {"domain": {"sourceRange": {"sources": [grid(0, 1, 0, 1)]}}}}
    made = bench.do(addChart={"chart": {"spec": spec, "position": {"overlayPosition": {"anchorCell": {}}}}})
    kept = made["addChart"]["chart"]["spec"]
    assert (kept["fontName"], kept["titleTextFormat"]) == ("Roboto", {"fontFamily": "Roboto"})
    assert kept["hiddenDimensionStrategy"] == "SKIP_HIDDEN_ROWS_AND_COLUMNS"


def test_the_first_column_is_told_where_something_else_could_stand():
    bench = Bench([["a", "b"], ["2", "x"], ["1", "y"]])
    filter_ = {"range": grid(0, 3, 0, 2), "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]}
    bench.do(setBasicFilter={"filter": filter_})
    assert bench.overlay("basicFilter")[0]["sortSpecs"] == [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]


@pytest.mark.parametrize(
    ("title", "shown"),
    [("x.y", "x.y"), ("TRUE", "TRUE"), ("2026", "'2026'"), ("ABC1234", "'ABC1234'"), ("R1C1", "'R1C1'")],
)
def test_a_title_is_quoted_only_where_it_must_be(title, shown):
    bench = Bench()
    bench.do(addSheet={"properties": {"title": title}})
    assert bench.write(f"'{title}'!A1", [["x"]])["updatedRange"] == f"{shown}!A1"


def test_tables_and_charts_are_told_alike_by_their_makers_and_by_who_asks():
    bench = Bench([["Name", "Marks"], ["x", 1]])
    table = bench.do(addTable={"table": {"range": grid(0, 2, 0, 2)}})["addTable"]["table"]
    spec = {"title": "Goals", "pieChart": {"domain": {"sourceRange": {"sources": [grid(0, 1, 0, 1)]}}}}
    place = {"overlayPosition": {"anchorCell": {}}}
    chart = bench.do(addChart={"chart": {"spec": spec, "position": place}})["addChart"]["chart"]
    sheet = shown(bench)["sheets"][0]
    assert sheet["tables"] == [table]
    assert table["columnProperties"] == [{"columnName": "Name"}, {"columnIndex": 1, "columnName": "Marks"}]
    assert sheet["charts"] == [chart]


@pytest.mark.parametrize(("included", "rows"), [(False, [2]), (True, [1, 2])])
def test_rows_that_a_filter_hides_get_no_validation_unless_it_is_said(included, rows):
    bench = Bench([["Name"], ["x"], ["y"]])
    hidden = {"range": grid(0, 3, 0, 1), "criteria": {"0": {"hiddenValues": ["x"]}}}
    bench.do(setBasicFilter={"filter": hidden})
    more = {"filteredRowsIncluded": True} if included else {}
    bench.do(setDataValidation={"range": grid(1, 3, 0, 1), "rule": LIST, **more})
    assert [row for row in range(3) if bench.book.first().cell(row, 0).validation] == rows


@pytest.mark.parametrize(
    "request_",
    [
        {"autoResizeDimensions": {"dataSourceSheetDimensions": {"sheetId": 0}}},
        {"updateDimensionProperties": {"dataSourceSheetRange": {"sheetId": 0}, "fields": "*"}},
    ],
)
def test_sheets_of_a_data_source_are_refused_by_name(request_):
    with pytest.raises(Refusal, match="does not play sheets of a data source"):
        Bench().do(**request_)
