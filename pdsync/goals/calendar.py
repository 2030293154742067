"""A cohort's calendar: its module and week numbers, milestones, breaks, and how contested words are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar, cast

WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
MOST_WEEKS = 520
"""No module has more weeks than this; a calendar that seems to is cut off here."""


class ByPeriod(StrEnum):
    """What "by April" means: before it starts (1 April) or before it ends (30 April)."""

    START = "start"
    END = "end"


class Before(StrEnum):
    """Whether "before demo day" leaves demo day itself out."""

    EXCLUSIVE = "exclusive"
    INCLUSIVE = "inclusive"


class NextWeekday(StrEnum):
    """What "next Friday" means: the one of next calendar week, or simply the coming one."""

    NEXT_WEEK = "next_week"
    COMING = "coming"


class SameWeekday(StrEnum):
    """What "Friday" means when it is written on a Friday."""

    NEXT_WEEK = "next_week"
    TODAY = "today"


class CalendarError(ValueError):
    """A calendar that cannot be used; `problems` holds every (field path, message), e.g. ("module.end", "…")."""

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        super().__init__("; ".join(f"{path}: {message}" for path, message in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Module:
    """One module. `weeks` None: as many as lie between `start` and `end`."""

    start: date
    end: date
    number: int | None = None
    name: str = ""
    aliases: tuple[str, ...] = ()
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A named day."""

    name: str
    date: date
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Break:
    """Days without school. `skips_week_numbers`: the weeks whose Wednesday it covers have no number."""

    name: str
    start: date
    end: date
    aliases: tuple[str, ...] = ()
    skips_week_numbers: bool = False


@dataclass(frozen=True)
class Calendar:
    """A cohort's calendar. Weekdays are numbers (Monday 0); `sprint_weeks` None: the school has no sprints."""

    module: Module
    modules: tuple[Module, ...] = ()
    program_aliases: tuple[str, ...] = ("program", "course", "bootcamp")
    milestones: tuple[Milestone, ...] = ()
    breaks: tuple[Break, ...] = ()
    tz: str = "UTC"
    day_first: bool = False
    week_starts: int = 0
    week_ends: int = 4
    sprint_weeks: int | None = None
    by_period: ByPeriod = ByPeriod.START
    before: Before = Before.EXCLUSIVE
    next_weekday: NextWeekday = NextWeekday.NEXT_WEEK
    same_weekday: SameWeekday = SameWeekday.NEXT_WEEK

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Calendar:
        """The calendar that a config's `calendar` says; raises CalendarError with every problem found."""
        return _Reader(mapping).calendar()

    def first_day(self, day: date) -> date:
        """The first day of the calendar week that `day` lies in."""
        return shifted(day, -((day.weekday() - self.week_starts) % 7))

    def weekday_of(self, day: date, weekday: int) -> date:
        """The given weekday in the calendar week that `day` lies in."""
        return shifted(self.first_day(day), (weekday - self.week_starts) % 7)

    def last_school_day(self, day: date) -> date:
        """The day on which the school week of `day` ends, Friday unless the calendar says otherwise."""
        return self.weekday_of(day, self.week_ends)

    def module_numbered(self, number: int) -> Module | None:
        """The module of that number, None if the calendar does not know it."""
        return self._numbered.get(number)

    def next_module(self, steps: int = 1) -> Module | None:
        """The module `steps` after the current one (negative: before it), None if the calendar does not know it."""
        inner = self._in_order
        place = inner.index(self.module) + steps
        return inner[place] if 0 <= place < len(inner) else None

    def weeks_in(self, module: Module | None = None) -> int:
        """How many numbered weeks a module has (the current one if none is given)."""
        module = module or self.module
        return module.weeks or len(self._mondays(module))

    def week_start(self, number: int, module: Module | None = None) -> date | None:
        """The first day of week `number` of a module, None if it has no such week."""
        module = module or self.module
        if not 1 <= number <= self.weeks_in(module):
            return None
        starts = self._mondays(module)
        return starts[number - 1] if number <= len(starts) else shifted(starts[-1], 7 * (number - len(starts)))

    def friday_of(self, number: int, module: Module | None = None) -> date | None:
        """The last day of week `number`: its Friday (`week_ends`), never later than the module's end."""
        module = module or self.module
        start = self.week_start(number, module)
        return None if start is None else min(self.last_school_day(start), max(module.end, start))

    def week_of(self, day: date, module: Module | None = None) -> int | None:
        """The number of the week that `day` lies in, None outside the module and in weeks without a number."""
        first = self.first_day(day)
        starts = self._mondays(module or self.module)
        return starts.index(first) + 1 if first in starts else None

    def _mondays(self, module: Module) -> tuple[date, ...]:
        """The first days of a module's numbered weeks; at least one."""
        known = self._week_starts.get(module)
        if known is None:
            known = self._week_starts[module] = tuple(self._numbered_weeks(module))
        return known

    def _numbered_weeks(self, module: Module) -> Iterator[date]:
        first = day = self.first_day(module.start)
        skipping = [pause for pause in self.breaks if pause.skips_week_numbers]
        found = False
        for _ in range(MOST_WEEKS):
            if day > module.end:
                break
            midweek = self.weekday_of(day, 2)
            if not any(pause.start <= midweek <= pause.end for pause in skipping):
                found = True
                yield day
            day = shifted(day, 7)
        if not found:
            yield first

    @cached_property
    def _week_starts(self) -> dict[Module, tuple[date, ...]]:
        return {}

    @cached_property
    def _in_order(self) -> list[Module]:
        others = [module for module in self.modules if module.start != self.module.start]
        return sorted([*others, self.module], key=lambda module: module.start)

    @cached_property
    def _numbered(self) -> dict[int, Module]:
        return {module.number: module for module in self._in_order if module.number is not None}


def shifted(day: date, days: int) -> date:
    """`day` moved by so many days, held within the days that can be written."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


SETTINGS = frozenset({"by_period", "before", "next_weekday", "same_weekday"})
KEYS = SETTINGS | {"id", "tz", "day_first", "week_starts", "week_ends", "module", "modules", "program"}
KEYS |= {"sprint_weeks", "milestones", "breaks"}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}$")
Choice = TypeVar("Choice", bound=StrEnum)


class _Reader:
    """Reads a calendar's mapping, gathering every problem before it gives up."""

    def __init__(self, mapping: object) -> None:
        self.problems: list[tuple[str, str]] = []
        self.mapping = self._mapping(mapping, "calendar")

    def calendar(self) -> Calendar:
        data = self.mapping
        self._known(data, KEYS, "")
        program = self._mapping(data.get("program"), "program")
        module = self._module(self._mapping(data.get("module"), "module"), "module")
        settings: dict[str, Any] = {
            "modules": tuple(self._modules(data.get("modules"))),
            "milestones": tuple(self._milestones(data.get("milestones"))),
            "breaks": tuple(self._breaks(data.get("breaks"))),
            "tz": self._zone(data.get("tz")),
            "day_first": self._flag(data.get("day_first"), "day_first"),
            "week_starts": self._weekday(data.get("week_starts"), "week_starts", 0),
            "week_ends": self._weekday(data.get("week_ends"), "week_ends", 4),
            "sprint_weeks": self._count(data.get("sprint_weeks"), "sprint_weeks"),
            "by_period": self._choice(data.get("by_period"), "by_period", ByPeriod.START),
            "before": self._choice(data.get("before"), "before", Before.EXCLUSIVE),
            "next_weekday": self._choice(data.get("next_weekday"), "next_weekday", NextWeekday.NEXT_WEEK),
            "same_weekday": self._choice(data.get("same_weekday"), "same_weekday", SameWeekday.NEXT_WEEK),
        }
        if program.get("aliases") is not None:
            settings["program_aliases"] = self._words(program["aliases"], "program.aliases")
        if self.problems or module is None:
            raise CalendarError(tuple(self.problems))
        return Calendar(module=module, **settings)

    def _say(self, path: str, message: str) -> None:
        self.problems.append((path, message))

    def _known(self, data: Mapping[str, Any], keys: frozenset[str], path: str) -> None:
        for key in data:
            if key not in keys:
                self._say(f"{path}{key}", f"is not known here; known are {', '.join(sorted(keys - {'id'}))}")

    def _mapping(self, value: object, path: str) -> Mapping[str, Any]:
        if isinstance(value, Mapping):
            return value
        if value is not None:
            self._say(path, "must hold named fields")
        return {}

    def _list(self, value: object, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        if value is not None and not isinstance(value, list | tuple):
            self._say(path, "must be a list")
            return
        for number, item in enumerate(value or ()):
            yield f"{path}[{number}]", self._mapping(item, f"{path}[{number}]")

    def _module(self, data: Mapping[str, Any], path: str) -> Module | None:
        self._known(data, frozenset({"name", "number", "aliases", "start", "end", "weeks"}), f"{path}.")
        span = self._span(data, path)
        number = self._count(data.get("number"), f"{path}.number", least=0)
        name = self._text(data.get("name"), f"{path}.name")
        aliases = self._words(data.get("aliases"), f"{path}.aliases")
        weeks = self._count(data.get("weeks"), f"{path}.weeks")
        if span is None:
            return None
        return Module(*span, number=number, name=name, aliases=aliases, weeks=weeks)

    def _modules(self, value: object) -> Iterator[Module]:
        for path, data in self._list(value, "modules"):
            module = self._module(data, path)
            if module:
                yield module

    def _milestones(self, value: object) -> Iterator[Milestone]:
        for path, data in self._list(value, "milestones"):
            self._known(data, frozenset({"name", "aliases", "date"}), f"{path}.")
            name, day = self._name(data, path), self._day(data.get("date"), f"{path}.date")
            aliases = self._words(data.get("aliases"), f"{path}.aliases")
            if day:
                yield Milestone(name, day, aliases)

    def _breaks(self, value: object) -> Iterator[Break]:
        for path, data in self._list(value, "breaks"):
            self._known(data, frozenset({"name", "aliases", "start", "end", "skips_week_numbers"}), f"{path}.")
            name, span = self._name(data, path), self._span(data, path)
            aliases = self._words(data.get("aliases"), f"{path}.aliases")
            skips = self._flag(data.get("skips_week_numbers"), f"{path}.skips_week_numbers")
            if span:
                yield Break(name, *span, aliases=aliases, skips_week_numbers=skips)

    def _span(self, data: Mapping[str, Any], path: str) -> tuple[date, date] | None:
        start, end = self._day(data.get("start"), f"{path}.start"), self._day(data.get("end"), f"{path}.end")
        if start is None or end is None:
            return None
        if end < start:
            self._say(f"{path}.end", f"{end} lies before the start, {start}")
        return start, end

    def _day(self, value: object, path: str) -> date | None:
        if isinstance(value, datetime):
            value = value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str) and _ISO.match(value.strip()):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                self._say(path, f"{value!r} is no day of any calendar")
                return None
        wrong = "is missing" if value is None else f"{value!r} is no date"
        self._say(path, f"{wrong}; write year-month-day, for example 2026-12-18")
        return None

    def _zone(self, value: object) -> str:
        if value is None:
            return "UTC"
        from zoneinfo import ZoneInfo

        try:
            return ZoneInfo(cast(str, value)).key
        except Exception:  # zoneinfo raises a different error for every way of not being a zone
            self._say("tz", f"{value!r} is no time zone; write one such as America/Denver or Europe/London")
            return "UTC"

    def _name(self, data: Mapping[str, Any], path: str) -> str:
        name = self._text(data.get("name"), f"{path}.name")
        if not name:
            self._say(f"{path}.name", "is missing")
        return name

    def _text(self, value: object, path: str) -> str:
        if value is None or isinstance(value, str):
            return (value or "").strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        self._say(path, "must be a word or a few")
        return ""

    def _words(self, value: object, path: str) -> tuple[str, ...]:
        if value is None:
            return ()
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list | tuple):
            self._say(path, "must be a list of words")
            return ()
        words = (self._text(item, f"{path}[{number}]") for number, item in enumerate(items))
        return tuple(word for word in words if word)

    def _flag(self, value: object, path: str) -> bool:
        if value is None or isinstance(value, bool):
            return bool(value)
        self._say(path, f"{value!r} must be true or false")
        return False

    def _count(self, value: object, path: str, *, least: int = 1) -> int | None:
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= MOST_WEEKS:
            return value
        self._say(path, f"{value!r} must be a whole number from {least} to {MOST_WEEKS}")
        return None

    def _weekday(self, value: object, path: str, default: int) -> int:
        if value is None:
            return default
        short = value.strip().upper()[:3] if isinstance(value, str) else ""
        if short in WEEKDAYS:
            return WEEKDAYS.index(short)
        self._say(path, f"{value!r} is no day of the week; write one of {', '.join(WEEKDAYS)}")
        return default

    def _choice(self, value: object, path: str, default: Choice) -> Choice:
        if value is None:
            return default
        kind = type(default)
        try:
            return kind(str(value).strip().lower())
        except ValueError:
            self._say(path, f"{value!r} must be {' or '.join(kind)}")
            return default
