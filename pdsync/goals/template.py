"""The goal Doc that students get: the builtin template as data, filling its {{fields}}, checking a school's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pdsync.goals.cohort import Cohort, Expected
from pdsync.goals.document import Block, BlockKind, Run
from pdsync.goals.model import Goal, Problem, Reading, Section, StatusClass, Student
from pdsync.goals.words import in_words, listed

VERSION = "1"
"""Raised whenever the builtin template's words change, so that an older copy in Drive is told from a new one."""

PROMPTS: Mapping[Section, str] = MappingProxyType(
    {
        Section.SPECIFIC: "Specific (What do you want to accomplish? Who needs to be included? When do you want to do "
        "this? Why is this a goal?):",
        Section.MEASURABLE: "Measurable (How can you measure progress and know if you’ve successfully met your goal?):",
        Section.ACHIEVABLE: "Achievable (Do you have the skills required to achieve the goal? If not, can you obtain "
        "them? What is the motivation for this goal? Is the amount of effort required on par with what the goal will "
        "achieve?):",
        Section.RELEVANT: "Relevant (How does this goal connect to your larger career goals?):",
        Section.TIMEBOUND: "Timebound (When do you plan to achieve this goal by? Be specific and consider how "
        "realistic your expectations are):",
    }
)
STATUSES: Mapping[str, StatusClass] = MappingProxyType(
    {
        "Not started": StatusClass.NOT_STARTED,
        "In progress": StatusClass.IN_PROGRESS,
        "Done": StatusClass.DONE,
        "Blocked": StatusClass.BLOCKED,
    }
)
"""The status dropdown's choices, the first one chosen in a new Doc."""


@dataclass(frozen=True, slots=True)
class Title:
    """The line at the top."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` from 1."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain words for the student; `bold` for a label."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty paragraph to write in."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A label and a dropdown chip; `chosen` is what a new Doc shows."""

    label: str
    name: str
    options: tuple[str, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading row and empty rows to fill in."""

    heading: tuple[str, ...]
    empty_rows: int = 2


Piece = Title | Heading | Paragraph | Blank | Choice | Table


@dataclass(frozen=True, slots=True)
class Template:
    """A goal Doc to be written: its version, its name in Drive, and its pieces from top to bottom."""

    version: str
    name: str
    pieces: tuple[Piece, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Every line with words, from top to bottom."""
        return tuple(line for piece in self.pieces for line in _lines(piece) if line)

    @property
    def own_words(self) -> frozenset[str]:
        """Every line that the template itself brings along: nobody's answer."""
        return frozenset(self.lines)

    @property
    def fields(self) -> frozenset[str]:
        """The names of the {{fields}} in it."""
        return frozenset(name for line in self.own_words for name in fields_in(line))


GOAL_HEADINGS = ("Goal 1: a professional skill", "Goal 2: the job search")
LOG = "Progress log"
LOG_HEADING = ("Date", "What I did", "What comes next")


def _goal(heading: str) -> Iterator[Piece]:
    yield Heading(heading)
    for prompt in PROMPTS.values():
        yield Paragraph(prompt, bold=True)
        yield Blank()
    yield Choice("Status: ", "Goal status", tuple(STATUSES), next(iter(STATUSES)))
    yield Paragraph(LOG, bold=True)
    yield Table(LOG_HEADING)


BUILTIN = Template(
    version=VERSION,
    name="SMART goals (pdsync template)",
    pieces=(
        Title("SMART goals of {{preferred_name}}"),
        Paragraph("Cohort {{cohort}}"),
        Paragraph(
            "This Doc is yours. Set two goals for this module: one for a professional skill that helps you succeed "
            "here, one for your job search. They are yours to choose and to change."
        ),
        Paragraph(
            "Write below each question and leave the questions where they are. Give a day in Timebound, such as "
            "“Friday of week 4”. When something moves, set the status and add a line to the progress log."
        ),
        Paragraph("Your instructors, your mentor and career staff read what you write here."),
        *(piece for heading in GOAL_HEADINGS for piece in _goal(heading)),
        Blank(),
    ),
)


def _lines(piece: Piece) -> tuple[str, ...]:
    match piece:
        case Title(text) | Heading(text, _) | Paragraph(text, _):
            return (text,)
        case Choice(label, _, _, _):
            return (label.strip(),)
        case Table(heading, _):
            return heading
        case Blank():
            return ()


FIELD = re.compile(r"\{\{\s*([^{}\s][^{}]*?)\s*\}\}")


def fields_in(text: str) -> tuple[str, ...]:
    """The names of the {{fields}} in a text, in order, as they are written.

    >>> fields_in("Hello {{ preferred_name }}, welcome to {{cohort}}!")
    ('preferred_name', 'cohort')
    """
    return tuple(found[1] for found in FIELD.finditer(text))


def values(student: Student, cohort: Cohort) -> dict[str, str]:
    """Every field that can be filled in for a student, by its plain name."""
    module = cohort.calendar.module
    own = {
        "key": student.key,
        "name": student.called,  # who goes by another name is called by that one everywhere
        "preferred_name": student.called,
        "email": student.email,
        "mentor_email": student.mentor_email,
        "group": student.group,
        "cohort": cohort.name,
        "module": module.name,
        "module_start": in_words(module.start),
        "module_end": in_words(module.end),
    }
    return {**student.fields, **own}


def literals(text: str) -> dict[str, str]:
    """Each field in a text as it stands there, and its name.

    >>> literals("Hello {{ name }}")
    {'{{ name }}': 'name'}
    """
    return {found[0]: found[1] for found in FIELD.finditer(text)}


def fill(fields: Iterable[str], student: Student, cohort: Cohort) -> tuple[dict[str, str], tuple[str, ...]]:
    """What to put for each of the fields, and the fields that nothing is known for.

    A name in a template may be written with capitals and spaces: {{Preferred Name}} is preferred_name.
    """
    known = values(student, cohort)
    filled: dict[str, str] = {}
    unknown: list[str] = []
    for name in fields:
        plain = re.sub(r"\W+", "_", name.strip().casefold()).strip("_")
        if plain in known:
            filled[name] = re.sub(r"\{(?=\{)", "{ ", known[plain])
        else:
            unknown.append(name)
    return filled, tuple(unknown)


def filled_in(text: str, student: Student, cohort: Cohort) -> str:
    """A text (a Doc's title, a message) with its {{fields}} filled in; unknown ones stay as they are."""
    found, _ = fill(fields_in(text), student, cohort)
    return FIELD.sub(lambda match: found.get(match[1], match[0]), text)


PROBE = "An answer to try the reader with."


def probed(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The Doc as if a student had written a line wherever there is room for one."""
    found: list[Block] = []
    answer = Block(BlockKind.PARAGRAPH, (Run(PROBE),))
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            rows = tuple(tuple(_probed_cell(cell, answer) for cell in row) for row in block.rows)
            found.append(block._replace(rows=rows))
        elif block.text.strip():
            found += [block, answer._replace(place=block.place)]
        else:
            found.append(block)
    return tuple(found)


def _probed_cell(cell: tuple[Block, ...], answer: Block) -> tuple[Block, ...]:
    return (answer,) if not any(block.text.strip() or block.rows for block in cell) else cell


Read = Callable[[tuple[Block, ...]], Reading]


def goals_seen(blocks: Iterable[Block], read: Read) -> tuple[Goal, ...]:
    """The goals that the reader would find once the template is filled in."""
    return tuple(goal for goal in read(probed(blocks)).goals if goal.answers)


def check(blocks: Iterable[Block], *, expected: Expected, read: Read) -> tuple[Problem, ...]:
    """What staff should know before a template is handed out: goals and sections that the reader would not find."""
    blocks = tuple(blocks)
    if not any(block.text.strip() or block.rows for block in blocks):
        return (Problem("The template is empty."),)
    goals = goals_seen(blocks, read)
    if not goals:
        named = listed([section.capitalize() for section in expected.sections] or ["Specific"])
        return (Problem(f"No goal was found in the template; write the prompts {named} each on a line of its own."),)
    problems = []
    if len(goals) < expected.goals:
        problems.append(Problem(f"{expected.goals} goals are expected, but the template has room for {len(goals)}."))
    for number, goal in enumerate(goals, start=1):
        if lacking := [section.capitalize() for section in expected.sections if section not in goal.answers]:
            problems.append(Problem(f"Goal {number} has no prompt that reads as {listed(lacking, 'or')}.", goal.place))
    return tuple(problems)
