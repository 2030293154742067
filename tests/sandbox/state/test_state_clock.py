"""The sandbox's clock goes on, faster or not at all, and can be moved."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdsync.sandbox.clock import Clock

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_a_clock_that_stands_still_only_goes_when_it_is_moved():
    clock = Clock(scale=0, start=MONDAY)
    assert clock.now() == MONDAY
    clock.advance(90)
    assert clock.now() == MONDAY + timedelta(seconds=90)


def test_a_clock_goes_as_fast_as_its_scale_says():
    clock = Clock(scale=1e6, start=MONDAY)
    before = time.monotonic()
    while time.monotonic() == before:
        pass
    passed = (clock.now() - MONDAY).total_seconds()
    assert 0 < passed <= (time.monotonic() - before + 0.5) * 1e6


def test_a_changed_scale_keeps_the_time():
    clock = Clock(scale=0, start=MONDAY)
    clock.advance(10)
    clock.scale = 0
    assert (clock.now(), clock.scale) == (MONDAY + timedelta(seconds=10), 0)


def test_a_clock_is_set_in_any_time_zone_and_tells_utc():
    clock = Clock(scale=0)
    clock.set(datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=1))))
    assert clock.now() == MONDAY
    assert clock.now().tzinfo is UTC
    clock.set(MONDAY.replace(tzinfo=None))
    assert clock.now() == MONDAY


@pytest.mark.parametrize("step", [-1, -0.001])
def test_time_goes_forwards(step):
    clock = Clock(scale=0, start=MONDAY)
    with pytest.raises(ValueError, match="forwards"):
        clock.advance(step)
    with pytest.raises(ValueError, match="forwards"):
        clock.scale = step
    with pytest.raises(ValueError, match="forwards"):
        Clock(scale=step)
    assert clock.now() == MONDAY


@settings(max_examples=50)
@given(st.lists(st.floats(0, 1e6), max_size=8))
def test_steps_add_up(steps):
    clock = Clock(scale=0, start=MONDAY)
    for step in steps:
        clock.advance(step)
    assert abs((clock.now() - MONDAY).total_seconds() - sum(steps)) < 1e-3
