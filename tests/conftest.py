"""What every test may use: the folder of recorded answers and samples, where it is at hand."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sign-ins and locks of a test stay out of the home of whoever runs it."""
    monkeypatch.setenv("PDSYNC_HOME", str(tmp_path_factory.mktemp("home")))


SHARED = Path(os.environ.get("PDSYNC_SHARED") or Path(__file__).resolve().parents[2] / "shared")
"""Recorded answers and samples that are no part of the project."""


@pytest.fixture
def shared() -> Path:
    """The folder of recorded answers and samples; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip(f"no recorded answers and samples at {SHARED} (set PDSYNC_SHARED)")
    return SHARED
