"""How the tabs with rows of students look: what colours their cells, and which rows their filter views show."""

from __future__ import annotations

from collections.abc import Iterator

from pdsync.goals.changes import KINDS
from pdsync.goals.sheet_looks import LEVEL, Colour, Condition, Looks, Rule, Sees, View
from pdsync.goals.sheet_where import PLACES

GONE = "no longer there"
"""What stands beside a student who left the roster and a goal that left the Doc."""

OVERDUE = Condition(Sees.HOLDS, "was due on")
"""What the reason of an overdue goal says, in the Flags of a student and of a goal."""

LEFT = Condition(Sees.TRUE, f'{{Standing}}="{GONE}"')
SOON = Condition(Sees.EARLIER, "TODAY()+8")
"""Within a week from today, or before."""


def where_rules(column: str) -> Iterator[tuple[str, Rule]]:
    """The colours of the places that want a word or are good news, beside the shape in front of the words."""
    shades = {"no-doc": Colour.RED, "not-started": Colour.AMBER, "done": Colour.GREEN, "away": Colour.GREY}
    for place, colour in shades.items():
        yield place, Rule(column, Condition(Sees.BEGINS, PLACES[place].shape), colour, since=1)


STUDENTS_LOOKS = Looks(
    rules=(
        Rule("Flags", OVERDUE, Colour.RED),
        Rule("Flags", Condition(Sees.HOLDS, "cannot be read"), Colour.RED),
        Rule("Flags", Condition(Sees.HOLDS, "has no goal Doc"), Colour.RED),
        Rule("Flags", Condition(Sees.FILLED), Colour.AMBER),
        Rule("Student", LEFT, Colour.GREY),
        *(rule for _, rule in where_rules("Where")),
    ),
    views=(
        View("Needs a word this week", (("Flags", Condition(Sees.FILLED)),)),
        View(
            "Due this week",
            (
                ("Next due", SOON),
                ("Flags", Condition(Sees.LACKS, OVERDUE.words)),
                ("Where", Condition(Sees.LACKS, PLACES["away"].words)),
            ),
        ),
        View("Overdue", (("Flags", OVERDUE),)),
        View("Not started", (("Where", Condition(Sees.BEGINS, PLACES["not-started"].shape)),)),
    ),
    frozen=2,
    guarded=True,
    level=LEVEL,
)

GOALS_LOOKS = Looks(
    rules=(
        Rule("Flags", OVERDUE, Colour.RED),
        Rule("How sure", Condition(Sees.IS, "please check"), Colour.AMBER),
        Rule("Student", Condition(Sees.TRUE, f'{{Flags}}="{GONE}"'), Colour.GREY),
    ),
    views=(
        View("Goals due this week", (("Due", SOON), ("Flags", Condition(Sees.HOLDS, "is due")))),
        View("Overdue goals", (("Flags", OVERDUE),)),
        View("Dates to check", (("How sure", Condition(Sees.IS, "please check")),)),
    ),
    frozen=2,
    guarded=True,
    level=LEVEL,
)

GOOD_NEWS = ("completed", "complete", "started", "doc-back")
TO_SEE = ("overdue", "doc-lost")
"""Kinds of changes that are coloured."""

CHANGES_LOOKS = Looks(
    rules=(
        *(Rule("What", Condition(Sees.IS, KINDS[kind]), Colour.GREEN) for kind in GOOD_NEWS),
        *(Rule("What", Condition(Sees.IS, KINDS[kind]), Colour.RED) for kind in TO_SEE),
    ),
    guarded=True,
    level=LEVEL,
)
