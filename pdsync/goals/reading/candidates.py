"""What each line of a Doc may be: every reading of it that something speaks for, with its worth and its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pdsync.goals.reading.asides import Sentences, aside_of
from pdsync.goals.reading.behind import BEHIND
from pdsync.goals.reading.heads import Head, head_of
from pdsync.goals.reading.inline import Company
from pdsync.goals.reading.kinds import Aside, Kind
from pdsync.goals.reading.label import PROMPT, QUESTION, Label
from pdsync.goals.reading.lines import Bare, Cell, Look
from pdsync.goals.reading.looks import COUNTED, bare_head, by_its_looks, heads_at, with_choice
from pdsync.goals.reading.prompts import Prompts, Span
from pdsync.goals.reading.remembered import once_a_text
from pdsync.goals.reading.segments import Candidate, Role, Segment
from pdsync.goals.reading.text import words

WORTH_OF_A_LABEL_CELL: Final = 3.0
SURE: Final = 5.0
"""A reading worth so much needs no other beside it."""
SURE_OF_A_GOAL: Final = 2.5
"""Where no label and no heading is worth so much, a Doc counts as one without them."""
GOES_ON: Final = 2.0
"""What it is worth as text that a line goes on with the sentence before."""
A_LINE_WITHOUT_MARKS: Final = "a line of its own in a Doc without labels"


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """What is known of the form that was filled in: its prompts, its headings, its other sentences."""

    prompts: Prompts
    headings: frozenset[str]
    sentences: Sentences


TEXT: Final = Candidate(Role.TEXT, 0.0, "text")
_GOES_ON: Final = Candidate(Role.TEXT, GOES_ON, "the sentence goes on")
_FORM_CELL: Final = (Candidate(Role.FORM, 6.0, "the table's own words"),)
_STRUCK: Final = (Candidate(Role.STRUCK, 6.0, "struck through"),)
_REMARK: Final = (Candidate(Role.REMARK, 6.0, "a remark with its author"),)
_ONLY_TEXT: Final = (TEXT,)
_BEGINS_A_GOAL: Final = (Role.LABEL, Role.HEAD, Role.NAMED)
_ASIDE_ROLES = {
    Kind.STATUS: Role.STATUS,
    Kind.NOTES: Role.NOTES,
    Kind.REMARK: Role.REMARK,
    Kind.FORM: Role.FORM,
    Kind.INSTRUCTION: Role.INSTRUCTION,
    Kind.QUESTION: Role.QUESTION,
    Kind.FIELD: Role.FIELD,
    Kind.ASIDE: Role.ASIDE,
    Kind.EXAMPLE: Role.EXAMPLE,
    Kind.OLD: Role.OLD,
}
_SPELT = re.compile(r"s[ .-]{1,2}m[ .-]{1,2}a[ .-]{1,2}r[ .-]{1,2}t[ .:-]*(?:goals?)?[ .:-]*")
_NAME = re.compile(r"[-–—~]+\s?[A-Z][\w.'-]{1,20}(?: [A-Z][\w.'-]{0,20})?")
_OPEN_BRACKET = re.compile(r"\s*\[[^\]]*$")


def names_the_five(plain: str) -> bool:
    """Whether a line names most of the five words and says nothing else: a legend.

    >>> names_the_five("smart = specific, measurable, achievable, relevant, timebound")
    True
    """
    if plain[:2] == "s." and _SPELT.fullmatch(plain):
        return True
    return "mea" in plain and len(plain) <= 240 and _says_only_the_five(plain)


@once_a_text
def _says_only_the_five(plain: str) -> bool:
    said = words(plain)
    named = {stem for word in said for stem in _STEMS if word.startswith(stem)}
    return len(named) >= 4 and len(said) <= 3 * len(named) + 4


_STEMS = ("specif", "measur", "achiev", "attain", "action", "realis", "relev", "time")


def _surely_begins_a_goal(candidate: Candidate) -> bool:
    return candidate.worth >= SURE_OF_A_GOAL and candidate.role in _BEGINS_A_GOAL


@dataclass(slots=True)
class Reader:
    """Finds the candidates of each segment, one after the other."""

    form: Form
    company: Company
    in_bracket: bool = False

    def read(self, segments: Sequence[Segment]) -> None:
        """Give every segment its candidates."""
        sure = False
        for segment in segments:
            segment.candidates = found = self._of(segment)
            sure = sure or (segment.line.cell is not Cell.SUMMARY and any(map(_surely_begins_a_goal, found)))
        if segments:
            _signature(segments[-1])
        if not sure:
            _without_marks(segments)
            return
        for segment in segments:
            if segment.line.cell is Cell.SUMMARY:
                segment.candidates = _FORM_CELL
        _notes_on_all(segments)

    def _of(self, segment: Segment) -> Sequence[Candidate]:
        line = segment.line
        if line.struck:
            return _STRUCK
        if segment.remark:
            return _REMARK
        if line.cell is Cell.REMARK:
            return _FORM_CELL
        if line.cell is Cell.ANSWER:
            return _ONLY_TEXT
        if self.in_bracket:
            self.in_bracket = "]" not in line.plain
            return (Candidate(Role.REMARK, SURE, "a remark in brackets goes on"),)
        plain = line.plain if segment.whole else line.plain[segment.start : segment.end]
        found = self._labels(segment, plain)
        if not found or found[-1].worth < SURE:
            found += self._others(segment, plain)
        if not found:
            return _ONLY_TEXT
        if segment.label is not None and segment.label.is_loose and found[0].role is Role.LABEL:
            return (TEXT, *found)
        text = _GOES_ON if line.goes_on else TEXT
        if line.cell is Cell.LABEL or line.look is Look.TAB or max(one.worth for one in found) >= SURE + text.worth:
            return found
        return (text, *found)

    def _labels(self, segment: Segment, plain: str) -> list[Candidate]:
        label, line = segment.label, segment.line
        asks = (label is None or label.way == QUESTION) and not segment.start and "?" in plain
        printed = _printed(plain, self.form) if asks else None
        if printed is not None:
            return [printed]
        if label is None or names_the_five(plain):
            return []
        worth = self.company.worth(label)
        if line.cell is Cell.LABEL:
            worth += WORTH_OF_A_LABEL_CELL
        if line.look is Look.HEADING or line.bold_to >= label.end - 1:
            worth += 0.5
        if worth <= 0:
            return []
        answers: tuple[tuple[Span, ...], ...]
        if label.way == BEHIND:
            answers = (((segment.start, label.start),),) * len(label.sections)
        else:
            answers = _answers(line.plain, segment.end, label, self.form, line.cell)
        share, why = self.company.share, label.why()
        return [
            Candidate(Role.LABEL, worth + share(label, section), why, section, label, answer=answer)
            for section, answer in zip(label.sections, answers, strict=True)
        ]

    def _others(self, segment: Segment, plain: str) -> Sequence[Candidate]:
        bare = segment.line.bare
        text = bare.text if segment.whole else bare.text[segment.start : segment.end]
        found = _by_its_words(plain, text, bare, self.form, self.company.in_headings)
        if any(one.role is Role.REMARK for one in found):
            self.in_bracket = _OPEN_BRACKET.match(plain) is not None
        return found


@once_a_text
def _printed(plain: str, form: Form) -> Candidate | None:
    """A prompt of the form's whose label is gone."""
    section = form.prompts.section_of(plain)
    if section is None:
        return None
    bare = Label((section,), 0, 0, 4.5, PROMPT, "the prompt")
    answer = form.prompts.answer(plain, 0, section)
    return Candidate(Role.LABEL, 4.5, "the prompt without its label", section, bare, answer=answer)


@once_a_text
def _answers(plain: str, end: int, label: Label, form: Form, cell: Cell) -> tuple[tuple[Span, ...], ...]:
    """Where the answer stands behind a label, for each section that the label may stand for."""
    found = (form.prompts.answer(plain[:end], label.end, section) for section in label.sections)
    if cell is not Cell.LABEL:
        return tuple(found)
    return tuple(() if all(plain[a:b].rstrip().endswith("?") for a, b in answer) else answer for answer in found)


@once_a_text
def _by_its_words(plain: str, text: str, line: Bare, form: Form, in_headings: bool) -> tuple[Candidate, ...]:
    """What a line, or a part of it, may be besides a label and an answer.

    `in_headings`: the Doc's answers seem to be written in a heading's style.
    """
    whole = len(text) == len(line.text)
    if names_the_five(plain):
        return (Candidate(Role.FORM, 8.0, "the five words and nothing else"),)
    head = head_of(line, plain, text, form.headings)
    aside = aside_of(line, plain, form.sentences) if head is None or head.number is None else None
    if line.look is Look.TAB and (aside is None or aside.kind not in (Kind.EXAMPLE, Kind.OLD)):
        aside = Aside(Kind.ASIDE, 3.0, "a tab")
    if aside is not None and aside.kind in (Kind.EXAMPLE, Kind.OLD):
        head = None
    found = [*heads_at(line, plain, text, with_choice(head, line) if head is not None and whole else head)]
    if aside is not None:
        if aside.worth:
            found.append(Candidate(_ASIDE_ROLES[aside.kind], aside.worth, aside.way, span=(aside.content, len(plain))))
    elif whole and (head is None or head.worth < 4):
        found += by_its_looks(line, named=head is not None, in_headings=in_headings)
    return tuple(found)


def _signature(segment: Segment) -> None:
    """The last line of a Doc may be somebody's name: "-Dana"."""
    line = segment.line
    if segment.whole and not line.item and line.look is Look.PLAIN and _NAME.fullmatch(line.text):
        segment.candidates = (*segment.candidates, Candidate(Role.ASIDE, 2.0, "a signature"))


def _notes_on_all(segments: Sequence[Segment]) -> None:
    """A heading of notes that stands below all goals, as high as their own headings, opens no goal's notes."""
    heads = [place for place, segment in enumerate(segments) if any(map(_heads_a_goal, segment.candidates))]
    ranks = {segments[place].line.rank for place in heads}
    notes = [segment for segment in segments if segment.line.look is Look.HEADING and _heads_notes(segment)]
    if len(heads) < 2 or len(notes) != 1 or notes[0].line.rank > min(ranks) or notes[0] in segments[: heads[-1]]:
        return
    notes[0].candidates = (Candidate(Role.ASIDE, SURE, "the heading of notes on all goals"),)


def _heads_a_goal(candidate: Candidate) -> bool:
    return candidate.role is Role.HEAD and candidate.worth >= SURE_OF_A_GOAL


def _heads_notes(segment: Segment) -> bool:
    return any(
        one.role is Role.NOTES and one.span is not None and one.span[0] >= one.span[1] for one in segment.candidates
    )


def _without_marks(segments: Sequence[Segment]) -> None:
    """In a Doc on goals that has neither labels nor goals' headings, any heading or numbered line may begin a goal."""
    if not any("goal" in segment.line.plain or "objective" in segment.line.plain for segment in segments):
        return
    for segment in segments:
        line = segment.line
        counted = COUNTED.match(line.plain)
        if line.struck or any(one.worth >= 3 for one in segment.candidates):
            continue
        if counted or (line.ordered and not line.nesting):
            span = (counted.end() if counted else 0, len(line.text))
            head = Head(1.0, "number", int(counted[1]) if counted else None, body=span)
            found = Candidate(Role.HEAD, 1.0, A_LINE_WITHOUT_MARKS, head=head)
        elif line.look in (Look.HEADING, Look.BOLD):
            found = Candidate(Role.HEAD, 2.5, A_LINE_WITHOUT_MARKS, head=bare_head(line.text, line.plain))
        else:
            continue
        segment.candidates = (*segment.candidates, found)
