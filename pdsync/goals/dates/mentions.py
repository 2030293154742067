"""A time as it is mentioned: with its preposition, and with what it owes to the time before it."""

from __future__ import annotations

from dataclasses import replace

from pdsync.goals.dates.counted import counted_from_the_last
from pdsync.goals.dates.days import day_of, next_numbered
from pdsync.goals.dates.events import event_at, is_offered
from pdsync.goals.dates.findings import Findings, Mention
from pdsync.goals.dates.points import Grain, Point, Sort, missing
from pdsync.goals.dates.prepositions import ONE_WORD, Lead, Prep, lead_of
from pdsync.goals.dates.said import spoken
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import DAY_EVENTS, words

CLAUSE = 6
"""So many tokens may stand between "before" and the day of what it is before."""
SUBJECTS = words("heading going i i'm my we we're our the it he she they")
DOUBTFUL = 0.75
NEAR = 40
"""So many letters may stand between a month and a day of it that is said by its number alone."""


def mention_at(s: Scene, found: Findings, i: int, floor: int) -> int | None:
    """Add the time that is mentioned from token i on to what was found; the token after it, None if there is none."""
    mention = counted_from_the_last(s, found, i) or _plain(s, found, i, floor) or _event(s, found, i)
    if mention is None:
        return None
    found.mentions.append(mention)
    return mention.stop


def _plain(s: Scene, found: Findings, i: int, floor: int) -> Mention | None:
    """A time with the preposition before it."""
    point = s.point_at(i)
    if point is None:
        return None
    point = _of_that_month(s, found, point)
    named = _day_of_the_unknown(s, found, i, point)
    if named is not None:
        return named
    lead = _shared(s, found, i) or lead_of(s, i, floor)
    open_to_it = lead.prep in (Prep.ON, Prep.BARE, Prep.FOR) or lead.word == "into"
    if open_to_it and (before := _what_it_is_before(s, i, floor)) is not None:
        lead, point = Lead(Prep.BEFORE, "before", before), replace(point, trust=min(point.trust, DOUBTFUL))
    return Mention(point, lead, lead.at, i, point.stop, len(found.ends))


def _day_of_the_unknown(s: Scene, found: Findings, i: int, point: Point) -> Mention | None:
    """“before my birthday on March 5”: the day of an event that the calendar lacks, which it replaces."""
    last = found.mentions[-1] if found.mentions else None
    if last is None or last.point.sort is not Sort.NAMED or not last.point.lost or point.lost:
        return None
    if s.k.t[last.stop : i] not in (["on"], ["("], ["on", "the"], ["is"], ["is", "on"], ["is", "on", "the"], [","]):
        return None
    if point.sort is not Sort.ABSOLUTE or last.lead.prep is Prep.AFTER:
        return None
    found.mentions.pop()
    return Mention(replace(point, trust=DOUBTFUL), last.lead, last.at, i, point.stop, len(found.ends))


def _shared(s: Scene, found: Findings, i: int) -> Lead | None:
    """The preposition that a time shares with the one before it: "by Friday or Saturday", "before A and B"."""
    if not found.mentions or s.k.t[i - 1] not in ("or", "and", "&"):
        return None
    last = found.mentions[-1]
    joined = last.stop in (i - 1, i - 2) and all(mark in (",", "or", "and", "&") for mark in s.k.t[last.stop : i])
    return Lead(last.lead.prep, last.lead.word, i, last.lead.negated) if joined else None


def _what_it_is_before(s: Scene, i: int, floor: int) -> int | None:
    """Where "before" stands in "before I go on holiday on 3/13"; "before class on Friday" is a time of day."""
    t = s.k.t
    for at in range(i - 2, max(floor, i - 2 - CLAUSE) - 1, -1):
        if t[at] == "before":
            clause = t[at + 1 : i]
            told = t[at + 1] in SUBJECTS and len(clause) >= 3 and DAY_EVENTS.isdisjoint(clause)
            return at if told else None
        if not t[at].isalpha() or (t[at] in ONE_WORD and t[at] not in ("on", "to", "in", "for", "at", "into")):
            return None
    return None


def _of_that_month(s: Scene, found: Findings, point: Point) -> Point:
    """“early November, the 6th” is 6 November: a bare day number after a month is that month's."""
    if not point.bare_number or not found.mentions:
        return point
    last = found.mentions[-1]
    near = s.k.start[point.stop - 1] - s.k.end[last.stop - 1] <= NEAR
    if not near or last.point.lost or last.point.past or (last.point.last - last.point.first).days > 30:
        return point
    month = last.point.last
    if last.point.sort is Sort.PERIOD:
        day = day_of(month.year, month.month, point.first.day)
    elif last.point.sort is Sort.ABSOLUTE and last.point.grain is Grain.DAY and not last.point.bare_number:
        day = next_numbered(point.first.day, last.point.day)
    else:
        return point
    if day is None or day < s.written or last.sentence != len(found.ends):
        return point
    return replace(point, first=day, last=day, label=spoken(day, s.written), trust=min(point.trust, 0.9))


def _skipping(t: list[str], i: int) -> int:
    """The token of the day that an event is said to be on: past "starts on", "is on the", "kickoff on"."""
    i += t[i] in ("kickoff", "is", "starts", "start", "ends", "end", "begins", "kicks", "happens", "due")
    i += t[i] in ("off", "on", "(", "due")
    i += t[i] in ("on", "the")
    return i


def _event(s: Scene, found: Findings, i: int) -> Mention | None:
    """An event that no calendar could know, or the day that is said of it: "by my interview on 3/13"."""
    event = event_at(s, i)
    if event is None:
        return None
    said, stop = event
    word, t = s.k.t[i], s.k.t
    said_of = _skipping(t, stop)
    dated = s.point_at(said_of)
    by_day = dated is not None and dated.sort in (Sort.ABSOLUTE, Sort.WEEKDAY)
    if dated is not None and not dated.lost and by_day and (said_of > stop or t[stop] == "("):
        prep = ONE_WORD.get(word, Prep.UNTIL)
        point = replace(dated, trust=min(dated.trust, DOUBTFUL) if prep is Prep.BEFORE else dated.trust)
        return Mention(point, Lead(prep, word, i), i, stop, dated.stop, len(found.ends))
    ahead = s.point_at(stop) if t[stop] not in ("", "on", "in", "by") else None
    if ahead is not None and not ahead.lost:
        return None
    lead = Lead(Prep.AFTER if word in ("after", "following") else Prep.UNTIL, word, i)
    offered = said if is_offered(s.k, i, stop) else ""
    point = missing(f"“{said}” is not on the calendar", stop, Sort.NAMED, unknown=offered)
    return Mention(point, lead, i, i, stop, len(found.ends))
