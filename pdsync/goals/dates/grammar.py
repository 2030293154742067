"""The grammar: which parsers may read a time from a word on, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable

from pdsync.goals.dates.ahead import modified_at, shorthand_at, today_at
from pdsync.goals.dates.amounts import amount_at, number_at
from pdsync.goals.dates.beside import day_beside_at, eve_at, slashed_week_at, weekday_or_beside, weekend_at
from pdsync.goals.dates.edges import early_late_at, edge_at, mid_at, unit_edge_at
from pdsync.goals.dates.lengths import length_at, next_length_at
from pdsync.goals.dates.monthly import COMPANY, day_month_at, day_number_at, month_at, quarter_at, year_number_at
from pdsync.goals.dates.named import named_at, short_module_at, unknown_day_at
from pdsync.goals.dates.names import Named
from pdsync.goals.dates.nth import nth_at
from pdsync.goals.dates.numeric import numeric_at
from pdsync.goals.dates.points import Point, Sort, missing
from pdsync.goals.dates.ranges import extended
from pdsync.goals.dates.scene import Parser, Scene
from pdsync.goals.dates.weeks import sprint_point
from pdsync.goals.dates.words import (
    END_NOUNS,
    MIDDLE_NOUNS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    SEASONS,
    START_NOUNS,
    WEEK_WORDS,
    WEEKDAYS,
    YEAR_WEEKS,
    words,
)

DEEPEST = 6


def point_at(s: Scene, i: int, depth: int = 0) -> Point | None:
    """The time that is named from token i on, as long as it goes; None if none is."""
    if depth > DEEPEST:
        return None
    point = _plain(s, i, depth)
    return None if point is None else extended(s, point, depth)


def _plain(s: Scene, i: int, depth: int) -> Point | None:
    k = s.k
    if k.t[i] in MIDDLE_NOUNS and (point := edge_at(s, i, depth)):
        return point
    named = s.names.at(k, i)
    if named:
        point = named_at(s, i, *named)
        if point:
            return point
    for parser in PARSERS.get(k.t[i], NUMERIC if k.n[i] is not None else ()):
        point = parser(s, i, depth)
        if point:
            return point
    return unknown_day_at(s, i)


def _flat(parser: Callable[[Scene, int], Point | None]) -> Parser:
    def parse(s: Scene, i: int, depth: int) -> Point | None:
        return parser(s, i)

    return parse


def _last_modified(s: Scene, i: int, depth: int) -> Point | None:
    return nth_at(s, i, depth) or modified_at(s, i)


def _next_modified(s: Scene, i: int, depth: int) -> Point | None:
    if amount_at(s.k, i + 1) and s.k.t[i + 1] not in WEEK_WORDS:
        return length_at(s, i, depth)
    return next_length_at(s, i) or modified_at(s, i) or _named_ahead(s, i, depth)


def _named_ahead(s: Scene, i: int, depth: int) -> Point | None:
    """“next intermission”, “this Halloween”: the name itself."""
    named = s.names.at(s.k, i + 1)
    return s.point_at(i + 1, depth + 1) if named and named[0].kind not in (Named.PROGRAM, Named.MODULE_WORD) else None


PARTICLES = words("behind off into short apart asleep down through back out for clean cleaning boot over flat")
"""Behind one of these "fall" and "spring" are no seasons."""


def season_at(s: Scene, i: int, depth: int) -> Point | None:
    """A season, from which no single day follows, or a break named after it that the calendar lacks."""
    k = s.k
    at = i + 1
    if k.t[i] in ("fall", "spring") and (k.t[at] in PARTICLES or k.t[i - 1] in ("to", "i", "not", "will", "don't")):
        return None
    if k.t[at] in ("break", "vacation", "holidays", "holiday", "recess", "hols"):
        said = f"{k.t[i]} {k.t[at]}"
        return missing(f"“{said}” is not on the calendar", at + 1, Sort.NAMED, unknown=said)
    year = k.n[at] is not None and len(k.t[at]) == 4
    time = k.t[i - 1] in COMPANY or (k.t[i - 1] in ("the", "this", "next") and k.t[i - 2] in COMPANY)
    if not (time or year or (k.size <= 3 and k.t[at] in ("", ".", "!"))):
        return None
    return missing(f"{k.t[i]} is no single day", at + year, Sort.PERIOD)


def _sprint(s: Scene, i: int) -> Point | None:
    number = number_at(s.k, i + 1 + (s.k.t[i + 1] == "#"))
    return sprint_point(s, number[1], number=int(number[0])) if number else None


NUMERIC: tuple[Parser, ...] = (
    _flat(numeric_at),
    _flat(day_month_at),
    nth_at,
    length_at,
    _flat(day_number_at),
    _flat(year_number_at),
)


_ORDINAL: tuple[Parser, ...] = (_flat(day_month_at), nth_at, _flat(day_number_at))


_NUMBER: tuple[Parser, ...] = (*_ORDINAL, length_at)


PARSERS: dict[str, tuple[Parser, ...]] = {
    **dict.fromkeys(NUMBERS, _NUMBER),
    **dict.fromkeys(ORDINALS, _ORDINAL),
    **dict.fromkeys(MONTHS, (_flat(month_at),)),
    **dict.fromkeys(WEEKDAYS, (weekday_or_beside,)),
    **dict.fromkeys(WEEK_WORDS | YEAR_WEEKS | {"wc", "w"}, (slashed_week_at,)),
    **dict.fromkeys(("this", "current", "coming", "upcoming"), (_next_modified,)),
    **dict.fromkeys(("next", "following"), (_next_modified,)),
    **dict.fromkeys(("past", "previous", "prior"), (_flat(modified_at),)),
    **dict.fromkeys(("last", "final"), (_last_modified,)),
    **dict.fromkeys(START_NOUNS | END_NOUNS | MIDDLE_NOUNS, (edge_at,)),
    **dict.fromkeys(("early", "late", "later", "latter", "earlier"), (early_late_at,)),
    **dict.fromkeys(
        ("a", "an", "couple", "few", "several", "some", "many", "multiple", "another", "half"), (length_at, edge_at)
    ),
    **dict.fromkeys(("today", "tonight", "tomorrow"), (_flat(today_at),)),
    **dict.fromkeys(("eow", "eom", "eoy", "eoq"), (_flat(shorthand_at),)),
    **dict.fromkeys(SEASONS, (season_at,)),
    **dict.fromkeys(("month", "year", "mo", "yr"), (unit_edge_at,)),
    "half": (edge_at, length_at),
    "mid": (mid_at,),
    "midweek": (mid_at,),
    "day": (day_beside_at,),
    "eve": (eve_at,),
    "penultimate": (nth_at,),
    "weekend": (weekend_at,),
    "q": (_flat(quarter_at),),
    "m": (short_module_at,),
    "sprint": (lambda s, i, depth: _sprint(s, i),),
}
