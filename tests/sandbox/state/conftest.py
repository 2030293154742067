"""A sandbox whose clock stands still, and an app that signs people in to it."""

from datetime import UTC, datetime

import pytest
from signing_in import App

from pdsync.sandbox import serve
from pdsync.sandbox.clock import Clock


@pytest.fixture
def sandbox():
    with serve(check_answers=True, clock=Clock(scale=0, start=datetime(2026, 11, 24, 9, 0, tzinfo=UTC))) as sandbox:
        yield sandbox


@pytest.fixture
def app(sandbox):
    return App(sandbox.url)
