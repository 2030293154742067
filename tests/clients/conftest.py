"""A live sandbox on a free port, and pdsync's own clients pointed at it with a folder of sign-ins of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from timing import PLENTY, Time

from pdsync.clients.connect import connect
from pdsync.goals.cohort import GoogleSettings
from pdsync.sandbox import Sandbox, serve
from pdsync.sync.ports import Google


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's sign-ins are kept."""
    monkeypatch.setenv("PDSYNC_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def box() -> Iterator[Sandbox]:
    """A sandbox of this test's own, whose answers are held against the discovery documents."""
    with serve(check_answers=True) as running:
        yield running


@pytest.fixture
def google(box: Sandbox, time: Time) -> Google:
    """The sandbox as pdsync's ports, signed in silently; waiting takes no time."""
    return connect(GoogleSettings(endpoint=box.url, quotas=PLENTY), clock=time.clock, sleep=time.sleep)


@pytest.fixture
def calls(box: Sandbox) -> Callable[[], list[str]]:
    """The methods called since it was last asked, as the sandbox's journal has them."""
    seen = 0

    def since() -> list[str]:
        nonlocal seen
        entries: list[dict[str, Any]] = box.journal(after=seen)
        seen = max([seen, *(entry["seq"] for entry in entries)])
        return [entry["method"] for entry in entries]

    return since
