"""A Doc's page and its posts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.web.document.editing import Clash, Written, rewritten
from pdsync.sandbox.web.document.opened import Opened, apply, opened, tick_box
from pdsync.sandbox.web.document.page import document_html, tab_of
from pdsync.sandbox.web.document.paper import Sight, Typing
from pdsync.sandbox.web.document.stretches import segment_content, unchanged
from pdsync.sandbox.web.looks import Looks
from pdsync.sandbox.web.markup import address, tag
from pdsync.sandbox.web.posts import Form, posting, reason, unix_lines, wants_json
from pdsync.sandbox.web.shell import Page, missing, refused, sent
from pdsync.sandbox.web.visitors import Visitor, Visitors
from pdsync.sandbox.workspace import Workspace

Json = dict[str, Any]
PATH = "/document/d/{id}"
SAID = {"saved": "Saved.", "added": "Added.", "chosen": "Chosen.", "ticked": "Saved.", "settled": "Done."}
CLASH = "Somebody else changed this paragraph while you were writing. Nothing is lost: what you typed is in the form."
CLASH_AT_END = (
    "Somebody else changed this part of the Doc while you were writing. Nothing is lost: what you typed is in the "
    "field at the end of the page."
)
MOVED = "The Doc was changed meanwhile. Look again, then tick once more."
NOT_SAVED = "This was not saved. The Doc answered: "
NO_RIGHT = "You may read this Doc, but not change it."
ROLES = {"reader": "You may read this Doc.", "commenter": "You may read this Doc and comment on it."}


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What a page tells after something was not saved: why, and what was typed."""

    words: str
    typing: Typing | None = None
    at_end: str = ""
    status: int = 409


class Documents:
    """The pages of all Docs of a workspace."""

    def __init__(self, workspace: Workspace, visitors: Visitors) -> None:
        self.workspace = workspace
        self.visitors = visitors

    def routes(self) -> list[web.RouteDef]:
        """Where they are served; the same paths as Google's."""
        acts = {
            "write": self.write,
            "add": self.add,
            "choose": self.choose,
            "tick": self.tick,
            "suggestion": self.suggestion,
        }
        return [
            web.get(PATH + "/edit", self.show),
            *(web.get(PATH + end, forward) for end in ("", "/", "/view", "/preview", *(f"/{each}" for each in acts))),
            *(web.post(f"{PATH}/{name}", posting(self.visitors, act)) for name, act in acts.items()),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The Doc, and the form of the paragraph that is being edited."""
        visitor = self.visitors.of(request)
        try:
            found = opened(self.workspace, visitor.user, request.match_info["id"])
        except Refusal:
            return sent(request, missing(visitor))
        typing = _typing(request.query.get("edit", ""))
        page = _page(visitor, found, tab_id=request.query.get("tab", ""), typing=typing)
        page.notice = SAID.get(request.query.get("said", ""))
        return sent(request, page)

    async def write(self, request: web.Request, form: Form) -> web.StreamResponse:
        """A paragraph was rewritten."""
        segment, _, index = form.one("where").partition(":")
        written = Written(
            tab=form.one("tab"),
            segment=segment,
            index=int(index) if index.isdecimal() else -1,
            mark=form.one("mark"),
            revision=form.one("revision"),
            typed=tuple(map(unix_lines, form.all("text"))),
        )

        def act(found: Opened) -> Unsaved | str:
            edit = rewritten(found.document, written)
            if isinstance(edit, Clash):
                return _unsaved(edit, written)
            try:
                apply(self.workspace, form.visitor.user, found.document, edit.requests)
            except Refusal as refusal:
                return Unsaved(
                    NOT_SAVED + reason(refusal), Typing(segment, edit.index, written.typed), status=refusal.code
                )
            return f"p-{segment}-{edit.index}"

        return self._done(request, form, act, "saved")

    async def add(self, request: web.Request, form: Form) -> web.StreamResponse:
        """A paragraph was added at the end of the tab."""
        words = unix_lines(form.one("text"))

        def act(found: Opened) -> Unsaved | str:
            place = {"endOfSegmentLocation": {"tabId": form.one("tab")}}
            last = segment_content(tab_of(found.document, form.one("tab"))["documentTab"], "")[-1]
            # An empty last paragraph is written in; a new one is made below any other.
            empty = last.get("endIndex", 0) - last.get("startIndex", 0) == 1
            text = words if empty else f"\n{words}"
            if not text:
                return ""
            try:
                apply(self.workspace, form.visitor.user, found.document, [{"insertText": {**place, "text": text}}])
            except Refusal as refusal:
                return Unsaved(NOT_SAVED + reason(refusal), at_end=words, status=refusal.code)
            return f"p--{last.get('startIndex', 0)}" if empty else f"p--{last.get('endIndex', 0)}"

        return self._done(request, form, act, "added")

    async def choose(self, request: web.Request, form: Form) -> web.StreamResponse:
        """An option of a dropdown was chosen."""
        id = form.one("dropdown")
        wanted = {
            "tabId": form.one("tab"),
            "dropdownId": id,
            "dropdownProperties": {"selectedOptionId": form.one(f"option-{id}")},
            "fields": "selectedOptionId",
        }
        return self._requests(request, form, [{"updateDropdownProperties": wanted}], "chosen")

    async def tick(self, request: web.Request, form: Form) -> web.StreamResponse:
        """A box was ticked, or not any more: `segment:index:on:mark`."""
        segment, index, state, mark = (*form.one("box").split(":", 3), "", "", "", "")[:4]

        def act(found: Opened) -> Unsaved | str:
            content = segment_content(tab_of(found.document, form.one("tab"))["documentTab"], segment)
            at = int(index) if index.isdecimal() else None
            if found.revision != form.one("revision"):
                at = unchanged(content, mark)
            if at is None:
                return Unsaved(MOVED)
            place, user = (form.one("tab"), segment), form.visitor.user
            try:
                tick_box(self.workspace, user, found.document["documentId"], place, at, on=state == "on")
            except ValueError:
                return Unsaved(MOVED)
            return f"p-{segment}-{at}"

        return self._done(request, form, act, "ticked")

    async def suggestion(self, request: web.Request, form: Form) -> web.StreamResponse:
        """A suggestion was accepted or rejected."""
        kind = "acceptSuggestion" if form.one("answer") == "accept" else "rejectSuggestion"
        return self._requests(request, form, [{kind: {"suggestionId": form.one("suggestion")}}], "settled")

    def _requests(self, request: web.Request, form: Form, requests: list[Json], said: str) -> web.StreamResponse:
        def act(found: Opened) -> Unsaved | str:
            try:
                apply(self.workspace, form.visitor.user, found.document, requests)
            except Refusal as refusal:
                return Unsaved(NOT_SAVED + reason(refusal), status=refusal.code)
            return ""

        return self._done(request, form, act, said)

    def _done(
        self, request: web.Request, form: Form, act: Callable[[Opened], Unsaved | str], said: str
    ) -> web.StreamResponse:
        """Carry out an act on the Doc, and show what came of it."""
        user, id = form.visitor.user, request.match_info["id"]
        try:
            found = opened(self.workspace, user, id)
        except Refusal:
            return sent(request, missing(form.visitor))
        outcome = act(found) if found.writes else Unsaved(NO_RIGHT, status=403)
        if wants_json(request):
            return _told(outcome, opened(self.workspace, user, id), said)
        if isinstance(outcome, str):
            raise web.HTTPSeeOther(address(f"/document/d/{id}/edit", outcome, tab=form.one("tab"), said=said))
        if not found.writes:
            return sent(request, refused(form.visitor, outcome.status, outcome.words))
        page = _page(form.visitor, found, tab_id=form.one("tab"), typing=outcome.typing, added=outcome.at_end)
        page.notice, page.alarm, page.status = outcome.words, True, outcome.status
        return sent(request, page)


async def forward(request: web.Request) -> web.StreamResponse:
    """The Doc's other addresses lead to its page."""
    raise web.HTTPFound(address(f"/document/d/{request.match_info['id']}/edit", **dict(request.query)))


def _typing(where: str) -> Typing | None:
    segment, _, index = where.partition(":")
    return Typing(segment, int(index)) if index.isdecimal() and len(index) < 12 else None


def _page(visitor: Visitor, found: Opened, *, tab_id: str, typing: Typing | None, added: str = "") -> Page:
    looks = Looks()
    tab = tab_of(found.document, tab_id)["tabProperties"]["tabId"]
    sight = Sight(
        write=found.writes,
        csrf=visitor.csrf,
        revision=found.revision,
        typing=typing,
        ticked=found.ticked(tab),
        comments=found.threads(visitor.user, "comments"),
        suggestions=found.threads(visitor.user, "suggestions"),
    )
    content = document_html(found.document, looks, tab_id=tab, sight=sight, added=added)
    role = ROLES.get(found.role)
    beside = tag("p", role, class_="role") if role else None
    return Page(str(found.document["title"]), content, visitor, looks, kind="doc", beside_title=beside)


def _unsaved(clash: Clash, written: Written) -> Unsaved:
    if clash.index is None:
        return Unsaved(CLASH_AT_END, at_end="\n".join(written.typed))
    return Unsaved(CLASH, Typing(written.segment, clash.index, written.typed, clash.now_reads))


def _told(outcome: Unsaved | str, now: Opened, said: str) -> web.Response:
    """The short answer for the page's own script."""
    if isinstance(outcome, Unsaved):
        return web.json_response({"said": outcome.words, "revision": now.revision}, status=outcome.status)
    return web.json_response({"said": SAID[said], "revision": now.revision})
