"""From a Doc's blocks to its goals: `read_goals`; and line by line, what was taken for what: `explain`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pdsync.goals.document import Block, Place
from pdsync.goals.model import Problem, Reading, Section
from pdsync.goals.reading.asides import known_sentences, sentences_with
from pdsync.goals.reading.asked import without_marks
from pdsync.goals.reading.candidates import Form, Reader
from pdsync.goals.reading.draft import Draft
from pdsync.goals.reading.drafts import drafts_of, goal_of, kept, unread_problems
from pdsync.goals.reading.heads import headings_with, known_headings
from pdsync.goals.reading.lexicon import ORDER
from pdsync.goals.reading.lines import joined
from pdsync.goals.reading.moves import Slot
from pdsync.goals.reading.path import Step, best_path
from pdsync.goals.reading.prompts import known_prompts, prompts_with
from pdsync.goals.reading.segments import Role, segments_of
from pdsync.goals.reading.tables import lines_of

ENOUGH_TO_MISS = 8
"""So many words that belong to no goal are worth a sentence where no goal was found."""


def read_goals(blocks: Iterable[Block], form: Form | None = None) -> Reading:
    """The goals in a Doc, and what in it could not be understood. `form`: the school's own template, by `form_of`."""
    form = form or known_form()
    steps = read_lines(blocks, form)
    drafts, _ = drafts_of(steps, form)
    goals = kept(drafts, form)
    problems = [*unread_problems(goals), *(() if drafts else _nothing_found(steps))]
    return Reading(tuple(map(goal_of, goals)), tuple(problems))


def read_lines(blocks: Iterable[Block], form: Form) -> list[Step]:
    """How every line of a Doc was read, in reading order."""
    segments, company = segments_of(joined(without_marks(lines_of(blocks, form.prompts))))
    Reader(form, company).read(segments)
    return best_path(segments)


@cache
def known_form() -> Form:
    """What is known of forms without being shown one."""
    return Form(known_prompts(), known_headings(), known_sentences())


def form_of(template: Iterable[Block]) -> Form:
    """What a school's own template prints: nobody's answer in any copy of it."""
    prompts: dict[Section, list[str]] = {}
    headings, sentences = [], []
    for step in read_lines(template, known_form()):
        line, section = step.segment.line, step.candidate.section
        text = line.text[step.segment.start : step.segment.end]
        match step.candidate.role:
            case Role.LABEL if section is not None and step.candidate.label is not None:
                rest = line.text[step.candidate.label.end : step.segment.end]
                prompts.setdefault(section, []).append(rest.strip(" :()[]-–—"))
            case Role.HEAD if step.candidate.head is not None and (span := step.candidate.head.title) is not None:
                headings.append(text[span[0] : span[1]])
            case Role.HEAD | Role.STATUS:
                pass
            case _:
                sentences.append(text)
                if step.state.slot is Slot.SECTION:
                    prompts.setdefault(ORDER[step.state.section], []).append(text)
    more = {section: tuple(found) for section, found in prompts.items()}
    return Form(prompts_with(more), headings_with(headings), sentences_with(sentences))


def _nothing_found(steps: Sequence[Step]) -> Iterator[Problem]:
    """Why there is no goal in a Doc that is not empty."""
    zones = [step for step in steps if step.state.zone is not None and step.candidate.role is Role.LABEL]
    if zones:
        what = "The only goals in the Doc stand under a heading of examples or of earlier goals."
        yield Problem(what, zones[0].segment.line.place)
        return
    text = [step for step in steps if step.candidate.role is Role.TEXT]
    if sum(step.segment.line.text.count(" ") + 1 for step in text) >= ENOUGH_TO_MISS:
        what = "There is text, but no heading of a goal and none of the five prompts."
        yield Problem(what, text[0].segment.line.place)


# ---- line by line


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of a Doc, what it was taken for, why, and the number of its goal (None: it belongs to none)."""

    text: str
    taken_for: str
    why: str
    goal: int | None
    place: Place
    suggested: bool = False


TAKEN_FOR = {
    Role.HEAD: "heading of a goal",
    Role.NAMED: "title",
    Role.STATUS: "status",
    Role.NOTES: "progress note",
    Role.REMARK: "somebody's remark",
    Role.FORM: "the form's own words",
    Role.INSTRUCTION: "the form's own words",
    Role.QUESTION: "the form's question",
    Role.FIELD: "another field of the form",
    Role.ASIDE: "another heading",
    Role.EXAMPLE: "heading of examples",
    Role.OLD: "heading of earlier goals",
    Role.STRUCK: "struck through",
}
TEXT_TAKEN_FOR = {
    Slot.HEAD: "text of the goal",
    Slot.STATUS: "status",
    Slot.NOTES: "progress note",
    Slot.ASKED: "answer to the form's question",
    Slot.OUT: "no goal's",
}


def explain(blocks: Iterable[Block], form: Form | None = None) -> tuple[ReadLine, ...]:
    """Every line of a Doc with what it was taken for and why."""
    form = form or known_form()
    steps = read_lines(blocks, form)
    drafts, owners = drafts_of(steps, form)
    numbers = {id(draft): number for number, draft in enumerate(kept(drafts, form), start=1)}
    return tuple(_read_line(step, owner, numbers) for step, owner in zip(steps, owners, strict=True))


def _read_line(step: Step, owner: Draft | None, numbers: dict[int, int]) -> ReadLine:
    segment, line = step.segment, step.segment.line
    return ReadLine(
        line.text[segment.start : segment.end],
        _taken_for(step),
        step.candidate.way,
        numbers.get(id(owner)),
        line.place,
        line.suggested,
    )


def _taken_for(step: Step) -> str:
    role, section = step.candidate.role, step.candidate.section
    if step.before.zone is not None and step.state.zone is not None:
        return "example or earlier goal"
    if role is Role.LABEL and section is not None:
        return section.capitalize()
    if role is Role.TEXT:
        slot = step.state.slot
        return ORDER[step.state.section].capitalize() if slot is Slot.SECTION else TEXT_TAKEN_FOR[slot]
    return TAKEN_FOR[role]
