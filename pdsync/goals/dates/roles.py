"""The role of each time in an answer: deadline, goal, start, check-in, reason, refused, overtaken, past, or a mere word."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum, auto

from pdsync.goals.dates.cues import Cue
from pdsync.goals.dates.points import Grain, Sort
from pdsync.goals.dates.prepositions import Prep
from pdsync.goals.dates.scan import Findings, Mark, Mention
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import FUNCTION, words


class Role(Enum):
    """What a time is doing in an answer."""

    DEADLINE = auto()
    DONE = auto()
    GOAL = auto()
    START = auto()
    CHECK_IN = auto()
    REASON = auto()
    REFUSED = auto()
    OVERTAKEN = auto()
    PAST = auto()
    WORD = auto()


CLOSING = frozenset({Prep.BY, Prep.BEFORE, Prep.UNTIL, Prep.LATEST})
NEAR = 6
WORKERS = words(
    "work working worked focus help feedback progress pass score grade grades well do spend time put improve build finish"
)


@dataclass(frozen=True, slots=True)
class Around:
    """The cues before a mention (back to the last one or the sentence's start) and after it (to the next or the end)."""

    left: tuple[Mark, ...]
    right: tuple[Mark, ...]
    start: int
    stop: int

    def before(self, *cues: Cue) -> Mark | None:
        """The last such cue before the mention."""
        return next((mark for mark in reversed(self.left) if mark.cue in cues), None)

    def after(self, *cues: Cue) -> Mark | None:
        """The first such cue after the mention."""
        return next((mark for mark in self.right if mark.cue in cues), None)


def roles(s: Scene, found: Findings) -> list[Role]:
    """The role of every mention, in their order."""
    around = _all_around(s, found)
    given = [_role(s, found, number, around[number]) for number in range(len(found.mentions))]
    _overtake(s, found, around, given)
    _reasons(s, found, given)
    return given


def _all_around(s: Scene, found: Findings) -> list[Around]:
    mentions, marks = found.mentions, found.marks
    starts = [mark.start for mark in marks]
    result = []
    for number, mention in enumerate(mentions):
        start, stop = found.sentence_start(mention.core), min(found.sentence_stop(mention.core), s.k.size)
        if number and mentions[number - 1].stop > start:
            start = mentions[number - 1].stop
        if number + 1 < len(mentions) and mentions[number + 1].at < stop:
            stop = max(mentions[number + 1].at, mention.stop)
        left = marks[bisect_left(starts, start) : bisect_left(starts, mention.core)]
        right = marks[bisect_left(starts, mention.stop) : bisect_left(starts, stop)]
        result.append(Around(tuple(left), tuple(right), start, stop))
    return result


def _role(s: Scene, found: Findings, number: int, near: Around) -> Role:
    mention = found.mentions[number]
    point, lead = mention.point, mention.lead
    if point.past:
        return Role.PAST
    if _mere_word(s, found, number, near):
        return Role.WORD
    if _refused(s, mention, near):
        lower = lead.prep in (Prep.BEFORE, Prep.UNTIL)
        return Role.START if lower else Role.REFUSED
    if lead.prep is Prep.AFTER:
        back = lead.word in ("since", "as of") or near.before(Cue.PAST)
        return Role.PAST if back and not point.lost and point.first <= s.written else Role.START
    if _deadline(s, mention, near):
        return Role.DEADLINE
    side = _aside(s, mention, near)
    if side:
        return side
    if _done(s, mention, near):
        return Role.DONE
    return Role.GOAL


def _mere_word(s: Scene, found: Findings, number: int, near: Around) -> bool:
    """Whether the words only describe something: "my mod 1 plan", "the week 3 project", "my capstone"."""
    mention = found.mentions[number]
    point, lead = mention.point, mention.lead
    k = s.k
    following = k.t[mention.stop]
    noun = bool(following) and following.isalpha() and following not in FUNCTION
    opens = _opens(s, found, mention)
    cued = near.before(Cue.DEADLINE, Cue.DONE, Cue.LATEST) is not None
    if point.sort is Sort.NAMED and point.grain in (Grain.DAY, Grain.BREAK):
        if point.verb and lead.prep in (Prep.BARE, Prep.FOR):
            return True
        if lead.word == "to" and point.verb or (lead.prep in (Prep.BARE, Prep.ON) and noun and not opens):
            return True
        if point.work and (lead.word in ("on", "in", "of", "at", "during", "over") or lead.prep is Prep.FOR):
            return not opens and not cued
        if lead.prep is Prep.BARE:
            return not opens and not cued and number + 1 - len(found.mentions) == 0 and not _after_joiner(s, mention)
        return False
    if lead.prep is Prep.BARE and point.grain in (Grain.WEEK, Grain.MODULE, Grain.MONTH) and point.edge is None:
        return noun and not opens and not cued
    return False


def _after_joiner(s: Scene, mention: Mention) -> bool:
    return s.k.t[mention.at - 1] in (",", "(", "-", ":", "or", "and", "/", "&")


OPENERS = words(
    "i think want plan to aim maybe probably hopefully ideally the my our a this timebound time bound timeline due date deadline target - : ( , * "
    "would say like around about roughly say will be is it goal complete done finish finished have am by i'd i'll hoping planning realistically"
)


def _opens(s: Scene, found: Findings, mention: Mention) -> bool:
    """Whether a mention opens its sentence or line, but for hedges."""
    start = found.sentence_start(mention.core)
    if mention.at - start > 8:
        return False
    return all(
        word in OPENERS or s.k.n[start + place] is not None for place, word in enumerate(s.k.t[start : mention.at])
    )


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
        or _between(s, no.stop, mention.at, {",", "but", "later", "because"})
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


def _between(s: Scene, start: int, stop: int, stops: set[str]) -> bool:
    return any(word in stops for word in s.k.t[start:stop])


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
        if begun and (mention.point.lost or mention.point.first <= s.written or s.k.t[past.start] == "today"):
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
        and not _between(s, check.stop, mention.at, {"and"})
        and mention.core - check.stop <= NEAR + 3
    ):
        return Role.CHECK_IN
    check = near.after(Cue.CHECK_IN)
    if check and check.start - mention.stop <= 5 and mention.lead.prep not in (Prep.BY, Prep.UNTIL, Prep.LATEST):
        return Role.CHECK_IN
    return None


def _done(s: Scene, mention: Mention, near: Around) -> bool:
    done = near.before(Cue.DONE)
    if done is None or mention.lead.prep not in CLOSING or near.before(Cue.PARTIAL):
        return False
    return mention.at - done.stop <= 5


def _overtake(s: Scene, found: Findings, around: list[Around], given: list[Role]) -> None:
    """What is taken back by a later time: "was X, now Y", "X. No wait, Y", "X isn't realistic, Y"."""
    live = {Role.GOAL, Role.DONE, Role.DEADLINE, Role.CHECK_IN}
    for number, near in enumerate(around):
        mention = found.mentions[number]
        was = near.before(Cue.WAS)
        later = any(role in live for role in given[number + 1 :])
        if was and later and was.start < mention.core and mention.core - was.stop <= 5 and given[number] in live:
            given[number] = Role.OVERTAKEN
        if number and given[number] in live and _corrects(s, found, number, near):
            for earlier in range(number):
                if given[earlier] in live:
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
    if s.k.t[now.start] == "instead" and s.k.t[now.stop] == "of" or now.start >= mention.core:
        return False
    loud = s.k.t[now.start] in LOUD or now.stop - now.start > 1
    return loud or mention.at - now.stop <= 2


def _earlier(found: Findings, floor: int, stop: int) -> Mark | None:
    """A correcting cue in the sentences between two mentions."""
    if stop <= floor:
        return None
    return next((mark for mark in reversed(found.marks) if mark.cue is Cue.NOW and floor <= mark.start < stop), None)


def _reasons(s: Scene, found: Findings, given: list[Role]) -> None:
    """What only gives a reason: after "because", "so that", "which leaves"."""
    for mark in found.marks:
        if mark.cue not in (Cue.REASON, Cue.SO) or _inside(found, mark):
            continue
        start, stop = found.sentence_start(mark.start), found.sentence_stop(mark.start)
        opens = mark.start - start <= 1
        if opens:
            stop = min(stop, next((at for at in range(mark.stop, min(stop, s.k.size)) if s.k.t[at] == ","), stop))
        earlier = [n for n, m in enumerate(found.mentions) if start <= m.core < mark.start]
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


def _comma(s: Scene, start: int, stop: int) -> bool:
    return "," in s.k.t[start:stop]


def _inside(found: Findings, mark: Mark) -> bool:
    """Whether a cue is itself part of a mention ("since Oct 14")."""
    return any(m.at <= mark.start < m.stop for m in found.mentions)


def _gives_reason(s: Scene, found: Findings, given: list[Role], mark: Mark, earlier: list[int]) -> bool:
    """ "By Friday so I have the weekend" gives a reason; "Demo day is 4/11, so by 4/9" and "So 17th July" conclude."""
    if not earlier:
        return False
    following = next((m for m in found.mentions if m.core >= mark.start), None)
    if following is not None and following.at <= mark.stop and s.k.t[mark.start + 1] == s.k.t[following.at]:
        return False
    last = found.mentions[earlier[-1]]
    states = (
        s.k.t[last.stop] in ("is", "are", "was")
        or s.k.t[last.core - 1] in ("is", "are")
        or s.k.t[last.core - 2] in ("is", "are")
    )
    return not states or any(found.mentions[n].lead.prep in CLOSING for n in earlier)
