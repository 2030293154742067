"""Where a line may have a label of one of the five sections, how it is written, and what speaks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pdsync.goals.model import Section
from pdsync.goals.reading.asked import asks_for
from pdsync.goals.reading.lexicon import LABELS, LETTERS, MISSPELT, QUESTION_WORDS, Strength
from pdsync.goals.reading.text import distance, words

WORTH_OF_WORD: Final = {Strength.CORE: 4.0, Strength.SYNONYM: 3.5, Strength.LOOSE: 0.5}
WORTH_MISSPELT: Final = 3.0
WORTH_OF_LETTER: Final = 1.0
WORTH_OF_FORM: Final = {
    "colon": 3.0,
    "bracket": 2.5,
    "equals": 2.0,
    "dash": 2.0,
    "question": 2.0,
    "alone": 2.0,
    "bold": 2.0,
    "dot": 1.0,
    "tight dash": 1.0,
    "phrase": 0.5,
    "run-in": -2.0,
}
"""What the way a label is set off from its answer is worth."""
WORTH_OF_A_QUESTION: Final = -1.5
PROMPT: Final = "prompt"
QUESTION: Final = "question"
AMONG_WORDS: Final = "among other words"
COST_OF_A_LABEL: Final = 2.5
"""What any label must be worth before it counts."""

_LEAD = re.compile(r"[\W_]*(?:\d{1,2}\s*[.)\]:\-]+[\W_]*)?")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_NEXT = re.compile(r"[ \-]+([^\W\d_]+)")
_LETTER_END = re.compile(r"\s*[.):=\]\-/|>]+\s*")
_JOINT = re.compile(r"\s*(?:/|&|\+|,|\band\b|\bor\b)\s*")
_TAIL = re.compile(
    r"\s+(?:goals?|part|section|criteri(?:a|on)|letter|aspect|component|statement|question)\b|"
    r"\s*\([smart]\)|\s*#?\d{1,2}(?=\s*[:.)=])"
)
_AFTER = (
    ("colon", re.compile(r"\s*[:|\t]")),
    ("equals", re.compile(r"\s*=")),
    ("bracket", re.compile(r"\s*[(\[]")),
    ("question", re.compile(r"\s*\?")),
    ("dash", re.compile(r"\s*[->]+(?=\s|$)|\s+[->]+")),
    ("dot", re.compile(r"\s*\.(?=\s|$)")),
    ("tight dash", re.compile(r"-(?=[^\W\d_])")),
)
QUOTES: Final = "\"'*_"
_IN_BRACKETS = re.compile(r"\s*\(\s*([^\W\d_]+(?:[ -][^\W\d_]+)?)\s*\)")
_PHRASE_WORDS: Final = 7
"""A label stands among at most so many words."""
_FIRST_WORDS = frozenset(phrase[0] for phrase in LABELS if len(phrase) > 1)
LAST_WORDS: Final = frozenset(phrase[-1] for phrase in LABELS if len(phrase) > 1)
LONGEST_PHRASE: Final = max(map(len, LABELS))
_OWN_NAMES = frozenset(" ".join(phrase) for phrase, (_, strength) in LABELS.items() if strength is Strength.CORE)
_CORE_WORDS = frozenset(
    word[0] for word, (_, strength) in LABELS.items() if strength is not Strength.LOOSE and len(word) == 1
)
_SENTENCE_WORDS = frozenset(words("more less not very be was being been as also so too because since"))
"""Beside one of these a label's word is a word like any other."""


@dataclass(frozen=True, slots=True)
class Label:
    """A possible label: the sections it may stand for, the place where it begins and ends, and what speaks for it.

    `way`: how it is written (the kind of word and the mark after it); labels written in the same way keep company.
    """

    sections: tuple[Section, ...]
    start: int
    end: int
    worth: float
    way: str
    word: str

    @property
    def is_loose(self) -> bool:
        """Whether it may as well be the beginning of an answer: a synonym, a word of everyday, a phrase."""
        return self.word.split("/")[0].strip() not in _OWN_NAMES and not self.way.startswith(("letter", "prompt"))

    @property
    def form(self) -> str:
        """How it is set off from its answer: colon, dash …"""
        return self.way.rpartition(", ")[2]

    @property
    def is_everyday(self) -> bool:
        """Whether it is a word that people use as a label, and in sentences more often."""
        return self.way.startswith(("loose", "question word"))

    @property
    def asks(self) -> bool:
        """Whether it is a whole question."""
        return self.way in (QUESTION, AMONG_WORDS) and self.word.endswith("?")

    def why(self) -> str:
        """What was found, for people."""
        return f"“{self.word}” ({self.way})"


@lru_cache(maxsize=8192)
def meaning(word: str) -> tuple[tuple[Section, ...], float, str] | None:
    """What a single word stands for as a label: sections, worth, kind of word. Letters may be wrong in long ones."""
    word = word.replace("'", "")
    for phrase in ((word,), tuple(word.split("-"))):
        if phrase in LABELS:
            return _known(phrase)
    if len(word) < 6:
        return None
    plain = word.replace("-", "")
    best: tuple[int, tuple[Section, ...]] | None = None
    for known, sections in MISSPELT:
        limit = 1 if min(len(known), len(plain)) < 8 else 2
        far = distance(plain, known, limit)
        if far <= limit and (best is None or far < best[0]) and (plain[0] == known[0] or far == 1):
            best = far, sections
    return (best[1], WORTH_MISSPELT, "misspelt") if best else None


def label_at_start(plain: str, bold_to: int = 0) -> Label | None:
    """The label that a line begins with, if it may begin with one."""
    lead = _LEAD.match(plain)
    start = lead.end() if lead else 0
    first = label_at(plain, start, bold_to)
    if first is not None and first.worth >= 0:
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
        return _letter(plain, start, end, bold_to)
    before, dash, _ = word.partition("-")
    own = dash and (before,) in LABELS and before not in _FIRST_WORDS and tuple(word.split("-")) not in LABELS
    named = None if own else _phrase(plain, word, end)
    if named is None and dash:
        named = _phrase(plain, before, start + len(before))
    if named is None:
        return None
    sections, worth, kind, end = named
    sections, end = _joined(plain, sections, end)
    if tail := _TAIL.match(plain, end):
        end = tail.end()
    if start and plain[start - 1] in QUOTES and plain[end : end + 1] == plain[start - 1]:
        end += 1
    form = _form(plain, end, bold_to)
    if form == "question":
        end = plain.index("?", end) + 1
    worth += WORTH_OF_FORM[form] - COST_OF_A_LABEL
    family = kind if kind in ("loose", "question word") else "word"
    return Label(sections, start, end, worth, f"{family}, {form}", plain[start:end])


def _letter(plain: str, start: int, end: int, bold_to: int) -> Label | None:
    """A label that begins with its letter: alone ("S:"), or before its word ("S - Specific")."""
    section = LETTERS[plain[start]]
    if (
        (spelt := _IN_BRACKETS.match(plain, end))
        and (named := meaning(spelt[1].replace(" ", "-")))
        and section in named[0]
    ):
        form = _form(plain, spelt.end(), bold_to)
        worth = named[1] + WORTH_OF_FORM[form] + 1.0 - COST_OF_A_LABEL
        return Label(named[0], start, spelt.end(), worth, f"letter and word, {form}", plain[start : spelt.end()])
    mark = _LETTER_END.match(plain, end)
    after = mark.end() if mark else end
    if mark or plain[end : end + 1] == " ":
        if not mark:
            after += 1
        inner = _WORD.match(plain, after)
        if inner is not None and len(inner[0]) > 2:
            named = _phrase(plain, inner[0], inner.end()) or _phrase(plain, plain[start] + inner[0], inner.end())
            form = _form(plain, named[3], bold_to) if named else "run-in"
            spelt_out = form != "run-in" or (section in named[0] and _counts(mark, plain, named[3])) if named else False
            if (
                named is not None
                and spelt_out
                and named[1] > (0 if mark else WORTH_OF_WORD[Strength.LOOSE])
                and (section in named[0] or (mark and named[1] > 1))
            ):
                sections, worth, _, stop = named
                worth = worth + max(WORTH_OF_FORM[form], 1.0) + 1.0 - COST_OF_A_LABEL
                return Label(sections, start, stop, worth, f"letter and word, {form}", plain[start:stop])
    if mark:
        form = next(
            (
                name
                for name, marks in (("colon", ":|="), ("dash", "->/"), ("dot", ".)]"))
                if mark[0].strip()[-1] in marks
            ),
            "dot",
        )
        if mark[0].strip()[0] == ")" and plain[start - 1 : start] == "(":
            form = "bracket"
        worth = WORTH_OF_LETTER + WORTH_OF_FORM[form] - COST_OF_A_LABEL
        return Label((section,), start, mark.start() + len(mark[0].rstrip()), worth, f"letter, {form}", plain[start])
    if end >= len(plain) or (bold_to and start < bold_to <= end + 1):
        form = "alone" if end >= len(plain) else "bold"
        return Label((section,), start, end, WORTH_OF_LETTER + 1.0 - COST_OF_A_LABEL, f"letter, {form}", plain[start])
    return None


def _counts(mark: re.Match[str] | None, plain: str, end: int) -> bool:
    """Whether a letter only counts the word behind it ("S. Specific"), so that an answer may follow with no mark."""
    return (mark is None or mark[0].strip()[-1] in ".)]-/>") and plain[end : end + 1] == " "


def _phrase(plain: str, word: str, end: int) -> tuple[tuple[Section, ...], float, str, int] | None:
    """What the longest known phrase that begins with a word stands for, and where it ends."""
    if word in _FIRST_WORDS:
        parts, ends = [word], [end]
        while len(parts) < LONGEST_PHRASE and (more := _NEXT.match(plain, ends[-1])):
            parts.append(more[1])
            ends.append(more.end())
        for count in range(len(parts), 1, -1):
            phrase = tuple(parts[:count])
            if phrase in LABELS:
                return *_known(phrase), ends[count - 1]
        if word == "time" and len(parts) > 1 and (joined := meaning(word + parts[1])):
            return *joined, ends[1]
    single = meaning(word)
    return (*single, end) if single else None


def _known(phrase: tuple[str, ...]) -> tuple[tuple[Section, ...], float, str]:
    """What a known phrase stands for: sections, worth, kind of word."""
    sections, strength = LABELS[phrase]
    if phrase in QUESTION_WORDS:
        return sections, 0.0, "question word"
    return sections, WORTH_OF_WORD[strength], strength.name.lower()


def _joined(plain: str, sections: tuple[Section, ...], end: int) -> tuple[tuple[Section, ...], int]:
    """Two words for one label, such as "Achievable/Attainable" or "Achievable & Realistic"."""
    if not (joint := _JOINT.match(plain, end)):
        return sections, end
    other = _WORD.match(plain, joint.end())
    named = _phrase(plain, other[0], other.end()) if other else None
    if named is None or named[1] < WORTH_MISSPELT:
        return sections, end
    common = tuple(one for one in sections if one in named[0])
    return (common, named[3]) if common else (sections, end)


def _form(plain: str, end: int, bold_to: int) -> str:
    """How a label that ends at `end` is set off from what follows."""
    if end >= len(plain) or not plain[end:].strip(" _*"):
        return "alone"
    for name, pattern in _AFTER:
        if pattern.match(plain, end):
            return name
    return "bold" if end <= bold_to <= end + 2 else "run-in"


def _within_a_phrase(plain: str, start: int) -> Label | None:
    """A label in a few words of its own: "My measurable outcome:", "Why is it relevant?"."""
    stop = min((place for mark in ":?" if (place := plain.find(mark, start, start + 64)) >= 0), default=-1)
    if stop < 0:
        return None
    said = _WORD.findall(plain[start:stop])
    if not 1 < len(said) <= _PHRASE_WORDS or not _SENTENCE_WORDS.isdisjoint(said[said[0] == "be" :]):
        return None
    named = [found for word in said if (word in _CORE_WORDS or "-" in word) and (found := meaning(word))]
    if not named or len({found[0] for found in named}) > 1:
        return None
    sections, worth, _ = named[0]
    if plain[stop] == "?" and "when" in said[:2]:
        sections = (Section.TIMEBOUND,)
    worth += WORTH_OF_FORM["phrase"] + 0.5 * (3 - len(said)) - COST_OF_A_LABEL + 2.0
    return Label(
        sections, start, stop + (plain[stop] == "?"), worth, AMONG_WORDS, plain[start : stop + (plain[stop] == "?")]
    )
