"""Events that no calendar names: "by my 1:1", "before the interview"."""

from __future__ import annotations

from pdsync.goals.dates.names import Named
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.tokens import Tokens
from pdsync.goals.dates.words import words

EVENT_HEADS = words("""
    project projects eval evaluation exam test interview interviews meeting presentation showcase hackathon retro
    retrospective demo deadline date assessment checkpoint conference event launch fair class lesson workshop
    graduation job offer hire internship session appointment call quiz review cohort pairing homework assignment sync
    reading work check mentor milestone release party trip vacation holiday wedding birthday semester term season
    ceremony gala meetup talk panel age anniversary application applications hunt search sprint standup day
""")


EVENT_PREPS = words("by before until after til upon following")


EVENT_DETERMINERS = words(
    "end start of the my our next a an this his her their upcoming first second third last final 1st 2nd big"
)


NO_EVENT_DAYS = words("day same other one every each that")
OFFERED = words("""
    project projects eval evaluation exam test presentation presentations showcase hackathon retro retrospective demo
    assessment checkpoint conference fair workshop graduation semester term season ceremony gala milestone release
    launch panel
""")
"""Of these a cohort's calendar may know the day; a meeting or an interview is somebody's own."""
ARTICLES = words("end start of the my our next a an this his her their upcoming big")


EACH_DAYS = words("class work standup lunch school reading homework")
"""What comes every day: "before class" is a time of day, "before the class" may be an event."""


def event_at(s: Scene, i: int) -> tuple[str, int] | None:
    """An event after "by", "before" or "until" that is in no calendar: its words, and the token after."""
    k = s.k
    if k.t[i] not in EVENT_PREPS and not _aside(s, i):
        return None
    at = i + 1
    while k.t[at] in EVENT_DETERMINERS:
        at += 1
    one = _one_on_one(k, at)
    if one:
        return "1:1", one
    if _comes_every_day(k, i, at) or any(s.point_at(step) for step in range(i + 1, at + 1)):
        return None
    if k.t[at].endswith("ing") and at == i + 1:
        return None
    for step in range(at, at + 4):
        word = k.t[step]
        if word in EVENT_HEADS and (k.t[step + 1] not in EVENT_HEADS or step == at + 3):
            if any(_known(s, place) for place in range(at, step + 1)):
                return None
            first = next(place for place in range(i + 1, step + 1) if k.t[place] not in ARTICLES)
            return s.text[k.start[first] : k.end[step]].strip().lower(), step + 1
        if not word.isalpha() and word != "-":
            return None
    return None


def _comes_every_day(k: Tokens, i: int, at: int) -> bool:
    """Whether what stands at a token comes every day, or again and again: "before class", "by the day"."""
    if k.t[at] in NO_EVENT_DAYS or (k.t[at + 1] == "day" and k.t[at] in ("school", "work", "working")):
        return True
    return at == i + 1 and (k.t[at] not in EVENT_HEADS or k.t[at] in EACH_DAYS)


def _aside(s: Scene, i: int) -> bool:
    """Whether "at", "during" or "in" stands before an event: "at my interview", "during our project"."""
    t = s.k.t
    if t[i] in ("at", "during"):
        return t[i + 1] in ("my", "our", "the", "next")
    ahead = ("next", "upcoming")
    if t[i] in ("in", "over"):
        return t[i + 1] in ahead or (t[i + 1] in ("my", "our", "the") and t[i + 2] in ahead)
    return i == 0 and t[i] in ("the", "our", "my") and t[1] in ahead


def _known(s: Scene, i: int) -> bool:
    named = s.names.at(s.k, i)
    return named is not None and named[0].kind in (Named.MILESTONE, Named.BREAK, Named.HOLIDAY)


def is_offered(k: Tokens, i: int, stop: int) -> bool:
    """Whether an event named after token i is one that the school's calendar could hold."""
    return k.t[stop - 1] in OFFERED and "my" not in k.t[i:stop]


def _one_on_one(k: Tokens, at: int) -> int | None:
    ones = ("1", "one")
    if k.t[at] in ones and k.t[at + 1] in (":", "-", "on", "x") and (k.t[at + 2] in ones or k.t[at + 2] in ("on", "-")):
        step = at + 2
        while k.t[step] in ("on", "-", "one", "1"):
            step += 1
        return step
    return None
