"""The audit: who can see a cohort's files, held against who should; and what mends it, after a plan."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pdsync.errors import Forbidden, NotFound, NotSignedIn, PdsyncError, Unreachable
from pdsync.goals.sheet_state import state_of
from pdsync.sync.audit_kinds import RANKS, Change, EndAccess, Finding, Fix, KeepIn, LetIn, Mark, PutBack, Recover, said
from pdsync.sync.audit_look import findings
from pdsync.sync.audit_sight import Sight
from pdsync.sync.found import found
from pdsync.sync.handout.planning import asked, grants_of
from pdsync.sync.ports import Invitation

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.found import Found
    from pdsync.sync.ports import File, Google, Watched


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found; `str` says what it comes to. `docs`: how many students' Docs were looked at."""

    findings: tuple[Finding, ...]
    docs: int

    def __str__(self) -> str:
        looked = f"Looked at {self.docs} {'Doc' if self.docs == 1 else 'Docs'}, and at the folder, template and Sheet"
        broken, look = (sum(one.mark is mark for one in self.findings) for mark in (Mark.BROKEN, Mark.LOOK))
        if not broken + look:
            return f"{looked}: nobody sees what they should not, and everybody what they should."
        return f"{looked}: {broken} broken, {look} to look at."

    def has(self, mark: str) -> bool:
        """Whether something was found that is that grave, or graver."""
        return any(RANKS[one.mark] >= RANKS[Mark(mark)] for one in self.findings)


def audit(cohort: Cohort, students: Sequence[Student], google: Google) -> Audit:
    """Who can see what. Nothing is written."""
    watched = {one.file.id: one for one in google.drive.watched(cohort.key)}
    listed = found(one.file for one in watched.values())
    if not listed.all and not cohort.folder_id:
        raise NotFound(
            f"Nothing has been handed out to {cohort.name} yet, so there is nothing to see.", hint="pdsync handout"
        )
    listed = _with_grants(listed, google)
    folder = _folder(cohort, listed, google)
    beside = google.drive.beside(folder.id if folder else "", named=_words(cohort))
    members = _members(cohort, google)
    unmarked = _unmarked(beside, watched)
    sight = Sight(cohort, students, listed, folder, watched, unmarked, account=google.account, members=members)
    seen = findings(sight)
    if any(one.kind == "no-access" and one.files and not one.fix for one in seen):
        seen = findings(replace(sight, known=_seen_before(listed, google)))
    return Audit(seen, sum(bool(docs) for docs in listed.docs.values()))


def _with_grants(listed: Found, google: Google) -> Found:
    """The listing with every grant, asked for where it does not tell them: on shared drives."""
    listed = asked(listed, listed.docs.keys(), google)
    silent = [file for file in listed.shared if file.grants is None and file.mine and not file.trashed]
    if not silent:
        return listed
    with ThreadPoolExecutor(google.workers) as desks:
        known = dict(
            zip((file.id for file in silent), desks.map(lambda one: grants_of(one, google), silent), strict=True)
        )
    return found(replace(file, grants=known[file.id]) if file.id in known else file for file in listed.all)


def _folder(cohort: Cohort, listed: Found, google: Google) -> File | None:
    """The folder that the Docs should lie in, with its grants; the one in the bin, if there is no other."""
    file = google.drive.file(cohort.folder_id) if cohort.folder_id else listed.folder
    if file is None:
        return next(iter(listed.of_kind("folder")), None)
    return replace(file, grants=grants_of(file, google))


def _members(cohort: Cohort, google: Google) -> frozenset[str]:
    """The ids of the grants that the whole shared drive gives, if the cohort's files lie in one."""
    if not cohort.google.shared_drive:
        return frozenset()
    try:
        return frozenset(grant.id for grant in google.drive.grants(cohort.google.shared_drive))
    except (Forbidden, NotFound):
        return frozenset()


def _words(cohort: Cohort) -> str:
    """The words that stand in the name of every Doc, as far as no {{field}} fills them in; "" if it is hardly one."""
    title = cohort.doc_title.replace("{{cohort}}", cohort.name)
    words = max((re.findall(r"\w+", part) for part in re.split(r"\{\{[^}]*\}\}", title)), key=len)
    return " ".join(words) if len(words) > 1 else ""


def _unmarked(beside: Sequence[Watched], watched: Collection[str]) -> tuple[Watched, ...]:
    return tuple(one for one in beside if one.file.id not in watched)


def _seen_before(listed: Found, google: Google) -> frozenset[str]:
    """The students whose Docs the last sync saw shared with them."""
    if listed.sheet is None:
        return frozenset()
    state = state_of(google.sheets.read(listed.sheet.id))
    known = set()
    for key, docs in listed.docs.items():
        memory = state.memory(key)
        if memory and memory.doc == docs[0].id and "no-doc" not in memory.flags and (memory.edited or memory.flags):
            known.add(key)
    return frozenset(known)


# ---- mending


@dataclass(frozen=True, slots=True)
class Mending:
    """One thing to be mended in one file."""

    finding: Finding
    file: File
    fix: Fix

    def __str__(self) -> str:
        return f"{self.finding.name}: {said(self.fix)}"


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of it: `failed` is why it could not be done, or ""."""

    mending: Mending
    failed: str = ""


EARLIER = (Recover, PutBack, EndAccess, KeepIn, Change, LetIn)
"""What is done to a file before what: out of the bin and in its place first, which may end grants by itself."""


def mendings(seen: Audit, also: Collection[str] = ()) -> tuple[Mending, ...]:
    """What `--fix` would do: nothing that was not asked for where the school may well want it as it is."""
    wanted = (one for one in seen.findings if one.fix and (not one.asked or one.asked in also))
    every = [Mending(one, file, one.fix) for one in wanted for file in one.files if one.fix]
    return tuple(sorted(every, key=lambda one: EARLIER.index(type(one.fix))))


def mended(cohort: Cohort, plan: Sequence[Mending], google: Google) -> Iterator[Mended]:
    """Mend one thing after another, since several may concern one file. What fails does not stop the rest.

    A handout on the same machine waits meanwhile, and is waited for.
    """
    with google.alone(f"handout-{cohort.key}"):
        for one in plan:
            try:
                _mend(one, google)
            except (NotSignedIn, Unreachable):
                raise
            except PdsyncError as error:
                yield Mended(one, str(error))
            else:
                yield Mended(one)


def _mend(one: Mending, google: Google) -> None:
    drive, file = google.drive, one.file
    match one.fix:
        case Recover():
            drive.recover(file.id)
        case PutBack(folder, out_of):
            drive.move(file.id, into=folder, out_of=out_of)
        case EndAccess(grant):
            drive.unshare(file.id, grant.id)
        case LetIn(email, role):
            drive.share(file.id, Invitation(email, role.value))
        case Change(grant, role):
            drive.let(file.id, grant.id, role.value)
        case KeepIn():
            drive.keep_in(file.id)
