"""Who needs a word this week, and why: one pure function from what is known of a student to flags in neutral words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pdsync.goals.model import Case, Entry, Flag, Section, Standing, StatusClass
from pdsync.goals.words import in_words, listed, quoted

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort

SURE = 0.8
"""A due date read with less confidence than this is asked about, never called overdue."""

CLOSED = (StatusClass.DONE, StatusClass.DROPPED)
"""A goal that stands like this needs nobody to ask after its date or its answers."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of flag: what it means, and an example of its reason."""

    kind: str
    meaning: str
    example: str


FLAGS = (
    Rule("no-doc", "The student has no goal Doc yet, or it is not shared with them.", "has no goal Doc yet"),
    Rule(
        "doc-lost",
        "The Doc is in the bin, outside the cohort's folder, or out of pdsync's reach.",
        "the Doc is in the bin",
    ),
    Rule(
        "duplicate-doc",
        "More than one Doc is marked as this student's.",
        "has 2 goal Docs; only the linked one is read",
    ),
    Rule("shared-too-widely", "Anyone with the link can open the Doc.", "anyone with the link can open the Doc"),
    Rule("not-started", "Nothing has been written in the Doc yet.", "nothing is written yet"),
    Rule("missing-goal", "Fewer goals are written than expected.", "1 of 2 goals is written"),
    Rule(
        "incomplete",
        "A goal has sections without an answer.",
        "goal 2 has no answer yet for Measurable and Relevant",
    ),
    Rule(
        "unreadable",
        "There is text in the Doc that pdsync could not read as goals.",
        "goal 2 is written without the five prompts, so its sections cannot be told apart",
    ),
    Rule(
        "no-due-date",
        "A goal's Timebound answer names no day.",
        "goal 1 names no day in Timebound: “when I feel ready”",
    ),
    Rule(
        "ambiguous-date",
        "A due date can be read in more than one way, or not surely.",
        "goal 1: “3/4” may mean Thursday 4 March 2027 or Saturday 3 April 2027",
    ),
    Rule(
        "due-soon",
        "A goal is due within the days set, and not done.",
        "goal 1 is due on Monday 14 December 2026",
    ),
    Rule(
        "overdue",
        "A goal's due date has passed, and its status is not done.",
        "goal 1 was due on Sunday 6 December 2026; its status is “half way”",
    ),
    Rule(
        "after-module-end",
        "A goal is due after the module ends.",
        "goal 1 is due on Saturday 16 January 2027, after the module ends",
    ),
    Rule(
        "stale",
        "The student has not changed the Doc for the days set, and a goal is open.",
        "no change since Monday 23 November 2026",
    ),
)
"""Every kind of flag, in the order in which they are shown. The docs' list is made from it."""

KINDS = tuple(rule.kind for rule in FLAGS)


WORK = frozenset({"not-started", "missing-goal", "incomplete", "no-due-date", "overdue", "after-module-end", "stale"})
"""What an extension holds back: everything that only time to work would mend."""

OF_THE_DOC = frozenset({"doc-lost", "duplicate-doc", "shared-too-widely"})
"""What is still to be looked at when staff say that the goals are reached."""

OF_ACCESS = OF_THE_DOC | {"no-doc"}
"""What is still to be looked at when the Doc is closed, and its student can mend nothing in it."""

UNWRITTEN = frozenset({"not-started", "missing-goal", "incomplete", "unreadable"})
"""Flags of a student who has not written everything that is asked for."""


def unwritten(case: Case, cohort: Cohort) -> bool:
    """Whether something that is asked for is not written, also where nobody is flagged for it any more."""
    return any(flag.kind in UNWRITTEN for flag in _of_goals(case, cohort, date.min))


def flags_for(case: Case, cohort: Cohort, *, today: date) -> tuple[Flag, ...]:
    """The flags of one student on that day (the cohort's own day), in the table's order.

    An extension holds back what only time to work would mend, beside a goal for that goal alone.
    None for a student who is excused, deferred or withdrawn, or whom staff excused until a day that has not passed;
    only the Doc's own for one whose goals staff call done, or whose Doc is closed.
    """
    if case.standing is not Standing.ACTIVE or _lasts(case.staff.excused_until, today):
        return ()
    held = cohort.flags.off | (WORK if _lasts(case.staff.extended_to, today) else frozenset())
    held |= frozenset(KINDS) - OF_THE_DOC if case.settled else frozenset()
    held |= frozenset(KINDS) - OF_ACCESS if case.doc and case.doc.closed else frozenset()
    later = {number for number, day in case.extended.items() if _lasts(day, today)}
    every = (*_of_doc(case), *_of_goals(case, cohort, today))
    found = [flag for flag in every if flag.kind not in held and not (flag.goal in later and flag.kind in WORK)]
    return tuple(sorted(found, key=lambda flag: (KINDS.index(flag.kind), flag.goal or 0)))


def _lasts(until: date | None, today: date) -> bool:
    return until is not None and today <= until


def _flag(case: Case, kind: str, reason: str, entry: Entry | None = None) -> Flag:
    link = (entry.link if entry else "") or (case.doc.link if case.doc else "")
    return Flag(kind, case.student.key, reason, goal=entry.number if entry else None, link=link)


def _of_doc(case: Case) -> Iterator[Flag]:
    doc = case.doc
    if reason := _lost(case):
        yield _flag(case, "doc-lost", reason)
    elif doc and doc.outside:
        yield _flag(case, "doc-lost", "the Doc lies outside the cohort’s folder")
    elif doc is None:
        yield _flag(case, "no-doc", "has no goal Doc yet")
    elif doc.shared_with and case.student.email.casefold() not in {one.casefold() for one in doc.shared_with}:
        yield _flag(case, "no-doc", f"the Doc is not shared with {case.student.email} yet")
    if case.others:
        yield _flag(case, "duplicate-doc", f"has {len(case.others) + 1} goal Docs; only the linked one is read")
    if doc and doc.link_shared:
        yield _flag(case, "shared-too-widely", "anyone with the link can open the Doc")


def _lost(case: Case) -> str:
    if case.lost:
        return f"the Doc cannot be read: {case.lost}"
    return "the Doc is in the bin" if case.doc and case.doc.trashed else ""


def _of_goals(case: Case, cohort: Cohort, today: date) -> Iterator[Flag]:
    if case.doc is None or _lost(case):
        return
    if not case.entries:
        if case.problems:
            what = case.problems[0].what
            yield _flag(case, "unreadable", f"there is text, but no goal could be read from it: {what}")
        else:
            yield _flag(case, "not-started", "nothing is written yet")
        return
    for problem in case.problems:
        yield _flag(case, "unreadable", f"part of the Doc could not be read: {problem.what}")
    written, expected = len(case.entries), cohort.expected.goals
    if written < expected:
        yield _flag(case, "missing-goal", f"{written} of {expected} goals {'is' if written == 1 else 'are'} written")
    for entry in case.entries:
        if entry.status_class not in CLOSED:
            yield from _of_sections(case, entry, cohort)
            yield from _of_date(case, entry, cohort, today)
    yield from _stale(case, cohort, today)


def _of_sections(case: Case, entry: Entry, cohort: Cohort) -> Iterator[Flag]:
    if entry.unlabelled and not entry.answers:
        reason = f"goal {entry.number} is written without the five prompts, so its sections cannot be told apart"
        yield _flag(case, "unreadable", reason, entry)
        return
    lacking = [one.capitalize() for one in cohort.expected.sections if not _answered(entry, one)]
    if lacking:
        yield _flag(case, "incomplete", f"goal {entry.number} has no answer yet for {listed(lacking)}", entry)


def _answered(entry: Entry, section: Section) -> bool:
    return section in entry.answers and section not in entry.placeholders


def _of_date(case: Case, entry: Entry, cohort: Cohort, today: date) -> Iterator[Flag]:
    due, number = entry.due, entry.number
    if due is None or not _answered(entry, Section.TIMEBOUND):
        return
    words = quoted(entry.answers[Section.TIMEBOUND])
    if due.kind == "none":
        yield _flag(case, "no-due-date", f"goal {number} names no day in Timebound: {words}", entry)
    elif due.kind == "ongoing":
        yield _flag(case, "no-due-date", f"goal {number} goes on without an end: {words}", entry)
    elif due.date is None and not due.alternatives:
        lacks = f" (“{due.unknown_milestone}” is not in the calendar)" if due.unknown_milestone else ""
        yield _flag(case, "no-due-date", f"goal {number} names no certain day in Timebound: {words}{lacks}", entry)
    elif due.date is None:
        days = listed([in_words(day) for day in due.alternatives], "or")
        yield _flag(case, "ambiguous-date", f"goal {number}: {words} may mean {days}", entry)
    else:
        for kind, reason in _of_day(entry, due.date, _extended(case, number), cohort, today):
            if due.confidence >= SURE:
                yield _flag(case, kind, f"goal {number} {reason}", entry)
            else:
                check = f"goal {number}: please check the date; {words} was read as {in_words(due.date)}"
                yield _flag(case, "ambiguous-date", check, entry)
                return


def _extended(case: Case, number: int) -> date | None:
    """Until when a goal is extended: what stands beside the goal goes before what stands beside the student."""
    return case.extended.get(number, case.staff.extended_to)


def _of_day(entry: Entry, due: date, extended: date | None, cohort: Cohort, today: date) -> Iterator[tuple[str, str]]:
    """What a due date gives rise to on that day: kind and reason. An extension past the date counts in its place."""
    if extended is None and due > cohort.calendar.module.end:
        yield "after-module-end", f"is due on {in_words(due)}, after the module ends"
    due = max(due, extended or due)
    if today > due:
        status = f"its status is {quoted(entry.status)}" if entry.status.strip() else "it has no status"
        yield "overdue", f"was due on {in_words(due)}; {status}"
    elif (due - today).days <= cohort.flags.due_soon_days:
        yield "due-soon", "is due today" if due == today else f"is due on {in_words(due)}"


def _stale(case: Case, cohort: Cohort, today: date) -> Iterator[Flag]:
    if case.edited is None or all(entry.status_class in CLOSED for entry in case.entries):
        return
    if (today - case.edited).days >= cohort.flags.stale_days:
        yield _flag(case, "stale", f"no change since {in_words(case.edited)}")
