"""The way of one request: which method, whose, with what parameters and body; its handler; the answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pdsync.sandbox import envelope, parameters, refusals
from pdsync.sandbox.asked import Asked, Reply
from pdsync.sandbox.calls import READ_ONLY, Answer, Call, Raw
from pdsync.sandbox.discovery import Method
from pdsync.sandbox.oauth.tokens import Grant, require
from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.routing import Found, router
from pdsync.sandbox.workspace import Workspace

FILE_IDS = ("fileId", "documentId", "spreadsheetId")


@dataclass(slots=True)
class Look:
    """How the answer is wanted: which error format, indented or compact."""

    xgafv: str = ""
    pretty: bool = True


@dataclass(slots=True)
class Begun:
    """A request on its way: what it was found to be, and, once authorised, for whom it acts."""

    asked: Asked
    found: Found
    look: Look
    grant: Grant | None = None
    applied: bool = False

    @property
    def method(self) -> Method:
        """What is called."""
        return self.found.method

    @property
    def user(self) -> str:
        """Whose call it is; "" before that is known."""
        return self.grant.user.email if self.grant else ""

    @property
    def client(self) -> str:
        """Through which app; "" before that is known."""
        return self.grant.client_id if self.grant else ""

    @property
    def file_id(self) -> str:
        """The file that the path names, or ""."""
        return next((self.found.path[name] for name in FILE_IDS if name in self.found.path), "")


class Frontend:
    """Answers the requests for one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def begin(self, asked: Asked) -> Begun | Reply:
        """The request's method; 404 where there is none."""
        found = router().find(asked.verb, asked.path)
        if found is None:
            return envelope.no_such_page()
        return Begun(asked, found, _look(asked))

    def admit(self, begun: Begun) -> Reply | None:
        """Find out for whom the request acts; an answer if it is refused already."""
        try:
            begun.grant = require(
                self.workspace.store,
                method=begun.method.id,
                authorization=_credential(begun.asked),
                scopes=begun.method.scopes,
                now=self.workspace.now(),
            )
        except Refusal as refused:
            return self.refused(begun, refused)
        return None

    def carry_out(self, begun: Begun) -> Reply:
        """The answer of the method's handler, or the refusal of what does not fit its discovery document."""
        try:
            answer = self._answer(begun)
        except Refusal as refused:
            return self.refused(begun, refused)
        begun.applied = begun.method.id not in READ_ONLY
        if isinstance(answer, Raw):
            return Reply(answer.status, {"Content-Type": answer.content_type, **answer.headers}, answer.data)
        return envelope.success(answer, drive=begun.method.is_drive, pretty=begun.look.pretty)

    def refused(self, begun: Begun, refused: Refusal) -> Reply:
        """A refusal in the dialect of the method."""
        look = begun.look
        return envelope.refusal(refused, drive=begun.method.is_drive, pretty=look.pretty, xgafv=look.xgafv)

    def note(self, begun: Begun, status: int, fault: str | None = None) -> None:
        """Write the request down."""
        at = self.workspace.now().isoformat()
        self.workspace.journal.note(
            method=begun.method.id, user=begun.user, status=status, fault=fault, applied=begun.applied, at=at
        )

    def _answer(self, begun: Begun) -> Answer:
        grant = begun.grant
        assert grant is not None
        if refused := self.workspace.quota.spend(begun.method.id, user=begun.user, project=grant.client_id):
            raise refused
        params = parameters.read(begun.method, begun.found.path, begun.asked.query)
        call = Call(
            method=begun.method.id,
            store=self.workspace.store,
            user=grant.user,
            now=self.workspace.now(),
            params=params,
            body=_body(begun),
            client_id=grant.client_id,
            scopes=grant.scopes,
        )
        return self.workspace.answer(call)


def _look(asked: Asked) -> Look:
    look = Look()
    for name, value in asked.query:
        if name == "$.xgafv":
            look.xgafv = value
        elif name == "prettyPrint":
            look.pretty = value.lower() not in ("false", "0")
    return look


def _credential(asked: Asked) -> str | None:
    if sent := asked.headers.get("Authorization"):
        return sent
    return next((f"Bearer {text}" for name, text in asked.query if name in ("access_token", "oauth_token")), None)


def _body(begun: Begun) -> dict[str, Any]:
    if not begun.asked.body:
        return {}
    try:
        body = json.loads(begun.asked.body)
    except ValueError:
        raise refusals.rpc("INVALID_ARGUMENT", "Invalid JSON payload received.") from None
    if not isinstance(body, dict):
        raise refusals.rpc("INVALID_ARGUMENT", "Invalid JSON payload received.")
    return body
