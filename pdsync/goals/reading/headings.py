"""Headings that open something other than a goal: all goals together, examples, earlier goals, anything else."""

from __future__ import annotations

import re
from typing import Final

from pdsync.goals.reading.kinds import Aside, Kind
from pdsync.goals.reading.lexicon import any_of
from pdsync.goals.reading.lines import Bare, Look
from pdsync.goals.reading.printed import OTHER_HEADINGS, OVERVIEWS

LONGEST: Final = 90
MOST_WORDS_IF_PLAIN: Final = 6

_EXAMPLE = re.compile(
    r"(?:here (?:are|is) (?:some |a few |an |one )?|for |some |see |smart |an? |goal |sample |other |possible )*"
    r"(?:examples?|samples?)\b.{0,60}$"
)
_LISTED_EXAMPLES = re.compile(
    r"(?:here are |some |a few |goal |possible )*(?:examples|ideas|suggestions)[*_]*:[*_]*\s*\w"
)
"""All on one line: nothing below it belongs to them."""
_NAMED_EXAMPLE = re.compile(r".{0,40}\b(?:examples?|samples?)\W*$")
_EXPLAINED = re.compile(
    r"(?:what|how|why)\b.{0,30}\bsmart\b.{0,30}$|smart (?:goals? )?(?:stands for|means|is|are)\b|about smart|"
    r".{0,20}\bdefinitions?\W*$"
)
_EARLIER = r"\b(?:last|previous|past|prior|old|former|earlier|completed|finished|archived?)\b"
_OLD = re.compile(rf".{{0,40}}{_EARLIER}.{{0,24}}\b(?:goals?|mod(?:ule)?|inning|term|week)\b.{{0,40}}$")
_OLD_GOALS = re.compile(
    rf".{{0,40}}{_EARLIER}.{{0,24}}\bgoals?\b|(?:my |the )?goals?\b.{{0,24}}{_EARLIER}|"
    rf"(?:from |for |in )?(?:my |the )?{_EARLIER} (?:mod(?:ule)?|inning|term)(?: \d)?\W*$"
)
"""What a plain line must say to be the heading of earlier goals: "last week" may be an answer."""
_LAST_DAY = re.compile(
    r"[smart][).:\]-]|.{0,40}\blast (?:(?:mon|tues|wednes|thurs|fri|satur|sun)?day|week|weekend|class|half|\d+)s?"
    r"(?: day)? (?:of|in|before)\b"
)
"""A time that is to come: "last Friday of the module"."""
_DONE_GOALS = re.compile(
    r".{0,30}\bgoals\b.{0,20}[-:(>|].{0,10}\b(?:done|completed?|finished|archived?|closed|old|past|met)\b.{0,12}$|"
    r".{0,20}\barchive\W*$"
)
_OVERVIEW = re.compile(any_of(OVERVIEWS))
_BARE_OVERVIEW = re.compile(
    r"(?:(?:my|our|the|smart|s\.m\.a\.r\.t\.?|pd|current|new|module|mod|\d|this|for|\w+'s) )*"
    r"(?:goals|objectives|answers|goal plan|plan)"
    r"(?: for (?:this |the )?(?:mod|module|inning|term|week)(?: \d)?| for module \d)?\W*$"
)
_OTHER = re.compile(
    r"(?:(?:final|student|parent|mentor|my|weekly|module|mod|end of \w+|overall|closing|other|general|useful) )*"
    rf"{any_of(OTHER_HEADINGS)}(?P<rest>.{{0,60}})$"
)
_TO_DO = re.compile(r"(?:my )?(?:to[ -]?dos?|tasks?)\b(?: list)?.{0,24}$")
_AFTERTHOUGHT = re.compile(r"p\.\s?s\.|ps[:.,]\s")
_GREETING = re.compile(
    r"(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening)|@)(?: there)? ?(?!me\b|world)[a-z][\w.'-]{1,20}"
    r"(?: (?:and|&) [a-z][\w.'-]{1,20}| [a-z][\w.'-]{1,20})?\s*[,!.:]"
)
_THANKS = re.compile(r"(?:thanks|thank you|many thanks|thx|cheers)(?: [\w']+){0,3}[!,.]+(?: ?[\w.'-]+){0,2}[!. ]*$")
_CLOSING = re.compile(
    r"(?:thanks|thank you|many thanks|thx|best|best regards|kind regards|regards|sincerely|cheers|yours|take care)\b"
    r"[\w ,]{0,24}[!.,]*$"
)


def heading_of(line: Bare, plain: str, start: int) -> Aside | None:
    """What a line opens if it is a heading, in a heading's style or by its words."""
    body = plain[start:].strip(" *_#:")
    if line.gap and not line.item and line.look is Look.PLAIN and _GREETING.match(body):
        return Aside(Kind.ASIDE, 3.0, "a letter to somebody")
    if len(body) > LONGEST or not body:
        return None
    colon = plain.rstrip(" *_").endswith(":")
    worth = {Look.PLAIN: 2.5 if colon else 0.0, Look.BOLD: 3.0}.get(line.look, 4.0)
    if not worth and body.count(" ") >= MOST_WORDS_IF_PLAIN and not _EXAMPLE.match(body):
        return None
    return _zone(line, body, worth, colon=colon) or _other(line, body, worth, colon=colon)


def _zone(line: Bare, body: str, worth: float, *, colon: bool) -> Aside | None:
    """Examples, explanations, earlier goals: what stands below is nobody's answer."""
    stands_out = line.look is not Look.PLAIN
    if _LISTED_EXAMPLES.match(body):
        return Aside(Kind.INSTRUCTION, 2.0, "examples of the form's")
    named = stands_out and _NAMED_EXAMPLE.match(body) is not None
    if named or (_EXAMPLE.match(body) and (stands_out or colon or body.count(" ") <= 4)):
        return Aside(Kind.EXAMPLE, max(worth, 1.0) + 2, "the heading of examples")
    if _EXPLAINED.match(body):
        return Aside(Kind.EXAMPLE, worth + 2, "an explanation of SMART")
    if _is_earlier(body, marked=stands_out or colon) and (stands_out or colon or body.count(" ") < MOST_WORDS_IF_PLAIN):
        return Aside(Kind.OLD, max(worth, 1.5) + 2, "the heading of earlier goals")
    return None


def _is_earlier(body: str, *, marked: bool) -> bool:
    """Whether words speak of goals that were; `marked`: they stand out or end with a colon."""
    if "smart" in body[:6]:
        return False
    old = _OLD.match(body) and not _LAST_DAY.match(body) and (marked or _OLD_GOALS.match(body))
    return bool(old) or _DONE_GOALS.match(body) is not None


def _other(line: Bare, body: str, worth: float, *, colon: bool) -> Aside | None:
    """Headings over all goals, and headings that have nothing to do with goals."""
    stands_out = line.look is not Look.PLAIN
    if _AFTERTHOUGHT.match(body):
        return Aside(Kind.ASIDE, 2.0, "an afterthought")
    if _THANKS.match(body):
        return Aside(Kind.ASIDE, 2.0, "the end of a letter")
    if _CLOSING.match(body) and (line.gap or stands_out):
        return Aside(Kind.ASIDE, 2.0, "the end of a letter")
    if (found := _OTHER.match(body)) and (stands_out or colon or found["rest"][:1] in ("", ":")):
        return Aside(Kind.ASIDE, max(worth, 2.0), "a heading that opens something else")
    if stands_out and _TO_DO.match(body):
        return Aside(Kind.ASIDE, worth, "a list of things to do")
    if stands_out and body.count(" ") <= 10 and _OVERVIEW.search(body):
        return Aside(Kind.ASIDE, worth + 0.5, "a heading over all goals")
    if _BARE_OVERVIEW.match(body):
        return Aside(Kind.ASIDE, max(worth, 1.5), "a heading over all goals")
    return None
