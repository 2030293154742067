"""The role of each time in an answer: the first rule of a table that fits it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pdsync.goals.dates.around import CLOSING, Around, Role, all_around, between
from pdsync.goals.dates.findings import Findings, Mention
from pdsync.goals.dates.mere import mere_word
from pdsync.goals.dates.narrated import narrated
from pdsync.goals.dates.phrases import Cue
from pdsync.goals.dates.points import Sort
from pdsync.goals.dates.prepositions import Prep
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.taken_back import overtake, reasons
from pdsync.goals.dates.words import words

NEAR: Final = 6
"""So many tokens a cue reaches."""
FAR: Final = 12
MOVING: Final = words(
    "extend extended extending push pushing pushed delay delayed postpone postponed moved back out it"
)
HELPING: Final = words("help helps helping helped prepare prepares benefit benefits useful important matter matters")
DEPENDING: Final = words("depends depend depending dependent contingent hinges")
AFTER_NOT: Final = words("only later just due know sure past beyond")
"""Behind "not" one of these leaves the time standing: "not only by Friday", "not sure, Friday"."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention with all that a rule may look at."""

    s: Scene
    found: Findings
    number: int
    near: Around

    @property
    def mention(self) -> Mention:
        """The mention itself."""
        return self.found.mentions[self.number]

    def word(self, i: int) -> str:
        """The token at a place."""
        return self.s.k.t[i]

    def behind_us(self) -> bool:
        """Whether the time can lie before the day of writing: it does, or no year is written."""
        point = self.mention.point
        told = point.sort in (Sort.LENGTH, Sort.WEEKDAY) and self.mention.lead.prep in (Prep.BARE, Prep.ON, Prep.FOR)
        return not point.lost and (point.first <= self.s.written or point.free or told)

    def apart(self, start: int, stop: int, *marks: str) -> bool:
        """Whether one of these tokens stands between two places."""
        return between(self.s, start, stop, set(marks))


def roles(s: Scene, found: Findings) -> list[Role]:
    """The role of every mention, in their order."""
    around = all_around(s, found)
    given = [_role(Seen(s, found, number, near)) for number, near in enumerate(around)]
    overtake(s, found, around, given)
    reasons(s, found, given)
    return given


def _role(seen: Seen) -> Role:
    return next((role for role, fits in RULES if fits(seen)), Role.GOAL)


# -- what is refused --------------------------------------------------------------------------------------------------


def _refused(seen: Seen) -> bool:
    """“not by midmod”, “Friday is too soon”, “I won't make week 3”."""
    mention, near = seen.mention, seen.near
    if mention.lead.prep is Prep.LATEST:
        return False
    if mention.lead.negated:
        return True
    right = near.after(Cue.REFUSED)
    if right and right.start - mention.stop <= 3 and not seen.apart(mention.stop, right.start, ","):
        return True
    no = near.before(Cue.NOT)
    if no is None or no.start >= mention.at or mention.lead.at - no.stop > FAR:
        return False
    if seen.apart(no.stop, mention.at, ",", "but", "later", "because"):
        return False
    return seen.word(no.start - 1) != "if" and seen.word(no.stop) not in AFTER_NOT


def _only_a_lower_bound(seen: Seen) -> bool:
    """“Not before graduation”: a start, however it is refused."""
    return seen.mention.lead.prep in (Prep.BEFORE, Prep.UNTIL) and _refused(seen)


# -- starts and the past ----------------------------------------------------------------------------------------------


def _past(seen: Seen) -> bool:
    """“last week”, “since October”."""
    mention = seen.mention
    if mention.point.past:
        return True
    back = mention.lead.word in ("since", "as of") or seen.near.before(Cue.PAST)
    return _after(seen) and bool(back) and seen.behind_us()


def _after(seen: Seen) -> bool:
    """“after midmod”, “starting Monday”; “from Monday to Friday” closes on Friday."""
    return seen.mention.lead.prep is Prep.AFTER and seen.mention.point.start is None


def _told_of_the_past(seen: Seen) -> bool:
    """“I started this on 2/26”, “Today is 1/18”."""
    mention, past = seen.mention, seen.near.before(Cue.PAST)
    if past is None or past.start >= mention.at or mention.lead.prep in CLOSING or mention.core - past.stop > NEAR + 2:
        return False
    if seen.apart(past.stop, mention.at, "so", "but"):
        return False
    return bool(mention.point.lost) or seen.behind_us() or seen.word(past.start) == "today"


def _narrated(seen: Seen) -> bool:
    """“I was in the army for six years”: behind us, unless the time can only lie ahead."""
    return (bool(seen.mention.point.lost) or seen.behind_us()) and narrated(seen.s, seen.found, seen.mention)


def _missed(seen: Seen) -> bool:
    """“I missed a deadline by a week”: by how much, not by when."""
    mention, past = seen.mention, seen.near.before(Cue.PAST)
    if past is None:
        return False
    over = seen.word(past.stop - 1) == "missed" and mention.at - past.stop <= NEAR + 2
    if over and seen.behind_us() and not seen.apart(past.stop, mention.at, "so", "but", "now", "new"):
        return True
    by_how_much = mention.point.sort is Sort.LENGTH and mention.lead.word == "by"
    return by_how_much and seen.word(past.stop - 1) in ("missed", "late", "over", "extended")


def _start(seen: Seen) -> bool:
    """“Start: 3/11”, “Dec 2nd is when I'll start”."""
    mention, start = seen.mention, seen.near.before(Cue.START)
    if start and start.start < mention.at and mention.at - start.stop <= NEAR + 2 and not seen.near.before(Cue.DONE):
        return True
    opening = seen.near.after(Cue.START)
    follows = (":", "-", "i", "start", "begin", "starting", "kick")
    return bool(opening and opening.start - mention.stop <= 2 and seen.word(mention.stop) in follows)


# -- deadlines and check-ins ------------------------------------------------------------------------------------------


def _deadline(seen: Seen) -> bool:
    """“no later than 3/15”, “due 3/15”, “the deadline is 3/15”."""
    mention, left = seen.mention, seen.near.before(Cue.DEADLINE)
    if mention.lead.prep is Prep.LATEST:
        return True
    if left and left.stop <= mention.core and seen.word(left.stop) != "to" and mention.at - left.stop <= FAR:
        return True
    stated = seen.near.after(Cue.DEADLINE)
    if stated is None or stated.start - mention.stop > NEAR - 1:
        return False
    aside = stated.start > mention.stop + 1 and seen.word(mention.stop) not in ("is", "(", "as")
    return mention.lead.prep not in CLOSING or not aside


def _latest(seen: Seen) -> bool:
    """“3/15 at the latest”, “worst case 3/15”."""
    mention, near = seen.mention, seen.near
    left = near.before(Cue.LATEST)
    if left and mention.core - left.stop <= 3:
        return True
    right = near.after(Cue.LATEST)
    if right is None or right.start - mention.stop > NEAR:
        return False
    k = seen.s.k
    closes = near.stop >= k.size or k.ends_sentence(near.stop) or k.t[right.stop] in (",", ")")
    return right.start == mention.stop or right.stop < near.stop or closes


def _earliest(seen: Seen) -> bool:
    """“week 4 at the earliest”, “at least two weeks”: only a lower bound."""
    mention, near = seen.mention, seen.near
    left, right = near.before(Cue.EARLIEST), near.after(Cue.EARLIEST)
    if right is not None and right.start == mention.stop and seen.word(right.start + 1) != "least":
        return True
    if left is None or not 0 <= mention.core - left.stop <= 1 or seen.apart(left.stop, mention.core, ","):
        return False
    length = (
        mention.point.sort is Sort.LENGTH and not mention.point.counted and mention.lead.prep in (Prep.BARE, Prep.FOR)
    )
    return length if seen.word(left.stop - 1) != "earliest" else True


def _moved_by(seen: Seen) -> bool:
    """“extend by 1 week”: from a day that is not named."""
    mention = seen.mention
    by = mention.point.sort is Sort.LENGTH and not mention.point.counted and mention.lead.word == "by"
    return by and seen.word(mention.lead.at - 1) in MOVING


def _good_for(seen: Seen) -> bool:
    """What a goal is good for, not when it is due: "this will help me in mod 3"."""
    mention = seen.mention
    start = seen.found.sentence_start(mention.core)
    helps = not HELPING.isdisjoint(seen.s.k.t[start : mention.at])
    return helps and seen.word(start) in ("this", "it", "that", "which") and mention.lead.prep in (Prep.ON, Prep.FOR)


def _check_in(seen: Seen) -> bool:
    """“check in on 2/1”, “13/06 first draft”, “the review is on 3/25”."""
    mention, left = seen.mention, seen.near.before(Cue.CHECK_IN)
    if (
        left
        and mention.lead.prep is not Prep.UNTIL
        and left.start < mention.at
        and mention.core - left.stop <= NEAR + 3
    ):
        return not seen.apart(left.stop, mention.at, "and")
    right = seen.near.after(Cue.CHECK_IN)
    if (
        right is None
        or right.start - mention.stop > NEAR - 1
        or seen.apart(mention.stop, right.start, ",", "and", "then")
    ):
        return False
    return mention.lead.prep not in (Prep.BY, Prep.UNTIL, Prep.LATEST)


def _done(seen: Seen) -> bool:
    """“done by 3/15”, but not “half of it done by 3/15”."""
    mention, done = seen.mention, seen.near.before(Cue.DONE)
    if done is None or mention.lead.prep not in CLOSING or seen.near.before(Cue.PARTIAL):
        return False
    return mention.at - done.stop <= NEAR - 1


RULES: Final[tuple[tuple[Role, Callable[[Seen], bool]], ...]] = (
    (Role.PAST, lambda seen: seen.mention.point.past),
    (Role.WORD, lambda seen: mere_word(seen.s, seen.found, seen.number, seen.near)),
    (Role.START, _only_a_lower_bound),
    (Role.REFUSED, _refused),
    (Role.PAST, _past),
    (Role.START, _after),
    (Role.PAST, _missed),
    (Role.REASON, lambda seen: seen.word(seen.mention.lead.at - 1) in DEPENDING),
    (Role.REASON, _good_for),
    (Role.START, _moved_by),
    (Role.START, _earliest),
    (Role.DEADLINE, _deadline),
    (Role.DEADLINE, _latest),
    (Role.PAST, _told_of_the_past),
    (Role.PAST, _narrated),
    (Role.START, _start),
    (Role.CHECK_IN, _check_in),
    (Role.DONE, _done),
)
"""The roles in the order in which they are tried; what fits none is what the student aims at."""
