"""One call of one Google method, and the table of the handlers that answer them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdsync.sandbox.store import Store, User


@dataclass(slots=True)
class Media:
    """An upload's bytes and their MIME type."""

    data: bytes
    mime_type: str


@dataclass(slots=True)
class Call:
    """A request that was routed, checked and authorised: what a handler sees.

    `method`: Google's id, e.g. "drive.files.copy"; `params`: path and query parameters, typed by the discovery
    document (int, bool, str, list for repeated), absent when not sent and without a default; `body`: checked JSON with
    camelCase names; `now`: the sandbox's clock, UTC-aware; `media`: an upload.
    """

    method: str
    store: Store
    user: User
    now: datetime
    params: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    media: Media | None = None
    client_id: str = ""
    scopes: frozenset[str] = frozenset()


@dataclass(slots=True)
class Raw:
    """An answer that is not JSON (an export, a download, an empty 204)."""

    data: bytes = b""
    content_type: str = "text/html"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Answer = dict[str, Any] | Raw
Handler = Callable[[Call], Answer]

HANDLERS: dict[str, Handler] = {}
READ_ONLY: set[str] = set()


def route(method: str, *, reads: bool = False) -> Callable[[Handler], Handler]:
    """File a handler under Google's name for it: `@route("drive.files.copy")`. `reads`: it writes nothing."""

    def register(handler: Handler) -> Handler:
        if method in HANDLERS:
            raise ValueError(f"{method} has two handlers")
        HANDLERS[method] = handler
        if reads:
            READ_ONLY.add(method)
        return handler

    return register
