"""What commands share before they call a verb: cohorts from their configs, the connection to Google, what day it is."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.command import DEFAULT
from pdsync.cli.telling import Spoken

if TYPE_CHECKING:
    from pdsync.cli.telling import Log
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.ports import Google


def each_cohort(configs: Sequence[Path], work: Callable[[Cohort], int], log: Log | None = None) -> int:
    """Do the work for every cohort; one that fails does not stop the others. The gravest exit code."""
    at_pace()
    log, codes = log or Spoken(several=len(configs) > 1), []
    for config in configs:
        cohort = None
        try:
            cohort = _cohort(config)
            log.begins(cohort)
            codes.append(work(cohort))
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            codes.append(log.failed(config, cohort, error))
    return log.ended(codes)


def at_pace(*, objects: int = 50_000) -> None:
    """Set Python up for many calls at once.

    It looks less often for objects that only hold each other, after so many new `objects`: there are few, and a look
    takes up to 100 ms. A thread whose answer has come gets its turn sooner while another one works.
    """
    gc.freeze()
    gc.set_threshold(objects, 10, 10)
    sys.setswitchinterval(0.002)


def _cohort(config: Path) -> Cohort:
    from pdsync.clients.wallet import home
    from pdsync.config import load

    return load(config, known=home() / "configs")


def cohort_if_any(config: Path) -> Cohort | None:
    """The cohort, or None if no config was named and there is none in this folder."""
    return _cohort(config) if str(config) != DEFAULT or config.exists() else None


def day_of(cohort: Cohort, today: date | None) -> date:
    """The day given, else the day it is now where the cohort lives."""
    from zoneinfo import ZoneInfo

    return today or datetime.now(ZoneInfo(cohort.calendar.tz)).date()


def moment() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def google_of(cohort: Cohort) -> Google:
    """The connection to Google, or to the sandbox, as the cohort's config says."""
    from pdsync.clients.connect import connect
    from pdsync.clients.scopes import needs_of

    return connect(cohort.google, needs=needs_of(cohort))


def students_of(cohort: Cohort, google: Google | None = None) -> tuple[Student, ...]:
    """The cohort's students, from its CSV file or its Google Sheet."""
    from pdsync.goals.cohort import CsvRoster
    from pdsync.roster import read_file, rows_to_students

    roster = cohort.roster
    if isinstance(roster, CsvRoster):
        return read_file(roster.path)
    rows = (google or google_of(cohort)).sheets.values(roster.id, roster.tab)
    return rows_to_students(rows, source=f"roster Sheet {roster.tab}".rstrip())
