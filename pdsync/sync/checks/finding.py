"""What a check finds: ok, worth a look, or broken, with the next command to type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from pdsync.errors import ConfigError, PdsyncError


class Mark(StrEnum):
    """How grave a finding is."""

    OK = "ok"
    LOOK = "look"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's. `next`: what helps, "" if nothing is needed; `code`: the exit code that it means."""

    mark: Mark
    words: str
    next: str = ""
    code: int = 0
    what: str = ""

    def of(self, what: str) -> Finding:
        """The same, as the finding of that check."""
        return replace(self, what=what)


def ok(words: str) -> Finding:
    """All is well."""
    return Finding(Mark.OK, words)


def look(words: str, next: str) -> Finding:
    """Somebody should look at it; everything works so far."""
    return Finding(Mark.LOOK, words, next)


def wrong(words: str, next: str, *, code: int) -> Finding:
    """It does not work; `code` is the exit code that this means."""
    return Finding(Mark.BROKEN, words, next, code)


def broken(error: PdsyncError) -> Iterator[Finding]:
    """What does not work: a finding for each thing in a file that needs mending, else one."""
    if not isinstance(error, ConfigError):
        yield Finding(Mark.BROKEN, str(error), error.hint, error.exit_code)
        return
    for one in error.complaints:
        place = f"{one.file}, line {one.line}" if one.line else one.file
        yield Finding(Mark.BROKEN, str(one), error.hint or f"edit {place}", error.exit_code)
