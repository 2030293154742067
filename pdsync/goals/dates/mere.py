"""Times that only describe something: "my mod 1 plan", "the week 3 project"."""

from __future__ import annotations

from dataclasses import dataclass

from pdsync.goals.dates.around import Around
from pdsync.goals.dates.findings import Findings, Mention
from pdsync.goals.dates.phrases import Cue
from pdsync.goals.dates.points import Grain, Sort
from pdsync.goals.dates.prepositions import Prep
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.subjects import spoken_about
from pdsync.goals.dates.words import FUNCTION, words

OPENERS = words("""
    i think want plan to aim maybe probably hopefully ideally the my our a this timebound time bound timeline
    due date deadline target - : ( , * would say like around about roughly say will be is it goal complete done
    finish finished have am by let's lets call i'd i'll hoping planning realistically
""")


WORKS = words(
    "works sounds seems feels looks fits suits thru onwards onward tentatively optimistically ish instead rather"
)
"""Verbs and the like behind a time: "Friday works for me"."""

PARTS = words("""
    day days part half majority most all whole span period length duration throughout course remainder rest
""")
"""Of a module there may be one of these; anything else "of the module" is a thing."""


JOINERS = words(
    "end ends ending otherwise finish say , ( - : > or and / & now but so final then instead rather latest is are"
)
"""Behind one of these a name may well be a time of its own."""


EVENTS = words("presentation presentations party ceremony celebration night deadline date project demo demos itself")
"""What may stand behind a named day and be held on it; any other word makes the name its own: "graduation robe"."""


WEEKLY = words("week wk weekly weeks")
CLOSE = 2
"""So many tokens may stand between what comes every week and its weekday."""


@dataclass(frozen=True, slots=True)
class _Look:
    """A mention and what stands right beside it.

    `noun`: a word that is no function word follows; `opens`: it opens its sentence, but for hedges; `cued`: a cue says
    that it is a time; `last`: no other time follows.
    """

    mention: Mention
    before: str
    following: str
    noun: bool
    opens: bool
    cued: bool
    last: bool


def mere_word(s: Scene, found: Findings, number: int, near: Around) -> bool:
    """Whether the words only describe something: "my mod 1 plan", "the week 3 project", "my capstone"."""
    mention = found.mentions[number]
    point, bare = mention.point, mention.lead.prep is Prep.BARE
    if spoken_about(s, found, mention):
        return True
    seen = _look(s, found, number, near)
    if point.sort is Sort.NAMED and point.grain in (Grain.DAY, Grain.BREAK):
        return _named(seen)
    if mention.lead.word == "of" and point.edge is None and point.grain in (Grain.MODULE, Grain.BREAK):
        again = any(mark.cue is Cue.RECURRING and mark.stop == mention.lead.at for mark in found.marks)
        return s.k.t[mention.lead.at - 1] not in PARTS and not seen.opens and not again
    if point.sort is Sort.WEEKDAY and not seen.cued and _beside_what_recurs(s, found, mention):
        return True
    if point.sort is Sort.WEEKDAY and not seen.cued and mention.lead.prep in (Prep.BARE, Prep.ON):
        return (bare and seen.noun) or (not seen.opens and _in_a_timetable(found, mention))
    if bare and point.grain in (Grain.WEEK, Grain.MODULE, Grain.MONTH) and point.edge is None:
        return (
            seen.noun
            and not seen.opens
            and not seen.cued
            and not (seen.before in JOINERS and _in_a_list(found, mention))
        )
    return False


def _look(s: Scene, found: Findings, number: int, near: Around) -> _Look:
    mention = found.mentions[number]
    following = s.k.t[mention.stop]
    another = number + 1 < len(found.mentions) and found.mentions[number + 1].at == mention.stop
    noun = following.isalpha() and following not in FUNCTION and not another
    latest = near.after(Cue.LATEST)
    now = near.before(Cue.NOW)
    cued = near.before(Cue.DEADLINE, Cue.DONE, Cue.LATEST) or (latest and latest.start == mention.stop)
    soft = near.before(Cue.SOFT)
    cued = cued or (soft and soft.stop == mention.at) or (now and now.stop - now.start > 1 and now.stop >= mention.at)
    return _Look(
        mention,
        s.k.t[mention.at - 1],
        following,
        noun=noun and following not in WORKS,
        opens=_opens(s, found, mention),
        cued=bool(cued),
        last=number + 1 == len(found.mentions),
    )


def _named(seen: _Look) -> bool:
    """A milestone, a break or a holiday that is not meant as a time."""
    point, lead = seen.mention.point, seen.mention.lead
    bare = lead.prep is Prep.BARE
    if point.verb and (lead.prep in (Prep.BARE, Prep.FOR) or lead.word == "to"):
        return True
    if bare and not seen.cued and (seen.following in ("was", "were") or (seen.noun and seen.following not in EVENTS)):
        return True
    if lead.prep is Prep.ON and seen.noun and not seen.opens and not seen.cued:
        return True
    if point.work and (lead.word in ("on", "in", "of", "at", "during", "over") or lead.prep is Prep.FOR):
        return not seen.opens and not seen.cued
    return bare and not seen.opens and not seen.cued and seen.last and seen.before not in JOINERS


def _in_a_timetable(found: Findings, mention: Mention) -> bool:
    """Whether a weekday belongs to what comes again in its sentence: "twice a week, Tues + Thurs"."""
    start, stop = found.sentence_start(mention.core), found.sentence_stop(mention.core)
    return any(mark.cue is Cue.RECURRING and start <= mark.start < stop for mark in found.marks)


def _in_a_list(found: Findings, mention: Mention) -> bool:
    """Whether it is a step of a plan: "week 2 research, week 3 build"."""
    same = [m for m in found.mentions if m.sentence == mention.sentence and m.lead.prep is Prep.BARE]
    return sum(m.point.sort is mention.point.sort and m.point.grain is mention.point.grain for m in same) > 1


def _beside_what_recurs(s: Scene, found: Findings, mention: Mention) -> bool:
    """Whether a weekday says when in the week something comes again: "every week by Friday", "by Friday every week"."""
    start, stop = found.sentence_start(mention.core), found.sentence_stop(mention.core)
    near = (
        mark
        for mark in found.marks
        if mark.cue is Cue.RECURRING
        and start <= mark.start < stop
        and not WEEKLY.isdisjoint(s.k.t[mark.start : mark.stop])
    )
    return any(
        (0 <= mention.at - mark.stop <= CLOSE and "so" not in s.k.t[mark.stop : mention.at])
        or 0 <= mark.start - mention.stop <= 1
        for mark in near
        if mention.lead.prep in (Prep.BY, Prep.BEFORE, Prep.ON, Prep.BARE)
    )


def _opens(s: Scene, found: Findings, mention: Mention) -> bool:
    """Whether a mention opens its sentence or line, but for hedges."""
    start = found.sentence_start(mention.core)
    if mention.at - start > 8:
        return False
    return all(
        word in OPENERS or s.k.n[start + place] is not None for place, word in enumerate(s.k.t[start : mention.at])
    )
