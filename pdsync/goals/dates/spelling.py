"""The mending of misspelt words of time."""

from __future__ import annotations

from functools import lru_cache

from pdsync.goals.dates.phrases import PHRASES
from pdsync.goals.dates.words import MONTHS, NUMBERS, ORDINALS, UNITS, WEEKDAY_PLURALS, WEEKDAYS, words

_LONG = tuple(
    word
    for word in (
        *MONTHS,
        *WEEKDAYS,
        *WEEKDAY_PLURALS,
        *ORDINALS,
        *[
            "tomorrow",
            "tonight",
            "module",
            "weekend",
            "weekends",
            "weeks",
            "months",
            "sprint",
            "sprints",
            "beginning",
            "before",
            "today",
            "daily",
            "weekly",
            "graduation",
            "thanksgiving",
            "christmas",
            "halloween",
            "valentine",
            "easter",
            "ongoing",
            "deadline",
            "latest",
            "quarter",
            "fortnight",
            "intermission",
            "evaluation",
            "eventually",
            "middle",
            "semester",
            "between",
            "continuous",
            "indefinitely",
            "hopefully",
            "through",
            "throughout",
            "monthly",
            "ideally",
            "finished",
            "completed",
            "always",
            "continuously",
            "constantly",
            "everyday",
            "regularly",
            "consistently",
            "fortnightly",
            "indefinite",
            "forever",
            "deadlines",
        ],
    )
    if len(word) >= 5
)
REAL = words("""
    marsh match march mach parch arch apart moday sunny sundry friend fridge first thirst firsts worst fifty
    fourth forth north south tooth tenth month mouth mouths moths weeds seeks week's peeks wicks marched marches
    marching models model modular modules mobile middle meddle middles riddle easier eastern ester faster master
    easters seconds secondly thirdly finish finishes finisher unfinished completely completes compete competed
    competes day's dailies weakly weekday weekdays sprints prints sprint spring springs quarters quarterly
    janitor augment augments deadlines headline headlines octave member remember embers timber decembers lasted
    later letter lattest graduating graduated graduate gradation today's toady begin begins beginnings between
    betweens through though thorough threw although thought thoughts tough before become began begun begs best
    bests bestow bonfire bestie forty fourteen fifteen sixteen eighteen nineteen seventeen evening events
    eventual event evaluations evaluating evaluate evaluated ideal ideals idealist monday's months' sixths
    tenths ninths eighths fifths thirds secondary hopeful hopefuls juniors agile juice gusto ongoing's foregoing
    outgoing sprinter sprinters augusta augustus julia julie junior sundar dairy daisy dally alleys allays ballads
    weekender constant constants continuous continual continue continues continued regular irregularly consistent
    persistently consistency however forward foreword whatever
""")
"""True words that lie one slip from a word of time."""


KNOWN = frozenset(
    {part for line in PHRASES.values() for phrase in line.split(",") for part in phrase.split()}
    | set(NUMBERS)
    | set(UNITS)
)
"""Words that mean something here as they are."""


def mended(word: str, more: tuple[str, ...] = ()) -> str:
    """The word of time that a misspelt word stands for, or the word itself; `more`: a calendar's own words."""
    return word if len(word) < 5 or word in REAL or word in KNOWN else _nearest(word, more)


@lru_cache(maxsize=20_000)
def _nearest(word: str, more: tuple[str, ...]) -> str:
    letters = _letters(word)
    if any(word == known for known, _ in _targets(more).get(word[0], ())):
        return word
    for far in (1, 2) if len(word) >= 8 else (1,):
        for known, mask in _targets(more).get(word[0], ()):
            close = abs(len(known) - len(word)) <= far and (mask ^ letters).bit_count() <= 2 * far
            close = close and f"{known}s" != word and f"{word}s" != known
            if close and len(known) >= 4 + far and _slips(word, known, far) <= far:
                return known
    return word


@lru_cache(maxsize=64)
def _targets(more: tuple[str, ...]) -> dict[str, list[tuple[str, int]]]:
    """Words worth mending to, under their first letter, each with its letters as bits."""
    found: dict[str, list[tuple[str, int]]] = {}
    for word in dict.fromkeys((*_LONG, *more)):
        if len(word) >= 5:
            found.setdefault(word[0], []).append((word, _letters(word)))
    return found


def _letters(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) % 32)
    return mask


def _slips(word: str, known: str, most: int) -> int:
    """How many letters must be put in, left out, changed or swapped with the next; more than `most` is not counted."""
    before: list[int] = []
    row = list(range(len(known) + 1))
    for i, letter in enumerate(word, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(known, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == known[j - 2] and word[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
