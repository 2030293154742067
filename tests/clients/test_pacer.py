"""The pacer on a clock that only waiting moves: never more than the limit in any window, and hardly less."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import Time

from pdsync.clients.quota import MARGIN, TRAVEL, Bucket, Pacer
from pdsync.goals.cohort import Quotas

LONG = MARGIN + TRAVEL / 60
"""How long a minute is counted."""

DOC = {Bucket.DOCS_WRITES: 1}


def most_in_a_window(moments: Sequence[float], seconds: float) -> int:
    return max(sum(start <= moment < start + seconds for moment in moments) for start in moments)


def pacer(time: Time, minute: float = 60.0, **limits: float) -> Pacer:
    return Pacer(Quotas(minute=minute, **limits), clock=time.clock, sleep=time.sleep)  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(
    limit=st.integers(1, 40),
    gaps=st.lists(st.floats(0, 30), min_size=1, max_size=120),
    minute=st.sampled_from([60.0, 2.0]),
)
def test_never_more_than_the_limit_in_any_minute(limit, gaps, minute):
    time = Time()
    one = pacer(time, minute, docs_writes=limit)
    moments = []
    for gap in gaps:
        time.now += gap
        one.spend(DOC)
        moments.append(time.now)
    assert most_in_a_window(moments, minute) <= limit


@settings(max_examples=40, deadline=None)
@given(limit=st.integers(1, 60), calls=st.integers(1, 300))
def test_hardly_slower_than_the_quota_allows(limit, calls):
    time = Time()
    one = pacer(time, docs_writes=limit)
    for _ in range(calls):
        one.spend(DOC)
    floor = 60.0 * ((calls - 1) // limit)
    assert floor <= time.now - 1000 <= floor * LONG + 1e-6
    assert LONG <= 1.025


@settings(max_examples=40, deadline=None)
@given(units=st.lists(st.integers(1, 100), min_size=1, max_size=80))
def test_units_are_counted_and_not_calls(units):
    time = Time()
    one = pacer(time, drive_units=200)
    spent = []
    for some in units:
        one.spend({Bucket.DRIVE_UNITS: some})
        spent.append((time.now, some))
    assert all(sum(some for moment, some in spent if start <= moment < start + 60) <= 200 for start, _ in spent)


def test_a_call_of_two_buckets_waits_for_both():
    time = Time()
    one = pacer(time, drive_units=100, drive_writes_per_second=3)
    copy = {Bucket.DRIVE_UNITS: 50, Bucket.DRIVE_WRITES: 1}
    moments = []
    for _ in range(5):
        one.spend(copy)
        moments.append(time.now - 1000)
    assert moments == pytest.approx([0, 0, 60 * LONG, 60 * LONG, 120 * LONG])


def test_three_writes_a_second_are_three_in_any_second():
    time = Time()
    one = pacer(time, drive_writes_per_second=3)
    moments = []
    for _ in range(31):
        one.spend({Bucket.DRIVE_WRITES: 1})
        moments.append(time.now)
    assert most_in_a_window(moments, 1.0) == 3
    assert 10.0 <= moments[-1] - moments[0] <= 10.2


def test_half_a_write_a_second_is_one_in_two():
    time = Time()
    one = pacer(time, drive_writes_per_second=0.5)
    for _ in range(3):
        one.spend({Bucket.DRIVE_WRITES: 1})
    assert time.now - 1000 == pytest.approx(4 * MARGIN)


def test_a_refusal_holds_everybody_back():
    time = Time()
    one = pacer(time)
    one.spend(DOC)
    one.hold(DOC, 20)
    one.spend(DOC)
    assert time.now == 1020
    one.spend({Bucket.DOCS_READS: 1})
    assert time.now == 1020


def test_a_refusal_holds_those_back_who_wait_already():
    time = Time()
    held = False

    def sleep(seconds: float) -> None:
        nonlocal held
        time.sleep(seconds)
        if not held:
            held = True
            one.hold(DOC, 30)

    one = Pacer(Quotas(docs_writes=1), clock=time.clock, sleep=sleep)
    one.spend(DOC)
    one.spend(DOC)
    assert time.now - 1000 == pytest.approx(60 * LONG + 30)
    one.spend(DOC)
    assert time.now - 1000 == pytest.approx(60 * LONG + 30 + 60 * LONG)


def test_many_threads_get_no_more_than_one_would():
    """Every thread books its own moment: the bookings are what is looked at, not when a thread woke."""
    booked: list[float] = []
    one = Pacer(Quotas(docs_writes=10), clock=lambda: 0.0, sleep=lambda _: None)

    def work() -> None:
        for _ in range(25):
            booked.append(one._booked(DOC))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(booked) == 200
    assert most_in_a_window(booked, 60.0) == 10
    assert max(booked) == pytest.approx(19 * 60 * LONG)
