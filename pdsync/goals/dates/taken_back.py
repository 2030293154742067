"""Times that a later one replaces, and times that only give a reason."""

from __future__ import annotations

from pdsync.goals.dates.around import CLOSING, Around, Role
from pdsync.goals.dates.findings import Findings, Mark, Mention
from pdsync.goals.dates.phrases import Cue
from pdsync.goals.dates.prepositions import Prep
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import words

LIVE = frozenset({Role.GOAL, Role.DONE, Role.DEADLINE, Role.CHECK_IN})


def overtake(s: Scene, found: Findings, around: list[Around], given: list[Role]) -> None:
    """What is taken back by a later time: "was X, now Y", "X. No wait, Y", "X isn't realistic, Y"."""
    for number, near in enumerate(around):
        mention = found.mentions[number]
        was = near.before(Cue.WAS)
        later = any(role in LIVE for role in given[number + 1 :])
        if was and later and was.start < mention.core and mention.core - was.stop <= 5 and given[number] in LIVE:
            given[number] = Role.OVERTAKEN
        if number and given[number] in LIVE and _corrects(s, found, number, near):
            for earlier in range(number):
                if given[earlier] in LIVE:
                    given[earlier] = Role.OVERTAKEN


LOUD = frozenset(
    {"no", "scratch", "correction", "edit", "update", "updated", "sorry", "oops", "revised", "make", "wait", "new", ">"}
)


def _corrects(s: Scene, found: Findings, number: int, near: Around) -> bool:
    mention = found.mentions[number]
    floor = found.mentions[number - 1].stop
    now = near.before(Cue.NOW) or _earlier(found, floor, near.start)
    if now is None:
        instead = near.after(Cue.NOW)
        return bool(instead and s.k.t[instead.start] == "instead" and s.k.t[instead.stop] != "of")
    if (s.k.t[now.start] == "instead" and s.k.t[now.stop] == "of") or now.start >= mention.core:
        return False
    loud = s.k.t[now.start] in LOUD or now.stop - now.start > 1
    return loud or mention.at - now.stop <= 2


def _earlier(found: Findings, floor: int, stop: int) -> Mark | None:
    """A correcting cue in the sentences between two mentions."""
    if stop <= floor:
        return None
    return next((mark for mark in reversed(found.marks) if mark.cue is Cue.NOW and floor <= mark.start < stop), None)


INTENDING = words("going want plan planning like need hope hoping trying decided i'm i am we're i'll")
"""Behind one of these "to give myself" is the plan, not its reason."""


def reasons(s: Scene, found: Findings, given: list[Role]) -> None:
    """What only gives a reason: after "because", "so that", "which leaves"."""
    _grounds(s, found, given)
    for mark in found.marks:
        if mark.cue not in (Cue.REASON, Cue.SO) or _inside(found, mark) or s.k.t[mark.start - 1] in INTENDING:
            continue
        start, stop = found.sentence_start(mark.start), found.sentence_stop(mark.start)
        opens = mark.start - start <= 1
        if opens and mark.cue is Cue.REASON and s.k.t[mark.start] in ("to", "in") and _alone(found, mark.stop):
            continue
        if opens:
            stop = min(stop, next((at for at in range(mark.stop, min(stop, s.k.size)) if s.k.t[at] == ","), stop))
        earlier = [n for n, m in enumerate(found.mentions) if start <= m.core < mark.start]
        if mark.cue is Cue.SO and earlier and _follows_at_once(found, mark):
            _only_told(s, found, given, earlier)
        if mark.cue is Cue.SO and not _gives_reason(s, found, given, mark, earlier):
            continue
        for number, mention in enumerate(found.mentions):
            if mark.stop <= mention.core < stop and given[number] in (
                Role.GOAL,
                Role.DONE,
                Role.CHECK_IN,
                Role.DEADLINE,
                Role.START,
                Role.REFUSED,
            ):
                explicit = (
                    given[number] is Role.DEADLINE and _comma(s, mark.stop, mention.at) and mention.lead.prep in CLOSING
                )
                if not explicit:
                    given[number] = Role.REASON


def _alone(found: Findings, stop: int) -> bool:
    """Whether what an answer is to be ready for is the only time in it."""
    return len(found.mentions) == 1 and found.mentions[0].core >= stop - 1


def _grounds(s: Scene, found: Findings, given: list[Role]) -> None:
    """“by Friday, as week 3 is our project week”."""
    for number, mention in enumerate(found.mentions):
        told = s.k.t[mention.at - 1] == "as" and s.k.t[mention.stop] in ("is", "are", "will", "comes", "gets")
        if number and told and found.mentions[number - 1].sentence == mention.sentence:
            given[number] = Role.REASON


def _comma(s: Scene, start: int, stop: int) -> bool:
    return "," in s.k.t[start:stop]


def _inside(found: Findings, mark: Mark) -> bool:
    """Whether a cue is itself part of a mention ("since Oct 14")."""
    return any(m.at <= mark.start < m.stop for m in found.mentions)


def _follows_at_once(found: Findings, mark: Mark) -> bool:
    """“so the 17th”, “so by Friday”."""
    following = next((m for m in found.mentions if m.core >= mark.start), None)
    return following is not None and following.at <= mark.stop and following.core > mark.start


def _only_told(s: Scene, found: Findings, given: list[Role], earlier: list[int]) -> None:
    """Days that are only told of give way to the one that is concluded: "I leave on the 18th, so the 17th"."""
    stated = s.k.t[found.mentions[earlier[0]].stop] in ("is", "are")
    for number in earlier:
        lead = found.mentions[number].lead
        if given[number] is Role.GOAL and (lead.word == "on" or (stated and lead.prep is Prep.BARE)):
            given[number] = Role.REASON


AIMING = words("finish done complete want plan i'll will goal aim submit turn hope have need finished completed by")


def _concludes(s: Scene, found: Findings, earlier: list[int], following: Mention) -> bool:
    """Whether what is due by a day follows from a day that is only told of: "I'm away on 2/12, so done by 2/19"."""
    first = found.mentions[earlier[0]]
    told = s.k.t[found.sentence_start(first.core) : first.core]
    closing = following.lead.prep in (Prep.BY, Prep.BEFORE, Prep.LATEST) or following.point.counted
    return closing and AIMING.isdisjoint(told) and all(found.mentions[n].lead.prep not in CLOSING for n in earlier)


def _gives_reason(s: Scene, found: Findings, given: list[Role], mark: Mark, earlier: list[int]) -> bool:
    """“By Friday so I have the weekend” gives a reason; “Demo day is 4/11, so by 4/9” and “So 17th July” conclude."""
    if not any(given[n] in LIVE for n in earlier):
        return False
    following = next((m for m in found.mentions if m.core >= mark.start), None)
    if following is not None and (following.at <= mark.stop or _concludes(s, found, earlier, following)):
        return False
    last = found.mentions[earlier[-1]]
    states = (
        s.k.t[last.stop] in ("is", "are", "was")
        or s.k.t[last.core - 1] in ("is", "are")
        or s.k.t[last.core - 2] in ("is", "are")
    )
    return not states or any(found.mentions[n].lead.prep in CLOSING for n in earlier)
