"""Copies of students' Docs, where they may go on working unseen: told by their marks, which copies bear, or name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from pdsync.sync.audit_kinds import Finding
from pdsync.sync.handout.view import same
from pdsync.sync.ports import COHORT, KIND, STUDENT, FileKind

if TYPE_CHECKING:
    from pdsync.sync.audit_sight import Sight

JUST_MADE = timedelta(minutes=2)
"""A copy that was changed later than this after it was made was worked in."""
COPY_OF = re.compile(r"^(?:Copy of|Kopie von|Copie de|Copia de|Cópia de)\s+", re.IGNORECASE)


def copies(sight: Sight) -> Iterator[Finding]:
    """Docs beside the students' own: with the same marks, which every copy bears, or with the same name."""
    first = {key: docs[0] for key, docs in sight.found.docs.items() if docs}
    ours = {file.id for file in first.values()}
    titles = {_title(file.name): (key, file) for key, file in first.items()}
    names = {student.key: student.called for student in sight.students}
    seen = {file.id: file for docs in sight.found.docs.values() for file in docs[1:] if not file.trashed}
    seen |= {one.file.id: one.file for one in sight.beside if one.file.kind is FileKind.DOC}
    for file in seen.values():
        marked = file.marks.get(STUDENT, "")
        key, original = (marked, first[marked]) if marked in first else titles.get(_title(file.name), ("", None))
        elsewhere = file.marks.get(COHORT, sight.cohort.key) != sight.cohort.key
        if file.id in ours or original is None or KIND in file.marks or elsewhere:
            continue
        watched = sight.watched.get(file.id) or next(one for one in sight.beside if one.file.id == file.id)
        whose = f", owned by {watched.owner}" if watched.owner and not same(watched.owner, sight.owner) else ""
        later = file.modified - file.created > JUST_MADE and file.modified > original.modified
        newer = ", was changed later than the Doc itself" if later else ""
        words = f"“{file.name}” is a copy of the Doc{whose}{newer}: they may be working there"
        yield Finding("copy", key, names.get(key, original.name), words, watched.owner if whose else "", (file,))


def _title(name: str) -> str:
    """A name without what Google puts before a copy's."""
    plain = " ".join(name.split())
    while found := COPY_OF.match(plain):
        plain = plain[found.end() :]
    return plain.casefold()
