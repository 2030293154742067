"""How a look at a cohort begins: Drive is asked for its files and, where this machine has a hunch, the Sheet is read.

Reading it early saves a round trip. The hunch is never trusted: Drive's list says which Sheet is the cohort's.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pdsync.errors import PdsyncError
from pdsync.sync.found import Found, found

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.merge import Book
    from pdsync.sync.ports import File, Google

Reading = tuple[float, "Book"]
"""A Sheet as it was read, and the moment at which it was asked for."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What was asked of `google`, on its way. `hunch`: the id of the Sheet that is read early, "" if none is."""

    google: Google
    listing: Future[Found]
    hunch: str
    reading: Future[Reading | None]

    def files(self) -> Found:
        """The cohort's files, once Drive has answered."""
        return self.listing.result()

    def read(self, sheet: File | None) -> Reading | None:
        """The Sheet as it stands, read now if it was not read early; None if there is none."""
        if sheet is None:
            return None
        early = self.reading.result() if sheet.id == self.hunch else None
        return early or (self.google.clock(), self.google.sheets.read(sheet.id))


@contextmanager
def opening(cohort: Cohort, google: Google) -> Iterator[Opening]:
    """Both questions asked side by side; there is time for something else until the answers are needed."""
    hunch = google.sheet_before(cohort.key)

    def listed() -> Found:
        return found(google.drive.marked(cohort.key))

    with ThreadPoolExecutor(2) as aside:
        yield Opening(google, aside.submit(listed), hunch, aside.submit(_read, google, hunch))


def _read(google: Google, sheet: str) -> Reading | None:
    """The Sheet; None if there is none, or it cannot be read: then whoever needs it finds out why."""
    if not sheet:
        return None
    at = google.clock()
    try:
        return at, google.sheets.read(sheet)
    except PdsyncError:
        return None
