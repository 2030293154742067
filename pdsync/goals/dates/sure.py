"""How sure a reading is: what lowers the trust in a due date, and to what at most."""

from __future__ import annotations

from typing import Final

from pdsync.goals.calendar import shifted
from pdsync.goals.dates.around import CLOSING, Role
from pdsync.goals.dates.findings import Findings, Mention
from pdsync.goals.dates.phrases import Cue
from pdsync.goals.dates.points import Grain, Sort
from pdsync.goals.dates.prepositions import Prep
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.verdict import Candidate
from pdsync.goals.dates.words import FUNCTION, MONTHS, UNITS, WEEKDAY_PLURALS, WEEKDAYS, words

UNSURE: Final = 0.78
"""As sure as a reading can be that has something against it."""
TIME_WORDS: Final = (
    (frozenset(UNITS) | frozenset(WEEKDAYS) | WEEKDAY_PLURALS | frozenset(MONTHS))
    - words("sat sun may march mar second seconds minute minutes min mins hour hours hr hrs sprint sprints mo mon wed")
) | words("today tonight tomorrow yesterday before until ago later earlier afterwards beforehand deadline")
FARTHEST: Final = 300
"""So many days ahead is too far for a day whose year is not written."""
HERALDS: Final = words("is say date target goal timeline think about around like approx roughly the a this next it")
"""Behind one of these a time with no preposition is meant as one."""
LONG_PAST: Final = 30
"""So many days back a day is hardly due any more."""
BEYOND: Final = 90
"""So many days behind the last module a day is no longer one of the program's."""


def at_most(s: Scene, found: Findings, candidates: list[Candidate], chosen: Candidate) -> float:
    """The most that a due date may be trusted."""
    mention = chosen.mention
    doubts = (
        _far(s, chosen)
        or _bare_numbers(s, mention)
        or _guessed(s, mention)
        or _left_over(s, found, candidates, mention)
        or _one_of_several(s, candidates, chosen)
        or _beside_the_unknown(found, candidates, chosen)
        or _in_prose(s, found, chosen)
    )
    return UNSURE if doubts else 1.0


def _far(s: Scene, chosen: Candidate) -> bool:
    """Whether the day lies so far off that its year, or the day itself, may be meant otherwise."""
    day, point = chosen.day, chosen.mention.point
    ahead = (day - s.written).days
    if point.free and ahead > FARTHEST:
        return True
    end = max(module.end for module in (s.calendar.module, *s.calendar.modules))
    if day == s.written and point.sort is Sort.ABSOLUTE and chosen.mention.lead.prep not in CLOSING:
        return True
    if ahead < -LONG_PAST:
        return True
    by_number = point.sort in (Sort.LENGTH, Sort.WEEKDAY)
    return by_number and day > shifted(max(end, s.written), BEYOND + FARTHEST)


def _bare_numbers(s: Scene, mention: Mention) -> bool:
    """Whether two joined numbers stand among words with nothing that makes them a date."""
    k, i = s.k, mention.core
    if k.n[i] is None or k.t[i + 1] != "/" or mention.lead.prep is not Prep.BARE or mention.stop - i != 3:
        return False
    before, after = k.t[i - 1], k.t[mention.stop]
    noun_before = before.isalpha() and before not in FUNCTION and before not in WEEKDAYS
    noun_after = after.isalpha() and after not in FUNCTION
    end = max(module.end for module in (s.calendar.module, *s.calendar.modules))
    near = mention.point.day <= shifted(max(end, s.written), BEYOND)
    return (noun_before and noun_after) or not near


def _guessed(s: Scene, mention: Mention) -> bool:
    """Whether a word of it was mended by guessing."""
    return any(mention.at <= i < mention.stop for i in s.k.guessed)


def _beside_the_unknown(found: Findings, candidates: list[Candidate], chosen: Candidate) -> bool:
    """Whether its sentence names a time that is not known too, or it hangs on a condition or follows from a reason."""
    mention = chosen.mention
    if chosen.role is Role.DEADLINE:
        return False
    conditions = (mark for mark in found.marks if mark.cue is Cue.CONDITION and mark.start < mention.core)
    if any(mark.stop >= mention.at - 1 for mark in conditions) and mention.lead.word not in ("until", "by the time"):
        return True
    beside = [c for c in candidates if c is not chosen and c.mention.sentence == mention.sentence]
    unknown = any(c.mention.point.lost and c.role not in (Role.WORD, Role.PAST, Role.REASON) for c in beside)
    reasons = mention.lead.prep not in CLOSING and any(c.role is Role.REASON and c.reading for c in beside)
    return unknown or (reasons and chosen.role is Role.GOAL)


def _in_prose(s: Scene, found: Findings, chosen: Candidate) -> bool:
    """Whether it stands between words that have nothing to do with time, with no preposition of its own."""
    mention, k = chosen.mention, s.k
    start = found.sentence_start(mention.core)
    if mention.lead.prep is Prep.ON and k.t[mention.stop] in ("is", "are", "was", "were") and mention.at > start + 1:
        return True
    if mention.lead.prep is not Prep.BARE or chosen.role is not Role.GOAL or mention.point.start is not None:
        return False
    before, after = k.t[mention.at - 1] if mention.at else "", k.t[mention.stop]
    content = before.isalpha() and before not in FUNCTION | HERALDS and before not in WEEKDAYS
    cued = any(mark.stop == mention.at for mark in found.marks)
    return content and not cued and after.isalpha() and after not in ("at", "by", "or", "and", "latest", "if", "eod")


def _left_over(s: Scene, found: Findings, candidates: list[Candidate], mention: Mention) -> bool:
    """Whether its sentence holds a word of time that nothing was made of."""
    start, stop = found.sentence_start(mention.core), min(found.sentence_stop(mention.core), s.k.size)
    left = [i for i in range(start, stop) if s.k.t[i] in TIME_WORDS]
    if not left:
        return False
    spans = [(m.at, m.stop) for m in found.mentions] + [(m.start, m.stop) for m in found.marks]
    spans += [(c.mention.at, c.mention.stop) for c in candidates]
    made = {i for first, after in spans for i in range(max(first, start), min(after, stop))}
    return not made.issuperset(left)


def _one_of_several(s: Scene, candidates: list[Candidate], chosen: Candidate) -> bool:
    """Whether it is one of several days in one sentence, none of which is said to be the deadline."""
    if chosen.role is Role.DEADLINE or chosen.mention.point.start is not None:
        return False
    rivals = [
        c for c in candidates if c.reading and c.role in (Role.GOAL, Role.DONE, Role.DEADLINE) and c.day != chosen.day
    ]
    point = chosen.mention.point
    if point.grain is not Grain.DAY and any(point.first <= c.day <= point.last for c in rivals):
        return True
    return any(c.mention.lead.prep is Prep.BARE and c.mention.point.grain is not Grain.MODULE for c in rivals)
