"""The Sheet read beside Drive's list, where this machine knows which it was: a round trip less, and nothing else."""

from dataclasses import replace
from threading import Event

import pytest

from pdsync.clients.wallet import sheet_before
from pdsync.errors import NotFound
from pdsync.sync import collect
from pdsync.sync.ports import COHORT, KIND, FileKind
from tools.classroom import Classroom

LIST, READ = "drive.files.list", "sheets.spreadsheets.get"


@pytest.fixture
def room(school):
    room = Classroom(school)
    room.write_in_full("s00")
    room.sync()
    return room


def hunch(room):
    return room.school.google.sheet_before(room.school.cohort.key)


def suppose(room, sheet):
    room.school.google.keep_sheet(room.school.cohort.key, sheet)


def survey(room):
    return collect.survey(room.school.cohort, room.school.students, room.school.google, today=room.today)


def test_a_sync_keeps_which_sheet_is_the_cohorts(room):
    sheet = room.school.found().sheet
    assert hunch(room) == sheet.id
    assert sheet_before(room.school.cohort.key, room.school.cohort.google.endpoint) == sheet.id
    assert sheet_before(room.school.cohort.key, "http://127.0.0.1:9") == ""


class After:
    """A port whose one method first waits until something else was asked; without that it gives up."""

    def __init__(self, port, method, asked):
        self._port, self._method, self._asked = port, method, asked

    def __getattr__(self, name):
        if name == self._method:
            assert self._asked.wait(10), "nothing else is asked meanwhile"
        return getattr(self._port, name)


class Telling:
    """A port that tells when it is asked for anything."""

    def __init__(self, port, asked):
        self._port, self._asked = port, asked

    def __getattr__(self, name):
        self._asked.set()
        return getattr(self._port, name)


@pytest.mark.parametrize("look", [Classroom.sync, survey], ids=["sync", "flags"])
def test_with_a_hunch_the_sheet_is_asked_for_while_drive_is_asked(room, look):
    google, asked = room.school.google, Event()
    waiting = replace(google, drive=After(google.drive, "marked", asked), sheets=Telling(google.sheets, asked))
    with room.calls() as calls:
        look(room.beside(waiting))
    assert calls == {LIST: 1, READ: 1}


@pytest.mark.parametrize("look", [Classroom.sync, survey], ids=["sync", "flags"])
def test_a_look_with_a_hunch_costs_what_one_without_costs(room, look):
    with room.calls() as calls:
        look(room)
    assert calls == {LIST: 1, READ: 1}


@pytest.mark.parametrize("look", [Classroom.sync, survey], ids=["sync", "flags"])
def test_a_hunch_that_leads_nowhere_costs_a_call_and_nothing_else(room, look):
    suppose(room, "1NoSuchSheetAnywhereInThisWorkspace000000000")
    with room.calls() as calls:
        look(room)
    assert calls == {LIST: 1, READ: 2}


def test_a_hunch_of_another_sheet_is_not_believed_and_mended(room):
    right = hunch(room)
    other = room.school.google.drive.create(FileKind.SHEET, name="Another", marks={COHORT: "another", KIND: "sheet"})
    suppose(room, other.id)
    room.write("s01", specific="Apply to ten firms")
    done = room.sync()
    assert done.read == 1
    assert room.rows()["s01"]["Goals"] == "1 of 2"
    assert room.school.google.sheets.read(other.id).tabs[0].cells == ()
    assert hunch(room) == right


def test_a_rehearsal_keeps_nothing(room):
    suppose(room, "1NoSuchSheetAnywhereInThisWorkspace000000000")
    room.sync(dry_run=True)
    assert hunch(room).startswith("1NoSuch")


def test_a_sheet_that_was_thrown_away_is_not_written_because_it_is_remembered(room):
    room.school.google.drive.discard(hunch(room), (COHORT, KIND))
    room.sync()
    assert hunch(room) == room.school.found().sheet.id
    with pytest.raises(NotFound):
        room.school.google.sheets.read("1NoSuchSheetAnywhereInThisWorkspace000000000")
