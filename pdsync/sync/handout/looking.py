"""Looking for what was just made: Drive's listing may lag behind, and an answer may have been lost on the way."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from pdsync.sync.found import found
from pdsync.sync.handout.view import RUN

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.sync.found import Found
    from pdsync.sync.ports import File, Google

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, *[15.0] * 8)
"""Seconds between looks: two minutes and more for a file that is known to exist."""
ENOUGH = 5
"""After so many pauses, a file that may never have been made is given up for this run."""


def look(
    google: Google,
    cohort: Cohort,
    run: str,
    *,
    made: Collection[str] = (),
    unsure: Collection[str] = (),
    what: str = "",
) -> Found:
    """The cohort's files, once the listing shows the ids in `made`; some may be missing even so when patience ends.

    `unsure`: values of the mark `what` that files of this run may bear, if they were made at all.
    """
    for number, pause in enumerate(PAUSES):
        listed = found(google.drive.marked(cohort.key))
        lagging = set(made) - {file.id for file in listed.all}
        missing = [value for value in unsure if not any(made_by(file, run, what, value) for file in listed.all)]
        if not lagging and (not missing or number >= ENOUGH):
            return listed
        google.sleep(pause)
    return found(google.drive.marked(cohort.key))


def made_by(file: File, run: str, what: str, value: str) -> bool:
    """Whether the run made the file, and it bears the mark."""
    return file.marks.get(RUN) == run and file.marks.get(what) == value
