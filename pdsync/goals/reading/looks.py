"""What a line may be by the way it stands out: a goal's heading or title, a status, another heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pdsync.goals.reading.heads import Head, named_goal
from pdsync.goals.reading.lines import Bare, Cell, Look
from pdsync.goals.reading.remarks import NO_NAMES
from pdsync.goals.reading.segments import Candidate, Role
from pdsync.goals.reading.text import fold
from pdsync.goals.status import is_status

LONGEST_TITLE: Final = 9
"""A bare line of more words than this is no title."""
A_LINE_OF_ITS_OWN: Final = "a line of its own"

_ENDS_A_SENTENCE = re.compile(r"[.!?,;…]\W*$")
_SENT = re.compile(
    r"([A-Z][\w.'’-]+ [A-Z][\w.'’-]*)[ ,|•·-]{1,4}"
    r"(?:(?:[Tt]oday|[Yy]esterday)(?: at)? )?\d{1,2}:\d{2}(?:\s?[AaPp][Mm])?"
)
"""Who sent a message, and when."""
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec"
_DAY = re.compile(
    rf"\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? ?)?(?:\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?|"
    rf"(?:{_MONTH})[a-z]* \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}}\.? (?:{_MONTH})[a-z]*(?: \d{{4}})?)\W*"
)
COUNTED = re.compile(r"[\W_]*(\d{1,2})(?:\s*[.):]\s+|\ufe0f?\u20e3\s*|(?<=#\d)\s+[-:]*\s*)")


def heads_at(line: Bare, plain: str, text: str, head: Head | None) -> Iterator[Candidate]:
    """What a line may be at the beginning of a goal."""
    if head is not None:
        yield Candidate(Role.HEAD, head.worth, head.way, head=head)
    elif (span := named_goal(plain)) is not None:
        yield Candidate(Role.NAMED, 4.0, "a goal's title line", span=span)
    elif line.cell is Cell.HEAD:
        yield Candidate(Role.HEAD, 3.0, "the heading of a table's column or row", head=bare_head(text, plain))


def by_its_looks(line: Bare, *, named: bool, in_headings: bool) -> Iterator[Candidate]:
    """What a line without any known word may be by the way it stands out."""
    count = line.text.count(" ") + 1
    if line.dropdown:
        yield Candidate(Role.STATUS, 3.0, "a dropdown", span=(0, len(line.text)))
    elif count <= 8 and is_status(line.text):
        yield Candidate(Role.STATUS, 2.0, "nothing but status words", span=(0, len(line.text)))
    if named:
        return
    match line.look:
        case Look.TITLE:
            yield Candidate(Role.ASIDE, 3.0, "a title")
            return
        case Look.HEADING:
            yield Candidate(Role.ASIDE, -0.5 if in_headings else 2.0, "a heading that names no goal")
        case Look.BOLD:
            yield Candidate(Role.ASIDE, 0.3 + 0.5 * line.gap, "a bold line")
    counts = line.ordered or COUNTED.match(line.plain) is not None
    if (dated := _dated(line)) is not None:
        yield from dated
        return
    if count <= LONGEST_TITLE + 3 * (line.look is Look.HEADING or counts):
        yield from _as_title(line, count, in_headings=in_headings)


def _dated(line: Bare) -> tuple[Candidate, ...] | None:
    """What a line with nothing but a day, or a name and a time, may be besides an answer; None if it is neither."""
    if _DAY.fullmatch(line.plain):
        return (Candidate(Role.ASIDE, 1.2, "a journal's day"),) if line.gap and not line.item else ()
    sent = _SENT.fullmatch(line.text)
    if sent is None or not NO_NAMES.isdisjoint(fold(sent[1]).split()):
        return None
    return (Candidate(Role.ASIDE, 1.4, "a message pasted from a chat"),)


def with_choice(head: Head, line: Bare) -> Head:
    """A heading at whose end a status is chosen from a dropdown."""
    if line.choice is None or line.choice[1] < len(line.text):
        return head
    title = head.title
    if title is not None and title[1] > line.choice[0]:
        end = len(line.text[: line.choice[0]].rstrip(" -–—:|("))
        title = (title[0], end) if end > title[0] else None
    return replace(head, title=title, status=line.choice)


def _as_title(line: Bare, count: int, *, in_headings: bool) -> Iterator[Candidate]:
    """A line of its own that may be a goal's title, if labels follow."""
    match line.look:
        case Look.HEADING:
            worth = -2.5 if in_headings else 1.0
        case Look.BOLD:
            worth = 0.5 * line.gap
        case _:
            worth = -0.5 if line.gap else -3.5
            numbered = line.ordered or COUNTED.match(line.plain) is not None
            if numbered:
                worth = -0.5
            elif line.item or line.cell is not Cell.NONE or ":" in line.plain or not line.text[:1].isupper():
                return
    if _ENDS_A_SENTENCE.search(line.text):
        worth -= 1.5
    yield Candidate(Role.HEAD, worth, A_LINE_OF_ITS_OWN, head=bare_head(line.text, line.plain))


def bare_head(text: str, plain: str) -> Head:
    """A goal's heading that is nothing but its number, its title, or both."""
    bare = plain.strip(" .:#()")
    if bare.isdecimal():
        return Head(3.0, "number", int(bare) if len(bare) < 4 else None)
    counted = COUNTED.match(plain)
    number = int(counted[1]) if counted else None
    return Head(3.0, "title", number, (counted.end() if counted else 0, len(text)))
