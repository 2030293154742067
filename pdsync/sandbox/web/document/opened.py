"""A Doc as one person has it open, and what that person does to it through the same core as the API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pdsync.sandbox.calls import Call
from pdsync.sandbox.docs.comments import threads
from pdsync.sandbox.docs.content import MIME_TYPE, Content
from pdsync.sandbox.docs.handlers import EDITORS, new_revision
from pdsync.sandbox.docs.page import boxes, tick
from pdsync.sandbox.docs.suggestions import view
from pdsync.sandbox.drive import access
from pdsync.sandbox.store import User
from pdsync.sandbox.workspace import Workspace

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Opened:
    """A Doc that this person may see: the documents.get answer, its content, and the person's role."""

    document: Json
    content: Content
    role: str

    @property
    def writes(self) -> bool:
        """Whether the person may edit it."""
        return self.role in EDITORS

    @property
    def revision(self) -> str:
        """The revision that the person sees; "" for who may not edit."""
        return str(self.document.get("revisionId", ""))

    def ticked(self, tab_id: str) -> set[tuple[str, int]]:
        """The ticked boxes of a tab: their segment and index in what the person sees."""
        seen = view(self.content, self.document["suggestionsViewMode"])
        return {(box.place[1], box.index) for box in boxes(seen) if box.ticked and box.place[0] == tab_id}

    def threads(self, user: User, kind: str) -> Sequence[Json]:
        """The comments or the suggestions, as far as the role may see them."""
        found: Sequence[Json] = () if self.role == "reader" else threads(self.content, user.email).get(kind, ())
        return found


def opened(workspace: Workspace, user: User, document_id: str) -> Opened:
    """The Doc as that person sees it. Refusal."""
    params = {"documentId": document_id, "includeTabsContent": True}
    document = workspace.call("docs.documents.get", user, params)
    content = workspace.store.content(document_id)
    assert isinstance(document, dict) and isinstance(content, Content)
    file = access.open_native(_call(workspace, "docs.documents.get", user), document_id, MIME_TYPE, write=False)
    return Opened(document, content, access.role_of(workspace.store, file, user) or "reader")


def apply(workspace: Workspace, user: User, document: Json, requests: list[Json]) -> None:
    """Carry out requests on the Doc as that answer shows it, or none of them. Refusal."""
    if requests:
        body = {"requests": requests, "writeControl": {"requiredRevisionId": document["revisionId"]}}
        workspace.call("docs.documents.batchUpdate", user, {"documentId": document["documentId"]}, body)


def tick_box(workspace: Workspace, user: User, document_id: str, place: tuple[str, str], at: int, *, on: bool) -> None:
    """Tick a checklist item or not; the API has no request for it. Refusal; ValueError if no item is there."""
    with workspace.store.transaction():
        call = _call(workspace, "docs.documents.batchUpdate", user)
        file = access.open_native(call, document_id, MIME_TYPE, write=True)
        content = workspace.store.content(document_id)
        assert isinstance(content, Content)
        after = replace(tick(content, place, at, ticked=on), revision=new_revision())
        workspace.store.put_content(document_id, MIME_TYPE, after)
        access.touched(workspace.store, file, user, call.now)


def _call(workspace: Workspace, method: str, user: User) -> Call:
    return Call(method, workspace.store, user, workspace.now())
