"""A school that nobody has handed anything out to, in a sandbox of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.school import NAMES, School, opened


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[School]:
    """A cohort of six in a live sandbox; sign-ins and locks are kept in the test's folder."""
    monkeypatch.setenv("PDSYNC_HOME", str(tmp_path / "home"))
    with opened(len(NAMES), check_answers=True) as made:
        yield made
