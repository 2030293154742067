"""Letters as they are compared: one for one, so that every place in the compared text is a place in the real one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pdsync.goals.reading.remembered import once_a_text

UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad\ue907\ufffc]")
"""Characters that show nothing or stand for what has no text: zero-width spaces, soft hyphens, chips, pictures."""

OBJECTS = re.compile("[\ue907\ufffc]")
"""What stands for a chip or a picture that has no text."""

BREAKS = re.compile("[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
"""Where one paragraph holds several lines."""

_LIKE = {
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣", "-"),
    **dict.fromkeys("：﹕︰ː∶", ":"),
    **dict.fromkeys("→➔➜➡⇒▶►", ">"),
    **dict.fromkeys("⁄∕", "/"),
    "？": "?",
    "ß": "s",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "İ": "i",
}


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    """One letter for one letter: compatible forms, accents, quotes, dashes and spaces made plain, in lower case."""
    if letter in _LIKE:
        return _LIKE[letter]
    if letter.isspace():
        return " "
    plain = unicodedata.normalize("NFKD", letter)
    base = plain[0] if plain and len(plain.rstrip()) and not unicodedata.combining(plain[0]) else letter
    if len(plain) > 1 and not all(unicodedata.combining(mark) for mark in plain[1:]):
        base = letter
    lower = base.lower()
    if len(lower) != 1:
        return letter
    return (
        " " if unicodedata.category(lower) in ("Cf", "Cc") and lower not in "\u200c\u200d" else _LIKE.get(lower, lower)
    )


def fold(text: str) -> str:
    """The text as it is compared: as long as the text itself.

    >>> fold("Ｓpécific — “Why”")
    'specific - "why"'
    """
    if text.isascii():
        return text.lower().replace("\t", " ")
    return _spelt_plain(text)


@once_a_text
def _spelt_plain(text: str) -> str:
    return "".join(map(_folded, text))


TOKEN = re.compile(r"[^\W_]+")


def words(plain: str) -> list[str]:
    """The words of a folded text, without the marks in and between them.

    >>> words("what's the plan?")
    ['what', 's', 'the', 'plan']
    """
    return TOKEN.findall(plain)


def distance(one: str, other: str, limit: int) -> int:
    """How many letters must be changed, left out, put in or swapped with a neighbour; `limit` + 1 when it is more.

    >>> distance("measureabel", "measurable", 2)
    2
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    ours, theirs = set(one), set(other)
    if len(ours - theirs) > limit or len(theirs - ours) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
