"""The doctor's work: a table of checks, each a function that gives findings; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pdsync.sync.checks import files, local, service
from pdsync.sync.checks.finding import Finding, Mark, broken, look, ok
from pdsync.sync.checks.patient import Asked, Examiner, Patient, SignedIn

__all__ = ["CHECKS", "Asked", "Examiner", "Finding", "Mark", "Patient", "SignedIn", "broken", "checked", "look", "ok"]

CHECKS: tuple[tuple[str, Callable[[Patient], Iterator[Finding]]], ...] = (
    ("config", local.config),
    ("calendar", local.calendar),
    ("quota", local.quota),
    ("notify", local.notify),
    ("sign-in", service.sign_in),
    ("access", service.access),
    ("drive-api", service.api("drive")),
    ("docs-api", service.api("docs")),
    ("sheets-api", service.api("sheets")),
    ("clock", service.clock),
    ("roster", local.roster),
    ("fields", local.fields),
    ("folder", files.folder),
    ("template", files.template),
    ("docs", files.docs),
    ("sheet", files.sheet),
)
"""Every check by its name, in order. One that needs what is broken finds nothing: what is broken was said before."""


def checked(patient: Patient) -> Iterator[Finding]:
    """Each thing that was found, in the table's order."""
    for name, check in CHECKS:
        for found in check(patient):
            yield found.of(name)
