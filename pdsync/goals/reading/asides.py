"""Lines that are nobody's answer: remarks, progress notes, fields of a form's head, examples, old goals, other headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Final

from pdsync.goals.reading.lexicon import BOILERPLATE, COACHING, FIELDS, PEOPLE, REMARKS
from pdsync.goals.reading.lines import Line, Look
from pdsync.goals.reading.text import fold, words
from pdsync.goals.template import BUILTIN


class Kind(Enum):
    """What a line may be besides a label, a goal's heading and an answer."""

    STATUS = auto()
    NOTES = auto()
    REMARK = auto()
    FORM = auto()
    QUESTION = auto()
    ASIDE = auto()
    OVERVIEW = auto()
    EXAMPLE = auto()
    OLD = auto()


@dataclass(frozen=True, slots=True)
class Aside:
    """A possible aside: its kind, what speaks for it, and where its content begins (for a status, a note)."""

    kind: Kind
    worth: float
    way: str
    content: int = 0


_START = re.compile(r"[\W_]*")
_STATUS = re.compile(
    r"(?:(?:current|goal|my|overall|the|final|latest) )*(?:status|state|outcome|progress status)(?: update| of (?:the |this |my )?goal)?"
    r"\s*(?:\([^)]{0,80}\))?\s*(?:[:=|?]|[->]+(?=\s|$)|$)\s*"
)
_CHECKED = re.compile(
    r"(?:(?:goal|is it|is this goal) )?(?:completed?|done|met|achieved|finished)\s*\??\s*(?:\([^)]{0,40}\))?\s*[:?]\s*"
)
_NOTES = re.compile(
    r"(?:(?:my|weekly|daily|goal|module|final|mid-?mod|end of (?:mod|module|week)|ongoing|student) )*"
    r"(?:progress|updates?|check-? ?ins?|journal|log|tracker|tracking|results?|what happened|evidence of progress|accountability)"
    r"(?: (?:notes?|tracker|tracking|log|logs|report|updates?|check-? ?ins?|checks?|journal|so far|comments?|towards? (?:this|the|my) goal))*"
    r"\s*(?:\([^)]{0,60}\)|#?\d{1,2}(?:[/.-]\d{1,2})*(?:[/.-]\d{2,4})?|(?:on |for |from )?(?:week|wk|day|mod(?:ule)?) ?\d{1,2}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)?"
    r"\s*(?P<set>[:=]|[->]+(?=\s|$)|$)\s*"
)
_WEEKLY = re.compile(
    r"(?:week|wk|w|sprint|day|mod(?:ule)?|month) ?#?\d{1,2}\s*[-:,]?\s*(?:progress|updates?|check-? ?ins?|notes?|review|report|status|retro|reflections?)\b"
    r"(?: notes?)?\s*(?P<set>[:=]|[->]+(?=\s|$)|$)?\s*"
)
_LOOSE_NOTES = re.compile(r"(?:notes?|comments?|additional notes?|other notes?)\s*(?P<set>[:]|$)\s*")
_BRACKETED = re.compile(
    rf"[\[({{<]+\s*(?:{REMARKS})? ?(?:(?:from|by|of) )?(?:my |the |your |our )?(?:[\w.'-]+ ){{0,2}}?(?:{PEOPLE}|{REMARKS})\b[^\])]{{0,40}}?[\]):\-]"
)
_FROM = re.compile(rf"(?:[\w'-]+ ){{0,2}}?(?:{REMARKS})\s+(?:from|by)\s+[^:]{{1,50}}[:\-]")
_THEIRS = re.compile(rf"(?:[\w'-]+ ){{0,2}}?(?:{PEOPLE})(?:'?s?'?)?\s+(?:{REMARKS})\b[^:]{{0,30}}[:\-]")
_SAYS = re.compile(rf"(?:(?:{PEOPLE})(?: [\w.'-]+)?|comments?|feedback|remarks?|review)\s*(?P<set>[:>]|-+\s)")
_YOU = re.compile(
    r"\b(?:you|your|you've|you're|you'll|great|nice|love|good|awesome|well done|please|consider|try)\b|\?\s*$|!\s*$"
)
_FIELD = re.compile(rf"(?:{FIELDS})\s*(?:\([^)]{{0,40}}\))?\s*[:=]")
_ASKING = re.compile(r"(?:would|do|are|can|could|will|have|did|is there|if) (?:you|anything|there|so)\b[^?]{3,200}\?")
_EXAMPLE = re.compile(
    r"(?:here (?:are|is) (?:some |a few |an |one )?|for |some |see |smart |an? |goal |sample |other |possible )*(?:examples?|samples?)\b(?P<rest>.{0,60})$"
)
_NAMED_EXAMPLE = re.compile(r".{0,40}\b(?:examples?|samples?)\W*$")
_EXPLAINED = re.compile(
    r"(?:what|how|why)\b.{0,30}\bsmart\b.{0,30}$|smart (?:goals? )?(?:stands for|means|is|are)\b|about smart|.{0,20}\bdefinitions?\W*$"
)
_OLD = re.compile(
    r".{0,40}\b(?:last|previous|past|prior|old|former|earlier|completed|finished|archived?)\b.{0,24}\b(?:goals?|mod(?:ule)?|inning|term|week)\b.{0,40}$"
)
_DONE_GOALS = re.compile(
    r".{0,30}\bgoals\b.{0,20}[-:(>|].{0,10}\b(?:done|completed?|finished|archived?|closed|old|past|met)\b.{0,12}$|.{0,20}\barchive\W*$"
)
_OVERVIEW = re.compile(
    r"\b(?:goals|objectives|plan|plans|planning|template|worksheet|answers|smart|form|doc|document|contract)\b"
)
_BARE_OVERVIEW = re.compile(
    r"(?:(?:my|our|the|smart|s\.m\.a\.r\.t\.?|pd|current|new|module|mod|\d|this|for|\w+'s) )*(?:goals|objectives|answers|goal plan|plan)"
    r"(?: for (?:this |the )?(?:mod|module|inning|term|week)(?: \d)?| for module \d)?\W*$"
)
_ASIDES = re.compile(
    r"(?:final |my |weekly |module |mod |end of \w+ |overall |closing |other |general |helpful |useful )*(?:reflections?|retrospective|retro|feedback|resources?|links?|"
    r"instructions?|overview|schedule|agenda|rubric|appendix|next steps|suggestions?|tips|summary|support|wins|celebrations?|gratitude|"
    r"introduction|intro|about me|background|contacts?|questions|faq|deadlines|important dates|expectations|calendar|coaching|signatures?|"
    r"accountability partner|brainstorm|ideas|strengths|weaknesses|what went well|lessons learned|takeaways)\b(?P<rest>.{0,60})$"
)


def aside_of(line: Line, plain: str, forms: Sentences) -> Aside | None:
    """The best guess at an aside that a line may be, None if it looks like none.

    `forms`: what forms print.
    """
    start = _START.match(plain).end()  # type: ignore[union-attr]
    if (remark := _remark(plain, start)) is not None:
        return remark
    if (found := _STATUS.match(plain, start)) and found.end() > start:
        return Aside(Kind.STATUS, 5.0, "a status line", found.end())
    if (found := _WEEKLY.match(plain, start)) or (found := _NOTES.match(plain, start)):
        worth = 4.0 if found["set"] else 2.0 if found.end() >= len(plain) or line.look is not Look.PLAIN else 0.0
        if worth:
            return Aside(Kind.NOTES, worth, "progress notes", found.end())
    if found := _CHECKED.match(plain, start):
        return Aside(Kind.STATUS, 2.5, "a line that asks whether it is done", found.end())
    if (found := _LOOSE_NOTES.match(plain, start)) and len(plain) > start:
        return Aside(Kind.NOTES, 2.0, "notes", found.end())
    return _of_the_form(line, plain, start, forms) or _heading(line, plain, start)


def _remark(plain: str, start: int) -> Aside | None:
    """A remark of somebody else's."""
    if start and plain[start - 1] in "[({<" and _BRACKETED.match(plain, start - 1):
        return Aside(Kind.REMARK, 5.0, "a remark in brackets")
    if _FROM.match(plain, start) or _THEIRS.match(plain, start):
        return Aside(Kind.REMARK, 5.0, "a remark with its author")
    if found := _SAYS.match(plain, start):
        meant = _YOU.search(plain, found.end()) is not None
        if plain.startswith(("reviewer", "comment", "feedback", "remark"), start):
            return Aside(Kind.REMARK, 4.0, "a remark")
        return Aside(Kind.REMARK, 3.0 if meant else 0.0, "a remark to the student")
    return None


def _of_the_form(line: Line, plain: str, start: int, forms: Sentences) -> Aside | None:
    """Words that the form brought along."""
    if len(plain) <= 400 and forms.has(plain):
        return Aside(Kind.FORM, 6.0, "the form's own words")
    if _FIELD.match(plain, start):
        return Aside(Kind.FORM, 0.5, "a field of the form's head")
    if found := _ASKING.match(plain, start):
        coaching = any(" ".join(words(plain[start:])).startswith(one) for one in _coaching())
        return Aside(Kind.QUESTION, 6.0 if coaching else 1.0, "a question of the form", found.end())
    if any(" ".join(words(plain[start : start + 120])).startswith(one) for one in _coaching()):
        return Aside(Kind.QUESTION, 6.0, "the question on coaching", start)
    return None


def _heading(line: Line, plain: str, start: int) -> Aside | None:
    """A heading that opens something other than a goal."""
    body = plain[start:].strip(" *_#:")
    if len(body) > 90 or not body:
        return None
    colon = plain.rstrip(" *_").endswith(":")
    stands_out = line.look is not Look.PLAIN
    worth = {Look.PLAIN: 2.5 if colon else 0.0, Look.BOLD: 3.0}.get(line.look, 4.0)
    if _EXAMPLE.match(body) or (stands_out and _NAMED_EXAMPLE.match(body)):
        return Aside(Kind.EXAMPLE, max(worth, 1.0) + 2, "the heading of examples")
    if not worth and len(body.split()) > 6:
        return None
    if _EXPLAINED.match(body):
        return Aside(Kind.EXAMPLE, worth + 2, "an explanation of SMART")
    if (
        "smart" not in body[:6]
        and (_OLD.match(body) or _DONE_GOALS.match(body))
        and (stands_out or colon or body.count(" ") <= 5)
    ):
        return Aside(Kind.OLD, max(worth, 1.5) + 2, "the heading of earlier goals")
    if (found := _ASIDES.match(body)) and (stands_out or colon or found["rest"][:1] in ("", ":")):
        return Aside(Kind.ASIDE, max(worth, 2.0), "a heading that opens something else")
    if stands_out and _OVERVIEW.search(body) and body.count(" ") <= 10:
        return Aside(Kind.OVERVIEW, worth + 0.5, "a heading over all goals")
    if _BARE_OVERVIEW.match(body):
        return Aside(Kind.OVERVIEW, max(worth, 1.5), "a heading over all goals")
    return None


@dataclass(frozen=True, slots=True)
class Sentences:
    """What a form prints besides prompts and goals' headings, in plain words: whole lines, and how lines begin."""

    whole: frozenset[str]
    openings: tuple[str, ...]

    def has(self, plain: str) -> bool:
        """Whether a folded line is the form's own."""
        joined = " ".join(words(plain))
        return joined in self.whole or joined.startswith(self.openings)


def sentences_with(more: Iterable[str]) -> Sentences:
    """The sentences that forms print, with those of a school's own form. What stands behind a {{field}} may vary."""
    whole, openings = set(), set()
    for line in (*BOILERPLATE, *BUILTIN.own_words, *more):
        before, field, _ = line.partition("{{")
        plain = " ".join(words(fold(before)))
        if not field:
            whole.add(plain)
        if plain.count(" ") >= (1 if field else 5):
            openings.add(plain)
    return Sentences(frozenset(whole - {""}), tuple(sorted(openings)))


@cache
def known_sentences() -> Sentences:
    """The sentences that are known without a form."""
    return sentences_with(())


@cache
def _coaching() -> tuple[str, ...]:
    return tuple(" ".join(words(fold(one))) for one in COACHING)


TRAILING: Final = re.compile(
    rf"\s*[\[(](?:(?:{REMARKS}) (?:from|by) |[\w.' -]{{0,20}})(?:{PEOPLE}|{REMARKS})\b[^\[\]()]{{0,30}}:[^\[\]()]{{0,400}}[\])]\s*$"
)
"""A remark in brackets at the end of an answer."""
