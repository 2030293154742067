"""The one retry rule: reads again, writes only where they surely did not happen, everything else is unclear."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from pdsync.clients.quota import Bucket, Cost
from pdsync.clients.transport import Lost, NotSent
from pdsync.errors import GoogleError, QuotaSpent, Unclear, Unreachable

if TYPE_CHECKING:
    from pdsync.clients.quota import Pacer

Result = TypeVar("Result")

RATE_REASONS = frozenset({"userRateLimitExceeded", "rateLimitExceeded", "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED"})
SHARING_LIMIT = "sharingRateLimitExceeded"
DAILY = frozenset({"dailyLimitExceeded", "quotaExceeded"})


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
        "drive.about.get": Rule(Twice.READS, {Bucket.DRIVE_UNITS: 5}),
        "drive.files.create": Rule(Twice.MAKES, _edit()),
        "drive.files.copy": Rule(Twice.MAKES, _edit()),
        "drive.files.update": Rule(Twice.SAME, _edit()),
        "drive.permissions.list": Rule(Twice.READS, {Bucket.DRIVE_UNITS: 5}),
        "drive.permissions.create": Rule(Twice.MAKES, _edit()),
        "drive.permissions.delete": Rule(Twice.SAME, _edit()),
        "docs.documents.get": Rule(Twice.READS, {Bucket.DOCS_READS: 1}),
        "docs.documents.batchUpdate": Rule(Twice.MAKES, {Bucket.DOCS_WRITES: 1}),
        "docs.documents.batchUpdate:fill": Rule(Twice.SAME, {Bucket.DOCS_WRITES: 1}),
        "sheets.spreadsheets.get": Rule(Twice.READS, {Bucket.SHEETS_READS: 1}),
        "sheets.spreadsheets.values.get": Rule(Twice.READS, {Bucket.SHEETS_READS: 1}),
        "sheets.spreadsheets.batchUpdate": Rule(Twice.MAKES, {Bucket.SHEETS_WRITES: 1}),
    }
)
"""Every method that pdsync calls. `documents.batchUpdate:fill` is a replacement of text that leaves none to replace."""


class Refused(Exception):
    """A whole answer that says no; `wait` is what its Retry-After asks for, in seconds."""

    def __init__(self, error: GoogleError, *, wait: float = 0.0) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait = wait


class Patience:
    """Makes calls under the rule: at the quota's pace, again where that is safe, and not for ever.

    `tries`: how often at most; `first`, `longest`: seconds of the first and the longest pause, which doubles and
    jitters between them.
    """

    def __init__(
        self,
        pacer: Pacer,
        *,
        sleep: Callable[[float], None],
        tries: int = 7,
        first: float = 0.5,
        longest: float = 64.0,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._pacer, self._sleep, self._chance = pacer, sleep, chance
        self._tries, self._first, self._longest = tries, first, longest

    def carry(self, method: str, send: Callable[[], Result]) -> Result:
        """What `send` returns in the end. It raises NotSent, Lost or Refused; what leaves here are pdsync's errors."""
        rule = RULES[method]
        for attempt in range(1, self._tries + 1):
            self._pacer.spend(rule.cost)
            try:
                return send()
            except (NotSent, Lost, Refused) as failure:
                pause = self._verdict(rule, failure, last=attempt == self._tries)
            wait = max(pause, min(self._first * 2 ** (attempt - 1), self._longest) * (0.5 + self._chance() / 2))
            if pause >= 0 and isinstance(failure, Refused) and _of_rate(failure.error):
                self._pacer.hold(rule.cost, wait)
            self._sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _verdict(self, rule: Rule, failure: NotSent | Lost | Refused, *, last: bool) -> float:
        """Seconds to wait at least before trying again; raises when it must not or need not be tried again."""
        match failure:
            case NotSent():
                if last:
                    raise UNREACHABLE() from failure
                return 0.0
            case Lost():
                if rule.twice is Twice.MAKES:
                    raise Unclear("The answer to a change was lost on the way.") from failure
                if last:
                    raise UNREACHABLE() from failure
                return 0.0
            case Refused(error=error, wait=wait):
                return self._refused(rule, error, wait, failure, last=last)

    def _refused(self, rule: Rule, error: GoogleError, wait: float, failure: Refused, *, last: bool) -> float:
        if _of_rate(error):
            if last:
                raise QuotaSpent(str(error), hint=error.hint, status=error.status, reason=error.reason) from failure
            return wait
        if error.status >= 500 or error.status == 408:
            if error.status == 501:
                raise error from failure
            if rule.twice is Twice.MAKES:
                message = "Google stumbled over a change, and may have made it or not."
                raise Unclear(message, status=error.status, reason=error.reason) from failure
            if last:
                raise error from failure
            return wait
        raise error from failure


def UNREACHABLE() -> Unreachable:  # noqa: N802 - reads as the constant sentence that it is
    """Nothing answered."""
    return Unreachable(
        "Google does not answer.", hint="check the connection, then run the same command again; nothing is lost"
    )


def _of_rate(error: GoogleError) -> bool:
    """Whether this refusal only asks to come back later; a limit on sharing lasts too long to be waited out."""
    if error.reason == SHARING_LIMIT or error.reason in DAILY:
        return False
    return error.status == 429 or (error.status == 403 and error.reason in RATE_REASONS)
