"""Lines that are nobody's answer: status lines, progress notes, remarks of others, and the form's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from pdsync.goals.reading.headings import heading_of
from pdsync.goals.reading.kinds import Aside, Kind
from pdsync.goals.reading.lexicon import any_of, phrases
from pdsync.goals.reading.lines import Bare, Look
from pdsync.goals.reading.printed import (
    BOILERPLATE,
    CHAT,
    COACHING,
    FIELDS,
    MORE_FIELDS,
    NOTES,
    ORDERS,
    PEOPLE,
    REMARKS,
    STAFF,
)
from pdsync.goals.reading.text import fold, words
from pdsync.goals.status import is_status
from pdsync.goals.template import BUILTIN

_PEOPLE, _REMARKS, _NOTES_WORDS, _FIELDS = any_of(PEOPLE), any_of(REMARKS), any_of(NOTES), any_of(FIELDS)
_SET_OFF = r"[*_]{0,2}(?P<set>[:=]|[->]+(?=\s|$)|$)\s*"
_DAY = (
    r"(?:\([^)]{0,60}\)|#?\d{1,2}(?:[/.-]\d{1,2})*(?:[/.-]\d{2,4})?|"
    r"(?:on |for |from )?(?:week|wk|day|mod(?:ule)?) ?\d{1,2}|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?"
_DATED = rf"(?:\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)"
_START = re.compile(r"[\W_]*")
_STATUS = re.compile(
    r"(?:(?:current|goal|my|overall|the|final|latest) )*(?:status|state|outcome|progress status)"
    r"(?: update| of (?:the |this |my )?goal)?\s*(?:\([^)]{0,80}\))?\s*(?:[:=|?]|[->]+(?=\s|$)|$)\s*"
)
_CHECKED = re.compile(
    r"(?:(?:goal|is it|is this goal) )?(?:completed?|done|met|achieved|finished)\s*\??\s*(?:\([^)]{0,40}\))?\s*[:?]\s*"
)
_NOTES = re.compile(
    r"(?:(?:my|weekly|daily|goal|module|final|mid-?mod|end of (?:mod|module|week)|ongoing|student) )*"
    r"(?:progress|updates?|check-? ?ins?|journal|log|tracker|tracking|results?|what happened|"
    r"evidence of progress|accountability|notes? (?:on|about) (?:my |the |our )?progress)"
    rf"(?: {_NOTES_WORDS})*\s*{_DAY}?\s*{_SET_OFF}"
)
_STANDING = re.compile(r"(?:(?:my|goal|current|the|final) )*(?:progress|results?)\s*(?:[:=]|-+\s)")
"""Of these what is told in status words alone is the goal's status; a check-in or an update stays a note."""
_WEEKLY = re.compile(
    rf"(?:(?:week|wk|w|sprint|day|mod(?:ule)?|month) ?#?\d{{1,2}}|{_DATED})\s*[-:,]?\s*"
    r"(?:progress|updates?|check-? ?ins?|notes?|review|report|status|retro|reflections?)\b(?: notes?)?\s*"
    rf"(?:{_SET_OFF})?"
)
_LOOSE_NOTES = re.compile(r"(?:additional |other |extra )?(?:notes?|comments?)\s*(?:[:]|$)\s*")
_BRACKETED = re.compile(
    rf"[\[({{<]+\s*(?:{_REMARKS})? ?(?:(?:from|by|of) )?(?:my |the |your |our )?(?:[\w.'-]+ ){{0,2}}?"
    rf"(?:{_PEOPLE}|{_REMARKS})\b[^\])]{{0,40}}?[\]):\-]"
)
_WITH_AUTHOR = re.compile(
    rf"(?:[\w'-]+ ){{0,2}}?{_REMARKS}\s+(?:from|by)\s+[^:]{{1,50}}[:\-]|"
    rf"(?:[\w'-]+ ){{0,2}}?{_PEOPLE}(?:'?s?'?)?\s+{_REMARKS}\b[^:]{{0,30}}[:\-]|"
    rf"[\w.'-]+(?: [\w.'-]+)?\s*[(,]\s*(?:my |the )?{_PEOPLE}\b\)?\s*(?:wrote|said|says|writes|at)?"
    r"\s*(?:[\[(]?\d{1,2}:\d{2}\s?(?:[ap]m)?[\])]?)?\s*[:>]"
)
_INITIALS = re.compile(r"[\w.' -]{1,20}:\s[^\[\]{}]{2,300}[\]}]\s*$")
_REMARK_HEAD = re.compile(
    rf"\W*(?:(?:for|the|my) )*(?:[\w'-]+ )??{_PEOPLE}(?:'?s?'?)?(?: use(?: only)?|(?: \w+)? {_REMARKS}(?: \w+)?)\W*|"
    rf"\W*(?:[\w'-]+ )??{_REMARKS} (?:from|by|for|of) (?:my |the |your |our )?(?:\w+ )?{_PEOPLE}\W*"
)
_REMARK_COLUMN = re.compile(
    r"(?:[\w.'-]+ ){0,3}?(?:comments?|feedback|notes?|remarks?|suggestions?|thoughts)"
    r"(?:\s*[(\[/-].{1,30}|\s+(?:from|by|of|for) .{1,30})?|"
    rf"(?:(?:for|my|the|your) )*(?:[\w'-]+ )?{_PEOPLE}(?:\s*\(.{{1,30}}\))?"
)
FEWEST_SYMBOLS: Final = 5
MOST_KINDS: Final = 3
"""Of so many kinds of symbols at most a row is made that only parts what stands above from what stands below."""
LONGEST_HEAD: Final = 60
_SAYS = re.compile(rf"(?:{_PEOPLE}(?: [\w.'-]+)?|comments?|feedback|remarks?|review)\s*(?:[:>]|-+\s)")
TO_YOU = re.compile(
    r"\b(?:you|your|you've|you're|you'll|great|nice|love|good|awesome|well done|please|consider|try)\b|[?!]\s*$"
)
_STAFF = re.compile(any_of(STAFF))
_FIELD = re.compile(rf"{_FIELDS}\s*(?:\([^)]{{0,40}}\))?\s*[:=]")
_MORE_FIELDS = re.compile(
    rf"(?:(?:possible|potential|anticipated|my|any|expected|the|main) )*{any_of(MORE_FIELDS)}"
    r"\s*(?:\([^)]{0,60}\))?\s*(?:[:=?]|-+\s|$)"
)
_SMARTER = re.compile(r"e(?:[):=]|\s[:=-])\s")
"""The letter after SMART in "SMARTER"."""
_UNFILLED = re.compile(r"(?:[\w'][\w' ]{1,24}:?\s*_{3,}[\s,;]*)+")
_RULED = re.compile(r"([-_=*~#+.·•—–])(?:\s*\1){2,}")
_ASKING = re.compile(r"(?:would|do|are|can|could|will|have|did|is there|if) (?:you|anything|there|so)\b[^?]{3,200}\?")
_CHAT = phrases(CHAT)
_CHAT_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_ORDER = re.compile(rf"(?:please |then |now |next |first |and )*{any_of(ORDERS)}\b")
_INLINE_EXAMPLE = re.compile(r"(?:for )?(?:examples?|e\.g\.|ex|sample)\s*[:,-]\s*\S+ \S+")
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i'll|i'd|i've|me|my|mine|myself|we|our|us)\b")
_SECOND_PERSON = re.compile(r"(?<!thank )(?<!thank-)\b(?:you|your|yours|yourself)\b")
_OF_THE_FORM = re.compile(r"\byour (?:\w+ )?(?:goals?|answers?|response|own)\b|\b(?:below|above)\b")

TRAILING: Final = re.compile(
    r"\s*[\[(](?!notes? (?:to|for) (?:self|me|myself))"
    rf"(?:{_REMARKS} (?:from|by) |[\w.' -]{{0,20}})(?:{_PEOPLE}|{_REMARKS})\b"
    r"[^\[\]()]{0,30}:[^\[\]()]{0,400}[\])]\s*$"
)
"""A remark in brackets at the end of an answer."""


@dataclass(frozen=True, slots=True, eq=False)
class Sentences:
    """What a form prints besides prompts and goals' headings, in plain words: whole lines, and how lines begin."""

    whole: frozenset[str]
    openings: tuple[str, ...]

    def has(self, plain: str) -> bool:
        """Whether a folded line is the form's own."""
        joined = " ".join(words(plain))
        return joined in self.whole or joined.startswith(self.openings)


def aside_of(line: Bare, plain: str, forms: Sentences) -> Aside | None:
    """The best guess at an aside that a line may be, None if it looks like none. `forms`: what forms print."""
    start = _START.match(plain).end()  # type: ignore[union-attr]  # the pattern matches anything
    return (
        _remark(plain, start)
        or _status_or_notes(line, plain, start)
        or _of_the_form(plain, start, forms)
        or heading_of(line, plain, start)
        or _further_field(plain, start)
        or _instruction(plain, start)
    )


def is_remark_head(plain: str) -> bool:
    """Whether a line only says whose remarks stand below or beside it: "Coach's comments", "Instructor feedback:".

    >>> is_remark_head("coach's comments"), is_remark_head("feedback from my mentor:"), is_remark_head("notes")
    (True, True, False)
    """
    return len(plain) <= LONGEST_HEAD and _REMARK_HEAD.fullmatch(plain.strip()) is not None


def is_remark_column(plain: str) -> bool:
    """Whether a table's column holds what others say, by its heading: "Comments (Kim)", "Kim's thoughts", "Coach".

    >>> is_remark_column("comments (kim)"), is_remark_column("mentor"), is_remark_column("my response")
    (True, True, False)
    """
    return len(plain) <= LONGEST_HEAD and _REMARK_COLUMN.fullmatch(plain.strip(" :*")) is not None


def _remark(plain: str, start: int) -> Aside | None:
    """A remark of somebody else's."""
    if start and plain[start - 1] in "[({<" and _BRACKETED.match(plain, start - 1):
        return Aside(Kind.REMARK, 5.0, "a remark in brackets")
    if start and plain[start - 1] in "[{" and _INITIALS.match(plain, start):
        return Aside(Kind.REMARK, 3.0, "a remark in brackets")
    if is_remark_head(plain):
        return Aside(Kind.ASIDE, 4.0, "the heading of somebody's remarks")
    if plain.startswith(("note to self", "note to myself", "notes to self"), start):
        return Aside(Kind.REMARK, 2.0, "a note to self")
    if _WITH_AUTHOR.match(plain, start):
        return Aside(Kind.REMARK, 5.0, "a remark with its author")
    if found := _SAYS.match(plain, start):
        if plain.startswith(("reviewer", "comment", "feedback", "remark"), start):
            return Aside(Kind.REMARK, 4.0, "a remark")
        if TO_YOU.search(plain, found.end()):
            return Aside(Kind.REMARK, 3.0, "a remark to the student")
        said = plain[found.end() :]
        asks = "?" in said or "!" in said or not _FIRST_PERSON.search(said)
        if _STAFF.match(plain, start) and said.count(" ") >= 2 and asks:
            return Aside(Kind.REMARK, 1.5, "a remark of staff")
    return None


def _status_or_notes(line: Bare, plain: str, start: int) -> Aside | None:
    """A line that tells how the goal goes."""
    if found := _STATUS.match(plain, start):
        return Aside(Kind.STATUS, 5.0, "a status line", found.end())
    if found := _WEEKLY.match(plain, start) or _NOTES.match(plain, start):
        if _STANDING.match(plain, start) and is_status(plain[found.end() :]):
            return Aside(Kind.STATUS, 4.0, "progress told in status words", found.end())
        if found["set"]:
            return Aside(Kind.NOTES, 4.0, "progress notes", found.end())
        if found.end() >= len(plain) or line.look is not Look.PLAIN:
            return Aside(Kind.NOTES, 2.0, "progress notes", found.end())
    if found := _CHECKED.match(plain, start):
        return Aside(Kind.STATUS, 2.5, "a line that asks whether it is done", found.end())
    if found := _LOOSE_NOTES.match(plain, start):
        return Aside(Kind.NOTES, 2.0, "notes", found.end())
    return None


def _of_the_form(plain: str, start: int, forms: Sentences) -> Aside | None:
    """Words that the form brought along."""
    if len(plain) <= 400 and forms.has(plain):
        return Aside(Kind.FORM, 6.0, "the form's own words")
    if _UNFILLED.fullmatch(plain.strip()):
        return Aside(Kind.FORM, 4.0, "fields of the form that nobody filled in")
    if _FIELD.match(plain, start):
        return Aside(Kind.INSTRUCTION, 0.5, "a field of the form's head")
    if _RULED.fullmatch(plain.strip()):
        return Aside(Kind.FORM, 1.0 if plain.strip()[0] in ".…•·+" else 2.0, "a ruled line")
    if " ".join(words(plain[start : start + 160])).startswith(_coaching()):
        return Aside(Kind.QUESTION, 6.0, "the question on coaching")
    if start >= len(plain) >= FEWEST_SYMBOLS and len({*plain} - {" "}) <= MOST_KINDS:
        return Aside(Kind.FORM, 1.0, "a row of symbols")
    if " ".join(_CHAT_WORD.findall(plain[start : start + 60])).startswith(_CHAT):
        return Aside(Kind.FORM, 3.0, "a chat page's own words")
    if _ASKING.match(plain, start):
        return Aside(Kind.QUESTION, 1.0, "a question of the form")
    return None


def _further_field(plain: str, start: int) -> Aside | None:
    """A field that the form has beside the five."""
    found = _MORE_FIELDS.match(plain, start) or _SMARTER.match(plain, start)
    return Aside(Kind.FIELD, 2.0, "another field of the form") if found else None


def _instruction(plain: str, start: int) -> Aside | None:
    """An order or a hint of the form's, in its own voice: to a "you", never of an "I"."""
    if _FIRST_PERSON.search(plain):
        return None
    if _INLINE_EXAMPLE.match(plain, start):
        return Aside(Kind.INSTRUCTION, 1.0, "an example of the form's")
    if _SECOND_PERSON.search(plain) and (_ORDER.match(plain, start) or _OF_THE_FORM.search(plain)):
        return Aside(Kind.INSTRUCTION, 0.5, "an instruction of the form's")
    return None


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
