"""Flags that are new: each is told by one sync, whoever else syncs, and however often."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from pdsync.clients.connect import connect
from pdsync.sync.ports import unguarded
from tools.classroom import Classroom


@pytest.fixture
def room(school):
    return Classroom(school)


def told(*runs):
    """How often each new flag was told."""
    return Counter((flag.student, flag.kind, flag.goal) for done in runs for flag in done.flags)


def test_the_first_sync_tells_every_flag_and_the_second_none(room):
    assert told(room.sync()) == {(f"s0{number}", "not-started", None): 1 for number in range(6)}
    assert not told(room.sync())


def test_a_flag_that_went_and_came_back_is_new_again(room):
    room.write_in_full("s00", due=room.today + timedelta(days=30))
    room.sync()
    room.write("s00", 0, status="Done")
    room.tomorrow(31)
    assert told(room.sync())["s00", "overdue", 2] == 1
    room.write("s00", 1, status="Done")
    assert not told(room.sync())
    room.write("s00", 1, status="Blocked")
    assert told(room.sync())["s00", "overdue", 2] == 1


def test_of_two_syncs_at_once_one_has_the_news(room):
    """On two machines, so that neither waits for the other."""
    room.sync()
    room.write_in_full("s00", due=room.today + timedelta(days=1))
    room.write_in_full("s01", due=room.today + timedelta(days=1))
    room.tomorrow(3)
    school = room.school
    google = connect(school.cohort.google, sleep=school.time.sleep, clock=school.time.clock)
    other = room.beside(replace(google, alone=unguarded))
    room.school.google = replace(school.google, alone=unguarded)
    with ThreadPoolExecutor(2) as pool:
        both = [future.result() for future in [pool.submit(room.sync), pool.submit(other.sync)]]
    news = told(*both)
    assert set(news.values()) == {1}
    assert news["s00", "overdue", 1] == news["s01", "overdue", 2] == 1


def test_a_rehearsal_tells_what_a_sync_would_and_takes_nothing_away(room):
    assert told(room.sync(dry_run=True)) == told(room.sync())
