"""Times that a sentence is about, and words that only describe or name: "week 1 went well", "my mentor April"."""

from __future__ import annotations

from typing import Final

from pdsync.goals.dates.amounts import number_at
from pdsync.goals.dates.findings import Findings, Mention
from pdsync.goals.dates.points import Grain, Sort
from pdsync.goals.dates.prepositions import Prep
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import FUNCTION, words

SPOKEN_OF: Final = words("is was are were went felt feels seems seemed looks hit came flew has had")
BEHIND_US: Final = words("was were went felt seemed hit came flew had")
GOALISH: Final = words("""
    my deadline goal target plan date latest when fine good doable realistic reasonable possible ideal best due what
    it perfect okay ok enough achievable attainable aim aiming manageable feasible sufficient plenty final last cutoff
    limit max end by where time timeline safe safer better preferable likely probable more most set
""")
"""Said of a time by one of these, it is what the student aims at: "week 4 is doable"."""
LOOKS_AHEAD: Final = 6
PEOPLE: Final = words("""
    mentor partner friend coach instructor teacher classmate named name colleague manager boss ask asked tell told
    sister brother wife husband called pair
""")
OWNERS: Final = words("the my our a his her their your that this")
KEPT: Final = words("deadline mark end ends is")


def spoken_about(s: Scene, found: Findings, mention: Mention) -> bool:
    """Whether something else is said of the time than that the goal is due then."""
    several = mention.point.sort is Sort.NAMED and s.k.t[mention.stop - 1].endswith("s")
    counted = several and number_at(s.k, mention.core - 1) is not None
    return counted or _subject(s, found, mention) or _describes(s, mention) or _person(s, mention)


def _subject(s: Scene, found: Findings, mention: Mention) -> bool:
    """“Week 1 went well”, “demo day is scary”; “week 4 is my goal” and “demo day is 3/11” say when."""
    if mention.lead.prep is not Prep.BARE or mention.point.edge is not None:
        return False
    t, verb = s.k.t, mention.stop
    start = found.sentence_start(mention.core)
    if t[verb] not in SPOKEN_OF or not all(word in OWNERS or not word.isalpha() for word in t[start : mention.core]):
        return False
    if t[verb] == "has" and t[verb + 1] != "been":
        return False
    said = t[verb + 1 : verb + 1 + LOOKS_AHEAD]
    ahead = any(verb < m.core <= verb + 4 for m in found.mentions)
    if t[verb] in BEHIND_US:
        return not ahead and "deadline" not in said and "goal" not in said
    return not ahead and GOALISH.isdisjoint(said)


def _describes(s: Scene, mention: Mention) -> bool:
    """“the week 3 project”, “my mod 1 plan”, “weekend warrior”."""
    point, k = mention.point, s.k
    if mention.lead.prep is not Prep.BARE or point.edge is not None or point.start is not None:
        return False
    following = k.t[mention.stop]
    noun = following.isalpha() and following not in FUNCTION and following not in KEPT
    if point.grain is Grain.WEEKEND and k.t[mention.core] == "weekend":
        return noun and k.t[mention.core - 1] not in ("this", "next", "the")
    numbered = point.grain in (Grain.WEEK, Grain.MODULE) and k.n[mention.stop - 1] is not None
    return noun and numbered and k.t[mention.core - 1] in OWNERS


def _person(s: Scene, mention: Mention) -> bool:
    """“my mentor April”, “I will ask June”."""
    point, k = mention.point, s.k
    if point.sort is not Sort.PERIOD or point.grain is not Grain.MONTH or mention.stop - mention.core != 1:
        return False
    named = k.capital[mention.core] and mention.lead.prep in (Prep.BARE, Prep.FOR)
    return named and k.t[mention.core - 1] in PEOPLE
