"""Cues: words beside a time that say what it is for, and words that mean no day."""

from __future__ import annotations

from pdsync.goals.dates.phrases import PHRASES, Cue
from pdsync.goals.dates.tokens import Tokens


def _table() -> dict[str, list[tuple[tuple[str, ...], Cue]]]:
    found: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for cue, line in PHRASES.items():
        for phrase in line.split(","):
            parts = tuple(phrase.split())
            found.setdefault(parts[0], []).append((parts, cue))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


TABLE = _table()


def cues_at(k: Tokens, i: int) -> list[tuple[Cue, int]]:
    """The cues that start at token i with the tokens after them: the longest phrases, all meanings."""
    found: list[tuple[Cue, int]] = []
    for parts, cue in TABLE.get(k.t[i], ()):
        stop = _phrase(k.t, parts, i)
        if stop and all(seen is not cue for seen, _ in found):
            found.append((cue, stop))
    return found


def _phrase(t: list[str], parts: tuple[str, ...], i: int) -> int:
    for place, part in enumerate(parts):
        if place and t[i] == "-":
            i += 1
        if t[i] != part:
            return 0
        i += 1
    return i
