"""Names of days: a calendar's milestones, breaks, modules and program, the holidays, and events a calendar may lack."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date as Day
from enum import Enum, auto
from functools import lru_cache

from pdsync.goals.calendar import Calendar, Module, shifted
from pdsync.goals.dates.days import easter, month_end, month_start, nth_weekday
from pdsync.goals.dates.tokens import Tokens
from pdsync.goals.dates.words import MONTHS, NUMBERS, ORDINALS, UNITS, WEEKDAYS, words


class Named(Enum):
    """What a name names."""

    MILESTONE = auto()
    BREAK = auto()
    HOLIDAY = auto()
    MODULE = auto()
    MODULE_WORD = auto()
    PROGRAM = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Name:
    """A name's words, what it names, and its days: `first` to `last`, or a holiday's day in a `year_of`."""

    words: tuple[str, ...]
    kind: Named
    label: str
    first: Day = Day.min
    last: Day = Day.min
    year_of: Callable[[int], Day] | None = None
    work: bool = False
    verb: bool = False
    closing: bool = False


WORKS = words("""
    project capstone portfolio eval evaluation evaluations assessment assessments exam final test paper app
""")
VERBS = words("graduate graduates graduating graduated present presenting")
ENDINGS = words("end ending close last")


def _fixed(month: int, day: int) -> Callable[[int], Day]:
    return lambda year: Day(year, month, day)


def _nth(month: int, weekday: int, nth: int) -> Callable[[int], Day]:
    def of(year: int) -> Day:
        found = nth_weekday(month_start(year, month), month_end(year, month), weekday, nth)
        return found or Day(year, month, 1)

    return of


HOLIDAYS: tuple[tuple[str, Callable[[int], Day]], ...] = (
    ("New Year's Eve|new years eve|nye|new year eve", _fixed(12, 31)),
    ("New Year|the new year|new years|new years day|new year day", _fixed(1, 1)),
    ("Valentine's Day|valentines day|valentine day|valentines|valentine", _fixed(2, 14)),
    ("St Patrick's Day|st patricks day|st patrick day|saint patricks day|saint patrick day", _fixed(3, 17)),
    ("Father's Day|fathers day", _nth(6, 6, 3)),
    ("Halloween|hallowe'en", _fixed(10, 31)),
    ("Christmas Eve|xmas eve", _fixed(12, 24)),
    ("Christmas|christmas day|xmas day", _fixed(12, 25)),
    ("Boxing Day", _fixed(12, 26)),
    ("Good Friday", lambda year: shifted(easter(year), -2)),
    ("Easter Monday", lambda year: shifted(easter(year), 1)),
    ("Easter Sunday|easter day|easter", easter),
)
US_HOLIDAYS: tuple[tuple[str, Callable[[int], Day]], ...] = (
    ("MLK Day|mlk|martin luther king day|martin luther king jr day", _nth(1, 0, 3)),
    ("Presidents' Day|presidents day|president day", _nth(2, 0, 3)),
    ("Cinco de Mayo", _fixed(5, 5)),
    ("Mother's Day|mothers day", _nth(5, 6, 2)),
    ("Memorial Day", _nth(5, 0, -1)),
    ("Juneteenth", _fixed(6, 19)),
    ("Independence Day|fourth of july|july fourth|4th of july", _fixed(7, 4)),
    ("Labor Day|labour day", _nth(9, 0, 1)),
    ("Indigenous Peoples' Day|columbus day|indigenous peoples day", _nth(10, 0, 2)),
    ("Veterans Day|veteran day", _fixed(11, 11)),
    ("Thanksgiving|thanksgiving day|turkey day", _nth(11, 3, 4)),
    ("Black Friday", lambda year: shifted(_nth(11, 3, 4)(year), 1)),
)
FAMILIES = (
    "graduation, grad, graduate, graduates, graduating, graduation day",
    "midmod, mid mod, mid module, midmod eval, mid mod eval, mid mod evals, mid mod evaluation, mid mod assessment",
    "final evaluation, final evaluations, final eval, final evals, final assessment, final assessments, finals",
    "demo day, demos, demo",
    "intermission, inter mission, intermission week",
)
"""Names of one event: what a calendar calls by one of them, students call by the others too."""

EVENTS = """
    demo day, demos, demo night, graduation, grad, graduate, graduating, midmod, mid mod, mid module, midterm,
    midterms, mid term, finals, final eval, final evaluation, final assessment, final project, final exam, final
    presentation, final presentations, capstone, intermission, inter mission, spring break, winter break, summer
    break, fall break, thanksgiving break, christmas break, easter break, holiday break, mid term break, half term,
    reading week, the break, the holidays, winter holidays, summer holidays, hackathon, hack week, career fair, job
    fair, career week, showcase, bank holiday, birthday, hanukkah, passover, ramadan, eid, diwali, lunar new year, yom
    kippur, rosh hashanah, super bowl, tax day, election day, code freeze, project week, open house, hiring day,
    alumni night, commencement, orientation, thanksgiving, memorial day, labor day, labour day, mlk day, independence
    day, halloween party, holi, onam, pongal, navratri, durga puja, dussehra, raksha bandhan, ganesh chaturthi, vesak,
    songkran, purim, sukkot, shavuot, kwanzaa, mardi gras, carnival, oktoberfest, chinese new year, ash wednesday,
    shrove tuesday, fat tuesday, palm sunday, maundy thursday, holy thursday, super bowl sunday, cyber monday, black
    friday, giving tuesday, whit monday, pancake day, may day, guy fawkes, bonfire night, melbourne cup, queen's
    birthday, king's birthday, all saints, all souls, solstice, equinox, payday, tax season, prom, homecoming, black
    history month, pride month, pride, nowruz, vaisakhi, baisakhi, lohri, makar sankranti, ugadi, eid al fitr, eid al
    adha, ganesh puja, christmas in july, midsummer, st andrew's day, thanksgiving day
"""
"""Events that students name; those the calendar lacks are read as unknown."""

MODULE_WORDS = ("module", "mod", "modules", "mods", "inning")
TERM_WORDS = ("term", "phase", "semester", "trimester", "inning")
PROGRAM_WORDS = ("program", "programme", "course", "bootcamp", "boot camp")
AMERICA = ("America/", "US/", "Pacific/Honolulu")


class Names:
    """All names that one calendar gives meaning to; `at(tokens, i)` is the longest that starts at token i."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.by_first: dict[str, list[Name]] = {}
        self.holidays: dict[str, Name] = {}
        known: set[tuple[str, ...]] = set()
        for name in self._all():
            if name.words and name.words not in known:
                known.add(name.words)
                self.by_first.setdefault(name.words[0], []).append(name)
        for names in self.by_first.values():
            names.sort(key=lambda name: -len(name.words))
        plain = {word for name in known for word in name if len(word) >= 5 and word.isalpha()}
        self.spellings = tuple(sorted(plain - set(MONTHS) - set(WEEKDAYS) - set(NUMBERS) - set(ORDINALS) - set(UNITS)))
        self.middle = self._milestone_of(words("midmod midterm midmodule halfway midpoint"))
        self.graduation = self._milestone_of(words("graduation graduate commencement"))

    def at(self, tokens: Tokens, i: int) -> tuple[Name, int] | None:
        """The longest name that starts at token i, and the token after it."""
        t = tokens.t
        for name in self.by_first.get(t[i], ()):
            stop = self._match(name.words, t, i)
            if stop:
                return name, stop
        return None

    @staticmethod
    def _match(name: tuple[str, ...], t: list[str], i: int) -> int:
        for place, word in enumerate(name):
            if place and t[i] in ("-", "."):
                i += 1
            if t[i] != word and (t[i] != word + "s" or not place):
                return 0
            i += 1
        return i

    def _milestone_of(self, marks: frozenset[str]) -> Day | None:
        for milestone in self.calendar.milestones:
            for name in (milestone.name, *milestone.aliases):
                if "".join(_split(name)) in marks:
                    return milestone.date
        return None

    def _all(self) -> Iterator[Name]:
        calendar = self.calendar
        for milestone in calendar.milestones:
            works = bool(WORKS & set(_split(milestone.name)))
            for said in (milestone.name, *milestone.aliases):
                for spelt in _spellings(said):
                    yield Name(
                        spelt, Named.MILESTONE, milestone.name, milestone.date, milestone.date,
                        work=works, verb=bool(VERBS & set(spelt)), closing=spelt[0] in ENDINGS,
                    )  # fmt: skip
        for pause in calendar.breaks:
            for said in (pause.name, *pause.aliases):
                for spelt in _spellings(said):
                    yield Name(spelt, Named.BREAK, pause.name, pause.start, pause.end)
        if len(calendar.breaks) == 1:
            pause = calendar.breaks[0]
            yield Name(("break",), Named.BREAK, pause.name, pause.start, pause.end)
        yield from self._kin()
        yield from self._school()
        yield from self._holidays()
        for said in (" ".join(event.split()) for event in EVENTS.split(",")):
            for spelt in _spellings(said):
                work = bool(WORKS & set(spelt)) and "finals" not in spelt
                yield Name(spelt, Named.UNKNOWN, said, work=work, verb=bool(VERBS & set(spelt)))

    def _kin(self) -> Iterator[Name]:
        """The other names that students have for what the calendar names."""
        calendar = self.calendar
        for family in FAMILIES:
            kin = [spelt for said in family.split(",") for spelt in _spellings(said)]
            for milestone in calendar.milestones:
                if any(spelt in kin for said in (milestone.name, *milestone.aliases) for spelt in _spellings(said)):
                    works = bool(WORKS & set(_split(milestone.name)))
                    for spelt in kin:
                        verb = bool(VERBS & set(spelt))
                        day = milestone.date
                        yield Name(spelt, Named.MILESTONE, milestone.name, day, day, work=works, verb=verb)
            for pause in calendar.breaks:
                if any(spelt in kin for said in (pause.name, *pause.aliases) for spelt in _spellings(said)):
                    yield from (Name(spelt, Named.BREAK, pause.name, pause.start, pause.end) for spelt in kin)

    def _school(self) -> Iterator[Name]:
        calendar = self.calendar
        said = [alias for module in (calendar.module, *calendar.modules) for alias in module.aliases]
        for word in (*said, *MODULE_WORDS):
            for spelt in _spellings(word):
                yield Name(spelt, Named.MODULE_WORD, "module")
        for module in (calendar.module, *calendar.modules):
            spelt = _split(module.name)
            if len(spelt) > 1 or (spelt and spelt[0] not in MODULE_WORDS):
                yield Name(spelt, Named.MODULE, module.name, module.start, module.end)
        for word in (*calendar.program_aliases, *PROGRAM_WORDS):
            for spelt in _spellings(word):
                yield Name(spelt, Named.PROGRAM, word)

    def _holidays(self) -> Iterator[Name]:
        calendar = self.calendar
        american = calendar.tz.startswith(AMERICA) or (calendar.tz == "UTC" and not calendar.day_first)
        for said, year_of in (*HOLIDAYS, *(US_HOLIDAYS if american else ())):
            label, *_ = said.split("|")
            for alias in said.split("|"):
                for spelt in _spellings(alias):
                    name = Name(spelt, Named.HOLIDAY, label, year_of=year_of)
                    self.holidays.setdefault(label, name)
                    yield name

    def pause_called(self, holiday: str) -> tuple[Day, Day] | None:
        """The calendar's break that bears a holiday's name ("Easter break"), as first and last day."""
        wanted = _split(holiday)[:1]
        for pause in self.calendar.breaks:
            if _split(pause.name)[: len(wanted)] == wanted:
                return pause.start, pause.end
        return None

    def module_at(self, day: Day) -> Module:
        """The calendar's module that starts on that day."""
        modules = (self.calendar.module, *self.calendar.modules)
        return next((module for module in modules if module.start == day), self.calendar.module)


def _split(name: str) -> tuple[str, ...]:
    tokens = Tokens(name)
    return tuple(word for word in tokens.t[: tokens.size] if word and (word[0].isalnum()))


def _spellings(name: str) -> Iterator[tuple[str, ...]]:
    """A name's words, as they are and written together."""
    parts = _split(name)
    if parts:
        yield parts
        joined = "".join(parts)
        if len(parts) > 1 and len(joined) >= 6 and joined.isalpha():
            yield (joined,)


@lru_cache(maxsize=256)
def names_of(calendar: Calendar) -> Names:
    """The names of a calendar, worked out once."""
    return Names(calendar)
