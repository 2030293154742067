"""Times that only describe something: "my mod 1 plan", "the week 3 project"."""

from __future__ import annotations

from pdsync.goals.dates.around import Around
from pdsync.goals.dates.phrases import Cue
from pdsync.goals.dates.points import Grain, Sort
from pdsync.goals.dates.prepositions import Prep
from pdsync.goals.dates.scan import Findings, Mention
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import FUNCTION, words

OPENERS = words("""
    i think want plan to aim maybe probably hopefully ideally the my our a this timebound time bound timeline
    due date deadline target - : ( , * would say like around about roughly say will be is it goal complete done
    finish finished have am by i'd i'll hoping planning realistically
""")


PARTS = words("""
    day days part half majority most all whole span period length duration throughout course remainder rest
""")
"""Of a module there may be one of these; anything else "of the module" is a thing."""


JOINERS = words(", ( - : > or and / & now but so final then instead rather latest is are")
"""Behind one of these a name may well be a time of its own."""


def mere_word(s: Scene, found: Findings, number: int, near: Around) -> bool:
    """Whether the words only describe something: "my mod 1 plan", "the week 3 project", "my capstone"."""
    mention = found.mentions[number]
    point, lead = mention.point, mention.lead
    k = s.k
    following = k.t[mention.stop]
    noun = bool(following) and following.isalpha() and following not in FUNCTION
    opens = _opens(s, found, mention)
    cued = near.before(Cue.DEADLINE, Cue.DONE, Cue.LATEST) is not None
    latest = near.after(Cue.LATEST)
    cued = cued or (latest is not None and latest.start == mention.stop)
    if point.sort is Sort.NAMED and point.grain in (Grain.DAY, Grain.BREAK):
        if point.verb and lead.prep in (Prep.BARE, Prep.FOR):
            return True
        if (lead.word == "to" and point.verb) or (lead.prep in (Prep.BARE, Prep.ON) and noun and not opens):
            return True
        if point.work and (lead.word in ("on", "in", "of", "at", "during", "over") or lead.prep is Prep.FOR):
            return not opens and not cued
        if lead.prep is Prep.BARE:
            return not opens and not cued and number + 1 - len(found.mentions) == 0 and not _after_joiner(s, mention)
        return False
    if lead.word == "of" and point.edge is None and point.grain in (Grain.MODULE, Grain.BREAK):
        return k.t[lead.at - 1] not in PARTS and not opens
    if point.sort is Sort.WEEKDAY and lead.prep in (Prep.BARE, Prep.ON) and not cued and not opens:
        return _in_a_timetable(found, mention)
    if lead.prep is Prep.BARE and point.grain in (Grain.WEEK, Grain.MODULE, Grain.MONTH) and point.edge is None:
        return noun and not opens and not cued
    return False


def _in_a_timetable(found: Findings, mention: Mention) -> bool:
    """Whether a weekday belongs to what comes again in its sentence: "twice a week, Tues + Thurs"."""
    start, stop = found.sentence_start(mention.core), found.sentence_stop(mention.core)
    return any(mark.cue is Cue.RECURRING and start <= mark.start < stop for mark in found.marks)


def _after_joiner(s: Scene, mention: Mention) -> bool:
    return s.k.t[mention.at - 1] in JOINERS


def _opens(s: Scene, found: Findings, mention: Mention) -> bool:
    """Whether a mention opens its sentence or line, but for hedges."""
    start = found.sentence_start(mention.core)
    if mention.at - start > 8:
        return False
    return all(
        word in OPENERS or s.k.n[start + place] is not None for place, word in enumerate(s.k.t[start : mention.at])
    )
