"""Two syncs at once, lost answers, a Sheet made by two: in the end it is as if one sync had run, once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from pdsync.clients.connect import connect
from pdsync.errors import Conflict, Unclear
from pdsync.goals.sheet import CHANGES_TAB, GOALS_TAB
from pdsync.sync.ports import unguarded
from tools.classroom import Classroom

FLOOR = {"drive.files.list": 1, "sheets.spreadsheets.get": 1}
WRITE = "sheets.spreadsheets.batchUpdate"


@pytest.fixture
def room(school):
    room = Classroom(school)
    room.write_in_full("s00")
    return room


class Interrupted:
    """Sheets in which something happens just before a write: as often as there are things to happen."""

    def __init__(self, sheets, *happenings):
        self.sheets, self.happenings = sheets, list(happenings)
        self.read, self.values = sheets.read, sheets.values

    def write(self, sheet_id, edits):
        if self.happenings:
            self.happenings.pop(0)()
        self.sheets.write(sheet_id, edits)


def elsewhere(room):
    """The same class, synced from another machine."""
    school = room.school
    google = connect(school.cohort.google, sleep=school.time.sleep, clock=school.time.clock)
    return room.beside(replace(google, alone=unguarded))


def interrupt(room, *happenings):
    google = room.school.google
    room.school.google = replace(google, sheets=Interrupted(google.sheets, *happenings), alone=unguarded)


def as_if_one(room):
    """Whatever happened, the Sheet holds everything once, and the next sync has nothing to do."""
    assert sorted(room.rows()) == ["s00", "s01", "s02", "s03", "s04", "s05"]
    assert Counter(line[0] for line in room.tab().cells).most_common(1)[0][1] == 1
    assert sorted(room.rows(GOALS_TAB))[:2] == ["s00/1", "s00/2"]
    assert len(room.school.found().of_kind("sheet")) == 1
    with room.calls() as calls:
        assert room.sync().cells == 0
    assert calls == FLOOR


def test_a_sync_that_was_overtaken_reads_the_sheet_again_and_writes_what_is_left(room):
    room.sync()
    other = elsewhere(room)
    room.write("s01", specific="Apply to ten firms")
    interrupt(room, other.sync)
    with room.calls() as calls:
        done = room.sync()
    assert done.cells == 0
    assert calls[WRITE] == 2
    as_if_one(room)
    told = [row["What"] for row in room.rows(CHANGES_TAB).values()]
    assert len(told) == len(set(told))


def test_a_student_who_writes_between_two_syncs_at_once_is_in_the_sheet(room):
    room.sync()
    other = elsewhere(room)
    room.write("s01", specific="Apply to ten firms")

    def more():
        room.write("s02", specific="Learn to juggle")
        other.sync()

    interrupt(room, more)
    room.sync()
    room.sync()
    as_if_one(room)
    assert room.rows(GOALS_TAB)["s02/1"]["Specific"] == "Learn to juggle"


def test_a_sync_that_is_overtaken_every_time_leaves_with_a_sentence(room):
    room.sync()
    other, google = elsewhere(room), room.school.google
    room.write("s02", specific="Apply to ten firms")
    turns = []

    def overtaken():
        """Another sync writes, and once more a student does."""
        turns.append(len(turns))
        other.write("s01", specific=f"Idea {len(turns)}")
        other.sync()
        room.put(*room.place("s03", "Flags"), f"spoilt {len(turns)}")

    interrupt(room, *[overtaken] * 9)
    with pytest.raises(Conflict, match="leaves it to them") as conflict:
        room.sync()
    assert "nothing is lost" in conflict.value.hint
    assert len(turns) == 5
    room.school.google = google
    room.sync()
    as_if_one(room)


def test_two_first_syncs_on_two_machines_make_one_sheet(room):
    other = elsewhere(room)
    google = room.school.google
    drive = google.drive

    class Overtaken:
        """Drive in which another machine's sync happens just before the Sheet is made."""

        def __getattr__(self, name):
            return getattr(drive, name)

        def create(self, *args, **more):
            other.sync()
            return drive.create(*args, **more)

    room.school.google = replace(google, drive=Overtaken(), alone=unguarded)
    room.sync()
    room.school.google = google
    as_if_one(room)


def test_syncs_on_one_machine_wait_for_each_other(room):
    cohort = room.school.cohort
    rooms = [room.beside(connect(cohort.google)) for _ in range(3)]
    with ThreadPoolExecutor(3) as threads, room.calls() as calls:
        done = [future.result() for future in [threads.submit(one.sync) for one in rooms]]
    assert sorted(one.read for one in done) == [0, 0, 6]
    assert calls["docs.documents.get"] == 6
    assert calls["drive.files.create"] == calls[WRITE] == 1
    as_if_one(room)


LOST = {
    "reset before": ("before", {"connection": "reset"}),
    "reset after": ("after", {"connection": "reset"}),
    "503 before": ("before", {"status": 503}),
    "503 after": ("after", {"status": 503}),
    "page of HTML after": ("after", {"status": 502, "html": True}),
    "truncated": ("during", {"truncate": 20}),
    "delivered twice": ("after", {"deliverTwice": True}),
}


@pytest.mark.parametrize("fault", LOST)
@pytest.mark.parametrize("first", [True, False], ids=["first sync", "later sync"])
def test_a_write_whose_answer_is_lost_happens_once(room, fault, first):
    if not first:
        room.sync()
        room.write("s01", specific="Apply to ten firms")
    phase, do = LOST[fault]
    with room.school.box.faults({"match": {"method": WRITE}, "phase": phase, "do": do}):
        room.sync()
    as_if_one(room)


@pytest.mark.parametrize("fault", LOST)
def test_a_sheet_whose_making_was_not_answered_is_made_once(room, fault):
    phase, do = LOST[fault]
    with room.school.box.faults({"match": {"method": "drive.files.create"}, "phase": phase, "do": do}):
        if phase == "before":
            with pytest.raises(Unclear, match="nothing is lost"):
                room.sync()
        room.sync()
    as_if_one(room)


def test_a_new_sheet_that_drive_lists_late_is_waited_for(room):
    lag = {"match": {"method": "drive.files.create"}, "phase": "after", "do": {"listLag": 5, "connection": "reset"}}
    with room.school.box.faults(lag):
        room.sync()
    as_if_one(room)


def test_a_new_sheet_that_drive_does_not_list_is_looked_for_the_next_time(room):
    lag = {"match": {"method": "drive.files.create"}, "phase": "after", "do": {"listLag": 90, "connection": "reset"}}
    with room.school.box.faults(lag), pytest.raises(Unclear):
        room.sync()
    room.school.time.sleep(100)
    room.sync()
    as_if_one(room)


def test_the_sheet_is_read_again_when_the_docs_took_long(room):
    docs = room.school.google.docs

    class Slow:
        """Docs that take their time, in which a member of staff sorts the Sheet."""

        def read(self, doc_id, *, indices=True):
            room.school.time.sleep(11)
            span = {"sheetId": room.tab().id, "startRowIndex": 1, "endRowIndex": 7}
            by = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]
            room.edit({"sortRange": {"range": span, "sortSpecs": by}})
            return docs.read(doc_id, indices=indices)

    room.sync()
    room.put(*room.place("s01", "Notes"), "about Zoë")
    room.write("s01", specific="Apply to ten firms")
    room.school.google = replace(room.school.google, docs=Slow())
    room.sync()
    assert room.rows()["s01"]["Notes"] == "about Zoë"
    assert room.rows()["s01"]["Goals"] == "1 of 2"
    as_if_one(room)
