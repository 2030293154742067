"""Templates before they are copied: which one a student gets, its {{fields}}, and whether the reader sees its goals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from pdsync.errors import Complaint, ConfigError, Forbidden, GoogleError, NotFound
from pdsync.goals.cohort import DocTemplate
from pdsync.goals.template import BUILTIN, check, fields_in, fill, goals_seen, literals, values
from pdsync.goals.template_blocks import blocks_written
from pdsync.goals.words import listed as in_a_row
from pdsync.sync.handout.prints import lines_of, words_of
from pdsync.sync.handout.steps import Original
from pdsync.sync.handout.view import wanted

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.document import Block
    from pdsync.goals.model import Reading, Student
    from pdsync.sync.found import Found
    from pdsync.sync.ports import Google

BUILTIN_FIELDS = {text: name for line in BUILTIN.lines for text, name in literals(line).items()}
BUILTIN_WORDS = words_of(blocks_written(BUILTIN))


def check_texts(cohort: Cohort, students: Sequence[Student]) -> None:
    """ConfigError when the Docs' title or the mail's message names a field that the roster does not have."""
    faults = [
        Complaint(_source(cohort), None, key, _unknown(unknown, cohort, students[0]))
        for key, text in (("doc_title", cohort.doc_title), ("sharing.message", cohort.sharing.message))
        if students and (unknown := fill(fields_in(text), students[0], cohort)[1])
    ]
    if faults:
        raise ConfigError(tuple(faults))


def originals(
    cohort: Cohort, students: Sequence[Student], found: Found, google: Google
) -> Mapping[str, Original | str]:
    """The templates that these students need, by what their roster line asks for; a sentence for one that will not do.

    ConfigError when it is the cohort's own template that will not do.
    """
    words = list(dict.fromkeys(wanted(student.template) for student in students))
    first = {word: next(one for one in students if wanted(one.template) == word) for word in words}
    if not words:
        return {}
    with ThreadPoolExecutor(len(words)) as desks:
        read = desks.map(lambda word: _original(word, cohort, first[word], found, google), words)
        return dict(zip(words, read, strict=True))


def _original(word: str, cohort: Cohort, student: Student, found: Found, google: Google) -> Original | str:
    own = cohort.template.id if isinstance(cohort.template, DocTemplate) else "builtin"
    doc_id = word or own
    try:
        if doc_id == "builtin":
            return _builtin(cohort, student, found, google)
        return _checked(doc_id, google.docs.read(doc_id).blocks, cohort, student)
    except (NotFound, Forbidden) as error:
        if not word:
            raise type(error)(
                f"The template cannot be opened: {error}", hint=error.hint, status=error.status, reason=error.reason
            ) from None
        return f"the template on the roster, “{student.template}”, cannot be opened by this account"
    except ConfigError as error:
        if not word:
            raise
        return "the template on the roster will not do: " + " ".join(one.message for one in error.complaints)
    except GoogleError as error:
        if not word or error.status in (0, 429) or error.status >= 500:
            raise
        return f"the template on the roster, “{student.template}”, is no Google Doc that can be read"


def _builtin(cohort: Cohort, student: Student, found: Found, google: Google) -> Original:
    if found.template is None:
        return Original(fields=BUILTIN_FIELDS, written=False, words=BUILTIN_WORDS)
    blocks = google.docs.read(found.template.id).blocks
    if not any(block.text.strip() or block.rows for block in blocks):
        return Original(found.template.id, BUILTIN_FIELDS, written=False, words=BUILTIN_WORDS)
    return _checked(found.template.id, blocks, cohort, student)


def _checked(doc_id: str, blocks: tuple[Block, ...], cohort: Cohort, student: Student) -> Original:
    """The template if it will do; ConfigError otherwise."""
    from pdsync.goals.parsing import form_of, read_goals  # the reader is dear to load, and seldom needed here

    form = form_of(blocks)

    def read(some: tuple[Block, ...]) -> Reading:
        return read_goals(some, form)

    problems = [problem.what for problem in check(blocks, expected=cohort.expected, read=read)]
    fields = {text: name for line in lines_of(blocks) for text, name in literals(line).items()}
    _, unknown = fill(fields.values(), student, cohort)
    faults = [] if goals_seen(blocks, read) else problems
    if unknown:
        faults.append(_unknown(unknown, cohort, student))
    if faults:
        raise ConfigError(
            tuple(Complaint(_source(cohort), None, "template", fault) for fault in faults),
            hint="mend the template Doc, then run the same command again",
        )
    notes = tuple(f"the template: {what}" for what in problems)
    return Original(doc_id, fields, notes=notes, words=words_of(blocks))


def _unknown(names: Iterable[str], cohort: Cohort, student: Student) -> str:
    wrong = in_a_row([f"{{{{{name}}}}}" for name in names])
    known = ", ".join(f"{{{{{name}}}}}" for name in values(student, cohort))
    return f"{wrong} is no column of the roster; known are {known}"


def _source(cohort: Cohort) -> str:
    return str(cohort.path or "the config")
