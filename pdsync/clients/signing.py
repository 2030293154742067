"""Signing in and out: what will be used is said, who signs in is checked, and the sign-in is kept on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from pdsync.clients import wallet
from pdsync.clients.app import SANDBOX, client_of
from pdsync.clients.auth import Account, Person, Service, Visitor, account_of
from pdsync.clients.exchange import REVOKE
from pdsync.clients.pool import Lost, NotSent
from pdsync.clients.scopes import KNOWN, Need, lacking, least
from pdsync.clients.transport import Door
from pdsync.clients.wallet import Pass
from pdsync.errors import NotSignedIn
from pdsync.goals.cohort import SignIn
from pdsync.goals.words import in_words

if TYPE_CHECKING:
    from pdsync.goals.cohort import GoogleSettings

Say = Callable[[str], None]
ALREADY = "because the sign-in on this machine allows it already"


@dataclass(frozen=True, slots=True)
class Way:
    """How a person gets to the page where they sign in. `account`: the address that is offered there first."""

    say: Say
    open_browser: bool = True
    port: int = 0
    paste: Callable[[], str | None] | None = None
    account: str = ""


def login(
    settings: GoogleSettings,
    *,
    say: Say,
    needs: Iterable[Need] = (),
    open_browser: bool = True,
    port: int = 0,
    paste: Callable[[], str | None] | None = None,
    account: str = "",
    before: str = "",
) -> Pass:
    """Sign in and keep the sign-in on this machine. `say` tells the person what to do.

    `paste`: gives a line that the person types, for a browser on another machine. `account`: the one to sign in as, any
    if ""; `before`: the one that was used so far, which has to be the same unless `account` says otherwise. Raises
    NotSignedIn, and the sign-in that was there stays.
    """
    door, needs = Door(settings.endpoint), tuple(needs)
    one = account_of(settings, door, needs)
    if not isinstance(one, Person):
        say(_used(one))
        try:
            kept = one.renewed(None)
        except NotSignedIn:
            if not isinstance(one, Visitor):
                raise
        else:
            wallet.save(one.path, kept)
            return kept
    kept = _by_person(door, one, needs, Way(say, open_browser, port, paste, account or before))
    _check(kept, needs, account=account, before=before)
    wallet.save(one.path, kept)
    return kept


def _used(account: Account) -> str:
    """What will be used to sign in, in words."""
    if not isinstance(account, Service):
        return "Signing in to the sandbox, as a member of staff."
    scopes = ", ".join(scope.rsplit("/", 1)[-1] for scope in account.scopes)
    if account.settings.subject:
        return f"The service account acts for {account.settings.subject}, by domain-wide delegation, with {scopes}."
    return f"The service account signs in for itself with {scopes}, because it sees only what is shared with it."


def _by_person(door: Door, account: Account, needs: tuple[Need, ...], way: Way) -> Pass:
    """The sign-in that a person makes; what the sign-in so far allows is asked for again, for other configs' sake."""
    from pdsync.clients import consent

    settings = account.settings if isinstance(account, Person) else None
    client = client_of(settings.client_secret if settings else None, sandbox=bool(door.endpoint))
    there = wallet.load(account.path)
    kept_on = [Need(scope, ALREADY) for scope in (there.scopes if there else ()) if scope in KNOWN]
    wanted = least((*needs, *kept_on))
    for need in wanted:
        way.say(f"pdsync asks for {need.scope.rsplit('/', 1)[-1]} {need.why}.")
    return consent.signed_in(door, client, [need.scope for need in wanted], way)


def _check(kept: Pass, needs: tuple[Need, ...], *, account: str, before: str) -> None:
    """Raise NotSignedIn if a box was left unticked, or somebody else signed in than should."""
    if missing := lacking(kept.scopes, needs):
        raise NotSignedIn(
            f"A box was left unticked: pdsync needs {missing[0].scope.rsplit('/', 1)[-1]} {missing[0].why}.",
            hint="pdsync login, and tick every box",
        )
    got, wanted = kept.account.casefold(), (account or before).casefold()
    if not got or not wanted or got == wanted:
        return
    if account:
        raise NotSignedIn(
            f"{kept.account} signed in, and not {account}; nothing was changed.",
            hint=f"pdsync login --account {account}, and choose {account} in the browser",
        )
    raise NotSignedIn(
        f"{kept.account} signed in, but so far {before} was used. Another account does not see what pdsync made with "
        "that one, so nothing was changed.",
        hint=f"pdsync login, and choose {before}; or, if the change is meant: pdsync login --account {kept.account}",
    )


def logout(settings: GoogleSettings) -> bool:
    """Revoke the sign-in and forget it; whether there was one. What cannot be revoked is forgotten all the same."""
    door = Door(settings.endpoint)
    path = account_of(settings, door).path
    kept = wallet.load(path)
    known = wallet.remove(path)
    if kept is not None and settings.sign_in is SignIn.USER:
        form = urlencode({"token": kept.refresh or kept.token})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            door.send("POST", REVOKE, body=form, headers=headers)
        except (NotSent, Lost) as failure:
            error = door.nobody()
            error.hint = "pdsync has forgotten the sign-in; take its access away at myaccount.google.com/permissions"
            raise error from failure
    return known


def on_file(settings: GoogleSettings) -> Pass | None:
    """The sign-in on file, for whoever wants to know its account, age and scopes; None if there is none."""
    return wallet.load(account_of(settings, Door(settings.endpoint)).path)


def lasting(settings: GoogleSettings, kept: Pass) -> str:
    """How long a person's sign-in will last, as a sentence; "" for one that takes no person."""
    if settings.sign_in is SignIn.SERVICE_ACCOUNT or not kept.refresh or kept.client == SANDBOX:
        return ""
    day = in_words(datetime.fromtimestamp(kept.ends or kept.since + TESTING, UTC).astimezone().date())
    if kept.ends:
        return f"This sign-in ends on {day}. {PUBLISH}"
    return f"If the app is still “in testing”, this sign-in ends on {day}. {PUBLISH}"


TESTING = 7 * 86_400.0
"""Seconds after which a sign-in to an app dies whose publishing status is “Testing”."""
PUBLISH = "To make it last, publish the app (pdsync help page google, step 3) and sign in again."
