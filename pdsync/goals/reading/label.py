"""A possible label of one of the five sections: what it stands for, where it is, and what speaks for it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pdsync.goals.model import Section
from pdsync.goals.reading.lexicon import LABELS, Strength

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
    "semicolon": 1.0,
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


_AFTER = (
    ("colon", re.compile(r"\s*[:|\t]")),
    ("equals", re.compile(r"\s*=")),
    ("bracket", re.compile(r"\s*[(\[]")),
    ("question", re.compile(r"\s*\?")),
    ("dash", re.compile(r"\s*[->]+(?=\s|$)|\s+[->]+")),
    ("dot", re.compile(r"\s*(?:\.{1,3}|…)(?=\s|$)")),
    ("semicolon", re.compile(r"\s*;(?=\s)")),
    ("tight dash", re.compile(r"-(?=[^\W\d_])")),
)


_ALONE = re.compile(r"[ _*]*+\Z")


_OWN_NAMES = frozenset(" ".join(phrase) for phrase, (_, strength) in LABELS.items() if strength is Strength.CORE)


class Label(NamedTuple):
    """A possible label: the sections it may stand for, the place where it begins and ends, and what speaks for it.

    `also`: the other section that it stands for at the same time: "Achievable & Relevant".
    `way`: how it is written (the kind of word and the mark after it); labels written in the same way keep company.
    """

    sections: tuple[Section, ...]
    start: int
    end: int
    worth: float
    way: str
    word: str
    also: tuple[Section, ...] = ()

    @property
    def is_loose(self) -> bool:
        """Whether it may as well be the beginning of an answer: a synonym, a word of everyday, a phrase."""
        return self.word.split("/")[0].strip() not in _OWN_NAMES and not self.way.startswith(("letter", "prompt"))

    @property
    def form(self) -> str:
        """How it is set off from its answer: "colon", "dash" and so on."""
        return self.way.rpartition(", ")[2]

    @property
    def is_everyday(self) -> bool:
        """Whether it is a word that people use as a label, and in sentences more often."""
        return self.way.startswith(("loose", "question word"))

    @property
    def asks(self) -> bool:
        """Whether it is a whole question."""
        asking = self.way in (QUESTION, AMONG_WORDS) or (self.is_everyday and self.form == "question")
        return asking and self.word.endswith("?")

    def why(self) -> str:
        """What was found, for people."""
        return f"“{self.word}” ({self.way})"


def form_at(plain: str, end: int, bold_to: int) -> str:
    """How a label that ends at `end` is set off from what follows."""
    if _ALONE.match(plain, end):
        return "alone"
    for name, pattern in _AFTER:
        if pattern.match(plain, end):
            return name
    return "bold" if end <= bold_to <= end + 2 else "run-in"
