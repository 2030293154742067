"""How a tab looks, in pdsync's own words: colours that go by what a cell says, charts, filter views, what is guarded.

A tab gets its looks once and keeps them as staff change them. What a later pdsync adds carries the level that it came
with, so that a tab of an earlier one is given that alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LEVEL = 1
"""Raised when tabs get further looks, which carry that number as `since`."""

GUARDED_SINCE = 1
"""The level that the warning before writing in pdsync's columns came with."""


class Colour(StrEnum):
    """What a cell's ground is coloured with; words or a shape always stand in it.

    The colours are Okabe and Ito's, which people who see few colours can tell: see `pdsync.clients.paint`.
    """

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    GREY = "grey"


class Sees(StrEnum):
    """What a condition looks at."""

    HOLDS = "the cell's text holds the words"
    LACKS = "the cell's text does not hold the words"
    BEGINS = "the cell's text begins with the words"
    IS = "the cell's text is the words"
    FILLED = "something stands in the cell"
    EARLIER = "the cell's date is earlier than what the words come to"
    TRUE = "the words, a formula, come to true"


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that is so in a cell or not.

    The words of EARLIER and TRUE are formulas without their `=`, in which `{Heading}` stands for the cell of that
    column in the same row and `{pdsync key}` for the row's key. They hold no comma, no semicolon and no decimal point:
    what these mean differs from one Sheet's locale to the next.
    """

    sees: Sees
    words: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A column's cells take a colour by themselves while a condition is met; the first rule that is met counts."""

    column: str
    condition: Condition
    colour: Colour
    since: int = 0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A filter that staff can choose for themselves, seen by nobody else: the rows in which every condition is met."""

    title: str
    conditions: tuple[tuple[str, Condition], ...]
    since: int = 1


@dataclass(frozen=True, slots=True)
class Span:
    """Cells below each other in one column of a tab, rows and column from 0; `bottom` is the row after the last."""

    tab: int
    top: int
    bottom: int
    column: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart beside a tab's columns.

    `series`: its numbers with the colour of each, as `#rrggbb`; several are stacked. `headed`: each span begins with
    its name. `lying`: bars from left to right. `says`: what it shows, in a sentence, for who does not see it. `below`:
    so many pixels further down.
    """

    title: str
    labels: Span
    series: tuple[tuple[Span, str], ...]
    says: str
    headed: bool = False
    lying: bool = False
    below: int = 0
    since: int = 0


@dataclass(frozen=True, slots=True)
class Looks:
    """A tab's looks.

    `frozen`: so many columns stay in sight; `aside`: so many empty columns to the right, for charts to lie on;
    `guarded`: staff are warned before they write in pdsync's own columns; `level`: 0 for a tab that never gets anything
    later on.
    """

    rules: tuple[Rule, ...] = ()
    charts: tuple[Chart, ...] = ()
    views: tuple[View, ...] = ()
    frozen: int = 0
    aside: int = 0
    guarded: bool = False
    level: int = 0


PLAIN = Looks()
