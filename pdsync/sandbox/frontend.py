"""The way of one request: which method, whose, with what parameters and body; its handler; the answer."""

from __future__ import annotations

import traceback
from collections import deque
from typing import Any

from pdsync.sandbox import envelope, masks, parameters, refusals, uploads, validation
from pdsync.sandbox.asked import Asked, Reply
from pdsync.sandbox.begun import Begun
from pdsync.sandbox.calls import READ_ONLY, Answer, Call, Media, Raw
from pdsync.sandbox.drive.defaults import DEFAULT_FIELDS
from pdsync.sandbox.oauth.tokens import require
from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.routing import router
from pdsync.sandbox.uploads import Sessions
from pdsync.sandbox.workspace import Workspace

IDS = {
    "drive.files.create": "id",
    "drive.files.copy": "id",
    "docs.documents.create": "documentId",
    "sheets.spreadsheets.create": "spreadsheetId",
}
"""By method that makes a file: where its answer has the file's id."""
KEPT_MISTAKES = 100


class Frontend:
    """Answers the requests for one workspace.

    `strict` refuses names that Drive passes over. `check_answers`: an answer that does not fit its schema is a mistake
    of the sandbox. `mistakes` holds those, and the errors that no handler foresaw, as tracebacks.
    """

    def __init__(self, workspace: Workspace, *, strict: bool = True, check_answers: bool = False) -> None:
        self.workspace = workspace
        self.mistakes: deque[str] = deque(maxlen=KEPT_MISTAKES)
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
        return Begun(asked, found, parameters.look(named), self.workspace.now(), session)

    def admit(self, begun: Begun) -> Reply | None:
        """Find out for whom the request acts; an answer if it is refused already."""
        store, method = self.workspace.store, begun.method
        try:
            parameters.check_look(begun.look)
            begun.grant = require(
                store, method=method.id, authorization=begun.credential, scopes=method.scopes, now=self.workspace.now()
            )
        except Refusal as refused:
            return self.refused(begun, refused)
        return None

    def carry_out(self, begun: Begun) -> Reply:
        """The answer of the method's handler, or the refusal of what does not fit its discovery document."""
        try:
            if refused := self.workspace.quota.spend(begun.method.id, user=begun.user, project=begun.client):
                return self.refused(begun, refused)
            return self._called(begun)
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
        self.workspace.journal.note(
            method=begun.method.id,
            user=begun.user,
            status=status,
            fault=fault,
            applied=begun.applied,
            at=begun.at.isoformat(),
            took=begun.took,
        )

    def _called(self, begun: Begun) -> Reply:
        method, strict = begun.method, self._strict
        params = parameters.read(method, begun.found.path, begun.named.query, strict=strict)
        parameters.check_alt(begun.look, method)
        sent = self._sent(begun)
        if isinstance(sent, Reply):
            return sent
        metadata, media = sent
        body = validation.read(method, metadata, strict=strict)
        if media is None and begun.found.upload:
            return self._sessions.start(begun.asked, self.workspace.url)
        answer = self._answer(begun, params, body, media)
        begun.applied = begun.applied or not (method.verb == "GET" or method.id in READ_ONLY)
        if begun.session:
            self._sessions.end(begun.session)
        if isinstance(answer, Raw):
            return envelope.raw(answer, begun.asked, drive=method.is_drive)
        if not method.response and not answer:
            return envelope.empty()
        return envelope.success(answer, begun.look, drive=method.is_drive)

    def _sent(self, begun: Begun) -> tuple[bytes, Media | None] | Reply:
        """The JSON body and the upload; of an upload that only begins, the body alone; 308 for one that goes on."""
        if begun.session:
            if not begun.session.take(begun.asked):
                return begun.session.so_far()
            return begun.session.began.body, begun.session.media
        how = uploads.kind(begun.asked) if begun.found.upload else ""
        if how == "media":
            return b"", uploads.media(begun.asked)
        return uploads.related(begun.asked) if how == "multipart" else (begun.asked.body, None)

    def _answer(self, begun: Begun, params: dict[str, Any], body: dict[str, Any], media: Media | None) -> Answer:
        method, look, grant = begun.method, begun.look, begun.grant
        assert grant is not None
        fields = DEFAULT_FIELDS.get(method.id) if look.fields is None else look.fields
        if fields is not None:
            # Handlers work out only what will be sent.
            params["fields"] = fields
        if look.fields and not method.is_drive:
            # Docs and Sheets refuse a bad mask before all else, Drive after all else.
            masks.keeper(method.id, look.fields)
        if look.alt:
            params["alt"] = look.alt.lower()
        now = self.workspace.now()
        call = Call(
            method.id, self.workspace.store, grant.user, now, params, body, media, grant.client_id, grant.scopes
        )
        return self.workspace.answer(call, lambda whole: self._shown(begun, whole))

    def _shown(self, begun: Begun, answer: Answer) -> Answer:
        """What is sent of an answer. A refused mask undoes what the handler wrote: this runs in its transaction."""
        if isinstance(answer, Raw):
            return answer
        method, fields = begun.method, begun.look.fields
        if method.id in IDS:
            begun.made = str(answer.get(IDS[method.id], ""))
        if self._check_answers and (wrong := validation.mismatches(method, answer)):
            raise AssertionError(f"{method.id} answers what Google could not: " + "; ".join(wrong[:5]))
        if fields is None:
            fields = DEFAULT_FIELDS.get(method.id, "*")
        if fields == "*" or (not fields and not method.is_drive):
            return answer
        shown: Answer = masks.keeper(method.id, fields)(answer)
        return shown
