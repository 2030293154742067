"""The Sheet that people like: made once with all its looks, read back where staff choose, and left as staff change it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pdsync.goals.cohort import SheetSettings
from pdsync.goals.merge import serial
from pdsync.goals.model import Standing
from pdsync.goals.sheet import (
    CHANGES_TAB,
    GOALS_TAB,
    OVERVIEW_TAB,
    STUDENTS_TAB,
    WEEKS_TAB,
    goals_table,
    students_table,
)
from tools.classroom import Classroom, day

TABS = (OVERVIEW_TAB, STUDENTS_TAB, GOALS_TAB, CHANGES_TAB, WEEKS_TAB)
THEIRS = {
    table.id: [column.title for column in table.columns if column.staff]
    for table in (students_table([]), goals_table([]))
}
"""The headings of staff's columns, by tab."""

THINGS = "properties,conditionalFormats,charts,filterViews,protectedRanges,developerMetadata,data.columnMetadata"


@pytest.fixture
def room(school):
    return Classroom(school)


@pytest.fixture
def synced(room):
    """A class in which one student has written everything, after its first sync."""
    room.write_in_full("s00")
    room.sync()
    return room


def things(room):
    """All that lies over the cells of every tab of pdsync's."""
    return {tab: room.told(THINGS, tab) for tab in TABS}


def titles(room, tab):
    return [one["title"] for one in room.told("filterViews", tab).get("filterViews", ())]


def charts(room):
    return room.told("charts", OVERVIEW_TAB).get("charts", [])


def sync_something(room):
    room.write("s02", specific="Apply to ten firms")
    room.tomorrow()
    return room.sync()


# ---- made once


def test_a_new_sheet_has_all_its_looks_after_one_write(synced):
    assert titles(synced, STUDENTS_TAB) == ["Needs a word this week", "Due this week", "Overdue", "Not started"]
    assert titles(synced, GOALS_TAB) == ["Goals due this week", "Overdue goals", "Dates to check"]
    assert [one["spec"]["title"] for one in charts(synced)] == [
        "Where everybody is",
        "Where everybody was, week by week",
    ]
    frozen = synced.told("properties.gridProperties", STUDENTS_TAB)["properties"]["gridProperties"]
    assert (frozen["frozenRowCount"], frozen["frozenColumnCount"]) == (1, 2)


def test_every_column_of_pdsyncs_warns_and_no_column_of_staffs_does(synced):
    for tab in TABS:
        kept = synced.told("protectedRanges", tab)["protectedRanges"]
        assert all(one["warningOnly"] for one in kept)
        columns = [one["range"].get("startColumnIndex", 0) for one in kept]
        assert all(one["range"]["endColumnIndex"] == column + 1 for one, column in zip(kept, columns, strict=True))
        headings = synced.tab(tab).cells[0]
        free = [title for column, title in enumerate(headings) if column not in columns]
        assert free == [title for title in headings if title in THEIRS.get(tab, ())]
        assert len(free) == len(THEIRS.get(tab, ()))


def test_the_first_chart_shows_the_places_and_the_second_the_weeks(synced):
    first, second = charts(synced)
    (source,) = first["spec"]["basicChart"]["domains"][0]["domain"]["sourceRange"]["sources"]
    shown = [line[0] for line in synced.tab(OVERVIEW_TAB).cells[source["startRowIndex"] : source["endRowIndex"]]]
    assert shown[0] == "place no-doc"
    assert shown[-1] == "place away"
    drawn = second["spec"]["basicChart"]
    assert drawn["stackedType"] == "STACKED"
    assert {one["series"]["sourceRange"]["sources"][0]["sheetId"] for one in drawn["series"]} == {WEEKS_TAB}
    assert len({str(one["colorStyle"]) for one in drawn["series"]}) == 6
    assert second["spec"]["altText"]


def test_syncs_that_write_change_no_looks(synced):
    before = things(synced)
    for _ in range(3):
        sync_something(synced)
    assert things(synced) == before


def test_what_staff_took_away_or_changed_stays_so(synced):
    first, second = charts(synced)
    overdue = next(one for one in synced.told("filterViews", STUDENTS_TAB)["filterViews"] if one["title"] == "Overdue")
    guard = synced.told("protectedRanges", STUDENTS_TAB)["protectedRanges"][0]["protectedRangeId"]
    corner = {"overlayPosition": {"anchorCell": {"sheetId": OVERVIEW_TAB, "rowIndex": 40, "columnIndex": 1}}}
    span = {"sheetId": STUDENTS_TAB, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    synced.edit(
        {"deleteEmbeddedObject": {"objectId": first["chartId"]}},
        {
            "updateEmbeddedObjectPosition": {
                "objectId": second["chartId"],
                "newPosition": corner,
                "fields": "anchorCell",
            }
        },
        {"deleteFilterView": {"filterId": overdue["filterViewId"]}},
        {"deleteProtectedRange": {"protectedRangeId": guard}},
        {"deleteConditionalFormatRule": {"sheetId": STUDENTS_TAB, "index": 0}},
        {"updateDimensionProperties": {"range": span, "properties": {"pixelSize": 33}, "fields": "pixelSize"}},
    )
    before = things(synced)
    sync_something(synced)
    assert things(synced) == before
    assert len(charts(synced)) == 1
    assert "Overdue" not in titles(synced, STUDENTS_TAB)


def test_a_tab_that_staff_deleted_comes_back_with_its_looks(synced):
    before = synced.told("filterViews.title,protectedRanges.description,conditionalFormats", STUDENTS_TAB)
    synced.edit({"deleteSheet": {"sheetId": STUDENTS_TAB}})
    synced.sync()
    after = synced.told("filterViews.title,protectedRanges.description,conditionalFormats", STUDENTS_TAB)
    assert after == before


def test_losing_the_hidden_tab_makes_nothing_twice(synced):
    from pdsync.goals.sheet_state import STATE_TAB

    before = things(synced)
    synced.edit({"deleteSheet": {"sheetId": STATE_TAB}})
    synced.sync()
    assert things(synced) == before


# ---- a Sheet of an earlier pdsync


def as_it_was(room):
    """The Sheet without all that came later: no levels, views, guards, weeks, and two columns fewer."""
    changes = []
    for tab in TABS[:4]:
        held = room.told(THINGS, tab)
        views, kept = held.get("filterViews", ()), held.get("protectedRanges", ())
        changes += [{"deleteFilterView": {"filterId": one["filterViewId"]}} for one in views]
        changes += [{"deleteProtectedRange": {"protectedRangeId": one["protectedRangeId"]}} for one in kept]
    changes.append({"deleteEmbeddedObject": {"objectId": charts(room)[1]["chartId"]}})
    lookup = {"developerMetadataLookup": {"metadataKey": "pdsync-looks"}}
    changes.append({"deleteDeveloperMetadata": {"dataFilter": lookup}})
    changes.append({"deleteSheet": {"sheetId": WEEKS_TAB}})
    places = sorted((room.place("s00", title)[1] for title in ("Where", "Status override")), reverse=True)
    for place in places:
        span = {"sheetId": STUDENTS_TAB, "dimension": "COLUMNS", "startIndex": place, "endIndex": place + 1}
        changes.append({"deleteDimension": {"range": span}})
    room.edit(*changes)


def test_an_older_sheet_gets_what_came_since_once_in_one_write(synced):
    synced.put(*synced.place("s01", "Notes"), "call")
    new = things(synced)
    as_it_was(synced)
    with synced.calls() as calls:
        done = synced.sync()
    assert calls["sheets.spreadsheets.batchUpdate"] == 1
    assert any(note.startswith("In “Students” there are new columns, to the right: “Where”") for note in done.notes)
    assert titles(synced, STUDENTS_TAB) == ["Needs a word this week", "Due this week", "Overdue", "Not started"]
    assert len(charts(synced)) == 2
    after = things(synced)
    for tab in TABS:
        assert len(after[tab]["protectedRanges"]) == len(new[tab]["protectedRanges"])
        assert after[tab]["developerMetadata"][0]["metadataValue"] == "1"
    assert synced.rows()["s00"]["Where"] == "◕ Written in full"
    assert synced.rows()["s01"]["Notes"] == "call"
    with synced.calls() as calls:
        synced.sync()
    assert calls == {"drive.files.list": 1, "sheets.spreadsheets.get": 1}


def test_what_an_older_sheet_gets_goes_by_where_staff_moved_its_columns(synced):
    as_it_was(synced)
    span = {"sheetId": STUDENTS_TAB, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 3}
    synced.edit({"insertDimension": {"range": span, "inheritFromBefore": False}})
    synced.sync()
    flags = synced.place("s00", "Flags")[1]
    views = {one["title"]: one for one in synced.told("filterViews", STUDENTS_TAB)["filterViews"]}
    assert [one["columnIndex"] for one in views["Overdue"]["filterSpecs"]] == [flags]


# ---- what staff choose


def test_a_chosen_status_counts_from_the_next_sync_on_and_in_flags_at_once(synced):
    assert synced.rows()["s02"]["Where"] == "○ Not started"
    synced.put(*synced.place("s02", "Status override"), "deferred")
    assert synced.flags()["s02", "not-started"] == 0
    synced.sync()
    row = synced.rows()["s02"]
    assert (row["Standing"], row["Where"], row["Flags"]) == (
        "deferred (set here)",
        "– Excused or away",
        None,
    )
    assert row["Status override"] == "deferred"


def test_done_by_word_of_mouth_is_done(room):
    room.write_in_full("s00", due=room.today - timedelta(days=1))
    room.sync()
    assert "was due on" in room.rows()["s00"]["Flags"]
    room.put(*room.place("s00", "Status override"), "done")
    room.sync()
    row = room.rows()["s00"]
    assert (row["Standing"], row["Where"], row["Flags"]) == ("active", "● All goals done", None)


def test_a_student_who_came_back_is_active_by_choice(synced):
    synced.school.change("s02", standing=Standing.EXCUSED)
    synced.sync()
    assert synced.rows()["s02"]["Flags"] is None
    synced.put(*synced.place("s02", "Status override"), "active")
    synced.sync()
    assert synced.rows()["s02"]["Flags"] == "nothing is written yet"
    assert synced.rows()["s02"]["Standing"] == "active (set here)"


def test_the_choices_are_offered_beside_every_student_and_in_the_rows_below(synced):
    column = synced.place("s00", "Status override")[1]
    rows = synced.told("data.rowData.values.dataValidation", STUDENTS_TAB)["data"][0]["rowData"]
    rules = [row["values"][column]["dataValidation"] for row in rows[1:30]]
    assert {rule["condition"]["type"] for rule in rules} == {"ONE_OF_LIST"}
    assert rules[0]["strict"] and rules[0]["showCustomUi"]
    offered = [one["userEnteredValue"] for one in rules[0]["condition"]["values"]]
    assert offered == ["active", "excused", "deferred", "withdrawn", "done"]


# ---- links


def test_a_goal_leads_to_its_heading_and_a_student_to_the_doc(synced):
    doc = synced.doc("s00")
    links = synced.links(GOALS_TAB)
    assert links["Open goal 1"].startswith(f"https://docs.google.com/document/d/{doc}/edit?tab=t.0#heading=h.")
    assert links["Open goal 1"] != links["Open goal 2"]
    assert doc in synced.links(OVERVIEW_TAB).get("Doc of Sam", doc)
    assert set(synced.links(STUDENTS_TAB)) == {"Open the Doc"}


def test_a_goal_whose_heading_is_new_leads_there(synced):
    before = synced.links(GOALS_TAB)
    page = synced.desk("s00").page(synced.doc("s00"))
    start, end = next((one.start, one.end) for one in page.lines if one.text.startswith("Goal 1"))
    for style in ("NORMAL_TEXT", "HEADING_2"):
        change = {"paragraphStyle": {"namedStyleType": style}, "fields": "namedStyleType"}
        span = {"startIndex": start, "endIndex": end}
        synced.desk("s00").edit(synced.doc("s00"), [{"updateParagraphStyle": {"range": span, **change}}])
    synced.sync()
    after = synced.links(GOALS_TAB)
    assert after.keys() == before.keys()
    assert after["Open goal 1"] != before["Open goal 1"]
    assert after["Open goal 2"] == before["Open goal 2"]


def test_a_student_who_got_another_doc_leads_there(synced):
    old = synced.doc("s01")
    synced.school.google.drive.discard(old, ("pdsync-cohort", "pdsync-student"))
    synced.school.hand_out()
    synced.sync()
    rows = synced.told("data.rowData.values(userEnteredValue,textFormatRuns)", STUDENTS_TAB)["data"][0]["rowData"]
    row, column = synced.place("s01", "Doc")
    link = rows[row]["values"][column]["textFormatRuns"][0]["format"]["link"]["uri"]
    assert synced.doc("s01") in link
    assert old not in link


# ---- the Sheet's locale


def test_a_new_sheet_takes_the_locale_that_the_config_names(room):
    room.school.cohort = replace(room.school.cohort, sheet=SheetSettings(locale="de_CH"))
    room.write_in_full("s00", due=day("2026-12-06"))
    with room.calls() as calls:
        room.sync()
    assert calls["sheets.spreadsheets.batchUpdate"] == 1
    assert room.book().locale == "de_CH"
    row, column = room.place("s00", "Next due")
    shown = room.told("data.rowData.values.formattedValue", STUDENTS_TAB)["data"][0]["rowData"][row]["values"]
    assert shown[column]["formattedValue"] == "06.12.2026"
    assert room.rows()["s00"]["Next due"] == serial(day("2026-12-06"))


def test_the_locale_of_a_sheet_that_is_there_stays(synced):
    synced.school.cohort = replace(synced.school.cohort, sheet=SheetSettings(locale="de_CH"))
    sync_something(synced)
    assert synced.book().locale == "en_US"


@pytest.mark.parametrize(("locale", "day_read"), [("en_US", "2027-03-04"), ("en_GB", "2027-04-03")])
def test_a_date_that_staff_wrote_as_text_is_read_as_the_sheets_locale_has_it(synced, locale, day_read):
    change = {"properties": {"locale": locale}, "fields": "locale"}
    synced.edit({"updateSpreadsheetProperties": change})
    synced.put(*synced.place("s02", "Excused until"), "3/4/2027")
    synced.today = day(day_read)
    assert synced.flags()["s02", "not-started"] == 0
    synced.today += timedelta(days=1)
    assert synced.flags()["s02", "not-started"] == 1


# ---- week by week


def test_a_month_of_weeks_is_kept(synced):
    counted = []
    for _ in range(4):
        synced.tomorrow(7)
        synced.sync()
        rows = synced.rows(WEEKS_TAB)
        counted.append(sum(1 for row in rows.values() if row.get("○ Not started") is not None))
    assert counted == [2, 3, 4, 5]
    assert synced.rows(WEEKS_TAB)["2026-11-23"]["○ Not started"] == 5.0
