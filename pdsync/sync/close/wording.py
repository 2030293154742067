"""The plan of a closing in words: what each student's Docs come to, and what it comes to in all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING

from pdsync.sync.close.steps import Let, Terms, Visit
from pdsync.sync.closed import closed

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort

CAN = {"reader": "read", "commenter": "read and comment", "writer": "write", "fileOrganizer": "write and move it"}
"""What a role amounts to, in words."""


def worded(cohort: Cohort, terms: Terms, visits: Sequence[Visit]) -> str:
    """The whole plan, a line a student."""
    return "\n".join(_lines(cohort, terms, visits))


def _lines(cohort: Cohort, terms: Terms, visits: Sequence[Visit]) -> Iterator[str]:
    yield f"{cohort.name}: what pdsync {'thaw' if terms.thaw else 'close'} would do"
    yield ""
    for visit in visits:
        yield f"{visit.student.called} ({visit.student.key}): {in_words(visit, terms)}"
    yield ""
    yield summary(cohort, terms, visits)


def in_words(visit: Visit, terms: Terms) -> str:
    """What there is to do for one student, in one line."""
    parts = [f"{step.who} may {CAN[step.role]} from now on" for step in visit.steps if isinstance(step, Let)]
    if visit.open:
        parts.append(f"stays open: {visit.open}")
    elif not parts:
        parts.append(_as_it_is(visit, terms))
    parts += [f"{'PLEASE LOOK' if visit.open else 'NOT POSSIBLE'}: {problem}" for problem in visit.problems]
    return "; ".join([*filter(None, parts), *visit.notes])


def _as_it_is(visit: Visit, terms: Terms) -> str:
    if not visit.docs:
        return "" if visit.problems else "has no Doc"
    if visit.steps:
        return "the marks of closing are taken away" if terms.thaw else "is marked as closed; nobody loses anything"
    if terms.thaw:
        return "is open already"
    return "is closed already" if any(closed(file) for file in visit.docs) else ""


def summary(cohort: Cohort, terms: Terms, visits: Sequence[Visit]) -> str:
    """What the plan comes to: Docs, changes, and how long Google's limits make it take."""
    busy = sum(bool(visit.steps) for visit in visits)
    spared = sum(bool(visit.open) for visit in visits)
    steps = sum(len(visit.steps) for visit in visits)
    left = f" {spared} {'stays' if spared == 1 else 'stay'} open." if spared else ""
    if not busy:
        return f"Nothing to do: everybody's Doc is {'open' if terms.thaw else 'as it should be'}.{left}"
    what = "opened again" if terms.thaw else "closed"
    seconds = steps / cohort.google.quotas.drive_writes_per_second
    time = "less than a minute" if seconds < 60 else f"about {ceil(seconds / 60)} minutes at Google's pace"
    whose = "1 student's Doc" if busy == 1 else f"{busy} students' Docs"
    return f"In all: {whose} {what}, in {steps} changes; {time}. Nobody is mailed.{left}"
