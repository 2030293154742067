"""The cohort's Sheet file: found, or made exactly once, whoever else makes one at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pdsync.errors import NotFound, SafetyStop, Unclear
from pdsync.sync.found import found
from pdsync.sync.ports import COHORT, KIND, File, FileKind

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.sync.found import Found
    from pdsync.sync.ports import Google

PAUSES = (0.0, 1.0, 2.0, 4.0)
"""Seconds to wait before each look for a Sheet that Drive may not list yet."""

SHEET = "sheet"


def sheet_of(cohort: Cohort, google: Google, files: Found, *, force: bool) -> File | None:
    """The cohort's Sheet; None if there is none, and one may be made.

    Raises SafetyStop if there is one in the bin, and NotFound if nothing was handed out yet.
    """
    if files.sheet is not None:
        return files.sheet
    if files.of_kind(SHEET) and not force:
        raise SafetyStop(
            "Stopped, and nothing was written: the cohort Sheet is in the bin, with everything that staff wrote in it.",
            hint="take it out of the bin in Drive, or make a new one: pdsync sync --force",
        )
    if not _home(cohort, files):
        raise NotFound(
            f"Nothing has been handed out to {cohort.name} yet, so there is no Doc to read.", hint="pdsync handout"
        )
    return None


def _home(cohort: Cohort, files: Found) -> str:
    """The id of the cohort's folder, "" if there is none."""
    return cohort.folder_id or (files.folder.id if files.folder else "")


def others(files: Found, sheet: File) -> Iterator[str]:
    """A sentence about every further Sheet of the cohort that is not in the bin."""
    for other in files.of_kind(SHEET):
        if other.id != sheet.id and not other.trashed:
            yield f"There is a second cohort Sheet, which is left as it is: {other.link or other.id}"


def made_sheet(cohort: Cohort, google: Google, files: Found) -> File:
    """A new Sheet, or the one that somebody else made a moment before: then the new one goes into the bin."""
    marks, home = {COHORT: cohort.key, KIND: SHEET}, _home(cohort, files)
    try:
        own = google.drive.create(FileKind.SHEET, name=cohort.sheet_title, marks=marks, folder=home)
    except Unclear as error:
        for sheet in _listed(cohort, google, files):
            return sheet
        message = "Google did not say whether it made the cohort Sheet, and does not list one; nothing is lost."
        raise Unclear(message, hint="pdsync sync, in a few minutes: it looks again first") from error
    for sheet in _listed(cohort, google, files, own):
        if sheet.id != own.id:
            google.drive.discard(own.id, (COHORT, KIND))
        return sheet
    return own


def _listed(cohort: Cohort, google: Google, known: Found, own: File | None = None) -> Iterator[File]:
    """The Sheet that counts, once Drive lists one, and, if one was made, lists that too."""
    folders = known.of_kind("folder") if known.folder is None else (known.folder,)
    for pause in PAUSES:
        if pause:
            google.sleep(pause)
        files = found((*folders, *google.drive.marked(cohort.key, kind=SHEET)))
        if files.sheet is not None and (own is None or any(file.id == own.id for file in files.all)):
            yield files.sheet
            return
