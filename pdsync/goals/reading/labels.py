"""Where a line may have a label of one of the five sections: its first words, a phrase, or a whole question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pdsync.goals.model import Section
from pdsync.goals.reading.asked import asks_for
from pdsync.goals.reading.label import (
    AMONG_WORDS,
    COST_OF_A_LABEL,
    QUESTION,
    WORTH_MISSPELT,
    WORTH_OF_A_QUESTION,
    WORTH_OF_FORM,
    Label,
    form_at,
)
from pdsync.goals.reading.letters import letter_at
from pdsync.goals.reading.lexicon import LABELS, LETTERS, Strength
from pdsync.goals.reading.meanings import FIRST_WORDS, phrase_at
from pdsync.goals.reading.remembered import once_a_text
from pdsync.goals.reading.text import words

_LEAD = re.compile(r"[\W_]*(?:\d{1,2}\s*[.)\]:\-]+[\W_]*)?")


_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


MOST_LETTERS_THAT_COUNT: Final = 3
_COUNTED = re.compile(r"(?:[b-ln-q]|i{2,3}|iv|v)\s?[.)]\s+(?=\w{4})")
_JOINT = re.compile(r"\s*(?:/|&|\+|,|\band\b|\bor\b)\s*")


FORMS_OF_TWO: Final = frozenset(("colon", "alone", "dash", "equals", "bracket", "question"))
"""How two sections' names in one label must be set off: in an answer they stand beside each other too."""
_TAIL = re.compile(
    r"\s+(?:goals?|part|section|criteri(?:a|on)|letter|aspect|component|statement|question)\b|"
    r"\s*\([smart]\)|\s*#?\d{1,2}(?=\s*[:.)=])"
)


CLOSING: Final = {**{mark: mark for mark in "\"'*_"}, "(": ")", "[": "]", "<": ">"}
"""What closes the marks that may stand round a label."""
_SYMBOL = re.compile(r"\s?[^\w\s.,:;()\[\]\-=|/\"'?!*_>#&+$%]{1,4}(?=\s*[:=]|\s+-)")


_PHRASE_WORDS: Final = 7
"""A label stands among at most so many words."""


_CORE_WORDS = frozenset(
    word[0] for word, (_, strength) in LABELS.items() if strength is not Strength.LOOSE and len(word) == 1
)


_SENTENCE_WORDS = frozenset(words("more less not very be was being been as also so too because since"))
"""Beside one of these a label's word is a word like any other."""


@once_a_text
def label_at_start(plain: str, bold_to: int) -> Label | None:
    """The label that a line begins with, if it may begin with one."""
    lead = _LEAD.match(plain)
    start = lead.end() if lead else 0
    first = label_at(plain, start, bold_to)
    if first is not None and first.worth >= 0:
        return first
    if first is not None and first.is_everyday and first.form == "question":
        return first
    return _within_a_phrase(plain, start) or _question(plain, start) or first


def _question(plain: str, start: int) -> Label | None:
    """A question in somebody's own words: a label only where others like it keep it company."""
    asked = asks_for(plain, start) if "?" in plain else None
    if asked is None:
        return None
    section, end = asked
    return Label((section,), start, end, WORTH_OF_A_QUESTION, QUESTION, plain[start:end])


def label_at(plain: str, start: int, bold_to: int = 0) -> Label | None:
    """The label whose word or letter stands at `start`."""
    first = _WORD.match(plain, start)
    if first is None:
        return None
    word, end = first[0], first.end()
    if len(word) == 1 and word in LETTERS:
        return letter_at(plain, start, bold_to)
    if end - start <= MOST_LETTERS_THAT_COUNT and (counted := _COUNTED.match(plain, start)):
        return label_at(plain, counted.end(), bold_to)
    phrase = _worded(plain, word, start, end)
    if phrase is None:
        return None
    sections, worth, kind, end = phrase
    sections, also, joint = _joined(plain, sections, end)
    form, stop = ("colon", joint) if plain.startswith(":", joint) else _set_off(plain, start, joint, bold_to)
    if also and form not in FORMS_OF_TWO:
        also = ()
        form, stop = _set_off(plain, start, end, bold_to)
    return _made(plain, start, stop, sections, worth, kind, form)._replace(also=also)


def _worded(plain: str, word: str, start: int, end: int) -> tuple[tuple[Section, ...], float, str, int] | None:
    """What a word and those after it stand for; of two joined by a dash ("Specific-learn") the first may be all."""
    before, dash, _ = word.partition("-")
    own = dash and (before,) in LABELS and before not in FIRST_WORDS and tuple(word.split("-")) not in LABELS
    phrase = None if own else phrase_at(plain, word, end)
    if phrase is None and dash:
        phrase = phrase_at(plain, before, start + len(before))
    return phrase


def _set_off(plain: str, start: int, end: int, bold_to: int) -> tuple[str, int]:
    """How a label is set off from its answer, and where it ends with what belongs to it: "goal", brackets, an emoji."""
    if tail := _TAIL.match(plain, end):
        end = tail.end()
    brackets = ""
    if start and CLOSING.get(plain[start - 1], "") == plain[end : end + 1] != "":
        brackets = "bracket" if plain[end] in ")]>" else ""
        end += 1
    elif symbol := _SYMBOL.match(plain, end):
        end = symbol.end()
    form = _plainer(brackets, form_at(plain, end, bold_to))
    return form, plain.index("?", end) + 1 if form == "question" else end


def _made(plain: str, start: int, end: int, sections: tuple[Section, ...], worth: float, kind: str, form: str) -> Label:
    """The label between two places; `worth`: that of its word, `kind`: what kind of word it is."""
    worth += WORTH_OF_FORM[form] - COST_OF_A_LABEL
    family = kind if kind in ("loose", "question word") else "word"
    return Label(sections, start, end, worth, f"{family}, {form}", plain[start:end])


def _plainer(one: str, other: str) -> str:
    """The form of a label in brackets: the brackets, unless a mark that says more follows."""
    return other if not one or WORTH_OF_FORM[other] > WORTH_OF_FORM[one] else one


def _joined(
    plain: str, sections: tuple[Section, ...], end: int
) -> tuple[tuple[Section, ...], tuple[Section, ...], int]:
    """Two words for one label, such as "Achievable/Attainable", or for two sections: "Achievable & Relevant"."""
    if not (joint := _JOINT.match(plain, end)):
        return sections, (), end
    other = _WORD.match(plain, joint.end())
    named = phrase_at(plain, other[0], other.end()) if other else None
    if named is None or named[1] < WORTH_MISSPELT:
        return sections, (), end
    common = tuple(one for one in sections if one in named[0])
    if not common and _JOINT.match(plain, named[3]):
        return sections, (), end
    return (common, (), named[3]) if common else (sections, named[0][:1], named[3])


def _named(plain: str, start: int, stop: int) -> Iterator[tuple[tuple[Section, ...], float]]:
    """The sections that words of a phrase surely stand for; a misspelt word counts only in a question."""
    asks = plain[stop] == "?"
    for word in _WORD.finditer(plain, start, stop):
        sure = word[0] in _CORE_WORDS or "-" in word[0] or word[0] in FIRST_WORDS
        named = phrase_at(plain, word[0], word.end()) if sure or asks else None
        if named is not None and named[1] >= WORTH_MISSPELT:
            yield named[0], named[1]


def _within_a_phrase(plain: str, start: int) -> Label | None:
    """A label in a few words of its own: "My measurable outcome:", "Why is it relevant?"."""
    stop = min((place for mark in ":?" if (place := plain.find(mark, start, start + 64)) >= 0), default=-1)
    if stop < 0:
        return None
    said = _WORD.findall(plain[start:stop])
    if not 1 < len(said) <= _PHRASE_WORDS or not _SENTENCE_WORDS.isdisjoint(said[said[0] == "be" :]):
        return None
    named = list(_named(plain, start, stop))
    if not named or len({found[0] for found in named}) > 1:
        return None
    sections, worth = named[0]
    if plain[stop] == "?" and "when" in said[:2]:
        sections = (Section.TIMEBOUND,)
    worth += WORTH_OF_FORM["phrase"] + 0.5 * (3 - len(said)) - COST_OF_A_LABEL + 2.0
    return Label(
        sections, start, stop + (plain[stop] == "?"), worth, AMONG_WORDS, plain[start : stop + (plain[stop] == "?")]
    )
