"""The way of one request: which method, whose, with what parameters and body; its handler; the answer."""

from __future__ import annotations

import traceback
from collections import deque
from dataclasses import dataclass
from typing import Any

from pdsync.sandbox import envelope, masks, parameters, refusals, uploads, validation
from pdsync.sandbox.asked import Asked, Reply
from pdsync.sandbox.calls import HANDLERS, READ_ONLY, Answer, Call, Media, Raw
from pdsync.sandbox.discovery import Method
from pdsync.sandbox.drive.defaults import DEFAULT_FIELDS
from pdsync.sandbox.oauth.tokens import Grant, require
from pdsync.sandbox.parameters import Look
from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.routing import Found, router
from pdsync.sandbox.uploads import Session, Sessions
from pdsync.sandbox.workspace import Workspace

FILE_IDS = ("fileId", "documentId", "spreadsheetId")
MADE = ("id", "documentId", "spreadsheetId")
MAKING = frozenset({"drive.files.create", "drive.files.copy", "docs.documents.create", "sheets.spreadsheets.create"})
"""Methods that make a file, whose id the answer holds."""


@dataclass(slots=True)
class Begun:
    """A request on its way: what it was found to be, for whom it acts, and what came of it."""

    asked: Asked
    found: Found
    look: Look
    session: Session | None = None
    grant: Grant | None = None
    applied: bool = False
    made: str = ""

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
    """Answers the requests for one workspace.

    `check_answers`: an answer that does not fit its schema is a mistake of the sandbox. `mistakes` holds what is wrong
    in the sandbox itself: such answers, and errors that its handlers did not foresee.
    """

    def __init__(self, workspace: Workspace, *, strict: bool = True, check_answers: bool = False) -> None:
        self.workspace = workspace
        self.mistakes: deque[str] = deque(maxlen=100)
        self._strict = strict
        self._check_answers = check_answers
        self._sessions = Sessions()

    def begin(self, asked: Asked) -> Begun | Reply:
        """The request's method; 404 where there is none."""
        session = self._sessions.find(asked)
        named = session.began if session else asked
        found = router().find(named.verb, named.path)
        if found is None:
            return envelope.no_such_page()
        return Begun(asked, found, parameters.look(named), session)

    def admit(self, begun: Begun) -> Reply | None:
        """Find out for whom the request acts; an answer if it is refused already."""
        try:
            parameters.check_look(begun.look)
            begun.grant = require(
                self.workspace.store,
                method=begun.method.id,
                authorization=_credential(begun.asked) or (begun.session and _credential(begun.session.began)),
                scopes=begun.method.scopes,
                now=self.workspace.now(),
            )
        except Refusal as refused:
            return self.refused(begun, refused)
        return None

    def carry_out(self, begun: Begun) -> Reply:
        """The answer of the method's handler, or the refusal of what does not fit its discovery document."""
        try:
            return self._carried_out(begun)
        except Refusal as refused:
            return self.refused(begun, refused)
        except Exception:
            self.mistakes.append(traceback.format_exc())
            return self.refused(begun, refusals.rpc("INTERNAL", "Internal error encountered."))

    def refused(self, begun: Begun, refused: Refusal) -> Reply:
        """A refusal in the dialect of the method."""
        return envelope.refusal(refused, begun.look, drive=begun.method.is_drive)

    def note(self, begun: Begun, status: int, fault: str | None = None) -> None:
        """Write the request down."""
        at = self.workspace.now().isoformat()
        self.workspace.journal.note(
            method=begun.method.id, user=begun.user, status=status, fault=fault, applied=begun.applied, at=at
        )

    def _carried_out(self, begun: Begun) -> Reply:
        grant = begun.grant
        assert grant is not None
        if refused := self.workspace.quota.spend(begun.method.id, user=begun.user, project=grant.client_id):
            raise refused
        named = begun.session.began if begun.session else begun.asked
        params = parameters.read(begun.method, begun.found.path, named.query, strict=self._strict)
        parameters.check_alt(begun.look, begun.method)
        metadata, media = named.body, None
        if begun.session:
            if not begun.session.take(begun.asked):
                return begun.session.so_far()
            media = begun.session.media
        elif begun.found.upload:
            how = uploads.kind(named)
            if how == "resumable":
                validation.read(begun.method, metadata, strict=self._strict)
                return self._sessions.start(named, self.workspace.url)
            metadata, media = (b"", uploads.media(named)) if how == "media" else uploads.related(named)
        body = validation.read(begun.method, metadata, strict=self._strict)
        reply = self._answered(begun, grant, params, body, media)
        if begun.session:
            self._sessions.end(begun.session)
        return reply

    def _answered(
        self, begun: Begun, grant: Grant, params: dict[str, Any], body: dict[str, Any], media: Media | None
    ) -> Reply:
        method, look = begun.method, begun.look
        if look.fields is not None:
            params["fields"] = look.fields
        if look.alt:
            params["alt"] = look.alt.lower()
        call = Call(
            method.id, self.workspace.store, grant.user, self.workspace.now(), params, body, media,
            grant.client_id, grant.scopes,
        )  # fmt: skip
        if look.fields and not method.is_drive:
            masks.tree(method.id, look.fields)
        answer = self.workspace.answer(call, lambda whole: self._shown(begun, whole))
        begun.applied = method.id not in READ_ONLY
        if isinstance(answer, Raw):
            return envelope.raw(answer, begun.asked, drive=method.is_drive)
        if not method.response and not answer:
            return envelope.empty()
        return envelope.success(answer, look, drive=method.is_drive)

    def _shown(self, begun: Begun, answer: Answer) -> Answer:
        """What is sent of an answer. A refused mask undoes what the handler wrote: this runs inside its transaction."""
        if isinstance(answer, Raw):
            return answer
        method, fields = begun.method, begun.look.fields
        if method.id in MAKING:
            begun.made = next((str(answer[name]) for name in MADE if name in answer), "")
        if self._check_answers and (wrong := validation.mismatches(method, answer)):
            raise AssertionError(f"{method.id} answers what Google could not: " + "; ".join(wrong[:5]))
        if fields is None:
            fields = DEFAULT_FIELDS.get(method.id)
            return masks.kept(masks.tree(method.id, fields), answer) if fields else answer
        if not fields and not method.is_drive:
            return answer
        return masks.kept(masks.tree(method.id, fields), answer)


def _credential(asked: Asked) -> str | None:
    if sent := asked.headers.get("Authorization"):
        return sent
    return next((f"Bearer {text}" for name, text in asked.query if name in ("access_token", "oauth_token")), None)


def known(method: str) -> bool:
    """Whether a handler answers that method."""
    return method in HANDLERS
