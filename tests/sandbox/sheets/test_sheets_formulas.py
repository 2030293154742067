from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbench import NOW, Bench, grid, rows

from pdsync.sandbox.sheets.calculator import calculator
from pdsync.sandbox.sheets.celldata import cell_data
from pdsync.sandbox.sheets.effective import effective_format


@pytest.fixture(scope="module")
def bench():
    found = Bench([[1, 2, 3], ["a", "", "done"], [4.5, True, "Done."], ["12", None, -1]], size=(1000, 26))
    found.do(addSheet={"properties": {"title": "It's", "sheetId": 7}})
    found.write("'It''s'!A1", [[40]])
    found.do(addNamedRange={"namedRange": {"name": "Firsts", "range": grid(0, 1, 0, 3)}})
    return found


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2*3", 7),
        ("=-2^2", 4),
        ("=2^-1", 0.5),
        ("=50%*4", 2),
        ("=(1+2)*3", 9),
        ('="a"&1&TRUE', "a1TRUE"),
        ('="A"="a"', True),
        ("=1<>2", True),
        ("=A1+B1", 3),
        ("=SUM(A1:C4)", 9.5),
        ("=SUM(Firsts)", 6),
        ("='It''s'!A1+2", 42),
        ("=It's!A1", "#ERROR!"),
        ('=SUM(A1, "2", TRUE)', 4),
        ("=COUNT(A1:C4)", 5),
        ("=COUNTA(A:C)", 10),
        ("=COUNTBLANK(A1:C4)", 2),
        ("=AVERAGE(A1:C1)", 2),
        ("=AVERAGE(A2)", "#DIV/0!"),
        ("=MAX(A1:C4)", 4.5),
        ("=MIN(A1:C4)", -1),
        ('=COUNTIF(A1:C4,">1")', 3),
        ('=COUNTIF(C:C,"done*")', 2),
        ('=COUNTIF(C1:C4,"<>done")', 3),
        ('=COUNTIFS(A1:A4,">=1",C1:C4,3)', 1),
        ('=SUMIF(A1:A4,">1")', 4.5),
        ("=SUMIF(A1:A4,1,B1:B4)", 2),
        ('=IF(A1>0,"yes",1/0)', "yes"),
        ("=IF(A1<0,1)", False),
        ('=IFERROR(1/0,"none")', "none"),
        ("=IFERROR(UNKNOWN(1),3)", 3),
        ("=AND(TRUE,A1)", True),
        ("=OR(FALSE,0)", False),
        ("=NOT(A1)", False),
        ("=ROUND(2.345,2)", 2.35),
        ("=ROUND(-2.5)", -3),
        ("=INT(-1.5)", -2),
        ("=MOD(-1,3)", 2),
        ('=LEN("🎉a")', 3),
        ('=TRIM("  a  b ")', "a b"),
        ('=UPPER("straße")&LOWER("ÄB")', "STRASSEäb"),
        ("=CONCATENATE(A1:C1)", "123"),
        ('=TEXT(0.5,"0%")', "50%"),
        ('=TEXT(A1,"000")', "001"),
        ("=TODAY()", 46350),
        ("=NOW()", 46350 + 9.5 / 24),
        ('=HYPERLINK("https://x.example","here")', "here"),
        ("=ISBLANK(B2)", True),
        ("=ISBLANK(IF(,,))", True),
        ('=ISTEXT("")', True),
        ("=1/0", "#DIV/0!"),
        ("=NA()", "#N/A"),
        ('="a"+1', "#VALUE!"),
        ("=VLOOKUP(1,A1:B2,2)", "#NAME?"),
        ("=NOPE", "#NAME?"),
        ("=SUM(A1:B", "#ERROR!"),
        ("=A1:B2", "#VALUE!"),
        ("=Gone!A1", "#REF!"),
        ("=9^9^9^9^9", "#NUM!"),
        ("={1,2}", "#NAME?"),
        ("=Z1000", "#REF!"),
        ("=ROUND()", "#N/A"),
    ],
)
def test_a_formula_comes_to_what_sheets_says(bench, formula, value):
    assert bench.one(formula) == value


def test_errors_say_what_the_service_says():
    bench = Bench()
    messages = {
        '="a"+1': "Function ADD parameter 1 expects number values. "
        "But 'a' is a text and cannot be coerced to a number.",
        "=NotARealFunction()": "Unknown function: 'NotARealFunction'.",
        "=1/0": "Function DIVIDE parameter 2 cannot be zero.",
        "=A1 A2": "Formula parse error.",
    }
    for formula, message in messages.items():
        bench.write("B1", [[formula]])
        data = cell_data(calculator(bench.book, NOW), bench.book.sheets[0], 0, 1)
        assert data["effectiveValue"]["errorValue"]["message"] == message


def test_a_chain_that_bites_its_tail_is_an_error_and_not_a_crash():
    bench = Bench()
    bench.write("A1", [["=B1", "=A1"]])
    assert bench.read() == [["#REF!", "#REF!"]]
    bench.write("A2:A901", [[f"=A{(row + 1) % 900 + 2}"] for row in range(900)])
    assert set(map(tuple, bench.read("A2:A901"))) == {("#REF!",)}


def test_a_running_total_may_be_as_long_as_the_sheet():
    bench = Bench([[1]] + [[f"=A{row}+1"] for row in range(1, 1000)], option="USER_ENTERED")
    assert bench.read("A1000") == [["1000"]]


def test_brackets_in_brackets_end_in_an_error_and_not_in_a_crash():
    bench = Bench()
    assert bench.one("=" + "(" * 30 + "1" + ")" * 30) == 1
    assert bench.one("=" + "(" * 5000 + "1" + ")" * 5000) == "#ERROR!"
    assert bench.one("=" + "-" * 30 + "1") == 1


def test_a_change_is_seen_by_the_formulas_that_depend_on_it():
    bench = Bench([["=B1*2", 4]], option="USER_ENTERED")
    assert bench.read() == [["8", "4"]]
    bench.write("B1", [[5]])
    assert bench.read() == [["10", "5"]]


def test_today_follows_the_clock():
    bench = Bench([["=TODAY()"]], option="USER_ENTERED")
    assert bench.read() == [["11/24/2026"]]
    bench.now += timedelta(days=1)
    assert bench.read() == [["11/25/2026"]]


def test_a_formula_takes_its_format_from_what_it_refers_to():
    bench = Bench([["2020-01-05", "=A1", "=A1+1", "=C1-A1", "=SUM(A1)", "12%", "=F1"]], option="USER_ENTERED")
    assert bench.read() == [["2020-01-05", "2020-01-05", "2020-01-06", "1", "2020-01-05", "12%", "12%"]]


def test_an_empty_result_is_told_as_the_service_tells_it():
    bench = Bench([['=""', "=IF(,,)", '=HYPERLINK("https://x.example","click")']], option="USER_ENTERED")
    sums, sheet = calculator(bench.book, NOW), bench.book.sheets[0]
    empty, nothing, link = (cell_data(sums, sheet, 0, column) for column in range(3))
    assert "effectiveValue" not in empty and "formattedValue" not in empty
    assert empty["effectiveFormat"]["hyperlinkDisplayType"] == "PLAIN_TEXT"
    assert "hyperlinkDisplayType" not in nothing["effectiveFormat"]
    assert link["hyperlink"] == "https://x.example"
    assert link["effectiveFormat"]["hyperlinkDisplayType"] == "LINKED"
    assert link["effectiveFormat"]["textFormat"]["link"] == {"uri": "https://x.example"}
    assert link["effectiveFormat"]["textFormat"]["underline"] is True


@given(st.text(alphabet="A1$:!'\"(),+-*/&=<>% aZSUM.;{}#", max_size=25))
def test_no_formula_breaks_the_engine(text):
    bench = Bench([[1, "x"]])
    bench.write("C3", [["=" + text]])
    bench.read()
    bench.do(insertDimension={"range": rows(0, 1), "inheritFromBefore": False})
    bench.read("Sheet1", "FORMULA")


def test_conditional_formats_and_bands_colour_what_is_seen():
    bench = Bench([["late"], ["fine"], ["late"]])
    red = {"backgroundColor": {"red": 1}}
    late = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": '=A1="late"'}]}
    rule = {
        "ranges": [{"sheetId": 0, "startColumnIndex": 0, "endColumnIndex": 1}],
        "booleanRule": {"condition": late, "format": red},
    }
    bench.do(addConditionalFormatRule={"rule": rule, "index": 0})
    colours = {"headerColor": {"blue": 1}, "firstBandColor": {}, "secondBandColor": {"green": 1}}
    bench.do(addBanding={"bandedRange": {"range": grid(0, 3, 0, 1), "rowProperties": colours}})
    sums, sheet = calculator(bench.book, NOW), bench.book.sheets[0]
    seen = [effective_format(sums, sheet, row, 0)["backgroundColor"] for row in range(3)]
    assert seen == [{"red": 1}, {}, {"red": 1}]
