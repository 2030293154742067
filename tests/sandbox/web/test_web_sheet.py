"""A Sheet's page, drawn from spreadsheets.get answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_reader import read

from pdsync.sandbox.sheets.a1 import Box
from pdsync.sandbox.sheets.locales import Locale
from pdsync.sandbox.web.looks import Looks
from pdsync.sandbox.web.markup import UNSEEN
from pdsync.sandbox.web.spreadsheet.cells import runs
from pdsync.sandbox.web.spreadsheet.drawings import figure, scale_of
from pdsync.sandbox.web.spreadsheet.grid import grid_html, grid_of
from pdsync.sandbox.web.spreadsheet.page import Opening, Sight, spreadsheet_html
from pdsync.sandbox.web.spreadsheet.plots import Plot, Series, plot_of
from pdsync.sandbox.web.spreadsheet.view import place_of, sheet_of, typed_value, view_of

WORDS = st.text(st.characters(exclude_categories=("Cs",)).filter(lambda each: each != "\r"), min_size=1, max_size=30)


def sheet(rows=(), *, size=(30, 8), frozen=(0, 0), **more):
    grid = {"rowCount": size[0], "columnCount": size[1], "frozenRowCount": frozen[0], "frozenColumnCount": frozen[1]}
    data = {"rowData": [{"values": [cell if isinstance(cell, dict) else said(cell) for cell in row]} for row in rows]}
    data |= {"rowMetadata": [{}] * size[0], "columnMetadata": [{}] * size[1], **more.pop("data", {})}
    return {"properties": {"sheetId": 0, "title": "S", "gridProperties": grid}, "data": [data], **more}


def said(words, **more):
    return {"formattedValue": words, "userEnteredValue": {"stringValue": words}, **more}


def table(held, **options):
    looks = Looks()
    grid = grid_of(held, [Box(0, 30, 0, 8)])
    return read(grid_html(grid, looks, title="S", **options)), looks


def texts(shown):
    rows = [[cell.text for cell in row.all("td")] for row in shown.all("tr")]
    return [row for row in rows if any(row)]


def page(held, **sight):
    book = {"spreadsheetId": "B", "properties": {"title": "Book"}, "sheets": [held]}
    view = view_of(held["properties"], used=(20, 5), start=0)
    return read(spreadsheet_html(book, held, view, Looks(), sight=Sight(**sight)))


def test_cells_stand_in_their_rows_and_columns():
    shown, _ = table(sheet([["a", "b"], [], ["", "c"]]))
    assert texts(shown) == [["a", "b", *[""] * 6], ["", "c", *[""] * 6]]
    assert [each.text for each in shown.all("th", scope="col")][:3] == ["Row", "A", "B"]
    assert [each.text for each in shown.all("th", scope="row")][:2] == ["1", "2"]


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_whatever_stands_in_a_cell_comes_out_as_text(words):
    held = sheet([[said(words, note=words, hyperlink=words, effectiveFormat={"textFormat": {"fontFamily": words}})]])
    held["properties"]["title"] = words
    held["charts"] = []
    opening = Opening((0, 0), words, None, (words,))
    shown = page(held, write=True, csrf=words, opening=opening)
    assert not {node.name for node in shown.walk()} - KNOWN
    assert shown.one("td", data_cell="A1").one("bdi").text == UNSEEN.sub("�", words)
    assert not [node for node in shown.walk() if any(key.startswith("on") or key == "style" for key in node.attributes)]


KNOWN = {
    "root", "nav", "ul", "li", "a", "bdi", "form", "input", "label", "button", "select", "option", "div", "table", "colgroup",
    "col", "thead", "tbody", "tr", "th", "td", "span", "p", "section", "h2", "b",
}  # fmt: skip


def test_hidden_rows_and_columns_are_left_out_and_said_so():
    heights = [{"hiddenByUser": number in (1, 2)} for number in range(30)]
    widths = [{"hiddenByUser": number == 1} for number in range(8)]
    heights[4] = {"hiddenByFilter": True}
    held = sheet(
        [["a", "b"], ["c"], ["d"], ["e"], ["f"]], data={"rowMetadata": heights, "columnMetadata": widths},
        basicFilter={"range": {"startRowIndex": 0, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 2}},
    )  # fmt: skip
    shown = page(held)
    assert [row[0][0] for row in texts(shown)] == ["a", "e"]
    assert [each.text for each in shown.one("ul", "hints").all("li")] == [
        "Hidden: rows 2–3.",
        "Hidden by the filter: row 5.",
        "Hidden: column B.",
        "A filter lies over A1:B5.",
    ]


def test_merged_cells_are_one_cell_even_if_a_row_of_them_is_hidden():
    merges = [{"startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}]
    heights = [{"hiddenByUser": number == 0} for number in range(30)]
    shown, _ = table(sheet([["a", "", "x"]], data={"rowMetadata": heights}, merges=merges))
    merged = shown.all("td")[0]
    assert (merged.text, merged.attributes["rowspan"], merged.attributes["colspan"]) == ("a", "2", "2")


def test_frozen_rows_stand_in_the_head_and_frozen_columns_hold_their_place():
    shown, looks = table(sheet([["head"], ["body"]], frozen=(1, 2)))
    assert "head" in shown.one("thead").text
    assert "body" not in shown.one("thead").text
    assert "{left:46px}" in looks.css
    assert "{left:146px}" in looks.css


def test_a_format_is_a_class():
    look = {
        "backgroundColor": {"red": 1},
        "textFormat": {"bold": True, "fontSize": 20, "foregroundColorStyle": {"rgbColor": {"blue": 1}}},
        "horizontalAlignment": "RIGHT",
        "wrapStrategy": "WRAP",
        "borders": {"top": {"style": "DOUBLE"}},
    }
    _, looks = table(sheet([[said("a", effectiveFormat=look)]]))
    for part in ("background-color:#ff0000", "font-weight:bold", "font-size:1.818rem", "color:#0000ff", "text-align:right",
                 "white-space:pre-wrap", "border-top:3px double #000000"):  # fmt: skip
        assert part in looks.css


def test_a_box_to_tick_and_a_dropdown_are_told_in_words_too():
    box = {
        "effectiveValue": {"boolValue": True},
        "formattedValue": "TRUE",
        "dataValidation": {"condition": {"type": "BOOLEAN"}},
    }
    choice = said("Done", dataValidation={"condition": {"type": "ONE_OF_LIST"}})
    shown, _ = table(sheet([[box, choice]]))
    assert shown.one(role="img").attributes["aria-label"] == "ticked"
    assert texts(shown)[0][1] == "Done▾ (a choice)"


@pytest.mark.parametrize(
    ("words", "href"),
    [("https://docs.google.com/document/d/1/edit", "/document/d/1/edit"), ("https://x.example", "https://x.example")],
)
def test_a_text_that_is_an_address_is_a_link(words, href):
    shown, _ = table(sheet([[said(words), said(f"see {words}")]]))
    assert [each.attributes["href"] for each in shown.all("a")] == [href]


def test_pieces_of_a_text_have_looks_of_their_own_behind_an_emoji():
    parts = list(runs("🎓 bold", [{"startIndex": 3, "format": {"bold": True}}]))
    assert parts == [("🎓 ", {}), ("bold", {"bold": True})]


def test_a_formula_that_the_sandbox_does_not_work_out_is_named():
    wrong = {"formattedValue": "#NAME?", "effectiveValue": {"errorValue": {"type": "NAME"}}}
    assert "Not calculated in the sandbox: the formula in B1." in page(sheet([["a", wrong]])).one("ul", "hints").text


def test_notes_are_listed():
    assert (
        page(sheet([[said("a", note="Until <Friday>")]])).one("section", "notes").one("li").text == "A1 Until <Friday>"
    )


def test_hidden_sheets_are_listed_apart_and_the_first_seen_is_shown():
    one, two = sheet(), sheet()
    one["properties"] |= {"hidden": True, "title": "_pdsync"}
    two["properties"] |= {"sheetId": 5, "title": "Students"}
    assert sheet_of([one, two], "") is two
    assert sheet_of([one, two], "0") is one
    assert sheet_of([one, two], "no") is two


def test_a_reader_has_no_form():
    assert not page(sheet([["a"]])).all("form")


def test_a_dropdowns_form_offers_what_may_be_chosen_and_what_is_there():
    shown = page(sheet([["a"]]), write=True, opening=Opening((0, 0), "Odd", None, ("Done", "Blocked")))
    assert [each.attributes["value"] for each in shown.one("select").all("option")] == ["Odd", "Done", "Blocked", ""]


@pytest.mark.parametrize(
    ("used", "start", "page"),
    [
        ((0, 0), 0, (0, 25)), ((250, 3), 0, (0, 100)), ((250, 3), 199, (100, 200)), ((250, 3), 200, (200, 270)),
        ((250, 3), 99999, (200, 270)), ((1000, 3), 950, (900, 1000)),
    ],
)  # fmt: skip
def test_long_sheets_come_in_pages(used, start, page):
    view = view_of({"gridProperties": {"rowCount": 1000, "columnCount": 26}}, used=used, start=start)
    assert (view.top, view.bottom) == page


def test_the_frozen_rows_are_read_on_every_page():
    view = view_of(
        {"gridProperties": {"rowCount": 1000, "columnCount": 3, "frozenRowCount": 2}}, used=(500, 3), start=300
    )
    assert view.boxes == [Box(0, 2, 0, 3), Box(300, 400, 0, 3)]


@pytest.mark.parametrize(
    ("name", "place"),
    [("B3", (2, 1)), (" b3 ", (2, 1)), ("Z1000", (999, 25)), ("AA1", None), ("A1001", None), ("B", None), ("", None),
     ("A" * 50, None), ("<b>", None)],
)  # fmt: skip
def test_a_cell_is_found_by_its_name(name, place):
    assert place_of(name, {"gridProperties": {"rowCount": 1000, "columnCount": 26}}) == place


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        ({}, ""),
        (said("words"), "words"),
        (said("=IMPORTXML(1)"), "'=IMPORTXML(1)"),
        (said("2026-12-18"), "'2026-12-18"),
        (said("'quoted"), "''quoted"),
        (said("7e30"), "'7e30"),
        ({"userEnteredValue": {"formulaValue": "=1+1"}, "formattedValue": "2"}, "=1+1"),
        ({"userEnteredValue": {"boolValue": False}, "formattedValue": "FALSE"}, "FALSE"),
        ({"userEnteredValue": {"numberValue": 46374}, "formattedValue": "2026-12-18"}, "2026-12-18"),
        ({"userEnteredValue": {"numberValue": 0.256}, "formattedValue": "26%"}, "0.256"),
    ],
)
def test_a_cells_form_holds_what_would_have_to_be_typed(cell, typed):
    assert typed_value(cell, Locale()) == typed


def chart(kind, **more):
    return {
        "spec": {
            "title": "T",
            "basicChart": {
                "chartType": kind, "headerCount": 1, "domains": [{"domain": ranged("names")}],
                "series": [{"series": ranged("one")}, {"series": ranged("two")}], **more,
            },
        }
    }  # fmt: skip


def ranged(name):
    return {"sourceRange": {"sources": [name]}}


CELLS = {
    "names": [("Week", None), ("1", 1.0), ("2", 2.0), ("", None), ("", None)],
    "one": [("Goals", None), ("3", 3.0), ("", None)],
    "two": [("Done", None), ("1", 1.0), ("-2", -2.0)],
}


def test_a_chart_takes_names_and_numbers_from_its_cells():
    plot = plot_of(chart("COLUMN"), CELLS.__getitem__)
    assert plot.labels == ("1", "2")
    assert [(each.name, each.values) for each in plot.series] == [("Goals", (3.0, None)), ("Done", (1.0, -2.0))]


@pytest.mark.parametrize("kind", ["COLUMN", "BAR", "LINE", "AREA"])
def test_a_drawing_has_a_name_and_a_table_of_its_numbers(kind):
    shown = read(figure(plot_of(chart(kind, stackedType="STACKED"), CELLS.__getitem__)))
    assert "T" in shown.one("svg", role="img").attributes["aria-label"]
    assert [[each.text for each in row.children] for row in shown.one("tbody").all("tr")] == [
        ["1", "3", "1"],
        ["2", "", "-2"],
    ]
    assert [each.text for each in shown.one("ul", "legend").all("li")] == ["Goals", "Done"]


def test_a_pie_says_its_shares():
    cells = {"names": [("Done", None), ("Open", None)], "one": [("1", 1.0), ("3", 3.0)]}
    spec = {"spec": {"title": "Pie", "pieChart": {"domain": ranged("names"), "series": ranged("one")}}}
    shown = read(figure(plot_of(spec, cells.__getitem__)))
    assert [each.text for each in shown.all("text")] == ["25%", "75%"]
    assert [each.text for each in shown.one("ul", "legend").all("li")] == ["Done: 1", "Open: 3"]


@pytest.mark.parametrize(
    "plot",
    [
        Plot("COLUMN", "", (), ()),
        Plot("PIE", "", ("a",), (Series("s", (0.0,), "#000000"),)),
        Plot("LINE", "", ("a",), (Series("s", (0.0,), "#000000"),)),
        Plot("BAR", "", ("a",), (Series("s", (None,), "#000000"),)),
        Plot("SCORECARD", "", (), ()),
    ],
    ids=["nothing", "all zero", "one point", "no number", "not drawn"],
)
def test_a_chart_without_much_in_it_is_no_trouble(plot):
    assert read(figure(plot)).one("figure")


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=5))
def test_an_axis_holds_its_values_between_round_numbers(values):
    scale = scale_of(values)
    assert all(-1e-9 <= scale.share(value) <= 1 + 1e-9 for value in [0, *values])
    assert 2 <= len(scale.ticks()) <= 13


@settings(max_examples=30, deadline=None)
@given(WORDS)
def test_a_charts_words_are_text(words):
    shown = read(figure(Plot("BAR", words, (words,), (Series(words, (1.0,), "#000000"),))))
    assert shown.one("figcaption").text == UNSEEN.sub("�", words)
