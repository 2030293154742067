"""The log of a job: one JSON object a line on stderr. No student's name or words, no address, no token is in it."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pdsync import __version__
from pdsync.cli.boundary import OWN_FAULT
from pdsync.errors import PdsyncError
from pdsync.goals.notice import GOOD_NEWS, plain
from pdsync.sync.openly import openly, without_addresses

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.publish import Done


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of line: its name, its level, what it means, and its fields beside time, level and event."""

    name: str
    level: str
    meaning: str
    fields: tuple[str, ...]


EVENTS = (
    Event("run-started", "info", "A run begins.", ("version", "cohorts")),
    Event("cohort-started", "info", "A cohort's turn begins.", ("cohort",)),
    Event(
        "cohort-synced",
        "info",
        "A cohort's Sheet is up to date, as far as its Docs could be read.",
        ("cohort", "counts", "new_flags", "good_news", "seconds", "dry_run", "sheet"),
    ),
    Event("doc-failed", "warning", "One student's Doc could not be read.", ("cohort", "student", "problem")),
    Event(
        "cohort-failed",
        "error",
        "A cohort was not synced; the others are all the same.",
        ("cohort", "problem", "kind", "next", "exit_code", "seconds"),
    ),
    Event("message-sent", "info", "A message about the run went out.", ("channel",)),
    Event("message-failed", "error", "A message could not be sent; the sync is done.", ("problem", "next")),
    Event("run-ended", "info", "A run is over.", ("cohorts", "undone", "exit_code", "seconds")),
)
"""Every kind of line."""

FIELDS: Mapping[str, str] = {
    "time": "when, in UTC",
    "level": "info, warning or error",
    "event": "one of the events below",
    "version": "pdsync's",
    "cohorts": "how many there are in the run",
    "undone": "how many of them did not end with exit code 0",
    "cohort": "its name; of one whose config could not be read, the file's",
    "counts": "docs, read (this time), cells (that changed), problems, flags (new ones)",
    "new_flags": "by kind, the roster keys of the students who have a flag that the last sync did not know of",
    "good_news": "how many of each kind of good news there is",
    "seconds": "how long it took",
    "dry_run": "true: nothing was written",
    "sheet": "the Sheet's address",
    "student": "a roster key",
    "problem": "a sentence",
    "kind": "the failure's name in pdsync",
    "next": "the next command to type",
    "exit_code": "as in `pdsync sync --help`",
    "channel": "`email` or `webhook`",
}
"""Every field of a line and what it holds."""


class Lines:
    """A log for jobs."""

    def __init__(self, *, cohorts: int, quiet: bool, now: Callable[[], datetime]) -> None:
        self._quiet, self._now = quiet, now
        self._start = self._turn = time.monotonic()
        self.say("run-started", version=__version__, cohorts=cohorts)

    def say(self, event: str, *, level: str = "", **fields: Any) -> None:
        """Write a line."""
        usual = next(one for one in EVENTS if one.name == event)
        moment = self._now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = {"time": moment, "level": level or usual.level, "event": event, **fields}
        click.echo(json.dumps(line, ensure_ascii=False), err=True)

    def begins(self, cohort: Cohort) -> None:
        """A cohort's turn begins."""
        self._turn = time.monotonic()
        self.say("cohort-started", cohort=plain(cohort.name))

    def synced(self, cohort: Cohort, students: Sequence[Student], done: Done) -> int:
        """Counts and keys; the result for people goes to stdout, unless it is to be quiet."""
        if not self._quiet:
            click.echo(str(done))
        name = plain(cohort.name)
        for failure in done.failures:
            self.say("doc-failed", cohort=name, student=failure.student, problem=without_addresses(failure.why))
        flags: dict[str, list[str]] = defaultdict(list)
        for flag in done.flags:
            flags[flag.kind].append(flag.student)
        counts = {"docs": done.docs, "read": done.read, "cells": done.cells, "problems": len(done.problems)}
        good = Counter(change.kind for change in done.changes if change.kind in GOOD_NEWS)
        self.say(
            "cohort-synced",
            level="warning" if done.problems else "",
            cohort=name,
            counts={**counts, "flags": len(done.flags)},
            new_flags={kind: list(dict.fromkeys(keys)) for kind, keys in flags.items()},
            good_news=dict(good),
            seconds=self._since(self._turn),
            dry_run=done.dry_run,
            sheet=done.link,
        )
        return 1 if done.problems else 0

    def failed(self, config: Path, cohort: Cohort | None, error: Exception) -> int:
        """What went wrong, and the next command."""
        code = error.exit_code if isinstance(error, PdsyncError) else OWN_FAULT
        problem, hint = openly(error)
        self.say(
            "cohort-failed",
            cohort=plain(cohort.name if cohort else config.name),
            problem=problem,
            kind=type(error).__name__,
            next=hint,
            exit_code=code,
            seconds=self._since(self._turn),
        )
        return code

    def ended(self, codes: Sequence[int], *, at_least: int = 0) -> int:
        """The run is over."""
        code, undone = max(at_least, *codes), sum(one != 0 for one in codes)
        level = "error" if code > 1 else "warning" if code else ""
        self.say(
            "run-ended",
            level=level,
            cohorts=len(codes),
            undone=undone,
            exit_code=code,
            seconds=self._since(self._start),
        )
        return code

    @staticmethod
    def _since(start: float) -> float:
        return round(time.monotonic() - start, 3)
