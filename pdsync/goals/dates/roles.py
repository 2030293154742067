"""The role of each time in an answer: deadline, goal, start, check-in, reason, refused, overtaken, past, or a mere word."""

from __future__ import annotations

from pdsync.goals.dates.around import CLOSING, Around, Role, all_around, between
from pdsync.goals.dates.cues import Cue
from pdsync.goals.dates.mere import mere_word
from pdsync.goals.dates.prepositions import Prep
from pdsync.goals.dates.scan import Findings, Mention
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.taken_back import overtake, reasons

NEAR = 6


def roles(s: Scene, found: Findings) -> list[Role]:
    """The role of every mention, in their order."""
    around = all_around(s, found)
    given = [_role(s, found, number, around[number]) for number in range(len(found.mentions))]
    overtake(s, found, around, given)
    reasons(s, found, given)
    return given


def _role(s: Scene, found: Findings, number: int, near: Around) -> Role:
    mention = found.mentions[number]
    point, lead = mention.point, mention.lead
    if point.past:
        return Role.PAST
    if mere_word(s, found, number, near):
        return Role.WORD
    if _refused(s, mention, near):
        lower = lead.prep in (Prep.BEFORE, Prep.UNTIL)
        return Role.START if lower else Role.REFUSED
    if lead.prep is Prep.AFTER and point.start is None:
        back = lead.word in ("since", "as of") or near.before(Cue.PAST)
        return Role.PAST if back and _may_be_past(s, mention) else Role.START
    if _deadline(s, mention, near):
        return Role.DEADLINE
    side = _aside(s, mention, near)
    if side:
        return side
    if _done(s, mention, near):
        return Role.DONE
    return Role.GOAL


def _may_be_past(s: Scene, mention: Mention) -> bool:
    """Whether a time can lie behind the day of writing: it does, or no year is written."""
    point = mention.point
    return not point.lost and (point.first <= s.written or point.free)


def _refused(s: Scene, mention: Mention, near: Around) -> bool:
    if mention.lead.prep is Prep.LATEST:
        return False
    if mention.lead.negated:
        return True
    right = near.after(Cue.REFUSED)
    if right and right.start - mention.stop <= 3 and "," not in s.k.t[mention.stop : right.start]:
        return True
    no = near.before(Cue.NOT)
    if (
        no is None
        or mention.lead.at - no.stop > 12
        or between(s, no.stop, mention.at, {",", "but", "later", "because"})
    ):
        return False
    if s.k.t[no.start - 1] == "if" or s.k.t[no.stop] in (
        "only",
        "later",
        "just",
        "due",
        "know",
        "sure",
        "past",
        "beyond",
    ):
        return False
    return not no.start >= mention.at or mention.lead.negated


def _deadline(s: Scene, mention: Mention, near: Around) -> bool:
    """Whether an explicit cue makes this the deadline."""
    if mention.lead.prep is Prep.LATEST:
        return True
    left = near.before(Cue.DEADLINE)
    if left and not (left.stop > mention.core) and s.k.t[left.stop] != "to" and mention.at - left.stop <= NEAR + 6:
        return True
    latest = near.before(Cue.LATEST)
    if latest and mention.core - latest.stop <= 3:
        return True
    right = near.after(Cue.LATEST)
    if (
        right
        and right.start - mention.stop <= NEAR
        and (
            right.stop < near.stop
            or near.stop >= s.k.size
            or right.start == mention.stop
            or s.k.ends_sentence(near.stop)
            or s.k.t[right.stop] in (",", ")")
        )
    ):
        return True
    stated = near.after(Cue.DEADLINE)
    return bool(
        stated
        and stated.start - mention.stop <= 5
        and not (
            mention.lead.prep in CLOSING
            and stated.start > mention.stop + 1
            and s.k.t[mention.stop] not in ("is", "(", "as")
        )
    )


def _aside(s: Scene, mention: Mention, near: Around) -> Role | None:
    """A start, a check-in or the past."""
    past = near.before(Cue.PAST)
    if past and not past.start >= mention.at and mention.lead.prep not in CLOSING:
        begun = mention.core - past.stop <= 8
        if begun and (mention.point.lost or _may_be_past(s, mention) or s.k.t[past.start] == "today"):
            return Role.PAST
    start = near.before(Cue.START)
    if start and not start.start >= mention.at and not near.before(Cue.DONE) and mention.at - start.stop <= NEAR + 2:
        return Role.START
    opening = near.after(Cue.START)
    if (
        opening
        and opening.start - mention.stop <= 2
        and s.k.t[mention.stop] in (":", "-", "i", "start", "begin", "starting", "kick")
    ):
        return Role.START
    check = near.before(Cue.CHECK_IN)
    if (
        check
        and check.start < mention.at
        and not between(s, check.stop, mention.at, {"and"})
        and mention.core - check.stop <= NEAR + 3
    ):
        return Role.CHECK_IN
    check = near.after(Cue.CHECK_IN)
    right = check is not None and "," not in s.k.t[mention.stop : check.start]
    if (
        check
        and right
        and check.start - mention.stop <= 5
        and mention.lead.prep not in (Prep.BY, Prep.UNTIL, Prep.LATEST)
    ):
        return Role.CHECK_IN
    return None


def _done(s: Scene, mention: Mention, near: Around) -> bool:
    done = near.before(Cue.DONE)
    if done is None or mention.lead.prep not in CLOSING or near.before(Cue.PARTIAL):
        return False
    return mention.at - done.stop <= 5
