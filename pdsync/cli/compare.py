"""`pdsync doctor --compare`: the sandbox and the real service asked the same questions, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pdsync.cli.output import Column
from pdsync.errors import GoogleError

if TYPE_CHECKING:
    from pdsync.clients.probes import Probe
    from pdsync.clients.scratch import Scratch
    from pdsync.goals.cohort import Cohort
    from pdsync.sync.ports import Progress


@dataclass(frozen=True, slots=True)
class Compared:
    """One question and both answers."""

    question: str
    settles: str
    sandbox: str
    google: str

    @property
    def same(self) -> bool:
        """Whether the sandbox answers as the service does."""
        return self.sandbox == self.google


COLUMNS: tuple[Column[Compared], ...] = (
    Column("", "same", lambda one: "same" if one.same else "differs"),
    Column("Question", "question", lambda one: one.question, wide=True),
    Column("Sandbox", "sandbox", lambda one: one.sandbox, wide=True),
    Column("Google", "google", lambda one: one.google, wide=True),
    Column("Settles", "settles", lambda one: one.settles),
)


def compared(cohort: Cohort, report: Progress) -> Iterator[Compared]:
    """Every probe asked of the cohort's account and of a sandbox of our own; all scratch files are removed."""
    from pdsync.clients.connect import scratch
    from pdsync.clients.probes import PROBES
    from pdsync.goals.cohort import GoogleSettings
    from pdsync.sandbox import serve

    with serve(quota="off") as box:
        here = replace(GoogleSettings(), endpoint=box.url)
        with scratch(here) as ours, scratch(cohort.google) as theirs:
            for number, probe in enumerate(PROBES, start=1):
                report(number, len(PROBES), "")
                yield Compared(probe.question, probe.settles, _asked(probe, ours), _asked(probe, theirs))
        if theirs.left:
            raise GoogleError(f"These scratch files could not be removed from Drive: {', '.join(theirs.left)}")


def _asked(probe: Probe, scratch: Scratch) -> str:
    try:
        return probe.ask(scratch)
    except (GoogleError, KeyError, IndexError, TypeError) as error:
        return f"no answer: {type(error).__name__} {error}"
