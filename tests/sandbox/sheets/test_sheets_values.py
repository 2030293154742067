from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbench import Bench, grid

from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.sheets import appending
from pdsync.sandbox.sheets.entering import entered
from pdsync.sandbox.sheets.formats import shown
from pdsync.sandbox.sheets.locales import locale_of
from pdsync.sandbox.sheets.masks import Invalid
from pdsync.sandbox.sheets.ranges import resolve
from pdsync.sandbox.sheets.serials import moment_of, serial_of_date

TODAY = date(2026, 11, 24)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(st.lists(st.lists(texts, max_size=5), max_size=5))
def test_raw_texts_come_back_as_they_were_written(rows):
    bench = Bench(rows)
    expected = [list(row) for row in rows]
    for row in expected:
        while row and row[-1] == "":
            row.pop()
    while expected and not expected[-1]:
        expected.pop()
    for render in ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"):
        assert bench.read("Sheet1", render) == expected


@given(st.one_of(st.integers(-(10**15) + 1, 10**15 - 1), st.floats(allow_nan=False, allow_infinity=False)))
def test_numbers_come_back_unformatted_as_they_were_written(number):
    bench = Bench([[number]])
    assert bench.read("A1", "UNFORMATTED_VALUE") == [[number]]
    assert type(bench.read("A1", "UNFORMATTED_VALUE")[0][0]) is (
        int if float(number).is_integer() and abs(number) < 1e21 else float
    )


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["%Y-%m-%d", "%m/%d/%Y"]))
def test_a_typed_date_shows_as_it_was_typed_and_counts_as_its_day(day, pattern):
    text = day.strftime(pattern).zfill(10)
    bench = Bench([[text]], option="USER_ENTERED")
    assert bench.read("A1") == [[text]]
    assert bench.read("A1", "UNFORMATTED_VALUE") == [[serial_of_date(day)]]
    assert bench.read("A1", "UNFORMATTED_VALUE", dates="FORMATTED_STRING") == [[text]]
    assert moment_of(serial_of_date(day)) == (day, 0)


@pytest.mark.parametrize(
    ("text", "value", "pattern"),
    [
        ("2,000,000.01", 2000000.01, "#,##0.00"),
        ("50%", 0.5, "0%"),
        ("12.5%", 0.125, "0.00%"),
        ("$1", 1, '"$"#,##0'),
        ("-$3.50", -3.5, '"$"#,##0.00'),
        ("7e30", 7e30, "0.00E+00"),
        ("(5)", -5, None),
        ("+447700900123", 447700900123, None),
        ("2020-01-01", 43831, "yyyy-mm-dd"),
        ("1/2/2020", 43832, "m/d/yyyy"),
        ("3/4", 46085, "m/d"),
        ("Jan 5, 2020", 43835, "mmm d, yyyy"),
        ("13:45", 0.5729166666666666, "hh:mm"),
        ("1:30 PM", 0.5625, "h:mm am/pm"),
        ("2020-01-01 13:45", 43831.572916666664, "yyyy-mm-dd hh:mm"),
        ("true", True, None),
        ("'7e30", "7e30", None),
        ("''x", "'x", None),
        ("2021-02-30", "2021-02-30", None),
        ("3_1_0", "3_1_0", None),
        ("=1+1", "=1+1", None),
        (" two words ", " two words ", None),
    ],
)
def test_a_typed_text_becomes_what_sheets_makes_of_it(text, value, pattern):
    result = entered(text, locale_of("en_US"), TODAY)
    assert result.value == value and type(result.value) in (type(value), type(result.value))
    assert (result.format or {}).get("pattern") == pattern


@pytest.mark.parametrize(
    ("locale", "text", "value"),
    [("de_DE", "1.234,5", 1234.5), ("de_DE", "1.2.2020", 43862), ("en_GB", "1/2/2020", 43862), ("fr_FR", "0,5", 0.5)],
)
def test_the_locale_decides_what_a_comma_and_a_date_mean(locale, text, value):
    assert entered(text, locale_of(locale), TODAY).value == value


@pytest.mark.parametrize(
    ("value", "kind", "pattern", "text"),
    [
        (1234.567, "NUMBER", "#,##0.00", "1,234.57"),
        (-5, "NUMBER", "#,##0;(#,##0)", "(5)"),
        (0, "NUMBER", '0;-0;"zero"', "zero"),
        (1234567, "NUMBER", '0.0,,"M"', "1.2M"),
        (1500, "NUMBER", '[>1000]0,"k";0', "2k"),
        (5, "NUMBER", "00000", "00005"),
        (12345, "SCIENTIFIC", "0.00E+00", "1.23E+04"),
        (43831, "DATE", None, "1/1/2020"),
        (46165.84901664352, "DATE_TIME", None, "5/23/2026 20:22:35"),
        (43831.75, "DATE_TIME", "ddd d mmm yyyy, h:mm am/pm", "Wed 1 Jan 2020, 6:00 PM"),
        (1.25, "TIME", "[h]:mm", "30:00"),
        ("x", "TEXT", '"<"@">"', "<x>"),
        (0.5, "PERCENT", None, "50.00%"),
    ],
)
def test_a_number_shows_as_its_format_says(value, kind, pattern, text):
    fmt = {"type": kind, **({"pattern": pattern} if pattern else {})}
    assert shown(value, fmt, "en_US") == text


def test_a_plain_text_format_keeps_what_is_typed():
    bench = Bench()
    look = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    bench.do(repeatCell={"range": grid(0, 1, 0, 1), "cell": look, "fields": "userEnteredFormat.numberFormat"})
    bench.write("A1", [["007"]])
    assert bench.read("A1", "UNFORMATTED_VALUE") == [["007"]]


def test_null_leaves_a_cell_and_an_empty_text_empties_it():
    bench = Bench([["a", "b", "c"]])
    answer = bench.write("A1:C1", [[None, "", "C"]])
    assert bench.read() == [["a", "", "C"]]
    assert answer == {
        "spreadsheetId": "ID",
        "updatedRange": "Sheet1!A1:C1",
        "updatedRows": 1,
        "updatedColumns": 2,
        "updatedCells": 2,
    }


@pytest.mark.parametrize(
    ("where", "rows", "message"),
    [
        ("A1:B2", [["x"]] * 3, "Requested writing within range [A1:B2], but tried writing to row [3]"),
        (
            "'Sheet1'!A1:B2",
            [["x"] * 3],
            "Requested writing within range ['Sheet1'!A1:B2], but tried writing to column [C]",
        ),
        ("A1001", [["x"]], "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("A1001:B", [["x"]], "Range (Sheet1!A1001:B) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("Z1", [["x", "y"]], "Requested writing within range [Z1], but tried writing to column [AA]"),
        ("Z1000:AC1003", [["x"]] * 2, "Requested writing within range [Z1000:AC1003], but tried writing to row [1001]"),
        ("A1", [["x"], [[1]]], "Invalid values[1][0]: list_value \t {\n  values {\n    number_value: 1.0\n  }\n}\n"),
        (
            "A1",
            [[{"a": None}]],
            'Invalid values[0][0]: struct_value \t {\n  fields {\n    key: "a"\n    value {\n'
            "      null_value: NULL_VALUE\n    }\n  }\n}\n",
        ),
    ],
)
def test_what_does_not_fit_is_refused_in_googles_words(where, rows, message):
    bench = Bench()
    with pytest.raises(Refusal) as refused:
        bench.write(where, rows)
    assert refused.value.body["error"]["message"] == message
    assert bench.read() == []


def test_a_text_of_more_than_fifty_thousand_characters_is_refused():
    with pytest.raises(Invalid, match="maximum of 50000 characters"):
        Bench([["x" * 50_001]])


def test_columns_may_come_first():
    bench = Bench()
    bench.write("A1", [["a", "b"], ["c"]], majorDimension="COLUMNS")
    assert bench.read() == [["a", "c"], ["b"]]
    assert bench.read("Sheet1", major="COLUMNS") == [["a", "b"], ["c"]]


@pytest.mark.parametrize(
    ("filled", "anchor", "table", "start"),
    [
        ([], "Sheet1", None, (0, 0)),
        ([["x", "", "y"]], "Sheet1", (0, 1, 2, 3), (1, 2)),
        ([["x", "", "y"]], "A1", (0, 1, 0, 1), (1, 0)),
        ([["a", "b"], [], ["c", "d"]], "A2", None, (1, 0)),
        ([["a", "", "b"]], "B1", None, (0, 1)),
        ([["a", "b"], ["", "c"]], "A1", (0, 2, 0, 2), (2, 0)),
        # Google's own example: tables at A1:C2 and B4:D6
        ([["a"] * 3] * 2 + [[]] + [["", "b", "b", "b"]] * 3, "Sheet1", (3, 6, 1, 4), (6, 1)),
        ([["a"] * 3] * 2 + [[]] + [["", "b", "b", "b"]] * 3, "C5:D5", (3, 6, 1, 4), (6, 1)),
        ([["a"] * 3] * 2 + [[]] + [["", "b", "b", "b"]] * 3, "B2:D4", (3, 6, 1, 4), (6, 1)),
        ([["a"] * 3] * 2 + [[]] + [["", "b", "b", "b"]] * 3, "A3:G10", (3, 6, 1, 4), (6, 1)),
        ([["a"] * 3] * 2 + [[]] + [["", "b", "b", "b"]] * 3, "A1", (0, 2, 0, 3), (2, 0)),
        ([["a"] * 3] * 2 + [[]] + [["", "b", "b", "b"]] * 3, "E4", None, (3, 4)),
    ],
)
def test_append_finds_the_last_table_that_the_range_means(filled, anchor, table, start):
    bench = Bench(filled)
    sheet, area = resolve(bench.book, anchor)
    found = appending.table(sheet, sheet.box(area))
    assert found == table
    assert appending.start(area, found) == start


cells = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


@given(cells, st.integers(0, 7), st.integers(0, 7))
def test_the_table_of_a_cell_is_what_can_be_reached_from_it(filled, row, column):
    rows = [["x" if (r, c) in filled else "" for c in range(8)] for r in range(8)]
    bench = Bench(rows)
    sheet, area = resolve(bench.book, "Sheet1!" + chr(65 + column) + str(row + 1))
    found = appending.table(sheet, sheet.box(area))
    if (row, column) not in filled:
        assert found is None
        return
    island, edge = {(row, column)}, [(row, column)]
    while edge:
        r, c = edge.pop()
        near = {(r + dr, c + dc) for dr in (-1, 0, 1) for dc in (-1, 0, 1)} & filled - island
        island |= near
        edge += near
    assert found == (
        min(r for r, _ in island),
        max(r for r, _ in island) + 1,
        min(c for _, c in island),
        max(c for _, c in island) + 1,
    )
