"""How much access pdsync asks for: the files that it makes itself, and more only where the config needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pdsync.goals.cohort import CsvRoster, DocTemplate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pdsync.goals.cohort import Cohort

ROOT = "https://www.googleapis.com/auth/"
OWN_FILES = ROOT + "drive.file"
SEE_FILES = ROOT + "drive.readonly"
SEE_SHEETS = ROOT + "spreadsheets.readonly"
ALL_FILES = ROOT + "drive"

COVERS = {ALL_FILES: {OWN_FILES, SEE_FILES, SEE_SHEETS}, SEE_FILES: {SEE_SHEETS}}
"""What is allowed along with a scope."""
KNOWN = frozenset({OWN_FILES, SEE_FILES, SEE_SHEETS, ALL_FILES})
"""Every scope that pdsync may ask for."""


@dataclass(frozen=True, slots=True)
class Need:
    """A scope, and why it is needed, as the end of a sentence."""

    scope: str
    why: str


BASE = Need(OWN_FILES, "to make, change and share the files that pdsync makes, and to see no others")


def needs_of(cohort: Cohort) -> tuple[Need, ...]:
    """What a cohort needs beyond the files that pdsync makes itself."""
    found = []
    if cohort.google.shared_drive:
        found.append(Need(ALL_FILES, "because the cohort's files lie in a shared drive"))
    if cohort.folder_id:
        found.append(Need(ALL_FILES, "because the folder is one that the school made"))
    if isinstance(cohort.template, DocTemplate):
        found.append(Need(SEE_FILES, "because the template is the school's own"))
    if not isinstance(cohort.roster, CsvRoster):
        found.append(Need(SEE_SHEETS, "because the roster is a Google Sheet of the school's own"))
    return tuple(found)


def least(needs: Iterable[Need]) -> tuple[Need, ...]:
    """The fewest needs that cover all of them, the base first."""
    every = (BASE, *needs)
    covered = {small for need in every for small in COVERS.get(need.scope, ())}
    seen: dict[str, Need] = {}
    for need in every:
        if need.scope not in covered:
            seen.setdefault(need.scope, need)
    return tuple(seen.values())


def lacking(granted: Iterable[str], needs: Iterable[Need]) -> tuple[Need, ...]:
    """The needs that the granted scopes do not cover."""
    have = set(granted)
    have |= {small for scope in have for small in COVERS.get(scope, ())}
    return tuple(need for need in least(needs) if need.scope not in have)
