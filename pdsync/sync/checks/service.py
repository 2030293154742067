"""Checks of the sign-in and of Google: who is signed in, for how long and how far, what is enabled, the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from pdsync.errors import NotSignedIn, PdsyncError
from pdsync.goals.words import in_words, listed
from pdsync.sync.checks.finding import Finding, broken, look, ok, wrong
from pdsync.sync.checks.patient import Untold, Way

if TYPE_CHECKING:
    from datetime import datetime

    from pdsync.sync.checks.patient import Patient, SignedIn

TESTING = timedelta(days=7)
"""After so long a sign-in dies whose app is in testing: one that is older is an app's that was published."""
SOON = timedelta(days=2)
OFF = 300
"""Seconds that a clock may be wrong before something is refused for it."""
PUBLISH = "publish the app (pdsync help page google, step 3), then: pdsync login"
SET_CLOCK = "set this machine's clock (Date and time › set automatically)"


def sign_in(patient: Patient) -> Iterator[Finding]:
    """Somebody is signed in, and Google takes it."""
    for asked in (patient.examiner, patient.signed_in):
        if asked.error:
            if not isinstance(asked.error, Untold):
                yield from broken(asked.error)
            return
    if signed := patient.signed_in.value:
        yield from _age(signed, patient.now)


def _age(signed: SignedIn, now: datetime) -> Iterator[Finding]:
    who = f"signed in as {signed.account}" if signed.account else "signed in"
    if signed.way is Way.SERVICE:
        yield ok(f"{who}, a service account" if not signed.acts_for else f"{who}, by domain-wide delegation")
        return
    if signed.way is Way.VISITOR or signed.since is None:
        yield ok(who)
        return
    age = now - signed.since
    who = f"{who} {_ago(age)}"
    ends = signed.ends or signed.since + TESTING
    day = in_words(ends.astimezone().date())
    if signed.ends:
        yield look(f"{who}; this sign-in ends on {day}", PUBLISH)
    elif age > TESTING:
        yield ok(f"{who}; the app is published, so this sign-in lasts as long as it is used")
    elif ends - now <= SOON:
        yield look(f"{who}; if the app is still “in testing”, this sign-in ends on {day}", PUBLISH)
    else:
        yield ok(f"{who}; if the app is still “in testing”, this sign-in ends on {day}")


def _ago(age: timedelta) -> str:
    if age.days < 1:
        return "today" if age < timedelta(hours=12) else "yesterday"
    return f"{age.days} {'day' if age.days == 1 else 'days'} ago"


def access(patient: Patient) -> Iterator[Finding]:
    """The sign-in goes as far as the config needs, and no further."""
    if patient.signed_in.value is None or (examiner := patient.examiner.value) is None:
        return
    found = examiner.access()
    if patient.signed_in.value.way is Way.VISITOR:
        yield ok(f"{listed(found.granted)}: a sandbox has nothing to hide")
        return
    for scope, why in found.lacking:
        words = f"{scope} is needed {why}, and this sign-in does not allow it"
        yield wrong(words, "pdsync login, and tick every box", code=NotSignedIn.exit_code)
    if found.lacking:
        return
    if found.needless:
        words = f"allowed are {listed(found.granted)}; this config does not need {listed(found.needless)}"
        yield look(words, "pdsync logout, then: pdsync login (unless another config needs it)")
    else:
        yield ok(f"{listed(found.granted)}: what this config needs, and no more")


def api(name: str) -> Callable[[Patient], Iterator[Finding]]:
    """The check of one API: it is enabled, and answers."""

    def check(patient: Patient) -> Iterator[Finding]:
        if patient.signed_in.value is None or (examiner := patient.examiner.value) is None:
            return
        try:
            examiner.api(name)
        except PdsyncError as error:
            yield from broken(error)
        else:
            yield ok(f"the Google {name.capitalize()} API is enabled and answers")

    return check


def clock(patient: Patient) -> Iterator[Finding]:
    """The clock of this machine goes as Google's does."""
    signed = patient.signed_in.value
    if signed is None or signed.fast is None:
        return
    if abs(signed.fast) < OFF:
        yield ok("this machine's clock is right")
        return
    size = timedelta(seconds=round(abs(signed.fast)))
    yield look(
        f"this machine's clock is {size} {'fast' if signed.fast > 0 else 'slow'} (hours:minutes:seconds)", SET_CLOCK
    )
