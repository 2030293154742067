"""The goals along the path: every line put where it belongs, titles chosen, what nobody wrote left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from pdsync.goals.model import Answer, Goal, Problem, Section
from pdsync.goals.placeholders import is_blank, is_excuse, is_placeholder, says_nothing
from pdsync.goals.reading.boxes import choice, ticked
from pdsync.goals.reading.candidates import A_LINE_WITHOUT_MARKS, Form
from pdsync.goals.reading.draft import Draft, Piece
from pdsync.goals.reading.heads import Head
from pdsync.goals.reading.labels import label_at_start
from pdsync.goals.reading.lexicon import ORDER
from pdsync.goals.reading.looks import A_LINE_OF_ITS_OWN
from pdsync.goals.reading.moves import Slot
from pdsync.goals.reading.path import Step
from pdsync.goals.reading.prompts import Span, is_question
from pdsync.goals.reading.segments import Candidate, Role, Segment
from pdsync.goals.reading.text import fold, words
from pdsync.goals.status import status_class

LONGEST_BARE_TITLE = 10
FEWEST_LEFT_EMPTY = 3
FEWEST_SUMMED_UP = 4
SHARED_WORDS = 2
SHARE_OF_A_SUMMARY = 0.3
BELOW_ITS_LABEL = "below its label"
SENTENCE = 5
"""A heading of so many words, with nothing below it, is a goal in itself."""


def drafts_of(steps: Sequence[Step], form: Form) -> tuple[list[Draft], list[Draft | None]]:
    """What was written for each goal on the path, goals without a word included; and whose each step is."""
    found: list[Draft] = []
    owners: list[Draft | None] = []
    for step in steps:
        if step.state.slot is Slot.OUT or step.state.zone is not None:
            owners.append(None)
            continue
        if step.begins:
            found.append(Draft(step.segment.line.place, step.candidate.way, by_label=step.candidate.role is Role.LABEL))
        if found:
            _add(found[-1], step, form)
        owners.append(found[-1] if found else None)
    return found, owners


def _add(draft: Draft, step: Step, form: Form) -> None:
    candidate, segment, line = step.candidate, step.segment, step.segment.line
    match candidate.role:
        case Role.TEXT:
            _text(draft, step, form)
        case Role.LABEL if candidate.section is not None:
            draft.labels.add(candidate.section)
            _labelled(draft, candidate.section, candidate, segment, form)
        case Role.HEAD if candidate.head is not None:
            _headed(draft, candidate.head, candidate.way, segment)
        case Role.NAMED:
            draft.named = _piece(segment, candidate.span, candidate.way)
        case Role.STATUS:
            draft.status = _chosen(_piece(segment, candidate.span, candidate.way)) or draft.status
        case Role.NOTES:
            _note(draft, line.text[segment.start : segment.end], candidate, form)
        case _:
            pass


def _headed(draft: Draft, head: Head, way: str, segment: Segment) -> None:
    """What a goal's heading says: its full stop belongs to the title only where the line ends with it."""
    draft.number = head.number
    draft.title = _piece(segment, head.title, way)
    if draft.title is not None and not segment.whole:
        draft.title.text = draft.title.text.removesuffix(".")
    if head.status is not None:
        draft.status = _piece(segment, head.status, "the goal's heading")
    if head.body is not None and (body := _piece(segment, head.body, way)):
        draft.intro.append(body)


def _text(draft: Draft, step: Step, form: Form) -> None:
    """A line of text, put where the reader was when it came."""
    segment, line = step.segment, step.segment.line
    piece = Piece(line.text[segment.start : segment.end].strip(), line.place, "text", line.suggested, line.dates)
    match step.before.slot:
        case Slot.SECTION:
            _below_a_label(draft, step, piece, form)
        case Slot.STATUS if (word := ticked(piece.text)) is not None:
            draft.status = replace(piece, text=word) if word else draft.status
        case Slot.STATUS if step.before.fresh:
            draft.status = _chosen(piece)
        case Slot.STATUS | Slot.NOTES if step.before.seen or step.before.slot is Slot.NOTES:
            if not form.sentences.has(line.plain):
                draft.notes.append(piece.text)
                draft.has_notes = True
        case Slot.HEAD | Slot.STATUS:
            draft.intro.append(piece)
        case _:
            pass


def _chosen(piece: Piece | None) -> Piece | None:
    """A status as it was chosen, where there are boxes to choose from; None if none is ticked."""
    if piece is None or (word := choice(piece.text)) is None:
        return piece
    return replace(piece, text=word) if word else None


def _below_a_label(draft: Draft, step: Step, piece: Piece, form: Form) -> None:
    """One more line of a section's answer; in the first one a prompt may stand before it."""
    section, line = ORDER[step.before.section], step.segment.line
    piece.rule = BELOW_ITS_LABEL
    if step.before.fresh:
        start = form.prompts.past(line.plain, step.segment.start, section) if "?" in line.plain else step.segment.start
        text = line.text[start : step.segment.end].strip()
        piece.text = text[1:].lstrip() if text.startswith((":", "：", "= ")) and text[1:].strip() else text
    if line.unread and is_blank(piece.text):
        draft.unread.append((section, line.place))
        return
    if line.proposed and is_blank(piece.text):
        piece.text, piece.suggested = line.proposed, True
    draft.answers.setdefault(section, []).append(piece)


def _note(draft: Draft, text: str, candidate: Candidate, form: Form) -> None:
    """A line that begins progress notes: a heading of the form's own is none of them."""
    if not form.sentences.has(fold(text)):
        draft.notes.append(text.strip())
        span = candidate.span
        draft.has_notes = draft.has_notes or (span is not None and span[0] < span[1])


def _labelled(draft: Draft, section: Section, candidate: Candidate, segment: Segment, form: Form) -> None:
    """What stands beside a label, or was suggested there."""
    if candidate.label is not None and candidate.label.also:
        draft.also[section] = candidate.label.also
    line = segment.line
    spans, text, suggested = candidate.answer, line.text, line.suggested
    if not spans and line.proposed and segment.whole:
        plain = fold(line.proposed)
        if (label := label_at_start(plain, 0)) is not None:
            spans, text, suggested = form.prompts.answer(plain, label.end, section), line.proposed, True
    if not spans and line.unread:
        draft.unread.append((section, line.place))
    said = " ".join(text[start:end].strip() for start, end in spans)
    if said and not says_nothing(said):
        draft.answers.setdefault(section, []).append(Piece(said, line.place, candidate.way, suggested, line.dates))


def _piece(segment: Segment, span: Span | None, rule: str) -> Piece | None:
    """The words at a place in a segment, None if there are none."""
    if span is None:
        return None
    line = segment.line
    text = line.text[segment.start + span[0] : segment.start + span[1]].strip()
    return Piece(text, line.place, rule, line.suggested, line.dates) if text and not says_nothing(text) else None


def kept(drafts: Sequence[Draft], form: Form) -> list[Draft]:
    """The drafts in which somebody wrote something: forms left empty and summaries of goals told below are left out."""
    for draft in drafts:
        answers = {section: _said(pieces, section, form) for section, pieces in draft.answers.items()}
        draft.answers = {section: pieces for section, pieces in answers.items() if pieces}
        for section, also in draft.also.items():
            if section in draft.answers:
                draft.answers |= {one: draft.answers[section] for one in also if one not in draft.answers}
        if _is_put_off(draft):
            draft.answers = {}
    for draft, following in pairwise(drafts):
        if following.by_label and not draft.answers and not draft.intro:
            _hand_down(draft, following)
    drafts = [draft for before, draft in pairwise((None, *drafts)) if draft is not None and not _sums_up(draft, before)]
    found: list[Draft] = []
    below: set[int | None] = set()
    for draft in reversed(drafts):
        if draft.answers or _is_written(draft, below):
            found.append(draft)
        if draft.answers:
            below.add(draft.number)
    return found[::-1]


def _sums_up(draft: Draft, before: Draft | None) -> bool:
    """Whether a goal's title line only sums up, in one sentence, the goal above it, which gets it as its title."""
    if before is None or draft.named is None or draft.labels or draft.intro or len(before.answers) < FEWEST_SUMMED_UP:
        return False
    said = {word for word in words(fold(draft.named.text)) if len(word) > 3 or word.isdecimal()}
    told = {word for pieces in before.answers.values() for piece in pieces for word in words(fold(piece.text))}
    if len(said & told) < max(SHARED_WORDS, len(said) * SHARE_OF_A_SUMMARY):
        return False
    before.named = before.named or draft.named
    return True


def _is_put_off(draft: Draft) -> bool:
    """Whether nothing is written in a form but a word to its readers that it will be filled in later."""
    if len(draft.labels) < FEWEST_LEFT_EMPTY or len(draft.answers) != 1 or draft.intro:
        return False
    (pieces,) = draft.answers.values()
    return len(pieces) <= 2 and pieces[0].rule == BELOW_ITS_LABEL and is_excuse(" ".join(one.text for one in pieces))


def _said(pieces: list[Piece], section: Section, form: Form) -> list[Piece]:
    """An answer's lines: the student's own ones, or, where there are none, the suggested ones."""
    pieces = [piece for piece in pieces if not says_nothing(piece.text)]
    while len(pieces) > 1 and is_placeholder(pieces[0].text) and not is_placeholder(pieces[1].text):
        del pieces[0]
    if pieces and is_question(plain := fold(pieces[0].text)) and (pieces[1:] or form.prompts.is_known(plain, section)):
        del pieces[0]
    own = [piece for piece in pieces if not piece.suggested]
    return own or pieces


def _is_written(draft: Draft, below: set[int | None]) -> bool:
    """Whether a goal without one of the five answers is a goal all the same.

    `below`: the numbers of the goals with answers that come after it.
    """
    text = [piece for piece in draft.intro if not says_nothing(piece.text)]
    if draft.labels and not text:
        return False
    if not text and (not _is_a_sentence(draft.title or draft.named) or draft.way == A_LINE_WITHOUT_MARKS):
        return False
    told_again = draft.number is not None and draft.number in below
    return not told_again and not (draft.way == A_LINE_OF_ITS_OWN and below)


def _is_a_sentence(piece: Piece | None) -> bool:
    return piece is not None and len(piece.text.split()) >= SENTENCE


def _hand_down(draft: Draft, following: Draft) -> None:
    """A heading above prompts that were left empty belongs to the answers below them."""
    following.title = following.title or draft.title
    following.named = following.named or draft.named
    following.status = following.status or draft.status
    following.number = following.number or draft.number
    following.intro = following.intro or draft.intro


def goal_of(draft: Draft) -> Goal:
    """The goal that a draft amounts to."""
    answers = {section: _answer(draft.answers[section]) for section in ORDER if section in draft.answers}
    title = draft.named or draft.title
    intro = [piece for piece in draft.intro if not says_nothing(piece.text)]
    if title is None and answers and intro and _may_be_title(intro[0]):
        title = intro.pop(0)
    if not answers and not intro and title is not None:
        intro, title = [title], None
    return Goal(
        title=_answer([title]) if title else None,
        answers=answers,
        status=_answer([draft.status]) if draft.status else None,
        status_class=status_class(draft.status.text) if draft.status else None,
        unlabelled=_answer(intro) if intro else None,
        placeholders=tuple(section for section, answer in answers.items() if is_placeholder(answer.text)),
        notes=tuple(draft.notes) if draft.has_notes else (),
        place=draft.place,
    )


def _may_be_title(piece: Piece) -> bool:
    return len(piece.text.split()) <= LONGEST_BARE_TITLE and piece.text.rstrip()[-1] not in ".?!"


def _answer(pieces: Sequence[Piece]) -> Answer:
    first = pieces[0]
    if len(pieces) == 1:
        return Answer(first.text, (first.place,), first.rule, first.suggested, first.dates)
    return Answer(
        "\n".join(piece.text for piece in pieces),
        tuple(piece.place for piece in pieces),
        first.rule,
        all(piece.suggested for piece in pieces),
        tuple(day for piece in pieces for day in piece.dates),
    )


def unread_problems(drafts: Sequence[Draft]) -> Iterable[Problem]:
    """Answers that are there, but have no text that can be read."""
    for number, draft in enumerate(drafts, start=1):
        for section, place in draft.unread:
            if section not in draft.answers:
                what = f"In goal {number}, {section.capitalize()} holds a picture or a chip without text."
                yield Problem(what, place)
