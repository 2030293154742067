"""The cohort Sheet's tabs: what stands in each column, for whom."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pdsync.goals.changes import Change, Followed
from pdsync.goals.dates import Due, DueKind, Words
from pdsync.goals.flags import KINDS
from pdsync.goals.merge import Formula, Link, Shows, serial
from pdsync.goals.model import Case, Entry, Flag, GoalDoc, Section, StaffColumns, Standing, StatusClass, Student
from pdsync.goals.sheet import (
    LONGEST,
    Shown,
    changes_table,
    goals_table,
    names_of,
    next_due,
    students_table,
)
from pdsync.goals.sheet_overview import WORDS_FIRST, overview_table, tally
from pdsync.goals.sheet_staff import staff_columns
from pdsync.goals.sheet_tab_looks import GONE
from pdsync.goals.sheet_where import PLACES, place_of

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
MAYA = Student("s1", "Maya O'Brien", "maya@x.example", preferred_name="Maya", group="Blue")
DOC = GoalDoc("1x", "s1", "Maya – SMART goals", "7", NOW, NOW, link="https://doc/1x")
ALL = dict.fromkeys(Section, "yes")


def due(day, confidence=0.95, words="by Friday"):
    return Due(DueKind.DATE, day, Words(0, len(words), words), confidence)


def goal(id=1, number=1, status=StatusClass.IN_PROGRESS, day=date(2026, 12, 4), **more):
    entry = Entry(
        number, "Network", ALL, status="In progress", status_class=status, due=due(day), link="https://doc/1x#h"
    )
    return Followed(id, replace(entry, **more))


def shown(*goals, flags=(), student=MAYA, doc=DOC, note="", **case):
    whole = Case(student, doc=doc, entries=tuple(one.entry for one in goals), **case)
    return Shown(student.called, whole, goals, tuple(flags), note=note, where="writing")


def row(table, key):
    """A row's cells by heading."""
    own = [column.title for column in table.columns if not column.staff]
    return dict(zip(own, table.rows[key], strict=True))


def test_a_students_row():
    flags = [Flag("overdue", "s1", "goal 1 was due on Friday", 1), Flag("stale", "s1", "no change since Monday")]
    one = shown(goal(), goal(2, 2, StatusClass.DONE), flags=flags, edited=date(2026, 11, 20))
    assert row(students_table([one]), "s1") == {
        "Student": "Maya",
        "Group": "Blue",
        "Doc": Link("Open the Doc", "https://doc/1x", new=True),
        "Standing": "active",
        "Where": "◔ Writing",
        "Goals": "2 of 2",
        "Status": "in progress, done",
        "Next due": serial(date(2026, 12, 4)),
        "Flags": "goal 1 was due on Friday\nno change since Monday",
        "Last edit": serial(date(2026, 11, 20)),
    }


def test_staff_have_columns_of_their_own():
    table = students_table([])
    theirs = {column.title: column.shows for column in table.columns if column.staff}
    assert theirs == {
        "Status override": Shows.TEXT,
        "Excused until": Shows.DATE,
        "Extended to": Shows.DATE,
        "Granted by": Shows.TEXT,
        "Notes": Shows.TEXT,
    }
    assert table.gone == {"Standing": GONE, "Where": None, "Flags": None}


def test_what_staff_typed_wrong_and_what_could_not_be_read_is_said_among_the_flags():
    one = shown(note="The Doc could not be read this time.", staff=StaffColumns(faults=("“soon” is no date",)))
    assert row(students_table([one]), "s1")["Flags"] == "The Doc could not be read this time.\n“soon” is no date"


def test_a_goals_row():
    table = goals_table(
        [shown(goal(7, 2, notes=("met Ann", "mailed Bo")), flags=[Flag("overdue", "s1", "was due", 2)])]
    )
    assert list(table.rows) == ["s1/7"]
    cells = row(table, "s1/7")
    assert cells["Student"] == "Maya"
    assert cells["Goal"] == 2.0
    assert [cells[section.capitalize()] for section in Section] == ["yes"] * 5
    assert cells["Due"] == serial(date(2026, 12, 4))
    assert cells["Read from"] == "by Friday"
    assert cells["Progress notes"] == "met Ann\nmailed Bo"
    assert cells["Flags"] == "was due"
    assert cells["In the Doc"] == Link("Open goal 2", "https://doc/1x#h", new=True)


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (None, ""),
        (due(TODAY, 0.8), "sure"),
        (due(TODAY, 0.79), "please check"),
        (Due(DueKind.AMBIGUOUS), "please check"),
        (Due(DueKind.NONE), "no day"),
        (Due(DueKind.ONGOING), "no end"),
    ],
)
def test_how_sure_a_date_is_stands_beside_it_in_words(read, words):
    assert row(goals_table([shown(goal(due=read))]), "s1/1")["How sure"] == words


def test_a_text_too_long_for_a_cell_is_cut_and_says_so():
    cell = row(goals_table([shown(goal(unlabelled="x" * 60_000))]), "s1/1")["Without a prompt"]
    assert cell.startswith("x" * LONGEST)
    assert cell.endswith("the rest is in the Doc)")
    assert len(cell) < 50_000


def test_what_a_student_writes_in_braces_stays_as_it_is():
    assert (
        row(goals_table([shown(goal(title="{expected} {pdsync key}"))]), "s1/1")["Title"] == "{expected} {pdsync key}"
    )


def test_two_students_with_one_name_are_told_apart():
    students = [Student("a", "Alex", ""), Student("b", "alex", ""), Student("c", "Chris", "")]
    assert names_of(students) == {"a": "Alex (a)", "b": "alex (b)", "c": "Chris"}


def test_only_open_goals_are_due_next():
    assert next_due([goal(day=date(2026, 12, 1), status=StatusClass.DONE), goal(day=date(2026, 12, 9))]) == date(
        2026, 12, 9
    )
    assert next_due([]) is None


def test_changes_have_keys_of_their_own_so_that_two_syncs_write_them_once():
    change = Change("s1", "date-moved", "goal 1 was due …", 1, "https://doc")
    table = changes_table([change, change, replace(change, words="another")], {"s1": "Maya"}, TODAY)
    assert len(table.rows) == 2
    assert row(table, next(iter(table.rows))) == {
        "Date": serial(TODAY),
        "Student": "Maya",
        "What": "Date moved",
        "In words": "goal 1 was due …",
        "In the Doc": Link("Open the Doc", "https://doc"),
    }
    assert table.gone is None


def days(text):
    return date(2026, 12, 18) if text == "Dec 18" else None


@pytest.mark.parametrize(
    ("cell", "day", "faults"),
    [
        (None, None, 0),
        ("  ", None, 0),
        (46374.0, date(2026, 12, 18), 0),
        (Formula("=DATE(2026,12,18)", 46374.0), date(2026, 12, 18), 0),
        ("Dec 18", date(2026, 12, 18), 0),
        ("soon", None, 1),
        (True, None, 1),
        (18.0, None, 1),
        (Formula("=NOW()"), None, 1),
    ],
)
def test_a_day_in_a_staff_column_is_read_or_reported(cell, day, faults):
    read = staff_columns({"Excused until": cell, "Notes": "n"}, days)
    assert (read.excused_until, len(read.faults), read.notes) == (day, faults, "n")


# ---- Overview

PLACED = {
    "away": shown(student=replace(MAYA, standing=Standing.EXCUSED)),
    "no-doc": shown(doc=None),
    "not-started": shown(),
    "writing": shown(goal(), flags=[Flag("missing-goal", "s1", "1 of 2")]),
    "written": shown(goal(), goal(2, 2)),
    "done": shown(goal(status=StatusClass.DONE), goal(2, 2, StatusClass.DONE)),
}


@pytest.mark.parametrize("place", PLACES)
def test_everybody_is_in_one_place(place):
    assert place_of(PLACED[place], TODAY) == place


def test_excused_until_today_is_excused():
    one = shown(staff=StaffColumns(excused_until=TODAY))
    assert place_of(one, TODAY) == "away"
    assert place_of(one, date(2026, 11, 25)) == "not-started"


def test_the_overview_counts_and_names_the_most_urgent_first():
    late = replace(
        shown(goal(), flags=[Flag("stale", "s2", "no change"), Flag("overdue", "s2", "was due", 1, "link")]), name="Zoë"
    )
    table = overview_table(tally([*PLACED.values(), late], TODAY), synced=46350.5)
    assert row(table, "synced")["When"] == 46350.5
    assert row(table, "students")["Number"] == 7.0
    assert [row(table, f"place {place}")["Number"] for place in PLACES] == [1.0, 1.0, 1.0, 2.0, 1.0, 1.0]
    first = row(table, "need 01")
    link = Link("Goal 1 of Zoë", "https://doc/1x#h", new=True)
    assert (first["What"], first["Why"], first["Link"]) == ("Zoë", "was due\nno change", link)
    assert row(table, "need 03")["What"] is None
    assert row(table, "goals done")["Number"] == 2.0
    assert row(table, "flag overdue")["Number"] == 1.0


def test_two_parts_of_a_cohort_are_counted_as_one():
    everybody = list(PLACED.values())
    assert tally(everybody[:2], TODAY) + tally(everybody[2:], TODAY) == tally(everybody, TODAY)


def test_the_overview_keeps_its_rows_when_there_is_nothing_to_tell():
    assert list(overview_table(tally([], TODAY), synced=0.0).rows) == list(
        overview_table(tally(list(PLACED.values()), TODAY), synced=0.0).rows
    )


def test_every_flag_has_its_urgency():
    assert sorted(WORDS_FIRST) == sorted(KINDS)
