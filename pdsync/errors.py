"""Every failure that pdsync foresees: one tree, with its exit code and the next command to type.

PdsyncError
├── UsageError          2  wrong usage
│   └── ConfigError     2  the config, the roster or the template needs mending (all problems at once)
│       └── EmptyRoster 2  there is nobody on the roster
├── NotSignedIn         3  no token, or one that no longer works
├── GoogleError         4  Google refused or cannot be reached
│   ├── Unreachable     4  nothing answered
│   ├── Forbidden       4  this account may not do that
│   ├── NotFound        4  there is no such file, or it is not shared with this account
│   ├── QuotaSpent      4  still over quota after waiting
│   ├── Conflict        4  somebody else wrote in between; nothing was written
│   └── Unclear         4  a write whose outcome is not known; never sent again blindly
├── NotTold             1  a message about a run could not be sent; the run itself is done
└── SafetyStop          5  going on would lose something; --force says it is meant
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing wrong in a file a person wrote: where it is, what it is, and what to write instead."""

    file: str
    line: int | None
    field: str
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class PdsyncError(Exception):
    """A foreseen failure: `str(error)` is a sentence for a person, `hint` the next command to type (or "")."""

    exit_code: ClassVar[int] = 4

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(PdsyncError):
    """Wrong usage of a command."""

    exit_code = 2


class ConfigError(UsageError):
    """The config, the roster or the template needs mending; `complaints` holds every problem found."""

    def __init__(self, complaints: tuple[Complaint, ...], *, hint: str = "") -> None:
        super().__init__("\n".join(map(str, complaints)), hint=hint)
        self.complaints = complaints


class EmptyRoster(ConfigError):
    """There is nobody on the roster: not meant, as a rule, so a sync stops for safety instead."""


class NotSignedIn(PdsyncError):
    """There is no token, or Google no longer takes it."""

    exit_code = 3


class GoogleError(PdsyncError):
    """Google refused; `status` is the HTTP status (0 if none came), `reason` Google's own word for it."""

    exit_code = 4

    def __init__(self, message: str, *, hint: str = "", status: int = 0, reason: str = "") -> None:
        super().__init__(message, hint=hint)
        self.status = status
        self.reason = reason


class Unreachable(GoogleError):
    """Nothing answered, and nothing was done."""


class Forbidden(GoogleError):
    """The account may not do that."""


class NotFound(GoogleError):
    """There is no such file, or it is not shared with this account."""


class QuotaSpent(GoogleError):
    """Still over quota after waiting."""


class Conflict(GoogleError):
    """Somebody else wrote in between, so nothing was written."""


class Unclear(GoogleError):
    """A write was sent and its answer was lost: it may or may not have happened."""


class NotTold(PdsyncError):
    """A message about a run could not be sent; the run itself is done."""

    exit_code = 1


class SafetyStop(PdsyncError):
    """Going on would lose something."""

    exit_code = 5
