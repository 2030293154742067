"""The sync: Docs read into the cohort Sheet; only what differs is written, at once, in no cells but its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from pdsync.sync.identity import stop_for_swaps
from pdsync.sync.opening import opening
from pdsync.sync.ports import silent
from pdsync.sync.publish_sheet import others, sheet_of
from pdsync.sync.publish_stops import stop_for_students

if TYPE_CHECKING:
    from pdsync.goals.changes import Change
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Flag, Student
    from pdsync.goals.news import Failure
    from pdsync.sync.ports import Google, Progress
    from pdsync.sync.rehearsal import Rehearsal


@dataclass(frozen=True, slots=True)
class Done:
    """What a sync did, or with `dry_run` would do. `str` of it is for people; `problems`: what failed, in sentences.

    `cells`: how many of pdsync's cells in the visible tabs changed; `notes`: what was repaired, and what staff should
    look at; `link`: the Sheet's address. `flags`: those that the last sync did not know of; `failures`: what `problems`
    says, for whoever may not hear names; `plan`: with `dry_run`, the details.
    """

    read: int = 0
    docs: int = 0
    cells: int = 0
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    link: str = ""
    dry_run: bool = False
    flags: tuple[Flag, ...] = ()
    failures: tuple[Failure, ...] = ()
    plan: Rehearsal | None = None

    def __str__(self) -> str:
        lines = [f"{'; '.join(self._parts())}."]
        if self.dry_run:
            lines.insert(0, "Nothing was written. A sync would do this:")
            lines += self._plan()
        lines += self.notes
        return "\n".join([*lines, f"The Sheet: {self.link}"] if self.link else lines)

    def _plan(self) -> Iterator[str]:
        """The details of a dry run."""
        from pdsync.sync.rehearsal import in_words

        if self.plan:
            yield from (f"  {line}" for line in in_words(self.plan))
        if self.changes:
            called = self.plan.called if self.plan else {}
            yield f"  New lines in Changes ({len(self.changes)})"
            yield from (f"    {called.get(one.student, one.student)}: {one.words}" for one in self.changes)

    def _parts(self) -> Iterator[str]:
        others = "" if self.read == self.docs or self.problems else OTHERS[self.read > 0]
        yield f"Read {self.read} of {_count(self.docs, 'Doc')}{others}"
        yield f"{_count(self.cells, 'cell')} changed" if self.cells else "nothing changed in the Sheet"
        kinds = Counter(change.kind for change in self.changes)
        for kind, words in NEWS.items():
            if kinds[kind]:
                yield f"{kinds[kind]} {words[kinds[kind] > 1]}"


OTHERS = (" (none has changed since the last sync)", " (the others have not changed since the last sync)")
"""Why Docs were not read, if none of them or some of them were."""
NEWS = {
    "overdue": ("newly overdue", "newly overdue"),
    "completed": ("goal completed", "goals completed"),
    "complete": ("newly written in full", "newly written in full"),
    "started": ("began to write", "began to write"),
}
"""The changes that the summary counts, in singular and plural."""


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def sync(
    cohort: Cohort,
    students: Sequence[Student],
    google: Google,
    *,
    today: date,
    now: datetime,
    progress: Progress = silent,
    force: bool = False,
    dry_run: bool = False,
    at_once: int = 0,
) -> Done:
    """Bring the cohort Sheet up to date. Writes nothing if nothing changed and the day is not a new one.

    Of two syncs on one machine the second waits; of two on different ones the later to write finds it out, reads the
    Sheet again and writes what is still to be written. No lock is left behind by one that dies.

    A cohort of up to `at_once` students (a thousand, if 0) is written all or none, a larger one part by part.

    Raises SafetyStop where going on would lose something, unless `force` says that it is meant.
    """
    with nullcontext() if dry_run else google.alone(f"sync {cohort.key}"):
        if not force:
            stop_for_students(students)
        with opening(cohort, google) as asked:
            from pdsync.sync.publish_run import AT_ONCE, Run  # loading it takes about as long as Drive's answer

            if not asked.hunch:  # no Sheet is known on this machine, so there are Docs to be read
                from pdsync.sync.collect_docs import load_reader

                load_reader()
            files = asked.files()
            if not force:
                stop_for_swaps(students, files, command="pdsync sync")
            sheet = sheet_of(cohort, google, files, force=force)
            read = asked.read(sheet)
        run = Run(cohort, students, google, files, sheet, today, now, progress, force, at_once or AT_ONCE, opened=read)
        if sheet is None and not dry_run:
            sheet = run.begun()
        total = run.rehearsed() if dry_run or sheet is None else run.written(sheet)
        if sheet and sheet.id != asked.hunch and not dry_run:
            google.keep_sheet(cohort.key, sheet.id)
        also = tuple(others(files, sheet)) if sheet else ()
        link = sheet.link if sheet else ""
        return Done(
            total.read,
            total.docs,
            total.cells,
            tuple(total.changes),
            (*total.notes, *total.offers(), *also),
            tuple(total.problems),
            link,
            dry_run,
            tuple(total.flags),
            tuple(total.failures),
            total.plan,
        )
