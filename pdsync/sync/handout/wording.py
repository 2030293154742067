"""The plan of a handout in words: what each student will get, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING

from pdsync.goals.words import listed
from pdsync.sync.handout.steps import (
    Adopt,
    Clear,
    Copy,
    Discard,
    Fill,
    LetStaffIn,
    MakeFolder,
    MakeTemplate,
    Mark,
    Preparation,
    Share,
    Step,
    Unshare,
    Visit,
    Wait,
)

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort

FEW = 3
"""For so many students or fewer, what is filled in and the mail are shown in full."""


def worded(
    cohort: Cohort,
    preparations: Sequence[Preparation],
    visits: Sequence[Visit],
    notes: Sequence[str],
    *,
    more: Sequence[str] = (),
    seconds: float | None = None,
) -> str:
    """The whole plan, a line a step for the cohort and a line a student.

    `more`: lines before the last one; `seconds`: how long it takes, if that was worked out.
    """
    lines = [*_lines(cohort, preparations, visits, notes), *more, summary(cohort, preparations, visits, seconds)]
    return "\n".join(lines)


def _lines(
    cohort: Cohort, preparations: Sequence[Preparation], visits: Sequence[Visit], notes: Sequence[str]
) -> Iterator[str]:
    yield f"Handout to {cohort.name}: what would be done. Nothing has been done yet."
    yield ""
    if preparations:
        yield "For the cohort"
        yield from (f"  {preparation(one)}" for one in preparations)
        yield ""
    yield f"For the students ({len(visits)})"
    wide = max((len(one.student.key) for one in visits), default=0)
    broad = min(max((len(one.student.called) for one in visits), default=0), 28)
    for one in visits:
        few = len(visits) <= FEW
        yield f"  {one.student.key:{wide}}  {one.student.called:{broad}}  {in_words(one, full=few)}"
        if few:
            yield from (f"  {'':{wide}}  {line}" for line in _mail(one))
    if notes:
        yield ""
        yield "To know"
        yield from (f"  {note}" for note in notes)
    yield ""


def in_words(visit: Visit, *, full: bool = False) -> str:
    """What there is to do for one student, in one line; `full` shows the words that are filled in."""
    parts = [_filling(one) if full and isinstance(one, Fill) else step(one) for one in visit.steps]
    parts += [*(f"NOT POSSIBLE: {problem}" for problem in visit.problems), *visit.notes]
    return "; ".join(parts) or "has everything already"


def preparation(one: Preparation) -> str:
    """What there is to do for the cohort, as an order."""
    match one:
        case MakeFolder(name):
            return f"make the folder “{name}”"
        case MakeTemplate(name, ""):
            return f"make the template “{name}”"
        case MakeTemplate(name, _):
            return f"write the template “{name}”, which is still empty"
        case LetStaffIn(email, role):
            return f"let {email} into the folder as {role.value}"
        case Clear(file):
            return f"put the second, unused {file.kind.value} “{file.name}” into the bin"


def step(one: Step) -> str:
    """A student's step, as an order."""
    match one:
        case Copy(_, name, _):
            return f"copy the template as “{name}”"
        case Adopt(file):
            return f"take the Doc “{file.name}” that was made before and given to nobody"
        case Fill(words):
            return "fill in " + ", ".join(words)
        case Share(email, role, mail, _, mentor):
            with_mail = ", with a mail" if mail else ""
            return f"share with {'mentor ' if mentor else ''}{email} as {role.value}{with_mail}"
        case Unshare(email, _):
            return f"end the access of {email}"
        case Mark(_, ""):
            return "remember it for the next run"
        case Mark(_, name):
            return f"rename the Doc to “{name}”"
        case Discard(file):
            return f"put the second, unused Doc of {file.created.day} {file.created:%B} into the bin"
        case Wait(_):
            return "finish the Doc that another handout began, unless that one is still at it"


def _filling(one: Fill) -> str:
    return "fill in " + ", ".join(f"{field} → {text}" for field, text in one.words.items())


def _mail(visit: Visit) -> Iterator[str]:
    for one in visit.steps:
        if isinstance(one, Share) and one.mail:
            yield f"Google's mail to {one.email} would say:"
            yield from (f"    {line}" for line in (one.message or "(no message of your own)").splitlines())


def summary(
    cohort: Cohort, preparations: Sequence[Preparation], visits: Sequence[Visit], seconds: float | None = None
) -> str:
    """What the plan comes to: Docs, mails, writes, and how long Google's limits make it take."""
    steps = [one for visit in visits for one in visit.steps]
    copies = sum(isinstance(one, Copy) for one in steps)
    grants = sum(isinstance(one, Share | LetStaffIn) for one in (*steps, *preparations))
    mails = sum(isinstance(one, Share) and one.mail for one in steps)
    filled = sum(isinstance(one, Fill | MakeTemplate) for one in (*steps, *preparations))
    drive = sum(not isinstance(one, Fill | Adopt | Wait) for one in steps)
    drive += sum(not (isinstance(one, MakeTemplate) and one.id) for one in preparations)
    if not drive + filled:
        lacking = sum(bool(visit.problems) for visit in visits)
        return NOTHING if not lacking else f"Nothing to do; {_some(lacking, 'student')} with something in the way."
    counts = [_some(copies, "new Doc"), _some(grants, "grant"), _some(mails, "mail")]
    quotas = cohort.google.quotas
    roughly = max(drive / quotas.drive_writes_per_second, 60 * max(0, ceil(filled / quotas.docs_writes) - 1))
    took = long(roughly if seconds is None else seconds)
    return f"In all: {listed(counts)}, in {_some(drive + filled, 'write')}; {took}."


NOTHING = "Nothing to do: everybody has what they should."


def _some(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def long(seconds: float) -> str:
    """How long the quotas that pdsync allows itself make it take."""
    if seconds < 60:
        return "less than a minute"
    minutes = round(seconds / 60)
    return f"about {f'{minutes} minutes' if minutes > 1 else 'a minute'} at Google's pace"
