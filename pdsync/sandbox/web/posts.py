"""Posts from the pages' own forms, and from nowhere else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web
from multidict import MultiDictProxy

from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.web.shell import refused, sent
from pdsync.sandbox.web.visitors import Visitor, Visitors, proven

FOREIGN = "This form did not come from the sandbox’s own page, so nothing was done."
UNREADABLE = "This form cannot be read, so nothing was done."
STALE = "This page is older than your visit. Load it again, then try once more; nothing was done."


@dataclass(frozen=True, slots=True)
class Form:
    """What a visitor sent: the fields as text, the last of each name, or all of them."""

    visitor: Visitor
    fields: MultiDictProxy[object]

    def one(self, name: str) -> str:
        """A field's text, "" if there is none."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ""

    def all(self, name: str) -> tuple[str, ...]:
        """The text of every field of that name."""
        return tuple(value for value in self.fields.getall(name, []) if isinstance(value, str))


Act = Callable[[web.Request, Form], Awaitable[web.StreamResponse]]


def posting(visitors: Visitors, act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """A handler of posts: `act` sees only forms of this origin that carry their visitor's proof."""

    async def handle(request: web.Request) -> web.StreamResponse:
        visitor = visitors.of(request)
        if not own_origin(request):
            return sent(request, refused(visitor, 403, FOREIGN))
        try:
            form = Form(visitor, await request.post())  # type: ignore[arg-type]
        except (ValueError, LookupError):
            return sent(request, refused(visitor, 400, UNREADABLE))
        if not proven(visitor, form.one("csrf")):
            return sent(request, refused(visitor, 403, STALE))
        return await act(request, form)

    return handle


def own_origin(request: web.Request) -> bool:
    """Whether a browser says that one of our own pages sent this. What says nothing is no browser, and is refused."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == f"http://{request.host}"
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def unix_lines(words: str) -> str:
    """Text as a form sends it, with one character for a line's end."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


def reason(refusal: Refusal) -> str:
    """What the core said when it refused."""
    return str(refusal.body.get("error", {}).get("message", ""))


def wants_json(request: web.Request) -> bool:
    """Whether the page's own script asked, and wants a short answer instead of a page."""
    return "application/json" in request.headers.get("Accept", "")
