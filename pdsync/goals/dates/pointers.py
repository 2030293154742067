"""Answers that only point elsewhere: "see the date in goal 1", "check the calendar"."""

from __future__ import annotations

from typing import Final

from pdsync.goals.dates.findings import Findings
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import words

LOOK: Final = words("see check refer look listed same as cf per ditto idem above below")
PLACES: Final = words("""
    goal goals above below calendar syllabus rubric doc document spreadsheet sheet timeline schedule board tracker
    tracking previous first second other another last earlier next trello plan roadmap slack specific measurable one
    others following attached
""")
SKIPPED: Final = words(
    "the my our a to in at on of for date dates deadline due with time frame timeframe stated written other"
)
OPENERS: Final = words("timebound time bound : - ( please pls deadline date due by it is will be")
REACH: Final = 7


def pointer_at(s: Scene, found: Findings) -> int | None:
    """The token at which an answer begins to point to another answer; None if none does."""
    k = s.k
    for start in (0, *(end + 1 for end in found.ends[:20])):
        i = start
        while k.t[i] in OPENERS:
            i += 1
        if k.t[i] in LOOK and _place(k.t, i + 1):
            return i
    return None


def _place(t: list[str], i: int) -> bool:
    if t[i - 1] in ("ditto", "idem") or (t[i - 1] in ("same", "above", "below") and not t[i].isalpha()):
        return True
    for at in range(i, i + REACH):
        if t[at] in PLACES or t[at] == "here":
            return True
        if t[at] not in SKIPPED:
            return False
    return False
