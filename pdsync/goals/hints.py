"""What is thin in a goal, in neutral words: nothing to measure, no day, a day past or too late, the same text twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from pdsync.goals.model import Section
from pdsync.goals.reading.text import fold, words
from pdsync.goals.words import in_words, quoted

FEWEST_WORDS_TO_REPEAT: Final = 4
"""Shorter answers ("yes", "week 4") may well be the same in two goals."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to talk about with a student: its kind, the goal's number, the section, and a sentence."""

    kind: str
    goal: int
    section: Section
    sentence: str


class Written(Protocol):
    """A goal as plain text: the answers it has, those that stand for one yet to come, and what is known of its day."""

    @property
    def answers(self) -> Mapping[Section, str]:
        """The sections' answers."""

    @property
    def placeholders(self) -> Sequence[Section]:
        """Sections answered with "TBD" and the like."""

    @property
    def due(self) -> object:
        """What was read from Timebound: something with a `date` (None: no day), or None where nothing was."""

    @property
    def written(self) -> date | None:
        """The day on which the Timebound answer was first seen."""


KINDS: Final = (
    ("nothing-to-measure", "Measurable names no number, no amount and no result to look at."),
    ("no-date", "Timebound names no day, no end, or no single day."),
    ("after-module-end", "The day named lies after the module's end."),
    ("past-when-written", "The day named had passed when it was written."),
    ("same-text", "A section has the same words in two goals."),
)
"""Every kind of hint and what it means."""

NO_DAY: Final = {
    "ongoing": "goes on without an end",
    "ambiguous": "names a time from which no single day follows",
}
"""What is said of a Timebound answer without a day, by its kind."""

_AMOUNT = re.compile(
    r"\d|%|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|fifty|hundred|dozen|"
    r"once|twice|half|quarter|all|both|each|every|everyone|everybody|daily|weekly|monthly|at least|at most|"
    r"increase|decrease|double|number of|amount|count|how many|how often|percent|score|grade|rating|average|total|log|"
    r"track(?:er|ing)?|tally|checklist|list|calendar|survey|rubric|streak)\b"
)
_RESULT = re.compile(
    r"\b(?:done|complete[ds]?|finish(?:ed)?|submit(?:ted)?|sent|posted?|publish(?:ed)?|deploy(?:ed)?|live|merged?|pass(?:ed|es)?|"
    r"sign(?:ed)? off|approved?|review(?:ed)?|shared?|written|built|created?|made|ready|upload(?:ed)?|offer|interview|"
    r"feedback|reply|replies|response|certificate|presentation|demo|document(?:ed)?|doc|repo|site|app|video|recording|screenshots?|"
    r"without (?:notes|help|googling)|able to|can)\b"
)


def hints_for(goals: Sequence[Written], *, module_end: date | None = None) -> tuple[Hint, ...]:
    """The hints on a student's goals, in their order. A goal's due date is its `due.date`, None if it names no day."""
    found: list[Hint] = []
    for number, goal in enumerate(goals, start=1):
        found += _on_measuring(number, goal)
        found += _on_the_day(number, goal, module_end)
        found += _on_repeats(number, goal, goals[: number - 1])
    return tuple(found)


def _answer(goal: Written, section: Section) -> str:
    return "" if section in goal.placeholders else goal.answers.get(section, "").strip()


def _on_measuring(number: int, goal: Written) -> Iterator[Hint]:
    answer = _answer(goal, Section.MEASURABLE)
    plain = fold(answer)
    if answer and not _AMOUNT.search(plain) and not _RESULT.search(plain):
        sentence = f"Measurable of goal {number} names nothing to count or to look at yet: {quoted(answer)}."
        yield Hint("nothing-to-measure", number, Section.MEASURABLE, sentence)


def _on_the_day(number: int, goal: Written, module_end: date | None) -> Iterator[Hint]:
    answer = _answer(goal, Section.TIMEBOUND)
    if not answer or goal.due is None:
        return
    day = getattr(goal.due, "date", None)
    words_of = quoted(answer)
    if day is None:
        says = NO_DAY.get(str(getattr(goal.due, "kind", "")), "names no day")
        yield Hint("no-date", number, Section.TIMEBOUND, f"Timebound of goal {number} {says}: {words_of}.")
        return
    if module_end is not None and day > module_end:
        sentence = f"Goal {number} is meant for {in_words(day)}, after the module's end on {in_words(module_end)}."
        yield Hint("after-module-end", number, Section.TIMEBOUND, sentence)
    if goal.written is not None and day < goal.written:
        sentence = f"Goal {number} names {in_words(day)}, a day that had passed when it was written: {words_of}."
        yield Hint("past-when-written", number, Section.TIMEBOUND, sentence)


def _on_repeats(number: int, goal: Written, earlier: Sequence[Written]) -> Iterator[Hint]:
    for section in Section:
        said = words(fold(_answer(goal, section)))
        if len(said) < FEWEST_WORDS_TO_REPEAT:
            continue
        for before, other in enumerate(earlier, start=1):
            if words(fold(_answer(other, section))) == said:
                sentence = f"{section.capitalize()} has the same words in goals {before} and {number}."
                yield Hint("same-text", number, section, sentence)
                break
