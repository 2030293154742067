"""What only looks like a time, and times of day, which move no day."""

from __future__ import annotations

from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.tokens import Tokens
from pdsync.goals.dates.words import words

COUNTED = words("""
    goal step part task phase item project question problem chapter lesson page level version unit room option
    number no section
""")


def noise_at(s: Scene, i: int) -> int | None:
    """The token after something that only looks like a time: 24/7, 1:1, "Goal 2", 30 minutes, a link."""
    k = s.k
    word = k.t[i]
    if k.t[i : i + 4] == ["new", "year", ",", "new"]:
        return i + 5
    if word == "<link>":
        return i + 1
    if k.n[i] is not None:
        return _number_noise(s, i)
    if word in COUNTED and (k.n[i + 1] is not None or k.t[i + 1] == "#") and not s.names.at(k, i):
        at = i + 1 + (k.t[i + 1] == "#")
        return at + 1 if k.n[at] is not None and k.t[at + 1] not in ("/", "-") else None
    if word == "$" and k.n[i + 1] is not None:
        return i + 2
    if word == "#" and k.glued[i + 1] and k.t[i + 1].isalpha():
        return _tag(k, i + 1)
    return None


def _tag(k: Tokens, i: int) -> int:
    """The token after a channel or a tag: "#today-i-learned"."""
    i += 1
    while k.glued[i] and (k.t[i] == "-" or k.t[i].isalnum()):
        i += 1
    return i


def _number_noise(s: Scene, i: int) -> int | None:
    k = s.k
    after = k.t[i + 1]
    if k.t[i] == "24" and after in ("/", "x") and k.t[i + 2] == "7":
        return i + 3
    if after == ":" and k.glued[i + 1] and k.glued[i + 2] and k.n[i + 2] is not None and len(k.t[i + 2]) == 1:
        return None
    if after == "%" or len(k.t[i]) > 4 or (after == "x" and k.glued[i + 1] and k.n[i + 2] is not None):
        return i + 2 if after == "%" else i + 1
    if k.t[i + 1] == "/" and k.n[i + 2] is not None and k.t[i + 3] in ("of", "confident", "confidence"):
        return i + 3
    return None


def clock_at(s: Scene, i: int) -> int | None:
    """The token after a time of day: "EOD", "5 pm", 17:30, "end of the day", "close of business"."""
    k = s.k
    word = k.t[i]
    if k.n[i] is not None:
        return _clock_number(k, i)
    if word in ("eod", "cob", "eob", "noon", "midnight", "midday"):
        return i + 1
    if word in ("end", "close", "start", "beginning"):
        at = i + 1
        while k.t[at] in ("of", "the", "my", "that", "-", "school", "work", "working", "business", "each"):
            at += 1
            if k.t[at - 1] == "business" and k.t[at] not in ("day", "days"):
                return at if word == "close" else None
        ended = (
            k.t[at] in ("day", "play")
            and k.t[at + 1] not in ("before", "after", "of", "one", "two")
            and k.n[at + 1] is None
        )
        return at + 1 if ended and at > i + 1 and k.t[at - 1] != "each" else None
    if word == "first" and k.t[i + 1] == "thing":
        return i + 2
    return None


def _clock_number(k: Tokens, i: int) -> int | None:
    at = i + 1
    if k.t[at] == ":" and k.glued[at] and k.glued[at + 1] and k.n[at + 1] is not None and len(k.t[at + 1]) == 2:
        at += 2
        return at + (k.t[at] in ("am", "pm", "a", "p"))
    if k.t[at] in ("am", "pm", "o'clock", "oclock") or (
        k.t[at] in ("a", "p") and k.t[at + 1] == "." and k.t[at + 2] == "m"
    ):
        return at + 1 + 2 * (k.t[at] in ("a", "p"))
    return None
