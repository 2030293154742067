"""A school that nobody has handed anything out to, in a sandbox of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from school import CALENDAR, CAREERS, UNHURRIED, School, Time, roster

from pdsync.clients.connect import connect
from pdsync.goals.cohort import Cohort, CsvRoster, GoogleSettings, Sharing, StaffMember
from pdsync.sandbox import Sandbox, serve


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A sandbox of this test's own; sign-ins and locks are kept in the test's folder."""
    monkeypatch.setenv("PDSYNC_HOME", str(tmp_path / "home"))
    with serve(check_answers=True) as running:
        yield running
        assert not running.mistakes


@pytest.fixture
def school(box: Sandbox, tmp_path: Path) -> School:
    """A cohort of six that nobody has handed anything out to."""
    time = Time(box)
    cohort = Cohort(
        name="2611",
        key="2611",
        calendar=CALENDAR,
        roster=CsvRoster(tmp_path / "roster.csv"),
        sharing=Sharing(staff=(StaffMember(CAREERS),), message="Hello {{preferred_name}}, here is your goal Doc."),
        google=GoogleSettings(endpoint=box.url, quotas=UNHURRIED),
        path=tmp_path / "pdsync.yaml",
    )
    google = connect(cohort.google, sleep=time.sleep, clock=time.clock)
    return School(box, cohort, google, roster(), time)
