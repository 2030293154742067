"""Bringing a `documents.get` answer in as a Doc."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.calls import Call
from pdsync.sandbox.docs import codec
from pdsync.sandbox.docs.content import MIME_TYPE, Content
from pdsync.sandbox.docs.handlers import new_revision
from pdsync.sandbox.drive import access
from pdsync.sandbox.store import Store, User


def load(document: dict[str, Any]) -> Content:
    """The Doc that a `documents.get` answer shows, in a new revision. Refusal if it shows none."""
    try:
        content = codec.read(document)
    except (AttributeError, KeyError, TypeError, ValueError) as wrong:
        message = f"This is no answer of documents.get: {type(wrong).__name__} {wrong}"
        raise refusals.rpc("INVALID_ARGUMENT", message) from None
    return replace(content, revision=new_revision())


def load_document(*, store: Store, user: User, now: datetime, document: dict[str, Any]) -> str:
    """Make a Doc of a `documents.get` answer in the user's Drive; its new file id."""
    content = load(document)
    call = Call("docs.documents.create", store=store, user=user, now=now)
    name = document.get("title") or "Untitled document"
    with store.transaction():
        return access.create_native(call, name=name, mime_type=MIME_TYPE, content=content).id
