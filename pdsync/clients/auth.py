"""Who is signed in: a person, a service account, or nobody in particular in a sandbox; and their access tokens."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from pdsync.clients import wallet
from pdsync.clients.app import KEY, client_of, contents, key_fault
from pdsync.clients.exchange import NOT_DELEGATED, TOKEN, exchanged, granted
from pdsync.clients.scopes import ALL_FILES, SEE_FILES, Need, lacking, least
from pdsync.clients.transport import Door
from pdsync.clients.wallet import Pass
from pdsync.errors import NotSignedIn
from pdsync.goals.cohort import SignIn

if TYPE_CHECKING:
    from pdsync.goals.cohort import GoogleSettings


KEY_SETUP = (
    "in the Google Cloud console, under IAM & Admin › Service accounts › Keys, make a key of the type JSON and name "
    "its file in google.key_file (step by step: pdsync help page google); then: pdsync login"
)
DELEGATE = (
    "in the Google Admin console, under Security › API controls › Domain-wide delegation, add the client {id} with the "
    "scopes {scopes}; then: pdsync login"
)


class Account(Protocol):
    """One of the ways to be signed in."""

    @property
    def path(self) -> Path:
        """The file of the sign-in."""

    def renewed(self, kept: Pass | None) -> Pass:
        """A new sign-in in the place of the one on file. Raises NotSignedIn when a person has to act."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signed in with a browser."""

    settings: GoogleSettings
    door: Door

    @property
    def path(self) -> Path:
        """One file for each app of a school's."""
        client = client_of(self.settings.client_secret, sandbox=bool(self.door.endpoint))
        return wallet.place("person", self.door.endpoint, client["client_id"])

    def renewed(self, kept: Pass | None) -> Pass:
        """A new access token for the refresh token."""
        if kept is None or not kept.refresh:
            raise NotSignedIn("Nobody is signed in on this machine.", hint="pdsync login")
        client = client_of(self.settings.client_secret, sandbox=bool(self.door.endpoint))
        form = {"grant_type": "refresh_token", "refresh_token": kept.refresh, **client}
        return granted(exchanged(self.door, form), now=time.time(), before=kept)


@dataclass(frozen=True, slots=True)
class Service:
    """A service account with a key file, for itself or, with a subject, for a person of its school."""

    settings: GoogleSettings
    door: Door
    needs: tuple[Need, ...] = ()

    def _key(self) -> dict[str, Any]:
        path = self.settings.key_file
        key = contents(path) if path else None
        if path is None or key is None:
            raise NotSignedIn(f"There is no file {path} (google.key_file).", hint=KEY_SETUP)
        if fault := key_fault(path):
            raise NotSignedIn(f"{path} {fault} (google.key_file).", hint=KEY_SETUP)
        return {name: str(key.get(name, "")) for name in (*KEY, "client_id")}

    @property
    def scopes(self) -> tuple[str, ...]:
        """All files for itself, because it sees only what is shared with it; for a person the least that will do."""
        return tuple(need.scope for need in least(self.needs)) if self.settings.subject else (ALL_FILES,)

    @property
    def path(self) -> Path:
        """One file for each account, person and amount of access."""
        key = self._key()
        return wallet.place("service", self.door.endpoint, key["client_email"], self.settings.subject, *self.scopes)

    def renewed(self, kept: Pass | None) -> Pass:
        """An access token for a statement that is signed with the key."""
        from google.auth import crypt, jwt

        key, now = self._key(), int(time.time())
        claims: dict[str, Any] = {
            "iss": key["client_email"],
            "scope": " ".join(self.scopes),
            "aud": self.door.address(TOKEN),
            "iat": now - 10,
            "exp": now + 3500,
        }
        if self.settings.subject:
            claims["sub"] = self.settings.subject
        try:
            signer = crypt.RSASigner.from_service_account_info(key)
        except ValueError:
            raise NotSignedIn(f"The key in {self.settings.key_file} is broken.", hint=KEY_SETUP) from None
        word = jwt.encode(signer, claims).decode()
        form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": word}
        try:
            made = granted(exchanged(self.door, form), now=time.time())
        except NotSignedIn as error:
            if str(error) == NOT_DELEGATED:
                error.hint = DELEGATE.format(id=key["client_id"], scopes=", ".join(self.scopes))
            raise
        return replace(made, account=self.settings.subject or key["client_email"], scopes=self.scopes)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever uses a sandbox: signed in without being asked, unless its consent was taken back."""

    door: Door
    needs: tuple[Need, ...] = ()

    @property
    def path(self) -> Path:
        """One file for each sandbox."""
        return wallet.place("sandbox", urlsplit(self.door.endpoint).netloc)

    def renewed(self, kept: Pass | None) -> Pass:
        """A sign-in that takes nobody; what was granted before is asked for again."""
        from pdsync.clients.silent import signed_in

        wallet.sweep("sandbox")
        wider = Need(SEE_FILES, "because a sandbox has nothing to hide")
        scopes = {need.scope for need in least((wider, *self.needs))} | set(kept.scopes if kept else ())
        return signed_in(self.door, sorted(scopes))


class Keyring:
    """The access tokens of one account for many threads: from file if they are good, renewed by one for all if not."""

    def __init__(self, account: Account, *, clock: Callable[[], float] = time.time) -> None:
        self._account, self._clock = account, clock
        self._path = account.path
        self._lock = threading.Lock()
        self._kept = wallet.load(self._path)

    @property
    def kept(self) -> Pass:
        """The sign-in, from file if there is one. Raises NotSignedIn."""
        if self._kept is None:
            self._newer("")
        assert self._kept is not None
        return self._kept

    def token(self) -> str:
        """An access token that is good for a while yet."""
        kept = self._kept
        if kept is not None and self._clock() < kept.until:
            return kept.token
        return self._newer(kept.token if kept else "")

    def renewed(self, stale: str) -> str:
        """A newer token than `stale`; many may ask at once, and one of them fetches it."""
        return self._newer(stale)

    def _newer(self, stale: str) -> str:
        with self._lock:
            if self._kept is None or self._kept.token == stale:
                self._kept = self._from_file(stale) or self._fetched()
            return self._kept.token

    def _from_file(self, stale: str) -> Pass | None:
        """What another process has put on file since."""
        found = wallet.load(self._path)
        return found if found and found.token != stale and self._clock() < found.until else None

    def _fetched(self) -> Pass:
        fresh = self._account.renewed(self._kept or wallet.load(self._path))
        with suppress(OSError):  # a machine that keeps nothing can still work: it signs in each time
            wallet.save(self._path, fresh)
        return fresh


def account_of(settings: GoogleSettings, door: Door, needs: Iterable[Need] = ()) -> Account:
    """The way to be signed in that the settings say."""
    if settings.sign_in is SignIn.SERVICE_ACCOUNT:
        return Service(settings, door, tuple(needs))
    if door.endpoint and settings.client_secret is None:
        return Visitor(door, tuple(needs))
    return Person(settings, door)


def keyring_of(settings: GoogleSettings, door: Door, needs: Iterable[Need] = ()) -> Keyring:
    """The access tokens that the settings say; NotSignedIn if a person has to sign in, or to allow more, first."""
    needs = tuple(needs)
    account = account_of(settings, door, needs)
    keyring = Keyring(account)
    missing = lacking(keyring.kept.scopes, needs) if keyring.kept.scopes else ()
    if missing and isinstance(account, Visitor):
        keyring.renewed(keyring.token())
        missing = lacking(keyring.kept.scopes, needs)
    if missing:
        raise NotSignedIn(f"This sign-in does not go far enough: more is needed {missing[0].why}.", hint="pdsync login")
    return keyring
