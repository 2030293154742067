"""What depends on a line's words alone is worked out once: the Docs of a cohort print the same prompts."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

MOST: Final = 2048
"""So many texts are remembered for each question that is asked of them; the one longest unasked for goes first."""

LONGEST: Final = 320
"""Longer texts are nobody's prompts, and are not remembered."""

P = ParamSpec("P")
T = TypeVar("T")


def once_a_text(work: Callable[Concatenate[str, P], T]) -> Callable[Concatenate[str, P], T]:
    """The same function, which answers at once what it was asked lately. Its first argument is the text."""
    remembered: Callable[..., Any] = lru_cache(maxsize=MOST)(work)

    def answer(text: str, /, *more: P.args, **named: P.kwargs) -> T:
        found: T = (work if len(text) > LONGEST else remembered)(text, *more, **named)
        return found

    return answer
