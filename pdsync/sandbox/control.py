"""`/_sandbox/…`: tokens, documents, faults, clock, accounts and journal, for who holds the admin token."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from aiohttp import web

from pdsync.sandbox.discovery import apis
from pdsync.sandbox.docs.load import load_document
from pdsync.sandbox.guard import body
from pdsync.sandbox.oauth import clients, keys
from pdsync.sandbox.oauth.tokens import LIFETIME, SANDBOX_CLIENT, mint
from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.users import DEFAULT_STAFF, account, accounts
from pdsync.sandbox.workspace import Workspace

Json = Any
Action = Callable[[Json], Json]
ALL = tuple(sorted({scope for api in apis() for method in api.methods for scope in method.scopes}))
"""Every scope that a method of Drive, Docs or Sheets asks for."""


SERVICE_ACCOUNT = re.compile(r"[a-z0-9-]+(@[a-z0-9.-]+\.iam\.gserviceaccount\.com)?")
LARGEST = 1_000_000_000
"""Seconds: some thirty years. No number here needs to be larger."""


class Wrong(ValueError):
    """A request that the control cannot carry out, with the sentence that says why."""


class Control:
    """What the admin token opens."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._lately = DEFAULT_STAFF

    def routes(self) -> list[web.RouteDef]:
        """All routes under /_sandbox."""
        return [
            web.post("/_sandbox/tokens", self._open(self.token)),
            web.post("/_sandbox/documents", self._open(self.document)),
            web.post("/_sandbox/faults", self._open(self.plan)),
            web.post("/_sandbox/clock", self._open(self.clock)),
            web.post("/_sandbox/users", self._open(self.user)),
            web.post("/_sandbox/service_accounts", self._open(self.service_account)),
            web.post("/_sandbox/clients", self._open(self.client)),
            web.get("/_sandbox/journal", self._open_query(self.journal)),
            web.get("/_sandbox/users", self._open_query(self.users)),
            web.get("/_sandbox/clock", self._open_query(self.time)),
            web.get("/_sandbox/faults/{id}", self._open_query(self.report)),
            web.delete("/_sandbox/faults/{id}", self._open_query(self.clear)),
        ]

    def token(self, wanted: Json) -> Json:
        """`{"email", "scopes", "lifetime", "client_id"}`: a token of that account; all scopes unless some are named."""
        _check(wanted, "email", "scopes", "lifetime", "client_id")
        email = _string(wanted, "email", DEFAULT_STAFF)
        scopes = _scopes(wanted)
        token = self.mint(
            email,
            scopes,
            client_id=_string(wanted, "client_id", SANDBOX_CLIENT),
            lifetime=_number(wanted, "lifetime", LIFETIME),
        )
        return {"token": token, "access_token": token, "token_type": "Bearer", "email": email, "scopes": scopes}

    def mint(
        self, email: str, scopes: Iterable[str], *, client_id: str = SANDBOX_CLIENT, lifetime: float = LIFETIME
    ) -> str:
        """A new access token."""
        store, now = self.workspace.store, self.workspace.now()
        token = mint(store, email=email, scopes=scopes, now=now, client_id=client_id, lifetime=lifetime)
        self._lately = email
        return token

    def document(self, wanted: Json) -> Json:
        """A `documents.get` answer, or `{"document": …, "email": …}`: it becomes a Doc of that account.

        Unless an account is named, it is the one for which a token was made here last.
        """
        document, email = wanted, self._lately
        if "document" in wanted:
            _check(wanted, "document", "email")
            document, email = wanted["document"], _string(wanted, "email", email)
        if not isinstance(document, dict):
            raise Wrong("The document is to be an answer of documents.get.")
        owner = account(self.workspace.store, email)
        id = load_document(store=self.workspace.store, user=owner, now=self.workspace.now(), document=document)
        return {"documentId": id, "email": owner.email}

    def plan(self, wanted: Json) -> Json:
        """One fault, a list of them, or `{"faults": […]}`: the plan's id."""
        if isinstance(wanted, dict) and "faults" in wanted:
            _check(wanted, "faults")
            wanted = wanted["faults"]
        return {"id": self.workspace.faults.plan(wanted if isinstance(wanted, list) else [wanted])}

    def report(self, request: web.Request) -> Json:
        """What of a plan has fired."""
        try:
            return self.workspace.faults.report(request.match_info["id"])
        except KeyError:
            raise web.HTTPNotFound(text="There is no such plan of faults.\n") from None

    def clear(self, request: web.Request) -> Json:
        """Forget a plan."""
        report = self.report(request)
        self.workspace.faults.clear(request.match_info["id"])
        return report

    def clock(self, wanted: Json) -> Json:
        """`{"set": moment}`, `{"advance": seconds}`, `{"scale": sandbox seconds a second}`, one or several."""
        _check(wanted, "set", "advance", "scale")
        clock = self.workspace.clock
        if "scale" in wanted:
            clock.scale = _number(wanted, "scale")
        if "set" in wanted:
            clock.set(datetime.fromisoformat(_string(wanted, "set", "")))
        if "advance" in wanted:
            clock.advance(_number(wanted, "advance"))
        return self.time(None)

    def time(self, request: web.Request | None) -> Json:
        """What time it is, and how fast it goes."""
        return {"now": self.workspace.now().isoformat(), "scale": self.workspace.clock.scale}

    def user(self, wanted: Json) -> Json:
        """`{"email", "name", "has_account", "has_storage"}`: declare what an address is."""
        _check(wanted, "email", "name", "has_account", "has_storage")
        email, name = _string(wanted, "email", ""), _string(wanted, "name", "")
        has_account, has_storage = _truth(wanted, "has_account"), _truth(wanted, "has_storage")
        account(self.workspace.store, email, name=name, has_account=has_account, has_storage=has_storage)
        return next(each for each in self.users(None) if each["email"] == email.strip().lower())

    def service_account(self, wanted: Json) -> Json:
        """`{"email", "delegated"}`: a new key of that service account, as the file that Google hands out.

        `delegated`: the scopes with which it may act for any account.
        """
        _check(wanted, "email", "delegated")
        email = _string(wanted, "email", "").strip()
        if not SERVICE_ACCOUNT.fullmatch(email):
            raise Wrong("email is to be the address of a service account, or its name alone.")
        delegated = _listed(wanted["delegated"]) if wanted.get("delegated") is not None else None
        token_uri = f"{self.workspace.url}/token"
        return keys.service_account(self.workspace.store, email, token_uri=token_uri, delegated=delegated)

    def client(self, wanted: Json) -> Json:
        """`{"client_id", "publishing"}`: declare an app "testing", whose sign-ins die after 7 days, or "production"."""
        _check(wanted, "client_id", "publishing")
        client_id, publishing = _string(wanted, "client_id", ""), _string(wanted, "publishing", "production")
        if not client_id:
            raise Wrong("client_id is to be the id of an app.")
        clients.publish(self.workspace.store, client_id, publishing)
        return {"client_id": client_id, "publishing": publishing}

    def users(self, request: web.Request | None) -> Json:
        """All known accounts."""
        return [
            {
                "email": user.email,
                "name": user.name,
                "permission_id": user.permission_id,
                "has_account": user.has_account,
                "has_storage": user.has_storage,
            }
            for user in accounts(self.workspace.store)
        ]

    def journal(self, request: web.Request) -> Json:
        """The requests so far; `?after=` a number: those past it."""
        after = request.query.get("after", "0")
        if not after.isdecimal() or len(after) > 18:
            raise Wrong("after is to be the number of an entry.")
        return self.workspace.journal.entries(after=int(after))

    def _open(self, action: Action) -> Callable[[web.Request], Any]:
        async def handle(request: web.Request) -> web.Response:
            self._check_token(request)
            sent = await body(request)
            return _answered(lambda: action(_parsed(sent)))

        return handle

    def _open_query(self, action: Callable[[web.Request], Json]) -> Callable[[web.Request], Any]:
        async def handle(request: web.Request) -> web.Response:
            self._check_token(request)
            return _answered(lambda: action(request))

        return handle

    def _check_token(self, request: web.Request) -> None:
        sent = request.headers.get("Authorization", "")
        expected = f"Bearer {self.workspace.admin_token}"
        if not hmac.compare_digest(sent.encode("utf-8", "surrogateescape"), expected.encode()):
            raise web.HTTPUnauthorized(text="This needs the sandbox's admin token as bearer.\n")


def _answered(act: Callable[[], Json]) -> web.Response:
    try:
        return web.json_response(act())
    except Refusal as refused:
        return web.json_response(refused.body, status=refused.code)
    except ValueError as wrong:
        return web.json_response({"error": str(wrong)}, status=400)


def _parsed(sent: bytes) -> Json:
    try:
        value = json.loads(sent)
    except (ValueError, RecursionError):
        raise Wrong("The body is to be JSON.") from None
    if not isinstance(value, dict | list):
        raise Wrong("The body is to be a JSON object.")
    return value


def _check(wanted: Json, *known: str) -> None:
    if not isinstance(wanted, dict):
        raise Wrong("The body is to be a JSON object.")
    if unknown := [name for name in wanted if name not in known]:
        raise Wrong(f"{', '.join(unknown)}: not known here. Known are {', '.join(known)}.")


def _string(wanted: dict[str, Json], name: str, otherwise: str) -> str:
    value = wanted.get(name, otherwise)
    if not isinstance(value, str):
        raise Wrong(f"{name} is to be text.")
    return value


def _scopes(wanted: dict[str, Json]) -> list[str]:
    return _listed(wanted.get("scopes") or ALL)


def _listed(value: Json) -> list[str]:
    scopes = value.split() if isinstance(value, str) else value
    if not isinstance(scopes, list | tuple) or not all(isinstance(scope, str) for scope in scopes):
        raise Wrong("scopes is to be a list of scopes, or text with a space between them.")
    return list(scopes)


def _number(wanted: dict[str, Json], name: str, otherwise: float = 0) -> float:
    value = wanted.get(name, otherwise)
    if isinstance(value, bool) or not isinstance(value, int | float) or not -LARGEST <= value <= LARGEST:
        raise Wrong(f"{name} is to be a number of at most {LARGEST}.")
    return value


def _truth(wanted: dict[str, Json], name: str) -> bool | None:
    value = wanted.get(name)
    if value is not None and not isinstance(value, bool):
        raise Wrong(f"{name} is to be true or false.")
    return value
