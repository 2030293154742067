"""How a run over cohorts is told while it goes on: in sentences, by default."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from pdsync.cli.boundary import told

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.publish import Done


FOUND = 10
"""What was asked for was found, as with `flags --fail-on`: nothing failed."""


class Log(Protocol):
    """Whom a run tells what happens, cohort by cohort."""

    def begins(self, cohort: Cohort) -> None:
        """A cohort's turn begins."""

    def synced(self, cohort: Cohort, students: Sequence[Student], done: Done) -> int:
        """A cohort was synced; the exit code that this means."""

    def failed(self, config: Path, cohort: Cohort | None, error: Exception) -> int:
        """A cohort's turn ended early, or (None) its config could not be read; the exit code that this means."""

    def ended(self, codes: Sequence[int], *, at_least: int = 0) -> int:
        """The run is over, and each cohort's exit code was this; the exit code of the whole run, no less than that."""


class Spoken:
    """Sentences: results on stdout, unless it is to be quiet; all else on stderr."""

    def __init__(self, *, several: bool = False, quiet: bool = False) -> None:
        self._several, self._quiet = several, quiet
        self._heading = ""

    def begins(self, cohort: Cohort) -> None:
        """The cohort's name, if there are others; a quiet run names it when there is something to say."""
        self._heading = f"{cohort.name}:"
        if not self._quiet:
            self._head()

    def synced(self, cohort: Cohort, students: Sequence[Student], done: Done) -> int:
        """What was done; what failed."""
        if not self._quiet:
            click.echo(str(done))
        for problem in done.problems:
            self._head()
            click.echo(problem, err=True)
        return 1 if done.problems else 0

    def failed(self, config: Path, cohort: Cohort | None, error: Exception) -> int:
        """What went wrong, and the next command."""
        if cohort is None:
            self._heading = f"{config}:"
        self._head()
        return told(error)

    def ended(self, codes: Sequence[int], *, at_least: int = 0) -> int:
        """How many cohorts are done, if there are several."""
        undone = sum(code not in (0, FOUND) for code in codes)
        if self._several and (undone or not self._quiet):
            rest = f", {undone} not; see above" if undone else ""
            click.echo(f"{len(codes) - undone} of {len(codes)} cohorts are done{rest}.", err=True)
        return max(at_least, *codes, key=_gravity)

    def _head(self) -> None:
        if self._several and self._heading:
            click.echo(self._heading, err=True)
        self._heading = ""


def _gravity(code: int) -> float:
    """How grave an exit code is: a failure hides that something was found."""
    return 0.5 if code == FOUND else code
