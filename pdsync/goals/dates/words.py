"""The words of time: what each says, in tables; and the mending of misspelt ones."""

from __future__ import annotations

from collections.abc import Iterable

Words = frozenset[str]


def words(text: str) -> Words:
    """A set of words out of a line of them."""
    return frozenset(text.split())


def _numbered(lines: Iterable[str], first: int) -> dict[str, int]:
    return {word: number for number, line in enumerate(lines, first) for word in line.split()}


MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

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

DAYS, WEEKS, MONTHS_LONG, YEARS, HOURS, WEEKENDS, SPRINTS, QUARTERS, MODULES, WORKDAYS = [
    "day",
    "week",
    "month",
    "year",
    "hour",
    "weekend",
    "sprint",
    "quarter",
    "module",
    "workday",
]
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
YEAR_WEEKS = words("cw kw")
WORKING = words("working business school class work week")
FEW = words("few several some many multiple handful bunch")

SEASONS = words("spring summer fall autumn winter")
DAY_PARTS = words(
    "morning afternoon evening night nite arvo lunch lunchtime noon midday midnight standup stand class eod cob eob"
)
DAY_EVENTS = DAY_PARTS | words("lunch dinner bed breakfast work school lecture class tea supper")

START_NOUNS = words("start beginning begining begin onset top outset commencement opening")
END_NOUNS = words("end ending close conclusion completion finish ends")
MIDDLE_NOUNS = words("middle midpoint halfway half midway mid midst")
BEGINS = words("""
    start starts starting started begin begins beginning commences kicks kickoff arrives comes rolls hits opens
""")
ENDS = words("end ends ended ending finishes finish concludes closes over wraps lasts last runs")

THIS = words("this current")
COMING = words("coming upcoming")
NEXT = words("next following")
BEHIND = words("last past previous prior")
MODIFIERS = THIS | COMING | NEXT | BEHIND

FUNCTION = words("""
    and or but so i we my our the a an to with at by in on for if when as because since is are was were will
    would should can could then until till before after which that this it it's i'll we'll i'd i'm i've i'll
    hopefully ideally latest maybe probably possibly at from through thru during while though although and/or of
    not no roughly about around approximately depending unless plus also just only myself me you they he she be
    am have has had do does did where what who how some all both each every right max tops evening night morning
    afternoon likely later earlier sharp there here than too well yes yet still again once starts ends begins
    starting ending deadline due done finished complete completed eod cob realistically definitely preferably
    tentatively mt mst mdt est edt pst pdt cst cdt utc gmt et pt ct bst
""")

TYPOS = {
    "wek": "week", "weel": "week", "weeek": "week", "wekk": "week", "weke": "week", "eek": "week", "woche": "week",
    "weaks": "weeks", "weks": "weeks", "wekks": "weeks", "weeeks": "weeks", "wknd": "weekend", "wkend": "weekend",
    "tmr": "tomorrow", "tmrw": "tomorrow", "tmw": "tomorrow", "tomo": "tomorrow", "2moro": "tomorrow",
    "2morow": "tomorrow", "2mrw": "tomorrow", "2nite": "tonight", "4ever": "forever", "allways": "always",
    "evryday": "everyday", "everday": "everyday", "eveyday": "everyday", "dya": "day", "daliy": "daily",
    "2day": "today", "tday": "today", "todya": "today", "tody": "today", "toady": "today", "tonite": "tonight",
    "moth": "month", "mont": "month", "monthes": "months", "mnth": "month", "mnths": "months", "b4": "before",
    "b/f": "before", "bfore": "before", "befor": "before", "untill": "until", "unitl": "until", "unti": "until",
    "til": "until", "'til": "until", "till": "until", "thru": "through", "throught": "through", "tho": "though",
    "yr": "year", "ned": "end", "edn": "end", "ent": "end", "endo": "end", "nxt": "next", "nex": "next",
    "netx": "next", "teh": "the", "hte": "the", "thier": "their", "middel": "middle", "midle": "middle",
    "begining": "beginning", "beggining": "beginning", "modul": "module", "moduel": "module", "modlue": "module",
    "evry": "every", "evey": "every", "dayly": "daily", "weekley": "weekly", "xmas": "christmas", "aprl": "april",
    "apirl": "april", "arpil": "april", "jully": "july", "juli": "july", "juen": "june", "marh": "march",
    "mrach": "march", "frid": "friday", "firday": "friday", "fryday": "friday", "tus": "tues", "wends": "wed",
    "wensday": "wednesday", "wendsday": "wednesday", "wendesday": "wednesday", "thrs": "thurs", "thrus": "thurs",
    "satuday": "saturday", "sept.": "sept", "febuary": "february", "feburary": "february", "w/in": "within",
    "whithin": "within", "withing": "within", "widthin": "within", "dealine": "deadline", "deadine": "deadline",
    "graduaton": "graduation", "onging": "ongoing", "goin": "going", "alway": "always", "alwasy": "always",
    "alwyas": "always", "aways": "always", "wen": "when", "prob": "probably", "probs": "probably",
    "prolly": "probably", "nite": "night", "nites": "nights", "continously": "continuously",
}  # fmt: skip
"""Short words that are often misspelt, and chat spellings: too short for guessing."""

ABBREVIATED = frozenset(
    {word for word in (*MONTHS, *WEEKDAYS) if len(word) <= 5}
    | words("wk wks mo mos yr yrs hr hrs min mins mod no approx")
)
