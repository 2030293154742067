"""Where a form's prompt ends and the student's answer begins, beside it or in its brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pdsync.goals.model import Section
from pdsync.goals.reading.lexicon import PROMPT_SENTENCES, PROMPTS_TO_THE_LETTER
from pdsync.goals.reading.text import fold, words

Span = tuple[int, int]

QUESTION_WORDS: Final = frozenset(words("what who whom when where why how which much many so"))
"""Words that in brackets after a label only hint at what to write."""

SEPARATOR: Final = re.compile(
    r"[*_]{0,2}\s*(?:[:=|]+(?:[*_]{1,2}(?=\s))?[->]*|[->]+(?=\s|$|[^\d\s])|(?<=\w)(?:\.{1,3}|…|;)(?=\s|$))?\s*"
)
"""What stands between a label and its answer."""

LONGEST: Final = 240
"""No prompt's sentence is longer."""

ALIKE: Final = 0.7
"""A question that shares so much of its words with a known prompt is that prompt, re-worded."""

LIKE_A_PROMPT: Final = 0.5
"""A whole line that is a question is the form's when it shares so much with a known prompt."""

_SYMBOLS = re.compile(r"[^\w?.…\-]*")
_SENTENCE = re.compile(r"(?<=[?.!])\s+")
_ASKING = re.compile(
    r"\W*(?:and |or |so |if (?:so|not),? )*(?:what|who|whom|when|where|why|how|which|is|are|do|does|did|can|could|will|"
    r"would|have|has|should|by when|in what)\b"
)
_YOU = re.compile(r"\b(?:you|your|yours|you'll|you've|you're|yourself)\b")
_CLOSING = re.compile(r"\)[\s:.\-]*$")


def is_question(plain: str) -> bool:
    """Whether a text is a single question of three words or more."""
    bare = plain.strip()
    asks = bare.endswith("?") and len(bare) <= LONGEST and _ASKING.match(bare) is not None
    return asks and bare.count("?") == 1 and bare.count(" ") >= 2


def similar(one: Iterable[str], other: frozenset[str]) -> float:
    """How much of their words two texts share, from 0 to 1."""
    ours = frozenset(one)
    return 2 * len(ours & other) / (len(ours) + len(other)) if ours and other else 0.0


def _loosely(sentence: str) -> str:
    """A pattern for a sentence whatever marks and spaces stand between its words."""
    return r"\W+".join(map(re.escape, words(fold(sentence))))


@dataclass(frozen=True, slots=True)
class Prompts:
    """The prompts of one form: for each section a pattern for its sentences, their words, and how it begins."""

    exact: Mapping[Section, re.Pattern[str]]
    known: Mapping[Section, tuple[frozenset[str], ...]]
    openings: Mapping[Section, str]

    def past(self, plain: str, start: int, section: Section | None) -> int:
        """The place after the prompt's sentences that stand at `start`; `start` itself if there are none."""
        place = start
        while place < len(plain):
            if section is not None and (found := self.exact[section].match(plain, place)) and found.end() > place:
                place = found.end()
                continue
            after = self._past_question(plain, place, section)
            if after == place:
                break
            place = after
        return place

    def _past_question(self, plain: str, start: int, section: Section | None) -> int:
        """The place after a question that the form asks, in other words than the known ones or to a "you"."""
        end = plain.find("?", start, start + LONGEST)
        if end < 0 or not _ASKING.match(plain, start):
            return start
        stop = max(plain.rfind(mark, start, end) for mark in (". ", "! ", ": "))
        if stop > start and stop > plain.rfind("?", start, end):
            return start
        sentence = plain[start : end + 1]
        said = words(sentence)
        alike = section is not None and max(similar(said, known) for known in self.known[section]) >= ALIKE
        if alike or (_YOU.search(sentence) and len(said) >= 3):
            while end + 1 < len(plain) and plain[end + 1] in " ?":
                end += 1
            return end + 1
        return start

    def section_of(self, plain: str) -> Section | None:
        """The section whose prompt a line begins with, though its label is gone."""
        end = plain.find("?", 0, LONGEST)
        if end < 8:
            return None
        for section, pattern in self.exact.items():
            if (found := pattern.match(plain)) and found.end() >= 8:
                return section
        said = words(plain[:end])
        if len(said) < 4 or not _YOU.search(plain, 0, end + 1):
            return None
        best, section = max((max(similar(said, known) for known in every), one) for one, every in self.known.items())
        return section if best >= 0.8 else None

    def answer(self, plain: str, start: int, section: Section | None) -> tuple[Span, ...]:
        """Where the answer stands behind a label that ends at `start`: nowhere, in one place, or in two."""
        opened = SEPARATOR.match(plain, start)
        place = opened.end() if opened else start
        named = ":" in plain[start:place] or "=" in plain[start:place]
        if place < len(plain) and plain[place] in "([":
            return self._bracketed(plain, place, section, named=named)
        if not named and _SYMBOLS.fullmatch(plain, place):
            return ()
        after = self.past(plain, place, section)
        return self._rest(plain, after if after == place else self._past_marks(plain, after))

    def is_known(self, plain: str, section: Section) -> bool:
        """Whether a question is much like one that forms ask for that section."""
        return max(similar(words(plain), known) for known in self.known[section]) >= LIKE_A_PROMPT

    def _rest(self, plain: str, start: int) -> tuple[Span, ...]:
        return ((start, len(plain)),) if plain[start:].strip() else ()

    def _past_marks(self, plain: str, start: int) -> int:
        found = SEPARATOR.match(plain, start)
        return found.end() if found else start

    def _bracketed(self, plain: str, opening: int, section: Section | None, *, named: bool) -> tuple[Span, ...]:
        """The answer where a bracket follows the label: behind it, or inside, after or instead of the prompt."""
        inside = opening + 1
        own = self.past(plain, inside, section)
        closing = _closing(plain, own, plain[opening])
        if own > inside:
            return self._after_prompt(plain, own, closing, section)
        if closing is None:
            cut = plain.find(":", inside)
            begun = cut > 0 and self._begins(plain[inside:cut], section)
            return self._rest(plain, self._past_marks(plain, cut) if begun else opening)
        after = self._past_marks(plain, closing + 1)
        hint = self._is_hint(plain[inside:closing], short=not named)
        if after >= len(plain):
            asks = hint and (_YOU.search(plain, inside, closing) or _ASKING.match(plain, inside))
            return () if asks else self._trimmed(plain, inside, closing)
        if hint:
            again = self.past(plain, after, section)
            return self._rest(plain, again if again == after else self._past_marks(plain, again))
        if named or ":" not in plain[closing + 1 : after]:
            return self._rest(plain, opening)
        return (*self._trimmed(plain, inside, closing), *self._rest(plain, after))

    def _begins(self, inside: str, section: Section | None) -> bool:
        """Whether words are the beginning of a prompt whose end was cut off."""
        said = words(inside)
        return section is not None and len(said) >= 3 and self.openings[section].startswith(f" {' '.join(said)} ")

    def _after_prompt(self, plain: str, own: int, closing: int | None, section: Section | None) -> tuple[Span, ...]:
        """The answer after a prompt in brackets: what is left inside, and what stands behind them."""
        last = _CLOSING.search(plain, own)
        if closing is None:
            return self._trimmed(plain, own, last.start() if last else len(plain))
        after = self._past_marks(plain, closing + 1)
        inner = (
            ()
            if self._is_hint(plain[own:closing]) and "?" in plain[own:closing]
            else self._trimmed(plain, own, closing)
        )
        if after >= len(plain):
            return inner
        if inner and last and ":" not in plain[closing + 1 : after]:
            return self._trimmed(plain, own, last.start())
        again = self.past(plain, after, section)
        return (*inner, *self._rest(plain, again if again == after else self._past_marks(plain, again)))

    def _trimmed(self, plain: str, start: int, end: int) -> tuple[Span, ...]:
        while start < end and plain[start] in " :":
            start += 1
        return ((start, end),) if plain[start:end].strip() else ()

    def _is_hint(self, inside: str, *, short: bool = True) -> bool:
        """Whether words in brackets are the form's: a question, an order to a "you", or (`short`) a word or two."""
        if inside.rstrip().endswith("?") or _YOU.search(inside):
            return True
        said = words(inside)
        if said and QUESTION_WORDS.issuperset(said):
            return True
        return short and len(said) <= 3 and not any(word.isdecimal() for word in said)


def _closing(plain: str, start: int, opening: str) -> int | None:
    """Where the bracket that is open at `start` closes."""
    close, depth = {"(": ")", "[": "]"}[opening], 1
    for place in range(start, len(plain)):
        if plain[place] == opening:
            depth += 1
        elif plain[place] == close:
            depth -= 1
            if not depth:
                return place
    return None


def _inner(prompt: str) -> str:
    """What stands in a prompt's brackets, or behind its label."""
    _, _, inside = prompt.partition("(")
    return inside.rstrip(": ").removesuffix(")") if inside else prompt.partition(":")[2]


def prompts_with(more: Mapping[Section, tuple[str, ...]]) -> Prompts:
    """The known prompts and those of a school's own form."""
    exact, known, openings = {}, {}, {}
    for section in Section:
        printed = _SENTENCE.split(_inner(PROMPTS_TO_THE_LETTER[section]))
        sentences = [*more.get(section, ()), *printed, *PROMPT_SENTENCES[section]]
        patterns = sorted({_loosely(one) for one in sentences if len(words(fold(one))) >= 2}, key=len, reverse=True)
        exact[section] = re.compile(rf"\W{{0,3}}(?:{'|'.join(patterns)})\b(?:[\s?.!;,]*)")
        openings[section] = f" {' '.join(words(fold(' '.join(printed))))} "
        known[section] = tuple(frozenset(words(fold(one))) for one in sentences)
    return Prompts(exact, known, openings)


@cache
def known_prompts() -> Prompts:
    """The prompts that are known without a form."""
    return prompts_with({})
