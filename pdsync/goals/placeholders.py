"""Text that fills a place and answers nothing."""

from __future__ import annotations

import re
from typing import Final

from pdsync.goals.reading.printed import HINTS, PLACEHOLDERS
from pdsync.goals.reading.remembered import once_a_text
from pdsync.goals.reading.text import fold

_RULED = re.compile(r"[\s_\u200c\u200d]*")
_MARKS = re.compile(r"[\W_]*")
_EDGES = re.compile(r"^[^\w?]+|[^\w]+$")
_PUT_OFF = re.compile(r"(?:tbd|tba|tbc|t\.b\.d\.?|n/?a|todo|to do|idk|not sure)\b\D{0,30}")
_OF_A_GOAL = re.compile(r"\b(?:goals?|form|questions|this (?:one|part)|the rest|second one|2nd one|other one)\b")
_LATER = re.compile(
    r"\b(?:sorry|apologies|later|not (?:yet )?(?:sure|done|finished|ready)|no idea|have(?:n't| not)|didn't|did not|"
    r"still (?:need|have|thinking)|don't (?:\w+ )?know|"
    r"(?:will|'ll|gonna|going to) (?:do|write|fill|add|finish|think|come back|pick|choose))\b"
)
LONGEST: Final = 60
LONGEST_EXCUSE: Final = 160
MOST_WORDS: Final = 5


def is_blank(text: str) -> bool:
    """Whether there is nothing in it, or only a line to write on.

    >>> is_blank("_______"), is_blank(".")
    (True, False)
    """
    return _RULED.fullmatch(text) is not None


def is_placeholder(text: str) -> bool:
    """Whether a text stands for an answer that is yet to come.

    >>> is_placeholder("TBD 😊"), is_placeholder("…"), is_placeholder("21st")
    (True, True, False)
    """
    if len(text) > LONGEST:
        return False
    if _MARKS.fullmatch(text):
        return True
    plain = _bare(text)
    known = plain in PLACEHOLDERS or plain.replace("'", "").replace(".", "") in PLACEHOLDERS or plain in HINTS
    return known or (plain.count(" ") <= MOST_WORDS and _PUT_OFF.fullmatch(plain) is not None)


def is_hint(text: str) -> bool:
    """Whether a text is what a form prints where an answer goes: nobody's words.

    >>> is_hint("[Type your answer here]"), is_hint("TBD")
    (True, False)
    """
    return len(text) <= LONGEST and _bare(text) in HINTS


def is_excuse(text: str) -> bool:
    """Whether a text only says that a goal or a form will be filled in later.

    >>> is_excuse("I'll do the second goal after our 1:1, sorry"), is_excuse("I will do it by week 4")
    (True, False)
    """
    if len(text) > LONGEST_EXCUSE:
        return False
    plain = _bare(text)
    return _OF_A_GOAL.search(plain) is not None and _LATER.search(plain) is not None


def says_nothing(text: str) -> bool:
    """Whether nobody wrote anything in a place: it is blank, or the form's hint stands in it."""
    return is_blank(text) or is_hint(text)


@once_a_text
def _bare(text: str) -> str:
    return " ".join(_EDGES.sub("", fold(text)).split())
