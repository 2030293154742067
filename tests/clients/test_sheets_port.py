"""Sheets through the port: one call to read, one to write, all or nothing, and never a formula."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdsync.clients.dressing import requests_for
from pdsync.clients.furnishing import letters
from pdsync.errors import Conflict, Forbidden, GoogleError, NotFound
from pdsync.goals.merge import (
    AddTab,
    Column,
    Dress,
    DropTab,
    Formula,
    Grow,
    InsertRow,
    Link,
    Localise,
    Put,
    Shows,
    Tab,
    Table,
    Turn,
)
from pdsync.goals.sheet_looks import Chart, Colour, Condition, Looks, Rule, Sees, Span
from pdsync.sync.ports import FileKind

COLUMNS = (
    Column("Name", width=160),
    Column("Due", Shows.DATE),
    Column("Seen", Shows.MOMENT),
    Column("Number", Shows.NUMBER),
    Column("Notes", staff=True, width=240, wraps=True),
)
TABLE = Table(
    7,
    "Students",
    COLUMNS,
    {"a": ("Ann", 46350.0, 46350.5, 1.0), "b": ("Bo", None, None, 2.0)},
    looks=Looks(
        rules=(Rule("Due", Condition(Sees.TRUE, "({Due}<TODAY())*({Number}>0)"), Colour.RED),),
        charts=(Chart("How many", Span(7, 1, 3, 1), ((Span(7, 1, 3, 4), "#0072b2"),), "Two bars.", lying=True),),
    ),
)
ROWS = (TABLE.headings, ("a", "Ann", 46350.0, 46350.5, 1.0), ("b", "Bo", None, None, 2.0))


@pytest.fixture
def sheet(google) -> str:
    return str(google.drive.create(FileKind.SHEET, name="The Sheet", marks={}).id)


@pytest.fixture
def told(google, sheet):
    """What the Sheet says of itself, as much as a mask names."""

    def ask(fields: str) -> Any:
        return google.sheets._line.ask("sheets.spreadsheets.get", {"spreadsheetId": sheet, "fields": fields})

    return ask


def made(google, sheet: str) -> None:
    google.sheets.write(sheet, [AddTab(TABLE, "Students", 10, 7), Put(7, 0, 0, ROWS), DropTab(0)])


def test_a_new_sheet_is_empty(google, sheet):
    book = google.sheets.read(sheet)
    assert (book.title, book.tabs) == ("The Sheet", (Tab(0, "Sheet1", 1000, 26),))
    assert "/" in book.zone


def test_reading_is_one_call_and_writing_is_one(google, sheet, calls):
    calls()
    made(google, sheet)
    assert calls() == ["sheets.spreadsheets.batchUpdate"]
    google.sheets.read(sheet)
    assert calls() == ["sheets.spreadsheets.get"]
    google.sheets.write(sheet, [])
    assert calls() == []


def test_what_is_written_is_read(google, sheet):
    made(google, sheet)
    [tab] = google.sheets.read(sheet).tabs
    assert (tab.id, tab.title, tab.rows, tab.columns, tab.hidden) == (7, "Students", 10, 7, False)
    assert tab.cells == ((*TABLE.headings,), ("a", "Ann", 46350.0, 46350.5, 1.0), ("b", "Bo", None, None, 2.0))


@settings(max_examples=25, deadline=None)
@given(
    values=st.lists(
        st.one_of(
            st.none(),
            st.booleans(),
            st.floats(-1e12, 1e12).filter(lambda number: number == 0 or abs(number) > 1e-6),
            st.integers(-(10**6), 10**6).map(float),
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
            st.sampled_from(["=1+1", '=IMPORTXML("http://evil","//a")', "+44 1", "-1", "@x", "'quoted", "TRUE", "3/4"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_value_is_written_as_it_is(values):
    """Held against the request itself: text is a stringValue whatever it begins with, and nothing is a formula."""
    [request], _ = requests_for([Put(7, 3, 2, (tuple(values),))], {})
    [row] = request["updateCells"]["rows"]
    for value, cell in zip(values, row["values"], strict=True):
        match value:
            case None | "":
                assert cell == {}
            case bool():
                assert cell == {"userEnteredValue": {"boolValue": value}}
            case float():
                assert cell == {"userEnteredValue": {"numberValue": value}}
            case str():
                assert cell == {"userEnteredValue": {"stringValue": value}}
    assert request["updateCells"]["fields"] == "userEnteredValue"


@pytest.mark.parametrize(
    "text", ["=1+1", '=IMPORTXML("http://evil","//a")', "+44 1", "@x", "TRUE", "3/4", "7e30", "שלום 🌱"]
)
def test_what_a_student_writes_is_text(google, sheet, text):
    made(google, sheet)
    google.sheets.write(sheet, [Put(7, 1, 1, ((text,),))])
    assert google.sheets.read(sheet).tab(7).at(1, 1) == text
    assert google.sheets.values(sheet, "Students")[1][1] == text


def test_nothing_clears_a_cell_and_leaves_the_others(google, sheet):
    made(google, sheet)
    google.sheets.write(sheet, [Put(7, 1, 1, ((None,),)), Put(7, 2, 1, (("",),))])
    tab = google.sheets.read(sheet).tab(7)
    assert (tab.at(1, 1), tab.at(2, 1), tab.at(1, 2), tab.at(2, 0)) == (None, None, 46350.0, "b")


def test_a_text_that_no_cell_can_hold_is_cut(google, sheet):
    google.sheets.write(sheet, [Put(0, 0, 0, (("a" * 60_000,),))])
    assert len(google.sheets.read(sheet).tab(0).at(0, 0)) == 50_000


def test_formulas_and_truths_of_staff_are_told_apart(google, sheet):
    from pdsync.clients.discovery import resource  # noqa: F401 - the client library is loaded as staff's script would

    cells = [{"userEnteredValue": {"formulaValue": "=1+1"}}, {"userEnteredValue": {"boolValue": False}}]
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    body = {"requests": [{"updateCells": {"rows": [{"values": cells}], "fields": "*", "start": start}}]}
    google.sheets._line.ask("sheets.spreadsheets.batchUpdate", {"spreadsheetId": sheet}, body=body)
    tab = google.sheets.read(sheet).tab(0)
    assert tab.cells == ((Formula("=1+1"), False),)


def test_a_new_tab_has_its_looks(google, sheet, told):
    made(google, sheet)
    [found] = told("sheets(properties,conditionalFormats,charts)")["sheets"]
    grid = found["properties"]["gridProperties"]
    assert grid["frozenRowCount"] == 1
    [rule] = found["conditionalFormats"]
    assert rule["booleanRule"]["condition"]["values"] == [{"userEnteredValue": "=($C2<TODAY())*($E2>0)"}]
    [chart] = found["charts"]
    assert chart["spec"]["title"] == "How many"
    [source] = chart["spec"]["basicChart"]["series"][0]["series"]["sourceRange"]["sources"]
    assert (source["startRowIndex"], source["endRowIndex"], source["startColumnIndex"]) == (1, 3, 4)
    widths = told("sheets.data.columnMetadata(pixelSize,hiddenByUser)")["sheets"][0]["data"][0]["columnMetadata"]
    assert [one.get("hiddenByUser", False) for one in widths] == [True, False, False, False, False, False, False]
    assert (widths[1]["pixelSize"], widths[5]["pixelSize"]) == (160, 240)


def test_dates_are_shown_as_the_sheets_locale_has_them(google, sheet):
    made(google, sheet)
    rows = google.sheets.values(sheet, "Students")
    assert rows[1][2:5] == ["11/24/2026", "11/24/2026 12:00:00", "1"]


def test_a_hidden_tab_has_no_looks(google, sheet, told):
    table = Table(9, "_pdsync", (Column("Doc"),), {}, hidden=True)
    google.sheets.write(sheet, [AddTab(table, "_pdsync", 5, 2)])
    assert google.sheets.read(sheet).tab(9).hidden
    [found] = [
        one
        for one in told("sheets(properties,conditionalFormats,charts)")["sheets"]
        if one["properties"]["sheetId"] == 9
    ]
    assert "charts" not in found


def test_a_tab_grows_by_what_is_missing(google, sheet):
    """Staff add rows between reading and writing: they must not be cut off again."""
    made(google, sheet)
    google.sheets.read(sheet)
    staff = [{"appendDimension": {"sheetId": 7, "dimension": "ROWS", "length": 100}}]
    google.sheets._line.ask("sheets.spreadsheets.batchUpdate", {"spreadsheetId": sheet}, body={"requests": staff})
    google.sheets.write(sheet, [Grow(7, 60, 8)])
    tab = google.sheets.read(sheet).tab(7)
    assert (tab.rows, tab.columns) == (160, 8)


def test_a_tab_grows_once_though_it_is_written_twice(google, sheet):
    made(google, sheet)
    for _ in range(2):
        google.sheets.write(sheet, [Grow(7, 60, 8)])
    tab = google.sheets.read(sheet).tab(7)
    assert (tab.rows, tab.columns) == (60, 8)


def test_a_new_tab_stands_in_its_place_or_at_the_end(google, sheet):
    """Google refuses a place beyond the last tab."""
    google.sheets.read(sheet)
    tabs = [AddTab(Table(number, f"T{number}", (), {}, index=index), f"T{number}", 2, 1) for number, index in TABS]
    requests, _ = requests_for(tabs, {0: (9, 9)})
    indexes = [one["addSheet"]["properties"]["index"] for one in requests if "addSheet" in one]
    assert indexes == [1, 1, 3]
    google.sheets.write(sheet, tabs)
    assert [tab.title for tab in google.sheets.read(sheet).tabs] == ["Sheet1", "T6", "T5", "T7"]


TABS = ((5, 4), (6, 1), (7, 9))
"""Ids of new tabs, and the places that they want."""


def test_a_row_above_everything(google, sheet):
    made(google, sheet)
    google.sheets.read(sheet)
    google.sheets.write(sheet, [InsertRow(7), Grow(7, 11, 6), Put(7, 0, 0, (("new",),))])
    tab = google.sheets.read(sheet).tab(7)
    assert (tab.rows, tab.at(0, 0), tab.at(1, 0), tab.at(2, 0)) == (11, "new", "pdsync key", "a")


def test_dressing_touches_number_formats_alone(google, sheet, told):
    made(google, sheet)
    red = {"userEnteredFormat": {"backgroundColorStyle": {"rgbColor": {"red": 1}}}}
    span = {"sheetId": 7, "startRowIndex": 5, "endRowIndex": 6, "startColumnIndex": 1, "endColumnIndex": 2}
    paint = {"repeatCell": {"range": span, "cell": red, "fields": "userEnteredFormat.backgroundColorStyle"}}
    google.sheets._line.ask("sheets.spreadsheets.batchUpdate", {"spreadsheetId": sheet}, body={"requests": [paint]})
    google.sheets.write(sheet, [Dress(7, 5, ((1, Column("Due", Shows.DATE)),))])
    asked = {"spreadsheetId": sheet, "ranges": "Students!B6", "fields": "sheets.data.rowData.values.userEnteredFormat"}
    found = google.sheets._line.ask("sheets.spreadsheets.get", asked)
    look = found["sheets"][0]["data"][0]["rowData"][0]["values"][0]["userEnteredFormat"]
    assert look["backgroundColorStyle"] == {"rgbColor": {"red": 1}}
    assert look["numberFormat"]["type"] == "DATE"


def test_rows_that_are_added_offer_the_same_choices(google, sheet, told):
    made(google, sheet)
    choices = Column("Status", staff=True, choices=("done", "excused"), hint="One of two.")
    day = Column("Until", Shows.DATE, staff=True)
    google.sheets.write(sheet, [Dress(7, 8, ((4, choices), (5, day)))])
    rows = told("sheets.data.rowData.values.dataValidation")["sheets"][0]["data"][0]["rowData"]
    assert "dataValidation" not in str(rows[:8])
    *_, chosen, until = rows[8]["values"]
    offered = chosen["dataValidation"]["condition"]["values"]
    assert [one["userEnteredValue"] for one in offered] == ["done", "excused"]
    assert chosen["dataValidation"]["inputMessage"] == "One of two."
    assert until["dataValidation"]["condition"]["type"] == "DATE_IS_VALID"
    assert not until["dataValidation"].get("strict")


def test_words_lead_to_an_address_and_stay_text(google, sheet, told):
    made(google, sheet)
    google.sheets.write(sheet, [Put(7, 1, 1, ((Link("=1+1", "https://a.example/#h"),), (Link("plain", ""),)))])
    assert google.sheets.read(sheet).tab(7).at(1, 1) == "=1+1"
    rows = told("sheets.data.rowData.values.textFormatRuns")["sheets"][0]["data"][0]["rowData"]
    (run,) = rows[1]["values"][1]["textFormatRuns"]
    assert run["format"]["link"] == {"uri": "https://a.example/#h"}
    assert "textFormatRuns" not in str(rows[2])
    google.sheets.write(sheet, [Put(7, 1, 1, (("other",),))])
    assert "textFormatRuns" not in str(told("sheets.data.rowData.values.textFormatRuns"))


def test_a_locale_that_sheets_does_not_take_is_told_with_what_to_do(google, sheet):
    with pytest.raises(GoogleError) as caught:
        google.sheets.write(sheet, [Localise("xx_yy"), Put(0, 0, 0, (("a",),))])
    assert "locale under sheet in the config" in caught.value.hint
    assert google.sheets.read(sheet).tab(0).cells == ()


def test_one_bad_edit_and_nothing_is_written(google, sheet):
    made(google, sheet)
    before = google.sheets.read(sheet)
    with pytest.raises(GoogleError):
        google.sheets.write(sheet, [Put(7, 1, 1, (("x",),)), Put(7, 500, 0, (("y",),))])
    assert google.sheets.read(sheet) == before


# --- the turnstile ---


def test_only_one_of_two_passes(google, sheet):
    """The loser's edits do not happen, whoever was first, and whatever was seen."""
    made(google, sheet)
    google.sheets.write(sheet, [Turn(None, 101), Put(7, 1, 1, (("first",),))])
    with pytest.raises(Conflict) as caught:
        google.sheets.write(sheet, [Put(7, 1, 1, (("second",),)), Turn(None, 102)])
    assert caught.value.hint == "run the same command again"
    assert google.sheets.read(sheet).tab(7).at(1, 1) == "first"
    google.sheets.write(sheet, [Put(7, 1, 1, (("third",),)), Turn(101, 103)])
    for stale in (101, 102, None):
        with pytest.raises(Conflict):
            google.sheets.write(sheet, [Put(7, 1, 1, (("late",),)), Turn(stale, 104)])
    book = google.sheets.read(sheet)
    assert book.tab(7).at(1, 1) == "third"
    assert [(tab.id, tab.title, tab.hidden) for tab in book.tabs if tab.id != 7] == [(103, "_pdsync turn", True)]


def test_a_turnstile_that_staff_removed_is_set_up_again(google, sheet):
    made(google, sheet)
    google.sheets.write(sheet, [Turn(None, 101)])
    google.sheets.write(sheet, [DropTab(101)])
    google.sheets.write(sheet, [Turn(None, 102)])
    assert google.sheets.read(sheet).tab(102).hidden


def test_a_tab_that_went_meanwhile_is_a_conflict(google, sheet):
    made(google, sheet)
    google.sheets.write(sheet, [AddTab(Table(8, "Other", (), {}), "Other", 2, 1), DropTab(7)])
    with pytest.raises(Conflict):
        google.sheets.write(sheet, [Put(7, 1, 1, (("x",),))])


def test_a_tab_that_came_meanwhile_is_a_conflict(google, sheet):
    made(google, sheet)
    with pytest.raises(Conflict):
        google.sheets.write(sheet, [AddTab(Table(8, "Students", (), {}), "students", 2, 1)])


def test_protected_cells_are_said_to_be_protected(google, sheet, box):
    from pdsync.clients.auth import keyring_of  # noqa: F401
    from pdsync.sync.ports import Invitation

    made(google, sheet)
    google.drive.share(sheet, Invitation("lead@school.example", "writer"))
    protect = {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 7}, "editors": {"users": []}}}}
    google.sheets._line.ask("sheets.spreadsheets.batchUpdate", {"spreadsheetId": sheet}, body={"requests": [protect]})
    keyring = google.sheets._line._transport._tokens
    keyring._kept = type(keyring.kept)(box.token("lead@school.example"), keyring.kept.until)
    with pytest.raises(Forbidden, match="protected from this account"):
        google.sheets.write(sheet, [Put(7, 1, 1, (("x",),))])


# --- a roster Sheet ---


def test_a_roster_is_read_as_it_is_shown(google, sheet, calls):
    made(google, sheet)
    calls()
    rows = google.sheets.values(sheet, "Students")
    assert calls() == ["sheets.spreadsheets.values.get"]
    assert rows[0] == list(TABLE.headings)
    assert rows[2] == ["b", "Bo", "", "", "2"]
    assert google.sheets.values(sheet) == rows


@pytest.mark.parametrize("title", ["O'Brien's", "A1", "Klasse 1!", "שנה א", "🌱", "1 / 2"])
def test_a_tab_of_any_name_is_read(google, sheet, title):
    google.sheets.write(sheet, [AddTab(Table(5, title, (), {}), title, 2, 1), Put(5, 0, 0, (("here",),))])
    assert google.sheets.values(sheet, title) == [["here"]]


def test_an_empty_roster_is_empty(google, sheet):
    assert google.sheets.values(sheet) == []


def test_a_tab_that_is_not_there_is_named(google, sheet):
    with pytest.raises(NotFound, match="tab “Nope” was not found"):
        google.sheets.values(sheet, "Nope")


def test_a_sheet_that_is_not_there(google):
    with pytest.raises(NotFound, match="The Sheet was not found"):
        google.sheets.read("1" * 44)


# --- column letters ---


def number(text: str) -> int:
    found = 0
    for letter in text:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1


@given(st.integers(0, 18_277))
def test_letters_are_numbers_again(column):
    assert number(letters(column)) == column
    assert len(letters(column)) <= 3
