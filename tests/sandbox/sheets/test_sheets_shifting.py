from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbench import Bench, grid, rows

from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.sheets.a1 import Area
from pdsync.sandbox.sheets.shifting import Deleted, Inserted, Moved

SIZE = 8
steps = st.one_of(
    st.tuples(st.just("insert"), st.integers(0, SIZE), st.integers(1, 3)),
    st.tuples(st.just("delete"), st.integers(0, SIZE - 1), st.integers(1, 3)),
    st.tuples(st.just("move"), st.integers(0, SIZE - 1), st.integers(1, 3), st.integers(0, SIZE)),
)


def _do(bench, mirror, step, dimension):
    """The same step on the bench and on a plain list; what cannot be done is done on neither."""
    kind, start, count, *rest = step
    size = len(mirror)
    if kind == "insert" and start <= size:
        body = {"range": rows(start, start + count, dimension=dimension), "inheritFromBefore": start == size}
        bench.do(insertDimension=body)
        mirror[start:start] = [None] * count
    if kind == "delete" and start + count <= size and count < size:
        bench.do(deleteDimension={"range": rows(start, start + count, dimension=dimension)})
        del mirror[start : start + count]
    if kind == "move" and start + count <= size and rest[0] <= size and not start < rest[0] < start + count:
        source = rows(start, start + count, dimension=dimension)
        bench.do(moveDimension={"source": source, "destinationIndex": rest[0]})
        moved = mirror[start : start + count]
        del mirror[start : start + count]
        target = rest[0] - count if rest[0] > start else rest[0]
        mirror[target:target] = moved


@settings(deadline=None)
@given(st.lists(steps, max_size=8), st.sampled_from(["ROWS", "COLUMNS"]))
def test_values_names_metadata_notes_and_formulas_follow_their_row_or_column(todo, dimension):
    along_rows = dimension == "ROWS"
    bench = Bench(size=(SIZE, SIZE))
    values = [f"v{n}" for n in range(SIZE)]
    bench.write("A1", [[each] for each in values] if along_rows else [values], "RAW")
    bench.do(addSheet={"properties": {"title": "Watch", "sheetId": 9}})
    for n in range(SIZE):
        area = grid(n, n + 1, 0, SIZE) if along_rows else grid(0, SIZE, n, n + 1)
        bench.do(addNamedRange={"namedRange": {"name": f"Name_{n}", "range": area}})
        place = {"dimensionRange": rows(n, n + 1, dimension=dimension)}
        bench.do(
            createDeveloperMetadata={
                "developerMetadata": {"metadataKey": f"v{n}", "location": place, "visibility": "DOCUMENT"}
            }
        )
        cell = grid(n, n + 1, 0, 1) if along_rows else grid(0, 1, n, n + 1)
        note = {"rows": [{"values": [{"note": f"note{n}"}]}], "fields": "note", "range": cell}
        bench.do(updateCells=note)
        name = f"A{n + 1}" if along_rows else f"{chr(65 + n)}1"
        bench.write(f"Watch!A{n + 1}", [[f"=Sheet1!{name}"]])
    mirror = list(values)
    for step in todo:
        _do(bench, mirror, step, dimension)

    sheet = bench.book.sheet(0)
    assert sheet.count(dimension) == len(mirror)
    cells = [sheet.cell(n, 0) if along_rows else sheet.cell(0, n) for n in range(len(mirror))]
    assert [cell.value for cell in cells] == mirror
    assert [cell.note for cell in cells] == [each.replace("v", "note") if each else "" for each in mirror]
    start, end = ("startRowIndex", "endRowIndex") if along_rows else ("startColumnIndex", "endColumnIndex")
    names = {each["name"].replace("Name_", "v"): each["range"] for each in bench.book.named_ranges}
    assert names.keys() == {each for each in mirror if each}
    assert {name: (each[start], each[end]) for name, each in names.items()} == {
        each: (n, n + 1) for n, each in enumerate(mirror) if each
    }
    metadata = {each["metadataKey"]: each["location"]["dimensionRange"] for each in bench.book.metadata}
    assert {key: (each["startIndex"], each["endIndex"]) for key, each in metadata.items()} == {
        each: (n, n + 1) for n, each in enumerate(mirror) if each
    }
    watched = [row[0] for row in bench.read("Watch!A1:A8")]
    assert watched == [each if each in mirror else "#REF!" for each in values]


@given(st.lists(st.one_of(st.none(), st.integers(0, 5), st.sampled_from("abAB")), max_size=12), st.booleans())
def test_sorting_is_stable_and_puts_numbers_before_texts_and_blanks_last(keys, descending):
    bench = Bench(size=(20, 5))
    bench.write("A1", [["" if key is None else key, n] for n, key in enumerate(keys)] or [["", ""]], "RAW")
    order = "DESCENDING" if descending else "ASCENDING"
    specs = [{"dimensionIndex": 0, "sortOrder": order}]
    bench.do(sortRange={"range": grid(0, max(len(keys), 1), 0, 2), "sortSpecs": specs})
    filled = [(n, key) for n, key in enumerate(keys) if key is not None]

    def rank(pair):
        return (1, pair[1].lower()) if isinstance(pair[1], str) else (0, pair[1])

    expected = sorted(filled, key=rank, reverse=descending)
    expected += [(n, None) for n, key in enumerate(keys) if key is None]
    found = [bench.book.sheets[0].cell(row, 1).value for row in range(len(keys))]
    assert found == [n for n, _ in expected]


def test_sorted_formulas_go_on_looking_at_their_own_row():
    bench = Bench([[3, "=A1*10"], [1, "=A2*10"], [2, "=A3*10"]], option="USER_ENTERED")
    bench.do(sortRange={"range": grid(0, 3, 0, 2), "sortSpecs": [{"dimensionIndex": 0}]})
    assert bench.formulas() == [[1, "=A1*10"], [2, "=A2*10"], [3, "=A3*10"]]


def test_merged_cells_are_not_sorted():
    bench = Bench([[2], [1]])
    bench.do(mergeCells={"range": grid(0, 1, 0, 2)})
    with pytest.raises(Refusal, match="merged cells"):
        bench.do(sortRange={"range": grid(0, 2, 0, 2)})


intervals = st.tuples(st.integers(0, 9), st.integers(1, 9)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(intervals, st.integers(0, 20), st.integers(1, 5))
def test_what_is_inserted_can_be_deleted_again(interval, at, count):
    after = Inserted(at, count).interval(*interval)
    assert after is not None
    assert Deleted(at, at + count).interval(*after) == interval


@given(intervals, intervals, st.integers(0, 25))
def test_a_range_that_moves_as_a_whole_keeps_its_size(interval, source, to):
    if source[0] < to < source[1]:
        return
    after = Moved(*source, to).interval(*interval)
    inside = source[0] <= interval[0] and interval[1] <= source[1]
    if inside:
        assert after is not None and after[1] - after[0] == interval[1] - interval[0]
        assert after[0] == Moved(*source, to).target + interval[0] - source[0]


@pytest.mark.parametrize(
    ("request_", "formula"),
    [
        ({"insertDimension": {"range": rows(2, 4)}}, "=SUM(A1:A7)+$A$7+A:A+Sheet1!A1"),
        ({"insertDimension": {"range": rows(0, 1)}}, "=SUM(A2:A6)+$A$6+A:A+Sheet1!A2"),
        ({"insertDimension": {"range": rows(5, 6)}}, "=SUM(A1:A5)+$A$5+A:A+Sheet1!A1"),
        ({"deleteDimension": {"range": rows(1, 3)}}, "=SUM(A1:A3)+$A$3+A:A+Sheet1!A1"),
        ({"deleteDimension": {"range": rows(4, 5)}}, "=SUM(A1:A4)+#REF!+A:A+Sheet1!A1"),
        ({"deleteDimension": {"range": rows(0, 5)}}, "=SUM(#REF!)+#REF!+A:A+#REF!"),
        ({"insertDimension": {"range": rows(0, 2, dimension="COLUMNS")}}, "=SUM(C1:C5)+$C$5+C:C+Sheet1!C1"),
        ({"moveDimension": {"source": rows(4, 5), "destinationIndex": 9}}, "=SUM(A1:A4)+$A$9+A:A+Sheet1!A1"),
    ],
)
def test_references_follow_what_they_refer_to(request_, formula):
    bench = Bench([[1], [2], [3], [4], [5]])
    bench.do(addSheet={"properties": {"title": "Other", "sheetId": 3}})
    bench.write("Other!B2", [["=SUM(Sheet1!A1:A5)+Sheet1!$A$5+Sheet1!A:A+Sheet1!A1"]])
    bench.write("J40", [["=SUM(A1:A5)+$A$5+A:A+Sheet1!A1"]])
    bench.requests(request_)
    found = [row for row in bench.formulas("Sheet1!A30:Z50") if row]
    assert found[0][-1] == formula
    other = formula.replace("Sheet1!", "").replace("#REF!", "#").replace("SUM(A", "SUM(Sheet1!A")
    assert bench.formulas("Other!B2")[0][0].replace("Sheet1!", "").replace("#REF!", "#") == other.replace("Sheet1!", "")


def test_everything_that_lies_over_the_cells_moves_with_them():
    bench = Bench([["head", "x"], ["a", 1], ["b", 2], ["c", 3]])
    area = grid(1, 4, 0, 2)
    bench.do(mergeCells={"range": grid(5, 7, 0, 1)})
    bench.do(setBasicFilter={"filter": {"range": grid(0, 4, 0, 2), "criteria": {"1": {"hiddenValues": ["2"]}}}})
    bench.do(addFilterView={"filter": {"title": "V", "range": area}})
    bench.do(addProtectedRange={"protectedRange": {"range": area, "unprotectedRanges": [grid(2, 3, 0, 1)]}})
    condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": "a"}]}
    bench.do(
        addConditionalFormatRule={
            "rule": {"ranges": [area, grid(9, 10, 0, 1)], "booleanRule": {"condition": condition, "format": {}}}
        }
    )
    series = [{"series": {"sourceRange": {"sources": [grid(1, 4, 1, 2)]}}}]
    anchor = {"overlayPosition": {"anchorCell": {"rowIndex": 5, "columnIndex": 3}}}
    bench.do(addChart={"chart": {"spec": {"basicChart": {"chartType": "BAR", "series": series}}, "position": anchor}})
    bench.do(addBanding={"bandedRange": {"range": area, "rowProperties": {"firstBandColor": {"red": 1}}}})
    bench.do(addTable={"table": {"name": "T", "range": grid(0, 4, 3, 5)}})
    bench.do(addDimensionGroup={"range": rows(1, 4)})
    bench.do(
        setDataValidation={
            "range": grid(2, 3, 1, 2),
            "rule": {"condition": {"type": "BOOLEAN"}},
            "filteredRowsIncluded": True,
        }
    )
    bench.do(updateDimensionProperties={"range": rows(2, 3), "properties": {"pixelSize": 50}, "fields": "pixelSize"})

    bench.do(insertDimension={"range": rows(2, 4)})
    bench.do(insertDimension={"range": rows(0, 1, dimension="COLUMNS")})

    def span(json):
        return tuple(json[key] for key in ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"))

    assert span(bench.overlay("merges")[0]) == (7, 9, 1, 2)
    [basic] = bench.overlay("basicFilter")
    assert (span(basic["range"]), list(basic["criteria"])) == ((0, 6, 1, 3), ["2"])
    assert basic["filterSpecs"][0]["columnIndex"] == 2
    assert span(bench.overlay("filterViews")[0]["range"]) == (1, 6, 1, 3)
    [protected] = bench.overlay("protectedRanges")
    assert (span(protected["range"]), span(protected["unprotectedRanges"][0])) == ((1, 6, 1, 3), (4, 5, 1, 2))
    assert [span(each) for each in bench.overlay("conditionalFormats")[0]["ranges"]] == [(1, 6, 1, 3), (11, 12, 1, 2)]
    [chart] = bench.overlay("charts")
    assert span(chart["spec"]["basicChart"]["series"][0]["series"]["sourceRange"]["sources"][0]) == (1, 6, 2, 3)
    assert chart["position"]["overlayPosition"]["anchorCell"] == {"sheetId": 0, "rowIndex": 7, "columnIndex": 4}
    assert span(bench.overlay("bandedRanges")[0]["range"]) == (1, 6, 1, 3)
    assert span(bench.overlay("tables")[0]["range"]) == (0, 6, 4, 6)
    assert bench.overlay("rowGroups")[0]["range"]["endIndex"] == 6
    sheet = bench.book.sheet(0)
    assert sheet.cell(4, 2).validation == {"condition": {"type": "BOOLEAN"}}
    assert sheet.row_sizes[4] == {"pixelSize": 50}

    bench.do(deleteDimension={"range": rows(1, 6)})
    left = {name for name, things in bench.book.sheet(0).things.items() if things}
    assert left == {"merges", "basicFilter", "conditionalFormats", "charts", "tables"}


def test_a_column_put_into_a_table_is_a_column_of_the_table():
    bench = Bench([["Name", "Age"]])
    columns = [{"columnIndex": 0, "columnName": "Name"}, {"columnIndex": 1, "columnName": "Age"}]
    bench.do(addTable={"table": {"name": "People", "range": grid(0, 3, 0, 2), "columnProperties": columns}})
    bench.do(insertDimension={"range": rows(1, 2, dimension="COLUMNS")})
    [table] = bench.overlay("tables")
    assert [each["columnName"] for each in table["columnProperties"]] == ["Name", "Column 2", "Age"]
    bench.do(deleteDimension={"range": rows(0, 1, dimension="COLUMNS")})
    [table] = bench.overlay("tables")
    assert [(each["columnIndex"], each["columnName"]) for each in table["columnProperties"]] == [
        (0, "Column 2"),
        (1, "Age"),
    ]


def test_cut_cells_take_along_what_refers_to_them():
    bench = Bench([[1, 2], [3, 4]])
    bench.write("F1", [["=A1+$B$2", "=SUM(A1:B2)", "=SUM(A1:C3)"]])
    bench.do(addNamedRange={"namedRange": {"name": "Cut", "range": grid(0, 1, 0, 2)}})
    bench.do(cutPaste={"source": grid(0, 2, 0, 2), "destination": {"rowIndex": 9, "columnIndex": 2}})
    assert bench.formulas("F1:H1") == [["=C10+$D$11", "=SUM(C10:D11)", "=SUM(A1:C3)"]]
    assert bench.read("C10:D11") == [["1", "2"], ["3", "4"]] and bench.read("A1:B2") == []
    assert bench.book.named_ranges[0]["range"] == Area(0, 9, 10, 2, 4).to_json()


def test_cut_to_another_sheet_the_reference_names_it():
    bench = Bench([[1]])
    bench.write("B1", [["=A1"]])
    bench.do(addSheet={"properties": {"title": "My other", "sheetId": 4}})
    bench.do(cutPaste={"source": grid(0, 1, 0, 1), "destination": {"sheetId": 4, "rowIndex": 2}})
    assert bench.formulas("B1") == [["='My other'!A3"]] and bench.read("B1") == [["1"]]


def test_cells_put_in_or_taken_out_move_only_their_own_columns():
    bench = Bench([["a", "x"], ["b", "y"], ["c", "z"]])
    bench.write("D1", [["=A3", "=B3"]])
    bench.do(insertRange={"range": grid(1, 2, 0, 1), "shiftDimension": "ROWS"})
    assert bench.read("A1:B4") == [["a", "x"], ["", "y"], ["b", "z"], ["c"]]
    assert bench.formulas("D1:E1") == [["=A4", "=B3"]]
    bench.do(deleteRange={"range": grid(0, 2, 0, 1), "shiftDimension": "ROWS"})
    assert bench.read("A1:B4") == [["b", "x"], ["c", "y"], ["", "z"]]
    assert bench.formulas("D1:E1") == [["=A2", "=B3"]]
    bench.do(insertRange={"range": grid(0, 1, 0, 1), "shiftDimension": "COLUMNS"})
    assert bench.read("A1:C2") == [["", "b", "x"], ["c", "y"]]


def test_a_renamed_sheet_keeps_its_name_in_formulas_and_a_deleted_one_loses_it():
    bench = Bench([[5]])
    bench.do(addSheet={"properties": {"title": "Two", "sheetId": 2}})
    bench.write("Two!A1", [["=Sheet1!A1"]])
    bench.do(updateSheetProperties={"properties": {"title": "Ann's"}, "fields": "title"})
    assert bench.formulas("Two!A1") == [["='Ann''s'!A1"]] and bench.read("Two!A1") == [["5"]]
    bench.do(deleteSheet={"sheetId": 0})
    assert bench.formulas("Two!A1") == [["=#REF!"]]


def test_all_rows_cannot_be_deleted():
    bench = Bench(size=(5, 5))
    with pytest.raises(Refusal, match="all the rows"):
        bench.do(deleteDimension={"range": rows(0, 5)})
