"""The one retry rule: reads again, writes only where they surely did not happen, everything else is unclear."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from pdsync.clients.pool import Lost, NotSent
from pdsync.clients.quota import Bucket, Cost
from pdsync.clients.refusals import RATE_REASONS
from pdsync.errors import GoogleError, QuotaSpent, Unclear

if TYPE_CHECKING:
    from pdsync.clients.quota import Pacer
    from pdsync.errors import Unreachable

Result = TypeVar("Result")

SHARING_LIMIT = "sharingRateLimitExceeded"
DAILY = frozenset({"dailyLimitExceeded", "quotaExceeded"})
STRANGER = 3
"""How often to knock where nobody has ever answered."""

TOO_LONG = 150.0
"""Seconds that nobody wants to wait before one call."""


class Twice(StrEnum):
    """What becomes of a call that is made twice."""

    READS = "reads"
    SAME = "same"
    """A write that says how things shall be: doing it twice is doing it once."""
    MAKES = "makes"
    """A write that makes something: doing it twice makes two."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a method of Google's spends, and what becomes of it when it is called twice."""

    twice: Twice
    cost: Cost


def _edit(units: int = 50) -> Cost:
    return {Bucket.DRIVE_UNITS: units, Bucket.DRIVE_WRITES: 1}


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "drive.files.list": Rule(Twice.READS, {Bucket.DRIVE_UNITS: 100}),
        "drive.files.get": Rule(Twice.READS, {Bucket.DRIVE_UNITS: 5}),
        "drive.files.export": Rule(Twice.READS, {Bucket.DRIVE_UNITS: 200}),
        "drive.about.get": Rule(Twice.READS, {Bucket.DRIVE_UNITS: 5}),
        "drive.files.create": Rule(Twice.MAKES, _edit()),
        "drive.files.copy": Rule(Twice.MAKES, _edit()),
        "drive.files.update": Rule(Twice.SAME, _edit()),
        "drive.comments.list": Rule(Twice.READS, {Bucket.DRIVE_UNITS: 5}),
        "drive.revisions.list": Rule(Twice.READS, {Bucket.DRIVE_UNITS: 5}),
        "drive.permissions.list": Rule(Twice.READS, {Bucket.DRIVE_UNITS: 5}),
        "drive.permissions.create": Rule(Twice.MAKES, _edit()),
        "drive.permissions.update": Rule(Twice.SAME, _edit()),
        "drive.permissions.delete": Rule(Twice.SAME, _edit()),
        "docs.documents.get": Rule(Twice.READS, {Bucket.DOCS_READS: 1}),
        "docs.documents.batchUpdate": Rule(Twice.MAKES, {Bucket.DOCS_WRITES: 1}),
        "docs.documents.batchUpdate:fill": Rule(Twice.SAME, {Bucket.DOCS_WRITES: 1}),
        "sheets.spreadsheets.get": Rule(Twice.READS, {Bucket.SHEETS_READS: 1}),
        "sheets.spreadsheets.values.get": Rule(Twice.READS, {Bucket.SHEETS_READS: 1}),
        "sheets.spreadsheets.values.batchGet": Rule(Twice.READS, {Bucket.SHEETS_READS: 1}),
        "sheets.spreadsheets.batchUpdate": Rule(Twice.MAKES, {Bucket.SHEETS_WRITES: 1}),
        "sheets.spreadsheets.batchUpdate:turn": Rule(Twice.SAME, {Bucket.SHEETS_WRITES: 1}),
    }
)
"""Every method that pdsync calls. `:fill` leaves no text to replace; `:turn` is refused the second time."""


class Refused(Exception):
    """A whole answer that says no; `wait` is what its Retry-After asks for, in seconds."""

    def __init__(self, error: GoogleError, *, wait: float = 0.0) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait = wait


class Patience:
    """Makes calls under the rule: at the quota's pace, again where that is safe, and not for ever.

    `nobody`: the error that says that nothing answers. Pauses double from `first` to `longest` seconds, and jitter; a
    limit of Google's is waited out from four times `first` on, because it lasts up to a minute.
    """

    def __init__(
        self,
        pacer: Pacer,
        *,
        sleep: Callable[[float], None],
        nobody: Callable[[], Unreachable],
        tries: int = 7,
        first: float = 0.5,
        longest: float = 64.0,
        chance: Callable[[], float] | None = None,
    ) -> None:
        self._pacer, self._sleep, self._nobody, self._chance = pacer, sleep, nobody, chance or _chance
        self._tries, self._first, self._longest = tries, first, longest
        self._answered = False

    def carry(self, method: str, send: Callable[[], Result]) -> Result:
        """What `send` returns in the end. It raises NotSent, Lost or Refused; what leaves here are pdsync's errors."""
        rule = RULES[method]
        attempt = 0
        while True:
            attempt += 1
            self._pacer.spend(rule.cost)
            try:
                result = send()
            except (NotSent, Lost, Refused) as failure:
                self._answered |= not isinstance(failure, NotSent)
                self._wait(rule, failure, attempt)
            else:
                self._answered = True
                return result

    def _wait(self, rule: Rule, failure: NotSent | Lost | Refused, attempt: int) -> None:
        """Sleep before the next try; raises when there must or need be none."""
        asked = self._verdict(rule, failure, last=attempt >= (self._tries if self._answered else STRANGER))
        held = isinstance(failure, Refused) and of_rate(failure.error)
        pause = min(self._first * 2 ** (attempt - 1) * (4 if held else 1), self._longest)
        wait = max(asked, pause * (0.5 + self._chance() / 2))
        if held:
            self._pacer.hold(rule.cost, wait)
        else:
            self._sleep(wait)

    def _verdict(self, rule: Rule, failure: NotSent | Lost | Refused, *, last: bool) -> float:
        """Seconds to wait at least before trying again; raises when it must not or need not be tried again."""
        if isinstance(failure, NotSent):
            if last:
                raise self._nobody() from failure
            return 0.0
        if isinstance(failure, Refused):
            return _refused(rule, failure, last=last)
        if rule.twice is Twice.MAKES:
            raise Unclear("The answer to a change was lost on the way.") from failure
        if last:
            raise self._nobody() from failure
        return 0.0


def _chance() -> float:
    from random import random

    return random()


def _refused(rule: Rule, failure: Refused, *, last: bool) -> float:
    error = failure.error
    if of_rate(error):
        if last or failure.wait > TOO_LONG:
            raise QuotaSpent(str(error), hint=error.hint, status=error.status, reason=error.reason) from failure
        return failure.wait
    if error.status != 408 and (error.status < 500 or error.status == 501):
        raise error from failure
    if rule.twice is Twice.MAKES:
        message = "Google stumbled over a change, and may have made it or not."
        raise Unclear(message, status=error.status, reason=error.reason) from failure
    if last:
        raise error from failure
    return failure.wait


def of_rate(error: GoogleError) -> bool:
    """Whether this refusal only asks to come back later; a limit on sharing lasts too long to be waited out."""
    if error.reason == SHARING_LIMIT or error.reason in DAILY:
        return False
    return error.status == 429 or error.reason in RATE_REASONS
