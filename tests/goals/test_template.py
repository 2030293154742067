"""The builtin template's words, filling its {{fields}}, and what is said of a school's own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.goals.calendar import Calendar
from pdsync.goals.cohort import Cohort, CsvRoster
from pdsync.goals.model import Section, Student
from pdsync.goals.template import (
    BUILTIN,
    PROMPTS,
    STATUSES,
    Blank,
    Choice,
    Paragraph,
    Table,
    fields_in,
    fill,
    filled_in,
)

CALENDAR = Calendar.from_mapping({"module": {"name": "Mod 2", "start": "2026-11-23", "end": "2027-01-15"}})
COHORT = Cohort(name="2611", key="2611", calendar=CALENDAR, roster=CsvRoster(path=None))
SAM = Student("7", "Samantha O'Brien", "sam@school.example", preferred_name="Sam", fields={"homeroom": "teal"})


def test_the_prompts_are_there_to_the_letter_once_a_goal_with_room_below_each():
    pieces = BUILTIN.pieces
    for prompt in PROMPTS.values():
        places = [place for place, piece in enumerate(pieces) if piece == Paragraph(prompt, bold=True)]
        assert len(places) == 2
        assert all(pieces[place + 1] == Blank() for place in places)
    assert list(PROMPTS) == list(Section)
    assert PROMPTS[Section.MEASURABLE].endswith("if you’ve successfully met your goal?):")


def test_each_goal_has_a_status_to_choose_and_a_log():
    choices = [piece for piece in BUILTIN.pieces if isinstance(piece, Choice)]
    assert [choice.options for choice in choices] == [("Not started", "In progress", "Done", "Blocked")] * 2
    assert [choice.chosen for choice in choices] == ["Not started"] * 2
    assert sum(isinstance(piece, Table) for piece in BUILTIN.pieces) == 2
    assert tuple(STATUSES) == choices[0].options


def test_a_table_is_followed_by_a_paragraph_as_docs_wants_it():
    pairs = zip(BUILTIN.pieces, BUILTIN.pieces[1:], strict=False)
    assert all(not isinstance(after, Table) for before, after in pairs if isinstance(before, Table))
    assert not isinstance(BUILTIN.pieces[-1], Table)


def test_the_fields_of_the_template_can_all_be_filled():
    filled, unknown = fill(BUILTIN.fields, SAM, COHORT)
    assert (filled, unknown) == ({"preferred_name": "Sam", "cohort": "2611"}, ())


def test_fields_are_roster_columns_too_and_may_be_written_loosely():
    filled, unknown = fill(["Preferred Name", " HOMEROOM", "module_end", "shoe size"], SAM, COHORT)
    assert filled == {"Preferred Name": "Sam", " HOMEROOM": "teal", "module_end": "Friday 15 January 2027"}
    assert unknown == ("shoe size",)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("{{a}} and {{ b c }}", ("a", "b c")),
        ("{a} {{}} {{ }} {{{x}}}", ("x",)),
        ("{{a", ()),
        ("", ()),
    ],
)
def test_fields_are_found_where_they_are_whole(text, fields):
    assert fields_in(text) == fields


def test_a_title_is_filled_and_an_unknown_field_stays():
    assert filled_in("{{preferred_name}} – {{cohort}} – {{x}}", SAM, COHORT) == "Sam – 2611 – {{x}}"


@given(st.text(max_size=30) | st.text("{} ax", max_size=12))
def test_a_name_is_put_in_once_and_never_read_as_a_field_itself(name):
    student = Student("7", name or "x", "sam@school.example")
    filled, _ = fill(["name"], student, COHORT)
    assert fields_in(filled["name"]) == ()
    assert filled_in("<{{name}}>", student, COHORT) == f"<{filled['name']}>"


def test_dates_in_the_template_are_the_cohorts():
    assert CALENDAR.module.start == date(2026, 11, 23)
    assert filled_in("{{module}}: {{module_start}}", SAM, COHORT) == "Mod 2: Monday 23 November 2026"
