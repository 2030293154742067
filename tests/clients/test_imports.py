"""What is imported when: nothing of Google's to connect, read and sign in to a sandbox."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "googleapiclient",
    "gspread",
    "google.auth",
    "google.oauth2",
    "google_auth_oauthlib",
    "httplib2",
    "requests",
    "urllib3",
)
READS = """
import sys
from pdsync.clients.connect import connect
from pdsync.goals.cohort import GoogleSettings
google = connect(GoogleSettings(endpoint={url!r}))
google.drive.marked("x")
try:
    google.sheets.read("1" * 44)
except Exception as error:
    assert type(error).__name__ == "NotFound", error
"""


def loaded(code: str) -> list[str]:
    """The heavy libraries that a program has loaded at its end."""
    end = "\nprint(*[name for name in sys.argv[1:] if name in sys.modules])"
    command = [sys.executable, "-c", code + end, *HEAVY]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.parametrize("module", ["pdsync.clients.connect", "pdsync.clients.auth", "pdsync.cli"])
def test_importing_loads_nothing_of_googles(module):
    assert loaded(f"import sys, {module}") == []


def test_a_sync_with_nothing_to_do_loads_nothing_of_googles(box):
    assert loaded(READS.format(url=box.url)) == []


def test_a_write_loads_googles_client(box):
    """So that the test above can fail."""
    code = READS + 'try:\n    google.drive.discard("1" * 44, [])\nexcept Exception: pass\n'
    assert "googleapiclient" in loaded(code.format(url=box.url))
