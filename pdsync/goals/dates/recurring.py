"""What comes again and again: every Tuesday, daily, twice a week."""

from __future__ import annotations

from pdsync.goals.dates.amounts import amount_at, number_at, ordinal_at
from pdsync.goals.dates.scene import Scene
from pdsync.goals.dates.tokens import Tokens
from pdsync.goals.dates.words import (
    DAY_PARTS,
    END_NOUNS,
    FUNCTION,
    START_NOUNS,
    UNITS,
    WEEKDAY_PLURALS,
    WEEKDAYS,
    words,
)

OFTEN = words("""
    daily weekly nightly monthly biweekly hourly fortnightly everyday mornings evenings nights weeknights
    weekdays afternoons weekends yearly quarterly mwf tth semiweekly bimonthly semimonthly annually
    arvos
""")


TIMES = words("""
    once twice thrice times x time sessions session hours hour hrs hr minutes mins min days day nights
""")


MANY = words("few couple several an many half")
NO_TIMES = words("life lives job planner project newsletter app news report")
"""“my daily life”: what is daily here is no time."""
OFTEN_BEFORE = words("once twice thrice times time")
EACH = words("every each per")
DAY_LETTERS = words("m t tu w th r f s su")


PAIRS = (["t", "th"], ["tu", "th"], ["m", "w"], ["w", "f"], ["t", "r"], ["m", "f"], ["m", "th"], ["t", "f"])


SPELLS = words("""
    day week month night morning evening weekday weekend afternoon wk workday sprint module mod year weeknight
    class lunch single other quarter fortnight lesson session meeting standup retro arvo lecture pairing seminar checkin
""")


def recurring_at(s: Scene, i: int) -> int | None:
    """The token after words that tell of something that comes again: "every Tuesday", "2x per week", "daily"."""
    k = s.k
    word = k.t[i]
    if word in EACH:
        return _every(s, i)
    if word in START_NOUNS | END_NOUNS and (each := _edge_of_each(k, i + 1)):
        return _every(s, each)
    if word in OFTEN or word in WEEKDAY_PLURALS:
        if k.t[i - 1] in ("my", "the", "our", "a") and k.t[i + 1] in NO_TIMES:
            return None
        counted = number_at(k, i - 1) is not None and (word == "weekends" or k.t[i - 2] == "next")
        return None if counted else i + 1
    if word == "bi" and k.t[i + 1] in ("-", "weekly"):
        return i + 2 + (k.t[i + 1] == "-")
    if word in DAY_LETTERS and k.t[i + 1] == "/":
        return _letters(k, i)
    if nth := ordinal_at(k, i):
        return _nth_of_each(k, nth[1])
    return _weekday_again(s, i) if word in WEEKDAYS else _so_often(k, i)


def _so_often(k: Tokens, i: int) -> int | None:
    """“5 days a week”, “2x per week”, “twice in a week”."""
    word = k.t[i]
    if word == "in" and k.t[i + 1] == "a" and k.t[i + 2] in SPELLS and k.t[i - 1] in OFTEN_BEFORE:
        return i + 3
    if (amount := amount_at(k, i)) and k.t[amount.stop] in ("a", "per", "/") and k.t[amount.stop + 1] in SPELLS:
        return amount.stop + 2
    counted = word in ("a", "/", "an") and k.t[i + 1] in SPELLS and i >= 1 and _counted_before(k, i)
    return i + 2 if counted else None


def _weekday_again(s: Scene, i: int) -> int | None:
    """“Friday of every week”, “Monday nights weekly”, “Mon-Fri”."""
    k = s.k
    if k.t[i + 1] == "of" and k.t[i + 2] in EACH:
        return _every(s, i + 2)
    days = _more_days(k, i + 1)
    often = k.t[days] in OFTEN and (k.t[days - 1] in WEEKDAYS or k.t[days - 1] in WEEKDAY_PLURALS)
    return days + 1 if often else _week_long(k, i)


def _edge_of_each(k: Tokens, at: int) -> int | None:
    """Where "each" stands in "the end of each sprint", which may say a day of it."""
    return at + 1 if k.t[at] == "of" and k.t[at + 1] in EACH else None


def _letters(k: Tokens, i: int) -> int | None:
    """“M/W/F”."""
    at = i
    while k.t[at] in DAY_LETTERS and k.t[at + 1] == "/":
        at += 2
    letters = k.t[i : at + 1 : 2]
    timetable = at > i and k.t[at] in DAY_LETTERS and (len(letters) > 2 or letters in PAIRS)
    return at + 1 if timetable else None


def _nth_of_each(k: Tokens, at: int) -> int | None:
    """“the first Friday of each month”; `at`: the token after the ordinal."""
    if k.t[at] in ("of", "in") and k.t[at + 1] in EACH and k.t[at + 2] in SPELLS:
        return at + 3
    each = k.t[at] in (*WEEKDAYS, "day", "week", "weekend") and k.t[at + 1] in ("of", "in")
    return at + 4 if each and k.t[at + 2] in EACH and k.t[at + 3] in SPELLS else None


def _counted_before(k: Tokens, i: int) -> bool:
    """Whether a number of times or of things stands before "a week": "2x", "an hour", "5 jobs", "three short calls"."""
    if k.t[i - 1] in ("once", "twice", "thrice") or number_at(k, i - 1):
        return True
    if not k.t[i - 1].isalpha() or k.t[i - 1] in FUNCTION - TIMES:
        return False
    return any(k.n[at] is not None or number_at(k, at) or k.t[at] in MANY for at in range(max(i - 3, 0), i - 1))


BETWEEN = words("""
    single other second third school working business week - few last first class and every damn alternate sprint
    pairing team mentor live available
""")
"""What may stand between "every" and what comes again."""
MOST_BETWEEN = 5


def _every(s: Scene, i: int) -> int | None:
    k = s.k
    at = i + 1
    if k.t[at] in ("of", "time", "one", "member", "student", "goal", "project"):
        return None
    while k.t[at] in BETWEEN and at <= i + MOST_BETWEEN:
        if k.t[at] == "week" and k.t[at + 1] not in DAY_PARTS | {"day"}:
            break
        if k.t[at] in ("sprint", "pairing") and k.t[at + 1] not in SPELLS:
            break
        at += 1
    amount = amount_at(k, at)
    if amount:
        return amount.stop
    if k.t[at - 1] == "class" and k.t[at] not in DAY_PARTS:
        return at
    if k.t[at] in WEEKDAYS:
        return _more_days(k, at + 1)
    if k.t[at] in SPELLS or k.t[at] in DAY_PARTS or k.t[at] in UNITS or s.names.at(k, at):
        at += 1
        while k.t[at] in DAY_PARTS:
            at += 1
        return at
    return None


def _more_days(k: Tokens, at: int) -> int:
    while True:
        step = at
        while k.t[step] in (",", "and", "&", "/", "+", "or", "-") or k.t[step] in DAY_PARTS:
            step += 1
        if k.t[step] not in WEEKDAYS and k.t[step] not in WEEKDAY_PLURALS:
            break
        at = step + 1
    while k.t[at] in DAY_PARTS:
        at += 1
    return at


def _week_long(k: Tokens, i: int) -> int | None:
    """“Mon-Fri” and three or more weekdays in a row are a timetable."""
    if k.t[i + 1] in ("-", "to", "through") and k.t[i + 2] in WEEKDAYS:
        return i + 3 if WEEKDAYS[k.t[i]] == 0 and WEEKDAYS[k.t[i + 2]] >= 4 else None
    count, at = 1, i + 1
    while k.t[at] in (",", "and", "&", "/", "+", "-"):
        step = at + 1 + (k.t[at + 1] in ("and", "&"))
        if k.t[step] not in WEEKDAYS:
            break
        count, at = count + 1, step + 1
    numbered = k.n[at] is not None and k.t[at + 1] != ":"
    return at if count >= 3 and not (numbered or k.t[at] in ("of", "next", "this")) else None
