"""Who needs a word this week, and why: one pure function from what is known of a student to flags in neutral words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pdsync.goals.cohort import Cohort
from pdsync.goals.model import Case, Entry, Flag, Section, Standing, StatusClass

SURE = 0.8
"""A due date read with less confidence than this is asked about, never called overdue."""

CLOSED = (StatusClass.DONE, StatusClass.DROPPED, StatusClass.NOT_MET)


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
        "duplicate-doc", "More than one Doc is marked as this student's.", "has 2 goal Docs; the one read is the first"
    ),
    Rule("shared-too-widely", "Anyone with the link can open the Doc.", "anyone with the link can open the Doc"),
    Rule("not-started", "Nothing has been written in the Doc yet.", "nothing is written yet"),
    Rule("missing-goal", "Fewer goals are written than expected.", "1 of 2 goals is written"),
    Rule("incomplete", "A goal has sections without an answer.", "goal 1 has no answer yet for Measurable, Relevant"),
    Rule(
        "unreadable",
        "There is text in the Doc that pdsync could not read as goals.",
        "there is text, but no goal could be read from it",
    ),
    Rule("no-due-date", "A goal's Timebound answer names no day.", "goal 2 names no day in Timebound: “soon”"),
    Rule(
        "ambiguous-date",
        "A due date can be read in more than one way, or not surely.",
        "goal 1: “3/4” may mean 4 March 2027 or 3 April 2027",
    ),
    Rule("due-soon", "A goal is due within the days set, and not done.", "goal 1 is due on Friday 18 December 2026"),
    Rule(
        "overdue",
        "A goal's due date has passed, and its status is not done.",
        "goal 1 was due on Friday 18 December 2026; its status is “in progress”",
    ),
    Rule(
        "after-module-end",
        "A goal is due after the module ends.",
        "goal 2 is due on Monday 1 February 2027, after the module ends",
    ),
    Rule(
        "stale",
        "The student has not changed the Doc for the days set, and a goal is open.",
        "no change since Monday 2 November 2026",
    ),
)
"""Every kind of flag, in the order in which they are shown. The docs' list is made from it."""

KINDS = tuple(rule.kind for rule in FLAGS)
