"""What others wrote into an answer: a remark with its author's name at the end of a line, or on a line of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from pdsync.goals.reading.asides import TO_YOU, TRAILING
from pdsync.goals.reading.lexicon import any_of, phrases
from pdsync.goals.reading.lines import Line
from pdsync.goals.reading.meanings import meaning
from pdsync.goals.reading.printed import PEOPLE
from pdsync.goals.reading.text import fold

_NAME = r"@?(?P<name>[A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20})?)\s?(?::\s?|[-–—]+\s)"
_IN_SQUARE = re.compile(rf"\[{_NAME}(?P<said>[^\[\]]+)\]\W{{0,3}}$")
_IN_ROUND = re.compile(rf"[({{]{_NAME}(?P<said>[^(){{}}]+)[)}}]\W{{0,3}}$")
_ALONE = re.compile(rf"{_NAME}(?P<said>\S.*)$")
_LED = re.compile(rf"(?:>+|--+|//+|\^+|<-+|[→↳➡⬆↑#*~]+)\s*{_NAME}(?P<said>\S.*)$")
_FIELD = re.compile(rf"{any_of(PEOPLE)}s?\s*(?:[:|]|-+\s)\s*")
_NAMED = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w.'’-]*)?")
_LEADS: Final = tuple(">-/^<→↳➡⬆↑#*~")
LONGEST: Final = 600
"""A remark at the end of a line is no longer than this."""
MOST_NAMES: Final = 4
_FIELDS: Final = tuple(phrases(PEOPLE))
NO_NAMES: Final = frozenset(
    phrases("""
        also, aim, bonus, by, edit, e.g., eg, example, except, extra, ex, fyi, goal, goals, hint, i, idea, idk,
        important, link, links, list, maybe, me, minimum, monday, mondays, tuesday, tuesdays, wednesday,
        wednesdays, thursday, thursdays,
        friday, fridays, saturday, saturdays, sunday, sundays, mod, n.b., nb, note, notes, now, ok, optional,
        or, p.s., plan b, plus, ps, q, reason, see, source, sources, status, stretch, so far, stretch goal, target,
        tip, tldr, todo, total, update, url, week, worst case, best case, website
    """)
)
"""What stands before a colon in a student's own brackets."""


def authors(lines: Sequence[Line]) -> frozenset[str]:
    """Who writes remarks in a Doc: the people its fields name, and who is named before remarks more than once."""
    found: set[str] = set()
    before: Counter[str] = Counter()
    for line in lines:
        if line.plain.startswith(_FIELDS) and (field := _FIELD.match(line.plain)) and len(line.text) <= 80:
            for name in _NAMED.findall(line.text, field.end())[:MOST_NAMES]:
                found |= _ways_to_write(name)
        if line.text[:1] in _LEADS and (led := _LED.match(line.text)) and _may_be_name(led["name"]):
            before[fold(led["name"])] += 1
        if line.plain[-1:] in "])}" and (remark := _bracketed(line.text)) and _may_be_name(remark["name"]):
            before[fold(remark["name"])] += 1
    return frozenset(found | {name for name, count in before.items() if count > 1})


def _ways_to_write(name: str) -> set[str]:
    parts = fold(name).split()
    return {" ".join(parts), parts[0], "".join(part[0] for part in parts)} - {part for part in parts if len(part) < 2}


def _may_be_name(name: str) -> bool:
    plain = fold(name)
    return plain not in NO_NAMES and not any(map(meaning, plain.split()))


def _bracketed(text: str) -> re.Match[str] | None:
    """The words in brackets at the end of a line, if a name stands before them."""
    start = max(0, len(text) - LONGEST)
    opening = text.rfind("[", start)
    square = _IN_SQUARE.match(text, opening) if opening >= 0 else None
    opening = max(text.rfind("(", start), text.rfind("{", start))
    return square or (_IN_ROUND.match(text, opening) if opening >= 0 else None)


def remark_at(line: Line, names: frozenset[str]) -> int | None:
    """Where somebody else's remark begins in a line: it goes on to the end. None if there is none."""
    text, plain = line.text, line.plain
    if plain[-1:] not in "])}.!?":
        return _told_by(text, names) if names or text[:1] in _LEADS else None
    if plain[-1:] in "])" and (found := TRAILING.search(plain, max(0, len(plain) - LONGEST))):
        return found.start()
    if plain.rstrip(" .!?")[-1:] in "])}" and (remark := _bracketed(text)) is not None:
        known = fold(remark["name"]) in names
        if known or ("]" in plain[-3:] and _may_be_name(remark["name"]) and TO_YOU.search(fold(remark["said"]))):
            return remark.start()
    return _told_by(text, names)


def _told_by(text: str, names: frozenset[str]) -> int | None:
    """Whether a whole line is a remark of one of the Doc's people: "Kim: can you be more specific?"."""
    if text[:1] in _LEADS and (led := _LED.match(text)) is not None and _may_be_name(led["name"]):
        return 0 if fold(led["name"]) in names or TO_YOU.search(fold(led["said"])) else None
    found = _ALONE.match(text) if names else None
    told = found is not None and fold(found["name"]) in names and TO_YOU.search(fold(found["said"])) is not None
    return 0 if told else None
