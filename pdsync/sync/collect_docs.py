"""Docs read side by side, a few at a time: of each only what its student wrote is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from pdsync.errors import Forbidden, GoogleError, NotFound, NotSignedIn
from pdsync.goals.cohort import DocTemplate
from pdsync.goals.document import Place
from pdsync.goals.model import Entry, Goal, Section
from pdsync.sync.find import id_in
from pdsync.sync.side_by_side import side_by_side

if TYPE_CHECKING:
    from datetime import date

    from pdsync.goals.cohort import Cohort
    from pdsync.goals.document import Block
    from pdsync.goals.model import Student
    from pdsync.goals.reading.candidates import Form
    from pdsync.sync.ports import File, Google


@dataclass(frozen=True, slots=True)
class Wanted:
    """A Doc to be read, and the student whose it is."""

    student: Student
    file: File


@dataclass(frozen=True, slots=True)
class WhatItSays:
    """What a student wrote: entries without their due dates, each with the date chips in its Timebound answer.

    `problems`: what could not be understood; `failed`: why the Doc could not be read now, or ""; `lost`: why this
    account cannot reach it at all, or "".
    """

    entries: tuple[tuple[Entry, tuple[date, ...]], ...] = ()
    problems: tuple[str, ...] = ()
    failed: str = ""
    lost: str = ""


def read_docs(cohort: Cohort, google: Google, wanted: Sequence[Wanted]) -> Iterator[tuple[Wanted, WhatItSays]]:
    """What stands in each Doc, as the answers come in. One that cannot be read does not stop the others."""
    if not wanted:
        return  # and the reader is not loaded
    with ThreadPoolExecutor(1) as aside:
        forms = aside.submit(_forms, cohort, google, wanted)  # while the first Docs are under way

        def fetched(one: Wanted) -> tuple[Wanted, tuple[Block, ...] | WhatItSays]:
            return one, _fetched(one.file, google)

        # Read here and not where they are fetched: so as many calls as may be are under way all the time.
        for one, blocks in side_by_side(fetched, wanted, workers=google.workers):
            form = forms.result()[_template(cohort, one.student)]
            yield one, blocks if isinstance(blocks, WhatItSays) else _read(one.file, blocks, form)


def _fetched(file: File, google: Google) -> tuple[Block, ...] | WhatItSays:
    """What stands in a Doc; why it could not be had, otherwise."""
    try:
        return google.docs.read(file.id, indices=False).blocks
    except NotSignedIn:
        raise
    except (NotFound, Forbidden) as error:
        return WhatItSays(lost="this account may not open it", failed=_unpointed(error))
    except GoogleError as error:
        return WhatItSays(failed=_unpointed(error))
    except Exception as error:
        return _stumbled(error)


def _read(file: File, blocks: tuple[Block, ...], form: Form) -> WhatItSays:
    from pdsync.goals.parsing import read_goals

    try:
        reading = read_goals(blocks, form)
    except Exception as error:
        return _stumbled(error)
    goals = [(number, goal) for number, goal in enumerate(reading.goals, start=1)]
    return WhatItSays(
        tuple((_entry(number, goal, file), _chips(goal)) for number, goal in goals),
        tuple(clean(problem.what) for problem in reading.problems),
    )


def _stumbled(error: Exception) -> WhatItSays:
    """One Doc that the reader stumbles over does not keep back everybody else's."""
    return WhatItSays(failed=f"pdsync stumbled over it ({type(error).__name__})")


def _unpointed(error: Exception) -> str:
    return str(error).rstrip(".")


def _chips(goal: Goal) -> tuple[date, ...]:
    answer = goal.answers.get(Section.TIMEBOUND)
    return answer.dates if answer else ()


def _entry(number: int, goal: Goal, file: File) -> Entry:
    return Entry(
        number=number,
        title=clean(goal.title.text) if goal.title else "",
        answers={section: clean(goal.answers[section].text) for section in Section if section in goal.answers},
        placeholders=goal.placeholders,
        unlabelled=clean(goal.unlabelled.text) if goal.unlabelled else "",
        status=clean(goal.status.text) if goal.status else "",
        status_class=goal.status_class,
        notes=tuple(map(clean, goal.notes)),
        link=link_to(file, goal.place),
    )


UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """A text as a cell can hold it: without control characters, and with one kind of line end."""
    return UNWRITABLE.sub("", LINE_ENDS.sub("\n", text))


def link_to(file: File, place: Place | None) -> str:
    """The address of a place in a Doc: its tab and the nearest heading above it."""
    if place is None or not file.link:
        return file.link
    link = file.link.partition("?")[0].partition("#")[0]
    tab = f"?tab={quote(place.tab, safe='.')}" if place.tab else ""
    heading = f"#heading={quote(place.heading, safe='.')}" if place.heading else ""
    return link + tab + heading


def load_reader() -> None:
    """Load all that reading a Doc takes, while Google is at work: it takes about as long as an answer."""
    import pdsync.goals.dates.answer  # noqa: F401
    from pdsync.goals.parsing import known_form

    known_form()


def _forms(cohort: Cohort, google: Google, wanted: Iterable[Wanted]) -> Mapping[str, Form]:
    """What each template that the Docs were copied from prints, so that its own words are nobody's answer."""
    load_reader()
    return {template: _form(google, template) for template in {_template(cohort, one.student) for one in wanted}}


def _template(cohort: Cohort, student: Student) -> str:
    """The id of the template that a student's Doc was copied from, "" for the builtin one."""
    if student.template:
        return id_in(student.template)
    return cohort.template.id if isinstance(cohort.template, DocTemplate) else ""


def _form(google: Google, template: str) -> Form:
    from pdsync.goals.parsing import form_of, known_form

    try:
        return form_of(google.docs.read(template).blocks) if template else known_form()
    except (NotFound, Forbidden):
        return known_form()


def by_student(found: Mapping[str, tuple[File, ...]], students: Iterable[Student]) -> Iterator[Wanted]:
    """Every student's own Doc, if it can be read at all."""
    for student in students:
        docs = found.get(student.key, ())
        if docs and not docs[0].trashed:
            yield Wanted(student, docs[0])
