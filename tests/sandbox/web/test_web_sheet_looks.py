"""What lies over a Sheet's cells on its page: charts where they are anchored, filter views, warnings before a change."""

import cohort_sheet
import pytest
from cohort_sheet import area
from goal_doc import TEACHER
from looking import cells
from page_reader import read

from pdsync.sandbox.sheets.a1 import Box
from pdsync.sandbox.users import account
from pdsync.sandbox.web.looks import Looks
from pdsync.sandbox.web.spreadsheet.grid import grid_of
from pdsync.sandbox.web.spreadsheet.overlays import anchor_of, chosen_view, laid, views, width_of
from pdsync.sandbox.web.spreadsheet.plots import Plot, Series

WORDS = "<b>Late & more</b>"


def anchored(row, column, **more):
    return {"position": {"overlayPosition": {"anchorCell": {"rowIndex": row, "columnIndex": column}, **more}}}


def plot(title="Goals"):
    return Plot("BAR", title, ("a", "b"), (Series("n", (1.0, 2.0), "#0072b2"),), says="Two bars.")


def grid():
    size = {"rowCount": 30, "columnCount": 8}
    held = {"properties": {"sheetId": 0, "title": "S", "gridProperties": size}, "data": [{}]}
    return grid_of(held, [Box(0, 10, 0, 8)])


@pytest.fixture
def asked(sandbox, sheet):
    """Let the teacher change the Sheet as a script would; what was replied."""

    def do(*requests):
        def made(workspace):
            params, body = {"spreadsheetId": sheet}, {"requests": list(requests)}
            user = account(workspace.store, TEACHER)
            return workspace.call("sheets.spreadsheets.batchUpdate", user, params, body)["replies"]

        return sandbox.do(made)

    return do


def test_a_chart_lies_over_the_cell_that_it_is_anchored_to():
    looks = Looks()
    over, below = laid([anchored(3, 4, widthPixels=500, offsetYPixels=20)], [plot()], grid(), looks)
    (place,) = over
    assert place == (3, 4)
    shown = read(over[place])
    assert "Two bars." in shown.one("svg").attributes["aria-label"]
    assert not shown.all("table")
    assert [each.text for each in read(below).all("td")] == ["", "1", "2"]
    assert "width:500px" in looks.css and "top:20px" in looks.css


def test_a_chart_whose_cell_is_on_another_page_stands_below():
    over, below = laid([anchored(20, 0)], [plot()], grid(), Looks())
    assert over == {}
    assert read(below).all("svg") and read(below).all("table")


def test_two_charts_at_one_cell_lie_over_each_other():
    over, _ = laid([anchored(1, 1), anchored(1, 1)], [plot("One"), plot("Two")], grid(), Looks())
    assert [each.text for each in read(over[1, 1]).all("figcaption")] == ["One", "Two"]


def test_a_chart_as_large_as_a_house_is_drawn_smaller():
    looks = Looks()
    laid([anchored(1, 1, widthPixels=10**9, offsetXPixels=10**9)], [plot()], grid(), looks)
    assert "width:2000px" in looks.css and "left:2000px" in looks.css


def test_the_page_is_as_wide_as_its_charts():
    assert width_of({"charts": [anchored(1, 6, widthPixels=520)]}) == 12
    assert width_of({}) == 0
    assert anchor_of({}) == (0, 0)


def test_filter_views_are_offered_and_the_chosen_one_is_marked():
    held = {"filterViews": [{"filterViewId": 7, "title": WORDS}, {"filterViewId": 8, "title": "Other"}]}
    chosen = chosen_view(held, "7")
    shown = read(views(held, chosen, lambda view: f"/x?fvid={view}"))
    assert [each.text for each in shown.all("a")] == ["All rows", WORDS, "Other"]
    assert [each.text for each in shown.all("a", aria_current="true")] == [WORDS]
    assert chosen_view(held, "9") is None
    assert views({}, None, str) is None


def test_who_looks_through_a_filter_view_sees_its_rows_and_others_see_all(asked, sheet, visit):
    condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": "Done"}]}
    specs = [{"columnIndex": 1, "filterCriteria": {"condition": condition}}]
    made = asked({"addFilterView": {"filter": {"title": WORDS, "range": area(0, 6, 0, 6), "filterSpecs": specs}}})
    view = made[0]["addFilterView"]["filter"]["filterViewId"]
    teacher = visit(TEACHER).open(cells(sheet))
    everybody = [each.attributes["data-cell"] for each in teacher.page.one("table", "grid").all("td")]
    teacher.open(teacher.page.one("nav", "views").all("a")[1].attributes["href"])
    shown = [each.attributes["data-cell"] for each in teacher.page.one("table", "grid").all("td")]
    done = {row for row, line in enumerate(cohort_sheet.ROWS, start=1) if line[1] == "Done"}
    seen = {int(name[1:]) for name in shown if name.startswith("B")} & set(range(2, 7))
    assert seen == done
    assert set(shown) < set(everybody)
    assert f"Through “{WORDS}”" in teacher.page.one("ul", "hints").text
    assert f"fvid={view}" in teacher.source
    assert WORDS not in teacher.answer.text


def test_a_filter_view_that_is_not_there_hides_nothing(sheet, visit):
    teacher = visit(TEACHER).open(cells(sheet, "?fvid=12"))
    assert teacher.page.one("td", data_cell="A3").text == "Jordan <b>Lee</b>"


def test_a_warning_is_told_at_the_column_and_in_the_cells_form(asked, sheet, visit):
    span = {"sheetId": 0, "startColumnIndex": 1, "endColumnIndex": 2}
    asked({"addProtectedRange": {"protectedRange": {"range": span, "description": WORDS, "warningOnly": True}}})
    teacher = visit(TEACHER).open(cells(sheet, "?cell=B2"))
    (letter,) = [each for each in teacher.page.all("th", scope="col") if "guarded" in each.classes]
    assert letter.text == "B (a warning comes before a change)"
    assert letter.attributes["title"] == WORDS
    assert WORDS in teacher.page.one("form", "cell").text
    assert WORDS not in teacher.answer.text
