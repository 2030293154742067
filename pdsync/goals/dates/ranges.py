"""What follows a point and belongs to it: "mod 3 starts", "week 4 is over", "… to March 5"."""

from __future__ import annotations

from dataclasses import replace

from pdsync.goals.calendar import shifted
from pdsync.goals.dates.amounts import amount_at
from pdsync.goals.dates.edges import edge_of
from pdsync.goals.dates.points import Edge, Grain, Point, Sort, on
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import BEGINS, ENDS


def extended(s: Scene, point: Point, depth: int) -> Point:
    """A point with what follows it: "mod 3 starts", "week 4 is over", "… to March 5"."""
    k = s.k
    at = point.stop
    word = k.t[at]
    if not word or point.past:
        return point
    if point.edge is None and (point.grain is not Grain.DAY or point.lost):
        verb = at + (word in ("is", "has", "officially", "actually", "will", "are", "be"))
        if k.t[verb] in BEGINS and not (k.t[verb] == "start" and k.t[verb + 1] in ("with", "by")):
            return edge_of(s, point, Edge.START).upto(verb + 1 + (k.t[verb + 1] in ("off", "up", "around")))
        if k.t[verb] in ENDS and k.t[verb + 1] not in ("of", "week", "to"):
            return edge_of(s, point, Edge.END).upto(verb + 1)
    if word == "+" and not point.lost and (amount := amount_at(k, at + 1)) and not amount.is_work:
        day = amount.from_(point.day, s.calendar)
        return on(day, amount.stop, f"some days after {point.label}", point.sort, trust=0.75) if day else point
    if word in ("-", "to", "through", "thru", "until", "till") and not point.lost:
        return _range(s, point, at + 1, depth)
    return point


def _range(s: Scene, point: Point, at: int, depth: int) -> Point:
    k = s.k
    while k.t[at] in ("the", "end", "of") and not s.names.at(k, at):
        at += 1
    if k.t[at - 1] == "-" and (k.start[at] - k.end[at - 1] > 1 and "\n" in s.text[k.end[at - 1] : k.start[at]]):
        return point
    until = s.point_at(at, depth + 1)
    if until is None or until.past or (until.sort is Sort.LENGTH):
        return point
    if until.lost:
        return until
    ahead = until
    if until.day < point.first and until.sort is Sort.WEEKDAY:
        weeks = -((until.day - point.first).days // 7) * 7
        ahead = replace(until, first=shifted(until.first, weeks), last=shifted(until.last, weeks), due=None)
    if k.t[point.stop] == "-" and not _alike(point, ahead):
        return point
    return replace(ahead, start=point.first, trust=min(point.trust, ahead.trust, 0.93))


def _alike(first: Point, second: Point) -> bool:
    return second.day >= first.day and (
        first.sort is second.sort or (Sort.ABSOLUTE in (first.sort, second.sort) and first.grain is second.grain)
    )
