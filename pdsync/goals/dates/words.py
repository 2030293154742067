"""The words of time: what each says, in tables; and the mending of misspelt ones."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

Words = frozenset[str]


def words(text: str) -> Words:
    """A set of words out of a line of them."""
    return frozenset(text.split())


def _numbered(lines: Iterable[str], first: int) -> dict[str, int]:
    return {word: number for number, line in enumerate(lines, first) for word in line.split()}


MONTH_NAMES = "January February March April May June July August September October November December".split()
DAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

MONTHS = _numbered(
    (
        "january jan",
        "february feb febr",
        "march mar",
        "april apr",
        "may",
        "june jun",
        "july jul",
        "august aug",
        "september sep sept",
        "october oct",
        "november nov",
        "december dec",
    ),
    1,
)
WEEKDAYS = _numbered(
    (
        "monday mon",
        "tuesday tues tue",
        "wednesday weds wed",
        "thursday thurs thur thu",
        "friday fri",
        "saturday sat",
        "sunday sun",
    ),
    0,
)
WEEKDAY_PLURALS = words("mondays tuesdays wednesdays thursdays fridays saturdays sundays")
DOUBTFUL = words("may march mar sat sun wed mon")
"""Months and weekdays that are also other words: they want company that speaks of time."""

NUMBERS = _numbered(
    (
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve dozen",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ),
    0,
) | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100}
ORDINALS = _numbered(
    (
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ),
    1,
) | {"thirtieth": 30}
TENS = {"twenty": 20, "thirty": 30}
SUFFIXES = words("st nd rd th")
LAST = words("last final")

DAYS, WEEKS, MONTHS_LONG, YEARS, HOURS, WEEKENDS, SPRINTS, QUARTERS, MODULES, WORKDAYS = (
    "day week month year hour weekend sprint quarter module workday".split()
)
UNITS: dict[str, tuple[str, float]] = {
    word: (unit, size)
    for line, unit, size in (
        ("day days", DAYS, 1),
        ("week weeks wk wks", WEEKS, 1),
        ("fortnight fortnights", WEEKS, 2),
        ("month months mo mos mth mths", MONTHS_LONG, 1),
        ("quarter quarters", MONTHS_LONG, 3),
        ("year years yr yrs", YEARS, 1),
        ("hour hours hr hrs", HOURS, 1),
        ("minute minutes min mins", HOURS, 1 / 60),
        ("weekend weekends", WEEKENDS, 1),
        ("sprint sprints", SPRINTS, 1),
        ("weekday weekdays workday workdays", WORKDAYS, 1),
    )
    for word in line.split()
}
WEEK_WORDS = words("week weeks wk wks")
WORKING = words("working business school class work week")
FEW = words("few several some many multiple handful bunch")

SEASONS = words("spring summer fall autumn winter")
DAY_PARTS = words(
    "morning afternoon evening night lunch lunchtime noon midday midnight standup stand class eod cob eob"
)
TIME_MARKS = words("am pm a.m p.m oclock o'clock")

START_NOUNS = words("start beginning begining begin onset top outset commencement opening")
END_NOUNS = words("end ending close conclusion completion finish ends")
MIDDLE_NOUNS = words("middle midpoint halfway half midway mid midst")
BEGINS = words(
    "start starts starting started begin begins beginning commences kicks kickoff arrives comes rolls hits opens"
)
ENDS = words("end ends ended ending finishes finish concludes closes over wraps")

THIS = words("this current")
COMING = words("coming upcoming")
NEXT = words("next following")
BEHIND = words("last past previous prior")
MODIFIERS = THIS | COMING | NEXT | BEHIND

DETERMINERS = words("the a an my our this that your its their")
FUNCTION = words(
    "and or but so i we my our the a an to with at by in on for if when as because since is are was were will would "
    "should can could then until till before after which that this it it's i'll we'll i'd i'm i've i'll hopefully "
    "ideally latest maybe probably possibly at from through thru during while though although and/or of not no "
    "roughly about around approximately depending unless plus also just only myself me you they he she be am have has "
    "had do does did where what who how some all both each every right max tops evening night morning afternoon "
    "likely later earlier sharp there here than too well yes yet still again once starts ends begins starting ending "
    "deadline due done finished complete completed eod cob realistically definitely preferably tentatively"
)

_LONG = tuple(
    word
    for word in (
        *MONTHS,
        *WEEKDAYS,
        *WEEKDAY_PLURALS,
        *ORDINALS,
        *"tomorrow tonight module weekend weekends weeks months sprint sprints beginning before today daily weekly"
        " graduation thanksgiving christmas halloween valentine easter ongoing deadline latest quarter fortnight "
        " intermission evaluation eventually middle semester between continuous indefinitely hopefully through"
        " throughout monthly ideally finished completed".split(),
    )
    if len(word) >= 5
)
REAL = words(
    "marsh match march mach parch arch apart moday sunny sundry friend fridge first thirst firsts worst fifty fourth "
    "forth north south tooth tenth month mouth mouths moths weeds seeks week's peeks wicks marched marches marching "
    "models model modular modules mobile middle meddle middles riddle easier eastern ester faster master easters "
    "seconds secondly thirdly finish finishes finisher unfinished completely completes compete competed competes "
    "day's dailies weakly weekday weekdays sprints prints sprint spring springs quarters quarterly janitor augment "
    "augments deadlines headline headlines octave member remember embers timber decembers lasted later letter lattest "
    "graduating graduated graduate gradation today's toady begin begins beginnings between betweens through though "
    "thorough threw although thought thoughts tough before become began begun begs best bests bestow bonfire bestie "
    "forty fourteen fifteen sixteen eighteen nineteen seventeen evening events eventual event evaluations "
    "evaluating evaluate evaluated ideal ideals idealist monday's months' sixths tenths ninths eighths fifths thirds "
    "secondary hopeful hopefuls juniors agile juice gusto ongoing's foregoing outgoing sprinter sprinters"
)
"""True words that lie one slip from a word of time."""

TYPOS = {
    "wek": "week", "weel": "week", "weeek": "week", "wekk": "week", "weke": "week", "eek": "week", "woche": "week",
    "weaks": "weeks", "weks": "weeks", "wekks": "weeks", "weeeks": "weeks", "wknd": "weekend", "wkend": "weekend",
    "tmr": "tomorrow", "tmrw": "tomorrow", "tmw": "tomorrow", "tomo": "tomorrow", "2moro": "tomorrow",
    "2day": "today", "tday": "today", "todya": "today", "tody": "today", "toady": "today", "tonite": "tonight",
    "moth": "month", "mont": "month", "monthes": "months", "mnth": "month", "mnths": "months", "b4": "before",
    "bfore": "before", "befor": "before", "untill": "until", "unitl": "until", "unti": "until", "til": "until",
    "'til": "until", "till": "until", "thru": "through", "throught": "through", "tho": "though", "yr": "year",
    "ned": "end", "edn": "end", "ent": "end", "endo": "end", "nxt": "next", "nex": "next", "netx": "next",
    "teh": "the", "hte": "the", "thier": "their", "middel": "middle", "midle": "middle", "begining": "beginning",
    "beggining": "beginning", "modul": "module", "moduel": "module", "modlue": "module", "evry": "every",
    "everyday": "everyday", "evey": "every", "dayly": "daily", "weekley": "weekly", "xmas": "christmas",
    "aprl": "april", "apirl": "april", "arpil": "april", "jully": "july", "juli": "july", "juen": "june",
    "marh": "march", "mrach": "march", "frid": "friday", "firday": "friday", "fryday": "friday", "tus": "tues",
    "wends": "wed", "wensday": "wednesday", "wendsday": "wednesday", "wendesday": "wednesday", "thrs": "thurs",
    "thrus": "thurs", "satuday": "saturday", "sept.": "sept", "febuary": "february", "feburary": "february",
    "w/in": "within", "whithin": "within", "withing": "within", "widthin": "within", "dealine": "deadline",
    "deadine": "deadline", "graduaton": "graduation", "onging": "ongoing", "wk": "wk", "asap": "asap", "eom": "eom",
}  # fmt: skip
"""Short words that are often misspelt, and chat spellings: too short for guessing."""

ABBREVIATED = frozenset(
    {word for word in (*MONTHS, *WEEKDAYS) if len(word) <= 5}
    | words("wk wks mo mos yr yrs hr hrs min mins mod no approx")
)


def mended(word: str, more: tuple[str, ...] = ()) -> str:
    """The word of time that a misspelt word stands for, or the word itself; `more`: a calendar's own words."""
    if len(word) < 5 or word in REAL:
        return word
    return _nearest(word, more)


@lru_cache(maxsize=20_000)
def _nearest(word: str, more: tuple[str, ...]) -> str:
    letters = _letters(word)
    for far in (1, 2) if len(word) >= 8 else (1,):
        for known, mask in _targets(more).get(word[0], ()):
            close = abs(len(known) - len(word)) <= far and (mask ^ letters).bit_count() <= 2 * far
            if close and len(known) >= 4 + far and _slips(word, known, far) <= far:
                return known
    return word


@lru_cache(maxsize=64)
def _targets(more: tuple[str, ...]) -> dict[str, list[tuple[str, int]]]:
    """Words worth mending to, under their first letter, each with its letters as bits."""
    found: dict[str, list[tuple[str, int]]] = {}
    for word in dict.fromkeys((*_LONG, *more)):
        if len(word) >= 5:
            found.setdefault(word[0], []).append((word, _letters(word)))
    return found


def _letters(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) % 32)
    return mask


def _slips(word: str, known: str, most: int) -> int:
    """How many letters must be put in, left out, changed or swapped with the next; more than `most` is not counted."""
    before: list[int] = []
    row = list(range(len(known) + 1))
    for i, letter in enumerate(word, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(known, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == known[j - 2] and word[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
