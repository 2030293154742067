"""Questions in somebody's own words: which of the five sections they ask for; and "Q:" and "A:" before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from pdsync.goals.model import Section
from pdsync.goals.reading.lexicon import ASKING_FOR
from pdsync.goals.reading.lines import Line

MOST_WORDS: Final = 16
LONGEST: Final = 120

_ASKS = re.compile(
    r"(?:and |or |so |ok |okay )?(?:by when|when|what|who|whom|where|why|how|which|is|are|am|do|does|can|could|will|"
    r"would|should|so what)\b"
)
_RULES: Final = tuple((section, re.compile(rf"\b(?:{pattern})\b")) for section, pattern in ASKING_FOR)


def asks_for(plain: str, start: int = 0) -> tuple[Section, int] | None:
    """The section that a line's opening question asks for, and where the question ends.

    >>> asks_for("how will i know i got there? 3 offers")
    (<Section.MEASURABLE: 'measurable'>, 28)
    """
    section, end = None, start
    while True:
        mark = plain.find("?", end, end + LONGEST)
        if mark < 0 or not _ASKS.match(plain, end):
            break
        asked = _one_asks_for(plain[end:mark])
        if asked is None or (section is not None and asked is not section):
            break
        section, end = asked, mark + 1 + (plain[mark + 1 : mark + 2] == " ")
    return None if section is None else (section, len(plain[:end].rstrip()))


def _one_asks_for(question: str) -> Section | None:
    if question.count(" ") >= MOST_WORDS or any(mark in question for mark in (". ", "! ", '"')):
        return None
    return next((section for section, rule in _RULES if rule.search(question)), None)


_QUESTION = re.compile(r"\W*(?:q|question)\s*\d{0,2}\s*[:.)\]-]\s*(?=\w)")
_ANSWER = re.compile(r"\W*a\s*\d{0,2}\s*[:.)\]-]\s*")
_NAMED_ANSWER = re.compile(r"\W*(?:(?:my|your|student|student's) )?(?:answer|ans|response)\s*\d{0,2}\s*[:\]-]\s*")


_MARKS: Final = " \t([{\"'*_-•·>#"
_OPENINGS: Final = ("q", "a", "my a", "my r", "your a", "your r", "student", "response")


def without_marks(lines: Iterable[Line | None]) -> Iterator[Line | None]:
    """The lines without "Q:" before a question, "A:" before what follows it, and "My answer:"."""
    asked = False
    for line in lines:
        if line is None:
            yield None
            continue
        if not line.plain.lstrip(_MARKS).startswith(_OPENINGS):
            asked = False
            yield line
            continue
        mark = _QUESTION.match(line.plain) if "?" in line.plain else None
        answer = (_ANSWER.match(line.plain) if asked else None) or _NAMED_ANSWER.match(line.plain)
        asked = mark is not None
        cut = mark or answer
        if cut is None or line.struck:
            yield line
        elif rest := line.text[cut.end() :]:
            yield replace(line, text=rest, plain=line.plain[cut.end() :], bold_to=max(0, line.bold_to - cut.end()))
