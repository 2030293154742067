"""From a Doc's blocks to its goals: `read_goals`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pdsync.goals.document import Block
from pdsync.goals.model import Reading
from pdsync.goals.reading.asides import forms_with
from pdsync.goals.reading.candidates import Form, Reader, segments_of
from pdsync.goals.reading.drafts import drafts_of, goal_of, kept, unread_problems
from pdsync.goals.reading.heads import headings_with
from pdsync.goals.reading.lines import joined
from pdsync.goals.reading.path import Step, best_path
from pdsync.goals.reading.prompts import known_prompts
from pdsync.goals.reading.tables import lines_of


def read_goals(blocks: Iterable[Block]) -> Reading:
    """The goals in a Doc, and what in it could not be understood."""
    form = known_form()
    steps = read_lines(blocks, form)
    drafts = kept(drafts_of(steps, form), form)
    problems = list(unread_problems(drafts))
    return Reading(tuple(map(goal_of, drafts)), tuple(problems))


def read_lines(blocks: Iterable[Block], form: Form) -> list[Step]:
    """What every line of a Doc was taken for, in reading order."""
    lines = joined(lines_of(blocks, form.prompts))
    segments, company = segments_of(lines)
    Reader(form, company).read(segments)
    return best_path(segments)


@cache
def known_form() -> Form:
    """What is known of forms without being shown one."""
    return Form(known_prompts(), headings_with(()), forms_with(frozenset()))
