"""A Sheet's page and its one post: a cell is written."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.web.looks import Looks
from pdsync.sandbox.web.markup import address, tag
from pdsync.sandbox.web.posts import Form, posting, reason, unix_lines
from pdsync.sandbox.web.shell import Page, missing, refused, sent
from pdsync.sandbox.web.spreadsheet.opened import Opened, Place, opened
from pdsync.sandbox.web.spreadsheet.overlays import chosen_view, width_of
from pdsync.sandbox.web.spreadsheet.page import Opening, Sight, spreadsheet_html
from pdsync.sandbox.web.spreadsheet.plots import plot_of
from pdsync.sandbox.web.spreadsheet.view import place_of, sheet_of, view_of
from pdsync.sandbox.web.visitors import Visitor, Visitors
from pdsync.sandbox.workspace import Workspace

Json = dict[str, Any]
PATH = "/spreadsheets/d/{id}"
ROLES = {"reader": "You may read this Sheet.", "commenter": "You may read this Sheet and comment on it."}
NO_RIGHT = "You may read this Sheet, but not change it."
CLASH = "Somebody else changed this cell while you were writing: it now holds “{}”. What you typed is in the form."
NO_CELL = "This sheet has no cell {}."


class Spreadsheets:
    """The pages of all Sheets of a workspace."""

    def __init__(self, workspace: Workspace, visitors: Visitors) -> None:
        self.workspace = workspace
        self.visitors = visitors

    def routes(self) -> list[web.RouteDef]:
        """Where they are served; the same paths as Google's."""
        return [
            web.get(PATH + "/edit", self.show),
            *(web.get(PATH + end, forward) for end in ("", "/", "/view", "/preview", "/write")),
            web.post(PATH + "/write", posting(self.visitors, self.write)),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """A page of rows, and the form of a cell where one is named."""
        visitor, query = self.visitors.of(request), request.query
        try:
            found = opened(self.workspace, visitor.user, request.match_info["id"])
        except Refusal:
            return sent(request, missing(visitor))
        sheet = sheet_of(found.answer["sheets"], query.get("gid", ""))
        properties, through = sheet["properties"], chosen_view(sheet, query.get("fvid", ""))
        name, start = query.get("cell", ""), query.get("from", "1")
        place = place_of(name, properties) if name else None
        row = int(start) - 1 if start.isdecimal() and len(start) < 9 else 0
        page = _page(visitor, found, properties, start=place[0] if place else row, place=place, through=through)
        if name and place is None:
            page.notice, page.alarm = NO_CELL.format(name[:20]), True
        elif query.get("said") == "saved":
            page.notice = "Saved."
        return sent(request, page)

    async def write(self, request: web.Request, form: Form) -> web.StreamResponse:
        """A cell was written, as people type: numbers, dates and formulas are understood."""
        try:
            found = opened(self.workspace, form.visitor.user, request.match_info["id"])
        except Refusal:
            return sent(request, missing(form.visitor))
        if not found.writes:
            return sent(request, refused(form.visitor, 403, NO_RIGHT))
        properties = sheet_of(found.answer["sheets"], form.one("gid"))["properties"]
        place = place_of(form.one("cell"), properties)
        if place is None:
            return sent(request, refused(form.visitor, 400, NO_CELL.format(form.one("cell")[:20])))
        words = unix_lines(form.one("words"))
        status, why = _written(found, properties["title"], place, was=unix_lines(form.one("was")), words=words)
        if why:
            page = _page(form.visitor, found, properties, start=place[0], place=place, typed=words)
            page.notice, page.alarm, page.status = why, True, status
            return sent(request, page)
        following = form.one("then") if place_of(form.one("then"), properties) else None
        query = {"gid": properties["sheetId"], "from_": place[0] + 1, "cell": following, "said": "saved"}
        raise web.HTTPSeeOther(address(f"/spreadsheets/d/{found.id}/edit", **query))


def _written(found: Opened, title: str, place: Place, *, was: str, words: str) -> tuple[int, str]:
    """Write a cell that holds what the person saw; else, or if it is refused, a status and why not."""
    held = unix_lines(found.held(found.cell(title, place)))
    if held not in (was, words):
        return 409, CLASH.format(held)
    if words != held:
        try:
            found.enter(title, place, words)
        except Refusal as refusal:
            return refusal.code, f"This was not saved. The Sheet answered: {reason(refusal)}"
    return 200, ""


def _page(
    visitor: Visitor,
    found: Opened,
    properties: Json,
    *,
    start: int,
    place: Place | None,
    typed: str | None = None,
    through: Json | None = None,
) -> Page:
    title, looks, opening = properties["title"], Looks(), None
    rows, columns = found.used(properties["sheetId"])
    columns = max(columns, width_of(sheet_of(found.answer["sheets"], str(properties["sheetId"]))))
    view = view_of(properties, used=(rows, columns), start=start)
    if place is not None and found.writes:
        cell = found.cell(title, place)
        opening = Opening(place, found.held(cell), typed, found.choices(title, cell))
    sheet = found.cells(title, view)
    plots = [plot_of(each, found.source) for each in sheet.get("charts", ())]
    unseen = found.hidden(properties["sheetId"], through) if through else frozenset()
    sight = Sight(found.writes, visitor.csrf, opening, through, unseen)
    content = spreadsheet_html(found.answer, sheet, view, looks, sight=sight, plots=plots)
    role = ROLES.get(found.role)
    beside = tag("p", role, class_="role") if role else None
    name = str(found.answer["properties"]["title"])
    return Page(name, content, visitor, looks, kind="sheets", beside_title=beside)


async def forward(request: web.Request) -> web.StreamResponse:
    """The Sheet's other addresses lead to its page."""
    raise web.HTTPFound(address(f"/spreadsheets/d/{request.match_info['id']}/edit", **dict(request.query)))
