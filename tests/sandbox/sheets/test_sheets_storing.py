from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from workbench import NOW, Bench, grid, rows

from pdsync.sandbox.sheets.csv_text import from_text, to_text
from pdsync.sandbox.sheets.model import EMPTY, Cell, Formula, restore, row_of

numbers = st.one_of(st.integers(-(10**9), 10**9), st.floats(allow_nan=False, width=32))
scalars = st.one_of(st.text(max_size=8), numbers, st.booleans())
cells = st.builds(
    lambda *entered: Cell(*entered),
    st.one_of(st.none(), scalars, st.just(Formula("=A1+1"))),
    st.one_of(st.none(), st.just({"textFormat": {"bold": True}})),
    st.sampled_from(["", "a note"]),
    st.one_of(st.none(), st.just({"condition": {"type": "BOOLEAN"}})),
)


@given(st.lists(st.lists(st.one_of(st.none(), cells), max_size=6), max_size=6))
def test_a_book_is_the_same_when_it_is_taken_from_the_store_again(rows_):
    book = Bench().book
    sheet = book.sheets[0]
    sheet.rows = [row_of([None if cell == EMPTY else cell for cell in row]) for row in rows_]
    again = restore(json.loads(json.dumps(book.to_json())))
    assert [row.cells for row in again.sheets[0].rows] == [row.cells for row in sheet.rows]
    kinds = [[type(cell and cell.value) for cell in row.cells] for row in again.sheets[0].rows]
    assert kinds == [[type(cell and cell.value) for cell in row.cells] for row in sheet.rows]
    assert again.to_json() == book.to_json()


def test_a_book_with_everything_on_it_is_the_same_when_it_is_taken_from_the_store_again():
    bench = Bench([["a", "=A1"], [1]], option="USER_ENTERED")
    bench.do(mergeCells={"range": grid(4, 6, 0, 2)})
    bench.do(addNamedRange={"namedRange": {"name": "N", "range": grid(0, 1, 0, 1)}})
    bench.do(updateDimensionProperties={"range": rows(1, 2), "properties": {"pixelSize": 9}, "fields": "pixelSize"})
    again = restore(json.loads(json.dumps(bench.book.to_json())))
    assert again.to_json() == bench.book.to_json()
    assert again.sheets[0].cell(0, 1) == bench.book.sheets[0].cell(0, 1)


def test_an_edit_leaves_the_book_that_others_hold_as_it_was():
    bench = Bench([["a"], ["b"]])
    before, stored = bench.book, json.dumps(bench.book.to_json())
    other = Bench()
    other.book = before
    other.write("A1", [["changed"]])
    other.do(insertDimension={"range": rows(0, 1)})
    other.do(addSheet={})
    other.do(addNamedRange={"namedRange": {"name": "N", "range": grid(0, 1, 0, 1)}})
    other.do(addConditionalFormatRule={"rule": {"ranges": [grid(0, 1, 0, 1)], "booleanRule": {}}})
    assert json.dumps(before.to_json()) == stored
    assert other.book.sheets[0] is not before.sheets[0]


def test_rows_that_did_not_change_are_not_written_out_again():
    bench = Bench([["a"], ["b"]])
    bench.book.to_json()
    kept = bench.book.sheets[0].rows[1]
    bench.write("A1", [["c"]])
    assert bench.book.sheets[0].rows[1] is kept and kept._text == '["b"]'


words = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0", exclude_categories=["Cc", "Cs"]), max_size=6)


@given(st.lists(st.lists(words.map(lambda text: "x" + text), min_size=2, max_size=2), max_size=4))
def test_text_with_commas_comes_in_and_goes_out_the_same(table):
    def field(text):
        return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"') or text == "" else text

    text = "\r\n".join(",".join(field(each) for each in row) for row in table)
    book = from_text("Title", text, now=NOW)
    assert book.sheets[0].title == "Title" and book.sheets[0].id != 0
    assert to_text(book, now=NOW) == text
