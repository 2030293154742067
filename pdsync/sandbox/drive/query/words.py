"""How texts are compared: names by the beginnings of their words, contents by whole words or a phrase."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """A text without regard to case."""
    return text.casefold()


def words(text: str) -> list[str]:
    """The words of a text, without regard to case."""
    return WORD.findall(text.casefold())


def name_contains(name: str, wanted: str) -> bool:
    """Whether every word that is looked for begins a word of the name. "World" is not in "HelloWorld".

    >>> name_contains("Goals of Kim O'Brien", "bri"), name_contains("HelloWorld", "World")
    (True, False)
    """
    looked_for = _looked_for(wanted)
    if not looked_for:
        return wanted.casefold().strip() in name.casefold()
    found = words(name)
    return all(any(word.startswith(each) for word in found) for each in looked_for)


@lru_cache(maxsize=64)
def _looked_for(wanted: str) -> tuple[str, ...]:
    return tuple(words(wanted))


def text_contains(text: str, wanted: str) -> bool:
    """Whether a text (its words, joined by blanks, one at either end) has all those words, or the phrase in quotes."""
    stripped = wanted.strip()
    phrase = len(stripped) > 1 and stripped[0] == stripped[-1] == '"'
    looked_for = words(stripped)
    if phrase:
        return f" {' '.join(looked_for)} " in text
    return all(f" {word} " in text for word in looked_for)


def indexed(*texts: str) -> str:
    """The words of some texts as `text_contains` wants them."""
    return f" {' '.join(word for text in texts for word in words(text))} "


def natural(name: str) -> str:
    """A text by which names sort as a person would: 2 before 12."""
    return re.sub(r"\d+", lambda digits: f"{len(digits[0].lstrip('0')):04}{digits[0].lstrip('0')}", name.casefold())
