"""Times that only tell a story: "I was in the army for six years", "at the beginning of the mod I was lost"."""

from __future__ import annotations

from typing import Final

from pdsync.goals.dates.findings import Findings, Mention
from pdsync.goals.dates.points import Sort
from pdsync.goals.dates.prepositions import Prep
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import words

WHO: Final = words("i we he she it they who that there this")
WERE: Final = words("""
    was were did took went got made taught wrote spent lived worked studied tried learned learnt served built began
    ran felt struggled used kept gave became came lost fell met knew missed failed attended graduated moved left
    passed retook won read had led told said brought thought bought forgot grew heard held hid paid saw sent sat spoke
    stood understood woke wore didn't couldn't wasn't weren't wouldn't
""")
HAVE_BEEN: Final = words("been done had worked spent taught lived coded used tried studied practiced struggled learned")
STORIES: Final = words("experience practice teaching service coding programming college school ago")
INTENDED: Final = words("""
    wanted hoped planned decided agreed aimed scheduled supposed figured promised committed targeted settled needed
    proposed estimated
""")
MEANT: Final = words("""
    will i'll we'll it'll want plan planning going gonna hope hoping aim aiming need would i'd should due deadline goal
    must shall by until can intend finish complete done finished now say said picked decided chose set figured settled
    ready submit submitted target let's let would've realistic give giving
""")
ADVERBS: Final = words("already also only really just never always have has had actually first even not")


def narrated(s: Scene, found: Findings, mention: Mention) -> bool:
    """Whether the sentence tells of the past, with no word in it of what is to come."""
    if mention.lead.prep not in (Prep.BARE, Prep.ON, Prep.FOR) or mention.point.start is not None:
        return False
    start = found.sentence_start(mention.core)
    stop = min(found.sentence_stop(mention.core), s.k.size)
    t = s.k.t
    worked = t[mention.core - 1] == "(" and t[mention.stop + 1] == "work"
    if mention.point.sort is Sort.LENGTH and t[mention.stop] == "of" and (t[mention.stop + 1] in STORIES or worked):
        return True
    if (
        "so" in t[start : mention.at]
        or not MEANT.isdisjoint(t[start : mention.at])
        or not MEANT.isdisjoint(t[mention.stop : stop])
    ):
        return False
    return _told(t, start, mention.at) or _told(t, mention.stop, stop)


def _told(t: list[str], start: int, stop: int) -> bool:
    """Whether a subject with its verb in the past stands there: "I was", "we already built", "it's been"."""
    for i in range(start, stop - 1):
        if t[i] in ("i've", "we've", "it's", "he's", "she's", "they've") or t[i] in ("have", "has"):
            verb = i + 1 + (t[i + 1] in ADVERBS)
            if t[verb] in HAVE_BEEN and verb < stop + 1:
                return True
        if t[i] in WHO:
            verb = i + 1 + (t[i + 1] in ADVERBS)
            told = t[verb] in WERE or (t[verb].endswith("ed") and len(t[verb]) > 4 and t[verb] not in INTENDED)
            if told and verb < stop:
                return True
    return stop - 1 > start and t[stop - 1] == "been"
