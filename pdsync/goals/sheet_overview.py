"""The Overview tab: when it was last synced, how many are where, and who needs a word this week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pdsync.goals.flags import KINDS
from pdsync.goals.merge import Column, Link, Shows, Table, Value
from pdsync.goals.model import Flag, StatusClass
from pdsync.goals.sheet import OVERVIEW_TAB, STATUS_WORDS, Shown, cut, in_lines
from pdsync.goals.sheet_looks import LEVEL, Chart, Colour, Condition, Looks, Rule, Sees, Span
from pdsync.goals.sheet_tab_looks import where_rules
from pdsync.goals.sheet_where import PLACES, place_of

SILENT_HOURS = 36
"""The cell that says when the last sync was turns red by itself after so many hours."""

SHORT_LIST = 10
"""So many students stand on the short list."""

REASONS = 2
"""So many reasons stand there for one of them; the rest stands in the Students tab."""

ASIDE = 6
"""Columns to the right of the list that the charts lie on."""

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

COLUMNS = (
    Column("What", width=200, wraps=True),
    Column("Number", Shows.NUMBER, width=75),
    Column("When", Shows.MOMENT, width=150),
    Column("Why", width=350, wraps=True),
    Column("Link", width=150, wraps=True),
)
HEADS = ("head need", "head goals", "head flags")
"""The keys of the rows that head a part."""

RULES = (
    Rule("When", Condition(Sees.TRUE, f'({{pdsync key}}="synced")*(NOW()-{{When}}>{SILENT_HOURS}/24)'), Colour.RED),
    Rule("When", Condition(Sees.TRUE, '{pdsync key}="synced"'), Colour.GREEN),
    Rule(
        "What",
        Condition(Sees.TRUE, "+".join(f'({{pdsync key}}="{key}")' for key in HEADS) + ">0"),
        Colour.GREY,
        bold=True,
    ),
    *(
        replace(rule, condition=Condition(Sees.TRUE, f'({{pdsync key}}="place {place}")*({{Number}}>0)'))
        for place, rule in where_rules("What")
        if rule.colour is not Colour.GREY
    ),
)


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


def overview_table(tally: Tally, *, synced: float, weeks: Chart | None = None) -> Table:
    """The Overview tab. `synced`: the moment of the last sync, as the Sheet counts it; `weeks`: the chart over them."""
    rows = dict(_rows(tally, synced))
    charts = (_chart(list(rows)), *((weeks,) if weeks else ()))
    looks = Looks(rules=RULES, charts=charts, aside=ASIDE, guarded=True, level=LEVEL)
    return Table(OVERVIEW_TAB, "Overview", COLUMNS, rows, index=0, looks=looks)


def _chart(keys: Sequence[str]) -> Chart:
    """How many are where, in a new tab's rows."""
    places = [number for number, key in enumerate(keys, start=1) if key.startswith("place ")]
    labels, numbers = (Span(OVERVIEW_TAB, places[0], places[-1] + 1, column) for column in (1, 2))
    says = "How many students are where: a bar for each line of the list on the left."
    return Chart("Where everybody is", labels, ((numbers, "#0072b2"),), says, lying=True)


def _rows(tally: Tally, synced: float) -> Iterator[tuple[str, tuple[Value, ...]]]:
    late = "written with every change and at least once a day; red when the sync has stopped running"
    yield "synced", ("Last synced", None, synced, late, None)
    yield "students", ("Students on the roster", float(tally.students), None, None, None)
    for place, where in PLACES.items():
        yield f"place {place}", (str(where), float(tally.places[place]), None, None, None)
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
    more = len(flags) - REASONS
    rest = f"and {more} more {'reason' if more == 1 else 'reasons'}: see Students" if more > 0 else ""
    return (one.name, None, None, cut(in_lines(flags[:REASONS], rest)), _link(one, flags[0]))


def _link(one: Shown, flag: Flag) -> Link | None:
    """To the goal that the flag is about, or to the Doc; the words name the student, so that no two links are alike."""
    goal = next((goal.entry for goal in one.goals if goal.entry.number == flag.goal), None)
    if goal is not None and goal.link:
        return one.goal_link(f"Goal {goal.number} of {one.name}", goal)
    return one.doc_link(f"Doc of {one.name}")
