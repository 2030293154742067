"""What depends on a line's words alone is worked out once: the Docs of a cohort print the same prompts."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeVar, TypeVarTuple, cast

MOST: Final = 2048
"""So many texts are remembered for each question that is asked of them; the one longest unasked for goes first."""

LONGEST: Final = 320
"""Longer texts are nobody's prompts, and are not remembered."""

More = TypeVarTuple("More")
T = TypeVar("T")


def once_a_text(work: Callable[[str, *More], T]) -> Callable[[str, *More], T]:
    """The same function, which answers at once what it was asked lately. Its first argument is the text."""
    remembered = cast("Callable[[str, *More], T]", lru_cache(maxsize=MOST)(work))

    def answer(text: str, /, *more: *More) -> T:
        return work(text, *more) if len(text) > LONGEST else remembered(text, *more)

    return answer
