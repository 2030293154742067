"""The sign-in and the service looked at from outside, for the doctor: each API is asked something harmless."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pdsync.clients.answering import Answer
from pdsync.clients.auth import Keyring, Service, Visitor, account_of, keyring_of
from pdsync.clients.exchange import ABOUT
from pdsync.clients.hours import skew
from pdsync.clients.line import Line
from pdsync.clients.pool import Lost, NotSent
from pdsync.clients.quota import Pacer
from pdsync.clients.refusals import refusal
from pdsync.clients.retry import Patience
from pdsync.clients.scopes import lacking, least
from pdsync.clients.transport import Door, Transport
from pdsync.errors import GoogleError
from pdsync.sync.checks.patient import Access, SignedIn, Way

if TYPE_CHECKING:
    from pdsync.clients.pool import Limits
    from pdsync.clients.scopes import Need
    from pdsync.goals.cohort import GoogleSettings

NOWHERE = "1pdsyncDoctorAsksWhetherThisAPIisEnabled0000"
"""An id that no Doc and no Sheet has: an API that is enabled says so, one that is not says that."""

QUESTIONS = {
    "drive": ("drive.about.get", {"fields": "user(emailAddress)"}),
    "docs": ("docs.documents.get", {"documentId": NOWHERE}),
    "sheets": ("sheets.spreadsheets.get", {"spreadsheetId": NOWHERE}),
}
OFF = frozenset(
    {"SERVICE_DISABLED", "accessNotConfigured", "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions"}
)
"""Reasons for which an API is of no use; another refusal of a file that nobody has shows that it works."""
ANSWERED = (400, 403, 404)
"""The statuses of such a refusal."""


class Examiner:
    """One account, looked at. Raises NotSignedIn when there is none."""

    def __init__(
        self,
        settings: GoogleSettings,
        needs: Iterable[Need],
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        limits: Limits | None = None,
    ) -> None:
        self._settings, self._needs, self._clock = settings, tuple(needs), clock
        self._door = Door(settings.endpoint, limits=limits)
        self._account = account_of(settings, self._door, self._needs)
        visitor = isinstance(self._account, Visitor)
        self._keyring = keyring_of(settings, self._door, self._needs) if visitor else Keyring(self._account)
        self._transport = Transport(self._door, self._keyring)
        pacer = Pacer(settings.quotas, clock=time.monotonic, sleep=sleep)
        self._line = Line(self._transport, Patience(pacer, sleep=sleep, nobody=self._door.nobody))

    def sign_in(self) -> SignedIn:
        """The sign-in, tried out: a token that is no good any more is renewed, or NotSignedIn says why it cannot be."""
        answer = self._about()
        if answer.status == 401:
            raise refusal(401, answer.body)
        kept = self._keyring.kept
        return SignedIn(
            account=kept.account,
            way=self._way(),
            since=_moment(kept.since),
            ends=_moment(kept.ends),
            fast=skew(answer.headers, self._clock()),
            acts_for=self._settings.subject,
        )

    def _about(self) -> Answer:
        try:
            return self._transport.send("GET", ABOUT)
        except (NotSent, Lost) as failure:
            raise self._door.nobody() from failure

    def _way(self) -> Way:
        if isinstance(self._account, Service):
            return Way.SERVICE
        return Way.VISITOR if isinstance(self._account, Visitor) else Way.PERSON

    def access(self) -> Access:
        """What the sign-in allows, beside what the config needs."""
        granted = self._keyring.kept.scopes
        if isinstance(self._account, Visitor):
            return Access(_short(granted))
        if isinstance(self._account, Service):
            return Access(_short(self._account.scopes))
        wanted = {need.scope for need in least(self._needs)}
        missing = tuple((_name(need.scope), need.why) for need in lacking(granted, self._needs)) if granted else ()
        return Access(_short(granted), missing, _short(set(granted) - wanted))

    def api(self, name: str) -> None:
        """Ask an API something harmless. Raises what it refuses with, if that means that it is of no use."""
        method, asked = QUESTIONS[name]
        try:
            self._line.ask(method, asked)
        except GoogleError as error:
            if error.reason in OFF or error.status not in ANSWERED:
                raise


def _moment(seconds: float) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def _name(scope: str) -> str:
    return scope.rsplit("/", 1)[-1]


def _short(scopes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(map(_name, scopes)))
