"""The token endpoint: what each kind of grant is answered with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from pdsync.sandbox.oauth import assertions, clients, codes, scopes, sign_ins, tokens
from pdsync.sandbox.oauth.denials import Denial, bad
from pdsync.sandbox.store import Store

Token = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a token: its form, and the client as it named itself, in the form or by Basic authorization.

    `machine`: what time this machine says it is; `now`: what time the sandbox says.
    """

    store: Store
    form: Mapping[str, str]
    client_id: str
    client_secret: str
    now: datetime
    machine: datetime


@dataclass(frozen=True, slots=True)
class Granted:
    """A token's JSON, and whose it is."""

    body: Token
    email: str


def ask(
    store: Store,
    form: Mapping[str, str],
    *,
    now: datetime,
    basic: tuple[str, str] = ("", ""),
    machine: datetime | None = None,
) -> Granted:
    """A new token as the form asks for it; Denial."""
    grant_type = form.get("grant_type", "")
    grant = GRANTS.get(grant_type)
    if not grant_type:
        raise Denial("invalid_request", "Required parameter is missing: grant_type")
    if grant is None:
        raise Denial("unsupported_grant_type", f"Invalid grant_type: {grant_type}")
    client_id, secret = (form.get("client_id") or basic[0], form.get("client_secret") or basic[1])
    return grant(Asked(store, form, client_id, secret, now, machine or datetime.now(UTC)))


def by_code(asked: Asked) -> Granted:
    """After consent: an access token, and a refresh token unless only online access was asked for."""
    _authenticate(asked)
    code = codes.redeem(
        asked.store,
        _required(asked, "code"),
        client_id=asked.client_id,
        redirect_uri=asked.form.get("redirect_uri", ""),
        verifier=asked.form.get("code_verifier", ""),
        now=asked.now,
    )
    body = _access(asked, code.email, code.scopes)
    if code.offline:
        body["refresh_token"] = sign_ins.begin(
            asked.store, email=code.email, client_id=asked.client_id, scopes=code.scopes, now=asked.now
        )
    return Granted(body, code.email)


def by_refresh_token(asked: Asked) -> Granted:
    """A new access token for the same scopes, or for fewer; no new refresh token."""
    _authenticate(asked)
    sign_in = sign_ins.resume(asked.store, _required(asked, "refresh_token"), client_id=asked.client_id, now=asked.now)
    wanted = [scopes.SHORT.get(scope, scope) for scope in asked.form.get("scope", "").split()]
    if not sign_in.scopes.issuperset(wanted):
        raise bad("invalid_scope")
    return Granted(_access(asked, sign_in.email, wanted or sorted(sign_in.scopes)), sign_in.email)


def by_assertion(asked: Asked) -> Granted:
    """An access token for a service account, or for whom it acts; without its scopes and without a refresh token."""
    assertion = assertions.check(asked.store, _required(asked, "assertion"), moments=(asked.now, asked.machine))
    token = tokens.mint(
        asked.store,
        email=assertion.email,
        scopes=assertion.scopes,
        now=asked.now,
        client_id=assertion.service_account,
    )
    body: Token = {"access_token": token, "expires_in": int(tokens.LIFETIME), "token_type": "Bearer"}
    return Granted(body, assertion.email)


GRANTS: Mapping[str, Callable[[Asked], Granted]] = {
    "authorization_code": by_code,
    "refresh_token": by_refresh_token,
    "urn:ietf:params:oauth:grant-type:jwt-bearer": by_assertion,
}


def _authenticate(asked: Asked) -> None:
    clients.authenticate(asked.store, asked.client_id, asked.client_secret)


def _access(asked: Asked, email: str, wanted: Iterable[str]) -> Token:
    granted = tuple(wanted)
    token = tokens.mint(asked.store, email=email, scopes=granted, now=asked.now, client_id=asked.client_id)
    return {
        "access_token": token,
        "expires_in": int(tokens.LIFETIME),
        "scope": scopes.written(granted),
        "token_type": "Bearer",
    }


def _required(asked: Asked, name: str) -> str:
    if not (value := asked.form.get(name, "")):
        raise Denial("invalid_request", f"Missing required parameter: {name}")
    return value
