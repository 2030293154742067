"""What one student gets, worked out without writing anything: the Doc, who may do what with it, the mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pdsync.errors import Forbidden, NotFound, NotSignedIn
from pdsync.goals.cohort import DocTemplate
from pdsync.goals.template import BUILTIN, check, fields_in, fill, filled_in, goals_seen, literals, values
from pdsync.goals.template_blocks import blocks_written, filled
from pdsync.goals.words import listed
from pdsync.sync.found import found
from pdsync.sync.handout.decide import AWAY
from pdsync.sync.handout.giving import mentor
from pdsync.sync.handout.planning import chosen, folder_of
from pdsync.sync.handout.prints import lines_of
from pdsync.sync.handout.view import same, wanted

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.document import Block
    from pdsync.goals.model import Reading, Student
    from pdsync.sync.found import Found
    from pdsync.sync.ports import Google, Grant

BY_LINK = "whoever has the link"
SUBJECT = "Document shared with you: “{title}”"
"""Google words the subject of its mails itself; this is how it runs in English."""
ADDED = "Google adds who shared the Doc, its title, and a button that opens it."


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody who will have access. `how`: by what, and whether they get a mail."""

    who: str
    email: str
    role: str
    how: str


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail that Google sends; `message` is pdsync's part of it."""

    to: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a student gets. `template`: where its text was read; `blocks`: filled in; `mail` None: none is sent.

    `written`: the goals that the reader finds in the empty form; `room`: those that it would find in a full one.
    `warnings`: what should be mended before a handout; `notes`: the rest.
    """

    student: Student
    title: str
    template: str
    blocks: tuple[Block, ...]
    access: tuple[Access, ...]
    mail: Mail | None
    written: int
    room: int
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def preview(cohort: Cohort, students: Sequence[Student], google: Google | None, *, key: str = "") -> Preview:
    """What the student with that key gets, or the first who is to get a Doc.

    `google` None: nobody is signed in, which is enough for the builtin template. Raises NotSignedIn where it is not,
    UsageError for a key that nobody has, NotFound or Forbidden for a template that cannot be opened.
    """
    student = chosen(students, [key])[0] if key else _first(students)
    listed_files = found(google.drive.marked(cohort.key)) if google else found(())
    source, blocks = _template(cohort, student, listed_files, google)
    fields = {text: name for line in lines_of(blocks) for text, name in literals(line).items()}
    words, unknown = fill(fields.values(), student, cohort)
    shown = filled(blocks, {text: words.get(name, text) for text, name in fields.items()})
    title = filled_in(cohort.doc_title, student, cohort)
    written, room, lacking = _read(cohort, blocks, shown)
    return Preview(
        student,
        title,
        source,
        shown,
        tuple(_access(cohort, student, listed_files, google)),
        mail_to(cohort, student),
        written,
        room,
        warnings=(*_unfilled(cohort, student, unknown), *lacking),
        notes=tuple(_notes(student, listed_files, google)),
    )


def _first(students: Sequence[Student]) -> Student:
    return next((one for one in students if one.standing not in AWAY), students[0])


def _template(cohort: Cohort, student: Student, files: Found, google: Google | None) -> tuple[str, tuple[Block, ...]]:
    """Where the template's text stands, and its blocks."""
    own = cohort.template.id if isinstance(cohort.template, DocTemplate) else "builtin"
    doc_id = wanted(student.template) or own
    if doc_id == "builtin" and files.template is None:
        return "pdsync's own template", blocks_written(BUILTIN)
    if google is None:
        raise NotSignedIn("The template is a Doc, and nobody is signed in to read it.", hint="pdsync login")
    if doc_id == "builtin" and files.template is not None:
        blocks = google.docs.read(files.template.id).blocks
        empty = not any(block.text.strip() or block.rows for block in blocks)
        return files.template.link or files.template.id, blocks_written(BUILTIN) if empty else blocks
    try:
        return f"https://docs.google.com/document/d/{doc_id}/edit", google.docs.read(doc_id).blocks
    except (NotFound, Forbidden) as error:
        raise type(error)(
            f"The template cannot be opened: {error}", hint=error.hint, status=error.status, reason=error.reason
        ) from None


def _read(cohort: Cohort, template: tuple[Block, ...], shown: tuple[Block, ...]) -> tuple[int, int, tuple[str, ...]]:
    """The goals that the reader finds in the empty form, those that it would find in a full one, what is lacking."""
    from pdsync.goals.parsing import form_of, read_goals  # the reader is dear to load

    form = form_of(template)

    def read(blocks: tuple[Block, ...]) -> Reading:
        return read_goals(blocks, form)

    written, room = len(read(shown).goals), len(goals_seen(template, read))
    lacking = [problem.what for problem in check(template, expected=cohort.expected, read=read)]
    if written:
        lacking.append(f"The empty form reads as if {_goals(written)} were written already; students would look begun.")
    return written, room, tuple(lacking)


def _goals(count: int) -> str:
    return f"{count} goal" if count == 1 else f"{count} goals"


def _unfilled(cohort: Cohort, student: Student, in_template: Sequence[str]) -> Iterator[str]:
    """A sentence for every place with fields that nothing fills: the student would read the braces."""
    places = {
        "The template": in_template,
        "doc_title in the config": fill(fields_in(cohort.doc_title), student, cohort)[1],
        "sharing.message in the config": fill(fields_in(cohort.sharing.message), student, cohort)[1],
    }
    known = listed([f"{{{{{name}}}}}" for name in values(student, cohort)])
    for place, names in places.items():
        if names:
            wrong = listed([f"{{{{{name}}}}}" for name in dict.fromkeys(names)])
            yield f"{place}: no column of the roster fills {wrong}; known are {known}."


def _access(cohort: Cohort, student: Student, files: Found, google: Google | None) -> Iterator[Access]:
    """Everybody who will have access, the student first."""
    sharing = cohort.sharing
    mailed = "Google mails them" if sharing.notify else "no mail is sent"
    yield Access("student", student.email, sharing.student.value, mailed)
    staff = {member.email.casefold(): member for member in sharing.staff}
    address = mentor(student, cohort)
    if sharing.mentors is not None and address and address.casefold() not in staff:
        yield Access("mentor", address, sharing.mentors.value, "no mail is sent")
    for member in sharing.staff:
        yield Access("staff", member.email, member.role.value, "through the cohort's folder, without a mail")
    for grant in _folder_grants(cohort, files, google):
        if grant.role != "owner" and grant.email.casefold() not in staff:
            who = grant.email or grant.domain or BY_LINK
            yield Access("others", who, grant.role, "has access to the cohort's folder already")
    yield Access("pdsync", google.account if google else "the account that hands out", "owner", "owns the Doc")


def _folder_grants(cohort: Cohort, files: Found, google: Google | None) -> Sequence[Grant]:
    if google is None:
        return ()
    return folder_of(cohort, files, google)[1]


def mail_to(cohort: Cohort, student: Student) -> Mail | None:
    """The mail that Google sends when the Doc is shared; None if it is to send none."""
    if not cohort.sharing.notify:
        return None
    message = filled_in(cohort.sharing.message, student, cohort)
    title = filled_in(cohort.doc_title, student, cohort)
    return Mail(student.email, SUBJECT.format(title=title), message)


def _notes(student: Student, files: Found, google: Google | None) -> Iterator[str]:
    if google is None:
        yield "Nobody is signed in, so Drive was not asked; this is what a first handout would make."
    if student.standing in AWAY:
        yield f"{student.called} is {student.standing.value} and gets no Doc as long as that stands on the roster."
    docs = [file for file in files.docs.get(student.key, ()) if not file.trashed]
    if docs:
        yield f"{student.called} has a Doc already, which a handout leaves as it is: {docs[0].link}"
    if google and same(student.email, google.account):
        yield "This is the account that hands out: it owns the Doc, and Google sends it no mail."
