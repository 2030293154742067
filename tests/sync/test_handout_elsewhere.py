"""Handing out from another account, in a shared drive, into a folder of the school's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pdsync.clients.docs import Docs
from pdsync.clients.drive import Drive
from pdsync.clients.line import Line
from pdsync.clients.quota import Pacer
from pdsync.clients.retry import Patience
from pdsync.clients.transport import Door, Transport
from pdsync.errors import NotFound
from pdsync.sandbox.users import account
from pdsync.sync.ports import FileKind, Google
from tools.school import CAREERS, STAFF, School, writes


class Minted:
    """The tokens of one account."""

    def __init__(self, school: School, email: str) -> None:
        self.school, self.email = school, email
        self.now = school.box.token(email)

    def token(self) -> str:
        return self.now

    def renewed(self, stale: str) -> str:
        return self.school.box.token(self.email)


def as_account(school: School, email: str, *, shared_drive: str = "") -> Google:
    """The ports as another account has them."""
    time = school.time
    pacer = Pacer(school.cohort.google.quotas, clock=time.clock, sleep=time.sleep)
    door = Door(school.box.url)
    line = Line(Transport(door, Minted(school, email)), Patience(pacer, sleep=time.sleep, nobody=door.nobody))
    drive = Drive(line, shared_drive=shared_drive)
    return replace(school.google, drive=drive, docs=Docs(line), account=email, name="other", machine="other")


def test_a_colleague_goes_on_where_another_left_off(school: School):
    late = school.students.pop()
    school.hand_out()
    school.google = as_account(school, CAREERS)
    with school.calls() as calls:
        assert school.hand_out().whole
    assert not writes(calls)
    school.students.append(late)
    assert school.hand_out().whole
    school.everybody_has_one()
    with school.calls() as calls:
        school.hand_out()
    assert not writes(calls)


def test_a_colleague_takes_over_a_run_that_was_broken_off(school: School):
    limit = {
        "match": {"method": "drive.permissions.create", "nth": 3, "times": None},
        "do": {"status": 403, "reason": "sharingRateLimitExceeded"},
    }
    with school.box.faults(limit):
        school.hand_out()
    if CAREERS not in {grant.email for grant in school.found().folder.grants or ()}:
        school.hand_out(only=("s00",))
    school.google = as_account(school, CAREERS)
    assert school.hand_out().whole
    assert school.hand_out().whole
    school.everybody_has_one()


def test_a_shared_drive_holds_everything_and_the_second_run_only_reads(school: School):
    school.google = as_account(school, STAFF, shared_drive=_shared_drive(school))
    done = school.hand_out()
    assert done.whole, [row.problems for row in done.rows]
    assert [row.shared for row in done.rows] == [student.email for student in school.students]
    with school.calls() as calls:
        done = school.hand_out()
    assert done.whole
    assert not writes(calls)
    assert [row.shared for row in done.rows] == [student.email for student in school.students]
    assert calls["drive.files.list"] == 1
    assert all(len(docs) == 1 for docs in school.found().docs.values())


def _shared_drive(school: School) -> str:
    def make(workspace):
        staff = account(workspace.store, STAFF)
        return workspace.call("drive.drives.create", staff, {"requestId": "one"}, {"name": "Careers"})

    return school.box.do(make)["id"]


def test_a_folder_of_the_schools_own_is_used(school: School):
    folder = school.google.drive.create(FileKind.FOLDER, name="Goals", marks={})
    school.cohort = replace(school.cohort, folder_id=folder.id)
    assert school.hand_out().whole
    assert {file.parents for file in school.found().all} == {(folder.id,)}
    assert CAREERS in school.grants("s00")
    with school.calls() as calls:
        school.hand_out()
    assert calls == {"drive.files.list": 1, "drive.files.get": 1}


def test_a_folder_that_is_not_there_is_said(school: School):
    school.cohort = replace(school.cohort, folder_id="1nobodyHasAFolderOfThisName")
    with school.calls() as calls, pytest.raises(NotFound, match="folder that the config names"):
        school.hand_out()
    assert not writes(calls)
