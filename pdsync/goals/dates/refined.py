"""A longer time and the day of it that is meant: "early November, say the 5th", "end of February - the 26th"."""

from __future__ import annotations

from typing import Final

from pdsync.goals.dates.days import month_end
from pdsync.goals.dates.findings import Mention
from pdsync.goals.dates.points import Grain, Point, Sort
from pdsync.goals.dates.prepositions import Prep
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.words import words

JOINING: Final = words(
    ", ( - : say so probably likely like i e . specifically precisely around about the maybe possibly or"
)
SOFT: Final = words("maybe possibly probably likely around about like")
MOST: Final = 5


def refines(s: Scene, first: Mention, second: Mention) -> bool:
    """Whether the second time says which day of the first is meant."""
    between = s.k.t[first.stop : second.core]
    if not between or len(between) > MOST or "\n" in between or not all(word in JOINING for word in between):
        return False
    if between[0] not in (",", "(", "-", ":", "say", "probably", "so", "like", "maybe") or "or" in between[1:]:
        return False
    if second.lead.prep not in (Prep.BARE, Prep.ON) or first.lead.prep is Prep.BEFORE:
        return False
    return _is_day(second.point) and _inside(second.point, first.point)


def doubtful(s: Scene, first: Mention, second: Mention) -> bool:
    """Whether it is only a guess which day of it is meant: "next week, maybe Wednesday"."""
    return not SOFT.isdisjoint(s.k.t[first.stop : second.core])


def _is_day(point: Point) -> bool:
    return point.grain is Grain.DAY and point.sort in (Sort.ABSOLUTE, Sort.WEEKDAY, Sort.WEEK) and point.edge is None


def _inside(day: Point, longer: Point) -> bool:
    """Whether a day lies in a week, a weekend, or the month of which another is the beginning or the end."""
    if (
        longer.sort is Sort.PERIOD
        and longer.grain in (Grain.DAY, Grain.MONTH)
        and (longer.last - longer.first).days < 32
    ):
        first = longer.day.replace(day=1)
        return first <= day.day <= month_end(first.year, first.month)
    whole = longer.grain in (Grain.WEEK, Grain.WEEKEND)
    return whole and longer.first <= day.day <= longer.last
