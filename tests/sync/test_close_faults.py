"""A closing that is killed, refused or cut off: the next run makes it whole, and a third one writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from closing_class import KEYS, Closing

from pdsync.errors import PdsyncError
from pdsync.sync.close.files import Save
from pdsync.sync.closed import closed
from pdsync.sync.ports import Google
from tools.doomed import watched
from tools.school import CAREERS, MENTOR, School, writes


@pytest.fixture
def room(school: School) -> Iterator[Closing]:
    made = Closing(school)
    made.sync()
    yield made


class Gone(BaseException):
    """The process is no more."""


class Doom:
    """Ports of a process that is gone at its n-th call, before or after it reaches Google."""

    def __init__(self, nth: int, *, after: bool) -> None:
        self.nth, self.after, self.seen = nth, after, {True: 0, False: 0}

    def ports(self, google: Google) -> Google:
        one = replace(google, workers=1)
        told = watched(one, self.tell)
        return replace(told, sheets=watched(replace(one, docs=one.sheets), self.tell).docs)  # type: ignore[arg-type]

    def tell(self, call: str, after: bool) -> None:
        self.seen[after] += 1
        if self.seen[self.after] > self.nth or (after == self.after and self.seen[after] == self.nth):
            raise Gone


def settled(room: Closing, **more: Any) -> None:
    """The next run makes it whole, and a third one writes nothing."""
    assert room.close(**more).whole
    with room.calls() as calls:
        done = room.close(**more)
    assert done.whole
    assert not writes(calls)


ONE = ("s01",)
CALLS = 9
"""A closing of one student: the list, the Sheet, a look, a mark, a role, a look, the Doc, its version, the Sheet."""
THAWS = 7
"""A thaw of one student: the list, the Sheet, a look, a role, the marks away, a look, the Sheet."""


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("nth", range(1, CALLS + 1))
def test_after_a_kill_the_next_run_makes_it_whole_and_a_thaw_gives_everything_back(
    room: Closing, tmp_path: Path, nth: int, after: bool
):
    before = room.roles("s01")
    doom = Doom(nth, after=after)
    dying = room.beside(doom.ports(room.school.google))
    with pytest.raises(Gone):
        dying.close(only=ONE, save=Save(tmp_path))
    settled(room, only=ONE, save=Save(tmp_path))
    assert room.records()["s01"]["Digest"]
    assert not room.can_write("s01")
    assert len(list((tmp_path / "2611").glob("*.txt"))) == 1
    room.thaw(*ONE)
    assert room.roles("s01") == before


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("nth", range(1, THAWS + 1))
def test_a_thaw_that_is_killed_is_made_whole_by_the_next(room: Closing, nth: int, after: bool):
    before = room.roles("s01")
    room.close()
    doom = Doom(nth, after=after)
    with pytest.raises(Gone):
        room.beside(doom.ports(room.school.google)).thaw(*ONE)
    assert room.thaw(*ONE).whole
    assert room.roles("s01") == before
    assert closed(room.school.doc("s01")) is None
    assert room.records()["s01"]["State"] == "open again"
    with room.calls() as calls:
        room.thaw(*ONE)
    assert not writes(calls)


FAULTS = [
    {"match": {"method": method, "nth": nth}, "phase": phase, "do": do}
    for method, nths in {
        "drive.files.update": (1, 4),
        "drive.permissions.update": (1, 6),
        "sheets.spreadsheets.batchUpdate": (1,),
    }.items()
    for nth in nths
    for phase, do in (
        ("before", {"status": 503, "reason": "backendError"}),
        ("after", {"status": 500, "reason": "backendError"}),
        ("before", {"connection": "reset"}),
        ("after", {"connection": "reset"}),
        ("before", {"status": 429}),
    )
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: f"{one['match']['method']}-{one['phase']}-{one['do']}")
def test_faults_of_googles_are_invisible(room: Closing, fault: dict[str, Any]):
    with room.school.box.faults(fault):
        assert room.close().whole
    assert {room.roles(key)[f"{key}@students.example"] for key in KEYS} == {"commenter"}
    settled(room)
    room.thaw()
    assert room.roles("s01") == {CAREERS: "writer", "s01@students.example": "writer", MENTOR: "commenter"}


def test_one_who_cannot_be_closed_does_not_stop_the_others(room: Closing):
    refusal = {
        "match": {"method": "drive.permissions.update", "nth": 3},
        "phase": "before",
        "do": {"status": 403, "reason": "insufficientFilePermissions"},
    }
    with room.school.box.faults(refusal):
        done = room.close()
    assert sum(bool(row.problems) for row in done.rows) == 1
    assert "5 of 6 students' Docs are closed; 1 needs a look. It is safe to run again." in str(done)
    (row,) = [row for row in done.rows if row.problems]
    assert row.state == "open"
    assert room.records()[row.student.key]["State"] == "open"
    settled(room)


def test_googles_limit_on_sharing_stops_the_run_and_the_next_goes_on(room: Closing):
    limit = {
        "match": {"method": "drive.permissions.update", "nth": 3, "times": None},
        "phase": "before",
        "do": {"status": 403, "reason": "sharingRateLimitExceeded"},
    }
    with room.school.box.faults(limit):
        done = room.close()
    assert done.stopped is not None
    assert "share no more files for now" in str(done.stopped)
    assert 1 <= sum(row.state == "closed" for row in done.rows) <= 2
    settled(room)


def test_a_doc_that_cannot_be_read_is_closed_and_set_down_by_the_next_run(room: Closing):
    fault = {
        "match": {"method": "docs.documents.get", "nth": 2, "times": None},
        "phase": "before",
        "do": {"status": 403, "reason": "insufficientFilePermissions"},
    }
    with room.school.box.faults(fault):
        done = room.close()
    assert sum("closed, but not read" in str(row.problems) for row in done.rows) == 5
    assert {row.state for row in done.rows} == {"closed"}
    assert not any(room.can_write(key) for key in KEYS)
    settled(room)
    assert all(row["Digest"] for row in room.records().values())


def test_a_list_that_lags_behind_costs_nobody_their_role(room: Closing):
    """Drive lists the Docs as they were before they were closed: the memory of what everybody could stays."""
    stale = room.school.google.drive.marked("2611")
    room.close()
    drive = room.school.google.drive

    class Lagging:
        def __getattr__(self, name: str) -> Any:
            return (lambda cohort: stale) if name == "marked" else getattr(drive, name)

    lagging = room.beside(replace(room.school.google, drive=Lagging()))  # type: ignore[arg-type]
    assert lagging.close().whole
    assert {closed(room.school.doc(key)).before for key in KEYS} == {"writer"}  # type: ignore[union-attr]
    settled(room)
    room.thaw()
    assert room.roles("s01")["s01@students.example"] == "writer"


def test_at_googles_pace_no_call_is_refused(room: Closing):
    """The pacer spends what a change of a role costs before it is sent."""
    from pdsync.clients.connect import connect
    from pdsync.goals.cohort import Quotas

    school = room.school
    settings = replace(school.cohort.google, quotas=Quotas(drive_writes_per_second=3.0))
    paced = connect(settings, sleep=school.time.sleep, clock=school.time.clock)
    before = school.time.now
    assert room.beside(paced).close().whole
    assert school.time.now - before >= (12 - 3) / 3
    assert not [call for call in school.box.journal() if call["status"] in (403, 429)]


def test_who_is_no_longer_signed_in_is_told_so(room: Closing):
    gone = {"match": {"method": "drive.permissions.update", "times": None}, "phase": "before", "do": {"status": 401}}
    with room.school.box.faults(gone):
        done = room.close()
    assert isinstance(done.stopped, PdsyncError)
    assert done.stopped.exit_code == 3
    settled(room)
