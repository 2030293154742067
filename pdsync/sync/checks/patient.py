"""What the doctor looks at: questions that are asked once, each with an answer or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from pdsync.errors import PdsyncError
from pdsync.goals.cohort import CsvRoster
from pdsync.sync.found import Found, found

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Student
    from pdsync.sync.ports import Google

Answer = TypeVar("Answer")


class Way(StrEnum):
    """How pdsync is signed in."""

    PERSON = "person"
    SERVICE = "service account"
    VISITOR = "visitor of a sandbox"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A sign-in as the service takes it now.

    `since`: when it was begun; `ends`: when it is over, None if that is not known; `fast`: by how many seconds this
    machine's clock is ahead of the service's, None if it did not say.
    """

    account: str
    way: Way
    since: datetime | None = None
    ends: datetime | None = None
    fast: float | None = None
    acts_for: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """How far a sign-in goes, by the scopes' short names; `lacking` with the reason why each is needed."""

    granted: tuple[str, ...]
    lacking: tuple[tuple[str, str], ...] = ()
    needless: tuple[str, ...] = ()


class Examiner(Protocol):
    """The sign-in and the service, looked at from outside."""

    def sign_in(self) -> SignedIn:
        """The sign-in, tried out. Raises NotSignedIn, Unreachable or GoogleError."""

    def access(self) -> Access:
        """What the sign-in allows, beside what the config needs."""

    def api(self, name: str) -> None:
        """Ask `drive`, `docs` or `sheets` something harmless. Raises what they refuse with."""


class Asked(Generic[Answer]):
    """A question that is asked once: `value` None means that there is no answer, and `error` says why."""

    def __init__(self, ask: Callable[[], Answer]) -> None:
        self._ask = ask

    @cached_property
    def _both(self) -> tuple[Answer | None, PdsyncError | None]:
        try:
            return self._ask(), None
        except PdsyncError as error:
            return None, error

    @property
    def value(self) -> Answer | None:
        """The answer."""
        return self._both[0]

    @property
    def error(self) -> PdsyncError | None:
        """Why there is none."""
        return self._both[1]


@dataclass(frozen=True)
class Patient:
    """One config being looked at. `source`: what its file is called; `now`: the moment."""

    source: str
    load: Callable[[], Cohort]
    students_of: Callable[[Cohort, Google | None], tuple[Student, ...]]
    examiner_of: Callable[[Cohort], Examiner]
    google_of: Callable[[Cohort], Google]
    today_of: Callable[[Cohort], date]
    now: datetime

    @cached_property
    def cohort(self) -> Asked[Cohort]:
        """The config, read."""
        return Asked(self.load)

    @cached_property
    def examiner(self) -> Asked[Examiner]:
        """Who looks at the sign-in."""
        return Asked(lambda: self.examiner_of(self._sure()))

    @cached_property
    def signed_in(self) -> Asked[SignedIn]:
        """The sign-in, tried out."""
        return Asked(lambda: _given(self.examiner).sign_in())

    @cached_property
    def google(self) -> Asked[Google]:
        """The ports, if somebody is signed in."""

        def ask() -> Google:
            _given(self.signed_in)
            return self.google_of(self._sure())

        return Asked(ask)

    @cached_property
    def files(self) -> Asked[Found]:
        """What Drive lists of the cohort."""
        return Asked(lambda: found(_given(self.google).drive.marked(self._sure().key)))

    @cached_property
    def students(self) -> Asked[tuple[Student, ...]]:
        """Who is on the roster."""

        def ask() -> tuple[Student, ...]:
            cohort = self._sure()
            return self.students_of(cohort, None if isinstance(cohort.roster, CsvRoster) else _given(self.google))

        return Asked(ask)

    def _sure(self) -> Cohort:
        return _given(self.cohort)


class Untold(PdsyncError):
    """There is no answer, because another question has none; the reason was told there."""


def _given(asked: Asked[Answer]) -> Answer:
    if asked.value is None:
        raise Untold("", hint="")
    return asked.value
