"""The OAuth endpoints over HTTP: consent, token, revoke, tokeninfo and userinfo."""

from __future__ import annotations

import json
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol
from urllib.parse import parse_qsl, unquote_plus

from aiohttp import web

from pdsync.sandbox import guard
from pdsync.sandbox.faults import Faults, Ran, status_sent, struck
from pdsync.sandbox.faults.striking import World
from pdsync.sandbox.journal import Journal
from pdsync.sandbox.oauth import asking, consenting, granting, informing, pages, revoking
from pdsync.sandbox.oauth.asking import Wish
from pdsync.sandbox.oauth.denials import Denial
from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.users import DEFAULT_STAFF, SERVICE_ACCOUNTS, accounts

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
NEVER_KEPT = {"Cache-Control": "no-cache, no-store, max-age=0, must-revalidate", "Pragma": "no-cache"}


class Rooms(World, Protocol):
    """What signing in needs of the workspace."""

    faults: Faults
    journal: Journal


def routes(workspace: Rooms) -> list[web.RouteDef]:
    """All routes of signing in, under Google's paths."""
    rooms = Endpoints(workspace)
    paths: list[tuple[str, tuple[str, ...], Handler]] = [
        ("GET", ("/o/oauth2/v2/auth", "/o/oauth2/auth"), rooms.authorize),
        ("POST", ("/o/oauth2/v2/auth", "/o/oauth2/auth"), rooms.decide),
        ("POST", ("/token", "/oauth2/v4/token", "/o/oauth2/token"), rooms.token),
        ("POST", ("/revoke", "/o/oauth2/revoke"), rooms.revoke),
        ("*", ("/tokeninfo", "/oauth2/v3/tokeninfo", "/oauth2/v1/tokeninfo"), rooms.tokeninfo),
        ("GET", ("/oauth2/v2/userinfo", "/oauth2/v3/userinfo", "/v1/userinfo"), rooms.userinfo),
    ]
    return [web.route(verb, path, handler) for verb, names, handler in paths for path in names]


class Endpoints:
    """Signing in to one workspace."""

    def __init__(self, workspace: Rooms) -> None:
        self.workspace, self.store = workspace, workspace.store

    async def authorize(self, request: web.Request) -> web.StreamResponse:
        """GET the consent page, or, with prompt=none, be sent on at once."""
        given = dict(request.query)

        def answer() -> web.Response:
            wish = asking.read(given)
            if "none" in wish.prompt:
                return _sent_on(consenting.silently(self.store, wish, self.workspace.clock.now()))
            return self._asked(wish, given, email=wish.login_hint or DEFAULT_STAFF)

        return await self._answered("oauth.auth", request, given.get("login_hint", ""), _page(answer))

    async def decide(self, request: web.Request) -> web.StreamResponse:
        """POST what a person chose on the consent page."""
        given, ticked = {}, []
        for name, value in parse_qsl(await _text(request), keep_blank_values=True):
            given[name] = value
            if name == "allow":
                ticked.append(value)
        email = given.get("account", "")

        def answer() -> web.Response:
            wish = asking.read(given)
            if given.get("decision") != "allow":
                return _sent_on(consenting.deny(wish))
            try:
                user = consenting.chosen(self.store, email)
            except Denial as denial:
                return self._asked(wish, given, email=email, wrong=denial.description)
            now = self.workspace.clock.now()
            return _sent_on(consenting.allow(self.store, wish, user=user, granted=ticked, now=now))

        return await self._answered("oauth.auth", request, email, _page(answer))

    async def token(self, request: web.Request) -> web.StreamResponse:
        """POST for a token."""
        form = dict(parse_qsl(await _text(request), keep_blank_values=True))
        basic = _basic(request.headers.get("Authorization", ""))
        user = informing.whose(self.store, form)

        def answer() -> web.Response:
            now = self.workspace.clock.now()
            return _json(granting.ask(self.store, form, now=now, basic=basic).body)

        client = form.get("client_id", basic[0])
        return await self._answered("oauth.token", request, user, _said(answer), client=client)

    async def revoke(self, request: web.Request) -> web.StreamResponse:
        """POST a token that is to be good no more."""
        form = dict(parse_qsl(await _text(request), keep_blank_values=True))
        token = form.get("token") or request.query.get("token", "")
        user = informing.whose(self.store, {"token": token})

        def answer() -> web.Response:
            revoking.revoke(self.store, token)
            return _json({})

        return await self._answered("oauth.revoke", request, user, _said(answer))

    async def tokeninfo(self, request: web.Request) -> web.StreamResponse:
        """What an access token is good for."""
        form = dict(parse_qsl(await _text(request), keep_blank_values=True))
        token = request.query.get("access_token") or form.get("access_token", "")
        try:
            return _json(informing.tokeninfo(self.store, token, self.workspace.clock.now()))
        except Denial as denial:
            body = {"error_description": denial.description} if "/v3/" in request.path else denial.body()
            return _json(body, denial.code)

    async def userinfo(self, request: web.Request) -> web.StreamResponse:
        """Who is signed in."""
        now, older = self.workspace.clock.now(), "/v2/" in request.path
        try:
            return _json(informing.userinfo(self.store, request.headers.get("Authorization"), now, older=older))
        except Refusal as refused:
            return _json(refused.body, refused.code, refused.headers)

    def _asked(self, wish: Wish, given: Mapping[str, str], *, email: str, wrong: str = "") -> web.Response:
        people = (user.email for user in accounts(self.store) if user.has_account)
        emails = [each for each in people if not each.endswith(SERVICE_ACCOUNTS)]
        return _html(pages.consent(wish, given, emails=emails, email=email, wrong=wrong), 400 if wrong else 200)

    async def _answered(
        self, method: str, request: web.Request, user: str, run: Callable[[], web.Response], *, client: str = ""
    ) -> web.StreamResponse:
        """The answer, with what goes wrong on its way, written down."""
        before = self.store.db.total_changes

        def once() -> Ran:
            with self.store.transaction():
                return Ran(run())

        fault = self.workspace.faults.strike(method=method, user=user, file_id="", client=client)
        sent = await struck(fault, self.workspace, request, once) if fault else once().answer
        self.workspace.journal.note(
            method=method,
            user=user,
            status=status_sent(sent),
            at=self.workspace.clock.now().isoformat(),
            fault=fault.label if fault else None,
            applied=self.store.db.total_changes > before,
        )
        return sent


def _page(answer: Callable[[], web.Response]) -> Callable[[], web.Response]:
    """The same, a denial being shown to the person: nothing is sent to an address that was not checked."""

    def run() -> web.Response:
        try:
            return answer()
        except Denial as denial:
            return _html(pages.refusal(denial), denial.code)

    return run


def _said(answer: Callable[[], web.Response]) -> Callable[[], web.Response]:
    """The same, a denial being told to the app."""

    def run() -> web.Response:
        try:
            return answer()
        except Denial as denial:
            return _json(denial.body(), denial.code)

    return run


def _json(body: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    text = json.dumps(body, indent=2, ensure_ascii=False) + ("\n" if status >= 400 else "")
    kind = {"Content-Type": "application/json; charset=utf-8"}
    return web.Response(status=status, body=text.encode(), headers={**kind, **NEVER_KEPT, **(headers or {})})


def _html(page: str, status: int = 200) -> web.Response:
    headers = {**NEVER_KEPT, "Content-Security-Policy": pages.POLICY, "Referrer-Policy": "same-origin"}
    return web.Response(status=status, text=page, content_type="text/html", headers=headers)


def _sent_on(address: str) -> web.Response:
    return web.Response(status=302, headers={"Location": address, "Referrer-Policy": "same-origin", **NEVER_KEPT})


def _basic(authorization: str) -> tuple[str, str]:
    """The client and its secret out of Basic authorization; empty where there is none."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        client_id, _, secret = b64decode(encoded).decode().partition(":")
    except (NotBase64, UnicodeDecodeError, ValueError):
        return "", ""
    return unquote_plus(client_id), unquote_plus(secret)


async def _text(request: web.Request) -> str:
    """The body of a form; bytes that are no text are replaced."""
    return (await guard.body(request)).decode("utf-8", "replace")
