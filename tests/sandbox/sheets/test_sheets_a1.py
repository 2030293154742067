from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbench import Bench, grid

from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.sheets import a1
from pdsync.sandbox.sheets.a1 import Area, Box
from pdsync.sandbox.sheets.ranges import readable, resolve
from pdsync.sandbox.sheets.tokens import canonical, carried, reference, words, written

indices = st.integers(0, 18_277)
edges = st.integers(0, 9_999)


@given(indices)
def test_a_column_is_found_again_by_its_letters(index):
    letters = a1.column_letters(index)
    assert a1.column_index(letters) == index == a1.column_index(letters.lower())
    assert letters.isalpha() and len(letters) <= 3


@given(edges, st.integers(1, 500), indices, st.integers(1, 90))
def test_a_rectangle_is_read_again_from_its_name(top, height, left, width):
    box = Box(top, top + height, left, min(left + width, 18_278))
    assert a1.parse(a1.box_name(box), 7) == Area(7, *box)


@given(edges, edges, indices, indices)
def test_corners_may_come_in_any_order(row, row2, column, column2):
    name = f"{a1.cell_name(row, column)}:{a1.cell_name(row2, column2)}"
    top, bottom, left, right = min(row, row2), max(row, row2), min(column, column2), max(column, column2)
    assert a1.parse(name, 0) == Area(0, top, bottom + 1, left, right + 1)


@given(st.text(min_size=1, max_size=20))
def test_a_title_is_read_again_from_its_quotes(title):
    assert a1.split(f"{a1.quoted(title)}!A1") == (title, "A1")


ends = st.one_of(st.none(), st.integers(0, 50))


@given(ends, st.integers(1, 50), ends, st.integers(1, 50), st.booleans(), st.booleans())
def test_an_open_area_is_read_again_from_its_name(top, height, left, width, open_below, open_right):
    bottom = None if top is None or open_below else top + height
    right = None if left is None or open_right else left + width
    area = Area(0, top, bottom, left, right)
    if top is not None and left is not None and bottom is None and right is None:
        return
    within = area.within(1000, 100)
    assert a1.parse(a1.area_name(area), 0).within(1000, 100) == within


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("A1", "Sheet1!A1"),
        ("Sheet1", "Sheet1!A1:Z1000"),
        ("'Sheet1'", "Sheet1!A1:Z1000"),
        ("sheet1!b2", "Sheet1!B2"),
        ("D4:A1", "Sheet1!A1:D4"),
        ("D1:A4", "Sheet1!A1:D4"),
        ("A2:2", "Sheet1!A2:Z2"),
        ("2:2", "Sheet1!A2:Z2"),
        ("A:C", "Sheet1!A1:C1000"),
        ("B3:B", "Sheet1!B3:B1000"),
        ("C:A", "Sheet1!A1:C1000"),
        ("$A$1:$B$2", "Sheet1!A1:B2"),
        ("Y999:ZZ2000", "Sheet1!Y999:Z1000"),
        ("R2C3", "Sheet1!C2"),
        ("R3C4:R1C2", "Sheet1!B1:D3"),
        ("Wins", "'It''s'!B2:C4"),
        ("Sheet1!wins", "'It''s'!B2:C4"),
        ("It's", "'It''s'!A1:J10"),
        ("'It''s'!A1", "'It''s'!A1"),
        ("It's!A1", "'It''s'!A1"),
        ("'D3'", "'D3'!A1:J10"),
        ("D3", "Sheet1!D3"),
        ("Q!A", None),
        ("NOPE!A5:F15", None),
        ("", None),
        ("A0", None),
        ("'Sheet1'![['1']]", None),
    ],
)
def test_a_range_names_the_cells_that_it_names_in_sheets(text, echo):
    bench = Bench()
    size = {"rowCount": 10, "columnCount": 10}
    bench.do(addSheet={"properties": {"title": "It's", "sheetId": 5, "gridProperties": size}})
    bench.do(addSheet={"properties": {"title": "D3", "gridProperties": size}})
    bench.do(addNamedRange={"namedRange": {"name": "Wins", "range": grid(1, 4, 1, 3, 5)}})
    if echo is None:
        with pytest.raises(Refusal) as refused:
            resolve(bench.book, text)
        assert refused.value.body["error"]["message"] == f"Unable to parse range: {text}"
    else:
        sheet, area = resolve(bench.book, text)
        assert a1.full_name(sheet.title, readable(sheet, area)) == echo


def test_a_start_outside_the_grid_is_refused_in_googles_words():
    bench = Bench()
    with pytest.raises(Refusal) as refused:
        readable(*resolve(bench.book, "A1001:E1001"))
    message = "Range (Sheet1!A1001:E1001) exceeds grid limits. Max rows: 1000, max columns: 26"
    assert refused.value.body["error"] == {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}


def test_without_a_title_the_first_sheet_that_is_seen_counts():
    bench = Bench()
    bench.do(addSheet={"properties": {"title": "Second", "sheetId": 2}})
    bench.do(updateSheetProperties={"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"})
    assert resolve(bench.book, "A1")[0].title == "Second"


corners = st.tuples(st.sampled_from(["", "$"]), st.integers(0, 700), st.sampled_from(["", "$"]), st.integers(0, 999))


@given(corners, corners)
def test_a_reference_is_written_as_it_was_read(one, two):
    first, last = (f"{c}{a1.column_letters(column)}{r}{row + 1}" for c, column, r, row in (one, two))
    text = written(reference(f"{first}:{last}"))
    assert written(reference(text)) == text
    assert reference(text).area == reference(f"{first}:{last}").area


@given(st.text(alphabet="A1$:!'\"(),+-*/&=<>% aZ.;{}#éß_", max_size=30))
def test_the_words_of_a_formula_make_it_up_again(text):
    assert "".join(word.text for word in words("=" + text)) == text


@pytest.mark.parametrize(
    ("formula", "down", "right", "after"),
    [
        ("=A1", 1, 1, "=B2"),
        ("=$A$1+A$1+$A1", 1, 1, "=$A$1+B$1+$A2"),
        ("=SUM(A:A,2:3)", 1, 1, "=SUM(B:B,3:4)"),
        ("='It''s'!A1:B2", 2, 0, "='It''s'!A3:B4"),
        ('="A1"&A1', 1, 0, '="A1"&A2'),
        ("=A1", -1, 0, "=#REF!"),
        ("=LOG10(A1)+ABC", 1, 0, "=LOG10(A2)+ABC"),
    ],
)
def test_a_copied_formula_refers_to_what_lies_as_far_away(formula, down, right, after):
    assert carried(formula, down, right) == after


def test_references_are_written_in_capitals():
    assert canonical("=sum(a1:b2; sheet2!c3)") == "=sum(A1:B2; sheet2!C3)"
