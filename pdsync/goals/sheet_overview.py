"""The Overview tab: when it was last synced, how many are where, and who needs a word this week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from pdsync.goals.flags import KINDS
from pdsync.goals.merge import Chart, Colour, Column, Rule, Shows, Table, Value
from pdsync.goals.model import Standing, StatusClass
from pdsync.goals.sheet import OVERVIEW_TAB, STATUS_WORDS, Shown, cut, in_lines

SILENT_DAYS = 1.5
"""The cell that says when the last sync was turns red by itself after so many days."""

SHORT_LIST = 10
"""So many students stand on the short list."""

WORDS_FIRST = (
    "overdue",
    "not-started",
    "doc-lost",
    "no-doc",
    "missing-goal",
    "incomplete",
    "unreadable",
    "no-due-date",
    "due-soon",
    "stale",
    "ambiguous-date",
    "after-module-end",
    "duplicate-doc",
    "shared-too-widely",
)
"""Every kind of flag in the order in which a word is needed."""

UNWRITTEN = frozenset({"missing-goal", "incomplete", "unreadable"})
"""Flags of a student who has not written everything that is asked for."""

PLACES = {
    "no-doc": "No Doc that can be read",
    "not-started": "Not started",
    "writing": "Writing",
    "written": "Written in full",
    "done": "All goals done",
    "away": "Excused, deferred or withdrawn",
}
"""Where a student can be: each is in exactly one place."""

COLUMNS = (
    Column("What", width=240),
    Column("Number", Shows.NUMBER, width=80),
    Column("When", Shows.MOMENT, width=170),
    Column("Why", width=520, wraps=True),
    Column("Link", width=160),
)
RULES = (
    Rule("When", f'AND({{pdsync key}}="synced",NOW()-{{When}}>{SILENT_DAYS})', Colour.RED),
    Rule("When", '{pdsync key}="synced"', Colour.GREEN),
    Rule("What", 'COUNTIF({pdsync key},"head*")>0', Colour.GREY),
)
CHART = Chart("Where everybody is", "What", "Number", "place no-doc", "place away")


@dataclass(frozen=True, slots=True)
class Tally:
    """What the Overview counts. `needing`: how many need a word; `first`: the most urgent of them."""

    students: int = 0
    places: Counter[str] = field(default_factory=Counter)
    statuses: Counter[StatusClass | None] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    needing: int = 0
    first: tuple[Shown, ...] = ()

    def __add__(self, other: Tally) -> Tally:
        """The tally of both together."""
        return Tally(
            self.students + other.students,
            self.places + other.places,
            self.statuses + other.statuses,
            self.flags + other.flags,
            self.needing + other.needing,
            _most_urgent((*self.first, *other.first)),
        )


def place_of(one: Shown, today: date) -> str:
    """Where a student is, one of PLACES."""
    case = one.case
    if case.student.standing is not Standing.ACTIVE or (case.staff.excused_until or date.min) >= today:
        return "away"
    if case.doc is None or case.doc.trashed or case.lost:
        return "no-doc"
    classes = {goal.entry.status_class for goal in one.goals}
    if not classes:
        return "writing" if case.problems else "not-started"
    if classes == {StatusClass.DONE} and len(one.goals) >= one.expected:
        return "done"
    return "writing" if any(flag.kind in UNWRITTEN for flag in one.flags) else "written"


def tally(shown: Sequence[Shown], today: date) -> Tally:
    """The counts, and those who need a word, the most urgent first."""
    needing = [one for one in shown if one.flags]
    return Tally(
        len(shown),
        Counter(place_of(one, today) for one in shown),
        Counter(goal.entry.status_class for one in shown for goal in one.goals),
        Counter(flag.kind for one in shown for flag in one.flags),
        len(needing),
        _most_urgent(needing),
    )


def _most_urgent(needing: Iterable[Shown]) -> tuple[Shown, ...]:
    return tuple(sorted(needing, key=_urgency)[:SHORT_LIST])


def _urgency(one: Shown) -> tuple[int, int, str]:
    return (min(WORDS_FIRST.index(flag.kind) for flag in one.flags), -len(one.flags), one.name.casefold())


def overview_table(tally: Tally, *, synced: float) -> Table:
    """The Overview tab. `synced`: the moment of the last sync, as the Sheet counts it."""
    rows = dict(_rows(tally, synced))
    return Table(OVERVIEW_TAB, "Overview", COLUMNS, rows, index=0, rules=RULES, chart=CHART)


def _rows(tally: Tally, synced: float) -> Iterator[tuple[str, tuple[Value, ...]]]:
    late = "written with every change and at least once a day; red when the sync has stopped running"
    yield "synced", ("Last synced", None, synced, late, None)
    yield "students", ("Students on the roster", float(tally.students), None, None, None)
    for place, words in PLACES.items():
        yield f"place {place}", (words, float(tally.places[place]), None, None, None)
    number = tally.needing
    yield "head need", ("Who needs a word this week", float(number), None, _more(number), None)
    for rank in range(SHORT_LIST):
        blank = rank >= len(tally.first)
        yield f"need {rank + 1:02}", (None,) * len(COLUMNS) if blank else _needing(tally.first[rank])
    yield "head goals", ("Goals", float(tally.statuses.total()), None, None, None)
    for status, words in STATUS_WORDS.items():
        yield f"goals {status or 'none'}", (words.capitalize(), float(tally.statuses[status]), None, None, None)
    yield "head flags", ("Flags", float(tally.flags.total()), None, None, None)
    for kind in KINDS:
        yield f"flag {kind}", (kind, float(tally.flags[kind]), None, None, None)


def _more(number: int) -> str:
    return f"and {number - SHORT_LIST} more: see Students" if number > SHORT_LIST else ""


def _needing(one: Shown) -> tuple[Value, ...]:
    flags = sorted(one.flags, key=lambda flag: WORDS_FIRST.index(flag.kind))
    return (one.name, None, None, cut(in_lines(flags)), flags[0].link)
