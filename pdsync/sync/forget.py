"""Forgetting: a student's rows leave the Sheet, access ends, the Doc loses pdsync's marks; and what remains is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from pdsync.errors import Conflict, NotSignedIn, PdsyncError, SafetyStop, Unreachable
from pdsync.goals.changes import digest
from pdsync.goals.merge import Turn
from pdsync.goals.sheet_forget import Traces, forgetting, traces
from pdsync.goals.sheet_merge import turn
from pdsync.goals.words import listed
from pdsync.sync.audit_kinds import holder
from pdsync.sync.forget_plan import DocPlan, Fate, One, Plan, planned, rows_words, unknown_words
from pdsync.sync.keys import folded

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.ports import Google

AS_IT_WAS = "The Doc “{name}”, as it was, with whoever could open it: {link}"
BLIND = "In “{title}” it cannot be told whose a row is: its hidden key column is gone. Please look there yourself."
TRIES = 5
"""So often the Sheet is read again when a sync wrote in between."""
PLACES = 10
"""So many places that still name somebody are listed."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, what could not be, and what remains where; each a sentence. `stopped`: why it broke off."""

    did: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    remains: tuple[str, ...] = ()
    stopped: PdsyncError | None = field(default=None, compare=False)


def plan(
    cohort: Cohort, students: Sequence[Student], google: Google, keys: Sequence[str], fate: Fate = Fate.KEEP
) -> Plan:
    """What forgetting these students would do. SafetyStop while one of them stands on the roster still."""
    wanted = set(map(folded, keys))
    here = [student for student in students if folded(student.key) in wanted]
    if here:
        names = listed([f"{one.key} ({one.called}{f', line {one.line}' if one.line else ''})" for one in here])
        stand = "stands" if len(here) == 1 else "stand"
        raise SafetyStop(
            f"{names} {stand} on the roster still: the next handout and sync would bring them back. Nothing was done.",
            hint="take the line out of the roster first, in every copy of it that a job uses, then run this again",
        )
    return planned(cohort, google, keys, fate)


def carry_out(plan: Plan, google: Google, *, now: datetime) -> Done:
    """Do it: the Sheet first, in one write that happens as a whole or not at all; a Doc's marks last.

    So whatever stops it, the next run finds what is left to do by what still bears the key.
    """
    key = plan.cohort.key
    with google.alone(f"sync {key}"), google.alone(f"handout-{key}"):
        did: list[str] = []
        problems: list[str] = []
        left = plan.traces
        if plan.sheet is not None:
            words, left = _from_sheet(plan, google, now)
            did += words
        problems += [BLIND.format(title=title) for title in left.blind]
        seen_to: set[str] = set()
        stopped: PdsyncError | None = None
        try:
            for person in plan.people:
                for doc in person.docs:
                    if _see_to(person, doc, google, did, problems):
                        seen_to.add(doc.file.id)
        except (NotSignedIn, Unreachable) as error:
            stopped = error
    did += unknown_words(plan)
    return Done(tuple(did), tuple(problems), tuple(_remains(plan, left, seen_to)), stopped)


def _from_sheet(plan: Plan, google: Google, now: datetime) -> tuple[list[str], Traces]:
    """What was taken out of the Sheet, in words, and what still names somebody. Read anew: staff may have sorted it."""
    assert plan.sheet is not None
    people = [one.person for one in plan.people]
    for attempt in range(TRIES):
        book = google.sheets.read(plan.sheet.id)
        theirs = traces(book, people)
        if not theirs.any:
            return [], theirs
        seen = turn(book, 0).seen
        taken = int(digest((google.name, now.isoformat(), str(attempt), str(seen)))[:7], 16) + 1
        try:
            google.sheets.write(plan.sheet.id, (Turn(seen, taken), *forgetting(book, theirs)))
        except Conflict:
            google.sleep(0.5 * attempt)
            continue
        return [f"Taken out of the Sheet: {rows_words(book, theirs)}."], theirs
    raise Conflict(
        "A sync keeps writing to the Sheet at the same moment, so nothing was taken out of it.",
        hint="pdsync forget with the same keys, in a minute",
    )


def _see_to(one: One, doc: DocPlan, google: Google, did: list[str], problems: list[str]) -> bool:
    """End access, move, and take the marks off; what fails leaves the marks, so that the next run finds the Doc."""
    drive, name = google.drive, f"{one.person.key}: “{doc.file.name}”"
    if doc.unseen and doc.fate is not Fate.KEEP:
        problems.append(f"{name} could not be seen to: this account may not see who can open it.")
        return False
    try:
        for grant in doc.ends:
            drive.unshare(doc.file.id, grant.id)
        if doc.out_of:
            drive.move(doc.file.id, into="", out_of=doc.out_of)
        if doc.fate is Fate.BIN and not doc.file.trashed:
            drive.discard(doc.file.id, doc.marks)
        else:
            drive.unmark(doc.file.id, doc.marks)
    except (NotSignedIn, Unreachable):
        raise
    except PdsyncError as error:
        problems.append(f"{name} could not be seen to: {error}")
        return False
    did.append(f"{name}: {_done_words(doc)}.")
    return True


def _done_words(doc: DocPlan) -> str:
    parts = [f"access ended for {listed([holder(grant) for grant in doc.ends])}"] if doc.ends else []
    if doc.fate is Fate.BIN and not doc.file.trashed:
        parts.append("put into the bin")
    if doc.out_of:
        parts.append("taken out of the cohort's folder")
    return ", ".join([*parts, "pdsync's marks taken off"])


# ---- what remains


def remains(plan: Plan) -> tuple[str, ...]:
    """What will remain once the plan is carried out."""
    return tuple(_remains(plan, plan.traces, {doc.file.id for one in plan.people for doc in one.docs}))


def _remains(plan: Plan, left: Traces, seen_to: Collection[str]) -> Iterator[str]:
    for one in plan.people:
        for doc in one.docs:
            yield (
                _doc_remains(doc)
                if doc.file.id in seen_to
                else AS_IT_WAS.format(name=doc.file.name, link=doc.file.link)
            )
    if left.elsewhere:
        shown = listed(
            [
                *left.elsewhere[:PLACES],
                *([f"{len(left.elsewhere) - PLACES} more"] if len(left.elsewhere) > PLACES else []),
            ]
        )
        yield f"Cells of others' rows or of staff's own tabs that seem to speak of them: {shown}. Look there yourself."
    if plan.sheet is not None:
        yield (
            "The Sheet's version history (File, Version history) and comments in it. Google offers no way to take a "
            "part of a history away; a fresh Sheet, made by putting this one into the bin and syncing, has none."
        )
    for other in plan.sheets:
        where = "in the bin" if other.trashed else "beside the one that counts"
        yield f"Another Sheet of the cohort's, {where}, which was not looked into: {other.link}"
    yield "The mail that Google sent when the Doc was shared, in the student's mailbox."
    yield "The roster's own history and copies, lists and PDFs that were exported, what a job's log or mail said."
    yield "Other cohorts' Sheets and Docs, if they were in another one: run this with that config."


def _doc_remains(doc: DocPlan) -> str:
    name = f"The Doc “{doc.file.name}” with all that was written in it and its revision history"
    whose = "another account's Drive" if doc.theirs else "the Drive of pdsync's account"
    if doc.file.trashed or doc.fate is Fate.BIN:
        return f"{name}, in the bin of {whose}: Google deletes it after 30 days; until then it can be taken out."
    who = f"; {listed(list(doc.stays))} can open it" if doc.stays else ""
    return f"{name}, in {whose}{who}: {doc.file.link}"


__all__ = ["Done", "Fate", "Plan", "carry_out", "plan", "remains"]
