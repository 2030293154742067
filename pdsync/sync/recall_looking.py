"""Whether anybody has written in a Doc since it was handed out: everything that Google can say about it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pdsync.errors import Forbidden, GoogleError, NotFound
from pdsync.goals.cohort import DocTemplate
from pdsync.goals.template import fill, literals
from pdsync.sync.handout.prints import filled, fingerprint, words_of
from pdsync.sync.handout.templates import BUILTIN_WORDS
from pdsync.sync.handout.view import TEXT, wanted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pdsync.goals.document import Block
    from pdsync.goals.model import Student
    from pdsync.sync.handout.view import View
    from pdsync.sync.ports import File, Google

WRITTEN = "has been written in (not by this account alone), so it stays as it is"
SUGGESTED = "somebody has suggested a change in it, so it stays as it is"
COMMENTED = "somebody has commented in it, so it stays as it is"
OTHER_TEXT = "its words are not those that were handed out, so somebody may have written in it, and it stays as it is"
NOT_OURS = (
    "a Doc marked as this student's belongs to another account (somebody's copy, or handed out with another sign-in), "
    "so all stays as it is"
)
AT_WORK = "another handout may be making it just now; run it again in a quarter of an hour"


@dataclass(frozen=True, slots=True)
class Look:
    """Why a Doc must stay, in words; "" if it may be taken back. `begun`: somebody wrote, suggested or commented."""

    why: str = ""
    begun: bool = False


UNTOUCHED = Look()


@dataclass(slots=True)
class Looker:
    """Looks at Docs. What templates hold is read once."""

    view: View
    google: Google
    _read: dict[str, tuple[str, ...] | None] = field(default_factory=dict)

    def look(self, file: File, student: Student | None) -> Look:
        """Whether the Doc may be taken back. `student` None: nobody on the roster has its key.

        Every doubt keeps the Doc: text is held against the words that were handed out, whatever Drive says of who
        changed it last, and Drive's answer counts, whatever the text is. GoogleError when Google does not say.
        """
        if not file.mine:
            return Look(NOT_OURS)
        if self.view.at_work(file) and not self.view.given(file):
            return Look(AT_WORK)
        if file.touched:
            return Look(WRITTEN, begun=True)
        return next(self._looks(file, student), UNTOUCHED)

    def _looks(self, file: File, student: Student | None) -> Iterator[Look]:
        blocks = self.google.docs.read(file.id).blocks
        if any(_suggestions(blocks)):
            yield Look(SUGGESTED, begun=True)
        if self.google.drive.others_wrote(file.id):
            yield Look(WRITTEN, begun=True)
        if not self._as_handed_out(file, words_of(blocks), student):
            yield Look(OTHER_TEXT, begun=True)
        if self.google.drive.others_commented(file.id):
            yield Look(COMMENTED, begun=True)

    def _as_handed_out(self, file: File, words: tuple[str, ...], student: Student | None) -> bool:
        """Whether these are the words of the handout: as the Doc's mark has them, else as a template has them now."""
        if fingerprint(words) == file.marks.get(TEXT):
            return True
        return student is not None and any(words == one for one in self._expected(student))

    def _expected(self, student: Student) -> Iterator[tuple[str, ...]]:
        cohort, own = self.view.cohort, self.view.cohort.template
        builtin = self.view.found.template
        ids = (wanted(student.template), own.id if isinstance(own, DocTemplate) else "", builtin.id if builtin else "")
        texts = [self._template(one) for one in dict.fromkeys(ids) if one and one != "builtin"]
        for lines in (*texts, BUILTIN_WORDS):
            if lines:
                fields = {text: name for line in lines for text, name in literals(line).items()}
                words, _ = fill(fields.values(), student, cohort)
                yield filled(lines, {text: words.get(name, text) for text, name in fields.items()})

    def _template(self, doc_id: str) -> tuple[str, ...] | None:
        """The words of a template; None if it cannot be read any more."""
        if doc_id not in self._read:
            try:
                self._read[doc_id] = words_of(self.google.docs.read(doc_id).blocks)
            except (NotFound, Forbidden):
                self._read[doc_id] = None
            except GoogleError as error:
                if error.status in (0, 429) or error.status >= 500:
                    raise
                self._read[doc_id] = None
        return self._read[doc_id]


def _suggestions(blocks: Iterable[Block]) -> Iterator[bool]:
    for block in blocks:
        yield from (True for run in block.runs if run.suggested is not None)
        for row in block.rows:
            for cell in row:
                yield from _suggestions(cell)
