"""docs.documents.create, get and batchUpdate."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import string
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import datetime
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.calls import Call, route
from pdsync.sandbox.docs import blank, codec
from pdsync.sandbox.docs.batch import apply
from pdsync.sandbox.docs.comments import threads
from pdsync.sandbox.docs.content import MIME_TYPE, Change, Content
from pdsync.sandbox.docs.draft import Author, Draft
from pdsync.sandbox.docs.merging import Bridge
from pdsync.sandbox.docs.model import all_tabs
from pdsync.sandbox.docs.suggestions import ACCEPTED, INLINE, WITHOUT, view
from pdsync.sandbox.drive import access
from pdsync.sandbox.store import DECODERS, User

EDITORS = ("owner", "organizer", "fileOrganizer", "writer")
DEFAULT = "DEFAULT_FOR_CURRENT_ACCESS"
OMITTED, INCLUDED = "COMMENTS_VIEW_MODE_OMITTED", "COMMENTS_VIEW_MODE_INCLUDED"
BY_ACCESS = "COMMENTS_VIEW_MODE_DEFAULT_FOR_CURRENT_ACCESS"
REMEMBERED = 50
"""How many revisions back a targetRevisionId may lie."""
NO_CONTROL: dict[str, Any] = {}
DECODERS[MIME_TYPE] = codec.restore


def new_id() -> str:
    """Twelve random letters and digits, as Google's ids have them."""
    return "".join(secrets.choice(string.ascii_lowercase + string.digits) for _ in range(12))


def new_revision() -> str:
    """The name of a new state of a Doc."""
    return secrets.token_urlsafe(24)


def revision_id(content: Content, user: User) -> str:
    """What a user is told as the revision: opaque, and of no use to another user."""
    digest = hashlib.blake2b(f"{content.revision} {user.email}".encode()).digest()
    return "AIxLkS" + urlsafe_b64encode(digest).decode().rstrip("=")


@route("docs.documents.create")
def create(call: Call) -> dict[str, Any]:
    """A blank Doc; of what was sent only the title counts."""
    content = replace(blank.blank(), revision=new_revision())
    name = call.body.get("title") or "Untitled document"
    file = access.create_native(call, name=name, mime_type=MIME_TYPE, content=content)
    tabs = codec.write(content)
    return {
        "title": name,
        **codec.legacy(tabs["tabs"][0]["documentTab"]),
        **tabs,
        "revisionId": revision_id(content, call.user),
        "suggestionsViewMode": INLINE,
        "documentId": file.id,
    }


@route("docs.documents.get", reads=True)
def get(call: Call) -> dict[str, Any]:
    """The Doc as this user sees it."""
    file = access.open_native(call, call.params["documentId"], MIME_TYPE, write=False)
    content = call.store.content(file.id)
    assert isinstance(content, Content)
    role = access.role_of(call.store, file, call.user)
    asked = call.params.get("suggestionsViewMode", DEFAULT)
    mode = view_mode(asked, role)
    shows = comments_mode(call.params.get("commentsViewMode", ""), asked, role, tabs=wants_tabs(call))
    answer = {"title": file.name, **rendered(content, mode, tabs=wants_tabs(call)), "suggestionsViewMode": mode}
    if shows == INCLUDED:
        answer |= threads(content, call.user.email)
    elif any("commentAnchors" in tab.fields for tab in all_tabs(content.tabs)):
        answer = without_anchors(answer)
    if call.params.get("commentsViewMode"):
        answer["commentsViewMode"] = shows
    if role in EDITORS:
        answer["revisionId"] = revision_id(content, call.user)
    return {**answer, "documentId": file.id}


def view_mode(asked: str, role: str | None) -> str:
    """The view that is given: what was asked for, or what the role allows."""
    if asked == DEFAULT:
        return WITHOUT if role == "reader" else INLINE
    if role == "reader" and asked != WITHOUT:
        raise refusals.rpc("PERMISSION_DENIED", "The caller does not have permission")
    return asked


def comments_mode(asked: str, suggestions: str, role: str | None, *, tabs: bool) -> str:
    """Whether comments are shown; refused where they cannot be."""
    if asked and not tabs:
        message = "Comments view mode may only be specified if tabs content is also requested."
        raise refusals.rpc("INVALID_ARGUMENT", message)
    if asked in (INCLUDED, BY_ACCESS) and suggestions in (WITHOUT, ACCEPTED):
        raise refusals.rpc("INVALID_ARGUMENT", "Comments may not be requested when previewing suggestions.")
    if asked == INCLUDED and suggestions != INLINE:
        message = "Comments may only be requested with suggestions shown inline."
        raise refusals.rpc("INVALID_ARGUMENT", message)
    if asked == INCLUDED and role == "reader":
        raise refusals.rpc("PERMISSION_DENIED", "The caller does not have permission")
    shown = asked == INCLUDED or (asked == BY_ACCESS and role != "reader")
    return INCLUDED if shown else OMITTED


def without_anchors(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer without the places of its comments."""

    def bare(tab: dict[str, Any]) -> dict[str, Any]:
        inside = {name: value for name, value in tab["documentTab"].items() if name != "commentAnchors"}
        children = {"childTabs": [bare(child) for child in tab["childTabs"]]} if tab.get("childTabs") else {}
        return {**tab, "documentTab": inside, **children}

    if "tabs" not in answer:
        return {name: value for name, value in answer.items() if name != "commentAnchors"}
    return {**answer, "tabs": [bare(tab) for tab in answer["tabs"]]}


def wants_tabs(call: Call) -> bool:
    """Whether the content comes as tabs: asked for, or named by the field mask."""
    mask = str(call.params.get("fields") or call.params.get("$fields") or "")
    return bool(call.params.get("includeTabsContent")) or bool(re.search(r"(^|[,(])\s*tabs\b", mask))


def rendered(content: Content, mode: str, *, tabs: bool) -> dict[str, Any]:
    """The Doc's content as Google's JSON; made once for each view."""
    if (mode, tabs) not in content.rendered:
        written = codec.write(view(content, mode))
        inside = written if tabs else codec.legacy(written["tabs"][0]["documentTab"])
        content.rendered[mode, tabs] = {**content.fields, **inside}
    return content.rendered[mode, tabs]


@route("docs.documents.batchUpdate")
def batch_update(call: Call) -> dict[str, Any]:
    """Carry out all requests, or none."""
    file = access.open_native(call, call.params["documentId"], MIME_TYPE, write=True)
    requests = call.body.get("requests") or []
    if not requests:
        raise refusals.rpc("INVALID_ARGUMENT", "Must specify at least one request.")
    content = call.store.content(file.id)
    assert isinstance(content, Content)
    after, answer = edited(content, requests, user=call.user, now=call.now, control=call.body.get("writeControl") or {})
    call.store.put_content(file.id, MIME_TYPE, after)
    access.touched(call.store, file, call.user, call.now)
    control = {"requiredRevisionId": revision_id(after, call.user)}
    return {**answer, "writeControl": control, "documentId": file.id}


def edited(
    content: Content, requests: list[dict[str, Any]], *, user: User, now: datetime, control: dict[str, Any] = NO_CONTROL
) -> tuple[Content, dict[str, Any]]:
    """The Doc after those requests by that user, in a new revision, and what the answer says of them. Refusals."""
    check_text(requests)
    required, target = control.get("requiredRevisionId"), control.get("targetRevisionId")
    if required and required != revision_id(content, user):
        message = f"The required revision ID '{required}' does not match the latest revision."
        raise refusals.rpc("INVALID_ARGUMENT", message)
    bridge = Bridge(content, since(content, target, user)) if target else None
    draft = Draft(content, new_id, now, Author(user.email, user.name, user.permission_id))
    answer = apply(draft, requests, suggest=control.get("writeMode") == "SUGGEST", bridge=bridge)
    history = (*content.history, (content.revision, tuple(draft.changes)))[-REMEMBERED:]
    return replace(draft.content, revision=new_revision(), history=history, rendered={}), answer


def since(content: Content, target: str, user: User) -> list[Change]:
    """What changed after the revision that the user read; too old or unknown: refused."""
    if target == revision_id(content, user):
        return []
    for number, (revision, _) in enumerate(content.history):
        if target == revision_id(replace(content, revision=revision), user):
            return [change for _, changes in content.history[number:] for change in changes]
    message = f"The target revision ID '{target}' is too far behind the latest revision."
    raise refusals.rpc("INVALID_ARGUMENT", message)


def check_text(requests: list[dict[str, Any]]) -> None:
    """Half a surrogate pair is no text: refused, wherever it stands."""
    try:
        json.dumps(requests, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise refusals.rpc("INVALID_ARGUMENT", "Request contains an invalid argument.") from None
