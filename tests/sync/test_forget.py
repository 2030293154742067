"""Forgetting a student: everything of theirs leaves the Sheet at once, and what remains is said."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pdsync.errors import SafetyStop, Unreachable
from pdsync.goals.cohort import Role
from pdsync.goals.merge import KEY
from pdsync.goals.sheet import CHANGES_TAB, GOALS_TAB, STUDENTS_TAB, WEEKS_TAB
from pdsync.goals.sheet_state import STATE_TAB
from pdsync.sandbox.users import account
from pdsync.sync import forget
from pdsync.sync.close.carrying import close
from pdsync.sync.close.steps import Terms
from pdsync.sync.forget import Fate
from pdsync.sync.ports import unguarded
from tools.classroom import Classroom
from tools.school import CAREERS, MENTOR, STAFF, writes

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


class Office(Classroom):
    """A class, and the member of staff who forgets."""

    def leaves(self, key):
        self.school.students = [one for one in self.school.students if one.key != key]

    def plan(self, *keys, fate=Fate.KEEP):
        return forget.plan(self.school.cohort, self.school.students, self.school.google, keys, fate)

    def forget(self, *keys, fate=Fate.KEEP):
        return forget.carry_out(self.plan(*keys, fate=fate), self.school.google, now=NOW)

    def everything(self):
        """All that stands in the Sheet, as one text."""
        return json.dumps(
            [[str(cell) for line in tab.cells for cell in line] for tab in self.book().tabs], ensure_ascii=False
        )

    def keys_in(self, tab):
        return set(self.rows(tab))

    def file(self, doc):
        return self.school.google.drive.file(doc)

    def holders(self, doc):
        return {one.email for one in self.school.google.drive.grants(doc)} - {STAFF}


@pytest.fixture
def office(school):
    for email in (CAREERS, MENTOR):
        school.box.token(email)
    room = Office(school)
    room.write_in_full("s00")
    room.write_in_full("s01")
    room.sync()
    room.tomorrow()
    room.write("s00", 1, specific="Something else altogether")
    room.write("s01", 1, specific="Another thing")
    room.sync()
    return room


@pytest.mark.parametrize("synced", [True, False], ids=["after a sync saw them leave", "at once"])
def test_nothing_of_the_student_is_left_in_the_sheet_and_everything_of_the_others_is(office, synced):
    doc = office.doc("s01")
    office.leaves("s01")
    if synced:
        office.sync()
    assert "Zoë" in office.everything()
    before = {tab: office.keys_in(tab) for tab in (STUDENTS_TAB, GOALS_TAB, CHANGES_TAB, STATE_TAB)}
    done = office.forget("s01")
    assert done.problems == ()
    text = office.everything()
    for word in ("Zoë", "Another thing", doc):
        assert word not in text, word
    assert not re.search(r"(?<![\w-])s01(?![\w-])", text), "a Doc's id may hold it inside"
    for tab, keys in before.items():
        assert office.keys_in(tab) == {key for key in keys if "s01" not in key}


def test_the_next_sync_changes_nothing_but_the_counts_and_brings_nobody_back(office):
    office.leaves("s01")
    office.forget("s01")
    office.sync()
    assert "Zoë" not in office.everything()
    assert office.keys_in(STUDENTS_TAB) == {"s00", "s02", "s03", "s04", "s05"}
    assert office.rows()["s00"]["Student"] == "Sam"
    with office.calls() as calls:
        office.sync()
    assert writes(calls) == {}


def test_a_student_on_the_roster_is_refused_before_anything_is_asked(office):
    with office.calls() as calls, pytest.raises(SafetyStop, match=r"s01 .* stands on the roster still"):
        office.plan("s01")
    assert calls == {}


def test_a_plan_writes_nothing_and_names_what_goes_and_what_stays(office):
    office.leaves("s01")
    with office.calls() as calls:
        plan = str(office.plan("s01"))
    assert writes(calls) == {}
    assert "1 row of “Students”, 2 rows of “Goals”" in plan
    assert MENTOR in plan
    assert "stays open to s01@students.example" in plan


def test_the_student_keeps_the_doc_and_staff_and_mentor_lose_it(office):
    doc = office.doc("s01")
    assert office.holders(doc) == {"s01@students.example", MENTOR, CAREERS}
    office.leaves("s01")
    done = office.forget("s01")
    file = office.file(doc)
    assert office.holders(doc) == {"s01@students.example"}
    assert not file.trashed
    assert not [mark for mark in file.marks if mark.startswith("pdsync")]
    assert any("revision history" in one and file.link in one for one in done.remains)


def test_access_ends_and_the_doc_stays_with_the_school(office):
    doc = office.doc("s01")
    office.leaves("s01")
    office.forget("s01", fate=Fate.END)
    assert office.holders(doc) == {CAREERS}
    assert not office.file(doc).trashed
    assert office.file(doc).marks == {}


def test_a_link_that_the_student_made_stays_with_the_doc_they_keep(office):
    doc, desk = office.doc("s02"), office.desk("s02")
    desk.share_by_link(doc)
    desk.close()
    office.leaves("s02")
    office.forget("s02")
    assert office.holders(doc) == {"s02@students.example", ""}


def test_a_doc_goes_into_the_bin_only_when_that_is_asked_for(office):
    doc = office.doc("s01")
    office.leaves("s01")
    done = office.forget("s01", fate=Fate.BIN)
    assert office.file(doc).trashed
    assert office.holders(doc) == {CAREERS}
    assert any("30 days" in one for one in done.remains)


def test_the_second_time_nothing_is_written(office):
    office.leaves("s01")
    office.forget("s01")
    with office.calls() as calls:
        plan = office.plan("s01")
        assert not plan.to_do
        forget.carry_out(plan, office.school.google, now=NOW)
    assert writes(calls) == {}
    assert "Nothing of s01 is in the Sheet" in str(plan)


def test_a_key_that_nobody_had_is_answered_with_those_that_come_near(office):
    office.leaves("s01")
    assert "Did you mean s01" in str(office.plan("s001"))


def test_the_key_is_found_however_it_is_written(office):
    office.leaves("s01")
    assert office.plan("S01").people[0].person.key == "s01"


def test_several_go_in_one_write(office):
    for key in ("s00", "s01", "s03"):
        office.leaves(key)
    with office.calls() as calls:
        office.forget("s00", "s01", "s03")
    assert calls["sheets.spreadsheets.batchUpdate"] == 1
    assert office.keys_in(STUDENTS_TAB) == {"s02", "s04", "s05"}


def test_a_key_that_is_used_again_gets_a_doc_of_its_own_and_no_rows_of_the_other(office):
    old = office.doc("s01")
    line = next(one for one in office.school.students if one.key == "s01")
    office.leaves("s01")
    office.forget("s01")
    late = replace(line, name="Newcomer", email="new@students.example", mentor_email="")
    office.school.box.token(late.email)
    office.school.students = [*office.school.students, late]
    office.school.hand_out()
    office.sync()
    assert office.doc("s01") != old
    assert office.rows()["s01"]["Student"] == "Newcomer"
    assert "Zoë" not in office.everything()
    assert office.holders(old) == {"s01@students.example"}


def test_staff_sorted_the_sheet_between_the_plan_and_the_answer(office):
    office.leaves("s01")
    plan = office.plan("s01")
    span = {"sheetId": STUDENTS_TAB, "startRowIndex": 1, "endRowIndex": 50}
    by = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]
    office.edit({"sortRange": {"range": span, "sortSpecs": by}})
    forget.carry_out(plan, office.school.google, now=NOW)
    assert office.keys_in(STUDENTS_TAB) == {"s00", "s02", "s03", "s04", "s05"}


def test_notes_beside_the_others_stay_and_those_beside_the_student_go(office):
    office.put(*office.place("s01", "Notes"), "call Zoë's mentor")
    office.put(*office.place("s04", "Notes"), "stays")
    office.leaves("s01")
    office.forget("s01")
    assert office.rows()["s04"]["Notes"] == "stays"
    assert "call Zoë" not in office.everything()


def test_a_row_that_staff_copied_goes_too(office):
    row = office.place("s01", "Notes")[0]
    cells = office.tab().cells[row]
    below = len(office.tab().cells)
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            office.put(below, column, cell)
    office.leaves("s01")
    office.forget("s01")
    assert "Zoë" not in office.everything()


def test_where_staff_speak_of_the_student_is_named_and_left_alone(office):
    office.put(*office.place("s04", "Notes"), "works with Zoë 🌱 Núñez on Mondays")
    office.leaves("s01")
    done = office.forget("s01")
    row = office.place("s04", "Notes")[0] + 1
    assert any(f"“Students”, row {row}" in one for one in done.remains)
    assert "works with Zoë" in office.everything()


@pytest.mark.parametrize("phase", ["before", "after"])
def test_a_lost_answer_is_asked_after_and_the_rows_go_once(office, phase):
    office.leaves("s01")
    before = {tab: office.keys_in(tab) for tab in (GOALS_TAB, CHANGES_TAB)}
    plan = office.plan("s01")
    lost = {"match": {"method": "sheets.spreadsheets.batchUpdate"}, "phase": phase, "do": {"connection": "reset"}}
    with office.school.box.faults(lost):
        done = forget.carry_out(plan, office.school.google, now=NOW)
    assert done.did[0].startswith("Taken out of the Sheet: 1 row of “Students”")
    for tab, keys in before.items():
        assert office.keys_in(tab) == {key for key in keys if "s01" not in key}


@pytest.mark.parametrize("phase", ["before", "after"])
def test_where_no_answer_ever_comes_the_next_run_finds_out_whether_it_was_done(office, phase):
    office.leaves("s01")
    match = {"method": "sheets.spreadsheets.batchUpdate", "times": None}
    with (
        office.school.box.faults({"match": match, "phase": phase, "do": {"connection": "reset"}}),
        pytest.raises(Unreachable),
    ):
        office.forget("s01")
    assert ("Zoë" in office.everything()) == (phase == "before")
    done = office.forget("s01")
    assert not done.problems
    assert not done.stopped
    assert "Zoë" not in office.everything()


def test_a_run_that_breaks_off_anywhere_is_finished_by_the_next(office):
    doc = office.doc("s01")
    office.leaves("s01")
    for number in (0, 1, 1, 1):
        with pytest.raises(Stop):
            forget.carry_out(office.plan("s01"), switched_off(office.school.google, number), now=NOW)
    assert office.file(doc).marks["pdsync-student"] == "s01"
    office.forget("s01")
    assert "Zoë" not in office.everything()
    assert office.file(doc).marks == {}
    assert office.holders(doc) == {"s01@students.example"}


def test_a_sync_in_between_makes_it_read_again_and_nothing_is_lost(office):
    office.leaves("s01")
    office.write("s02", specific="New words")
    plan = office.plan("s01")
    google = office.school.google
    elsewhere = office.beside(replace(google, alone=unguarded))
    sheets = Interrupted(google.sheets, elsewhere.sync)
    forget.carry_out(plan, replace(google, sheets=sheets), now=NOW)
    assert sheets.interrupted
    assert "Zoë" not in office.everything()
    assert "New words" in office.everything()


def test_a_doc_that_cannot_be_seen_to_is_named_and_keeps_its_marks(office):
    doc = office.doc("s01")
    office.leaves("s01")
    fault = {
        "match": {"method": "drive.files.update", "times": None},
        "do": {"status": 403, "reason": "insufficientFilePermissions"},
    }
    with office.school.box.faults(fault):
        done = office.forget("s01")
    assert len(done.problems) == 1
    assert "s01" in done.problems[0]
    assert office.file(doc).marks["pdsync-student"] == "s01"
    assert any("as it was" in one for one in done.remains)
    assert not any("leaves" in one or "can open it" in one for one in done.remains)


def test_a_doc_whose_readers_this_account_may_not_see_is_named_and_left_as_it_is(office):
    doc = office.doc("s01")
    office.leaves("s01")
    plan = office.plan("s01", fate=Fate.END)
    (one,) = plan.people
    unseen = replace(one, docs=tuple(replace(each, ends=(), unseen=True) for each in one.docs))
    done = forget.carry_out(replace(plan, people=(unseen,)), office.school.google, now=NOW)
    assert "may not see who can open it" in done.problems[0]
    assert office.file(doc).marks["pdsync-student"] == "s01"


def test_a_tab_without_its_key_column_is_told_of_since_nobody_knows_whose_its_rows_are(office):
    office.leaves("s01")
    tab = next(one for one in office.book().tabs if one.id == GOALS_TAB)
    place = tab.cells[0].index(KEY)
    where = {"sheetId": GOALS_TAB, "dimension": "COLUMNS", "startIndex": place, "endIndex": place + 1}
    office.edit({"deleteDimension": {"range": where}})
    done = office.forget("s01")
    assert any("its hidden key column is gone" in one for one in done.problems)


class Stop(BaseException):
    """The machine is switched off."""


class Counted:
    """A port whose writes count down; at the last one the machine is switched off."""

    def __init__(self, port, names, left):
        self.port, self.names, self.left = port, names, left

    def __getattr__(self, name):
        call = getattr(self.port, name)
        if name in self.names:
            if not self.left[0]:
                raise Stop
            self.left[0] -= 1
        return call


def switched_off(google, number):
    """Google's ports on a machine that is switched off after so many writes."""
    left = [number]
    drive = Counted(google.drive, {"unshare", "move", "unmark", "discard"}, left)
    return replace(google, drive=drive, sheets=Counted(google.sheets, {"write"}, left))


class Interrupted:
    """A Sheet in which somebody else writes after it was read for the first time."""

    def __init__(self, sheets, between):
        self.sheets, self.between, self.interrupted = sheets, between, False

    def __getattr__(self, name):
        return getattr(self.sheets, name)

    def read(self, sheet_id):
        book = self.sheets.read(sheet_id)
        if not self.interrupted:
            self.interrupted = True
            self.between()
        return book


# ---- what others made of the Sheet and the Doc meanwhile


def test_what_was_set_down_at_the_closing_goes_too(office):
    terms = Terms(Role.READER, None, date(2026, 11, 25), NOW)
    close(office.school.cohort, office.school.students, office.school.google, terms)
    assert office.everything().count("Zoë") > 3
    doc = office.doc("s01")
    office.leaves("s01")
    done = office.forget("s01")
    assert done.problems == ()
    assert "Zoë" not in office.everything()
    assert office.file(doc).marks == {}
    assert office.holders(doc) == {"s01@students.example"}


def test_the_weeks_and_the_counts_are_nobodys(office):
    weeks = office.rows(WEEKS_TAB)
    office.leaves("s01")
    assert not office.plan(next(iter(weeks))).to_do
    office.forget("s01")
    assert office.rows(WEEKS_TAB) == weeks


def test_a_student_without_a_sheet_is_forgotten_in_drive_alone(school):
    school.hand_out()
    office = Office.__new__(Office)
    office.school = school
    doc = school.doc("s01").id
    office.leaves("s01")
    assert office.forget("s01").problems == ()
    assert office.file(doc).marks == {}


def test_every_doc_that_bears_the_key_is_seen_to_those_in_the_bin_too(office):
    drive = office.school.google.drive
    doc = office.school.doc("s01")
    copy = drive.copy(doc.id, name="Copy of it", marks=dict(doc.marks), folder=doc.parents[0])
    binned = drive.copy(doc.id, name="Another", marks=dict(doc.marks), folder=doc.parents[0])
    office.school.box.do(
        lambda workspace: workspace.call(
            "drive.files.update", account(workspace.store, STAFF), {"fileId": binned.id}, {"trashed": True}
        )
    )
    office.leaves("s01")
    office.forget("s01")
    assert [office.file(one).marks for one in (doc.id, copy.id, binned.id)] == [{}, {}, {}]
    assert [office.file(one).trashed for one in (doc.id, copy.id, binned.id)] == [False, False, True]


def test_a_key_with_a_slash_is_told_from_another_that_begins_alike(office):
    office.school.students = [
        *office.school.students,
        replace(office.school.students[0], key="s01/b", name="Béa", preferred_name="", email="bea@students.example"),
    ]
    office.school.box.token("bea@students.example")
    office.school.hand_out()
    office.write_in_full("s01/b")
    office.sync()
    office.leaves("s01")
    office.forget("s01")
    assert "s01/b" in office.keys_in(STUDENTS_TAB)
    assert {"s01/b/1", "s01/b/2"} <= office.keys_in(GOALS_TAB)
    assert "Zoë" not in office.everything()
    office.leaves("s01/b")
    office.forget("s01/b")
    assert "Béa" not in office.everything()


def test_a_sheet_in_the_bin_is_not_looked_into_and_that_is_said(office):
    sheet = office.sheet
    office.school.box.do(
        lambda workspace: workspace.call(
            "drive.files.update", account(workspace.store, STAFF), {"fileId": sheet.id}, {"trashed": True}
        )
    )
    office.leaves("s01")
    done = office.forget("s01")
    assert any("in the bin, which was not looked into" in one and sheet.link in one for one in done.remains)
