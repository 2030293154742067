"""Find what a person means: a student's Doc by key, address or id, the cohort Sheet, the folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pdsync.errors import NotFound
from pdsync.sync.ports import KIND, STUDENT, File, FileKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pdsync.goals.cohort import Cohort
    from pdsync.sync.ports import Google

IN_ADDRESS = re.compile(r"/(?:d|folders)/([A-Za-z0-9_-]+)")
AN_ID = re.compile(r"[A-Za-z0-9_-]{15,}")
KINDS = {"sheet": FileKind.SHEET, "folder": FileKind.FOLDER, "template": FileKind.DOC}


def goal_doc(cohort: Cohort, google: Google, source: str) -> File:
    """The Doc that a student's key, an address or an id stands for; NotFound if there is none."""
    found = _first(file for file in google.drive.marked(cohort.key) if file.marks.get(STUDENT) == source)
    if found is None and (doc_id := id_in(source)):
        found = google.drive.file(doc_id)
    if found is None:
        raise NotFound(
            f"There is no Doc for “{source}”: no student in {cohort.name} has that key, and no Doc that id.",
            hint="pdsync handout --dry-run lists every key",
        )
    return found


def link(cohort: Cohort, google: Google, what: str) -> str:
    """The address of `sheet`, `folder`, `template`, or of a student's Doc; NotFound if there is none yet."""
    if what not in KINDS:
        return goal_doc(cohort, google, what).link
    found = _first(file for file in google.drive.marked(cohort.key) if file.marks.get(KIND) == what)
    if found is None:
        raise NotFound(f"{cohort.name} has no {what} yet.", hint="pdsync sync" if what == "sheet" else "pdsync handout")
    return found.link


def id_in(source: str) -> str:
    """The id in an address, or the id itself; "" if it is neither."""
    if found := IN_ADDRESS.search(source):
        return found[1]
    return source if AN_ID.fullmatch(source) else ""


def _first(files: Iterable[File]) -> File | None:
    """The oldest that is not in the bin."""
    return min((file for file in files if not file.trashed), key=lambda file: (file.created, file.id), default=None)
