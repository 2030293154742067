"""What stands in Docs that are closed: each read once, for its text, its version and its goals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pdsync.errors import GoogleError, NotSignedIn
from pdsync.goals.closing import Counts, counted
from pdsync.goals.plain import digest_of, text_of
from pdsync.sync.collect import Desk
from pdsync.sync.found import found
from pdsync.sync.side_by_side import side_by_side

if TYPE_CHECKING:
    from pdsync.goals.model import Student
    from pdsync.goals.template import Template
    from pdsync.sync.close.planning import Plan
    from pdsync.sync.ports import File, Google, Page


@dataclass(frozen=True, slots=True)
class Shot:
    """What stood in a Doc. `failed`: why it could not be read, or ""."""

    text: str = ""
    version: str = ""
    counts: Counts | None = None
    failed: str = ""

    @property
    def digest(self) -> str:
        """What tells the text from any other."""
        return digest_of(self.text)


@dataclass(slots=True)
class Keeper:
    """Docs that are read once, however often they are asked for."""

    google: Google
    pages: dict[str, Page | GoogleError] = field(default_factory=dict)

    def read(self, doc_id: str, *, indices: bool = True) -> Page:
        """A Doc's blocks, with indices if whoever asked first wanted them."""
        if doc_id not in self.pages:
            try:
                self.pages[doc_id] = self.google.docs.read(doc_id, indices=indices)
            except NotSignedIn:
                raise
            except GoogleError as error:
                self.pages[doc_id] = error
        page = self.pages[doc_id]
        if isinstance(page, GoogleError):
            raise page
        return page

    def fill(self, doc_id: str, words: Mapping[str, str]) -> None:
        """Not while Docs are only looked at."""
        raise NotImplementedError

    def write(self, doc_id: str, template: Template) -> None:
        """Not while Docs are only looked at."""
        raise NotImplementedError


def shots(plan: Plan, docs: Sequence[tuple[Student, File]], google: Google, keeper: Keeper) -> Mapping[str, Shot]:
    """What stands in these students' Docs, by student key; they are read side by side."""
    if not docs:
        return {}

    def shot(one: tuple[Student, File]) -> tuple[str, Shot]:
        student, file = one
        try:
            text = text_of(keeper.read(file.id).blocks)
            return student.key, Shot(text, google.drive.revision(file.id))
        except GoogleError as error:
            return student.key, Shot(failed=f"closed, but not read: {error}")

    taken = dict(side_by_side(shot, docs, workers=google.workers))
    counts = _counts(plan, docs, replace(google, docs=keeper))
    return {key: replace(one, counts=None if one.failed else counts.get(key)) for key, one in taken.items()}


def _counts(plan: Plan, docs: Iterable[tuple[Student, File]], google: Google) -> Mapping[str, Counts]:
    """The goals of these students in numbers, as a sync would read them."""
    now = {file.id: file for _, file in docs}
    files = found(now.get(file.id, file) for file in plan.view.found.all)
    desk = Desk.with_book(plan.cohort, plan.students, files, plan.book, plan.terms.today)
    collected = desk.collect([student for student, _ in docs], google)
    return {
        one.shown.case.student.key: counted(one.shown.goals, plan.cohort.expected.sections, plan.terms.today)
        for one in collected.subjects
    }
